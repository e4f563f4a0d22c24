/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From memberships to seats. A member is a post (a person in an organisation) or an organisation; for the latter the
 * one who represents it is asked, and where nobody is known the seat carries the organisation alone.
 */
#include "ry-meeting-seats.h"

#include "ry-json.h"
#include "ry-meeting.h"

static gboolean
has_ended (RyDocument *document, const char *day)
{
  const char *to = ry_document_get_string (document, "to");

  return to != NULL && *to != '\0' && g_strcmp0 (to, day) < 0;
}

/* The representative if there is one, or else whoever is there first. */
static RyDocument *
find_post (RyWorkspace *workspace, const char *organisation, const char *day)
{
  g_autofree char *condition = g_strdup_printf ("organisation=%s", organisation);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);
  RyDocument *found = NULL;

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    if (has_ended (posts->pdata[i], day))
      continue;
    if (found == NULL || g_strcmp0 (ry_document_get_string (posts->pdata[i], "seat"), "representative") == 0)
      found = posts->pdata[i];
  }
  return found != NULL ? ry_document_ref (found) : NULL;
}

static void
set_with_name (RyWorkspace *workspace, JsonObject *seat, const char *member, const char *name_member, const char *id)
{
  g_autofree char *name = id != NULL ? ry_workspace_dup_name (workspace, id) : NULL;

  ry_json_set_string (seat, member, id);
  ry_json_set_string (seat, name_member, name);
}

static JsonObject *
create_seat (RyWorkspace *workspace, RyDocument *membership, const char *day)
{
  const char *post_id = ry_document_get_string (membership, "post");
  const char *organisation = ry_document_get_string (membership, "organisation");
  g_autoptr (RyDocument) post = NULL;
  JsonObject *seat;

  if (post_id != NULL)
    post = ry_workspace_get (workspace, post_id, NULL);
  else if (organisation != NULL)
    post = find_post (workspace, organisation, day);
  if (post == NULL && organisation == NULL)
    return NULL;
  seat = json_object_new ();
  if (post != NULL) {
    organisation = ry_document_get_string (post, "organisation");
    set_with_name (workspace, seat, "person", "name", ry_document_get_string (post, "person"));
    ry_json_set_string (seat, "role", ry_document_get_string (post, "role"));
  }
  set_with_name (workspace, seat, "organisation", "organisation_name", organisation);
  return seat;
}

/**
 * ry_meeting_invite_members:
 * @workspace: where members are known
 * @meeting: content of a meeting, changed in place
 *
 * Adds a seat for each member of the meeting's council who has none yet.
 *
 * Returns: how many seats there are
 */
guint
ry_meeting_invite_members (RyWorkspace *workspace, JsonObject *meeting)
{
  const char *council = ry_json_get_string (meeting, "council");
  const char *day = ry_json_get_string (meeting, "date");
  g_autofree char *condition = g_strdup_printf ("council=%s", council != NULL ? council : "");
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "membership", .where = where };
  g_autoptr (GPtrArray) memberships = ry_workspace_query (workspace, &query, NULL);
  JsonArray *seats;

  for (guint i = 0; memberships != NULL && i < memberships->len; i++) {
    JsonObject *seat =
        has_ended (memberships->pdata[i], day) ? NULL : create_seat (workspace, memberships->pdata[i], day);

    if (seat != NULL)
      ry_meeting_add_seat (meeting, seat);
  }
  seats = ry_json_get_array (meeting, "attendance");
  return seats != NULL ? json_array_get_length (seats) : 0;
}
