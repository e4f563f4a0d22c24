/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a replication has come, as both ends remember it in a `_local` document of CouchDB's form, and
 * what follows when their memories differ. Pure: no peer, no clock.
 */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

/**
 * RyCheckpointEntry:
 * @session_id: the run
 * @start_time: when it began, as HTTP writes dates
 * @end_time: when this was written
 * @start_seq: where it began
 * @recorded_seq: up to where everything is at the target
 *
 * One run's line in the history.
 */
typedef struct {
  const char *session_id;
  const char *start_time;
  const char *end_time;
  const char *start_seq;
  const char *recorded_seq;
  gint64 missing_checked;
  gint64 missing_found;
  gint64 docs_read;
  gint64 docs_written;
  gint64 doc_write_failures;
} RyCheckpointEntry;

char       *ry_checkpoint_dup_id     (const char *source_identity, const char *target_identity, const RyFilter *filter);
char       *ry_checkpoint_find_start (RyDocument *source_log, RyDocument *target_log);
RyDocument *ry_checkpoint_new_log    (const char *id, RyDocument *previous, const RyCheckpointEntry *entry, gboolean source_read_only);

G_END_DECLS
