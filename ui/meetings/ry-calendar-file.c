/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each meeting is an event of its own, since not every calendar takes a rule such as the second and fourth Tuesday. A
 * meeting that was cancelled says so, and a calendar that has it takes it out by its number of changes.
 */
#include "ry-calendar-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-calendar.h"
#include "ry-councils.h"
#include "ry-date.h"
#include "ry-meeting.h"

static void
chosen_cb (RyWindow *window, int response, GtkFileChooser *chooser)
{
  const char *text = g_object_get_data (G_OBJECT (chooser), "text");
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (chooser) : NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return;
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    ry_window_show_message (window, _ ("The file was saved"));
  else
    ry_window_show_error (window, _ ("The file was not saved"), error);
}

/* Takes the text. */
static void
save (RyWindow *window, const char *title, char *text)
{
  g_autofree char *name = g_strconcat (title, ".ics", NULL);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save for Calendars"), GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  g_strdelimit (name, "/\\", '-');
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), "text", text, g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_after (chooser, "response", G_CALLBACK (g_object_unref), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Of the councils that are on. */
static GPtrArray *
list_year (RyWindow *window, int fiscal_year, GError **error)
{
  g_autofree char *after = NULL, *before = NULL, *from = NULL, *to = NULL;
  GPtrArray *meetings;
  GDate first, last;

  ry_meeting_get_fiscal_range (fiscal_year, &first, &last);
  g_date_subtract_days (&first, 1);
  g_date_add_days (&last, 1);
  after = ry_date_format (&first, RY_DATE_ISO);
  before = ry_date_format (&last, RY_DATE_ISO);
  from = g_strconcat ("date>", after, NULL);
  to = g_strconcat ("date<", before, NULL);
  meetings =
      ry_workspace_query (ry_window_get_workspace (window),
                          &(RyQuery){ .kind = "meeting", .order = "date", .where = (const char *[]){ from, to, NULL } },
                          error);
  for (guint i = meetings != NULL ? meetings->len : 0; i-- > 0;)
    if (!ry_councils_is_on (ry_window_get_councils (window), ry_document_get_string (meetings->pdata[i], "council")))
      g_ptr_array_remove_index (meetings, i);
  return meetings;
}

/**
 * ry_calendar_file_save_meeting:
 * @window: the window in front
 * @id: id of a meeting
 *
 * Asks where, and writes the meeting as it is stored.
 */
void
ry_calendar_file_save_meeting (RyWindow *window, const char *id)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autoptr (GError) error = NULL;
  char *text = ry_calendar_new_invitation (workspace, id, RY_CALENDAR_PUBLISH, NULL, &error);
  g_autofree char *title = text != NULL ? ry_workspace_dup_name (workspace, id) : NULL;

  if (text != NULL)
    save (window, title, text);
  else
    ry_window_show_error (window, _ ("The file was not saved"), error);
}

/**
 * ry_calendar_file_save_year:
 * @window: the window in front
 * @fiscal_year: a year of account (年度)
 *
 * Asks where, and writes the year's meetings of the councils that are on.
 */
void
ry_calendar_file_save_year (RyWindow *window, int fiscal_year)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) meetings = list_year (window, fiscal_year, &error);
  g_autoptr (GPtrArray) councils =
      meetings != NULL ? ry_workspace_query (workspace, &(RyQuery){ .kind = "council" }, &error) : NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *year = ry_date_format_year (fiscal_year, TRUE);
  g_autofree char *title = g_strdup_printf (_ ("Meetings of fiscal %s"), year);

  for (guint i = 0; councils != NULL && i < councils->len; i++)
    g_hash_table_insert (by_id, (gpointer) ry_document_get_id (councils->pdata[i]), councils->pdata[i]);
  if (councils != NULL)
    save (window, title, ry_calendar_write_feed (meetings, by_id, ry_workspace_get_region (workspace), title));
  else
    ry_window_show_error (window, _ ("The file was not saved"), error);
}
