/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button bears the field's name and is spoken with its meaning.
 */
#include "ry-template-field-list.h"

#include <glib/gi18n.h>

#include "ry-speech.h"
#include "ry-template.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

typedef struct {
  RyTemplateFieldFunc chosen;
  gpointer data;
} Choice;

static void
clicked_cb (GtkWidget *button, Choice *choice)
{
  choice->chosen (g_object_get_data (G_OBJECT (button), "field"), choice->data);
}

/**
 * ry_template_field_list_new:
 * @chosen: called with a field's name when its button is pressed
 * @data: for @chosen; must live as long as the list
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
ry_template_field_list_new (RyTemplateFieldFunc chosen, gpointer data)
{
  guint n;
  const RyTemplateField *fields = ry_template_list_fields (&n);
  GtkWidget *box = ry_wrap_box_new (6);
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ chosen, data };
  g_object_set_data_full (G_OBJECT (box), "choice", choice, g_free);
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = g_strdup_printf ("{%s}", fields[i].name);
    g_autofree char *spoken = g_strdup_printf (_ ("Insert %s: %s"), label, _ (fields[i].meaning));
    GtkWidget *button = gtk_button_new_with_label (label);

    gtk_widget_add_css_class (button, "ry-small");
    ry_tooltip_set (button, _ (fields[i].meaning));
    ry_speech_set_label (button, spoken);
    gtk_widget_set_focus_on_click (button, FALSE);
    g_object_set_data (G_OBJECT (button), "field", (gpointer) fields[i].name);
    g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), choice);
    gtk_box_append (GTK_BOX (box), button);
  }
  return box;
}
