/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A seat is a hospital, so that its key is the same in every run of the round. Where somebody holds the post of the
 * liaison office the letter goes to them by the way they prefer, elsewhere to the office.
 */
#include "ry-confirmation-letters.h"

#include <string.h>

#include "ry-addressee.h"
#include "ry-date.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-letter-private.h"
#include "ry-term.h"

#define OFFICE        "地域連携室"
#define REMINDER_DAYS 7

static RyDocument *
find_liaison (RyWorkspace *workspace, const char *organisation, const char *day)
{
  g_autofree char *condition = g_strdup_printf ("organisation=%s", organisation);
  const char *const where[] = { condition, "seat=liaison", NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (ry_term_holds_on (ry_document_get_root (posts->pdata[i]), day))
      return ry_document_ref (posts->pdata[i]);
  return NULL;
}

static JsonObject *
create_seat (RyWorkspace *workspace, const RyHospital *hospital, const char *today)
{
  g_autoptr (RyDocument) post = find_liaison (workspace, hospital->id, today);
  const char *person = post != NULL ? ry_document_get_string (post, "person") : NULL;
  g_autofree char *name = person != NULL ? ry_workspace_dup_name (workspace, person) : NULL;
  JsonObject *seat = json_object_new ();

  ry_json_set_string (seat, "key", hospital->id + strlen ("organisation:"));
  ry_json_set_string (seat, "organisation", hospital->id);
  ry_json_set_string (seat, "organisation_name", hospital->name);
  ry_json_set_string (seat, "role", OFFICE);
  ry_json_set_string (seat, "post", post != NULL ? ry_document_get_id (post) : NULL);
  ry_json_set_string (seat, "person", person);
  ry_json_set_string (seat, "name", name);
  return seat;
}

/**
 * ry_confirmation_letters_fill_seats:
 * @workspace: where hospitals and posts are known
 * @round: content of a round, changed in place, never to be saved
 * @today: the day, ISO 8601
 *
 * Gives the round the seats of those to whom its letters go, in the order of their readings.
 *
 * Returns: (transfer full) (element-type utf8 RyHospital): the sheets that go with the letters: every hospital as it
 * is, by its id
 */
GHashTable *
ry_confirmation_letters_fill_seats (RyWorkspace *workspace, JsonObject *round, const char *today)
{
  GHashTable *sheets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_hospital_free);
  g_autoptr (GPtrArray) hospitals = ry_hospital_read_all (workspace, today, NULL);
  JsonArray *seats = json_array_new ();

  if (hospitals != NULL)
    g_ptr_array_set_free_func (hospitals, NULL);
  for (guint i = 0; hospitals != NULL && i < hospitals->len; i++) {
    RyHospital *hospital = hospitals->pdata[i];

    json_array_add_object_element (seats, create_seat (workspace, hospital, today));
    g_hash_table_insert (sheets, hospital->id, hospital);
  }
  json_object_set_array_member (round, "attendance", seats);
  return sheets;
}

/**
 * ry_confirmation_letters_suggest_reply_by:
 * @round: content of a round
 * @today: the day, ISO 8601
 *
 * Returns: (transfer full): the day that the round names; where it is over, or there is none, a week from @today
 */
char *
ry_confirmation_letters_suggest_reply_by (JsonObject *round, const char *today)
{
  const char *due = ry_json_get_string (round, "due");

  return due != NULL && strcmp (due, today) > 0 ? g_strdup (due) : ry_date_shift (today, REMINDER_DAYS);
}

/**
 * ry_confirmation_letters_choose_channels:
 * @addressees: (element-type RyAddressee): changed in place
 *
 * A sheet cannot be read out: who is rung up otherwise gets it by the first way of paper that is known.
 */
void
ry_confirmation_letters_choose_channels (GPtrArray *addressees)
{
  for (guint i = 0; i < addressees->len; i++) {
    RyAddressee *addressee = addressees->pdata[i];

    for (RyChannel way = RY_CHANNEL_FAX; addressee->channel == RY_CHANNEL_PHONE && way < RY_CHANNEL_PHONE; way++)
      if (ry_addressee_check (addressee, way) == RY_ADDRESSEE_FINE)
        addressee->channel = way;
  }
}
