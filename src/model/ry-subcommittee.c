/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report is an agenda item of a meeting of the parent council that names the subcommittee: that is the link back, and
 * by it the next report knows where the last one ended. Its words are Japanese, as they stand on paper.
 */
#include "ry-subcommittee.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-meeting.h"

static const char *
get_set (JsonObject *object, const char *member)
{
  const char *value = object != NULL ? ry_json_get_string (object, member) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

static JsonObject *
append_element (JsonObject *object, const char *list)
{
  JsonArray *array = ry_json_get_array (object, list);
  g_autofree char *key = ry_id_new_ulid ();
  JsonObject *element = json_object_new ();

  if (array == NULL) {
    array = json_array_new ();
    json_object_set_array_member (object, list, array);
  }
  ry_json_set_string (element, "key", key);
  json_array_add_object_element (array, element);
  return element;
}

static JsonObject *
find_element (JsonObject *object, const char *list, const char *key, guint *position)
{
  JsonArray *array = ry_json_get_array (object, list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    *position = i;
    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (get_set (json_node_get_object (node), "key"), key) == 0)
      return json_node_get_object (node);
  }
  return NULL;
}

/**
 * ry_subcommittee_is_open:
 * @subcommittee: content of a subcommittee
 * @day: ISO 8601
 *
 * Returns: whether it is at work then
 */
gboolean
ry_subcommittee_is_open (JsonObject *subcommittee, const char *day)
{
  const char *closed = get_set (subcommittee, "closed_on");

  return closed == NULL || strcmp (day, closed) <= 0;
}

/**
 * ry_subcommittee_add_member:
 * @subcommittee: content of a subcommittee, changed
 * @person: (nullable): who
 * @post: (nullable): by which post held
 * @organisation: (nullable): of which organisation
 * @role: (nullable): as what
 * @from: (nullable): since when
 *
 * Returns: (transfer none): the new element
 */
JsonObject *
ry_subcommittee_add_member (JsonObject *subcommittee,
                            const char *person,
                            const char *post,
                            const char *organisation,
                            const char *role,
                            const char *from)
{
  JsonObject *member = append_element (subcommittee, "members");
  const char *const members[] = { "person", "post", "organisation", "role", "from" };
  const char *const values[] = { person, post, organisation, role, from };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (values[i] != NULL && *values[i] != '\0')
      ry_json_set_string (member, members[i], values[i]);
  return member;
}

/**
 * ry_subcommittee_end_member:
 * @subcommittee: content of a subcommittee, changed
 * @key: of one of its members
 * @to: their last day
 *
 * Who was a member stays in the record.
 *
 * Returns: whether there is such a member
 */
gboolean
ry_subcommittee_end_member (JsonObject *subcommittee, const char *key, const char *to)
{
  guint position;
  JsonObject *member = find_element (subcommittee, "members", key, &position);

  if (member == NULL)
    return FALSE;
  ry_json_set_string (member, "to", to);
  return TRUE;
}

/**
 * ry_subcommittee_add_ask:
 * @subcommittee: content of a subcommittee, changed
 * @text: what the council is asked for
 * @on: the day
 *
 * Returns: (transfer none): the new element
 */
JsonObject *
ry_subcommittee_add_ask (JsonObject *subcommittee, const char *text, const char *on)
{
  JsonObject *ask = append_element (subcommittee, "asks");

  ry_json_set_string (ask, "text", text);
  ry_json_set_string (ask, "on", on);
  return ask;
}

/**
 * ry_subcommittee_remove_ask:
 * @subcommittee: content of a subcommittee, changed
 * @key: of one of its asks
 *
 * Returns: whether there was such a one
 */
gboolean
ry_subcommittee_remove_ask (JsonObject *subcommittee, const char *key)
{
  guint position;

  if (find_element (subcommittee, "asks", key, &position) == NULL)
    return FALSE;
  json_array_remove_element (ry_json_get_array (subcommittee, "asks"), position);
  return TRUE;
}

static GPtrArray *
query_meetings (RyWorkspace *workspace, const char *member, const char *value, const char *since, GError **error)
{
  g_autofree char *same = g_strconcat (member, "=", value, NULL);
  g_autofree char *later = since != NULL ? g_strconcat ("date>", since, NULL) : NULL;
  const char *const where[] = { same, later, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where };

  return ry_workspace_query (workspace, &query, error);
}

/* The subcommittee's series of meetings; %NULL where it has none yet. */
static char *
dup_series (RyWorkspace *workspace, const char *id)
{
  static const RyQuery query = { .kind = "series" };
  g_autoptr (GPtrArray) all = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (all, i), "subcommittee"), id) == 0)
      return g_strdup (ry_document_get_id (g_ptr_array_index (all, i)));
  return NULL;
}

/**
 * ry_subcommittee_list_meetings:
 * @workspace: the region
 * @id: a subcommittee
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument): its meetings, by date
 */
GPtrArray *
ry_subcommittee_list_meetings (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autofree char *series = dup_series (workspace, id);

  return series != NULL ? query_meetings (workspace, "series", series, NULL, error) : create_documents ();
}

/* The agenda item by which a meeting hears the subcommittee's report; %NULL where it does not. */
static JsonObject *
find_item (RyDocument *meeting, const char *id)
{
  JsonArray *agenda = ry_json_get_array (ry_document_get_root (meeting), "agenda");

  for (guint i = 0; agenda != NULL && i < json_array_get_length (agenda); i++) {
    JsonNode *node = json_array_get_element (agenda, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (get_set (json_node_get_object (node), "subcommittee"), id) == 0)
      return json_node_get_object (node);
  }
  return NULL;
}

/* Meetings of the council since the subcommittee began, without those of subcommittees. */
static GPtrArray *
list_parents (RyWorkspace *workspace, RyDocument *subcommittee, GError **error)
{
  const char *council = ry_document_get_string (subcommittee, "council");
  const char *since = ry_document_get_string (subcommittee, "started_on");
  g_autoptr (GPtrArray) meetings =
      query_meetings (workspace, "council", council != NULL ? council : "", since != NULL ? since : "0", error);

  for (guint i = meetings != NULL ? meetings->len : 0; i-- > 0;) {
    RyDocument *each = g_ptr_array_index (meetings, i);

    if (ry_document_get_string (each, "subcommittee") != NULL ||
        g_strcmp0 (ry_document_get_string (each, "stage"), "cancelled") == 0)
      g_ptr_array_remove_index (meetings, i);
  }
  return g_steal_pointer (&meetings);
}

/**
 * ry_subcommittee_list_reports:
 * @workspace: the region
 * @id: a subcommittee
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument): the meetings of its council that heard, or will hear, a report of
 *   it, by date
 */
GPtrArray *
ry_subcommittee_list_reports (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) subcommittee = ry_workspace_get (workspace, id, error);
  g_autoptr (GPtrArray) meetings = subcommittee != NULL ? list_parents (workspace, subcommittee, error) : NULL;

  for (guint i = meetings != NULL ? meetings->len : 0; i-- > 0;)
    if (find_item (g_ptr_array_index (meetings, i), id) == NULL)
      g_ptr_array_remove_index (meetings, i);
  return g_steal_pointer (&meetings);
}

/**
 * ry_subcommittee_create_series:
 * @workspace: the region
 * @id: a subcommittee
 * @subcommittee: the record
 *
 * Its meetings run on the same engine as the council's: they need a series.
 *
 * Returns: (transfer full) (nullable): an edit that makes the series; %NULL where there is one
 */
RyEdit *
ry_subcommittee_create_series (RyWorkspace *workspace, const char *id, RyDocument *subcommittee)
{
  g_autofree char *existing = dup_series (workspace, id);
  g_autofree char *series = g_strconcat ("series:", strchr (id, ':') + 1, NULL);
  const char *name = ry_document_get_string (subcommittee, "name");
  JsonObject *content;

  if (existing != NULL)
    return NULL;
  content = json_object_new ();
  ry_json_set_string (content, "kind", "series");
  ry_json_set_string (content, "name", name);
  ry_json_set_string (content, "council", ry_document_get_string (subcommittee, "council"));
  ry_json_set_string (content, "subcommittee", id);
  ry_json_set_string (content, "series_type", "subcommittee");
  ry_json_set_string (content, "title_template", "{name} 第{n}回");
  ry_json_set_string (content, "mark", name);
  return ry_edit_new (series, NULL, content);
}

static int
get_number (RyDocument *meeting, const char *member)
{
  return (int) ry_json_get_int (ry_document_get_root (meeting), member, 0);
}

/* Where the last report ended, how many there were, and which meeting hears this one. */
static gboolean
find_period (RyReport *self, RyWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) parents = list_parents (workspace, self->subcommittee, error);
  const char *started = ry_document_get_string (self->subcommittee, "started_on");
  const char *last = NULL;

  if (parents == NULL)
    return FALSE;
  self->number = 1;
  for (guint i = 0; i < parents->len; i++) {
    RyDocument *meeting = g_ptr_array_index (parents, i);
    const char *date = ry_document_get_string (meeting, "date");

    if (date != NULL && strcmp (date, self->to) >= 0) {
      if (self->parent == NULL && !ry_meeting_is_sealed (ry_document_get_root (meeting)))
        self->parent = ry_document_ref (meeting);
    } else if (find_item (meeting, self->id) != NULL) {
      self->number++;
      last = date;
    }
  }
  self->from = last != NULL ? ry_date_shift (last, 1) : g_strdup (started != NULL ? started : self->to);
  return TRUE;
}

static gboolean
count_meetings (RyReport *self, RyWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) meetings = ry_subcommittee_list_meetings (workspace, self->id, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *date = ry_document_get_string (meeting, "date");
    RyAttendanceCount count;

    if (date == NULL || g_strcmp0 (ry_document_get_string (meeting, "stage"), "cancelled") == 0)
      continue;
    if (strcmp (date, self->to) > 0) {
      if (self->next == NULL)
        self->next = ry_document_ref (meeting);
    } else if (strcmp (date, self->from) >= 0) {
      ry_meeting_count_attendance (ry_document_get_root (meeting), &count);
      self->n_meetings++;
      self->n_present += count.present > 0 ? count.present : (guint) MAX (get_number (meeting, "attended"), 0);
    }
  }
  return meetings != NULL;
}

static gboolean
sort_actions (RyReport *self, RyWorkspace *workspace, GError **error)
{
  g_autofree char *condition = g_strconcat ("subcommittee=", self->id, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "action", .order = "due", .where = where };
  g_autoptr (GPtrArray) actions = ry_workspace_query (workspace, &query, error);

  for (guint i = 0; actions != NULL && i < actions->len; i++) {
    RyDocument *action = g_ptr_array_index (actions, i);
    JsonObject *root = ry_document_get_root (action);
    const char *done_on = get_set (root, "done_on");

    if (ry_action_is_late (root, self->to))
      g_ptr_array_add (self->late, ry_document_ref (action));
    else if (ry_action_is_open (root))
      g_ptr_array_add (self->doing, ry_document_ref (action));
    else if (ry_action_get_status (root) == RY_ACTION_DONE && (done_on == NULL || strcmp (done_on, self->from) >= 0))
      g_ptr_array_add (self->done, ry_document_ref (action));
  }
  return actions != NULL;
}

static void
collect_asks (RyReport *self)
{
  JsonArray *asks = ry_json_get_array (ry_document_get_root (self->subcommittee), "asks");

  for (guint i = 0; asks != NULL && i < json_array_get_length (asks); i++) {
    JsonNode *node = json_array_get_element (asks, i);
    const char *text = JSON_NODE_HOLDS_OBJECT (node) ? get_set (json_node_get_object (node), "text") : NULL;

    if (text != NULL)
      g_ptr_array_add (self->asks, g_strdup (text));
  }
}

/**
 * ry_report_new:
 * @workspace: the region
 * @id: a subcommittee
 * @today: the day of the report
 * @error: return location for a #GError
 *
 * Gathers what the subcommittee has to report since the last time.
 *
 * Returns: (transfer full) (nullable): the report
 */
RyReport *
ry_report_new (RyWorkspace *workspace, const char *id, const char *today, GError **error)
{
  g_autoptr (RyReport) self = g_new0 (RyReport, 1);

  self->id = g_strdup (id);
  self->to = g_strdup (today);
  self->done = create_documents ();
  self->doing = create_documents ();
  self->late = create_documents ();
  self->asks = g_ptr_array_new_with_free_func (g_free);
  self->subcommittee = ry_workspace_get (workspace, id, error);
  if (self->subcommittee == NULL || !find_period (self, workspace, error) || !count_meetings (self, workspace, error) ||
      !sort_actions (self, workspace, error))
    return NULL;
  collect_asks (self);
  return g_steal_pointer (&self);
}

/**
 * ry_report_free:
 * @report: (transfer full): a report
 */
void
ry_report_free (RyReport *report)
{
  g_free (report->id);
  g_free (report->from);
  g_free (report->to);
  g_clear_pointer (&report->subcommittee, ry_document_unref);
  g_clear_pointer (&report->parent, ry_document_unref);
  g_clear_pointer (&report->next, ry_document_unref);
  g_clear_pointer (&report->done, g_ptr_array_unref);
  g_clear_pointer (&report->doing, g_ptr_array_unref);
  g_clear_pointer (&report->late, g_ptr_array_unref);
  g_clear_pointer (&report->asks, g_ptr_array_unref);
  g_free (report);
}

/**
 * ry_report_dup_title:
 * @report: a report
 *
 * Returns: (transfer full): 連絡票分科会　報告書
 */
char *
ry_report_dup_title (const RyReport *report)
{
  const char *name = ry_document_get_string (report->subcommittee, "name");

  return g_strdup_printf ("%s　報告書", name != NULL ? name : "分科会");
}

/**
 * ry_report_dup_file_name:
 * @report: a report
 *
 * Returns: (transfer full): the name of the paper that goes with the agenda item
 */
char *
ry_report_dup_file_name (const RyReport *report)
{
  const char *name = ry_document_get_string (report->subcommittee, "name");

  return g_strdup_printf ("%s報告書（%s）.pdf", name != NULL ? name : "分科会", report->to);
}

/* After the last item that is discussed, before what closes the meeting. */
const char *
_ry_meeting_find_last_item (JsonObject *meeting)
{
  static const char *const ends[] = { "other", "next", "closing", NULL };
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  const char *after = NULL;

  for (guint i = 0; agenda != NULL && i < json_array_get_length (agenda); i++) {
    JsonNode *node = json_array_get_element (agenda, i);
    JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *section = item != NULL ? get_set (item, "section") : NULL;

    if (section != NULL && g_strv_contains (ends, section))
      break;
    if (item != NULL)
      after = get_set (item, "key");
  }
  return after;
}

/**
 * ry_report_create_edit:
 * @report: a report
 * @workspace: the region
 *
 * The council's next meeting with the report as an item of its agenda: the subcommittee it came from, its chair as
 * presenter, the paper's name. An item that is there from an earlier attempt is used again.
 *
 * Returns: (transfer full) (nullable): the edit of the meeting; %NULL where the council has no meeting to come
 */
RyEdit *
ry_report_create_edit (const RyReport *report, RyWorkspace *workspace)
{
  const char *chair = ry_document_get_string (report->subcommittee, "chair");
  g_autofree char *presenter = chair != NULL ? ry_workspace_dup_name (workspace, chair) : NULL;
  g_autofree char *paper = ry_report_dup_file_name (report);
  g_autofree char *title = NULL;
  JsonObject *content, *item;
  JsonArray *lines;

  if (report->parent == NULL)
    return NULL;
  content = ry_document_dup_root (report->parent);
  item = find_item (report->parent, report->id);
  if (item != NULL) {
    item = ry_meeting_find_item (content, get_set (item, "key"));
  } else {
    title = g_strdup_printf ("%sの報告", ry_document_get_string (report->subcommittee, "name"));
    item = ry_meeting_insert_item (content, _ry_meeting_find_last_item (content), title, 1);
    ry_json_set_string (item, "subcommittee", report->id);
    json_object_set_int_member (item, "minutes", 10);
    if (presenter != NULL)
      ry_json_set_string (item, "presenter", presenter);
    lines = ry_json_get_array (ry_document_get_root (report->subcommittee), "lines");
    if (lines != NULL)
      json_object_set_array_member (item, "lines", json_array_ref (lines));
  }
  ry_meeting_add_paper (content, get_set (item, "key"), paper);
  return ry_edit_new (ry_document_get_id (report->parent), report->parent, content);
}
