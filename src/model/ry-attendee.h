/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The seats of a meeting with what is known of those who sit there: readings, how they are reached, their
 * profession. A seat in the document holds names and ids; sorting, looking for somebody while typing, papers and
 * telephone lists need the rest. Made anew when something changes; a hundred seats take some milliseconds.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyAttendee:
 * @key: the seat's key in the meeting
 * @content: the seat as the meeting has it, replies applied where they were
 * @person: (nullable): id
 * @name: the person's name; "" where a post is vacant or only the organisation is known
 * @reading: the person's reading, or ""
 * @organisation: (nullable): id
 * @organisation_name: its name, or ""
 * @organisation_reading: its reading, or ""
 * @organisation_kind: code of its kind, or ""
 * @role: what the person is there, or ""
 * @profession: the person's first profession, or ""
 * @channel: code of the preferred channel: `fax` `mail` `post` `phone`
 * @telephone: of the post, the organisation's otherwise; or ""
 * @fax: as @telephone
 * @email: of the post, the person's own otherwise, the organisation's last; or ""
 *
 * One seat. Texts are never %NULL unless it is said.
 */
typedef struct {
  char *key;
  JsonObject *content;
  char *person;
  char *name;
  char *reading;
  char *organisation;
  char *organisation_name;
  char *organisation_reading;
  char *organisation_kind;
  char *role;
  char *profession;
  char *channel;
  char *telephone;
  char *fax;
  char *email;
} RyAttendee;

GPtrArray  *ry_attendee_list             (RyWorkspace *workspace, JsonObject *meeting);
RyAttendee     *ry_attendee_find             (GPtrArray *seats, const char *key);
void        ry_attendee_free             (RyAttendee *seat);
const char *ry_attendee_get_status       (RyAttendee *seat);
const char *ry_attendee_get_title        (RyAttendee *seat);
const char *ry_attendee_get_sort_reading (RyAttendee *seat);
int         ry_attendee_compare_readings (gconstpointer a, gconstpointer b);
char       *ry_attendee_dup_key          (const char *person, const char *organisation, const char *seat);

G_END_DECLS
