/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks where to, writes, and says how it went. The lines are kept until then, as what is seen may change meanwhile.
 */
#include "ry-bed-files.h"

#include <glib/gi18n.h>

#include "ry-speech.h"
#include "ry-table-writer.h"
#include "ry-tooltip.h"

typedef struct {
  RyWindow *window;
  GPtrArray *lines;
  RyEncoding encoding;
} Saving;

static void
free_saving (gpointer data)
{
  Saving *self = data;

  g_ptr_array_unref (self->lines);
  g_free (self);
}

static void
write_lines (Saving *self, const char *path)
{
  g_autoptr (RyTableWriter) table = ry_table_writer_new (self->encoding);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint n_replaced = 0, n = self->lines->len - 1;

  for (guint i = 0; i < self->lines->len; i++)
    ry_table_writer_add_row (table, g_ptr_array_index (self->lines, i));
  if (!ry_table_writer_save (table, path, &n_replaced, NULL, &error)) {
    ry_window_show_error (self->window, _ ("The file could not be written"), error);
    return;
  }
  message = n_replaced > 0
                ? g_strdup_printf (_ ("%u lines written; %u characters that CP932 lacks became 〓"), n, n_replaced)
                : g_strdup_printf (g_dngettext (NULL, "%u line written", "%u lines written", n), n);
  ry_window_show_message (self->window, message);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Saving *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    write_lines (self, path);
  g_object_unref (dialog);
}

/**
 * ry_bed_files_save_lines:
 * @window: the window
 * @name: the file's name as it is proposed
 * @lines: (transfer full) (element-type GStrv): the head, then a line each
 * @encoding: of the file
 *
 * Asks for a place and writes the lines there.
 */
void
ry_bed_files_save_lines (RyWindow *window, const char *name, GPtrArray *lines, RyEncoding encoding)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Write a CSV File"), GTK_WINDOW (window),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  Saving *self = g_new0 (Saving, 1);

  self->window = window;
  self->lines = lines;
  self->encoding = encoding;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data_full (G_OBJECT (dialog), "saving", self, free_saving);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * ry_bed_files_menu_new:
 * @prefix: the group of actions that has "print", "export" and "export-cp932"
 *
 * Returns: (transfer full): a button with these three
 */
GtkWidget *
ry_bed_files_menu_new (const char *prefix)
{
  static const struct {
    const char *label, *action;
  } entries[] = { { N_ ("Print This List…"), "print" },
                  { N_ ("Write a CSV File (UTF-8)…"), "export" },
                  { N_ ("Write a CSV File (CP932)…"), "export-cp932" } };
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autofree char *action = g_strconcat (prefix, ".", entries[i].action, NULL);

    g_menu_append (menu, _ (entries[i].label), action);
  }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-print-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  ry_tooltip_set (button, _ ("Print, write a file"));
  ry_speech_set_label (button, _ ("Print, write a file"));
  ry_speech_set_label (gtk_widget_get_first_child (button), _ ("Print, write a file"));
  return button;
}
