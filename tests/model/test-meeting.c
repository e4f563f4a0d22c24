/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meetings: what is read off one and what an editor does to it, as tables. An agenda is written here as one
 * string, an item a word: its key, a colon, its level, and `-` if it is not numbered ("a:1 b:2 c:1-").
 */
#include <locale.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-attendance.h"
#include "ry-meeting.h"

static JsonObject *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (json, -1, &error);

  g_assert_no_error (error);
  return object;
}

static JsonObject *
make_meeting (const char *agenda, const char *blocks)
{
  g_auto (GStrv) items = g_strsplit (agenda, " ", -1);
  g_auto (GStrv) written = g_strsplit (blocks != NULL ? blocks : "", " ", -1);
  GString *json = g_string_new ("{\"kind\":\"meeting\",\"agenda\":[");
  JsonObject *meeting;

  for (guint i = 0; items[i] != NULL; i++)
    g_string_append_printf (json, "%s{\"key\":\"%c\",\"title\":\"%c\",\"level\":%c,\"numbered\":%s}", i > 0 ? "," : "",
                            items[i][0], items[i][0], items[i][2], items[i][3] == '-' ? "false" : "true");
  g_string_append (json, "],\"blocks\":[");
  for (guint i = 0; written[i] != NULL; i++)
    g_string_append_printf (json, "%s{\"key\":\"%c\",\"item\":\"%c\",\"type\":\"%s\",\"text\":\"\"}", i > 0 ? "," : "",
                            written[i][0], written[i][2], written[i][3] == '!' ? "decision" : "summary");
  g_string_append (json, "]}");
  meeting = parse (json->str);
  g_string_free (json, TRUE);
  return meeting;
}

static char *
describe (JsonObject *meeting, const char *member)
{
  JsonArray *array = ry_json_get_array (meeting, member);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *element = json_array_get_object_element (array, i);

    g_string_append_printf (text, "%s%s:", i > 0 ? " " : "", ry_json_get_string (element, "key"));
    if (g_str_equal (member, "agenda"))
      g_string_append_printf (text, "%d", (int) ry_json_get_int (element, "level", 0));
    else
      g_string_append (text, ry_json_get_string (element, "item"));
  }
  return g_string_free (text, FALSE);
}

static void
test_numbers (void)
{
  static const struct {
    const char *agenda;
    const char *last;
    const char *full;
  } cases[] = {
    { "a:1 b:1 c:1", "1|2|3", "1|2|3" },
    { "a:1- b:1 c:1 d:1-", "|1|2|", "|1|2|" },
    { "a:1 b:2 c:2 d:1 e:2", "1|(1)|(2)|2|(1)", "1|1 (1)|1 (2)|2|2 (1)" },
    { "a:1 b:2 c:3 d:3 e:2 f:3", "1|(1)|ア|イ|(2)|ア", "1|1 (1)|1 (1) ア|1 (1) イ|1 (2)|1 (2) ア" },
    { "a:1 b:1- c:2 d:1", "1||(1)|2", "1||(1)|2" },
    { "a:2 b:1 c:9", "(1)|1|ア", "(1)|1|1 ア" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting (cases[i].agenda, NULL);
    g_auto (GStrv) last = ry_meeting_number_agenda (meeting, FALSE);
    g_auto (GStrv) full = ry_meeting_number_agenda (meeting, TRUE);
    g_autofree char *joined_last = g_strjoinv ("|", last);
    g_autofree char *joined_full = g_strjoinv ("|", full);

    g_assert_cmpstr (joined_last, ==, cases[i].last);
    g_assert_cmpstr (joined_full, ==, cases[i].full);
  }
}

static void
test_moves (void)
{
  static const struct {
    const char *before;
    const char *key;
    int direction;
    const char *after; /* NULL: cannot be done */
  } cases[] = {
    { "a:1 b:1 c:1", "b", -1, "b:1 a:1 c:1" },
    { "a:1 b:1 c:1", "b", 1, "a:1 c:1 b:1" },
    { "a:1 b:1 c:1", "a", -1, NULL },
    { "a:1 b:1 c:1", "c", 1, NULL },
    { "a:1 b:2 c:2 d:1 e:2", "a", 1, "d:1 e:2 a:1 b:2 c:2" },
    { "a:1 b:2 c:2 d:1 e:2", "d", -1, "d:1 e:2 a:1 b:2 c:2" },
    { "a:1 b:2 c:2 d:1 e:2", "c", 1, "a:1 b:2 d:1 c:2 e:2" },
    { "a:1 b:2 c:1 d:2", "d", -1, "a:1 b:2 d:2 c:1" },
    { "a:1 b:2 c:1 d:2", "d", 1, NULL },
    { "a:1 b:1", "x", 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting (cases[i].before, NULL);
    gboolean moved = ry_meeting_move_item (meeting, cases[i].key, cases[i].direction);
    g_autofree char *after = describe (meeting, "agenda");

    g_assert_cmpint (moved, ==, cases[i].after != NULL);
    g_assert_cmpstr (after, ==, moved ? cases[i].after : cases[i].before);
  }
}

static void
test_indent (void)
{
  static const struct {
    const char *before;
    const char *key;
    int direction;
    const char *after;
  } cases[] = {
    { "a:1 b:1 c:1", "b", 1, "a:1 b:2 c:1" },
    { "a:1 b:1", "a", 1, NULL },
    { "a:1 b:2", "b", 1, NULL },
    { "a:1 b:2 c:2", "c", 1, "a:1 b:2 c:3" },
    { "a:1 b:1 c:2", "b", 1, "a:1 b:2 c:3" },
    { "a:1 b:2 c:3", "b", -1, "a:1 b:1 c:2" },
    { "a:1 b:1", "b", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting (cases[i].before, NULL);
    gboolean done = ry_meeting_indent_item (meeting, cases[i].key, cases[i].direction);
    g_autofree char *after = describe (meeting, "agenda");

    g_assert_cmpint (done, ==, cases[i].after != NULL);
    g_assert_cmpstr (after, ==, done ? cases[i].after : cases[i].before);
  }
}

static void
test_items (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("a:1 b:1", "p:a q:b r:a");
  JsonObject *item = ry_meeting_insert_item (meeting, "a", "見守り体制", 2);
  g_autofree char *blocks = NULL;

  g_assert_cmpstr (ry_json_get_string (item, "title"), ==, "見守り体制");
  g_assert_cmpint (json_array_get_length (ry_json_get_array (meeting, "agenda")), ==, 3);
  g_assert_true (ry_meeting_find_item (meeting, ry_json_get_string (item, "key")) == item);
  g_assert_true (json_array_get_object_element (ry_json_get_array (meeting, "agenda"), 1) == item);
  g_assert_true (ry_meeting_remove_item (meeting, "a"));
  g_assert_false (ry_meeting_remove_item (meeting, "a"));
  blocks = describe (meeting, "blocks");
  g_assert_cmpstr (blocks, ==, "q:b");
  g_assert_null (ry_meeting_find_item (meeting, NULL));
}

static void
test_block_moves (void)
{
  static const struct {
    const char *before;
    const char *key;
    int direction;
    const char *after;
  } cases[] = {
    { "p:a q:a r:b", "q", -1, "q:a p:a r:b" }, { "p:a q:a r:b", "p", 1, "q:a p:a r:b" },
    { "p:a q:a r:b", "q", 1, "q:b p:a r:b" },  { "p:a q:a r:b", "r", -1, "p:a q:a r:a" },
    { "p:a q:b r:a", "p", 1, "q:b r:a p:a" },  { "p:a q:a r:b", "p", -1, NULL },
    { "p:a q:a r:b", "r", 1, NULL },           { "p:a", "x", 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting ("a:1 b:1", cases[i].before);
    gboolean moved = ry_meeting_move_block (meeting, cases[i].key, cases[i].direction);
    g_autofree char *after = describe (meeting, "blocks");

    g_assert_cmpint (moved, ==, cases[i].after != NULL);
    g_assert_cmpstr (after, ==, moved ? cases[i].after : cases[i].before);
  }
}

static void
test_blocks (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("a:1 b:1", "p:a q:b r:a");
  JsonObject *first = ry_meeting_insert_block (meeting, "a", "p", RY_BLOCK_ACTION);
  JsonObject *last = ry_meeting_insert_block (meeting, "a", NULL, RY_BLOCK_DECISION);
  JsonObject *lost = ry_meeting_insert_block (meeting, "gone", NULL, RY_BLOCK_SUMMARY);
  const char *key = ry_json_get_string (first, "key");
  g_autoptr (GPtrArray) of_a = ry_meeting_list_blocks (meeting, "a");
  g_autoptr (GPtrArray) of_none = ry_meeting_list_blocks (meeting, NULL);

  g_assert_cmpuint (of_a->len, ==, 4);
  g_assert_true (of_a->pdata[1] == first);
  g_assert_true (of_a->pdata[3] == last);
  g_assert_cmpuint (of_none->len, ==, 1);
  g_assert_true (of_none->pdata[0] == lost);
  g_assert_cmpuint (ry_meeting_count_blocks (meeting, RY_BLOCK_ACTION), ==, 1);

  json_object_set_string_member (first, "number", "R8-例会181-9");
  json_object_set_string_member (first, "owner_name", "五十嵐 翔");
  g_assert_false (ry_meeting_convert_block (meeting, key, RY_BLOCK_ACTION));
  g_assert_true (ry_meeting_convert_block (meeting, key, RY_BLOCK_SPEECH));
  g_assert_false (json_object_has_member (first, "number"));
  g_assert_cmpstr (ry_json_get_string (first, "owner_name"), ==, "五十嵐 翔");
  g_assert_true (ry_meeting_remove_block (meeting, "q"));
  g_assert_false (ry_meeting_remove_block (meeting, "q"));
}

static void
test_bad_lists (void)
{
  g_autoptr (JsonObject) meeting =
      parse ("{\"agenda\":[1,null,{\"title\":\"x\"},\"y\"],\"blocks\":7,\"attendance\":[[]]}");
  g_auto (GStrv) numbers = ry_meeting_number_agenda (meeting, TRUE);
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (meeting, NULL);
  RyAttendanceCount count;

  g_assert_cmpuint (g_strv_length (numbers), ==, 1);
  g_assert_cmpuint (blocks->len, ==, 0);
  ry_meeting_count_attendance (meeting, &count);
  g_assert_cmpuint (count.invited, ==, 0);
  g_assert_false (ry_meeting_move_block (meeting, "p", 1));
}

static void
test_time (void)
{
  static const struct {
    const char *json;
    int total;
    int length;
  } cases[] = {
    { "{\"start\":\"19:00\",\"end\":\"20:30\",\"agenda\":[{\"minutes\":25},{\"minutes\":65}]}", 90, 90 },
    { "{\"start\":\"23:30\",\"end\":\"00:15\",\"agenda\":[]}", 0, 45 },
    { "{\"start\":\"19:00\",\"agenda\":[{\"minutes\":-5},{\"title\":\"x\"},{\"minutes\":7}]}", 7, -1 },
    { "{\"start\":\"七時\",\"end\":\"20:30\"}", 0, -1 },
    { "{\"start\":\"19:75\",\"end\":\"20:30\"}", 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = parse (cases[i].json);

    g_assert_cmpint (ry_meeting_get_total_minutes (meeting), ==, cases[i].total);
    g_assert_cmpint (ry_meeting_get_length (meeting), ==, cases[i].length);
  }
}

static void
test_open_item (void)
{
#define AGENDA                                                                                                         \
  "\"agenda\":[{\"key\":\"o\",\"numbered\":false},{\"key\":\"1\"},{\"key\":\"2\"},{\"key\":\"2a\",\"level\":2},"       \
  "{\"key\":\"2b\",\"level\":2},{\"key\":\"c\",\"numbered\":false}]"
#define WORDS(item) "{\"key\":\"b" item "\",\"item\":\"" item "\",\"type\":\"summary\",\"text\":\"words\"}"
  static const struct {
    const char *json;
    const char *key;
  } cases[] = {
    { "{\"date\":\"2026-11-24\"," AGENDA "}", "1" },
    { "{\"date\":\"2026-11-10\"," AGENDA ",\"blocks\":[" WORDS ("2a") "," WORDS ("2b") "]}", "2a" },
    { "{\"date\":\"2026-11-24\"," AGENDA ",\"blocks\":[" WORDS ("2a") "," WORDS ("2b") "]}", "2b" },
    { "{\"date\":\"2026-11-24\"," AGENDA ",\"blocks\":[{\"key\":\"e\",\"item\":\"2b\",\"text\":\"\"}]}", "1" },
    { "{\"agenda\":[{\"key\":\"h\"},{\"key\":\"x\",\"level\":2}]}", "x" },
    { "{\"agenda\":[{\"key\":\"o\",\"numbered\":false}]}", "o" },
    { "{\"agenda\":[1,{}]}", NULL },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = parse (cases[i].json);

    g_assert_cmpstr (ry_meeting_get_open_item (meeting, "2026-11-24"), ==, cases[i].key);
  }
#undef WORDS
#undef AGENDA
}

static void
test_titles (void)
{
  static const struct {
    const char *template;
    gint64 number;
    const char *name;
    const char *title;
  } cases[] = {
    { "第{n}回{name}", 182, "例会", "第182回例会" },
    { "{name} {n}", 1, "{n}の会", "1の会 1" },
    { NULL, 3, "病院機能交流会", "病院機能交流会" },
    { "", 3, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *title = ry_meeting_format_title (cases[i].template, cases[i].number, cases[i].name);

    g_assert_cmpstr (title, ==, cases[i].title);
  }
}

static void
test_next (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (JsonObject) series = parse (
      "{\"name\":\"例会\",\"title_template\":\"第{n}回{name}\",\"council\":\"council:care\",\"start\":\"19:00\"}");
  g_autoptr (JsonObject) meeting = NULL;

  g_assert_cmpint (ry_meeting_get_next_number (series, meetings), ==, 1);
  g_ptr_array_add (meetings, ry_document_new ("meeting:a", "1-a", FALSE, "{\"number\":181}", -1));
  g_ptr_array_add (meetings, ry_document_new ("meeting:b", "1-a", FALSE, "{\"title\":\"番号なし\"}", -1));
  g_ptr_array_add (meetings, ry_document_new ("meeting:c", "1-a", FALSE, "{\"number\":17}", -1));
  g_assert_cmpint (ry_meeting_get_next_number (series, meetings), ==, 182);
  g_ptr_array_add (meetings,
                   ry_document_new ("meeting:d", "1-a", FALSE, "{\"number\":182,\"stage\":\"cancelled\"}", -1));
  g_assert_cmpint (ry_meeting_get_next_number (series, meetings), ==, 183);
  json_object_set_string_member (series, "numbering", "reuse");
  g_assert_cmpint (ry_meeting_get_next_number (series, meetings), ==, 182);

  meeting = ry_meeting_new_content ("series:regular", series, 182, "2026-12-08");
  g_assert_cmpstr (ry_json_get_string (meeting, "title"), ==, "第182回例会");
  g_assert_cmpstr (ry_json_get_string (meeting, "council"), ==, "council:care");
  g_assert_cmpstr (ry_json_get_string (meeting, "stage"), ==, "planned");
  g_assert_false (json_object_has_member (meeting, "place"));
  g_assert_cmpint (ry_meeting_get_total_minutes (meeting), ==, 90);
}

static void
test_dates (void)
{
  static const struct {
    const char *last;
    const char *rhythm;
    const char *next;
  } cases[] = {
    { "2027-03-09", "毎月 第2火曜", "2027-04-13" },
    { "2026-12-08", "毎月 第2火曜", "2027-01-12" },
    { "2027-03-18", "年4回 第3木曜", "2027-06-17" },
    { "2027-02-20", "年１回 2月", "2028-02-19" },
    { "2026-09-29", "毎月", "2026-10-27" },
    { "2026-11-10", NULL, NULL },
    { "2026-11-10", "随時", NULL },
    { NULL, "毎月", NULL },
    { "あした", "毎月", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *next = ry_meeting_suggest_date (cases[i].last, cases[i].rhythm);

    g_assert_cmpstr (next, ==, cases[i].next);
  }
}

static void
test_decisions (void)
{
  static const struct {
    const char *date;
    const char *mark;
    gint64 number;
    guint order;
    const char *text;
  } cases[] = {
    { "2026-11-10", "例会", 181, 2, "R8-例会181-2" },
    { "2027-03-31", "例会", 185, 1, "R8-例会185-1" },
    { "2027-04-01", "例会", 186, 1, "R9-例会186-1" },
    { "2019-04-02", "例会", 90, 3, "R1-例会90-3" },
    { "2019-03-31", "例会", 89, 1, "H30-例会89-1" },
    { "2026-02-20", "交流会", 0, 1, "R7-交流会-1" },
    { NULL, NULL, 0, 4, "4" },
  };
  g_autoptr (JsonObject) meeting = make_meeting ("a:1 b:1", "p:b! q:a! r:b s:b! t:x!");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = ry_meeting_format_decision (cases[i].date, cases[i].mark, cases[i].number, cases[i].order);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
  json_object_set_string_member (meeting, "date", "2026-11-10");
  json_object_set_int_member (meeting, "number", 181);
  g_assert_true (ry_meeting_number_decisions (meeting, "例会"));
  g_assert_false (ry_meeting_number_decisions (meeting, "例会"));
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_block (meeting, "q"), "number"), ==, "R8-例会181-1");
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_block (meeting, "s"), "number"), ==, "R8-例会181-3");
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_block (meeting, "t"), "number"), ==, "R8-例会181-4");
  g_assert_null (ry_json_get_string (ry_meeting_find_block (meeting, "r"), "number"));
  json_object_set_string_member (meeting, "stage", "sealed");
  g_assert_false (ry_meeting_number_decisions (meeting, "定例会"));
}

static void
test_attendance (void)
{
  g_autoptr (JsonObject) council = parse ("{\"quorum\":22}");
  g_autoptr (JsonObject) old = parse ("{\"attended\":30,\"invited\":42}");
  g_autoptr (JsonObject) meeting = parse ("{\"quorum\":3,\"attendance\":[{\"status\":\"venue\"},{\"status\":\"web\"},"
                                          "{\"status\":\"proxy\"},{\"status\":\"absent\"},{\"status\":\"?\"},{}]}");
  RyAttendanceCount count;
  RyQuorumCount quorum;

  ry_meeting_count_attendance (meeting, &count);
  g_assert_cmpuint (count.venue, ==, 1);
  g_assert_cmpuint (count.proxy, ==, 1);
  g_assert_cmpuint (count.absent, ==, 1);
  g_assert_cmpuint (count.unanswered, ==, 2);
  g_assert_cmpuint (count.present, ==, 3);
  g_assert_cmpuint (count.invited, ==, 6);
  ry_attendance_count_quorum (meeting, council, &quorum);
  g_assert_cmpint (quorum.state, ==, RY_QUORUM_REACHED);
  g_assert_cmpuint (quorum.needed, ==, 3);
  json_object_remove_member (meeting, "quorum");
  ry_attendance_count_quorum (meeting, council, &quorum);
  g_assert_cmpint (quorum.state, ==, RY_QUORUM_MISSED);
  g_assert_cmpuint (quorum.needed, ==, 22);
  ry_attendance_count_quorum (meeting, NULL, &quorum);
  g_assert_cmpint (quorum.state, ==, RY_QUORUM_NOT_SET);
  ry_attendance_count_quorum (old, council, &quorum);
  g_assert_cmpint (quorum.state, ==, RY_QUORUM_REACHED);
}

static void
test_seats (void)
{
  g_autoptr (JsonObject) meeting = json_object_new ();
  JsonObject *seat = ry_meeting_add_seat (meeting, parse ("{\"person\":\"person:a\",\"name\":\"立花 啓介\"}"));
  JsonObject *again = ry_meeting_add_seat (meeting, parse ("{\"person\":\"person:a\",\"name\":\"立花\"}"));
  JsonObject *guest = ry_meeting_add_seat (meeting, parse ("{\"name\":\"飛び入り\",\"status\":\"venue\"}"));

  g_assert_true (seat == again);
  g_assert_cmpstr (ry_json_get_string (seat, "status"), ==, "unanswered");
  g_assert_cmpstr (ry_json_get_string (guest, "status"), ==, "venue");
  g_assert_true (ry_meeting_find_seat (meeting, ry_json_get_string (guest, "key")) == guest);
  g_assert_true (ry_meeting_remove_seat (meeting, ry_json_get_string (seat, "key")));
  g_assert_cmpint (json_array_get_length (ry_json_get_array (meeting, "attendance")), ==, 1);
}

static void
test_actions (void)
{
  g_autoptr (JsonObject) meeting = parse ("{\"council\":\"council:care\",\"sample\":true}");
  g_autoptr (JsonObject) block =
      parse ("{\"key\":\"b1\",\"text\":\"表の下書きを作る\",\"owner_name\":\"五十嵐 翔\",\"due\":\"2026-12-04\"}");
  g_autofree char *id = ry_meeting_dup_action_id ("meeting:care-181", "b1");
  g_autoptr (JsonObject) action = ry_meeting_new_action ("meeting:care-181", meeting, block, NULL);
  g_autoptr (JsonObject) later = NULL;

  g_assert_cmpstr (id, ==, "action:care-181-b1");
  g_assert_cmpstr (ry_json_get_string (action, "status"), ==, "todo");
  g_assert_cmpstr (ry_json_get_string (action, "first_due"), ==, "2026-12-04");
  g_assert_true (ry_json_get_boolean (action, "sample", FALSE));

  json_object_set_string_member (action, "status", "doing");
  json_object_set_string_member (action, "note", "電話済");
  json_object_set_string_member (block, "due", "2026-12-18");
  json_object_remove_member (block, "owner_name");
  later = ry_meeting_new_action ("meeting:care-181", meeting, block, action);
  g_assert_cmpstr (ry_json_get_string (later, "status"), ==, "doing");
  g_assert_cmpstr (ry_json_get_string (later, "note"), ==, "電話済");
  g_assert_cmpstr (ry_json_get_string (later, "due"), ==, "2026-12-18");
  g_assert_cmpstr (ry_json_get_string (later, "first_due"), ==, "2026-12-04");
  g_assert_null (ry_json_get_string (later, "owner_name"));
}

static void
test_stage (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("a:1", "p:a");

  json_object_set_string_member (meeting, "stage", "noticed");
  g_assert_false (ry_meeting_note_writing (meeting));
  json_object_set_string_member (ry_meeting_find_block (meeting, "p"), "text", "開会した。");
  g_assert_true (ry_meeting_note_writing (meeting));
  g_assert_cmpstr (ry_json_get_string (meeting, "stage"), ==, "draft");
  g_assert_false (ry_meeting_note_writing (meeting));
  json_object_set_string_member (meeting, "stage", "sealed");
  g_assert_false (ry_meeting_note_writing (meeting));
  g_assert_true (ry_meeting_is_sealed (meeting));
}

static void
test_fiscal (void)
{
  GDate first, last;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  ry_meeting_get_fiscal_range (2026, &first, &last);
  from = ry_date_format (&first, RY_DATE_ISO);
  to = ry_date_format (&last, RY_DATE_ISO);
  g_assert_cmpstr (from, ==, "2026-04-01");
  g_assert_cmpstr (to, ==, "2027-03-31");
}

static char *
join_papers (JsonObject *meeting, const char *item)
{
  g_autoptr (GPtrArray) names = ry_meeting_list_papers (ry_meeting_find_item (meeting, item));

  g_ptr_array_add (names, NULL);
  return g_strjoinv ("|", (GStrv) names->pdata);
}

static void
test_papers (void)
{
  g_autoptr (JsonObject) meeting =
      ry_json_parse_object ("{\"agenda\":[{\"key\":\"a\",\"papers\":[\"one\",7,[\"x\"],\"two\"]},{\"key\":\"b\"},7]}",
                            -1, NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  g_assert_true (ry_meeting_names_paper (meeting, "two"));
  g_assert_false (ry_meeting_names_paper (meeting, "x"));
  g_assert_false (ry_meeting_add_paper (meeting, "a", "one"));
  g_assert_false (ry_meeting_add_paper (meeting, "c", "three"));
  g_assert_false (ry_meeting_add_paper (meeting, NULL, "three"));
  g_assert_true (ry_meeting_add_paper (meeting, "a", "three"));
  g_assert_true (ry_meeting_add_paper (meeting, "b", "one"));
  g_assert_true (ry_meeting_remove_paper (meeting, "a", "one"));
  g_assert_false (ry_meeting_remove_paper (meeting, "a", "one"));
  g_assert_true (ry_meeting_names_paper (meeting, "one"));
  a = join_papers (meeting, "a");
  b = join_papers (meeting, "b");
  g_assert_cmpstr (a, ==, "two|three");
  g_assert_cmpstr (b, ==, "one");
}

/* Who can speak: in the room or by video, with a name that is known. */
static void
test_present (void)
{
  g_autoptr (JsonObject) meeting = ry_json_parse_object (
      "{\"attendance\":[{\"person\":\"person:a\",\"status\":\"venue\"},{\"person\":\"person:b\",\"status\":\"absent\"},"
      "{\"status\":\"venue\"},{\"person\":\"person:c\",\"status\":\"web\"},{\"person\":\"person:d\",\"status\":"
      "\"proxy\"},7]}",
      -1, NULL);
  g_autoptr (GPtrArray) people = ry_meeting_list_present (meeting);

  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (people->pdata[0], ==, "person:a");
  g_assert_cmpstr (people->pdata[1], ==, "person:c");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meeting/numbers", test_numbers);
  g_test_add_func ("/meeting/moves", test_moves);
  g_test_add_func ("/meeting/indent", test_indent);
  g_test_add_func ("/meeting/items", test_items);
  g_test_add_func ("/meeting/block-moves", test_block_moves);
  g_test_add_func ("/meeting/blocks", test_blocks);
  g_test_add_func ("/meeting/bad-lists", test_bad_lists);
  g_test_add_func ("/meeting/time", test_time);
  g_test_add_func ("/meeting/open-item", test_open_item);
  g_test_add_func ("/meeting/titles", test_titles);
  g_test_add_func ("/meeting/next", test_next);
  g_test_add_func ("/meeting/dates", test_dates);
  g_test_add_func ("/meeting/decisions", test_decisions);
  g_test_add_func ("/meeting/attendance", test_attendance);
  g_test_add_func ("/meeting/seats", test_seats);
  g_test_add_func ("/meeting/papers", test_papers);
  g_test_add_func ("/meeting/actions", test_actions);
  g_test_add_func ("/meeting/stage", test_stage);
  g_test_add_func ("/meeting/fiscal", test_fiscal);
  g_test_add_func ("/meeting/present", test_present);
  return g_test_run ();
}
