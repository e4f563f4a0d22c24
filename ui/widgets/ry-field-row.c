/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field of a record as a row. The editor follows the field's type; whatever it is, it reads and writes
 * one JSON value of the record. It reads only committed text, so a conversion of the input method that is
 * still open is never saved, and it is not rewritten while the focus is in it.
 */
#include "ry-field-row.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-fill.h"
#include "ry-speech.h"
#include "ry-text-area.h"
#include "ry-tooltip.h"

typedef enum {
  EDIT_TEXT,
  EDIT_PARAGRAPHS,
  EDIT_CHOICE,
  EDIT_SWITCH,
} Editor;

struct _RyFieldRow {
  AdwPreferencesRow parent_instance;

  /* Template widgets */
  GtkWidget *box;
  GtkWidget *words;
  GtkLabel *title;
  GtkLabel *caption;
  GtkWidget *suffixes;
  GtkWidget *pencil;

  /* Borrowed */
  RyField *field;
  GtkWidget *editor;

  /* Owned */
  RyRecord *record;

  Editor kind;
  gboolean updating;
  gboolean locked; /* the person at this machine may not write here */
  char *complaint; /* about what is typed and cannot be a value */
};

G_DEFINE_FINAL_TYPE (RyFieldRow, ry_field_row, ADW_TYPE_PREFERENCES_ROW)

static Editor
choose_editor (RyField *field)
{
  switch (ry_field_get_value_type (field)) {
  case RY_FIELD_LONG_TEXT:
    return EDIT_PARAGRAPHS;
  case RY_FIELD_CODE:
    return EDIT_CHOICE;
  case RY_FIELD_BOOLEAN:
    return EDIT_SWITCH;
  default:
    return EDIT_TEXT;
  }
}

static JsonNode *
get_value (RyFieldRow *self)
{
  return self->record != NULL ? ry_record_get (self->record, ry_field_get_name (self->field)) : NULL;
}

static void
show_caption (RyFieldRow *self)
{
  g_autofree char *words = g_strdup (self->complaint);
  JsonNode *value = get_value (self);
  gboolean warn = TRUE;

  if (words == NULL && value != NULL)
    words = ry_record_dup_fault (self->record, ry_field_get_name (self->field));
  if (words == NULL && value != NULL && ry_field_get_value_type (self->field) == RY_FIELD_DATE &&
      JSON_NODE_HOLDS_VALUE (value)) {
    warn = FALSE;
    words = ry_date_format_other (json_node_get_string (value), gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->caption), words != NULL);
  gtk_label_set_label (self->caption, words != NULL ? words : "");
  if (warn)
    gtk_widget_add_css_class (GTK_WIDGET (self->caption), "ry-warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "ry-warn");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words != NULL ? words : "", -1);
}

static guint
find_code (RyFieldRow *self, const char *code)
{
  const char *const *codes = ry_field_get_codes (self->field);

  /* The first choice is "none". */
  for (guint i = 0; code != NULL && codes != NULL && codes[i] != NULL; i++)
    if (g_str_equal (codes[i], code))
      return i + 1;
  return 0;
}

static void
show_text (RyFieldRow *self, const char *text)
{
  if (self->kind == EDIT_TEXT) {
    if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->editor)), text))
      ry_fill_editable (GTK_EDITABLE (self->editor), text);
    return;
  }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), text, -1);
}

static void
show_value (RyFieldRow *self)
{
  JsonNode *value = get_value (self);
  g_autofree char *text = NULL;

  self->updating = TRUE;
  switch (self->kind) {
  case EDIT_CHOICE:
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor),
                                find_code (self, value != NULL && JSON_NODE_HOLDS_VALUE (value)
                                                     ? json_node_get_string (value)
                                                     : NULL));
    break;
  case EDIT_SWITCH:
    gtk_switch_set_active (GTK_SWITCH (self->editor),
                           value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_boolean (value));
    break;
  case EDIT_TEXT:
  case EDIT_PARAGRAPHS:
  default:
    text = value != NULL ? ry_field_dup_display (self->field, value) : NULL;
    show_text (self, text != NULL ? text : "");
  }
  self->updating = FALSE;
  show_caption (self);
}

static gboolean
has_focus (RyFieldRow *self)
{
  return (gtk_widget_get_state_flags (self->editor) & (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_WITHIN)) != 0;
}

/* What cannot be understood changes nothing: not even the deletion of the former words on the way to it. */
static void
keep_stored_value (RyFieldRow *self)
{
  RyDocument *document = ry_record_get_document (self->record);
  const char *name = ry_field_get_name (self->field);
  JsonNode *stored = document != NULL ? json_object_get_member (ry_document_get_root (document), name) : NULL;

  ry_record_set (self->record, name, stored != NULL ? json_node_copy (stored) : NULL);
}

static void
take_text (RyFieldRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *value = NULL;

  g_clear_pointer (&self->complaint, g_free);
  if (*text != '\0') {
    value = ry_field_parse_input (self->field, text, &error);
    if (value == NULL) {
      self->complaint = g_strdup (error != NULL ? error->message : _ ("This is not understood"));
      keep_stored_value (self);
      show_caption (self);
      return;
    }
  }
  ry_record_set (self->record, ry_field_get_name (self->field), value);
  show_caption (self);
}

static void
text_changed_cb (RyFieldRow *self)
{
  if (!self->updating && self->record != NULL)
    take_text (self, gtk_editable_get_text (GTK_EDITABLE (self->editor)));
}

static void
paragraphs_changed_cb (RyFieldRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->updating || self->record == NULL)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  take_text (self, text);
}

static void
choice_changed_cb (RyFieldRow *self)
{
  const char *const *codes = ry_field_get_codes (self->field);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
  JsonNode *value = NULL;

  if (self->updating || self->record == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0)
    value = json_node_init_string (json_node_alloc (), codes[selected - 1]);
  ry_record_set (self->record, ry_field_get_name (self->field), value);
  ry_record_flush (self->record);
}

static void
switch_changed_cb (RyFieldRow *self)
{
  JsonNode *value;

  if (self->updating || self->record == NULL)
    return;
  value = json_node_init_boolean (json_node_alloc (), gtk_switch_get_active (GTK_SWITCH (self->editor)));
  ry_record_set (self->record, ry_field_get_name (self->field), value);
  ry_record_flush (self->record);
}

/* What may not be written can still be read, selected and copied; the row says why. */
static void
show_lock (RyFieldRow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean typed = self->kind == EDIT_TEXT || self->kind == EDIT_PARAGRAPHS;

  self->locked =
      self->record != NULL &&
      !ry_workspace_offers_field (ry_record_get_workspace (self->record),
                                  ry_kind_get_name (ry_record_get_kind (self->record)),
                                  ry_record_get_document (self->record), ry_field_get_name (self->field), &error);
  if (self->kind == EDIT_TEXT)
    gtk_editable_set_editable (GTK_EDITABLE (self->editor), !self->locked);
  else if (self->kind == EDIT_PARAGRAPHS)
    gtk_text_view_set_editable (GTK_TEXT_VIEW (self->editor), !self->locked);
  else
    gtk_widget_set_sensitive (self->editor, !self->locked);
  gtk_widget_set_visible (self->pencil, typed && !self->locked);
  ry_tooltip_set (self->box, error != NULL ? error->message : NULL);
  if (error != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error->message, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
record_changed_cb (RyFieldRow *self)
{
  /* Words that were not understood stay to be mended. */
  if (self->complaint == NULL && (!has_focus (self) || self->kind == EDIT_CHOICE || self->kind == EDIT_SWITCH))
    show_value (self);
  show_lock (self);
}

static void
focus_enter_cb (RyFieldRow *self)
{
  gtk_widget_set_visible (self->pencil, FALSE);
}

static void
focus_leave_cb (RyFieldRow *self)
{
  gtk_widget_set_visible (self->pencil, !self->locked && (self->kind == EDIT_TEXT || self->kind == EDIT_PARAGRAPHS));
  ry_field_row_flush (self);
  /* A value is shown as it was understood; what was not understood stays to be mended. */
  if (self->complaint == NULL)
    show_value (self);
}

static void
pressed_cb (RyFieldRow *self)
{
  if (!has_focus (self))
    gtk_widget_grab_focus (self->editor);
}

static GtkWidget *
create_text (RyFieldRow *self)
{
  /* Not a bare GtkText: on GTK 4.8 that has no role and no text for a screen reader. */
  GtkWidget *text = gtk_entry_new ();

  gtk_entry_set_has_frame (GTK_ENTRY (text), FALSE);
  switch (ry_field_get_value_type (self->field)) {
  case RY_FIELD_TELEPHONE:
    gtk_entry_set_input_purpose (GTK_ENTRY (text), GTK_INPUT_PURPOSE_PHONE);
    break;
  case RY_FIELD_EMAIL:
    gtk_entry_set_input_purpose (GTK_ENTRY (text), GTK_INPUT_PURPOSE_EMAIL);
    break;
  case RY_FIELD_URL:
    gtk_entry_set_input_purpose (GTK_ENTRY (text), GTK_INPUT_PURPOSE_URL);
    break;
  default:
    break;
  }
  gtk_widget_set_hexpand (text, TRUE);
  g_signal_connect_swapped (text, "changed", G_CALLBACK (text_changed_cb), self);
  return text;
}

static GtkWidget *
create_paragraphs (RyFieldRow *self)
{
  GtkWidget *view = ry_text_area_new ();

  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_hexpand (view, TRUE);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                            G_CALLBACK (paragraphs_changed_cb), self);
  return view;
}

static GtkWidget *
create_choice (RyFieldRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const char *const *codes = ry_field_get_codes (self->field);
  GtkWidget *choice;

  gtk_string_list_append (labels, _ ("Not set"));
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    gtk_string_list_append (labels, ry_field_get_code_label (self->field, codes[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (choice, "flat");
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (choice_changed_cb), self);
  return choice;
}

static GtkWidget *
create_switch (RyFieldRow *self)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (widget, "notify::active", G_CALLBACK (switch_changed_cb), self);
  return widget;
}

static void
watch_focus (RyFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (self->editor, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->box, GTK_EVENT_CONTROLLER (click));
}

static void
build (RyFieldRow *self)
{
  GtkWidget *(*create[]) (RyFieldRow *) = { create_text, create_paragraphs, create_choice, create_switch };
  const char *label = ry_field_get_label (self->field);
  gboolean typed = self->kind == EDIT_TEXT || self->kind == EDIT_PARAGRAPHS;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_label_set_label (self->title, label);
  self->editor = create[self->kind](self);
  ry_speech_set_label (self->editor, label);
  gtk_widget_set_visible (self->pencil, typed);
  if (typed) {
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "ry-small");
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "ry-2nd");
    gtk_box_insert_child_after (GTK_BOX (self->words), self->editor, GTK_WIDGET (self->title));
    watch_focus (self);
  } else
    gtk_box_prepend (GTK_BOX (self->suffixes), self->editor);
}

static void
ry_field_row_dispose (GObject *object)
{
  RyFieldRow *self = RY_FIELD_ROW (object);

  if (self->record != NULL) {
    ry_record_flush (self->record);
    g_signal_handlers_disconnect_by_data (self->record, self);
    g_signal_handlers_disconnect_by_data (ry_record_get_workspace (self->record), self);
  }
  g_clear_object (&self->record);
  G_OBJECT_CLASS (ry_field_row_parent_class)->dispose (object);
}

static void
ry_field_row_finalize (GObject *object)
{
  g_free (RY_FIELD_ROW (object)->complaint);
  G_OBJECT_CLASS (ry_field_row_parent_class)->finalize (object);
}

static void
ry_field_row_class_init (RyFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_field_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, words);
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, title);
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, caption);
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, suffixes);
  gtk_widget_class_bind_template_child (widget_class, RyFieldRow, pencil);
}

static void
ry_field_row_init (RyFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_field_row_new:
 * @record: (not nullable): the record; it also says which kind of record the row is for
 * @field: the field's name
 *
 * Returns: (transfer floating) (nullable): the row, or %NULL where the kind has no such field
 */
GtkWidget *
ry_field_row_new (RyRecord *record, const char *field)
{
  RyKind *kind = ry_record_get_kind (record);
  RyField *definition = kind != NULL ? ry_kind_find_field (kind, field) : NULL;
  RyFieldRow *self;

  if (definition == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_FIELD_ROW, NULL);
  self->field = definition;
  self->kind = choose_editor (definition);
  build (self);
  ry_field_row_set_record (self, record);
  return GTK_WIDGET (self);
}

/**
 * ry_field_row_set_record:
 * @self: a row
 * @record: (nullable): another record of the same kind
 *
 * Turns the row to another record; what was typed for the one before is saved.
 */
void
ry_field_row_set_record (RyFieldRow *self, RyRecord *record)
{
  if (self->record == record)
    return;
  if (self->record != NULL) {
    ry_record_flush (self->record);
    g_signal_handlers_disconnect_by_data (self->record, self);
    g_signal_handlers_disconnect_by_data (ry_record_get_workspace (self->record), self);
    g_clear_object (&self->record);
  }
  g_clear_pointer (&self->complaint, g_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self), record != NULL);
  if (record != NULL) {
    self->record = g_object_ref (record);
    g_signal_connect_swapped (record, "changed", G_CALLBACK (record_changed_cb), self);
    g_signal_connect_swapped (ry_record_get_workspace (record), "actor-changed", G_CALLBACK (show_lock), self);
  }
  show_value (self);
  show_lock (self);
}

/**
 * ry_field_row_add_suffix:
 * @self: a row
 * @suffix: put at its end, as to whom the field is disclosed
 */
void
ry_field_row_add_suffix (RyFieldRow *self, GtkWidget *suffix)
{
  gtk_box_append (GTK_BOX (self->suffixes), suffix);
}

/**
 * ry_field_row_flush:
 * @self: a row
 *
 * Saves what is typed without waiting for the pause.
 */
void
ry_field_row_flush (RyFieldRow *self)
{
  if (self->record != NULL)
    ry_record_flush (self->record);
}
