/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pure pieces that a merge is made of.
 */
#pragma once

#include "ry-merge.h"

G_BEGIN_DECLS

GPtrArray *_ry_merge_order       (GPtrArray *base, GPtrArray *left, GPtrArray *right);
int       *_ry_match_pieces      (GStrv a, guint n_a, GStrv b, guint n_b);
char      *_ry_merge_extend_path (const char *path, const char *step);
gboolean   _ry_merge_is_stamp    (const char *name);

G_END_DECLS
