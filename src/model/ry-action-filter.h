/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which actions to look at: the one question behind the list, the board, the print and the CSV. A pure value; it asks a
 * store by its indexes, and can judge an action at hand by the same rules.
 */
#pragma once

#include "ry-action.h"

G_BEGIN_DECLS

/**
 * RyActionScope:
 * @RY_ACTIONS_ALL: whatever its day
 * @RY_ACTIONS_LATE: open, and its day has gone by
 * @RY_ACTIONS_WEEK: open, and its day is today or in the week to come
 */
typedef enum {
  RY_ACTIONS_ALL,
  RY_ACTIONS_LATE,
  RY_ACTIONS_WEEK,
} RyActionScope;

#define RY_ACTIONS_OPEN ((1u << RY_ACTION_TODO) | (1u << RY_ACTION_DOING) | (1u << RY_ACTION_HOLD))
#define RY_ACTIONS_SHOWN (RY_ACTIONS_OPEN | (1u << RY_ACTION_DONE))
#define RY_ACTIONS_EVERY ((1u << RY_N_ACTION_STATUSES) - 1)

typedef struct _RyActionFilter RyActionFilter;

RyActionFilter *ry_action_filter_new              (const char *today);
RyActionFilter *ry_action_filter_copy             (const RyActionFilter *self);
void            ry_action_filter_free             (RyActionFilter *self);
const char     *ry_action_filter_get_today        (const RyActionFilter *self);
void            ry_action_filter_set_councils     (RyActionFilter *self, const char *const *ids);
void            ry_action_filter_set_subcommittee (RyActionFilter *self, const char *id);
void            ry_action_filter_set_owners       (RyActionFilter *self, const char *const *ids);
void            ry_action_filter_set_scope        (RyActionFilter *self, RyActionScope scope);
void            ry_action_filter_set_statuses     (RyActionFilter *self, guint statuses);
guint           ry_action_filter_get_statuses     (const RyActionFilter *self);
GStrv           ry_action_filter_dup_where        (const RyActionFilter *self, guint statuses);
gboolean        ry_action_filter_matches          (const RyActionFilter *self, JsonObject *action);
gint64          ry_action_filter_count            (const RyActionFilter *self, RyWorkspace *workspace, GError **error);
GPtrArray      *ry_action_filter_list             (const RyActionFilter *self, RyWorkspace *workspace, GError **error);

GStrv           ry_action_list_owner_ids          (RyWorkspace *workspace, const char *id);
GStrv           ry_action_list_my_ids             (RyWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyActionFilter, ry_action_filter_free)

G_END_DECLS
