/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place that was given is not taken back: where two desks without a network gave the last one twice, the event is
 * over its capacity and says so. The waiting list moves in the order of its numbers and never past a group that does
 * not fit yet. Two that took one number apart are told apart by when they came; every machine comes to the same list.
 */
#include "ry-applicant.h"

#include <string.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-text.h"

static const char *const status_codes[RY_N_APPLICANT_STATUSES] = { "accepted", "waiting", "cancelled", "came",
                                                                   "absent" };
static const char *const channel_codes[RY_N_APPLICANT_CHANNELS] = { "fax", "phone", "mail", "web", "self" };

static void
application_free (gpointer data)
{
  RyApplicant *application = data;

  g_clear_pointer (&application->document, ry_document_unref);
  json_object_unref (application->content);
  g_free (application->id);
  g_free (application);
}

static gint64
get_number (const RyApplicant *application)
{
  return ry_json_get_int (application->content, "number", 0);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const RyApplicant *left = *(RyApplicant *const *) a, *right = *(RyApplicant *const *) b;
  gint64 left_number = get_number (left), right_number = get_number (right);
  int order = (left_number <= 0) - (right_number <= 0);

  if (order == 0)
    order = (left_number > right_number) - (left_number < right_number);
  if (order == 0)
    order = strcmp (ry_json_get_text (left->content, "applied_at"), ry_json_get_text (right->content, "applied_at"));
  return order != 0 ? order : strcmp (left->id, right->id);
}

/* Without spaces of any width and as the search compares it. */
static char *
fold (const char *text)
{
  g_autofree char *folded = ry_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strjoinv ("", words);
}

const char *
ry_applicant_channel_get_code (guint channel)
{
  return channel < RY_N_APPLICANT_CHANNELS ? channel_codes[channel] : NULL;
}

RyApplicantStatus
ry_applicant_get_status (JsonObject *content)
{
  for (guint i = 0; i < RY_N_APPLICANT_STATUSES; i++)
    if (strcmp (ry_json_get_text (content, "status"), status_codes[i]) == 0)
      return i;
  return RY_APPLICANT_WAITING;
}

/**
 * ry_applicant_get_heads:
 * @content: an application
 *
 * Returns: for how many persons it stands, at least one
 */
guint
ry_applicant_get_heads (JsonObject *content)
{
  return (guint) CLAMP (ry_json_get_int (content, "count", 1), 1, 9999);
}

gboolean
ry_applicant_has_place (JsonObject *content)
{
  RyApplicantStatus status = ry_applicant_get_status (content);

  return status != RY_APPLICANT_WAITING && status != RY_APPLICANT_CANCELLED;
}

GPtrArray *
ry_applicant_list_new (void)
{
  return g_ptr_array_new_with_free_func (application_free);
}

/**
 * ry_applicant_list_append:
 * @list: (element-type RyApplicant): a list
 * @id: of the document
 * @document: (nullable): as it is stored
 * @content: (transfer full): as it is to be
 *
 * Returns: (transfer none): the application, at the end of the list
 */
RyApplicant *
ry_applicant_list_append (GPtrArray *list, const char *id, RyDocument *document, JsonObject *content)
{
  RyApplicant *application = g_new0 (RyApplicant, 1);

  application->id = g_strdup (id);
  application->document = document != NULL ? ry_document_ref (document) : NULL;
  application->content = content;
  g_ptr_array_add (list, application);
  return application;
}

/**
 * ry_applicant_load:
 * @workspace: where they are
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyApplicant): those of the event by their numbers, the waiting list
 *   as it stands today; what moved since it was written is marked as changed
 */
GPtrArray *
ry_applicant_load (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("event=%s", event_id);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "application", .where = where };
  g_autoptr (RyDocument) event = ry_workspace_get (workspace, event_id, error);
  g_autoptr (GPtrArray) documents = event != NULL ? ry_workspace_query (workspace, &query, error) : NULL;
  GPtrArray *list;

  if (documents == NULL)
    return NULL;
  list = ry_applicant_list_new ();
  for (guint i = 0; i < documents->len; i++)
    ry_applicant_list_append (list, ry_document_get_id (documents->pdata[i]), documents->pdata[i],
                              ry_document_dup_root (documents->pdata[i]));
  ry_applicant_settle (list, ry_json_get_int (ry_document_get_root (event), "capacity", 0));
  return list;
}

static gint64
get_highest (GPtrArray *list)
{
  gint64 highest = 0;

  for (guint i = 0; i < list->len; i++)
    highest = MAX (highest, get_number (list->pdata[i]));
  return highest;
}

/* The list is in the order of its numbers, so of two that have one the earlier comes first and keeps it. */
static gboolean
settle_numbers (GPtrArray *list)
{
  gint64 before = 0, next = get_highest (list) + 1;
  gboolean changed = FALSE;

  for (guint i = 0; i < list->len; i++) {
    RyApplicant *application = g_ptr_array_index (list, i);
    gint64 number = get_number (application);

    if (number > 0 && number != before) {
      before = number;
      continue;
    }
    json_object_set_int_member (application->content, "number", next++);
    application->changed = changed = TRUE;
  }
  g_ptr_array_sort (list, compare);
  return changed;
}

static gboolean
move_up (GPtrArray *list, gint64 capacity)
{
  gint64 taken = 0;
  gboolean changed = FALSE;

  for (guint i = 0; i < list->len; i++)
    if (ry_applicant_has_place (((RyApplicant *) list->pdata[i])->content))
      taken += ry_applicant_get_heads (((RyApplicant *) list->pdata[i])->content);
  for (guint i = 0; i < list->len; i++) {
    RyApplicant *application = g_ptr_array_index (list, i);
    guint heads = ry_applicant_get_heads (application->content);

    if (ry_applicant_get_status (application->content) != RY_APPLICANT_WAITING)
      continue;
    if (capacity > 0 && taken + heads > capacity)
      break;
    taken += heads;
    json_object_set_string_member (application->content, "status", "accepted");
    application->changed = application->moved_up = changed = TRUE;
  }
  return changed;
}

/**
 * ry_applicant_settle:
 * @list: (element-type RyApplicant): applications of one event, in any order; put in order here
 * @capacity: how many heads there is room for, 0 for as many as come
 *
 * Gives each a number of its own and lets the waiting list move up.
 *
 * Returns: whether something changed
 */
gboolean
ry_applicant_settle (GPtrArray *list, gint64 capacity)
{
  gboolean numbered, moved;

  g_ptr_array_sort (list, compare);
  numbered = settle_numbers (list);
  moved = move_up (list, capacity);
  return numbered || moved;
}

/**
 * ry_applicant_dup_id:
 * @event_id: an event
 * @content: an application that came as a form or as a line of a file
 *
 * Returns: (transfer full): the id that follows from what it says, so that the same file read twice adds nobody twice
 */
char *
ry_applicant_dup_id (const char *event_id, JsonObject *content)
{
  g_autofree char *name = fold (ry_json_get_text (content, "name"));
  g_autofree char *organisation = fold (ry_json_get_text (content, "organisation_name"));
  const char *parts[] = { event_id, name, organisation, ry_json_get_text (content, "applied_on"), NULL };

  return ry_id_for_content ("application", parts);
}

/**
 * ry_applicant_add:
 * @list: (element-type RyApplicant): the applications of an event
 * @event_id: the event
 * @content: (transfer full): who applies: name, and what else is known
 * @capacity: of the event
 *
 * Puts somebody at the end of the list; there is a place for them at once where there is room and nobody waits.
 *
 * Returns: (transfer none): the new application
 */
RyApplicant *
ry_applicant_add (GPtrArray *list, const char *event_id, JsonObject *content, gint64 capacity)
{
  g_autofree char *id = ry_id_new ("application");
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *now = ry_date_now_iso ();
  RyApplicant *application = ry_applicant_list_append (list, id, NULL, content);

  json_object_set_string_member (content, "kind", "application");
  json_object_set_string_member (content, "event", event_id);
  json_object_set_int_member (content, "number", get_highest (list) + 1);
  json_object_set_string_member (content, "status", "waiting");
  if (*ry_json_get_text (content, "applied_on") == '\0')
    json_object_set_string_member (content, "applied_on", today);
  json_object_set_string_member (content, "applied_at", now);
  application->changed = TRUE;
  ry_applicant_settle (list, capacity);
  application->moved_up = FALSE;
  return application;
}

RyApplicant *
ry_applicant_find (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (((RyApplicant *) list->pdata[i])->id, id) == 0)
      return list->pdata[i];
  return NULL;
}

/**
 * ry_applicant_find_same:
 * @list: (element-type RyApplicant): the applications of an event
 * @content: another one
 *
 * The same person who applies twice, by FAX and by telephone: one known person, or one name from one organisation. Who
 * did not say from where is compared by name alone.
 *
 * Returns: (transfer none) (nullable): the one that is there already and was not cancelled
 */
RyApplicant *
ry_applicant_find_same (GPtrArray *list, JsonObject *content)
{
  g_autofree char *name = fold (ry_json_get_text (content, "name"));
  g_autofree char *organisation = fold (ry_json_get_text (content, "organisation_name"));

  for (guint i = 0; i < list->len; i++) {
    RyApplicant *other = g_ptr_array_index (list, i);
    g_autofree char *other_name = fold (ry_json_get_text (other->content, "name"));
    g_autofree char *other_organisation = fold (ry_json_get_text (other->content, "organisation_name"));
    const char *person = ry_json_get_text (content, "person");

    if (ry_applicant_get_status (other->content) == RY_APPLICANT_CANCELLED || other->content == content)
      continue;
    if (*person != '\0' && strcmp (person, ry_json_get_text (other->content, "person")) == 0)
      return other;
    if (*name != '\0' && strcmp (name, other_name) == 0 &&
        (*organisation == '\0' || *other_organisation == '\0' || strcmp (organisation, other_organisation) == 0))
      return other;
  }
  return NULL;
}

/**
 * ry_applicant_set_status:
 * @list: (element-type RyApplicant): the applications of an event
 * @application: one of them
 * @status: what becomes of it
 * @capacity: of the event
 *
 * A place that becomes free goes to whoever waits for it first. Who comes back after having cancelled waits behind the
 * others of the list that are there already, with the number they had.
 *
 * Returns: whether something changed
 */
gboolean
ry_applicant_set_status (GPtrArray *list, RyApplicant *application, RyApplicantStatus status, gint64 capacity)
{
  if (ry_applicant_get_status (application->content) == status)
    return FALSE;
  json_object_set_string_member (application->content, "status", status_codes[status]);
  application->changed = TRUE;
  ry_applicant_settle (list, capacity);
  application->moved_up = FALSE;
  return TRUE;
}

/**
 * ry_applicant_get_waiting_place:
 * @list: (element-type RyApplicant): the applications of an event
 * @application: one of them
 *
 * Returns: the place on the waiting list, from 1; 0 for who does not wait
 */
guint
ry_applicant_get_waiting_place (GPtrArray *list, RyApplicant *application)
{
  guint place = 0;

  if (ry_applicant_get_status (application->content) != RY_APPLICANT_WAITING)
    return 0;
  for (guint i = 0; i < list->len; i++) {
    place += ry_applicant_get_status (((RyApplicant *) list->pdata[i])->content) == RY_APPLICANT_WAITING;
    if (list->pdata[i] == application)
      break;
  }
  return place;
}

/**
 * ry_applicant_count:
 * @list: (element-type RyApplicant): the applications of an event
 * @figures: (out caller-allocates): in heads
 */
void
ry_applicant_count (GPtrArray *list, RyApplicantFigures *figures)
{
  memset (figures, 0, sizeof *figures);
  for (guint i = 0; i < list->len; i++) {
    JsonObject *content = ((RyApplicant *) list->pdata[i])->content;
    RyApplicantStatus status = ry_applicant_get_status (content);
    guint heads = ry_applicant_get_heads (content);

    if (status == RY_APPLICANT_CANCELLED) {
      figures->cancelled += heads;
      continue;
    }
    figures->applied += heads;
    if (status == RY_APPLICANT_WAITING)
      figures->waiting += heads;
    else
      figures->accepted += heads;
    for (guint k = 0; k < RY_N_APPLICANT_CHANNELS; k++)
      if (strcmp (ry_json_get_text (content, "channel"), channel_codes[k]) == 0)
        figures->channels[k] += heads;
  }
}

/**
 * ry_applicant_list_edits:
 * @list: (element-type RyApplicant): the applications of an event
 *
 * Returns: (transfer full) (element-type RyEdit): what changed, for one act
 */
GPtrArray *
ry_applicant_list_edits (GPtrArray *list)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < list->len; i++) {
    RyApplicant *application = g_ptr_array_index (list, i);

    if (application->changed)
      g_ptr_array_add (edits, ry_edit_new (application->id, application->document,
                                           ry_json_object_copy (application->content)));
  }
  return edits;
}
