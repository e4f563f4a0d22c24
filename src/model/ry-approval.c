/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table says from where each move leads where; conditions on days, remarks and reasons are asked after it. Every
 * commit and every merge passes ry_approval_settle(), so that no way of writing carries an approval over to words
 * that were never approved.
 */
#include "ry-approval.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-edition.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-meeting.h"

static const struct {
  const char *from;
  RyMove move;
  const char *to;
} moves[] = {
  { "draft", RY_MOVE_CIRCULATE, "circulating" }, { "circulating", RY_MOVE_CIRCULATE, "circulating" },
  { "circulating", RY_MOVE_WITHDRAW, "draft" },  { "circulating", RY_MOVE_PASS, "approved" },
  { "draft", RY_MOVE_RESOLVE, "approved" },      { "circulating", RY_MOVE_RESOLVE, "approved" },
  { "approved", RY_MOVE_REVOKE, "circulating" }, { "approved", RY_MOVE_SEAL, "sealed" },
  { "sealed", RY_MOVE_CORRECT, "draft" },
};

/* What is said where a move does not start from where the minutes are. */
static const char *const wrong_stage[RY_N_MOVES] = {
  [RY_MOVE_CIRCULATE] = N_ ("Only minutes that are a draft can be circulated."),
  [RY_MOVE_WITHDRAW] = N_ ("These minutes are not in circulation."),
  [RY_MOVE_PASS] = N_ ("Only minutes that were circulated can be approved without a meeting."),
  [RY_MOVE_RESOLVE] = N_ ("Only minutes that are not approved yet can be approved."),
  [RY_MOVE_REVOKE] = N_ ("These minutes are not approved."),
  [RY_MOVE_SEAL] = N_ ("Only approved minutes can be sealed."),
  [RY_MOVE_CORRECT] = N_ ("Only sealed minutes need a correction edition."),
};

static const char *const marks[] = { "approved_on", "approved_by", "approved_text", "approval" };

static const char *
find_target (const char *from, RyMove move)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    if (moves[i].move == move && g_str_equal (moves[i].from, from))
      return moves[i].to;
  }
  return NULL;
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
has_words (JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = ry_meeting_list_all_blocks (meeting);

  for (guint i = 0; i < blocks->len; i++) {
    if (is_set (ry_json_get_string (g_ptr_array_index (blocks, i), "text")))
      return TRUE;
  }
  return FALSE;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_approval (RyMove move)
{
  return move == RY_MOVE_PASS || move == RY_MOVE_RESOLVE;
}

static gboolean
refuse_open_remarks (guint open, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "%u remark is still open: take it up, or answer why not.",
                            "%u remarks are still open: take them up, or answer why not.", open),
               open);
  return FALSE;
}

static void
clear_marks (JsonObject *meeting)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    ry_json_set_string (meeting, marks[i], NULL);
}

static void
mark_approved (JsonObject *meeting, RyMove move, const RyMoveFacts *facts)
{
  g_autofree char *digest = ry_edition_dup_digest (meeting);

  ry_json_set_string (meeting, "approved_on", facts->today);
  ry_json_set_string (meeting, "approved_by", facts->who);
  ry_json_set_string (meeting, "approval", move == RY_MOVE_PASS ? "no_objection" : "next_meeting");
  ry_json_set_string (meeting, "approved_text", digest);
}

static void
mark_circulated (JsonObject *meeting, const RyMoveFacts *facts)
{
  ry_json_set_string (meeting, "circulated_on", facts->today);
  ry_json_set_string (meeting, "circulated_by", facts->who);
  ry_json_set_string (meeting, "remarks_by", facts->until);
}

static gboolean
has_lost_approval (JsonObject *meeting)
{
  const char *approved = ry_json_get_string (meeting, "approved_text");
  g_autofree char *digest = approved != NULL ? ry_edition_dup_digest (meeting) : NULL;

  return approved != NULL && strcmp (approved, digest) != 0;
}

/**
 * ry_approval_get_stage:
 * @meeting: content of a meeting
 *
 * Returns: where its minutes are; approved words that were changed since are in circulation, whatever the record says
 */
const char *
ry_approval_get_stage (JsonObject *meeting)
{
  const char *stage = ry_json_get_string (meeting, "stage");

  if (g_strcmp0 (stage, "approved") == 0 && has_lost_approval (meeting))
    return "circulating";
  return stage != NULL ? stage : "planned";
}

/**
 * ry_approval_check:
 * @meeting: content of a meeting
 * @move: what is to be done
 * @facts: what it depends on
 * @error: return location for a #GError
 *
 * Returns: whether it can be done now; if not, %RY_ERROR_INVALID with a sentence
 */
gboolean
ry_approval_check (JsonObject *meeting, RyMove move, const RyMoveFacts *facts, GError **error)
{
  const char *remarks_by = ry_json_get_string (meeting, "remarks_by");

  if (find_target (ry_approval_get_stage (meeting), move) == NULL)
    return refuse (error, _ (wrong_stage[move]));
  if ((move == RY_MOVE_CIRCULATE || is_approval (move)) && !has_words (meeting))
    return refuse (error, _ ("Nothing is written in these minutes yet."));
  if (move == RY_MOVE_CIRCULATE && (!is_set (facts->until) || strcmp (facts->until, facts->today) < 0))
    return refuse (error, _ ("Say until which day remarks are taken: today or later."));
  if (move == RY_MOVE_PASS && (remarks_by == NULL || strcmp (facts->today, remarks_by) <= 0))
    return refuse (error, _ ("Remarks are still taken: the day named for them is not over."));
  if (is_approval (move) && facts->open_remarks > 0)
    return refuse_open_remarks (facts->open_remarks, error);
  if (move == RY_MOVE_CORRECT && !is_set (facts->reason))
    return refuse (error, _ ("Say what is corrected: the reason stands on the new edition."));
  return TRUE;
}

/**
 * ry_approval_apply:
 * @meeting: content of a meeting; changed
 * @move: what is to be done
 * @facts: what it depends on
 * @error: return location for a #GError
 *
 * Sealing by itself makes no edition: use ry_edition_seal().
 *
 * Returns: whether it was done; %FALSE as ry_approval_check()
 */
gboolean
ry_approval_apply (JsonObject *meeting, RyMove move, const RyMoveFacts *facts, GError **error)
{
  gint64 edition = ry_json_get_int (meeting, "edition", 0);

  if (!ry_approval_check (meeting, move, facts, error))
    return FALSE;
  ry_json_set_string (meeting, "stage", find_target (ry_approval_get_stage (meeting), move));
  if (is_approval (move)) {
    mark_approved (meeting, move, facts);
  } else if (move == RY_MOVE_SEAL) {
    json_object_set_int_member (meeting, "edition", edition + 1);
    if (json_object_has_member (meeting, "correcting"))
      json_object_remove_member (meeting, "correcting");
  } else {
    clear_marks (meeting);
  }
  if (move == RY_MOVE_CIRCULATE)
    mark_circulated (meeting, facts);
  if (move == RY_MOVE_WITHDRAW || move == RY_MOVE_CORRECT)
    mark_circulated (meeting, &(RyMoveFacts){ NULL });
  if (move == RY_MOVE_CORRECT) {
    json_object_set_int_member (meeting, "correcting", edition + 1);
    ry_json_set_string (meeting, "correction", facts->reason);
  }
  return TRUE;
}

/**
 * ry_approval_settle:
 * @before: (nullable): content of a record before a change
 * @after: (nullable): content after it; changed
 *
 * Takes the approval off words that are no longer those approved. A record that was approved without a digest, as in
 * another program, is given one while its words are untouched.
 *
 * Returns: %TRUE if an approval was lost
 */
gboolean
ry_approval_settle (JsonObject *before, JsonObject *after)
{
  g_autofree char *digest = NULL, *old = NULL;

  if (after == NULL || g_strcmp0 (ry_json_get_string (after, "kind"), "meeting") != 0 ||
      g_strcmp0 (ry_json_get_string (after, "stage"), "approved") != 0)
    return FALSE;
  digest = ry_edition_dup_digest (after);
  if (ry_json_get_string (after, "approved_text") == NULL) {
    if (before != NULL && g_strcmp0 (ry_json_get_string (before, "stage"), "approved") == 0)
      old = ry_edition_dup_digest (before);
    if (old == NULL || g_str_equal (old, digest)) {
      ry_json_set_string (after, "approved_text", digest);
      return FALSE;
    }
  } else if (g_str_equal (ry_json_get_string (after, "approved_text"), digest)) {
    return FALSE;
  }
  clear_marks (after);
  ry_json_set_string (after, "stage", "circulating");
  return TRUE;
}
