/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Differences on the screen: what came is bold and underlined, what went is struck through. Marks, not colours, so that they
 * can be told apart by everybody and in high contrast. Pure: texts in, Pango markup out.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyDiffSide:
 * @RY_DIFF_BOTH: what went and what came
 * @RY_DIFF_AFTER: the text after, with what came marked
 */
typedef enum {
  RY_DIFF_BOTH,
  RY_DIFF_AFTER,
} RyDiffSide;

char *ry_diff_markup       (const char *before, const char *after, RyDiffSide side);
char *ry_diff_markup_whole (const char *before, const char *after);

G_END_DECLS
