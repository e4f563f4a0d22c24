/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On GTK 4.8 the accessible label of a menu button does not reach the toggle button inside, which is what
 * takes the focus and is pressed.
 */
#include "ry-menu-speech.h"

/**
 * ry_menu_button_set_speech:
 * @button: a #GtkMenuButton
 * @speech: what is said of it
 *
 * Names the button and what takes the focus in it.
 */
void
ry_menu_button_set_speech (GtkWidget *button, const char *speech)
{
  GtkWidget *inner = gtk_widget_get_first_child (button);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  if (inner == NULL)
    return;
  /* Its own label would be said after it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
}
