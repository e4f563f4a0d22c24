/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the papers of a meeting, of actions and of a year look, made from the sample region, beside references. */
#include "looks.h"
#include "ry-action-filter.h"
#include "sample-fixture.h"

#define TODAY   "2026-11-24"
#define MEETING "meeting:reikai-181"

static void
check (Fixture *fixture, RyPaper *taken, GError *error, const char *name)
{
  g_autoptr (RyPaper) paper = taken;

  g_assert_no_error (error);
  looks_check (fixture->dir, paper, name);
}

static void
test_agenda (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_agenda (fixture->workspace, MEETING, &error), error, "agenda");
}

static void
test_minutes (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_minutes (fixture->workspace, MEETING, &error), error, "minutes");
}

static void
test_signin (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_signin (fixture->workspace, "meeting:reikai-182", &error), error, "signin");
}

static void
test_attendance (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_attendance (fixture->workspace, MEETING, &error), error, "attendance");
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  GError *error = NULL;

  ry_action_filter_set_statuses (filter, RY_ACTIONS_OPEN);
  check (fixture, ry_paper_new_action_list (fixture->workspace, filter, "", &error), error, "actions");
}

static void
test_year (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_year (fixture->workspace, 2026, TRUE, &error), error, "year");
}

static void
test_seating (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  check (fixture, ry_paper_new_seating (fixture->workspace, "meeting:teirei-43", &error), error, "seating");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("RYORIN_TODAY", TODAY, TRUE);
  ADD ("/sample-looks/agenda", test_agenda);
  ADD ("/sample-looks/minutes", test_minutes);
  ADD ("/sample-looks/signin", test_signin);
  ADD ("/sample-looks/attendance", test_attendance);
  ADD ("/sample-looks/actions", test_actions);
  ADD ("/sample-looks/year", test_year);
  ADD ("/sample-looks/seating", test_seating);
  return g_test_run ();
}
