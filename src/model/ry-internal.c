/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two documents that look like one. ry_workspace_get() joins them for whoever has the office's space;
 * ry_workspace_commit() parts them again, so that nobody else in the program has to know of it.
 *
 * The digest that stays in the meeting covers the words and a random salt that lies with them: it fixes what was
 * approved and sealed without telling it, and short words cannot be guessed from it.
 *
 * Nothing is lost between the two writes: the office's is written first, and words that become readable for all are
 * taken out of it only by a later edit.
 */
#include "ry-internal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-meeting.h"
#include "ry-workspace-private.h"

/* What of an internal block everybody has: its place, its type and its number, and that there is something. */
static const char *const open_members[] = { "key", "item", "type", "internal", "number", "action", "digest" };
/* What the office's document takes over from its meeting, so that it is fixed when the meeting is. */
static const char *const mirrored[] = { "title", "council", "stage", "edition", "correcting", "sample" };

static gboolean
is_open (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_members); i++) {
    if (g_str_equal (member, open_members[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_internal (JsonObject *block)
{
  return block != NULL && ry_json_get_boolean (block, "internal", FALSE);
}

static void
copy_member (JsonObject *from, const char *member, JsonObject *to)
{
  json_object_set_member (to, member, json_node_copy (json_object_get_member (from, member)));
}

/* The words of an internal block; NULL where this block has none. */
static JsonObject *
copy_words (JsonObject *block)
{
  g_autoptr (JsonObject) words = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, block);
  while (json_object_iter_next (&iter, &member, &value)) {
    if (!is_open (member) && !JSON_NODE_HOLDS_NULL (value))
      copy_member (block, member, words);
  }
  return json_object_get_size (words) > 0 ? g_steal_pointer (&words) : NULL;
}

static char *
digest_words (JsonObject *words)
{
  g_autofree char *loose = ry_json_object_to_text (words);
  g_autofree char *text = ry_json_canonical (loose, -1, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
strip_block (JsonObject *block)
{
  g_autoptr (JsonObject) words = copy_words (block);
  g_autoptr (GList) names = words != NULL ? json_object_get_members (words) : NULL;
  g_autofree char *digest = words != NULL ? digest_words (words) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_remove_member (block, l->data);
  if (digest != NULL)
    json_object_set_string_member (block, "digest", digest);
}

static JsonObject *
find_block (JsonObject *meeting, const char *key)
{
  return meeting != NULL && key != NULL ? ry_meeting_find_block (meeting, key) : NULL;
}

static gboolean
is_meeting (const char *id)
{
  return g_str_has_prefix (id, "meeting:");
}

static gboolean
has_internal (JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");

  for (guint i = 0; i < blocks->len; i++) {
    if (is_internal (g_ptr_array_index (blocks, i)))
      return TRUE;
  }
  return FALSE;
}

static RyDocument *
get_part (RyWorkspace *self, const char *meeting_id)
{
  g_autofree char *id = ry_internal_dup_id (meeting_id);
  RyStore *store = ry_workspace_get_store_for (self, id);

  return store != NULL ? ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL)
                       : NULL; /* not every machine has the office */
}

static RyDocument *
with_root (RyDocument *document, JsonObject *root)
{
  g_autoptr (RyDocument) other =
      ry_document_new_from_root (ry_document_get_id (document), ry_document_get_rev (document),
                                 ry_document_get_deleted (document), root);
  GPtrArray *attachments = ry_document_get_attachments (document);

  return attachments != NULL ? ry_document_with_attachments (other, attachments) : g_steal_pointer (&other);
}

/*
 * _ry_internal_join:
 * @document: (transfer full) (nullable): a document as the store has it
 *
 * Returns: (transfer full) (nullable): a meeting with the words of its internal blocks, as far as they are on this
 *   machine; every other document as it is
 */
RyDocument *
_ry_internal_join (RyWorkspace *self, RyDocument *document)
{
  g_autoptr (RyDocument) part = NULL;
  g_autoptr (JsonObject) joined = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  RyDocument *whole;

  if (document == NULL || !is_meeting (ry_document_get_id (document)) ||
      !has_internal (ry_document_get_root (document)))
    return document;
  part = get_part (self, ry_document_get_id (document));
  if (part == NULL)
    return document;
  joined = ry_document_dup_root (document);
  blocks = _ry_meeting_dup_list (joined, "blocks");
  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    JsonObject *kept =
        is_internal (block) ? find_block (ry_document_get_root (part), ry_json_get_string (block, "key")) : NULL;
    g_autoptr (JsonObject) words = kept != NULL ? copy_words (kept) : NULL;
    g_autoptr (GList) names = words != NULL ? json_object_get_members (words) : NULL;

    for (GList *l = names; l != NULL; l = l->next)
      if (!json_object_has_member (block, l->data))
        copy_member (words, l->data, block);
  }
  whole = with_root (document, joined);
  ry_document_unref (document);
  return whole;
}

/* Salts what is internal for the first time. */
static void
salt_blocks (JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    g_autoptr (JsonObject) words = is_internal (block) ? copy_words (block) : NULL;
    g_autofree char *salt = NULL;

    if (words == NULL || json_object_has_member (words, "salt"))
      continue;
    salt = ry_id_new_ulid ();
    json_object_set_string_member (block, "salt", salt);
  }
}

static void
drop_salt (JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  static const char *const own[] = { "salt", "digest" };

  for (guint i = 0; i < blocks->len; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (own) && !is_internal (g_ptr_array_index (blocks, i)); j++)
      if (json_object_has_member (g_ptr_array_index (blocks, i), own[j]))
        json_object_remove_member (g_ptr_array_index (blocks, i), own[j]);
  }
}

static gboolean
equal_words (JsonObject *a, JsonObject *b)
{
  g_autofree char *left = a != NULL ? digest_words (a) : NULL, *right = b != NULL ? digest_words (b) : NULL;

  return g_strcmp0 (left, right) == 0;
}

static JsonObject *
copy_words_of (JsonObject *block)
{
  return is_internal (block) ? copy_words (block) : NULL;
}

static JsonObject *
create_row (JsonObject *block, JsonObject *words)
{
  JsonObject *row = ry_json_object_copy (words);

  copy_member (block, "key", row);
  if (json_object_has_member (block, "item"))
    copy_member (block, "item", row);
  return row;
}

/* The rows of the office's document: what this edit changed is new, what it left alone is as it is there, and what it
 * did not know of stays. */
static JsonArray *
create_rows (JsonObject *before, JsonObject *stored, JsonObject *content, JsonObject *part)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (content, "blocks");
  g_autoptr (GPtrArray) kept = part != NULL ? _ry_meeting_dup_list (part, "blocks") : g_ptr_array_new ();
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    const char *key = ry_json_get_string (block, "key");
    JsonObject *old = find_block (part, key);
    g_autoptr (JsonObject) words = copy_words_of (block);
    g_autoptr (JsonObject) words_before = copy_words_of (find_block (before, key));

    if (!is_internal (block))
      continue;
    if (old != NULL && equal_words (words, words_before))
      json_array_add_object_element (rows, ry_json_object_copy (old));
    else if (words != NULL)
      json_array_add_object_element (rows, create_row (block, words));
  }
  for (guint i = 0; i < kept->len; i++) {
    JsonObject *row = g_ptr_array_index (kept, i);
    const char *key = ry_json_get_string (row, "key");
    JsonObject *known = find_block (stored, key), *now = find_block (content, key);
    gboolean is_here = is_internal (now);
    gboolean is_open_since = now != NULL && known != NULL && !is_internal (known);
    gboolean is_gone = now == NULL && known != NULL;

    if (!is_here && !is_open_since && !is_gone)
      json_array_add_object_element (rows, ry_json_object_copy (row));
  }
  return rows;
}

static RyEdit *
create_part_edit (RyWorkspace *self, RyEdit *edit, JsonObject *before, JsonObject *stored)
{
  g_autofree char *id = ry_internal_dup_id (edit->id);
  g_autoptr (RyDocument) part = get_part (self, edit->id);
  JsonObject *root = part != NULL ? ry_document_get_root (part) : NULL;
  JsonArray *rows = create_rows (before, stored, edit->content, root);
  JsonObject *content = root != NULL ? ry_json_object_copy (root) : json_object_new ();

  if (root == NULL && json_array_get_length (rows) == 0) {
    json_array_unref (rows);
    json_object_unref (content);
    return NULL;
  }
  ry_json_set_string (content, "kind", "internal");
  ry_json_set_string (content, "meeting", edit->id);
  for (guint i = 0; i < G_N_ELEMENTS (mirrored); i++) {
    if (json_object_has_member (edit->content, mirrored[i]))
      copy_member (edit->content, mirrored[i], content);
    else if (json_object_has_member (content, mirrored[i]))
      json_object_remove_member (content, mirrored[i]);
  }
  json_object_set_array_member (content, "blocks", rows);
  return ry_edit_new (id, part, content);
}

/* Sealed minutes keep the digests that were sealed, whatever lies here of the words. */
static void
keep_digests (JsonObject *stored, JsonObject *content)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (content, "blocks");

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    JsonObject *before = find_block (stored, ry_json_get_string (block, "key"));

    if (is_internal (block) && is_internal (before) && json_object_has_member (before, "digest"))
      copy_member (before, "digest", block);
  }
}

static gboolean
refuse_words (RyWorkspace *self, JsonObject *before, JsonObject *content, GError **error)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (content, "blocks");

  for (guint i = 0; i < blocks->len && !ry_internal_is_reader (self); i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    g_autoptr (JsonObject) words = copy_words_of (block);
    g_autoptr (JsonObject) known = copy_words_of (find_block (before, ry_json_get_string (block, "key")));

    if (equal_words (words, known))
      continue;
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN,
                         _ ("Only the secretariat keeps what is not public in minutes."));
    return TRUE;
  }
  return FALSE;
}

/* The version an edit began with as it lies in the store, without what was joined to it. */
static RyDocument *
get_stored_base (RyWorkspace *self, RyDocument *base)
{
  RyStore *store = ry_workspace_get_store_for (self, ry_document_get_id (base));
  RyDocument *stored =
      ry_store_get (store, ry_document_get_id (base), ry_document_get_rev (base), RY_GET_DELETED, NULL);
  g_autoptr (JsonObject) root = NULL;

  if (stored != NULL)
    return stored;
  root = ry_internal_strip (ry_document_get_root (base));
  return with_root (base, root);
}

/*
 * _ry_internal_part:
 * @edit: an edit; that of a meeting is changed, so that it holds no internal words any more
 * @part: (out) (nullable): the edit of the office's document that has them; %NULL where there is nothing to write
 *
 * Returns: %FALSE with %RY_ERROR_FORBIDDEN where the person may not keep such words
 */
gboolean
_ry_internal_part (RyWorkspace *self, RyEdit *edit, RyEdit **part, GError **error)
{
  g_autoptr (RyDocument) base = edit->base != NULL ? ry_document_ref (edit->base) : NULL;
  JsonObject *before = base != NULL ? ry_document_get_root (base) : NULL, *stored;
  g_autoptr (JsonObject) stripped = NULL;

  *part = NULL;
  if (!is_meeting (edit->id) ||
      ((edit->content == NULL || !has_internal (edit->content)) && (before == NULL || !has_internal (before))))
    return TRUE;
  if (base != NULL) {
    ry_document_unref (edit->base);
    edit->base = get_stored_base (self, base);
  }
  if (edit->content == NULL)
    return TRUE;
  if (refuse_words (self, before, edit->content, error))
    return FALSE;
  stored = edit->base != NULL ? ry_document_get_root (edit->base) : NULL;
  salt_blocks (edit->content);
  drop_salt (edit->content);
  if (ry_internal_is_reader (self))
    *part = create_part_edit (self, edit, before, stored);
  stripped = ry_internal_strip (edit->content);
  if (stored != NULL && ry_meeting_is_sealed (stored) && ry_meeting_is_sealed (stripped))
    keep_digests (stored, stripped);
  json_object_unref (edit->content);
  edit->content = g_steal_pointer (&stripped);
  return TRUE;
}

/**
 * ry_internal_dup_id:
 * @meeting_id: id of a meeting
 *
 * Returns: (transfer full): id of the office's document with the words of its internal blocks
 */
char *
ry_internal_dup_id (const char *meeting_id)
{
  return g_strconcat ("internal:", meeting_id + strlen ("meeting:"), NULL);
}

/**
 * ry_internal_dup_edition_id:
 * @edition_id: id of an edition
 *
 * Returns: (transfer full): id of the office's document with what only the secretariat reads of that edition
 */
char *
ry_internal_dup_edition_id (const char *edition_id)
{
  return g_strconcat ("internal_", edition_id, NULL);
}

/**
 * ry_internal_strip:
 * @meeting: content of a meeting
 *
 * Returns: (transfer full): the meeting as every member's machine holds it
 */
JsonObject *
ry_internal_strip (JsonObject *meeting)
{
  JsonObject *stripped = ry_json_object_copy (meeting);
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (stripped, "blocks");

  for (guint i = 0; i < blocks->len; i++) {
    if (is_internal (g_ptr_array_index (blocks, i)))
      strip_block (g_ptr_array_index (blocks, i));
  }
  return stripped;
}

/**
 * ry_internal_is_withheld:
 * @block: a block of minutes
 *
 * Returns: whether it is internal and its words are not on this machine
 */
gboolean
ry_internal_is_withheld (JsonObject *block)
{
  return is_internal (block) && json_object_has_member (block, "digest") && !json_object_has_member (block, "salt");
}

/**
 * ry_internal_is_reader:
 * @workspace: a workspace
 *
 * Returns: whether the person at this machine reads the office's space
 */
gboolean
ry_internal_is_reader (RyWorkspace *workspace)
{
  return ry_workspace_offers (workspace, RY_VERB_CREATE, "internal", NULL, NULL);
}

/**
 * ry_internal_dup_text:
 * @meeting: content of a meeting, with the words of its internal blocks
 *
 * Returns: (transfer full): these words in one fixed form, as ry_edition_dup_text() has the others
 */
char *
ry_internal_dup_text (JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  g_autoptr (JsonObject) text = json_object_new ();
  g_autofree char *loose = NULL;
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < blocks->len; i++) {
    g_autoptr (JsonObject) words = copy_words_of (g_ptr_array_index (blocks, i));

    if (words != NULL)
      json_array_add_object_element (rows, create_row (g_ptr_array_index (blocks, i), words));
  }
  json_object_set_array_member (text, "blocks", rows);
  loose = ry_json_object_to_text (text);
  return ry_json_canonical (loose, -1, NULL);
}
