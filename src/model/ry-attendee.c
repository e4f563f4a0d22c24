/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks up each seat's person, post and organisation once. A post named by the seat stands before one that is
 * searched for; a channel that nobody chose follows from the numbers that are known.
 */
#include "ry-attendee.h"

#include <string.h>

#include "ry-json.h"
#include "ry-text.h"

static char *
dup_text (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? ry_json_get_string (object, member) : NULL;

  return g_strdup (text != NULL ? text : "");
}

/* The first text that says something. */
static char *
dup_first (JsonObject *a, JsonObject *b, JsonObject *c, const char *member)
{
  JsonObject *const objects[] = { a, b, c };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    const char *text = objects[i] != NULL ? ry_json_get_string (objects[i], member) : NULL;

    if (text != NULL && *text != '\0')
      return g_strdup (text);
  }
  return g_strdup ("");
}

static RyDocument *
get_document (RyWorkspace *workspace, const char *id)
{
  return id != NULL && *id != '\0' ? ry_workspace_get (workspace, id, NULL) : NULL;
}

static RyDocument *
find_post (RyWorkspace *workspace, JsonObject *content)
{
  const char *person = ry_json_get_string (content, "person");
  const char *organisation = ry_json_get_string (content, "organisation");
  RyDocument *post = get_document (workspace, ry_json_get_string (content, "post"));
  g_autofree char *condition = NULL;
  g_autoptr (GPtrArray) posts = NULL;

  if (post != NULL || person == NULL)
    return post;
  condition = g_strdup_printf ("person=%s", person);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "post", .where = where };

  posts = ry_workspace_query (workspace, &query, NULL);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (g_strcmp0 (ry_document_get_string (posts->pdata[i], "organisation"), organisation) == 0)
      return ry_document_ref (posts->pdata[i]);
  return NULL;
}

/* Who applied for an event said what they are. */
static char *
dup_profession (JsonObject *content, JsonObject *person)
{
  const char *said = ry_json_get_string (content, "profession");
  JsonArray *professions = person != NULL ? ry_json_get_array (person, "professions") : NULL;

  if (said != NULL && *said != '\0')
    return g_strdup (said);
  if (professions == NULL || json_array_get_length (professions) == 0)
    return g_strdup ("");
  return g_strdup (json_array_get_string_element (professions, 0));
}

static char *
choose_channel (RyAttendee *seat, JsonObject *post)
{
  const char *chosen = post != NULL ? ry_json_get_string (post, "channel") : NULL;

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  if (*seat->fax != '\0')
    return g_strdup ("fax");
  if (*seat->email != '\0')
    return g_strdup ("mail");
  return g_strdup (*seat->telephone != '\0' ? "phone" : "post");
}

static RyAttendee *
create_seat (RyWorkspace *workspace, JsonObject *content)
{
  RyAttendee *seat = g_new0 (RyAttendee, 1);
  g_autoptr (RyDocument) person = get_document (workspace, ry_json_get_string (content, "person"));
  g_autoptr (RyDocument) organisation = get_document (workspace, ry_json_get_string (content, "organisation"));
  g_autoptr (RyDocument) post = find_post (workspace, content);
  JsonObject *who = person != NULL ? ry_document_get_root (person) : NULL;
  JsonObject *where = organisation != NULL ? ry_document_get_root (organisation) : NULL;
  JsonObject *held = post != NULL ? ry_document_get_root (post) : NULL;

  seat->content = json_object_ref (content);
  seat->key = g_strdup (ry_json_get_string (content, "key"));
  seat->person = g_strdup (ry_json_get_string (content, "person"));
  seat->organisation = g_strdup (ry_json_get_string (content, "organisation"));
  seat->name = dup_first (content, who, NULL, "name");
  /* Who is on no list has the reading in the seat itself. */
  seat->reading = dup_first (who, content, NULL, "reading");
  seat->organisation_name = dup_text (content, "organisation_name");
  if (*seat->organisation_name == '\0' && where != NULL)
    seat->organisation_name = (g_free (seat->organisation_name), dup_text (where, "name"));
  seat->organisation_reading = dup_text (where, "reading");
  seat->organisation_kind = dup_text (where, "org_kind");
  seat->role = dup_first (content, held, NULL, "role");
  seat->profession = dup_profession (content, who);
  seat->telephone = dup_first (held, where, who, "telephone");
  seat->fax = dup_first (held, where, NULL, "fax");
  seat->email = dup_first (held, who, where, "email");
  seat->channel = choose_channel (seat, held);
  return seat;
}

/**
 * ry_attendee_list:
 * @workspace: where people, posts and organisations are known
 * @meeting: content of a meeting, with its replies applied or not
 *
 * Returns: (transfer full) (element-type RyAttendee): its seats, in the meeting's order
 */
GPtrArray *
ry_attendee_list (RyWorkspace *workspace, JsonObject *meeting)
{
  JsonArray *attendance = ry_json_get_array (meeting, "attendance");
  GPtrArray *seats = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attendee_free);

  for (guint i = 0; attendance != NULL && i < json_array_get_length (attendance); i++) {
    JsonNode *node = json_array_get_element (attendance, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && ry_json_get_string (json_node_get_object (node), "key") != NULL)
      g_ptr_array_add (seats, create_seat (workspace, json_node_get_object (node)));
  }
  return seats;
}

/**
 * ry_attendee_find:
 * @seats: (element-type RyAttendee): seats
 * @key: (nullable): a seat's key
 *
 * Returns: (transfer none) (nullable): the seat
 */
RyAttendee *
ry_attendee_find (GPtrArray *seats, const char *key)
{
  for (guint i = 0; key != NULL && i < seats->len; i++) {
    RyAttendee *seat = g_ptr_array_index (seats, i);

    if (strcmp (seat->key, key) == 0)
      return seat;
  }
  return NULL;
}

void
ry_attendee_free (RyAttendee *seat)
{
  json_object_unref (seat->content);
  g_free (seat->key);
  g_free (seat->person);
  g_free (seat->name);
  g_free (seat->reading);
  g_free (seat->organisation);
  g_free (seat->organisation_name);
  g_free (seat->organisation_reading);
  g_free (seat->organisation_kind);
  g_free (seat->role);
  g_free (seat->profession);
  g_free (seat->channel);
  g_free (seat->telephone);
  g_free (seat->fax);
  g_free (seat->email);
  g_free (seat);
}

/**
 * ry_attendee_get_status:
 * @seat: a seat
 *
 * Returns: its code of attendance; `unanswered` where it has none
 */
const char *
ry_attendee_get_status (RyAttendee *seat)
{
  const char *status = ry_json_get_string (seat->content, "status");

  return status != NULL && *status != '\0' ? status : "unanswered";
}

/**
 * ry_attendee_get_title:
 * @seat: a seat
 *
 * Returns: who sits there: a person's name, or where nobody is named the organisation's
 */
const char *
ry_attendee_get_title (RyAttendee *seat)
{
  return *seat->name != '\0' ? seat->name : seat->organisation_name;
}

/**
 * ry_attendee_get_sort_reading:
 * @seat: a seat
 *
 * Returns: what the seat is sorted by: the person's reading, or the organisation's; "" where none is known
 */
const char *
ry_attendee_get_sort_reading (RyAttendee *seat)
{
  return *seat->reading != '\0' ? seat->reading : *seat->name != '\0' ? "" : seat->organisation_reading;
}

/**
 * ry_attendee_compare_readings:
 * @a: (type RyAttendee): an element of an array of seats, as g_ptr_array_sort() gives it
 * @b: (type RyAttendee): another one
 *
 * Orders seats by the kana of who sits there, those without a reading last; the same on every machine.
 *
 * Returns: as strcmp()
 */
int
ry_attendee_compare_readings (gconstpointer a, gconstpointer b)
{
  RyAttendee *left = *(RyAttendee *const *) a, *right = *(RyAttendee *const *) b;
  const char *left_reading = ry_attendee_get_sort_reading (left), *right_reading = ry_attendee_get_sort_reading (right);
  g_autofree char *left_key = ry_text_reading_key (left_reading);
  g_autofree char *right_key = ry_text_reading_key (right_reading);
  int order = (*left_reading == '\0') - (*right_reading == '\0');

  if (order == 0)
    order = strcmp (left_key, right_key);
  return order != 0 ? order : strcmp (left->key, right->key);
}

/**
 * ry_attendee_dup_key:
 * @person: (nullable): id of who sits there
 * @organisation: (nullable): id of the organisation
 * @seat: (nullable): code of the seat in it, which tells several vacant ones apart
 *
 * The key follows from who is asked, so that two desktops that invite the same people apart make one list, and a
 * reply finds its seat.
 *
 * Returns: (transfer full): a key
 */
char *
ry_attendee_dup_key (const char *person, const char *organisation, const char *seat)
{
  const char *id = person != NULL ? person : organisation != NULL ? organisation : "";
  const char *colon = strchr (id, ':');
  const char *key = colon != NULL ? colon + 1 : id;

  return person == NULL && seat != NULL ? g_strconcat (key, "-", seat, NULL) : g_strdup (key);
}
