/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How papers look, beside small references: rendered in grey at 100 dpi, softened, and compared as a whole and tile by
 * tile. References are made by the same fonts: RYORIN_LOOKS=DIR writes new ones.
 */
#include "looks.h"

#include <string.h>

#include "look.h"

#define MEAN_LIMIT 1.0
#define TILE_LIMIT 12.0

/* FALSE where the program is not installed. */
static gboolean
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    return FALSE;
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return TRUE;
}

/* The first page as a picture; NULL where poppler is not installed. */
static char *
render (const char *dir, RyPaper *paper, const char *name)
{
  g_autofree char *pdf = g_strdup_printf ("%s/%s.pdf", dir, name), *base = g_build_filename (dir, name, NULL);
  const char *const argv[] = { "pdftoppm", "-r", "100", "-gray", "-singlefile", pdf, base, NULL };
  g_autoptr (GError) error = NULL;

  ry_paper_write_pdf (paper, pdf, NULL, &error);
  g_assert_no_error (error);
  return run (argv) ? g_strconcat (base, ".pgm", NULL) : NULL;
}

static char *
unpack (const char *dir, const char *png)
{
  char *path = g_build_filename (dir, "reference.pgm", NULL);
  const char *const argv[] = { "convert", png, "-depth", "8", path, NULL };

  if (!run (argv))
    g_clear_pointer (&path, g_free);
  return path;
}

/* Compares the first page of @paper with the reference of that name. */
void
looks_check (const char *dir, RyPaper *paper, const char *name)
{
  g_autofree char *path = render (dir, paper, name);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *reference = g_test_build_filename (G_TEST_DIST, "paper", "data", file, NULL);
  g_autofree char *unpacked = NULL;
  Look is = { 0 }, was = { 0 };

  if (g_getenv ("RYORIN_LOOKS") != NULL) {
    g_autofree char *fresh = g_build_filename (g_getenv ("RYORIN_LOOKS"), file, NULL);
    const char *const argv[] = { "convert", path, "-colors", "16", fresh, NULL };

    run (argv);
    return;
  }
  if (path == NULL || (unpacked = unpack (dir, reference)) == NULL) {
    g_test_skip ("poppler-utils or imagemagick is not installed");
    return;
  }
  g_assert_true (look_read (path, &is));
  g_assert_true (look_read (unpacked, &was));
  look_assert_alike (&is, &was, name, MEAN_LIMIT, TILE_LIMIT);
  g_free (is.pixels);
  g_free (was.pixels);
}

/* What is different is seen: else the tests that use this could not fail. */
void
looks_check_itself (void)
{
  guchar white[64 * 64], marked[64 * 64];
  const Look a = { 64, 64, white }, b = { 64, 64, marked };

  memset (white, 255, sizeof white);
  memset (marked, 255, sizeof marked);
  for (guint i = 0; i < 12; i++)
    memset (marked + i * 64, 0, 8);
  g_assert_cmpfloat (look_compare_tile (&a, &b, 0, 0), >, TILE_LIMIT);
  g_assert_cmpfloat (look_compare_tile (&a, &b, 32, 32), ==, 0);
}
