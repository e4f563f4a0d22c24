/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meetings and actions are found by the index of their lines, so that a year's page costs what is in it and not what
 * the council did in twenty. An action without lines of its own has those of the agenda item it came from.
 */
#include "ry-line.h"

#include <string.h>

#include "ry-action.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-thread.h"

typedef struct {
  const char *key;
  const char *mark;
  const char *name;
  const char *axis;
} Preset;

/* Names of programmes, as the documents of councils and cities have them: they are not translated. */
static const Preset presets[] = {
  { "council-1", "①", "空床情報ネットワーク", RY_LINE_AXIS_COUNCIL },
  { "council-2", "②", "地域連携パス", RY_LINE_AXIS_COUNCIL },
  { "council-3", "③", "病院と介護関係者の交流の場", RY_LINE_AXIS_COUNCIL },
  { "council-4", "④", "情報共有のあり方の検討", RY_LINE_AXIS_COUNCIL },
  { "city-1", "(ア)", "地域の医療・介護の資源の把握", RY_LINE_AXIS_CITY },
  { "city-2", "(イ)", "在宅医療・介護連携の課題の抽出と対応策の検討", RY_LINE_AXIS_CITY },
  { "city-3", "(ウ)", "切れ目のない在宅医療と在宅介護の提供体制の構築推進", RY_LINE_AXIS_CITY },
  { "city-4", "(エ)", "医療・介護関係者の情報共有の支援", RY_LINE_AXIS_CITY },
  { "city-5", "(オ)", "在宅医療・介護連携に関する相談支援", RY_LINE_AXIS_CITY },
  { "city-6", "(カ)", "医療・介護関係者の研修", RY_LINE_AXIS_CITY },
  { "city-7", "(キ)", "地域住民への普及啓発", RY_LINE_AXIS_CITY },
  { "city-8", "(ク)", "在宅医療・介護連携に関する関係市区町村の連携", RY_LINE_AXIS_CITY },
};

/* What a collection is made with. */
typedef struct {
  RyWorkspace *workspace;
  const char *line;
  const char *today;
  char *first; /* of the year of account */
  char *last;
  char *before; /* the days around it */
  char *after;
  GHashTable *items;   /* "MEETING#ITEM" of the items that carry the line */
  GHashTable *known;   /* ids of actions already told */
  GHashTable *sources; /* names of meetings by their ids: several actions come from one */
  GPtrArray *entries;
} Collection;

static void
collection_clear (Collection *self)
{
  g_free (self->first);
  g_free (self->last);
  g_free (self->before);
  g_free (self->after);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->sources);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Collection, collection_clear)

static gboolean
is_in_year (const Collection *self, const char *date)
{
  return date != NULL && strcmp (date, self->first) >= 0 && strcmp (date, self->last) <= 0;
}

static gboolean
carries (JsonObject *record, const char *line)
{
  g_auto (GStrv) lines = ry_line_get_set (record);

  return g_strv_contains ((const char *const *) lines, line);
}

static void
add_entry (Collection *self,
           RyLineState state,
           const char *id,
           const char *title,
           const char *number,
           const char *date,
           const char *source)
{
  RyLineEntry *entry = g_new0 (RyLineEntry, 1);

  entry->state = state;
  entry->id = g_strdup (id);
  entry->title = g_strdup (title != NULL ? title : "");
  entry->number = g_strdup (number);
  entry->date = g_strdup (date);
  entry->source = g_strdup (source);
  g_ptr_array_add (self->entries, entry);
}

/* Each decision of the item, or the item itself where it was decided without one. */
static void
add_decisions (Collection *self, const char *id, JsonObject *meeting, JsonObject *item)
{
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (meeting, ry_json_get_string (item, "key"));
  const char *date = ry_json_get_string (meeting, "date"), *source = ry_json_get_string (meeting, "title");
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);

    if (g_strcmp0 (ry_json_get_string (block, "type"), RY_BLOCK_DECISION) != 0 ||
        ry_json_get_boolean (block, "internal", FALSE)) /* its words are the office's alone */
      continue;
    add_entry (self, RY_LINE_DECIDED, id, ry_json_get_string (block, "text"), ry_json_get_string (block, "number"),
               date, source);
    n++;
  }
  if (n == 0)
    add_entry (self, RY_LINE_DECIDED, id, ry_json_get_string (item, "title"), NULL, date, source);
}

/* Of a matter that comes up at several meetings only the latest is open; meetings are read from the latest on. */
static gboolean
is_newest (GHashTable *threads, const char *id, JsonObject *item)
{
  g_autofree char *thread = ry_thread_dup_id (id, item);

  return thread == NULL || g_hash_table_add (threads, g_steal_pointer (&thread));
}

static void
add_item (Collection *self, GHashTable *threads, const char *id, JsonObject *meeting, JsonObject *item)
{
  const char *outcome = ry_thread_get_outcome (meeting, item);
  const char *date = ry_json_get_string (meeting, "date"), *source = ry_json_get_string (meeting, "title");
  const char *title = ry_json_get_string (item, "title");
  gboolean newest = is_newest (threads, id, item);

  g_hash_table_add (self->items, g_strconcat (id, "#", ry_json_get_string (item, "key"), NULL));
  if (g_strcmp0 (outcome, RY_OUTCOME_DECIDED) == 0)
    add_decisions (self, id, meeting, item);
  else if (g_strcmp0 (outcome, RY_OUTCOME_CLOSED) == 0 || (outcome == NULL && ry_thread_is_held (meeting)))
    add_entry (self, RY_LINE_DONE, id, title, NULL, date, source);
  else if (g_strcmp0 (outcome, RY_OUTCOME_DROPPED) != 0 && newest)
    add_entry (self, RY_LINE_OPEN, id, title, NULL, date, source);
}

static int
compare_latest (gconstpointer a, gconstpointer b)
{
  return -g_strcmp0 (ry_document_get_string (*(RyDocument *const *) a, "date"),
                     ry_document_get_string (*(RyDocument *const *) b, "date"));
}

static gboolean
add_meetings (Collection *self, GPtrArray **meetings, GError **error)
{
  g_autofree char *line = g_strconcat ("agenda.lines=", self->line, NULL);
  g_autofree char *after = g_strconcat ("date>", self->before, NULL);
  g_autofree char *before = g_strconcat ("date<", self->after, NULL);
  const char *where[] = { after, before, line, NULL };
  g_autoptr (GHashTable) threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *meetings = ry_workspace_query (self->workspace, &(RyQuery){ .kind = "meeting", .where = where }, error);
  if (*meetings != NULL)
    g_ptr_array_sort (*meetings, compare_latest);
  for (guint i = 0; *meetings != NULL && i < (*meetings)->len; i++) {
    RyDocument *document = g_ptr_array_index (*meetings, i);
    JsonObject *meeting = ry_document_get_root (document);
    JsonArray *agenda = ry_json_get_array (meeting, "agenda");

    if (g_strcmp0 (ry_json_get_string (meeting, "stage"), "cancelled") == 0)
      continue;
    for (guint j = 0; agenda != NULL && j < json_array_get_length (agenda); j++) {
      JsonObject *item = json_array_get_object_element (agenda, j);

      if (carries (item, self->line))
        add_item (self, threads, ry_document_get_id (document), meeting, item);
    }
  }
  return *meetings != NULL;
}

static const char *
get_source (Collection *self, const char *meeting)
{
  const char *name = g_hash_table_lookup (self->sources, meeting);

  if (name == NULL) {
    name = ry_workspace_dup_name (self->workspace, meeting);
    g_hash_table_insert (self->sources, g_strdup (meeting), (char *) name);
  }
  return name;
}

/* What is open belongs to the year that is running; what is done to the year in which it was. */
static void
add_action (Collection *self, RyDocument *document)
{
  JsonObject *action = ry_document_get_root (document);
  const char *id = ry_document_get_id (document);
  const char *due = ry_json_get_string (action, "due"), *done_on = ry_json_get_string (action, "done_on");
  const char *meeting = ry_json_get_string (action, "meeting");
  const char *source;
  RyActionStatus status = ry_action_get_status (action);

  if (!g_hash_table_add (self->known, g_strdup (id)) || status == RY_ACTION_CANCELLED)
    return;
  source = meeting != NULL ? get_source (self, meeting) : NULL;
  if (status == RY_ACTION_DONE && is_in_year (self, done_on != NULL ? done_on : due))
    add_entry (self, RY_LINE_DONE, id, ry_json_get_string (action, "text"), ry_json_get_string (action, "number"),
               done_on != NULL ? done_on : due, source);
  else if (status != RY_ACTION_DONE && (is_in_year (self, self->today) || is_in_year (self, due)))
    add_entry (self, RY_LINE_OPEN, id, ry_json_get_string (action, "text"), ry_json_get_string (action, "number"), due,
               source);
}

static gboolean
add_actions_where (Collection *self, const char *const *where, GError **error)
{
  g_autoptr (GPtrArray) actions =
      ry_workspace_query (self->workspace, &(RyQuery){ .kind = "action", .where = where }, error);

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    add_action (self, g_ptr_array_index (actions, i));
  return actions != NULL;
}

/* Those that are open, and those that were done in the year: what was done in others is not read. The narrowest
 * condition stands first, as the store walks along that one. */
static gboolean
add_actions (Collection *self, GError **error)
{
  g_autofree char *line = g_strconcat ("lines=", self->line, NULL);
  g_autofree char *after = g_strconcat ("done_on>", self->before, NULL);
  g_autofree char *before = g_strconcat ("done_on<", self->after, NULL);
  const char *open[] = { "status|todo|doing|hold", line, NULL };
  const char *done[] = { after, before, line, NULL };

  return add_actions_where (self, open, error) && add_actions_where (self, done, error);
}

static const char *
get_item_key (JsonObject *action, JsonObject *meeting)
{
  const char *item = ry_json_get_string (action, "item"), *key = ry_json_get_string (action, "block");
  JsonObject *block = item == NULL && key != NULL ? ry_meeting_find_block (meeting, key) : NULL;

  return block != NULL ? ry_json_get_string (block, "item") : item;
}

static RyDocument *
find_document (GPtrArray *documents, const char *id)
{
  for (guint i = 0; i < documents->len; i++)
    if (g_strcmp0 (ry_document_get_id (documents->pdata[i]), id) == 0)
      return documents->pdata[i];
  return NULL;
}

/* Actions without lines of their own, in one question for all meetings: those that have some are not read again. */
static gboolean
add_inherited (Collection *self, GPtrArray *meetings, GError **error)
{
  g_autoptr (GString) condition = g_string_new ("meeting");
  const char *where[] = { NULL, "lines=", NULL };
  g_autoptr (GPtrArray) actions = NULL;

  for (guint i = 0; i < meetings->len; i++)
    g_string_append_printf (condition, "|%s", ry_document_get_id (meetings->pdata[i]));
  if (meetings->len == 0)
    return TRUE;
  where[0] = condition->str;
  actions = ry_workspace_query (self->workspace, &(RyQuery){ .kind = "action", .where = where }, error);
  for (guint i = 0; actions != NULL && i < actions->len; i++) {
    JsonObject *action = ry_document_get_root (actions->pdata[i]);
    const char *id = ry_json_get_string (action, "meeting");
    const char *item = get_item_key (action, ry_document_get_root (find_document (meetings, id)));
    g_autofree char *key = g_strconcat (id, "#", item, NULL);

    if (item != NULL && g_hash_table_contains (self->items, key))
      add_action (self, actions->pdata[i]);
  }
  return actions != NULL;
}

static gboolean
add_events (Collection *self, GError **error)
{
  g_autofree char *line = g_strconcat ("lines=", self->line, NULL);
  const char *where[] = { line, NULL };
  g_autoptr (GPtrArray) events =
      ry_workspace_query (self->workspace, &(RyQuery){ .kind = "event", .where = where }, error);

  for (guint i = 0; events != NULL && i < events->len; i++) {
    JsonObject *event = ry_document_get_root (events->pdata[i]);
    const char *date = ry_json_get_string (event, "date");
    g_autofree char *name = NULL;

    if (!is_in_year (self, date))
      continue;
    name = ry_workspace_dup_name_of (self->workspace, events->pdata[i]);
    add_entry (self, strcmp (date, self->today) < 0 ? RY_LINE_DONE : RY_LINE_OPEN,
               ry_document_get_id (events->pdata[i]), name, NULL, date, NULL);
  }
  return events != NULL;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RyLineEntry *left = *(RyLineEntry *const *) a, *right = *(RyLineEntry *const *) b;
  int difference = (int) left->state - (int) right->state;

  if (difference == 0)
    difference = g_strcmp0 (left->date, right->date);
  return difference != 0 ? difference : strcmp (left->id, right->id);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  gboolean left_city = g_strcmp0 (ry_document_get_string (left, "axis"), RY_LINE_AXIS_CITY) == 0;
  gboolean right_city = g_strcmp0 (ry_document_get_string (right, "axis"), RY_LINE_AXIS_CITY) == 0;
  gint64 difference = ry_json_get_int (ry_document_get_root (left), "order", 0) -
                      ry_json_get_int (ry_document_get_root (right), "order", 0);

  if (left_city != right_city)
    return left_city ? 1 : -1;
  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_line_list:
 * @workspace: a workspace
 * @error: (nullable): return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): the lines, the council's before the city's
 */
GPtrArray *
ry_line_list (RyWorkspace *workspace, GError **error)
{
  GPtrArray *lines = ry_workspace_query (workspace, &(RyQuery){ .kind = "line" }, error);

  if (lines != NULL)
    g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/**
 * ry_line_new_presets:
 * @workspace: a workspace
 *
 * Their keys are fixed, so that two desktops that make them apart make the same documents.
 *
 * Returns: (transfer full) (element-type RyEdit): the usual lines that are not there yet
 */
GPtrArray *
ry_line_new_presets (RyWorkspace *workspace)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++) {
    g_autofree char *id = g_strconcat ("line:", presets[i].key, NULL);
    g_autoptr (RyDocument) there = ry_workspace_get (workspace, id, NULL);
    g_autoptr (JsonObject) content = NULL;

    if (there != NULL)
      continue;
    content = json_object_new ();
    json_object_set_string_member (content, "kind", "line");
    json_object_set_string_member (content, "name", presets[i].name);
    json_object_set_string_member (content, "mark", presets[i].mark);
    json_object_set_string_member (content, "axis", presets[i].axis);
    json_object_set_int_member (content, "order", (gint64) i + 1);
    g_ptr_array_add (edits, ry_edit_new (id, NULL, g_steal_pointer (&content)));
  }
  return edits;
}

/**
 * ry_line_dup_marks:
 * @lines: (element-type RyDocument): all lines, as ry_line_list() has them
 * @ids: (array zero-terminated=1): some of them
 *
 * Returns: (transfer full): their marks in the order of the lines, as "①③(エ)"
 */
char *
ry_line_dup_marks (GPtrArray *lines, const char *const *ids)
{
  GString *marks = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    RyDocument *line = g_ptr_array_index (lines, i);
    const char *mark = ry_document_get_string (line, "mark");

    if (g_strv_contains (ids, ry_document_get_id (line)))
      g_string_append (marks, mark != NULL ? mark : ry_document_get_string (line, "name"));
  }
  return g_string_free (marks, FALSE);
}

/**
 * ry_line_get_set:
 * @record: content of an agenda item, an action or an event
 *
 * Returns: (transfer full): the lines it carries; may be empty
 */
GStrv
ry_line_get_set (JsonObject *record)
{
  JsonArray *array = ry_json_get_array (record, "lines");
  guint n = array != NULL ? json_array_get_length (array) : 0, found = 0;
  GStrv lines = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      lines[found++] = g_strdup (json_node_get_string (node));
  }
  return lines;
}

/**
 * ry_line_put_set:
 * @record: content of an agenda item, an action or an event
 * @ids: (array zero-terminated=1): the lines it is to carry
 */
void
ry_line_put_set (JsonObject *record, const char *const *ids)
{
  JsonArray *array;

  if (ids[0] == NULL) {
    json_object_remove_member (record, "lines");
    return;
  }
  array = json_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  json_object_set_array_member (record, "lines", array);
}

/**
 * ry_line_collect:
 * @workspace: a workspace
 * @line: id of a line
 * @fiscal_year: a year of account (年度), 2026 for 令和8年度
 * @today: ISO 8601 day
 * @error: (nullable): return location
 *
 * Returns: (transfer full) (nullable) (element-type RyLineEntry): what carries the line in that year, by state and day
 */
GPtrArray *
ry_line_collect (RyWorkspace *workspace, const char *line, int fiscal_year, const char *today, GError **error)
{
  g_auto (Collection) self = { .workspace = workspace, .line = line, .today = today };
  g_autoptr (GPtrArray) meetings = NULL;
  GDate first, last;

  ry_meeting_get_fiscal_range (fiscal_year, &first, &last);
  self.first = ry_date_format (&first, RY_DATE_ISO);
  self.last = ry_date_format (&last, RY_DATE_ISO);
  g_date_subtract_days (&first, 1);
  g_date_add_days (&last, 1);
  self.before = ry_date_format (&first, RY_DATE_ISO);
  self.after = ry_date_format (&last, RY_DATE_ISO);
  self.items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_line_entry_free);
  if (!add_meetings (&self, &meetings, error) || !add_actions (&self, error) || !add_events (&self, error) ||
      !add_inherited (&self, meetings, error))
    return NULL;
  g_ptr_array_sort (self.entries, compare_entries);
  return g_steal_pointer (&self.entries);
}

/**
 * ry_line_entry_free:
 * @entry: (transfer full): a row
 */
void
ry_line_entry_free (RyLineEntry *entry)
{
  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->number);
  g_free (entry->date);
  g_free (entry->source);
  g_free (entry);
}
