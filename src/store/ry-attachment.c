/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attachment as a revision tells of it, and lists of them as JSON in CouchDB's words. The text in the file is
 * the same as on the wire, always with the encoding.
 */
#include "ry-attachment-private.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

/* An attachment while its JSON is read. */
typedef struct {
  RyAttachment *attachment;
  gboolean placed; /* whether it was said where the bytes are */
} Parsing;

static gboolean
refuse (GError **error, const char *format, const char *name)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, format, name);
  return FALSE;
}

/* RFC 4648's base64, strictly, but for space between the characters, which CouchDB passes over. GLib's own
 * decoder takes anything. */
static GBytes *
decode_base64 (const char *text)
{
  g_autofree char *packed = g_malloc (strlen (text) + 1);
  gsize n = 0, n_padding = 0, length;
  guchar *data;

  for (const char *p = text; *p != '\0'; p++) {
    if (strchr (" \t\r\n", *p) != NULL)
      continue;
    if (*p == '=')
      n_padding++;
    else if (n_padding > 0 || !(g_ascii_isalnum (*p) || *p == '+' || *p == '/'))
      return NULL;
    packed[n++] = *p;
  }
  if (n % 4 != 0 || n_padding > 2)
    return NULL;
  packed[n] = '\0';
  data = g_base64_decode (packed, &length);
  return g_bytes_new_take (data, length);
}

static gboolean
take_data (RyAttachment *self, const RyJsonMember *member, GError **error)
{
  g_autofree char *text = ry_json_decode_string (member->value, member->length, NULL);
  g_autoptr (GBytes) data = text != NULL ? decode_base64 (text) : NULL;

  if (data == NULL)
    return refuse (error, "Invalid attachment data for %s", self->name);
  /* Of bytes that come along, the digest is computed, not believed. */
  g_clear_pointer (&self->digest, g_free);
  ry_attachment_set_data (self, data);
  return TRUE;
}

static gboolean
take_text (char **text, const RyJsonMember *member, const char *name, GError **error)
{
  g_free (*text);
  *text = ry_json_decode_string (member->value, member->length, NULL);
  return *text != NULL || refuse (error, "A member of attachment '%s' must be a string", name);
}

static gboolean
take_number (gint64 *number, const RyJsonMember *member, const char *name, GError **error)
{
  g_autofree char *text = g_strndup (member->value, member->length);

  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL) ||
         refuse (error, "A length of attachment '%s' must be a whole number", name);
}

/* `"stub": true` or `"follows": true`, which say nothing beside bytes that are there. */
static gboolean
take_form (Parsing *parsing, RyAttachmentForm form, const RyJsonMember *member)
{
  if (member->length == 4 && memcmp (member->value, "true", 4) == 0 && parsing->attachment->data == NULL) {
    parsing->attachment->form = form;
    parsing->placed = TRUE;
  }
  return TRUE;
}

static gboolean
take_revpos (RyAttachment *self, const RyJsonMember *member, GError **error)
{
  gint64 revpos = 0;

  if (!take_number (&revpos, member, self->name, error))
    return FALSE;
  self->revpos = (guint) MIN (revpos, G_MAXINT32);
  return TRUE;
}

static gboolean
take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  Parsing *parsing = data;
  RyAttachment *self = parsing->attachment;

  if (strcmp (member->key, "content_type") == 0)
    return take_text (&self->content_type, member, self->name, error);
  if (strcmp (member->key, "revpos") == 0)
    return take_revpos (self, member, error);
  if (strcmp (member->key, "data") == 0)
    return (parsing->placed = take_data (self, member, error));
  if (strcmp (member->key, "stub") == 0)
    return take_form (parsing, RY_ATTACHMENT_STUB, member);
  if (strcmp (member->key, "follows") == 0)
    return take_form (parsing, RY_ATTACHMENT_FOLLOWS, member);
  if (self->data != NULL)
    return TRUE;
  if (strcmp (member->key, "digest") == 0)
    return take_text (&self->digest, member, self->name, error);
  if (strcmp (member->key, "encoding") == 0)
    return take_text (&self->encoding, member, self->name, error);
  if (strcmp (member->key, "length") == 0)
    return take_number (&self->length, member, self->name, error);
  if (strcmp (member->key, "encoded_length") == 0)
    return take_number (&self->encoded_length, member, self->name, error);
  return TRUE;
}

/* What came whole is kept as it is; what is kept compressed has two lengths. */
static void
settle_lengths (RyAttachment *self)
{
  if (self->form == RY_ATTACHMENT_DATA || g_strcmp0 (self->encoding, "identity") == 0)
    g_clear_pointer (&self->encoding, g_free);
  if (self->encoding == NULL)
    self->encoded_length = self->length;
}

static gboolean
take_attachment (const RyJsonMember *member, gpointer data, GError **error)
{
  GPtrArray *attachments = data;
  g_autoptr (RyAttachment) attachment = NULL;
  RyAttachment *earlier;
  Parsing parsing = { NULL, FALSE };

  if (!ry_attachment_check_name (member->key, error))
    return FALSE;
  if (member->value[0] != '{')
    return refuse (error, "Attachment '%s' must be an object", member->key);
  parsing.attachment = attachment = ry_attachment_new (member->key, NULL);
  if (!ry_json_scan_object (member->value, (gssize) member->length, take_member, &parsing, error))
    return FALSE;
  if (!parsing.placed)
    return refuse (error, "Invalid attachment data for %s", member->key);
  settle_lengths (attachment);
  if ((earlier = ry_attachments_find (attachments, member->key)) != NULL)
    g_ptr_array_remove (attachments, earlier);
  g_ptr_array_add (attachments, g_steal_pointer (&attachment));
  return TRUE;
}

static void
append_text_member (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, "\"%s\":", name);
  ry_json_append_string (out, text);
  g_string_append_c (out, ',');
}

/* The bytes in base64, encoded straight into @out. */
static void
append_data (GString *out, GBytes *data)
{
  gsize length, begin = out->len, n;
  const guchar *bytes = g_bytes_get_data (data, &length);
  int state = 0, save = 0;

  g_string_set_size (out, begin + length / 3 * 4 + 8);
  n = g_base64_encode_step (bytes, length, FALSE, out->str + begin, &state, &save);
  n += g_base64_encode_close (FALSE, out->str + begin + n, &state, &save);
  g_string_set_size (out, begin + n);
}

static void
append_attachment (const RyAttachment *self, gboolean with_encoding, GString *out)
{
  ry_json_append_string (out, self->name);
  g_string_append (out, ":{");
  append_text_member (out, "content_type", self->content_type);
  g_string_append_printf (out, "\"revpos\":%u,", self->revpos);
  if (self->digest != NULL)
    append_text_member (out, "digest", self->digest);
  if (self->form == RY_ATTACHMENT_DATA) {
    g_string_append (out, "\"data\":\"");
    append_data (out, self->data);
    g_string_append (out, "\"");
  } else {
    g_string_append_printf (out, "\"length\":%" G_GINT64_FORMAT ",\"%s\":true", self->length,
                            self->form == RY_ATTACHMENT_FOLLOWS ? "follows" : "stub");
  }
  if (with_encoding && self->encoding != NULL && self->form != RY_ATTACHMENT_DATA) {
    g_string_append (out, ",\"encoding\":");
    ry_json_append_string (out, self->encoding);
    g_string_append_printf (out, ",\"encoded_length\":%" G_GINT64_FORMAT, self->encoded_length);
  }
  g_string_append_c (out, '}');
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const RyAttachment *const *) a)->name, (*(const RyAttachment *const *) b)->name);
}

/* CouchDB's spelling of a digest. */
char *
_ry_digest_to_text (const guint8 md5[16])
{
  g_autofree char *base64 = g_base64_encode (md5, 16);

  return g_strconcat ("md5-", base64, NULL);
}

/* Reads an object of attachments. Bytes in base64 are decoded and their digest is computed, here, in the
 * thread of whoever parses. */
GPtrArray *
_ry_attachments_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);

  return ry_json_scan_object (json, length, take_attachment, attachments, error) ? g_steal_pointer (&attachments)
                                                                                 : NULL;
}

GPtrArray *
_ry_attachments_copy (GPtrArray *attachments)
{
  GPtrArray *copies;

  if (attachments == NULL)
    return NULL;
  copies = g_ptr_array_new_full (attachments->len, (GDestroyNotify) ry_attachment_free);
  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (copies, ry_attachment_copy (g_ptr_array_index (attachments, i)));
  return copies;
}

/* Appends the object that `_attachments` holds. */
void
_ry_attachments_append_json (GPtrArray *attachments, gboolean with_encoding, GString *out)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < attachments->len; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_attachment (g_ptr_array_index (attachments, i), with_encoding, out);
  }
  g_string_append_c (out, '}');
}

/* What of a revision's attachments its signature depends on: name, type and digest, in the order of names. */
void
_ry_attachments_append_signature (GPtrArray *attachments, GString *out)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (attachments, i));
  g_ptr_array_sort (sorted, compare_names);
  for (guint i = 0; i < sorted->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (sorted, i);
    const char *const texts[] = { attachment->name, attachment->content_type,
                                  attachment->digest != NULL ? attachment->digest : "", NULL };

    ry_json_append_strings (out, texts);
  }
}

/**
 * ry_attachment_new:
 * @name: its name
 * @content_type: (nullable): its type; %NULL for `application/octet-stream`
 *
 * Makes a stub without digest. See ry_blob_attach() and ry_attachment_set_data() for new bytes.
 *
 * Returns: (transfer full): the attachment
 */
RyAttachment *
ry_attachment_new (const char *name, const char *content_type)
{
  RyAttachment *self = g_new0 (RyAttachment, 1);

  self->name = g_strdup (name);
  self->content_type = g_strdup (content_type != NULL ? content_type : RY_ATTACHMENT_DEFAULT_TYPE);
  return self;
}

/**
 * ry_attachment_copy:
 * @self: an attachment
 *
 * Returns: (transfer full): the same once more; the bytes, if any, are shared
 */
RyAttachment *
ry_attachment_copy (const RyAttachment *self)
{
  RyAttachment *copy = g_new (RyAttachment, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->content_type = g_strdup (self->content_type);
  copy->digest = g_strdup (self->digest);
  copy->encoding = g_strdup (self->encoding);
  copy->data = self->data != NULL ? g_bytes_ref (self->data) : NULL;
  return copy;
}

/**
 * ry_attachment_free:
 * @self: (nullable): an attachment
 */
void
ry_attachment_free (RyAttachment *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->content_type);
  g_free (self->digest);
  g_free (self->encoding);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/**
 * ry_attachment_set_data:
 * @self: an attachment
 * @data: its bytes, not compressed
 *
 * Gives the attachment its bytes, to be written with the document or to be sent inline. Computes its digest where
 * it has none: an attachment that is kept compressed keeps the digest it has.
 */
void
ry_attachment_set_data (RyAttachment *self, GBytes *data)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  gsize length, n_digest = 16;
  const guchar *bytes = g_bytes_get_data (data, &length);
  guint8 digest[16];

  g_bytes_ref (data);
  g_clear_pointer (&self->data, g_bytes_unref);
  self->data = data;
  self->form = RY_ATTACHMENT_DATA;
  self->length = (gint64) length;
  if (self->encoding != NULL && self->digest != NULL)
    return;
  self->encoded_length = self->length;
  g_free (self->digest);
  g_checksum_update (checksum, bytes, (gssize) length);
  g_checksum_get_digest (checksum, digest, &n_digest);
  self->digest = _ry_digest_to_text (digest);
}

/**
 * ry_attachment_check_name:
 * @name: what is to be an attachment's name
 * @error: return location for an error
 *
 * Returns: whether it can be; %FALSE with %RY_ERROR_BAD_REQUEST and CouchDB's reason
 */
gboolean
ry_attachment_check_name (const char *name, GError **error)
{
  if (*name == '\0')
    return refuse (error, "%s", "Attachment name must not be empty");
  return *name != '_' || refuse (error, "Attachment name '%s' starts with prohibited character '_'", name);
}

/**
 * ry_attachments_find:
 * @attachments: (nullable) (element-type RyAttachment): a document's attachments
 * @name: an attachment's name
 *
 * Returns: (transfer none) (nullable): the one that is called so
 */
RyAttachment *
ry_attachments_find (GPtrArray *attachments, const char *name)
{
  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    RyAttachment *attachment = g_ptr_array_index (attachments, i);

    if (strcmp (attachment->name, name) == 0)
      return attachment;
  }
  return NULL;
}
