/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the replicator may say of single records: which are unsent, which stay behind and why. Where there are links
 * they are asked; else, before the server was first found and on the command line, what earlier runs have kept.
 */
#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-pass.h"
#include "ry-replicator-private.h"

/* Found in earlier runs; for spaces that have no link. */
RySent *
_ry_replicator_read_sent (RyReplicator *self, const char *space)
{
  g_autofree char *database = ry_pass_dup_database (self->workspace, space);

  return ry_sent_new (ry_workspace_get_store (self->workspace, space), ry_http_client_get_url (self->client), database);
}

static RyRefusals *
ref_refusals (RyReplicator *self, guint space)
{
  const char *name = ry_workspace_get_spaces (self->workspace)[space];
  g_autofree char *database = ry_pass_dup_database (self->workspace, name);

  if (self->links->len > 0)
    return ry_refusals_ref (ry_link_get_refusals (g_ptr_array_index (self->links, space)));
  return ry_refusals_new (ry_workspace_get_store (self->workspace, name), ry_http_client_get_url (self->client),
                          database);
}

static guint
count_spaces (RyReplicator *self)
{
  return self->client != NULL ? g_strv_length ((GStrv) ry_workspace_get_spaces (self->workspace)) : 0;
}

static gboolean
is_unsent (RyReplicator *self, guint space, const char *id)
{
  g_autoptr (RySent) sent = NULL;

  if (self->links->len > 0) {
    RyLink *link = g_ptr_array_index (self->links, space);

    return ry_link_get_state (link) != RY_LINK_SKIPPED && ry_sent_is_unsent (ry_link_get_sent (link), id);
  }
  sent = _ry_replicator_read_sent (self, ry_workspace_get_spaces (self->workspace)[space]);
  return ry_sent_is_unsent (sent, id);
}

/**
 * ry_replicator_get_record_state:
 * @self: a replicator
 * @id: a document
 *
 * For a mark on each row of a list: costs a look into an index, and nearly nothing where nothing waits.
 *
 * Returns: what may be said of it without asking the server
 */
RyRecordState
ry_replicator_get_record_state (RyReplicator *self, const char *id)
{
  guint n_spaces = count_spaces (self);

  for (guint i = 0; i < n_spaces; i++) {
    g_autoptr (RyRefusals) refusals = ref_refusals (self, i);

    if (ry_refusals_has (refusals, id))
      return RY_RECORD_REFUSED;
  }
  for (guint i = 0; i < n_spaces; i++)
    if (is_unsent (self, i, id))
      return RY_RECORD_UNSENT;
  return RY_RECORD_SENT;
}

/**
 * ry_replicator_count_refused:
 * @self: a replicator
 *
 * Returns: how many documents ry_replicator_dup_refused() would give
 */
guint
ry_replicator_count_refused (RyReplicator *self)
{
  guint n = 0;

  for (guint i = 0; i < count_spaces (self); i++) {
    g_autoptr (RyRefusals) refusals = ref_refusals (self, i);

    n += ry_refusals_count (refusals);
  }
  return n;
}

/**
 * ry_replicator_dup_refused:
 * @self: a replicator
 *
 * What stays behind stays in this list, over a restart too, until both ends have it. It is offered again by itself
 * when it changes and when the account or its roles do.
 *
 * Returns: (transfer full) (element-type RyRefusal): the documents an end would not take, and why
 */
GPtrArray *
ry_replicator_dup_refused (RyReplicator *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_refusal_free);

  for (guint i = 0; i < count_spaces (self); i++) {
    g_autoptr (RyRefusals) refusals = ref_refusals (self, i);

    g_ptr_array_extend_and_steal (all, ry_refusals_dup_all (refusals));
  }
  return all;
}

/**
 * ry_replicator_retry_refused:
 * @self: a replicator
 *
 * Offers everything that was refused once more, now where it is connected.
 */
void
ry_replicator_retry_refused (RyReplicator *self)
{
  for (guint i = 0; i < self->links->len; i++)
    ry_link_retry_refused (g_ptr_array_index (self->links, i));
}

/* The versions of @document that the server lacks. */
static GStrv
ask_missing (RyReplicator *self, RyDocument *document, GCancellable *cancellable, GError **error)
{
  const char *id = ry_document_get_id (document);
  const char *space = ry_kind_get_space (ry_workspace_get_kind (self->workspace, ry_document_get_kind (document)));
  g_autofree char *database = ry_pass_dup_database (self->workspace, space);
  g_autoptr (RyPeer) remote = ry_http_peer_new (self->client, database);
  RyChange change = { .id = (char *) id, .revs = (GStrv) ry_document_get_history (document) };
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (GPtrArray) missing = NULL;

  g_ptr_array_add (changes, &change);
  missing = ry_peer_get_missing (remote, changes, cancellable, error);
  if (missing == NULL)
    return NULL;
  return missing->len > 0 ? g_strdupv (((RyMissing *) g_ptr_array_index (missing, 0))->revs) : g_new0 (char *, 1);
}

/**
 * ry_replicator_get_accepted:
 * @self: a replicator
 * @id: a document that the server refused
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Asks the server which of the document's versions it has. Blocks; for a thread.
 *
 * Returns: (transfer full) (nullable): the latest that it has, or %NULL: without @error, it has none
 */
RyDocument *
ry_replicator_get_accepted (RyReplicator *self, const char *id, GCancellable *cancellable, GError **error)
{
  RyStore *store = ry_workspace_get_store_for (self->workspace, id);
  g_autoptr (RyDocument) document = ry_store_get (store, id, NULL, RY_GET_REVISIONS | RY_GET_DELETED, error);
  const char *const *history = document != NULL ? ry_document_get_history (document) : NULL;
  g_auto (GStrv) missing = NULL;

  if (history == NULL)
    return NULL;
  if (self->client == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNREACHABLE, "no server is named");
    return NULL;
  }
  missing = ask_missing (self, document, cancellable, error);
  for (guint i = 0; missing != NULL && history[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) missing, history[i]))
      return ry_store_get (store, id, history[i], RY_GET_DELETED, error);
  return NULL;
}

/**
 * ry_replicator_withdraw:
 * @self: a replicator
 * @id: a document that the server refused
 * @rev: its revision that says again what the server has
 *
 * A person gave the refused change up. The document is not spoken of any more until it changes again.
 */
void
ry_replicator_withdraw (RyReplicator *self, const char *id, const char *rev)
{
  for (guint i = 0; i < count_spaces (self); i++) {
    g_autoptr (RyRefusals) refusals = ref_refusals (self, i);
    g_autoptr (GError) error = NULL;

    ry_refusals_withdraw (refusals, id, rev);
    if (!ry_refusals_save (refusals, &error))
      g_warning ("Keeping what was withdrawn: %s", error->message);
  }
  self->refused = ry_replicator_count_refused (self);
  g_object_notify (G_OBJECT (self), "refused");
}
