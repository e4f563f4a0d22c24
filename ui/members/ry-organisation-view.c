/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyOrganisationView. Its fields come from the kind's definition, group by group, so that a new field there
 * is a new row here. The rows are made once and pointed at one record after another. What another desktop
 * changes arrives through the record: fields update in place, but for the one that is being typed in.
 */
#include "ry-organisation-view.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-disclosure-button.h"
#include "ry-field-row.h"
#include "ry-former-names.h"
#include "ry-json.h"
#include "ry-membership-group.h"
#include "ry-people-group.h"
#include "ry-period.h"
#include "ry-refusal-note.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

struct _RyOrganisationView {
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkLabel *reading;
  GtkLabel *name;
  GtkToggleButton *edit_name;
  AdwBin *chips_place;
  GtkRevealer *name_revealer;
  RyRefusalNote *note;

  /* Borrowed */
  GtkBox *chips;
  RyPeopleGroup *people;
  RyMembershipGroup *memberships;
  GtkWidget *codes_group;
  GtkWidget *facility_group;
  GtkWidget *more_button;
  AdwActionRow *updated;
  GtkWidget *name_row;

  /* Owned */
  RyWorkspace *workspace;
  RyMemberIndex *index;
  RyRecord *record;
  GSignalGroup *record_signals;
  GPtrArray *fields;      /* RyFieldRow, borrowed from their groups */
  GPtrArray *disclosures; /* RyDisclosureButton, borrowed from their rows */
  RyFormerNames *former_names;

  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (RyOrganisationView, ry_organisation_view, ADW_TYPE_BIN)

/* Communities have no institution codes and no beds; their records need not show a page of empty fields. */
static const char *const plain_kinds[] = { "informal",
                                           "residents_association",
                                           "seniors_club",
                                           "welfare_commissioner",
                                           "government",
                                           "medical_association",
                                           "dental_association",
                                           "pharmacist_association",
                                           "msw_association",
                                           "care_manager_association",
                                           "home_nursing_association",
                                           "social_welfare_council",
                                           "home_care_base",
                                           "other",
                                           NULL };

static const char *
get_text (RyOrganisationView *self, const char *member)
{
  JsonObject *root = self->record != NULL ? ry_record_get_root (self->record) : NULL;
  const char *text = root != NULL ? ry_json_get_string (root, member) : NULL;

  return text != NULL ? text : "";
}

static RyKind *
get_kind (RyOrganisationView *self)
{
  return ry_workspace_get_kind (self->workspace, "organisation");
}

static void
add_chip (RyOrganisationView *self, const char *text, const char *css_class)
{
  GtkWidget *chip;

  if (text == NULL || *text == '\0')
    return;
  chip = gtk_label_new (text);
  gtk_widget_add_css_class (chip, "ry-chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  gtk_box_append (self->chips, chip);
}

static void
add_code_chip (RyOrganisationView *self, const char *member, const char *css_class)
{
  const char *code = get_text (self, member);

  if (*code != '\0')
    add_chip (self, ry_field_get_code_label (ry_kind_find_field (get_kind (self), member), code), css_class);
}

static void
show_chips (RyOrganisationView *self)
{
  RyCouncils *councils = ry_member_index_get_councils (self->index);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  if (self->record == NULL)
    return;

  add_code_chip (self, "org_kind", NULL);
  add_chip (self, get_text (self, "area"), NULL);
  if (*get_text (self, "status") != '\0' && strcmp (get_text (self, "status"), "open") != 0)
    add_code_chip (self, "status", "ry-warn");
  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    if (ry_member_index_contains (self->index, council->id, ry_record_get_id (self->record)))
      gtk_box_append (self->chips, ry_council_chip_new (council));
  }
}

static void
show_title (RyOrganisationView *self)
{
  const char *name = get_text (self, "name");
  const char *reading = get_text (self, "reading");
  gboolean guessed = ry_json_get_boolean (ry_record_get_root (self->record), "reading_guessed", FALSE);
  g_autofree char *text = guessed ? g_strdup_printf (_ ("%s (guessed, please check)"), reading) : g_strdup (reading);

  gtk_label_set_label (self->name, *name != '\0' ? name : _ ("(no name)"));
  gtk_label_set_label (self->reading, *reading != '\0' ? text : _ ("no reading yet"));
}

static gboolean
has_any_value (RyOrganisationView *self, const char *group)
{
  RyKind *kind = get_kind (self);
  JsonObject *root = ry_record_get_root (self->record);

  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    if (g_strcmp0 (ry_field_get_group (field), group) == 0 && json_object_has_member (root, ry_field_get_name (field)))
      return TRUE;
  }
  return FALSE;
}

static void
show_groups (RyOrganisationView *self)
{
  gboolean is_plain = g_strv_contains (plain_kinds, get_text (self, "org_kind"));
  gboolean codes = self->shows_all || !is_plain || has_any_value (self, "codes");
  gboolean facility = self->shows_all || !is_plain || has_any_value (self, "facility");

  gtk_widget_set_visible (self->codes_group, codes);
  gtk_widget_set_visible (self->facility_group, facility);
  gtk_widget_set_visible (self->more_button, !codes || !facility);
}

static char *
dup_local_time (const char *iso)
{
  g_autoptr (GDateTime) time = iso != NULL && *iso != '\0' ? g_date_time_new_from_iso8601 (iso, NULL) : NULL;
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
  g_autofree char *era = day != NULL ? ry_date_format_iso (day, RY_DATE_ERA) : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  return era != NULL ? g_strdup_printf ("%s %s", era, clock) : NULL;
}

static void
show_updated (RyOrganisationView *self)
{
  g_autofree char *at = dup_local_time (get_text (self, "updated_at"));
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (at == NULL) {
    adw_action_row_set_subtitle (self->updated, _ ("Not changed since it came here"));
    return;
  }
  g_ptr_array_add (words, at);
  for (guint i = 0; i < 2; i++) {
    const char *stamp = get_text (self, i == 0 ? "updated_by" : "updated_on");

    if (*stamp != '\0')
      g_ptr_array_add (words, (gpointer) stamp);
  }
  g_ptr_array_add (words, NULL);
  text = g_strjoinv (_ ("·"), (char **) words->pdata);
  adw_action_row_set_subtitle (self->updated, text);
}

/* A reading that a person has written is no guess any more. */
static void
trust_reading (RyOrganisationView *self)
{
  RyDocument *document = ry_record_get_document (self->record);

  if (document != NULL && ry_json_get_boolean (ry_record_get_root (self->record), "reading_guessed", FALSE) &&
      g_strcmp0 (get_text (self, "reading"), ry_document_get_string (document, "reading")) != 0)
    ry_record_set (self->record, "reading_guessed", NULL);
}

static void
refresh (RyOrganisationView *self)
{
  RyDocument *document = self->record != NULL ? ry_record_get_document (self->record) : NULL;

  if (document == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "nothing");
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "record");
  show_title (self);
  show_chips (self);
  show_groups (self);
  show_updated (self);
  ry_refusal_note_set_id (self->note, ry_record_get_id (self->record));
}

static void
show_people (RyOrganisationView *self)
{
  RyDocument *document = self->record != NULL ? ry_record_get_document (self->record) : NULL;

  if (document == NULL)
    return;
  ry_people_group_show (self->people, document);
  ry_membership_group_show (self->memberships, ry_record_get_id (self->record));
}

static void
workspace_changed_cb (RyOrganisationView *self)
{
  refresh (self);
  show_people (self);
}

static gboolean
focus_name_cb (gpointer data)
{
  RyOrganisationView *self = data;

  gtk_widget_child_focus (self->name_row, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
more_clicked_cb (RyOrganisationView *self)
{
  self->shows_all = TRUE;
  show_groups (self);
}

static GtkWidget *
new_group (const char *title, const char *hint)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (hint != NULL)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), ry_wrap_label_new (hint));
  return group;
}

static void
add_disclosure (RyOrganisationView *self, GtkWidget *row, RyField *field)
{
  GtkWidget *button = ry_disclosure_button_new (ry_field_get_name (field), ry_field_get_label (field));

  ry_field_row_add_suffix (RY_FIELD_ROW (row), button);
  g_ptr_array_add (self->disclosures, button);
}

/* One row for each field that the kind puts into this group; what cannot be written in a line has its own
 * place. */
static void
add_fields (RyOrganisationView *self, GtkWidget *group, const char *group_name)
{
  RyKind *kind = get_kind (self);
  g_autoptr (RyRecord) blank = ry_record_new (self->workspace, "organisation:");

  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    RyFieldType type = ry_field_get_value_type (field);
    GtkWidget *row;

    if (g_strcmp0 (ry_field_get_group (field), group_name) != 0 || type == RY_FIELD_LIST || type == RY_FIELD_OBJECT)
      continue;
    row = ry_field_row_new (blank, ry_field_get_name (field));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    g_ptr_array_add (self->fields, row);
    if (strcmp (group_name, "contact") == 0)
      add_disclosure (self, row, field);
    if (strcmp (ry_field_get_name (field), "name") == 0)
      self->name_row = row;
  }
}

static GtkWidget *
append_group (RyOrganisationView *self, const char *title, const char *hint, const char *group_name)
{
  GtkWidget *group = new_group (title, hint);

  add_fields (self, group, group_name);
  gtk_box_append (self->content, group);
  return group;
}

static void
append_record_group (RyOrganisationView *self)
{
  GtkWidget *group = append_group (self, C_ ("group of fields", "Record"), NULL, "note");
  GtkWidget *history = gtk_button_new_with_label (_ ("History"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (history), "win.history");
  ry_tooltip_set (history, _ ("History (Ctrl+H)"));
  gtk_widget_set_valign (history, GTK_ALIGN_CENTER);

  self->updated = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->updated), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->updated), _ ("Last changed"));
  adw_action_row_add_suffix (self->updated, history);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->updated));
}

static void
append_more_button (RyOrganisationView *self)
{
  self->more_button = gtk_button_new_with_label (_ ("Show all fields"));
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->more_button, "flat");
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (more_clicked_cb), self);
  gtk_box_append (self->content, self->more_button);
}

static void
make_groups (RyOrganisationView *self)
{
  GtkWidget *names = new_group (C_ ("group of fields", "Name"), NULL);

  add_fields (self, names, "name");
  self->former_names = ry_former_names_new (ADW_PREFERENCES_GROUP (names), self->name_row);
  gtk_revealer_set_child (self->name_revealer, names);

  self->people = RY_PEOPLE_GROUP (ry_people_group_new (self->workspace));
  gtk_box_append (self->content, GTK_WIDGET (self->people));
  append_group (self, C_ ("group of fields", "Contact"), _ ("Saved as you type"), "contact");
  append_group (self, C_ ("group of fields", "Place"), NULL, "place");
  self->memberships =
      RY_MEMBERSHIP_GROUP (ry_membership_group_new (self->workspace, ry_member_index_get_councils (self->index)));
  gtk_box_append (self->content, GTK_WIDGET (self->memberships));
  self->facility_group = append_group (self, C_ ("group of fields", "Facility"), NULL, "facility");
  self->codes_group = append_group (self, _ ("Numbers and codes"), NULL, "codes");
  append_more_button (self);
  append_record_group (self);
}

static void
set_record (RyOrganisationView *self, RyRecord *record)
{
  ry_former_names_set_record (self->former_names, record);
  g_set_object (&self->record, record);
  g_signal_group_set_target (self->record_signals, record);
  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_set_record (g_ptr_array_index (self->fields, i), record);
  for (guint i = 0; i < self->disclosures->len; i++)
    ry_disclosure_button_set_record (g_ptr_array_index (self->disclosures, i), record);
}

static void
ry_organisation_view_dispose (GObject *object)
{
  RyOrganisationView *self = RY_ORGANISATION_VIEW (object);

  g_clear_pointer (&self->former_names, ry_former_names_free);
  g_clear_object (&self->record_signals);
  g_clear_object (&self->record);
  /* Else the bin would hold on to a child that the template has let go of. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_ORGANISATION_VIEW);
  g_clear_object (&self->index);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_organisation_view_parent_class)->dispose (object);
}

static void
ry_organisation_view_finalize (GObject *object)
{
  RyOrganisationView *self = RY_ORGANISATION_VIEW (object);

  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->disclosures);
  G_OBJECT_CLASS (ry_organisation_view_parent_class)->finalize (object);
}

static void
ry_organisation_view_class_init (RyOrganisationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ry_organisation_view_dispose;
  object_class->finalize = ry_organisation_view_finalize;

  g_type_ensure (RY_TYPE_REFUSAL_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-organisation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, stack);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, content);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, reading);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, name);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, edit_name);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, chips_place);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, name_revealer);
  gtk_widget_class_bind_template_child (widget_class, RyOrganisationView, note);
}

static void
ry_organisation_view_init (RyOrganisationView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_ptr_array_new ();
  self->disclosures = g_ptr_array_new ();
  self->chips = GTK_BOX (ry_wrap_box_new (6));
  gtk_widget_set_margin_top (GTK_WIDGET (self->chips), 6);
  adw_bin_set_child (self->chips_place, GTK_WIDGET (self->chips));

  self->record_signals = g_signal_group_new (RY_TYPE_RECORD);
  g_signal_group_connect_swapped (self->record_signals, "changed", G_CALLBACK (trust_reading), self);
  g_signal_group_connect_swapped (self->record_signals, "changed", G_CALLBACK (refresh), self);
}

/**
 * ry_organisation_view_new:
 * @workspace: the region
 * @index: who belongs to which council
 *
 * Returns: (transfer floating): a view of nobody
 */
GtkWidget *
ry_organisation_view_new (RyWorkspace *workspace, RyMemberIndex *index)
{
  RyOrganisationView *self = g_object_new (RY_TYPE_ORGANISATION_VIEW, NULL);

  self->workspace = g_object_ref (workspace);
  self->index = g_object_ref (index);
  make_groups (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (index, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_organisation_view_show:
 * @self: the view
 * @id: (nullable): an organisation, or %NULL for nobody
 *
 * Shows another organisation, from its top. What was being typed for the former one is saved.
 *
 * Returns: whether there is such an organisation
 */
gboolean
ry_organisation_view_show (RyOrganisationView *self, const char *id)
{
  g_autoptr (RyRecord) record = NULL;

  g_return_val_if_fail (RY_IS_ORGANISATION_VIEW (self), FALSE);

  if (self->record != NULL && g_strcmp0 (ry_record_get_id (self->record), id) == 0)
    return ry_record_get_document (self->record) != NULL;
  ry_organisation_view_flush (self);
  record = id != NULL ? ry_record_new (self->workspace, id) : NULL;
  if (record != NULL)
    ry_announce_record (record, GTK_WIDGET (self));
  self->shows_all = FALSE;
  gtk_toggle_button_set_active (self->edit_name, FALSE);
  set_record (self, record);
  refresh (self);
  show_people (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  return record != NULL && ry_record_get_document (record) != NULL;
}

/**
 * ry_organisation_view_get_id:
 * @self: the view
 *
 * Returns: (nullable) (transfer none): the organisation that is shown
 */
const char *
ry_organisation_view_get_id (RyOrganisationView *self)
{
  g_return_val_if_fail (RY_IS_ORGANISATION_VIEW (self), NULL);
  return self->record != NULL ? ry_record_get_id (self->record) : NULL;
}

/**
 * ry_organisation_view_edit_name:
 * @self: the view
 *
 * Opens the names and puts the focus into the first, as for a new organisation.
 */
void
ry_organisation_view_edit_name (RyOrganisationView *self)
{
  g_return_if_fail (RY_IS_ORGANISATION_VIEW (self));

  gtk_toggle_button_set_active (self->edit_name, TRUE);
  /* What has just become visible can take the focus only when it has its place. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_name_cb, g_object_ref (self), g_object_unref);
}

/**
 * ry_organisation_view_set_narrow:
 * @self: the view
 * @narrow: whether it has the width of a telephone
 *
 * Fits margins and rows to the width.
 */
void
ry_organisation_view_set_narrow (RyOrganisationView *self, gboolean narrow)
{
  g_return_if_fail (RY_IS_ORGANISATION_VIEW (self));

  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ry-folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-folded");
  ry_people_group_set_narrow (self->people, narrow);
}

/**
 * ry_organisation_view_flush:
 * @self: the view
 *
 * Writes what is still in a field.
 */
void
ry_organisation_view_flush (RyOrganisationView *self)
{
  g_return_if_fail (RY_IS_ORGANISATION_VIEW (self));

  if (self->record != NULL)
    ry_record_flush (self->record);
  ry_people_group_flush (self->people);
}
