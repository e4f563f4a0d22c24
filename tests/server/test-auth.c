/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets in, who does not, and what each may do.
 */
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
      "{\"error\":\"forbidden\",\"reason\":\"The role “member” may not write here.\"}" },
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

  ry_server_set_session_lifetime (fixture_get ()->server, 1);
  cookie = log_in ("{\"name\":\"admin\",\"password\":\"correct horse battery\"}");
  g_assert_cmpuint (try_cookie (cookie), ==, 200);
  fixture_wait (2100);
  g_assert_cmpuint (try_cookie (cookie), ==, 401);
  ry_server_set_session_lifetime (fixture_get ()->server, 3600);
}

/* What the command line changes counts at once, for what was verified before too. */
static void
test_change_ends_sessions (void)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);
  g_autofree char *cookie = NULL;

  g_assert_true (ry_accounts_add (accounts, "leaver", RY_ROLE_MEMBER, "first word", NULL));
  cookie = log_in ("{\"name\":\"leaver\",\"password\":\"first word\"}");
  fixture_expect (fixture_get (), "leaver:first word", "GET", "/_all_dbs", NULL, 200, NULL);
  g_assert_true (ry_accounts_set_password (accounts, "leaver", "second word", NULL));
  g_assert_cmpuint (try_cookie (cookie), ==, 401);
  fixture_expect (fixture_get (), "leaver:first word", "GET", "/_all_dbs", NULL, 401, NULL);
  fixture_expect (fixture_get (), "leaver:second word", "GET", "/_all_dbs", NULL, 200, NULL);
  g_assert_true (ry_accounts_remove (accounts, "leaver", NULL));
  fixture_expect (fixture_get (), "leaver:second word", "GET", "/_all_dbs", NULL, 401, NULL);
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

/* Hashing happens once; after that Basic costs next to nothing. */
static void
test_basic_is_fast (void)
{
  Fixture *fixture = fixture_get ();
  gint64 start;

  fixture_expect (fixture, AS_ADMIN, "GET", "/_all_dbs", NULL, 200, NULL);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 100; i++)
    fixture_expect (fixture, AS_ADMIN, "GET", "/_up", NULL, 200, NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/no-anonymous", test_no_anonymous);
  g_test_add_func ("/auth/roles", test_roles);
  g_test_add_func ("/auth/odd-authorization", test_odd_authorization);
  g_test_add_func ("/auth/cookie", test_cookie);
  g_test_add_func ("/auth/cookie/form", test_form_login);
  g_test_add_func ("/auth/cookie/forged", test_forged_cookie);
  g_test_add_func ("/auth/cookie/expires", test_cookie_expires);
  g_test_add_func ("/auth/change-ends-sessions", test_change_ends_sessions);
  g_test_add_func ("/auth/basic-is-fast", test_basic_is_fast);
  g_test_add_func ("/auth/wrong-password", test_wrong_password);
  g_test_add_func ("/auth/throttled", test_throttled);
  result = g_test_run ();
  fixture_free ();
  return result;
}
