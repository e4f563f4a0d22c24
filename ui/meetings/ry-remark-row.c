/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Not taken up" asks for an answer in a line below, not in a dialog; Enter sends it. The form beside it writes a new
 * remark: a member's own, or one that the secretariat was told by telephone or FAX.
 */
#include "ry-remark-row.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-remark.h"
#include "ry-speech.h"

struct _RyRemarkRow {
  GtkBox parent_instance;

  /* Widgets */
  GtkWidget *answer;
  GtkWidget *revealer;

  /* Owned */
  RyMinutesRemarks *remarks;
  RyDocument *remark;
};

G_DEFINE_FINAL_TYPE (RyRemarkRow, ry_remark_row, GTK_TYPE_BOX)

/* What a form needs; lives with its box. */
typedef struct {
  RyMinutesRemarks *remarks;
  RyMeetingDraft *draft;
  char *block;
  GPtrArray *seats; /* whose remark it can be, as in the drop-down after its first row */
  GtkWidget *who;
  GtkWidget *text;
} Form;

static GtkWidget *
create_label (const char *words, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (words, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

static void
taken_cb (RyRemarkRow *self)
{
  ry_minutes_remarks_answer (self->remarks, self->remark, RY_REMARK_TAKEN, NULL);
}

static void
reopened_cb (RyRemarkRow *self)
{
  ry_minutes_remarks_answer (self->remarks, self->remark, RY_REMARK_OPEN, NULL);
}

static void
decline_cb (RyRemarkRow *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  gtk_widget_grab_focus (self->answer);
}

static void
declined_cb (RyRemarkRow *self)
{
  const char *answer = gtk_editable_get_text (GTK_EDITABLE (self->answer));

  if (*answer != '\0')
    ry_minutes_remarks_answer (self->remarks, self->remark, RY_REMARK_DECLINED, answer);
}

static GtkWidget *
create_button (RyRemarkRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  const char *text = ry_document_get_string (self->remark, "text");
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, text != NULL ? text : "");

  ry_speech_set_label (button, spoken);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
append_acts (RyRemarkRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), create_button (self, _ ("Taken Up"), G_CALLBACK (taken_cb)));
  gtk_box_append (GTK_BOX (box), create_button (self, _ ("Not Taken Up…"), G_CALLBACK (decline_cb)));
  self->answer = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->answer), _ ("Why not"));
  gtk_widget_set_hexpand (self->answer, TRUE);
  ry_speech_set_label (self->answer, _ ("Why the remark is not taken up"));
  g_signal_connect_swapped (self->answer, "activate", G_CALLBACK (declined_cb), self);
  gtk_box_append (GTK_BOX (line), self->answer);
  gtk_box_append (GTK_BOX (line), create_button (self, _ ("Answer"), G_CALLBACK (declined_cb)));
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), line);
  gtk_box_append (GTK_BOX (self), box);
  gtk_box_append (GTK_BOX (self), self->revealer);
}

static void
append_outcome (RyRemarkRow *self, gboolean keeper)
{
  gboolean taken = g_strcmp0 (ry_document_get_string (self->remark, "status"), RY_REMARK_TAKEN) == 0;
  const char *answer = ry_document_get_string (self->remark, "answer");
  g_autofree char *words = g_strjoin (": ", taken ? _ ("Taken up") : _ ("Not taken up"), answer, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = create_label (words, "ry-small");

  gtk_widget_add_css_class (label, taken ? "ry-good" : "ry-2nd");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (keeper) {
    GtkWidget *button = create_button (self, _ ("Reopen"), G_CALLBACK (reopened_cb));

    gtk_widget_add_css_class (button, "flat");
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_box_append (GTK_BOX (self), box);
}

static char *
describe_writer (RyDocument *remark)
{
  const char *name = ry_document_get_string (remark, "name"), *on = ry_document_get_string (remark, "on");
  g_autofree char *day = on != NULL ? ry_date_format_iso (on, RY_DATE_MONTH_DAY) : NULL;

  return g_strjoin ("・", name != NULL ? name : _ ("Secretariat"), day, NULL);
}

static void
ry_remark_row_dispose (GObject *object)
{
  RyRemarkRow *self = RY_REMARK_ROW (object);

  g_clear_object (&self->remarks);
  g_clear_pointer (&self->remark, ry_document_unref);
  G_OBJECT_CLASS (ry_remark_row_parent_class)->dispose (object);
}

static void
ry_remark_row_class_init (RyRemarkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_remark_row_dispose;
}

static void
ry_remark_row_init (RyRemarkRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

/**
 * ry_remark_row_new:
 * @remarks: the remarks it is one of
 * @remark: the remark
 * @about: (nullable): the words it is about, where they are not in sight
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_remark_row_new (RyMinutesRemarks *remarks, RyDocument *remark, const char *about)
{
  RyRemarkRow *self = g_object_new (RY_TYPE_REMARK_ROW, NULL);
  gboolean keeper = ry_minutes_remarks_may_keep (remarks);
  g_autofree char *writer = describe_writer (remark);
  GtkWidget *head = create_label (writer, "ry-2nd");

  self->remarks = g_object_ref (remarks);
  self->remark = ry_document_ref (remark);
  gtk_widget_add_css_class (head, "ry-small");
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), create_label (ry_document_get_string (remark, "text"), NULL));
  if (about != NULL) {
    g_autofree char *words = g_strdup_printf (_ ("On: %s"), about);

    gtk_box_append (GTK_BOX (self), create_label (words, "ry-small"));
  }
  if (!ry_remark_is_open (remark))
    append_outcome (self, keeper);
  else if (keeper)
    append_acts (self);
  return GTK_WIDGET (self);
}

static void
free_form (gpointer data)
{
  Form *form = data;

  g_clear_object (&form->remarks);
  g_clear_object (&form->draft);
  g_ptr_array_unref (form->seats);
  g_free (form->block);
  g_free (form);
}

static JsonObject *
get_writer (Form *form)
{
  guint chosen = form->who != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (form->who)) : 0;

  if (form->who == NULL)
    return ry_minutes_remarks_get_seat (form->remarks);
  return chosen > 0 && chosen <= form->seats->len ? g_ptr_array_index (form->seats, chosen - 1) : NULL;
}

static void
form_sent_cb (Form *form)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (form->text))));

  if (*text == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (form->text), "");
  ry_minutes_remarks_add (form->remarks, form->block, get_writer (form), text);
}

/* Those who attended, for the secretariat, which writes down what it is told. */
static GtkWidget *
create_writers (Form *form)
{
  JsonArray *seats = ry_json_get_array (ry_meeting_draft_get_content (form->draft), "attendance");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *who;

  gtk_string_list_append (names, _ ("Secretariat"));
  for (guint i = 0; seats != NULL && i < json_array_get_length (seats); i++) {
    JsonObject *seat = json_array_get_object_element (seats, i);
    const char *person = ry_json_get_string (seat, "person");

    if (person == NULL || ry_json_get_string (seat, "name") == NULL ||
        ry_remark_find_seat (ry_meeting_draft_get_content (form->draft), person, NULL) == NULL)
      continue;
    gtk_string_list_append (names, ry_json_get_string (seat, "name"));
    g_ptr_array_add (form->seats, json_object_ref (seat));
  }
  who = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)),
                           gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (who), TRUE);
  /* A screen reader meets the button inside. */
  ry_speech_set_label (gtk_widget_get_first_child (who), _ ("Whose remark"));
  return who;
}

/**
 * ry_remark_form_new:
 * @remarks: the remarks
 * @draft: the open meeting
 * @block: (nullable): key of the block; %NULL for the minutes as a whole
 *
 * Returns: (transfer floating): a line in which a remark is written
 */
GtkWidget *
ry_remark_form_new (RyMinutesRemarks *remarks, RyMeetingDraft *draft, const char *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Add"));
  Form *form = g_new0 (Form, 1);

  form->remarks = g_object_ref (remarks);
  form->draft = g_object_ref (draft);
  form->block = g_strdup (block);
  form->seats = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  if (ry_minutes_remarks_may_keep (remarks)) {
    form->who = create_writers (form);
    gtk_box_append (GTK_BOX (box), form->who);
  }
  form->text = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (form->text), _ ("A remark"));
  gtk_widget_set_hexpand (form->text, TRUE);
  ry_speech_set_label (form->text, block != NULL ? _ ("A remark on this block") : _ ("A remark on the minutes"));
  ry_speech_set_label (button, _ ("Add the remark"));
  g_signal_connect_swapped (form->text, "activate", G_CALLBACK (form_sent_cb), form);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (form_sent_cb), form);
  gtk_box_append (GTK_BOX (line), form->text);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  g_object_set_data_full (G_OBJECT (box), "form", form, free_form);
  return box;
}
