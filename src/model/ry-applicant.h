/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who wants to come to an event: numbered, counted against its capacity, with a waiting list that moves up by itself. A
 * list is read whole with ry_applicant_load(), changed by the functions below, and written in one act with
 * ry_applicant_list_edits(), so that whoever moved up is recorded with what made room.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyApplicantStatus:
 *
 * As documents hold it; what somebody has who never was put on the list counts as waiting.
 */
typedef enum {
  RY_APPLICANT_ACCEPTED,
  RY_APPLICANT_WAITING,
  RY_APPLICANT_CANCELLED,
  RY_APPLICANT_CAME,
  RY_APPLICANT_ABSENT,
  RY_N_APPLICANT_STATUSES
} RyApplicantStatus;

/* fax, phone, mail, web, self: the order of the keys 1 to 4 at the desk */
#define RY_N_APPLICANT_CHANNELS 5

/**
 * RyApplicant:
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
} RyApplicant;

/**
 * RyApplicantFigures:
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
  guint channels[RY_N_APPLICANT_CHANNELS];
} RyApplicantFigures;

const char   *ry_applicant_channel_get_code (guint channel);
RyApplicantStatus ry_applicant_get_status (JsonObject *content);
guint         ry_applicant_get_heads        (JsonObject *content);
gboolean      ry_applicant_has_place        (JsonObject *content);

GPtrArray    *ry_applicant_load             (RyWorkspace *workspace, const char *event_id, GError **error);
GPtrArray    *ry_applicant_list_new         (void);
RyApplicant *ry_applicant_list_append     (GPtrArray *list, const char *id, RyDocument *document, JsonObject *content);
gboolean      ry_applicant_settle           (GPtrArray *list, gint64 capacity);
RyApplicant *ry_applicant_add             (GPtrArray *list, const char *event_id, JsonObject *content, gint64 capacity);
RyApplicant *ry_applicant_find            (GPtrArray *list, const char *id);
RyApplicant *ry_applicant_find_same       (GPtrArray *list, JsonObject *content);
gboolean      ry_applicant_set_status       (GPtrArray *list, RyApplicant *application, RyApplicantStatus status, gint64 capacity);
guint         ry_applicant_get_waiting_place(GPtrArray *list, RyApplicant *application);
void          ry_applicant_count            (GPtrArray *list, RyApplicantFigures *figures);
GPtrArray    *ry_applicant_list_edits       (GPtrArray *list);
char         *ry_applicant_dup_id           (const char *event_id, JsonObject *content);

G_END_DECLS
