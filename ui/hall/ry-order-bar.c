/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyOrderBar. It keeps minutes and kinds only, so that the running order may go.
 */
#include "ry-order-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-palette.h"

#define HEIGHT 28
#define GAP    2.0

typedef struct {
  RyTalkType type;
  int minutes;
  guint number;
  gboolean held;
} Part;

struct _RyOrderBar {
  GtkWidget parent_instance;

  GArray *parts;
  int spare;
};

G_DEFINE_FINAL_TYPE (RyOrderBar, ry_order_bar, GTK_TYPE_WIDGET)

static void
set_colour (cairo_t *cr, const char *colour)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, colour);
  gdk_cairo_set_source_rgba (cr, &rgba);
}

static void
hatch (cairo_t *cr, double x, double width, const char *ground, const char *line)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, 0, width, HEIGHT);
  cairo_clip (cr);
  set_colour (cr, ground);
  cairo_paint (cr);
  set_colour (cr, line);
  cairo_set_line_width (cr, 1.2);
  for (double at = x - HEIGHT; at < x + width; at += 5) {
    cairo_move_to (cr, at, HEIGHT);
    cairo_line_to (cr, at + HEIGHT, 0);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_number (RyOrderBar *self, cairo_t *cr, guint number, double x, double width, const char *colour)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int w, h;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width)
    return;
  set_colour (cr, colour);
  cairo_move_to (cr, x + (width - w) / 2, (HEIGHT - h) / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_part (RyOrderBar *self, cairo_t *cr, const Part *part, double x, double width, const RyPalette *palette)
{
  if (part->type == RY_TALK_BREAK) {
    hatch (cr, x, width, palette->window, palette->ink2);
    return;
  }
  set_colour (cr, part->held ? palette->vertical_tyre : palette->vertical_mid);
  cairo_rectangle (cr, x, 0, width, HEIGHT);
  cairo_fill (cr);
  if (part->number > 0)
    draw_number (self, cr, part->number, x, width, part->held ? "#ffffff" : palette->vertical_ink);
}

static void
ry_order_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyOrderBar *self = RY_ORDER_BAR (widget);
  const RyPalette *palette = ry_palette_get (
      adw_style_manager_get_dark (adw_style_manager_get_default ()) ? RY_PALETTE_DARK : RY_PALETTE_LIGHT);
  double width = gtk_widget_get_width (widget), x = 0, sum = MAX (self->spare, 0);
  GskRoundedRect frame;
  cairo_t *cr;

  for (guint i = 0; i < self->parts->len; i++)
    sum += g_array_index (self->parts, Part, i).minutes;
  if (sum <= 0 || width < 1)
    return;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, (float) width, HEIGHT), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  cr = gtk_snapshot_append_cairo (snapshot, &frame.bounds);
  for (guint i = 0; i < self->parts->len; i++) {
    const Part *part = &g_array_index (self->parts, Part, i);
    double part_width = width * part->minutes / sum;

    draw_part (self, cr, part, x, MAX (part_width - GAP, 1), palette);
    x += part_width;
  }
  if (self->spare > 0)
    hatch (cr, x, width - x, palette->plane_soft, palette->plane);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
ry_order_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ry_order_bar_finalize (GObject *object)
{
  g_array_unref (RY_ORDER_BAR (object)->parts);
  G_OBJECT_CLASS (ry_order_bar_parent_class)->finalize (object);
}

static void
ry_order_bar_class_init (RyOrderBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_order_bar_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ry_order_bar_snapshot;
  GTK_WIDGET_CLASS (klass)->measure = ry_order_bar_measure;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "orderbar");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ry_order_bar_init (RyOrderBar *self)
{
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ry_order_bar_set_show:
 * @self: a bar
 * @show: what it shows
 *
 * Takes what it needs of it.
 */
void
ry_order_bar_set_show (RyOrderBar *self, RyShow *show)
{
  g_autofree char *sum = ry_show_format_sum (show);

  g_array_set_size (self->parts, 0);
  for (guint i = 0; i < show->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (show->talks, i);
    const Part part = { talk->type, talk->minutes, talk->number, talk->took > 0 };

    g_array_append_val (self->parts, part);
  }
  self->spare = show->spare;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sum, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
