/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One revision of a document. The body stays the text that came; content is parsed at most once, when it is
 * first looked at. A document never changes after it was handed out, so that any thread may hold it.
 */
#include "ry-document-private.h"

#include <stdlib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

struct _RyDocument {
  gatomicrefcount references;
  gboolean deleted;
  gboolean checked; /* the body is known to be an object without underscore members */
  gboolean silent;  /* it says nothing of attachments, as against that it has none */
  gint64 seq;
  gsize length;

  /* Owned */
  char *id;
  char *rev;
  char *body;
  char *kind;
  GPtrArray *attachments; /* (element-type RyAttachment) (nullable) */
  JsonObject *root;       /* made by whichever thread asks first */
  GStrv history;
  GStrv conflicts;
  GStrv deleted_conflicts;
  char *revs_info; /* as JSON */
};

/* A document while its JSON is being sliced. */
typedef struct {
  RyDocument *document;
  GString *body;
  gint64 start;
  GPtrArray *ids;
} Slicing;

G_DEFINE_BOXED_TYPE (RyDocument, ry_document, ry_document_ref, ry_document_unref)

static RyDocument *
create_document (const char *id, const char *rev, gboolean deleted)
{
  RyDocument *self = g_new0 (RyDocument, 1);

  g_atomic_ref_count_init (&self->references);
  self->id = g_strdup (id);
  self->rev = g_strdup (rev);
  self->deleted = deleted;
  return self;
}

static gboolean
refuse (GError **error, const char *format, const char *detail)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, format, detail);
  return FALSE;
}

static gboolean
refuse_member (const char *key, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT, "Bad special document member: %s", key);
  return FALSE;
}

static gboolean
refuse_id (const char *reason, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_ILLEGAL_ID, reason);
  return FALSE;
}

static gboolean
refuse_history (const char *reason, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT, reason);
  return FALSE;
}

static gboolean
is_word (const RyJsonMember *member, const char *word)
{
  return member->length == strlen (word) && memcmp (member->value, word, member->length) == 0;
}

static void
append_member (GString *body, const RyJsonMember *member)
{
  if (body->len > 1)
    g_string_append_c (body, ',');
  g_string_append_len (body, member->name, (gssize) member->name_length);
  g_string_append_c (body, ':');
  g_string_append_len (body, member->value, (gssize) member->length);
}

static gboolean
take_id (RyDocument *self, const RyJsonMember *member, GError **error)
{
  g_autofree char *id = ry_json_decode_string (member->value, member->length, NULL);

  if (id == NULL)
    return refuse_id ("Document id must be a string", error);
  if (!_ry_document_check_id (id, error))
    return FALSE;
  g_free (self->id);
  self->id = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
take_rev (RyDocument *self, const RyJsonMember *member, GError **error)
{
  g_autofree char *rev = ry_json_decode_string (member->value, member->length, NULL);

  g_free (self->rev);
  /* A local document's "0-N" is a rev too, though it is in no tree. */
  self->rev = rev != NULL ? ry_rev_normalise (rev) : NULL;
  return self->rev != NULL || refuse (error, "%s", "Invalid rev format");
}

static gboolean
take_revisions_member (const RyJsonMember *member, gpointer data, GError **error)
{
  Slicing *slicing = data;

  if (strcmp (member->key, "ids") == 0)
    return ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, slicing->ids, error);
  if (strcmp (member->key, "start") == 0) {
    g_autofree char *text = g_strndup (member->value, member->length);

    if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &slicing->start, NULL))
      return refuse_history ("_revisions.start isn't an integer.", error);
  }
  return TRUE;
}

static void
set_attachments (RyDocument *self, GPtrArray *attachments)
{
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  self->attachments = attachments;
}

static gboolean
take_attachments (RyDocument *self, const RyJsonMember *member, GError **error)
{
  g_autoptr (GPtrArray) attachments = NULL;

  if (member->value[0] != '{')
    return refuse_member (member->key, error);
  if ((attachments = _ry_attachments_parse (member->value, (gssize) member->length, error)) == NULL)
    return FALSE;
  set_attachments (self, attachments->len > 0 ? g_steal_pointer (&attachments) : NULL);
  return TRUE;
}

/* Members by which a server adorns its answers; a document that comes back with them loses them. */
static gboolean
is_adornment (const char *key)
{
  static const char *const keys[] = { "_conflicts",  "_deleted_conflicts", "_local_seq", "_revs_info",
                                      "_doc_id_rev", "_rev_tree",          NULL };

  return g_strv_contains (keys, key);
}

/* Members with an underscore that CouchDB keeps in the body: its replicator's and its access control's. */
static gboolean
is_body_member (const char *key)
{
  static const char *const keys[] = { "_replication_id",
                                      "_replication_state",
                                      "_replication_state_time",
                                      "_replication_state_reason",
                                      "_replication_stats",
                                      "_access",
                                      NULL };

  return key[0] != '_' || g_strv_contains (keys, key);
}

static gboolean
take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  Slicing *slicing = data;
  RyDocument *self = slicing->document;

  if (is_body_member (member->key)) {
    append_member (slicing->body, member);
    if (strcmp (member->key, "kind") == 0) {
      g_free (self->kind);
      self->kind = ry_json_decode_string (member->value, member->length, NULL);
    }
    return TRUE;
  }
  if (strcmp (member->key, "_id") == 0)
    return take_id (self, member, error);
  if (strcmp (member->key, "_rev") == 0)
    return take_rev (self, member, error);
  if (strcmp (member->key, "_deleted") == 0) {
    self->deleted = is_word (member, "true");
    return self->deleted || is_word (member, "false") || refuse_member (member->key, error);
  }
  if (strcmp (member->key, "_revisions") == 0) {
    if (member->value[0] != '{')
      return refuse_member (member->key, error);
    g_ptr_array_set_size (slicing->ids, 0);
    return ry_json_scan_object (member->value, (gssize) member->length, take_revisions_member, slicing, error);
  }
  if (strcmp (member->key, "_attachments") == 0)
    return take_attachments (self, member, error);
  return is_adornment (member->key) || refuse_member (member->key, error);
}

/* _revisions says more than _rev, and wins where both are there. */
static gboolean
take_history (Slicing *slicing, GError **error)
{
  RyDocument *self = slicing->document;
  g_autoptr (GPtrArray) history = g_ptr_array_new_with_free_func (g_free);

  if (slicing->ids->len == 0)
    return TRUE;
  if (slicing->start < slicing->ids->len)
    return refuse_history ("_revisions.start is smaller than the number of _revisions.ids", error);
  for (guint i = 0; i < slicing->ids->len; i++) {
    g_autofree char *rev = g_strdup_printf ("%" G_GINT64_FORMAT "-%s", slicing->start - i,
                                            (const char *) g_ptr_array_index (slicing->ids, i));
    char *normal = ry_rev_normalise (rev);

    if (normal == NULL)
      return refuse (error, "Invalid rev format: %s", rev);
    g_ptr_array_add (history, normal);
  }
  g_free (self->rev);
  self->rev = g_strdup (g_ptr_array_index (history, 0));
  g_ptr_array_add (history, NULL);
  self->history = (GStrv) g_ptr_array_free (g_steal_pointer (&history), FALSE);
  return TRUE;
}

/* A body that came as it is: the members stay where they are, but what begins with an underscore has no
 * place. */
static gboolean
check_body_member (const RyJsonMember *member, gpointer data, GError **error)
{
  return is_body_member (member->key) || refuse_member (member->key, error);
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

static void
append_revisions (RyDocument *self, GString *out)
{
  g_string_append_printf (out, ",\"_revisions\":{\"start\":%d,\"ids\":[", atoi (self->history[0]));
  for (guint i = 0; self->history[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    ry_json_append_string (out, strchr (self->history[i], '-') + 1);
  }
  g_string_append (out, "]}");
}

static void
append_revs (const char *member, GStrv revs, GString *out)
{
  if (revs == NULL || revs[0] == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", member);
  ry_json_append_strings (out, (const char *const *) revs);
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
  set_attachments (self, json != NULL ? _ry_attachments_parse (json, -1, NULL) : NULL);
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

/* Whether the body is an object without members of ours; what was parsed has been looked at already. */
gboolean
_ry_document_check_body (RyDocument *self, GError **error)
{
  return self->checked || ry_json_scan_object (self->body, (gssize) self->length, check_body_member, NULL, error);
}

/* CouchDB's rule for ids: not empty, and of those that begin with an underscore only the two reserved
 * families. */
gboolean
_ry_document_check_id (const char *id, GError **error)
{
  if (id == NULL || *id == '\0')
    return refuse_id ("Document id must not be empty", error);
  if (*id == '_' && !g_str_has_prefix (id, "_design/") && !g_str_has_prefix (id, "_local/"))
    return refuse_id ("Only reserved document ids may start with underscore.", error);
  if (strcmp (id, "_design/") == 0)
    return refuse_id ("Illegal document id `_design/`", error);
  if (strcmp (id, "_local/") == 0)
    return refuse_id ("Illegal document id `_local/`", error);
  return TRUE;
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
  RyDocument *self = create_document (id, rev, deleted);

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
  g_autoptr (JsonObject) content = json_object_new ();
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  RyDocument *self;
  const char *name;
  JsonNode *node;

  if (root != NULL)
    json_object_iter_init_ordered (&iter, root);
  while (root != NULL && json_object_iter_next_ordered (&iter, &name, &node))
    if (*name != '_')
      json_object_set_member (content, name, json_node_copy (node));
  text = ry_json_object_to_text (content);
  self = ry_document_new (id, rev, deleted, text, -1);
  self->silent = !deleted;
  return self;
}

/**
 * ry_document_parse:
 * @json: JSON text of a whole document, as CouchDB's API writes it
 * @length: bytes in @json, or -1 where it is NUL-terminated
 * @error: return location for an error
 *
 * Slices `_id`, `_rev`, `_deleted`, `_revisions` and `_attachments` out; the rest, byte for byte, is the
 * body. Attachments inline are decoded. All five may be missing; a document without id must be given one
 * (ry_document_with()) before it is written.
 *
 * Returns: (transfer full): the document, or %NULL with %RY_ERROR_BAD_REQUEST
 */
RyDocument *
ry_document_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (RyDocument) self = create_document (NULL, NULL, FALSE);
  g_autoptr (GString) body = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Slicing slicing = { self, NULL, 0, ids };

  if (length < 0)
    length = (gssize) strlen (json);
  body = slicing.body = g_string_sized_new ((gsize) length + 1);
  g_string_append_c (body, '{');
  if (!ry_json_scan_object (json, length, take_member, &slicing, error) || !take_history (&slicing, error))
    return NULL;
  g_string_append_c (body, '}');
  self->length = body->len;
  self->body = g_string_free (g_steal_pointer (&body), FALSE);
  self->checked = TRUE;
  return g_steal_pointer (&self);
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
  set_attachments (copy, _ry_attachments_copy (self->attachments));
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
  set_attachments (copy, attachments->len > 0 ? _ry_attachments_copy (attachments) : NULL);
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
 * ry_document_append_json:
 * @self: a document
 * @members: which members to write beside the plain ones
 * @out: where to append
 *
 * Appends the whole document as CouchDB's API writes it.
 */
void
ry_document_append_json (RyDocument *self, RyDocumentJson members, GString *out)
{
  g_string_append (out, "{\"_id\":");
  ry_json_append_string (out, self->id != NULL ? self->id : "");
  if (self->rev != NULL) {
    g_string_append (out, ",\"_rev\":");
    ry_json_append_string (out, self->rev);
  }
  if (self->deleted)
    g_string_append (out, ",\"_deleted\":true");
  if ((members & RY_DOCUMENT_JSON_REVISIONS) != 0 && self->history != NULL && self->history[0] != NULL)
    append_revisions (self, out);
  if ((members & RY_DOCUMENT_JSON_REVS_INFO) != 0 && self->revs_info != NULL)
    g_string_append_printf (out, ",\"_revs_info\":%s", self->revs_info);
  if ((members & RY_DOCUMENT_JSON_CONFLICTS) != 0)
    append_revs ("_conflicts", self->conflicts, out);
  if ((members & RY_DOCUMENT_JSON_DELETED_CONFLICTS) != 0)
    append_revs ("_deleted_conflicts", self->deleted_conflicts, out);
  if (self->attachments != NULL) {
    g_string_append (out, ",\"_attachments\":");
    _ry_attachments_append_json (self->attachments, (members & RY_DOCUMENT_JSON_ENCODING) != 0, out);
  }
  if (self->body[1 + strspn (self->body + 1, " \t\r\n")] != '}')
    g_string_append_c (out, ',');
  g_string_append_len (out, self->body + 1, (gssize) self->length - 1);
}

/**
 * ry_document_to_json:
 * @self: a document
 * @members: which members to write beside the plain ones
 *
 * Returns: (transfer full): the whole document as CouchDB's API writes it
 */
char *
ry_document_to_json (RyDocument *self, RyDocumentJson members)
{
  GString *out = g_string_sized_new (self->length + 128);

  ry_document_append_json (self, members, out);
  return g_string_free (out, FALSE);
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
