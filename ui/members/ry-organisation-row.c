/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyOrganisationRow. A view makes a few dozen and points each at one RyRow after another, so making and binding must be
 * cheap: a name and a line of facts, and what only some need (the letter that begins, a state, marks of councils) is
 * made when it is first needed. A row still being read shows an ellipsis.
 *
 * Accessibility: the list item is named by ry_organisation_row_dup_speech(): name, kind, councils.
 */
#include "ry-organisation-row.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-json.h"
#include "ry-send-mark.h"

struct _RyOrganisationRow {
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *body;
  GtkBox *first_line;
  GtkLabel *name;
  GtkLabel *facts;
  RySendMark *send;

  /* Borrowed: children that few rows need, NULL until then */
  GtkLabel *heading;
  GtkLabel *state;
  GtkBox *marks;

  RyKind *kind;

  /* Owned */
  RyMemberIndex *index;
  RyRow *row;
  GSignalGroup *row_signals;
};

G_DEFINE_FINAL_TYPE (RyOrganisationRow, ry_organisation_row, GTK_TYPE_WIDGET)

static const char *
get_label_of_code (RyOrganisationRow *self, const char *member)
{
  const char *code = ry_row_get_string (self->row, member);
  return code != NULL && *code != '\0' ? ry_field_get_code_label (ry_kind_find_field (self->kind, member), code) : NULL;
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (facts->len > 0)
    g_string_append (facts, _ ("·"));
  g_string_append (facts, fact);
}

static char *
dup_reading_with_doubt (RyOrganisationRow *self)
{
  const char *reading = ry_row_get_string (self->row, "reading");
  JsonObject *root = ry_document_get_root (ry_row_get_document (self->row));

  if (reading == NULL || *reading == '\0')
    return g_strdup (_ ("no reading yet"));
  if (ry_json_get_boolean (root, "reading_guessed", FALSE))
    return g_strdup_printf (_ ("%s (guessed)"), reading);
  return g_strdup (reading);
}

static void
show_facts (RyOrganisationRow *self)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *reading = dup_reading_with_doubt (self);

  append_fact (facts, get_label_of_code (self, "org_kind"));
  append_fact (facts, ry_row_get_string (self->row, "area"));
  append_fact (facts, reading);
  gtk_label_set_label (self->facts, facts->str);
}

static GtkLabel *
ensure_state (RyOrganisationRow *self)
{
  if (self->state == NULL) {
    self->state = GTK_LABEL (gtk_label_new (NULL));
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "ry-chip");
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "ry-small");
    gtk_box_insert_child_after (self->first_line, GTK_WIDGET (self->state), GTK_WIDGET (self->name));
  }
  return self->state;
}

static void
show_state (RyOrganisationRow *self)
{
  const char *status = ry_row_get_string (self->row, "status");
  gboolean is_open = status == NULL || *status == '\0' || strcmp (status, "open") == 0;

  if (!is_open)
    gtk_label_set_label (ensure_state (self), get_label_of_code (self, "status"));
  if (self->state != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->state), !is_open);
}

static GtkBox *
ensure_marks (RyOrganisationRow *self)
{
  if (self->marks == NULL) {
    self->marks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
    gtk_widget_set_hexpand (GTK_WIDGET (self->marks), TRUE);
    gtk_widget_set_halign (GTK_WIDGET (self->marks), GTK_ALIGN_END);
    gtk_box_append (self->first_line, GTK_WIDGET (self->marks));
  }
  return self->marks;
}

/* Most organisations belong to no council, or to one; a row still being read, or just deleted, has no id. */
static void
show_marks (RyOrganisationRow *self)
{
  RyCouncils *councils = ry_member_index_get_councils (self->index);
  const char *id = ry_row_get_id (self->row);
  GtkWidget *mark = self->marks != NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->marks)) : NULL;

  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);

    if (id == NULL || !ry_member_index_contains (self->index, council->id, id))
      continue;
    if (mark == NULL)
      gtk_box_append (ensure_marks (self), ry_council_mark_new (council));
    else {
      ry_council_mark_set_council (RY_COUNCIL_MARK (mark), council);
      mark = gtk_widget_get_next_sibling (mark);
    }
  }
  for (; mark != NULL; mark = gtk_widget_get_next_sibling (mark))
    ry_council_mark_set_council (RY_COUNCIL_MARK (mark), NULL);
}

static void
speak (RyOrganisationRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *speech = NULL;

  if (self->row == NULL || ry_row_get_document (self->row) == NULL)
    return;
  speech = ry_organisation_row_dup_speech (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
}

static void
refresh (RyOrganisationRow *self)
{
  const char *name;

  if (self->row == NULL)
    return;
  /* Both are right before the record was read as well: nothing is left of the one that stood here before. */
  show_state (self);
  show_marks (self);
  if (ry_row_get_document (self->row) == NULL) {
    gtk_label_set_label (self->name, "…");
    gtk_label_set_label (self->facts, "");
    return;
  }
  name = ry_row_get_string (self->row, "name");
  gtk_label_set_label (self->name, name != NULL && *name != '\0' ? name : _ ("(no name)"));
  show_facts (self);
  ry_send_mark_set_id (self->send, ry_row_get_id (self->row));
  speak (self);
}

static void
ry_organisation_row_dispose (GObject *object)
{
  RyOrganisationRow *self = RY_ORGANISATION_ROW (object);

  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);
  g_clear_object (&self->index);
  g_clear_pointer ((GtkWidget **) &self->heading, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_ORGANISATION_ROW);
  G_OBJECT_CLASS (ry_organisation_row_parent_class)->dispose (object);
}

static void
ry_organisation_row_class_init (RyOrganisationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_organisation_row_dispose;

  g_type_ensure (RY_TYPE_SEND_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-organisation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationRow, body);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationRow, first_line);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationRow, name);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationRow, facts);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationRow, send);
  gtk_widget_class_bind_template_callback (widget_class, speak);
}

static void
ry_organisation_row_init (RyOrganisationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_signals = g_signal_group_new (RY_TYPE_ROW);
  g_signal_group_connect_swapped (self->row_signals, "notify::document", G_CALLBACK (refresh), self);
}

/**
 * ry_organisation_row_new:
 * @index: who belongs to which council
 * @kind: the kind `organisation`
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
ry_organisation_row_new (RyMemberIndex *index, RyKind *kind)
{
  RyOrganisationRow *self = g_object_new (RY_TYPE_ORGANISATION_ROW, NULL);

  self->index = g_object_ref (index);
  self->kind = kind;
  g_signal_connect_object (index, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_organisation_row_set_row:
 * @self: the row
 * @row: (nullable): what to show; %NULL lets go of the last
 *
 * Points the row at another organisation, and follows its changes.
 */
void
ry_organisation_row_set_row (RyOrganisationRow *self, RyRow *row)
{
  g_return_if_fail (RY_IS_ORGANISATION_ROW (self));

  g_set_object (&self->row, row);
  g_signal_group_set_target (self->row_signals, row);
  refresh (self);
}

static GtkLabel *
ensure_heading (RyOrganisationRow *self)
{
  if (self->heading == NULL) {
    self->heading = GTK_LABEL (gtk_label_new (NULL));
    gtk_label_set_xalign (self->heading, 0);
    gtk_widget_add_css_class (GTK_WIDGET (self->heading), "ry-index-heading");
    gtk_widget_insert_before (GTK_WIDGET (self->heading), GTK_WIDGET (self), self->body);
  }
  return self->heading;
}

/**
 * ry_organisation_row_set_heading:
 * @self: the row
 * @letter: (nullable): the letter that begins with this row, %NULL for none
 *
 * Shows or hides the heading above the row.
 */
void
ry_organisation_row_set_heading (RyOrganisationRow *self, const char *letter)
{
  g_return_if_fail (RY_IS_ORGANISATION_ROW (self));

  if (letter != NULL)
    gtk_label_set_label (ensure_heading (self), letter);
  if (self->heading != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->heading), letter != NULL);
}

/**
 * ry_organisation_row_dup_speech:
 * @self: the row
 *
 * Returns: (transfer full): what a screen reader says of it: name, kind, state, councils, whether it is sent
 */
char *
ry_organisation_row_dup_speech (RyOrganisationRow *self)
{
  RyCouncils *councils = ry_member_index_get_councils (self->index);
  g_autoptr (GString) speech = g_string_new (gtk_label_get_label (self->name));
  const char *kind = get_label_of_code (self, "org_kind");

  if (kind != NULL)
    g_string_append_printf (speech, _ (", %s"), kind);
  if (self->state != NULL && gtk_widget_get_visible (GTK_WIDGET (self->state)))
    g_string_append_printf (speech, _ (", %s"), gtk_label_get_label (self->state));
  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    if (ry_member_index_contains (self->index, council->id, ry_row_get_id (self->row)))
      g_string_append_printf (speech, _ (", %s"), council->name);
  }
  if (ry_send_mark_get_words (self->send) != NULL)
    g_string_append_printf (speech, _ (", %s"), ry_send_mark_get_words (self->send));
  return g_string_free (g_steal_pointer (&speech), FALSE);
}
