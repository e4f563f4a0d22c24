/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The proposal is the next exchange meeting; where there is none, the next meeting of all. Those that have a running
 * order already are left out.
 */
#include "ry-new-show.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-fill.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-show.h"
#include "ry-speech.h"

typedef struct {
  RyWindow *window;
  GPtrArray *meetings; /* RyDocument */
  AdwComboRow *meeting;
  AdwEntryRow *minutes;
} NewShow;

static void
free_new (gpointer data)
{
  NewShow *self = data;

  g_ptr_array_unref (self->meetings);
  g_free (self);
}

/* ---- Which meeting ---- */

static gboolean
is_exchange (RyWorkspace *workspace, RyDocument *meeting)
{
  const char *id = ry_document_get_string (meeting, "series");
  g_autoptr (RyDocument) series = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;

  return series != NULL && g_strcmp0 (ry_document_get_string (series, "series_type"), "exchange") == 0;
}

static gboolean
has_show (RyWorkspace *workspace, RyDocument *meeting)
{
  g_autofree char *condition = g_strconcat ("meeting=", ry_document_get_id (meeting), NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "show", .where = where, .limit = 1 };
  g_autoptr (GPtrArray) shows = ry_workspace_query (workspace, &query, NULL);

  return shows != NULL && shows->len > 0;
}

/* Coming ones, those of exchange first. */
static GPtrArray *
list_meetings (RyWorkspace *workspace)
{
  const RyQuery query = { .kind = "meeting", .order = "date" };
  g_autoptr (GPtrArray) all = ry_workspace_query (workspace, &query, NULL);
  GPtrArray *meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autofree char *today = ry_date_dup_today ();
  guint n_exchange = 0;

  for (guint i = 0; all != NULL && i < all->len; i++) {
    RyDocument *meeting = g_ptr_array_index (all, i);

    if (g_strcmp0 (ry_document_get_string (meeting, "date"), today) < 0 || has_show (workspace, meeting))
      continue;
    if (is_exchange (workspace, meeting))
      g_ptr_array_insert (meetings, (int) n_exchange++, ry_document_ref (meeting));
    else
      g_ptr_array_add (meetings, ry_document_ref (meeting));
  }
  return meetings;
}

/* ---- Making it ---- */

static void
make (NewShow *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  RyDocument *meeting = g_ptr_array_index (self->meetings, adw_combo_row_get_selected (self->meeting));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) presenters = ry_show_suggest (workspace, ry_document_get_string (meeting, "date"), &error);
  guint64 minutes = RY_SHOW_MINUTES;
  g_autofree char *id = ry_id_new ("show");
  JsonObject *content;

  if (presenters == NULL) {
    ry_window_show_error (self->window, _ ("The running order was not made"), error);
    return;
  }
  g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->minutes)), 10, 1, 720, &minutes, NULL);
  content =
      ry_show_new_content (ry_document_get_id (meeting), ry_document_get_root (meeting), presenters, (int) minutes);
  ry_show_fill_speakers (workspace, content);
  ry_window_commit (self->window, ry_edits_new_with (ry_edit_new (id, NULL, content), NULL),
                    _ ("The running order was made"));
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, NewShow *self)
{
  if (g_str_equal (response, "make"))
    make (self);
}

static GtkWidget *
create_fields (NewShow *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *minutes = g_strdup_printf ("%d", RY_SHOW_MINUTES);

  for (guint i = 0; i < self->meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (self->meetings, i);
    g_autofree char *date = ry_date_format_iso (ry_document_get_string (meeting, "date"), RY_DATE_MONTH_DAY);
    g_autofree char *name = g_strdup_printf ("%s　%s", ry_document_get_string (meeting, "title"), date);

    gtk_string_list_append (names, name);
  }
  self->meeting = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meeting), _ ("Meeting"));
  adw_combo_row_set_model (self->meeting, G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->meeting));
  self->minutes = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->minutes), _ ("Minutes a talk"));
  ry_fill_editable (GTK_EDITABLE (self->minutes), minutes);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->minutes));
  return group;
}

/**
 * ry_new_show_ask:
 * @window: the window
 *
 * Asks and makes.
 */
void
ry_new_show_ask (RyWindow *window)
{
  NewShow *self = g_new0 (NewShow, 1);
  GtkWidget *dialog;

  self->window = window;
  self->meetings = list_meetings (ry_window_get_workspace (window));
  if (self->meetings->len == 0) {
    ry_window_show_message (window, _ ("Every coming meeting has its running order. Plan a meeting first."));
    free_new (self);
    return;
  }
  dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Make a Running Order"),
                                   _ ("All hospitals, in the order in which it is their turn: everybody moves up a "
                                      "place, and who opened last time closes."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_fields (self));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "make", _ ("_Make"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "make", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "make");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "new-show", self, free_new);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}
