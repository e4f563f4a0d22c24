/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A decision in the minutes decides its item by itself, so the first choice of the outcome says what follows from the
 * minutes; the others overrule it.
 */
#include "ry-agenda-marks.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-line.h"
#include "ry-meeting.h"
#include "ry-speech.h"
#include "ry-thread.h"
#include "ry-tooltip.h"

struct _RyAgendaMarks {
  GtkBox parent_instance;

  /* Widgets */
  GtkWidget *outcome;
  GtkWidget *section;
  GtkWidget *lines;
  GtkWidget *line_box;
  GtkWidget *confidential;
  GtkWidget *event;

  /* Owned */
  RyMeetingDraft *draft;
  char *key;
  GPtrArray *known; /* of RyDocument, the programme lines; NULL until they are asked for */

  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyAgendaMarks, ry_agenda_marks, GTK_TYPE_BOX)

static const char *const outcome_codes[] = { NULL, RY_OUTCOME_CONTINUED, RY_OUTCOME_DECIDED, RY_OUTCOME_CLOSED,
                                             RY_OUTCOME_DROPPED };
static const char *const outcome_words[] = { N_ ("By the minutes"), N_ ("Continued"), N_ ("Decided"), N_ ("Closed"),
                                             N_ ("Dropped") };
static const char *const section_codes[] = { "item",    "opening", "greeting", "approval",
                                             "actions", "other",   "next",     "closing" };
static const char *const section_words[] = { N_ ("Item"),
                                             N_ ("Opening"),
                                             N_ ("Greeting"),
                                             N_ ("Approval of the last minutes"),
                                             N_ ("Actions of last time"),
                                             N_ ("Other business"),
                                             N_ ("Next meeting"),
                                             N_ ("Closing") };

static JsonObject *
get_item (RyAgendaMarks *self)
{
  return ry_meeting_find_item (ry_meeting_draft_get_content (self->draft), self->key);
}

static guint
find_code (const char *const *codes, guint n, const char *code)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return i;
  return 0;
}

static void
set_code (RyAgendaMarks *self, const char *member, const char *code, const char *message)
{
  JsonObject *item = get_item (self);

  if (self->setting || item == NULL || g_strcmp0 (ry_json_get_string (item, member), code) == 0)
    return;
  ry_meeting_draft_begin (self->draft);
  ry_json_set_string (item, member, code);
  ry_meeting_draft_end (self->draft, message);
}

static void
outcome_chosen_cb (RyAgendaMarks *self)
{
  set_code (self, "outcome", outcome_codes[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->outcome))],
            _ ("Outcome changed"));
}

static void
section_chosen_cb (RyAgendaMarks *self)
{
  set_code (self, "section", section_codes[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->section))], NULL);
}

static void
confidential_toggled_cb (RyAgendaMarks *self)
{
  JsonObject *item = get_item (self);
  gboolean on = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->confidential));

  if (self->setting || item == NULL || ry_json_get_boolean (item, "confidential", FALSE) == on)
    return;
  ry_meeting_draft_begin (self->draft);
  json_object_set_boolean_member (item, "confidential", on);
  ry_meeting_draft_end (self->draft, NULL);
}

static void
line_toggled_cb (RyAgendaMarks *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) set = NULL;
  JsonObject *item = get_item (self);

  if (self->setting || item == NULL)
    return;
  for (GtkWidget *check = gtk_widget_get_first_child (self->line_box); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_strv_builder_add (ids, g_object_get_data (G_OBJECT (check), "line"));
  set = g_strv_builder_end (ids);
  ry_meeting_draft_begin (self->draft);
  ry_line_put_set (item, (const char *const *) set);
  ry_meeting_draft_end (self->draft, NULL);
}

static void
fill_lines (RyAgendaMarks *self)
{
  self->known = ry_line_list (ry_meeting_draft_get_workspace (self->draft), NULL);
  for (guint i = 0; self->known != NULL && i < self->known->len; i++) {
    RyDocument *line = g_ptr_array_index (self->known, i);
    const char *mark = ry_document_get_string (line, "mark");
    g_autofree char *label = g_strjoin (" ", mark != NULL ? mark : "", ry_document_get_string (line, "name"), NULL);
    GtkWidget *check = gtk_check_button_new_with_label (label);

    g_object_set_data_full (G_OBJECT (check), "line", g_strdup (ry_document_get_id (line)), g_free);
    g_signal_connect_swapped (check, "toggled", G_CALLBACK (line_toggled_cb), self);
    gtk_box_append (GTK_BOX (self->line_box), check);
  }
  gtk_widget_set_visible (self->lines, self->known != NULL && self->known->len > 0);
}

static GtkWidget *
create_choice (const char *const *words, guint n, const char *label)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, _ (words[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_widget_set_hexpand (choice, TRUE);
  ry_tooltip_set (choice, label);
  ry_speech_set_label (choice, label);
  return choice;
}

static void
ry_agenda_marks_dispose (GObject *object)
{
  RyAgendaMarks *self = RY_AGENDA_MARKS (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_agenda_marks_parent_class)->dispose (object);
}

static void
ry_agenda_marks_class_init (RyAgendaMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_agenda_marks_dispose;
}

static void
ry_agenda_marks_init (RyAgendaMarks *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->outcome = create_choice (outcome_words, G_N_ELEMENTS (outcome_words), _ ("Outcome"));
  self->section = create_choice (section_words, G_N_ELEMENTS (section_words), _ ("Part of the agenda"));
  self->lines = gtk_menu_button_new ();
  self->line_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->confidential = gtk_check_button_new_with_label (_ ("Not public"));
  gtk_popover_set_child (GTK_POPOVER (popover), self->line_box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->lines), popover);
  gtk_widget_set_hexpand (self->lines, TRUE);
  gtk_box_append (GTK_BOX (self), self->outcome);
  gtk_box_append (GTK_BOX (self), self->section);
  gtk_box_append (GTK_BOX (row), self->lines);
  gtk_box_append (GTK_BOX (row), self->confidential);
  gtk_box_append (GTK_BOX (self), row);
  self->event = gtk_button_new_with_label (_ ("Open the Event"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->event), "app.open-record");
  gtk_box_append (GTK_BOX (self), self->event);
  g_signal_connect_swapped (self->outcome, "notify::selected", G_CALLBACK (outcome_chosen_cb), self);
  g_signal_connect_swapped (self->section, "notify::selected", G_CALLBACK (section_chosen_cb), self);
  g_signal_connect_swapped (self->confidential, "toggled", G_CALLBACK (confidential_toggled_cb), self);
}

/**
 * ry_agenda_marks_new:
 * @draft: the open meeting
 * @key: key of an agenda item
 *
 * Returns: (transfer floating): its marks
 */
GtkWidget *
ry_agenda_marks_new (RyMeetingDraft *draft, const char *key)
{
  RyAgendaMarks *self = g_object_new (RY_TYPE_AGENDA_MARKS, NULL);

  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);
  fill_lines (self);
  ry_agenda_marks_sync (self);
  return GTK_WIDGET (self);
}

/**
 * ry_agenda_marks_sync:
 * @self: marks
 *
 * Shows what the draft holds now.
 */
void
ry_agenda_marks_sync (RyAgendaMarks *self)
{
  JsonObject *item = get_item (self);
  g_auto (GStrv) set = item != NULL ? ry_line_get_set (item) : NULL;
  g_autofree char *marks = set != NULL && set[0] != NULL && self->known != NULL
                               ? ry_line_dup_marks (self->known, (const char *const *) set)
                               : NULL;
  const char *section = item != NULL ? ry_json_get_string (item, "section") : NULL;

  if (item == NULL)
    return;
  gtk_widget_set_visible (self->event, ry_json_get_string (item, "event") != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->event), "s", ry_json_get_text (item, "event"));
  self->setting = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->outcome), find_code (outcome_codes, G_N_ELEMENTS (outcome_codes),
                                                                        ry_json_get_string (item, "outcome")));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->section),
                              find_code (section_codes, G_N_ELEMENTS (section_codes), section));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->confidential),
                               ry_json_get_boolean (item, "confidential", FALSE));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->lines), marks != NULL ? marks : _ ("Programme lines"));
  for (GtkWidget *check = gtk_widget_get_first_child (self->line_box); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                 set != NULL && g_strv_contains ((const char *const *) set,
                                                                 g_object_get_data (G_OBJECT (check), "line")));
  self->setting = FALSE;
}

/**
 * ry_agenda_get_outcome_word:
 * @outcome: (nullable): an outcome
 *
 * Returns: (nullable): its word for a row; %NULL where nothing is to be said
 */
const char *
ry_agenda_get_outcome_word (const char *outcome)
{
  guint i = find_code (outcome_codes, G_N_ELEMENTS (outcome_codes), outcome);

  return i > 0 ? _ (outcome_words[i]) : NULL;
}
