/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of minutes is their canonical JSON: the members below and no others, so that what a machine notes later on
 * an item does not make other words of them. Sealing writes the edition with its papers and the meeting in one go.
 */
#include "ry-edition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-approval.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-internal.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-workspace-private.h"

#define PIECE_BYTES (64 * 1024)

/* The same that data/rights.json fixes for sealed minutes. A path leads into a list. */
static const char *const members[] = {
  "title",
  "council",
  "number",
  "date",
  "start",
  "end",
  "place",
  "theme",
  "chair",
  "recorder",
  "signers",
  "agenda.key",
  "agenda.title",
  "agenda.level",
  "agenda.numbered",
  "agenda.presenter",
  "agenda.papers",
  "agenda.confidential",
  "blocks.key",
  "blocks.item",
  "blocks.type",
  "blocks.speaker",
  "blocks.text",
  "blocks.number",
  "blocks.owner_name",
  "blocks.due",
  "blocks.internal",
  "blocks.digest",
  "blocks.reason",
  "attendance.key",
  "attendance.name",
  "attendance.organisation_name",
  "attendance.role",
  "attendance.status",
  "attendance.proxy",
  "attendance.arrived",
  "attendance.left",
  NULL,
};

static void
copy_member (JsonObject *from, const char *member, JsonObject *to)
{
  JsonNode *node = json_object_get_member (from, member);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    json_object_set_member (to, member, json_node_copy (node));
}

static JsonArray *
ensure_list (JsonObject *text, const char *list, guint length)
{
  JsonArray *array = ry_json_get_array (text, list);

  if (array != NULL)
    return array;
  array = json_array_sized_new (length);
  for (guint i = 0; i < length; i++)
    json_array_add_object_element (array, json_object_new ());
  json_object_set_array_member (text, list, array);
  return array;
}

static void
copy_path (JsonObject *meeting, const char *path, JsonObject *text)
{
  const char *dot = strchr (path, '.');
  g_autofree char *list = dot != NULL ? g_strndup (path, dot - path) : NULL;
  JsonArray *from = list != NULL ? ry_json_get_array (meeting, list) : NULL, *to;

  if (dot == NULL)
    copy_member (meeting, path, text);
  if (from == NULL || json_array_get_length (from) == 0)
    return;
  to = ensure_list (text, list, json_array_get_length (from));
  for (guint i = 0; i < json_array_get_length (from); i++) {
    JsonNode *node = json_array_get_element (from, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      copy_member (json_node_get_object (node), dot + 1, json_array_get_object_element (to, i));
  }
}

static char *
digest_file (GInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (PIECE_BYTES);
  gsize n;

  do {
    if (!g_input_stream_read_all (stream, buffer, PIECE_BYTES, &n, cancellable, NULL))
      return NULL;
    g_checksum_update (checksum, buffer, n);
  } while (n == PIECE_BYTES);
  return g_strdup (g_checksum_get_string (checksum));
}

static RyEditionState
verify_file (RyStore *store, const char *id, JsonObject *file, GCancellable *cancellable)
{
  const char *name = ry_json_get_string (file, "name");
  g_autoptr (RyAttachment) attachment = name != NULL ? ry_store_get_attachment (store, id, NULL, name, NULL) : NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *digest = NULL;

  if (attachment == NULL)
    return RY_EDITION_PAPER_CHANGED;
  if (!attachment->here)
    return RY_EDITION_PAPERS_AWAY;
  stream = ry_store_open_blob (store, attachment->digest, NULL);
  digest = stream != NULL ? digest_file (stream, cancellable) : NULL;
  return g_strcmp0 (digest, ry_json_get_string (file, "digest")) == 0 ? RY_EDITION_SOUND : RY_EDITION_PAPER_CHANGED;
}

static gboolean
is_internal (RyEditionFile *file)
{
  return g_str_equal (file->audience, RY_AUDIENCE_INTERNAL);
}

/* Names the papers for the edition, or those for its internal part, and attaches them. */
static JsonArray *
attach_files (RyEdit *edit, GPtrArray *files, gboolean internal)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < files->len; i++) {
    RyEditionFile *file = g_ptr_array_index (files, i);
    g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
    JsonObject *row;

    if (is_internal (file) != internal)
      continue;
    row = json_object_new ();
    json_object_set_string_member (row, "key", file->audience);
    json_object_set_string_member (row, "audience", file->audience);
    json_object_set_string_member (row, "name", file->name);
    json_object_set_string_member (row, "digest", digest);
    json_array_add_object_element (list, row);
    ry_edit_attach (edit, file->name, "application/pdf", file->bytes);
  }
  return list;
}

static gboolean
has_internal (JsonObject *meeting, GPtrArray *files)
{
  g_autofree char *words = ry_internal_dup_text (meeting);

  for (guint i = 0; i < files->len; i++) {
    if (is_internal (g_ptr_array_index (files, i)))
      return TRUE;
  }
  return !g_str_equal (words, "{\"blocks\":[]}");
}

static RyEdit *
create_internal_edition (const char *meeting_id, const char *edition_id, JsonObject *meeting, GPtrArray *files)
{
  g_autofree char *id = ry_internal_dup_edition_id (edition_id), *text = ry_internal_dup_text (meeting);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  JsonObject *content = json_object_new ();
  RyEdit *edit = ry_edit_new (id, NULL, content);

  ry_json_set_string (content, "kind", "internal_edition");
  ry_json_set_string (content, "meeting", meeting_id);
  ry_json_set_string (content, "edition", edition_id);
  ry_json_set_string (content, "title", ry_json_get_string (meeting, "title"));
  json_object_set_int_member (content, "number", ry_json_get_int (meeting, "edition", 1));
  ry_json_set_string (content, "digest", digest);
  ry_json_set_string (content, "content", text);
  if (ry_json_get_boolean (meeting, "sample", FALSE))
    json_object_set_boolean_member (content, "sample", TRUE);
  json_object_set_array_member (content, "files", attach_files (edit, files, TRUE));
  return edit;
}

static JsonObject *
create_edition (const char *meeting_id, JsonObject *meeting, const RyMoveFacts *facts)
{
  JsonObject *edition = json_object_new ();
  g_autofree char *text = ry_edition_dup_text (meeting);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *approval =
      g_strjoin (" ", ry_json_get_string (meeting, "approval"), ry_json_get_string (meeting, "approved_on"), NULL);

  ry_json_set_string (edition, "kind", "edition");
  ry_json_set_string (edition, "meeting", meeting_id);
  ry_json_set_string (edition, "title", ry_json_get_string (meeting, "title"));
  json_object_set_int_member (edition, "number", ry_json_get_int (meeting, "edition", 1));
  ry_json_set_string (edition, "reason", ry_json_get_string (meeting, "correction"));
  ry_json_set_string (edition, "sealed_on", facts->today);
  ry_json_set_string (edition, "sealed_at", now);
  ry_json_set_string (edition, "sealed_by", facts->who);
  ry_json_set_string (edition, "approval", approval);
  ry_json_set_string (edition, "digest", digest);
  ry_json_set_string (edition, "content", text);
  if (ry_json_get_boolean (meeting, "sample", FALSE))
    json_object_set_boolean_member (edition, "sample", TRUE);
  return edition;
}

/* The text first: where it is another one, the papers do not matter any more. */
static RyEditionState
verify_record (RyWorkspace *workspace, RyDocument *record, GCancellable *cancellable, char **file)
{
  JsonObject *root = ry_document_get_root (record);
  const char *content = ry_json_get_string (root, "content"), *sealed = ry_json_get_string (root, "digest");
  g_autofree char *digest = content != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1) : NULL;
  JsonArray *files = ry_json_get_array (root, "files");
  RyStore *store = ry_workspace_get_store_for (workspace, ry_document_get_id (record));
  RyEditionState worst = RY_EDITION_SOUND;

  if (digest == NULL || sealed == NULL)
    return RY_EDITION_INCOMPLETE;
  if (!g_str_equal (digest, sealed))
    return RY_EDITION_TEXT_CHANGED;
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    JsonNode *node = json_array_get_element (files, i);
    JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    RyEditionState state =
        row != NULL ? verify_file (store, ry_document_get_id (record), row, cancellable) : RY_EDITION_PAPER_CHANGED;

    if (state <= worst)
      continue;
    worst = state;
    if (file != NULL && row != NULL) {
      g_free (*file);
      *file = g_strdup (ry_json_get_string (row, "name"));
    }
  }
  return worst;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = ry_json_get_int (ry_document_get_root (*(RyDocument *const *) a), "number", 0);
  gint64 right = ry_json_get_int (ry_document_get_root (*(RyDocument *const *) b), "number", 0);

  return (left < right) - (left > right);
}

/* A sealed meeting is not deleted: its minutes would have lost what they are of. */
gboolean
_ry_edition_permit (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error)
{
  JsonObject *before = old != NULL && !ry_document_get_deleted (old) ? ry_document_get_root (old) : NULL;

  if (before == NULL || !ry_document_get_deleted (document) || g_strcmp0 (ry_document_get_kind (old), "meeting") != 0 ||
      !ry_meeting_is_sealed (before) || ry_json_get_boolean (before, "sample", FALSE))
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, _ ("A meeting whose minutes are sealed is not deleted."));
  return FALSE;
}

/**
 * ry_edition_get_members:
 *
 * Returns: (transfer none) (array zero-terminated=1): the members of a meeting that make its minutes, as paths
 */
const char *const *
ry_edition_get_members (void)
{
  return members;
}

/**
 * ry_edition_dup_text:
 * @meeting: content of a meeting
 *
 * Internal words are in it as their digests, so that every machine finds the same text.
 *
 * Returns: (transfer full): the minutes in one fixed form: equal text, equal minutes
 */
char *
ry_edition_dup_text (JsonObject *meeting)
{
  g_autoptr (JsonObject) text = json_object_new ();
  g_autoptr (JsonObject) stripped = ry_internal_strip (meeting);
  g_autofree char *loose = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    copy_path (stripped, members[i], text);
  loose = ry_json_object_to_text (text);
  return ry_json_canonical (loose, -1, NULL);
}

/**
 * ry_edition_dup_digest:
 * @meeting: content of a meeting
 *
 * Returns: (transfer full): SHA-256 of ry_edition_dup_text(), in hexadecimal
 */
char *
ry_edition_dup_digest (JsonObject *meeting)
{
  g_autofree char *text = ry_edition_dup_text (meeting);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/**
 * ry_edition_dup_id:
 * @meeting_id: id of a meeting
 * @number: from 1
 *
 * Returns: (transfer full): id of that edition; two machines that seal the same one name the same record
 */
char *
ry_edition_dup_id (const char *meeting_id, gint64 number)
{
  const char *colon = strchr (meeting_id, ':');

  return g_strdup_printf ("edition:%s:%" G_GINT64_FORMAT, colon != NULL ? colon + 1 : meeting_id, number);
}

/**
 * ry_edition_list:
 * @workspace: the workspace
 * @meeting_id: id of a meeting
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): its editions, the newest first
 */
GPtrArray *
ry_edition_list (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autofree char *condition = g_strconcat ("meeting=", meeting_id, NULL);
  const char *where[] = { condition, NULL };
  const RyQuery query = { .kind = "edition", .where = where };
  GPtrArray *editions = ry_workspace_query (workspace, &query, error);

  if (editions != NULL)
    g_ptr_array_sort (editions, compare_newest_first);
  return editions;
}

/**
 * ry_edition_seal:
 * @workspace: the workspace
 * @meeting: the meeting as the papers were made from it
 * @files: (element-type RyEditionFile): the papers
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes the next edition and the sealed meeting in one transaction, and before it what only the secretariat reads of
 * them, into the office's space.
 *
 * Returns: (transfer full) (nullable): what was written; %NULL with %RY_ERROR_INVALID where the minutes are not
 *   approved, %RY_ERROR_FORBIDDEN, %RY_ERROR_CONFLICT where somebody wrote the meeting in the meantime
 */
RyUndo *
ry_edition_seal (
    RyWorkspace *workspace, RyDocument *meeting, GPtrArray *files, GCancellable *cancellable, GError **error)
{
  const char *id = ry_document_get_id (meeting);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyDocument) now = ry_workspace_get (workspace, id, error);
  g_autoptr (JsonObject) content = ry_document_dup_root (meeting);
  g_autofree char *who = ry_workspace_dup_person (workspace);
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *edition_id = NULL;
  const RyMoveFacts facts = { .today = today, .who = who };
  RyEdit *edit;

  if (now == NULL || !ry_approval_apply (content, RY_MOVE_SEAL, &facts, error))
    return NULL;
  if (g_strcmp0 (ry_document_get_rev (now), ry_document_get_rev (meeting)) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT,
                         _ ("The minutes were changed while they were being sealed. Nothing was sealed."));
    return NULL;
  }
  edition_id = ry_edition_dup_id (id, ry_json_get_int (content, "edition", 1));
  edit = ry_edit_new (edition_id, NULL, create_edition (id, content, &facts));
  json_object_set_array_member (ry_edit_get_content (edit), "files", attach_files (edit, files, FALSE));
  edits = ry_edits_new_with (edit, NULL);
  if (has_internal (content, files))
    g_ptr_array_add (edits, create_internal_edition (id, edition_id, content, files));
  g_ptr_array_add (edits, ry_edit_new (id, meeting, json_object_ref (content)));
  return ry_workspace_commit (workspace, edits, cancellable, error);
}

/**
 * ry_edition_verify:
 * @workspace: the workspace
 * @edition: an edition
 * @cancellable: (nullable): a #GCancellable
 * @file: (out) (optional) (transfer full) (nullable): the paper that is not as it was, or not here
 *
 * Computes its digests anew. Reads its papers: not for a main loop where they are large.
 *
 * Returns: whether it is what was sealed
 */
RyEditionState
ry_edition_verify (RyWorkspace *workspace, RyDocument *edition, GCancellable *cancellable, char **file)
{
  g_autoptr (RyDocument) internal = ry_edition_get_internal (workspace, edition);
  RyEditionState state;

  if (file != NULL)
    *file = NULL;
  state = verify_record (workspace, edition, cancellable, file);
  if (internal == NULL || state >= RY_EDITION_TEXT_CHANGED)
    return state;
  return MAX (state, verify_record (workspace, internal, cancellable, file));
}

/**
 * ry_edition_get_internal:
 * @workspace: the workspace
 * @edition: an edition
 *
 * Returns: (transfer full) (nullable): the office's record with what only the secretariat reads of it; %NULL where
 *   there is none on this machine
 */
RyDocument *
ry_edition_get_internal (RyWorkspace *workspace, RyDocument *edition)
{
  g_autofree char *id = ry_internal_dup_edition_id (ry_document_get_id (edition));

  return ry_workspace_get (workspace, id, NULL);
}

/**
 * ry_edition_is_text_of:
 * @edition: an edition
 * @meeting: content of its meeting
 *
 * Returns: whether the meeting still has the words that were sealed
 */
gboolean
ry_edition_is_text_of (RyDocument *edition, JsonObject *meeting)
{
  g_autofree char *text = ry_edition_dup_text (meeting);

  return g_strcmp0 (text, ry_document_get_string (edition, "content")) == 0;
}

/**
 * ry_edition_describe:
 * @state: what ry_edition_verify() found
 * @file: (nullable): the paper it named
 *
 * Returns: (transfer full): a sentence for a person
 */
char *
ry_edition_describe (RyEditionState state, const char *file)
{
  switch (state) {
  case RY_EDITION_SOUND:
    return g_strdup (_ ("Text and papers are as they were sealed."));
  case RY_EDITION_PAPERS_AWAY:
    return g_strdup_printf (_ ("The text is as it was sealed. “%s” is not on this computer yet."), file);
  case RY_EDITION_TEXT_CHANGED:
    return g_strdup (_ ("The text is not the one that was sealed: it was changed past the program. Keep to the sealed "
                        "papers, and get the record back from a backup."));
  case RY_EDITION_PAPER_CHANGED:
    return g_strdup_printf (
        _ ("“%s” is not the paper that was sealed: it was changed past the program, or is gone. Get "
           "the record back from a backup."),
        file != NULL ? file : "PDF");
  case RY_EDITION_INCOMPLETE:
  default:
    return g_strdup (_ ("This edition names no digest, so nobody can say whether it is as it was sealed."));
  }
}

/**
 * ry_edition_file_new:
 * @audience: for whom
 * @name: the file's name
 * @bytes: (transfer full): a PDF
 *
 * Returns: (transfer full): a paper for ry_edition_seal()
 */
RyEditionFile *
ry_edition_file_new (const char *audience, const char *name, GBytes *bytes)
{
  RyEditionFile *file = g_new (RyEditionFile, 1);

  *file = (RyEditionFile){ audience, g_strdup (name), bytes };
  return file;
}

/**
 * ry_edition_file_free:
 * @file: (transfer full): a paper
 */
void
ry_edition_file_free (RyEditionFile *file)
{
  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}
