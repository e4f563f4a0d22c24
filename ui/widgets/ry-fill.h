/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Showing what a record holds in an entry, where undo belongs to the person alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_fill_editable (GtkEditable *editable, const char *text);

G_END_DECLS
