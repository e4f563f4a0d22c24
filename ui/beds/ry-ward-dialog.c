/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small dialog. A ward that exists is changed by ending it and adding another, so that a look at an earlier day shows
 * what was then.
 */
#include "ry-ward-dialog.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-morning.h"
#include "ry-speech.h"

static const char *const functions[] = { "high_acute", "acute", "recovery", "chronic", "closed" };

typedef struct {
  RyWindow *window;
  GPtrArray *hospitals;
  GtkWidget *dialog;
  GtkDropDown *hospital;
  AdwEntryRow *name;
  AdwComboRow *function;
  AdwEntryRow *licensed;
  AdwEntryRow *staffed;
} WardDialog;

static void
free_dialog (gpointer data)
{
  WardDialog *self = data;

  g_ptr_array_unref (self->hospitals);
  g_free (self);
}

static gboolean
read_beds (AdwEntryRow *row, gint64 *beds)
{
  return ry_bed_cell_parse (gtk_editable_get_text (GTK_EDITABLE (row)), beds);
}

static void
update (WardDialog *self)
{
  gint64 licensed, staffed;
  gboolean named = *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0';
  gboolean ready = read_beds (self->licensed, &licensed) & read_beds (self->staffed, &staffed);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "add", named && ready);
}

static void
set_beds (JsonObject *content, const char *member, AdwEntryRow *row)
{
  gint64 beds;

  if (read_beds (row, &beds) && beds != RY_CELL_UNTOLD)
    json_object_set_int_member (content, member, beds);
}

static void
add_ward (WardDialog *self)
{
  RyDocument *hospital = g_ptr_array_index (self->hospitals, gtk_drop_down_get_selected (self->hospital));
  JsonObject *content = json_object_new ();
  g_autofree char *key = ry_id_new_ulid ();
  g_autofree char *id = g_strconcat ("ward:", key, NULL);
  g_autofree char *today = ry_date_dup_today ();
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edit_free);

  ry_json_set_string (content, "kind", "ward");
  ry_json_set_string (content, "organisation", ry_document_get_id (hospital));
  ry_json_set_string (content, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  ry_json_set_string (content, "function", functions[adw_combo_row_get_selected (self->function)]);
  ry_json_set_string (content, "from", today);
  set_beds (content, "licensed", self->licensed);
  set_beds (content, "staffed", self->staffed);
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
  ry_window_commit (self->window, edits, _ ("The ward was added"));
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, WardDialog *self)
{
  if (g_str_equal (response, "add"))
    add_ward (self);
}

static GtkWidget *
add_entry (GtkWidget *group, const char *title, WardDialog *self)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  return row;
}

static GtkDropDown *
create_hospitals (GPtrArray *hospitals, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;
  GtkWidget *drop;

  for (guint i = 0; i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);

    gtk_string_list_append (names, ry_document_get_string (hospital, "name"));
    if (g_strcmp0 (ry_document_get_id (hospital), chosen) == 0)
      selected = i;
  }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), selected);
  ry_speech_set_label (drop, _ ("Hospital"));
  return GTK_DROP_DOWN (drop);
}

static AdwComboRow *
create_functions (RyWorkspace *workspace)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (workspace, "ward"), "function");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    gtk_string_list_append (names, ry_field_get_code_label (field, functions[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_field_get_label (field));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  return ADW_COMBO_ROW (row);
}

/**
 * ry_ward_dialog_show:
 * @window: the window
 * @hospitals: (element-type RyDocument): those that may be chosen
 * @chosen: (nullable): the one that is proposed
 *
 * Asks for a ward and adds it.
 */
void
ry_ward_dialog_show (RyWindow *window, GPtrArray *hospitals, const char *chosen)
{
  WardDialog *self = g_new0 (WardDialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  self->window = window;
  self->hospitals = g_ptr_array_ref (hospitals);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Add a Ward"), NULL);
  self->hospital = create_hospitals (hospitals, chosen);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hospital));
  gtk_box_append (GTK_BOX (box), group);
  self->name = ADW_ENTRY_ROW (add_entry (group, _ ("Name of the ward"), self));
  self->function = create_functions (ry_window_get_workspace (window));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->function));
  self->licensed = ADW_ENTRY_ROW (add_entry (group, _ ("Licensed beds"), self));
  self->staffed = ADW_ENTRY_ROW (add_entry (group, _ ("Staffed beds"), self));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("Cancel"), "add", _ ("Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "add");
  update (self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (answered_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "ward", self, free_dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
