/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of the programme, and what a year's page of one says. */
#include "ry-json.h"
#include "ry-line.h"
#include "support.h"

#define TODAY "2026-11-24"

typedef SupportHome Fixture;

static void
put (Fixture *fixture, const char *id, const char *members)
{
  g_autoptr (RyUndo) undo = support_put (fixture->workspace, id, members);

  g_assert_nonnull (undo);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "佐伯");
  put (fixture, "council:care", "'kind':'council','name':'連絡協議会'");
}

static void
make_presets (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) edits = ry_line_new_presets (workspace);
  g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, edits, NULL, NULL);

  g_assert_nonnull (undo);
}

/* Two desktops that make them apart have the same twelve; a name that was changed stays as it is. */
static void
test_presets (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *other = support_open_new (fixture->folder, "b", "森下");
  const char *const chosen[] = { "line:city-4", "line:council-1", "line:unknown", NULL };
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *marks = NULL;

  make_presets (fixture->workspace);
  make_presets (other);
  support_copy (other, fixture->workspace);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->workspace), ==, 0);
  undo = support_change (fixture->workspace, "line:council-2",
                         "'kind':'line','name':'パス','mark':'②','axis':'council','order':2");
  again = ry_line_new_presets (fixture->workspace);
  g_assert_cmpuint (again->len, ==, 0);
  lines = ry_line_list (fixture->workspace, NULL);
  g_assert_cmpuint (lines->len, ==, 12);
  g_assert_cmpstr (ry_document_get_string (lines->pdata[0], "mark"), ==, "①");
  g_assert_cmpstr (ry_document_get_string (lines->pdata[11], "mark"), ==, "(ク)");
  marks = ry_line_dup_marks (lines, chosen);
  g_assert_cmpstr (marks, ==, "①(エ)");
  ry_workspace_close (other);
  g_object_unref (other);
}

static char *
describe (GPtrArray *entries)
{
  static const char *const states[] = { "decided", "open", "done" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    RyLineEntry *entry = g_ptr_array_index (entries, i);

    g_string_append_printf (text, "%s%s %s%s%s %s", i > 0 ? ", " : "", states[entry->state],
                            entry->number != NULL ? entry->number : "", entry->number != NULL ? " " : "", entry->title,
                            entry->date != NULL ? entry->date : "-");
  }
  return g_string_free (text, FALSE);
}

#define MEETING "'kind':'meeting','title':'例会','council':'council:care'"
#define LINE    "'lines':['line:council-1']"

static void
test_collect (Fixture *fixture, gconstpointer data)
{
  static const struct {
    int year;
    const char *today;
    const char *expected;
  } table[] = {
    { 2026, TODAY,
      "decided R8-1 電話で伝える 2026-09-08, decided 決めたこと 2026-10-13, open 続く宿題 -, open 連絡先の宿題 "
      "2026-12-04, "
      "open 次回の議題 2026-12-08, done 報告 2026-09-08, done 済んだ宿題 2026-10-01" },
    { 2025, TODAY, "open 昔の議題 2025-05-01" },
    { 2024, TODAY, "" },
  };

  make_presets (fixture->workspace);
  put (fixture, "meeting:0",
       MEETING ",'date':'2025-05-01','stage':'sealed','agenda':[{'key':'a','title':'昔の議題','thread':'t',"
               "'outcome':'continued'," LINE "}]");
  put (fixture, "meeting:1",
       MEETING ",'date':'2026-09-08','stage':'sealed','agenda':[{'key':'a','title':'服薬'," LINE "},"
               "{'key':'b','title':'ほか'},{'key':'c','title':'報告'," LINE "},"
               "{'key':'d','title':'続く','thread':'u','outcome':'continued'," LINE "}],"
               "'blocks':[{'key':'x','item':'a','type':'decision','text':'電話で伝える','number':'R8-1'},"
               "{'key':'y','item':'a','type':'action','text':'連絡先の宿題'}]");
  put (fixture, "meeting:2",
       MEETING ",'date':'2026-10-13','stage':'sealed','agenda':[{'key':'a','title':'決めたこと',"
               "'outcome':'decided'," LINE "},{'key':'b','title':'取下げ','outcome':'dropped'," LINE "}]");
  put (fixture, "meeting:3",
       MEETING ",'date':'2026-12-08','stage':'planned','agenda':[{'key':'a','title':'次回の議題',"
               "'thread':'u'," LINE "}]");
  put (fixture, "meeting:4",
       MEETING ",'date':'2026-12-09','stage':'cancelled','agenda':[{'key':'a','title':'中止'," LINE "}]");
  put (fixture, "action:1",
       "'kind':'action','text':'連絡先の宿題','meeting':'meeting:1','block':'y','due':'2026-12-04','status':'todo'");
  put (fixture, "action:2",
       "'kind':'action','text':'済んだ宿題','due':'2026-09-30','done_on':'2026-10-01','status':'done'," LINE);
  put (fixture, "action:3", "'kind':'action','text':'続く宿題','status':'doing'," LINE);
  put (fixture, "action:4", "'kind':'action','text':'中止','status':'cancelled'," LINE);
  put (fixture, "action:5",
       "'kind':'action','text':'別の柱','meeting':'meeting:1','block':'y','status':'todo','lines':['line:city-1']");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) entries =
        ry_line_collect (fixture->workspace, "line:council-1", table[i].year, table[i].today, &error);
    g_autofree char *found = NULL;

    g_assert_no_error (error);
    found = describe (entries);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

static void
test_set (void)
{
  g_autoptr (JsonObject) record = ry_json_parse_object ("{\"lines\":[\"line:a\",3,null,\"line:b\"]}", -1, NULL);
  g_auto (GStrv) lines = ry_line_get_set (record);
  const char *const none[] = { NULL };

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[1], ==, "line:b");
  ry_line_put_set (record, (const char *const *) lines);
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (record, "lines")), ==, 2);
  ry_line_put_set (record, none);
  g_assert_false (json_object_has_member (record, "lines"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/line/presets", Fixture, NULL, set_up, test_presets, support_home_tear_down);
  g_test_add ("/line/collect", Fixture, NULL, set_up, test_collect, support_home_tear_down);
  g_test_add_func ("/line/set", test_set);
  return g_test_run ();
}
