/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is read from the desk and made anew when an answer comes in: who answers while one is on the telephone
 * leaves it.
 */
#include "ry-chase-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "ry-notice-page.h"
#include "ry-paper-page.h"
#include "ry-reply-words.h"
#include "ry-speech.h"
#include "ry-window.h"

struct _RyChasePage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *deadline;
  GtkLabel *summary;
  GtkBox *groups;
  GtkWidget *call_list;

  /* In the header bar */
  GtkWidget *remind;

  /* Owned */
  RyReplyDesk *desk;
};

G_DEFINE_FINAL_TYPE (RyChasePage, ry_chase_page, RY_TYPE_PAGE)

static const char *const channels[] = { "fax", "mail", "post", "phone" };

/* Where this channel reaches them. */
static const char *
get_address (RyAttendee *attendee, const char *channel)
{
  if (g_strcmp0 (channel, "fax") == 0)
    return attendee->fax;
  if (g_strcmp0 (channel, "mail") == 0)
    return attendee->email;
  return attendee->telephone;
}

static GtkWidget *
create_row (RyAttendee *attendee, const char *channel)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *address = gtk_label_new (get_address (attendee, channel));
  g_autofree char *who = g_strjoin (*attendee->role != '\0' ? "　" : "", attendee->role, attendee->name, NULL);
  const char *title = *attendee->organisation_name != '\0' ? attendee->organisation_name : attendee->name;
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *below = g_markup_escape_text (who, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (address, "numeric");
  gtk_widget_add_css_class (address, "ry-2nd");
  gtk_label_set_ellipsize (GTK_LABEL (address), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (GTK_LABEL (address), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), address);
  return row;
}

static void
add_group (RyChasePage *self, GPtrArray *silent, const char *channel)
{
  guint n = ry_reply_count_channel (silent, channel);
  GtkWidget *group;
  g_autofree char *title = g_strdup_printf ("%s　%u", ry_reply_words_get_channel_label (channel), n);

  if (n == 0)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < silent->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (silent, i);

    if (g_strcmp0 (attendee->channel, channel) == 0)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (attendee, channel));
  }
  gtk_box_append (self->groups, group);
}

static char *
describe_deadline (JsonObject *meeting)
{
  const char *reply_by = ry_json_get_string (meeting, "reply_by");
  g_autofree char *day = reply_by != NULL ? ry_date_format_iso (reply_by, RY_DATE_MONTH_DAY) : NULL;
  g_autofree char *today = NULL;
  int left;

  if (day == NULL)
    return g_strdup (_ ("No day was set by which to answer"));
  today = ry_date_dup_today ();
  left = ry_date_days_between (today, reply_by);
  if (left < 0)
    return g_strdup_printf (ngettext ("Replies were due on %s: %d day ago", "Replies were due on %s: %d days ago",
                                      (gulong) -left),
                            day, -left);
  if (left == 0)
    return g_strdup_printf (_ ("Replies are due today, %s"), day);
  return g_strdup_printf (ngettext ("Replies are due on %s, in %d day", "Replies are due on %s, in %d days",
                                    (gulong) left),
                          day, left);
}

static void
remind_cb (RyChasePage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (ry_reply_desk_get_attendees (self->desk));
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  RyNoticePage *page;

  for (guint i = 0; i < silent->len; i++)
    g_ptr_array_add (keys, ((RyAttendee *) silent->pdata[i])->key);
  g_ptr_array_add (keys, NULL);
  page = ry_notice_page_new (window, ry_reply_desk_get_meeting_id (self->desk), RY_LETTER_REMINDER,
                             (const char *const *) keys->pdata, &error);
  if (page != NULL)
    ry_window_push (window, RY_PAGE (page));
  else
    ry_window_show_error (window, _ ("The letters could not be begun"), error);
}

static void
build_header (RyChasePage *self)
{
  self->remind = gtk_button_new_with_label (_ ("Make the Reminders"));
  gtk_widget_add_css_class (self->remind, "suggested-action");
  g_signal_connect_swapped (self->remind, "clicked", G_CALLBACK (remind_cb), self);
  ry_page_set_header_end (RY_PAGE (self), self->remind);
}

static void
show_all (RyChasePage *self)
{
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (ry_reply_desk_get_attendees (self->desk));
  g_autofree char *deadline = describe_deadline (ry_reply_desk_get_meeting (self->desk));
  g_autofree char *channel_words = ry_reply_words_describe_channels (silent);
  g_autofree char *summary = g_strdup_printf (_ ("%u without an answer　%s"), silent->len, channel_words);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  gtk_label_set_label (self->deadline, deadline);
  gtk_label_set_label (self->summary, summary);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    add_group (self, silent, channels[i]);
  gtk_stack_set_visible_child_name (self->stack, silent->len > 0 ? "silent" : "nobody");
  gtk_widget_set_sensitive (self->remind, silent->len > 0);
}

static GStrv
list_keys (RyChasePage *self)
{
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (ry_reply_desk_get_attendees (self->desk));
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < silent->len; i++)
    g_strv_builder_add (keys, ((RyAttendee *) silent->pdata[i])->key);
  return g_strv_builder_end (keys);
}

/* Of all that are silent: who does not read letters is called. */
static void
call_list_cb (RyChasePage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_auto (GStrv) keys = list_keys (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) letter =
      ry_letter_new_for_meeting (ry_reply_desk_get_workspace (self->desk), ry_reply_desk_get_meeting_id (self->desk),
                                 RY_LETTER_REMINDER, (const char *const *) keys, &error);
  g_autoptr (RyPaper) paper = letter != NULL ? ry_paper_new_call_list (letter, letter->addressees) : NULL;

  ry_paper_page_push (window, paper, error);
}

static void
ry_chase_page_shown (RyPage *page)
{
  RyChasePage *self = RY_CHASE_PAGE (page);

  if (gtk_widget_is_sensitive (self->call_list))
    gtk_widget_grab_focus (self->call_list);
}

static void
ry_chase_page_dispose (GObject *object)
{
  g_clear_object (&RY_CHASE_PAGE (object)->desk);
  G_OBJECT_CLASS (ry_chase_page_parent_class)->dispose (object);
}

static void
ry_chase_page_class_init (RyChasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_chase_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_chase_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/replies/ry-chase-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyChasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyChasePage, deadline);
  gtk_widget_class_bind_template_child (widget_class, RyChasePage, summary);
  gtk_widget_class_bind_template_child (widget_class, RyChasePage, groups);
  gtk_widget_class_bind_template_child (widget_class, RyChasePage, call_list);
  gtk_widget_class_bind_template_callback (widget_class, call_list_cb);
}

static void
ry_chase_page_init (RyChasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_chase_page_new:
 * @window: the window it will be pushed onto
 * @desk: the replies of a meeting
 *
 * Returns: (transfer floating): those who are silent
 */
RyPage *
ry_chase_page_new (RyWindow *window, RyReplyDesk *desk)
{
  RyChasePage *self = g_object_new (RY_TYPE_CHASE_PAGE, "window", window, NULL);

  self->desk = g_object_ref (desk);
  ry_page_set_title (RY_PAGE (self), _ ("Remind the Silent Ones"));
  ry_page_set_subtitle (RY_PAGE (self), ry_json_get_string (ry_reply_desk_get_meeting (desk), "title"));
  build_header (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  show_all (self);
  return RY_PAGE (self);
}
