/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The あ–わ bar beside a list in reading order: one flat button a row of the kana table. Letters that nobody's
 * reading begins with stay visible and cannot be pressed.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_INDEX_BAR (ry_index_bar_get_type ())
G_DECLARE_FINAL_TYPE (RyIndexBar, ry_index_bar, RY, INDEX_BAR, GtkWidget)

#define RY_N_INDEX_LETTERS 11

int                ry_index_bar_find_letter   (const char *letter);
void               ry_index_bar_set_positions (RyIndexBar *self, const guint *positions);
void               ry_index_bar_set_current   (RyIndexBar *self, const char *letter);

G_END_DECLS
