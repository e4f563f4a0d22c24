/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names an organisation had, as rows among its names. It watches the row in which the name is written, so that a
 * renaming keeps the name that goes; what is typed on the way to the new one is no name.
 */
#include "ry-former-names.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-directory.h"
#include "ry-json.h"
#include "ry-member-edits.h"
#include "ry-period.h"
#include "ry-tooltip.h"

struct _RyFormerNames {
  /* Borrowed */
  AdwPreferencesGroup *group;
  GtkEventController *focus;

  /* Owned */
  RyRecord *record;
  GPtrArray *rows; /* borrowed from the group */
  JsonNode *shown; /* what they show */

  /* While the name is being written: as it was before */
  char *name_before;
  JsonArray *names_before;
  gboolean renamed;
};

static const char *
get_name (RyFormerNames *self)
{
  const char *name = ry_json_get_string (ry_record_get_root (self->record), "name");

  return name != NULL ? name : "";
}

static gboolean
is_placeholder (const char *name)
{
  return *name == '\0' || g_str_equal (name, _ ("New member"));
}

/* A name given in place of another leaves that one among the former. What is typed on the way there does not: the name
 * that goes is the one that stood when the focus came into the field. */
static void
keep_former_name (RyFormerNames *self)
{
  const char *name = get_name (self);
  g_autofree char *today = NULL;
  g_autofree char *yesterday = NULL;

  if (self->name_before == NULL || is_placeholder (self->name_before))
    return;
  if (!self->renamed && g_str_equal (name, self->name_before))
    return;
  self->renamed = TRUE;
  today = ry_date_dup_today ();
  yesterday = ry_date_shift (today, -1);
  ry_record_set (self->record, "former_names",
                 ry_member_edits_add_former_name (self->names_before, self->name_before, name, yesterday));
}

static void
end_naming (RyFormerNames *self)
{
  g_clear_pointer (&self->names_before, json_array_unref);
  g_clear_pointer (&self->name_before, g_free);
  self->renamed = FALSE;
}

static void
begin_naming (RyFormerNames *self)
{
  JsonArray *names =
      self->record != NULL ? ry_json_get_array (ry_record_get_root (self->record), "former_names") : NULL;

  end_naming (self);
  self->name_before = self->record != NULL ? g_strdup (get_name (self)) : NULL;
  self->names_before = names != NULL ? json_array_ref (names) : NULL;
}

static void
remove_former_cb (GtkButton *button, RyFormerNames *self)
{
  guint wanted = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));
  JsonArray *names = ry_json_get_array (ry_record_get_root (self->record), "former_names");
  g_autoptr (JsonArray) kept = json_array_new ();

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (i != wanted)
      json_array_add_element (kept, json_node_copy (json_array_get_element (names, i)));
  end_naming (self);
  ry_record_set (self->record, "former_names",
                 json_array_get_length (kept) > 0 ? json_node_init_array (json_node_alloc (), kept) : NULL);
  ry_record_flush (self->record);
}

static GtkWidget *
create_former_row (RyFormerNames *self, JsonObject *former, guint position)
{
  const char *name = ry_json_get_string (former, "name");
  g_autofree char *until = ry_period_format_day (ry_json_get_string (former, "until"));
  g_autofree char *subtitle = until != NULL ? g_strdup_printf (_ ("Former name · until %s"), until) : NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *spoken = g_strdup_printf (_ ("“%s” is no former name"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : C_ ("organisation", "Former name"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ry_tooltip_set (button, _ ("It was a slip, not a name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_former_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* Papers of an earlier day bear the earlier name, so it has to be found and seen. */
static void
show_names (RyFormerNames *self)
{
  JsonNode *node = self->record != NULL ? ry_record_get (self->record, "former_names") : NULL;
  JsonArray *names = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (self->shown == node || (self->shown != NULL && node != NULL && ry_json_node_equal (self->shown, node)))
    return;
  g_clear_pointer (&self->shown, json_node_unref);
  self->shown = node != NULL ? json_node_copy (node) : NULL;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
    JsonNode *element = json_array_get_element (names, i);
    GtkWidget *row;

    if (!JSON_NODE_HOLDS_OBJECT (element) || ry_json_get_string (json_node_get_object (element), "name") == NULL)
      continue;
    row = create_former_row (self, json_node_get_object (element), i);
    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }
}

static void
record_changed_cb (RyFormerNames *self)
{
  keep_former_name (self);
  show_names (self);
}

/**
 * ry_former_names_new:
 * @group: the group of names; the rows come to its end
 * @name_row: the row in which the name is written
 *
 * Returns: (transfer full): what shows and keeps the former names of no record yet
 */
RyFormerNames *
ry_former_names_new (AdwPreferencesGroup *group, GtkWidget *name_row)
{
  RyFormerNames *self = g_new0 (RyFormerNames, 1);

  self->group = group;
  self->rows = g_ptr_array_new ();
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (self->focus, "enter", G_CALLBACK (begin_naming), self);
  g_signal_connect_swapped (self->focus, "leave", G_CALLBACK (end_naming), self);
  gtk_widget_add_controller (name_row, self->focus);
  g_object_ref (self->focus);
  return self;
}

/**
 * ry_former_names_free:
 * @self: (transfer full): former names
 */
void
ry_former_names_free (RyFormerNames *self)
{
  g_signal_handlers_disconnect_by_data (self->focus, self);
  g_object_unref (self->focus);
  end_naming (self);
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->record);
  g_clear_pointer (&self->shown, json_node_unref);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * ry_former_names_set_record:
 * @self: former names
 * @record: (nullable): an organisation
 *
 * Turns to another record.
 */
void
ry_former_names_set_record (RyFormerNames *self, RyRecord *record)
{
  end_naming (self);
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_set_object (&self->record, record);
  if (record != NULL)
    g_signal_connect_swapped (record, "changed", G_CALLBACK (record_changed_cb), self);
  show_names (self);
}
