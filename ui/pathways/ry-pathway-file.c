/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where to, and draws the lanes as they are printed: light, 1200 wide. */
#include "ry-pathway-file.h"

#include <glib/gi18n.h>

#include "ry-lane-scene.h"
#include "ry-picture.h"

#define WIDTH 1200

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyWindow *window)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  RyPathway *pathway = g_object_get_data (G_OBJECT (dialog), "pathway");
  g_autoptr (RyScene) scene =
      ry_lane_scene_new (pathway, RY_PALETTE_LIGHT, WIDTH, ry_lane_scene_get_height_for_width (pathway, WIDTH));
  g_autoptr (GError) error = NULL;

  if (path != NULL && ry_picture_write (scene, path, &error))
    ry_window_show_message (window, _ ("The picture was saved"));
  else if (path != NULL)
    ry_window_show_error (window, _ ("The picture was not saved"), error);
  g_object_unref (dialog);
}

/**
 * ry_pathway_file_save:
 * @window: where to say so
 * @document: a pathway
 * @suffix: `.svg` or `.pdf`
 *
 * Asks for a file and writes the lanes into it.
 */
void
ry_pathway_file_save (RyWindow *window, RyDocument *document, const char *suffix)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save the Picture"), GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  RyPathway *pathway = ry_pathway_new (ry_document_get_id (document), ry_document_get_root (document));
  g_autofree char *name = g_strconcat (pathway->name, suffix, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), "pathway", pathway, (GDestroyNotify) ry_pathway_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
