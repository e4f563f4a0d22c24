/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets in, who does not, and what each may do.
 */
#include <sodium.h>
#include <string.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "ry-sessions.h"
#include "server-fixture.h"

#define ANONYMOUS   "{\"error\":\"unauthorized\",\"reason\":\"You are not authorized to access this db.\"}"
#define WRONG       "{\"error\":\"unauthorized\",\"reason\":\"Name or password is incorrect.\"}"
#define NO_ADMIN    "{\"error\":\"forbidden\",\"reason\":\"You are not a server admin.\"}"
#define NOT_ALLOWED "{\"error\":\"forbidden\",\"reason\":\"You are not allowed to access this db.\"}"

#define RUN(steps) fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps))

static void
test_no_anonymous (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/anon-council", NULL, 201, NULL },
    { AS_NOBODY, "GET", "/anon-council", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/not-there", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/anon-council/a", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "PUT", "/anon-council/a", "{}", 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/anon-council/_changes", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/anon-council/_local/a", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "POST", "/anon-council/_bulk_docs", "{\"docs\":[]}", 401, ANONYMOUS },
    { AS_NOBODY, "POST", "/anon-council/_bulk_get", "{\"docs\":[]}", 401, ANONYMOUS },
    { AS_NOBODY, "POST", "/anon-council/_revs_diff", "{}", 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/_all_dbs", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "GET", "/_uuids", NULL, 401, ANONYMOUS },
    { AS_NOBODY, "PUT", "/new", NULL, 401, "{\"error\":\"unauthorized\",\"reason\":\"You are not a server admin.\"}" },
    { AS_NOBODY, "DELETE", "/anon-council", NULL, 401, NULL },
    { AS_NOBODY, "GET", "/_session", NULL, 200, "{\"ok\":true,\"userCtx\":{\"name\":null,\"roles\":[]},\"info\":{*}}" },
  };

  RUN (steps);
}

static void
test_wrong_password (void)
{
  static const Step steps[] = {
    { "admin:wrong", "GET", "/_all_dbs", NULL, 401, WRONG },
    { "nobody:wrong", "GET", "/_all_dbs", NULL, 401, WRONG },
    /* Even where nobody need be anybody. */
    { "clerk:wrong", "GET", "/", NULL, 401, WRONG },
    { "member:", "GET", "/_all_dbs", NULL, 401, WRONG },
    { AS_ADMIN, "GET", "/_all_dbs", NULL, 200, NULL },
  };
  g_autoptr (Reply) reply = NULL;

  RUN (steps);
  reply = fixture_request (fixture_get (), AS_NOBODY, "GET", "/_all_dbs", NULL);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "WWW-Authenticate"), ==,
                   "Basic realm=\"ryorin\", charset=\"UTF-8\"");
}

static void
test_odd_authorization (void)
{
  static const struct {
    const char *value;
    guint status;
  } rows[] = {
    { "Bearer abc", 401 },         { "Basic", 401 },      { "Basic ", 401 }, { "Basic !!!!", 400 },
    { "Basic bm9jb2xvbg==", 400 }, { "Basic YTr/", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_NOBODY, "GET", "/_all_dbs", NULL);
    g_autoptr (Reply) reply = NULL;

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", rows[i].value);
    reply = fixture_send (fixture_get (), message);
    g_assert_cmpuint (reply->status, ==, rows[i].status);
  }
}

static void
test_roles (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/ward-council", NULL, 201, NULL },
    { AS_ADMIN, "PUT", "/ward-office", NULL, 201, NULL },
    { AS_ADMIN, "PUT", "/ward-other", NULL, 201, NULL },
    { AS_CLERK, "PUT", "/ward-council/a", "{}", 201, NULL },
    { AS_CLERK, "PUT", "/ward-office/a", "{}", 201, NULL },
    { AS_CLERK, "GET", "/ward-other", NULL, 403, NOT_ALLOWED },
    { AS_CLERK, "PUT", "/ward-new", NULL, 403, NO_ADMIN },
    { AS_CLERK, "DELETE", "/ward-council", NULL, 403, NO_ADMIN },
    { AS_CLERK, "PUT", "/ward-council/_design/d", "{}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"You are not a db or server admin.\"}" },
    { AS_MEMBER, "GET", "/ward-council/a", NULL, 200, NULL },
    { AS_MEMBER, "GET", "/ward-office/a", NULL, 403, NOT_ALLOWED },
    { AS_MEMBER, "GET", "/ward-office/_changes", NULL, 403, NOT_ALLOWED },
    { AS_MEMBER, "POST", "/ward-office/_bulk_docs", "{\"docs\":[]}", 403, NOT_ALLOWED },
    { AS_MEMBER, "PUT", "/ward-council/b", "{}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"Only the secretariat changes records of this kind.\"}" },
    { AS_MEMBER, "POST", "/ward-council", "{}", 403, "{\"error\":\"forbidden\",*" },
    { AS_MEMBER, "DELETE", "/ward-council/a?rev=1-a", NULL, 403, "{\"error\":\"forbidden\",*" },
    /* Row by row, so that a replication counts what is refused and goes on. */
    { AS_MEMBER, "POST", "/ward-council/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"b\",\"_rev\":\"1-a\"},{\"_id\":\"_local/mine\"}]}", 201,
      "[{\"id\":\"b\",\"rev\":\"1-a\",\"error\":\"forbidden\",*}]" },
    { AS_MEMBER, "PUT", "/ward-council/_local/checkpoint", "{}", 201, NULL },
    { AS_MEMBER, "GET", "/ward-council/b", NULL, 404, NULL },
    { AS_MEMBER, "GET", "/_all_dbs", NULL, 200, "*\"ward-council\"*" },
    { AS_CLERK, "POST", "/_session", "{\"name\":\"clerk\",\"password\":\"staple of the office\"}", 200,
      "{\"ok\":true,\"name\":\"clerk\",\"roles\":[\"secretariat\"]}" },
    { AS_ADMIN, "GET", "/_session", NULL, 200,
      "{\"ok\":true,\"userCtx\":{\"name\":\"admin\",\"roles\":[\"_admin\",\"administrator\"]},*\"authenticated\":"
      "\"default\"}}" },
  };
  g_autoptr (Reply) reply = NULL;

  RUN (steps);
  reply = fixture_request (fixture_get (), AS_MEMBER, "GET", "/_all_dbs", NULL);
  g_assert_null (strstr (reply->body, "office"));
  g_assert_null (strstr (reply->body, "other"));
}

/* One's own, others', and what none may: row by row, as a replication brings it and as an editor does. */
static void
test_kinds (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/kinds-council", NULL, 201, NULL },
    { AS_CLERK, "PUT", "/kinds-council/organisation:mine", "{\"kind\":\"organisation\",\"name\":\"A\"}", 201, NULL },
    { AS_CLERK, "PUT", "/kinds-council/organisation:other", "{\"kind\":\"organisation\",\"name\":\"B\"}", 201, NULL },
    { AS_CLERK, "PUT", "/kinds-council/bed:2", "{\"kind\":\"bed\",\"organisation\":\"organisation:other\"}", 201,
      NULL },
    { AS_HOSPITAL, "POST", "/kinds-council/_bulk_docs",
      "{\"docs\":[{\"_id\":\"bed:1\",\"kind\":\"bed\",\"organisation\":\"organisation:mine\"},"
      "{\"_id\":\"bed:3\",\"kind\":\"bed\",\"organisation\":\"organisation:other\"}]}",
      201,
      "[{\"ok\":true,\"id\":\"bed:1\",*},{\"id\":\"bed:3\",\"error\":\"forbidden\",\"reason\":\"A hospital reports its "
      "own "
      "beds only.\"}]" },
    /* A branch that claims to be one's own does not hide whose the record is. */
    { AS_HOSPITAL, "POST", "/kinds-council/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"bed:2\",\"_rev\":\"9-f\",\"kind\":\"bed\",\"organisation\":"
      "\"organisation:mine\"}]}",
      201, "[{\"id\":\"bed:2\",\"rev\":\"9-f\",\"error\":\"forbidden\",*}]" },
    { AS_HOSPITAL, "POST", "/kinds-council/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"bed:2\",\"_rev\":\"9-f\",\"_deleted\":true}]}", 201,
      "[{\"id\":\"bed:2\",\"rev\":\"9-f\",\"error\":\"forbidden\",*}]" },
    { AS_MEMBER, "PUT", "/kinds-council/bed:4", "{\"kind\":\"bed\",\"organisation\":\"organisation:mine\"}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"Only the hospital itself and the secretariat report its beds.\"}" },
    { AS_MEMBER, "PUT", "/kinds-council/reply:1", "{\"kind\":\"reply\",\"organisation\":\"organisation:mine\"}", 201,
      NULL },
    { AS_MEMBER, "PUT", "/kinds-council/reply:2", "{\"kind\":\"reply\",\"organisation\":\"organisation:other\"}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"You can answer for yourself and your own organisation only.\"}" },
    { AS_MEMBER, "POST", "/kinds-council", "{\"kind\":\"reply\"}", 403, NULL },
    /* Whether one was at the meeting stands in another record. */
    { AS_CLERK, "PUT", "/kinds-council/meeting:1",
      "{\"kind\":\"meeting\",\"attendance\":[{\"organisation\":\"organisation:mine\",\"status\":\"venue\"}]}", 201,
      NULL },
    { AS_CLERK, "PUT", "/kinds-council/meeting:2",
      "{\"kind\":\"meeting\",\"attendance\":[{\"organisation\":\"organisation:mine\",\"status\":\"absent\"},7]}", 201,
      NULL },
    { AS_MEMBER, "PUT", "/kinds-council/remark:1:a",
      "{\"kind\":\"remark\",\"meeting\":\"meeting:1\",\"organisation\":\"organisation:mine\",\"text\":\"a\"}", 201,
      NULL },
    { AS_MEMBER, "PUT", "/kinds-council/remark:2:a",
      "{\"kind\":\"remark\",\"meeting\":\"meeting:2\",\"organisation\":\"organisation:mine\",\"text\":\"a\"}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"Only those who attended the meeting remark on its minutes.\"}" },
    { AS_MEMBER, "POST", "/kinds-council/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"remark:2:b\",\"_rev\":\"1-a\",\"kind\":\"remark\",\"meeting\":"
      "\"meeting:2\","
      "\"organisation\":\"organisation:mine\"}]}",
      201, "[{\"id\":\"remark:2:b\",\"rev\":\"1-a\",\"error\":\"forbidden\",*}]" },
    { AS_CLERK, "PUT", "/kinds-council/remark:2:c",
      "{\"kind\":\"remark\",\"meeting\":\"meeting:2\",\"organisation\":\"organisation:mine\",\"text\":\"a\"}", 201,
      NULL },
    { AS_MEMBER, "PUT", "/kinds-council/_design/d", "{}", 403, "*\"You are not a db or server admin.\"*" },
  };

  RUN (steps);
}

/* Edits of one's own through the revision that one read, and not through another. */
static void
test_own_edit (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (Reply) reply = NULL;
  g_autofree char *rev = NULL;
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *path = NULL;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/edit-council", NULL, 201, NULL);
  reply = fixture_request (fixture, AS_CLERK, "PUT", "/edit-council/organisation:mine",
                           "{\"kind\":\"organisation\",\"name\":\"A\"}");
  rev = g_strndup (strstr (reply->body, "1-"), 34);
  good = g_strdup_printf ("{\"_rev\":\"%s\",\"kind\":\"organisation\",\"name\":\"A\",\"fax\":\"000-1\"}", rev);
  bad = g_strdup_printf ("{\"_rev\":\"%s\",\"kind\":\"organisation\",\"name\":\"B\"}", rev);
  path = g_strdup_printf ("/edit-council/organisation:mine?rev=%s", rev);
  fixture_expect (fixture, AS_HOSPITAL, "PUT", "/edit-council/organisation:mine", bad, 403,
                  "*A hospital changes the contacts and the facility of its own organisation only.*");
  fixture_expect (fixture, AS_HOSPITAL, "DELETE", path, NULL, 403, NULL);
  fixture_expect (fixture, AS_HOSPITAL, "PUT", "/edit-council/organisation:mine", good, 201, NULL);
  fixture_expect (fixture, AS_HOSPITAL, "PUT", "/edit-council/organisation:mine", good, 409, NULL);
  /* A file is none of the fields that a hospital may change. */
  reply_free (g_steal_pointer (&reply));
  reply = fixture_request (fixture, AS_CLERK, "GET", "/edit-council/organisation:mine", NULL);
  g_free (path);
  path = g_strdup_printf ("/edit-council/organisation:mine/file?rev=%.34s", strstr (reply->body, "2-"));
  fixture_expect (fixture, AS_HOSPITAL, "PUT", path, "{}", 403, NULL);
  fixture_expect (fixture, AS_CLERK, "PUT", path, "{}", 201, NULL);
  /* What the server has already may come again by anybody's hand. */
  g_free (good);
  good = g_strdup_printf ("{\"new_edits\":false,\"docs\":[{\"_id\":\"organisation:mine\",\"_rev\":\"%s\","
                          "\"kind\":\"organisation\",\"name\":\"A\"}]}",
                          rev);
  fixture_expect (fixture, AS_MEMBER, "POST", "/edit-council/_bulk_docs", good, 201, "[]");
}

static void
test_security (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/sec-council", NULL, 201, NULL },
    { AS_ADMIN, "PUT", "/sec", NULL, 201, NULL },
    { AS_MEMBER, "GET", "/sec-council/_security", NULL, 200,
      "{\"members\":{\"roles\":[\"_admin\",\"secretariat\",\"officer\",\"hospital\",\"chair\",\"member\",\"viewer\"]},"
      "\"admins\":{\"roles\":[\"_admin\",\"administrator\"]}}" },
    { AS_ADMIN, "GET", "/sec/_security", NULL, 200,
      "{\"members\":{\"roles\":[\"_admin\"]},\"admins\":{\"roles\":[\"_admin\"]}}" },
    { AS_MEMBER, "PUT", "/sec-council/_security", "{}", 403,
      "{\"error\":\"forbidden\",\"reason\":\"You are not a db or server admin.\"}" },
    { AS_MEMBER, "GET", "/sec/a", NULL, 403, NOT_ALLOWED },
    { AS_ADMIN, "PUT", "/sec/_security", "{\"members\":{\"names\":[\"member\"]},\"admins\":{\"roles\":[\"org:mine\"]}}",
      200, "{\"ok\":true}" },
    { AS_ADMIN, "PUT", "/sec/_security", "{\"members\":[]}", 400, NULL },
    { AS_ADMIN, "PUT", "/sec-gone/_security", "{}", 404, NULL },
    /* No region's: a member writes what he likes. */
    { AS_MEMBER, "PUT", "/sec/a", "{}", 201, NULL },
    { AS_MEMBER, "PUT", "/sec/_design/d", "{}", 201, NULL },
    { AS_CLERK, "GET", "/sec/a", NULL, 403, NOT_ALLOWED },
    { AS_MEMBER, "GET", "/_all_dbs", NULL, 200, "*\"sec\"*" },
    { AS_MEMBER, "DELETE", "/sec", NULL, 403, NO_ADMIN },
    /* A new database of the same name begins anew. */
    { AS_ADMIN, "DELETE", "/sec", NULL, 200, NULL },
    { AS_ADMIN, "PUT", "/sec", NULL, 201, NULL },
    { AS_MEMBER, "GET", "/sec", NULL, 403, NOT_ALLOWED },
  };

  RUN (steps);
}

static char *
find_rev (const char *who, const char *path)
{
  g_autoptr (Reply) reply = fixture_request (fixture_get (), who, "GET", path, NULL);
  const char *start = strstr (reply->body, "\"_rev\":\"");

  g_assert_nonnull (start);
  start += strlen ("\"_rev\":\"");
  return g_strndup (start, strcspn (start, "\""));
}

static void
test_users (void)
{
  static const Step steps[] = {
    { AS_MEMBER, "GET", "/_users/org.couchdb.user:member", NULL, 200,
      "{\"_id\":\"org.couchdb.user:member\",\"_rev\":\"1-*\",\"name\":\"member\",\"type\":\"user\","
      "\"roles\":[\"member\",\"org:mine\"],\"password_scheme\":\"argon2id\"}" },
    { AS_MEMBER, "GET", "/_users/org.couchdb.user:clerk", NULL, 404,
      "{\"error\":\"not_found\",\"reason\":\"missing\"}" },
    { AS_MEMBER, "GET", "/_users/org.couchdb.user:nobody", NULL, 404,
      "{\"error\":\"not_found\",\"reason\":\"missing\"}" },
    { AS_NOBODY, "GET", "/_users/org.couchdb.user:member", NULL, 401, NULL },
    { AS_MEMBER, "GET", "/_users/_all_docs", NULL, 403, NO_ADMIN },
    { AS_ADMIN, "GET", "/_users/_all_docs?include_docs=true", NULL, 200, "{\"total_rows\":*org.couchdb.user:clerk*}" },
    { AS_ADMIN, "GET", "/_users", NULL, 200, "{\"db_name\":\"_users\"*" },
    { AS_ADMIN, "PUT", "/_users", NULL, 412, NULL },
    { AS_ADMIN, "GET", "/_users/loose", NULL, 404, NULL },
    { AS_MEMBER, "PUT", "/_users/org.couchdb.user:new", "{\"name\":\"new\",\"type\":\"user\",\"roles\":[]}", 403,
      "*You may only update your own user document.*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new", "{\"name\":\"new\",\"type\":\"user\",\"roles\":[]}", 400, NULL },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":[\"viewer\"],\"password\":\"short\"}", 400, "*at least 13*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":[\"_admin\"],\"password\":\"long enough for all\"}", 403,
      "*No system roles*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"other\",\"type\":\"user\",\"roles\":[],\"password\":\"long enough for all\"}", 403, "*Doc ID*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":\"viewer\",\"password\":\"long enough for all\"}", 403,
      "*array*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":[],\"derived_key\":\"x\"}", 400, "*derived_key*" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":[\"viewer\"],\"password\":\"long enough for all\"}", 201,
      "{\"ok\":true,\"id\":\"org.couchdb.user:new\",\"rev\":\"1-*\"}" },
    { AS_ADMIN, "PUT", "/_users/org.couchdb.user:new",
      "{\"name\":\"new\",\"type\":\"user\",\"roles\":[\"viewer\"],\"password\":\"long enough for all\"}", 409, NULL },
    { "new:long enough for all", "GET", "/_session", NULL, 200, "*\"roles\":[\"viewer\"]*" },
  };
  Fixture *fixture = fixture_get ();
  const char *own = "/_users/org.couchdb.user:new";
  g_autofree char *rev = NULL;
  g_autofree char *mighty = NULL;
  g_autofree char *change = NULL;
  g_autofree char *path = NULL;

  RUN (steps);
  rev = find_rev ("new:long enough for all", own);
  mighty = g_strdup_printf ("{\"_rev\":\"%s\",\"name\":\"new\",\"type\":\"user\",\"roles\":[\"secretariat\"]}", rev);
  change =
      g_strdup_printf ("{\"_id\":\"org.couchdb.user:new\",\"_rev\":\"%s\",\"name\":\"new\",\"type\":\"user\","
                       "\"roles\":[\"viewer\"],\"password_scheme\":\"argon2id\",\"password\":\"quite another word\"}",
                       rev);
  fixture_expect (fixture, "new:long enough for all", "PUT", own, mighty, 403, "*Only _admin may edit roles*");
  fixture_expect (fixture, "new:long enough for all", "PUT", own, change, 201, NULL);
  fixture_expect (fixture, "new:long enough for all", "GET", own, NULL, 401, NULL);
  fixture_expect (fixture, "new:quite another word", "GET", own, NULL, 200, NULL);
  path = g_strdup_printf ("%s?rev=%s", own, rev);
  fixture_expect (fixture, AS_ADMIN, "DELETE", path, NULL, 409, NULL);
  g_free (path);
  g_free (rev);
  rev = find_rev (AS_ADMIN, own);
  path = g_strdup_printf ("%s?rev=%s", own, rev);
  fixture_expect (fixture, "new:quite another word", "DELETE", path, NULL, 403, NO_ADMIN);
  fixture_expect (fixture, AS_ADMIN, "DELETE", path, NULL, 200, NULL);
  fixture_expect (fixture, "new:quite another word", "GET", own, NULL, 401, NULL);
}

static char *
log_in (const char *body)
{
  g_autoptr (Reply) reply = fixture_request (fixture_get (), AS_NOBODY, "POST", "/_session", body);
  const char *cookie = soup_message_headers_get_one (reply->headers, "Set-Cookie");

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (cookie);
  g_assert_nonnull (strstr (cookie, "; HttpOnly"));
  g_assert_nonnull (strstr (cookie, "; SameSite=Strict"));
  g_assert_nonnull (strstr (cookie, "; Max-Age="));
  return g_strndup (cookie, strcspn (cookie, ";"));
}

static guint
try_cookie (const char *cookie)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_NOBODY, "GET", "/_all_dbs", NULL);
  g_autoptr (Reply) reply = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie", cookie);
  reply = fixture_send (fixture_get (), message);
  return reply->status;
}

static void
log_out (const char *cookie)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_NOBODY, "DELETE", "/_session", NULL);
  g_autoptr (Reply) reply = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie", cookie);
  reply = fixture_send (fixture_get (), message);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_cookie (void)
{
  g_autofree char *cookie = log_in ("{\"name\":\"admin\",\"password\":\"correct horse battery\"}");
  g_autofree char *among = g_strdup_printf ("a=b; %s; c=d", cookie);

  g_assert_cmpuint (try_cookie (cookie), ==, 200);
  g_assert_cmpuint (try_cookie (among), ==, 200);
  g_assert_cmpuint (try_cookie ("AuthSession="), ==, 401);
  fixture_expect (fixture_get (), AS_NOBODY, "POST", "/_session", "{\"name\":\"admin\",\"password\":\"wrong\"}", 401,
                  WRONG);
  fixture_expect (fixture_get (), AS_NOBODY, "POST", "/_session", "{\"name\":\"admin\"}", 400, NULL);
  fixture_expect (fixture_get (), AS_NOBODY, "DELETE", "/_session", NULL, 200, "{\"ok\":true}");
  log_out (cookie);
  g_assert_cmpuint (try_cookie (cookie), ==, 401);
}

static void
test_form_login (void)
{
  static const char form[] = "name=clerk&password=staple%20of+the%20office";
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_NOBODY, "POST", "/_session", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  g_autoptr (Reply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  reply = fixture_send (fixture_get (), message);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (soup_message_headers_get_one (reply->headers, "Set-Cookie"));
}

/* Any change to any character of a cookie makes it worthless. */
static void
test_forged_cookie (void)
{
  g_autofree char *cookie = log_in ("{\"name\":\"clerk\",\"password\":\"staple of the office\"}");
  gsize start = strlen ("AuthSession=");
  g_autofree char *forged = NULL;
  g_autofree char *encoded = NULL;

  for (gsize i = start; i + 2 < strlen (cookie); i += 7) {
    g_autofree char *changed = g_strdup (cookie);

    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    g_assert_cmpuint (try_cookie (changed), ==, 401);
  }
  /* Another name with an expiry far away and a signature of the right length. */
  encoded = g_base64_encode ((const guchar
                                  *) "admin:7FFFFFFF:0000000000000000000000000000000000000000000000000000000000000000",
                             79);
  forged = g_strconcat ("AuthSession=", encoded, NULL);
  g_assert_cmpuint (try_cookie (forged), ==, 401);
}

static void
test_cookie_expires (void)
{
  g_autofree char *cookie = NULL;

  ry_server_set_session_lifetime (fixture_get ()->server, 3);
  cookie = log_in ("{\"name\":\"admin\",\"password\":\"correct horse battery\"}");
  g_assert_cmpuint (try_cookie (cookie), ==, 200);
  fixture_wait (3100);
  g_assert_cmpuint (try_cookie (cookie), ==, 401);
  ry_server_set_session_lifetime (fixture_get ()->server, 3600);
}

/* What the command line changes counts at once, for what was verified before too. */
static void
test_change_ends_sessions (void)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);
  static const char *const member[] = { "member", NULL };
  g_autofree char *cookie = NULL;

  g_assert_true (ry_accounts_add (accounts, "leaver", member, "the first word", NULL));
  cookie = log_in ("{\"name\":\"leaver\",\"password\":\"the first word\"}");
  fixture_expect (fixture_get (), "leaver:the first word", "GET", "/_all_dbs", NULL, 200, NULL);
  g_assert_true (ry_accounts_change (accounts, "leaver", NULL, "the second word", NULL));
  fixture_wait (20);
  g_assert_cmpuint (try_cookie (cookie), ==, 401);
  fixture_expect (fixture_get (), "leaver:the first word", "GET", "/_all_dbs", NULL, 401, NULL);
  fixture_expect (fixture_get (), "leaver:the second word", "GET", "/_all_dbs", NULL, 200, NULL);
  g_assert_true (ry_accounts_remove (accounts, "leaver", NULL));
  fixture_wait (20);
  fixture_expect (fixture_get (), "leaver:the second word", "GET", "/_all_dbs", NULL, 401, NULL);
}

/* Somebody waits for changes; answers the socket once he does. */
static GSocketConnection *
wait_for_changes (const char *header)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("GET /feed-council/_changes?feed=continuous&heartbeat=60000 HTTP/1.1\r\n"
                                           "Host: a\r\n%s\r\n\r\n",
                                           header);

  g_assert_nonnull (connection);
  g_socket_send (g_socket_connection_get_socket (connection), text, strlen (text), NULL, NULL);
  for (guint i = 0; i < 200 && ry_server_get_n_waiting (fixture->server) == 0; i++)
    fixture_wait (10);
  g_assert_cmpuint (ry_server_get_n_waiting (fixture->server), ==, 1);
  return connection;
}

static void
assert_ended (GSocketConnection *connection, const char *secret)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GString) all = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  for (guint i = 0; i < 100 && ry_server_get_n_waiting (fixture_get ()->server) > 0; i++)
    fixture_wait (10);
  g_assert_cmpuint (ry_server_get_n_waiting (fixture_get ()->server), ==, 0);
  while ((n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (all, buffer, n);
  g_assert_nonnull (strstr (all->str, " 200 "));
  g_assert_null (strstr (all->str, secret));
}

/* What waited is told nothing more once its account is gone, its session ended, or the database closed to it. */
static void
test_revoked_while_waiting (void)
{
  static const char *const member[] = { "member", NULL };
  Fixture *fixture = fixture_get ();
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture->home, NULL);
  g_autofree char *encoded = NULL;
  g_autofree char *basic = NULL;
  guint n_ended;

  g_assert_true (ry_accounts_add (accounts, "waiter", member, "a word to wait with", NULL));
  encoded = g_base64_encode ((const guchar *) "waiter:a word to wait with", strlen ("waiter:a word to wait with"));
  basic = g_strdup_printf ("Authorization: Basic %s", encoded);
  fixture_expect (fixture, AS_ADMIN, "PUT", "/feed-council", NULL, 201, NULL);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *cookie = log_in ("{\"name\":\"waiter\",\"password\":\"a word to wait with\"}");
    g_autofree char *by_cookie = g_strdup_printf ("Cookie: %s", cookie);
    g_autofree char *secret = g_strdup_printf ("secret-%u", i);
    g_autofree char *path = g_strdup_printf ("/feed-council/%s", secret);
    g_autoptr (GSocketConnection) waiting = wait_for_changes (i == 1 ? by_cookie : basic);

    if (i == 0)
      fixture_expect (fixture, AS_ADMIN, "PUT", "/feed-council/_security", "{\"members\":{\"names\":[\"other\"]}}", 200,
                      NULL);
    else if (i == 1)
      g_assert_true (ry_accounts_end_sessions (accounts, "waiter", &n_ended, NULL));
    else
      g_assert_true (ry_accounts_remove (accounts, "waiter", NULL));
    fixture_wait (20);
    fixture_expect (fixture, AS_ADMIN, "PUT", path, "{}", 201, NULL);
    assert_ended (waiting, secret);
    fixture_expect (fixture, AS_ADMIN, "PUT", "/feed-council/_security", "{}", 200, NULL);
  }
}

static void
test_throttled (void)
{
  Fixture *fixture = fixture_get ();
  guint status = 0;
  guint n = 0;

  /* Whoever has proved himself before is not locked out by who guesses at his name. */
  fixture_expect (fixture, AS_CLERK, "GET", "/_all_dbs", NULL, 200, NULL);
  while (status != 429 && n++ < 20) {
    g_autofree char *guess = g_strdup_printf ("clerk:guess %u", n);
    g_autoptr (Reply) reply = fixture_request (fixture, guess, "GET", "/_all_dbs", NULL);

    status = reply->status;
    g_assert_true (status == 401 || status == 429);
    if (status == 429)
      g_assert_cmpint (g_ascii_strtoll (soup_message_headers_get_one (reply->headers, "Retry-After"), NULL, 10), >, 0);
  }
  g_assert_cmpuint (status, ==, 429);
  fixture_expect (fixture, AS_CLERK, "GET", "/_all_dbs", NULL, 200, NULL);
}

static guint
guess_from (const char *forwarded, guint n)
{
  g_autofree char *who = g_strdup_printf ("stranger%u:guess", n);
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), who, "GET", "/_all_dbs", NULL);
  g_autoptr (Reply) reply = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Forwarded-For", forwarded);
  reply = fixture_send (fixture_get (), message);
  return reply->status;
}

/* Behind a proxy the guesser's own address waits, and not everybody's; what he writes into the list himself is nothing.
 */
static void
test_throttled_by_address (void)
{
  guint status = 0;
  guint n;

  ry_server_set_behind_proxy (fixture_get ()->server, TRUE);
  for (n = 0; n < 40 && status != 429; n++) {
    g_autofree char *forwarded = g_strdup_printf ("198.51.100.%u, 192.0.2.9", n);

    status = guess_from (forwarded, n);
  }
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (guess_from ("192.0.2.9, 192.0.2.10", 100), ==, 401);
  ry_server_set_behind_proxy (fixture_get ()->server, FALSE);
}

/* Microseconds that as many requests take. */
static gint64
measure_requests (const char *who, guint n)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    fixture_expect (fixture_get (), who, "GET", "/_up", NULL, 200, NULL);
  return g_get_monotonic_time () - start;
}

/* Hashing happens once; after that Basic costs next to nothing: far less than a tenth of a hash. */
static void
test_basic_is_fast (void)
{
  gint64 without = measure_requests (AS_NOBODY, 100), with;
  char hash[crypto_pwhash_STRBYTES];
  gint64 start = g_get_monotonic_time (), hashing;

  g_assert_cmpint (crypto_pwhash_str (hash, "a word", 6, 2, 64u << 20), ==, 0);
  hashing = g_get_monotonic_time () - start;
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/_all_dbs", NULL, 200, NULL);
  with = measure_requests (AS_ADMIN, 100);
  g_assert_cmpint (with - without, <, 10 * hashing);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/no-anonymous", test_no_anonymous);
  g_test_add_func ("/auth/roles", test_roles);
  g_test_add_func ("/auth/kinds", test_kinds);
  g_test_add_func ("/auth/own-edit", test_own_edit);
  g_test_add_func ("/auth/security", test_security);
  g_test_add_func ("/auth/users", test_users);
  g_test_add_func ("/auth/odd-authorization", test_odd_authorization);
  g_test_add_func ("/auth/cookie", test_cookie);
  g_test_add_func ("/auth/cookie/form", test_form_login);
  g_test_add_func ("/auth/cookie/forged", test_forged_cookie);
  g_test_add_func ("/auth/cookie/expires", test_cookie_expires);
  g_test_add_func ("/auth/change-ends-sessions", test_change_ends_sessions);
  g_test_add_func ("/auth/revoked-while-waiting", test_revoked_while_waiting);
  g_test_add_func ("/auth/basic-is-fast", test_basic_is_fast);
  g_test_add_func ("/auth/wrong-password", test_wrong_password);
  g_test_add_func ("/auth/throttled", test_throttled);
  g_test_add_func ("/auth/throttled/by-address", test_throttled_by_address);
  result = g_test_run ();
  fixture_free ();
  return result;
}
