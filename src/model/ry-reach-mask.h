/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small figures that could point at a person are not shown outside (small-cell masking). Whatever is handed to the public
 * and counts people goes through here: a figure below ten becomes "-", and so do as many others as it takes that nobody
 * can work it out from a total. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RY_REACH_SMALL 10

void     ry_reach_mask        (const gint64 *counts, guint n_rows, guint n_columns, gboolean *hidden);
gboolean ry_reach_is_small    (gint64 count);
char    *ry_reach_dup_figure  (gint64 count, gboolean hidden);

G_END_DECLS
