/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of one road in one direction: everything that the target lacks is brought from the source. Single-use:
 * make one, call ry_replication_run() in a thread of its own, ask it how far it came, drop it. Cut at any moment,
 * the next run goes on from the checkpoint and nothing is lost or doubled.
 */
#pragma once

#include "ry-peer.h"
#include "ry-refusals.h"

G_BEGIN_DECLS

/**
 * RySyncProgress:
 * @docs_read: revisions fetched
 * @docs_written: revisions written
 * @bytes: of the documents and attachments fetched
 * @pending: still to come, -1 where unknown
 * @refused: what the other side would not take
 * @given_back: what the target was known to have, had lost, and has again
 * @initial: whether this began at the beginning: a first sync
 */
typedef struct {
  gint64 docs_read;
  gint64 docs_written;
  gint64 bytes;
  gint64 pending;
  gint64 refused;
  gint64 given_back;
  gboolean initial;
} RySyncProgress;

#define RY_TYPE_REPLICATION (ry_replication_get_type ())
G_DECLARE_FINAL_TYPE (RyReplication, ry_replication, RY, REPLICATION, GObject)

/* Called in the run's thread whenever a getter would answer something new. */
typedef void (*RyReplicationFunc) (RyReplication *self, gpointer data);

RyReplication *ry_replication_new               (RyPeer *source, RyPeer *target);
void           ry_replication_set_live          (RyReplication *self, gboolean live);
void           ry_replication_set_leave_designs (RyReplication *self, gboolean leave);
void           ry_replication_set_filter        (RyReplication *self, const char *const *ids, const char *selector);
void           ry_replication_set_refusals      (RyReplication *self, RyRefusals *refusals, gboolean incoming);
void           ry_replication_set_known         (RyReplication *self, gint64 seq);
void           ry_replication_set_func          (RyReplication *self, RyReplicationFunc func, gpointer data);
gboolean       ry_replication_run               (RyReplication *self, GCancellable *cancellable, GError **error);

void           ry_replication_get_progress      (RyReplication *self, RySyncProgress *progress);
char          *ry_replication_dup_since         (RyReplication *self);
gboolean       ry_replication_get_caught_up     (RyReplication *self);
gint64         ry_replication_get_answered      (RyReplication *self);
GPtrArray     *ry_replication_dup_refused       (RyReplication *self);

G_END_DECLS
