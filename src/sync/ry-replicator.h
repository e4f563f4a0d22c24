/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The policy of the road between a workspace and a server: which spaces are pushed and pulled, when to try
 * again, and what may honestly be said about it. It lives on the main thread and makes a new single-use
 * replication for each attempt. Use ry_replicator_run() for one pass (the command line), and
 * ry_replicator_start() for a desktop that stays connected.
 */
#pragma once

#include "ry-replication.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLICATOR (ry_replicator_get_type ())
G_DECLARE_FINAL_TYPE (RyReplicator, ry_replicator, RY, REPLICATOR, GObject)

/**
 * RySyncState:
 * @RY_SYNC_OFF: no server is named
 * @RY_SYNC_UNKNOWN: the server has not answered yet in this run
 * @RY_SYNC_BUSY: passes are under way
 * @RY_SYNC_SYNCED: the server has answered within the last interval and nothing waits
 * @RY_SYNC_FAILED: the last attempt failed; see ry_replicator_get_error()
 *
 * What is known, never what is hoped.
 */
typedef enum {
  RY_SYNC_OFF,
  RY_SYNC_UNKNOWN,
  RY_SYNC_BUSY,
  RY_SYNC_SYNCED,
  RY_SYNC_FAILED,
} RySyncState;

/**
 * RyRecordState:
 * @RY_RECORD_SENT: the server has it as it is here, as far as this side knows; or there is no server
 * @RY_RECORD_UNSENT: it has changed since
 * @RY_RECORD_REFUSED: an end would not take it; see ry_replicator_dup_refused()
 *
 * What may be said of one record.
 */
typedef enum {
  RY_RECORD_SENT,
  RY_RECORD_UNSENT,
  RY_RECORD_REFUSED,
} RyRecordState;

/* Properties: state (RySyncState), unsent (gint64), refused (gint64), last-synced (gint64, µs since 1970, 0 never). Signal: progress. */

RyReplicator  *ry_replicator_new            (RyWorkspace *workspace);
gboolean       ry_replicator_set_server     (RyReplicator *self, const char *url, const char *user, const char *password, GError **error);
gboolean       ry_replicator_run            (RyReplicator *self, RySyncProgress *progress, GCancellable *cancellable, GError **error);
void           ry_replicator_start          (RyReplicator *self);
void           ry_replicator_stop           (RyReplicator *self);
void           ry_replicator_retry_now      (RyReplicator *self);
RySyncState    ry_replicator_get_state      (RyReplicator *self);
gint64         ry_replicator_get_unsent     (RyReplicator *self);
gint64         ry_replicator_get_last_synced(RyReplicator *self);
gboolean       ry_replicator_get_has_synced (RyReplicator *self);
gint64         ry_replicator_get_clock_ahead(RyReplicator *self);
gint64         ry_replicator_get_next_try   (RyReplicator *self);
const GError  *ry_replicator_get_error      (RyReplicator *self);
const char    *ry_replicator_get_server     (RyReplicator *self);
void           ry_replicator_get_progress   (RyReplicator *self, RySyncProgress *progress);
RyRecordState  ry_replicator_get_record_state (RyReplicator *self, const char *id);
guint          ry_replicator_count_refused  (RyReplicator *self);
GPtrArray     *ry_replicator_dup_refused    (RyReplicator *self);
void           ry_replicator_retry_refused  (RyReplicator *self);
RyDocument    *ry_replicator_get_accepted   (RyReplicator *self, const char *id, GCancellable *cancellable, GError **error);
void           ry_replicator_withdraw       (RyReplicator *self, const char *id, const char *rev);

/* How much of an attachment has come, of how much. */
typedef void (*RyFetchFunc) (gint64 n_bytes, gint64 total, gpointer data);
void           ry_replicator_fetch_async    (RyReplicator *self, const char *id, const char *name, GCancellable *cancellable, RyFetchFunc progress,
                                             gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
gboolean       ry_replicator_fetch_finish   (RyReplicator *self, GAsyncResult *result, GError **error);

G_END_DECLS
