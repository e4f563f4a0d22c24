/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-tooltip.h"

/**
 * ry_tooltip_set:
 * @widget: any widget
 * @words: (nullable): its tooltip, %NULL for none
 *
 * As gtk_widget_set_tooltip_text(), which asks the display where the pointer is whenever the widget is visible: four
 * round trips on X11, for each button of a page that is only being made. Here one that is not on the screen is told
 * while it is hidden, and nobody is asked.
 */
void
ry_tooltip_set (GtkWidget *widget, const char *words)
{
  gboolean asks_for_nothing = gtk_widget_get_visible (widget) && !gtk_widget_get_mapped (widget);

  if (asks_for_nothing)
    gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, words);
  if (asks_for_nothing)
    gtk_widget_set_visible (widget, TRUE);
}
