/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for a talk, and a PDF's way into it. A PDF is looked at before it is kept: what could not be shown on the
 * day is told now, and nothing is changed.
 */
#include "ry-talk-editor.h"

#include <glib/gi18n.h>

#include "ry-attach.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-fit.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-paper-file.h"
#include "ry-slide-deck.h"
#include "ry-speech.h"
#include "ry-text-area.h"

#define MAX_CONDITIONS 8

typedef struct {
  RyShowDraft *draft;
  char *key;
  RyTalkType type;
  GPtrArray *hospitals;  /* RyDocument */
  GPtrArray *conditions; /* RyDocument */

  /* Widgets */
  GtkWidget *window;
  AdwComboRow *hospital;
  AdwComboRow *picture;
  AdwEntryRow *title;
  AdwEntryRow *speaker;
  AdwEntryRow *post;
  AdwEntryRow *minutes;
  AdwComboRow *source;
  AdwActionRow *file;
  GPtrArray *checks; /* GtkCheckButton, borrowed */
  GtkTextBuffer *notes;
  AdwExpanderRow *chosen;
} Editor;

enum { SHEET, SHEET_AND_FILE, FILE_ALONE };

static void
free_editor (gpointer data)
{
  Editor *self = data;

  g_object_unref (self->draft);
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_free (self->key);
  g_free (self);
}

/* ---- A PDF ---- */

typedef struct {
  RyShowDraft *draft;
  char *key;
  char *name;
  GFile *file;
  guint n_pages;
  char *trouble;
} Attaching;

static void
free_attaching (gpointer data)
{
  Attaching *self = data;

  g_object_unref (self->draft);
  g_object_unref (self->file);
  g_free (self->key);
  g_free (self->name);
  g_free (self->trouble);
  g_free (self);
}

static void
inspect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Attaching *self = data;
  g_autofree char *path = g_file_get_path (self->file);

  self->trouble =
      path != NULL ? ry_slide_inspect_file (path, &self->n_pages) : g_strdup (_ ("This file cannot be read."));
  g_task_return_boolean (task, TRUE);
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Attaching *self = g_task_get_task_data (task);
  JsonObject *element = ry_show_get_element (ry_show_draft_get_content (self->draft), self->key);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!ry_workspace_attach_file_finish (RY_WORKSPACE (source), result, &error)) {
    ry_window_show_error (ry_show_draft_get_window (self->draft), _ ("The PDF was not added"), error);
    return;
  }
  if (element == NULL)
    return;
  json_object_set_string_member (element, "file", self->name);
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide was added", "%u slides were added", self->n_pages),
                           self->n_pages);
  ry_show_draft_end (self->draft, words);
}

static void
refuse (Attaching *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *title = g_strdup_printf (_ ("“%s” Was Not Added"), name);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (ry_show_draft_get_window (self->draft)), title, self->trouble);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Attaching *self = g_task_get_task_data (G_TASK (result));
  RyWorkspace *workspace = ry_show_draft_get_workspace (self->draft);
  const char *id = ry_show_draft_get_id (self->draft);
  g_autoptr (GPtrArray) attachments = NULL;

  if (self->trouble != NULL) {
    refuse (self);
    return;
  }
  attachments = ry_store_get_attachments (ry_workspace_get_store_for (workspace, id), id, NULL, NULL);
  if (attachments == NULL)
    attachments = g_ptr_array_new ();
  self->name = ry_paper_file_choose_name (self->file, attachments);
  ry_workspace_attach_file_async (workspace, id, self->name, self->file, NULL, attached_cb, g_object_ref (result));
}

/**
 * ry_talk_editor_attach:
 * @draft: a running order
 * @key: of a talk
 * @file: a PDF
 *
 * Looks at it, keeps it with the running order and shows it behind the sheet; or says why not.
 */
void
ry_talk_editor_attach (RyShowDraft *draft, const char *key, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, inspected_cb, NULL);
  Attaching *self = g_new0 (Attaching, 1);

  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);
  self->file = g_object_ref (file);
  g_task_set_task_data (task, self, free_attaching);
  g_task_run_in_thread (task, inspect_thread);
}

/* ---- Reading the fields ---- */

static const char *
get_text (AdwEntryRow *row)
{
  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : NULL;
}

static void
take_conditions (Editor *self, JsonObject *element)
{
  JsonArray *chosen = json_array_new ();

  for (guint i = 0; self->checks != NULL && i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      json_array_add_string_element (chosen, ry_document_get_id (g_ptr_array_index (self->conditions, i)));
  if (json_array_get_length (chosen) > 0) {
    json_object_set_array_member (element, "conditions", chosen);
    return;
  }
  json_array_unref (chosen);
  json_object_remove_member (element, "conditions");
}

static void
take_talk (Editor *self, JsonObject *element)
{
  guint hospital = adw_combo_row_get_selected (self->hospital), source = adw_combo_row_get_selected (self->source);

  if (hospital < self->hospitals->len)
    json_object_set_string_member (element, "organisation",
                                   ry_document_get_id (g_ptr_array_index (self->hospitals, hospital)));
  ry_json_set_string (element, "speaker", get_text (self->speaker));
  ry_json_set_string (element, "post", get_text (self->post));
  json_object_set_string_member (element, "source", source == FILE_ALONE ? "file" : "sheet");
  if (source == SHEET)
    json_object_remove_member (element, "file");
  take_conditions (self, element);
}

static void
save_cb (Editor *self)
{
  JsonObject *element = ry_show_get_element (ry_show_draft_get_content (self->draft), self->key);
  GtkTextIter start, end;
  g_autofree char *notes = NULL;
  guint64 minutes;

  if (element != NULL) {
    guint n;

    if (self->type == RY_TALK_TALK)
      take_talk (self, element);
    else
      ry_json_set_string (element, "title", get_text (self->title));
    if (self->type == RY_TALK_PICTURE)
      json_object_set_string_member (element, "picture",
                                     ry_show_get_pictures (&n)[adw_combo_row_get_selected (self->picture)].code);
    if (g_ascii_string_to_unsigned (get_text (self->minutes), 10, 0, 720, &minutes, NULL))
      json_object_set_int_member (element, "minutes", (gint64) minutes);
    gtk_text_buffer_get_bounds (self->notes, &start, &end);
    notes = gtk_text_buffer_get_text (self->notes, &start, &end, FALSE);
    ry_json_set_string (element, "notes", notes);
    ry_show_draft_end (self->draft, _ ("The talk was changed"));
  }
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, Editor *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL) {
    g_autoptr (RyShowDraft) draft = g_object_ref (self->draft);
    g_autofree char *key = g_strdup (self->key);

    save_cb (self); /* what was typed so far is not lost over a file */
    ry_talk_editor_attach (draft, key, file);
  }
  g_object_unref (dialog);
}

static void
choose_file_cb (Editor *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("PDF of the Talk"), GTK_WINDOW (self->window),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, "PDF");
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- The fields ---- */

static AdwEntryRow *
add_entry (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ry_fill_editable (GTK_EDITABLE (row), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static AdwComboRow *
add_combo (GtkWidget *group, const char *title, GtkStringList *names, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static void
add_hospital (Editor *self, GtkWidget *group, RyTalk *talk)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .where = where };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  self->hospitals = ry_workspace_query (ry_show_draft_get_workspace (self->draft), &query, NULL);
  if (self->hospitals == NULL)
    self->hospitals = g_ptr_array_new ();
  for (guint i = 0; i < self->hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (self->hospitals, i);

    gtk_string_list_append (names, ry_document_get_string (hospital, "name"));
    if (g_strcmp0 (ry_document_get_id (hospital), talk->organisation) == 0)
      selected = i;
  }
  self->hospital = add_combo (group, _ ("Hospital"), names, selected);
}

static void
add_source (Editor *self, GtkWidget *group, RyTalk *talk)
{
  const char *const words[] = { _ ("From the sheet"), _ ("Sheet, then PDF"), _ ("PDF alone"), NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (words);
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (C_ ("talk", "Choose…"));

  self->source = add_combo (group, _ ("Slides"), names,
                            talk->file == NULL ? SHEET
                            : talk->sheet      ? SHEET_AND_FILE
                                               : FILE_ALONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "PDF");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), talk->file != NULL
                                                         ? talk->file
                                                         : _ ("None; it can also be dropped on the talk in the list"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, _ ("Choose the PDF of the Talk"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_file_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  self->file = ADW_ACTION_ROW (row);
}

static void
count_chosen (Editor *self)
{
  guint n = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  for (guint i = 0; i < self->checks->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->checks, i),
                              n < MAX_CONDITIONS || gtk_check_button_get_active (g_ptr_array_index (self->checks, i)));
  words = n > 0 ? g_strdup_printf (_ ("%u of %d"), n, MAX_CONDITIONS)
                : g_strdup (_ ("The first eight of the council’s list"));
  adw_expander_row_set_subtitle (self->chosen, words);
}

static void
add_conditions (Editor *self, GtkWidget *group, RyTalk *talk)
{
  g_autofree char *today = ry_date_dup_today ();

  self->conditions = ry_condition_list (ry_show_draft_get_workspace (self->draft), today, NULL);
  if (self->conditions == NULL || self->conditions->len == 0)
    return;
  self->checks = g_ptr_array_new ();
  self->chosen = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->chosen), _ ("Conditions shown"));
  for (guint i = 0; i < self->conditions->len; i++) {
    RyDocument *condition = g_ptr_array_index (self->conditions, i);
    GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_document_get_string (condition, "name"));
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                 talk->conditions != NULL && g_strv_contains ((const char *const *) talk->conditions,
                                                                              ry_document_get_id (condition)));
    ry_speech_set_label (check, ry_document_get_string (condition, "name"));
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    g_signal_connect_swapped (check, "toggled", G_CALLBACK (count_chosen), self);
    g_ptr_array_add (self->checks, check);
    adw_expander_row_add_row (self->chosen, row);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->chosen));
  count_chosen (self);
}

static void
add_picture (Editor *self, GtkWidget *group, RyTalk *talk)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n, selected = 0;
  const RyShowPicture *pictures = ry_show_get_pictures (&n);

  for (guint i = 0; i < n; i++) {
    gtk_string_list_append (names, ry_show_get_picture_name (pictures[i].code));
    if (g_strcmp0 (pictures[i].code, talk->picture) == 0)
      selected = i;
  }
  self->picture = add_combo (group, _ ("Picture"), names, selected);
}

static GtkWidget *
create_notes (Editor *self, RyTalk *talk)
{
  GtkWidget *group = adw_preferences_group_new (), *area = ry_text_area_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Notes for the speaker"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("A line of three hyphens begins the notes of the next slide."));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (area), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (area), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (area), 10);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (area), 10);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (area), 12);
  gtk_widget_set_size_request (area, -1, 110);
  gtk_widget_add_css_class (area, "card");
  ry_speech_set_label (area, _ ("Notes for the speaker"));
  self->notes = gtk_text_view_get_buffer (GTK_TEXT_VIEW (area));
  gtk_text_buffer_set_text (self->notes, talk->notes != NULL ? talk->notes : "", -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), area);
  return group;
}

static GtkWidget *
create_page (Editor *self, RyTalk *talk)
{
  JsonObject *element = ry_show_get_element (ry_show_draft_get_content (self->draft), self->key);
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  g_autofree char *minutes = g_strdup_printf ("%d", talk->minutes);

  if (self->type == RY_TALK_TALK) {
    add_hospital (self, group, talk);
    self->speaker = add_entry (group, C_ ("talk", "Speaker"), talk->speaker);
    self->post = add_entry (group, _ ("Post held"), talk->post);
  } else
    self->title = add_entry (group, C_ ("talk", "Title"), ry_json_get_string (element, "title"));
  if (self->type == RY_TALK_PICTURE)
    add_picture (self, group, talk);
  self->minutes = add_entry (group, C_ ("talk", "Minutes"), minutes);
  if (self->type == RY_TALK_TALK) {
    add_source (self, group, talk);
    add_conditions (self, group, talk);
  }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_notes (self, talk)));
  return page;
}

static GtkWidget *
create_header (Editor *self)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel")),
            *save = gtk_button_new_with_mnemonic (_ ("_Save"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_sensitive (save, ry_show_draft_may_change (self->draft));
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self->window);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  return header;
}

static void
close_on_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

/**
 * ry_talk_editor_show:
 * @draft: a running order
 * @key: of one of its talks
 *
 * Opens the dialog.
 */
void
ry_talk_editor_show (RyShowDraft *draft, const char *key)
{
  int position = ry_show_find_talk (ry_show_draft_get_show (draft), key);
  RyTalk *talk = position >= 0 ? ry_show_get_talk (ry_show_draft_get_show (draft), (guint) position) : NULL;
  Editor *self;
  GtkWidget *box;

  if (talk == NULL)
    return;
  self = g_new0 (Editor, 1);
  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);
  self->type = talk->type;
  self->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (self->window), "editor", self, free_editor);
  gtk_window_set_title (GTK_WINDOW (self->window), talk->name);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (ry_show_draft_get_window (draft)));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 480, 640);
  ry_fit_dialog (GTK_WINDOW (self->window));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), create_page (self, talk));
  gtk_widget_set_vexpand (gtk_widget_get_last_child (box), TRUE);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  close_on_escape (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}
