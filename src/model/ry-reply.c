/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making, finding and applying replies. Pure but for the two functions that read a workspace.
 */
#include "ry-reply.h"

#include <string.h>

#include "ry-event.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-text.h"

/* What a reply lays over its seat. */
static const char *const applied[] = { "status", "proxy", "proxy_reading", "comment" };

static const char *
get_key (const char *id)
{
  const char *colon = strchr (id, ':');

  return colon != NULL ? colon + 1 : id;
}

static gboolean
is_open (JsonObject *seat)
{
  const char *status = ry_json_get_string (seat, "status");

  return status == NULL || *status == '\0' || strcmp (status, "unanswered") == 0;
}

static void
lay_over (JsonObject *seat, JsonObject *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (applied); i++) {
    const char *value = ry_json_get_string (reply, applied[i]);

    if (value != NULL)
      ry_json_set_string (seat, applied[i], value);
  }
}

static void
add_guest (JsonObject *meeting, const char *key, JsonObject *reply)
{
  static const char *const members[] = { "person", "name", "reading", "organisation", "organisation_name" };
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  JsonObject *seat = json_object_new ();

  json_object_set_string_member (seat, "key", key);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_json_set_string (seat, members[i], ry_json_get_string (reply, members[i]));
  json_object_set_boolean_member (seat, "voting", FALSE);
  lay_over (seat, reply);
  if (seats == NULL) {
    seats = json_array_new ();
    json_object_set_array_member (meeting, "attendance", seats);
  }
  json_array_add_object_element (seats, seat);
}

/**
 * ry_reply_dup_id:
 * @meeting_id: id of the meeting
 * @seat_key: key of the seat
 *
 * Returns: (transfer full): id of the reply's document: two that enter one answer write one document
 */
char *
ry_reply_dup_id (const char *meeting_id, const char *seat_key)
{
  return g_strdup_printf ("reply:%s:%s", get_key (meeting_id), seat_key);
}

/**
 * ry_reply_new_guest:
 *
 * Returns: (transfer full): the seat's key for somebody who is not on the list
 */
char *
ry_reply_new_guest (void)
{
  g_autofree char *ulid = ry_id_new_ulid ();

  return g_strconcat (RY_REPLY_GUEST, ulid, NULL);
}

/**
 * ry_reply_query:
 * @workspace: where the replies are
 * @meeting_id: id of a meeting
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): its replies
 */
GPtrArray *
ry_reply_query (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("meeting=%s", meeting_id);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "reply", .where = where };

  return ry_workspace_query (workspace, &query, error);
}

/**
 * ry_reply_apply:
 * @meeting: content of a meeting
 * @replies: (nullable) (element-type RyDocument): replies, those of other meetings too
 *
 * What was seen on the day stands before what was answered. Who answered without being on the list is added at the end,
 * without a vote; an answer for a seat that was taken off the list is left out.
 *
 * Returns: (transfer full): a copy to look at, never to be saved
 */
JsonObject *
ry_reply_apply (JsonObject *meeting, GPtrArray *replies)
{
  JsonObject *copy = ry_json_object_copy (meeting);

  for (guint i = 0; replies != NULL && i < replies->len; i++) {
    JsonObject *reply = ry_document_get_root (replies->pdata[i]);
    const char *key = reply != NULL ? ry_json_get_string (reply, "seat") : NULL;
    JsonObject *seat = key != NULL ? ry_meeting_find_seat (copy, key) : NULL;

    if (seat != NULL && is_open (seat))
      lay_over (seat, reply);
    else if (seat == NULL && key != NULL && g_str_has_prefix (key, RY_REPLY_GUEST))
      add_guest (copy, key, reply);
  }
  return copy;
}

/**
 * ry_reply_load:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Reads a meeting and its replies, or an event and its applications. Fails with %RY_ERROR_NOT_FOUND where there is no
 * such meeting.
 *
 * Returns: (transfer full) (nullable): the meeting's content with its replies applied, never to be saved
 */
JsonObject *
ry_reply_load (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyDocument) meeting = NULL;
  g_autoptr (GPtrArray) replies = NULL;

  if (RY_EVENT_IS_ID (meeting_id))
    return ry_event_load (workspace, meeting_id, error);
  meeting = ry_workspace_get (workspace, meeting_id, error);
  replies = meeting != NULL ? ry_reply_query (workspace, meeting_id, error) : NULL;

  return replies != NULL ? ry_reply_apply (ry_document_get_root (meeting), replies) : NULL;
}

/**
 * ry_reply_new_content:
 * @meeting_id: id of the meeting
 * @meeting: its content
 * @seat: the seat that answers; its `proxy` and `comment` are taken over
 * @status: `venue` `web` `written` `proxy` `absent`
 * @channel: (nullable): how the answer came
 * @answered_on: (nullable): ISO 8601 day
 *
 * Returns: (transfer full): content of a document of kind reply
 */
JsonObject *
ry_reply_new_content (const char *meeting_id,
                      JsonObject *meeting,
                      JsonObject *seat,
                      const char *status,
                      const char *channel,
                      const char *answered_on)
{
  static const char *const members[] = { "person", "organisation", "name", "reading", "organisation_name" };
  JsonObject *reply = json_object_new ();

  json_object_set_string_member (reply, "kind", "reply");
  json_object_set_string_member (reply, "meeting", meeting_id);
  ry_json_set_string (reply, "seat", ry_json_get_string (seat, "key"));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_json_set_string (reply, members[i], ry_json_get_string (seat, members[i]));
  json_object_set_string_member (reply, "status", status);
  if (strcmp (status, "proxy") == 0) {
    ry_json_set_string (reply, "proxy", ry_json_get_string (seat, "proxy"));
    ry_json_set_string (reply, "proxy_reading", ry_json_get_string (seat, "proxy_reading"));
  }
  ry_json_set_string (reply, "comment", ry_json_get_string (seat, "comment"));
  ry_json_set_string (reply, "channel", channel);
  ry_json_set_string (reply, "answered_on", answered_on);
  if (ry_json_get_boolean (meeting, "sample", FALSE))
    json_object_set_boolean_member (reply, "sample", TRUE);
  return reply;
}

/**
 * ry_reply_list_silent:
 * @attendees: (element-type RyAttendee): who is asked to a meeting, with its replies applied
 *
 * Returns: (transfer container) (element-type RyAttendee): those who have not answered
 */
GPtrArray *
ry_reply_list_silent (GPtrArray *attendees)
{
  GPtrArray *silent = g_ptr_array_new ();

  for (guint i = 0; i < attendees->len; i++)
    if (strcmp (ry_attendee_get_status (attendees->pdata[i]), "unanswered") == 0)
      g_ptr_array_add (silent, attendees->pdata[i]);
  return silent;
}

/**
 * ry_reply_count_channel:
 * @attendees: (element-type RyAttendee): people
 * @channel: code of a channel
 *
 * Returns: how many are reached by it
 */
guint
ry_reply_count_channel (GPtrArray *attendees, const char *channel)
{
  guint n = 0;

  for (guint i = 0; i < attendees->len; i++)
    n += strcmp (((RyAttendee *) attendees->pdata[i])->channel, channel) == 0;
  return n;
}

static gboolean
are_alike (const char *a, const char *b)
{
  g_autofree char *left = ry_text_fold (a);
  g_autofree char *right = ry_text_fold (b);
  g_auto (GStrv) left_words = g_strsplit (left, " ", -1);
  g_auto (GStrv) right_words = g_strsplit (right, " ", -1);
  g_autofree char *left_name = g_strjoinv ("", left_words);
  g_autofree char *right_name = g_strjoinv ("", right_words);

  return *left_name != '\0' && strcmp (left_name, right_name) == 0;
}

/**
 * ry_reply_find_address:
 * @attendees: (element-type RyAttendee): who is asked
 * @email: (nullable): an address, with `mailto:` or without, in any case
 * @name: (nullable): the name that came with it, which tells those apart who share an address
 *
 * Returns: (transfer none) (nullable): the one with that address; %NULL where it is nobody's, or nobody can say whose
 */
RyAttendee *
ry_reply_find_address (GPtrArray *attendees, const char *email, const char *name)
{
  RyAttendee *found = NULL;
  guint n = 0;

  if (email != NULL && g_ascii_strncasecmp (email, "mailto:", 7) == 0)
    email += 7;
  for (guint i = 0; email != NULL && *email != '\0' && i < attendees->len; i++) {
    RyAttendee *attendee = attendees->pdata[i];

    if (g_ascii_strcasecmp (attendee->email, email) != 0)
      continue;
    if (name != NULL && are_alike (name, attendee->name))
      return attendee;
    found = attendee;
    n++;
  }
  return n == 1 ? found : NULL;
}
