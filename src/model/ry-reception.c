/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers: those who were asked are numbered in the order of their kana, before anybody comes, because their badges are
 * printed by then; every machine numbers them alike. Walk-ins take numbers of the desk they came to. Where two desks
 * were given one number all the same, the earlier keeps what is on the badge.
 */
#include "ry-reception.h"

#include <string.h>

#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-meeting-private.h"
#include "ry-reply.h"

static gint64
get_serial (JsonObject *seat)
{
  return ry_json_get_int (seat, "serial", 0);
}

static gint64
get_highest (JsonObject *meeting, gint64 below)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  gint64 highest = 0;

  for (guint i = 0; i < seats->len; i++)
    if (get_serial (seats->pdata[i]) < below)
      highest = MAX (highest, get_serial (seats->pdata[i]));
  return highest;
}

/* The seat as it stands in the meeting; somebody who answered without being on the list gets one now. */
static JsonObject *
ensure_seat (JsonObject *meeting, JsonObject *seat)
{
  JsonObject *own = ry_meeting_find_seat (meeting, ry_json_get_string (seat, "key"));

  return own != NULL ? own : ry_meeting_add_seat (meeting, ry_json_object_copy (seat));
}

/**
 * ry_reception_is_checked_in:
 * @seat: a seat of a meeting, not of a copy with replies
 *
 * Returns: whether somebody was seen: a time of arrival is what the desk writes
 */
gboolean
ry_reception_is_checked_in (JsonObject *seat)
{
  const char *arrived = ry_json_get_string (seat, "arrived");

  return arrived != NULL && *arrived != '\0';
}

/**
 * ry_reception_check_in:
 * @meeting: content of a meeting, changed in place
 * @seat: who came: a seat of the meeting, or of a copy with replies applied
 * @time: now, as HH:MM
 *
 * Whoever stands at the desk is at the venue, whatever was answered; who was announced as a proxy comes as a proxy.
 *
 * Returns: %FALSE if that seat was checked in already
 */
gboolean
ry_reception_check_in (JsonObject *meeting, JsonObject *seat, const char *time)
{
  JsonObject *own = ensure_seat (meeting, seat);
  gboolean proxy = g_strcmp0 (ry_json_get_string (seat, "status"), "proxy") == 0;

  if (ry_reception_is_checked_in (own))
    return FALSE;
  json_object_set_string_member (own, "status", proxy ? "proxy" : "venue");
  json_object_set_string_member (own, "arrived", time);
  if (proxy) {
    ry_json_set_string (own, "proxy", ry_json_get_string (seat, "proxy"));
    ry_json_set_string (own, "proxy_reading", ry_json_get_string (seat, "proxy_reading"));
  }
  return TRUE;
}

/**
 * ry_reception_check_out:
 * @meeting: content of a meeting, changed in place
 * @seat: a seat that was checked in by mistake
 *
 * Takes a check-in back: what was answered holds again. A walk-in leaves the list.
 *
 * Returns: %FALSE if that seat was not checked in
 */
gboolean
ry_reception_check_out (JsonObject *meeting, JsonObject *seat)
{
  const char *key = ry_json_get_string (seat, "key");
  JsonObject *own = ry_meeting_find_seat (meeting, key);

  if (own == NULL || !ry_reception_is_checked_in (own))
    return FALSE;
  if (ry_json_get_boolean (own, "walk_in", FALSE))
    return ry_meeting_remove_seat (meeting, key);
  json_object_set_string_member (own, "status", "unanswered");
  json_object_remove_member (own, "arrived");
  return TRUE;
}

/**
 * ry_reception_walk_in:
 * @meeting: content of a meeting, changed in place
 * @name: who came unasked
 * @reading: (nullable): the name's reading
 * @organisation_name: (nullable): where from
 * @time: now, as HH:MM
 * @desk: which desk this is, from 1 to %RY_RECEPTION_DESKS
 *
 * Returns: (transfer none): the new seat, checked in, with a serial number of this desk
 */
JsonObject *
ry_reception_walk_in (JsonObject *meeting,
                      const char *name,
                      const char *reading,
                      const char *organisation_name,
                      const char *time,
                      guint desk)
{
  JsonObject *seat = json_object_new ();
  gint64 base = (gint64) CLAMP (desk, 1, RY_RECEPTION_DESKS) * RY_RECEPTION_STEP;
  gint64 highest = get_highest (meeting, base + RY_RECEPTION_STEP);

  ry_json_set_string (seat, "name", name);
  ry_json_set_string (seat, "reading", reading);
  ry_json_set_string (seat, "organisation_name", organisation_name);
  json_object_set_string_member (seat, "status", "venue");
  json_object_set_string_member (seat, "arrived", time);
  json_object_set_boolean_member (seat, "walk_in", TRUE);
  json_object_set_boolean_member (seat, "voting", FALSE);
  json_object_set_int_member (seat, "serial", MAX (highest, base) + 1);
  return ry_meeting_add_seat (meeting, seat);
}

/**
 * ry_reception_choose_desk:
 * @meeting: content of a meeting
 *
 * For a machine that nobody told which desk it is. Two laptops that have no network cannot agree; by chance they
 * differ.
 *
 * Returns: a desk, from 1 to %RY_RECEPTION_DESKS, at which no walk-in of the meeting was numbered yet
 */
guint
ry_reception_choose_desk (JsonObject *meeting)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  gboolean taken[RY_RECEPTION_DESKS + 1] = { TRUE };
  guint free_desks[RY_RECEPTION_DESKS], n_free = 0;

  for (guint i = 0; i < seats->len; i++) {
    gint64 desk = get_serial (seats->pdata[i]) / RY_RECEPTION_STEP;

    if (desk > 0 && desk <= RY_RECEPTION_DESKS)
      taken[desk] = TRUE;
  }
  for (guint desk = 1; desk <= RY_RECEPTION_DESKS; desk++)
    if (!taken[desk])
      free_desks[n_free++] = desk;
  return n_free > 0 ? free_desks[g_random_int_range (0, (gint32) n_free)] : 1;
}

/* Guests last: who is invited keeps the number that the badge bears, whoever else answers. */
static gboolean
number_some (JsonObject *meeting, GPtrArray *sorted, gboolean guests)
{
  gint64 next = get_highest (meeting, RY_RECEPTION_STEP) + 1;
  gboolean changed = FALSE;

  for (guint i = 0; i < sorted->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (sorted, i);
    JsonObject *own;

    if (g_str_has_prefix (attendee->key, RY_REPLY_GUEST) != guests)
      continue;
    own = ry_meeting_find_seat (meeting, attendee->key);
    if (own == NULL) {
      own = ry_meeting_add_seat (meeting, ry_json_object_copy (attendee->content));
      json_object_set_string_member (own, "status", "unanswered");
    }
    if (get_serial (own) > 0)
      continue;
    json_object_set_int_member (own, "serial", next++);
    changed = TRUE;
  }
  return changed;
}

/**
 * ry_reception_number:
 * @meeting: content of a meeting, changed in place
 * @attendees: (element-type RyAttendee): who is asked and who else answered, as ry_attendee_list() gives them
 *
 * Numbers the seats that have no serial number yet, in the order of their kana. Whoever answered without being on the
 * list gets a seat.
 *
 * Returns: %TRUE if there was one
 */
gboolean
ry_reception_number (JsonObject *meeting, GPtrArray *attendees)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (attendees, NULL, NULL);
  gboolean invited, guests;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, ry_attendee_compare_readings);
  invited = number_some (meeting, sorted, FALSE);
  guests = number_some (meeting, sorted, TRUE);
  return invited || guests;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (ry_json_get_string (*(JsonObject *const *) a, "key"),
                    ry_json_get_string (*(JsonObject *const *) b, "key"));
}

/**
 * ry_reception_settle:
 * @meeting: content of a meeting, changed in place
 *
 * Gives each number to one seat only. Keys of walk-ins are in the order of time, so that the one who came first keeps
 * the number; the others take the next free ones. Every machine settles the same list alike.
 *
 * Returns: %TRUE if two seats had one number
 */
gboolean
ry_reception_settle (JsonObject *meeting)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean changed = FALSE;

  g_ptr_array_sort (seats, compare_keys);
  for (guint i = 0; i < seats->len; i++) {
    gint64 serial = get_serial (seats->pdata[i]);
    gint64 step = serial / RY_RECEPTION_STEP * RY_RECEPTION_STEP;

    if (serial <= 0 || g_hash_table_add (taken, g_memdup2 (&serial, sizeof serial)))
      continue;
    serial = get_highest (meeting, step + RY_RECEPTION_STEP) + 1;
    json_object_set_int_member (seats->pdata[i], "serial", serial);
    g_hash_table_add (taken, g_memdup2 (&serial, sizeof serial));
    changed = TRUE;
  }
  return changed;
}
