/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fixture of the sync tests: temporary stores, writing to them, and comparing what they hold leaf by leaf.
 */
#include "ry-sync-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ry-blob-writer.h"
#include "ry-json.h"

RyStore *
open_temporary_store (const char *name)
{
  g_autofree char *template = g_strdup_printf ("ryorin-%s-XXXXXX", name);
  GError *error = NULL;
  g_autofree char *dir = g_dir_make_tmp (template, &error);
  g_autofree char *path = NULL;
  g_autoptr (RyStoreSchema) schema = ry_store_schema_new ();
  RyStore *store;

  g_assert_no_error (error);
  path = g_build_filename (dir, "store.sqlite", NULL);
  store = ry_store_open (path, schema, RY_STORE_CREATE | RY_STORE_BULK_SPEED, NULL, &error);
  g_assert_no_error (error);
  return store;
}

void
close_temporary_store (RyStore *store)
{
  g_autofree char *dir = g_path_get_dirname (ry_store_get_path (store));
  GDir *listing;
  const char *name;

  ry_store_close (store);
  g_object_unref (store);
  listing = g_dir_open (dir, 0, NULL);
  while ((name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    g_unlink (path);
  }
  g_dir_close (listing);
  g_rmdir (dir);
}

static void
write_all (RyStore *store, GPtrArray *documents, gboolean new_edits)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = ry_store_write (store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_assert_no_error (((RyWriteResult *) g_ptr_array_index (rows, i))->error);
}

static void
write_one (RyStore *store, RyDocument *document, gboolean new_edits)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  g_ptr_array_add (documents, document);
  write_all (store, documents, new_edits);
}

/* Writes a document as it should be, over what is there. */
void
put_document (RyStore *store, const char *id, const char *body)
{
  g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

  write_one (store, ry_document_new (id, there != NULL ? ry_document_get_rev (there) : NULL, FALSE, body, -1), TRUE);
}

void
put_many (RyStore *store, const char *prefix, guint n)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%s:%05u", prefix, i);
    g_autofree char *body = g_strdup_printf ("{\"kind\":\"%s\",\"n\":%u,\"名\":\"名前%u\"}", prefix, i, i);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, body, -1));
  }
  write_all (store, documents, TRUE);
}

void
delete_document (RyStore *store, const char *id)
{
  g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

  g_assert_nonnull (there);
  write_one (store, ry_document_new (id, ry_document_get_rev (there), TRUE, "{}", -1), TRUE);
}

/* Writes a revision with its history, newest first ("2-b", "1-a"), as a replication does. */
void
put_branch (RyStore *store, const char *id, const char *const *history, const char *body)
{
  GString *json = g_string_new ("{\"_id\":");
  GError *error = NULL;
  RyDocument *document;

  ry_json_append_string (json, id);
  g_string_append_printf (json, ",\"_rev\":\"%s\",\"_revisions\":{\"start\":%d,\"ids\":[", history[0],
                          atoi (history[0]));
  for (guint i = 0; history[i] != NULL; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", strchr (history[i], '-') + 1);
  g_string_append_printf (json, "]},%s", body + 1);
  document = ry_document_parse (json->str, (gssize) json->len, &error);
  g_assert_no_error (error);
  write_one (store, document, FALSE);
  g_string_free (json, TRUE);
}

/* Attachments */

/* The same bytes for the same seed; letters, so that packing makes them fewer. */
static GBytes *
make_bytes (guint32 seed, gsize length)
{
  GRand *rand = g_rand_new_with_seed (seed);
  char *data = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    data[i] = (char) ('a' + g_rand_int_range (rand, 0, 20));
  g_rand_free (rand);
  return g_bytes_new_take (data, length);
}

static GBytes *
convert (GBytes *bytes, GConverter *converter)
{
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (plain, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  GError *error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Adds an attachment to a document, with its bytes, packed as CouchDB packs them where that is wanted. */
void
attach (RyStore *store, const char *id, const char *name, const char *type, gboolean pack, guint32 seed, gsize length)
{
  g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);
  GPtrArray *old = ry_document_get_attachments (there);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (GBytes) plain = make_bytes (seed, length);
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GBytes) kept = pack ? convert (plain, packer) : g_bytes_ref (plain);
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, NULL);
  g_autoptr (RyBlob) blob = NULL;

  g_assert_true (ry_blob_writer_write (writer, g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), NULL, NULL));
  blob = ry_blob_writer_finish (writer, NULL, NULL);
  for (guint i = 0; old != NULL && i < old->len; i++)
    g_ptr_array_add (all, ry_attachment_copy (g_ptr_array_index (old, i)));
  g_ptr_array_add (all, ry_blob_attach (blob, name, type, pack ? "gzip" : NULL, (gint64) length));
  write_one (store, ry_document_with_attachments (there, all), TRUE);
}

void
assert_attached (RyStore *store, const char *id, const char *name, guint32 seed, gsize length)
{
  GError *error = NULL;
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, id, NULL, name, &error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GBytes) expected = make_bytes (seed, length);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) plain = NULL;

  g_assert_no_error (error);
  g_assert_true (attachment->here);
  stream = ry_store_open_blob (store, attachment->digest, &error);
  g_assert_no_error (error);
  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  kept = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  g_assert_cmpint ((gint64) g_bytes_get_size (kept), ==, attachment->encoded_length);
  plain = attachment->encoding != NULL ? convert (kept, unpacker) : g_bytes_ref (kept);
  g_assert_true (g_bytes_equal (plain, expected));
  g_assert_cmpint (attachment->length, ==, (gint64) length);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RyChange **) a)->id, (*(RyChange **) b)->id);
}

static void
dump_leaf (RyStore *store, const char *id, const char *rev, GString *out)
{
  g_autoptr (GError) error = NULL;
  const char *revs[] = { rev, NULL };
  g_autoptr (GPtrArray) found = ry_store_get_open_revs (store, id, revs, RY_GET_REVISIONS | RY_GET_DELETED, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  ry_document_append_json (g_ptr_array_index (found, 0), RY_DOCUMENT_JSON_REVISIONS, out);
  g_string_append_c (out, '\n');
}

/* All leaves of all documents with their histories, as text. */
char *
dump_store (RyStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = ry_store_get_changes (store, 0, 0, FALSE, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  g_ptr_array_sort (changes, compare_ids);
  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    for (guint r = 0; change->revs[r] != NULL; r++)
      dump_leaf (store, change->id, change->revs[r], out);
  }
  return g_string_free (out, FALSE);
}

void
assert_same (RyStore *a, RyStore *b)
{
  g_autofree char *left = dump_store (a);
  g_autofree char *right = dump_store (b);

  g_assert_cmpstr (left, ==, right);
}
