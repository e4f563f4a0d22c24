/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A drawing that is kept as pixels and shown again and again: a slide, a picture, a mark. Make it in any thread; show it
 * with ry_still_append() in a widget's snapshot.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _RyStill RyStill;

RyStill *ry_still_new    (cairo_surface_t *surface);
RyStill *ry_still_ref    (RyStill *self);
void     ry_still_unref  (RyStill *self);
void     ry_still_append (RyStill *self, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *where);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStill, ry_still_unref)

G_END_DECLS
