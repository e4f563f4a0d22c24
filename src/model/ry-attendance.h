/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is there, and is it enough: quorum by members or by organisations, figures by organisation, by hospital and by
 * profession, ballots of a meeting held in writing. Pure functions over a meeting whose replies are applied
 * (ry_reply_load()); what they count is heads, whatever way somebody takes part.
 */
#pragma once

#include "ry-meeting.h"
#include "ry-attendee.h"

G_BEGIN_DECLS

/* How somebody votes in a meeting held in writing; `ballot` of a seat. */
#define RY_BALLOT_FOR     "for"
#define RY_BALLOT_AGAINST "against"
#define RY_BALLOT_ABSTAIN "abstain"

/**
 * RyQuorumCount:
 * @state: whether it is enough
 * @by_organisations: what is counted: organisations, or else members
 * @needed: how many the council's rules ask for; 0 where they do not say
 * @present: how many of those who vote are present
 * @of: how many could be
 *
 * A quorum as it stands.
 */
typedef struct {
  RyQuorum state;
  gboolean by_organisations;
  guint needed;
  guint present;
  guint of;
} RyQuorumCount;

/**
 * RyAttendanceGroup:
 * @id: (nullable): the organisation; %NULL where the group is no organisation
 * @name: what it is called; "" for seats that have none
 * @count: its heads
 * @voting: whether one of its seats counts for the quorum
 *
 * Seats that have something in common.
 */
typedef struct {
  char *id;
  char *name;
  RyAttendanceCount count;
  gboolean voting;
} RyAttendanceGroup;

typedef struct {
  guint in_favour;
  guint against;
  guint abstained;
  guint missing; /* votes, but has not answered */
} RyBallotCount;

gboolean   ry_attendance_is_present      (const char *status);
char      *ry_attendance_dup_identity    (JsonObject *seat);
gboolean   ry_attendance_is_voting       (JsonObject *seat);
gboolean   ry_attendance_is_late         (JsonObject *meeting, JsonObject *seat);
gboolean   ry_attendance_has_left_early  (JsonObject *meeting, JsonObject *seat);
void       ry_attendance_add             (RyAttendanceCount *count, const char *status);
void       ry_attendance_count_quorum    (JsonObject *meeting, JsonObject *council, RyQuorumCount *count);
GPtrArray *ry_attendance_group_seats     (JsonObject *meeting);
GPtrArray *ry_attendance_by_organisation (GPtrArray *seats, const char *organisation_kind);
GPtrArray *ry_attendance_by_profession   (GPtrArray *seats);
void       ry_attendance_count_ballots   (JsonObject *meeting, RyBallotCount *count);
void       ry_attendance_group_free      (RyAttendanceGroup *group);

G_END_DECLS
