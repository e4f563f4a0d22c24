/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was done last: in this window, where it can be taken back, and by the others. No widget in it.
 */
#pragma once

#include "ry-undo-stack.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyDone:
 * @title: what was done
 * @detail: who and when
 * @id: (nullable): the record to look at
 * @can_undo: whether Ctrl+Z takes just this back
 */
typedef struct {
  char *title;
  char *detail;
  char *id;
  gboolean can_undo;
} RyDone;

GPtrArray *ry_today_list_done (RyWorkspace *workspace, RyUndoStack *acts, guint most);
void       ry_done_free       (RyDone *self);

G_END_DECLS
