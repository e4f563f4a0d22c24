/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views of the bed network hand out: lines of a table as a CSV file. */
#pragma once

#include "ry-encoding.h"
#include "ry-window.h"

G_BEGIN_DECLS

void    ry_bed_files_save_lines (RyWindow *window, const char *name, GPtrArray *lines, RyEncoding encoding);
GtkWidget *ry_bed_files_menu_new (const char *prefix);

G_END_DECLS
