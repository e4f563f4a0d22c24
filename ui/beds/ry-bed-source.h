/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the views of vacant beds look through together: one register of the window's records, and how far it can be
 * believed. A view refreshes it when it is shown and when records change.
 */
#pragma once

#include "ry-bed-register.h"
#include "ry-replicator.h"
#include "ry-window.h"

G_BEGIN_DECLS

/**
 * RyBedCopy:
 * @state: how it stands with the server
 * @last_synced: when all was there last, in µs since 1970; 0 never
 * @read_at: when the records here were read last, likewise
 */
typedef struct {
  RySyncState state;
  gint64 last_synced;
  gint64 read_at;
} RyBedCopy;

typedef struct _RyBedSource RyBedSource;

RyBedSource   *ry_bed_source_new       (RyWindow *window);
RyBedSource   *ry_bed_source_ref       (RyBedSource *self);
void           ry_bed_source_unref     (RyBedSource *self);
RyBedRegister *ry_bed_source_get       (RyBedSource *self);
gboolean       ry_bed_source_refresh   (RyBedSource *self, GError **error);
char          *ry_bed_source_dup_fault (RyBedSource *self);
char          *ry_bed_source_dup_age   (RyBedSource *self);

char          *ry_bed_copy_dup_fault   (const RyBedCopy *copy, gint64 now);

G_END_DECLS
