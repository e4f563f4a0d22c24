/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is for a person who ticks off who came: a digit sets a seat and goes to the next one. Digits mean what they
 * mean where replies are entered. What was answered counts until somebody is seen.
 */
#include "ry-attendance-pane.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-attendance.h"
#include "ry-json.h"
#include "ry-meeting-seats.h"
#include "ry-meeting.h"
#include "ry-person-picker.h"
#include "ry-reply.h"
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
  GtkWidget *written;
  GtkWidget *absent;
  GtkWidget *ballots;
  GtkWidget *hospitals;
  GtkWidget *hospital_list;
  GtkWidget *quorum_box;
  GtkWidget *quorum_icon;
  GtkWidget *quorum;
  GtkWidget *figures;
  GtkWidget *invite;

  /* Owned */
  RyMeetingDraft *draft;
  GHashTable *rows;
  GPtrArray *replies; /* of RyDocument */
  guint again;
};

G_DEFINE_FINAL_TYPE (RyAttendancePane, ry_attendance_pane, GTK_TYPE_BOX)

static void
set_count (GtkWidget *label, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_label_set_label (GTK_LABEL (label), text);
}

/* The attendance and what it is counted by, with the replies laid over it: minutes need not be copied for that. */
static JsonObject *
create_view (RyAttendancePane *self)
{
  static const char *const members[] = { "attendance", "attended", "invited", "quorum", "start", "end", "mode" };
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  g_autoptr (JsonObject) part = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonNode *node = json_object_get_member (meeting, members[i]);

    if (node != NULL)
      json_object_set_member (part, members[i], json_node_copy (node));
  }
  return ry_reply_apply (part, self->replies);
}

static void
sync_quorum (RyAttendancePane *self, JsonObject *view, guint invited)
{
  RyQuorumCount quorum;
  gboolean reached;
  g_autofree char *text = NULL;

  ry_attendance_count_quorum (view, ry_meeting_draft_get_council (self->draft), &quorum);
  reached = quorum.state == RY_QUORUM_REACHED;
  text = ry_reply_words_describe_quorum (&quorum);
  gtk_widget_set_visible (self->quorum_box, invited > 0);
  gtk_label_set_label (GTK_LABEL (self->quorum), text);
  gtk_widget_set_visible (self->quorum_icon, quorum.state != RY_QUORUM_NOT_SET);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->quorum_icon),
                                reached ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->quorum_icon, reached ? "ry-warn" : "ry-good");
  gtk_widget_add_css_class (self->quorum_icon, reached ? "ry-good" : "ry-warn");
}

/* Of a council that counts hospitals: each in a line, how many of its seats are there. */
static void
sync_hospitals (RyAttendancePane *self, JsonObject *view)
{
  JsonObject *council = ry_meeting_draft_get_council (self->draft);
  gboolean counted = council != NULL && g_strcmp0 (ry_json_get_string (council, "quorum_by"), "organisations") == 0;
  g_autoptr (GPtrArray) groups = NULL;
  GtkWidget *child;

  gtk_widget_set_visible (self->hospitals, counted);
  if (!counted)
    return;
  while ((child = gtk_widget_get_first_child (self->hospital_list)) != NULL)
    gtk_box_remove (GTK_BOX (self->hospital_list), child);
  groups = ry_attendance_group_seats (view);
  for (guint i = 0; i < groups->len; i++) {
    RyAttendanceGroup *group = g_ptr_array_index (groups, i);
    g_autofree char *words = g_strdup_printf ("%s　%u / %u", group->name, group->count.present, group->count.invited);
    GtkWidget *label = gtk_label_new (words);

    if (!group->voting)
      continue;
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_add_css_class (label, "ry-small");
    gtk_widget_add_css_class (label, "numeric");
    gtk_box_append (GTK_BOX (self->hospital_list), label);
  }
}

static void
sync_ballots (RyAttendancePane *self, JsonObject *view)
{
  gboolean written = g_strcmp0 (ry_json_get_string (view, "mode"), "written") == 0;
  RyBallotCount n;
  g_autofree char *text = NULL;

  ry_attendance_count_ballots (view, &n);
  text = g_strdup_printf (_ ("In favour %u, against %u, abstained %u, no ballot %u"), n.in_favour, n.against,
                          n.abstained, n.missing);
  gtk_label_set_label (GTK_LABEL (self->ballots), text);
  gtk_widget_set_visible (self->ballots, written);
}

static void
sync_rows (RyAttendancePane *self, JsonObject *view)
{
  JsonArray *seats = ry_json_get_array (view, "attendance");
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (ry_meeting_find_seat (view, ry_attendee_row_get_key (row)) == NULL) {
      gtk_list_box_remove (self->list, row);
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; seats != NULL && i < json_array_get_length (seats); i++) {
    JsonObject *seat = json_array_get_object_element (seats, i);
    const char *key = ry_json_get_string (seat, "key");

    row = key != NULL ? g_hash_table_lookup (self->rows, key) : NULL;
    if (row != NULL)
      ry_attendee_row_sync (row, seat);
    if (key == NULL || row != NULL)
      continue;
    row = ry_attendee_row_new (self->draft, seat);
    g_hash_table_insert (self->rows, g_strdup (key), row);
    gtk_list_box_append (self->list, row);
  }
}

static void
sync_all (RyAttendancePane *self)
{
  g_autoptr (JsonObject) view = create_view (self);
  gboolean sealed = ry_meeting_draft_get_sealed (self->draft);
  gboolean seats;
  RyAttendanceCount count;

  sync_rows (self, view);
  seats = g_hash_table_size (self->rows) > 0;
  ry_meeting_count_attendance (view, &count);
  set_count (self->venue, count.venue);
  set_count (self->web, count.web);
  set_count (self->proxy, count.proxy);
  set_count (self->written, count.written);
  set_count (self->absent, count.absent);
  gtk_widget_set_visible (gtk_widget_get_parent (self->written), count.written > 0);
  gtk_widget_set_visible (self->counts, seats);
  gtk_widget_set_visible (self->figures, !seats && count.invited > 0);
  gtk_widget_set_visible (self->invite, !seats && !sealed);
  gtk_widget_set_visible (GTK_WIDGET (self->add), !sealed);
  sync_quorum (self, view, count.invited);
  sync_hospitals (self, view);
  sync_ballots (self, view);
}

static void
load_replies (RyAttendancePane *self)
{
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  self->replies =
      ry_reply_query (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_get_id (self->draft), NULL);
}

static gboolean
again_cb (gpointer data)
{
  RyAttendancePane *self = data;

  self->again = 0;
  load_replies (self);
  sync_all (self);
  return G_SOURCE_REMOVE;
}

/* A moment later, and once for many changes. */
static void
workspace_changed_cb (RyAttendancePane *self)
{
  if (self->again == 0)
    self->again = g_timeout_add (300, again_cb, self);
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

  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (ry_attendance_pane_parent_class)->dispose (object);
}

static void
ry_attendance_pane_class_init (RyAttendancePaneClass *klass)
{
  static const char *const by_key[] = { "unanswered", "venue", "absent", "proxy", "web", "written" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_attendance_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-attendance-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, list);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, add);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, counts);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, venue);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, web);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, proxy);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, written);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, absent);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, ballots);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, hospitals);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, hospital_list);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum_box);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum_icon);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, quorum);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, figures);
  gtk_widget_class_bind_template_child (widget_class, RyAttendancePane, invite);

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
  g_signal_connect_object (ry_meeting_draft_get_workspace (draft), "changed", G_CALLBACK (workspace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load_replies (self);
  sync_all (self);
}
