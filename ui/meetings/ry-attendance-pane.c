/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is for a person who ticks off who came: a digit sets a seat and goes to the next one.
 */
#include "ry-attendance-pane.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-meeting-seats.h"
#include "ry-meeting.h"
#include "ry-person-picker.h"
#include "ry-speech.h"
#include "ry-attendee-row.h"

struct _RyAttendancePane {
  GtkBox parent_instance;

  /* Template widgets */
  GtkListBox *list;
  GtkMenuButton *add;
  GtkWidget *counts;
  GtkWidget *venue;
  GtkWidget *web;
  GtkWidget *proxy;
  GtkWidget *absent;
  GtkWidget *quorum_box;
  GtkWidget *quorum_icon;
  GtkWidget *quorum;
  GtkWidget *figures;
  GtkWidget *invite;

  /* Owned */
  RyMeetingDraft *draft;
  GHashTable *rows;
};

G_DEFINE_FINAL_TYPE (RyAttendancePane, ry_attendance_pane, GTK_TYPE_BOX)

static void
set_count (GtkWidget *label, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
sync_quorum (RyAttendancePane *self, JsonObject *meeting, const RyAttendanceCount *count)
{
  guint needed = 0;
  RyQuorum quorum = ry_meeting_check_quorum (meeting, ry_meeting_draft_get_council (self->draft), &needed);
  gboolean reached = quorum == RY_QUORUM_REACHED;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->quorum_box, count->invited > 0);
  if (quorum == RY_QUORUM_NOT_SET)
    text = g_strdup_printf (_ ("%u of %u present"), count->present, count->invited);
  else if (reached)
    text = g_strdup_printf (_ ("Quorum of %u reached (%u of %u)"), needed, count->present, count->invited);
  else
    text = g_strdup_printf (_ ("%u short of the quorum of %u (%u of %u)"), needed - count->present, needed,
                            count->present, count->invited);
  gtk_label_set_label (GTK_LABEL (self->quorum), text);
  gtk_widget_set_visible (self->quorum_icon, quorum != RY_QUORUM_NOT_SET);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->quorum_icon),
                                reached ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->quorum_icon, reached ? "ry-warn" : "ry-good");
  gtk_widget_add_css_class (self->quorum_icon, reached ? "ry-good" : "ry-warn");
}

static void
sync_rows (RyAttendancePane *self, JsonObject *meeting)
{
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (ry_meeting_find_seat (meeting, ry_attendee_row_get_key (row)) == NULL) {
      gtk_list_box_remove (self->list, row);
      g_hash_table_iter_remove (&iter);
    } else
      ry_attendee_row_sync (row);
  for (guint i = 0; seats != NULL && i < json_array_get_length (seats); i++) {
    const char *key = ry_json_get_string (json_array_get_object_element (seats, i), "key");

    if (key == NULL || g_hash_table_contains (self->rows, key))
      continue;
    row = ry_attendee_row_new (self->draft, key);
    g_hash_table_insert (self->rows, g_strdup (key), row);
    gtk_list_box_append (self->list, row);
  }
}

static void
sync_all (RyAttendancePane *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  gboolean sealed = ry_meeting_draft_get_sealed (self->draft);
  gboolean seats;
  RyAttendanceCount count;

  sync_rows (self, meeting);
  seats = g_hash_table_size (self->rows) > 0;
  ry_meeting_count_attendance (meeting, &count);
  set_count (self->venue, count.venue);
  set_count (self->web, count.web);
  set_count (self->proxy, count.proxy);
  set_count (self->absent, count.absent);
  gtk_widget_set_visible (self->counts, seats);
  gtk_widget_set_visible (self->figures, !seats && count.invited > 0);
  gtk_widget_set_visible (self->invite, !seats && !sealed);
  gtk_widget_set_visible (GTK_WIDGET (self->add), !sealed);
  sync_quorum (self, meeting, &count);
}

static void
invite_clicked_cb (RyAttendancePane *self)
{
  ry_meeting_invite_members (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_begin (self->draft));
  ry_meeting_draft_end (self->draft, _ ("Members added to the attendance"));
}

static void
person_picked_cb (RyAttendancePane *self, const RyPick *pick)
{
  JsonObject *seat = json_object_new ();
  JsonObject *meeting = ry_meeting_draft_begin (self->draft);
  g_autofree char *key = NULL;

  ry_json_set_string (seat, "person", pick->id);
  ry_json_set_string (seat, "name", pick->name);
  ry_json_set_string (seat, "organisation", pick->organisation);
  ry_json_set_string (seat, "organisation_name", pick->organisation_name);
  ry_json_set_string (seat, "role", pick->role);
  ry_json_set_string (seat, "status", "venue");
  key = g_strdup (ry_json_get_string (ry_meeting_add_seat (meeting, seat), "key"));
  ry_meeting_draft_end (self->draft, NULL);
  gtk_widget_grab_focus (g_hash_table_lookup (self->rows, key));
}

static gboolean
status_cb (GtkWidget *widget, GVariant *status, gpointer data)
{
  RyAttendancePane *self = RY_ATTENDANCE_PANE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, RY_TYPE_ATTENDEE_ROW) : NULL;
  GtkListBoxRow *next;

  if (row == NULL || focus != row)
    return FALSE;
  ry_attendee_row_set_status (RY_ATTENDEE_ROW (row), g_variant_get_string (status, NULL));
  next = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  return TRUE;
}

static void
ry_attendance_pane_dispose (GObject *object)
{
  RyAttendancePane *self = RY_ATTENDANCE_PANE (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (ry_attendance_pane_parent_class)->dispose (object);
}

static void
ry_attendance_pane_class_init (RyAttendancePaneClass *klass)
{
  static const char *const by_key[] = { "unanswered", "venue", "web", "proxy", "absent" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_attendance_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-attendance-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, list);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, add);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, counts);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, venue);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, web);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, proxy);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, absent);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum_box);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum_icon);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, figures);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, invite);
  gtk_widget_class_bind_template_callback (widget_class, invite_clicked_cb);

  for (guint i = 0; i < G_N_ELEMENTS (by_key); i++) {
    gtk_widget_class_add_binding (widget_class, GDK_KEY_0 + i, 0, status_cb, "s", by_key[i]);
    gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_0 + i, 0, status_cb, "s", by_key[i]);
  }
}

static void
ry_attendance_pane_init (RyAttendancePane *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_attendance_pane_set_draft:
 * @self: a pane
 * @draft: the open meeting; given once
 */
void
ry_attendance_pane_set_draft (RyAttendancePane *self, RyMeetingDraft *draft)
{
  GtkWidget *picker = ry_person_picker_new (ry_meeting_draft_get_workspace (draft), _ ("Add a person"), FALSE);

  self->draft = g_object_ref (draft);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (person_picked_cb), self);
  gtk_menu_button_set_popover (self->add, picker);
  ry_speech_set_label (GTK_WIDGET (self->add), _ ("Add a person"));
  g_signal_connect_object (draft, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}
