/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keys go from a node of a picture. */
#pragma once

#include "ry-scene.h"

G_BEGIN_DECLS

guint ry_picture_find_next       (GPtrArray *nodes, guint from, int direction);
guint ry_picture_find_beyond     (GPtrArray *nodes, guint from, int direction);
guint ry_picture_find_end        (GPtrArray *nodes, guint from, gboolean last);
guint ry_picture_find_other_part (GPtrArray *nodes, guint from);

G_END_DECLS
