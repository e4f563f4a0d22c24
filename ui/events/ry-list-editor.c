/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Elements are found by their keys, so that what arrives from elsewhere while somebody types moves no line under them:
 * the table is made anew only when its keys change, and a field that has the focus keeps its text. Full-width digits
 * are taken.
 */
#include "ry-list-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-event.h"
#include "ry-fill.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-text.h"

struct _RyListEditor {
  AdwBin parent_instance;

  /* Borrowed */
  GtkGrid *grid;
  GtkWidget *add;
  const RyListColumn *columns;
  guint n_columns;

  /* Owned */
  RyRecord *record;
  char *list;
  char *keys; /* of what is drawn */
  GPtrArray *entries;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyListEditor, ry_list_editor, ADW_TYPE_BIN)

static GPtrArray *
list_elements (RyListEditor *self)
{
  JsonObject *root = ry_record_get_root (self->record);

  return root != NULL ? ry_event_list_elements (root, self->list)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

static char *
dup_keys (GPtrArray *elements)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < elements->len; i++) {
    const char *key = ry_json_get_string (elements->pdata[i], "key");

    g_string_append_printf (keys, "%s\n", key != NULL ? key : "");
  }
  return g_string_free (keys, FALSE);
}

static void
put (RyListEditor *self, GPtrArray *elements)
{
  g_autoptr (JsonObject) holder = json_object_new ();
  JsonNode *value;

  ry_event_put_elements (holder, self->list, elements);
  value = json_object_dup_member (holder, self->list);
  ry_record_set (self->record, self->list, value);
}

static void
write_number (JsonObject *element, const char *member, const char *text)
{
  g_autofree char *plain = ry_text_nfkc (text);
  g_auto (GStrv) parts = g_strsplit (plain, ",", -1);
  g_autofree char *digits = g_strjoinv ("", parts);
  char *end = NULL;
  gint64 number = g_ascii_strtoll (digits, &end, 10);

  if (end != digits && *end == '\0')
    json_object_set_int_member (element, member, number);
}

static void
write_set (JsonObject *element, const char *member, const char *text)
{
  g_auto (GStrv) words = g_regex_split_simple ("[、,，]", text, 0, 0);
  JsonArray *set = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      json_array_add_string_element (set, words[i]);
  json_object_set_array_member (element, member, set);
}

static void
write_cell (JsonObject *element, const RyListColumn *column, const char *text)
{
  if (*text == '\0')
    json_object_remove_member (element, column->member);
  else if (column->type == RY_LIST_BOOLEAN)
    json_object_set_boolean_member (element, column->member, TRUE);
  else if (column->type == RY_LIST_NUMBER)
    write_number (element, column->member, text);
  else if (column->type == RY_LIST_SET)
    write_set (element, column->member, text);
  else
    json_object_set_string_member (element, column->member, text);
}

static void
write_text (RyListEditor *self, GtkWidget *widget, const char *text)
{
  const RyListColumn *column = g_object_get_data (G_OBJECT (widget), "column");
  const char *key = g_object_get_data (G_OBJECT (widget), "key");
  g_autoptr (GPtrArray) elements = NULL;
  g_autoptr (GPtrArray) copies = NULL;

  if (self->filling)
    return;
  elements = list_elements (self);
  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < elements->len; i++) {
    JsonObject *copy = ry_json_object_copy (elements->pdata[i]);

    if (g_strcmp0 (ry_json_get_string (copy, "key"), key) == 0)
      write_cell (copy, column, text);
    g_ptr_array_add (copies, copy);
  }
  put (self, copies);
}

static void
changed_cb (GtkEditable *entry, RyListEditor *self)
{
  write_text (self, GTK_WIDGET (entry), gtk_editable_get_text (entry));
}

static RyField *
get_field (RyListEditor *self, const RyListColumn *column)
{
  return ry_field_find_field (ry_kind_find_field (ry_record_get_kind (self->record), self->list), column->member);
}

static void
chosen_cb (GtkDropDown *choice, GParamSpec *pspec, RyListEditor *self)
{
  const RyListColumn *column = g_object_get_data (G_OBJECT (choice), "column");
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected != GTK_INVALID_LIST_POSITION)
    write_text (self, GTK_WIDGET (choice), ry_field_get_codes (get_field (self, column))[selected]);
}

static void
toggled_cb (GtkCheckButton *check, RyListEditor *self)
{
  write_text (self, GTK_WIDGET (check), gtk_check_button_get_active (check) ? "1" : "");
}

static void
remove_cb (GtkButton *button, RyListEditor *self)
{
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  g_autoptr (GPtrArray) elements = list_elements (self);

  for (guint i = 0; i < elements->len; i++)
    if (g_strcmp0 (ry_json_get_string (elements->pdata[i], "key"), key) == 0) {
      g_ptr_array_remove_index (elements, i);
      break;
    }
  put (self, elements);
}

static void
add_cb (RyListEditor *self)
{
  g_autoptr (GPtrArray) elements = list_elements (self);

  g_ptr_array_add (elements, json_object_new ());
  put (self, elements);
  /* Where it is typed next. */
  if (self->entries->len >= self->n_columns && self->entries->len == elements->len * self->n_columns)
    gtk_widget_grab_focus (self->entries->pdata[self->entries->len - self->n_columns]);
}

static char *
dup_cell (JsonObject *element, const RyListColumn *column)
{
  const char *text = column->type != RY_LIST_SET ? ry_json_get_string (element, column->member) : NULL;
  JsonArray *set = column->type == RY_LIST_SET ? ry_json_get_array (element, column->member) : NULL;
  g_autoptr (GString) words = g_string_new (text);

  if (column->type == RY_LIST_BOOLEAN && ry_json_get_boolean (element, column->member, FALSE))
    g_string_assign (words, "1");
  if (column->type == RY_LIST_NUMBER && json_object_has_member (element, column->member))
    g_string_printf (words, "%" G_GINT64_FORMAT, ry_json_get_int (element, column->member, 0));
  for (guint i = 0; set != NULL && i < json_array_get_length (set); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", json_array_get_string_element (set, i));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static GtkWidget *
create_entry (RyListEditor *self, const RyListColumn *column)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), column->chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), column->chars * 2);
  gtk_widget_set_hexpand (entry, column->chars > 8);
  if (column->type == RY_LIST_NUMBER) {
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
    gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  }
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), self);
  return entry;
}

static GtkWidget *
create_choice (RyListEditor *self, const RyListColumn *column)
{
  RyField *field = get_field (self, column);
  const char *const *codes = ry_field_get_codes (field);
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; codes[i] != NULL; i++)
    gtk_string_list_append (words, ry_field_get_code_label (field, codes[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  return choice;
}

static GtkWidget *
create_check (RyListEditor *self)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  return check;
}

static GtkWidget *
create_cell (RyListEditor *self, const char *key, const RyListColumn *column, guint line)
{
  GtkWidget *cell = column->type == RY_LIST_CODE      ? create_choice (self, column)
                    : column->type == RY_LIST_BOOLEAN ? create_check (self)
                                                      : create_entry (self, column);
  g_autofree char *spoken = g_strdup_printf ("%s %u", _ (column->title), line);

  ry_speech_set_label (cell, spoken);
  g_object_set_data (G_OBJECT (cell), "column", (gpointer) column);
  g_object_set_data_full (G_OBJECT (cell), "key", g_strdup (key), g_free);
  g_ptr_array_add (self->entries, cell);
  return cell;
}

static void
add_line (RyListEditor *self, JsonObject *element, guint line)
{
  const char *key = ry_json_get_string (element, "key");
  g_autofree char *spoken = g_strdup_printf (_ ("Take out line %u"), line);
  GtkWidget *remove = ry_icon_button_new ("list-remove-symbolic", spoken);

  for (guint i = 0; i < self->n_columns; i++)
    gtk_grid_attach (self->grid, create_cell (self, key, &self->columns[i], line), (int) i, (int) line, 1, 1);
  g_object_set_data_full (G_OBJECT (remove), "key", g_strdup (key), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_grid_attach (self->grid, remove, (int) self->n_columns, (int) line, 1, 1);
}

static void
draw_anew (RyListEditor *self, GPtrArray *elements)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; elements->len > 0 && i < self->n_columns; i++) {
    GtkWidget *head = gtk_label_new (_ (self->columns[i].title));

    gtk_label_set_xalign (GTK_LABEL (head), self->columns[i].type == RY_LIST_NUMBER ? 1 : 0);
    gtk_widget_add_css_class (head, "ry-small");
    gtk_widget_add_css_class (head, "ry-2nd");
    gtk_grid_attach (self->grid, head, (int) i, 0, 1, 1);
  }
  for (guint i = 0; i < elements->len; i++)
    add_line (self, elements->pdata[i], i + 1);
}

static void
choose (RyListEditor *self, GtkDropDown *choice, const char *code)
{
  const char *const *codes = ry_field_get_codes (get_field (self, g_object_get_data (G_OBJECT (choice), "column")));

  for (guint i = 0; codes[i] != NULL; i++)
    if (strcmp (codes[i], code) == 0)
      gtk_drop_down_set_selected (choice, i);
}

static void
fill (RyListEditor *self, GPtrArray *elements)
{
  for (guint i = 0; i < self->entries->len; i++) {
    GtkWidget *cell = self->entries->pdata[i];
    guint line = i / self->n_columns;
    g_autofree char *text = line < elements->len
                                ? dup_cell (elements->pdata[line], g_object_get_data (G_OBJECT (cell), "column"))
                                : g_strdup ("");

    if (GTK_IS_CHECK_BUTTON (cell))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (cell), *text != '\0');
    else if (GTK_IS_DROP_DOWN (cell))
      choose (self, GTK_DROP_DOWN (cell), text);
    else if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (cell)))) &&
             strcmp (gtk_editable_get_text (GTK_EDITABLE (cell)), text) != 0)
      ry_fill_editable (GTK_EDITABLE (cell), text);
  }
}

static void
show (RyListEditor *self)
{
  g_autoptr (GPtrArray) elements = list_elements (self);
  g_autofree char *keys = dup_keys (elements);

  self->filling = TRUE;
  if (g_strcmp0 (keys, self->keys) != 0) {
    g_free (self->keys);
    self->keys = g_steal_pointer (&keys);
    draw_anew (self, elements);
  }
  fill (self, elements);
  self->filling = FALSE;
}

static void
ry_list_editor_dispose (GObject *object)
{
  RyListEditor *self = RY_LIST_EDITOR (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->list, g_free);
  g_clear_pointer (&self->keys, g_free);
  G_OBJECT_CLASS (ry_list_editor_parent_class)->dispose (object);
}

static void
ry_list_editor_class_init (RyListEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_list_editor_dispose;
}

static void
ry_list_editor_init (RyListEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *scroller = gtk_scrolled_window_new ();

  self->entries = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  self->add = gtk_button_new_with_label (_ ("Add a Line"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "ry-list-editor");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_list_editor_new:
 * @record: the record
 * @list: one of its lists
 * @title: what a screen reader calls it, and the button that adds to it
 * @columns: (array length=n_columns): static: what stands in a line
 * @n_columns: how many
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
ry_list_editor_new (RyRecord *record, const char *list, const char *title, const RyListColumn *columns, guint n_columns)
{
  RyListEditor *self = g_object_new (RY_TYPE_LIST_EDITOR, NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("Add a line: %s"), title);

  self->record = g_object_ref (record);
  self->list = g_strdup (list);
  self->columns = columns;
  self->n_columns = n_columns;
  ry_speech_set_label (self->add, spoken);
  ry_permission_guard_field (self->add, ry_record_get_workspace (record), ry_record_get_document (record), list);
  g_signal_connect_object (record, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
