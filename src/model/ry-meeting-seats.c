/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From memberships to seats. A member is a post (a person in an organisation) or an organisation; for the latter the
 * one who represents it is asked, and where nobody is known the seat carries the organisation alone. Keys follow from
 * who is asked, so that two desktops that invite apart make one list.
 */
#include "ry-meeting-seats.h"

#include <string.h>

#include "ry-attendee.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-term.h"

/* The seats of a hospital in the order in which they are read out; roles in the language of the documents. */
static const struct {
  const char *seat;
  const char *role;
} hospital_seats[] = {
  { "director", "院長" }, { "nursing", "看護部長" },   { "administration", "事務部長" },
  { "msw", "MSW" },       { "liaison", "地域連携室" },
};

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  JsonObject *meeting;
  const char *day;

  gboolean voting; /* what the seats added now are */
} Invitation;

/* Current documents of a kind that refer to something, in the order of their ids. */
static GPtrArray *
query (Invitation *self, const char *kind, const char *member, const char *id)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", member, id);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = kind, .where = where };
  g_autoptr (GPtrArray) all = ry_workspace_query (self->workspace, &query, NULL);
  GPtrArray *current = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (ry_term_holds_on (ry_document_get_root (all->pdata[i]), self->day))
      g_ptr_array_add (current, ry_document_ref (all->pdata[i]));
  return current;
}

/* The one in @seat; without a seat the representative if there is one, or else whoever is there first. */
static RyDocument *
find_post (GPtrArray *posts, const char *seat)
{
  RyDocument *found = NULL;

  for (guint i = 0; i < posts->len; i++) {
    const char *held = ry_document_get_string (posts->pdata[i], "seat");

    if (g_strcmp0 (held, seat != NULL ? seat : "representative") == 0)
      return ry_document_ref (posts->pdata[i]);
    if (found == NULL && seat == NULL)
      found = posts->pdata[i];
  }
  return found != NULL ? ry_document_ref (found) : NULL;
}

static void
set_with_name (Invitation *self, JsonObject *seat, const char *member, const char *name_member, const char *id)
{
  g_autofree char *name = id != NULL ? ry_workspace_dup_name (self->workspace, id) : NULL;

  ry_json_set_string (seat, member, id);
  ry_json_set_string (seat, name_member, name);
}

static void
add_seat (Invitation *self, RyDocument *post, const char *organisation, const char *code, const char *role)
{
  JsonObject *seat;
  g_autofree char *key = NULL;
  const char *person = post != NULL ? ry_document_get_string (post, "person") : NULL;

  if (post != NULL) {
    organisation = ry_document_get_string (post, "organisation");
    role = ry_document_get_string (post, "role");
  }
  if (person == NULL && organisation == NULL)
    return;
  key = ry_attendee_dup_key (person, organisation, code);
  if (ry_meeting_find_seat (self->meeting, key) != NULL)
    return;
  seat = json_object_new ();
  json_object_set_string_member (seat, "key", key);
  set_with_name (self, seat, "person", "name", person);
  set_with_name (self, seat, "organisation", "organisation_name", organisation);
  ry_json_set_string (seat, "role", role);
  ry_json_set_string (seat, "post", post != NULL ? ry_document_get_id (post) : NULL);
  if (!self->voting)
    json_object_set_boolean_member (seat, "voting", FALSE);
  ry_meeting_add_seat (self->meeting, seat);
}

static void
add_membership (Invitation *self, RyDocument *membership)
{
  const char *post_id = ry_document_get_string (membership, "post");
  const char *organisation = ry_document_get_string (membership, "organisation");
  g_autoptr (RyDocument) post = NULL;

  if (post_id != NULL)
    post = ry_workspace_get (self->workspace, post_id, NULL);
  else if (organisation != NULL) {
    g_autoptr (GPtrArray) posts = query (self, "post", "organisation", organisation);

    post = find_post (posts, NULL);
  }
  /* An officer who has left the post leaves the organisation's seat. */
  if (post != NULL && !ry_term_holds_on (ry_document_get_root (post), self->day)) {
    organisation = organisation != NULL ? organisation : ry_document_get_string (post, "organisation");
    add_seat (self, NULL, organisation, NULL, NULL);
    return;
  }
  add_seat (self, post, organisation, NULL, NULL);
}

static gboolean
is_hospital (Invitation *self, RyDocument *membership)
{
  const char *id = ry_document_get_string (membership, "organisation");
  g_autoptr (RyDocument) organisation = id != NULL ? ry_workspace_get (self->workspace, id, NULL) : NULL;

  return organisation != NULL && g_strcmp0 (ry_document_get_string (organisation, "org_kind"), "hospital") == 0;
}

static void
add_hospital (Invitation *self, const char *organisation)
{
  g_autoptr (GPtrArray) posts = query (self, "post", "organisation", organisation);

  for (guint i = 0; i < G_N_ELEMENTS (hospital_seats); i++) {
    g_autoptr (RyDocument) post = find_post (posts, hospital_seats[i].seat);

    add_seat (self, post, organisation, hospital_seats[i].seat, hospital_seats[i].role);
  }
}

static void
add_hospitals (Invitation *self, GPtrArray *memberships)
{
  for (guint i = 0; i < memberships->len; i++)
    if (is_hospital (self, memberships->pdata[i]))
      add_hospital (self, ry_document_get_string (memberships->pdata[i], "organisation"));
}

/* Organisations among the members that are no hospital: the professional bodies. */
static void
add_bodies (Invitation *self, GPtrArray *memberships)
{
  for (guint i = 0; i < memberships->len; i++)
    if (ry_document_get_string (memberships->pdata[i], "organisation") != NULL &&
        !is_hospital (self, memberships->pdata[i]))
      add_membership (self, memberships->pdata[i]);
}

static gboolean
holds_office (RyDocument *membership)
{
  static const char *const offices[] = { "officer", "chair", "vice_chair", "secretary_general", NULL };
  const char *role = ry_document_get_string (membership, "role");

  return role != NULL && g_strv_contains (offices, role);
}

static void
add_officers (Invitation *self, const char *council)
{
  RyQuery all = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (self->workspace, &all, NULL);

  for (guint i = 0; councils != NULL && i < councils->len; i++) {
    const char *other = ry_document_get_id (councils->pdata[i]);
    g_autoptr (GPtrArray) memberships = NULL;

    if (g_strcmp0 (other, council) == 0)
      continue;
    memberships = query (self, "membership", "council", other);
    for (guint j = 0; j < memberships->len; j++)
      if (holds_office (memberships->pdata[j]))
        add_membership (self, memberships->pdata[j]);
  }
}

static gboolean
asks_for (JsonArray *invites, const char *word)
{
  for (guint i = 0; invites != NULL && i < json_array_get_length (invites); i++)
    if (g_strcmp0 (json_array_get_string_element (invites, i), word) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
counts_organisations (RyWorkspace *workspace, const char *council)
{
  g_autoptr (RyDocument) document = council != NULL ? ry_workspace_get (workspace, council, NULL) : NULL;

  return document != NULL && g_strcmp0 (ry_document_get_string (document, "quorum_by"), "organisations") == 0;
}

/**
 * ry_meeting_invite_members:
 * @workspace: where members are known
 * @meeting: content of a meeting, changed in place
 *
 * Adds a seat for each one whom the meeting's series invites (`invites`: members, seats, bodies, officers; without it
 * the members) and who has none yet. Where a council counts hospitals, bodies and officers sit there without a vote, so
 * that the quorum is one of hospitals; officers of the other council never vote.
 *
 * Returns: how many seats there are
 */
guint
ry_meeting_invite_members (RyWorkspace *workspace, JsonObject *meeting)
{
  const char *council = ry_json_get_string (meeting, "council");
  const char *series_id = ry_json_get_string (meeting, "series");
  g_autoptr (RyDocument) series = series_id != NULL ? ry_workspace_get (workspace, series_id, NULL) : NULL;
  JsonArray *invites = series != NULL ? ry_json_get_array (ry_document_get_root (series), "invites") : NULL;
  Invitation self = { workspace, meeting, ry_json_get_string (meeting, "date"), TRUE };
  g_autoptr (GPtrArray) memberships = query (&self, "membership", "council", council != NULL ? council : "");
  JsonArray *seats;

  if (invites == NULL || json_array_get_length (invites) == 0 || asks_for (invites, "members"))
    for (guint i = 0; i < memberships->len; i++)
      add_membership (&self, memberships->pdata[i]);
  if (asks_for (invites, "seats"))
    add_hospitals (&self, memberships);
  self.voting = !counts_organisations (workspace, council);
  if (asks_for (invites, "bodies"))
    add_bodies (&self, memberships);
  self.voting = FALSE;
  if (asks_for (invites, "officers"))
    add_officers (&self, council);
  seats = ry_json_get_array (meeting, "attendance");
  return seats != NULL ? json_array_get_length (seats) : 0;
}
