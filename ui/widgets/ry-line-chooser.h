/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of the programme something carries: a button with their marks (①③), and a list to tick them off. Put it
 * where an agenda item, an action or an event is edited, and write the set on RyLineChooser::changed.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_LINE_CHOOSER (ry_line_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RyLineChooser, ry_line_chooser, RY, LINE_CHOOSER, GtkWidget)

/* Signal: changed (the person ticked or unticked one; read ry_line_chooser_get_lines() again). */

GtkWidget         *ry_line_chooser_new       (RyWorkspace *workspace);
void               ry_line_chooser_set_lines (RyLineChooser *self, const char *const *ids);
const char *const *ry_line_chooser_get_lines (RyLineChooser *self);

G_END_DECLS
