/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialog that adds a ward, or changes one: from a day on, which leaves what it was before readable, or as the
 * correction of a mistake.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_ward_dialog_show   (RyWindow *window, GPtrArray *hospitals, const char *chosen);
void ry_ward_dialog_change (RyWindow *window, RyDocument *ward);

G_END_DECLS
