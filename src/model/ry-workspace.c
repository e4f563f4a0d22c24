/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a region, and reading from it. A program opens one workspace at its start, hands it down to whatever
 * needs data, and closes it last.
 *
 * Life of a change: ry_workspace_commit() checks and stamps it, the store writes it, RyStore::committed comes back
 * in the main context, and RyWorkspace::changed tells everybody once for all commits since the last turn of the
 * main loop. What arrived by replication is looked at for conflicts in a thread first started by that event.
 */
#include "ry-workspace-private.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"

G_DEFINE_FINAL_TYPE (RyWorkspace, ry_workspace, G_TYPE_OBJECT)

enum { CHANGED, ACTOR_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const spaces[] = { "council", "office", NULL };

typedef struct {
  RyStore *store;
  guint source;
} Pending;

static guint
hash_pending (gconstpointer key)
{
  const Pending *pending = key;

  return g_direct_hash (pending->store) ^ pending->source;
}

static gboolean
equal_pending (gconstpointer a, gconstpointer b)
{
  const Pending *p = a, *q = b;

  return p->store == q->store && p->source == q->source;
}

static gboolean
tell_changed_cb (gpointer data)
{
  g_autoptr (RyWorkspace) self = g_object_ref (data);
  g_autoptr (GHashTable) pending = g_steal_pointer (&self->pending);
  GHashTableIter iter;
  Pending *each;

  self->pending = g_hash_table_new_full (hash_pending, equal_pending, g_free, NULL);
  g_clear_pointer (&self->telling, g_source_unref);
  g_hash_table_iter_init (&iter, pending);
  while (g_hash_table_iter_next (&iter, (gpointer *) &each, NULL))
    g_signal_emit (self, signals[CHANGED], 0, each->store, each->source);
  return G_SOURCE_REMOVE;
}

/* Once a turn of the main loop is enough: an import commits hundreds of times a second. */
static void
committed_cb (RyStore *store, gint64 first, gint64 last, guint source, RyWorkspace *self)
{
  Pending pending = { store, source };

  g_hash_table_add (self->pending, g_memdup2 (&pending, sizeof pending));
  if (self->telling == NULL) {
    self->telling = g_idle_source_new ();
    g_source_set_priority (self->telling, G_PRIORITY_DEFAULT);
    g_source_set_callback (self->telling, tell_changed_cb, self, NULL);
    g_source_attach (self->telling, self->context);
  }
  if (source != RY_STORE_SOURCE_LOCAL && source != self->settle_source)
    _ry_workspace_start_settling (self);
}

/* Only what was never there is made. */
static RyStore *
open_store (RyWorkspace *self,
            const char *path,
            const char *space,
            RyStoreSchema *schema,
            GCancellable *cancellable,
            GError **error)
{
  RyStoreOpen create = _ry_home_has_space (self->home, space) ? RY_STORE_OPEN_EXISTING : RY_STORE_CREATE;
  GError *inner = NULL;
  RyStore *store = ry_store_open (path, schema, create | RY_STORE_SPARSE_ATTACHMENTS, cancellable, &inner);

  if (g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
    g_clear_error (&inner);
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT,
                         _ ("The file is missing. Put it back, or restore the last backup."));
  } else if (inner != NULL) {
    g_propagate_error (error, inner);
  }
  return store;
}

static gboolean
open_stores (RyWorkspace *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autoptr (RyStoreSchema) schema = ry_kinds_create_schema (self->kinds, spaces[i]);
    g_autofree char *path = _ry_home_dup_space_path (self->home, spaces[i]);
    RyStore *store = open_store (self, path, spaces[i], schema, cancellable, error);

    if (store == NULL) {
      g_prefix_error (error, _ ("Opening the data “%s”: "), path);
      return FALSE;
    }
    g_hash_table_insert (self->stores, (gpointer) spaces[i], store);
    g_signal_connect (store, "committed", G_CALLBACK (committed_cb), self);
  }
  _ry_home_keep_spaces (self->home, spaces);
  return TRUE;
}

/* The same content on every machine, without a stamp: desktops that begin one region apart begin it alike. */
static gboolean
write_region (RyWorkspace *self, const char *name, GError **error)
{
  g_autoptr (JsonObject) content = json_object_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  json_object_set_string_member (content, "kind", "region");
  json_object_set_string_member (content, "name", name);
  g_ptr_array_add (documents, ry_document_new_from_root ("region:main", NULL, FALSE, content));
  return _ry_workspace_write (ry_workspace_get_store (self, "council"), documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL,
                              error);
}

/* A post is named by who holds it and where, a membership by its member. */
static char *
build_linked_name (RyWorkspace *self, RyDocument *document, const char *kind)
{
  g_autofree char *person = NULL;
  g_autofree char *organisation = NULL;
  const char *role = ry_document_get_string (document, "role");

  if (g_strcmp0 (kind, "membership") == 0) {
    const char *post = ry_document_get_string (document, "post");

    return ry_workspace_dup_name (self, post != NULL ? post : ry_document_get_string (document, "organisation"));
  }
  person = ry_workspace_dup_name (self, ry_document_get_string (document, "person"));
  organisation = ry_workspace_dup_name (self, ry_document_get_string (document, "organisation"));
  /* Translators: a person's name, and in brackets the organisation and the role there */
  return g_strdup_printf (_ ("%s (%s %s)"), person, organisation, role != NULL ? role : "");
}

/* What one member adds to a name: of another record only what it is called itself. */
static char *
name_member (RyWorkspace *self, RyKind *kind, const char *member, RyDocument *document)
{
  RyField *field = ry_kind_find_field (kind, member);
  const char *text = ry_document_get_string (document, member);
  g_autoptr (RyDocument) other = NULL;
  RyKind *its_kind;

  if (field != NULL && ry_field_get_value_type (field) == RY_FIELD_DATE)
    return ry_date_format_iso (text, RY_DATE_MONTH_DAY);
  if (field == NULL || ry_field_get_value_type (field) != RY_FIELD_REFERENCE)
    return ry_field_dup_display (field, json_object_get_member (ry_document_get_root (document), member));
  other = text != NULL ? ry_workspace_get (self, text, NULL) : NULL;
  its_kind = other != NULL ? ry_kinds_get (self->kinds, ry_document_get_kind (other)) : NULL;
  return g_strdup (its_kind != NULL ? ry_document_get_string (other, ry_kind_get_title_member (its_kind)) : NULL);
}

/* Of a record that is part of others: whose, which, and of when. NULL where nothing of it is known. */
static char *
build_name_of_members (RyWorkspace *self, RyKind *kind, RyDocument *document)
{
  const char *const *members = ry_kind_get_named (kind);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; members[i] != NULL; i++) {
    char *part = name_member (self, kind, members[i], document);

    if (part != NULL && *part != '\0')
      g_ptr_array_add (parts, part);
    else
      g_free (part);
  }
  g_ptr_array_add (parts, NULL);
  return parts->len > 1 ? g_strjoinv (" ", (char **) parts->pdata) : NULL;
}

static void
ry_workspace_finalize (GObject *object)
{
  RyWorkspace *self = RY_WORKSPACE (object);

  ry_workspace_close (self);
  g_clear_pointer (&self->stores, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->kinds, ry_kinds_unref);
  g_clear_pointer (&self->permissions, ry_permissions_unref);
  g_clear_object (&self->closing);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->settle_lock);
  G_OBJECT_CLASS (ry_workspace_parent_class)->finalize (object);
}

static void
ry_workspace_class_init (RyWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_workspace_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, RY_TYPE_STORE, G_TYPE_UINT);
  signals[ACTOR_CHANGED] =
      g_signal_new ("actor-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_workspace_init (RyWorkspace *self)
{
  self->stores = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->pending = g_hash_table_new_full (hash_pending, equal_pending, g_free, NULL);
  self->context = g_main_context_ref_thread_default ();
  self->closing = g_cancellable_new ();
  self->settle_source = ry_store_new_source ();
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->settle_lock);
}

/**
 * ry_workspace_default_home:
 *
 * Returns: (transfer full) (type filename): the home of a person who named none, in the XDG data folder
 */
char *
ry_workspace_default_home (void)
{
  return g_build_filename (g_get_user_data_dir (), "ryorin", NULL);
}

/**
 * ry_workspace_exists:
 * @home: (type filename): a folder
 *
 * Returns: whether there is a workspace in it, damaged or not
 */
gboolean
ry_workspace_exists (const char *home)
{
  return _ry_home_exists (home);
}

/**
 * ry_workspace_create:
 * @home: (type filename): a folder, made where there is none
 * @region_name: (nullable): what people call the region; without it the first server may name it
 * @error: return location for a #GError
 *
 * Makes an empty workspace.
 *
 * Returns: whether it was made; %RY_ERROR_EXISTS where there is one, %RY_ERROR_BUSY where it is just being made
 */
gboolean
ry_workspace_create (const char *home, const char *region_name, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (region_name != NULL ? region_name : ""));
  g_autoptr (RyWorkspace) self = NULL;
  gboolean created;
  int lock = _ry_home_lock (home, error);

  if (lock < 0)
    return FALSE;
  created = _ry_home_create (home, name, error);
  _ry_home_unlock (lock);
  if (!created)
    return FALSE;
  self = ry_workspace_open (home, NULL, error);
  created = self != NULL && (*name == '\0' || write_region (self, name, error));
  if (self != NULL)
    ry_workspace_close (self);
  if (!created)
    ry_workspace_discard (home);
  return created;
}

/**
 * ry_workspace_discard:
 * @home: (type filename): a workspace that was only just made, closed
 *
 * Removes what was begun and cannot be finished, so that it can be begun again. Never call it for a workspace that
 * somebody has worked in.
 */
void
ry_workspace_discard (const char *home)
{
  int lock = _ry_home_lock (home, NULL);

  if (lock < 0)
    return;
  _ry_home_discard (home);
  _ry_home_unlock (lock);
}

/**
 * ry_workspace_open:
 * @home: (type filename): a workspace's home
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Takes the home for this process and opens all its spaces. Signals come in the caller's thread-default main
 * context.
 *
 * Returns: (transfer full): the workspace; %RY_ERROR_BUSY where another process has it, %RY_ERROR_NOT_FOUND,
 *   %RY_ERROR_CORRUPT and %RY_ERROR_NEWER_VERSION as they say
 */
RyWorkspace *
ry_workspace_open (const char *home, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyWorkspace) self = g_object_new (RY_TYPE_WORKSPACE, NULL);

  self->home = _ry_home_open (home, error);
  if (self->home == NULL)
    return NULL;
  self->kinds = ry_kinds_new (error);
  self->permissions = self->kinds != NULL ? ry_permissions_new (error) : NULL;
  if (self->permissions == NULL || !open_stores (self, cancellable, error))
    return NULL;
  if (_ry_workspace_has_conflicted (self)) /* what arrived in a run that ended before it was settled */
    _ry_workspace_start_settling (self);
  return g_steal_pointer (&self);
}

/**
 * ry_workspace_close:
 * @self: a workspace
 *
 * Waits for what is under way, closes the spaces and gives the home back. A thread that still asks finds its space
 * closed; nothing else may be called afterwards.
 */
void
ry_workspace_close (RyWorkspace *self)
{
  GHashTableIter iter;
  RyStore *store;

  g_cancellable_cancel (self->closing);
  _ry_workspace_stop_tidying (self);
  g_clear_pointer (&self->settler, g_thread_join);
  if (self->telling != NULL)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  g_hash_table_iter_init (&iter, self->stores);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &store)) {
    g_signal_handlers_disconnect_by_data (store, self);
    if (self->lent == NULL)
      ry_store_close (store);
  }
  g_clear_pointer (&self->home, _ry_home_free);
}

/**
 * ry_workspace_get_kinds:
 * @self: a workspace
 *
 * Returns: (transfer none): all kinds
 */
RyKinds *
ry_workspace_get_kinds (RyWorkspace *self)
{
  return self->kinds;
}

/**
 * ry_workspace_get_kind:
 * @self: a workspace
 * @kind: (nullable): a kind's name
 *
 * Returns: (transfer none) (nullable): the kind
 */
RyKind *
ry_workspace_get_kind (RyWorkspace *self, const char *kind)
{
  return ry_kinds_get (self->kinds, kind);
}

/**
 * ry_workspace_get_store:
 * @self: a workspace
 * @space: a space's name, as `council`
 *
 * Returns: (transfer none) (nullable): its store
 */
RyStore *
ry_workspace_get_store (RyWorkspace *self, const char *space)
{
  return space == NULL ? NULL : g_hash_table_lookup (self->stores, space);
}

/**
 * ry_workspace_get_store_for:
 * @self: a workspace
 * @id: a document's id
 *
 * Returns: (transfer none): the store of the space in which documents of that kind live; for a kind this program
 *   does not know, that of the council
 */
RyStore *
ry_workspace_get_store_for (RyWorkspace *self, const char *id)
{
  g_autofree char *name = ry_id_dup_kind (id);
  RyKind *kind = ry_kinds_get (self->kinds, name);

  return ry_workspace_get_store (self, kind != NULL ? ry_kind_get_space (kind) : spaces[0]);
}

/**
 * ry_workspace_get_spaces:
 * @self: a workspace
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the spaces
 */
const char *const *
ry_workspace_get_spaces (RyWorkspace *self)
{
  return spaces;
}

/**
 * ry_workspace_get_home:
 * @self: a workspace
 *
 * Returns: (transfer none) (type filename): its folder
 */
const char *
ry_workspace_get_home (RyWorkspace *self)
{
  return _ry_home_get_path (self->home);
}

/**
 * ry_workspace_get_region:
 * @self: a workspace
 *
 * Returns: (transfer none): the region's id, with which the server's databases begin: `ID-council`, `ID-office`
 */
const char *
ry_workspace_get_region (RyWorkspace *self)
{
  const char *region;

  if (self->lent != NULL)
    return self->lent;
  /* Interned: a thread may hold it while another writes a setting. */
  g_mutex_lock (&self->mutex);
  region = g_intern_string (_ry_home_get_region (self->home));
  g_mutex_unlock (&self->mutex);
  return region;
}

/**
 * ry_workspace_dup_title:
 * @self: a workspace
 *
 * Returns: (transfer full): what people call the region
 */
char *
ry_workspace_dup_title (RyWorkspace *self)
{
  g_autoptr (RyDocument) region = ry_workspace_get (self, "region:main", NULL);
  const char *name = region != NULL ? ry_document_get_string (region, "name") : NULL;
  char *title;

  g_mutex_lock (&self->mutex);
  if (name == NULL)
    name = self->lent != NULL ? self->lent : _ry_home_get_name (self->home);
  title = g_strdup (name != NULL ? name : _ ("Region without a name"));
  g_mutex_unlock (&self->mutex);
  return title;
}

/**
 * ry_workspace_get_sample:
 * @self: a workspace
 *
 * Returns: whether it holds the sample region
 */
gboolean
ry_workspace_get_sample (RyWorkspace *self)
{
  g_autoptr (RyDocument) region = ry_workspace_get (self, "region:main", NULL);
  g_autoptr (RyDocument) council = ry_workspace_get (self, "council:care", NULL);

  return (region != NULL && ry_json_get_boolean (ry_document_get_root (region), "sample", FALSE)) ||
         (council != NULL && ry_json_get_boolean (ry_document_get_root (council), "sample", FALSE));
}

/**
 * ry_workspace_is_adoptable:
 * @self: a workspace
 *
 * Returns: whether it was made without a region's name and has not met a server yet
 */
gboolean
ry_workspace_is_adoptable (RyWorkspace *self)
{
  gboolean adoptable;

  g_mutex_lock (&self->mutex);
  adoptable = _ry_home_is_adoptable (self->home);
  g_mutex_unlock (&self->mutex);
  return adoptable;
}

/**
 * ry_workspace_adopt_region:
 * @self: a workspace
 * @region: the region's id at the server, without `-council`
 * @error: return location for a #GError
 *
 * Settles which region a workspace without a name belongs to, once for all.
 *
 * Returns: whether it is that region now; %RY_ERROR_EXISTS where it is another one already
 */
gboolean
ry_workspace_adopt_region (RyWorkspace *self, const char *region, GError **error)
{
  gboolean adopted = FALSE;

  g_mutex_lock (&self->mutex);
  if (!_ry_home_is_adoptable (self->home) && g_strcmp0 (region, _ry_home_get_region (self->home)) != 0)
    g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, _ ("This workspace is the region “%s”, not “%s”."),
                 _ry_home_get_region (self->home), region);
  else
    adopted = !_ry_home_is_adoptable (self->home) || _ry_home_set_region (self->home, region, error);
  g_mutex_unlock (&self->mutex);
  return adopted;
}

/**
 * ry_workspace_dup_setting:
 * @self: a workspace
 * @name: a setting's name
 *
 * Returns: (transfer full) (nullable): its value on this machine
 */
char *
ry_workspace_dup_setting (RyWorkspace *self, const char *name)
{
  char *value;

  if (self->lent != NULL)
    return NULL;
  g_mutex_lock (&self->mutex);
  value = g_strdup (_ry_home_get_setting (self->home, name));
  g_mutex_unlock (&self->mutex);
  return value;
}

/**
 * ry_workspace_set_setting:
 * @self: a workspace
 * @name: a setting's name
 * @value: (nullable): its value; %NULL forgets it
 * @error: return location for a #GError
 *
 * Returns: whether it was written
 */
gboolean
ry_workspace_set_setting (RyWorkspace *self, const char *name, const char *value, GError **error)
{
  gboolean written;

  g_mutex_lock (&self->mutex);
  written = g_strcmp0 (_ry_home_get_setting (self->home, name), value) == 0 ||
            _ry_home_set_setting (self->home, name, value, error);
  g_mutex_unlock (&self->mutex);
  return written;
}

/**
 * ry_workspace_get:
 * @self: a workspace
 * @id: a document's id
 * @error: return location for a #GError
 *
 * A meeting comes with the words of its internal blocks where the office's space is here; in a query's answer it does
 * not.
 *
 * Returns: (transfer full): the document as it is now; %RY_ERROR_NOT_FOUND where there is none or it is deleted
 */
RyDocument *
ry_workspace_get (RyWorkspace *self, const char *id, GError **error)
{
  RyStore *store = ry_workspace_get_store_for (self, id);

  if (store != NULL)
    return _ry_internal_join (self, ry_store_get (store, id, NULL, RY_GET_PLAIN, error));
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("That space is not here."));
  return NULL;
}

/**
 * ry_workspace_query:
 * @self: a workspace
 * @query: which documents; its kind decides the space
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument): the documents; none where their space is not here
 */
GPtrArray *
ry_workspace_query (RyWorkspace *self, const RyQuery *query, GError **error)
{
  RyKind *kind = ry_kinds_get (self->kinds, query->kind);
  RyStore *store = ry_workspace_get_store (self, kind != NULL ? ry_kind_get_space (kind) : spaces[0]);

  if (store != NULL)
    return ry_store_query (store, query, NULL, error);
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

/**
 * ry_workspace_dup_name:
 * @self: a workspace
 * @id: (nullable): a document's id
 *
 * What to write where another document points at this one.
 *
 * Returns: (transfer full): its name; a word that says so where it is deleted or has not arrived; "" for %NULL
 */
char *
ry_workspace_dup_name (RyWorkspace *self, const char *id)
{
  g_autoptr (RyDocument) document = NULL;
  RyStore *store;

  if (id == NULL || *id == '\0')
    return g_strdup ("");
  store = ry_workspace_get_store_for (self, id);
  document = store != NULL ? ry_store_get (store, id, NULL, RY_GET_DELETED, NULL) : NULL;
  if (document == NULL)
    return g_strdup (_ ("(not here yet)"));
  return ry_workspace_dup_name_of (self, document);
}

/**
 * ry_workspace_dup_name_of:
 * @self: a workspace
 * @document: a document
 *
 * ry_workspace_dup_name() for a document that is at hand.
 *
 * Returns: (transfer full): its name
 */
char *
ry_workspace_dup_name_of (RyWorkspace *self, RyDocument *document)
{
  RyKind *kind = ry_kinds_get (self->kinds, ry_document_get_kind (document));
  const char *name;

  if (ry_document_get_deleted (document))
    return g_strdup (_ ("(deleted)"));
  if (kind != NULL && ry_kind_get_named (kind) != NULL) {
    char *whole = build_name_of_members (self, kind, document);

    return whole != NULL ? whole : g_strdup (ry_document_get_id (document));
  }
  if (kind != NULL &&
      (g_str_equal (ry_kind_get_name (kind), "post") || g_str_equal (ry_kind_get_name (kind), "membership")))
    return build_linked_name (self, document, ry_kind_get_name (kind));
  name = kind != NULL ? ry_document_get_string (document, ry_kind_get_title_member (kind)) : NULL;
  return g_strdup (name != NULL ? name : ry_document_get_id (document));
}
