/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entries stand in the meeting, those about internal words in the office's part of it. Taking note removes an
 * entry; that can be undone like any act. To make the change one writes a correction edition.
 */
#include "ry-aside-rows.h"

#include <glib/gi18n.h>

#include "ry-internal.h"
#include "ry-json.h"
#include "ry-merge.h"
#include "ry-speech.h"
#include "ry-value-words.h"

/* The meeting, and what only the secretariat reads of it. */
static RyDocument *
read_record (RyWorkspace *workspace, const char *meeting_id, gboolean internal)
{
  g_autofree char *id = internal ? ry_internal_dup_id (meeting_id) : g_strdup (meeting_id);

  return ry_workspace_get (workspace, id, NULL);
}

static guint
count_entries (RyDocument *record)
{
  JsonArray *aside = record != NULL ? ry_json_get_array (ry_document_get_root (record), "aside") : NULL;

  return aside != NULL ? json_array_get_length (aside) : 0;
}

static char *
describe_value (RyWorkspace *workspace, RyKind *kind, JsonObject *entry)
{
  const char *path = ry_json_get_string (entry, "field"), *value = ry_json_get_string (entry, "value");
  RyField *field = ry_merge_find_field (kind, path);
  g_autoptr (JsonNode) node = NULL;

  /* An element that came or went bears its name as its value. */
  if (value == NULL || field == NULL || ry_field_get_value_type (field) == RY_FIELD_LIST)
    return g_strdup (value != NULL ? value : _ ("(empty)"));
  node = json_node_init_string (json_node_alloc (), value);
  return ry_value_words (workspace, field, node);
}

static char *
describe_entry (RyWorkspace *workspace, RyDocument *record, JsonObject *entry)
{
  RyKind *kind = ry_kinds_get (ry_workspace_get_kinds (workspace), ry_document_get_kind (record));
  const char *path = ry_json_get_string (entry, "field");
  g_autofree char *place = ry_merge_dup_label (kind, path != NULL ? path : "", ry_document_get_root (record));
  g_autofree char *value = describe_value (workspace, kind, entry);

  if (ry_json_get_boolean (entry, "removed", FALSE))
    return g_strdup_printf (_ ("%s: “%s” was removed"), place, value);
  return g_strdup_printf (_ ("%s: “%s”"), place, value);
}

static void
take_note_cb (GtkButton *button, RyWindow *window)
{
  const char *id = g_object_get_data (G_OBJECT (button), "record");
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  g_autoptr (RyDocument) record = ry_workspace_get (ry_window_get_workspace (window), id, NULL);
  JsonObject *content = record != NULL ? ry_document_dup_root (record) : NULL;
  JsonArray *aside = content != NULL ? ry_json_get_array (content, "aside") : NULL;

  for (guint i = 0; aside != NULL && i < json_array_get_length (aside); i++)
    if (g_strcmp0 (ry_json_get_string (json_array_get_object_element (aside, i), "key"), key) == 0)
      json_array_remove_element (aside, i--);
  if (content == NULL)
    return;
  ry_window_commit (window, ry_edits_new_with (ry_edit_new (id, record, content), NULL),
                    _ ("The change was taken note of"));
}

static GtkWidget *
create_row (RyWindow *window, RyDocument *record, JsonObject *entry, gboolean may_write)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_label (_ ("Noted"));
  g_autofree char *words = describe_entry (workspace, record, entry), *spoken = NULL;
  g_autofree char *time = ry_value_words_time (ry_json_get_string (entry, "at"));
  g_autofree char *origin = g_strjoin ("・", ry_json_get_text (entry, "by"), time, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), origin);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, may_write);
  spoken = g_strdup_printf (_ ("Noted: %s"), words);
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (ry_document_get_id (record)), g_free);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (ry_json_get_string (entry, "key")), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_note_cb), window, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/**
 * ry_aside_rows_count:
 * @workspace: the region
 * @meeting_id: a meeting
 *
 * Returns: how many changes are set aside beside its sealed minutes
 */
guint
ry_aside_rows_count (RyWorkspace *workspace, const char *meeting_id)
{
  g_autoptr (RyDocument) meeting = read_record (workspace, meeting_id, FALSE);
  g_autoptr (RyDocument) internal = read_record (workspace, meeting_id, TRUE);

  return count_entries (meeting) + count_entries (internal);
}

/**
 * ry_aside_rows_append:
 * @group: where the rows go
 * @window: the window
 * @meeting_id: a meeting
 * @may_write: whether the person may take note of them
 */
void
ry_aside_rows_append (AdwPreferencesGroup *group, RyWindow *window, const char *meeting_id, gboolean may_write)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (RyDocument) record = read_record (ry_window_get_workspace (window), meeting_id, i == 1);
    JsonArray *aside = record != NULL ? ry_json_get_array (ry_document_get_root (record), "aside") : NULL;

    for (guint j = 0; aside != NULL && j < json_array_get_length (aside); j++) {
      JsonNode *node = json_array_get_element (aside, j);

      if (JSON_NODE_HOLDS_OBJECT (node))
        adw_preferences_group_add (group, create_row (window, record, json_node_get_object (node), may_write));
    }
  }
}
