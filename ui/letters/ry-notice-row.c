/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyNoticeRow. A faulty addressee cannot be ticked before it is mended.
 */
#include "ry-notice-row.h"

#include <glib/gi18n.h>

#include "ry-speech.h"

struct _RyNoticeRow {
  AdwActionRow parent_instance;

  /* Borrowed */
  RyAddressee *addressee;
  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (RyNoticeRow, ry_notice_row, ADW_TYPE_ACTION_ROW)

enum { TOGGLED, FIX_ASKED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
describe_way (RyAddressee *addressee)
{
  if (addressee->channel == RY_CHANNEL_MAIL)
    return g_strdup_printf (_ ("%s, a draft with the PDF and the date"), addressee->mail);
  return g_strdup (ry_addressee_get_way (addressee, addressee->channel));
}

static char *
describe_day (RyAddressee *addressee)
{
  g_autofree char *day =
      ry_date_format_iso (addressee->sent_on != NULL ? addressee->sent_on : addressee->made_on, RY_DATE_SHORT);

  return g_strdup_printf (addressee->sent_on != NULL ? _ ("Sent %s") : _ ("Made %s"), day);
}

static GtkWidget *
create_chip (RyAddressee *addressee)
{
  gboolean has_day = addressee->sent_on != NULL || addressee->made_on != NULL;
  g_autofree char *day = has_day ? describe_day (addressee) : NULL;
  GtkWidget *chip = gtk_label_new (has_day ? day : ry_honorific_get_word (addressee->honorific));

  gtk_widget_add_css_class (chip, "ry-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

static void
check_toggled_cb (RyNoticeRow *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
fix_clicked_cb (GtkWidget *button, RyNoticeRow *self)
{
  g_signal_emit (self, signals[FIX_ASKED], 0, button);
}

static void
add_fix (RyNoticeRow *self, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Mend"));
  g_autofree char *spoken = g_strdup_printf (_ ("Mend %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, spoken);
  g_signal_connect (button, "clicked", G_CALLBACK (fix_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-faulty");
}

static void
ry_notice_row_class_init (RyNoticeRowClass *klass)
{
  signals[TOGGLED] =
      g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIX_ASKED] = g_signal_new ("fix-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
}

static void
ry_notice_row_init (RyNoticeRow *self)
{
  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (self->check, FALSE); /* Space in the row ticks it */
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->check);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
}

/**
 * ry_notice_row_new:
 * @addressee: (transfer none): kept as long as the row
 * @ticked: whether a letter is to be made
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_notice_row_new (RyAddressee *addressee, gboolean ticked)
{
  RyNoticeRow *self = g_object_new (RY_TYPE_NOTICE_ROW, "activatable", TRUE, NULL);
  RyAddresseeFault fault = ry_addressee_check (addressee, addressee->channel);
  g_autofree char *sentence = ry_addressee_describe_fault (addressee, fault);
  g_autofree char *way = sentence == NULL ? describe_way (addressee) : NULL;
  g_autofree char *line = ry_addressee_dup_line (addressee);
  g_autofree char *person = ry_addressee_dup_person_line (addressee, FALSE);
  g_autofree char *name = g_strjoin (person != NULL && addressee->organisation_name != NULL ? "　" : "",
                                     addressee->organisation_name != NULL ? addressee->organisation_name : "",
                                     person != NULL ? person : "", NULL);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (sentence != NULL ? sentence : way != NULL ? way : "", -1);
  g_autofree char *spoken = g_strdup_printf (_ ("Letter to %s"), line);

  self->addressee = addressee;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  ry_speech_set_label (self->check, spoken);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), ticked && sentence == NULL);
  gtk_widget_set_sensitive (self->check, sentence == NULL);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (check_toggled_cb), self);
  if (sentence != NULL)
    add_fix (self, name);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (self), create_chip (addressee));
  return GTK_WIDGET (self);
}

RyAddressee *
ry_notice_row_get_addressee (RyNoticeRow *self)
{
  return self->addressee;
}

gboolean
ry_notice_row_get_ticked (RyNoticeRow *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

/**
 * ry_notice_row_toggle:
 * @self: a row
 *
 * What Space does.
 */
void
ry_notice_row_toggle (RyNoticeRow *self)
{
  if (gtk_widget_get_sensitive (self->check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), !ry_notice_row_get_ticked (self));
}
