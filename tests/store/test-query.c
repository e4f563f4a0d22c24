/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists: order, conditions, and that no list reads a body. The keys must follow every change of a winner, and
 * a schema that changes.
 */
#include <sqlite3.h>
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

static char *
list_ids (RyStore *store, const RyQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = ry_store_query (store, query, NULL, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < documents->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ry_document_get_id (documents->pdata[i]));
  if (query->limit == 0)
    g_assert_cmpint (ry_store_query_count (store, query, &error), ==, documents->len);
  return g_string_free (ids, FALSE);
}

static void
assert_lists (RyStore *store,
              const char *kind,
              const char *order,
              gboolean descending,
              const char *where,
              const char *text,
              const char *expected)
{
  g_auto (GStrv) conditions = g_strsplit (where != NULL ? where : "", ";", -1);
  RyQuery query = { kind, order, descending, (const char *const *) conditions, text, 0 };
  g_autofree char *ids = list_ids (store, &query);

  g_test_message ("%s %s %s %s", kind, order, where, text);
  g_assert_cmpstr (ids, ==, expected);
}

static void
fill (RyStore *store)
{
  static const char *const documents[] = {
    "{\"_id\":\"o1\",\"kind\":\"organisation\",\"name\":\"若葉\",\"reading\":\"わかば\",\"org_kind\":"
    "\"clinic\",\"departments\":[\"内科\",\"小児科\"]}",
    "{\"_id\":\"o2\",\"kind\":\"organisation\",\"name\":\"青葉\",\"reading\":\"アオバ\",\"org_kind\":"
    "\"hospital\",\"beds\":120}",
    "{\"_id\":\"o3\",\"kind\":\"organisation\",\"name\":\"無名\",\"org_kind\":\"hospital\"}",
    "{\"_id\":\"o4\",\"kind\":\"organisation\",\"name\":\"空読み\",\"reading\":\"\",\"org_kind\":\"\"}",
    "{\"_id\":\"o5\",\"kind\":\"organisation\",\"name\":\"樺\",\"reading\":\"ｶﾊﾞ\",\"org_kind\":\"clinic\","
    "\"disclosure\":{\"fax\":\"office\"}}",
    "{\"_id\":\"m1\",\"kind\":\"meeting\",\"title\":\"第9回\",\"number\":9,\"sealed\":true}",
    "{\"_id\":\"m2\",\"kind\":\"meeting\",\"title\":\"第181回\",\"number\":181,\"sealed\":false}",
    "{\"_id\":\"m3\",\"kind\":\"meeting\",\"title\":\"番号なし\",\"number\":null}",
    "{\"_id\":\"m4\",\"kind\":\"meeting\",\"title\":\"臨時\",\"number\":\"臨時\"}",
    "{\"_id\":\"p1\",\"kind\":\"person\",\"name\":\"汐見 花\"}",
    "{\"_id\":\"q1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    g_free (write_json (store, documents[i]));
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *kind;
    const char *order;
    gboolean descending;
    const char *where;
    const char *text;
    const char *ids;
  } rows[] = {
    { "organisation", NULL, FALSE, NULL, NULL, "o1 o2 o3 o4 o5" },
    { "organisation", NULL, TRUE, NULL, NULL, "o5 o4 o3 o2 o1" },
    /* By reading; those without come last, whichever way. */
    { "organisation", "reading", FALSE, NULL, NULL, "o2 o5 o1 o3 o4" },
    { "organisation", "reading", TRUE, NULL, NULL, "o1 o5 o2 o4 o3" },
    /* Numbers as numbers, before text. */
    { "meeting", "number", FALSE, NULL, NULL, "m1 m2 m4 m3" },
    { "meeting", "number", TRUE, NULL, NULL, "m4 m2 m1 m3" },
    /* A member that has no index sorts all the same. */
    { "organisation", "name", FALSE, NULL, NULL, "o5 o3 o4 o1 o2" },
    { "organisation", "beds", FALSE, NULL, NULL, "o2 o1 o3 o4 o5" },
    { "organisation", "disclosure.fax", FALSE, NULL, NULL, "o5 o1 o2 o3 o4" },
    { "organisation", "reading", FALSE, "org_kind=hospital", NULL, "o2 o3" },
    { "organisation", "reading", FALSE, "org_kind=", NULL, "o4" },
    { "organisation", NULL, FALSE, "org_kind=clinic;name=樺", NULL, "o5" },
    { "organisation", "reading", FALSE, "name=樺", NULL, "o5" },
    { "organisation", NULL, FALSE, "beds=120", NULL, "o2" },
    { "organisation", NULL, FALSE, "beds=", NULL, "o1 o3 o4 o5" },
    { "organisation", NULL, FALSE, "departments=小児科", NULL, "o1" },
    { "organisation", NULL, FALSE, "departments~児", NULL, "o1" },
    { "organisation", NULL, FALSE, "disclosure.fax=office", NULL, "o5" },
    { "organisation", "reading", FALSE, "reading~ｱｵ", NULL, "o2" },
    { "organisation", "reading", FALSE, "name~葉", NULL, "o2 o1" },
    { "organisation", "reading", TRUE, "name~葉", NULL, "o1 o2" },
    { "organisation", "reading", FALSE, "name~", NULL, "o2 o5 o1 o3 o4" },
    { "organisation", "reading", FALSE, NULL, "葉", "o2 o1" },
    { "organisation", "reading", FALSE, "org_kind=clinic", "葉", "o1" },
    { "organisation", "reading", FALSE, NULL, "  ", "o2 o5 o1 o3 o4" },
    { "organisation", NULL, FALSE, NULL, "第", "" },
    { "meeting", NULL, FALSE, "number=181", NULL, "m2" },
    { "meeting", NULL, FALSE, "number=臨時", NULL, "m4" },
    { "meeting", NULL, FALSE, "number=", NULL, "m3" },
    { "meeting", NULL, FALSE, "sealed=true", NULL, "m1" },
    /* Before, after and one of several; what has no value is neither. */
    { "organisation", "reading", FALSE, "org_kind|clinic|hospital", NULL, "o2 o5 o1 o3" },
    { "organisation", NULL, FALSE, "org_kind|clinic|castle;org_kind<d", NULL, "o1 o5" },
    { "organisation", NULL, FALSE, "org_kind>clinic", NULL, "o2 o3" },
    { "organisation", NULL, FALSE, "org_kind<clinic", NULL, "" },
    { "organisation", NULL, FALSE, "org_kind<x' OR 1", NULL, "o1 o2 o3 o5" },
    /* Both ends of a range side by side are one, and only of the same member. */
    { "organisation", NULL, FALSE, "org_kind>b;org_kind<d", NULL, "o1 o5" },
    { "organisation", NULL, FALSE, "org_kind>clinic;org_kind<clinic", NULL, "" },
    { "organisation", "reading", FALSE, "org_kind>a;org_kind<z;name=樺", NULL, "o5" },
    { "organisation", NULL, FALSE, "org_kind>b;org_kindred<d", NULL, "" },
    { "organisation", NULL, FALSE, "org_kind>d;name<若", NULL, "o3" },
    /* The same of members without an index: every body is looked into. */
    { "organisation", NULL, FALSE, "name|樺|無名|x' OR 1", NULL, "o3 o5" },
    { "organisation", "reading", FALSE, "name|樺|若葉", NULL, "o5 o1" },
    { "organisation", NULL, FALSE, "disclosure.fax|office", NULL, "o5" },
    { "organisation", NULL, FALSE, "beds|120|130", NULL, "o2" },
    { "organisation", NULL, FALSE, "org_kind,name|樺|hospital", NULL, "o2 o3 o5" },
    { "organisation", NULL, FALSE, "disclosure.fax>n;disclosure.fax<p", NULL, "o5" },
    { "organisation", "reading", FALSE, "name<若;name>樺", NULL, "o3 o4" },
    { "person", NULL, FALSE, NULL, NULL, "p1" },
    { "person", NULL, FALSE, NULL, "汐見", "" },
    { "nothing", "name", FALSE, NULL, NULL, "" },
    { "it's", NULL, FALSE, NULL, NULL, "" },
    { NULL, NULL, FALSE, NULL, NULL, "m1 m2 m3 m4 o1 o2 o3 o4 o5 p1 q1" },
  };

  fill (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_lists (fixture->store, rows[i].kind, rows[i].order, rows[i].descending, rows[i].where, rows[i].text,
                  rows[i].ids);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "", "o2", "o2 o5", "o2 o5 o1", "o2 o5 o1 o3", "o2 o5 o1 o3 o4" };

  fill (fixture->store);
  for (guint limit = 1; limit < G_N_ELEMENTS (expected); limit++) {
    RyQuery query = { "organisation", "reading", FALSE, NULL, NULL, limit };
    g_autofree char *ids = list_ids (fixture->store, &query);

    g_assert_cmpstr (ids, ==, expected[limit]);
  }
}

/* Ever new questions: each has its own statement, and they must not pile up, nor go while in use. */
static void
test_many_questions (Fixture *fixture, gconstpointer data)
{
  fill (fixture->store);
  for (guint i = 1; i < 700; i++) {
    RyQuery query = { "organisation", "reading", i % 2 == 0, NULL, i % 3 == 0 ? "葉" : NULL, i };
    g_autoptr (GPtrArray) documents = ry_store_query (fixture->store, &query, NULL, NULL);

    g_assert_cmpuint (documents->len, ==, MIN (i, i % 3 == 0 ? 2 : 5));
  }
}

static void
test_bad_questions (Fixture *fixture, gconstpointer data)
{
  static const char *const conditions[] = { "",         "name",  "=x",         "~",         "na'me=x",
                                            "name\"=x", "a b=c", "org_kind^x", "org_kind|", "beds|" };
  RyQuery order = { "organisation", "name') --", FALSE, NULL, NULL, 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    const char *const where[] = { conditions[i], NULL };
    RyQuery query = { "organisation", NULL, FALSE, where, NULL, 0 };

    g_assert_null (ry_store_query_rows (fixture->store, &query, NULL, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
    g_clear_error (&error);
    g_assert_cmpint (ry_store_query_count (fixture->store, &query, NULL), ==, -1);
  }
  g_assert_null (ry_store_query_rows (fixture->store, &order, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

static void
edit (RyStore *store, const char *id, const char *members)
{
  g_autoptr (RyDocument) document = get_document (store, id, RY_GET_DELETED);
  g_autofree char *json =
      g_strdup_printf ("{\"_id\":\"%s\",\"_rev\":\"%s\",%s}", id, ry_document_get_rev (document), members);

  g_free (write_json (store, json));
}

static void
test_follows_changes (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;

  fill (store);
  edit (store, "o2", "\"kind\":\"organisation\",\"reading\":\"んん\",\"org_kind\":\"hospital\"");
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "o5 o1 o2 o3 o4");
  edit (store, "o1", "\"_deleted\":true");
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "o5 o2 o3 o4");
  assert_lists (store, "organisation", "reading", FALSE, "org_kind=clinic", NULL, "o5");
  edit (store, "o1", "\"kind\":\"organisation\",\"reading\":\"い\",\"org_kind\":\"hospital\"");
  assert_lists (store, "organisation", "reading", FALSE, "org_kind=hospital", NULL, "o1 o2 o3");
  /* Another kind takes it out of one list and into another. */
  edit (store, "o1", "\"kind\":\"meeting\",\"number\":1");
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "o5 o2 o3 o4");
  assert_lists (store, "meeting", "number", FALSE, NULL, NULL, "o1 m1 m2 m4 m3");
  assert_whole (store);
}

/* The losing leaf that comes to the front brings its keys along. */
static void
test_follows_winner (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;

  g_free (replicate_json (store, "{\"_id\":\"a\",\"_rev\":\"1-a\",\"kind\":\"organisation\",\"reading\":\"あ\"}"));
  g_free (replicate_json (store, "{\"_id\":\"b\",\"_rev\":\"1-b\",\"kind\":\"organisation\",\"reading\":\"い\"}"));
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "a b");
  g_free (replicate_json (store, "{\"_id\":\"a\",\"_rev\":\"1-z\",\"kind\":\"organisation\",\"reading\":\"う\"}"));
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "b a");
  g_free (
      replicate_json (store, "{\"_id\":\"a\",\"_revisions\":{\"start\":2,\"ids\":[\"zz\",\"z\"]},\"_deleted\":true}"));
  assert_lists (store, "organisation", "reading", FALSE, NULL, NULL, "a b");
  assert_whole (store);
}

static void
test_schema_changes (Fixture *fixture, gconstpointer data)
{
  fill (fixture->store);
  ry_store_schema_add_index (fixture->schema, "organisation", "name", RY_INDEX_VALUE);
  fixture_reopen (fixture);
  assert_lists (fixture->store, "organisation", "name", FALSE, NULL, NULL, "o5 o3 o4 o1 o2");
  assert_lists (fixture->store, "organisation", "name", FALSE, "name=樺", NULL, "o5");
  assert_whole (fixture->store);
  ry_store_schema_unref (fixture->schema);
  fixture->schema = ry_store_schema_new ();
  fixture_reopen (fixture);
  assert_lists (fixture->store, "organisation", "name", FALSE, NULL, NULL, "o5 o3 o4 o1 o2");
  assert_whole (fixture->store);
}

/* Each text inside of a list or a set finds its document, as they come and go. */
static void
test_each (Fixture *fixture, gconstpointer data)
{
  RyStore *store;

  fill (fixture->store);
  ry_store_schema_add_index (fixture->schema, "organisation", "departments", RY_INDEX_EACH);
  ry_store_schema_add_index (fixture->schema, "meeting", "agenda.thread", RY_INDEX_EACH);
  fixture_reopen (fixture);
  store = fixture->store;
  assert_lists (store, "organisation", NULL, FALSE, "departments=小児科", NULL, "o1");
  edit (store, "m2",
        "\"kind\":\"meeting\",\"number\":2,\"agenda\":[{\"thread\":\"A\"},{\"thread\":\"B\"},{\"thread\":\"B\"},{"
        "\"title\":\"x\"},7]");
  edit (store, "m3",
        "\"kind\":\"meeting\",\"number\":3,\"agenda\":[{\"thread\":\"B\"},{\"thread\":\"\"},{\"thread\":5}]");
  assert_lists (store, "meeting", "number", FALSE, "agenda.thread=A", NULL, "m2");
  assert_lists (store, "meeting", "number", TRUE, "agenda.thread=B", NULL, "m3 m2");
  assert_lists (store, "meeting", "number", TRUE, "agenda.thread=B;number=3", NULL, "m3");
  assert_whole (store);
  edit (store, "m2", "\"kind\":\"meeting\",\"number\":2,\"agenda\":[{\"thread\":\"B\"},{\"thread\":\"C\"}]");
  edit (store, "m3", "\"_deleted\":true");
  assert_lists (store, "meeting", "number", FALSE, "agenda.thread=A", NULL, "");
  assert_lists (store, "meeting", "number", FALSE, "agenda.thread=B", NULL, "m2");
  assert_lists (store, "meeting", "number", FALSE, "agenda.thread=C", NULL, "m2");
  assert_whole (store);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  RyQuery query = { "organisation", "reading", FALSE, NULL, NULL, 0 };
  g_autoptr (GArray) rows = NULL, again = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  fill (fixture->store);
  rows = ry_store_query_rows (fixture->store, &query, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 5);
  edit (fixture->store, "o5", "\"_deleted\":true");
  edit (fixture->store, "o1", "\"kind\":\"organisation\",\"reading\":\"わ\"");
  documents = ry_store_get_rows (fixture->store, (gint64 *) (gpointer) rows->data, rows->len, NULL);
  g_assert_cmpuint (documents->len, ==, 5);
  g_assert_cmpstr (ry_document_get_id (documents->pdata[0]), ==, "o2");
  g_assert_null (documents->pdata[1]);
  g_assert_cmpstr (ry_document_get_string (documents->pdata[2], "reading"), ==, "わ");
  /* The row stays the document's. */
  again = ry_store_query_rows (fixture->store, &query, NULL, NULL);
  g_assert_cmpint (g_array_index (again, gint64, 1), ==, g_array_index (rows, gint64, 2));
}

static void
assert_plan (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GString) plan = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", sqlite3_column_text (statement, 3));
  sqlite3_finalize (statement);
  g_assert_cmpstr (plan->str, ==, expected);
}

/* The three walks that lists are made of read an index and nothing else, and sort nothing. */
static void
test_plans (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  assert_plan (db,
               "SELECT t.row FROM keys AS t WHERE t.field = 1 AND t.key < x'' ORDER BY t.key DESC, t.id DESC LIMIT -1",
               "SEARCH t USING PRIMARY KEY (field=? AND key<?)\n");
  assert_plan (db,
               "SELECT t.row FROM keys AS t WHERE t.field = 1 AND t.key = x'' ORDER BY t.key ASC, t.id ASC LIMIT -1",
               "SEARCH t USING PRIMARY KEY (field=? AND key=?)\n");
  assert_plan (db,
               "SELECT t.row FROM docs AS t WHERE t.deleted = 0 AND t.kind = 'organisation' ORDER BY t.id "
               "ASC LIMIT -1",
               "SEARCH t USING COVERING INDEX docs_kind (kind=? AND deleted=?)\n");
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/query/lists", test_lists },
    { "/query/limit", test_limit },
    { "/query/many-questions", test_many_questions },
    { "/query/bad-questions", test_bad_questions },
    { "/query/follows-changes", test_follows_changes },
    { "/query/follows-winner", test_follows_winner },
    { "/query/schema-changes", test_schema_changes },
    { "/query/each", test_each },
    { "/query/rows", test_rows },
    { "/query/plans", test_plans },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
