/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small dialog. A ward that becomes another is ended, and another begins, so that a look at an earlier day shows what
 * was then; only a mistake is written over.
 */
#include "ry-ward-dialog.h"

#include <glib/gi18n.h>

#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-morning.h"
#include "ry-speech.h"
#include "ry-ward.h"

typedef struct {
  RyWindow *window;
  GPtrArray *hospitals; /* NULL while a ward is changed */
  RyDocument *ward;     /* NULL while one is added */
  GtkWidget *dialog;
  GtkDropDown *hospital;
  AdwEntryRow *name;
  AdwComboRow *function;
  AdwEntryRow *fee;
  AdwEntryRow *licensed;
  AdwEntryRow *staffed;
  RyDateEntry *from;
  GtkCheckButton *correct;
} WardDialog;

static void
free_dialog (gpointer data)
{
  WardDialog *self = data;

  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  g_clear_pointer (&self->ward, ry_document_unref);
  g_free (self);
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
read_beds (AdwEntryRow *row, gint64 *beds)
{
  return ry_bed_cell_parse (get_text (row), beds);
}

static gboolean
is_correction (WardDialog *self)
{
  return self->correct != NULL && gtk_check_button_get_active (self->correct);
}

static void
update (WardDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);
  gint64 licensed, staffed;
  gboolean named = *get_text (self->name) != '\0';
  gboolean ready = read_beds (self->licensed, &licensed) & read_beds (self->staffed, &staffed);
  gboolean dated = *ry_date_entry_get_date (self->from) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->from), !is_correction (self));
  adw_message_dialog_set_response_enabled (dialog, "save", named && ready && (dated || is_correction (self)));
  if (self->ward != NULL)
    adw_message_dialog_set_response_enabled (dialog, "end", dated && !is_correction (self));
}

/* ---- What is written ---- */

static void
set_text (JsonObject *content, const char *member, const char *text)
{
  if (*text != '\0')
    ry_json_set_string (content, member, text);
  else
    json_object_set_null_member (content, member);
}

static void
set_beds (JsonObject *content, const char *member, AdwEntryRow *row)
{
  gint64 beds;

  if (read_beds (row, &beds) && beds != RY_CELL_UNTOLD)
    json_object_set_int_member (content, member, beds);
  else
    json_object_set_null_member (content, member);
}

/* What the dialog says; null for what is empty. */
static JsonObject *
create_changes (WardDialog *self)
{
  JsonObject *changes = json_object_new ();
  const char *code = ry_ward_function_get_code (adw_combo_row_get_selected (self->function));

  ry_json_set_string (changes, "name", get_text (self->name));
  set_text (changes, "function", code != NULL ? code : "");
  set_text (changes, "fee", get_text (self->fee));
  set_beds (changes, "licensed", self->licensed);
  set_beds (changes, "staffed", self->staffed);
  return changes;
}

static void
drop_nulls (JsonObject *content)
{
  g_autoptr (GList) members = json_object_get_members (content);

  for (GList *l = members; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_NULL (json_object_get_member (content, l->data)))
      json_object_remove_member (content, l->data);
}

static void
add_ward (WardDialog *self)
{
  RyDocument *hospital = g_ptr_array_index (self->hospitals, gtk_drop_down_get_selected (self->hospital));
  JsonObject *content = create_changes (self);
  g_autofree char *key = ry_id_new_ulid ();
  g_autofree char *id = g_strconcat ("ward:", key, NULL);

  drop_nulls (content);
  ry_json_set_string (content, "kind", "ward");
  ry_json_set_string (content, "organisation", ry_document_get_id (hospital));
  ry_json_set_string (content, "from", ry_date_entry_get_date (self->from));
  ry_window_commit (self->window, ry_edits_new_with (ry_edit_new (id, NULL, content), NULL), _ ("The ward was added"));
}

static void
change_ward (WardDialog *self)
{
  g_autoptr (JsonObject) changes = create_changes (self);
  const char *from = ry_date_entry_get_date (self->from);
  g_autofree char *day = ry_date_format_iso (from, RY_DATE_ERA);
  g_autofree char *message = is_correction (self)
                                 ? g_strdup (_ ("The ward was corrected"))
                                 : g_strdup_printf (_ ("The ward changes on %s"), day != NULL ? day : from);

  ry_window_commit (self->window,
                    is_correction (self) ? ry_ward_correct (self->ward, changes)
                                         : ry_ward_turn (self->ward, changes, from),
                    message);
}

static void
end_ward (WardDialog *self)
{
  ry_window_commit (self->window, ry_ward_end (self->ward, ry_date_entry_get_date (self->from)),
                    _ ("The ward was ended"));
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, WardDialog *self)
{
  if (g_str_equal (response, "end"))
    end_ward (self);
  else if (g_str_equal (response, "save") && self->ward != NULL)
    change_ward (self);
  else if (g_str_equal (response, "save"))
    add_ward (self);
}

/* ---- The dialog ---- */

static AdwEntryRow *
add_entry (GtkWidget *group, const char *title, const char *text, WardDialog *self)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ry_fill_editable (GTK_EDITABLE (row), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  return ADW_ENTRY_ROW (row);
}

static AdwEntryRow *
add_beds (GtkWidget *group, const char *title, const char *member, WardDialog *self)
{
  gint64 beds =
      self->ward != NULL ? ry_json_get_int (ry_document_get_root (self->ward), member, RY_BEDS_UNTOLD) : RY_BEDS_UNTOLD;
  g_autofree char *text = beds != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) beds) : NULL;

  return add_entry (group, title, text, self);
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
create_functions (RyWardFunction chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    gtk_string_list_append (names, ry_ward_function_get_label (function));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Bed function"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), chosen);
  return ADW_COMBO_ROW (row);
}

static void
append_when (WardDialog *self, GtkWidget *box)
{
  g_autofree char *today = ry_date_dup_today ();
  GtkWidget *label = gtk_label_new (self->ward != NULL ? _ ("From which day") : _ ("Since when"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  self->from = RY_DATE_ENTRY (ry_date_entry_new (self->ward != NULL ? _ ("From which day") : _ ("Since when")));
  ry_date_entry_set_date (self->from, today);
  g_signal_connect_swapped (self->from, "notify::date", G_CALLBACK (update), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->from));
  if (self->ward == NULL)
    return;
  self->correct =
      GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("It was entered wrongly: correct it without a date")));
  g_signal_connect_swapped (self->correct, "toggled", G_CALLBACK (update), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->correct));
}

static void
append_fields (WardDialog *self, GtkWidget *box)
{
  JsonObject *root = self->ward != NULL ? ry_document_get_root (self->ward) : NULL;
  GtkWidget *group = adw_preferences_group_new ();

  gtk_box_append (GTK_BOX (box), group);
  self->name = add_entry (group, _ ("Name of the ward"), root != NULL ? ry_json_get_string (root, "name") : NULL, self);
  self->function =
      create_functions (root != NULL ? ry_ward_function_parse (ry_json_get_string (root, "function")) : RY_WARD_ACUTE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->function));
  self->fee = add_entry (group, _ ("Basic hospital fee"), root != NULL ? ry_json_get_string (root, "fee") : NULL, self);
  self->licensed = add_beds (group, _ ("Licensed beds"), "licensed", self);
  self->staffed = add_beds (group, _ ("Staffed beds"), "staffed", self);
}

static void
present (WardDialog *self, GtkWidget *box, const char *save)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self->dialog);

  append_fields (self, box);
  append_when (self, box);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_response (dialog, "cancel", _ ("Cancel"));
  if (self->ward != NULL) {
    adw_message_dialog_add_response (dialog, "end", _ ("End the Ward"));
    adw_message_dialog_set_response_appearance (dialog, "end", ADW_RESPONSE_DESTRUCTIVE);
  }
  adw_message_dialog_add_response (dialog, "save", save);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  update (self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (answered_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "ward", self, free_dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
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

  self->window = window;
  self->hospitals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < hospitals->len; i++)
    g_ptr_array_add (self->hospitals, ry_document_ref (g_ptr_array_index (hospitals, i)));
  self->dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Add a Ward"), NULL);
  self->hospital = create_hospitals (self->hospitals, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->hospital), hospitals->len > 1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hospital));
  present (self, box, _ ("Add"));
}

/**
 * ry_ward_dialog_change:
 * @window: the window
 * @ward: a ward in the state that holds
 *
 * Asks how the ward is to be, and from when.
 */
void
ry_ward_dialog_change (RyWindow *window, RyDocument *ward)
{
  WardDialog *self = g_new0 (WardDialog, 1);

  self->window = window;
  self->ward = ry_document_ref (ward);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Change a Ward"),
                                         _ ("What it was before that day stays readable as of its days."));
  present (self, gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), _ ("Save"));
}
