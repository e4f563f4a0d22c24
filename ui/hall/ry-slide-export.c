/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking where, then writing in a thread. A dialog counts the slides and can stop it; a file that was there before
 * stays as it was until the new one is whole.
 */
#include "ry-slide-export.h"

#include <glib/gi18n.h>

#include "ry-pack.h"

#define PROGRESS_MS 120

typedef struct {
  RyWindow *window;
  RyWorkspace *workspace;
  char *show;
  char *path;
  gboolean pack;
  GCancellable *cancellable;
  GtkWidget *dialog;
  GtkWidget *bar;
  guint timer;
  int done;  /* atomic */
  int total; /* atomic */
} Export;

static void
free_export (gpointer data)
{
  Export *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->window);
  g_object_unref (self->workspace);
  g_object_unref (self->cancellable);
  g_free (self->show);
  g_free (self->path);
  g_free (self);
}

/* ---- In the thread ---- */

static void
progress (guint done, guint total, gpointer data)
{
  Export *self = data;

  g_atomic_int_set (&self->done, (int) done);
  g_atomic_int_set (&self->total, (int) total);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;
  g_autoptr (RySlideDeck) deck = ry_slide_deck_new (self->workspace, self->show, cancellable, &error);
  guint n = 0;

  if (deck != NULL)
    n = self->pack ? ry_pack_write (deck, self->path, progress, self, cancellable, &error)
                   : ry_pack_write_pdf (deck, self->path, progress, self, cancellable, &error);
  if (n > 0)
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

/* ---- Here ---- */

static gboolean
show_progress_cb (gpointer data)
{
  Export *self = data;
  int done = g_atomic_int_get (&self->done), total = g_atomic_int_get (&self->total);
  g_autofree char *words = g_strdup_printf (_ ("Slide %d of %d"), done + 1, total);

  if (total > 0) {
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), (double) done / total);
    gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->bar), words);
  }
  return G_SOURCE_CONTINUE;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *name = g_path_get_basename (self->path);

  gtk_window_destroy (GTK_WINDOW (self->dialog));
  if (n > 0) {
    g_autofree char *words = g_strdup_printf (_ ("%d slides are in “%s”"), (int) n, name);

    ry_window_show_message (self->window, words);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ry_window_show_error (self->window, _ ("The slides were not saved"), error);
}

static void
stopped_cb (AdwMessageDialog *dialog, const char *response, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
create_dialog (Export *self)
{
  self->dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Saving the Slides"), NULL);
  self->bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->bar), TRUE);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), self->bar);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "stop", _ ("_Stop"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "stop");
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (stopped_cb), self->cancellable, 0);
  g_object_ref_sink (self->dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
export_to (RyShowDraft *draft, const char *path, gboolean pack)
{
  Export *self = g_new0 (Export, 1);
  g_autoptr (GTask) task = NULL;

  self->window = g_object_ref (ry_show_draft_get_window (draft));
  self->workspace = g_object_ref (ry_show_draft_get_workspace (draft));
  self->show = g_strdup (ry_show_draft_get_id (draft));
  self->path = g_strdup (path);
  self->pack = pack;
  self->cancellable = g_cancellable_new ();
  create_dialog (self);
  self->timer = g_timeout_add (PROGRESS_MS, show_progress_cb, self);
  task = g_task_new (NULL, self->cancellable, exported_cb, NULL);
  g_task_set_task_data (task, self, free_export);
  g_task_run_in_thread (task, export_thread);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyShowDraft *draft)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *suffix = g_object_get_data (G_OBJECT (dialog), "suffix");

  if (path != NULL) {
    g_autofree char *named = g_str_has_suffix (path, suffix) ? g_strdup (path) : g_strconcat (path, suffix, NULL);

    export_to (draft, named, g_str_equal (suffix, RY_PACK_SUFFIX));
  }
  g_object_unref (dialog);
}

/**
 * ry_slide_export_choose:
 * @draft: a running order
 * @pack: one file for the hall; else a PDF
 *
 * Asks where to, and writes it.
 */
void
ry_slide_export_choose (RyShowDraft *draft, gboolean pack)
{
  const char *suffix = pack ? RY_PACK_SUFFIX : ".pdf", *title = ry_show_draft_get_show (draft)->title;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (pack ? _ ("One File for the Hall") : _ ("All Slides as a PDF"),
                                   GTK_WINDOW (ry_show_draft_get_window (draft)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL,
                                   NULL);
  g_autofree char *name = g_strconcat (title != NULL ? title : _ ("Running Order"), suffix, NULL);

  g_strdelimit (name, "/", '-');
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data_full (G_OBJECT (dialog), "suffix", g_strdup (suffix), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), draft, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
