/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A label made in code. Where it stands in a .ui file, the same properties stand there.
 */
#include "ry-label.h"

/**
 * ry_label_new_wrapped:
 * @words: (nullable): what it says
 * @css_class: (nullable): how it looks
 *
 * Returns: (transfer floating): a label; Japanese has no spaces, so it wraps between any two characters
 */
GtkWidget *
ry_label_new_wrapped (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * ry_label_new_cut:
 * @words: (nullable): what it says
 * @css_class: (nullable): how it looks
 *
 * Returns: (transfer floating): a label of one line, which ends in an ellipsis where there is no room
 */
GtkWidget *
ry_label_new_cut (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * ry_label_set_bounded:
 * @label: a label
 * @words: (nullable): what it says
 * @max_chars: how many characters wide it wants to be at most
 *
 * A label that is bound shapes all of Pango's sample text in its font to know how wide a character is; one whose words
 * are fewer is left without.
 */
void
ry_label_set_bounded (GtkLabel *label, const char *words, int max_chars)
{
  gtk_label_set_max_width_chars (label, words != NULL && g_utf8_strlen (words, -1) > max_chars ? max_chars : -1);
  gtk_label_set_label (label, words != NULL ? words : "");
}

/**
 * ry_label_unbind:
 * @widget: a widget with labels in it, as #AdwWindowTitle
 *
 * Takes the least width in characters from each of them, see ry_label_set_bounded().
 */
void
ry_label_unbind (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_width_chars (GTK_LABEL (widget), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ry_label_unbind (child);
}
