/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting. A seat votes unless it says otherwise; somebody who walked in or is there as a guest does not.
 */
#include "ry-attendance.h"

#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-text.h"

static const char *
get_status (JsonObject *seat)
{
  const char *status = ry_json_get_string (seat, "status");

  return status != NULL ? status : "unanswered";
}

/**
 * ry_attendance_is_present:
 * @status: (nullable): code of attendance
 *
 * Returns: whether it counts as being there: in the room, by video, by proxy or in writing
 */
gboolean
ry_attendance_is_present (const char *status)
{
  static const char *const present[] = { "venue", "web", "proxy", "written", NULL };

  return status != NULL && g_strv_contains (present, status);
}

/**
 * ry_attendance_dup_identity:
 * @seat: a seat, or an application
 *
 * Returns: (transfer full): what tells this person from others: the record, or else name and organisation as the search
 *   compares them
 */
char *
ry_attendance_dup_identity (JsonObject *seat)
{
  const char *person = ry_json_get_text (seat, "person");
  g_autofree char *name = ry_text_fold (ry_json_get_text (seat, "name"));
  g_autofree char *organisation = ry_text_fold (ry_json_get_text (seat, "organisation_name"));
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  return *person != '\0' ? g_strdup (person) : g_strdup_printf ("%s|%s", joined, organisation);
}

/**
 * ry_attendance_is_voting:
 * @seat: a seat
 *
 * Returns: whether it counts for the quorum
 */
gboolean
ry_attendance_is_voting (JsonObject *seat)
{
  return ry_json_get_boolean (seat, "voting", !ry_json_get_boolean (seat, "walk_in", FALSE));
}

/**
 * ry_attendance_is_late:
 * @meeting: content of a meeting
 * @seat: one of its seats
 *
 * Returns: whether somebody came after it had begun (遅参); of a meeting without a time, whether a time was noted at
 * all
 */
gboolean
ry_attendance_is_late (JsonObject *meeting, JsonObject *seat)
{
  int arrived = ry_date_parse_clock (ry_json_get_string (seat, "arrived"));
  int start = ry_date_parse_clock (ry_json_get_string (meeting, "start"));

  return arrived >= 0 && arrived > start;
}

/**
 * ry_attendance_has_left_early:
 * @meeting: content of a meeting
 * @seat: one of its seats
 *
 * Returns: whether somebody left before its end (早退)
 */
gboolean
ry_attendance_has_left_early (JsonObject *meeting, JsonObject *seat)
{
  int left = ry_date_parse_clock (ry_json_get_string (seat, "left"));
  int end = ry_date_parse_clock (ry_json_get_string (meeting, "end"));

  return left >= 0 && (end < 0 || left < end);
}

/**
 * ry_attendance_add:
 * @count: figures
 * @status: (nullable): code of attendance of one more seat
 */
void
ry_attendance_add (RyAttendanceCount *count, const char *status)
{
  count->invited++;
  if (g_strcmp0 (status, "venue") == 0)
    count->venue++;
  else if (g_strcmp0 (status, "web") == 0)
    count->web++;
  else if (g_strcmp0 (status, "proxy") == 0)
    count->proxy++;
  else if (g_strcmp0 (status, "written") == 0)
    count->written++;
  else if (g_strcmp0 (status, "absent") == 0)
    count->absent++;
  else
    count->unanswered++;
  if (ry_attendance_is_present (status))
    count->present++;
}

static void
count_organisations (GPtrArray *seats, RyQuorumCount *count)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < seats->len; i++) {
    JsonObject *seat = seats->pdata[i];
    const char *organisation = ry_json_get_string (seat, "organisation");
    gboolean before;

    if (organisation == NULL || !ry_attendance_is_voting (seat))
      continue;
    before = GPOINTER_TO_INT (g_hash_table_lookup (there, organisation));
    g_hash_table_insert (there, (gpointer) organisation,
                         GINT_TO_POINTER (before || ry_attendance_is_present (get_status (seat))));
  }
  count->of = g_hash_table_size (there);
  for (guint i = 0; i < seats->len; i++) {
    const char *organisation = ry_json_get_string (seats->pdata[i], "organisation");

    /* Each once: it is forgotten when it was counted. */
    if (organisation != NULL && GPOINTER_TO_INT (g_hash_table_lookup (there, organisation))) {
      g_hash_table_remove (there, organisation);
      count->present++;
    }
  }
}

static void
count_members (GPtrArray *seats, RyQuorumCount *count)
{
  for (guint i = 0; i < seats->len; i++) {
    JsonObject *seat = seats->pdata[i];

    if (!ry_attendance_is_voting (seat))
      continue;
    count->of++;
    count->present += ry_attendance_is_present (get_status (seat));
  }
}

/**
 * ry_attendance_count_quorum:
 * @meeting: content of a meeting
 * @council: (nullable): content of its council
 * @count: (out caller-allocates): what was counted
 *
 * The meeting's own number stands before its council's. By organisations (`quorum_by`), an organisation is present when
 * one of its voting seats is. An old meeting without seats is counted by its figures.
 */
void
ry_attendance_count_quorum (JsonObject *meeting, JsonObject *council, RyQuorumCount *count)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  gint64 needed = ry_json_get_int (meeting, "quorum", 0);
  const char *by = council != NULL ? ry_json_get_string (council, "quorum_by") : NULL;
  RyAttendanceCount figures;

  memset (count, 0, sizeof *count);
  if (needed <= 0 && council != NULL)
    needed = ry_json_get_int (council, "quorum", 0);
  count->needed = (guint) CLAMP (needed, 0, G_MAXINT);
  count->by_organisations = g_strcmp0 (by, "organisations") == 0;
  if (seats->len == 0) {
    ry_meeting_count_attendance (meeting, &figures);
    count->by_organisations = FALSE;
    count->present = figures.present;
    count->of = figures.invited;
  } else if (count->by_organisations)
    count_organisations (seats, count);
  else
    count_members (seats, count);
  if (count->needed > 0)
    count->state = count->present >= count->needed ? RY_QUORUM_REACHED : RY_QUORUM_MISSED;
}

static RyAttendanceGroup *
ensure_group (GPtrArray *groups, const char *id, const char *name)
{
  RyAttendanceGroup *group;

  for (guint i = 0; i < groups->len; i++) {
    group = g_ptr_array_index (groups, i);
    if (g_strcmp0 (group->id, id) == 0 && strcmp (group->name, name) == 0)
      return group;
  }
  group = g_new0 (RyAttendanceGroup, 1);
  group->id = g_strdup (id);
  group->name = g_strdup (name);
  g_ptr_array_add (groups, group);
  return group;
}

static void
add_seat (RyAttendanceGroup *group, RyAttendee *seat)
{
  ry_attendance_add (&group->count, ry_attendee_get_status (seat));
  group->voting |= ry_attendance_is_voting (seat->content);
}

/**
 * ry_attendance_group_seats:
 * @meeting: content of a meeting with its replies applied
 *
 * Returns: (transfer full) (element-type RyAttendanceGroup): one group an organisation, in the order of the seats; by
 *   what the meeting itself says, without looking anybody up
 */
GPtrArray *
ry_attendance_group_seats (JsonObject *meeting)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendance_group_free);

  for (guint i = 0; i < seats->len; i++) {
    const char *organisation = ry_json_get_string (seats->pdata[i], "organisation");
    const char *name = ry_json_get_string (seats->pdata[i], "organisation_name");
    RyAttendanceGroup *group = ensure_group (groups, organisation, name != NULL ? name : "");

    ry_attendance_add (&group->count, get_status (seats->pdata[i]));
    group->voting |= ry_attendance_is_voting (seats->pdata[i]);
  }
  return groups;
}

/**
 * ry_attendance_by_organisation:
 * @seats: (element-type RyAttendee): seats of a meeting with its replies applied
 * @organisation_kind: (nullable): only organisations of this kind, such as `hospital`
 *
 * Returns: (transfer full) (element-type RyAttendanceGroup): one group an organisation, in the order of the seats
 */
GPtrArray *
ry_attendance_by_organisation (GPtrArray *seats, const char *organisation_kind)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendance_group_free);

  for (guint i = 0; i < seats->len; i++) {
    RyAttendee *seat = g_ptr_array_index (seats, i);

    if (organisation_kind == NULL || strcmp (seat->organisation_kind, organisation_kind) == 0)
      add_seat (ensure_group (groups, seat->organisation, seat->organisation_name), seat);
  }
  return groups;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  RyAttendanceGroup *left = *(RyAttendanceGroup *const *) a, *right = *(RyAttendanceGroup *const *) b;

  if ((*left->name == '\0') != (*right->name == '\0'))
    return *left->name == '\0' ? 1 : -1;
  if (left->count.invited != right->count.invited)
    return left->count.invited < right->count.invited ? 1 : -1;
  return strcmp (left->name, right->name);
}

/**
 * ry_attendance_by_profession:
 * @seats: (element-type RyAttendee): seats of a meeting with its replies applied
 *
 * Returns: (transfer full) (element-type RyAttendanceGroup): one group a profession, the largest first, those without
 *   one last
 */
GPtrArray *
ry_attendance_by_profession (GPtrArray *seats)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendance_group_free);

  for (guint i = 0; i < seats->len; i++) {
    RyAttendee *seat = g_ptr_array_index (seats, i);

    add_seat (ensure_group (groups, NULL, seat->profession), seat);
  }
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}

/**
 * ry_attendance_count_ballots:
 * @meeting: content of a meeting held in writing
 * @count: (out caller-allocates): what was counted
 */
void
ry_attendance_count_ballots (JsonObject *meeting, RyBallotCount *count)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");

  memset (count, 0, sizeof *count);
  for (guint i = 0; i < seats->len; i++) {
    const char *ballot = ry_json_get_string (seats->pdata[i], "ballot");

    if (!ry_attendance_is_voting (seats->pdata[i]))
      continue;
    if (g_strcmp0 (ballot, RY_BALLOT_FOR) == 0)
      count->in_favour++;
    else if (g_strcmp0 (ballot, RY_BALLOT_AGAINST) == 0)
      count->against++;
    else if (g_strcmp0 (ballot, RY_BALLOT_ABSTAIN) == 0)
      count->abstained++;
    else
      count->missing++;
  }
}

void
ry_attendance_group_free (RyAttendanceGroup *group)
{
  g_free (group->id);
  g_free (group->name);
  g_free (group);
}
