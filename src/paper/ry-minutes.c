/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Minutes in the councils' form: a head table; the agenda with its statements, decisions in a frame, actions;
 * decisions and actions once more as tables; the next meeting; who was there; signatures. Paper of a Japanese
 * office is Japanese whatever the desktop's language is, so its words are not translated.
 */
#include "ry-paper-private.h"

#include "ry-approval.h"
#include "ry-attendance.h"
#include "ry-audience.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
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

/* Absent people are named in the head while they are few; all stand in the table at the end. */
#define FEW_ABSENT 6

/* A speaker stands in a column of his own while he is as short as 委員 with a surname. */
#define SPEAKER_EMS 6

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  RyFlow *flow;
  JsonObject *source; /* the meeting as it is */
  const char *audience;

  /* Owned */
  JsonObject *meeting; /* what its audience reads of it */
  RyWithheld withheld;
  GPtrArray *labels;
  char *council;
  GStrv numbers;      /* per agenda item: "3", "(1)" */
  GStrv full_numbers; /* "3(1)" */
  GPtrArray *actions; /* (element-type GStrv) the table at the end, gathered on the way */
  GPtrArray *decisions;
} Minutes;

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

static char *
format_when (JsonObject *meeting)
{
  g_autofree char *day = ry_date_format_paper (ry_json_get_text (meeting, "date"), RY_DATE_ERA_WEEKDAY);
  g_autofree char *start = ry_date_format_clock (ry_json_get_text (meeting, "start"));
  g_autofree char *end = ry_date_format_clock (ry_json_get_text (meeting, "end"));

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

static gboolean
is_public (Minutes *self)
{
  return g_str_equal (self->audience, RY_AUDIENCE_PUBLIC);
}

static guint
count_organisations (JsonObject *meeting, gboolean absent)
{
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count (seats); i++) {
    JsonObject *seat = get_element (seats, i);
    const char *status = seat != NULL ? ry_json_get_text (seat, "status") : "";

    if (*status != '\0' && !g_str_equal (status, "unanswered") && g_str_equal (status, "absent") == absent &&
        is_set (ry_json_get_text (seat, "organisation_name")))
      g_hash_table_add (names, (gpointer) ry_json_get_text (seat, "organisation_name"));
  }
  return g_hash_table_size (names);
}

static char *
format_present (JsonObject *meeting)
{
  RyAttendanceCount n;
  guint organisations = count_organisations (meeting, FALSE);
  g_autofree char *bodies = organisations > 0 ? g_strdup_printf ("%u機関　", organisations) : g_strdup ("");
  g_autoptr (GString) parts = g_string_new (NULL);

  ry_meeting_count_attendance (meeting, &n);
  if (n.present == 0 && n.invited == 0)
    return NULL;
  if (n.proxy > 0)
    g_string_append_printf (parts, "代理%u名", n.proxy);
  if (n.web > 0)
    g_string_append_printf (parts, "%sWeb%u名", parts->len > 0 ? "、" : "", n.web);
  return g_strdup_printf ("%s%s%u名%s%s%s",
                          count (ry_json_get_array (meeting, "attendance")) > 0 ? "別表のとおり　" : "", bodies,
                          n.present, parts->len > 0 ? "（うち" : "", parts->str, parts->len > 0 ? "）" : "");
}

static char *
list_absent (Minutes *self)
{
  JsonArray *seats = ry_json_get_array (self->source, "attendance");
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < count (seats); i++) {
    JsonObject *seat = get_element (seats, i);

    if (seat == NULL || g_strcmp0 (ry_json_get_text (seat, "status"), "absent") != 0)
      continue;
    n++;
    g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", ry_json_get_text (seat, "name"));
  }
  if (n == 0)
    return NULL;
  if (is_public (self))
    return g_strdup_printf ("%u名", n);
  return n <= FEW_ABSENT ? g_strdup (names->str) : g_strdup_printf ("別表のとおり　%u名", n);
}

static char *
list_papers (Minutes *self)
{
  GString *names = g_string_new ("次第");

  for (guint i = 0; i < self->labels->len; i++)
    g_string_append_printf (names, "、%s", ((RyPaperLabel *) g_ptr_array_index (self->labels, i))->label);
  return g_string_free (names, FALSE);
}

/* How much is withheld, not what. */
static char *
describe_disclosure (Minutes *self)
{
  g_autoptr (GString) parts = g_string_new (NULL);

  if (self->withheld.items > 0)
    g_string_append_printf (parts, "議題%u件", self->withheld.items);
  if (self->withheld.blocks > 0)
    g_string_append_printf (parts, "%s記載%u件", parts->len > 0 ? "、" : "", self->withheld.blocks);
  if (parts->len == 0)
    return g_strdup ("公開");
  return g_strdup_printf (is_public (self) ? "一部非公開（%sを除いています。）"
                                           : "一部非公開（公開版では%sを除きます。）",
                          parts->str);
}

static const char *
get_stamp (Minutes *self)
{
  gboolean draft = !g_str_equal (ry_approval_get_stage (self->source), "sealed");

  if (is_public (self))
    return draft ? "公開版（案）" : "公　開　版";
  if (g_str_equal (self->audience, RY_AUDIENCE_INTERNAL))
    return draft ? "内部版・事務局限り（案）" : "内部版・事務局限り";
  return draft ? "会員版・取扱注意（案）" : "会員版・取扱注意";
}

static const char *
get_foot (Minutes *self)
{
  if (is_public (self))
    return "公開版";
  return g_str_equal (self->audience, RY_AUDIENCE_INTERNAL) ? "内部版" : "会員版";
}

/* Under the title: a correction says which edition it is and why, a draft until when remarks are taken. */
static void
set_standing (Minutes *self)
{
  gint64 edition = ry_json_get_int (self->source, "correcting", ry_json_get_int (self->source, "edition", 0));
  g_autofree char *day = ry_date_format_paper (ry_json_get_text (self->source, "remarks_by"), RY_DATE_MONTH_DAY);
  g_autofree char *line = NULL;

  if (edition > 1) {
    line = g_strdup_printf ("第%" G_GINT64_FORMAT "版　正誤（%s）", edition,
                            ry_json_get_text (self->source, "correction"));
    ry_flow_centred (self->flow, &value_style, line);
  }
  if (g_str_equal (ry_approval_get_stage (self->source), "circulating") && is_set (day) && !is_public (self)) {
    g_free (line);
    line = g_strdup_printf ("回覧中の案です。御意見は%sまでに事務局へお寄せください。", day);
    ry_flow_centred (self->flow, &value_style, line);
  }
}

/* A meeting held in writing has no place, and votes in the place of people. */
static void
add_written (Minutes *self, GPtrArray *pairs)
{
  g_autofree char *ballots = NULL;
  RyBallotCount n;

  if (g_strcmp0 (ry_json_get_string (self->meeting, "mode"), "written") != 0)
    return;
  ry_attendance_count_ballots (self->source, &n);
  ballots = g_strdup_printf ("賛成%u　反対%u　棄権%u　未提出%u", n.in_favour, n.against, n.abstained, n.missing);
  add_pair (pairs, "開催方法", "書面開催");
  add_pair (pairs, "表決", ballots);
}

static void
set_head (Minutes *self)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *when = format_when (self->meeting);
  g_autofree char *present = format_present (self->source);
  g_autofree char *absent = list_absent (self);
  g_autofree char *papers = list_papers (self);
  g_autofree char *disclosure = describe_disclosure (self);
  g_autofree char *title = g_strdup_printf ("%s　%s　議事録", self->council, ry_json_get_text (self->meeting, "title"));

  ry_flow_stamp (self->flow, &label_style, get_stamp (self));
  ry_flow_centred (self->flow, &title_style, title);
  set_standing (self);
  ry_flow_space (self->flow, 3);
  add_pair (pairs, "開催日時", when);
  add_pair (pairs, "開催場所", ry_json_get_text (self->meeting, "place"));
  add_written (self, pairs);
  add_pair (pairs, "テーマ", ry_json_get_text (self->meeting, "theme"));
  add_pair (pairs, "議長", ry_json_get_text (self->meeting, "chair"));
  add_pair (pairs, "出席者", present);
  add_pair (pairs, "欠席者", absent);
  add_pair (pairs, "事務局", ry_json_get_text (self->meeting, "recorder"));
  add_pair (pairs, "公開区分", disclosure);
  add_pair (pairs, "配布資料", papers);
  ry_flow_pairs (self->flow, &label_style, &value_style, 18, pairs);
  ry_flow_space (self->flow, 6);
}

static void
note_decision (Minutes *self, JsonObject *block, const char *item)
{
  const char *const cells[] = { ry_json_get_text (block, "number"), ry_json_get_text (block, "text"), item, NULL };

  g_ptr_array_add (self->decisions, g_strdupv ((char **) cells));
}

/* The public counts plainly: a number of the members' list would mean another action here. */
static void
note_action (Minutes *self, JsonObject *block)
{
  guint order = self->actions->len + 1;
  g_autofree char *number = is_public (self) ? g_strdup_printf ("%u", order)
                                             : g_strdup_printf ("%" G_GINT64_FORMAT "-%u",
                                                                ry_json_get_int (self->meeting, "number", 0), order);
  g_autofree char *due = ry_date_format_paper (ry_json_get_text (block, "due"), RY_DATE_MONTH_DAY);
  const char *const cells[] = { number, ry_json_get_text (block, "text"), ry_json_get_text (block, "owner_name"), due,
                                NULL };

  g_ptr_array_add (self->actions, g_strdupv ((char **) cells));
}

static void
set_action (Minutes *self, JsonObject *block, double indent)
{
  g_autofree char *due = ry_date_format_paper (ry_json_get_text (block, "due"), RY_DATE_MONTH_DAY);
  g_autofree char *who = g_strdup_printf ("（%s%s%s%s）", ry_json_get_text (block, "owner_name"),
                                          is_set (ry_json_get_text (block, "owner_name")) && is_set (due) ? "、" : "",
                                          due, is_set (due) ? "まで" : "");
  g_autofree char *text =
      g_strconcat (ry_json_get_text (block, "text"), strlen (who) > strlen ("（）") ? who : "", NULL);

  ry_flow_hanging (self->flow, &body_style, indent, "宿題", 3 * EM, text, NULL);
}

static void
set_decision (Minutes *self, JsonObject *block, double indent, const char *item)
{
  const char *number = ry_json_get_text (block, "number"), *reason = ry_json_get_text (block, "reason");
  g_autofree char *note = is_set (reason)
                              ? g_strdup_printf ("%s%s（理由）%s", number, is_set (number) ? "　" : "", reason)
                              : g_strdup (number);

  note_decision (self, block, item);
  ry_flow_framed (self->flow, &body_style, indent, "決定", ry_json_get_text (block, "text"), &small_style,
                  is_set (note) ? note : NULL);
}

static void
set_speech (Minutes *self, JsonObject *block, double indent)
{
  g_autofree char *speaker = is_public (self) ? g_strdup (ry_json_get_text (block, "speaker"))
                                              : ry_audience_format_speaker (self->source, block, self->audience);

  if (is_set (speaker) && g_utf8_strlen (speaker, -1) <= SPEAKER_EMS) {
    ry_flow_hanging (self->flow, &body_style, indent, speaker, (SPEAKER_EMS + 0.5) * EM,
                     ry_json_get_text (block, "text"), NULL);
  } else if (is_set (speaker)) {
    ry_flow_need (self->flow, 17);
    ry_flow_text (self->flow, &speaker_style, indent, speaker);
    ry_flow_text (self->flow, &body_style, indent + 2 * EM, ry_json_get_text (block, "text"));
  } else {
    ry_flow_text (self->flow, &body_style, indent, ry_json_get_text (block, "text"));
  }
}

static void
set_block (Minutes *self, JsonObject *block, double indent, const char *item)
{
  const char *type = ry_json_get_text (block, "type"), *text = ry_json_get_text (block, "text");
  gboolean internal = ry_json_get_boolean (block, "internal", FALSE);

  if (!is_set (text))
    return;
  if (internal)
    ry_flow_text (self->flow, &speaker_style, indent, "〔非公開〕");
  if (g_str_equal (type, RY_BLOCK_DECISION)) {
    set_decision (self, block, indent, item);
  } else if (g_str_equal (type, RY_BLOCK_ACTION)) {
    note_action (self, block);
    set_action (self, block, indent);
  } else if (g_str_equal (type, RY_BLOCK_NEXT)) {
    ry_flow_hanging (self->flow, &body_style, indent, "次回へ", 4 * EM, text, NULL);
  } else if (g_str_equal (type, RY_BLOCK_SPEECH)) {
    set_speech (self, block, indent);
  } else {
    ry_flow_text (self->flow, &body_style, indent, text);
  }
}

static char *
join_papers (Minutes *self, JsonObject *item)
{
  g_autoptr (GPtrArray) papers = ry_meeting_list_papers (item);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < papers->len; i++) {
    const char *label =
        ry_paper_labels_find (self->labels, ry_json_get_text (item, "key"), g_ptr_array_index (papers, i));

    if (label != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", label);
  }
  return names->len > 0 ? g_strdup_printf ("〔%s〕", names->str) : NULL;
}

static void
set_item (Minutes *self, JsonObject *item, guint position)
{
  gint64 level = CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS);
  double indent = (level - 1) * EM, hang = level == 1 ? 2 * EM : 2.2 * EM;
  g_autofree char *papers = join_papers (self, item);
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (self->meeting, ry_json_get_text (item, "key"));

  ry_flow_space (self->flow, level == 1 ? 2.5 : 1);
  ry_flow_need (self->flow, blocks->len > 0 ? 20 : 8);
  ry_flow_hanging (self->flow, level == 1 ? &heading_style : &item_style, indent, self->numbers[position], hang,
                   ry_json_get_text (item, "title"), papers);
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
  g_autofree char *same = g_strconcat ("series=", ry_json_get_text (self->meeting, "series"), NULL);
  g_autofree char *after = g_strconcat ("date>", ry_json_get_text (self->meeting, "date"), NULL);
  const char *where[] = { same, after, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (self->workspace, &query, NULL);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *other = g_ptr_array_index (meetings, i);

    if (g_strcmp0 (ry_document_get_string (other, "stage"), "cancelled") != 0)
      return ry_document_ref (other);
  }
  return NULL;
}

static void
set_next (Minutes *self)
{
  g_autoptr (RyDocument) next = is_set (ry_json_get_text (self->meeting, "series")) ? find_next (self) : NULL;
  g_autofree char *when = NULL, *line = NULL;

  if (next == NULL)
    return;
  when = format_when (ry_document_get_root (next));
  line = g_strjoin ("　", ry_json_get_text (ry_document_get_root (next), "title"), when,
                    ry_json_get_text (ry_document_get_root (next), "place"), NULL);
  ry_flow_space (self->flow, 5);
  ry_flow_hanging (self->flow, &body_style, 0, "次回", 4 * EM, line, NULL);
}

static const char *
describe_status (JsonObject *seat, char **owned)
{
  const char *status = ry_json_get_text (seat, "status"), *proxy = ry_json_get_text (seat, "proxy"),
             *arrived = ry_json_get_text (seat, "arrived"), *left = ry_json_get_text (seat, "left");

  if (g_str_equal (status, "proxy"))
    return is_set (proxy) ? (*owned = g_strdup_printf ("代理（%s）", proxy)) : "代理";
  if (g_str_equal (status, "absent"))
    return "欠席";
  if (g_str_equal (status, "written"))
    return "書面";
  if (!g_str_equal (status, "venue") && !g_str_equal (status, "web"))
    return "未回答";
  if (is_set (arrived) || is_set (left))
    return *owned = g_strdup_printf ("%s（%s%s%s%s）", g_str_equal (status, "web") ? "Web" : "出席",
                                     is_set (arrived) ? "遅参 " : "", arrived, is_set (left) ? "退席 " : "", left);
  return g_str_equal (status, "web") ? "Web" : "出席";
}

static const char *const *
add_cells (GPtrArray *rows, const char *const *cells)
{
  g_ptr_array_add (rows, g_strdupv ((char **) cells));
  return cells;
}

/* Organisations only, in two columns of which the left is read first. */
static void
set_bodies (Minutes *self)
{
  static const RyColumn columns[] = { { "番号", 10, TRUE }, { "機関", 53, FALSE }, { "出欠", 18.5, TRUE },
                                      { "番号", 10, TRUE }, { "機関", 53, FALSE }, { "出欠", 18.5, TRUE } };
  JsonArray *seats = ry_json_get_array (self->meeting, "attendance");
  guint n = count (seats), half = (n + 1) / 2;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < half; i++) {
    JsonObject *left = get_element (seats, i), *right = i + half < n ? get_element (seats, i + half) : NULL;
    g_autofree char *first = g_strdup_printf ("%u", i + 1), *second = g_strdup_printf ("%u", i + half + 1);
    g_autofree char *owned = NULL, *also_owned = NULL;

    add_cells (rows, (const char *const[]){ first, ry_json_get_text (left, "organisation_name"),
                                            describe_status (left, &owned), right != NULL ? second : "",
                                            right != NULL ? ry_json_get_text (right, "organisation_name") : "",
                                            right != NULL ? describe_status (right, &also_owned) : "", NULL });
  }
  if (rows->len > 0)
    set_table (self, "別表　出席機関", columns, G_N_ELEMENTS (columns), rows);
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

    if (seat != NULL)
      add_cells (rows, (const char *const[]){ number, ry_json_get_text (seat, "organisation_name"),
                                              ry_json_get_text (seat, "role"), ry_json_get_text (seat, "name"),
                                              describe_status (seat, &owned), NULL });
  }
  if (rows->len > 0)
    set_table (self, "別表　出席者名簿", columns, G_N_ELEMENTS (columns), rows);
}

/* What became of the people and the numbers, and when it was released. */
static void
set_public_note (Minutes *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *day = ry_date_format_paper (today, RY_DATE_ERA_WEEKDAY);
  g_autofree char *line = g_strdup_printf ("%s　事務局　　作成日　%s", self->council, day);

  ry_flow_space (self->flow, 5);
  ry_flow_text (self->flow, &small_style, 0,
                self->withheld.items + self->withheld.blocks > 0
                    ? "（注）この公開版は、公開しない部分を除き、番号を付け直して作成したものです。発言者の氏名は記載し"
                      "ていません。"
                    : "（注）この公開版には、発言者の氏名は記載していません。");
  ry_flow_space (self->flow, 2);
  ry_flow_text (self->flow, &small_style, 0, line);
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
  if (is_set (ry_json_get_text (self->meeting, "recorder"))) {
    g_autofree char *maker = g_strdup_printf ("作成　事務局　%s", ry_json_get_text (self->meeting, "recorder"));

    ry_flow_space (self->flow, 3);
    ry_flow_text (self->flow, &value_style, 0, maker);
  }
}

static void
set_footer_cb (RyFlow *flow, guint page, guint n_pages, gpointer data)
{
  Minutes *self = data;
  g_autofree char *number = g_strdup_printf ("%u/%u", page, n_pages);
  double left = ry_flow_get_left (flow), width = ry_flow_get_width (flow);

  ry_flow_put (flow, &small_style, left + width / 2, sheet.height - 14, 0.5, number);
  ry_flow_put (flow, &small_style, left + width, sheet.height - 14, 1, get_foot (self));
}

static char *
dup_council_name (Minutes *self)
{
  g_autoptr (RyDocument) council = ry_workspace_get (self->workspace, ry_json_get_text (self->source, "council"), NULL);

  return g_strdup (council != NULL ? ry_json_get_text (ry_document_get_root (council), "name") : "");
}

static void
clear_minutes (Minutes *self)
{
  g_clear_pointer (&self->meeting, json_object_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->council, g_free);
  g_clear_pointer (&self->numbers, g_strfreev);
  g_clear_pointer (&self->full_numbers, g_strfreev);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Minutes, clear_minutes)

/* The members' edition counts for itself what the public one leaves out. */
static void
prepare (Minutes *self)
{
  self->meeting = ry_audience_edit (self->source, self->audience, &self->withheld);
  if (!is_public (self))
    json_object_unref (ry_audience_edit (self->source, RY_AUDIENCE_PUBLIC, &self->withheld));
  self->labels = ry_meeting_label_papers (self->meeting);
  self->council = dup_council_name (self);
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static void
set_all (Minutes *self)
{
  set_head (self);
  set_agenda (self);
  set_summary_tables (self);
  set_next (self);
  if (is_public (self)) {
    set_bodies (self);
    set_public_note (self);
  } else {
    set_attendance (self);
    set_signatures (self);
  }
}

/* Of a meeting's content as it is given, which may not be in the store yet. */
RyPages *
_ry_minutes_compose (RyWorkspace *workspace, JsonObject *meeting, const char *audience)
{
  g_auto (Minutes) self = { .workspace = workspace, .source = meeting, .audience = audience };
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyFlow) flow = NULL;
  RyPages *pages = g_new0 (RyPages, 1);

  prepare (&self);
  pages->title = g_strdup_printf ("%s　%s　議事録", self.council, ry_json_get_text (self.meeting, "title"));
  pages->author = g_strdup (self.council);
  pages->date = g_strdup (ry_json_get_text (self.meeting, "date"));
  pages->sheet = sheet;
  self.flow = flow = ry_flow_new (faces, &sheet, pages->title);
  set_all (&self);
  pages->pages = ry_flow_finish (flow, set_footer_cb, &self);
  pages->missing = ry_faces_get_missing (faces);
  return pages;
}
