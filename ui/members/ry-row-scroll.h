/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a row of a long list into view, and where it begins something to the top. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _RyRowScroll RyRowScroll;

RyRowScroll *ry_row_scroll_new  (GtkListView *view, GPtrArray *bound);
void         ry_row_scroll_to   (RyRowScroll *self, guint position, gboolean to_top);
void         ry_row_scroll_free (RyRowScroll *self);

G_END_DECLS
