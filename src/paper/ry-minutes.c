/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Minutes in the councils' form: a head table; the agenda with its statements, decisions in a frame, actions;
 * decisions and actions once more as tables; the next meeting; who was there; signatures. Paper of a Japanese
 * office is Japanese whatever the desktop's language is, so its words are not translated.
 */
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 25, .right = 22, .bottom = 22, .left = 25 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 16, 24 };
static const RyStyle heading_style = { RY_VOICE_GOTHIC, 11, 19 };
static const RyStyle item_style = { RY_VOICE_GOTHIC, 10.5, 18 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 17 };
static const RyStyle speaker_style = { RY_VOICE_GOTHIC, 9, 15 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 10, 15 };
static const RyStyle value_style = { RY_VOICE_MINCHO, 10, 15 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 9, 13 };

#define EM RY_PT_TO_MM (10.5)

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  RyFlow *flow;
  JsonObject *meeting;

  /* Owned */
  RyDocument *document;
  char *council;
  GStrv numbers;      /* per agenda item: "3", "(1)" */
  GStrv full_numbers; /* "3(1)" */
  GPtrArray *actions; /* (element-type GStrv) the table at the end, gathered on the way */
  GPtrArray *decisions;
} Minutes;

static const char *
get (JsonObject *object, const char *member)
{
  const char *value = ry_json_get_string (object, member);

  return value != NULL ? value : "";
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static JsonObject *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
count (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* "19:30" → 午後7時30分 */
static char *
format_clock (const char *time)
{
  int hour, minute;

  if (sscanf (time, "%2d:%2d", &hour, &minute) != 2 || hour > 24 || minute > 59)
    return g_strdup (time);
  if (minute == 0)
    return g_strdup_printf ("%s%d時", hour < 12 ? "午前" : "午後", hour < 12 ? hour : hour - 12);
  return g_strdup_printf ("%s%d時%d分", hour < 12 ? "午前" : "午後", hour < 12 ? hour : hour - 12, minute);
}

static char *
format_when (JsonObject *meeting)
{
  g_autofree char *day = ry_date_format_paper (get (meeting, "date"), RY_DATE_ERA_WEEKDAY);
  g_autofree char *start = format_clock (get (meeting, "start"));
  g_autofree char *end = format_clock (get (meeting, "end"));

  if (!is_set (start))
    return g_steal_pointer (&day);
  return is_set (end) ? g_strdup_printf ("%s　%sから%sまで", day, start, end)
                      : g_strdup_printf ("%s　%sから", day, start);
}

static void
add_pair (GPtrArray *pairs, const char *label, const char *value)
{
  if (!is_set (value))
    return;
  g_ptr_array_add (pairs, g_strdup (label));
  g_ptr_array_add (pairs, g_strdup (value));
}

static char *
format_present (JsonObject *meeting)
{
  RyAttendanceCount n;
  g_autoptr (GString) parts = g_string_new (NULL);

  ry_meeting_count_attendance (meeting, &n);
  if (n.present == 0 && n.invited == 0)
    return NULL;
  if (n.proxy > 0)
    g_string_append_printf (parts, "代理%u名", n.proxy);
  if (n.web > 0)
    g_string_append_printf (parts, "%sWeb%u名", parts->len > 0 ? "、" : "", n.web);
  return g_strdup_printf ("%s%u名%s%s%s", count (ry_json_get_array (meeting, "attendance")) > 0 ? "別表のとおり　" : "",
                          n.present, parts->len > 0 ? "（うち" : "", parts->str, parts->len > 0 ? "）" : "");
}

static char *
list_absent (JsonObject *meeting)
{
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < count (seats); i++) {
    JsonObject *seat = get_element (seats, i);

    if (seat == NULL || g_strcmp0 (get (seat, "status"), "absent") != 0)
      continue;
    g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", get (seat, "name"));
  }
  return g_string_free (names, FALSE);
}

static char *
list_papers (JsonObject *meeting)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < count (agenda); i++) {
    JsonObject *item = get_element (agenda, i);
    JsonArray *papers = item != NULL ? ry_json_get_array (item, "papers") : NULL;

    for (guint j = 0; j < count (papers); j++)
      g_string_append_printf (names, "、%s", json_array_get_string_element (papers, j));
  }
  g_string_prepend (names, "次第");
  return g_string_free (names, FALSE);
}

static void
set_head (Minutes *self)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *when = format_when (self->meeting);
  g_autofree char *present = format_present (self->meeting);
  g_autofree char *absent = list_absent (self->meeting);
  g_autofree char *papers = list_papers (self->meeting);
  g_autofree char *title = g_strdup_printf ("%s　%s　議事録", self->council, get (self->meeting, "title"));

  ry_flow_centred (self->flow, &title_style, title);
  ry_flow_space (self->flow, 3);
  add_pair (pairs, "開催日時", when);
  add_pair (pairs, "開催場所", get (self->meeting, "place"));
  add_pair (pairs, "テーマ", get (self->meeting, "theme"));
  add_pair (pairs, "議長", get (self->meeting, "chair"));
  add_pair (pairs, "出席者", present);
  add_pair (pairs, "欠席者", absent);
  add_pair (pairs, "記録", get (self->meeting, "recorder"));
  add_pair (pairs, "配布資料", papers);
  ry_flow_pairs (self->flow, &label_style, &value_style, 18, pairs);
  ry_flow_space (self->flow, 6);
}

static void
note_decision (Minutes *self, JsonObject *block, const char *item)
{
  const char *const cells[] = { get (block, "number"), get (block, "text"), item, NULL };

  g_ptr_array_add (self->decisions, g_strdupv ((char **) cells));
}

static void
note_action (Minutes *self, JsonObject *block)
{
  g_autofree char *number =
      g_strdup_printf ("%" G_GINT64_FORMAT "-%u", ry_json_get_int (self->meeting, "number", 0), self->actions->len + 1);
  g_autofree char *due = ry_date_format_paper (get (block, "due"), RY_DATE_MONTH_DAY);
  const char *const cells[] = { number, get (block, "text"), get (block, "owner_name"), due, NULL };

  g_ptr_array_add (self->actions, g_strdupv ((char **) cells));
}

static void
set_action (Minutes *self, JsonObject *block, double indent)
{
  g_autofree char *due = ry_date_format_paper (get (block, "due"), RY_DATE_MONTH_DAY);
  g_autofree char *who =
      g_strdup_printf ("（%s%s%s%s）", get (block, "owner_name"),
                       is_set (get (block, "owner_name")) && is_set (due) ? "、" : "", due, is_set (due) ? "まで" : "");
  g_autofree char *text = g_strconcat (get (block, "text"), strlen (who) > strlen ("（）") ? who : "", NULL);

  ry_flow_hanging (self->flow, &body_style, indent, "宿題", 3 * EM, text, NULL);
}

static void
set_block (Minutes *self, JsonObject *block, double indent, const char *item)
{
  const char *type = get (block, "type"), *text = get (block, "text"), *speaker = get (block, "speaker");

  if (!is_set (text))
    return;
  if (g_str_equal (type, RY_BLOCK_DECISION)) {
    note_decision (self, block, item);
    ry_flow_framed (self->flow, &body_style, indent, "決定", text, &small_style,
                    is_set (get (block, "number")) ? get (block, "number") : NULL);
  } else if (g_str_equal (type, RY_BLOCK_ACTION)) {
    note_action (self, block);
    set_action (self, block, indent);
  } else if (g_str_equal (type, RY_BLOCK_SPEECH) && is_set (speaker)) {
    ry_flow_need (self->flow, 17);
    ry_flow_text (self->flow, &speaker_style, indent, speaker);
    ry_flow_text (self->flow, &body_style, indent + 2 * EM, text);
  } else {
    ry_flow_text (self->flow, &body_style, indent, text);
  }
}

static char *
join_papers (JsonObject *item)
{
  JsonArray *papers = ry_json_get_array (item, "papers");
  g_autoptr (GString) names = g_string_new (NULL);

  if (count (papers) == 0)
    return NULL;
  for (guint i = 0; i < count (papers); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "、" : "", json_array_get_string_element (papers, i));
  return g_strdup_printf ("〔%s〕", names->str);
}

static void
set_item (Minutes *self, JsonObject *item, guint position)
{
  gint64 level = CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS);
  double indent = (level - 1) * EM, hang = level == 1 ? 2 * EM : 2.2 * EM;
  g_autofree char *papers = join_papers (item);
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (self->meeting, get (item, "key"));

  ry_flow_space (self->flow, level == 1 ? 2.5 : 1);
  ry_flow_need (self->flow, blocks->len > 0 ? 20 : 8);
  ry_flow_hanging (self->flow, level == 1 ? &heading_style : &item_style, indent, self->numbers[position], hang,
                   get (item, "title"), papers);
  for (guint i = 0; i < blocks->len; i++)
    set_block (self, g_ptr_array_index (blocks, i), indent + hang, self->full_numbers[position]);
}

static void
set_agenda (Minutes *self)
{
  JsonArray *agenda = ry_json_get_array (self->meeting, "agenda");

  self->numbers = ry_meeting_number_agenda (self->meeting, FALSE);
  self->full_numbers = ry_meeting_number_agenda (self->meeting, TRUE);
  for (guint i = 0; i < count (agenda); i++) {
    JsonObject *item = get_element (agenda, i);

    if (item != NULL)
      set_item (self, item, i);
  }
}

static void
set_table (Minutes *self, const char *heading, const RyColumn *columns, guint n_columns, GPtrArray *rows)
{
  ry_flow_space (self->flow, 5);
  ry_flow_need (self->flow, 22);
  ry_flow_text (self->flow, &heading_style, 0, heading);
  if (rows->len == 0)
    ry_flow_text (self->flow, &body_style, EM, "該当なし");
  else
    ry_flow_table (self->flow, columns, n_columns, rows);
}

static void
set_summary_tables (Minutes *self)
{
  static const RyColumn decisions[] = { { "番号", 32, TRUE }, { "決定の内容", 111, FALSE }, { "議題", 20, TRUE } };
  static const RyColumn actions[] = {
    { "番号", 16, TRUE }, { "だれが何をするか", 75, FALSE }, { "担当", 44, FALSE }, { "期限", 28, TRUE }
  };

  set_table (self, "決定事項", decisions, G_N_ELEMENTS (decisions), self->decisions);
  set_table (self, "宿題事項", actions, G_N_ELEMENTS (actions), self->actions);
}

static RyDocument *
find_next (Minutes *self)
{
  g_autofree char *same = g_strconcat ("series=", get (self->meeting, "series"), NULL);
  const char *where[] = { same, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (self->workspace, &query, NULL);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *other = g_ptr_array_index (meetings, i);

    if (g_strcmp0 (ry_document_get_string (other, "date"), get (self->meeting, "date")) > 0 &&
        g_strcmp0 (ry_document_get_string (other, "stage"), "cancelled") != 0)
      return ry_document_ref (other);
  }
  return NULL;
}

static void
set_next (Minutes *self)
{
  g_autoptr (RyDocument) next = is_set (get (self->meeting, "series")) ? find_next (self) : NULL;
  g_autofree char *when = NULL, *line = NULL;

  if (next == NULL)
    return;
  when = format_when (ry_document_get_root (next));
  line = g_strjoin ("　", get (ry_document_get_root (next), "title"), when, get (ry_document_get_root (next), "place"),
                    NULL);
  ry_flow_space (self->flow, 5);
  ry_flow_hanging (self->flow, &body_style, 0, "次回", 4 * EM, line, NULL);
}

static const char *
describe_status (JsonObject *seat, char **owned)
{
  const char *status = get (seat, "status"), *proxy = get (seat, "proxy"), *arrived = get (seat, "arrived"),
             *left = get (seat, "left");

  if (g_str_equal (status, "proxy"))
    return is_set (proxy) ? (*owned = g_strdup_printf ("代理（%s）", proxy)) : "代理";
  if (g_str_equal (status, "absent"))
    return "欠席";
  if (!g_str_equal (status, "venue") && !g_str_equal (status, "web"))
    return "未回答";
  if (is_set (arrived) || is_set (left))
    return *owned = g_strdup_printf ("%s（%s%s%s%s）", g_str_equal (status, "web") ? "Web" : "出席",
                                     is_set (arrived) ? "遅参 " : "", arrived, is_set (left) ? "退席 " : "", left);
  return g_str_equal (status, "web") ? "Web" : "出席";
}

static void
set_attendance (Minutes *self)
{
  static const RyColumn columns[] = {
    { "番号", 10, TRUE }, { "所属", 60, FALSE }, { "職", 33, FALSE }, { "氏名", 27, FALSE }, { "出欠", 33, TRUE }
  };
  JsonArray *seats = ry_json_get_array (self->meeting, "attendance");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < count (seats); i++) {
    JsonObject *seat = get_element (seats, i);
    g_autofree char *number = g_strdup_printf ("%u", rows->len + 1);
    g_autofree char *owned = NULL;

    if (seat != NULL) {
      const char *const cells[] = {
        number, get (seat, "organisation_name"), get (seat, "role"), get (seat, "name"), describe_status (seat, &owned),
        NULL
      };

      g_ptr_array_add (rows, g_strdupv ((char **) cells));
    }
  }
  if (rows->len > 0)
    set_table (self, "別表　出席者名簿", columns, G_N_ELEMENTS (columns), rows);
}

static void
set_signatures (Minutes *self)
{
  ry_flow_space (self->flow, 5);
  ry_flow_need (self->flow, 52);
  ry_flow_text (self->flow, &body_style, EM, "この議事録が正確であることを確認し、議長及び議事録署名人が署名します。");
  ry_flow_text (self->flow, &body_style, 2 * EM, "令和　　年　　月　　日");
  ry_flow_signature (self->flow, &body_style, 80, 6 * EM, "議長");
  ry_flow_signature (self->flow, &body_style, 80, 6 * EM, "議事録署名人");
  ry_flow_signature (self->flow, &body_style, 80, 6 * EM, "議事録署名人");
}

static void
set_footer_cb (RyFlow *flow, guint page, guint n_pages, gpointer data)
{
  g_autofree char *number = g_strdup_printf ("%u/%u", page, n_pages);

  ry_flow_put (flow, &small_style, ry_flow_get_left (flow) + ry_flow_get_width (flow) / 2, sheet.height - 14, 0.5,
               number);
}

static char *
dup_council_name (Minutes *self)
{
  g_autoptr (RyDocument) council = ry_workspace_get (self->workspace, get (self->meeting, "council"), NULL);

  return g_strdup (council != NULL ? get (ry_document_get_root (council), "name") : "");
}

static void
clear_minutes (Minutes *self)
{
  g_clear_pointer (&self->document, ry_document_unref);
  g_clear_pointer (&self->council, g_free);
  g_clear_pointer (&self->numbers, g_strfreev);
  g_clear_pointer (&self->full_numbers, g_strfreev);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Minutes, clear_minutes)

RyPages *
_ry_minutes_compose (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_auto (Minutes) self = { .workspace = workspace };
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyFlow) flow = NULL;
  RyPages *pages;

  self.document = ry_workspace_get (workspace, meeting_id, error);
  if (self.document == NULL)
    return NULL;
  self.meeting = ry_document_get_root (self.document);
  self.council = dup_council_name (&self);
  self.actions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self.decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  pages = g_new0 (RyPages, 1);
  pages->title = g_strdup_printf ("%s　%s　議事録", self.council, get (self.meeting, "title"));
  pages->author = g_strdup (self.council);
  pages->date = g_strdup (get (self.meeting, "date"));
  pages->sheet = sheet;
  faces = ry_faces_new ();
  self.flow = flow = ry_flow_new (faces, &sheet, pages->title);
  set_head (&self);
  set_agenda (&self);
  set_summary_tables (&self);
  set_next (&self);
  set_attendance (&self);
  set_signatures (&self);
  pages->pages = ry_flow_finish (flow, set_footer_cb, NULL);
  pages->missing = ry_faces_get_missing (faces);
  return pages;
}
