/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-question-entry.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-fill.h"
#include "ry-question.h"
#include "ry-speech.h"

#define KEY "question"

static void
answered_cb (AdwEntryRow *entry, RyWindow *window)
{
  RyDocument *question = g_object_get_data (G_OBJECT (entry), KEY);
  JsonObject *content = ry_document_dup_root (question);
  g_autofree char *today = ry_date_dup_today ();

  ry_question_answer (content, gtk_editable_get_text (GTK_EDITABLE (entry)), today);
  ry_window_commit (window, ry_edits_new_with (ry_edit_new (ry_document_get_id (question), question, content), NULL),
                    _ ("The answer was kept"));
}

/**
 * ry_question_entry_new:
 * @window: the window it stands in
 * @question: a question
 *
 * Returns: (transfer floating): an #AdwEntryRow with the answer as it is known; what is applied is kept
 */
GtkWidget *
ry_question_entry_new (RyWindow *window, RyDocument *question)
{
  GtkWidget *entry = adw_entry_row_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Answer to “%s”"), ry_document_get_string (question, "text"));
  const char *known = ry_document_get_string (question, "answer");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry),
                                 known != NULL ? C_ ("question", "Answer") : _ ("Answer (can come later)"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  ry_fill_editable (GTK_EDITABLE (entry), known);
  ry_speech_set_label (entry, spoken);
  g_object_set_data_full (G_OBJECT (entry), KEY, ry_document_ref (question), (GDestroyNotify) ry_document_unref);
  g_signal_connect (entry, "apply", G_CALLBACK (answered_cb), window);
  return entry;
}
