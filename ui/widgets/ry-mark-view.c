/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMarkView: draws a shape in the colours of the scheme in use.
 */
#include "ry-mark-view.h"

#include <adwaita.h>

#include "ry-fit.h"
#include "ry-style.h"

struct _RyMarkView {
  GtkWidget parent_instance;

  RyMark mark;
  int size;
};

G_DEFINE_FINAL_TYPE (RyMarkView, ry_mark_view, GTK_TYPE_WIDGET)

static int
get_size (RyMarkView *self)
{
  return (int) (self->size * MAX (1, ry_fit_get_text_scale (GTK_WIDGET (self))) + .5);
}

static void
ry_mark_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyMarkView *self = RY_MARK_VIEW (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  int size = get_size (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  ry_mark_draw (cr, self->mark, (width - size) / 2, (height - size) / 2, size, ry_palette_get (ry_style_get_scheme ()));
  cairo_destroy (cr);
}

static void
ry_mark_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *base,
                      int *natural_base)
{
  *minimum = *natural = get_size (RY_MARK_VIEW (widget));
}

static void
ry_mark_view_class_init (RyMarkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ry_mark_view_snapshot;
  widget_class->measure = ry_mark_view_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ry_mark_view_init (RyMarkView *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ry_mark_view_new:
 * @mark: a shape
 * @size: of it, in pixels with text of the usual size; it grows with the text
 *
 * Returns: (transfer floating): the shape
 */
GtkWidget *
ry_mark_view_new (RyMark mark, int size)
{
  RyMarkView *self = g_object_new (RY_TYPE_MARK_VIEW, NULL);

  self->mark = mark;
  self->size = size;
  return GTK_WIDGET (self);
}

/**
 * ry_mark_view_set_mark:
 * @self: a view
 * @mark: a shape
 *
 * Shows another shape.
 */
void
ry_mark_view_set_mark (RyMarkView *self, RyMark mark)
{
  self->mark = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
