/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A GtkMenuButton and a GtkDropDown are boxes around the button that is pressed, and GTK 4.8 gives the name of the one
 * not to the other.
 */
#include "ry-speech.h"

/**
 * ry_speech_set_label:
 * @widget: a control
 * @label: its name, translated
 *
 * Names a control, and the button inside a menu button or a drop-down as well.
 */
void
ry_speech_set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
}
