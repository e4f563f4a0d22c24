/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small drawing in the colour of the text around it.
 */
#include "ry-age-tile.h"

#include <glib/gi18n.h>

#include "ry-tooltip.h"

#define SIZE 14

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  RyReportAge age = GPOINTER_TO_UINT (data);
  const double dashes[] = { 2.4, 1.8 };
  double x = (width - SIZE) / 2.0 + 1, y = (height - SIZE) / 2.0 + 1, side = SIZE - 2;
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.5);
  if (age == RY_REPORT_FRESH)
    cairo_rectangle (cr, x - .75, y - .75, side + 1.5, side + 1.5);
  else if (age == RY_REPORT_AGING)
    cairo_rectangle (cr, x, y + side / 2, side, side / 2);
  if (age <= RY_REPORT_AGING)
    cairo_fill (cr);
  if (age == RY_REPORT_NONE)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  if (age == RY_REPORT_NONE) {
    cairo_move_to (cr, x + side * .28, y + side / 2);
    cairo_line_to (cr, x + side * .72, y + side / 2);
  }
  if (age != RY_REPORT_FRESH)
    cairo_rectangle (cr, x, y, side, side);
  cairo_stroke (cr);
}

/**
 * ry_age_tile_new:
 * @age: how old a report is
 *
 * Returns: (transfer full): its sign, which says its word to a screen reader
 */
GtkWidget *
ry_age_tile_new (RyReportAge age)
{
  GtkWidget *tile = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "valign",
                                  GTK_ALIGN_CENTER, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (tile), SIZE + 2);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (tile), SIZE + 2);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (tile), draw_cb, GUINT_TO_POINTER (age), NULL);
  ry_tooltip_set (tile, ry_age_tile_get_word (age));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, ry_age_tile_get_word (age), -1);
  return tile;
}

/**
 * ry_age_tile_get_word:
 * @age: how old a report is
 *
 * Returns: the word for its sign
 */
const char *
ry_age_tile_get_word (RyReportAge age)
{
  static const char *const words[] = { N_ ("fresh report"), N_ ("older report"), N_ ("old report"),
                                       N_ ("not reported") };

  return _ (words[age]);
}
