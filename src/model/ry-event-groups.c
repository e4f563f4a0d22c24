/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A seat's key is its application's, so that two who pin apart merge. The seed is kept and counted on with each run:
 * another run makes other groups, and two machines that run once make the same.
 */
#include "ry-event-groups.h"

#include <string.h>

#include "ry-grouping.h"
#include "ry-json.h"

static JsonObject *
find_seat (GPtrArray *seats, const char *application)
{
  for (guint i = 0; i < seats->len; i++)
    if (strcmp (ry_json_get_text (seats->pdata[i], "application"), application) == 0)
      return seats->pdata[i];
  return NULL;
}

static int
read_group (JsonObject *seat)
{
  gint64 number = seat != NULL ? g_ascii_strtoll (ry_json_get_text (seat, "name"), NULL, 10) : 0;

  return number > 0 && number < 1000 ? (int) number - 1 : -1;
}

static char *
dup_profession (RyWorkspace *workspace, JsonObject *application)
{
  const char *id = ry_json_get_string (application, "person");
  g_autoptr (RyDocument) person = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
  JsonArray *professions = person != NULL ? ry_json_get_array (ry_document_get_root (person), "professions") : NULL;

  if (*ry_json_get_text (application, "profession") == '\0' && professions != NULL &&
      json_array_get_length (professions) > 0)
    return g_strdup (json_array_get_string_element (professions, 0));
  return g_strdup (ry_json_get_text (application, "profession"));
}

void
ry_event_member_free (RyEventMember *member)
{
  g_free (member->application);
  g_free (member->name);
  g_free (member->reading);
  g_free (member->organisation);
  g_free (member->profession);
  g_free (member);
}

/**
 * ry_event_groups_list:
 * @workspace: where people are known
 * @event: content of an event
 * @applications: (element-type RyApplicant): its applications
 *
 * Returns: (transfer full) (element-type RyEventMember): everybody who has a place, by their numbers
 */
GPtrArray *
ry_event_groups_list (RyWorkspace *workspace, JsonObject *event, GPtrArray *applications)
{
  g_autoptr (GPtrArray) seats = ry_event_list_elements (event, "groups");
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_event_member_free);

  for (guint i = 0; i < applications->len; i++) {
    RyApplicant *application = g_ptr_array_index (applications, i);
    JsonObject *seat = find_seat (seats, application->id);
    RyEventMember *member;

    if (!ry_applicant_has_place (application->content) ||
        ry_applicant_get_status (application->content) == RY_APPLICANT_ABSENT)
      continue;
    member = g_new0 (RyEventMember, 1);
    member->application = g_strdup (application->id);
    member->number = ry_json_get_int (application->content, "number", 0);
    member->name = g_strdup (ry_json_get_text (application->content, "name"));
    member->reading = g_strdup (ry_json_get_text (application->content, "reading"));
    member->organisation = g_strdup (ry_json_get_text (application->content, "organisation_name"));
    member->profession = dup_profession (workspace, application->content);
    member->group = read_group (seat);
    member->pinned = seat != NULL && ry_json_get_boolean (seat, "pinned", FALSE);
    g_ptr_array_add (members, member);
  }
  return members;
}

/**
 * ry_event_groups_count:
 * @event: content of an event
 *
 * Returns: how many groups there are, 0 where none were made
 */
guint
ry_event_groups_count (JsonObject *event)
{
  g_autoptr (GPtrArray) seats = ry_event_list_elements (event, "groups");
  int highest = -1;

  for (guint i = 0; i < seats->len; i++)
    highest = MAX (highest, read_group (seats->pdata[i]));
  return (guint) (highest + 1);
}

static RyGrouping *
group (JsonObject *event, GPtrArray *members, guint n_groups)
{
  g_autoptr (GPtrArray) pairs = ry_event_list_elements (event, "pairs");
  g_autofree RyGroupMember *who = g_new0 (RyGroupMember, MAX (members->len, 1));
  g_autofree RyGroupPair *wishes = g_new0 (RyGroupPair, MAX (pairs->len, 1));

  for (guint i = 0; i < members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (members, i);

    who[i] = (RyGroupMember){ member->application, member->profession, member->organisation,
                              member->pinned ? member->group : RY_GROUPING_FREE };
  }
  for (guint i = 0; i < pairs->len; i++)
    wishes[i] = (RyGroupPair){ ry_json_get_text (pairs->pdata[i], "left"), ry_json_get_text (pairs->pdata[i], "right"),
                               ry_json_get_boolean (pairs->pdata[i], "apart", TRUE) };
  return ry_grouping_new (who, members->len, wishes, pairs->len, n_groups,
                          (guint32) ry_json_get_int (event, "grouping_seed", 0));
}

/**
 * ry_event_groups_make:
 * @workspace: where people are known
 * @event: content of an event, changed in place
 * @applications: (element-type RyApplicant): its applications
 * @n_groups: into how many groups, at least one
 *
 * Seats everybody who has a place.
 */
void
ry_event_groups_make (RyWorkspace *workspace, JsonObject *event, GPtrArray *applications, guint n_groups)
{
  g_autoptr (GPtrArray) members = ry_event_groups_list (workspace, event, applications);
  g_autoptr (GPtrArray) seats = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (RyGrouping) grouping = NULL;

  json_object_set_int_member (event, "grouping_seed", ry_json_get_int (event, "grouping_seed", 0) + 1);
  grouping = group (event, members, CLAMP (n_groups, 1, 200));
  for (guint i = 0; i < members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (members, i);
    g_autofree char *name = g_strdup_printf ("%d", grouping->groups[i] + 1);
    JsonObject *seat = json_object_new ();

    json_object_set_string_member (seat, "key", member->application + strlen ("application:"));
    json_object_set_string_member (seat, "application", member->application);
    json_object_set_string_member (seat, "name", name);
    if (member->pinned)
      json_object_set_boolean_member (seat, "pinned", TRUE);
    g_ptr_array_add (seats, seat);
  }
  ry_event_put_elements (event, "groups", seats);
}

/**
 * ry_event_groups_pin:
 * @event: content of an event, changed in place
 * @application: whose seat
 * @pinned: whether they stay there when the groups are made again
 *
 * Returns: %FALSE where they sit nowhere
 */
gboolean
ry_event_groups_pin (JsonObject *event, const char *application, gboolean pinned)
{
  g_autoptr (GPtrArray) seats = ry_event_list_elements (event, "groups");
  JsonObject *seat = find_seat (seats, application);

  if (seat != NULL)
    json_object_set_boolean_member (seat, "pinned", pinned);
  return seat != NULL;
}

/**
 * ry_event_groups_add_pair:
 * @event: content of an event, changed in place
 * @left: id of an application
 * @right: id of another one
 * @apart: whether they are kept apart; together otherwise
 *
 * Two people have one wish at most; a new one takes the place of the old.
 *
 * Returns: %FALSE where both are the same
 */
gboolean
ry_event_groups_add_pair (JsonObject *event, const char *left, const char *right, gboolean apart)
{
  g_autoptr (GPtrArray) pairs = NULL;
  gboolean ordered = g_strcmp0 (left, right) < 0;
  g_autofree char *key = g_strdup_printf ("%s+%s", ordered ? left : right, ordered ? right : left);
  JsonObject *pair;

  if (g_strcmp0 (left, right) == 0)
    return FALSE;
  ry_event_remove_element (event, "pairs", key);
  pairs = ry_event_list_elements (event, "pairs");
  pair = json_object_new ();
  json_object_set_string_member (pair, "key", key);
  json_object_set_string_member (pair, "left", left);
  json_object_set_string_member (pair, "right", right);
  json_object_set_boolean_member (pair, "apart", apart);
  g_ptr_array_add (pairs, pair);
  ry_event_put_elements (event, "pairs", pairs);
  return TRUE;
}

/**
 * ry_event_groups_is_met:
 * @event: content of an event
 * @pair: one of its pairs
 *
 * Returns: whether the two sit as was wished; also where one of them sits nowhere
 */
gboolean
ry_event_groups_is_met (JsonObject *event, JsonObject *pair)
{
  g_autoptr (GPtrArray) seats = ry_event_list_elements (event, "groups");
  int left = read_group (find_seat (seats, ry_json_get_text (pair, "left"))),
      right = read_group (find_seat (seats, ry_json_get_text (pair, "right")));

  return left < 0 || right < 0 || (left == right) != ry_json_get_boolean (pair, "apart", TRUE);
}
