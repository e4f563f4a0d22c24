/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How papers look, beside small references: rendered in grey at 100 dpi, softened, and compared as a whole and tile by
 * tile. References are made by the same fonts: RYORIN_LOOKS=DIR writes new ones.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "letter-fixture.h"

#define MEAN_LIMIT 1.0
#define TILE_LIMIT 12.0
#define TILE       32

typedef struct {
  int width, height;
  guchar *pixels;
} Picture;

/* A P5 of netpbm, as pdftoppm -gray and convert write it. */
static gboolean
read_picture (const char *path, Picture *picture)
{
  g_autofree char *data = NULL;
  gsize length;
  int maximum, head;

  if (!g_file_get_contents (path, &data, &length, NULL) ||
      sscanf (data, "P5 %d %d %d%n", &picture->width, &picture->height, &maximum, &head) != 3 || maximum != 255 ||
      length < (gsize) head + 1 + (gsize) picture->width * picture->height)
    return FALSE;
  picture->pixels = g_memdup2 (data + head + 1, (gsize) picture->width * picture->height);
  return TRUE;
}

static double
get_soft (const Picture *picture, int x, int y)
{
  int sum = 0, n = 0;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (x + dx >= 0 && x + dx < picture->width && y + dy >= 0 && y + dy < picture->height) {
        sum += picture->pixels[(y + dy) * picture->width + x + dx];
        n++;
      }
  return (double) sum / n;
}

static double
compare_tile (const Picture *a, const Picture *b, int x0, int y0)
{
  double sum = 0;
  int n = 0;

  for (int y = y0; y < MIN (y0 + TILE, a->height); y++)
    for (int x = x0; x < MIN (x0 + TILE, a->width); x++, n++)
      sum += fabs (get_soft (a, x, y) - get_soft (b, x, y));
  return n > 0 ? sum / n : 0;
}

static void
assert_alike (const Picture *a, const Picture *b, const char *name)
{
  double sum = 0, worst = 0;
  int n = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int y = 0; y < a->height; y += TILE)
    for (int x = 0; x < a->width; x += TILE, n++) {
      double difference = compare_tile (a, b, x, y);

      sum += difference;
      worst = MAX (worst, difference);
    }
  g_test_message ("%s: mean %.2f, worst tile %.2f", name, sum / n, worst);
  g_assert_cmpfloat (sum / n, <=, MEAN_LIMIT);
  g_assert_cmpfloat (worst, <=, TILE_LIMIT);
}

/* The first page as a picture; NULL where poppler is not installed. */
static char *
render (LetterFixture *fixture, RyPaper *paper, const char *name)
{
  g_autofree char *pdf = letter_fixture_write (fixture, paper, name);
  g_autofree char *base = g_build_filename (fixture->dir, name, NULL);
  const char *const argv[] = { "pdftoppm", "-r", "100", "-gray", "-singlefile", pdf, base, NULL };
  g_autofree char *said = letter_fixture_run (argv);

  return said != NULL ? g_strconcat (base, ".pgm", NULL) : NULL;
}

static char *
unpack (LetterFixture *fixture, const char *png)
{
  char *path = g_build_filename (fixture->dir, "reference.pgm", NULL);
  const char *const argv[] = { "convert", png, "-depth", "8", path, NULL };
  g_autofree char *said = letter_fixture_run (argv);

  if (said == NULL)
    g_clear_pointer (&path, g_free);
  return path;
}

static void
check_look (LetterFixture *fixture, RyPaper *paper, const char *name)
{
  g_autofree char *path = render (fixture, paper, name);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *reference = g_test_build_filename (G_TEST_DIST, "paper", "data", file, NULL);
  g_autofree char *unpacked = NULL;
  Picture is = { 0 }, was = { 0 };

  if (g_getenv ("RYORIN_LOOKS") != NULL) {
    g_autofree char *fresh = g_build_filename (g_getenv ("RYORIN_LOOKS"), file, NULL);
    const char *const argv[] = { "convert", path, "-colors", "16", fresh, NULL };

    g_free (letter_fixture_run (argv));
    return;
  }
  if (path == NULL || (unpacked = unpack (fixture, reference)) == NULL) {
    g_test_skip ("poppler-utils or imagemagick is not installed");
    return;
  }
  g_assert_true (read_picture (path, &is));
  g_assert_true (read_picture (unpacked, &was));
  assert_alike (&is, &was, name);
  g_free (is.pixels);
  g_free (was.pixels);
}

static void
test_letter (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_letters (fixture->letter, fixture->letter->addressees);

  check_look (fixture, paper, "letter");
}

static void
test_fax (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_faxes (fixture->letter, fixture->letter->addressees);

  check_look (fixture, paper, "fax");
}

static void
test_envelope (LetterFixture *fixture, gconstpointer data)
{
  const RyEnvelopeStyle style = { .boxes = TRUE, .enclosed = "開催案内在中" };
  g_autoptr (RyPaper) paper = ry_paper_new_envelopes (fixture->letter, fixture->letter->addressees, &style);

  check_look (fixture, paper, "envelope");
}

static void
test_labels (LetterFixture *fixture, gconstpointer data)
{
  const RyLabelStyle style = { .sheet = ry_label_sheet_get ("12"), .start = 2, .guides = TRUE };
  g_autoptr (RyPaper) paper = ry_paper_new_labels (fixture->letter, fixture->letter->addressees, &style);

  check_look (fixture, paper, "labels");
}

static void
test_call_list (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_call_list (fixture->letter, fixture->letter->addressees);

  check_look (fixture, paper, "call-list");
}

/* What is different is seen: else the other tests could not fail. */
static void
test_difference_is_seen (LetterFixture *fixture, gconstpointer data)
{
  guchar white[64 * 64], marked[64 * 64];
  const Picture a = { 64, 64, white }, b = { 64, 64, marked };

  memset (white, 255, sizeof white);
  memset (marked, 255, sizeof marked);
  for (guint i = 0; i < 12; i++)
    memset (marked + i * 64, 0, 8);
  g_assert_cmpfloat (compare_tile (&a, &b, 0, 0), >, TILE_LIMIT);
  g_assert_cmpfloat (compare_tile (&a, &b, 32, 32), ==, 0);
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
  ADD ("/looks/difference", test_difference_is_seen);
  return g_test_run ();
}
