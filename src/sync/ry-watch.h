/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents of a run of which somebody wants to hear whether they arrive: those that were refused before, and those
 * that the target once had. A replication's own, in its thread.
 */
#pragma once

#include "ry-peer.h"
#include "ry-refusals.h"

G_BEGIN_DECLS

typedef struct _RyWatch RyWatch;

RyWatch *ry_watch_new     (RyRefusals *refusals, gint64 known_seq);
void     ry_watch_free    (RyWatch *self);
void     ry_watch_expect  (RyWatch *self, GPtrArray *changes);
void     ry_watch_present (RyWatch *self, GPtrArray *changes, GPtrArray *missing);
void     ry_watch_failed  (RyWatch *self, const char *id);
guint    ry_watch_arrived (RyWatch *self);

G_END_DECLS
