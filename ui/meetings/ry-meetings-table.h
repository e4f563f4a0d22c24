/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns and rows in which meetings are listed: a table where there is room, rows of two lines where there is not.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-councils.h"

G_BEGIN_DECLS

void ry_meetings_table_add_columns (GtkColumnView *view, RyCouncils *councils);
GtkListItemFactory *ry_meetings_table_create_row_factory (RyCouncils *councils);

G_END_DECLS
