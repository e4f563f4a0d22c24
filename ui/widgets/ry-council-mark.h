/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council, told three ways: hue, wheel and word. As a mark (wheel and 面 or 垂直) in dense rows, as a chip
 * (wheel and short name on a tinted pill) where there is room. A screen reader hears the full name.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-councils.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCIL_MARK (ry_council_mark_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilMark, ry_council_mark, RY, COUNCIL_MARK, GtkWidget)

GtkWidget *ry_council_mark_new         (const RyCouncil *council);
GtkWidget *ry_council_chip_new         (const RyCouncil *council);
void       ry_council_mark_set_council (RyCouncilMark *self, const RyCouncil *council);

G_END_DECLS
