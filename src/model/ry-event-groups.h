/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Group work at an event: who sits in which group, kept with the event. Making the groups again leaves those where they
 * are who are pinned; who cancelled leaves their seat, who came later gets one with the next run.
 */
#pragma once

#include "ry-event.h"

G_BEGIN_DECLS

/**
 * RyEventMember:
 * @application: id
 * @number: of the application
 * @name: who
 * @organisation: from where, or ""
 * @profession: what they are, or ""
 * @group: from 0, or -1 for who has none yet
 * @pinned: whether they stay there
 *
 * One person at group work.
 */
typedef struct {
  char *application;
  gint64 number;
  char *name;
  char *reading;
  char *organisation;
  char *profession;
  int group;
  gboolean pinned;
} RyEventMember;

GPtrArray *ry_event_groups_list     (RyWorkspace *workspace, JsonObject *event, GPtrArray *applications);
void       ry_event_member_free     (RyEventMember *member);
guint      ry_event_groups_count    (JsonObject *event);
void       ry_event_groups_make     (RyWorkspace *workspace, JsonObject *event, GPtrArray *applications, guint n_groups);
gboolean   ry_event_groups_pin      (JsonObject *event, const char *application, gboolean pinned);
gboolean   ry_event_groups_add_pair (JsonObject *event, const char *left, const char *right, gboolean apart);
gboolean   ry_event_groups_is_met   (JsonObject *event, JsonObject *pair);

G_END_DECLS
