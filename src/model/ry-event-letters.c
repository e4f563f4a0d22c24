/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addressees are seats, as with a meeting. An invitation goes to the organisations of those areas and audiences that
 * were meant and whom nobody belongs to; where all are reached, to the members of the event's council.
 */
#include "ry-event-letters.h"

#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting-seats.h"
#include "ry-reach.h"

/* Speakers come from anywhere: whose organisation is known has its ways, whoever wrote it down by name only too. */
static char *
find_organisation (RyWorkspace *workspace, JsonObject *speaker)
{
  const char *organisation = ry_json_get_text (speaker, "organisation"),
             *name = ry_json_get_text (speaker, "organisation_name");
  g_autofree char *condition = g_strconcat ("name=", name, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "organisation", .where = where };
  g_autoptr (GPtrArray) found =
      *organisation == '\0' && *name != '\0' ? ry_workspace_query (workspace, &query, NULL) : NULL;

  if (*organisation != '\0')
    return g_strdup (organisation);
  return found != NULL && found->len == 1 ? g_strdup (ry_document_get_id (found->pdata[0])) : NULL;
}

static void
seat_speakers (RyWorkspace *workspace, JsonObject *event)
{
  g_autoptr (GPtrArray) speakers = ry_event_list_elements (event, "speakers");
  g_autoptr (GPtrArray) seats = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < speakers->len; i++) {
    JsonObject *seat = json_object_new ();
    g_autofree char *organisation = find_organisation (workspace, speakers->pdata[i]);

    ry_json_set_string (seat, "organisation", organisation);
    ry_json_set_string (seat, "key", ry_json_get_string (speakers->pdata[i], "key"));
    ry_json_set_string (seat, "person", ry_json_get_string (speakers->pdata[i], "person"));
    ry_json_set_string (seat, "name", ry_json_get_string (speakers->pdata[i], "name"));
    ry_json_set_string (seat, "organisation_name", ry_json_get_string (speakers->pdata[i], "organisation_name"));
    ry_json_set_string (seat, "theme", ry_json_get_string (speakers->pdata[i], "theme"));
    ry_json_set_string (seat, "role", ry_json_get_string (speakers->pdata[i], "title"));
    if (strcmp (ry_json_get_text (speakers->pdata[i], "honorific"), "先生") == 0)
      json_object_set_string_member (seat, "honorific", "sensei");
    g_ptr_array_add (seats, seat);
  }
  ry_event_put_elements (event, "attendance", seats);
}

static gboolean
is_missed (GPtrArray *missed, RyDocument *organisation)
{
  const char *area = ry_document_get_string (organisation, "area");
  const char *audience = ry_reach_get_audience (ry_document_get_string (organisation, "org_kind"));

  for (guint i = 0; i < missed->len; i++) {
    const RyReachRow *row = g_ptr_array_index (missed, i);

    if (g_strcmp0 (row->name, area) == 0 || strcmp (row->name, audience) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_organisations (RyWorkspace *workspace, GPtrArray *missed, GPtrArray *seats)
{
  RyQuery query = { .kind = "organisation", .order = "reading" };
  g_autoptr (GPtrArray) organisations = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; organisations != NULL && i < organisations->len; i++) {
    const char *id = ry_document_get_id (organisations->pdata[i]);
    JsonObject *seat;

    if (!is_missed (missed, organisations->pdata[i]) ||
        g_strcmp0 (ry_document_get_string (organisations->pdata[i], "status"), "closed") == 0)
      continue;
    seat = json_object_new ();
    json_object_set_string_member (seat, "key", id + strlen ("organisation:"));
    json_object_set_string_member (seat, "organisation", id);
    ry_json_set_string (seat, "organisation_name", ry_document_get_string (organisations->pdata[i], "name"));
    g_ptr_array_add (seats, seat);
  }
}

static void
seat_missed (RyWorkspace *workspace, const char *id, JsonObject *event)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, NULL);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) seats = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReach) reach = NULL;
  g_autoptr (GPtrArray) missed = NULL;

  if (document != NULL)
    g_ptr_array_add (events, document);
  reach = ry_reach_load (workspace, events, today, NULL);
  missed = reach != NULL ? ry_reach_list_missed (reach) : g_ptr_array_new ();
  add_organisations (workspace, missed, seats);
  ry_event_put_elements (event, "attendance", seats);
  if (seats->len == 0)
    ry_meeting_invite_members (workspace, event);
}

/**
 * ry_event_letters_fill_seats:
 * @workspace: where organisations are known
 * @id: an event
 * @event: its content, changed in place, never to be saved
 * @purpose: of the letter: `request` and `thanks` go to the speakers, all others invite
 *
 * Gives the event the seats of those to whom the letter goes.
 */
void
ry_event_letters_fill_seats (RyWorkspace *workspace, const char *id, JsonObject *event, const char *purpose)
{
  json_object_remove_member (event, "attendance");
  if (strcmp (purpose, "request") == 0 || strcmp (purpose, "thanks") == 0)
    seat_speakers (workspace, event);
  else
    seat_missed (workspace, id, event);
}

/* A record for whom nobody keeps one: of the organisation, or of the person where there is none. */
static RyEdit *
create_record (JsonObject *speaker)
{
  const char *organisation = ry_json_get_text (speaker, "organisation_name");
  gboolean person = *organisation == '\0';
  const char *kind = person ? "person" : "organisation";
  g_autofree char *id = ry_id_new (kind);
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "kind", kind);
  json_object_set_string_member (record, "name", person ? ry_json_get_text (speaker, "name") : organisation);
  if (person)
    ry_json_set_string (record, "reading", ry_json_get_string (speaker, "reading"));
  json_object_set_string_member (speaker, kind, id);
  return ry_edit_new (id, NULL, record);
}

/**
 * ry_event_letters_enrol:
 * @workspace: where the event is
 * @id: an event
 * @key: of a speaker
 * @error: return location; %RY_ERROR_NOT_FOUND where there is no such speaker
 *
 * A letter needs to know where to go. Whoever is in no record yet gets one, to which the speaker then belongs.
 *
 * Returns: (transfer full) (nullable) (element-type RyEdit): what is to be committed
 */
GPtrArray *
ry_event_letters_enrol (RyWorkspace *workspace, const char *id, const char *key, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  g_autoptr (JsonObject) event = document != NULL ? ry_document_dup_root (document) : NULL;
  g_autoptr (GPtrArray) speakers = event != NULL ? ry_event_list_elements (event, "speakers") : NULL;
  GPtrArray *edits;

  for (guint i = 0; speakers != NULL && i < speakers->len; i++)
    if (g_strcmp0 (ry_json_get_string (speakers->pdata[i], "key"), key) == 0) {
      edits = ry_edits_new ();
      g_ptr_array_add (edits, create_record (speakers->pdata[i]));
      ry_event_put_elements (event, "speakers", speakers);
      g_ptr_array_add (edits, ry_edit_new (id, document, g_steal_pointer (&event)));
      return edits;
    }
  if (speakers != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  return NULL;
}
