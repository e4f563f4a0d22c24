/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the cards of a function sheet share.
 */
#include "ry-card.h"

#include "ry-function.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

/**
 * ry_card_begin:
 * @card: a box that becomes a card
 * @title: its title
 * @label: (out) (optional) (transfer none): the title's label
 *
 * Returns: (transfer none): the line of the title, for what stands at its end
 */
GtkWidget *
ry_card_begin (GtkBox *card, const char *title, GtkLabel **label)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_label_new (title);

  gtk_box_set_spacing (card, 10);
  gtk_widget_add_css_class (GTK_WIDGET (card), "card");
  gtk_widget_add_css_class (GTK_WIDGET (card), "ry-sheet-card");
  gtk_widget_add_css_class (words, "ry-card-title");
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (card, head);
  if (label != NULL)
    *label = GTK_LABEL (words);
  return head;
}

/**
 * ry_card_new_edit:
 * @label: what it is that can be changed
 *
 * Returns: (transfer floating): a toggle that opens the fields of a card
 */
GtkWidget *
ry_card_new_edit (const char *label)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), "document-edit-symbolic");
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_add_css_class (toggle, "ry-row-button");
  ry_tooltip_set (toggle, label);
  ry_speech_set_label (toggle, label);
  return toggle;
}

/**
 * ry_card_dup_sheet:
 * @hospital: a hospital
 *
 * Returns: (transfer full): its sheet, or one that could be made: what a guard asks about
 */
RyDocument *
ry_card_dup_sheet (const RyHospital *hospital)
{
  g_autofree char *id = ry_hospital_dup_sheet_id (hospital->id);
  g_autoptr (JsonObject) content = NULL;

  if (hospital->sheet != NULL)
    return ry_document_ref (hospital->sheet);
  content = ry_function_begin (hospital->id, NULL);
  return ry_document_new_from_root (id, NULL, FALSE, content);
}
