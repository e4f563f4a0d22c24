/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desktops give the same number: both meetings stay, a person says which keeps it, the other gets a free one. */
#include "ry-json.h"
#include "ry-meeting-numbers.h"
#include "support.h"

#define SERIES "'kind':'series','name':'例会','council':'council:care','title_template':'第{n}回{name}'"

typedef SupportPair Fixture;

static void
put (RyWorkspace *workspace, const char *id, int number, const char *date, const char *rest)
{
  g_autofree char *members =
      g_strdup_printf ("'kind':'meeting','council':'council:care','series':'series:r','number':%d,'date':'%s',%s",
                       number, date, rest);
  g_autoptr (RyUndo) undo = support_put (workspace, id, members);

  g_assert_nonnull (undo);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) council = NULL;
  g_autoptr (RyUndo) series = NULL;

  support_pair_set_up (fixture, "佐伯", "森下");
  council = support_put (fixture->a, "council:care", "'kind':'council','name':'連絡協議会'");
  series = support_put (fixture->a, "series:r", SERIES);
  put (fixture->a, "meeting:181", 181, "2026-11-10", "'title':'第181回例会','stage':'sealed'");
  support_copy (fixture->a, fixture->b);
}

static GPtrArray *
find (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = ry_meeting_numbers_find (workspace, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static void
settle (RyWorkspace *workspace, const RyDoubledNumber *doubled, const char *keeps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = ry_meeting_numbers_settle (workspace, doubled, keeps, &error);
  g_autoptr (RyUndo) undo = edits != NULL ? ry_workspace_commit (workspace, edits, NULL, &error) : NULL;

  g_assert_no_error (error);
  g_assert_nonnull (undo);
}

static void
assert_meeting (RyWorkspace *workspace, const char *id, int number, const char *title)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, id, NULL);

  g_assert_cmpint (ry_json_get_int (ry_document_get_root (meeting), "number", 0), ==, number);
  g_assert_cmpstr (ry_document_get_string (meeting, "title"), ==, title);
}

static void
test_two_desktops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = find (fixture->a);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const RyDoubledNumber *doubled;

  g_assert_cmpuint (before->len, ==, 0);
  put (fixture->a, "meeting:x", 182, "2026-12-22", "'title':'第182回例会'");
  put (fixture->b, "meeting:y", 182, "2026-12-08", "'title':'第182回例会'");
  put (fixture->b, "meeting:z", 183, "2027-01-12", "'title':'第183回例会'");
  support_copy (fixture->b, fixture->a);
  found = find (fixture->a);
  g_assert_cmpuint (found->len, ==, 1);
  doubled = g_ptr_array_index (found, 0);
  g_assert_cmpint (doubled->number, ==, 182);
  g_assert_cmpuint (doubled->fixed, ==, 0);
  g_assert_cmpstr (ry_document_get_id (g_ptr_array_index (doubled->meetings, 0)), ==, "meeting:y");

  settle (fixture->a, doubled, "meeting:y");
  assert_meeting (fixture->a, "meeting:y", 182, "第182回例会");
  assert_meeting (fixture->a, "meeting:x", 184, "第184回例会");
  after = find (fixture->a);
  g_assert_cmpuint (after->len, ==, 0);
}

/* A title that a person wrote stays; a sealed meeting keeps its number, whichever is chosen. */
static void
test_sealed_and_own_title (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  const RyDoubledNumber *doubled;

  put (fixture->a, "meeting:x", 181, "2026-12-22", "'title':'臨時の会'");
  found = find (fixture->a);
  g_assert_cmpuint (found->len, ==, 1);
  doubled = g_ptr_array_index (found, 0);
  g_assert_cmpuint (doubled->fixed, ==, 1);
  settle (fixture->a, doubled, "meeting:181");
  assert_meeting (fixture->a, "meeting:181", 181, "第181回例会");
  assert_meeting (fixture->a, "meeting:x", 182, "臨時の会");
}

static void
test_not_doubled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  put (fixture->a, "meeting:c", 181, "2026-12-22", "'title':'c','stage':'cancelled'");
  put (fixture->a, "meeting:s", 181, "2026-12-23",
       "'title':'s','stage':'sealed'"); /* both sealed: nothing can be done */
  put (fixture->a, "meeting:0", 0, "2026-12-22", "'title':'0'");
  put (fixture->a, "meeting:00", 0, "2026-12-22", "'title':'00'");
  found = find (fixture->a);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Two desktops planned a year with other rhythms: every second number is there twice. */
static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  static const char *const here[] = { "2026-12-08", "2027-01-12", "2027-02-09" };
  static const char *const there[] = { "2026-12-17", "2027-01-21", "2027-02-18" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) doubled = NULL, edits = NULL, none = NULL, still = NULL;
  g_autoptr (RyUndo) undo = NULL;

  for (int i = 0; i < 3; i++) {
    g_autofree char *title = g_strdup_printf ("'title':'第%d回例会','stage':'planned'", 182 + i);
    g_autofree char *mine = g_strdup_printf ("meeting:a%d", i), *theirs = g_strdup_printf ("meeting:b%d", i);

    put (fixture->a, mine, 182 + i, here[i], i == 0 ? "'title':'第182回例会','stage':'noticed'" : title);
    put (fixture->b, theirs, 182 + i, there[i], title);
  }
  support_copy (fixture->b, fixture->a);
  doubled = find (fixture->a);
  g_assert_cmpuint (doubled->len, ==, 3);
  edits = ry_meeting_numbers_order (fixture->a, "series:r", &error);
  g_assert_no_error (error);
  undo = ry_workspace_commit (fixture->a, edits, NULL, &error);
  g_assert_no_error (error);
  assert_meeting (fixture->a, "meeting:181", 181, "第181回例会");
  assert_meeting (fixture->a, "meeting:a0", 182, "第182回例会"); /* its notice went out */
  assert_meeting (fixture->a, "meeting:b0", 183, "第183回例会");
  assert_meeting (fixture->a, "meeting:a1", 184, "第184回例会");
  assert_meeting (fixture->a, "meeting:b1", 185, "第185回例会");
  assert_meeting (fixture->a, "meeting:b2", 187, "第187回例会");
  still = find (fixture->a);
  g_assert_cmpuint (still->len, ==, 0);
  none = ry_meeting_numbers_order (fixture->a, "series:r", &error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, support_pair_tear_down)
  ADD ("/meeting-numbers/two-desktops", test_two_desktops);
  ADD ("/meeting-numbers/sealed-and-own-title", test_sealed_and_own_title);
  ADD ("/meeting-numbers/not-doubled", test_not_doubled);
  ADD ("/meeting-numbers/in-order", test_in_order);
#undef ADD
  return g_test_run ();
}
