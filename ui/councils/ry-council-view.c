/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The groups of fields are a table; the fields themselves come from the kind's definition. What another desktop changes
 * arrives through the record and the list of members.
 */
#include "ry-council-view.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-council-members.h"
#include "ry-council-rules.h"
#include "ry-error.h"
#include "ry-field-row.h"
#include "ry-former-names.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-speech.h"
#include "ry-window.h"

#define FIELDS_MOST 9

static const struct {
  const char *title;
  const char *description;
  const char *fields[FIELDS_MOST];
} groups[] = {
  { N_ ("Council"), NULL, { "name", "short_name", "reading", "wheel", "founded" } },
  { N_ ("Purpose"), NULL, { "purpose", "note" } },
  { N_ ("Quorum and minutes"), NULL, { "quorum", "quorum_by", "approval", "remark_days" } },
  { N_ ("Letterhead"),
    N_ ("As it stands on letters, FAX covers and envelopes"),
    { "letter_mark", "letterhead", "secretariat", "postal_code", "address", "telephone", "fax", "email" } },
  { N_ ("Public pages"),
    N_ ("A server that shows coming events to everybody; flyers and application forms then carry a code that leads "
        "there"),
    { "public_address" } },
  { N_ ("Vacant beds"),
    N_ ("How long a report counts, when the missing are called, and when a hold lapses"),
    { "fresh_hours", "stale_hours", "chase_at", "hold_minutes" } },
};

struct _RyCouncilView {
  RyPage parent_instance;

  /* Borrowed */
  GtkBox *content;
  AdwPreferencesGroup *series;
  RyCouncilMembers *members;

  /* Owned */
  RyRecord *record;
  RyFormerNames *former_names;
  GPtrArray *fields;      /* RyFieldRow, borrowed from their groups */
  GPtrArray *series_rows; /* borrowed from their group */
  guint idle;
};

G_DEFINE_FINAL_TYPE (RyCouncilView, ry_council_view, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyCouncilView *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static void
show_title (RyCouncilView *self)
{
  JsonObject *root = ry_record_get_root (self->record);
  const char *name = root != NULL ? ry_json_get_string (root, "name") : NULL;

  ry_page_set_title (RY_PAGE (self), name != NULL ? name : _ ("Council"));
}

static void
append_group (RyCouncilView *self, guint which)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (groups[which].title));
  if (groups[which].description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ (groups[which].description));
  for (guint i = 0; i < FIELDS_MOST && groups[which].fields[i] != NULL; i++) {
    GtkWidget *row = ry_field_row_new (self->record, groups[which].fields[i]);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    g_ptr_array_add (self->fields, row);
    if (which == 0 && i == 0)
      self->former_names = ry_former_names_new (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_box_append (self->content, group);
}

static char *
describe_series (RyCouncilView *self, RyDocument *series)
{
  g_autofree char *condition = g_strconcat ("series=", ry_document_get_id (series), NULL);
  const char *where[] = { condition, NULL };
  const char *rhythm = ry_document_get_string (series, "rhythm");
  g_autoptr (GPtrArray) meetings =
      ry_workspace_query (get_workspace (self), &(RyQuery){ .kind = "meeting", .where = where }, NULL);
  gint64 next = meetings != NULL ? ry_meeting_get_next_number (ry_document_get_root (series), meetings) : 1;
  g_autofree char *number = g_strdup_printf (_ ("next is no. %d"), (int) next);

  return rhythm != NULL ? g_strjoin (_ ("·"), rhythm, number, NULL) : g_steal_pointer (&number);
}

/* How often it meets: a series each, with a number series of its own. */
static void
show_series (RyCouncilView *self)
{
  g_autofree char *condition = g_strconcat ("council=", ry_record_get_id (self->record), NULL);
  const char *where[] = { condition, NULL };
  g_autoptr (GPtrArray) list =
      ry_workspace_query (get_workspace (self), &(RyQuery){ .kind = "series", .where = where }, NULL);

  for (guint i = 0; i < self->series_rows->len; i++)
    adw_preferences_group_remove (self->series, g_ptr_array_index (self->series_rows, i));
  g_ptr_array_set_size (self->series_rows, 0);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    RyDocument *series = g_ptr_array_index (list, i);
    g_autofree char *about = describe_series (self, series);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_document_get_string (series, "name"));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
    adw_preferences_group_add (self->series, row);
    g_ptr_array_add (self->series_rows, row);
  }
}

static void
append_rhythm (RyCouncilView *self)
{
  GtkWidget *row = ry_field_row_new (self->record, "rhythm");

  self->series = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->series, _ ("Meetings"));
  adw_preferences_group_set_description (self->series, _ ("Each series counts its own numbers"));
  adw_preferences_group_add (self->series, row);
  g_ptr_array_add (self->fields, row);
  gtk_box_append (self->content, GTK_WIDGET (self->series));
}

static gboolean
reload_cb (gpointer data)
{
  RyCouncilView *self = data;

  self->idle = 0;
  ry_council_members_reload (self->members);
  show_series (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyCouncilView *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (reload_cb, self);
}

static void
fill (RyCouncilView *self)
{
  append_group (self, 0);
  append_group (self, 1);
  gtk_box_append (self->content, ry_council_rules_new (self->record));
  append_rhythm (self);
  append_group (self, 2);
  append_group (self, 3);
  if (g_strcmp0 (ry_document_get_string (ry_record_get_document (self->record), "wheel"), "vertical") == 0)
    append_group (self, 4);
  self->members = RY_COUNCIL_MEMBERS (ry_council_members_new (get_workspace (self), ry_record_get_id (self->record)));
  gtk_box_append (self->content, GTK_WIDGET (self->members));
  ry_former_names_set_record (self->former_names, self->record);
  show_series (self);
  show_title (self);
}

static void
ry_council_view_leaving (RyPage *page)
{
  RyCouncilView *self = RY_COUNCIL_VIEW (page);

  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (g_ptr_array_index (self->fields, i));
  ry_record_flush (self->record);
}

static char *
ry_council_view_dup_record (RyPage *page)
{
  return g_strdup (ry_record_get_id (RY_COUNCIL_VIEW (page)->record));
}

static void
ry_council_view_dispose (GObject *object)
{
  RyCouncilView *self = RY_COUNCIL_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->former_names, ry_former_names_free);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (ry_council_view_parent_class)->dispose (object);
}

static void
ry_council_view_finalize (GObject *object)
{
  RyCouncilView *self = RY_COUNCIL_VIEW (object);

  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->series_rows);
  G_OBJECT_CLASS (ry_council_view_parent_class)->finalize (object);
}

static void
ry_council_view_class_init (RyCouncilViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_council_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_council_view_finalize;
  RY_PAGE_CLASS (klass)->leaving = ry_council_view_leaving;
  RY_PAGE_CLASS (klass)->dup_record = ry_council_view_dup_record;
}

static void
ry_council_view_init (RyCouncilView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->fields = g_ptr_array_new ();
  self->series_rows = g_ptr_array_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-record-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_council_view_new:
 * @window: the window
 * @id: a council
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: (transfer floating) (nullable): its record, to be pushed
 */
RyPage *
ry_council_view_new (RyWindow *window, const char *id, GError **error)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  RyCouncilView *self;

  if (document == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_COUNCIL_VIEW, "window", window, NULL);
  self->record = ry_record_new (workspace, id);
  ry_announce_record (self->record, GTK_WIDGET (self));
  g_signal_connect_object (self->record, "changed", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  fill (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
