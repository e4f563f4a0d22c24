/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who attended may remark, while minutes are in circulation; the secretariat may at any time before they are sealed,
 * as it writes down what comes by telephone and FAX. The table of rights says whose remark is whose; this file adds
 * what only the meeting knows.
 */
#include "ry-remark.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-approval.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-workspace-private.h"

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (ry_document_get_id (*(RyDocument *const *) a), ry_document_get_id (*(RyDocument *const *) b));
}

static gboolean
is_of_block (RyDocument *remark, const char *block)
{
  return block == NULL || g_strcmp0 (ry_document_get_string (remark, "block"), block) == 0;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, sentence);
  return FALSE;
}

/* The table's sentences are English, and this one is for a person. */
static gboolean
translate (GError **error)
{
  g_autofree char *sentence = error != NULL ? g_strdup (ry_permission_translate ((*error)->message)) : NULL;

  if (error == NULL)
    return FALSE;
  g_clear_error (error);
  return refuse (error, sentence);
}

/* Asks of a remark what the table of rights cannot: whether its writer was there, and whether it is still time. */
gboolean
_ry_remark_permit (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error)
{
  g_autoptr (RyDocument) meeting = NULL;
  g_autoptr (RyActor) actor = NULL;
  const char *stage;

  if (ry_document_get_deleted (document) || (old != NULL && !ry_document_get_deleted (old)) ||
      g_strcmp0 (ry_document_get_kind (document), "remark") != 0)
    return TRUE;
  meeting = ry_workspace_get (self, ry_document_get_string (document, "meeting"), NULL);
  if (meeting == NULL)
    return TRUE; /* validation has said so */
  stage = ry_approval_get_stage (ry_document_get_root (meeting));
  if (g_str_equal (stage, "sealed"))
    return refuse (error, _ ("These minutes are sealed. Tell the secretariat, which can make a correction edition."));
  actor = ry_workspace_ref_actor (self);
  if (ry_permissions_is_keeper (self->permissions, actor, ry_document_get_id (document)))
    return TRUE;
  if (!g_str_equal (stage, "circulating"))
    return refuse (error, _ ("Remarks are taken while the minutes are in circulation."));
  return ry_remark_check_seat (self->permissions, document, ry_document_get_root (meeting), error) || translate (error);
}

/**
 * ry_remark_check_seat:
 * @permissions: the table of rights
 * @remark: what somebody who keeps no minutes would write
 * @meeting: content of the meeting it names
 * @error: return location for a #GError
 *
 * Returns: whether the person or organisation it names was there; if not, %RY_ERROR_FORBIDDEN with the table's sentence
 */
gboolean
ry_remark_check_seat (RyPermissions *permissions, RyDocument *remark, JsonObject *meeting, GError **error)
{
  const char *sentence = NULL;

  if (ry_permissions_get_attended (permissions, ry_document_get_id (remark), &sentence) == NULL ||
      ry_remark_find_seat (meeting, ry_document_get_string (remark, "person"),
                           ry_document_get_string (remark, "organisation")) != NULL)
    return TRUE;
  return refuse (error, sentence);
}

/**
 * ry_remark_new_id:
 * @meeting_id: id of the meeting
 *
 * Returns: (transfer full): id of a new remark
 */
char *
ry_remark_new_id (const char *meeting_id)
{
  const char *colon = strchr (meeting_id, ':');
  g_autofree char *key = ry_id_new_ulid ();

  return g_strdup_printf ("remark:%s:%s", colon != NULL ? colon + 1 : meeting_id, key);
}

/**
 * ry_remark_new_content:
 * @meeting_id: id of the meeting
 * @block: (nullable): key of the block; %NULL for the minutes as a whole
 * @seat: (nullable): the seat of whoever remarks
 * @text: the remark
 * @today: ISO 8601 day
 *
 * Returns: (transfer full): content of a new remark
 */
JsonObject *
ry_remark_new_content (const char *meeting_id, const char *block, JsonObject *seat, const char *text, const char *today)
{
  static const char *const taken_over[] = { "person", "organisation", "name" };
  JsonObject *remark = json_object_new ();

  ry_json_set_string (remark, "kind", "remark");
  ry_json_set_string (remark, "meeting", meeting_id);
  ry_json_set_string (remark, "block", block);
  for (guint i = 0; seat != NULL && i < G_N_ELEMENTS (taken_over); i++)
    ry_json_set_string (remark, taken_over[i], ry_json_get_string (seat, taken_over[i]));
  ry_json_set_string (remark, "text", text);
  ry_json_set_string (remark, "on", today);
  ry_json_set_string (remark, "status", RY_REMARK_OPEN);
  return remark;
}

/**
 * ry_remark_list:
 * @workspace: the workspace
 * @meeting_id: id of a meeting
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): the remarks on its minutes, the oldest first
 */
GPtrArray *
ry_remark_list (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autofree char *condition = g_strconcat ("meeting=", meeting_id, NULL);
  const char *where[] = { condition, NULL };
  const RyQuery query = { .kind = "remark", .where = where };
  GPtrArray *remarks = ry_workspace_query (workspace, &query, error);

  if (remarks != NULL)
    g_ptr_array_sort (remarks, compare_ids);
  return remarks;
}

/**
 * ry_remark_is_open:
 * @remark: a remark
 *
 * Returns: whether nobody has taken it up or answered it
 */
gboolean
ry_remark_is_open (RyDocument *remark)
{
  const char *status = ry_document_get_string (remark, "status");

  return status == NULL || g_str_equal (status, RY_REMARK_OPEN);
}

/**
 * ry_remark_count_open:
 * @remarks: (element-type RyDocument): remarks of one meeting
 * @block: (nullable): key of a block; %NULL for all
 *
 * Returns: how many of them are open
 */
guint
ry_remark_count_open (GPtrArray *remarks, const char *block)
{
  guint n = 0;

  for (guint i = 0; i < remarks->len; i++)
    n += is_of_block (g_ptr_array_index (remarks, i), block) && ry_remark_is_open (g_ptr_array_index (remarks, i));
  return n;
}

/**
 * ry_remark_count:
 * @remarks: (element-type RyDocument): remarks of one meeting
 * @block: (nullable): key of a block; %NULL for all
 *
 * Returns: how many there are
 */
guint
ry_remark_count (GPtrArray *remarks, const char *block)
{
  guint n = 0;

  for (guint i = 0; i < remarks->len; i++)
    n += is_of_block (g_ptr_array_index (remarks, i), block);
  return n;
}

static gboolean
was_there (JsonObject *seat)
{
  const char *status = ry_json_get_string (seat, "status");

  return status != NULL && !g_str_equal (status, "absent") && !g_str_equal (status, "unanswered");
}

/**
 * ry_remark_find_seat:
 * @meeting: content of a meeting
 * @person: (nullable): id of a person
 * @organisation: (nullable): id of an organisation
 *
 * Returns: (transfer none) (nullable): the seat of one who attended: the person's own, else one of the organisation's
 */
JsonObject *
ry_remark_find_seat (JsonObject *meeting, const char *person, const char *organisation)
{
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  JsonObject *found = NULL;

  for (guint i = 0; seats != NULL && i < json_array_get_length (seats); i++) {
    JsonNode *node = json_array_get_element (seats, i);
    JsonObject *seat = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    if (seat == NULL || !was_there (seat))
      continue;
    if (person != NULL && g_strcmp0 (ry_json_get_string (seat, "person"), person) == 0)
      return seat;
    if (found == NULL && organisation != NULL &&
        g_strcmp0 (ry_json_get_string (seat, "organisation"), organisation) == 0)
      found = seat;
  }
  return found;
}

/**
 * ry_remark_answer:
 * @remark: content of a remark; changed
 * @status: %RY_REMARK_TAKEN, %RY_REMARK_DECLINED, or %RY_REMARK_OPEN to leave it open again
 * @answer: (nullable): what is answered
 * @error: return location for a #GError
 *
 * Returns: whether it was done; a remark that is not taken up needs an answer
 */
gboolean
ry_remark_answer (JsonObject *remark, const char *status, const char *answer, GError **error)
{
  if (g_str_equal (status, RY_REMARK_DECLINED) && (answer == NULL || *answer == '\0')) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, _ ("Say why the remark is not taken up."));
    return FALSE;
  }
  ry_json_set_string (remark, "status", status);
  ry_json_set_string (remark, "answer", answer);
  return TRUE;
}
