/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMembershipGroup. One row a membership, the current ones first: the organisation's own, and those of
 * people who work there. A row opens to its role and its first and last day. Councils without a current
 * membership get a row that offers to join. Rows stay while the list of memberships is the same, so that
 * fields keep what is being typed.
 */
#include "ry-membership-group.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-directory.h"
#include "ry-field-row.h"
#include "ry-member-edits.h"
#include "ry-period.h"
#include "ry-permission-guard.h"
#include "ry-seat-plan.h"
#include "ry-term.h"
#include "ry-window.h"

struct _RyMembershipGroup {
  AdwPreferencesGroup parent_instance;

  /* Borrowed */
  RyWorkspace *workspace;

  /* Owned */
  RyCouncils *councils;
  char *organisation;
  char *shown; /* what the rows were made from */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (RyMembershipGroup, ry_membership_group, ADW_TYPE_PREFERENCES_GROUP)

static void
add_memberships (RyMembershipGroup *self, GPtrArray *found, const char *member, const char *id)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", member, id);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "membership", .where = where };
  g_autoptr (GPtrArray) memberships = ry_workspace_query (self->workspace, &query, NULL);

  if (memberships != NULL)
    g_ptr_array_extend (found, memberships, (GCopyFunc) ry_document_ref, NULL);
}

static GPtrArray *
query_memberships (RyMembershipGroup *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autofree char *condition = g_strdup_printf ("organisation=%s", self->organisation);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (self->workspace, &query, NULL);

  add_memberships (self, found, "organisation", self->organisation);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    add_memberships (self, found, "post", ry_document_get_id (g_ptr_array_index (posts, i)));
  return found;
}

/* Everything that a row shows; while it is the same, rows need not be made again. */
static char *
describe (GPtrArray *memberships, const char *today)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (memberships, i);
    g_string_append_printf (text, "%s %s %d\n", ry_document_get_id (membership),
                            ry_document_get_string (membership, "council"),
                            ry_term_holds_on (ry_document_get_root (membership), today));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_role_label (RyMembershipGroup *self, RyDocument *membership)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (self->workspace, "membership"), "role");
  const char *code = ry_document_get_string (membership, "role");

  return code != NULL && *code != '\0' ? ry_field_get_code_label (field, code) : _ ("Member");
}

static char *
dup_person (RyMembershipGroup *self, RyDocument *membership)
{
  const char *id = ry_document_get_string (membership, "post");
  g_autoptr (RyDocument) post = id != NULL && *id != '\0' ? ry_workspace_get (self->workspace, id, NULL) : NULL;

  return post != NULL ? ry_workspace_dup_name (self->workspace, ry_document_get_string (post, "person")) : NULL;
}

static char *
dup_subtitle (RyMembershipGroup *self, RyDocument *membership)
{
  g_autoptr (GString) text = g_string_new (get_role_label (self, membership));
  g_autofree char *person = dup_person (self, membership);
  g_autofree char *period = ry_period_format (membership);

  if (person != NULL)
    g_string_append_printf (text, "%s%s", _ ("·"), person);
  if (*period != '\0')
    g_string_append_printf (text, "%s%s", _ ("·"), period);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh_row (RyMembershipGroup *self, GtkWidget *row, RyDocument *membership)
{
  g_autofree char *subtitle = dup_subtitle (self, membership);
  g_autofree char *speech =
      g_strdup_printf (_ ("%s: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), subtitle);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  g_object_set_data_full (G_OBJECT (row), "membership", ry_document_ref (membership),
                          (GDestroyNotify) ry_document_unref);
}

static void
leave_cb (GtkWidget *button, GtkWidget *row)
{
  RyDocument *membership = g_object_get_data (G_OBJECT (row), "membership");
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *message =
      g_strdup_printf (_ ("No longer in %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  ry_window_commit (RY_WINDOW (gtk_widget_get_root (row)), ry_member_edits_set (membership, "to", today), message);
}

static void
delete_cb (GtkWidget *button, GtkWidget *row)
{
  RyDocument *membership = g_object_get_data (G_OBJECT (row), "membership");

  ry_window_commit (RY_WINDOW (gtk_widget_get_root (row)), ry_member_edits_delete (membership),
                    _ ("Deleted the entry"));
}

static void
join_cb (GtkWidget *button, RyMembershipGroup *self)
{
  const RyCouncil *council = ry_councils_get (self->councils, g_object_get_data (G_OBJECT (button), "council"));
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *message = NULL;

  if (council == NULL)
    return;
  message = g_strdup_printf (_ ("Now in %s"), council->name);
  ry_window_commit (RY_WINDOW (gtk_widget_get_root (button)),
                    ry_member_edits_join (council->id, self->organisation, today), message);
}

static void
expanded_cb (GtkWidget *row, GParamSpec *pspec, RyMembershipGroup *self)
{
  static const char *const fields[] = { "role", "from", "to" };
  RyDocument *membership = g_object_get_data (G_OBJECT (row), "membership");
  g_autoptr (RyRecord) record = NULL;

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)) || g_object_get_data (G_OBJECT (row), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "filled", row);
  record = ry_record_new (self->workspace, ry_document_get_id (membership));
  ry_announce_record (record, row);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ry_field_row_new (record, fields[i]));
}

static GtkWidget *
new_acts (RyMembershipGroup *self, GtkWidget *row)
{
  GtkWidget *acts = adw_action_row_new ();
  GtkWidget *leave = gtk_button_new_with_label (_ ("Has left"));
  GtkWidget *delete = gtk_button_new_with_label (_ ("Delete entry"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (acts), _ ("What can be done"));
  g_signal_connect (leave, "clicked", G_CALLBACK (leave_cb), row);
  g_signal_connect (delete, "clicked", G_CALLBACK (delete_cb), row);
  gtk_widget_set_valign (leave, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (delete, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (acts), leave);
  adw_action_row_add_suffix (ADW_ACTION_ROW (acts), delete);
  ry_permission_guard_widget (leave, self->workspace, RY_VERB_EDIT, "membership", NULL);
  ry_permission_guard_widget (delete, self->workspace, RY_VERB_DELETE, "membership", NULL);
  return acts;
}

static GtkWidget *
new_row (RyMembershipGroup *self, RyDocument *membership)
{
  const RyCouncil *council = ry_councils_get (self->councils, ry_document_get_string (membership, "council"));
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 council != NULL ? council->name : _ ("A council that is gone"));
  if (council != NULL)
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), ry_council_mark_new (council));
  refresh_row (self, row, membership);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_acts (self, row));
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  return row;
}

static GtkWidget *
new_join_row (RyMembershipGroup *self, const RyCouncil *council)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Join"));
  g_autofree char *speech = g_strdup_printf (_ ("Join %s"), council->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), council->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Does not take part"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), ry_council_mark_new (council));
  g_object_set_data_full (G_OBJECT (button), "council", g_strdup (council->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (join_cb), self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  ry_permission_guard_widget (button, self->workspace, RY_VERB_CREATE, "membership", NULL);
  return row;
}

static gboolean
takes_part (GPtrArray *memberships, const char *council, const char *today)
{
  for (guint i = 0; i < memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (memberships, i);
    if (g_strcmp0 (ry_document_get_string (membership, "council"), council) == 0 &&
        ry_term_holds_on (ry_document_get_root (membership), today))
      return TRUE;
  }
  return FALSE;
}

static void
add_row (RyMembershipGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
make_rows (RyMembershipGroup *self, GPtrArray *memberships, const char *today)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < memberships->len; i++)
    add_row (self, new_row (self, g_ptr_array_index (memberships, i)));
  for (guint i = 0; i < ry_councils_get_n (self->councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (self->councils, i);
    if (!takes_part (memberships, council->id, today))
      add_row (self, new_join_row (self, council));
  }
}

static void
ry_membership_group_dispose (GObject *object)
{
  g_clear_object (&RY_MEMBERSHIP_GROUP (object)->councils);
  G_OBJECT_CLASS (ry_membership_group_parent_class)->dispose (object);
}

static void
ry_membership_group_finalize (GObject *object)
{
  RyMembershipGroup *self = RY_MEMBERSHIP_GROUP (object);

  g_free (self->organisation);
  g_free (self->shown);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ry_membership_group_parent_class)->finalize (object);
}

static void
ry_membership_group_class_init (RyMembershipGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_membership_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_membership_group_finalize;
}

static void
ry_membership_group_init (RyMembershipGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Councils"));
}

/**
 * ry_membership_group_new:
 * @workspace: the region
 * @councils: its councils
 *
 * Returns: (transfer floating): an empty group
 */
GtkWidget *
ry_membership_group_new (RyWorkspace *workspace, RyCouncils *councils)
{
  RyMembershipGroup *self = g_object_new (RY_TYPE_MEMBERSHIP_GROUP, NULL);

  self->workspace = workspace;
  self->councils = g_object_ref (councils);
  return GTK_WIDGET (self);
}

/**
 * ry_membership_group_show:
 * @self: the group
 * @organisation: id of an organisation; the same one again to show what has changed
 *
 * Reads the memberships of an organisation and of the people who work there.
 */
void
ry_membership_group_show (RyMembershipGroup *self, const char *organisation)
{
  g_autoptr (GPtrArray) memberships = NULL;
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *described = NULL;
  g_autofree char *wanted = NULL;

  g_return_if_fail (RY_IS_MEMBERSHIP_GROUP (self));

  if (organisation != self->organisation) {
    g_free (self->organisation);
    self->organisation = g_strdup (organisation);
  }
  memberships = query_memberships (self);
  described = describe (memberships, today);
  wanted = g_strdup_printf ("%s\n%s", organisation, described);
  if (g_strcmp0 (wanted, self->shown) != 0) {
    make_rows (self, memberships, today);
    g_free (self->shown);
    self->shown = g_steal_pointer (&wanted);
    return;
  }
  for (guint i = 0; i < memberships->len; i++)
    refresh_row (self, g_ptr_array_index (self->rows, i), g_ptr_array_index (memberships, i));
}
