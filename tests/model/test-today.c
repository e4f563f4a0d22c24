/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be done and what is ahead, told from meetings and actions. */
#include <string.h>

#include "ry-json.h"
#include "ry-today.h"
#include "support.h"

#define TODAY "2026-11-24"

static const char *const tasks[] = { "hold", "cancelled", "replies", "notice", "send", "minutes",
                                      "approve", "seal", "actions", "beds", "round" };
static const char *const kinds[] = { "meeting", "notice", "replies", "minutes", "remarks" };

static JsonObject *
parse (const char *members)
{
  g_autofree char *json =
      g_strdup_printf ("{'title':'例会','council':'council:care'%s%s}", *members != '\0' ? "," : "", members);
  JsonObject *object;

  g_strdelimit (json, "'", '"');
  object = ry_json_parse_object (json, -1, NULL);
  g_assert_nonnull (object);
  return object;
}

/* "task days count" of each line, then "kind date" of each day ahead. */
static char *
describe (RyToday *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < day->lines->len; i++) {
    RyTodayLine *line = g_ptr_array_index (day->lines, i);

    g_string_append_printf (text, "%s%s %d %u", text->len > 0 ? ", " : "", tasks[line->task], line->days, line->count);
  }
  g_string_append (text, " |");
  for (guint i = 0; i < day->ahead->len; i++) {
    RyAhead *ahead = g_ptr_array_index (day->ahead, i);

    g_string_append_printf (text, " %s %s", kinds[ahead->kind], ahead->date + strlen ("2026-"));
  }
  return g_string_free (text, FALSE);
}

#define SEATS "'attendance':[{'key':'a','status':'venue'},{'key':'b','status':'unanswered'},{'key':'c'}]"

static void
test_meetings (void)
{
  static const struct {
    const char *meeting;
    const char *series;
    const char *expected;
  } table[] = {
    /* Without a date nobody knows when; what is over or called off asks for nothing. */
    { "'stage':'planned'", NULL, " |" },
    { "'date':'2026-12-08','stage':'cancelled'", NULL, " |" },
    { "'date':'2026-10-08','stage':'sealed'", NULL, " |" },
    { "'date':'nonsense','stage':'planned'", NULL, " |" },
    /* The notice: four weeks before, or as the series says, told from three days before that on. */
    { "'date':'2027-01-12','stage':'planned','invited':42", NULL, " | notice 12-15" },
    { "'date':'2026-12-25','stage':'planned','invited':42", NULL, "notice 3 42 | notice 11-27" },
    { "'date':'2026-12-26','stage':'planned','invited':42", NULL, " | notice 11-28" },
    { "'date':'2026-12-17','stage':'planned'," SEATS, NULL, "notice -5 3 | meeting 12-17" },
    { "'date':'2026-12-17'", NULL, "notice -5 0 | meeting 12-17" },
    { "'date':'2026-12-17','stage':'planned','invited':42", "'notice_days':14", " | notice 12-03 meeting 12-17" },
    { "'date':'2026-12-17','stage':'planned'", "'notice_days':-3", "notice -5 0 | meeting 12-17" },
    /* Replies: till the day on the invitation, or some days before the meeting. */
    { "'date':'2026-12-08','stage':'noticed'," SEATS, NULL, "replies 7 2 | replies 12-01 meeting 12-08" },
    { "'date':'2026-12-08','stage':'noticed','reply_by':'2026-11-20'," SEATS, NULL, "replies -4 2 | meeting 12-08" },
    { "'date':'2026-12-08','stage':'noticed'," SEATS, "'reply_days':10", "replies 4 2 | replies 11-28 meeting 12-08" },
    { "'date':'2026-12-08','stage':'noticed','attendance':[{'key':'a','status':'absent'}]", NULL,
      " | replies 12-01 meeting 12-08" },
    /* The day itself. */
    { "'date':'2026-11-24','stage':'noticed'," SEATS, NULL, "hold 0 0 | meeting 11-24" },
    { "'date':'2026-11-24','stage':'planned'", NULL, "hold 0 0 | meeting 11-24" },
    { "'date':'2026-11-24','stage':'draft'", NULL, "minutes 14 0 | meeting 11-24 minutes 12-08" },
    /* Afterwards the minutes, whatever the stage still says. */
    { "'date':'2026-11-10','stage':'draft'", NULL, "minutes 0 0 | minutes 11-24" },
    { "'date':'2026-11-11','stage':'noticed'," SEATS, NULL, "minutes 1 0 | minutes 11-25" },
    { "'date':'2026-10-11','stage':'planned'", NULL, "minutes -30 0 |" },
    /* Circulation: when the time for remarks is over, unless the next meeting approves. */
    { "'date':'2026-11-10','stage':'circulating','remarks_by':'2026-11-27'", NULL, " | remarks 11-27" },
    { "'date':'2026-11-10','stage':'circulating','remarks_by':'2026-11-24'", NULL, " | remarks 11-24" },
    { "'date':'2026-11-10','stage':'circulating','remarks_by':'2026-11-20'", NULL, "approve -4 0 |" },
    { "'date':'2026-11-10','stage':'circulating','remarks_by':'2026-11-20','approval':'next_meeting'", NULL, " |" },
    { "'date':'2026-11-10','stage':'circulating'", NULL, " |" },
    { "'date':'2026-11-10','stage':'approved','approved_on':'2026-11-22'", NULL, "seal -2 0 |" },
    { "'date':'2026-11-10','stage':'approved'", NULL, "seal 0 0 |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (JsonObject) meeting = parse (table[i].meeting);
    g_autoptr (JsonObject) series = table[i].series != NULL ? parse (table[i].series) : NULL;
    g_autoptr (RyToday) day = ry_today_new ();
    g_autofree char *found = NULL;

    ry_today_add_meeting (day, "meeting:1", meeting, series, TODAY);
    ry_today_sort (day);
    found = describe (day);
    g_test_message ("%s", table[i].meeting);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

/* Letters that were made: until all of them are noted as sent, and not for ever. */
static void
test_letters (void)
{
  static const struct {
    const char *letter;
    const char *expected;
  } table[] = {
    { "'date':'2026-11-20','addressees':[{'made_on':'2026-11-20'},{'made_on':'2026-11-20'}]", "send -4 2 |" },
    { "'date':'2026-11-20','addressees':[{'made_on':'2026-11-20'},{'made_on':'2026-11-20','sent_on':'2026-11-20'}]",
      "send -4 1 |" },
    { "'date':'2026-11-24','addressees':[{'made_on':'2026-11-24'}]", "send 0 1 |" },
    { "'date':'2026-11-20','addressees':[{'made_on':'2026-11-20','sent_on':'2026-11-21'}]", " |" },
    { "'date':'2026-11-20','addressees':[{'name':'工藤'},7]", " |" },
    { "'date':'2026-09-25','addressees':[{'made_on':'2026-09-25'}]", "send -60 1 |" },
    { "'date':'2026-09-24','addressees':[{'made_on':'2026-09-24'}]", " |" },
    { "'date':'2026-11-20'", " |" },
    { "'addressees':[{'made_on':'2026-11-20'}]", " |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (JsonObject) letter = parse (table[i].letter);
    g_autoptr (RyToday) day = ry_today_new ();
    g_autofree char *found = NULL;

    ry_today_add_letter (day, "letter:1", letter, TODAY);
    found = describe (day);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

/* Who was invited and has no letter that says so; nobody is told of a day that has gone by. */
static void
test_cancelled (void)
{
  static const struct {
    const char *meeting;
    const char *invited;
    const char *told;
    const char *expected;
  } table[] = {
    { "'date':'2026-12-08'", "{'key':'a','made_on':'2026-11-01'},{'key':'b','sent_on':'2026-11-01'},{'key':'c'}", "",
      "cancelled 14 2 |" },
    { "'date':'2026-12-08'", "{'key':'a','made_on':'2026-11-01'},{'key':'b','made_on':'2026-11-01'}",
      "{'key':'b','made_on':'2026-11-20'}", "cancelled 14 1 |" },
    { "'date':'2026-12-08'", "{'key':'a','made_on':'2026-11-01'}", "{'key':'a','made_on':'2026-11-20'}", " |" },
    { "'date':'2026-11-24'", "{'key':'a','made_on':'2026-11-01'}", "", "cancelled 0 1 |" },
    { "'date':'2026-11-23'", "{'key':'a','made_on':'2026-11-01'}", "", " |" },
    /* Noticed by another way; never noticed; and nonsense. */
    { "'date':'2026-12-08','noticed_on':'2026-11-01'," SEATS, "", "", "cancelled 14 3 |" },
    { "'date':'2026-12-08'," SEATS, "", "", " |" },
    { "'date':'2026-12-08'", "7,{'made_on':'2026-11-01'}", "", " |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (JsonObject) meeting = parse (table[i].meeting);
    g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (RyToday) day = ry_today_new ();
    g_autofree char *found = NULL;

    for (guint j = 0; j < 2; j++) {
      g_autofree char *body =
          g_strdup_printf ("{'kind':'letter','purpose':'%s','addressees':[%s]}", j == 0 ? "notice" : "cancellation",
                           j == 0 ? table[i].invited : table[i].told);

      g_strdelimit (body, "'", '"');
      g_ptr_array_add (letters, ry_document_new ("letter:1", "1-a", FALSE, body, -1));
    }
    ry_today_add_cancelled (day, "meeting:1", meeting, letters, TODAY);
    found = describe (day);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

/* Left in peace until the closing day is near. */
static void
test_round (void)
{
  static const struct {
    const char *due;
    guint silent;
    const char *expected;
  } table[] = {
    { "2026-12-01", 3, "round 7 3 |" }, { "2026-12-02", 3, " |" }, { "2026-11-20", 1, "round -4 1 |" },
    { "2026-11-20", 0, " |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *body = g_strdup_printf ("{\"kind\":\"confirmation\",\"due\":\"%s\"}", table[i].due);
    g_autoptr (RyDocument) document = ry_document_new ("confirmation:2026", "1-a", FALSE, body, -1);
    const RyRound round = { .document = document, .n_silent = table[i].silent };
    g_autoptr (RyToday) day = ry_today_new ();
    g_autofree char *found = NULL;

    ry_today_add_round (day, &round, TODAY);
    found = describe (day);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

static RyDocument *
make_action (const char *key, const char *council, const char *due)
{
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"action\",\"text\":\"%s\",\"council\":\"%s\",\"due\":%s%s%s}", key, council,
                       due != NULL ? "\"" : "", due != NULL ? due : "null", due != NULL ? "\"" : "");

  return ry_document_new (key, "1-a", FALSE, body, -1);
}

/* A line a council, which names the one that is latest. */
static void
test_actions (void)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyToday) day = ry_today_new ();
  g_autofree char *found = NULL;
  RyTodayLine *line;

  g_ptr_array_add (actions, make_action ("action:1", "council:care", "2026-10-31"));
  g_ptr_array_add (actions, make_action ("action:2", "council:network", "2026-11-06"));
  g_ptr_array_add (actions, make_action ("action:3", "council:care", "2026-11-23"));
  g_ptr_array_add (actions, make_action ("action:4", "council:care", "2026-11-24"));
  g_ptr_array_add (actions, make_action ("action:5", "council:care", NULL));
  ry_today_add_actions (day, actions, TODAY);
  ry_today_sort (day);
  found = describe (day);
  g_assert_cmpstr (found, ==, "actions -24 2, actions -18 1 |");
  line = g_ptr_array_index (day->lines, 0);
  g_assert_cmpstr (line->id, ==, "action:1");
  g_assert_cmpstr (line->title, ==, "action:1");
  g_assert_cmpstr (line->council, ==, "council:care");
}

/* Harm first, then the earliest; what is ahead by day and hour. */
static void
test_order (void)
{
  static const char *const meetings[] = {
    "'date':'2026-12-22','stage':'noticed'," SEATS, "'date':'2026-12-08','stage':'noticed','start':'19:00'," SEATS,
    "'date':'2026-11-10','stage':'draft'",          "'date':'2026-12-08','stage':'planned','start':'13:00','invited':9",
    "'date':'2026-11-24','stage':'noticed'",        "'date':'2026-11-01','stage':'approved'",
  };
  g_autoptr (RyToday) day = ry_today_new ();
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (meetings); i++) {
    g_autoptr (JsonObject) meeting = parse (meetings[i]);
    g_autofree char *id = g_strdup_printf ("meeting:%u", i);

    ry_today_add_meeting (day, id, meeting, NULL, TODAY);
  }
  ry_today_sort (day);
  found = describe (day);
  g_assert_cmpstr (found, ==,
                   "hold 0 0, replies 7 2, replies 21 2, notice -14 9, minutes 0 0, seal 0 0 | minutes 11-24 meeting "
                   "11-24 replies 12-01 meeting 12-08 meeting 12-08 replies 12-15 meeting 12-22");
  g_assert_cmpstr (((RyAhead *) day->ahead->pdata[3])->start, ==, "13:00");
}

/* From a store: replies that are documents of their own count, and what is done is left where it lies. */
static void
test_load (void)
{
  g_autofree char *folder = support_make_folder ();
  RyWorkspace *workspace = support_open_new (folder, "a", "佐伯");
  g_autoptr (GError) error = NULL;
  g_autoptr (RyToday) day = NULL;
  g_autofree char *found = NULL;
  static const struct {
    const char *id;
    const char *members;
  } records[] = {
    { "council:care", "'kind':'council','name':'連絡協議会'" },
    { "series:r", "'kind':'series','name':'例会','council':'council:care','reply_days':14" },
    { "meeting:1", "'kind':'meeting','title':'例会','council':'council:care','series':'series:r','date':'2026-12-08',"
                   "'stage':'noticed'," SEATS },
    { "meeting:2", "'kind':'meeting','title':'例会','council':'council:care','date':'2026-10-08','stage':'sealed'" },
    { "reply:1:b", "'kind':'reply','meeting':'meeting:1','seat':'b','status':'absent'" },
    { "action:1", "'kind':'action','text':'a','council':'council:care','due':'2026-11-20','status':'doing'" },
    { "action:2", "'kind':'action','text':'b','council':'council:care','due':'2026-11-20','status':'done'" },
    { "action:3", "'kind':'action','text':'c','council':'council:care','due':'2026-12-20','status':'todo'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autoptr (RyUndo) undo = support_put (workspace, records[i].id, records[i].members);

    g_assert_nonnull (undo);
  }
  day = ry_today_load (workspace, TODAY, &error);
  g_assert_no_error (error);
  found = describe (day);
  g_assert_cmpstr (found, ==, "replies 0 1, actions -4 1 | replies 11-24 meeting 12-08");
  ry_workspace_close (workspace);
  g_object_unref (workspace);
  support_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/today/meetings", test_meetings);
  g_test_add_func ("/today/letters", test_letters);
  g_test_add_func ("/today/cancelled", test_cancelled);
  g_test_add_func ("/today/round", test_round);
  g_test_add_func ("/today/actions", test_actions);
  g_test_add_func ("/today/order", test_order);
  g_test_add_func ("/today/load", test_load);
  return g_test_run ();
}
