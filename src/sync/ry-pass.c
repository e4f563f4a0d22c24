/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line's way over the road: everything in line, in one thread, until both sides are the same. Which
 * databases take part and which region they belong to is decided here for the live way too.
 */
#include "ry-pass.h"

#include <string.h>

#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-sent.h"
#include "tuning.h"

/* The space that everybody shares; the others may be closed to a person. */
#define SHARED_SPACE "council"

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  RyHttpClient *client;
  RySyncProgress *progress;
  GCancellable *cancellable;

  gint64 pushed;
} Pass;

/* The region of the only shared database on a server, or NULL. */
static char *
find_only_region (GPtrArray *databases)
{
  char *region = NULL;

  for (guint i = 0; i < databases->len; i++) {
    const char *name = g_ptr_array_index (databases, i);

    if (!g_str_has_suffix (name, "-" SHARED_SPACE))
      continue;
    if (region != NULL) {
      g_free (region);
      return NULL;
    }
    region = g_strndup (name, strlen (name) - strlen ("-" SHARED_SPACE));
  }
  return region;
}

static void
note_run (Pass *pass, RyReplication *run, gboolean is_pull)
{
  RySyncProgress one;

  ry_replication_get_progress (run, &one);
  pass->pushed += is_pull ? 0 : one.docs_written;
  pass->progress->docs_read += one.docs_read;
  pass->progress->docs_written += one.docs_written;
  pass->progress->bytes += one.bytes;
  pass->progress->refused += one.refused;
  pass->progress->given_back += one.given_back;
}

static void
note_push (RySent *sent, RyReplication *run, gboolean ok)
{
  g_autofree char *since = ry_replication_dup_since (run);

  ry_sent_note_push (sent, since != NULL ? g_ascii_strtoll (since, NULL, 10) : 0);
  if (ok)
    ry_sent_note_synced (sent, g_get_real_time ());
  ry_sent_save (sent, TRUE);
}

static gboolean
run_one (Pass *pass, const char *space, gboolean is_pull, GError **error)
{
  RyStore *store = ry_workspace_get_store (pass->workspace, space);
  const char *url = ry_http_client_get_url (pass->client);
  g_autofree char *database = ry_pass_dup_database (pass->workspace, space);
  g_autofree char *account = ry_http_client_dup_account (pass->client);
  g_autoptr (RyPeer) remote = ry_http_peer_new (pass->client, database);
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  g_autoptr (RyReplication) run = is_pull ? ry_replication_new (remote, local) : ry_replication_new (local, remote);
  g_autoptr (RyRefusals) refusals = ry_refusals_new (store, url, database);
  g_autoptr (RySent) sent = ry_sent_new (store, url, database);
  gboolean ok;

  ry_local_peer_set_sent (RY_LOCAL_PEER (local), ry_sent_get_seq (sent));
  ry_refusals_set_account (refusals, account);
  ry_replication_set_leave_designs (run, TRUE);
  ry_replication_set_refusals (run, refusals, is_pull);
  if (!is_pull)
    ry_replication_set_known (run, ry_sent_get_seq (sent));
  ok = ry_replication_run (run, pass->cancellable, error);
  note_run (pass, run, is_pull);
  if (!is_pull)
    note_push (sent, run, ok);
  return ok;
}

/* Which spaces take part: makes their databases where they are not there and may be made. */
static gboolean
open_spaces (Pass *pass, GPtrArray *open, GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (pass->workspace);

  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autofree char *database = ry_pass_dup_database (pass->workspace, spaces[i]);
    g_autoptr (RyPeer) remote = ry_http_peer_new (pass->client, database);
    gboolean shared = ry_pass_is_shared (spaces[i]);
    gboolean empty = ry_store_get_update_seq (ry_workspace_get_store (pass->workspace, spaces[i])) == 0;
    g_autoptr (GError) refusal = NULL;

    if (ry_peer_create (remote, pass->cancellable, &refusal)) {
      g_ptr_array_add (open, (gpointer) spaces[i]);
    } else if (shared || !(g_error_matches (refusal, RY_ERROR, RY_ERROR_FORBIDDEN) ||
                           (empty && g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND)))) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
run_passes (Pass *pass, GPtrArray *spaces, GError **error)
{
  for (guint n = 0; n < RY_TUNING_PASSES_MAX; n++) {
    g_autoptr (GError) unsettled = NULL;

    pass->pushed = 0;
    for (guint i = 0; i < spaces->len; i++)
      if (!run_one (pass, g_ptr_array_index (spaces, i), TRUE, error))
        return FALSE;
    ry_workspace_settle (pass->workspace, pass->cancellable, &unsettled);
    if (unsettled != NULL) {
      g_propagate_error (error, g_steal_pointer (&unsettled));
      return FALSE;
    }
    for (guint i = 0; i < spaces->len; i++)
      if (!run_one (pass, g_ptr_array_index (spaces, i), FALSE, error))
        return FALSE;
    /* What we pushed may have met what others pushed meanwhile: look once more. */
    if (pass->pushed == 0)
      break;
  }
  return TRUE;
}

static gboolean
adopt_region (Pass *pass, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GPtrArray) databases = NULL;

  if (!ry_workspace_is_adoptable (pass->workspace))
    return TRUE;
  databases = ry_http_client_get_databases (pass->client, pass->cancellable, &refusal);
  if (databases != NULL)
    return ry_pass_adopt (pass->workspace, databases, error);
  if (ry_pass_may_ignore_listing (refusal))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/**
 * ry_pass_is_shared:
 * @space: a space
 *
 * Returns: whether it is the one that every account of a server may read
 */
gboolean
ry_pass_is_shared (const char *space)
{
  return strcmp (space, SHARED_SPACE) == 0;
}

/**
 * ry_pass_dup_database:
 * @workspace: a workspace
 * @space: one of its spaces
 *
 * Returns: (transfer full): the name of the space's database on a server
 */
char *
ry_pass_dup_database (RyWorkspace *workspace, const char *space)
{
  return g_strconcat (ry_workspace_get_region (workspace), "-", space, NULL);
}

/**
 * ry_pass_adopt:
 * @workspace: a workspace without a region's name
 * @databases: (element-type utf8): the databases of a server
 *
 * Takes over the server's region where it has exactly one; else nothing is done.
 *
 * Returns: %TRUE, or %FALSE with @error set where that could not be kept
 */
gboolean
ry_pass_adopt (RyWorkspace *workspace, GPtrArray *databases, GError **error)
{
  g_autofree char *region = find_only_region (databases);

  return region == NULL || ry_workspace_adopt_region (workspace, region, error);
}

/**
 * ry_pass_may_ignore_listing:
 * @error: why a server did not list its databases
 *
 * Returns: whether it is one that does not tell them to everybody; the region is then what it is
 */
gboolean
ry_pass_may_ignore_listing (const GError *error)
{
  return g_error_matches (error, RY_ERROR, RY_ERROR_FORBIDDEN) || g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

/**
 * ry_pass_run:
 * @workspace: a workspace
 * @client: its server
 * @progress: (inout): takes what was done
 *
 * Pulls, settles conflicts and pushes, each space, until a pass has nothing to push.
 *
 * Returns: %TRUE, or %FALSE with @error set; what was done before it stays done
 */
gboolean
ry_pass_run (
    RyWorkspace *workspace, RyHttpClient *client, RySyncProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) spaces = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  Pass pass = { workspace, client, progress, cancellable, 0 };

  if (adopt_region (&pass, &failure) && open_spaces (&pass, spaces, &failure) && run_passes (&pass, spaces, &failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
