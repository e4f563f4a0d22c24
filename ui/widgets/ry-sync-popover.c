/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts of the road behind the words at the foot of the sidebar, and the one thing to do about them.
 */
#include "ry-sync-popover.h"

#include <glib/gi18n.h>

struct _RySyncPopover {
  GtkPopover parent_instance;

  /* Template widgets */
  GtkLabel *explanation;
  GtkGrid *facts;
  GtkButton *button;

  /* Borrowed */
  const char *action;
};

G_DEFINE_FINAL_TYPE (RySyncPopover, ry_sync_popover, GTK_TYPE_POPOVER)

static void
button_clicked_cb (RySyncPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->action, NULL);
}

static void
ry_sync_popover_class_init (RySyncPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RySyncPopover, explanation);
  gtk_widget_class_bind_template_child (widget_class, RySyncPopover, facts);
  gtk_widget_class_bind_template_child (widget_class, RySyncPopover, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
ry_sync_popover_init (RySyncPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_sync_popover_new:
 *
 * Returns: (transfer floating): a popover without facts yet
 */
GtkWidget *
ry_sync_popover_new (void)
{
  return g_object_new (RY_TYPE_SYNC_POPOVER, NULL);
}

static void
add_fact (RySyncPopover *self, int row, const char *name, const char *value)
{
  GtkWidget *left = gtk_label_new (name);
  GtkWidget *right = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_widget_set_valign (left, GTK_ALIGN_START);
  gtk_widget_add_css_class (left, "ry-2nd");
  gtk_label_set_xalign (GTK_LABEL (right), 0);
  gtk_label_set_wrap (GTK_LABEL (right), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (right), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (right), 22);
  gtk_label_set_selectable (GTK_LABEL (right), FALSE);
  gtk_grid_attach (self->facts, left, 0, row, 1, 1);
  gtk_grid_attach (self->facts, right, 1, row, 1, 1);
}

static const char *
explain (const RySyncFacts *facts)
{
  switch (facts->state) {
  case RY_SYNC_OFF:
    return _ ("Everything is kept on this computer. With a server, several computers share it.");
  case RY_SYNC_FAILED:
    return _ ("You can go on working. What you change is kept here and sent when the server answers.");
  case RY_SYNC_SYNCED:
    return _ ("The time is when the server last said so. Where it has not, these words are not used.");
  case RY_SYNC_UNKNOWN:
  case RY_SYNC_BUSY:
  default:
    return _ ("So many changes are here and not yet on the server. They are not lost when you close the program.");
  }
}

/**
 * ry_sync_popover_show_facts:
 * @self: the popover
 * @facts: of the road
 * @words: what the foot says of them
 *
 * Shows the facts as they are now.
 */
void
ry_sync_popover_show_facts (RySyncPopover *self, const RySyncFacts *facts, const RySyncWords *words)
{
  g_autofree char *synced = facts->last_synced > 0 ? ry_sync_words_time (facts->last_synced, facts->now) : NULL;
  g_autofree char *next = facts->state == RY_SYNC_FAILED ? ry_sync_words_next_try (facts->next_try, facts->now) : NULL;
  g_autofree char *unsent = g_strdup_printf ("%d", (int) facts->unsent);
  g_autofree char *given_back = g_strdup_printf ("%d", (int) facts->given_back);
  g_autofree char *clock = ry_sync_words_clock (facts->clock_ahead);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  gtk_label_set_label (self->explanation, explain (facts));
  if (facts->server != NULL)
    add_fact (self, row++, _ ("Server"), facts->server);
  if (facts->state == RY_SYNC_FAILED)
    add_fact (self, row++, _ ("Reason"), facts->error != NULL ? facts->error->message : words->detail);
  if (facts->state != RY_SYNC_OFF) {
    add_fact (self, row++, _ ("Last in sync"), synced != NULL ? synced : _ ("never"));
    add_fact (self, row++, _ ("Unsent"), unsent);
  }
  if (next != NULL)
    add_fact (self, row++, _ ("Next try"), next);
  if (facts->given_back > 0)
    add_fact (self, row++, _ ("Lost there, given back"), given_back);
  if (clock != NULL)
    add_fact (self, row++, _ ("Clock"), clock);
  gtk_widget_set_visible (GTK_WIDGET (self->button), words->button != NULL);
  gtk_button_set_label (self->button, words->button != NULL ? _ (words->button) : "");
  self->action = words->action;
}
