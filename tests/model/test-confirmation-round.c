/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round of confirmation from its start to the last hospital, with a hospital that confirms by itself on another
 * desktop; and the council's list of conditions put in order.
 */
#include "ry-condition.h"
#include "ry-confirmation-round.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "support.h"

#include <string.h>

#define TODAY "2026-11-24"

typedef SupportHome Fixture;

static void
put_hospital (RyWorkspace *workspace, const char *key, const char *reading)
{
  g_autofree char *id = g_strconcat ("organisation:", key, NULL);
  g_autofree char *members = g_strdup_printf ("'name':'%s病院','reading':'%s','org_kind':'hospital'", key, reading);

  ry_undo_unref (support_put (workspace, id, members));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "森下　健");
  put_hospital (fixture->workspace, "a", "あ");
  put_hospital (fixture->workspace, "b", "い");
  put_hospital (fixture->workspace, "c", "う");
  ry_undo_unref (support_put (fixture->workspace, "council:network", "'name':'ネットワーク協議会','wheel':'vertical'"));
  ry_undo_unref (support_put (fixture->workspace, "series:koryu",
                              "'name':'病院機能交流会','council':'council:network','series_type':'exchange'"));
  ry_undo_unref (
      support_put (fixture->workspace, "meeting:koryu-11",
                   "'title':'第11回','council':'council:network','series':'series:koryu','date':'2027-02-20'"));
  ry_undo_unref (
      support_put (fixture->workspace, "meeting:koryu-10",
                   "'title':'第10回','council':'council:network','series':'series:koryu','date':'2026-02-21'"));
}

static void
commit_to (RyWorkspace *workspace, GPtrArray *edits)
{
  g_autoptr (GPtrArray) owned = edits;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, owned, NULL, &error);

  g_assert_no_error (error);
}

static RyRound *
read_round (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ry_round_find_open (workspace, TODAY, &error);
  RyRound *round = ry_round_read (workspace, id, TODAY, &error);

  g_assert_no_error (error);
  return round;
}

static void
confirm (RyWorkspace *workspace, const char *id, const char *through)
{
  g_autoptr (RyHospital) hospital = ry_hospital_read (workspace, id, TODAY, NULL);

  commit_to (workspace, ry_round_confirm (workspace, hospital, through, "南雲　恵", TODAY));
}

static void
test_round (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = ry_round_find_open (fixture->workspace, TODAY, NULL);

  g_assert_null (none);
  commit_to (fixture->workspace, ry_round_start (fixture->workspace, TODAY, "2026-12-22"));
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);

    g_assert_cmpstr (ry_document_get_id (round->document), ==, "confirmation:2026");
    g_assert_cmpstr (ry_document_get_string (round->document, "meeting"), ==, "meeting:koryu-11");
    g_assert_cmpstr (ry_document_get_string (round->document, "council"), ==, "council:network");
    g_assert_cmpuint (round->rows->len, ==, 3);
    g_assert_cmpuint (round->n_confirmed, ==, 0);
    commit_to (fixture->workspace,
               ry_round_note_asked (round, (const char *const[]){ "organisation:a", "organisation:c", NULL }, "fax",
                                    TODAY));
  }
  confirm (fixture->workspace, "organisation:a", "fax");
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);
    const RyRoundRow *first = g_ptr_array_index (round->rows, 0), *last = g_ptr_array_index (round->rows, 2);

    g_assert_cmpuint (round->n_confirmed, ==, 1);
    g_assert_cmpstr (first->hospital->id, ==, "organisation:b"); /* who is left stands first */
    g_assert_null (first->asked_on);
    g_assert_cmpstr (last->hospital->id, ==, "organisation:a");
    g_assert_true (last->confirmed);
    g_assert_cmpstr (last->channel, ==, "fax");
    g_assert_cmpstr (last->hospital->confirmed_by, ==, "南雲　恵");
  }
  confirm (fixture->workspace, "organisation:b", "phone");
  confirm (fixture->workspace, "organisation:c", "self");
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);
    g_autofree char *open = NULL;

    g_assert_cmpuint (round->n_confirmed, ==, 3);
    commit_to (fixture->workspace, ry_round_close (round, TODAY));
    open = ry_round_find_open (fixture->workspace, TODAY, NULL);
    g_assert_null (open);
  }
}

static guint
record (RyWorkspace *workspace, RyLetter *letter, guint first, guint n)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *edits;

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (made, letter->addressees->pdata[i]);
  g_assert_true (ry_letter_choose_number (letter, workspace, &error));
  edits = ry_letter_record (letter, workspace, made, &error);
  g_assert_no_error (error);
  commit_to (workspace, edits);
  return made->len;
}

static const RyRoundRow *
find_row (const RyRound *round, const char *hospital)
{
  for (guint i = 0; i < round->rows->len; i++)
    if (g_str_equal (((RyRoundRow *) round->rows->pdata[i])->hospital->id, hospital))
      return round->rows->pdata[i];
  g_assert_not_reached ();
}

/* Made, sent, reminded: each hospital by its way, and the reminder only to those that were asked and are silent. */
static void
test_letters (Fixture *fixture, gconstpointer data)
{
  static const char *const id = "confirmation:2026";

  ry_undo_unref (support_put (fixture->workspace, "person:p", "'name':'南雲　恵'"));
  ry_undo_unref (support_put (
      fixture->workspace, "post:old",
      "'person':'person:p','organisation':'organisation:a','seat':'liaison','to':'2020-03-31','channel':'post'"));
  ry_undo_unref (support_put (fixture->workspace, "post:p",
                              "'person':'person:p','organisation':'organisation:a','seat':'liaison','role':'地域連携室'"
                              ",'fax':'000-555-0101','channel':'fax'"));
  commit_to (fixture->workspace, ry_round_start (fixture->workspace, TODAY, "2026-12-22"));
  {
    g_autoptr (RyLetter) letter =
        ry_letter_new_for_meeting (fixture->workspace, id, RY_LETTER_CONFIRMATION, NULL, NULL);
    const RyAddressee *first = letter->addressees->pdata[0], *second = letter->addressees->pdata[1];
    g_autofree char *line = ry_addressee_dup_line (second);

    g_assert_cmpuint (letter->addressees->len, ==, 3);
    g_assert_cmpstr (letter->reply_by, ==, "2026-12-22");
    g_assert_cmpstr (letter->text.subject, ==, "病院機能の確認について（お願い）");
    g_assert_nonnull (strstr (letter->text.body, "12月22日"));
    g_assert_cmpstr (first->key, ==, "a");
    g_assert_cmpint (first->channel, ==, RY_CHANNEL_FAX);
    g_assert_cmpstr (first->name, ==, "南雲　恵");
    g_assert_cmpstr (line, ==, "b病院　地域連携室　御中"); /* nobody holds the post: the office */
    g_assert_nonnull (g_hash_table_lookup (letter->sheets, "organisation:c"));
    g_assert_null (strchr (letter->fax.body, '{'));
    g_assert_null (strchr (letter->mail.body, '{'));
    record (fixture->workspace, letter, 0, 2);
    commit_to (fixture->workspace,
               ry_letter_mark_sent (fixture->workspace, letter->id, (const char *const[]){ "a", NULL }, TODAY, NULL));
  }
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);
    g_auto (GStrv) left = ry_round_list_keys (round, FALSE), silent = ry_round_list_keys (round, TRUE);
    g_autoptr (RyLetter) late = ry_letter_new_for_meeting (fixture->workspace, id, RY_LETTER_CONFIRMATION,
                                                           (const char *const[]){ "c", NULL }, NULL);
    g_autoptr (RyLetter) reminder = ry_letter_new_for_meeting (fixture->workspace, id, RY_LETTER_CONFIRMATION_REMINDER,
                                                               (const char *const *) silent, NULL);

    g_assert_cmpuint (g_strv_length (left), ==, 3);
    g_assert_cmpuint (round->n_silent, ==, 1);
    g_assert_cmpstr (silent[0], ==, "a");
    g_assert_null (silent[1]);
    g_assert_cmpstr (find_row (round, "organisation:a")->asked_on, ==, TODAY);
    g_assert_cmpstr (find_row (round, "organisation:a")->channel, ==, "fax");
    g_assert_null (find_row (round, "organisation:b")->asked_on);
    g_assert_nonnull (find_row (round, "organisation:b")->made_on);
    g_assert_null (find_row (round, "organisation:c")->made_on);
    /* Who is asked later is asked by the same letter; a reminder is another. */
    g_assert_true (ry_letter_choose_number (late, fixture->workspace, NULL));
    g_assert_true (ry_letter_choose_number (reminder, fixture->workspace, NULL));
    g_assert_cmpstr (late->number, !=, reminder->number);
    g_assert_cmpuint (reminder->addressees->len, ==, 1);
    record (fixture->workspace, reminder, 0, 1);
    commit_to (fixture->workspace, ry_letter_mark_sent (fixture->workspace, reminder->id, NULL, "2026-12-24", NULL));
  }
  confirm (fixture->workspace, "organisation:b", "phone");
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);

    g_assert_true (find_row (round, "organisation:a")->reminded);
    g_assert_cmpstr (find_row (round, "organisation:a")->asked_on, ==, "2026-12-24");
    g_assert_cmpuint (round->n_silent, ==, 1);
    commit_to (fixture->workspace,
               ry_round_note_asked (round, (const char *const[]){ "organisation:a", NULL }, "phone", "2026-12-25"));
  }
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);

    g_assert_cmpstr (find_row (round, "organisation:a")->channel, ==, "phone"); /* rung up since */
  }
}

static void
test_reply_by (void)
{
  static const struct {
    const char *due;
    const char *expected;
  } rows[] = {
    { "2026-12-22", "2026-12-22" }, { TODAY, "2026-12-01" }, { "2026-10-10", "2026-12-01" }, { NULL, "2026-12-01" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) round = json_object_new ();
    g_autofree char *day = NULL;

    ry_json_set_string (round, "due", rows[i].due);
    day = ry_confirmation_letters_suggest_reply_by (round, TODAY);
    g_assert_cmpstr (day, ==, rows[i].expected);
  }
}

/* A hospital confirms by itself elsewhere, while the secretariat begins the round here: both hold when they meet. */
static void
test_two_desktops (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = support_make_folder ();
  RyWorkspace *other = support_open_new (folder, "other", "連携室");

  support_copy (fixture->workspace, other);
  commit_to (fixture->workspace, ry_round_start (fixture->workspace, TODAY, NULL));
  commit_to (other, ry_round_start (other, TODAY, NULL)); /* two clerks begin it: one round */
  confirm (other, "organisation:b", "self");
  support_copy (other, fixture->workspace);
  ry_workspace_settle (fixture->workspace, NULL, NULL);
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);

    g_assert_cmpstr (ry_document_get_id (round->document), ==, "confirmation:2026");
    g_assert_cmpuint (round->n_confirmed, ==, 1);
  }
  ry_workspace_close (other);
  g_object_unref (other);
  support_remove_folder (folder);
}

static void
test_second_round (Fixture *fixture, gconstpointer data)
{
  commit_to (fixture->workspace, ry_round_start (fixture->workspace, "2026-05-01", NULL));
  {
    g_autoptr (RyRound) round = read_round (fixture->workspace);

    commit_to (fixture->workspace, ry_round_close (round, "2026-06-01"));
  }
  commit_to (fixture->workspace, ry_round_start (fixture->workspace, TODAY, NULL));
  {
    g_autofree char *open = ry_round_find_open (fixture->workspace, TODAY, NULL);

    g_assert_cmpstr (open, ==, "confirmation:" TODAY);
  }
}

/* ---- Conditions ---- */

static char *
describe_list (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) conditions = ry_condition_list_all (workspace, NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < conditions->len; i++)
    g_string_append (words, ry_document_get_string (g_ptr_array_index (conditions, i), "name"));
  return g_string_free (words, FALSE);
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint from, to, n_edits;
    const char *after;
  } rows[] = {
    { 0, 0, 0, "甲乙丙丁" }, { 0, 9, 0, "甲乙丙丁" }, { 3, 0, 1, "丁甲乙丙" },
    { 0, 2, 1, "甲乙丁丙" }, { 2, 3, 1, "甲乙丙丁" }, { 1, 2, 1, "甲丙乙丁" },
  };
  static const char *const names[] = { "甲", "乙", "丙", "丁" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GPtrArray) conditions = ry_condition_list_all (fixture->workspace, NULL);

    commit_to (fixture->workspace, ry_condition_add (conditions, names[i]));
  }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) conditions = ry_condition_list_all (fixture->workspace, NULL);
    GPtrArray *edits = ry_condition_move (conditions, rows[i].from, rows[i].to);
    g_autofree char *after = NULL;

    g_assert_cmpuint (edits->len, ==, rows[i].n_edits);
    commit_to (fixture->workspace, edits);
    after = describe_list (fixture->workspace);
    g_assert_cmpstr (after, ==, rows[i].after);
  }
}

/* Moved to and fro until the gaps are used up: the order holds all the same. */
static void
test_move_often (Fixture *fixture, gconstpointer data)
{
  commit_to (fixture->workspace, ry_condition_new_presets ());
  for (guint i = 0; i < 12; i++) {
    g_autoptr (GPtrArray) before = ry_condition_list_all (fixture->workspace, NULL);
    g_autofree char *last = g_strdup (ry_document_get_id (g_ptr_array_index (before, before->len - 1)));
    g_autoptr (GPtrArray) after = NULL;

    commit_to (fixture->workspace, ry_condition_move (before, before->len - 1, 1));
    after = ry_condition_list_all (fixture->workspace, NULL);
    g_assert_cmpuint (after->len, ==, before->len);
    g_assert_cmpstr (ry_document_get_id (g_ptr_array_index (after, 1)), ==, last);
    g_assert_cmpstr (ry_document_get_id (g_ptr_array_index (after, 0)), ==,
                     ry_document_get_id (g_ptr_array_index (before, 0)));
  }
}

static void
test_retire (Fixture *fixture, gconstpointer data)
{
  commit_to (fixture->workspace, ry_condition_new_presets ());
  {
    g_autoptr (GPtrArray) all = ry_condition_list_all (fixture->workspace, NULL);

    commit_to (fixture->workspace, ry_condition_retire (g_ptr_array_index (all, 0), TODAY));
  }
  {
    g_autoptr (GPtrArray) eve = ry_condition_list (fixture->workspace, "2026-11-23", NULL),
                          day = ry_condition_list (fixture->workspace, TODAY, NULL);
    g_autoptr (GPtrArray) all = ry_condition_list_all (fixture->workspace, NULL);

    g_assert_cmpuint (eve->len, ==, all->len);
    g_assert_cmpuint (day->len, ==, all->len - 1);
    commit_to (fixture->workspace, ry_condition_retire (g_ptr_array_index (all, 0), NULL));
    g_clear_pointer (&day, g_ptr_array_unref);
    day = ry_condition_list (fixture->workspace, TODAY, NULL);
    g_assert_cmpuint (day->len, ==, all->len);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, support_home_tear_down)
  ADD ("/round/start-to-end", test_round);
  ADD ("/round/two-desktops", test_two_desktops);
  ADD ("/round/second", test_second_round);
  ADD ("/round/letters", test_letters);
  g_test_add_func ("/round/reply-by", test_reply_by);
  ADD ("/condition/move", test_move);
  ADD ("/condition/move-often", test_move_often);
  ADD ("/condition/retire", test_retire);
#undef ADD
  return g_test_run ();
}
