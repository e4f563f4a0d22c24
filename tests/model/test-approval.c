/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of minutes as a table: every stage against every move; then days, remarks, reasons and numbers of editions;
 * and that an approval does not outlive the words it was given to.
 */
#include "ry-approval.h"
#include "ry-edition.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-kind.h"
#include "ry-merge.h"

#define TODAY "2026-11-24"

static JsonObject *
make_meeting (const char *stage)
{
  g_autofree char *text =
      g_strdup_printf ("{\"kind\":\"meeting\",\"title\":\"例会\",\"date\":\"2026-11-10\",\"stage\":\"%s\",\"agenda\":[{"
                       "\"key\":\"a\",\"title\":\"協議\"}],"
                       "\"blocks\":[{\"key\":\"b\",\"item\":\"a\",\"type\":\"summary\",\"text\":\"話した。\"}]}",
                       stage);

  return ry_json_parse_object (text, -1, NULL);
}

static void
set_text (JsonObject *meeting, const char *text)
{
  json_object_set_string_member (json_array_get_object_element (ry_json_get_array (meeting, "blocks"), 0), "text",
                                 text);
}

static void
move (JsonObject *meeting, RyMove move, const char *today)
{
  const RyMoveFacts facts = { .today = today, .who = "森下　健", .until = "2026-11-30", .reason = "氏名の誤り" };
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_approval_apply (meeting, move, &facts, &error));
  g_assert_no_error (error);
}

static void
test_table (void)
{
  static const char *const stages[] = {
    "planned", "noticed", "draft", "circulating", "approved", "sealed", "cancelled"
  };
  /* By stage: circulate, withdraw, pass, resolve, revoke, seal, correct; where each leads, - nowhere. */
  static const char *const table[] = { "-------", "-------", "c--a---", "cdaa---", "----cs-", "------d", "-------" };
  static const char letters[] = "pndcasx";

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    for (guint j = 0; j < RY_N_MOVES; j++) {
      g_autoptr (JsonObject) meeting = make_meeting (stages[i]);
      const RyMoveFacts facts = { .today = TODAY, .until = TODAY, .reason = "氏名の誤り" };
      g_autoptr (GError) error = NULL;
      gboolean done;

      ry_json_set_string (meeting, "remarks_by", "2026-11-23");
      done = ry_approval_apply (meeting, j, &facts, &error);
      g_test_message ("%s, move %u", stages[i], j);
      g_assert_cmpint (done, ==, table[i][j] != '-');
      if (done) {
        guint to = (guint) (strchr (letters, table[i][j]) - letters);

        g_assert_cmpstr (ry_approval_get_stage (meeting), ==, stages[to]);
        continue;
      }
      g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_cmpstr (ry_approval_get_stage (meeting), ==, stages[i]);
    }
  }
}

static void
test_conditions (void)
{
  static const struct {
    const char *about;
    RyMove move;
    const char *remarks_by;
    RyMoveFacts facts;
    gboolean possible;
  } cases[] = {
    { "no day for remarks", RY_MOVE_CIRCULATE, NULL, { .today = TODAY }, FALSE },
    { "a day that is over", RY_MOVE_CIRCULATE, NULL, { .today = TODAY, .until = "2026-11-23" }, FALSE },
    { "today is enough", RY_MOVE_CIRCULATE, NULL, { .today = TODAY, .until = TODAY }, TRUE },
    { "the last day for remarks", RY_MOVE_PASS, TODAY, { .today = TODAY }, FALSE },
    { "the day after", RY_MOVE_PASS, "2026-11-23", { .today = TODAY }, TRUE },
    { "no day was named", RY_MOVE_PASS, NULL, { .today = TODAY }, FALSE },
    { "a remark is open", RY_MOVE_PASS, "2026-11-23", { .today = TODAY, .open_remarks = 1 }, FALSE },
    { "at the meeting, before the day", RY_MOVE_RESOLVE, "2026-12-31", { .today = TODAY }, TRUE },
    { "at the meeting, remarks are open", RY_MOVE_RESOLVE, NULL, { .today = TODAY, .open_remarks = 2 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting ("circulating");
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].about);
    ry_json_set_string (meeting, "remarks_by", cases[i].remarks_by);
    g_assert_cmpint (ry_approval_check (meeting, cases[i].move, &cases[i].facts, &error), ==, cases[i].possible);
    g_assert_cmpint (error != NULL, ==, !cases[i].possible);
  }
}

static void
test_empty_minutes (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("draft");
  const RyMoveFacts facts = { .today = TODAY, .until = TODAY };

  set_text (meeting, "");
  g_assert_false (ry_approval_check (meeting, RY_MOVE_CIRCULATE, &facts, NULL));
  g_assert_false (ry_approval_check (meeting, RY_MOVE_RESOLVE, &facts, NULL));
}

/* Who and when; and two rounds of editions. */
static void
test_whole_way (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("draft");

  move (meeting, RY_MOVE_CIRCULATE, TODAY);
  g_assert_cmpstr (ry_json_get_string (meeting, "circulated_on"), ==, TODAY);
  g_assert_cmpstr (ry_json_get_string (meeting, "circulated_by"), ==, "森下　健");
  g_assert_cmpstr (ry_json_get_string (meeting, "remarks_by"), ==, "2026-11-30");
  move (meeting, RY_MOVE_PASS, "2026-12-01");
  g_assert_cmpstr (ry_json_get_string (meeting, "approved_on"), ==, "2026-12-01");
  g_assert_cmpstr (ry_json_get_string (meeting, "approved_by"), ==, "森下　健");
  g_assert_cmpstr (ry_json_get_string (meeting, "approval"), ==, "no_objection");
  move (meeting, RY_MOVE_SEAL, "2026-12-01");
  g_assert_cmpint (ry_json_get_int (meeting, "edition", 0), ==, 1);

  move (meeting, RY_MOVE_CORRECT, "2026-12-02");
  g_assert_cmpstr (ry_json_get_string (meeting, "stage"), ==, "draft");
  g_assert_cmpint (ry_json_get_int (meeting, "edition", 0), ==, 1);
  g_assert_cmpint (ry_json_get_int (meeting, "correcting", 0), ==, 2);
  g_assert_cmpstr (ry_json_get_string (meeting, "correction"), ==, "氏名の誤り");
  g_assert_null (ry_json_get_string (meeting, "approved_on"));
  g_assert_null (ry_json_get_string (meeting, "remarks_by"));
  move (meeting, RY_MOVE_RESOLVE, "2026-12-08");
  g_assert_cmpstr (ry_json_get_string (meeting, "approval"), ==, "next_meeting");
  move (meeting, RY_MOVE_SEAL, "2026-12-08");
  g_assert_cmpint (ry_json_get_int (meeting, "edition", 0), ==, 2);
  g_assert_false (json_object_has_member (meeting, "correcting"));
}

static void
test_edit_takes_the_mark (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("circulating");
  g_autoptr (JsonObject) noted = NULL, edited = NULL;

  move (meeting, RY_MOVE_RESOLVE, TODAY);
  noted = ry_json_object_copy (meeting);
  ry_json_set_string (noted, "note", "綴じた");
  g_assert_false (ry_approval_settle (meeting, noted));
  g_assert_cmpstr (ry_json_get_string (noted, "stage"), ==, "approved");

  edited = ry_json_object_copy (meeting);
  set_text (edited, "話さなかった。");
  g_assert_cmpstr (ry_approval_get_stage (edited), ==, "circulating");
  g_assert_true (ry_approval_settle (meeting, edited));
  g_assert_cmpstr (ry_json_get_string (edited, "stage"), ==, "circulating");
  g_assert_null (ry_json_get_string (edited, "approved_on"));
  g_assert_null (ry_json_get_string (edited, "approved_by"));
  g_assert_null (ry_json_get_string (edited, "approved_text"));
}

/* An approval that another program gave has no digest. */
static void
test_mark_without_digest (void)
{
  g_autoptr (JsonObject) before = make_meeting ("approved"), same = make_meeting ("approved");
  g_autoptr (JsonObject) edited = make_meeting ("approved");

  g_assert_false (ry_approval_settle (before, same));
  g_assert_nonnull (ry_json_get_string (same, "approved_text"));
  set_text (edited, "話さなかった。");
  g_assert_true (ry_approval_settle (before, edited));
  g_assert_cmpstr (ry_json_get_string (edited, "stage"), ==, "circulating");
}

/* One approves while another edits, apart: the merge has both, and so no approval. */
static void
test_merge_takes_the_mark (void)
{
  g_autoptr (RyKinds) kinds = ry_kinds_new (NULL);
  g_autoptr (JsonObject) base = make_meeting ("circulating");
  g_autoptr (JsonObject) left = ry_json_object_copy (base), right = ry_json_object_copy (base), merged = NULL;
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);

  move (left, RY_MOVE_RESOLVE, TODAY);
  set_text (right, "話さなかった。");
  merged = ry_merge (ry_kinds_get (kinds, "meeting"), base, left, right, clashes);
  g_assert_cmpuint (clashes->len, ==, 0);
  g_assert_cmpstr (ry_json_get_string (merged, "stage"), ==, "approved");
  g_assert_cmpstr (ry_approval_get_stage (merged), ==, "circulating");
  g_assert_true (ry_approval_settle (NULL, merged));
  g_assert_cmpstr (ry_json_get_string (merged, "stage"), ==, "circulating");
}

/* What a machine notes on an item is not among the words; each word that is printed is. */
static void
test_digest (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("draft"), other = make_meeting ("sealed");
  g_autofree char *before = ry_edition_dup_digest (meeting), *same = ry_edition_dup_digest (other), *after = NULL;

  g_assert_cmpstr (before, ==, same);
  json_object_set_string_member (json_array_get_object_element (ry_json_get_array (other, "agenda"), 0), "outcome",
                                 "decided");
  g_free (same);
  same = ry_edition_dup_digest (other);
  g_assert_cmpstr (before, ==, same);
  set_text (other, "話した");
  after = ry_edition_dup_digest (other);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpuint (strlen (after), ==, 64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/approval/table", test_table);
  g_test_add_func ("/model/approval/conditions", test_conditions);
  g_test_add_func ("/model/approval/empty", test_empty_minutes);
  g_test_add_func ("/model/approval/whole-way", test_whole_way);
  g_test_add_func ("/model/approval/edit", test_edit_takes_the_mark);
  g_test_add_func ("/model/approval/without-digest", test_mark_without_digest);
  g_test_add_func ("/model/approval/merge", test_merge_takes_the_mark);
  g_test_add_func ("/model/approval/digest", test_digest);
  return g_test_run ();
}
