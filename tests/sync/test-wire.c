/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers of CouchDB, of others, and of what is no such server at all.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-wire.h"

static void
test_changes (void)
{
  const char *text = "{\"results\":[\n"
                     "{\"seq\":\"1-g1\",\"id\":\"a\\u3042\",\"changes\":[{\"rev\":\"1-x\"}]},\n"
                     "{\"seq\":[2,\"z\"],\"id\":\"b\",\"changes\":[{\"rev\":\"2-y\"},{\"rev\":\"2-x\"}],\"deleted\":"
                     "true,\"doc\":{\"id\":1}}\n"
                     "],\n\"last_seq\":\"2-g1\",\"pending\":17}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (RyChangesPage) page = ry_wire_parse_changes (text, strlen (text), &error);
  RyChange *change;

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 2);
  g_assert_cmpstr (page->last_seq, ==, "2-g1");
  g_assert_cmpint (page->pending, ==, 17);
  change = g_ptr_array_index (page->changes, 0);
  g_assert_cmpstr (change->id, ==, "aあ");
  g_assert_false (change->deleted);
  change = g_ptr_array_index (page->changes, 1);
  g_assert_true (change->deleted);
  g_assert_cmpuint (g_strv_length (change->revs), ==, 2);
  g_assert_cmpstr (change->revs[1], ==, "2-x");
}

static void
test_last_seq (void)
{
  static const char *const rows[][2] = {
    { "{\"results\":[],\"last_seq\":7}", "7" },
    { "{\"last_seq\":\"7-abc\",\"results\":[]}", "7-abc" },
    { "\n\n{\"results\":[],\"last_seq\":[7,\"abc\"]}", "[7,\"abc\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyChangesPage) page = ry_wire_parse_changes (rows[i][0], strlen (rows[i][0]), NULL);

    g_assert_nonnull (page);
    g_assert_cmpstr (page->last_seq, ==, rows[i][1]);
    g_assert_cmpint (page->pending, ==, -1);
  }
}

static void
test_bad_changes (void)
{
  static const char *const rows[] = {
    "",
    "<html>",
    "[]",
    "7",
    "{}",
    "{\"results\":[]}",
    "{\"results\":{},\"last_seq\":1}",
    "{\"results\":[1],\"last_seq\":1}",
    "{\"results\":[{}],\"last_seq\":1}",
    "{\"results\":[{\"id\":\"a\"}],\"last_seq\":1}",
    "{\"results\":[{\"id\":7,\"changes\":[{\"rev\":\"1-x\"}]}],\"last_seq\":1}",
    "{\"results\":[{\"id\":\"a\",\"changes\":[{\"rev\":1}]}],\"last_seq\":1}",
    "{\"results\":[{\"id\":\"a\",\"changes\":[{\"rev\":\"1-x\"}]}],\"last_seq\":1",
    "{\"results\":[{\"id\":\"a\",\"changes\":[{\"rev\":\"1-x\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %u", i);
    g_assert_null (ry_wire_parse_changes (rows[i], strlen (rows[i]), &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER);
  }
}

static void
test_missing (void)
{
  const char *text = "{\"a\":{\"missing\":[\"1-x\",\"2-y\"],\"possible_ancestors\":[\"1-z\"]},\"b\":{\"missing\":[]},"
                     "\"c\\\"\":{\"missing\":[\"1-w\"]}}";
  g_autoptr (GPtrArray) missing = ry_wire_parse_missing (text, strlen (text), NULL);
  RyMissing *one;

  g_assert_cmpuint (missing->len, ==, 2);
  one = g_ptr_array_index (missing, 0);
  g_assert_cmpstr (one->id, ==, "a");
  g_assert_cmpuint (g_strv_length (one->revs), ==, 2);
  one = g_ptr_array_index (missing, 1);
  g_assert_cmpstr (one->id, ==, "c\"");
}

typedef struct {
  const char *text;
  guint n_documents;
  guint n_failures;
  gboolean ok;
} BulkGetRow;

static void
test_bulk_get (void)
{
  static const BulkGetRow rows[] = {
    { "{\"results\":[{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",\"_rev\":\"1-aa\",\"n\":1e400}}]}]}", 1, 0, TRUE },
    { "{\"results\":[{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",\"_rev\":\"1-aa\"}},{\"ok\":{\"_id\":\"a\",\"_"
      "rev\":\"1-bb\"}}]}]}",
      2, 0, TRUE },
    { "{\"results\":[{\"id\":\"a\",\"docs\":[{\"error\":{\"id\":\"a\",\"rev\":\"1-x\",\"error\":\"not_found\","
      "\"reason\":\"missing\"}}]}]}",
      0, 1, TRUE },
    /* one strange document does not spoil the others */
    { "{\"results\":[{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",\"_rev\":\"nonsense\"}}]},{\"id\":\"b\",\"docs\":[{"
      "\"ok\":{\"_id\":\"b\",\"_rev\":\"1-bb\"}}]}]}",
      1, 1, TRUE },
    /* fewer answers than questions: who asked sees to it */
    { "{\"results\":[]}", 0, 0, TRUE },
    { "{\"results\":[{\"id\":\"a\",\"docs\":[]}]}", 0, 0, FALSE },
    { "{\"results\":[{\"id\":\"a\"}]}", 0, 0, FALSE },
    { "{}", 0, 0, TRUE },
    { "[]", 0, 0, FALSE },
    { "{\"results\":[{\"id\":\"a\",\"docs\":[{\"ok\":{\"_id\":\"a\",", 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
    g_autoptr (GError) error = NULL;

    g_test_message ("row %u", i);
    g_assert_true (ry_wire_parse_bulk_get (rows[i].text, strlen (rows[i].text), documents, failures, &error) ==
                   rows[i].ok);
    if (rows[i].ok) {
      g_assert_cmpuint (documents->len, ==, rows[i].n_documents);
      g_assert_cmpuint (failures->len, ==, rows[i].n_failures);
    } else {
      g_assert_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER);
    }
  }
}

/* What a document holds passes through byte for byte. */
static void
test_verbatim (void)
{
  const char *body = "{\"big\":123456789012345678901234567890,\"e\":1e400,\"f\":1.0,\"new\":{\"of\":[\"tomorrow\"]}}";
  g_autofree char *text = g_strdup_printf ("[{\"ok\":{\"_id\":\"a\",\"_rev\":\"1-aa\",%s}]", body + 1);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  g_autoptr (GError) error = NULL;

  ry_wire_parse_open_revs ("a", text, strlen (text), documents, failures, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, 1);
  g_assert_cmpstr (ry_document_get_body (g_ptr_array_index (documents, 0), NULL), ==, body);
}

static void
test_failures (void)
{
  const char *text =
      "[{\"ok\":true,\"id\":\"a\",\"rev\":\"1-x\"},{\"id\":\"b\",\"error\":\"forbidden\",\"reason\":\"no\"},"
      "{\"id\":\"c\",\"error\":\"unknown_to_us\"}]";
  g_autoptr (GPtrArray) failures = ry_wire_parse_failures (text, strlen (text), NULL);
  RyWriteResult *row;

  g_assert_cmpuint (failures->len, ==, 2);
  row = g_ptr_array_index (failures, 0);
  g_assert_cmpstr (row->id, ==, "b");
  g_assert_error (row->error, RY_ERROR, RY_ERROR_FORBIDDEN);
  g_assert_cmpstr (row->error->message, ==, "no");
  row = g_ptr_array_index (failures, 1);
  g_assert_error (row->error, RY_ERROR, RY_ERROR_FAILED);
}

static void
test_fault (void)
{
  static const struct {
    const char *text;
    const char *word;
  } rows[] = {
    { "{\"error\":\"not_found\",\"reason\":\"missing\"}", "not_found" },
    { "{\"error\":7}", NULL },
    { "<html>404</html>", NULL },
    { "", NULL },
    { "[]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RyWireFault fault;

    g_assert_true (ry_wire_parse_fault (rows[i].text, strlen (rows[i].text), &fault) == (rows[i].word != NULL));
    g_assert_cmpstr (fault.word, ==, rows[i].word);
    ry_wire_fault_clear (&fault);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/changes", test_changes);
  g_test_add_func ("/wire/last-seq", test_last_seq);
  g_test_add_func ("/wire/bad-changes", test_bad_changes);
  g_test_add_func ("/wire/missing", test_missing);
  g_test_add_func ("/wire/bulk-get", test_bulk_get);
  g_test_add_func ("/wire/verbatim", test_verbatim);
  g_test_add_func ("/wire/failures", test_failures);
  g_test_add_func ("/wire/fault", test_fault);
  return g_test_run ();
}
