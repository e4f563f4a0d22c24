/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of a record: who changed it, when, on which machine, and what, field by field, with the versions that were
 * not chosen. Versions that one person wrote in one go stand as one.
 */
#pragma once

#include "ry-diff.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyHistoryEntry:
 * @rev: the last revision of the go
 * @document: its content; a deletion where it was deleted
 * @before: (nullable): the content before the go; %NULL at the beginning, or where it is not kept any more
 * @who: (nullable): who
 * @machine: (nullable): on which machine
 * @from: (nullable): when the go began, as `updated_at`
 * @to: (nullable): when it ended
 * @n_revisions: how many revisions are in it
 * @chosen: whether the record's present content grew from it; %FALSE for what lost a conflict
 * @open: whether it is of a version that waits for a decision
 * @first: whether the record begins with it
 * @changes: (element-type RyDiffChange): what changed
 */
typedef struct {
  char *rev;
  RyDocument *document;
  RyDocument *before;
  char *who;
  char *machine;
  char *from;
  char *to;
  guint n_revisions;
  gboolean chosen;
  gboolean open;
  gboolean first;
  GPtrArray *changes;
} RyHistoryEntry;

GPtrArray  *ry_history_list         (RyWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error);
JsonObject *ry_history_restore      (const RyHistoryEntry *entry, const char *path, JsonObject *current);
JsonObject *ry_history_step_back    (RyWorkspace *workspace, const char *id, const char *const *members, JsonObject *content,
                                     char **rev);
void        ry_history_entry_free   (RyHistoryEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyHistoryEntry, ry_history_entry_free)

G_END_DECLS
