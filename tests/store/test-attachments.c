/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments: inline, staged and by stub; what a revision says of them; bytes kept once; what must be refused.
 */
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

#define HELLO        "hello world"
#define HELLO_BASE64 "aGVsbG8gd29ybGQ="
#define HELLO_DIGEST "md5-XrY7u+Ae7tCTyyK7j1rNww=="

static GBytes *
read_all (RyStore *store, const char *digest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = ry_store_open_blob (store, digest, &error);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
assert_bytes (RyStore *store, const char *digest, const char *expected)
{
  g_autoptr (GBytes) bytes = read_all (store, digest);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static RyAttachment *
get_attachment (RyStore *store, const char *id, const char *rev, const char *name)
{
  g_autoptr (GError) error = NULL;
  RyAttachment *attachment = ry_store_get_attachment (store, id, rev, name, &error);

  g_assert_no_error (error);
  return attachment;
}

static void
test_inline (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rev =
      write_json (fixture->store,
                  "{\"_id\":\"a\",\"v\":1,\"_attachments\":{\"x/y.txt\":{\"content_type\":\"text/plain\","
                  "\"digest\":\"md5-lies\",\"data\":\"" HELLO_BASE64 "\"},\"z\":{\"data\":\"\"}}}");
  g_autoptr (RyDocument) document = get_document (fixture->store, "a", RY_GET_PLAIN);
  g_autofree char *json = ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN);
  g_autofree char *expected = g_strdup_printf (
      "{\"_id\":\"a\",\"_rev\":\"%s\",\"_attachments\":{\"x/y.txt\":{\"content_type\":\"text/plain\",\"revpos\":1,"
      "\"digest\":\"" HELLO_DIGEST
      "\",\"length\":11,\"stub\":true},\"z\":{\"content_type\":\"application/octet-stream\","
      "\"revpos\":1,\"digest\":\"md5-1B2M2Y8AsgTpgAmY7PhCfg==\",\"length\":0,\"stub\":true}},\"v\":1}",
      rev);
  g_autoptr (RyAttachment) attachment = get_attachment (fixture->store, "a", NULL, "x/y.txt");

  g_assert_cmpstr (json, ==, expected);
  g_assert_cmpstr (attachment->digest, ==, HELLO_DIGEST);
  g_assert_cmpint (attachment->length, ==, 11);
  g_assert_true (attachment->here);
  assert_bytes (fixture->store, HELLO_DIGEST, HELLO);
  assert_bytes (fixture->store, "md5-1B2M2Y8AsgTpgAmY7PhCfg==", "");
  assert_whole (fixture->store);
}

/* A stub keeps what is there; what is not named goes; new bytes have the new generation. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
      write_json (fixture->store,
                  "{\"_id\":\"a\",\"_attachments\":{\"keep\":{\"content_type\":\"text/plain\",\"data\":\"" HELLO_BASE64
                  "\"},\"drop\":{\"data\":\"AAAA\"},\"change\":{\"data\":\"AQEB\"}}}");
  g_autofree char *json = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_attachments\":{\"keep\":{\"stub\":true},"
                                           "\"change\":{\"data\":\"" HELLO_BASE64 "\"}}}",
                                           first);
  g_autofree char *second = write_json (fixture->store, json);
  g_autoptr (RyAttachment) kept = get_attachment (fixture->store, "a", NULL, "keep");
  g_autoptr (RyAttachment) changed = get_attachment (fixture->store, "a", NULL, "change");
  g_autoptr (RyAttachment) old = get_attachment (fixture->store, "a", first, "change");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (kept->revpos, ==, 1);
  g_assert_cmpstr (kept->content_type, ==, "text/plain");
  g_assert_cmpuint (changed->revpos, ==, 2);
  g_assert_cmpstr (changed->digest, ==, HELLO_DIGEST);
  g_assert_cmpstr (old->digest, !=, HELLO_DIGEST);
  g_assert_null (ry_store_get_attachment (fixture->store, "a", NULL, "drop", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Document is missing attachment");
  /* The same bytes once. */
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM blobs"), ==, 3);
  assert_whole (fixture->store);
}

static void
test_staged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBlob) blob = stage_text (fixture->store, HELLO);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyDocument) plain = ry_document_new ("a", NULL, FALSE, "{}", -1);
  g_autoptr (RyAttachment) found = NULL;
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result;

  g_ptr_array_add (attachments, ry_blob_attach (blob, "a.txt", "text/plain", "gzip", 4000));
  g_ptr_array_add (documents, ry_document_with_attachments (plain, attachments));
  results = ry_store_write (fixture->store, documents, TRUE, 0, NULL, NULL);
  result = results->pdata[0];
  g_assert_no_error (result->error);
  g_clear_pointer (&blob, ry_blob_unref);
  wait_for_count (fixture, "SELECT count(*) FROM blobs WHERE used = 0", 0);
  found = get_attachment (fixture->store, "a", result->rev, "a.txt");
  g_assert_true (found->here);
  g_assert_cmpint (found->length, ==, 4000);
  g_assert_cmpint (found->encoded_length, ==, 11);
  g_assert_cmpstr (found->encoding, ==, "gzip");
  g_assert_cmpuint (found->revpos, ==, 1);
  assert_bytes (fixture->store, found->digest, HELLO);
}

/* What nobody has named goes when nobody holds it: finished or not. */
static void
test_unnamed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBlob) blob = stage_text (fixture->store, HELLO), again = stage_text (fixture->store, HELLO);
  RyBlobWriter *writer = ry_blob_writer_new (fixture->store, NULL);
  g_autofree char *much = g_malloc0 (1000000);
  g_autoptr (GInputStream) in = ry_store_open_blob (fixture->store, HELLO_DIGEST, NULL);

  g_assert_true (ry_blob_writer_write (writer, much, 1000000, NULL, NULL));
  wait_for_count (fixture, "SELECT count(*) FROM chunks", 4);
  ry_blob_writer_free (writer);
  wait_for_count (fixture, "SELECT count(*) FROM chunks", 1);
  g_clear_pointer (&blob, ry_blob_unref);
  g_clear_pointer (&again, ry_blob_unref);
  pass_through_lane (fixture->store);
  g_assert_true (ry_store_has_blob (fixture->store, HELLO_DIGEST));
  g_clear_object (&in);
  g_clear_pointer (&blob, ry_blob_unref);
  blob = stage_text (fixture->store, HELLO);
  g_clear_pointer (&blob, ry_blob_unref);
  wait_for_count (fixture, "SELECT count(*) FROM blobs", 0);
  g_assert_false (ry_store_has_blob (fixture->store, HELLO_DIGEST));
}

static void
test_seek (Fixture *fixture, gconstpointer data)
{
  const gsize length = 3 * 262144 + 5;
  g_autofree guint8 *bytes = g_malloc (length);
  RyBlobWriter *writer = ry_blob_writer_new (fixture->store, NULL);
  g_autoptr (RyBlob) blob = NULL;
  g_autoptr (GInputStream) in = NULL;
  static const gint64 places[] = { 0, 1, 262143, 262144, 262145, 600000, 3 * 262144, 3 * 262144 + 4, 3 * 262144 + 5 };
  guint8 buffer[300];

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (i * 31 + i / 977);
  for (gsize at = 0; at < length; at += 100003)
    g_assert_true (ry_blob_writer_write (writer, bytes + at, MIN (100003, length - at), NULL, NULL));
  blob = ry_blob_writer_finish (writer, NULL, NULL);
  ry_blob_writer_free (writer);
  g_assert_cmpint (ry_blob_get_length (blob), ==, (gint64) length);
  in = ry_store_open_blob (fixture->store, ry_blob_get_digest (blob), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    gsize expected = MIN (sizeof buffer, length - (gsize) places[i]), n;

    g_assert_true (g_seekable_seek (G_SEEKABLE (in), places[i], G_SEEK_SET, NULL, NULL));
    g_assert_true (g_input_stream_read_all (in, buffer, sizeof buffer, &n, NULL, NULL));
    g_assert_cmpmem (buffer, n, bytes + places[i], expected);
  }
  g_assert_true (g_seekable_seek (G_SEEKABLE (in), -10, G_SEEK_END, NULL, NULL));
  g_assert_cmpint (g_input_stream_skip (in, 100, NULL, NULL), ==, 10);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (in)), ==, (gint64) length);
  g_assert_false (g_seekable_seek (G_SEEKABLE (in), 1, G_SEEK_CUR, NULL, NULL));
  g_assert_false (g_seekable_seek (G_SEEKABLE (in), -1, G_SEEK_SET, NULL, NULL));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *attachments;
    RyErrorCode code;
    const char *reason;
  } rows[] = {
    { "{\"n\":{\"stub\":true}}", RY_ERROR_MISSING_STUB, "Invalid attachment stub in a for n" },
    { "{\"n\":{\"stub\":true,\"digest\":\"" HELLO_DIGEST "\"}}", RY_ERROR_MISSING_STUB, NULL },
    { "{\"n\":{\"follows\":true,\"length\":3}}", RY_ERROR_BAD_REQUEST, NULL },
  };
  static const char *const unparsed[][2] = {
    { "{\"_x\":{\"data\":\"\"}}", "Attachment name '_x' starts with prohibited character '_'" },
    { "{\"x\":{\"data\":\"this is not base64\"}}", "Invalid attachment data for x" },
    { "{\"x\":{\"data\":\"aGk\"}}", "Invalid attachment data for x" },
    { "{\"x\":{\"data\":\"aG=k\"}}", "Invalid attachment data for x" },
    { "{\"x\":{\"data\":17}}", "Invalid attachment data for x" },
    { "{\"x\":{}}", "Invalid attachment data for x" },
    { "{\"x\":[]}", NULL },
    { "[]", NULL },
    { "{\"x\":{\"data\":\"\",\"revpos\":\"1\"}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gboolean new_edits = FALSE; new_edits <= TRUE; new_edits++) {
      g_autofree char *json = g_strdup_printf ("{\"_id\":\"a\",%s\"_attachments\":%s}",
                                               new_edits ? "" : "\"_rev\":\"1-a\",", rows[i].attachments);
      g_autoptr (GError) error = write_failing (fixture->store, json, new_edits);

      g_assert_error (error, RY_ERROR, (int) rows[i].code);
      if (rows[i].reason != NULL)
        g_assert_cmpstr (error->message, ==, rows[i].reason);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unparsed); i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"a\",\"_attachments\":%s}", unparsed[i][0]);
    g_autoptr (GError) error = NULL;

    g_assert_null (ry_document_parse (json, -1, &error));
    g_assert_cmpuint (ry_error_get_http_status (error->code), ==, 400);
    if (unparsed[i][1] != NULL)
      g_assert_cmpstr (error->message, ==, unparsed[i][1]);
  }
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 0);
}

/* Each leaf has its own; a replica's stub is found by its digest or at an ancestor. */
static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = replicate_json (
      fixture->store,
      "{\"_id\":\"a\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"content_type\":\"text/plain\",\"revpos\":1,"
      "\"data\":\"" HELLO_BASE64 "\"}}}");
  g_autofree char *left = replicate_json (
      fixture->store,
      "{\"_id\":\"a\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]},\"_attachments\":{\"f\":"
      "{\"content_type\":\"text/plain\",\"revpos\":1,\"stub\":true},\"g\":{\"revpos\":2,\"data\":\"AAAA\"}}}");
  g_autofree char *right =
      replicate_json (fixture->store,
                      "{\"_id\":\"a\",\"_revisions\":{\"start\":3,\"ids\":[\"d\",\"c\",\"a\"]},\"_attachments\":{\"f\":"
                      "{\"content_type\":\"text/html\",\"revpos\":3,\"length\":11,\"digest\":\"" HELLO_DIGEST
                      "\",\"stub\":true}}}");
  g_autoptr (RyAttachment) of_left = get_attachment (fixture->store, "a", left, "f");
  g_autoptr (RyAttachment) of_right = get_attachment (fixture->store, "a", right, "f");
  g_autoptr (RyAttachment) other = get_attachment (fixture->store, "a", left, "g");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (of_left->revpos, ==, 1);
  g_assert_cmpstr (of_left->digest, ==, HELLO_DIGEST);
  g_assert_cmpint (of_left->length, ==, 11);
  g_assert_cmpuint (of_right->revpos, ==, 3);
  g_assert_cmpstr (of_right->content_type, ==, "text/html");
  g_assert_true (other->here);
  g_assert_null (ry_store_get_attachment (fixture->store, "a", NULL, "g", &error));
  assert_whole (fixture->store);
}

/* "hello world" by gzip. */
static const guint8 packed_hello[] = { 0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
                                       0x48, 0xcd, 0xc9, 0xc9, 0x57, 0x28, 0xcf, 0x2f, 0xca, 0x49, 0x01,
                                       0x00, 0x85, 0x11, 0x4a, 0x0d, 0x0b, 0x00, 0x00, 0x00 };
#define PACKED_DIGEST "md5-muzN/F0BgOhkQ1bofT2rRw=="

/* Most stubs do not tell that the bytes they mean are kept compressed; that is known from an ancestor, or seen. */
static void
test_vague_stubs (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *id;
    const char *json;
    const char *encoding;
  } rows[] = {
    { "a",
      "{\"_id\":\"a\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]},\"_attachments\":{\"f\":{\"stub\":true,"
      "\"revpos\":1,\"length\":11,\"digest\":\"" PACKED_DIGEST "\"}}}",
      "gzip" },
    { "far",
      "{\"_id\":\"far\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"stub\":true,\"length\":11,\"digest\":"
      "\"" PACKED_DIGEST "\"}}}",
      "gzip" },
    { "wrong",
      "{\"_id\":\"wrong\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"stub\":true,\"length\":7,\"digest\":"
      "\"" HELLO_DIGEST "\"}}}",
      NULL },
  };
  g_autofree char *plain =
      write_json (fixture->store, "{\"_id\":\"plain\",\"_attachments\":{\"f\":{\"data\":\"" HELLO_BASE64 "\"}}}");
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (fixture->store, NULL);
  g_autoptr (RyBlob) blob = NULL;
  g_autofree char *told = NULL;

  g_assert_true (ry_blob_writer_write (writer, packed_hello, sizeof packed_hello, NULL, NULL));
  blob = ry_blob_writer_finish (writer, NULL, NULL);
  g_assert_cmpstr (ry_blob_get_digest (blob), ==, PACKED_DIGEST);
  told = replicate_json (fixture->store,
                         "{\"_id\":\"a\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"stub\":true,"
                         "\"revpos\":1,\"length\":11,\"encoding\":\"gzip\",\"digest\":\"" PACKED_DIGEST "\"}}}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rev = replicate_json (fixture->store, rows[i].json);
    g_autoptr (RyAttachment) one = get_attachment (fixture->store, rows[i].id, rev, "f");

    g_assert_cmpstr (one->encoding, ==, rows[i].encoding);
    g_assert_cmpint (one->length, ==, 11);
    g_assert_cmpint (one->encoded_length, ==, rows[i].encoding != NULL ? (gint64) sizeof packed_hello : 11);
  }
  assert_whole (fixture->store);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
      write_json (fixture->store, "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"" HELLO_BASE64 "\"}}}");
  g_autofree char *json = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", first);
  g_autofree char *deleted = write_json (fixture->store, json);
  g_autoptr (GError) error = NULL, stub = NULL;
  g_autofree char *again = NULL;
  g_autoptr (RyAttachment) old = NULL, found = NULL;

  g_assert_null (ry_store_get_attachments (fixture->store, "a", NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  old = get_attachment (fixture->store, "a", first, "f");
  g_assert_true (old->here);
  /* The deletion has none, so that a stub without digest means nothing. */
  stub = write_failing (fixture->store, "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"stub\":true}}}", TRUE);
  g_assert_error (stub, RY_ERROR, RY_ERROR_MISSING_STUB);
  again = write_json (fixture->store, "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"" HELLO_BASE64 "\"}}}");
  found = get_attachment (fixture->store, "a", again, "f");
  g_assert_cmpuint (found->revpos, ==, 3);
}

/* Who edits content alone does not lose what others attached. */
static void
test_content_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
      write_json (fixture->store, "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"" HELLO_BASE64 "\"}}}");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyAttachment) kept = NULL;
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *json = NULL, *third = NULL;
  GPtrArray *results;
  RyWriteResult *result;

  json_object_set_string_member (root, "v", "2");
  g_ptr_array_add (documents, ry_document_new_from_root ("a", first, FALSE, root));
  g_ptr_array_add (documents, ry_document_new_from_root ("b", NULL, FALSE, root));
  results = ry_store_write (fixture->store, documents, TRUE, 0, NULL, NULL);
  result = results->pdata[0];
  g_assert_no_error (result->error);
  kept = get_attachment (fixture->store, "a", result->rev, "f");
  g_assert_cmpuint (kept->revpos, ==, 1);
  /* Who says that there are none, means it. */
  json = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\"}", result->rev);
  third = write_json (fixture->store, json);
  g_assert_null (ry_store_get_attachment (fixture->store, "a", third, "f", NULL));
  g_ptr_array_unref (results);
}

/* A desktop keeps stubs whose bytes it lacks, and edits such documents. */
static void
test_sparse (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "sparse.db", NULL);
  RyStore *store = ry_store_open (path, NULL, RY_STORE_CREATE | RY_STORE_SPARSE_ATTACHMENTS, NULL, NULL);
  g_autofree char *rev = replicate_json (
      store, "{\"_id\":\"a\",\"_rev\":\"4-a\",\"_attachments\":{\"f\":{\"content_type\":\"text/plain\",\"revpos\":2,"
             "\"digest\":\"" HELLO_DIGEST "\",\"length\":11,\"stub\":true}}}");
  g_autoptr (RyAttachment) attachment = get_attachment (store, "a", NULL, "f"), fetched = NULL;
  g_autofree char *edited =
      write_json (store, "{\"_id\":\"a\",\"_rev\":\"4-a\",\"v\":2,\"_attachments\":{\"f\":{\"stub\":true}}}");
  g_autoptr (GError) error = NULL, nameless = NULL;
  RyBlob *blob;

  g_assert_false (attachment->here);
  g_assert_cmpint (attachment->length, ==, 11);
  g_assert_null (ry_store_open_blob (store, HELLO_DIGEST, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  nameless = write_failing (store, "{\"_id\":\"b\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"stub\":true}}}", FALSE);
  g_assert_error (nameless, RY_ERROR, RY_ERROR_MISSING_STUB);
  /* Fetched late, and it stays. */
  blob = stage_text (store, HELLO);
  ry_blob_unref (blob);
  for (guint i = 0; i < 20; i++)
    pass_through_lane (store);
  fetched = get_attachment (store, "a", edited, "f");
  g_assert_true (fetched->here);
  g_assert_cmpuint (fetched->revpos, ==, 2);
  assert_bytes (store, HELLO_DIGEST, HELLO);
  assert_whole (store);
  g_assert_finalize_object (store);
}

/* The same edit makes the same revision; other bytes, another. */
static void
test_revision (Fixture *fixture, gconstpointer data)
{
  static const char *const attachments[] = {
    "{\"f\":{\"data\":\"" HELLO_BASE64 "\"},\"g\":{\"data\":\"AAAA\"}}",
    "{\"g\":{\"data\":\"AAAA\"},\"f\":{\"data\":\"" HELLO_BASE64 "\"}}",
    "{\"f\":{\"data\":\"AAAA\"},\"g\":{\"data\":\"" HELLO_BASE64 "\"}}",
    "{\"f\":{\"content_type\":\"text/plain\",\"data\":\"" HELLO_BASE64 "\"},\"g\":{\"data\":\"AAAA\"}}",
  };
  char *revs[G_N_ELEMENTS (attachments)];

  for (guint i = 0; i < G_N_ELEMENTS (attachments); i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"%u\",\"_attachments\":%s}", i, attachments[i]);

    revs[i] = write_json (fixture->store, json);
  }
  g_assert_cmpstr (revs[0], ==, revs[1]);
  g_assert_cmpstr (revs[0], !=, revs[2]);
  g_assert_cmpstr (revs[0], !=, revs[3]);
  for (guint i = 0; i < G_N_ELEMENTS (attachments); i++)
    g_free (revs[i]);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/attachments/inline", test_inline },       { "/attachments/edits", test_edits },
    { "/attachments/staged", test_staged },       { "/attachments/unnamed", test_unnamed },
    { "/attachments/seek", test_seek },           { "/attachments/refused", test_refused },
    { "/attachments/conflicts", test_conflicts }, { "/attachments/vague-stubs", test_vague_stubs },
    { "/attachments/deleted", test_deleted },     { "/attachments/content-only", test_content_only },
    { "/attachments/sparse", test_sparse },       { "/attachments/revision", test_revision },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
