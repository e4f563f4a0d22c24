/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyDoorCard: facts as words, and the same facts as fields of the sheet's record while its pencil is pressed. What was
 * there before a day stays in the sheet's past. The card of departments and emergency service is the same with other
 * fields.
 */
#include "ry-door-card.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-card.h"
#include "ry-council-rules.h"
#include "ry-date.h"
#include "ry-field-row.h"
#include "ry-function.h"
#include "ry-label.h"
#include "ry-paper-row.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"

static const char *const door_fields[] = { "door_telephone", "door_contact", "door_hours",
                                           "door_holidays",  "door_papers",  NULL };
static const RyKeptPdf form = { "door_form", N_ ("FAX form"), N_ ("No form is kept yet"),
                                N_ ("The form could not be taken in") };
static const char *const service_fields[] = { "departments", "emergency", "note", NULL };

struct _RyDoorCard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *edit;
  GtkBox *facts;
  GtkWidget *fields; /* NULL until the pencil is pressed */
  GtkWidget *form;   /* likewise */

  /* Owned */
  char *organisation;
  char *sheet; /* its id, also before there is one */
  RyRecord *record;
  GPtrArray *rows; /* RyFieldRow, borrowed from @fields */

  gboolean service;
};

G_DEFINE_FINAL_TYPE (RyDoorCard, ry_door_card, GTK_TYPE_BOX)

/* ---- Fields ---- */

static void
finish (const char *id, JsonObject *before, JsonObject *content)
{
  g_autofree char *organisation = g_strconcat ("organisation:", strchr (id, ':') + 1, NULL);
  g_autofree char *today = ry_date_dup_today ();

  ry_function_keep (organisation, before, content, today);
}

static void
drop_fields (RyDoorCard *self)
{
  ry_door_card_flush (self);
  g_ptr_array_set_size (self->rows, 0);
  if (self->fields != NULL)
    gtk_box_remove (GTK_BOX (self), self->fields);
  if (self->form != NULL)
    gtk_box_remove (GTK_BOX (self), self->form);
  self->fields = self->form = NULL;
  g_clear_object (&self->record);
}

static void
make_fields (RyDoorCard *self)
{
  const char *const *fields = self->service ? service_fields : door_fields;

  self->record = ry_record_new (ry_window_get_workspace (self->window), self->sheet);
  ry_record_set_finish (self->record, finish);
  ry_announce_record (self->record, GTK_WIDGET (self));
  self->fields = adw_preferences_group_new ();
  for (guint i = 0; fields[i] != NULL; i++) {
    GtkWidget *row = ry_field_row_new (self->record, fields[i]);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->fields), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_box_append (GTK_BOX (self), self->fields);
  if (!self->service && ry_record_get_document (self->record) != NULL) {
    self->form = ry_kept_pdf_new (self->record, &form);
    gtk_box_append (GTK_BOX (self), self->form);
  }
  gtk_widget_child_focus (self->fields, GTK_DIR_TAB_FORWARD);
}

static void
edit_cb (RyDoorCard *self)
{
  gboolean editing = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->edit));

  gtk_widget_set_visible (GTK_WIDGET (self->facts), !editing);
  if (editing && self->fields == NULL)
    make_fields (self);
  else if (!editing)
    drop_fields (self);
}

/* ---- Facts ---- */

static void
append_fact (RyDoorCard *self, const char *name, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name), *text = ry_label_new_wrapped (words, NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_focusable (text, FALSE);
  gtk_widget_add_css_class (label, "ry-table-heading");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (self->facts, line);
}

static void
append_words (RyDoorCard *self, const char *words, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (words, css_class);

  gtk_box_append (self->facts, label);
}

/* The form as it is kept today; of an earlier day its name is known, not its pages. */
static void
append_form (RyDoorCard *self, const RyHospital *hospital)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  const char *id = ry_document_get_id (hospital->sheet);
  g_autoptr (RyAttachment) attachment =
      ry_store_get_attachment (ry_workspace_get_store_for (workspace, id), id, NULL, hospital->door.form, NULL);
  GtkWidget *list;

  if (attachment == NULL) {
    append_fact (self, _ ("Form"), hospital->door.form);
    return;
  }
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  ry_speech_set_label (list, _ ("FAX form"));
  gtk_list_box_append (GTK_LIST_BOX (list), ry_paper_row_new (workspace, ry_window_get_replicator (self->window), id,
                                                              hospital->door.form, attachment, FALSE));
  gtk_box_append (self->facts, list);
}

static void
fill_door (RyDoorCard *self, const RyHospital *hospital)
{
  const RyDoor *door = &hospital->door;

  append_words (self, door->telephone != NULL ? door->telephone : _ ("No telephone entered"),
                door->telephone != NULL ? "ry-door-telephone" : "ry-2nd");
  if (door->telephone != NULL)
    append_words (self, door->is_direct ? _ ("Liaison office, direct") : _ ("Switchboard"), "ry-2nd");
  if (door->contact != NULL)
    append_fact (self, _ ("Contact"), door->contact);
  if (door->hours != NULL)
    append_fact (self, _ ("Hours"), door->hours);
  if (door->holidays != NULL)
    append_fact (self, _ ("Holidays"), door->holidays);
  if (door->fax != NULL)
    append_fact (self, _ ("FAX"), door->fax);
  if (door->papers != NULL)
    append_fact (self, _ ("Papers needed"), door->papers);
  if (door->form != NULL && hospital->sheet != NULL)
    append_form (self, hospital);
}

static void
fill_service (RyDoorCard *self, const RyHospital *hospital)
{
  g_autofree char *departments = g_strjoinv (_ (", "), hospital->departments);
  RyField *field =
      ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "function"), "emergency");
  const char *emergency = hospital->emergency != NULL ? ry_field_get_code_label (field, hospital->emergency) : NULL;

  append_fact (self, _ ("Departments"), *departments != '\0' ? departments : _ ("not entered"));
  append_fact (self, _ ("Emergency"), emergency != NULL ? emergency : _ ("not entered"));
  if (hospital->sheet != NULL && ry_document_get_string (hospital->sheet, "note") != NULL)
    append_fact (self, _ ("Note"), ry_document_get_string (hospital->sheet, "note"));
}

static void
ry_door_card_dispose (GObject *object)
{
  RyDoorCard *self = RY_DOOR_CARD (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->sheet, g_free);
  G_OBJECT_CLASS (ry_door_card_parent_class)->dispose (object);
}

static void
ry_door_card_class_init (RyDoorCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_door_card_dispose;
}

static void
ry_door_card_init (RyDoorCard *self)
{
  self->rows = g_ptr_array_new ();
}

static GtkWidget *
create (RyWindow *window, gboolean service)
{
  RyDoorCard *self = g_object_new (RY_TYPE_DOOR_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *head =
      ry_card_begin (GTK_BOX (self), service ? _ ("Departments and emergency") : _ ("Referral door"), NULL);

  self->window = window;
  self->service = service;
  self->edit = ry_card_new_edit (service ? _ ("Change departments and emergency") : _ ("Change the referral door"));
  g_signal_connect_swapped (self->edit, "toggled", G_CALLBACK (edit_cb), self);
  gtk_box_append (GTK_BOX (head), self->edit);
  self->facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->facts));
  return GTK_WIDGET (self);
}

/**
 * ry_door_card_new:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card of the referral door
 */
GtkWidget *
ry_door_card_new (RyWindow *window)
{
  return create (window, FALSE);
}

/**
 * ry_door_card_new_service:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card of departments and emergency service
 */
GtkWidget *
ry_door_card_new_service (RyWindow *window)
{
  return create (window, TRUE);
}

/**
 * ry_door_card_show:
 * @self: a card
 * @hospital: whose door
 * @editable: whether it is that of today
 */
void
ry_door_card_show (RyDoorCard *self, const RyHospital *hospital, gboolean editable)
{
  g_autoptr (RyDocument) sheet = ry_card_dup_sheet (hospital);
  GtkWidget *child;

  if (!editable || g_strcmp0 (self->organisation, hospital->id) != 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->edit), FALSE);
  g_free (self->organisation);
  self->organisation = g_strdup (hospital->id);
  g_free (self->sheet);
  self->sheet = g_strdup (ry_document_get_id (sheet));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, child);
  if (self->service)
    fill_service (self, hospital);
  else
    fill_door (self, hospital);
  gtk_widget_set_visible (self->edit, editable);
  ry_permission_guard_widget (self->edit, ry_window_get_workspace (self->window),
                              hospital->sheet != NULL ? RY_VERB_EDIT : RY_VERB_CREATE, "function", sheet);
}

/**
 * ry_door_card_flush:
 * @self: a card
 *
 * Saves what is being typed.
 */
void
ry_door_card_flush (RyDoorCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ry_field_row_flush (g_ptr_array_index (self->rows, i));
  if (self->record != NULL)
    ry_record_flush (self->record);
}
