/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields are rows made from the kind's definition, which save themselves; the draft hears of it from the
 * workspace. Sealing cannot be taken back by typing, so it is the one thing here that asks first.
 */
#include "ry-meeting-details.h"

#include <glib/gi18n.h>

#include "ry-approval.h"
#include "ry-calendar-file.h"
#include "ry-field-row.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-record.h"
#include "ry-permission-guard.h"
#include "ry-refusal-note.h"
#include "ry-speech.h"

struct _RyMeetingDetails {
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *page;
  GtkWidget *stage_row;
  GtkWidget *way_row;
  GtkWidget *cancelled_row;
  GPtrArray *field_rows; /* borrowed */

  /* Owned */
  RyMeetingDraft *draft;
  RyRecord *record;

  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyMeetingDetails, ry_meeting_details, ADW_TYPE_BIN)

static const struct {
  const char *stage;
  const char *label;
  const char *icon;
  const char *css_class;
} stages[] = {
  { "planned", N_ ("Planned"), "x-office-calendar-symbolic", NULL },
  { "noticed", N_ ("Notice sent"), "mail-send-symbolic", NULL },
  { "draft", N_ ("Draft minutes"), "document-edit-symbolic", "ry-warn" },
  { "cancelled", N_ ("Cancelled"), "action-unavailable-symbolic", NULL },
  { "circulating", N_ ("In circulation"), "view-refresh-symbolic", NULL },
  { "approved", N_ ("Approved"), "object-select-symbolic", "ry-good" },
  { "sealed", N_ ("Sealed"), "changes-prevent-symbolic", "ry-good" },
};

/* Those that a choice may set; what follows is the way to the seal, which has a page of its own. */
#define N_OPEN_STAGES 4

static const struct {
  const char *title;
  const char *fields[7];
} groups[] = {
  { N_ ("Meeting"), { "title", "theme", NULL } },
  { N_ ("When and Where"), { "date", "start", "end", "place", "mode", "reply_by", NULL } },
  { N_ ("Roles"), { "chair", "recorder", "signers", "quorum", NULL } },
  { N_ ("Note"), { "note", NULL } },
};

static guint
find_stage (const char *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (stages[i].stage, stage) == 0)
      return i;
  return 0;
}

static void
set_stage (RyMeetingDetails *self, const char *stage, const char *message)
{
  json_object_set_string_member (ry_meeting_draft_begin (self->draft), "stage", stage);
  ry_meeting_draft_end (self->draft, message);
  ry_meeting_draft_flush (self->draft);
}

static void
stage_chosen_cb (RyMeetingDetails *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->stage_row));
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);

  if (self->setting || chosen >= N_OPEN_STAGES || find_stage (ry_json_get_string (meeting, "stage")) == chosen)
    return;
  set_stage (self, stages[chosen].stage, NULL);
}

static void
sync_all (RyMeetingDetails *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  guint stage = find_stage (ry_approval_get_stage (meeting));
  gboolean sealed = ry_meeting_is_sealed (meeting), open = stage < N_OPEN_STAGES;

  self->setting = TRUE;
  if (open)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->stage_row), stage);
  self->setting = FALSE;
  gtk_widget_set_visible (self->stage_row, open);
  ry_permission_guard_widget (self->stage_row, ry_meeting_draft_get_workspace (self->draft), RY_VERB_EDIT, "meeting",
                              ry_record_get_document (self->record));
  gtk_widget_set_visible (self->way_row, !open);
  gtk_widget_set_visible (self->cancelled_row, g_strcmp0 (ry_json_get_string (meeting, "stage"), "cancelled") == 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->way_row), _ (stages[stage].label));
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self->way_row), stages[stage].icon);
  for (guint i = 0; i < self->field_rows->len; i++)
    gtk_widget_set_sensitive (self->field_rows->pdata[i], !sealed);
}

static void
tell_cb (RyMeetingDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", ry_meeting_draft_get_id (self->draft));
}

/* The next step of a meeting that will not be held. */
static GtkWidget *
create_cancelled_row (RyMeetingDetails *self)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (_ ("Make the Letters…"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Tell those invited"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("By letter, FAX and mail, with a file that takes it out of calendars"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tell_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
append_stage_group (RyMeetingDetails *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *note = ry_refusal_note_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_OPEN_STAGES; i++)
    gtk_string_list_append (names, _ (stages[i].label));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Stage"));
  self->stage_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stage_row), _ ("Stage"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->stage_row), G_LIST_MODEL (names));
  g_signal_connect_swapped (self->stage_row, "notify::selected", G_CALLBACK (stage_chosen_cb), self);
  self->way_row = adw_action_row_new ();
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->way_row), _ ("The next step is on “Approval and Seal”"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->stage_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->way_row);
  self->cancelled_row = create_cancelled_row (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->cancelled_row);
  ry_refusal_note_set_id (RY_REFUSAL_NOTE (note), ry_meeting_draft_get_id (self->draft));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), note);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
calendar_cb (RyMeetingDetails *self)
{
  ry_meeting_details_flush (self);
  ry_calendar_file_save_meeting (RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 ry_meeting_draft_get_id (self->draft));
}

/* For those who are not invited by letter, and whoever keeps the room. */
static void
append_calendar_row (RyMeetingDetails *self, GtkWidget *group)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (_ ("Save…"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("File for calendars (.ics)"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, _ ("Save a file for calendars"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (calendar_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
append_groups (RyMeetingDetails *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    GtkWidget *group = adw_preferences_group_new ();

    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (groups[i].title));
    for (guint j = 0; groups[i].fields[j] != NULL; j++) {
      GtkWidget *row = ry_field_row_new (self->record, groups[i].fields[j]);

      if (row == NULL)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->field_rows, row);
    }
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
    if (i == 1) {
      append_calendar_row (self, group);
      append_stage_group (self);
    }
  }
}

static void
ry_meeting_details_dispose (GObject *object)
{
  RyMeetingDetails *self = RY_MEETING_DETAILS (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->record);
  g_clear_pointer (&self->field_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_meeting_details_parent_class)->dispose (object);
}

static void
ry_meeting_details_class_init (RyMeetingDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_meeting_details_dispose;
}

static void
ry_meeting_details_init (RyMeetingDetails *self)
{
  self->field_rows = g_ptr_array_new ();
  self->page = adw_preferences_page_new ();
  adw_bin_set_child (ADW_BIN (self), self->page);
}

/**
 * ry_meeting_stage_get_label:
 * @stage: (nullable): a meeting's stage
 *
 * Returns: its word, translated
 */
const char *
ry_meeting_stage_get_label (const char *stage)
{
  return _ (stages[find_stage (stage)].label);
}

/**
 * ry_meeting_stage_get_icon:
 * @stage: (nullable): a meeting's stage
 *
 * Returns: the name of its symbolic icon
 */
const char *
ry_meeting_stage_get_icon (const char *stage)
{
  return stages[find_stage (stage)].icon;
}

/**
 * ry_meeting_stage_get_class:
 * @stage: (nullable): a meeting's stage
 *
 * Returns: (nullable): the CSS class of its tone
 */
const char *
ry_meeting_stage_get_class (const char *stage)
{
  return stages[find_stage (stage)].css_class;
}

/**
 * ry_meeting_details_set_draft:
 * @self: the details
 * @draft: the open meeting; given once
 */
void
ry_meeting_details_set_draft (RyMeetingDetails *self, RyMeetingDraft *draft)
{
  self->draft = g_object_ref (draft);
  self->record = ry_record_new (ry_meeting_draft_get_workspace (draft), ry_meeting_draft_get_id (draft));
  append_groups (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

/**
 * ry_meeting_details_flush:
 * @self: the details
 *
 * Hands what is still in a field to a commit.
 */
void
ry_meeting_details_flush (RyMeetingDetails *self)
{
  for (guint i = 0; i < self->field_rows->len; i++)
    ry_field_row_flush (self->field_rows->pdata[i]);
  ry_record_flush (self->record);
}
