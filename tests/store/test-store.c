/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents in and out: edits and replicas, winners, the feed, what a store lacks, local documents, events.
 */
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

typedef struct {
  gint64 first;
  gint64 last;
  guint source;
  guint n;
} Committed;

static void
note_committed_cb (RyStore *store, gint64 first, gint64 last, guint source, Committed *noted)
{
  noted->first = first;
  noted->last = last;
  noted->source = source;
  noted->n++;
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *first = write_json (store, "{\"_id\":\"person:1\",\"kind\":\"person\",\"name\":\"汐見 "
                                              "花\",\"n\":12345678901234567890,\"x\":1e400}");
  g_autofree char *edit =
      g_strdup_printf ("{\"_id\":\"person:1\",\"_rev\":\"%s\",\"kind\":\"person\",\"name\":\"汐見 華\"}", first);
  g_autofree char *second = write_json (store, edit);
  g_autoptr (RyDocument) now = get_document (store, "person:1", RY_GET_REVISIONS);
  g_autoptr (RyDocument) before = ry_store_get (store, "person:1", first, RY_GET_PLAIN, NULL);

  g_assert_true (g_str_has_prefix (first, "1-"));
  g_assert_cmpuint (strlen (first), ==, 34);
  g_assert_true (g_str_has_prefix (second, "2-"));
  g_assert_cmpstr (ry_document_get_rev (now), ==, second);
  g_assert_cmpstr (ry_document_get_string (now, "name"), ==, "汐見 華");
  g_assert_cmpstr (ry_document_get_history (now)[0], ==, second);
  g_assert_cmpstr (ry_document_get_history (now)[1], ==, first);
  g_assert_null (ry_document_get_history (now)[2]);
  /* What was written comes back byte for byte, numbers that no double holds included. */
  g_assert_cmpstr (ry_document_get_body (before, NULL), ==,
                   "{\"kind\":\"person\",\"name\":\"汐見 花\",\"n\":12345678901234567890,\"x\":1e400}");
  assert_whole (store);
}

static void
test_edit_conflict (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *rev = write_json (store, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}", rev);
  g_autofree char *late = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":3}", rev);
  g_autofree char *second = write_json (store, edit);
  const char *refused[] = { "{\"_id\":\"a\",\"v\":9}", late, "{\"_id\":\"b\",\"_rev\":\"1-x\",\"v\":9}",
                            "{\"_id\":\"a\",\"_rev\":\"7-x\"}" };
  gint64 seq = ry_store_get_update_seq (store);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = write_failing (store, refused[i], TRUE);

    g_assert_error (error, RY_ERROR, RY_ERROR_CONFLICT);
    g_assert_cmpstr (error->message, ==, "Document update conflict.");
  }
  g_assert_cmpint (ry_store_get_update_seq (store), ==, seq);
}

static void
test_same_edit_same_rev (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = write_json (fixture->store, "{\"_id\":\"a\",\"x\":1, \"y\":[1,{\"p\":1,\"q\":2}]}");
  g_autofree char *b = write_json (fixture->store, "{\"_id\":\"b\",\"y\":[1,{\"q\":2,\"p\":1}],\"x\":1}");
  g_autofree char *c = write_json (fixture->store, "{\"_id\":\"c\",\"x\":2}");
  g_autofree char *d = write_json (fixture->store, "{\"_id\":\"d\",\"x\":2,\"_deleted\":true}");

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_cmpstr (c, !=, d);
}

static void
test_delete_and_return (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *first = write_json (store, "{\"_id\":\"a\",\"kind\":\"person\",\"v\":1}");
  g_autofree char *deletion = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", first);
  g_autofree char *second = write_json (store, deletion);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) tombstone = NULL, back = NULL, old = NULL;
  g_autofree char *third = NULL;

  g_assert_null (ry_store_get (store, "a", NULL, RY_GET_PLAIN, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "deleted");
  tombstone = get_document (store, "a", RY_GET_DELETED);
  g_assert_true (ry_document_get_deleted (tombstone));
  old = ry_store_get (store, "a", first, RY_GET_PLAIN, NULL);
  g_assert_cmpstr (ry_document_get_string (old, "kind"), ==, "person");
  third = write_json (store, "{\"_id\":\"a\",\"v\":3}");
  g_assert_true (g_str_has_prefix (third, "3-"));
  back = get_document (store, "a", RY_GET_REVISIONS);
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (back)), ==, 3);
  assert_whole (store);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_store_get (fixture->store, "nobody", NULL, RY_GET_PLAIN, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "missing");
  g_clear_error (&error);
  g_assert_null (ry_store_get_open_revs (fixture->store, "nobody", NULL, RY_GET_PLAIN, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static void
test_replica (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  const char *json = "{\"_id\":\"a\",\"_rev\":\"3-ccc\",\"_revisions\":{\"start\":3,\"ids\":[\"ccc\",\"bbb\","
                     "\"aaa\"]},\"v\":3}";
  g_autofree char *rev = replicate_json (store, json);
  g_autoptr (RyDocument) document = get_document (store, "a", RY_GET_REVISIONS);
  g_autofree char *text = ry_document_to_json (document, RY_DOCUMENT_JSON_REVISIONS);
  gint64 seq = ry_store_get_update_seq (store);
  g_autofree char *again = replicate_json (store, json), *inner = NULL, *only_rev = NULL, *only_revisions = NULL;
  g_autoptr (RyDocument) filled = NULL;

  g_assert_cmpstr (rev, ==, "3-ccc");
  g_assert_cmpstr (text, ==, json);
  g_assert_cmpstr (again, ==, rev);
  g_assert_cmpint (ry_store_get_update_seq (store), ==, seq);
  g_assert_null (ry_store_get (store, "a", "2-bbb", RY_GET_PLAIN, NULL));
  /* The content of a revision known by name: kept, and no news for the feed. */
  inner = replicate_json (store, "{\"_id\":\"a\",\"_rev\":\"2-bbb\",\"v\":2}");
  g_assert_cmpint (ry_store_get_update_seq (store), ==, seq);
  filled = ry_store_get (store, "a", "2-bbb", RY_GET_PLAIN, NULL);
  g_assert_cmpint (json_object_get_int_member (ry_document_get_root (filled), "v"), ==, 2);
  only_rev = replicate_json (store, "{\"_id\":\"b\",\"_rev\":\"5-e\"}");
  only_revisions = replicate_json (store, "{\"_id\":\"c\",\"_revisions\":{\"start\":2,\"ids\":[\"y\",\"x\"]}}");
  g_assert_cmpstr (only_rev, ==, "5-e");
  g_assert_cmpstr (only_revisions, ==, "2-y");
  assert_whole (store);
}

static void
test_upper_case_signature (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rev =
      replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-ABCDEF0123456789ABCDEF0123456789\"}");
  g_autofree char *text = replicate_json (fixture->store, "{\"_id\":\"b\",\"_rev\":\"1-ABC\"}");

  g_assert_cmpstr (rev, ==, "1-abcdef0123456789abcdef0123456789");
  g_assert_cmpstr (text, ==, "1-ABC");
}

static void
test_get_by_any_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = NULL;

  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-ABCDEF0123456789ABCDEF0123456789\"}"));
  document = ry_store_get (fixture->store, "a", "1-ABCDEF0123456789abcdef0123456789", RY_GET_PLAIN, &error);
  g_assert_no_error (error);
  g_assert_null (ry_store_get (fixture->store, "a", "nonsense", RY_GET_PLAIN, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

/* Opening what has not changed writes nothing: it is the first thing that a person waits for. */
static void
test_open_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize n_before, n_after;

  g_free (write_json (fixture->store, "{\"_id\":\"a\",\"kind\":\"organisation\",\"name\":\"病院\"}"));
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", NULL, 0, NULL), ==, 1);
  fixture_reopen (fixture);
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  fixture_reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_conflict_and_winner (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *a = replicate_json (store, "{\"_id\":\"d\",\"_rev\":\"1-a\",\"v\":\"base\"}");
  g_autofree char *b =
      replicate_json (store, "{\"_id\":\"d\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]},\"v\":\"b\"}");
  g_autofree char *c =
      replicate_json (store, "{\"_id\":\"d\",\"_revisions\":{\"start\":2,\"ids\":[\"c\",\"a\"]},\"v\":\"c\"}");
  g_autoptr (RyDocument) winner = get_document (store, "d", RY_GET_CONFLICTS);
  g_autoptr (RyDocument) loser = ry_store_get (store, "d", "2-b", RY_GET_PLAIN, NULL);
  g_autoptr (RyDocument) base = ry_store_get_ancestor (store, "d", "2-b", "2-c", NULL);
  g_autoptr (GPtrArray) conflicted = ry_store_get_conflicted (store, NULL);
  g_autofree char *gone = NULL;
  g_autoptr (RyDocument) other = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpstr (ry_document_get_rev (winner), ==, "2-c");
  g_assert_cmpstr (ry_document_get_conflicts (winner)[0], ==, "2-b");
  g_assert_cmpstr (ry_document_get_string (loser, "v"), ==, "b");
  g_assert_cmpstr (ry_document_get_string (base, "v"), ==, "base");
  g_assert_cmpuint (conflicted->len, ==, 1);
  /* Deleting the winner brings the other leaf to the front. */
  gone = write_json (store, "{\"_id\":\"d\",\"_rev\":\"2-c\",\"_deleted\":true}");
  other = get_document (store, "d", RY_GET_CONFLICTS);
  g_assert_cmpstr (ry_document_get_rev (other), ==, "2-b");
  g_assert_cmpstr (ry_document_get_string (other, "v"), ==, "b");
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_conflicts (other)), ==, 0);
  none = ry_store_get_conflicted (store, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  assert_whole (store);
}

static void
test_open_revs (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  const char *const inner[] = { "1-a", NULL }, *const some[] = { "2-b", "9-x", "2-b", NULL };
  g_autofree char *a = replicate_json (store, "{\"_id\":\"d\",\"_rev\":\"1-a\"}");
  g_autofree char *b = replicate_json (store, "{\"_id\":\"d\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]}}");
  g_autofree char *c =
      replicate_json (store,
                      "{\"_id\":\"d\",\"_deleted\":true,\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b2\",\"a\"]}}");
  g_autoptr (GPtrArray) all = ry_store_get_open_revs (store, "d", NULL, RY_GET_REVISIONS, NULL);
  g_autoptr (GPtrArray) exact = ry_store_get_open_revs (store, "d", inner, RY_GET_PLAIN, NULL);
  g_autoptr (GPtrArray) latest = ry_store_get_open_revs (store, "d", inner, RY_GET_LATEST, NULL);
  g_autoptr (GPtrArray) found = ry_store_get_open_revs (store, "d", some, RY_GET_LATEST, NULL);
  g_autoptr (GPtrArray) every = ry_store_get_all_revs (store, "d", NULL);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (ry_document_get_rev (all->pdata[0]), ==, "2-b");
  g_assert_cmpstr (ry_document_get_rev (all->pdata[1]), ==, "3-c");
  g_assert_true (ry_document_get_deleted (all->pdata[1]));
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (all->pdata[1])), ==, 3);
  g_assert_cmpuint (exact->len, ==, 1);
  g_assert_cmpstr (ry_document_get_rev (exact->pdata[0]), ==, "1-a");
  g_assert_cmpuint (latest->len, ==, 2);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (every->len, ==, 3);
  g_assert_cmpstr (ry_document_get_rev (every->pdata[0]), ==, "3-c");
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *a = write_json (store, "{\"_id\":\"a\"}"), *b = write_json (store, "{\"_id\":\"b\"}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", a);
  g_autofree char *a2 = write_json (store, edit);
  g_autofree char *conflict = replicate_json (store, "{\"_id\":\"b\",\"_rev\":\"1-00000000000000000000000000000000\"}");
  g_autoptr (GPtrArray) all = ry_store_get_changes (store, 0, 0, FALSE, NULL);
  g_autoptr (GPtrArray) one = ry_store_get_changes (store, 0, 1, FALSE, NULL);
  g_autoptr (GPtrArray) back = ry_store_get_changes (store, 0, 1, TRUE, NULL);
  g_autoptr (GPtrArray) none = ry_store_get_changes (store, ry_store_get_update_seq (store), 0, FALSE, NULL);
  RyChange *first = all->pdata[0], *second = all->pdata[1];

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (first->id, ==, "a");
  g_assert_true (first->deleted);
  g_assert_cmpint (first->seq, ==, 3);
  g_assert_cmpstr (first->revs[0], ==, a2);
  g_assert_null (first->revs[1]);
  g_assert_cmpstr (second->id, ==, "b");
  g_assert_cmpint (second->seq, ==, 4);
  g_assert_cmpstr (second->revs[0], ==, b);
  g_assert_cmpstr (second->revs[1], ==, "1-00000000000000000000000000000000");
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((RyChange *) back->pdata[0])->id, ==, "b");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (ry_store_count_changes (store, 3, NULL), ==, 1);
}

static void
test_revs_diff (Fixture *fixture, gconstpointer data)
{
  const char *const asked[] = { "1-a", "2-b", "2-zz", "4-q", NULL };
  g_autofree char *a =
      replicate_json (fixture->store, "{\"_id\":\"d\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]}}");
  RyRevsDiff *diff = ry_store_get_revs_diff (fixture->store, "d", asked, NULL);
  RyRevsDiff *strange = ry_store_get_revs_diff (fixture->store, "nobody", asked, NULL);

  g_assert_cmpuint (g_strv_length (diff->missing), ==, 2);
  g_assert_cmpstr (diff->missing[0], ==, "2-zz");
  g_assert_cmpstr (diff->missing[1], ==, "4-q");
  g_assert_cmpstr (diff->possible_ancestors[0], ==, "2-b");
  g_assert_cmpuint (g_strv_length (strange->missing), ==, 4);
  g_assert_null (strange->possible_ancestors[0]);
  ry_revs_diff_free (diff);
  ry_revs_diff_free (strange);
}

static void
test_local (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autoptr (RyDocument) first = parse_document ("{\"_id\":\"_local/point=.1\",\"last_seq\":5}");
  g_autoptr (RyDocument) again = parse_document ("{\"_id\":\"_local/point=.1\",\"_rev\":\"0-4\",\"last_seq\":6}");
  g_autoptr (GError) error = NULL;
  g_autofree char *rev = ry_store_put_local (store, first, &error);
  g_autofree char *next = ry_store_put_local (store, again, &error);
  g_autofree char *bulk = write_json (store, "{\"_id\":\"_local/bulk\",\"v\":1}");
  g_autoptr (RyDocument) found = ry_store_get_local (store, "point=.1", &error);
  g_autoptr (RyDocument) same = ry_store_get_local (store, "_local/point=.1", &error);
  g_autoptr (RyDocument) bad = ry_document_new ("_local/x", "1-x", FALSE, NULL, -1);

  g_assert_no_error (error);
  g_assert_cmpstr (rev, ==, "0-1");
  g_assert_cmpstr (next, ==, "0-5");
  g_assert_cmpstr (bulk, ==, "0-1");
  g_assert_cmpstr (ry_document_get_id (found), ==, "_local/point=.1");
  g_assert_cmpstr (ry_document_get_rev (same), ==, "0-5");
  g_assert_cmpint (ry_store_get_update_seq (store), ==, 0);
  g_assert_true (ry_store_delete_local (store, "point=.1", &error));
  g_assert_false (ry_store_delete_local (store, "point=.1", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ry_store_get_local (store, "point=.1", &error));
  g_assert_cmpstr (error->message, ==, "missing");
  g_clear_error (&error);
  g_assert_null (ry_store_put_local (store, bad, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

static void
test_bad_documents (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, ry_document_new (NULL, NULL, FALSE, NULL, -1));
  g_ptr_array_add (documents, ry_document_new ("_odd", NULL, FALSE, NULL, -1));
  g_ptr_array_add (documents, ry_document_new ("a", NULL, FALSE, "[1]", -1));
  g_ptr_array_add (documents, ry_document_new ("a", NULL, FALSE, "{\"_x\":1}", -1));
  g_ptr_array_add (documents, ry_document_new ("a", NULL, FALSE, "{\"x\":", -1));
  g_ptr_array_add (documents, ry_document_new ("good", NULL, FALSE, " { } ", -1));
  results = ry_store_write (fixture->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i + 1 < results->len; i++)
    g_assert_cmpuint (ry_error_get_http_status (((RyWriteResult *) results->pdata[i])->error->code), ==, 400);
  g_assert_no_error (((RyWriteResult *) results->pdata[5])->error);
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 1);
  g_clear_error (&error);
  error = write_failing (fixture->store, "{\"_id\":\"r\"}", FALSE);
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

/* What came is what is there, to the byte, from the writer and from the log of a file that was opened again. */
static void
test_odd_content (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"n\":9007199254740993,\"m\":-9223372036854775809,\"x\":1e400,\"y\":-0.0,\"z\":1.10}",
    "{\"a\":1,\"b\":2,\"a\":3}",
    "{\"\":0,\"\\u0000\":\"\\u0000\",\"\\ud83c\\udf38\":\"🌸\"}",
    "{ \"spaced\" : [ 1 ,\t2 ] }",
  };
  g_autofree char *long_id = g_strnfill (8192, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *id = i == 0 ? g_strdup (long_id) : g_strdup_printf ("%u", i);
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"%s\",%s", id, bodies[i] + 1);
    g_autofree char *rev = write_json (fixture->store, json), *expected = NULL, *answered = NULL, *edit = NULL;
    g_autoptr (RyDocument) document = NULL;

    fixture_reopen (fixture);
    document = get_document (fixture->store, id, RY_GET_PLAIN);
    answered = ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN);
    expected =
        g_strdup_printf ("{\"_id\":\"%s\",\"_rev\":\"%s\",%s", id, rev, ry_document_get_body (document, NULL) + 1);
    g_assert_cmpstr (answered, ==, expected);
    /* Space around the members is not content. */
    if (i < 3)
      g_assert_cmpstr (ry_document_get_body (document, NULL), ==, bodies[i]);
    edit = g_strdup_printf ("{\"_id\":\"%s\",\"_rev\":\"%s\"}", id, rev);
    g_free (write_json (fixture->store, edit));
  }
  assert_whole (fixture->store);
}

/* A later revision comes before an earlier one, whose content is then still taken in. */
static void
test_out_of_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) winner = NULL, filled = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gint64 seq;

  g_free (replicate_json (fixture->store,
                          "{\"_id\":\"a\",\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b\",\"a\"]},\"v\":3}"));
  seq = ry_store_get_update_seq (fixture->store);
  g_assert_null (ry_store_get (fixture->store, "a", "2-b", RY_GET_PLAIN, NULL));
  g_free (
      replicate_json (fixture->store, "{\"_id\":\"a\",\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]},\"v\":2}"));
  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-a\",\"v\":1}"));
  /* No leaf changed, so that nobody need hear of it. */
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, seq);
  winner = get_document (fixture->store, "a", RY_GET_CONFLICTS);
  g_assert_cmpstr (ry_document_get_rev (winner), ==, "3-c");
  g_assert_null (ry_document_get_conflicts (winner)[0]);
  filled = ry_store_get (fixture->store, "a", "2-b", RY_GET_PLAIN, NULL);
  g_assert_cmpstr (ry_document_get_body (filled, NULL), ==, "{\"v\":2}");
  all = ry_store_get_all_revs (fixture->store, "a", NULL);
  g_assert_cmpuint (all->len, ==, 3);
  assert_whole (fixture->store);
}

static void
test_committed (Fixture *fixture, gconstpointer data)
{
  Committed noted = { 0 };
  guint source = ry_store_new_source ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_cmpuint (source, !=, RY_STORE_SOURCE_LOCAL);
  g_assert_cmpuint (source, !=, ry_store_new_source ());
  g_signal_connect (fixture->store, "committed", G_CALLBACK (note_committed_cb), &noted);
  g_ptr_array_add (documents, parse_document ("{\"_id\":\"a\"}"));
  g_ptr_array_add (documents, parse_document ("{\"_id\":\"b\"}"));
  results = ry_store_write (fixture->store, documents, TRUE, source, NULL, NULL);
  g_assert_cmpuint (noted.n, ==, 0);
  while (noted.n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (noted.first, ==, 1);
  g_assert_cmpint (noted.last, ==, 2);
  g_assert_cmpuint (noted.source, ==, source);
  /* Nothing changed, nothing said. */
  g_free (replicate_json (fixture->store, "{\"_id\":\"_local/x\"}"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (noted.n, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->store, &noted);
}

static void
finish_write_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray **results = data;

  *results = ry_store_write_finish (RY_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;

  g_ptr_array_add (documents, parse_document ("{\"_id\":\"a\"}"));
  ry_store_write_async (fixture->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, finish_write_cb, &results);
  while (results == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_nonnull (((RyWriteResult *) results->pdata[0])->rev);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, parse_document ("{\"_id\":\"a\"}"));
  g_cancellable_cancel (cancellable);
  g_assert_null (ry_store_write (fixture->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 0);
}

static void
test_info_and_reopen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = write_json (fixture->store, "{\"_id\":\"a\"}"),
                  *b = write_json (fixture->store, "{\"_id\":\"b\",\"_deleted\":true}");
  RyStoreInfo *before = ry_store_get_info (fixture->store, NULL), *after;

  g_assert_cmpint (before->doc_count, ==, 1);
  g_assert_cmpint (before->doc_del_count, ==, 1);
  g_assert_cmpint (before->update_seq, ==, 2);
  g_assert_cmpint (before->file_size, >, 0);
  g_assert_cmpuint (strlen (before->uuid), ==, 32);
  fixture_reopen (fixture);
  after = ry_store_get_info (fixture->store, NULL);
  g_assert_cmpstr (before->uuid, ==, after->uuid);
  g_assert_cmpstr (before->instance_start_time, ==, after->instance_start_time);
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 2);
  ry_store_info_free (before);
  ry_store_info_free (after);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) error = NULL;

  ry_store_close (fixture->store);
  ry_store_close (fixture->store);
  g_assert_null (ry_store_get (fixture->store, "a", NULL, RY_GET_PLAIN, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (ry_store_write (fixture->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/store/edit", test_edit },
    { "/store/edit-conflict", test_edit_conflict },
    { "/store/same-edit-same-rev", test_same_edit_same_rev },
    { "/store/delete-and-return", test_delete_and_return },
    { "/store/missing", test_missing },
    { "/store/replica", test_replica },
    { "/store/upper-case-signature", test_upper_case_signature },
    { "/store/get-by-any-case", test_get_by_any_case },
    { "/store/open-writes-nothing", test_open_writes_nothing },
    { "/store/conflict-and-winner", test_conflict_and_winner },
    { "/store/open-revs", test_open_revs },
    { "/store/changes", test_changes },
    { "/store/revs-diff", test_revs_diff },
    { "/store/local", test_local },
    { "/store/bad-documents", test_bad_documents },
    { "/store/odd-content", test_odd_content },
    { "/store/out-of-order", test_out_of_order },
    { "/store/committed", test_committed },
    { "/store/async", test_async },
    { "/store/cancelled", test_cancelled },
    { "/store/info-and-reopen", test_info_and_reopen },
    { "/store/closed", test_closed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
