/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a pack. The file is read in a thread, as sticks are slow; the program stays while nothing else holds it.
 */
#include "ry-pack-open.h"

#include <glib/gi18n.h>

#include "ry-pack.h"
#include "ry-presenter.h"
#include "ry-style.h"

static void
show_trouble (GtkApplication *application, GFile *file, const char *sentence)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *title = g_strdup_printf (_ ("“%s” Cannot Be Presented"), name);
  GtkWidget *dialog = adw_message_dialog_new (gtk_application_get_active_window (application), title, sentence);

  gtk_window_set_application (GTK_WINDOW (dialog), application);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  GError *error = NULL;
  RySlideDeck *deck = path != NULL ? ry_slide_deck_open (path, &error) : NULL;

  if (path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _ ("Copy the file to this computer first."));
  else if (deck == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, deck, (GDestroyNotify) ry_slide_deck_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GtkApplication *application = GTK_APPLICATION (source);
  GFile *file = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (RySlideDeck) deck = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *path = g_file_get_path (file);

  if (deck != NULL)
    ry_presenter_start (application, NULL, deck, NULL, path);
  else
    show_trouble (application, file, error->message);
  g_application_release (G_APPLICATION (application));
}

/**
 * ry_pack_open:
 * @application: the program
 * @file: a pack
 *
 * Presents it, or says why not.
 */
void
ry_pack_open (GtkApplication *application, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (application, NULL, opened_cb, NULL);

  ry_style_add_rooms ();
  g_application_hold (G_APPLICATION (application));
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, open_thread);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GtkApplication *application)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    ry_pack_open (application, file);
  g_object_unref (dialog);
}

/**
 * ry_pack_open_choose:
 * @application: the program
 *
 * Asks which file.
 */
void
ry_pack_open_choose (GtkApplication *application)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Present a File"), gtk_application_get_active_window (application),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Files for the hall"));
  gtk_file_filter_add_pattern (filter, "*" RY_PACK_SUFFIX);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), application);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
