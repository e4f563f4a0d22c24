/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A card is made anew when its meeting changes; it is a dozen widgets. Both councils' cards are the same size.
 */
#include "ry-meeting-card.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-label.h"
#include "ry-meeting-details.h"
#include "ry-speech.h"

struct _RyMeetingCard {
  GtkBox parent_instance;

  /* Borrowed */
  GtkWidget *button;

  /* Owned */
  char *council;
  char *meeting;
};

G_DEFINE_FINAL_TYPE (RyMeetingCard, ry_meeting_card, GTK_TYPE_BOX)

enum { OPEN, PLAN, REPLIES, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
create_label (const char *words, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (words, css_class);

  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  return label;
}

static char *
format_days_left (const char *today, const char *date)
{
  int days = ry_date_days_between (today, date);

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) days), days);
}

static void
open_clicked_cb (RyMeetingCard *self)
{
  if (self->meeting != NULL)
    g_signal_emit (self, signals[OPEN], 0, self->meeting);
  else
    g_signal_emit (self, signals[PLAN], 0, self->council);
}

static void
replies_clicked_cb (RyMeetingCard *self)
{
  g_signal_emit (self, signals[REPLIES], 0, self->meeting);
}

static void
append_head (RyMeetingCard *self, const RyCouncil *council, const char *title, const char *days_left)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mark = gtk_image_new_from_icon_name (ry_wheel_get_icon_name (council->wheel));
  const char *css_class = ry_wheel_get_css_class (council->wheel);
  GtkWidget *name = create_label (council->name, "ry-2nd");

  gtk_widget_add_css_class (mark, "ry-card-mark");
  if (css_class != NULL)
    gtk_widget_add_css_class (mark, css_class);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (name, "ry-small");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), create_label (title, "title-3"));
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (head), words);
  if (days_left != NULL) {
    GtkWidget *chip = gtk_label_new (days_left);

    gtk_widget_add_css_class (chip, "ry-chip");
    gtk_widget_add_css_class (chip, "numeric");
    gtk_widget_set_valign (chip, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (head), chip);
  }
  gtk_box_append (GTK_BOX (self), head);
}

static void
append_foot (RyMeetingCard *self, GtkWidget *chip, const char *word, const char *spoken, gboolean suggested)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_label (word);

  if (chip != NULL) {
    gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (foot), chip);
  }
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (foot, GTK_ALIGN_END);
  gtk_widget_set_vexpand (foot, TRUE);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  ry_speech_set_label (button, spoken);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), button);
  self->button = button;
  gtk_box_append (GTK_BOX (self), foot);
}

static void
add_replies_button (RyMeetingCard *self, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Replies"));
  g_autofree char *spoken = g_strdup_printf (_ ("Enter replies to %s"), title != NULL ? title : "");

  gtk_widget_set_hexpand (self->button, FALSE);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  ry_speech_set_label (button, spoken);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (replies_clicked_cb), self);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->button)), button,
                              gtk_widget_get_prev_sibling (self->button));
}

static void
fill (RyMeetingCard *self, const RyCouncil *council, RyMeetingItem *next, const char *today, gboolean suggested)
{
  const char *title = ry_meeting_item_get_string (next, "title");
  const char *place = ry_meeting_item_get_string (next, "place");
  g_autofree char *days_left = format_days_left (today, ry_meeting_item_get_string (next, "date"));
  g_autofree char *day = ry_meeting_item_dup_day (next);
  g_autofree char *time = ry_meeting_item_dup_time (next);
  g_autofree char *when = g_strjoin (*time != '\0' ? " " : "", day, time, NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("Open %s"), title != NULL ? title : "");

  append_head (self, council, title, days_left);
  gtk_box_append (GTK_BOX (self), create_label (when, "heading"));
  if (place != NULL)
    gtk_box_append (GTK_BOX (self), create_label (place, "ry-2nd"));
  append_foot (self, ry_meeting_stage_chip_new (ry_meeting_item_get_string (next, "stage")), _ ("Open"), spoken,
               suggested);
  /* Between the notice and the day replies come in. */
  if (g_strcmp0 (ry_meeting_item_get_string (next, "stage"), "noticed") == 0)
    add_replies_button (self, title);
}

static void
ry_meeting_card_finalize (GObject *object)
{
  RyMeetingCard *self = RY_MEETING_CARD (object);

  g_free (self->council);
  g_free (self->meeting);
  G_OBJECT_CLASS (ry_meeting_card_parent_class)->finalize (object);
}

static void
ry_meeting_card_class_init (RyMeetingCardClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_meeting_card_finalize;

  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REPLIES] =
      g_signal_new ("replies", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PLAN] = g_signal_new ("plan", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ry_meeting_card_init (RyMeetingCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-meeting-card");
}

/**
 * ry_meeting_stage_chip_new:
 * @stage: (nullable): a meeting's stage
 *
 * Returns: (transfer floating): icon and word on a pill
 */
GtkWidget *
ry_meeting_stage_chip_new (const char *stage)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *css_class = ry_meeting_stage_get_class (stage);

  gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name (ry_meeting_stage_get_icon (stage)));
  gtk_box_append (GTK_BOX (chip), gtk_label_new (ry_meeting_stage_get_label (stage)));
  gtk_widget_add_css_class (chip, "ry-chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

/**
 * ry_meeting_card_new:
 * @council: whose next meeting it is
 * @next: (nullable): the meeting; %NULL where none is planned
 * @today: ISO 8601 day
 * @suggested: whether its button is the screen's strong one
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
ry_meeting_card_new (const RyCouncil *council, RyMeetingItem *next, const char *today, gboolean suggested)
{
  RyMeetingCard *self = g_object_new (RY_TYPE_MEETING_CARD, NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("Plan a meeting of %s"), council->name);

  self->council = g_strdup (council->id);
  if (next != NULL) {
    self->meeting = g_strdup (ry_meeting_item_get_id (next));
    fill (self, council, next, today, suggested);
    return GTK_WIDGET (self);
  }
  append_head (self, council, _ ("The next meeting is not planned"), NULL);
  append_foot (self, NULL, _ ("Plan a Meeting"), spoken, suggested);
  return GTK_WIDGET (self);
}

/**
 * ry_meeting_card_get_button:
 * @self: a card
 *
 * Returns: (transfer none): the button at its foot, which opens the meeting or plans one
 */
GtkWidget *
ry_meeting_card_get_button (RyMeetingCard *self)
{
  return self->button;
}
