/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How letters look, beside references: see looks.c. */
#include "letter-fixture.h"
#include "looks.h"

static void
test_letter (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_letters (fixture->letter, fixture->letter->addressees);

  looks_check (fixture->dir, paper, "letter");
}

static void
test_fax (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_faxes (fixture->letter, fixture->letter->addressees);

  looks_check (fixture->dir, paper, "fax");
}

static void
test_envelope (LetterFixture *fixture, gconstpointer data)
{
  const RyEnvelopeStyle style = { .boxes = TRUE, .enclosed = "開催案内在中" };
  g_autoptr (RyPaper) paper = ry_paper_new_envelopes (fixture->letter, fixture->letter->addressees, &style);

  looks_check (fixture->dir, paper, "envelope");
}

static void
test_labels (LetterFixture *fixture, gconstpointer data)
{
  const RyLabelStyle style = { .sheet = ry_label_sheet_get ("12"), .start = 2, .guides = TRUE };
  g_autoptr (RyPaper) paper = ry_paper_new_labels (fixture->letter, fixture->letter->addressees, &style);

  looks_check (fixture->dir, paper, "labels");
}

static void
test_call_list (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_call_list (fixture->letter, fixture->letter->addressees);

  looks_check (fixture->dir, paper, "call-list");
}

#define ADD(path, func) g_test_add (path, LetterFixture, NULL, letter_fixture_set_up, func, letter_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/looks/letter", test_letter);
  ADD ("/looks/fax", test_fax);
  ADD ("/looks/envelope", test_envelope);
  ADD ("/looks/labels", test_labels);
  ADD ("/looks/call-list", test_call_list);
  g_test_add_func ("/looks/difference", looks_check_itself);
  return g_test_run ();
}
