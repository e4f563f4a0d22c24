/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drag-source FILE…: a small window from which FILEs can be dragged, as from a file manager's. It ends with its
 * standard input.
 */
#include <gio/gunixinputstream.h>
#include <gtk/gtk.h>

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer files)
{
  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
}

static void
read_cb (GObject *input, GAsyncResult *result, gpointer loop)
{
  g_main_loop_quit (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoslist (GFile) list = NULL;
  GdkFileList *files;
  GtkWidget *window, *label;
  GtkDragSource *source;
  char byte;

  gtk_init ();
  for (int i = argc - 1; i > 0; i--)
    list = g_slist_prepend (list, g_file_new_for_commandline_arg (argv[i]));
  files = gdk_file_list_new_from_list (list);
  window = gtk_window_new ();
  label = gtk_label_new ("drag-source");
  source = gtk_drag_source_new ();
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), files);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 120);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  g_input_stream_read_async (g_unix_input_stream_new (0, FALSE), &byte, 1, G_PRIORITY_DEFAULT, NULL, read_cb, loop);
  g_main_loop_run (loop);
  gtk_window_destroy (GTK_WINDOW (window));
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  return 0;
}
