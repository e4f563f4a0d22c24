/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The popover is filled when it is opened and after each change; what is being typed in it then is not lost, as the
 * form is made only once for each opening.
 */
#include "ry-block-remarks.h"

#include <glib/gi18n.h>

#include "ry-approval.h"
#include "ry-remark-row.h"
#include "ry-remark.h"
#include "ry-speech.h"

/* What a chip needs; lives with it. */
typedef struct {
  GtkWidget *chip;
  GtkWidget *label;
  GtkWidget *list;
  RyMeetingDraft *draft;
  char *block;
} Chip;

static void
free_chip (gpointer data)
{
  Chip *self = data;

  g_clear_object (&self->draft);
  g_free (self->block);
  g_free (self);
}

static void
fill_list (Chip *self)
{
  RyMinutesRemarks *remarks = ry_minutes_remarks_of (self->draft);
  GPtrArray *all = ry_minutes_remarks_get_all (remarks);
  GtkWidget *child;

  if (self->list == NULL)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (ry_document_get_string (all->pdata[i], "block"), self->block) == 0)
      gtk_box_append (GTK_BOX (self->list), ry_remark_row_new (remarks, all->pdata[i], NULL));
}

static void
create_popover_cb (GtkMenuButton *button, gpointer data)
{
  Chip *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  RyMinutesRemarks *remarks = ry_minutes_remarks_of (self->draft);

  gtk_widget_set_size_request (box, 300, -1);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_add_weak_pointer (G_OBJECT (self->list), (gpointer *) &self->list);
  gtk_box_append (GTK_BOX (box), self->list);
  if (ry_minutes_remarks_may_add (remarks))
    gtk_box_append (GTK_BOX (box), ry_remark_form_new (remarks, self->draft, self->block));
  fill_list (self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static char *
describe (guint n, guint open)
{
  if (n == 0)
    return g_strdup (_ ("Remark"));
  if (open == 0)
    return g_strdup_printf (g_dngettext (NULL, "%u remark, answered", "%u remarks, answered", n), n);
  return g_strdup_printf (g_dngettext (NULL, "%u remark, %u open", "%u remarks, %u open", n), n, open);
}

static void
remarks_changed_cb (GtkWidget *chip)
{
  fill_list (g_object_get_data (G_OBJECT (chip), "chip"));
  ry_block_remarks_sync (chip);
}

/**
 * ry_block_remarks_new:
 * @draft: the open meeting
 * @block: key of a block
 *
 * Returns: (transfer floating): the chip
 */
GtkWidget *
ry_block_remarks_new (RyMeetingDraft *draft, const char *block)
{
  Chip *self = g_new0 (Chip, 1);

  self->chip = gtk_menu_button_new ();
  self->draft = g_object_ref (draft);
  self->block = g_strdup (block);
  self->label = gtk_label_new (NULL);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->chip), self->label);
  gtk_widget_add_css_class (self->chip, "ry-chip-button");
  gtk_widget_set_halign (self->chip, GTK_ALIGN_START);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->chip), create_popover_cb, self, NULL);
  g_object_set_data_full (G_OBJECT (self->chip), "chip", self, free_chip);
  g_signal_connect_object (ry_minutes_remarks_of (draft), "changed", G_CALLBACK (remarks_changed_cb), self->chip,
                           G_CONNECT_SWAPPED);
  ry_block_remarks_sync (self->chip);
  return self->chip;
}

/**
 * ry_block_remarks_sync:
 * @chip: what ry_block_remarks_new() made
 *
 * Shows how many remarks there are now.
 */
void
ry_block_remarks_sync (GtkWidget *chip)
{
  Chip *self = g_object_get_data (G_OBJECT (chip), "chip");
  RyMinutesRemarks *remarks = ry_minutes_remarks_of (self->draft);
  GPtrArray *all = ry_minutes_remarks_get_all (remarks);
  guint n = ry_remark_count (all, self->block), open = ry_remark_count_open (all, self->block);
  gboolean circulating =
      g_str_equal (ry_approval_get_stage (ry_meeting_draft_get_content (self->draft)), "circulating");
  g_autofree char *words = describe (n, open);

  gtk_label_set_label (GTK_LABEL (self->label), words);
  ry_speech_set_label (chip, words);
  if (open > 0)
    gtk_widget_add_css_class (chip, "ry-warn");
  else
    gtk_widget_remove_css_class (chip, "ry-warn");
  gtk_widget_set_visible (chip, n > 0 || (circulating && ry_minutes_remarks_may_add (remarks)));
}
