/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyStill. GTK's software renderer takes a texture apart pixel by pixel each time it draws it, 15 to 20 ms for a screen
 * of 1920 × 1080: there the surface itself is painted, which takes one or two. Other renderers get a texture, which
 * stays with the graphics card. Halves are made once, with the still, so that a small view of a large slide is one
 * cheap step down.
 */
#include "ry-still.h"

#define MAX_LEVELS 3
#define LEAST_HALF 320 /* pixels; what is smaller is small enough */

struct _RyStill {
  gatomicrefcount references;
  cairo_surface_t *levels[MAX_LEVELS]; /* the whole, its half, its quarter */
  GdkTexture *textures[MAX_LEVELS];    /* made when they are first shown */
  guint n_levels;
};

static cairo_surface_t *
halve (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  cairo_surface_t *half = cairo_image_surface_create (cairo_image_surface_get_format (surface), width / 2, height / 2);
  cairo_t *cr = cairo_create (half);

  cairo_scale (cr, (double) (width / 2) / width, (double) (height / 2) / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (half);
  return half;
}

/* The smallest level that need not be enlarged. */
static guint
choose_level (RyStill *self, double width)
{
  guint level = 0;

  while (level + 1 < self->n_levels && cairo_image_surface_get_width (self->levels[level + 1]) >= width)
    level++;
  return level;
}

static void
append_surface (cairo_surface_t *surface, GtkSnapshot *snapshot, const graphene_rect_t *where)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, where);

  cairo_translate (cr, where->origin.x, where->origin.y);
  cairo_scale (cr, where->size.width / width, where->size.height / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static GdkTexture *
ensure_texture (RyStill *self, guint level)
{
  cairo_surface_t *surface = self->levels[level];
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  if (self->textures[level] == NULL) {
    g_autoptr (GBytes) bytes =
        g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                    (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

    self->textures[level] = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  }
  return self->textures[level];
}

/**
 * ry_still_new:
 * @surface: (transfer full): an image that is finished
 *
 * In any thread.
 *
 * Returns: (transfer full): the still
 */
RyStill *
ry_still_new (cairo_surface_t *surface)
{
  RyStill *self = g_new0 (RyStill, 1);

  g_atomic_ref_count_init (&self->references);
  cairo_surface_flush (surface);
  self->levels[self->n_levels++] = surface;
  while (self->n_levels < MAX_LEVELS && cairo_image_surface_get_width (surface) >= 2 * LEAST_HALF) {
    surface = halve (surface);
    self->levels[self->n_levels++] = surface;
  }
  return self;
}

RyStill *
ry_still_ref (RyStill *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ry_still_unref (RyStill *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_levels; i++) {
    g_clear_object (&self->textures[i]);
    cairo_surface_destroy (self->levels[i]);
  }
  g_free (self);
}

/**
 * ry_still_append:
 * @self: a still
 * @widget: which widget is drawn: its window's renderer decides how
 * @snapshot: where to
 * @where: the rectangle it fills, in the widget's pixels
 *
 * Shows it.
 */
void
ry_still_append (RyStill *self, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *where)
{
  GtkNative *native = gtk_widget_get_native (widget);
  guint level = choose_level (self, where->size.width * gtk_widget_get_scale_factor (widget));

  if (native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native)))
    append_surface (self->levels[level], snapshot, where);
  else
    gtk_snapshot_append_texture (snapshot, ensure_texture (self, level), where);
}
