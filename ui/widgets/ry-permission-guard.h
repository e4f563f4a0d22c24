/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps a control to what the person at this machine may do: where that is not allowed, the control is insensitive
 * and says why, to a pointer that rests on it and to a screen reader. It follows when the rights change.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

void     ry_permission_guard_widget  (GtkWidget *widget, RyWorkspace *workspace, RyVerb verb, const char *kind, RyDocument *document);
void     ry_permission_guard_field   (GtkWidget *widget, RyWorkspace *workspace, RyDocument *document, const char *field);
gboolean ry_permission_guard_allows  (GtkWidget *widget);
gboolean ry_permission_guard_explain (GtkWidget *widget, RyWorkspace *workspace, RyVerb verb, const char *kind);

G_END_DECLS
