/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each place that was given becomes a seat of the copy that ry_event_load() makes; only seats of people who were seen
 * at the door stand in the event itself. The seat's key is the application's, so that two desks check in the same
 * person.
 */
#include "ry-event.h"

#include <string.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-reception.h"

/* More cannot be badge numbers: walk-ins begin there. */
#define MOST_SERIAL RY_RECEPTION_STEP

static const char *const stage_codes[RY_N_EVENT_STAGES] = {
  "planned", "open", "closed", "held", "reported", "cancelled"
};

const char *
ry_event_stage_get_code (RyEventStage stage)
{
  return stage < RY_N_EVENT_STAGES ? stage_codes[stage] : NULL;
}

RyEventStage
ry_event_get_stage (JsonObject *event)
{
  for (guint i = 0; i < RY_N_EVENT_STAGES; i++)
    if (strcmp (ry_json_get_text (event, "stage"), stage_codes[i]) == 0)
      return i;
  return RY_EVENT_PLANNED;
}

/**
 * ry_event_is_over:
 * @event: content of an event
 * @today: ISO day
 *
 * Returns: whether it was held, or its day has gone by
 */
gboolean
ry_event_is_over (JsonObject *event, const char *today)
{
  RyEventStage stage = ry_event_get_stage (event);

  return stage == RY_EVENT_HELD || stage == RY_EVENT_REPORTED ||
         (*ry_json_get_text (event, "date") != '\0' && strcmp (ry_json_get_text (event, "date"), today) < 0);
}

/**
 * ry_event_new_content:
 * @title: what it is called
 * @type: code of its type
 * @council: (nullable): id of the council that holds it
 * @date: (nullable): ISO day
 *
 * Returns: (transfer full): content of a new event that nobody can apply for yet
 */
JsonObject *
ry_event_new_content (const char *title, const char *type, const char *council, const char *date)
{
  JsonObject *event = json_object_new ();

  json_object_set_string_member (event, "kind", "event");
  json_object_set_string_member (event, "title", title);
  ry_json_set_string (event, "event_type", type);
  ry_json_set_string (event, "council", council);
  ry_json_set_string (event, "date", date);
  json_object_set_string_member (event, "stage", stage_codes[RY_EVENT_PLANNED]);
  return event;
}

static void
copy_elements (JsonObject *from, JsonObject *to, const char *member, const char *const *left_out)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (from, member);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < elements->len; i++) {
    JsonObject *copy = ry_json_object_copy (elements->pdata[i]);

    for (guint k = 0; left_out[k] != NULL; k++)
      json_object_remove_member (copy, left_out[k]);
    g_ptr_array_add (copies, copy);
  }
  if (copies->len > 0)
    ry_event_put_elements (to, member, copies);
}

/**
 * ry_event_copy:
 * @event: content of an event
 * @date: (nullable): ISO day of the new one
 *
 * The next of the same sort: what was prepared stays, with the plan of work, its owners and the questions; what
 * happened is left behind.
 *
 * Returns: (transfer full): content of a new event
 */
JsonObject *
ry_event_copy (JsonObject *event, const char *date)
{
  static const char *const kept[] = { "subtitle",   "start",     "end",   "doors", "place",
                                      "place_note", "admission", "hosts", "aim" };
  static const char *const actions[] = { "action", "done", NULL }, *const money[] = { "spent", NULL },
                           *const nothing[] = { NULL };
  JsonObject *copy = ry_event_new_content (ry_json_get_text (event, "title"), ry_json_get_text (event, "event_type"),
                                           ry_json_get_string (event, "council"), date);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    ry_json_set_string (copy, kept[i], ry_json_get_string (event, kept[i]));
  for (guint i = 0; i < 2; i++) {
    const char *member = i == 0 ? "audience" : "lines";

    if (ry_json_get_array (event, member) != NULL)
      json_object_set_member (copy, member, ry_json_node_copy (json_object_get_member (event, member)));
  }
  if (ry_json_get_int (event, "capacity", 0) > 0)
    json_object_set_int_member (copy, "capacity", ry_json_get_int (event, "capacity", 0));
  copy_elements (event, copy, "plan", actions);
  copy_elements (event, copy, "budget", money);
  copy_elements (event, copy, "questions", nothing);
  return copy;
}

/**
 * ry_event_sum_budget:
 * @event: content of an event
 * @member: `planned` or `spent`
 *
 * Returns: yen
 */
gint64
ry_event_sum_budget (JsonObject *event, const char *member)
{
  g_autoptr (GPtrArray) budget = ry_event_list_elements (event, "budget");
  gint64 sum = 0;

  for (guint i = 0; i < budget->len; i++)
    sum += ry_json_get_int (budget->pdata[i], member, 0);
  return sum;
}

/**
 * ry_event_list_elements:
 * @event: content of an event
 * @member: one of its lists
 *
 * Returns: (transfer full) (element-type JsonObject): the list's elements; what is changed in them changes @event
 */
GPtrArray *
ry_event_list_elements (JsonObject *event, const char *member)
{
  JsonArray *array = ry_json_get_array (event, member);
  GPtrArray *elements = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      g_ptr_array_add (elements, json_object_ref (json_array_get_object_element (array, i)));
  return elements;
}

/**
 * ry_event_put_elements:
 * @event: content of an event, changed in place
 * @member: one of its lists
 * @elements: (element-type JsonObject): what the list is to hold; what has no key is given one
 *
 * Writes a list; without elements it goes.
 */
void
ry_event_put_elements (JsonObject *event, const char *member, GPtrArray *elements)
{
  JsonArray *array = json_array_sized_new (elements->len);

  for (guint i = 0; i < elements->len; i++) {
    JsonObject *element = g_ptr_array_index (elements, i);
    g_autofree char *key = ry_id_new_ulid ();

    if (ry_json_get_string (element, "key") == NULL)
      json_object_set_string_member (element, "key", key);
    json_array_add_object_element (array, json_object_ref (element));
  }
  if (elements->len > 0)
    json_object_set_array_member (event, member, array);
  else {
    json_object_remove_member (event, member);
    json_array_unref (array);
  }
}

/**
 * ry_event_remove_element:
 * @event: content of an event, changed in place
 * @member: one of its lists
 * @key: of one of its elements
 *
 * Returns: %FALSE where there is none
 */
gboolean
ry_event_remove_element (JsonObject *event, const char *member, const char *key)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (event, member);

  for (guint i = 0; i < elements->len; i++)
    if (strcmp (ry_json_get_text (elements->pdata[i], "key"), key) == 0) {
      g_ptr_array_remove_index (elements, i);
      ry_event_put_elements (event, member, elements);
      return TRUE;
    }
  return FALSE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  const char *left_day = ry_document_get_string (left, "date"), *right_day = ry_document_get_string (right, "date");
  int order = (left_day == NULL) - (right_day == NULL);

  if (order == 0)
    order = g_strcmp0 (left_day, right_day);
  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

static gboolean
is_of_year (RyDocument *event, int fiscal_year)
{
  const char *date = ry_document_get_string (event, "date");
  GDate day;

  if (fiscal_year == 0 || date == NULL || !ry_date_parse (date, &day))
    return TRUE; /* what has no day yet is not forgotten */
  return ry_date_fiscal_year (&day) == fiscal_year;
}

static gboolean
carries_line (RyDocument *event, const char *line)
{
  JsonArray *lines = ry_json_get_array (ry_document_get_root (event), "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (g_strcmp0 (json_array_get_string_element (lines, i), line) == 0)
      return TRUE;
  return line == NULL;
}

/**
 * ry_event_dup_path:
 * @region: a region
 * @id: of an event
 *
 * Returns: (transfer full): where on a server its page for everybody is
 */
char *
ry_event_dup_path (const char *region, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (region, NULL, FALSE);
  g_autofree char *key = g_uri_escape_string (id + strlen ("event:"), NULL, FALSE);

  return g_strconcat (RY_EVENT_PAGES "/", escaped, "/", key, NULL);
}

/**
 * ry_event_dup_address:
 * @workspace: the region
 * @id: of the event
 * @event: its content
 * @council: (nullable): content of the council that holds it
 *
 * Returns: (transfer full) (nullable): the address of its page for everybody; %NULL where it is not shown to the
 * public, or the council names no server
 */
char *
ry_event_dup_address (RyWorkspace *workspace, const char *id, JsonObject *event, JsonObject *council)
{
  g_autofree char *server = council != NULL ? g_strdup (ry_json_get_text (council, "public_address")) : g_strdup ("");
  g_autofree char *path = ry_event_dup_path (ry_workspace_get_region (workspace), id);
  g_autoptr (GUri) uri = g_uri_parse (g_strstrip (server), G_URI_FLAGS_NONE, NULL);
  gsize length = strlen (server);

  if (!json_object_get_boolean_member_with_default (event, "public", FALSE) || uri == NULL ||
      g_strcmp0 (g_uri_get_host (uri), "") <= 0 || !g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    return NULL;
  while (length > 0 && server[length - 1] == '/')
    server[--length] = '\0';
  return g_strconcat (server, path, NULL);
}

/**
 * ry_event_list:
 * @workspace: where they are
 * @fiscal_year: of which year of account, 0 for all
 * @line: (nullable): which line of the programme they carry
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): events in the order of their days, those without a day
 *   last
 */
GPtrArray *
ry_event_list (RyWorkspace *workspace, int fiscal_year, const char *line, GError **error)
{
  RyQuery query = { .kind = "event" };
  g_autoptr (GPtrArray) all = ry_workspace_query (workspace, &query, error);
  GPtrArray *events;

  if (all == NULL)
    return NULL;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < all->len; i++)
    if (is_of_year (all->pdata[i], fiscal_year) && carries_line (all->pdata[i], line))
      g_ptr_array_add (events, ry_document_ref (all->pdata[i]));
  g_ptr_array_sort (events, compare_days);
  return events;
}

static const char *
get_key (const RyApplicant *application)
{
  return application->id + strlen ("application:");
}

static JsonObject *
create_seat (const RyApplicant *application)
{
  static const char *const members[] = { "person",     "organisation", "name", "reading", "organisation_name",
                                         "profession", "area" };
  gint64 number = ry_json_get_int (application->content, "number", 0);
  guint heads = ry_applicant_get_heads (application->content);
  JsonObject *seat = json_object_new ();

  json_object_set_string_member (seat, "key", get_key (application));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_json_set_string (seat, members[i], ry_json_get_string (application->content, members[i]));
  json_object_set_string_member (seat, "status", "venue");
  json_object_set_boolean_member (seat, "voting", FALSE);
  if (number > 0 && number < MOST_SERIAL)
    json_object_set_int_member (seat, "serial", number);
  if (heads > 1) {
    g_autofree char *name = g_strdup_printf ("%s（%u名）", ry_json_get_text (application->content, "name"), heads);

    json_object_set_int_member (seat, "count", heads);
    json_object_set_string_member (seat, "name", name);
  }
  return seat;
}

static gboolean
is_needed (JsonObject *seat)
{
  return ry_reception_is_checked_in (seat) || ry_json_get_boolean (seat, "walk_in", FALSE);
}

/**
 * ry_event_apply:
 * @event: content of an event
 * @applications: (element-type RyApplicant): its applications
 *
 * Returns: (transfer full): a copy whose seats are those who have a place and those who came, never to be saved
 */
JsonObject *
ry_event_apply (JsonObject *event, GPtrArray *applications)
{
  JsonObject *copy = ry_json_object_copy (event);
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (copy, "attendance");
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < seats->len; i++)
    if (is_needed (seats->pdata[i]))
      g_ptr_array_add (shown, json_object_ref (seats->pdata[i]));
  for (guint i = 0; i < applications->len; i++) {
    RyApplicant *application = g_ptr_array_index (applications, i);
    JsonObject *own = ry_meeting_find_seat (copy, get_key (application));

    if (ry_applicant_has_place (application->content) && (own == NULL || !is_needed (own)))
      g_ptr_array_add (shown, create_seat (application));
  }
  ry_event_put_elements (copy, "attendance", shown);
  return copy;
}

/**
 * ry_event_load:
 * @workspace: where the event is
 * @id: its id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its content with a seat for everybody who has a place, never to be saved
 */
JsonObject *
ry_event_load (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) event = ry_workspace_get (workspace, id, error);
  g_autoptr (GPtrArray) applications = event != NULL ? ry_applicant_load (workspace, id, error) : NULL;

  return applications != NULL ? ry_event_apply (ry_document_get_root (event), applications) : NULL;
}

/**
 * ry_event_list_attendance:
 * @event: content of an event
 * @applications: (element-type RyApplicant): its applications
 * @looked: (out): whether anybody noted who came
 *
 * Returns: (transfer full) (element-type JsonObject): a seat for everybody who had a place or came without one; its
 *   `status` is `venue` or `absent`, and `unanswered` where nobody looked
 */
GPtrArray *
ry_event_list_attendance (JsonObject *event, GPtrArray *applications, gboolean *looked)
{
  g_autoptr (JsonObject) applied = ry_event_apply (event, applications);
  GPtrArray *seats = ry_event_list_elements (applied, "attendance");
  g_autofree gboolean *came = g_new0 (gboolean, seats->len + 1);

  *looked = FALSE;
  for (guint i = 0; i < seats->len; i++) {
    g_autofree char *id = g_strconcat ("application:", ry_json_get_text (seats->pdata[i], "key"), NULL);
    RyApplicant *application = ry_applicant_find (applications, id);

    came[i] = ry_reception_is_checked_in (seats->pdata[i]) ||
              (application != NULL && ry_applicant_get_status (application->content) == RY_APPLICANT_CAME);
    *looked |= came[i];
  }
  for (guint i = 0; i < seats->len; i++)
    json_object_set_string_member (seats->pdata[i], "status", !*looked ? "unanswered" : came[i] ? "venue" : "absent");
  return seats;
}

/* Who had a place and was not seen was absent, provided that somebody looked. */
static void
note_who_came (JsonObject *event, GPtrArray *applications)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (event, "attendance");
  gboolean looked = FALSE;

  for (guint i = 0; i < seats->len; i++)
    looked |= ry_reception_is_checked_in (seats->pdata[i]);
  for (guint i = 0; looked && i < applications->len; i++) {
    RyApplicant *application = g_ptr_array_index (applications, i);
    JsonObject *seat = ry_meeting_find_seat (event, get_key (application));
    const char *status = seat != NULL && ry_reception_is_checked_in (seat) ? "came" : "absent";

    if (!ry_applicant_has_place (application->content) ||
        strcmp (ry_json_get_text (application->content, "status"), status) == 0)
      continue;
    json_object_set_string_member (application->content, "status", status);
    application->changed = TRUE;
  }
}

/**
 * ry_event_finish:
 * @workspace: where the event is
 * @id: its id
 * @error: return location
 *
 * After the day: each application says who came and who did not, by what the reception saw, and the event was held.
 *
 * Returns: (transfer full) (nullable) (element-type RyEdit): the edits of one act
 */
GPtrArray *
ry_event_finish (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  g_autoptr (GPtrArray) applications = document != NULL ? ry_applicant_load (workspace, id, error) : NULL;
  JsonObject *event;
  GPtrArray *edits;

  if (applications == NULL)
    return NULL;
  event = ry_document_dup_root (document);
  note_who_came (event, applications);
  edits = ry_applicant_list_edits (applications);
  if (ry_event_get_stage (event) != RY_EVENT_REPORTED)
    json_object_set_string_member (event, "stage", stage_codes[RY_EVENT_HELD]);
  g_ptr_array_add (edits, ry_edit_new (id, document, event));
  return edits;
}

/**
 * ry_event_list_meetings:
 * @workspace: where they are
 * @event: content of an event
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): meetings to come of the event's council, the next
 * first: on their agendas it can be put
 */
GPtrArray *
ry_event_list_meetings (RyWorkspace *workspace, JsonObject *event, const char *today, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("council=%s", ry_json_get_text (event, "council"));
  const char *where[] = { *ry_json_get_text (event, "council") != '\0' ? condition : NULL, NULL };
  RyQuery query = { .kind = "meeting", .where = where };
  GPtrArray *meetings = ry_workspace_query (workspace, &query, error);

  for (guint i = meetings != NULL ? meetings->len : 0; i-- > 0;) {
    const char *date = ry_document_get_string (meetings->pdata[i], "date");
    const char *stage = ry_document_get_string (meetings->pdata[i], "stage");

    if (date == NULL || strcmp (date, today) < 0 || g_strcmp0 (stage, "cancelled") == 0 ||
        g_strcmp0 (stage, "sealed") == 0)
      g_ptr_array_remove_index (meetings, i);
  }
  if (meetings != NULL)
    g_ptr_array_sort (meetings, compare_days);
  return meetings;
}

static JsonObject *
find_item (JsonObject *meeting, const char *event)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");

  for (guint i = 0; i < agenda->len; i++)
    if (g_strcmp0 (ry_json_get_string (agenda->pdata[i], "event"), event) == 0)
      return agenda->pdata[i];
  return NULL;
}

/**
 * ry_event_to_agenda:
 * @workspace: where both are
 * @id: an event
 * @meeting_id: a meeting to come
 * @error: return location
 *
 * Puts the event on an agenda before what closes it: as a report where it was held, as a preparation before. The item
 * knows its event, and is found again by ry_event_list_items().
 *
 * Returns: (transfer full) (nullable): the edit of the meeting; %NULL without an error where it is on that agenda
 * already
 */
RyEdit *
ry_event_to_agenda (RyWorkspace *workspace, const char *id, const char *meeting_id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  g_autoptr (RyDocument) meeting = document != NULL ? ry_workspace_get (workspace, meeting_id, error) : NULL;
  JsonObject *event = document != NULL ? ry_document_get_root (document) : NULL;
  g_autofree char *title = NULL;
  JsonObject *content, *item;

  if (meeting == NULL || find_item (ry_document_get_root (meeting), id) != NULL)
    return NULL;
  content = ry_document_dup_root (meeting);
  title = g_strdup_printf (ry_event_get_stage (event) >= RY_EVENT_HELD ? "%sの報告" : "%sの準備",
                           ry_json_get_text (event, "title"));
  item = ry_meeting_insert_item (content, _ry_meeting_find_last_item (content), title, 1);
  ry_json_set_string (item, "event", id);
  json_object_set_int_member (item, "minutes", 10);
  if (ry_json_get_array (event, "lines") != NULL)
    json_object_set_member (item, "lines", ry_json_node_copy (json_object_get_member (event, "lines")));
  return ry_edit_new (meeting_id, meeting, content);
}

/**
 * ry_event_list_items:
 * @workspace: where the meetings are
 * @id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): the meetings that have it on their agendas, the
 * earliest first
 */
GPtrArray *
ry_event_list_items (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autofree char *on_agenda = g_strconcat ("agenda.event=", id, NULL);
  const char *where[] = { on_agenda, NULL };
  RyQuery query = { .kind = "meeting", .where = where };
  GPtrArray *meetings = ry_workspace_query (workspace, &query, error);

  if (meetings != NULL)
    g_ptr_array_sort (meetings, compare_days);
  return meetings;
}
