/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies on this machine is opened at once. What is only on the server is fetched from the hospital's sheet, where
 * one sees how far it is.
 */
#include "ry-bed-form.h"

#include <glib/gi18n.h>

#include "ry-hospital.h"
#include "ry-paper-file.h"

static void
shown_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error))
    ry_window_show_error (window, _ ("The form could not be opened"), error);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = ry_paper_file_export_finish (result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (window));
  else
    ry_window_show_error (window, _ ("The form could not be opened"), error);
}

/**
 * ry_bed_form_open:
 * @window: the window
 * @organisation: a hospital
 *
 * Opens its form, or its sheet where the form has not come here yet.
 */
void
ry_bed_form_open (RyWindow *window, const char *organisation)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autofree char *id = ry_hospital_dup_sheet_id (organisation);
  g_autoptr (RyDocument) sheet = ry_workspace_get (workspace, id, NULL);
  const char *name = sheet != NULL ? ry_document_get_string (sheet, "door_form") : NULL;
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  g_autoptr (RyAttachment) attachment = name != NULL ? ry_store_get_attachment (store, id, NULL, name, NULL) : NULL;

  if (attachment != NULL && attachment->here)
    ry_paper_file_export_async (store, attachment, NULL, exported_cb, g_object_ref (window));
  else
    ry_window_open_record (window, id);
}
