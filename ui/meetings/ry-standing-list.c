/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines are widgets until they are asked for as JSON; a line without a title is no item. What a line does not show (its
 * key, fields of a newer program) stays with it.
 */
#include "ry-standing-list.h"

#include <glib/gi18n.h>

#include "ry-fill.h"
#include "ry-icon-button.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-speech.h"

struct _RyStandingList {
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (RyStandingList, ry_standing_list, ADW_TYPE_BIN)

static GtkWidget *
create_entry (const char *label, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  ry_fill_editable (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  ry_speech_set_label (entry, label);
  return entry;
}

static void
remove_cb (GtkWidget *button, RyStandingList *self)
{
  gtk_box_remove (GTK_BOX (self->lines), gtk_widget_get_parent (button));
}

static GtkWidget *
add_line (RyStandingList *self, JsonObject *item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = create_entry (_ ("Name of the item"), ry_json_get_string (item, "title"));
  GtkWidget *presenter = create_entry (_ ("Presenter"), ry_json_get_string (item, "presenter"));
  GtkWidget *minutes = gtk_spin_button_new_with_range (0, 600, 5);
  GtkWidget *remove = ry_icon_button_new ("user-trash-symbolic", _ ("Take the standing item away"));

  gtk_widget_set_hexpand (title, TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (minutes), (double) ry_json_get_int (item, "minutes", 5));
  ry_speech_set_label (minutes, _ ("Minutes planned"));
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), presenter);
  gtk_box_append (GTK_BOX (line), minutes);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_box_append (GTK_BOX (self->lines), line);
  g_object_set_data (G_OBJECT (line), "title", title);
  g_object_set_data (G_OBJECT (line), "presenter", presenter);
  g_object_set_data (G_OBJECT (line), "minutes", minutes);
  g_object_set_data_full (G_OBJECT (line), "item", ry_json_object_copy (item), (GDestroyNotify) json_object_unref);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  return title;
}

static void
add_cb (RyStandingList *self)
{
  g_autoptr (JsonObject) item = json_object_new ();
  g_autofree char *key = ry_id_new_ulid ();

  json_object_set_string_member (item, "key", key);
  gtk_widget_grab_focus (add_line (self, item));
}

static void
ry_standing_list_class_init (RyStandingListClass *klass)
{
}

static void
ry_standing_list_init (RyStandingList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add a Standing Item"));

  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), add);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), self);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_standing_list_set_array:
 * @self: a list
 * @standing: (nullable): the standing items of a series
 */
void
ry_standing_list_set_array (RyStandingList *self, JsonArray *standing)
{
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), line);
  for (guint i = 0; standing != NULL && i < json_array_get_length (standing); i++) {
    JsonNode *node = json_array_get_element (standing, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      add_line (self, json_node_get_object (node));
  }
}

/**
 * ry_standing_list_create_array:
 * @self: a list
 *
 * Returns: (transfer full): the items as they stand on the screen
 */
JsonArray *
ry_standing_list_create_array (RyStandingList *self)
{
  JsonArray *standing = json_array_new ();

  for (GtkWidget *line = gtk_widget_get_first_child (self->lines); line != NULL;
       line = gtk_widget_get_next_sibling (line)) {
    JsonObject *item = ry_json_object_copy (g_object_get_data (G_OBJECT (line), "item"));
    GtkEditable *title = g_object_get_data (G_OBJECT (line), "title");
    GtkEditable *presenter = g_object_get_data (G_OBJECT (line), "presenter");
    GtkSpinButton *minutes = g_object_get_data (G_OBJECT (line), "minutes");

    ry_json_set_string (item, "title", gtk_editable_get_text (title));
    ry_json_set_string (item, "presenter", gtk_editable_get_text (presenter));
    json_object_set_int_member (item, "minutes", gtk_spin_button_get_value_as_int (minutes));
    if (ry_json_get_string (item, "title") != NULL)
      json_array_add_object_element (standing, item);
    else
      json_object_unref (item);
  }
  return standing;
}
