/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who wants to come to an event: numbered, counted against its capacity, with a waiting list that moves up by itself. A
 * list is read whole with ry_application_load(), changed by the functions below, and written in one act with
 * ry_application_list_edits(), so that whoever moved up is recorded with what made room.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyApplicationStatus:
 *
 * As documents hold it; what somebody has who never was put on the list counts as waiting.
 */
typedef enum {
  RY_APPLICATION_ACCEPTED,
  RY_APPLICATION_WAITING,
  RY_APPLICATION_CANCELLED,
  RY_APPLICATION_CAME,
  RY_APPLICATION_ABSENT,
  RY_N_APPLICATION_STATUSES
} RyApplicationStatus;

/* fax, phone, mail, web, self: the order of the keys 1 to 4 at the desk */
#define RY_N_APPLICATION_CHANNELS 5

/**
 * RyApplication:
 * @id: of the document
 * @document: (nullable): as it is stored; %NULL where it is new
 * @content: as it is now
 * @changed: whether it is to be written
 * @moved_up: whether it came off the waiting list since it was read
 *
 * One application.
 */
typedef struct {
  char *id;
  RyDocument *document;
  JsonObject *content;
  gboolean changed;
  gboolean moved_up;
} RyApplication;

/**
 * RyApplicationFigures:
 * @applied: heads that want or wanted to come, without those who cancelled
 * @accepted: heads that have a place
 * @waiting: heads on the waiting list
 * @cancelled: heads that cancelled
 * @channels: heads by the way they came
 */
typedef struct {
  guint applied;
  guint accepted;
  guint waiting;
  guint cancelled;
  guint channels[RY_N_APPLICATION_CHANNELS];
} RyApplicationFigures;

const char   *ry_application_channel_get_code (guint channel);
const char   *ry_application_status_get_code  (RyApplicationStatus status);
RyApplicationStatus ry_application_get_status (JsonObject *content);
guint         ry_application_get_heads        (JsonObject *content);
gboolean      ry_application_has_place        (JsonObject *content);

GPtrArray    *ry_application_load             (RyWorkspace *workspace, const char *event_id, GError **error);
GPtrArray    *ry_application_list_new         (void);
RyApplication *ry_application_list_append     (GPtrArray *list, const char *id, RyDocument *document, JsonObject *content);
gboolean      ry_application_settle           (GPtrArray *list, gint64 capacity);
RyApplication *ry_application_add             (GPtrArray *list, const char *event_id, JsonObject *content, gint64 capacity);
RyApplication *ry_application_find            (GPtrArray *list, const char *id);
RyApplication *ry_application_find_same       (GPtrArray *list, JsonObject *content);
gboolean      ry_application_set_status       (GPtrArray *list, RyApplication *application, RyApplicationStatus status, gint64 capacity);
guint         ry_application_get_waiting_place(GPtrArray *list, RyApplication *application);
void          ry_application_count            (GPtrArray *list, RyApplicationFigures *figures);
GPtrArray    *ry_application_list_edits       (GPtrArray *list);
char         *ry_application_dup_id           (const char *event_id, JsonObject *content);

G_END_DECLS
