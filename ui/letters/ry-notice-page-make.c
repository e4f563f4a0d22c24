/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The run: it is made in the background from a letter of its own, recorded with its number when its papers lie in their
 * folder, and marked as sent when somebody says so.
 */
#include "ry-notice-page-private.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-notice-run.h"
#include "ry-permission-guard.h"
#include "ry-template.h"

/* Written by a run that met characters which no face has. */
#define MISSING_FILE "印刷できない文字.txt"

static RyWorkspace *
get_workspace (RyNoticePage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  RyNoticePage *self = data;
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), done, total);

  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 1);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
show_made (RyNoticePage *self, const char *folder, guint n)
{
  g_autofree char *missing = g_build_filename (folder, MISSING_FILE, NULL);
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *title = g_strdup_printf (ngettext ("%u letter is made", "%u letters are made", n), n);
  g_autofree char *subtitle = g_markup_escape_text (name, -1);
  g_autofree char *warning =
      g_strdup_printf (_ ("%s. Some characters could not be set; the file “%s” names them."), subtitle, MISSING_FILE);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->made_row), title);
  adw_action_row_set_subtitle (self->made_row, g_file_test (missing, G_FILE_TEST_EXISTS) ? warning : subtitle);
  gtk_widget_set_visible (self->made_group, TRUE);
}

static void
record_run (RyNoticePage *self, RyLetter *letter, GPtrArray *made, const char *folder)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GError) error = NULL;
  GPtrArray *edits = ry_letter_record (letter, get_workspace (self), made, &error);
  g_autofree char *message =
      g_strdup_printf (ngettext ("Made %u letter, %s", "Made %u letters, %s", made->len), made->len, letter->number);

  if (edits == NULL) {
    ry_window_show_message (window, error->message);
    return;
  }
  ry_notice_groups_forget (self->groups);
  ry_window_commit (window, edits, message);
  show_made (self, folder, made->len);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyNoticePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) letter = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autofree char *folder = ry_notice_run_finish (result, &letter, &made, &error);

  g_clear_object (&self->cancellable);
  gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
  if (folder != NULL)
    record_run (self, letter, made, folder);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ry_window_show_message (ry_page_get_window (RY_PAGE (self)),
                            _ ("Stopped. No letter was made, and no number given."));
  else
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The letters could not be made"), error);
  _ry_notice_page_show_button (self);
}

/* The run's own letter: the page goes on with another, which later changes do not reach. */
static RyLetter *
create_run (RyNoticePage *self, GPtrArray *ticked, GPtrArray **addressees)
{
  RyLetter *letter = ry_letter_new_for_meeting (get_workspace (self), self->meeting, self->purpose,
                                                (const char *const *) self->keys, NULL);

  if (letter == NULL)
    return NULL;
  ry_letter_set_dates (letter, self->letter->date, self->letter->reply_by);
  ry_letter_choose_number (letter, get_workspace (self), NULL);
  *addressees = g_ptr_array_new ();
  for (guint i = 0; i < ticked->len; i++)
    for (guint k = 0; k < letter->addressees->len; k++)
      if (g_strcmp0 (((RyAddressee *) ticked->pdata[i])->key, ((RyAddressee *) letter->addressees->pdata[k])->key) == 0)
        g_ptr_array_add (*addressees, letter->addressees->pdata[k]);
  return letter;
}

void
_ry_notice_page_make (RyNoticePage *self)
{
  g_autoptr (GPtrArray) ticked = ry_notice_groups_list_ticked (self->groups);
  g_autoptr (GPtrArray) addressees = NULL;
  RyLetter *letter;
  RyLabelStyle labels;
  RyEnvelopeStyle envelopes;
  gboolean with_labels = ry_letter_options_get_labels (self->options, &labels);

  if (ticked->len == 0 || self->cancellable != NULL || (letter = create_run (self, ticked, &addressees)) == NULL)
    return;
  ry_letter_options_get_envelopes (self->options, &envelopes);
  envelopes.enclosed = g_str_equal (self->purpose, RY_LETTER_NOTICE) ? "開催案内在中"
                       : letter->sheets != NULL                      ? "病院機能シート在中"
                                                                     : NULL;
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  _ry_notice_page_show_button (self);
  ry_notice_run_async (get_workspace (self), letter, addressees, with_labels ? &labels : NULL, &envelopes,
                       ry_letter_options_get_folder (self->options), progress_cb, self, self->cancellable, made_cb,
                       g_object_ref (self));
}

/* A hole in the wording goes out with a question only. */
static void
faults_answered_cb (AdwMessageDialog *dialog, const char *response, RyNoticePage *self)
{
  if (g_str_equal (response, "make"))
    _ry_notice_page_make (self);
  else if (g_str_equal (response, "edit"))
    gtk_widget_activate_action (GTK_WIDGET (self), "letters.template", NULL);
}

static void
ask_about_faults (RyNoticePage *self, GPtrArray *faults)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The Wording Has a Hole"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), ((RyTemplateFault *) faults->pdata[0])->sentence);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "make",
                                    _ ("_Make All the Same"), "edit", _ ("_Edit the Wording"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "edit", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (faults_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_ry_notice_page_make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyNoticePage *self = RY_NOTICE_PAGE (widget);
  g_autoptr (GPtrArray) faults = ry_letter_find_faults (self->letter, get_workspace (self));

  if (!ry_permission_guard_allows (self->make_button))
    return;
  if (faults->len > 0)
    ask_about_faults (self, faults);
  else
    _ry_notice_page_make (self);
}

static void
add_sent_edits (RyNoticePage *self, RyDocument *letter, RyChannel channel, const char *today, GPtrArray *edits)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  JsonArray *entries = ry_json_get_array (ry_document_get_root (letter), "addressees");
  g_auto (GStrv) list = NULL;
  g_autoptr (GPtrArray) more = NULL;

  if (g_strcmp0 (ry_document_get_string (letter, "purpose"), self->purpose) != 0)
    return;
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonObject *entry = json_array_get_object_element (entries, i);

    if (ry_channel_from_code (ry_json_get_string (entry, "channel")) == channel &&
        ry_json_get_string (entry, "sent_on") == NULL)
      g_strv_builder_add (keys, ry_json_get_string (entry, "key"));
  }
  list = g_strv_builder_end (keys);
  if (list[0] == NULL)
    return;
  more =
      ry_letter_mark_sent (get_workspace (self), ry_document_get_id (letter), (const char *const *) list, today, NULL);
  if (more != NULL)
    g_ptr_array_extend_and_steal (edits, g_steal_pointer (&more));
}

/* All of that way whose papers were made. */
void
_ry_notice_page_mark_sent (RyNoticePage *self, RyChannel channel)
{
  g_autoptr (GPtrArray) letters = ry_letter_list (get_workspace (self), self->meeting, NULL);
  GPtrArray *edits = ry_edits_new ();
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *message = g_strdup_printf (_ ("%s: marked as sent"), ry_channel_get_label (channel));

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    add_sent_edits (self, letters->pdata[i], channel, today, edits);
  ry_window_commit (ry_page_get_window (RY_PAGE (self)), edits, message);
}
