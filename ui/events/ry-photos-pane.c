/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The event's `photos` name the attached files in the order of the report. Photographs are made smaller in a thread and
 * come in as one act; taking one out takes its name out, which can be undone, and its file goes when the event is left.
 */
#include "ry-photos-pane.h"

#include <glib/gi18n.h>

#include "ry-attach.h"
#include "ry-fill.h"
#include "ry-icon-button.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-photo.h"
#include "ry-speech.h"

#define MOST_PIXELS 1600 /* 8 cm in print at 500 points an inch */
#define THUMB       150

struct _RyPhotosPane {
  AdwBin parent_instance;

  /* Borrowed */
  GtkListBox *list;
  GtkWidget *add;

  /* Owned */
  RyEventDesk *desk;
  GtkFileChooserNative *chooser;
  GHashTable *textures; /* name -> GdkTexture */
  GHashTable *removed;  /* names taken out while the event was looked at */
};

G_DEFINE_FINAL_TYPE (RyPhotosPane, ry_photos_pane, ADW_TYPE_BIN)

/* ---- Taking some in ---- */

static void
shrink_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GListModel *files = data;
  g_autoptr (GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GError *error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    GBytes *photo = ry_photo_shrink (file, MOST_PIXELS, &error);

    if (photo == NULL) {
      g_autofree char *name = g_file_get_basename (file);

      g_prefix_error (&error, "%s: ", name);
      g_task_return_error (task, error);
      return;
    }
    g_ptr_array_add (photos, photo);
  }
  g_task_return_pointer (task, g_steal_pointer (&photos), (GDestroyNotify) g_ptr_array_unref);
}

static void
take_in (RyPhotosPane *self, GPtrArray *photos)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  g_autoptr (GPtrArray) elements = ry_event_list_elements (event, "photos");
  RyEdit *edit = ry_edit_new (ry_event_desk_get_id (self->desk), ry_event_desk_get_document (self->desk), event);
  g_autofree char *message =
      g_strdup_printf (ngettext ("%u photograph was added", "%u photographs were added", photos->len), photos->len);

  for (guint i = 0; i < photos->len; i++) {
    g_autofree char *key = ry_id_new_ulid (), *name = g_strdup_printf ("photo-%s.jpg", key);
    JsonObject *element = json_object_new ();

    json_object_set_string_member (element, "key", key);
    json_object_set_string_member (element, "name", name);
    g_ptr_array_add (elements, element);
    ry_edit_attach (edit, name, "image/jpeg", photos->pdata[i]);
  }
  ry_event_put_elements (event, "photos", elements);
  ry_window_commit (ry_event_desk_get_window (self->desk), ry_edits_new_with (edit, NULL), message);
}

static void
shrunk_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyPhotosPane *self = RY_PHOTOS_PANE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->desk == NULL)
    return;
  gtk_widget_set_sensitive (self->add, TRUE);
  gtk_button_set_label (GTK_BUTTON (self->add), _ ("Add Photographs…"));
  if (photos != NULL)
    take_in (self, photos);
  else
    ry_window_show_error (ry_event_desk_get_window (self->desk), _ ("The photographs were not added"), error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyPhotosPane *self)
{
  g_autoptr (GListModel) files =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autoptr (GTask) task = NULL;

  g_clear_object (&self->chooser);
  if (files == NULL || g_list_model_get_n_items (files) == 0)
    return;
  gtk_widget_set_sensitive (self->add, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->add), _ ("Reading the photographs…"));
  task = g_task_new (self, NULL, shrunk_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&files), g_object_unref);
  g_task_run_in_thread (task, shrink_thread);
}

/* ---- Showing them ---- */

static JsonObject *
find_photo (JsonObject *event, const char *key)
{
  g_autoptr (GPtrArray) photos = ry_event_list_elements (event, "photos");

  for (guint i = 0; i < photos->len; i++)
    if (g_strcmp0 (ry_json_get_string (photos->pdata[i], "key"), key) == 0)
      return photos->pdata[i];
  return NULL;
}

static void
save_caption (GtkWidget *entry, RyPhotosPane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  JsonObject *photo = find_photo (event, g_object_get_data (G_OBJECT (entry), "key"));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (photo == NULL || g_strcmp0 (ry_json_get_text (photo, "caption"), words) == 0) {
    json_object_unref (event);
    return;
  }
  ry_json_set_string (photo, "caption", *words != '\0' ? words : NULL);
  ry_event_desk_save (self->desk, event, _ ("The caption was changed"));
}

static void
caption_left_cb (GtkEventControllerFocus *controller, RyPhotosPane *self)
{
  save_caption (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), self);
}

static void
remove_cb (GtkButton *button, RyPhotosPane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  JsonObject *photo = find_photo (event, key);

  if (photo == NULL) {
    json_object_unref (event);
    return;
  }
  g_hash_table_add (self->removed, g_strdup (ry_json_get_text (photo, "name")));
  ry_event_remove_element (event, "photos", key);
  ry_event_desk_save (self->desk, event, _ ("The photograph was taken out"));
}

static GdkTexture *
get_texture (RyPhotosPane *self, const char *name)
{
  GdkTexture *texture = g_hash_table_lookup (self->textures, name);

  if (texture == NULL) {
    texture =
        ry_photo_load (ry_event_desk_get_workspace (self->desk), ry_event_desk_get_id (self->desk), name, 2 * THUMB);
    if (texture != NULL)
      g_hash_table_insert (self->textures, g_strdup (name), texture);
  }
  return texture;
}

static GtkWidget *
create_picture (RyPhotosPane *self, JsonObject *photo, const char *spoken)
{
  GdkTexture *texture = get_texture (self, ry_json_get_text (photo, "name"));
  GtkWidget *picture;

  if (texture == NULL)
    return ry_label_new_wrapped (_ ("The photograph has not arrived on this machine yet."), "ry-2nd");
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), spoken);
  gtk_widget_set_size_request (picture, THUMB, THUMB * 2 / 3);
  return picture;
}

static GtkWidget *
create_caption (RyPhotosPane *self, JsonObject *photo, const char *spoken)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  ry_fill_editable (GTK_EDITABLE (entry), ry_json_get_text (photo, "caption"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("What it shows"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  ry_speech_set_label (entry, spoken);
  g_object_set_data_full (G_OBJECT (entry), "key", g_strdup (ry_json_get_text (photo, "key")), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (save_caption), self);
  g_signal_connect (focus, "leave", G_CALLBACK (caption_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  ry_permission_guard_field (entry, ry_event_desk_get_workspace (self->desk), ry_event_desk_get_document (self->desk),
                             "photos");
  return entry;
}

static GtkWidget *
create_remove (RyPhotosPane *self, JsonObject *photo, const char *spoken)
{
  GtkWidget *remove = ry_icon_button_new ("list-remove-symbolic", spoken);

  g_object_set_data_full (G_OBJECT (remove), "key", g_strdup (ry_json_get_text (photo, "key")), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  ry_permission_guard_field (remove, ry_event_desk_get_workspace (self->desk), ry_event_desk_get_document (self->desk),
                             "photos");
  return remove;
}

static GtkWidget *
create_row (RyPhotosPane *self, JsonObject *photo, guint position)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *name = g_strdup_printf (_ ("Photograph %u"), position + 1);
  g_autofree char *caption = g_strdup_printf (_ ("Caption of photograph %u"), position + 1);
  g_autofree char *removal = g_strdup_printf (_ ("Take out photograph %u"), position + 1);

  gtk_box_append (GTK_BOX (box), create_picture (self, photo, name));
  gtk_box_append (GTK_BOX (box), create_caption (self, photo, caption));
  gtk_box_append (GTK_BOX (box), create_remove (self, photo, removal));
  gtk_widget_add_css_class (box, "ry-application");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ry_speech_set_label (row, name);
  return row;
}

static void
show (RyPhotosPane *self)
{
  g_autoptr (GPtrArray) photos = ry_event_list_elements (ry_event_desk_get_event (self->desk), "photos");
  g_autoptr (GString) print = g_string_new (NULL);
  GtkWidget *row;

  /* A caption in hand is not taken away by what happened elsewhere. */
  for (guint i = 0; i < photos->len; i++)
    g_string_append_printf (print, "%s\n%s\n", ry_json_get_text (photos->pdata[i], "key"),
                            ry_json_get_text (photos->pdata[i], "caption"));
  if (g_strcmp0 (g_object_get_data (G_OBJECT (self->list), "print"), print->str) == 0)
    return;
  g_object_set_data_full (G_OBJECT (self->list), "print", g_strdup (print->str), g_free);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < photos->len; i++)
    gtk_list_box_append (self->list, create_row (self, photos->pdata[i], i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), photos->len > 0);
}

static void
ry_photos_pane_dispose (GObject *object)
{
  RyPhotosPane *self = RY_PHOTOS_PANE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->textures, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  G_OBJECT_CLASS (ry_photos_pane_parent_class)->dispose (object);
}

static void
ry_photos_pane_class_init (RyPhotosPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_photos_pane_dispose;
}

static void
ry_photos_pane_init (RyPhotosPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Photographs for the report"));
  self->add = gtk_button_new_with_label (_ ("Add Photographs…"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (ry_photos_pane_choose), self);
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (_ ("Photographs for the report"), "heading"));
  gtk_box_append (
      GTK_BOX (box),
      ry_label_new_wrapped (
          _ ("The report shows the first eight. Add only those on which everybody who can be known has agreed."),
          "ry-2nd"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->add);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_photos_pane_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its photographs
 */
GtkWidget *
ry_photos_pane_new (RyEventDesk *desk)
{
  RyPhotosPane *self = g_object_new (RY_TYPE_PHOTOS_PANE, NULL);

  self->desk = g_object_ref (desk);
  ry_permission_guard_field (self->add, ry_event_desk_get_workspace (desk), ry_event_desk_get_document (desk),
                             "photos");
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * ry_photos_pane_choose:
 * @self: photographs
 *
 * Asks for files and takes them in.
 */
void
ry_photos_pane_choose (RyPhotosPane *self)
{
  g_autoptr (GtkFileFilter) filter = ry_photo_create_filter ();

  self->chooser = gtk_file_chooser_native_new (_ ("Photographs"), GTK_WINDOW (ry_event_desk_get_window (self->desk)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * ry_photos_pane_tidy:
 * @self: photographs
 *
 * Lets go of the files of those that were taken out. Call it when the event is left.
 */
void
ry_photos_pane_tidy (RyPhotosPane *self)
{
  g_autoptr (RyDocument) event =
      ry_workspace_get (ry_event_desk_get_workspace (self->desk), ry_event_desk_get_id (self->desk), NULL);
  g_autoptr (GPtrArray) photos = event != NULL ? ry_event_list_elements (ry_document_get_root (event), "photos") : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; photos != NULL && i < photos->len; i++)
    g_hash_table_remove (self->removed, ry_json_get_text (photos->pdata[i], "name"));
  if (event == NULL || g_hash_table_size (self->removed) == 0)
    return;
  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_add (names, NULL);
  ry_workspace_detach (ry_event_desk_get_workspace (self->desk), ry_event_desk_get_id (self->desk),
                       (const char *const *) names->pdata, NULL, NULL);
  g_hash_table_remove_all (self->removed);
}
