/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyAsOfButton: a menu button with a day to type, the ends of the last years of account, and the way back to today.
 */
#include "ry-as-of-button.h"

#include <glib/gi18n.h>

#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-speech.h"

#define YEARS 4

struct _RyAsOfButton {
  GtkWidget parent_instance;

  /* Borrowed */
  GtkWidget *button;
  GtkWidget *caption;
  GtkLabel *label;
  GtkPopover *popover;
  RyDateEntry *entry;

  /* Owned */
  char *day; /* NULL for today, whichever day that is */
};

G_DEFINE_FINAL_TYPE (RyAsOfButton, ry_as_of_button, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_day (RyAsOfButton *self)
{
  g_autofree char *day = self->day != NULL ? ry_date_format_iso (self->day, RY_DATE_ERA) : NULL;
  g_autofree char *speech = g_strdup_printf (_ ("The day shown: %s"), day != NULL ? day : _ ("today"));

  gtk_label_set_label (self->label, day != NULL ? day : _ ("Today"));
  ry_speech_set_label (self->button, speech);
  ry_speech_set_label (gtk_widget_get_first_child (self->button), speech);
}

static void
go_cb (RyAsOfButton *self)
{
  const char *day = ry_date_entry_get_date (self->entry);

  if (*day == '\0')
    return;
  gtk_popover_popdown (self->popover);
  ry_as_of_button_set_day (self, day);
}

static void
preset_cb (GtkWidget *button, RyAsOfButton *self)
{
  gtk_popover_popdown (self->popover);
  ry_as_of_button_set_day (self, g_object_get_data (G_OBJECT (button), "day"));
}

static void
append_preset (RyAsOfButton *self, GtkWidget *box, const char *day)
{
  g_autofree char *words = day != NULL ? ry_date_format_iso (day, RY_DATE_ERA) : g_strdup (_ ("Today"));
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "day", g_strdup (day), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (preset_cb), self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
create_content (RyAsOfButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *go = gtk_button_new_with_label (_ ("Show This Day"));
  GDate today;

  ry_date_today (&today);
  append_preset (self, box, NULL);
  for (int i = 0; i < YEARS; i++) {
    g_autofree char *end = g_strdup_printf ("%d-03-31", ry_date_fiscal_year (&today) - i);

    append_preset (self, box, end);
  }
  append_preset (self, box, "2018-04-01"); /* when hospitals and home care began to work as two wheels */
  self->entry = RY_DATE_ENTRY (ry_date_entry_new (_ ("Another day")));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (go_cb), self);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (go, "clicked", G_CALLBACK (go_cb), self);
  gtk_box_append (GTK_BOX (box), go);
  return box;
}

static void
ry_as_of_button_dispose (GObject *object)
{
  g_clear_pointer (&RY_AS_OF_BUTTON (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_as_of_button_parent_class)->dispose (object);
}

static void
ry_as_of_button_finalize (GObject *object)
{
  g_free (RY_AS_OF_BUTTON (object)->day);
  G_OBJECT_CLASS (ry_as_of_button_parent_class)->finalize (object);
}

static void
ry_as_of_button_class_init (RyAsOfButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_as_of_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_as_of_button_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", RY_TYPE_AS_OF_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ry_as_of_button_init (RyAsOfButton *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->caption = gtk_label_new (_ ("As of"));
  gtk_widget_add_css_class (self->caption, "ry-2nd");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (content), self->caption);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, create_content (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->popover));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  show_day (self);
}

/**
 * ry_as_of_button_new:
 *
 * Returns: (transfer floating): a button that says today
 */
GtkWidget *
ry_as_of_button_new (void)
{
  return g_object_new (RY_TYPE_AS_OF_BUTTON, NULL);
}

/**
 * ry_as_of_button_dup_day:
 * @self: a button
 *
 * Returns: (transfer full): the day, ISO 8601
 */
char *
ry_as_of_button_dup_day (RyAsOfButton *self)
{
  return self->day != NULL ? g_strdup (self->day) : ry_date_dup_today ();
}

/**
 * ry_as_of_button_is_today:
 * @self: a button
 *
 * Returns: whether it says today
 */
gboolean
ry_as_of_button_is_today (RyAsOfButton *self)
{
  return self->day == NULL;
}

/**
 * ry_as_of_button_set_narrow:
 * @self: a button
 * @narrow: whether there is little room: the day alone is shown then
 */
void
ry_as_of_button_set_narrow (RyAsOfButton *self, gboolean narrow)
{
  gtk_widget_set_visible (self->caption, !narrow);
}

/**
 * ry_as_of_button_set_day:
 * @self: a button
 * @iso: (nullable): a day; %NULL for today
 */
void
ry_as_of_button_set_day (RyAsOfButton *self, const char *iso)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *day = g_strcmp0 (iso, today) == 0 ? NULL : g_strdup (iso);

  if (g_strcmp0 (day, self->day) == 0)
    return;
  g_free (self->day);
  self->day = g_steal_pointer (&day);
  show_day (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
