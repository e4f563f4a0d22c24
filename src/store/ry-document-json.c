/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents between their text on the wire and what is kept: the members that begin with an underscore are sliced out
 * and put back; the rest travels byte for byte.
 */
#include "ry-document-private.h"

#include <stdlib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* A document while its JSON is being sliced. */
typedef struct {
  RyDocument *document;
  GString *body;
  gint64 start;
  GPtrArray *ids;
} Slicing;

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

static gboolean
take_attachments (RyDocument *self, const RyJsonMember *member, GError **error)
{
  g_autoptr (GPtrArray) attachments = NULL;

  if (member->value[0] != '{')
    return refuse_member (member->key, error);
  if ((attachments = _ry_attachments_parse (member->value, (gssize) member->length, error)) == NULL)
    return FALSE;
  _ry_document_set_attachments (self, attachments->len > 0 ? g_steal_pointer (&attachments) : NULL);
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
  g_autoptr (RyDocument) self = _ry_document_create (NULL, NULL, FALSE);
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
