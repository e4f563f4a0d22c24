/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds a ward to a hospital: its name, what its beds are for, and how many. */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_ward_dialog_show (RyWindow *window, GPtrArray *hospitals, const char *chosen);

G_END_DECLS
