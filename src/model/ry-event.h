/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the councils hold for the professions and for residents: trainings, forums, visiting lectures, occasions to meet.
 * Work on a copy of an event's content; ry_event_load() gives one that the reception, papers and letters of meetings can
 * read, because an event has seats as a meeting has.
 */
#pragma once

#include "ry-applicant.h"

G_BEGIN_DECLS

typedef enum {
  RY_EVENT_PLANNED,
  RY_EVENT_OPEN,
  RY_EVENT_CLOSED,
  RY_EVENT_HELD,
  RY_EVENT_REPORTED,
  RY_EVENT_CANCELLED,
  RY_N_EVENT_STAGES
} RyEventStage;

/* Below it a server shows coming events to everybody. */
#define RY_EVENT_PAGES "/_ryorin/events"

#define RY_EVENT_IS_ID(id) ((id) != NULL && g_str_has_prefix ((id), "event:"))

const char  *ry_event_stage_get_code (RyEventStage stage);
RyEventStage ry_event_get_stage      (JsonObject *event);
gboolean     ry_event_is_over        (JsonObject *event, const char *today);

JsonObject  *ry_event_new_content    (const char *title, const char *type, const char *council, const char *date);
JsonObject  *ry_event_copy           (JsonObject *event, const char *date);
gint64       ry_event_sum_budget     (JsonObject *event, const char *member);
GPtrArray   *ry_event_list_elements  (JsonObject *event, const char *member);
void         ry_event_put_elements   (JsonObject *event, const char *member, GPtrArray *elements);
gboolean     ry_event_remove_element (JsonObject *event, const char *member, const char *key);

char        *ry_event_dup_path       (const char *region, const char *id);
char        *ry_event_dup_address    (RyWorkspace *workspace, const char *id, JsonObject *event, JsonObject *council);

GPtrArray   *ry_event_list           (RyWorkspace *workspace, int fiscal_year, const char *line, GError **error);
JsonObject  *ry_event_apply          (JsonObject *event, GPtrArray *applications);
JsonObject  *ry_event_load           (RyWorkspace *workspace, const char *id, GError **error);
GPtrArray   *ry_event_list_attendance (JsonObject *event, GPtrArray *applications, gboolean *looked);
GPtrArray   *ry_event_finish         (RyWorkspace *workspace, const char *id, GError **error);

GPtrArray   *ry_event_list_meetings  (RyWorkspace *workspace, JsonObject *event, const char *today, GError **error);
RyEdit      *ry_event_to_agenda      (RyWorkspace *workspace, const char *id, const char *meeting_id, GError **error);
GPtrArray   *ry_event_list_items     (RyWorkspace *workspace, const char *id, GError **error);

G_END_DECLS
