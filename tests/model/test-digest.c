/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders as a table of days, one digest a person, and nobody told twice; a subcommittee's members by their periods,
 * and what its report gathers and puts on the council's agenda.
 */
#include "ry-digest.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-subcommittee.h"
#include "ry-term.h"
#include "support.h"

#define TODAY "2026-11-24"

typedef SupportHome Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "森下 健");
}

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');

  return ry_json_parse_object (text, -1, NULL);
}

/* Seven days before, one day after. */
static void
test_windows (void)
{
  static const struct {
    const char *members;
    gboolean needed;
  } rows[] = {
    { "'due':'2026-12-01','status':'todo'", TRUE },
    { "'due':'2026-12-02','status':'todo'", FALSE },
    { "'due':'2026-11-24','status':'todo'", TRUE },
    { "'due':'2026-11-23','status':'doing'", TRUE },
    { "'due':'2026-11-23','status':'done'", FALSE },
    { "'due':'2026-11-23','status':'cancelled'", FALSE },
    { "'status':'todo'", FALSE },
    { "'due':'soon','status':'todo'", FALSE },
    /* Told in this window already, by whichever way. */
    { "'due':'2026-12-01','status':'todo','reminders':[{'on':'2026-11-24','channel':'fax'}]", FALSE },
    { "'due':'2026-11-27','status':'todo','reminders':[{'on':'2026-11-20','channel':'mail'}]", FALSE },
    /* Told before its day, and now it is late: once more, and then no more. */
    { "'due':'2026-11-20','status':'todo','reminders':[{'on':'2026-11-16','channel':'mail'}]", TRUE },
    { "'due':'2026-11-20','status':'todo','reminders':[{'on':'2026-11-16'},{'on':'2026-11-21'}]", FALSE },
    /* A postponement opens another window. */
    { "'due':'2026-11-30','first_due':'2026-11-20','status':'todo','reminders':[{'on':'2026-11-16'},{'on':'2026-11-21'}"
      "]",
      TRUE },
    { "'due':'2026-11-23','status':'todo','reminders':['x',{'channel':'fax'}]", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) action = parse (rows[i].members);

    g_test_message ("%s", rows[i].members);
    g_assert_cmpint (ry_action_needs_reminder (action, TODAY, 7, 1), ==, rows[i].needed);
    g_assert_false (ry_action_needs_reminder (action, TODAY, -1, -1));
  }
}

static void
fill_people (RyWorkspace *workspace)
{
  support_write (workspace, "person:a", "'name':'五十嵐　翔'");
  support_write (workspace, "person:m", "'name':'森下　健'");
  support_write (workspace, "organisation:h", "'name':'汐見中央病院','fax':'000-556-0001','telephone':'000-555-0001'");
  support_write (workspace, "post:a",
                 "'person':'person:a','organisation':'organisation:h','role':'地域連携室','channel':'fax'");
}

static void
test_digests (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) digests = NULL, again = NULL, edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *text = NULL;
  RyDigest *first;

  fill_people (workspace);
  support_write (workspace, "council:c", "'name':'地域ケア連絡','short_name':'連絡'");
  support_write (workspace, "council:n",
                 "'name':'医療介護ネットワーク','short_name':'ネット','email':'jimu@shiomi-sample.example'");
  support_write (workspace, "action:1",
                 "'text':'表を作る','status':'doing','due':'2026-11-20','owner':'person:a','council':'council:c'");
  support_write (workspace, "action:2",
                 "'text':'窓口を聞く','status':'todo','due':'2026-11-27','owner':'person:a','council':'council:n'");
  support_write (workspace, "action:3", "'text':'名札','status':'todo','due':'2026-11-25','owner':'person:m'");
  support_write (workspace, "action:4",
                 "'text':'会場','status':'todo','due':'2026-11-25','owner_name':'区民センターの方'");
  support_write (workspace, "action:5", "'text':'だれのでもない','status':'todo','due':'2026-11-25'");
  support_write (workspace, "action:6", "'text':'ずっと先','status':'todo','due':'2027-11-25','owner':'person:a'");
  digests = ry_digest_list (workspace, TODAY, RY_DIGEST_BEFORE, RY_DIGEST_AFTER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (digests->len, ==, 3);
  first = digests->pdata[0];
  g_assert_cmpstr (first->key, ==, "person:a");
  g_assert_cmpuint (first->actions->len, ==, 2);
  g_assert_cmpuint (first->late, ==, 1);
  g_assert_false (first->mine);
  g_assert_cmpint (first->addressee->channel, ==, RY_CHANNEL_FAX);
  g_assert_cmpstr (first->addressee->fax, ==, "000-556-0001");
  /* Of its two councils, whose office can be answered. */
  g_assert_cmpstr (first->office, ==, "医療介護ネットワーク　事務局");
  g_assert_cmpstr (first->mail, ==, "jimu@shiomi-sample.example");
  g_assert_null (first->fax);
  g_assert_true (((RyDigest *) digests->pdata[1])->mine || ((RyDigest *) digests->pdata[2])->mine);
  text = ry_digest_dup_text (first, TODAY);
  g_assert_nonnull (strstr (text, "表を作る"));
  g_assert_nonnull (strstr (text, "（過ぎています）"));

  edits = ry_digest_create_edits (digests, NULL, TODAY, "森下");
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  again = ry_digest_list (workspace, TODAY, RY_DIGEST_BEFORE, RY_DIGEST_AFTER, &error);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_members (void)
{
  g_autoptr (JsonObject) group = parse ("'name':'連絡票分科会','started_on':'2026-05-12'");
  JsonObject *member = ry_subcommittee_add_member (group, "person:a", "post:a", "organisation:h", "委員", "2026-06-01");
  g_autofree char *key = g_strdup (ry_json_get_string (member, "key"));

  g_assert_false (ry_term_holds_on (member, "2026-05-31"));
  g_assert_true (ry_term_holds_on (member, TODAY));
  g_assert_true (ry_subcommittee_end_member (group, key, "2026-10-31"));
  g_assert_false (ry_term_holds_on (member, TODAY));
  g_assert_true (ry_term_holds_on (member, "2026-10-31"));
  g_assert_false (ry_subcommittee_end_member (group, "nobody", TODAY));
  g_assert_true (ry_subcommittee_is_open (group, TODAY));
  ry_json_set_string (group, "closed_on", "2026-11-01");
  g_assert_false (ry_subcommittee_is_open (group, TODAY));
  ry_subcommittee_add_ask (group, "窓口を置きたい", TODAY);
  g_assert_true (
      ry_subcommittee_remove_ask (group,
                                  ry_json_get_string (json_array_get_object_element (ry_json_get_array (group, "asks"),
                                                                                     0),
                                                      "key")));
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (group, "asks")), ==, 0);
}

static void
fill_group (RyWorkspace *workspace)
{
  support_write (workspace, "council:care", "'name':'連絡協議会'");
  support_write (workspace, "person:a", "'name':'小野寺　文'");
  support_write (workspace, "subcommittee:s",
                 "'name':'連絡票分科会','council':'council:care','chair':'person:a','started_on':'2026-05-12',"
                 "'asks':[{'key':'k','text':'窓口を事務局に置きたい','on':'2026-10-15'}]");
  support_write (workspace, "series:s",
                 "'name':'連絡票分科会','council':'council:care','subcommittee':'subcommittee:s'");
  support_write (workspace, "meeting:s1",
                 "'title':'第1回','series':'series:s','council':'council:care','subcommittee':'subcommittee:s',"
                 "'date':'2026-10-15','attended':7");
  support_write (workspace, "meeting:s2",
                 "'title':'第2回','series':'series:s','council':'council:care','subcommittee':'subcommittee:s',"
                 "'date':'2026-12-17'");
  support_write (workspace, "meeting:r180",
                 "'title':'第180回例会','council':'council:care','date':'2026-10-13','stage':'sealed',"
                 "'agenda':[{'key':'x','title':'分科会','subcommittee':'subcommittee:s'}]");
  support_write (workspace, "meeting:r182",
                 "'title':'第182回例会','council':'council:care','date':'2026-12-08','stage':'planned',"
                 "'agenda':[{'key':'a','title':'開会','section':'opening'},{'key':'b','title':'協議',"
                 "'section':'item'},{'key':'c','title':'その他','section':'other'}]");
  support_write (workspace, "action:1",
                 "'text':'集める','subcommittee':'subcommittee:s','status':'done','done_on':'2026-09-01'");
  support_write (workspace, "action:2",
                 "'text':'試す','subcommittee':'subcommittee:s','status':'done','done_on':'2026-10-30'");
  support_write (workspace, "action:3",
                 "'text':'書く','subcommittee':'subcommittee:s','status':'doing','due':'2026-12-01'");
  support_write (workspace, "action:4",
                 "'text':'例','subcommittee':'subcommittee:s','status':'todo','due':'2026-11-20'");
}

/* Since the last report: what was done before it has been told. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyReport) report = NULL;
  g_autoptr (RyReport) none = NULL;

  fill_group (workspace);
  report = ry_report_new (workspace, "subcommittee:s", TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->from, ==, "2026-10-14");
  g_assert_cmpuint (report->number, ==, 2);
  g_assert_cmpuint (report->n_meetings, ==, 1);
  g_assert_cmpuint (report->n_present, ==, 7);
  g_assert_cmpuint (report->done->len, ==, 1);
  g_assert_cmpuint (report->doing->len, ==, 1);
  g_assert_cmpuint (report->late->len, ==, 1);
  g_assert_cmpuint (report->asks->len, ==, 1);
  g_assert_cmpstr (ry_document_get_id (report->parent), ==, "meeting:r182");
  g_assert_cmpstr (ry_document_get_id (report->next), ==, "meeting:s2");
  none = ry_report_new (workspace, "subcommittee:nowhere", TODAY, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
}

static void
test_report_on_the_agenda (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;

  fill_group (workspace);
  /* Twice: the second one uses the item of the first. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyReport) report = ry_report_new (workspace, "subcommittee:s", TODAY, &error);
    g_autoptr (GPtrArray) edits = ry_edits_new ();
    g_autoptr (RyUndo) undo = NULL;
    g_autoptr (RyDocument) meeting = NULL;
    g_autoptr (GPtrArray) reports = NULL;
    JsonArray *agenda;
    JsonObject *item;

    g_ptr_array_add (edits, ry_report_create_edit (report, workspace));
    undo = ry_workspace_commit (workspace, edits, NULL, &error);
    g_assert_no_error (error);
    meeting = ry_workspace_get (workspace, "meeting:r182", NULL);
    agenda = ry_json_get_array (ry_document_get_root (meeting), "agenda");
    g_assert_cmpuint (json_array_get_length (agenda), ==, 4);
    item = json_array_get_object_element (agenda, 2);
    g_assert_cmpstr (ry_json_get_string (item, "title"), ==, "連絡票分科会の報告");
    g_assert_cmpstr (ry_json_get_string (item, "subcommittee"), ==, "subcommittee:s");
    g_assert_cmpstr (ry_json_get_string (item, "presenter"), ==, "小野寺　文");
    g_assert_cmpuint (json_array_get_length (ry_json_get_array (item, "papers")), ==, 1);
    reports = ry_subcommittee_list_reports (workspace, "subcommittee:s", NULL);
    g_assert_cmpuint (reports->len, ==, 2);
  }
}

static void
test_series_for_new (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyDocument) with = NULL, without = NULL;
  g_autoptr (RyEdit) edit = NULL;

  fill_group (workspace);
  support_write (workspace, "subcommittee:t", "'name':'新しい分科会','council':'council:care'");
  with = ry_workspace_get (workspace, "subcommittee:s", NULL);
  without = ry_workspace_get (workspace, "subcommittee:t", NULL);
  g_assert_null (ry_subcommittee_create_series (workspace, "subcommittee:s", with));
  edit = ry_subcommittee_create_series (workspace, "subcommittee:t", without);
  g_assert_cmpstr (ry_json_get_string (ry_edit_get_content (edit), "series_type"), ==, "subcommittee");
  g_assert_cmpstr (ry_json_get_string (ry_edit_get_content (edit), "subcommittee"), ==, "subcommittee:t");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, support_home_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ry_i18n_init ();
  g_test_add_func ("/digest/windows", test_windows);
  ADD ("/digest/one-a-person", test_digests);
  g_test_add_func ("/subcommittee/members", test_members);
  ADD ("/subcommittee/report", test_report);
  ADD ("/subcommittee/report-on-the-agenda", test_report_on_the_agenda);
  ADD ("/subcommittee/series-for-new", test_series_for_new);
  return g_test_run ();
}
