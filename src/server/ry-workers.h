/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A few threads that work for one main context: a function runs in a thread, or in a lane, and when it is through,
 * another runs on the context that made the workers.
 */
#pragma once

#include "ry-lane.h"

G_BEGIN_DECLS

typedef struct _RyWorkers RyWorkers;
typedef void (*RyWorkFunc) (gpointer data);

RyWorkers *ry_workers_new         (guint n_threads);
void       ry_workers_push        (RyWorkers *self, RyWorkFunc work, RyWorkFunc done, gpointer data);
void       ry_workers_push_to     (RyWorkers *self, RyLane *lane, RyWorkFunc work, RyWorkFunc done, gpointer data);
guint      ry_workers_get_n_tasks (RyWorkers *self);
void       ry_workers_free        (RyWorkers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWorkers, ry_workers_free)

G_END_DECLS
