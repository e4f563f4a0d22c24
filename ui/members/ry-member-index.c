/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMemberIndex. Memberships are few (hundreds), rows are many and short-lived, so the sets are read once and
 * again when something was committed, a moment later, so that an import of thousands does not read them
 * thousands of times.
 */
#include "ry-member-index.h"

#include "ry-date.h"
#include "ry-directory.h"

/* Long enough to let a burst of commits pass, short enough not to be seen. */
#define RELOAD_DELAY_MS 250

struct _RyMemberIndex {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  RyCouncils *councils;
  GHashTable *members; /* council id → set of organisation ids */

  guint reload_id;
};

G_DEFINE_FINAL_TYPE (RyMemberIndex, ry_member_index, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
load (RyMemberIndex *self)
{
  RyStore *store = ry_workspace_get_store (self->workspace, "council");
  g_autofree char *today = ry_date_dup_today ();

  g_hash_table_remove_all (self->members);
  for (guint i = 0; i < ry_councils_get_n (self->councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (self->councils, i);
    GHashTable *members = ry_directory_get_members (store, council->id, today, NULL);

    if (members != NULL)
      g_hash_table_insert (self->members, g_strdup (council->id), members);
  }
}

static gboolean
reload_cb (gpointer data)
{
  RyMemberIndex *self = data;

  self->reload_id = 0;
  load (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_reload (RyMemberIndex *self)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void
ry_member_index_dispose (GObject *object)
{
  RyMemberIndex *self = RY_MEMBER_INDEX (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_object (&self->councils);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_member_index_parent_class)->dispose (object);
}

static void
ry_member_index_class_init (RyMemberIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_member_index_dispose;

  /**
   * RyMemberIndex::changed:
   * @self: the index
   *
   * Emitted when memberships were read again.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_member_index_init (RyMemberIndex *self)
{
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
}

/**
 * ry_member_index_new:
 * @workspace: the region
 * @councils: its councils
 *
 * Returns: (transfer full): an index that is up to date
 */
RyMemberIndex *
ry_member_index_new (RyWorkspace *workspace, RyCouncils *councils)
{
  RyMemberIndex *self = g_object_new (RY_TYPE_MEMBER_INDEX, NULL);

  self->workspace = g_object_ref (workspace);
  self->councils = g_object_ref (councils);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (queue_reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (councils, "reloaded", G_CALLBACK (queue_reload), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/**
 * ry_member_index_get_councils:
 * @self: the index
 *
 * Returns: (transfer none): the councils it was made with
 */
RyCouncils *
ry_member_index_get_councils (RyMemberIndex *self)
{
  g_return_val_if_fail (RY_IS_MEMBER_INDEX (self), NULL);
  return self->councils;
}

/**
 * ry_member_index_contains:
 * @self: the index
 * @council: id of a council
 * @organisation: id of an organisation
 *
 * Returns: whether the organisation belongs to the council today
 */
gboolean
ry_member_index_contains (RyMemberIndex *self, const char *council, const char *organisation)
{
  GHashTable *members = g_hash_table_lookup (self->members, council);
  return members != NULL && g_hash_table_contains (members, organisation);
}

/**
 * ry_member_index_get_only:
 * @self: the index
 *
 * Returns: (nullable): the one council that is on while another is off, %NULL while lists show everybody
 */
const char *
ry_member_index_get_only (RyMemberIndex *self)
{
  if (ry_councils_all_on (self->councils))
    return NULL;
  for (guint i = 0; i < ry_councils_get_n (self->councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (self->councils, i);
    if (ry_councils_is_on (self->councils, council->id))
      return council->id;
  }
  return NULL;
}
