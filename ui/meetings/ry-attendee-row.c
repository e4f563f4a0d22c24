/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A state is a word with an icon that helps. The popover is made when it is opened, since a meeting has eighty seats.
 */
#include "ry-attendee-row.h"

#include <glib/gi18n.h>

#include "ry-attendance.h"
#include "ry-fill.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-speech.h"

struct _RyAttendeeRow {
  GtkListBoxRow parent_instance;

  /* Widgets */
  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *where;
  GtkWidget *button;
  GtkWidget *state;

  /* Owned */
  RyMeetingDraft *draft;
  JsonObject *seat; /* as it counts: with the reply laid over it */
  char *key;
};

G_DEFINE_FINAL_TYPE (RyAttendeeRow, ry_attendee_row, GTK_TYPE_LIST_BOX_ROW)

static const struct {
  const char *status;
  const char *label;
  const char *icon;
} states[] = {
  { "unanswered", N_ ("No answer"), "radio-symbolic" }, { "venue", N_ ("At the venue"), "object-select-symbolic" },
  { "absent", N_ ("Absent"), "window-close-symbolic" }, { "proxy", N_ ("By proxy"), "system-switch-user-symbolic" },
  { "web", N_ ("Online"), "video-display-symbolic" },   { "written", N_ ("In writing"), "document-edit-symbolic" },
};

/* Of a meeting held in writing. */
static const struct {
  const char *ballot;
  const char *label;
} ballots[] = {
  { RY_BALLOT_FOR, N_ ("In favour") },
  { RY_BALLOT_AGAINST, N_ ("Against") },
  { RY_BALLOT_ABSTAIN, N_ ("Abstained") },
};

static guint
find_state (const char *status)
{
  for (guint i = 1; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].status, status) == 0)
      return i;
  return 0;
}

static JsonObject *
get_content (RyAttendeeRow *self)
{
  return ry_meeting_find_seat (ry_meeting_draft_get_content (self->draft), self->key);
}

/* Who only answered has no seat before something is noted of them. */
static JsonObject *
begin (RyAttendeeRow *self)
{
  JsonObject *meeting = ry_meeting_draft_begin (self->draft);
  JsonObject *seat = ry_meeting_find_seat (meeting, self->key);

  return seat != NULL ? seat : ry_meeting_add_seat (meeting, ry_json_object_copy (self->seat));
}

static gboolean
is_in_writing (RyAttendeeRow *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);

  return g_strcmp0 (ry_json_get_string (meeting, "mode"), "written") == 0 ||
         g_strcmp0 (ry_json_get_string (self->seat, "status"), "written") == 0;
}

static void
state_clicked_cb (GtkButton *button, gpointer data)
{
  ry_attendee_row_set_status (data, gtk_widget_get_name (GTK_WIDGET (button)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (RY_ATTENDEE_ROW (data)->button));
}

static void
detail_changed_cb (GtkEditable *entry, gpointer data)
{
  RyAttendeeRow *self = data;
  const char *member = gtk_widget_get_name (GTK_WIDGET (entry));

  if (get_content (self) == NULL) {
    begin (self);
    ry_meeting_draft_end (self->draft, NULL);
  }
  ry_meeting_draft_set_text (self->draft, "attendance", self->key, member, gtk_editable_get_text (entry));
  ry_json_set_string (self->seat, member, gtk_editable_get_text (entry));
  ry_attendee_row_sync (self, NULL);
}

static void
ballot_clicked_cb (GtkButton *button, gpointer data)
{
  ry_attendee_row_set_ballot (data, gtk_widget_get_name (GTK_WIDGET (button)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (RY_ATTENDEE_ROW (data)->button));
}

static void
remove_clicked_cb (RyAttendeeRow *self)
{
  g_autofree char *key = g_strdup (self->key);
  g_autoptr (RyMeetingDraft) draft = g_object_ref (self->draft);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  ry_meeting_remove_seat (ry_meeting_draft_begin (draft), key);
  ry_meeting_draft_end (draft, _ ("Seat removed"));
}

static void
append_details (RyAttendeeRow *self, GtkWidget *box)
{
  static const struct {
    const char *member;
    const char *label;
  } details[] = { { "proxy", N_ ("Who came instead") }, { "arrived", N_ ("Came at") }, { "left", N_ ("Left at") } };
  GtkWidget *remove = gtk_button_new_with_label (_ ("Remove from the List"));
  JsonObject *seat = self->seat;

  for (guint i = 0; i < G_N_ELEMENTS (details); i++) {
    GtkWidget *entry = gtk_entry_new ();
    const char *text = seat != NULL ? ry_json_get_string (seat, details[i].member) : NULL;

    gtk_widget_set_name (entry, details[i].member);
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ (details[i].label));
    ry_fill_editable (GTK_EDITABLE (entry), text);
    ry_speech_set_label (entry, _ (details[i].label));
    g_signal_connect (entry, "changed", G_CALLBACK (detail_changed_cb), self);
    gtk_box_append (GTK_BOX (box), entry);
  }
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), remove);
}

static void
append_ballots (RyAttendeeRow *self, GtkWidget *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  for (guint i = 0; i < G_N_ELEMENTS (ballots); i++) {
    GtkWidget *choice = gtk_button_new_with_label (_ (ballots[i].label));

    gtk_widget_set_name (choice, ballots[i].ballot);
    g_signal_connect (choice, "clicked", G_CALLBACK (ballot_clicked_cb), self);
    gtk_box_append (GTK_BOX (line), choice);
  }
  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  gtk_box_append (GTK_BOX (box), line);
}

static void
create_popover_cb (GtkMenuButton *button, gpointer data)
{
  RyAttendeeRow *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    GtkWidget *choice = gtk_button_new ();
    GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (states[i].icon));
    gtk_box_append (GTK_BOX (content), gtk_label_new (_ (states[i].label)));
    gtk_button_set_child (GTK_BUTTON (choice), content);
    gtk_widget_add_css_class (choice, "flat");
    gtk_widget_set_name (choice, states[i].status);
    ry_speech_set_label (choice, _ (states[i].label));
    g_signal_connect (choice, "clicked", G_CALLBACK (state_clicked_cb), self);
    gtk_box_append (GTK_BOX (box), choice);
  }
  if (is_in_writing (self))
    append_ballots (self, box);
  append_details (self, box);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static const char *
get_ballot_label (JsonObject *seat)
{
  for (guint i = 0; i < G_N_ELEMENTS (ballots); i++)
    if (g_strcmp0 (ry_json_get_string (seat, "ballot"), ballots[i].ballot) == 0)
      return _ (ballots[i].label);
  return NULL;
}

/* What was only answered stands in brackets until somebody is seen. */
static char *
describe_state (RyAttendeeRow *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  JsonObject *own = get_content (self);
  const char *label = _ (states[find_state (ry_json_get_string (self->seat, "status"))].label);
  const char *ballot = get_ballot_label (self->seat);
  gboolean replied = find_state (ry_json_get_string (self->seat, "status")) > 0 &&
                     (own == NULL || find_state (ry_json_get_string (own, "status")) == 0);

  if (ballot != NULL)
    return g_strdup (ballot);
  if (replied)
    return g_strdup_printf (C_ ("reply", "(%s)"), label);
  if (ry_attendance_is_late (meeting, self->seat))
    return g_strdup_printf (_ ("late, %s"), ry_json_get_string (self->seat, "arrived"));
  if (ry_attendance_has_left_early (meeting, self->seat))
    return g_strdup_printf (_ ("until %s"), ry_json_get_string (self->seat, "left"));
  return g_strdup (label);
}

static char *
describe_place (JsonObject *seat)
{
  const char *parts[] = { ry_json_get_string (seat, "role"), ry_json_get_string (seat, "organisation_name"), NULL };
  const char *proxy = ry_json_get_string (seat, "proxy");
  g_autofree char *place = parts[0] != NULL ? g_strjoin ("・", parts[0], parts[1], NULL) : g_strdup (parts[1]);

  if (ry_json_get_string (seat, "name") == NULL)
    place = (g_free (place), g_strdup (parts[0]));
  if (proxy != NULL && *proxy != '\0' && g_strcmp0 (ry_json_get_string (seat, "status"), "proxy") == 0)
    return g_strdup_printf (_ ("%s, by proxy: %s"), place != NULL ? place : "", proxy);
  return g_steal_pointer (&place);
}

static void
build (RyAttendeeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = gtk_image_new ();
  self->name = gtk_label_new (NULL);
  self->where = gtk_label_new (NULL);
  self->button = gtk_menu_button_new ();
  self->state = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_xalign (GTK_LABEL (self->where), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->where), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->where, "ry-2nd");
  gtk_widget_add_css_class (self->where, "ry-small");
  gtk_widget_add_css_class (self->state, "ry-small");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->state);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popover_cb, self, NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "ry-row-button");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->where);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-seat-row");
}

static void
ry_attendee_row_dispose (GObject *object)
{
  g_clear_object (&RY_ATTENDEE_ROW (object)->draft);
  G_OBJECT_CLASS (ry_attendee_row_parent_class)->dispose (object);
}

static void
ry_attendee_row_finalize (GObject *object)
{
  g_clear_pointer (&RY_ATTENDEE_ROW (object)->seat, json_object_unref);
  g_free (RY_ATTENDEE_ROW (object)->key);
  G_OBJECT_CLASS (ry_attendee_row_parent_class)->finalize (object);
}

static void
ry_attendee_row_class_init (RyAttendeeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_attendee_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_attendee_row_finalize;
}

static void
ry_attendee_row_init (RyAttendeeRow *self)
{
  build (self);
}

/**
 * ry_attendee_row_new:
 * @draft: the open meeting
 * @seat: a seat as it counts, with its reply laid over it
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
ry_attendee_row_new (RyMeetingDraft *draft, JsonObject *seat)
{
  RyAttendeeRow *self = g_object_new (RY_TYPE_ATTENDEE_ROW, NULL);

  self->draft = g_object_ref (draft);
  self->key = g_strdup (ry_json_get_string (seat, "key"));
  ry_attendee_row_sync (self, seat);
  return GTK_WIDGET (self);
}

/**
 * ry_attendee_row_get_key:
 * @self: a row
 *
 * Returns: key of its seat
 */
const char *
ry_attendee_row_get_key (RyAttendeeRow *self)
{
  return self->key;
}

/**
 * ry_attendee_row_sync:
 * @self: a row
 * @seat: (nullable): its seat as it counts now; %NULL where it has not changed
 *
 * Shows it.
 */
void
ry_attendee_row_sync (RyAttendeeRow *self, JsonObject *seat)
{
  g_autofree char *state = NULL;
  g_autofree char *place = NULL;
  g_autofree char *spoken = NULL;
  const char *name;

  if (seat != NULL) {
    g_clear_pointer (&self->seat, json_object_unref);
    self->seat = json_object_ref (seat);
  }
  seat = self->seat;
  state = describe_state (self);
  place = describe_place (seat);
  name = ry_json_get_string (seat, "name");
  if (name == NULL)
    name = ry_json_get_string (seat, "organisation_name");
  spoken = g_strjoin ("、", name != NULL ? name : "", place != NULL ? place : "", state, NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), states[find_state (ry_json_get_string (seat, "status"))].icon);
  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_label_set_label (GTK_LABEL (self->where), place);
  gtk_widget_set_visible (self->where, place != NULL);
  gtk_label_set_label (GTK_LABEL (self->state), state);
  gtk_widget_set_can_target (self->button, !ry_meeting_draft_get_sealed (self->draft));
  gtk_widget_set_can_focus (self->button, !ry_meeting_draft_get_sealed (self->draft));
  ry_speech_set_label (GTK_WIDGET (self), spoken);
  ry_speech_set_label (self->button, spoken);
}

/**
 * ry_attendee_row_set_status:
 * @self: a row
 * @status: `venue` `web` `proxy` `absent` `unanswered`
 */
void
ry_attendee_row_set_status (RyAttendeeRow *self, const char *status)
{
  JsonObject *own = get_content (self);
  JsonObject *seat;

  if (ry_meeting_draft_get_sealed (self->draft) ||
      (own != NULL && g_strcmp0 (ry_json_get_string (own, "status"), status) == 0))
    return;
  seat = begin (self);
  json_object_set_string_member (seat, "status", status);
  /* Who was announced to come instead is noted with it. */
  if (g_strcmp0 (status, "proxy") == 0 && ry_json_get_string (seat, "proxy") == NULL)
    ry_json_set_string (seat, "proxy", ry_json_get_string (self->seat, "proxy"));
  ry_meeting_draft_end (self->draft, NULL);
}

/**
 * ry_attendee_row_set_ballot:
 * @self: a row
 * @ballot: `for` `against` `abstain`
 *
 * Notes a vote in a meeting held in writing: who votes takes part.
 */
void
ry_attendee_row_set_ballot (RyAttendeeRow *self, const char *ballot)
{
  JsonObject *seat;

  if (ry_meeting_draft_get_sealed (self->draft))
    return;
  seat = begin (self);
  json_object_set_string_member (seat, "status", "written");
  json_object_set_string_member (seat, "ballot", ballot);
  ry_meeting_draft_end (self->draft, NULL);
}
