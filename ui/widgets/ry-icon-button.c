/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button without a word of its own needs them twice: as a tooltip, and as its name for assistive technology, which
 * GTK does not take from the tooltip.
 */
#include "ry-icon-button.h"

#include "ry-speech.h"
#include "ry-tooltip.h"

/**
 * ry_icon_button_new:
 * @icon_name: of its picture
 * @words: what it does; where rows repeat the button, with what it does it to
 *
 * Returns: (transfer floating): a flat button
 */
GtkWidget *
ry_icon_button_new (const char *icon_name, const char *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_tooltip_set (button, words);
  ry_speech_set_label (button, words);
  return button;
}
