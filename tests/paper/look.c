/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing pictures; see look.h. */
#include "look.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TILE 32

/* A P5 of netpbm, as pdftoppm -gray and convert write it. */
gboolean
look_read (const char *path, Look *look)
{
  g_autofree char *data = NULL;
  gsize length;
  int maximum, head;

  if (!g_file_get_contents (path, &data, &length, NULL) ||
      sscanf (data, "P5 %d %d %d%n", &look->width, &look->height, &maximum, &head) != 3 || maximum != 255 ||
      length < (gsize) head + 1 + (gsize) look->width * look->height)
    return FALSE;
  look->pixels = g_memdup2 (data + head + 1, (gsize) look->width * look->height);
  return TRUE;
}

static double
get_soft (const Look *look, int x, int y)
{
  int sum = 0, n = 0;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (x + dx >= 0 && x + dx < look->width && y + dy >= 0 && y + dy < look->height) {
        sum += look->pixels[(y + dy) * look->width + x + dx];
        n++;
      }
  return (double) sum / n;
}

double
look_compare_tile (const Look *a, const Look *b, int x0, int y0)
{
  double sum = 0;
  int n = 0;

  for (int y = y0; y < MIN (y0 + TILE, a->height); y++)
    for (int x = x0; x < MIN (x0 + TILE, a->width); x++, n++)
      sum += fabs (get_soft (a, x, y) - get_soft (b, x, y));
  return n > 0 ? sum / n : 0;
}

void
look_assert_alike (const Look *a, const Look *b, const char *name, double mean_limit, double tile_limit)
{
  double sum = 0, worst = 0;
  int n = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int y = 0; y < a->height; y += TILE)
    for (int x = 0; x < a->width; x += TILE, n++) {
      double difference = look_compare_tile (a, b, x, y);

      sum += difference;
      worst = MAX (worst, difference);
    }
  g_test_message ("%s: mean %.2f, worst tile %.2f", name, sum / n, worst);
  g_assert_cmpfloat (sum / n, <=, mean_limit);
  g_assert_cmpfloat (worst, <=, tile_limit);
}

void
look_clear (Look *look)
{
  g_clear_pointer (&look->pixels, g_free);
}
