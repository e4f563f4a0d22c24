/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One revision of a document. The body stays the text that came; content is parsed at most once, when it is
 * first looked at. A document never changes after it was handed out, so that any thread may hold it.
 */
#include "ry-document-private.h"

#include <string.h>

#include "ry-attachment-private.h"
#include "ry-json.h"

G_DEFINE_BOXED_TYPE (RyDocument, ry_document, ry_document_ref, ry_document_unref)

/* A document without body. */
RyDocument *
_ry_document_create (const char *id, const char *rev, gboolean deleted)
{
  RyDocument *self = g_new0 (RyDocument, 1);

  g_atomic_ref_count_init (&self->references);
  self->id = g_strdup (id);
  self->rev = g_strdup (rev);
  self->deleted = deleted;
  return self;
}

static gboolean
find_kind (const RyJsonMember *member, gpointer data, GError **error)
{
  char **kind = data;

  if (strcmp (member->key, "kind") == 0) {
    g_free (*kind);
    *kind = ry_json_decode_string (member->value, member->length, NULL);
  }
  return TRUE;
}

/* Takes the list over. */
void
_ry_document_set_attachments (RyDocument *self, GPtrArray *attachments)
{
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  self->attachments = attachments;
}

void
_ry_document_set_seq (RyDocument *self, gint64 seq)
{
  self->seq = seq;
}

void
_ry_document_take_deleted_conflicts (RyDocument *self, GStrv conflicts)
{
  g_strfreev (self->deleted_conflicts);
  self->deleted_conflicts = conflicts;
}

void
_ry_document_take_revs_info (RyDocument *self, char *json)
{
  g_free (self->revs_info);
  self->revs_info = json;
}

gboolean
_ry_document_is_silent (RyDocument *self)
{
  return self->silent;
}

/* Attachments as they stand in the file. What cannot be read is left out here and found by ry_store_check(). */
void
_ry_document_take_stored_attachments (RyDocument *self, const char *json)
{
  _ry_document_set_attachments (self, json != NULL ? _ry_attachments_parse (json, -1, NULL) : NULL);
}

void
_ry_document_take_history (RyDocument *self, GStrv history)
{
  g_strfreev (self->history);
  self->history = history;
}

void
_ry_document_take_conflicts (RyDocument *self, GStrv conflicts)
{
  g_strfreev (self->conflicts);
  self->conflicts = conflicts;
}

/**
 * ry_document_new:
 * @id: (nullable): its id
 * @rev: (nullable): its revision, or the one that it is to follow; %NULL for a new document
 * @deleted: whether it is a deletion
 * @body: (nullable): JSON text of an object without members that begin with an underscore; %NULL for `{}`
 * @length: bytes in @body, or -1 where it is NUL-terminated
 *
 * Makes a document of parts that are known to be good; ry_store_write() checks the body all the same.
 *
 * Returns: (transfer full): the document
 */
RyDocument *
ry_document_new (const char *id, const char *rev, gboolean deleted, const char *body, gssize length)
{
  RyDocument *self = _ry_document_create (id, rev, deleted);

  if (body == NULL) {
    body = "{}";
    length = 2;
  }
  self->body = g_strstrip (length < 0 ? g_strdup (body) : g_strndup (body, (gsize) length));
  self->length = strlen (self->body);
  return self;
}

/**
 * ry_document_new_from_root:
 * @id: (nullable): its id
 * @rev: (nullable): the revision that it is to follow; %NULL for a new document
 * @deleted: whether it is a deletion
 * @root: (nullable): its content; members that begin with an underscore are left out
 *
 * For who edits content and knows nothing of attachments: written as an edit, the document keeps those of the
 * revision that it follows.
 *
 * Returns: (transfer full): a document that holds the text of @root as it is now
 */
RyDocument *
ry_document_new_from_root (const char *id, const char *rev, gboolean deleted, JsonObject *root)
{
  RyDocument *self = _ry_document_create (id, rev, deleted);
  GString *body = g_string_sized_new (1024);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_string_append_c (body, '{');
  if (root != NULL)
    json_object_iter_init_ordered (&iter, root);
  while (root != NULL && json_object_iter_next_ordered (&iter, &name, &node))
    if (*name != '_')
      ry_json_append_member (body, name, node);
  g_string_append_c (body, '}');
  self->length = body->len;
  self->body = g_string_free (body, FALSE);
  self->kind = g_strdup (ry_json_get_string (root, "kind"));
  self->silent = !deleted;
  return self;
}

/**
 * ry_document_with:
 * @self: a document
 * @id: (nullable): another id, or %NULL for the same
 * @rev: (nullable): another revision, without history, or %NULL for the same
 *
 * Returns: (transfer full): a document with the same body under another name
 */
RyDocument *
ry_document_with (RyDocument *self, const char *id, const char *rev)
{
  RyDocument *copy = ry_document_new (id != NULL ? id : self->id, rev != NULL ? rev : self->rev, self->deleted,
                                      self->body, (gssize) self->length);

  copy->checked = self->checked;
  copy->silent = self->silent;
  copy->kind = g_strdup (self->kind);
  _ry_document_set_attachments (copy, _ry_attachments_copy (self->attachments));
  copy->history = rev == NULL ? g_strdupv (self->history) : NULL;
  return copy;
}

/**
 * ry_document_with_attachments:
 * @self: a document
 * @attachments: (element-type RyAttachment): all the attachments that it is to have; copied
 *
 * For who has put bytes into the store (ry_blob_attach()), fetched them to send them inline
 * (ry_attachment_set_data()) or is about to send them after the document (%RY_ATTACHMENT_FOLLOWS). The history and
 * the lists of revisions stay.
 *
 * Returns: (transfer full): a document with the same body and these attachments
 */
RyDocument *
ry_document_with_attachments (RyDocument *self, GPtrArray *attachments)
{
  RyDocument *copy = ry_document_with (self, NULL, NULL);

  copy->seq = self->seq;
  copy->silent = FALSE;
  copy->conflicts = g_strdupv (self->conflicts);
  copy->deleted_conflicts = g_strdupv (self->deleted_conflicts);
  copy->revs_info = g_strdup (self->revs_info);
  _ry_document_set_attachments (copy, attachments->len > 0 ? _ry_attachments_copy (attachments) : NULL);
  return copy;
}

/**
 * ry_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self
 */
RyDocument *
ry_document_ref (RyDocument *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ry_document_unref:
 * @self: (nullable): a document
 *
 * Gives a reference back. %NULL is allowed, since lists of rows hold it in the place of what is gone.
 */
void
ry_document_unref (RyDocument *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  g_free (self->rev);
  g_free (self->body);
  g_free (self->kind);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_object_unref);
  g_strfreev (self->history);
  g_strfreev (self->conflicts);
  g_strfreev (self->deleted_conflicts);
  g_free (self->revs_info);
  g_free (self);
}

/**
 * ry_document_get_id:
 * @self: a document
 *
 * Returns: (nullable): its id; %NULL only where it was parsed from text without one
 */
const char *
ry_document_get_id (RyDocument *self)
{
  return self->id;
}

/**
 * ry_document_get_rev:
 * @self: a document
 *
 * Returns: (nullable): its revision
 */
const char *
ry_document_get_rev (RyDocument *self)
{
  return self->rev;
}

/**
 * ry_document_get_deleted:
 * @self: a document
 *
 * Returns: whether this revision is a deletion
 */
gboolean
ry_document_get_deleted (RyDocument *self)
{
  return self->deleted;
}

/**
 * ry_document_get_seq:
 * @self: a document
 *
 * Returns: the sequence of the document's last change when it was read from a store; 0 otherwise
 */
gint64
ry_document_get_seq (RyDocument *self)
{
  return self->seq;
}

/**
 * ry_document_get_body:
 * @self: a document
 * @length: (out) (optional): bytes in the answer
 *
 * Returns: the JSON text of its content, without the members that begin with an underscore
 */
const char *
ry_document_get_body (RyDocument *self, gsize *length)
{
  if (length != NULL)
    *length = self->length;
  return self->body;
}

/**
 * ry_document_get_root:
 * @self: a document
 *
 * Parses the body when first asked. Shared by all who hold the document: not to be changed.
 *
 * Returns: (transfer none): its content
 */
JsonObject *
ry_document_get_root (RyDocument *self)
{
  JsonObject *root = g_atomic_pointer_get (&self->root);

  if (root != NULL)
    return root;
  root = ry_json_parse_object (self->body, (gssize) self->length, NULL);
  if (root == NULL)
    root = json_object_new ();
  if (!g_atomic_pointer_compare_and_exchange (&self->root, NULL, root))
    json_object_unref (root);
  return g_atomic_pointer_get (&self->root);
}

/**
 * ry_document_dup_root:
 * @self: a document
 *
 * Returns: (transfer full): a copy of its content that may be changed
 */
JsonObject *
ry_document_dup_root (RyDocument *self)
{
  return ry_json_object_copy (ry_document_get_root (self));
}

/**
 * ry_document_get_kind:
 * @self: a document
 *
 * Returns: (nullable): its member `kind`
 */
const char *
ry_document_get_kind (RyDocument *self)
{
  char *kind = g_atomic_pointer_get (&self->kind);

  if (kind != NULL || self->checked)
    return kind;
  ry_json_scan_object (self->body, (gssize) self->length, find_kind, &kind, NULL);
  if (kind != NULL && !g_atomic_pointer_compare_and_exchange (&self->kind, NULL, kind))
    g_free (kind);
  return g_atomic_pointer_get (&self->kind);
}

/**
 * ry_document_get_string:
 * @self: a document
 * @member: a member's name
 *
 * Returns: (nullable): its text, or %NULL where there is none
 */
const char *
ry_document_get_string (RyDocument *self, const char *member)
{
  return ry_json_get_string (ry_document_get_root (self), member);
}

/**
 * ry_document_get_history:
 * @self: a document
 *
 * Returns: (nullable) (array zero-terminated=1): its revision and those before it, newest first, as `N-…`;
 * %NULL where they were not asked for
 */
const char *const *
ry_document_get_history (RyDocument *self)
{
  return (const char *const *) self->history;
}

/**
 * ry_document_get_conflicts:
 * @self: a document
 *
 * Returns: (nullable) (array zero-terminated=1): the other leaves that are not deleted; %NULL where they were
 * not asked for
 */
const char *const *
ry_document_get_conflicts (RyDocument *self)
{
  return (const char *const *) self->conflicts;
}

/**
 * ry_document_get_attachments:
 * @self: a document
 *
 * Returns: (nullable) (element-type RyAttachment) (transfer none): what it says of its attachments; %NULL where it
 *   has none. A store's document has stubs; one that came from elsewhere has the forms in which it came
 */
GPtrArray *
ry_document_get_attachments (RyDocument *self)
{
  return self->attachments;
}

/**
 * ry_document_get_deleted_conflicts:
 * @self: a document
 *
 * Returns: (nullable) (array zero-terminated=1): the other leaves that are deletions; %NULL where they were not asked
 * for
 */
const char *const *
ry_document_get_deleted_conflicts (RyDocument *self)
{
  return (const char *const *) self->deleted_conflicts;
}
