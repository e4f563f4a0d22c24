/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the replicator's two files share: one makes the attempts, the other answers for records.
 */
#pragma once

#include "ry-link.h"
#include "ry-replicator.h"

G_BEGIN_DECLS

struct _RyReplicator {
  GObject parent;

  /* Borrowed */
  RyWorkspace *workspace;

  /* Owned */
  RyHttpClient *client;
  GPtrArray *links;
  GNetworkMonitor *monitor;
  GCancellable *adopting;
  GError *error; /* before there are links */
  guint n_failures;
  guint retry_source;
  gint64 next_try;

  gboolean started;
  RySyncState state;
  gint64 last_synced;
  gint64 kept_synced;  /* by the links, for the next run */
  gboolean has_synced; /* in this run */
  gint64 unsent;
  gint64 refused;
  guint update_source;
  guint tick_source;
};

RySent *_ry_replicator_read_sent (RyReplicator *self, const char *space);

G_END_DECLS
