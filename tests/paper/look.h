/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether two pictures look alike: softened, and compared as a whole and tile by tile, so that the fringe of a letter is
 * no difference and a missing word is one.
 */
#pragma once

#include <glib.h>

typedef struct {
  int width, height;
  guchar *pixels; /* grey */
} Look;

gboolean look_read         (const char *path, Look *look);
void     look_clear        (Look *look);
double   look_compare_tile (const Look *a, const Look *b, int x, int y);
void     look_assert_alike (const Look *a, const Look *b, const char *name, double mean_limit, double tile_limit);
