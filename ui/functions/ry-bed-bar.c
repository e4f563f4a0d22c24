/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedBar: draws itself; a part too narrow for its words has none, they stand in the table below it and in its name.
 */
#include "ry-bed-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-palette.h"
#include "ry-speech.h"

#define GAP    3.0f
#define CORNER 7.0f
#define HATCH  7

struct _RyBedBar {
  GtkWidget parent_instance;

  int height;
  gboolean with_words;
  gint64 beds[RY_N_WARD_FUNCTIONS];
};

G_DEFINE_FINAL_TYPE (RyBedBar, ry_bed_bar, GTK_TYPE_WIDGET)

typedef struct {
  const char *ground;
  const char *ink;
} Look;

/* From dark to light as the way of a patient goes; the words say which is which. */
static Look
get_look (RyWardFunction function, const RyPalette *palette, gboolean dark)
{
  switch (function) {
  case RY_WARD_HIGH_ACUTE:
    return (Look){ dark ? "#343e96" : palette->vertical_ink, "#ffffff" };
  case RY_WARD_ACUTE:
    return (Look){ palette->vertical_tyre, "#ffffff" };
  case RY_WARD_RECOVERY:
    return (Look){ palette->vertical_mid, dark ? "#ffffff" : palette->vertical_ink };
  case RY_WARD_CHRONIC:
    return (Look){ palette->plane_mid, dark ? "#ffffff" : palette->plane_ink };
  default:
    return (Look){ NULL, palette->ink2 };
  }
}

static void
append_hatch (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *ink)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, area);
  double x = area->origin.x, y = area->origin.y, width = area->size.width, height = area->size.height;

  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, y + 0.5, width - 1, height - 1);
  cairo_clip_preserve (cr);
  cairo_stroke (cr);
  for (double i = -height; i < width; i += HATCH) {
    cairo_move_to (cr, x + i, y + height);
    cairo_line_to (cr, x + i + height, y);
  }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append_words (RyBedBar *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const char *words, const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width + 8 > area->size.width)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + (area->size.width - (float) width) / 2,
                                                          area->origin.y + (area->size.height - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

static void
append_part (RyBedBar *self, GtkSnapshot *snapshot, RyWardFunction function, const graphene_rect_t *area)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  Look look = get_look (function, ry_palette_get (dark ? RY_PALETTE_DARK : RY_PALETTE_LIGHT), dark);
  g_autofree char *words =
      g_strdup_printf (_ ("%s %d"), ry_ward_function_get_label (function), (int) self->beds[function]);
  GskRoundedRect round;
  GdkRGBA ground, ink;

  gdk_rgba_parse (&ink, look.ink);
  gsk_rounded_rect_init_from_rect (&round, area, CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  if (look.ground != NULL) {
    gdk_rgba_parse (&ground, look.ground);
    gtk_snapshot_append_color (snapshot, &ground, area);
  } else
    append_hatch (snapshot, area, &ink);
  gtk_snapshot_pop (snapshot);
  if (self->with_words && look.ground != NULL)
    append_words (self, snapshot, area, words, &ink);
}

static void
ry_bed_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyBedBar *self = RY_BED_BAR (widget);
  float width = (float) gtk_widget_get_width (widget), x = 0;
  gint64 all = 0;
  guint n = 0;

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++) {
    all += self->beds[function];
    n += self->beds[function] > 0;
  }
  if (n == 0)
    return;
  width -= GAP * (float) (n - 1);
  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++) {
    float part = width * (float) self->beds[function] / (float) all;

    if (self->beds[function] == 0)
      continue;
    append_part (self, snapshot, function, &GRAPHENE_RECT_INIT (x, 0, part, (float) self->height));
    x += part + GAP;
  }
}

static void
ry_bed_bar_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *base,
                    int *natural_base)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? RY_BED_BAR (widget)->height : 40;
}

static void
ry_bed_bar_class_init (RyBedBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ry_bed_bar_snapshot;
  widget_class->measure = ry_bed_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ry_bed_bar_init (RyBedBar *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ry_bed_bar_new:
 * @height: in pixels
 * @with_words: whether the parts say what they are
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
ry_bed_bar_new (int height, gboolean with_words)
{
  RyBedBar *self = g_object_new (RY_TYPE_BED_BAR, NULL);

  self->height = height;
  self->with_words = with_words;
  return GTK_WIDGET (self);
}

/**
 * ry_bed_bar_set_hospital:
 * @self: a bar
 * @hospital: whose licensed beds it shows
 */
void
ry_bed_bar_set_hospital (RyBedBar *self, const RyHospital *hospital)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++) {
    self->beds[function] = MAX (hospital->licensed[function], 0);
    if (self->beds[function] == 0)
      continue;
    if (words->len > 0)
      g_string_append (words, _ (", "));
    g_string_append_printf (words, _ ("%s %d"), ry_ward_function_get_label (function), (int) self->beds[function]);
  }
  ry_speech_set_label (GTK_WIDGET (self), words->len > 0 ? words->str : _ ("No beds told"));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
