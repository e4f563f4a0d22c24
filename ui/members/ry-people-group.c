/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyPeopleGroup. Rows are known by a key (a post's id, or the code of a vacant seat). After a change rows
 * whose key is still there are told their seat again and keep their focus and what is being typed; only when
 * the keys differ are rows taken out and put in.
 */
#include "ry-people-group.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-directory.h"
#include "ry-period.h"
#include "ry-seat-plan.h"
#include "ry-seat-row.h"
#include "ry-vacant-seat-row.h"
#include "ry-wrap-layout.h"

struct _RyPeopleGroup {
  AdwPreferencesGroup parent_instance;

  /* Borrowed */
  RyWorkspace *workspace;
  GtkLabel *summary;
  GtkWidget *add_row;
  AdwExpanderRow *history_row;

  /* Owned */
  GtkSizeGroup *roles;
  char *organisation;
  GHashTable *rows; /* key → row */
  GPtrArray *keys;  /* as they stand in the group */
  GPtrArray *history_rows;

  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (RyPeopleGroup, ry_people_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_key (const RySeat *seat)
{
  return seat->post != NULL ? ry_document_get_id (seat->post) : seat->code;
}

static GPtrArray *
query_posts (RyPeopleGroup *self)
{
  g_autofree char *condition = g_strdup_printf ("organisation=%s", self->organisation);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  GPtrArray *posts = ry_workspace_query (self->workspace, &query, NULL);

  return posts != NULL ? posts : g_ptr_array_new ();
}

static GPtrArray *
lay_out (GPtrArray *posts, gboolean is_hospital, const char *today)
{
  GPtrArray *places =
      is_hospital ? ry_seat_plan_new (posts, today) : g_ptr_array_new_with_free_func ((GDestroyNotify) ry_seat_free);
  g_autoptr (GPtrArray) others = ry_seat_plan_get_others (posts, today);

  g_ptr_array_extend_and_steal (places, g_steal_pointer (&others));
  return places;
}

static GtkWidget *
new_row (RyPeopleGroup *self, const RySeat *seat)
{
  if (seat->post != NULL)
    return ry_seat_row_new (self->workspace, self->roles);
  return ry_vacant_seat_row_new (self->workspace, self->roles, self->organisation, seat->code);
}

static void
update_row (GtkWidget *row, const RySeat *seat)
{
  if (RY_IS_SEAT_ROW (row))
    ry_seat_row_set_seat (RY_SEAT_ROW (row), seat);
  else
    ry_vacant_seat_row_set_seat (RY_VACANT_SEAT_ROW (row), seat);
}

/* Roles stand on one line in a column, and take as many lines as they need where there is little room. */
static void
fit_width (RyPeopleGroup *self)
{
  GHashTableIter iter;
  gpointer row;

  for (GSList *l = gtk_size_group_get_widgets (self->roles); l != NULL; l = l->next)
    gtk_label_set_wrap (l->data, self->is_narrow);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (RY_IS_SEAT_ROW (row))
      ry_seat_row_set_narrow (row, self->is_narrow);
}

static gboolean
has_same_keys (RyPeopleGroup *self, GPtrArray *places)
{
  if (self->keys->len != places->len)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->keys, i), get_key (g_ptr_array_index (places, i))) != 0)
      return FALSE;
  return TRUE;
}

static void
take_rows_out (RyPeopleGroup *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  if (self->add_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->add_row);
  if (self->history_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->history_row));
  self->add_row = NULL;
  self->history_row = NULL;
}

static void
make_add_row (RyPeopleGroup *self)
{
  self->add_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add_row), _ ("Somebody else here"));
  gtk_widget_add_css_class (self->add_row, "ry-add-row");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->add_row),
                             ry_take_seat_button_new (self->workspace, self->organisation, NULL, _ ("Add a person…")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->add_row);
}

static void
make_history_row (RyPeopleGroup *self)
{
  self->history_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->history_row), _ ("Earlier"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->history_row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Earlier"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->history_row));
  g_ptr_array_set_size (self->history_rows, 0);
}

static void
put_rows_in (RyPeopleGroup *self, GPtrArray *places)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  take_rows_out (self);
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; i < places->len; i++) {
    RySeat *seat = g_ptr_array_index (places, i);
    GtkWidget *row = g_hash_table_lookup (self->rows, get_key (seat));

    if (row == NULL)
      row = new_row (self, seat);
    g_hash_table_insert (rows, g_strdup (get_key (seat)), g_object_ref_sink (row));
    g_ptr_array_add (self->keys, g_strdup (get_key (seat)));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  }
  g_hash_table_unref (self->rows);
  self->rows = rows;
  make_add_row (self);
  make_history_row (self);
}

static GtkWidget *
new_history_row (RyPeopleGroup *self, RyDocument *post)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = ry_workspace_dup_name (self->workspace, ry_document_get_string (post, "person"));
  const char *role = ry_document_get_string (post, "role");
  g_autofree char *title =
      g_strdup_printf (_ ("%s: %s"), role != NULL && *role != '\0' ? role : _ ("Staff"), name != NULL ? name : "");
  g_autofree char *period = ry_period_format (post);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), period);
  return row;
}

static void
show_history (RyPeopleGroup *self, GPtrArray *posts, const char *today)
{
  g_autoptr (GPtrArray) history = ry_seat_plan_get_history (posts, NULL, today);
  g_autofree char *number = g_strdup_printf (ngettext ("%u person", "%u people", history->len), history->len);

  for (guint i = 0; i < self->history_rows->len; i++)
    adw_expander_row_remove (self->history_row, g_ptr_array_index (self->history_rows, i));
  g_ptr_array_set_size (self->history_rows, 0);
  for (guint i = 0; i < history->len; i++) {
    GtkWidget *row = new_history_row (self, g_ptr_array_index (history, i));
    adw_expander_row_add_row (self->history_row, row);
    g_ptr_array_add (self->history_rows, row);
  }
  adw_expander_row_set_subtitle (self->history_row, number);
  gtk_widget_set_visible (GTK_WIDGET (self->history_row), history->len > 0);
}

static void
show_summary (RyPeopleGroup *self, GPtrArray *places, gboolean is_hospital)
{
  guint filled, confirmed;
  g_autofree char *text = NULL;

  if (is_hospital) {
    ry_seat_plan_count (places, &filled, &confirmed);
    text = g_strdup_printf (_ ("%u of %u seats, %u confirmed"), filled, RY_N_SEATS, confirmed);
  } else
    text = g_strdup_printf (ngettext ("%u person", "%u people", places->len), places->len);
  gtk_label_set_label (self->summary, text);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), is_hospital ? _ ("Seats") : _ ("People"));
}

static void
ry_people_group_dispose (GObject *object)
{
  RyPeopleGroup *self = RY_PEOPLE_GROUP (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->roles);
  G_OBJECT_CLASS (ry_people_group_parent_class)->dispose (object);
}

static void
ry_people_group_finalize (GObject *object)
{
  RyPeopleGroup *self = RY_PEOPLE_GROUP (object);

  g_free (self->organisation);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->history_rows);
  G_OBJECT_CLASS (ry_people_group_parent_class)->finalize (object);
}

static void
ry_people_group_class_init (RyPeopleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_people_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_people_group_finalize;
}

static void
ry_people_group_init (RyPeopleGroup *self)
{
  self->roles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->history_rows = g_ptr_array_new ();
  self->summary = GTK_LABEL (ry_wrap_label_new (NULL));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->summary));
}

/**
 * ry_people_group_new:
 * @workspace: the region
 *
 * Returns: (transfer floating): a group of nobody
 */
GtkWidget *
ry_people_group_new (RyWorkspace *workspace)
{
  RyPeopleGroup *self = g_object_new (RY_TYPE_PEOPLE_GROUP, NULL);

  self->workspace = workspace;
  return GTK_WIDGET (self);
}

/**
 * ry_people_group_show:
 * @self: the group
 * @organisation: whose people to show; the same one again to show what has changed
 *
 * Reads the posts of an organisation and lays them out.
 */
void
ry_people_group_show (RyPeopleGroup *self, RyDocument *organisation)
{
  gboolean is_hospital = g_strcmp0 (ry_document_get_string (organisation, "org_kind"), "hospital") == 0;
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GPtrArray) places = NULL;
  gboolean is_other;

  g_return_if_fail (RY_IS_PEOPLE_GROUP (self));

  is_other = g_strcmp0 (self->organisation, ry_document_get_id (organisation)) != 0;
  if (is_other) {
    g_free (self->organisation);
    self->organisation = g_strdup (ry_document_get_id (organisation));
    take_rows_out (self);
    g_hash_table_remove_all (self->rows);
    g_ptr_array_set_size (self->keys, 0);
  }
  posts = query_posts (self);
  places = lay_out (posts, is_hospital, today);
  if (is_other || !has_same_keys (self, places))
    put_rows_in (self, places);
  for (guint i = 0; i < places->len; i++) {
    RySeat *seat = g_ptr_array_index (places, i);
    update_row (g_hash_table_lookup (self->rows, get_key (seat)), seat);
  }
  fit_width (self);
  show_history (self, posts, today);
  show_summary (self, places, is_hospital);
}

/**
 * ry_people_group_set_narrow:
 * @self: the group
 * @narrow: whether there is little room, as on a telephone
 *
 * Fits the rows to the width.
 */
void
ry_people_group_set_narrow (RyPeopleGroup *self, gboolean narrow)
{
  g_return_if_fail (RY_IS_PEOPLE_GROUP (self));

  self->is_narrow = narrow;
  fit_width (self);
}

/**
 * ry_people_group_flush:
 * @self: the group
 *
 * Writes what is still in a field of an opened row.
 */
void
ry_people_group_flush (RyPeopleGroup *self)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (RY_IS_PEOPLE_GROUP (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (RY_IS_SEAT_ROW (row))
      ry_seat_row_flush (row);
}
