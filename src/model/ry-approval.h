/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of minutes from a draft to what nobody changes any more: draft, in circulation, approved, sealed. A table
 * of moves over the JSON of one meeting; nothing here looks at a clock or a store. An approval belongs to the words
 * that were approved: it carries their digest, and words that are others have no approval, however they came to be.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RyMove:
 * @RY_MOVE_CIRCULATE: hand the minutes round until a day; from circulation: round again, or until another day
 * @RY_MOVE_WITHDRAW: take them back as a draft
 * @RY_MOVE_PASS: approved, as nobody objected before the day was over
 * @RY_MOVE_RESOLVE: approved at the next meeting
 * @RY_MOVE_REVOKE: take an approval back; an edit of approved words is that too
 * @RY_MOVE_SEAL: settle them as an edition
 * @RY_MOVE_CORRECT: open sealed minutes as a draft of the next edition
 *
 * What a person does to minutes.
 */
typedef enum {
  RY_MOVE_CIRCULATE,
  RY_MOVE_WITHDRAW,
  RY_MOVE_PASS,
  RY_MOVE_RESOLVE,
  RY_MOVE_REVOKE,
  RY_MOVE_SEAL,
  RY_MOVE_CORRECT,
  RY_N_MOVES
} RyMove;

/**
 * RyMoveFacts:
 * @today: ISO 8601 day
 * @who: (nullable): who does it
 * @until: (nullable): for %RY_MOVE_CIRCULATE: the last day for remarks, ISO 8601
 * @reason: (nullable): for %RY_MOVE_CORRECT
 * @open_remarks: remarks that are neither taken up nor answered
 *
 * What a move depends on beside the meeting.
 */
typedef struct {
  const char *today;
  const char *who;
  const char *until;
  const char *reason;
  guint open_remarks;
} RyMoveFacts;

const char *ry_approval_get_stage    (JsonObject *meeting);
gboolean    ry_approval_check        (JsonObject *meeting, RyMove move, const RyMoveFacts *facts, GError **error);
gboolean    ry_approval_apply        (JsonObject *meeting, RyMove move, const RyMoveFacts *facts, GError **error);
gboolean    ry_approval_settle       (JsonObject *before, JsonObject *after);

G_END_DECLS
