/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows the desk; changes nothing but the last answer.
 */
#include "ry-reply-side.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-attendance.h"
#include "ry-label.h"
#include "ry-speech.h"

/* As many as fit beside the entry; the history of the record has them all. */
#define SHOWN 10

/* A longer pause was a telephone call, not a reply. */
#define LONGEST_PAUSE (60 * G_USEC_PER_SEC)

struct _RyReplySide {
  GtkBox parent_instance;

  /* Template widgets */
  GtkLabel *answered;
  GtkLabel *pace;
  GtkProgressBar *progress;
  GtkBox *counts;
  GtkListBox *recent;
  GtkWidget *recent_empty;
  GtkWidget *undo;
  GtkLabel *silent;
  GtkWidget *chase;

  /* Borrowed */
  GtkLabel *figures[RY_N_REPLY_ANSWERS + 1]; /* the last for those who have not answered */

  /* Owned */
  RyReplyDesk *desk;
};

G_DEFINE_FINAL_TYPE (RyReplySide, ry_reply_side, GTK_TYPE_BOX)

enum { CHASE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_counts (RyReplySide *self)
{
  GPtrArray *attendees = ry_reply_desk_get_attendees (self->desk);
  RyAttendanceCount n = { 0 };
  guint answered;
  g_autofree char *text = NULL;

  for (guint i = 0; i < attendees->len; i++)
    ry_attendance_add (&n, ry_attendee_get_status (attendees->pdata[i]));
  const guint figures[] = { n.venue + n.written, n.absent, n.proxy, n.web, n.unanswered };

  answered = n.invited - n.unanswered;
  text = g_strdup_printf ("%u / %u", answered, n.invited);
  gtk_label_set_label (self->answered, text);
  gtk_progress_bar_set_fraction (self->progress, n.invited > 0 ? (double) answered / n.invited : 0);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *digits = g_strdup_printf ("%u", figures[i]);

    gtk_label_set_label (self->figures[i], digits);
  }
}

static void
show_pace (RyReplySide *self)
{
  GPtrArray *entries = ry_reply_desk_get_entries (self->desk);
  double seconds = ry_reply_pace (entries);
  g_autofree char *text = NULL;

  if (entries->len > 0 && seconds > 0)
    text = g_strdup_printf (_ ("%u now, %.1f s each"), entries->len, seconds);
  else if (entries->len > 0)
    text = g_strdup_printf (_ ("%u now"), entries->len);
  gtk_label_set_label (self->pace, text != NULL ? text : "");
}

static GtkWidget *
create_row (RyReplyEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *answer = g_strjoin ("　", ry_reply_words_get_label (entry->status), entry->proxy, NULL);
  g_autofree char *spoken = g_strjoin ("、", entry->title, answer, NULL);
  GtkWidget *detail = ry_label_new_cut (answer, "ry-2nd");

  gtk_widget_add_css_class (detail, "ry-small");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (ry_reply_words_get_icon_name (entry->status)));
  gtk_box_append (GTK_BOX (words), ry_label_new_cut (entry->title, NULL));
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ry_speech_set_label (row, spoken);
  return row;
}

static void
show_recent (RyReplySide *self)
{
  GPtrArray *entries = ry_reply_desk_get_entries (self->desk);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, child);
  for (guint i = 0; i < MIN (entries->len, SHOWN); i++)
    gtk_list_box_append (self->recent, create_row (entries->pdata[entries->len - 1 - i]));
  gtk_widget_set_visible (GTK_WIDGET (self->recent), entries->len > 0);
  gtk_widget_set_visible (self->recent_empty, entries->len == 0);
  gtk_widget_set_sensitive (self->undo, entries->len > 0);
}

static void
show_silent (RyReplySide *self)
{
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (ry_reply_desk_get_attendees (self->desk));
  g_autofree char *channels = ry_reply_words_describe_channels (silent);
  g_autofree char *text = silent->len > 0 ? g_strdup_printf (_ ("%u without an answer　%s"), silent->len, channels)
                                          : g_strdup (_ ("Everybody has answered"));

  gtk_label_set_label (self->silent, text);
  gtk_widget_set_visible (self->chase, silent->len > 0);
}

static void
show_all (RyReplySide *self)
{
  show_counts (self);
  show_pace (self);
  show_recent (self);
  show_silent (self);
}

static void
undo_cb (RyReplySide *self)
{
  ry_reply_desk_take_back (self->desk);
}

static void
chase_cb (RyReplySide *self)
{
  g_signal_emit (self, signals[CHASE], 0);
}

static void
add_figures (RyReplySide *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->figures); i++) {
    const char *status = i < RY_N_REPLY_ANSWERS ? ry_reply_words_get_nth (i + 1) : "unanswered";
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *figure = ry_label_new_cut ("0", "title-3");
    GtkWidget *word = ry_label_new_cut (ry_reply_words_get_label (status), "ry-2nd");

    gtk_widget_add_css_class (figure, "numeric");
    gtk_widget_add_css_class (word, "ry-small");
    gtk_box_append (GTK_BOX (box), figure);
    gtk_box_append (GTK_BOX (box), word);
    gtk_box_append (self->counts, box);
    self->figures[i] = GTK_LABEL (figure);
  }
}

static void
ry_reply_side_dispose (GObject *object)
{
  g_clear_object (&RY_REPLY_SIDE (object)->desk);
  G_OBJECT_CLASS (ry_reply_side_parent_class)->dispose (object);
}

static void
ry_reply_side_class_init (RyReplySideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_reply_side_dispose;

  signals[CHASE] =
      g_signal_new ("chase", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/replies/ry-reply-side.ui");
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, answered);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, pace);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, progress);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, counts);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, recent);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, recent_empty);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, undo);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, silent);
  gtk_widget_class_bind_template_child (widget_class, RyReplySide, chase);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, chase_cb);
}

static void
ry_reply_side_init (RyReplySide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_figures (self);
}

/**
 * ry_reply_side_set_desk:
 * @self: a pane
 * @desk: the replies; given once
 */
void
ry_reply_side_set_desk (RyReplySide *self, RyReplyDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  show_all (self);
}

/**
 * ry_reply_pace:
 * @entries: (element-type RyReplyEntry): what was entered, in order
 *
 * Returns: seconds from one answer to the next on average, pauses left out; 0 where it cannot be said
 */
double
ry_reply_pace (GPtrArray *entries)
{
  gint64 total = 0;
  guint n = 0;

  for (guint i = 1; i < entries->len; i++) {
    gint64 step = ((RyReplyEntry *) entries->pdata[i])->at - ((RyReplyEntry *) entries->pdata[i - 1])->at;

    if (step <= LONGEST_PAUSE) {
      total += step;
      n++;
    }
  }
  return n > 0 ? (double) total / n / G_USEC_PER_SEC : 0;
}
