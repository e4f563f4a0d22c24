/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wide, the name stands at the start and the switcher in the middle; narrow, the name is in the middle, the switcher is
 * a bar below the parts, and what has another way stays out. The meeting knows its own width, so that nothing here
 * tries what fits.
 */
#include "ry-meeting-header.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-meeting-name.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyMeetingHeader {
  GObject parent_instance;

  /* Borrowed: in the page's header */
  RyMeetingName *name;
  GtkStack *middle; /* the switcher, or the title */
  AdwWindowTitle *title;
  GtkWidget *history;
  GtkWidget *agenda;
  GtkWidget *attendance;
};

G_DEFINE_FINAL_TYPE (RyMeetingHeader, ry_meeting_header, G_TYPE_OBJECT)

enum { NOTICE_WANTED, AGENDA_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
name_button (GtkWidget *button, const char *tooltip, const char *label)
{
  ry_tooltip_set (button, tooltip);
  ry_speech_set_label (button, label);
  return button;
}

static void
notice_clicked_cb (RyMeetingHeader *self)
{
  g_signal_emit (self, signals[NOTICE_WANTED], 0);
}

static void
agenda_clicked_cb (RyMeetingHeader *self)
{
  g_signal_emit (self, signals[AGENDA_WANTED], 0);
}

static GtkWidget *
create_middle (RyMeetingHeader *self, AdwViewStack *parts)
{
  GtkWidget *switcher = adw_view_switcher_new ();

  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_SWITCHER_POLICY_WIDE);
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), parts);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->middle = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->middle, FALSE);
  gtk_stack_add_named (self->middle, switcher, "switcher");
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->title), "title");
  return GTK_WIDGET (self->middle);
}

static GtkWidget *
create_end (RyMeetingHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *notice = gtk_button_new_from_icon_name ("mail-send-symbolic");

  self->history = gtk_button_new_from_icon_name ("document-open-recent-symbolic");
  self->agenda = gtk_button_new_from_icon_name ("view-list-ordered-symbolic");
  self->attendance = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->attendance), "system-users-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->history), "win.history");
  g_signal_connect_object (notice, "clicked", G_CALLBACK (notice_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agenda, "clicked", G_CALLBACK (agenda_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), name_button (notice, _ ("Make the Notice"), _ ("Make the Notice")));
  gtk_box_append (GTK_BOX (box), name_button (self->history, _ ("History (Ctrl+H)"), _ ("History")));
  gtk_box_append (GTK_BOX (box), name_button (self->agenda, _ ("Agenda"), _ ("Agenda")));
  gtk_box_append (GTK_BOX (box), name_button (self->attendance, _ ("Attendance (F9)"), _ ("Attendance")));
  return box;
}

static void
ry_meeting_header_class_init (RyMeetingHeaderClass *klass)
{
  signals[NOTICE_WANTED] = g_signal_new ("notice-wanted", RY_TYPE_MEETING_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[AGENDA_WANTED] = g_signal_new ("agenda-wanted", RY_TYPE_MEETING_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
ry_meeting_header_init (RyMeetingHeader *self)
{
}

/**
 * ry_meeting_header_new:
 * @page: the open meeting
 * @parts: what is switched between
 * @attendance: what the button of the attendance opens and closes
 *
 * Returns: (transfer full): a header that says nothing yet
 */
RyMeetingHeader *
ry_meeting_header_new (RyPage *page, AdwViewStack *parts, AdwFlap *attendance)
{
  RyMeetingHeader *self = g_object_new (RY_TYPE_MEETING_HEADER, NULL);

  self->name = ry_meeting_name_new ();
  ry_page_set_header_start (page, GTK_WIDGET (self->name));
  ry_page_set_header_title (page, create_middle (self, parts));
  ry_page_set_header_end (page, create_end (self));
  g_object_bind_property (attendance, "reveal-flap", self->attendance, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  return self;
}

/**
 * ry_meeting_header_show:
 * @self: a header
 * @meeting: content of the meeting
 * @council: (nullable): whose it is
 */
void
ry_meeting_header_show (RyMeetingHeader *self, JsonObject *meeting, const RyCouncil *council)
{
  g_autofree char *facts = ry_meeting_name_dup_facts (meeting, council, TRUE);

  ry_meeting_name_show (self->name, meeting, council);
  adw_window_title_set_title (self->title, ry_json_get_text (meeting, "title"));
  adw_window_title_set_subtitle (self->title, facts);
}

/**
 * ry_meeting_header_fit:
 * @self: a header
 * @narrow: whether the switcher has its place below the parts
 * @minutes: whether the minutes are in front, with the agenda and the attendance beside them
 * @folded: whether the agenda and the minutes take turns
 */
void
ry_meeting_header_fit (RyMeetingHeader *self, gboolean narrow, gboolean minutes, gboolean folded)
{
  gtk_stack_set_visible_child_name (self->middle, narrow ? "title" : "switcher");
  gtk_widget_set_visible (GTK_WIDGET (self->name), !narrow);
  gtk_widget_set_visible (self->history, !narrow);
  gtk_widget_set_visible (self->attendance, minutes && !narrow);
  gtk_widget_set_visible (self->agenda, minutes && folded);
}
