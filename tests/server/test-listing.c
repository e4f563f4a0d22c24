/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of documents, of designs, of local documents and of databases, and several questions in one: the answers are
 * those that CouchDB 3.4.3 gives to the same requests.
 */
#include <string.h>

#include "server-fixture.h"

#define RUN(steps) fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps))

#define OPEN      ",\"rows\":[\r\n"
#define CLOSE     "\r\n]}"
#define ROW(id)   "{\"id\":\"" id "\",\"key\":\"" id "\",\"value\":{\"rev\":\"1-*\"}}"
#define LOCAL(id) "{\"id\":\"_local/" id "\",\"key\":\"_local/" id "\",\"value\":{\"rev\":\"0-1\"}"
#define NEXT      ",\r\n"

static void
prepare (const char *name)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "", NULL, 201, NULL },
    { AS_ADMIN, "POST", "/_bulk_docs",
      "{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"b\"},{\"_id\":\"_design/x\"},{\"_id\":\"_design/y\"}]}", 201, NULL },
    { AS_ADMIN, "PUT", "/_local/p", "{\"n\":1}", 201, NULL },
    { AS_ADMIN, "PUT", "/_local/q", "{\"n\":2}", 201, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *path = g_strconcat ("/", name, steps[i].path, NULL);

    fixture_expect (fixture_get (), steps[i].who, steps[i].method, path, steps[i].body, steps[i].status, NULL);
  }
}

static void
test_designs (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "GET", "/designs/_design_docs", NULL, 200,
      "{\"total_rows\":2,\"offset\":0" OPEN ROW ("_design/x") NEXT ROW ("_design/y") CLOSE },
    { AS_ADMIN, "GET", "/designs/_design_docs?startkey=%22_design/y%22", NULL, 200,
      "{\"total_rows\":2,\"offset\":1" OPEN ROW ("_design/y") CLOSE },
    { AS_ADMIN, "POST", "/designs/_design_docs", "{\"keys\":[\"_design/x\",\"a\",\"_design/none\"]}", 200,
      "{\"total_rows\":2,\"offset\":null" OPEN ROW ("_design/x") NEXT
      "{\"key\":\"_design/none\",\"error\":\"not_found\"}" CLOSE },
    { AS_CLERK, "GET", "/designs/_design_docs", NULL, 403, NULL },
  };

  prepare ("designs");
  RUN (steps);
}

static void
test_locals (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "GET", "/locals/_local_docs", NULL, 200,
      "{\"total_rows\":null,\"offset\":null" OPEN LOCAL ("p") "}" NEXT LOCAL ("q") "}" CLOSE },
    { AS_ADMIN, "GET", "/locals/_local_docs?include_docs=true&limit=1", NULL, 200,
      "{\"total_rows\":null,\"offset\":null" OPEN LOCAL (
          "p") ",\"doc\":{\"_id\":\"_local/p\",\"_rev\":\"0-1\",\"n\":1}}" CLOSE },
    { AS_ADMIN, "GET", "/locals/_local_docs?descending=true", NULL, 200,
      "{\"total_rows\":null,\"offset\":null" OPEN LOCAL ("q") "}" NEXT LOCAL ("p") "}" CLOSE },
    { AS_ADMIN, "GET", "/locals/_local_docs?startkey=%22_local/q%22", NULL, 200,
      "{\"total_rows\":null,\"offset\":null" OPEN LOCAL ("q") "}" CLOSE },
    { AS_ADMIN, "POST", "/locals/_local_docs", "{\"keys\":[\"_local/q\",\"a\"]}", 200,
      "{\"total_rows\":null,\"offset\":null" OPEN LOCAL ("q") "}" CLOSE },
  };

  prepare ("locals");
  RUN (steps);
}

static void
test_queries (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/queries/_all_docs/queries",
      "{\"queries\":[{\"keys\":[\"a\"]},{\"limit\":1,\"skip\":1},{\"include_docs\":true,\"key\":\"b\"},{}]}", 200,
      "{\"results\":[\r\n{\"total_rows\":4,\"offset\":*" OPEN ROW ("a") CLOSE
      ",\r\n{\"total_rows\":4,\"offset\":1" OPEN ROW ("_design/y") CLOSE
      ",\r\n{\"total_rows\":4,\"offset\":3" OPEN "{\"id\":\"b\",*,\"doc\":{\"_id\":\"b\",\"_rev\":\"1-*\"}}" CLOSE
      ",\r\n{\"total_rows\":4,\"offset\":0" OPEN ROW ("_design/x") NEXT ROW ("_design/y") NEXT ROW ("a") NEXT ROW ("b")
          CLOSE "\r\n]}" },
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{\"queries\":[]}", 200, "{\"results\":[\r\n]}" },
    { AS_ADMIN, "POST", "/queries/_design_docs/queries", "{\"queries\":[{}]}", 200,
      "{\"results\":[\r\n{\"total_rows\":2,\"offset\":0" OPEN ROW ("_design/x") NEXT ROW ("_design/y") CLOSE "\r\n]}" },
    { AS_ADMIN, "POST", "/queries/_local_docs/queries", "{\"queries\":[{}]}", 200,
      "{\"results\":[\r\n{\"total_rows\":null,\"offset\":null" OPEN LOCAL ("p") "}" NEXT LOCAL ("q") "}" CLOSE
                                                                                                     "\r\n]}" },
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"POST body must include `queries` parameter.\"}" },
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{\"queries\":{}}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"`queries` member must be an array.\"}" },
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{\"queries\":[{\"limit\":\"x\"}]}", 400,
      "{\"error\":\"query_parse_error\",*" },
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{\"queries\":[1]}", 400, "{\"error\":\"*" }, /* CouchDB: 500 */
    { AS_ADMIN, "POST", "/queries/_all_docs/queries", "{\"queries\":[{}", 400, "{\"error\":\"bad_request\",*" },
  };

  prepare ("queries");
  RUN (steps);
}

static void
test_databases (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/_dbs_info", "{\"keys\":[\"facts\",\"none\"]}", 200,
      "[{\"key\":\"facts\",\"info\":{*\"db_name\":\"facts\",*\"doc_count\":4,*}},"
      "{\"key\":\"none\",\"error\":\"not_found\"}]" },
    { AS_ADMIN, "GET", "/_dbs_info?start_key=%22facts%22&limit=1", NULL, 200,
      "[{\"key\":\"facts\",\"info\":{*\"db_name\":\"facts\",*}}]" },
    { AS_ADMIN, "POST", "/_dbs_info", "{}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"`keys` member must exist.\"}" },
    { AS_ADMIN, "POST", "/_dbs_info", "{\"keys\":1}", 400, "{\"error\":\"bad_request\",*" },
    { AS_HOSPITAL, "POST", "/_dbs_info", "{\"keys\":[\"facts\"]}", 403, "{\"error\":\"forbidden\",*" },
    { AS_ADMIN, "POST", "/facts/_view_cleanup", "", 202, "{\"ok\":true}" },
    { AS_ADMIN, "GET", "/facts/_purged_infos_limit", NULL, 200, "1000" },
    { AS_ADMIN, "GET", "/_users/_security", NULL, 200,
      "{\"members\":{\"roles\":[\"_admin\"]},\"admins\":{\"roles\":[\"_admin\"]}}" },
  };

  prepare ("facts");
  RUN (steps);
}

static void
test_revisions (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/revisions/_missing_revs",
      "{\"a\":[\"1-0123456789abcdef0123456789abcdef\"],\"z\":[\"2-fedcba9876543210fedcba9876543210\"]}", 200,
      "{\"missing_revs\":{\"a\":[\"1-0123456789abcdef0123456789abcdef\"],"
      "\"z\":[\"2-fedcba9876543210fedcba9876543210\"]}}" },
    { AS_ADMIN, "POST", "/revisions/_missing_revs", "{\"a\":[]}", 200, "{\"missing_revs\":{}}" },
    { AS_ADMIN, "POST", "/revisions/_bulk_docs",
      "{\"all_or_nothing\":true,\"docs\":[{\"_id\":\"k\"},"
      "{\"_id\":\"l\",\"_rev\":\"1-0123456789abcdef0123456789abcdef\"}]}",
      417,
      "[{\"id\":\"k\",\"rev\":\"0-\",\"error\":\"not_implemented\",\"reason\":\"all_or_nothing is not supported\"},"
      "{\"id\":\"l\",\"rev\":\"1-0123456789abcdef0123456789abcdef\",\"error\":\"not_implemented\",*}]" },
    { AS_ADMIN, "GET", "/revisions/k", NULL, 404, NULL },
  };

  prepare ("revisions");
  RUN (steps);
}

static void
check_long (const char *path, guint n_expected)
{
  g_autoptr (Reply) reply = fixture_request (fixture_get (), AS_ADMIN, "GET", path, NULL);
  guint n = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_suffix (reply->body, CLOSE "\n"));
  for (const char *at = reply->body; (at = strstr (at, "{\"id\":\"")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, n_expected);
}

/* A list of many rows is sent in pieces, while it is read. */
static void
test_long (void)
{
  const guint n_documents = 5000;
  g_autoptr (GString) body = g_string_new ("{\"docs\":[");

  prepare ("long");
  for (guint i = 0; i < n_documents; i++)
    g_string_append_printf (body, "%s{\"_id\":\"d%05u\",\"text\":\"%0200u\"}", i > 0 ? "," : "", i, i);
  g_string_append (body, "]}");
  fixture_expect (fixture_get (), AS_ADMIN, "POST", "/long/_bulk_docs", body->str, 201, NULL);
  check_long ("/long/_all_docs", n_documents + 4);
  check_long ("/long/_all_docs?descending=true", n_documents + 4);
  check_long ("/long/_all_docs?skip=3&limit=4500", 4500);
  check_long ("/long/_all_docs?startkey=%22d01000%22&endkey=%22d03999%22&inclusive_end=false", 2999);
  check_long ("/long/_all_docs?include_docs=true", n_documents + 4);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing/designs", test_designs);
  g_test_add_func ("/listing/locals", test_locals);
  g_test_add_func ("/listing/queries", test_queries);
  g_test_add_func ("/listing/databases", test_databases);
  g_test_add_func ("/listing/revisions", test_revisions);
  g_test_add_func ("/listing/long", test_long);
  result = g_test_run ();
  fixture_free ();
  return result;
}
