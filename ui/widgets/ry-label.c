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
