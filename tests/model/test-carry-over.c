/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an item, and what a new meeting takes over. Meetings are written as JSON with ' for ".
 */
#include "ry-carry-over.h"

#include <locale.h>

#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-thread.h"
#include "support.h"

#define TODAY "2026-11-24"

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static RyDocument *
make_meeting (const char *id, const char *members)
{
  g_autoptr (JsonObject) content = parse (members);

  return ry_document_new_from_root (id, NULL, FALSE, content);
}

static char *
describe_carried (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    const RyCarried *each = g_ptr_array_index (list, i);

    g_string_append_printf (text, "%s%c:%s", i > 0 ? " " : "", "PAIS"[each->kind], each -> title);
  }
  return g_string_free (text, FALSE);
}

static char *
describe_agenda (JsonObject *meeting)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (agenda); i++) {
    JsonObject *item = json_array_get_object_element (agenda, i);

    g_string_append_printf (text, "%s%d%s", i > 0 ? " " : "", (int) ry_json_get_int (item, "level", 0),
                            ry_json_get_string (item, "title"));
  }
  return g_string_free (text, FALSE);
}

#define BLOCK(item, type) "{'key':'b" item "','item':'" item "','type':'" type "','text':'。'}"

/* What is known of an item from what the clerk said and from what was written. */
static void
test_outcomes (void)
{
  static const struct {
    const char *item;
    const char *blocks;
    const char *outcome;
  } cases[] = {
    { "'key':'a'", "", NULL },
    { "'key':'a'", BLOCK ("a", "summary"), NULL },
    { "'key':'a'", BLOCK ("a", "decision"), "decided" },
    { "'key':'a'", BLOCK ("a", "next"), "continued" },
    { "'key':'a'", BLOCK ("a", "next") "," BLOCK ("a", "decision"), "decided" },
    { "'key':'a'", BLOCK ("b", "decision"), NULL },
    { "'key':'a','outcome':'open'", "", "open" },
    { "'key':'a','outcome':'open'", BLOCK ("a", "decision"), "decided" },
    { "'key':'a','outcome':'continued'", BLOCK ("a", "decision"), "continued" },
    { "'key':'a','outcome':'closed'", "", "closed" },
    { "'title':'鍵なし'", BLOCK ("a", "decision"), NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("'agenda':[{%s}],'blocks':[%s]", cases[i].item, cases[i].blocks);
    g_autoptr (JsonObject) meeting = parse (text);
    JsonObject *item = json_array_get_object_element (ry_json_get_array (meeting, "agenda"), 0);

    g_test_message ("%s", text);
    g_assert_cmpstr (ry_thread_get_outcome (meeting, item), ==, cases[i].outcome);
  }
}

static void
test_lives (void)
{
  static const struct {
    const char *meetings[4];
    const char *life;
  } cases[] = {
    { { "'number':178,'date':'2026-08-18','stage':'sealed','agenda':[{'key':'x','thread':'T'}]",
        "'number':182,'date':'2026-12-08','stage':'draft','agenda':[{'key':'x','thread':'T','outcome':'decided'}]",
        "'number':180,'date':'2026-10-13','stage':'sealed','agenda':[{'key':'x','thread':'T','outcome':'continued'}]" },
      "No. 178 raised→No. 180 continued→No. 182 decided" },
    { { "'number':181,'date':'2026-11-10','stage':'sealed','agenda':[{'key':'x','thread':'T'}],'blocks':[{'item':'x','"
        "type':'decision'}]" },
      "No. 181 decided" },
    { { "'number':181,'date':'2026-11-10','stage':'sealed','agenda':[{'key':'x','thread':'T','outcome':'continued'}]",
        "'number':182,'date':'2026-12-08','stage':'planned','agenda':[{'key':'x','thread':'T'}]" },
      "No. 181 raised→No. 182 planned" },
    { { "'number':181,'date':'2026-11-10','stage':'sealed','agenda':[{'key':'x','thread':'T','outcome':'continued'}]",
        "'number':182,'date':'2026-12-08','stage':'planned','dropped':[{'thread':'T','title':'x','reason':'取り下げた'}"
        "]" },
      "No. 181 raised→No. 182 dropped" },
    { { "'number':5,'title':'空床分科会 "
        "第5回','series':'series:kusho','date':'2026-08-20','stage':'sealed','agenda':[{'key':'x','thread':'T','"
        "outcome':'closed'}]",
        "'number':42,'series':'series:teirei','date':'2026-09-17','stage':'sealed','agenda':[{'key':'x','thread':'T'}"
        "]" },
      "空床分科会 第5回 closed→No. 42 continued" },
    { { "'number':181,'date':'2026-11-10','stage':'cancelled','agenda':[{'key':'x','thread':'T'}]",
        "'date':'2026-12-08','title':'臨時会','stage':'draft','agenda':[{'key':'x','thread':'T'}]" },
      "臨時会 raised" },
    { { "'number':1,'date':'2026-11-10','stage':'sealed','agenda':[7,null,{'key':'y'}],'dropped':'?'" }, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) steps = NULL;
    g_autofree char *life = NULL;

    for (guint k = 0; k < 4 && cases[i].meetings[k] != NULL; k++) {
      g_autofree char *id = g_strdup_printf ("meeting:%u", k);

      g_ptr_array_add (meetings, make_meeting (id, cases[i].meetings[k]));
    }
    steps = ry_thread_list (meetings, "T");
    life = ry_thread_format (steps);
    g_assert_cmpstr (life, ==, cases[i].life);
  }
}

static void
test_items (void)
{
  static const struct {
    const char *earlier[3];
    const char *meeting;
    const char *offered;
  } cases[] = {
    /* Only what is continued, whatever its place */
    { { "'date':'2026-11-10','stage':'draft','agenda':[{'key':'a','title':'継続','outcome':'continued'},{'key':'b','"
        "title':'済','outcome':'decided'},{'key':'c','title':'報告'}]" },
      "",
      "I:継続" },
    /* The newest word counts: continued, then closed; and dropped from an agenda between */
    { { "'date':'2026-09-08','stage':'sealed','agenda':[{'key':'a','title':'甲','thread':'T','outcome':'continued'},{'"
        "key':'b','title':'乙','thread':'U','outcome':'continued'},{'key':'c','title':'丙','thread':'V','outcome':'"
        "continued'}]",
        "'date':'2026-10-13','stage':'sealed','agenda':[{'key':'a','title':'甲','thread':'T','outcome':'closed'}]",
        "'date':'2026-11-10','stage':'draft','dropped':[{'title':'乙','thread':'U','reason':'やめた'}]" },
      "",
      "I:丙" },
    /* What is on the new agenda, or left out of it, is not offered again */
    { { "'date':'2026-11-10','stage':'draft','agenda':[{'key':'a','title':'甲','thread':'T','outcome':'open'},{'key':'"
        "b','title':'乙','outcome':'open'},{'key':'c','title':'丙','outcome':'open'}]" },
      "'agenda':[{'key':'a','title':'甲','thread':'T'}],'dropped':[{'title':'乙','thread':'0/b','reason':'x'}]",
      "I:丙" },
    /* Parts of the frame and standing items do not come by this way */
    { { "'date':'2026-11-10','stage':'draft','agenda':[{'key':'a','title':'閉会','section':'closing','outcome':'open'},"
        "{'key':'b','title':'毎回','standing':true,'outcome':'continued'}]" },
      "",
      "" },
    /* Nobody spoke of it: what a clerk had put there comes again, a heading and what was spoken of do not */
    { { "'date':'2026-11-10','stage':'draft','agenda':[{'key':'a','title':'協議','thread':'A'},{'key':'b','title':'"
        "時間切れ','level':2,'thread':'B'},{'key':'c','title':'報告した','level':2,'thread':'C'}],'blocks':[" BLOCK (
            "c", "summary") "]" },
      "",
      "I:時間切れ" },
    /* A meeting that is still to come keeps what it has; one whose day has passed does not */
    { { "'date':'2026-12-01','stage':'planned','agenda':[{'key':'a','title':'甲','thread':'T'}]",
        "'date':'2026-10-13','stage':'sealed','agenda':[{'key':'a','title':'甲','thread':'T','outcome':'continued'}]" },
      "",
      "" },
    { { "'date':'2026-11-10','stage':'planned','agenda':[{'key':'a','title':'甲','thread':'T'}]",
        "'date':'2026-10-13','stage':'sealed','agenda':[{'key':'a','title':'甲','thread':'T','outcome':'continued'}]" },
      "",
      "I:甲" },
    /* Cancelled and later meetings */
    { { "'date':'2026-11-10','stage':'cancelled','agenda':[{'key':'a','title':'甲','outcome':'continued'}]",
        "'date':'2027-01-12','stage':'draft','agenda':[{'key':'a','title':'乙','outcome':'continued'}]" },
      "",
      "" },
    { { "'date':'2026-11-10','stage':'draft','agenda':'?','dropped':3,'blocks':[1]" }, "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autofree char *members =
        g_strdup_printf ("'date':'2026-12-08'%s%s", *cases[i].meeting != '\0' ? "," : "", cases[i].meeting);
    g_autoptr (JsonObject) meeting = parse (members);
    g_autoptr (GPtrArray) list = NULL;
    g_autofree char *offered = NULL;

    for (guint k = 0; k < 3 && cases[i].earlier[k] != NULL; k++) {
      g_autofree char *id = g_strdup_printf ("meeting:%u", k);

      g_ptr_array_add (meetings, make_meeting (id, cases[i].earlier[k]));
    }
    g_test_message ("%s", cases[i].earlier[0]);
    list = ry_carry_over_list_items (meetings, "meeting:new", meeting, TODAY);
    offered = describe_carried (list);
    g_assert_cmpstr (offered, ==, cases[i].offered);
  }
}

static JsonObject *
make_frame (void)
{
  g_autoptr (JsonObject) series = parse ("'name':'例会'");

  return ry_meeting_new_content ("series:reikai", series, 182, "2026-12-08");
}

static void
test_apply (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (JsonObject) series =
      parse ("'standing':[{'key':'s','title':'空床の状況','presenter':'連携室','minutes':10},{'title':''}]");
  g_autoptr (JsonObject) meeting = make_frame (), again = NULL;
  g_autoptr (GPtrArray) list = NULL, standing = NULL, nothing = NULL;
  g_autofree char *agenda = NULL;
  JsonObject *item, *dropped;
  RyCarried *third;

  g_ptr_array_add (
      meetings,
      make_meeting (
          "meeting:reikai-181",
          "'date':'2026-11-10','stage':'draft','agenda':["
          "{'key':'h','title':'Reports','level':1,'section':'item'},"
          "{'key':'a','title':'甲','level':2,'outcome':'continued','presenter':'包括','minutes':20,'lines':['line:1']},"
          "{'key':'g','title':'Discussion','level':1,'section':'item'},"
          "{'key':'b','title':'乙','level':2,'outcome':'continued','origin':'meeting:reikai-178','thread':'T'},"
          "{'key':'c','title':'丙','level':1,'outcome':'continued'}]"));
  list = ry_carry_over_list_items (meetings, "meeting:new", meeting, TODAY);
  standing = ry_carry_over_list_standing (series, meeting);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpuint (standing->len, ==, 1);
  third = g_ptr_array_index (list, 2);
  third->taken = FALSE;
  g_assert_false (ry_carry_over_is_settled (list));
  third->reason = g_strdup ("分科会で扱う");
  g_assert_true (ry_carry_over_is_settled (list));

  g_assert_cmpuint (ry_carry_over_apply (list, meeting), ==, 2);
  g_assert_cmpuint (ry_carry_over_apply (standing, meeting), ==, 1);
  agenda = describe_agenda (meeting);
  g_assert_cmpstr (agenda, ==,
                   "1Opening 1Actions of the last meeting 1Reports 2甲 2空床の状況 1Discussion 2乙 1Other business, "
                   "next meeting 1Closing");
  item = ry_meeting_find_item (meeting, "reikai-181.a");
  g_assert_cmpstr (ry_json_get_string (item, "thread"), ==, "reikai-181/a");
  g_assert_cmpstr (ry_json_get_string (item, "origin"), ==, "meeting:reikai-181");
  g_assert_cmpstr (ry_json_get_string (item, "presenter"), ==, "包括");
  g_assert_cmpint (ry_json_get_int (item, "minutes", 0), ==, 20);
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (item, "lines")), ==, 1);
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_item (meeting, "T"), "origin"), ==, "meeting:reikai-178");
  dropped = json_array_get_object_element (ry_json_get_array (meeting, "dropped"), 0);
  g_assert_cmpstr (ry_json_get_string (dropped, "title"), ==, "丙");
  g_assert_cmpstr (ry_json_get_string (dropped, "reason"), ==, "分科会で扱う");

  /* A second time there is nothing left to offer, and another desktop would have written the same keys. */
  nothing = ry_carry_over_list_items (meetings, "meeting:new", meeting, TODAY);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_clear_pointer (&nothing, g_ptr_array_unref);
  nothing = ry_carry_over_list_standing (series, meeting);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* An agenda without the usual frame. */
static void
test_bare_agenda (void)
{
  g_autoptr (JsonObject) series = parse ("'standing':[{'title':'毎回'}]");
  g_autoptr (JsonObject) bare = parse ("'date':'2026-12-08'");
  g_autoptr (JsonObject) closed =
      parse ("'date':'2026-12-08','agenda':[{'key':'z','title':'閉会','section':'closing','level':1}]");
  g_autoptr (GPtrArray) standing = ry_carry_over_list_standing (series, bare);
  g_autofree char *first = NULL, *second = NULL;

  ry_carry_over_apply (standing, bare);
  ry_carry_over_apply (standing, closed);
  first = describe_agenda (bare);
  second = describe_agenda (closed);
  g_assert_cmpstr (first, ==, "1毎回");
  g_assert_cmpstr (second, ==, "1毎回 1閉会");
}

/* Out of a store: approval, actions by series and meeting, items with their lives. */
static void
test_collect (void)
{
  g_autofree char *folder = support_make_folder ();
  g_autoptr (RyWorkspace) workspace = support_open_new (folder, "one", "森下");
  g_autoptr (GPtrArray) list = NULL, actions = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) meeting = parse ("'series':'series:reikai','council':'council:care','date':'2026-12-08'");
  g_autofree char *offered = NULL;

  ry_undo_unref (support_put (workspace, "council:care", "'name':'連絡協','approval':'next_meeting'"));
  ry_undo_unref (support_put (workspace, "series:reikai",
                              "'name':'例会','council':'council:care','standing':[{'title':'空床の状況'}]"));
  ry_undo_unref (support_put (workspace, "series:bukai", "'name':'部会','council':'council:care'"));
  ry_undo_unref (support_put (workspace, "meeting:1",
                              "'title':'第180回','number':180,'series':'series:reikai','council':'council:care','date':"
                              "'2026-10-13','stage':'sealed',"
                              "'agenda':[{'key':'a','title':'甲','thread':'T','outcome':'continued'}]"));
  ry_undo_unref (support_put (workspace, "meeting:2",
                              "'title':'第181回','number':181,'series':'series:reikai','council':'council:care','date':"
                              "'2026-11-10','stage':'draft',"
                              "'agenda':[{'key':'a','title':'甲','thread':'T','outcome':'continued'}]"));
  ry_undo_unref (support_put (
      workspace, "meeting:3",
      "'title':'部会','series':'series:bukai','council':'council:care','date':'2026-11-11','stage':'draft'"));
  ry_undo_unref (support_put (workspace, "action:1",
                              "'text':'後で','council':'council:care','meeting':'meeting:2','status':'todo','due':'"
                              "2026-12-04','owner_name':'五十嵐'"));
  ry_undo_unref (support_put (
      workspace, "action:2",
      "'text':'先に','council':'council:care','series':'series:reikai','status':'doing','due':'2026-11-30'"));
  ry_undo_unref (support_put (workspace, "action:3",
                              "'text':'済','council':'council:care','meeting':'meeting:2','status':'done'"));
  ry_undo_unref (support_put (workspace, "action:4",
                              "'text':'部会の','council':'council:care','meeting':'meeting:3','status':'todo'"));

  list = ry_carry_over_collect (workspace, "meeting:new", meeting, TODAY, &error);
  g_assert_no_error (error);
  offered = describe_carried (list);
  g_assert_cmpstr (offered, ==, "P:Approval of the minutes of 第181回 A:先に A:後で I:甲 S:空床の状況");
  g_assert_cmpstr (((RyCarried *) list->pdata[3])->about, ==, "No. 180 raised→No. 181 continued");
  ((RyCarried *) list->pdata[1])->taken = FALSE;
  ((RyCarried *) list->pdata[1])->reason = g_strdup ("次の部会で確かめる");
  ry_carry_over_apply (list, meeting);
  actions = ry_carry_over_list_actions (workspace, meeting, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (actions->len, ==, 1);
  g_assert_cmpstr (ry_document_get_id (actions->pdata[0]), ==, "action:1");

  g_clear_pointer (&list, g_ptr_array_unref);
  list = ry_carry_over_collect (workspace, "meeting:new", meeting, TODAY, &error);
  g_assert_cmpuint (list->len, ==, 1); /* the action that is shown under its item */
  ry_workspace_close (workspace);
  support_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/carry-over/outcomes", test_outcomes);
  g_test_add_func ("/model/carry-over/lives", test_lives);
  g_test_add_func ("/model/carry-over/items", test_items);
  g_test_add_func ("/model/carry-over/apply", test_apply);
  g_test_add_func ("/model/carry-over/bare-agenda", test_bare_agenda);
  g_test_add_func ("/model/carry-over/collect", test_collect);
  return g_test_run ();
}
