/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record feeds all fields, so that what is typed in two of them is one act. Audiences are toggles: those that are
 * on are expected, and the reach says when nobody of them comes.
 */
#include "ry-event-details.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-field-row.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-line-chooser.h"
#include "ry-line.h"
#include "ry-list-editor.h"
#include "ry-permission-guard.h"
#include "ry-photos-pane.h"
#include "ry-reach.h"
#include "ry-record.h"
#include "ry-speech.h"

struct _RyEventDetails {
  AdwBin parent_instance;

  /* Borrowed */
  GtkBox *content;
  GtkWidget *lines;
  AdwComboRow *council;
  GPtrArray *audiences; /* of GtkToggleButton */
  GtkWidget *budget;
  GtkWidget *photos;

  /* Owned */
  RyEventDesk *desk;
  RyRecord *record;
  GPtrArray *fields; /* of RyFieldRow */

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyEventDetails, ry_event_details, ADW_TYPE_BIN)

static const struct {
  const char *title;
  const char *fields[9];
} groups[] = {
  { N_ ("What it is"), { "title", "subtitle", "event_type", "stage", "aim" } },
  { N_ ("When and where"), { "date", "doors", "start", "end", "place", "place_note" } },
  { N_ ("Applications"), { "capacity", "apply_by", "admission", "hosts", "public" } },
};

static const RyListColumn programme[] = { { "start", N_ ("Time"), 6, RY_LIST_TEXT },
                                          { "title", N_ ("Title"), 20, RY_LIST_TEXT },
                                          { "speaker", N_ ("Speaker"), 12, RY_LIST_TEXT },
                                          { "minutes", N_ ("Minutes"), 4, RY_LIST_NUMBER } };
static const RyListColumn speakers[] = { { "name", N_ ("Name"), 9, RY_LIST_TEXT },
                                         { "reading", N_ ("Reading"), 9, RY_LIST_TEXT },
                                         { "organisation_name", N_ ("Organisation"), 12, RY_LIST_TEXT },
                                         { "title", N_ ("Post"), 9, RY_LIST_TEXT },
                                         { "theme", N_ ("Theme"), 14, RY_LIST_TEXT },
                                         { "fee", N_ ("Fee in yen"), 7, RY_LIST_NUMBER },
                                         { "honorific", N_ ("Honorific"), 4, RY_LIST_TEXT } };
static const RyListColumn budget[] = { { "title", N_ ("Title"), 20, RY_LIST_TEXT },
                                       { "planned", N_ ("Planned in yen"), 9, RY_LIST_NUMBER },
                                       { "spent", N_ ("Spent in yen"), 9, RY_LIST_NUMBER } };
static const RyListColumn plan[] = { { "offset", N_ ("Days"), 5, RY_LIST_NUMBER },
                                     { "title", N_ ("What is to be done"), 20, RY_LIST_TEXT },
                                     { "owner_name", N_ ("Owner"), 12, RY_LIST_TEXT } };

static void
add_heading (RyEventDetails *self, const char *title)
{
  gtk_box_append (self->content, ry_label_new_wrapped (title, "heading"));
}

static void
add_fields (RyEventDetails *self, AdwPreferencesGroup *group, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++) {
    GtkWidget *row = ry_field_row_new (self->record, names[i]);

    if (row == NULL)
      continue;
    adw_preferences_group_add (group, row);
    g_ptr_array_add (self->fields, row);
  }
}

static AdwPreferencesGroup *
add_group (RyEventDetails *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->content, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
council_cb (RyEventDetails *self)
{
  RyCouncils *councils = ry_window_get_councils (ry_event_desk_get_window (self->desk));
  guint selected = adw_combo_row_get_selected (self->council);
  JsonNode *value;

  if (self->filling || selected >= ry_councils_get_n (councils))
    return;
  value = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (value, ry_councils_get_nth (councils, selected)->id);
  ry_record_set (self->record, "council", value);
}

static void
add_council (RyEventDetails *self, AdwPreferencesGroup *group)
{
  RyCouncils *councils = ry_window_get_councils (ry_event_desk_get_window (self->desk));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < ry_councils_get_n (councils); i++)
    gtk_string_list_append (names, ry_councils_get_nth (councils, i)->name);
  self->council = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->council), _ ("Council"));
  adw_combo_row_set_model (self->council, G_LIST_MODEL (names));
  g_signal_connect_swapped (self->council, "notify::selected", G_CALLBACK (council_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->council));
}

static void
lines_cb (RyEventDetails *self)
{
  const char *const *ids = ry_line_chooser_get_lines (RY_LINE_CHOOSER (self->lines));
  g_autoptr (JsonObject) holder = json_object_new ();

  if (self->filling)
    return;
  ry_line_put_set (holder, ids);
  ry_record_set (self->record, "lines", json_object_dup_member (holder, "lines"));
}

static void
add_lines (RyEventDetails *self, AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_action_row_new ();

  self->lines = ry_line_chooser_new (ry_event_desk_get_workspace (self->desk));
  gtk_widget_set_valign (self->lines, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->lines, "changed", G_CALLBACK (lines_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Programme lines"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->lines);
  adw_preferences_group_add (group, row);
}

/* ---- For whom ---- */

static void
audience_cb (RyEventDetails *self)
{
  const char *const *names = ry_reach_list_audiences ();
  JsonArray *set = json_array_new ();
  JsonNode *value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->audiences->len; i++)
    if (gtk_toggle_button_get_active (self->audiences->pdata[i]))
      json_array_add_string_element (set, names[i]);
  json_node_take_array (value, set);
  if (self->filling)
    json_node_unref (value);
  else
    ry_record_set (self->record, "audience", value);
}

static void
add_audiences (RyEventDetails *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  const char *const *names = ry_reach_list_audiences ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 4);
  add_heading (self, _ ("For whom"));
  for (guint i = 0; names[i] != NULL; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (names[i]);

    g_signal_connect_swapped (button, "toggled", G_CALLBACK (audience_cb), self);
    ry_permission_guard_field (button, ry_event_desk_get_workspace (self->desk),
                               ry_event_desk_get_document (self->desk), "audience");
    g_ptr_array_add (self->audiences, button);
    gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_can_focus (child, TRUE);
  gtk_box_append (self->content, flow);
}

static void
add_list (RyEventDetails *self, const char *list, const char *title, const RyListColumn *columns, guint n_columns)
{
  add_heading (self, title);
  gtk_box_append (self->content, ry_list_editor_new (self->record, list, title, columns, n_columns));
}

static void
show (RyEventDetails *self)
{
  JsonObject *event = ry_record_get_root (self->record);
  RyCouncils *councils = ry_window_get_councils (ry_event_desk_get_window (self->desk));
  const char *const *names = ry_reach_list_audiences ();
  JsonArray *set;
  g_auto (GStrv) lines = NULL;
  g_autofree char *sums = NULL;

  if (event == NULL)
    return;
  self->filling = TRUE;
  adw_combo_row_set_selected (self->council, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < ry_councils_get_n (councils); i++)
    if (g_strcmp0 (ry_councils_get_nth (councils, i)->id, ry_json_get_string (event, "council")) == 0)
      adw_combo_row_set_selected (self->council, i);
  lines = ry_line_get_set (event);
  ry_line_chooser_set_lines (RY_LINE_CHOOSER (self->lines), (const char *const *) lines);
  set = ry_json_get_array (event, "audience");
  for (guint i = 0; i < self->audiences->len; i++) {
    gboolean on = FALSE;

    for (guint k = 0; set != NULL && k < json_array_get_length (set); k++)
      on |= g_strcmp0 (json_array_get_string_element (set, k), names[i]) == 0;
    gtk_toggle_button_set_active (self->audiences->pdata[i], on);
  }
  sums = g_strdup_printf (_ ("Planned %'d yen · spent %'d yen"), (int) ry_event_sum_budget (event, "planned"),
                          (int) ry_event_sum_budget (event, "spent"));
  gtk_label_set_label (GTK_LABEL (self->budget), sums);
  self->filling = FALSE;
}

static void
ry_event_details_dispose (GObject *object)
{
  RyEventDetails *self = RY_EVENT_DETAILS (object);

  g_clear_object (&self->record);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_event_details_parent_class)->dispose (object);
}

static void
ry_event_details_class_init (RyEventDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_event_details_dispose;
}

static void
ry_event_details_init (RyEventDetails *self)
{
  self->fields = g_ptr_array_new ();
  self->audiences = g_ptr_array_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
}

static void
fill (RyEventDetails *self)
{
  static const char *const afterwards[] = { "report", "note", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    AdwPreferencesGroup *group = add_group (self, _ (groups[i].title));

    add_fields (self, group, groups[i].fields);
    if (i == 0) {
      add_council (self, group);
      add_lines (self, group);
      add_audiences (self);
    }
  }
  add_list (self, "programme", _ ("Programme"), programme, G_N_ELEMENTS (programme));
  add_list (self, "speakers", _ ("Speakers"), speakers, G_N_ELEMENTS (speakers));
  add_list (self, "budget", _ ("Budget"), budget, G_N_ELEMENTS (budget));
  self->budget = ry_label_new_wrapped ("", "ry-2nd");
  gtk_box_append (self->content, self->budget);
  add_list (self, "plan", _ ("Plan of work, by days from the event"), plan, G_N_ELEMENTS (plan));
  add_fields (self, add_group (self, _ ("Afterwards")), afterwards);
  self->photos = ry_photos_pane_new (self->desk);
  gtk_box_append (self->content, self->photos);
}

/**
 * ry_event_details_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its fields
 */
GtkWidget *
ry_event_details_new (RyEventDesk *desk)
{
  RyEventDetails *self = g_object_new (RY_TYPE_EVENT_DETAILS, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->desk = g_object_ref (desk);
  self->record = ry_record_new (ry_event_desk_get_workspace (desk), ry_event_desk_get_id (desk));
  fill (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-event");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 880);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
  ry_announce_record (self->record, GTK_WIDGET (self));
  g_signal_connect_object (self->record, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * ry_event_details_flush:
 * @self: the fields
 *
 * Writes what is still in a field, and lets go of what was taken out.
 */
void
ry_event_details_flush (RyEventDetails *self)
{
  ry_photos_pane_tidy (RY_PHOTOS_PANE (self->photos));
  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (self->fields->pdata[i]);
  ry_record_flush (self->record);
}

/**
 * ry_event_details_choose_photos:
 * @self: the fields
 *
 * Asks for photographs for the report.
 */
void
ry_event_details_choose_photos (RyEventDetails *self)
{
  ry_photos_pane_choose (RY_PHOTOS_PANE (self->photos));
}
