/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies, who is meant by a few letters, who is there and whether it is enough, and the desk at the door: tables of
 * pure logic, then two desktops that answer and check in apart and meet.
 */
#include <string.h>

#include "ry-attendance.h"
#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-meeting-seats.h"
#include "ry-json.h"
#include "ry-reception.h"
#include "ry-reply-finder.h"
#include "ry-reply.h"
#include "support.h"

typedef struct {
  char *folder;
  RyWorkspace *one;
  RyWorkspace *two;
} Fixture;

static JsonObject *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (json, -1, &error);

  g_assert_no_error (error);
  return object;
}

static void
close_workspace (RyWorkspace *workspace)
{
  ry_workspace_close (workspace);
  g_assert_finalize_object (workspace);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = support_make_folder ();
  fixture->one = support_open_new (fixture->folder, "one", "立花");
  fixture->two = support_open_new (fixture->folder, "two", "森下");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_workspace (fixture->one);
  close_workspace (fixture->two);
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
put (RyWorkspace *workspace, const char *id, const char *members)
{
  g_autoptr (RyUndo) undo = support_put (workspace, id, members);
}

/* The meeting as one changes it at a desk: read, changed, committed. */
static JsonObject *
open_meeting (RyWorkspace *workspace, RyDocument **base)
{
  g_autoptr (GError) error = NULL;

  *base = ry_workspace_get (workspace, "meeting:m", &error);
  g_assert_no_error (error);
  return ry_document_dup_root (*base);
}

static void
save_meeting (RyWorkspace *workspace, RyDocument *base, JsonObject *content)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new ("meeting:m", base, content), NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  ry_document_unref (base);
}

static void
test_ids (void)
{
  g_autofree char *id = ry_reply_dup_id ("meeting:reikai-182", "sample-007");
  g_autofree char *bare = ry_reply_dup_id ("odd", "k");
  g_autofree char *person = ry_attendee_dup_key ("person:p1", "organisation:o1", "msw");
  g_autofree char *vacant = ry_attendee_dup_key (NULL, "organisation:o1", "msw");
  g_autofree char *body = ry_attendee_dup_key (NULL, "organisation:o1", NULL);
  g_autofree char *guest = ry_reply_new_guest ();

  g_assert_cmpstr (id, ==, "reply:reikai-182:sample-007");
  g_assert_cmpstr (bare, ==, "reply:odd:k");
  g_assert_cmpstr (person, ==, "p1");
  g_assert_cmpstr (vacant, ==, "o1-msw");
  g_assert_cmpstr (body, ==, "o1");
  g_assert_true (g_str_has_prefix (guest, RY_REPLY_GUEST));
}

static RyDocument *
reply (const char *seat, const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'kind':'reply','meeting':'meeting:m','seat':'%s',%s}", seat, members);
  g_autofree char *id = ry_reply_dup_id ("meeting:m", seat);
  g_autoptr (JsonObject) root = parse (text);

  return ry_document_new_from_root (id, NULL, FALSE, root);
}

static const char *
status_of (JsonObject *meeting, const char *key)
{
  JsonObject *seat = ry_meeting_find_seat (meeting, key);

  return seat != NULL ? ry_json_get_string (seat, "status") : NULL;
}

/* What was seen stands before what was answered; guests come in; what was taken off the list stays off. */
static void
test_apply (void)
{
  g_autoptr (JsonObject) meeting =
      parse ("{'attendance':[{'key':'a','status':'unanswered'},{'key':'b'},{'key':'c','status':'absent'},"
             "{'key':'d','status':'unanswered'}]}");
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (JsonObject) seen = NULL;
  g_autoptr (JsonObject) none = NULL;

  g_ptr_array_add (replies, reply ("a", "'status':'venue'"));
  g_ptr_array_add (replies, reply ("b", "'status':'proxy','proxy':'森　さつき','comment':'遅れます'"));
  g_ptr_array_add (replies, reply ("c", "'status':'venue'"));
  g_ptr_array_add (replies, reply ("gone", "'status':'venue'"));
  g_ptr_array_add (replies, reply ("guest-1", "'status':'web','name':'傍聴　者','reading':'ぼうちょうしゃ'"));
  seen = ry_reply_apply (meeting, replies);
  g_assert_cmpstr (status_of (seen, "a"), ==, "venue");
  g_assert_cmpstr (status_of (seen, "b"), ==, "proxy");
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_seat (seen, "b"), "proxy"), ==, "森　さつき");
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_seat (seen, "b"), "comment"), ==, "遅れます");
  g_assert_cmpstr (status_of (seen, "c"), ==, "absent");
  g_assert_cmpstr (status_of (seen, "d"), ==, "unanswered");
  g_assert_null (status_of (seen, "gone"));
  g_assert_cmpstr (status_of (seen, "guest-1"), ==, "web");
  g_assert_false (ry_attendance_is_voting (ry_meeting_find_seat (seen, "guest-1")));
  g_assert_cmpstr (status_of (meeting, "a"), ==, "unanswered"); /* a copy */
  none = ry_reply_apply (meeting, NULL);
  g_assert_cmpstr (status_of (none, "a"), ==, "unanswered");
}

static void
test_content (void)
{
  g_autoptr (JsonObject) meeting = parse ("{'sample':true}");
  g_autoptr (JsonObject) seat =
      parse ("{'key':'k','person':'person:p','name':'早川','organisation':'organisation:o','proxy':'森'}");
  g_autoptr (JsonObject) proxy = ry_reply_new_content ("meeting:m", meeting, seat, "proxy", "fax", "2026-11-24");
  g_autoptr (JsonObject) venue = ry_reply_new_content ("meeting:m", meeting, seat, "venue", NULL, NULL);

  g_assert_cmpstr (ry_json_get_string (proxy, "proxy"), ==, "森");
  g_assert_cmpstr (ry_json_get_string (proxy, "channel"), ==, "fax");
  g_assert_true (ry_json_get_boolean (proxy, "sample", FALSE));
  g_assert_null (ry_json_get_string (venue, "proxy"));
  g_assert_cmpstr (ry_json_get_string (venue, "seat"), ==, "k");
}

static void
test_attendance (void)
{
  static const struct {
    const char *meeting;
    const char *council;
    RyQuorum state;
    guint needed, present, of;
  } cases[] = {
    { "{'attendance':[{'key':'a','status':'venue'},{'key':'b','status':'web'},{'key':'c','status':'absent'}]}",
      "{'quorum':2}", RY_QUORUM_REACHED, 2, 2, 3 },
    { "{'attendance':[{'key':'a','status':'written'},{'key':'b','status':'proxy'}]}", "{'quorum':3}", RY_QUORUM_MISSED,
      3, 2, 2 },
    { "{'attendance':[{'key':'a','status':'venue','voting':false},{'key':'b','status':'venue','walk_in':true},"
      "{'key':'c','status':'venue'}]}",
      "{'quorum':1}", RY_QUORUM_REACHED, 1, 1, 1 },
    { "{'attendance':[{'key':'a','status':'venue'}]}", "{}", RY_QUORUM_NOT_SET, 0, 1, 1 },
    { "{'attended':30,'invited':42}", "{'quorum':22}", RY_QUORUM_REACHED, 22, 30, 42 },
    { "{'attended':30,'invited':42}", "{'quorum':7,'quorum_by':'organisations'}", RY_QUORUM_REACHED, 7, 30, 42 },
    { "{'quorum':1,'attendance':[{'key':'a','status':'venue'}]}", "{'quorum':22}", RY_QUORUM_REACHED, 1, 1, 1 },
    /* One of a hospital's five is enough, and five of one are one hospital. */
    { "{'attendance':[{'key':'a','organisation':'o:1','status':'absent'},{'key':'b','organisation':'o:1','status':'"
      "venue'},"
      "{'key':'c','organisation':'o:1','status':'venue'},{'key':'d','organisation':'o:2','status':'unanswered'},"
      "{'key':'e','organisation':'o:3','status':'venue','voting':false},{'key':'f','status':'venue'}]}",
      "{'quorum':2,'quorum_by':'organisations'}", RY_QUORUM_MISSED, 2, 1, 2 },
    { "{}", "{'quorum':2}", RY_QUORUM_MISSED, 2, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = parse (cases[i].meeting);
    g_autoptr (JsonObject) council = parse (cases[i].council);
    RyQuorumCount count;

    ry_attendance_count_quorum (meeting, council, &count);
    g_assert_cmpint (count.state, ==, cases[i].state);
    g_assert_cmpuint (count.needed, ==, cases[i].needed);
    g_assert_cmpuint (count.present, ==, cases[i].present);
    g_assert_cmpuint (count.of, ==, cases[i].of);
  }
}

static void
test_late (void)
{
  static const struct {
    const char *meeting;
    const char *seat;
    gboolean late;
    gboolean early;
  } cases[] = {
    { "{'start':'19:00','end':'20:30'}", "{'arrived':'18:52'}", FALSE, FALSE },
    { "{'start':'19:00','end':'20:30'}", "{'arrived':'19:00'}", FALSE, FALSE },
    { "{'start':'19:00','end':'20:30'}", "{'arrived':'19:20','left':'20:00'}", TRUE, TRUE },
    { "{'start':'9:30','end':'11:00'}", "{'arrived':'09:10','left':'11:00'}", FALSE, FALSE },
    { "{'start':'19:00'}", "{'left':'20:00'}", FALSE, TRUE },
    { "{}", "{'arrived':'19:20'}", TRUE, FALSE },
    { "{'start':'19:00'}", "{'arrived':'later'}", FALSE, FALSE },
    { "{}", "{}", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = parse (cases[i].meeting);
    g_autoptr (JsonObject) seat = parse (cases[i].seat);

    g_assert_cmpint (ry_attendance_is_late (meeting, seat), ==, cases[i].late);
    g_assert_cmpint (ry_attendance_has_left_early (meeting, seat), ==, cases[i].early);
  }
}

static void
test_ballots (void)
{
  g_autoptr (JsonObject) meeting =
      parse ("{'attendance':[{'key':'a','ballot':'for'},{'key':'b','ballot':'for'},{'key':'c','ballot':'against'},"
             "{'key':'d','ballot':'abstain'},{'key':'e'},{'key':'f','ballot':'?'},{'key':'g','ballot':'for','voting':"
             "false}]}");
  RyBallotCount count;

  ry_attendance_count_ballots (meeting, &count);
  g_assert_cmpuint (count.in_favour, ==, 2);
  g_assert_cmpuint (count.against, ==, 1);
  g_assert_cmpuint (count.abstained, ==, 1);
  g_assert_cmpuint (count.missing, ==, 2);
}

static RyAttendee *
make_seat (const char *key,
           const char *organisation,
           const char *organisation_reading,
           const char *name,
           const char *reading,
           const char *status)
{
  RyAttendee *seat = g_new0 (RyAttendee, 1);

  seat->key = g_strdup (key);
  seat->content = json_object_new ();
  json_object_set_string_member (seat->content, "status", status);
  seat->organisation_name = g_strdup (organisation);
  seat->organisation_reading = g_strdup (organisation_reading);
  seat->name = g_strdup (name);
  seat->reading = g_strdup (reading);
  seat->organisation_kind = g_strdup ("hospital");
  seat->profession = g_strdup ("医師");
  seat->channel = g_strdup ("fax");
  seat->email = g_strconcat (key, "@example.jp", NULL);
  return seat;
}

static GPtrArray *
make_seats (void)
{
  GPtrArray *seats = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendee_free);

  g_ptr_array_add (seats, make_seat ("a", "汐見中央病院", "しおみちゅうおうびょういん", "高瀬　正道",
                                     "たかせ　まさみち", "unanswered"));
  g_ptr_array_add (seats,
                   make_seat ("b", "潮入内科病院", "しおいりないかびょういん", "村瀬　仁", "むらせ　ひとし", "absent"));
  g_ptr_array_add (seats, make_seat ("c", "訪問看護ステーション みお", "ほうもんかんごすてーしょん　みお", "工藤　里奈",
                                     "くどう　りな", "unanswered"));
  g_ptr_array_add (seats,
                   make_seat ("d", "オリーブ薬局", "おりーぶやっきょく", "塩野　守", "しおの　まもる", "unanswered"));
  g_ptr_array_add (seats, make_seat ("e", "見守り隊 なぎさ", "みまもりたい　なぎさ", "", "", "unanswered"));
  return seats;
}

static void
test_finder (void)
{
  static const struct {
    const char *typed;
    const char *keys;
  } cases[] = {
    { "shio", "adb" }, /* organisation, surname; answered last */
    { "sio", "adb" },  { "しお", "adb" }, { "シオ", "adb" }, { "ｓｈｉｏ", "adb" }, { "しｏ", "adb" },
    { "sh", "adb" }, /* half a syllable does not empty the list */
    { "s", "adb" },    { "kud", "c" },    { "kudo", "c" },   { "kudou", "c" },      { "mi", "ec" },
    { "mio", "c" },    { "nagi", "e" },   { "ri", "c" },     { "おりーぶ", "d" },   { "汐見", "a" },
    { "高瀬", "a" },   { "zzz", "" },     { "", "" },        { "　", "" },
  };
  g_autoptr (GPtrArray) seats = make_seats ();
  g_autoptr (RyReplyFinder) finder = ry_reply_finder_new (seats);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) found = ry_reply_finder_find (finder, cases[i].typed, 5);
    g_autoptr (GString) keys = g_string_new (NULL);

    for (guint j = 0; j < found->len; j++)
      g_string_append (keys, ((RyAttendee *) found->pdata[j])->key);
    g_assert_cmpstr (keys->str, ==, cases[i].keys);
  }
}

static void
test_finder_limit (void)
{
  g_autoptr (GPtrArray) seats = make_seats ();
  g_autoptr (RyReplyFinder) finder = ry_reply_finder_new (seats);
  g_autoptr (GPtrArray) found = ry_reply_finder_find (finder, "し", 2);
  RyAttendee *first = g_ptr_array_index (seats, 0);
  g_autoptr (GPtrArray) again = NULL;

  g_assert_cmpuint (found->len, ==, 2);
  json_object_set_string_member (first->content, "status", "venue");
  again = ry_reply_finder_find (finder, "し", 5);
  g_assert_cmpstr (((RyAttendee *) again->pdata[0])->key, ==, "d"); /* read anew */
}

static void
test_digit (void)
{
  static const struct {
    const char *text;
    int digit;
  } cases[] = { { "1", 1 },   { "４", 4 }, { "0", 0 },   { "①", 1 },  { "a", -1 },
                { "12", -1 }, { "", -1 },  { NULL, -1 }, { "一", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ry_reply_finder_digit (cases[i].text), ==, cases[i].digit);
}

static void
test_silent (void)
{
  g_autoptr (GPtrArray) seats = make_seats ();
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (seats);

  g_assert_cmpuint (silent->len, ==, 4);
  g_assert_cmpuint (ry_reply_count_channel (silent, "fax"), ==, 4);
  g_assert_cmpuint (ry_reply_count_channel (silent, "mail"), ==, 0);
}

/* A liaison office has one address for five people. */
static void
test_address (void)
{
  static const struct {
    const char *mail;
    const char *name;
    const char *key;
  } cases[] = { { "MAILTO:B@EXAMPLE.JP", NULL, "b" },
                { "b@example.jp", "somebody else", "b" },
                { "shared@example.jp", NULL, NULL },
                { "shared@example.jp", "somebody else", NULL },
                { "shared@example.jp", "塩野 守", "d" },
                { "shared@example.jp", "工藤里奈", "c" },
                { "nobody@example.jp", "工藤里奈", NULL },
                { NULL, NULL, NULL },
                { "", "", NULL } };
  g_autoptr (GPtrArray) seats = make_seats ();

  for (guint i = 2; i < 5; i++) {
    RyAttendee *attendee = g_ptr_array_index (seats, i);

    g_free (attendee->email);
    attendee->email = g_strdup ("shared@example.jp");
  }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RyAttendee *found = ry_reply_find_address (seats, cases[i].mail, cases[i].name);

    g_assert_cmpstr (found != NULL ? found->key : NULL, ==, cases[i].key);
  }
}

static void
test_groups (void)
{
  g_autoptr (GPtrArray) seats = make_seats ();
  g_autoptr (GPtrArray) hospitals = ry_attendance_by_organisation (seats, "hospital");
  g_autoptr (GPtrArray) none = ry_attendance_by_organisation (seats, "clinic");
  g_autoptr (GPtrArray) professions = ry_attendance_by_profession (seats);
  RyAttendanceGroup *group = g_ptr_array_index (professions, 0);

  g_assert_cmpuint (hospitals->len, ==, 5);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (professions->len, ==, 1);
  g_assert_cmpstr (group->name, ==, "医師");
  g_assert_cmpuint (group->count.absent, ==, 1);
  g_assert_cmpuint (group->count.invited, ==, 5);
}

static void
test_check_in (void)
{
  g_autoptr (JsonObject) meeting = parse ("{'attendance':[{'key':'a','status':'unanswered'},{'key':'b'}]}");
  g_autoptr (JsonObject) answered = parse ("{'key':'a','status':'proxy','proxy':'森'}");
  g_autoptr (JsonObject) guest = parse ("{'key':'guest-1','status':'web','name':'客'}");
  JsonObject *seat = ry_meeting_find_seat (meeting, "a");

  g_assert_true (ry_reception_check_in (meeting, answered, "18:50"));
  g_assert_cmpstr (status_of (meeting, "a"), ==, "proxy");
  g_assert_cmpstr (ry_json_get_string (seat, "proxy"), ==, "森");
  g_assert_false (ry_reception_check_in (meeting, answered, "18:51"));
  g_assert_true (ry_reception_check_out (meeting, seat));
  g_assert_false (ry_reception_check_out (meeting, seat));
  g_assert_cmpstr (status_of (meeting, "a"), ==, "unanswered");
  g_assert_true (ry_reception_check_in (meeting, guest, "18:55"));
  g_assert_cmpstr (status_of (meeting, "guest-1"), ==, "venue"); /* whatever was answered */
}

static void
test_serials (void)
{
  g_autoptr (JsonObject) meeting = parse (
      "{'attendance':[{'key':'b','reading':'わたなべ','name':'渡辺'},{'key':'a','reading':'あいざわ','name':'相沢'},"
      "{'key':'c','reading':'さとう','name':'佐藤','serial':7}]}");
  g_autoptr (GPtrArray) seats = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendee_free);
  JsonObject *first, *second, *other;
  g_autofree char *key = NULL;

  g_ptr_array_add (seats, make_seat ("b", "", "", "渡辺", "わたなべ", ""));
  g_ptr_array_add (seats, make_seat ("a", "", "", "相沢", "あいざわ", ""));
  g_ptr_array_add (seats, make_seat ("c", "", "", "佐藤", "さとう", ""));
  g_assert_true (ry_reception_number (meeting, seats));
  g_assert_false (ry_reception_number (meeting, seats));
  g_assert_cmpint (ry_json_get_int (ry_meeting_find_seat (meeting, "a"), "serial", 0), ==, 8);
  g_assert_cmpint (ry_json_get_int (ry_meeting_find_seat (meeting, "b"), "serial", 0), ==, 9);
  first = ry_reception_walk_in (meeting, "飛入　一", NULL, "近所", "19:01", 1);
  g_assert_cmpint (ry_json_get_int (first, "serial", 0), ==, 1001);
  second = ry_reception_walk_in (meeting, "飛入　二", NULL, NULL, "19:02", 1);
  g_assert_cmpint (ry_json_get_int (second, "serial", 0), ==, 1002);
  other = ry_reception_walk_in (meeting, "飛入　三", NULL, NULL, "19:02", 2);
  g_assert_cmpint (ry_json_get_int (other, "serial", 0), ==, 2001);
  g_assert_false (ry_reception_settle (meeting));
  json_object_set_int_member (other, "serial", 1001);
  g_assert_true (ry_reception_settle (meeting));
  g_assert_cmpint (ry_json_get_int (first, "serial", 0), ==, 1001);
  g_assert_cmpint (ry_json_get_int (other, "serial", 0), ==, 1003);
  key = g_strdup (ry_json_get_string (other, "key"));
  g_assert_true (ry_reception_check_out (meeting, other));
  g_assert_null (ry_meeting_find_seat (meeting, key)); /* nobody asked them to come */
}

static void
test_choose_desk (void)
{
  g_autoptr (JsonObject) meeting =
      parse ("{'attendance':[{'key':'a','serial':3},{'key':'b','serial':5001},"
             "{'key':'c','serial':5002},{'key':'d','serial':99001},{'key':'e','serial':200001}]}");
  gboolean seen[RY_RECEPTION_DESKS + 1] = { FALSE };
  guint n_seen = 0;

  for (guint i = 0; i < 5000; i++) {
    guint desk = ry_reception_choose_desk (meeting);

    g_assert_cmpuint (desk, >=, 1);
    g_assert_cmpuint (desk, <=, RY_RECEPTION_DESKS);
    g_assert_cmpuint (desk, !=, 5);
    g_assert_cmpuint (desk, !=, 99);
    n_seen += !seen[desk];
    seen[desk] = TRUE;
  }
  g_assert_cmpuint (n_seen, >, 90); /* any of the others */
}

/* Two laptops at two doors, without a network, for a whole evening. */
static void
test_two_desks (Fixture *fixture, gconstpointer data)
{
  RyDocument *base_one, *base_two;
  g_autoptr (RyDocument) met = NULL;
  g_autofree char *rev_one = NULL;
  g_autofree char *rev_two = NULL;
  JsonObject *one, *two, *root;

  put (fixture->one, "council:c", "'name':'連絡協議会'");
  put (fixture->one, "meeting:m",
       "'title':'第182回例会','council':'council:c','date':'2026-12-08','attendance':["
       "{'key':'a','name':'相沢','serial':1},{'key':'b','name':'伊藤','serial':2},{'key':'c','name':'上田','serial':3}"
       "]");
  support_copy (fixture->one, fixture->two);

  one = open_meeting (fixture->one, &base_one);
  two = open_meeting (fixture->two, &base_two);
  g_assert_true (ry_reception_check_in (one, ry_meeting_find_seat (one, "a"), "18:50"));
  g_assert_true (ry_reception_check_in (one, ry_meeting_find_seat (one, "b"), "18:51"));
  ry_reception_walk_in (one, "飛入　一", NULL, NULL, "18:52", 1);
  /* At the other door too: the one person who is on both lists came at the earlier time. */
  g_assert_true (ry_reception_check_in (two, ry_meeting_find_seat (two, "b"), "18:53"));
  g_assert_true (ry_reception_check_in (two, ry_meeting_find_seat (two, "c"), "18:54"));
  ry_reception_walk_in (two, "飛入　二", NULL, NULL, "18:55", 2);
  save_meeting (fixture->one, base_one, one);
  save_meeting (fixture->two, base_two, two);

  support_copy (fixture->one, fixture->two);
  support_copy (fixture->two, fixture->one);
  ry_workspace_settle (fixture->one, NULL, NULL);
  ry_workspace_settle (fixture->two, NULL, NULL);
  support_copy (fixture->one, fixture->two);
  support_copy (fixture->two, fixture->one);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->one), ==, 0);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->two), ==, 0);
  rev_one = support_get_rev (fixture->one, "meeting:m");
  rev_two = support_get_rev (fixture->two, "meeting:m");
  g_assert_cmpstr (rev_one, ==, rev_two);
  met = ry_workspace_get (fixture->two, "meeting:m", NULL);
  root = ry_document_get_root (met);
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (root, "attendance")), ==, 5);
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_seat (root, "b"), "arrived"), ==, "18:51");
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (ry_json_get_string (json_array_get_object_element (ry_json_get_array (root, "attendance"), i),
                                         "status"),
                     ==, "venue");
}

/* Two clerks open the same stack of paper; each answer is one document. */
static void
test_two_clerks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) meeting = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture->one, "council:c", "'name':'連絡協議会'");
  put (fixture->one, "meeting:m",
       "'title':'第182回例会','council':'council:c','date':'2026-12-08','attendance':["
       "{'key':'a','name':'相沢'},{'key':'b','name':'伊藤'},{'key':'c','name':'上田'}]");
  support_copy (fixture->one, fixture->two);
  put (fixture->one, "reply:m:a", "'meeting':'meeting:m','seat':'a','name':'相沢','status':'venue'");
  put (fixture->two, "reply:m:b", "'meeting':'meeting:m','seat':'b','name':'伊藤','status':'absent'");
  put (fixture->one, "reply:m:c", "'meeting':'meeting:m','seat':'c','name':'上田','status':'web'");
  put (fixture->two, "reply:m:c", "'meeting':'meeting:m','seat':'c','name':'上田','status':'web'");
  support_copy (fixture->one, fixture->two);
  support_copy (fixture->two, fixture->one);
  ry_workspace_settle (fixture->one, NULL, NULL);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->one), ==, 0);
  meeting = ry_reply_load (fixture->one, "meeting:m", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (status_of (meeting, "a"), ==, "venue");
  g_assert_cmpstr (status_of (meeting, "b"), ==, "absent");
  g_assert_cmpstr (status_of (meeting, "c"), ==, "web");
  g_assert_null (ry_reply_load (fixture->one, "meeting:none", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static void
add_hospital (RyWorkspace *workspace, guint n)
{
  static const char *const seats[] = { "director", "nursing", "administration", "msw", "liaison" };
  g_autofree char *id = g_strdup_printf ("organisation:h%u", n);
  g_autofree char *members = g_strdup_printf ("'name':'第%u病院','org_kind':'hospital'", n);
  g_autofree char *membership = g_strdup_printf ("membership:h%u", n);
  g_autofree char *joined = g_strdup_printf ("'council':'council:n','organisation':'%s','role':'member'", id);

  put (workspace, id, members);
  put (workspace, membership, joined);
  for (guint i = 0; i < G_N_ELEMENTS (seats); i++) {
    g_autofree char *person = g_strdup_printf ("person:h%u-%u", n, i);
    g_autofree char *post = g_strdup_printf ("post:h%u-%u", n, i);
    g_autofree char *name = g_strdup_printf ("'name':'人%u-%u'", n, i);
    /* Somebody follows somebody: only who holds the post on the day is asked; one seat of the second is vacant. */
    g_autofree char *held =
        g_strdup_printf ("'person':'%s','organisation':'%s','seat':'%s','role':'%s','to':'%s'", person, id, seats[i],
                         seats[i], n == 2 && i == 3 ? "2026-03-31" : "2030-03-31");

    put (workspace, person, name);
    put (workspace, post, held);
  }
}

static void
test_invite (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->one;
  g_autoptr (JsonObject) meeting = parse ("{'council':'council:n','series':'series:s','date':'2026-12-17'}");
  RyQuorumCount count;
  g_autoptr (RyDocument) council = NULL;

  put (workspace, "council:n", "'name':'ネット協','quorum':2,'quorum_by':'organisations'");
  put (workspace, "council:k", "'name':'連絡協'");
  put (workspace, "series:s", "'name':'定例会','council':'council:n','invites':['seats','bodies','officers']");
  add_hospital (workspace, 1);
  add_hospital (workspace, 2);
  put (workspace, "organisation:b", "'name':'医師会','org_kind':'medical_association'");
  put (workspace, "membership:b", "'council':'council:n','organisation':'organisation:b','role':'member'");
  put (workspace, "organisation:w", "'name':'区役所','org_kind':'government'");
  put (workspace, "person:w", "'name':'西園'");
  put (workspace, "post:w",
       "'person':'person:w','organisation':'organisation:w','seat':'representative','role':'係長'");
  put (workspace, "membership:w", "'council':'council:k','organisation':'organisation:w','role':'officer'");
  put (workspace, "membership:x", "'council':'council:k','organisation':'organisation:b','role':'member'");
  put (workspace, "membership:old",
       "'council':'council:k','organisation':'organisation:b','role':'officer','to':'2026-03-31'");
  g_assert_cmpuint (ry_meeting_invite_members (workspace, meeting), ==, 12);
  g_assert_cmpuint (ry_meeting_invite_members (workspace, meeting), ==, 12); /* nobody twice */
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_seat (meeting, "h2-msw"), "role"), ==, "MSW");
  g_assert_null (ry_json_get_string (ry_meeting_find_seat (meeting, "h2-msw"), "person"));
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_seat (meeting, "w"), "name"), ==, "西園");
  g_assert_false (ry_attendance_is_voting (ry_meeting_find_seat (meeting, "w")));
  g_assert_false (ry_attendance_is_voting (ry_meeting_find_seat (meeting, "b")));
  council = ry_workspace_get (workspace, "council:n", NULL);
  ry_json_set_string (ry_meeting_find_seat (meeting, "h1-0"), "status", "venue");
  ry_json_set_string (ry_meeting_find_seat (meeting, "h1-1"), "status", "venue");
  ry_json_set_string (ry_meeting_find_seat (meeting, "w"), "status", "venue");
  ry_attendance_count_quorum (meeting, ry_document_get_root (council), &count);
  g_assert_cmpuint (count.of, ==, 2);
  g_assert_cmpuint (count.present, ==, 1);
  g_assert_cmpint (count.state, ==, RY_QUORUM_MISSED);
}

/* The sample's network meeting has the seats that the program would make, and nobody is missing. */
static void
test_sample (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->one;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) meeting = NULL;
  g_autoptr (JsonObject) content = NULL;
  g_autoptr (JsonObject) fresh = NULL;
  g_autoptr (GPtrArray) seats = NULL;
  g_autoptr (GPtrArray) hospitals = NULL;
  JsonArray *expected, *made;

  g_assert_true (ry_workspace_load_sample (workspace, NULL, &error));
  g_assert_no_error (error);
  meeting = ry_workspace_get (workspace, "meeting:teirei-43", &error);
  content = ry_document_dup_root (meeting);
  fresh = ry_document_dup_root (meeting);
  expected = ry_json_get_array (content, "attendance");
  g_assert_cmpuint (json_array_get_length (expected), ==, 65 + 6 + 1);
  json_object_remove_member (fresh, "attendance");
  g_assert_cmpuint (ry_meeting_invite_members (workspace, fresh), ==, 72);
  made = ry_json_get_array (fresh, "attendance");
  for (guint i = 0; i < 72; i++) {
    JsonObject *seat = json_array_get_object_element (made, i);
    JsonObject *same = ry_meeting_find_seat (content, ry_json_get_string (seat, "key"));

    g_assert_nonnull (same);
    g_assert_cmpstr (ry_json_get_string (same, "name"), ==, ry_json_get_string (seat, "name"));
    g_assert_cmpint (ry_attendance_is_voting (same), ==, ry_attendance_is_voting (seat));
  }
  seats = ry_attendee_list (workspace, fresh);
  hospitals = ry_attendance_by_organisation (seats, "hospital");
  g_assert_cmpuint (hospitals->len, ==, 13);
}

static void
test_seats (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->one;
  g_autoptr (JsonObject) meeting = parse (
      "{'attendance':[{'key':'p','person':'person:p','organisation':'organisation:o'},"
      "{'key':'o','organisation':'organisation:o','organisation_name':'つばき薬局'},{'key':'x','person':'person:none',"
      "'name':'不明'},{'name':'no key'},7]}");
  g_autoptr (GPtrArray) seats = NULL;
  RyAttendee *seat;

  put (workspace, "organisation:o",
       "'name':'つばき薬局','reading':'つばきやっきょく','telephone':'000-555-0001','fax':'000-556-0001','org_kind':'"
       "pharmacy'");
  put (workspace, "person:p",
       "'name':'辻村　恵','reading':'つじむら　めぐみ','professions':['薬剤師'],'email':'p@example.jp'");
  put (workspace, "post:p", "'person':'person:p','organisation':'organisation:o','role':'管理者','channel':'mail'");
  seats = ry_attendee_list (workspace, meeting);
  g_assert_cmpuint (seats->len, ==, 3);
  seat = ry_attendee_find (seats, "p");
  g_assert_cmpstr (seat->name, ==, "辻村　恵");
  g_assert_cmpstr (seat->channel, ==, "mail");
  g_assert_cmpstr (seat->role, ==, "管理者");
  g_assert_cmpstr (seat->profession, ==, "薬剤師");
  g_assert_cmpstr (seat->fax, ==, "000-556-0001");
  g_assert_cmpstr (seat->email, ==, "p@example.jp");
  seat = ry_attendee_find (seats, "o");
  g_assert_cmpstr (ry_attendee_get_title (seat), ==, "つばき薬局");
  g_assert_cmpstr (ry_attendee_get_sort_reading (seat), ==, "つばきやっきょく");
  g_assert_cmpstr (seat->channel, ==, "fax");
  seat = ry_attendee_find (seats, "x");
  g_assert_cmpstr (ry_attendee_get_title (seat), ==, "不明");
  g_assert_cmpstr (seat->channel, ==, "post");
  g_assert_null (ry_attendee_find (seats, "nobody"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } stored[] = { { "/model/replies/two-desks", test_two_desks },
                 { "/model/replies/two-clerks", test_two_clerks },
                 { "/model/replies/invite", test_invite },
                 { "/model/replies/sample", test_sample },
                 { "/model/replies/seats", test_seats } };

  g_test_init (&argc, &argv, NULL);
  ry_i18n_init ();
  g_test_add_func ("/model/replies/ids", test_ids);
  g_test_add_func ("/model/replies/apply", test_apply);
  g_test_add_func ("/model/replies/content", test_content);
  g_test_add_func ("/model/replies/attendance", test_attendance);
  g_test_add_func ("/model/replies/late", test_late);
  g_test_add_func ("/model/replies/ballots", test_ballots);
  g_test_add_func ("/model/replies/finder", test_finder);
  g_test_add_func ("/model/replies/finder-limit", test_finder_limit);
  g_test_add_func ("/model/replies/digit", test_digit);
  g_test_add_func ("/model/replies/silent", test_silent);
  g_test_add_func ("/model/replies/address", test_address);
  g_test_add_func ("/model/replies/groups", test_groups);
  g_test_add_func ("/model/replies/check-in", test_check_in);
  g_test_add_func ("/model/replies/serials", test_serials);
  g_test_add_func ("/model/replies/choose-desk", test_choose_desk);
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    g_test_add (stored[i].path, Fixture, NULL, set_up, stored[i].test, tear_down);
  return g_test_run ();
}
