/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies around a request and its answer: packed bodies, pages of other sites, methods in headers, tags.
 */
#include <string.h>

#include "ry-gzip.h"
#include "ry-json.h"
#include "server-fixture.h"

#define SITE "https://map.example"

static Reply *ask (const char *method, const char *path, const char *body, ...) G_GNUC_NULL_TERMINATED;

/* Headers follow as names and values. */
static Reply *
ask (const char *method, const char *path, const char *body, ...)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_ADMIN, method, path, body);
  const char *name;
  va_list args;

  va_start (args, body);
  while ((name = va_arg (args, const char *)) != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), name, va_arg (args, const char *));
  va_end (args);
  return fixture_send (fixture_get (), message);
}

static const char *
get_header (Reply *reply, const char *name)
{
  return soup_message_headers_get_list (reply->headers, name);
}

static void
test_other_sites (void)
{
  static const char *const origins[] = { SITE, NULL };
  Fixture *fixture = fixture_get ();
  g_autoptr (Reply) closed = ask ("GET", "/_up", NULL, "Origin", SITE, NULL);
  g_autoptr (Reply) refused =
      ask ("OPTIONS", "/_up", NULL, "Origin", SITE, "Access-Control-Request-Method", "PUT", NULL);
  g_autoptr (Reply) open = NULL;
  g_autoptr (Reply) stranger = NULL;
  g_autoptr (Reply) preflight = NULL;
  g_autoptr (Reply) error = NULL;

  g_assert_null (get_header (closed, "Access-Control-Allow-Origin"));
  g_assert_cmpuint (refused->status, ==, 405);
  ry_server_set_cors_origins (fixture->server, origins);
  open = ask ("GET", "/_up", NULL, "Origin", SITE, NULL);
  g_assert_cmpstr (get_header (open, "Access-Control-Allow-Origin"), ==, SITE);
  g_assert_cmpstr (get_header (open, "Access-Control-Allow-Credentials"), ==, "true");
  g_assert_cmpstr (get_header (open, "Vary"), ==, "Origin");
  stranger = ask ("GET", "/_up", NULL, "Origin", "https://other.example", NULL);
  g_assert_null (get_header (stranger, "Access-Control-Allow-Origin"));
  preflight = ask ("OPTIONS", "/any/doc", NULL, "Origin", SITE, "Access-Control-Request-Method", "PUT", NULL);
  g_assert_cmpuint (preflight->status, ==, 204);
  g_assert_nonnull (strstr (get_header (preflight, "Access-Control-Allow-Methods"), "DELETE"));
  g_assert_nonnull (strstr (get_header (preflight, "Access-Control-Allow-Headers"), "authorization"));
  error = ask ("GET", "/none", NULL, "Origin", SITE, NULL);
  g_assert_cmpuint (error->status, ==, 404);
  g_assert_cmpstr (get_header (error, "Access-Control-Allow-Origin"), ==, SITE);
  ry_server_set_cors_origins (fixture->server, NULL);
}

static GBytes *
pack (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  GString *packed = ry_gzip_pack (plain);

  g_assert_nonnull (packed);
  return g_string_free_to_bytes (packed);
}

static guint
post_packed (const char *path, GBytes *body, const char *encoding, const char *answer)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_ADMIN, "PUT", path, NULL);
  g_autoptr (Reply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", encoding);
  reply = fixture_send (fixture_get (), message);
  if (answer != NULL && !g_pattern_match_simple (answer, reply->body))
    g_error ("%s answered %s", path, reply->body);
  return reply->status;
}

static void
test_packed_requests (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"v\":\"%s\"}", text);
  g_autofree char *spaces = g_strnfill (4 << 20, ' ');
  g_autoptr (GBytes) good = pack (json);
  g_autoptr (GBytes) bomb = pack (spaces);
  g_autoptr (GBytes) plain = g_bytes_new (json, strlen (json));

  fixture_expect (fixture, AS_ADMIN, "PUT", "/packed", NULL, 201, NULL);
  g_assert_cmpuint (post_packed ("/packed/a", good, "gzip", NULL), ==, 201);
  fixture_expect (fixture, AS_ADMIN, "GET", "/packed/a", NULL, 200, "{\"_id\":\"a\",\"_rev\":\"1-*\",\"v\":\"xxx*x\"}");
  g_assert_cmpuint (post_packed ("/packed/b", plain, "gzip", "*\"Request body is not properly gzipped.\"*"), ==, 400);
  g_assert_cmpuint (post_packed ("/packed/b", good, "br", "*\"bad_content_type\"*"), ==, 415);
  /* A body that would be too large unpacked is not unpacked to its end. */
  ry_server_set_body_limit (fixture->server, 1 << 20);
  g_assert_cmpuint (post_packed ("/packed/b", bomb, "gzip", "*\"too_large\"*"), ==, 413);
  ry_server_set_body_limit (fixture->server, 64 << 20);
  fixture_expect (fixture, AS_ADMIN, "GET", "/packed/b", NULL, 404, NULL);
}

/* On one machine packing only costs; from afar it is done where it is asked for. */
static void
test_packed_answers (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"docs\":[{\"_id\":\"a\",\"v\":\"%s\"}]}", text);
  static const char path[] = "/far/_all_docs?include_docs=true";
  g_autoptr (Reply) near = NULL;
  g_autoptr (Reply) plain = NULL;
  g_autoptr (Reply) packed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) unpacked = NULL;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/far", NULL, 201, NULL);
  fixture_expect (fixture, AS_ADMIN, "POST", "/far/_bulk_docs", json, 201, NULL);
  soup_session_remove_feature_by_type (fixture->session, SOUP_TYPE_CONTENT_DECODER);
  near = ask ("GET", path, NULL, "Accept-Encoding", "gzip", NULL);
  g_assert_null (get_header (near, "Content-Encoding"));
  ry_server_set_behind_proxy (fixture->server, TRUE);
  plain = ask ("GET", path, NULL, "X-Forwarded-For", "192.0.2.7", NULL);
  g_assert_null (get_header (plain, "Content-Encoding"));
  packed = ask ("GET", path, NULL, "X-Forwarded-For", "192.0.2.7", "Accept-Encoding", "gzip, deflate", NULL);
  ry_server_set_behind_proxy (fixture->server, FALSE);
  g_assert_cmpstr (get_header (packed, "Content-Encoding"), ==, "gzip");
  g_assert_cmpstr (get_header (packed, "Vary"), ==, "Accept-Encoding");
  g_assert_cmpuint (packed->length, <, 1000);
  bytes = g_bytes_new (packed->body, packed->length);
  unpacked = ry_gzip_unpack (bytes, 1 << 20, NULL);
  g_assert_nonnull (unpacked);
  g_assert_cmpmem (g_bytes_get_data (unpacked, NULL), g_bytes_get_size (unpacked), plain->body, plain->length);
}

static void
test_method_in_header (void)
{
  g_autoptr (Reply) put = NULL;
  g_autoptr (Reply) copy = NULL;
  g_autoptr (Reply) odd = NULL;

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/methods", NULL, 201, NULL);
  put = ask ("POST", "/methods/a", "{}", "X-HTTP-Method-Override", "PUT", NULL);
  g_assert_cmpuint (put->status, ==, 201);
  g_assert_true (g_str_has_suffix (get_header (put, "Location"), "/methods/a"));
  copy = ask ("POST", "/methods/a", NULL, "X-HTTP-Method-Override", "COPY", "Destination", "b", NULL);
  g_assert_cmpuint (copy->status, ==, 201);
  odd = ask ("POST", "/_up", "{}", "X-HTTP-Method-Override", "BREW", NULL);
  g_assert_cmpuint (odd->status, ==, 405);
}

static void
test_tags (void)
{
  static const char *const paths[] = { "/tags/a", "/tags/_local/c", "/tags/_changes", "/_all_dbs" };

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/tags", NULL, 201, NULL);
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/tags/a", "{}", 201, NULL);
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/tags/_local/c", "{}", 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (Reply) first = ask ("GET", paths[i], NULL, NULL);
    const char *tag = get_header (first, "ETag");
    g_autofree char *weak = g_strconcat ("\"x\", W/", tag, NULL);
    g_autoptr (Reply) same = ask ("GET", paths[i], NULL, "If-None-Match", tag, NULL);
    g_autoptr (Reply) head = ask ("HEAD", paths[i], NULL, "If-None-Match", weak, NULL);
    g_autoptr (Reply) other = ask ("GET", paths[i], NULL, "If-None-Match", "\"x\"", NULL);

    g_assert_nonnull (tag);
    g_assert_cmpuint (same->status, ==, 304);
    g_assert_cmpuint (same->length, ==, 0);
    g_assert_cmpuint (head->status, ==, 304);
    g_assert_cmpuint (other->status, ==, 200);
  }
}

/* Each request has its own, by which it is found in the log. */
static void
test_request_id (void)
{
  g_autoptr (Reply) first = ask ("GET", "/_up", NULL, NULL);
  g_autoptr (Reply) second = ask ("GET", "/none", NULL, NULL);
  g_autofree char *one = g_strdup (get_header (first, "X-Couch-Request-ID"));
  const char *other = get_header (second, "X-Couch-Request-ID");

  g_assert_true (g_regex_match_simple ("^[0-9a-f]{10}$", one, 0, 0));
  g_assert_true (g_regex_match_simple ("^[0-9a-f]{10}$", other, 0, 0));
  g_assert_cmpstr (one, !=, other);
}

/* A sender may name its request; what could not stand in a log is not taken for a name. */
static void
test_own_request_id (void)
{
  static const struct {
    const char *sent;
    const char *answered; /* NULL where one is made */
  } rows[] = {
    { "E7498DE1-B661-42FA-943D-17F890143068", "E7498DE1-B661-42FA-943D-17F890143068" },
    { "a_b-1", "a_b-1" },
    { "0123456789012345678901234567890123456789", "012345678901234567890123456789012345" },
    { "two words", NULL },
    { "a;b", NULL },
    { "\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Reply) reply = ask ("GET", "/_up", NULL, "X-Couch-Request-ID", rows[i].sent, NULL);
    const char *answered = get_header (reply, "X-Couch-Request-ID");

    if (rows[i].answered != NULL)
      g_assert_cmpstr (answered, ==, rows[i].answered);
    else
      g_assert_true (g_regex_match_simple ("^[0-9a-f]{10}$", answered, 0, 0));
  }
}

/* Behind a proxy the server has the name that the proxy tells; a strange one is not taken. */
static void
test_forwarded (void)
{
  static const struct {
    const char *host;
    const char *scheme;
    const char *location; /* NULL for the server's own address */
  } rows[] = {
    { "ryorin.example", "https", "https://ryorin.example/forwarded/0" },
    { "ryorin.example:8080", "http", "http://ryorin.example:8080/forwarded/1" },
    { "a/../b?c", "https", NULL },
    { "evil.example\"><b>", "https", NULL },
  };

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/forwarded", NULL, 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/forwarded/%u", i);
    g_autoptr (Reply) reply =
        ask ("PUT", path, "{}", "X-Forwarded-Host", rows[i].host, "X-Forwarded-Proto", rows[i].scheme, NULL);
    g_autofree char *own = g_strdup_printf ("http://127.0.0.1:%u%s", fixture_get ()->port, path);

    g_assert_cmpuint (reply->status, ==, 201);
    g_assert_cmpstr (get_header (reply, "Location"), ==, rows[i].location != NULL ? rows[i].location : own);
  }
}

static void
test_uuids (void)
{
  g_autoptr (Reply) reply = ask ("GET", "/_uuids?count=500", NULL, NULL);
  g_autoptr (JsonObject) object = ry_json_parse_object (reply->body, (gssize) reply->length, NULL);
  JsonArray *uuids = ry_json_get_array (object, "uuids");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (get_header (reply, "Pragma"), ==, "no-cache");
  g_assert_cmpuint (json_array_get_length (uuids), ==, 500);
  for (guint i = 0; i < 500; i++) {
    const char *one = json_array_get_string_element (uuids, i);
    const char *before = i > 0 ? json_array_get_string_element (uuids, i - 1) : "";

    g_assert_true (g_regex_match_simple ("^[0-9a-f]{32}$", one, 0, 0));
    g_assert_true (g_hash_table_add (seen, (gpointer) one));
    /* In order, as long as the first part stays. */
    g_assert_true (strncmp (one, before, 26) != 0 || strcmp (one, before) > 0);
  }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/other-sites", test_other_sites);
  g_test_add_func ("/wire/packed-requests", test_packed_requests);
  g_test_add_func ("/wire/packed-answers", test_packed_answers);
  g_test_add_func ("/wire/method-in-header", test_method_in_header);
  g_test_add_func ("/wire/tags", test_tags);
  g_test_add_func ("/wire/request-id", test_request_id);
  g_test_add_func ("/wire/own-request-id", test_own_request_id);
  g_test_add_func ("/wire/forwarded", test_forwarded);
  g_test_add_func ("/wire/uuids", test_uuids);
  result = g_test_run ();
  fixture_free ();
  return result;
}
