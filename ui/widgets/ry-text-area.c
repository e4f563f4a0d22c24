/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTK 4.8 lays a text out in an idle call and does not always ask for the height it found. This asks after it.
 */
#include "ry-text-area.h"

struct _RyTextArea {
  GtkTextView parent_instance;

  guint idle;
  int width;
};

G_DEFINE_FINAL_TYPE (RyTextArea, ry_text_area, GTK_TYPE_TEXT_VIEW)

static gboolean
fit_cb (gpointer data)
{
  RY_TEXT_AREA (data)->idle = 0;
  gtk_widget_queue_resize (data);
  return G_SOURCE_REMOVE;
}

static void
fit_height (RyTextArea *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1, fit_cb, self, NULL);
}

static void
ry_text_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyTextArea *self = RY_TEXT_AREA (widget);

  GTK_WIDGET_CLASS (ry_text_area_parent_class)->size_allocate (widget, width, height, baseline);
  if (width != self->width)
    fit_height (self);
  self->width = width;
}

static void
ry_text_area_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_text_area_parent_class)->map (widget);
  fit_height (RY_TEXT_AREA (widget));
}

static void
ry_text_area_dispose (GObject *object)
{
  g_clear_handle_id (&RY_TEXT_AREA (object)->idle, g_source_remove);
  G_OBJECT_CLASS (ry_text_area_parent_class)->dispose (object);
}

static void
ry_text_area_class_init (RyTextAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_text_area_dispose;
  GTK_WIDGET_CLASS (klass)->map = ry_text_area_map;
  GTK_WIDGET_CLASS (klass)->size_allocate = ry_text_area_size_allocate;
}

static void
ry_text_area_init (RyTextArea *self)
{
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "changed", G_CALLBACK (fit_height), self);
}

/**
 * ry_text_area_new:
 *
 * Returns: (transfer floating): an empty text
 */
GtkWidget *
ry_text_area_new (void)
{
  return g_object_new (RY_TYPE_TEXT_AREA, NULL);
}
