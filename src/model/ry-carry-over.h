/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new meeting takes over from those before it: unfinished items, the series' standing items, 前回宿題, and the
 * approval of the last minutes. Everything is taken unless the clerk says no, and no needs a reason.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef enum {
  RY_CARRY_APPROVAL, /* of the last minutes */
  RY_CARRY_ACTION,   /* an open action of the series */
  RY_CARRY_ITEM,     /* an item that was not finished */
  RY_CARRY_STANDING, /* an item of every meeting */
} RyCarryKind;

/**
 * RyCarried:
 * @kind: what it is
 * @title: its words
 * @thread: what it is known by: a thread, an action's id, or for a standing item its title
 * @heading: (nullable): the title of the item under which it stood
 * @item: (nullable): the agenda item it comes from
 * @from: (nullable): id of the meeting it comes from
 * @origin: (nullable): id of the meeting where it was first raised
 * @about: (nullable): for the screen: its life, or an action's owner and due date
 * @taken: whether it goes on the agenda; %TRUE at first
 * @reason: (nullable): why not
 */
typedef struct {
  RyCarryKind kind;
  char *title;
  char *thread;
  char *heading;
  JsonObject *item;
  char *from;
  char *origin;
  char *about;
  gboolean taken;
  char *reason;
} RyCarried;

/* Pure */
GPtrArray *ry_carry_over_list_items    (GPtrArray *meetings, const char *id, JsonObject *meeting, const char *today);
GPtrArray *ry_carry_over_list_standing (JsonObject *series, JsonObject *meeting);
gboolean   ry_carry_over_is_settled    (GPtrArray *carried);
guint      ry_carry_over_apply         (GPtrArray *carried, JsonObject *meeting);

/* Out of the store */
GPtrArray *ry_carry_over_collect       (RyWorkspace *workspace, const char *id, JsonObject *meeting, const char *today, GError **error);
GPtrArray *ry_carry_over_list_actions  (RyWorkspace *workspace, JsonObject *meeting, GError **error);
void       ry_carried_free             (RyCarried *carried);

G_END_DECLS
