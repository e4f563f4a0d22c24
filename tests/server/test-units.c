/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's pure parts: rights, throttle, router, names, accounts.
 */
#include <glib/gstdio.h>

#include "ry-accounts.h"
#include "ry-databases.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-router.h"
#include "ry-throttle.h"

static void
test_rights (void)
{
  static const struct {
    const char *role;
    const char *database;
    gboolean read, write;
  } rows[] = {
    { "administrator", "shiomi-council", TRUE, TRUE }, { "administrator", "shiomi-office", TRUE, TRUE },
    { "administrator", "anything", TRUE, TRUE },       { "secretariat", "shiomi-council", TRUE, TRUE },
    { "secretariat", "shiomi-office", TRUE, TRUE },    { "secretariat", "shiomi-cases", FALSE, FALSE },
    { "secretariat", "anything", FALSE, FALSE },       { "member", "shiomi-council", TRUE, FALSE },
    { "member", "shiomi-office", FALSE, FALSE },       { "viewer", "shiomi-council", TRUE, FALSE },
    { "liaison", "shiomi-office", FALSE, FALSE },      { "chair", "council", FALSE, FALSE },
    { "officer", "a-council-office", FALSE, FALSE },   { "officer", "a-office-council", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RyRole role;

    g_assert_true (ry_role_from_name (rows[i].role, &role));
    g_assert_cmpint (ry_rights_may_read (role, rows[i].database), ==, rows[i].read);
    g_assert_cmpint (ry_rights_may_write (role, rows[i].database), ==, rows[i].write);
  }
}

static void
test_role_names (void)
{
  RyRole role;

  g_assert_false (ry_role_from_name ("Administrator", &role));
  g_assert_false (ry_role_from_name ("", &role));
  g_assert_false (ry_role_from_name (NULL, &role));
  for (RyRole each = 0; each < RY_N_ROLES; each++) {
    g_assert_true (ry_role_from_name (ry_role_get_name (each), &role));
    g_assert_cmpint (role, ==, each);
  }
}

static void
test_throttle (void)
{
  g_autoptr (RyThrottle) throttle = ry_throttle_new (3);
  gint64 now = 1000 * G_USEC_PER_SEC;
  static const guint waits[] = { 0, 0, 1, 2, 4, 8, 16, 32, 60, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    ry_throttle_fail (throttle, "clerk", now);
    g_assert_cmpuint (ry_throttle_get_wait (throttle, "clerk", now), ==, waits[i]);
    g_assert_cmpuint (ry_throttle_get_wait (throttle, "other", now), ==, 0);
    now += waits[i] * G_USEC_PER_SEC;
    g_assert_cmpuint (ry_throttle_get_wait (throttle, "clerk", now), ==, 0);
  }
  ry_throttle_forgive (throttle, "clerk");
  ry_throttle_fail (throttle, "clerk", now);
  g_assert_cmpuint (ry_throttle_get_wait (throttle, "clerk", now), ==, 0);
}

static void
test_throttle_forgets (void)
{
  g_autoptr (RyThrottle) throttle = ry_throttle_new (2);
  gint64 now = 1;

  ry_throttle_fail (throttle, "clerk", now);
  ry_throttle_fail (throttle, "clerk", now);
  g_assert_cmpuint (ry_throttle_get_wait (throttle, "clerk", now), ==, 1);
  now += 16 * 60 * G_USEC_PER_SEC;
  ry_throttle_fail (throttle, "clerk", now);
  g_assert_cmpuint (ry_throttle_get_wait (throttle, "clerk", now), ==, 0);
}

static void
test_throttle_bounded (void)
{
  g_autoptr (RyThrottle) throttle = ry_throttle_new (2);

  for (guint i = 0; i < 5000; i++) {
    g_autofree char *key = g_strdup_printf ("address %u", i);

    ry_throttle_fail (throttle, key, 1);
  }
  g_assert_cmpuint (ry_throttle_get_wait (throttle, "somebody new", 1), ==, 1);
  g_assert_cmpuint (ry_throttle_get_wait (throttle, "somebody new", 20 * 60 * G_USEC_PER_SEC), ==, 0);
}

static void
test_router (void)
{
  static const struct {
    const char *method, *path;
    RyHandler handler;
    const char *database, *document, *attachment;
  } rows[] = {
    { "GET", "/", ry_handle_welcome, NULL, NULL, NULL },
    { "HEAD", "/", ry_handle_welcome, NULL, NULL, NULL },
    { "GET", "/_up", ry_handle_up, NULL, NULL, NULL },
    { "GET", "/a", ry_handle_database_get, "a", NULL, NULL },
    { "GET", "/a/", ry_handle_database_get, "a", NULL, NULL },
    { "PUT", "/a%2Fb", ry_handle_database_put, "a/b", NULL, NULL },
    { "GET", "/a/_changes", ry_handle_changes, "a", NULL, NULL },
    { "GET", "/a/doc", ry_handle_document_get, "a", "doc", NULL },
    { "GET", "/a/organisation%3A1%2F2", ry_handle_document_get, "a", "organisation:1/2", NULL },
    { "GET", "/a/_design/x", ry_handle_document_get, "a", "_design/x", NULL },
    { "GET", "/a/_design%2Fx", ry_handle_document_get, "a", "_design/x", NULL },
    { "GET", "/a/_local/x", ry_handle_local_get, "a", "_local/x", NULL },
    { "PUT", "/a/_local/x%3D%3D", ry_handle_local_put, "a", "_local/x==", NULL },
    { "GET", "/a/doc/file", ry_handle_attachment_get, "a", "doc", "file" },
    { "GET", "/a/doc/in/a/folder%20b", ry_handle_attachment_get, "a", "doc", "in/a/folder b" },
    { "GET", "/a/_design/x/file", ry_handle_attachment_get, "a", "_design/x", "file" },
    { "POST", "/a/_bulk_docs", ry_handle_bulk_docs, "a", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyRequest) request = ry_request_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *allow = NULL;
    const RyRoute *route = ry_router_find (rows[i].method, rows[i].path, request, &allow, &error);

    g_assert_no_error (error);
    g_assert_true (route->handler == rows[i].handler);
    g_assert_cmpstr (request->database, ==, rows[i].database);
    g_assert_cmpstr (request->document, ==, rows[i].document);
    g_assert_cmpstr (request->attachment, ==, rows[i].attachment);
  }
}

static void
test_router_refuses (void)
{
  static const struct {
    const char *method, *path;
    RyErrorCode code;
    const char *allow;
  } rows[] = {
    { "PATCH", "/a", RY_ERROR_METHOD_NOT_ALLOWED, "GET,HEAD,PUT,DELETE,POST" },
    { "DELETE", "/a/_changes", RY_ERROR_METHOD_NOT_ALLOWED, "GET,HEAD,POST" },
    { "GET", "/_node/_local/_config", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "POST", "/a/_find", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "PUT", "/a/_security", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "PUT", "/a/doc/file", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "GET", "//a", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/a//b", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/a/%FF%FE", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/a/%", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/a/%00", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4", RY_ERROR_BAD_REQUEST, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyRequest) request = ry_request_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *allow = NULL;

    g_assert_null (ry_router_find (rows[i].method, rows[i].path, request, &allow, &error));
    g_assert_error (error, RY_ERROR, (int) rows[i].code);
    g_assert_cmpstr (allow, ==, rows[i].allow);
  }
}

static void
test_database_names (void)
{
  static const char *const good[] = { "a", "shiomi-council", "r1234abcd-office", "a0_$()+/-" };
  static const char *const bad[] = { "", "A", "1a", "_users", "a.b", "a b", "汐見", "../a", "a%2f" };
  g_autofree char *longest = g_strnfill (120, 'a');
  g_autofree char *longer = g_strnfill (121, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ry_databases_check_name (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ry_databases_check_name (bad[i], &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_ILLEGAL_NAME);
  }
  g_assert_true (ry_databases_check_name (longest, NULL));
  g_assert_false (ry_databases_check_name (longer, NULL));
}

static void
remove_home (const char *home)
{
  ry_accounts_discard (home);
  g_assert_cmpint (g_rmdir (home), ==, 0);
}

static void
test_accounts (void)
{
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);
  g_autoptr (RyAccounts) other = ry_accounts_open (home, NULL);
  g_autoptr (RyAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first_hash = NULL;

  g_assert_null (ry_accounts_create (home, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpstr (ry_accounts_get_uuid (accounts), ==, ry_accounts_get_uuid (other));

  /* What one process changes, another sees. */
  g_assert_null (ry_accounts_lookup (other, "書記"));
  g_assert_true (ry_accounts_add (accounts, "書記", RY_ROLE_SECRETARIAT, "pass", NULL));
  account = ry_accounts_lookup (other, "書記");
  g_assert_nonnull (account);
  g_assert_cmpint (account->role, ==, RY_ROLE_SECRETARIAT);
  g_assert_true (g_str_has_prefix (account->hash, "$argon2id$"));
  first_hash = g_strdup (account->hash);

  g_assert_false (ry_accounts_add (accounts, "書記", RY_ROLE_VIEWER, "pass", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (ry_accounts_set_password (other, "書記", "pass", NULL));
  g_clear_pointer (&account, ry_account_unref);
  account = ry_accounts_lookup (accounts, "書記");
  g_assert_cmpstr (account->hash, !=, first_hash);

  g_assert_true (ry_accounts_remove (other, "書記", NULL));
  g_assert_null (ry_accounts_lookup (accounts, "書記"));
  g_assert_false (ry_accounts_remove (other, "書記", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_object (&accounts);
  g_clear_object (&other);
  remove_home (home);
}

static void
test_account_names (void)
{
  static const char *const bad[] = { "", "_admin", "a:b", "a\nb", "a\tb", "\xff" };
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);
  g_autofree char *too_long = g_strnfill (65, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ry_accounts_add (accounts, bad[i], RY_ROLE_VIEWER, "pass", NULL));
  g_assert_false (ry_accounts_add (accounts, too_long, RY_ROLE_VIEWER, "pass", NULL));
  g_assert_false (ry_accounts_add (accounts, "good", RY_ROLE_VIEWER, "", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_clear_object (&accounts);
  remove_home (home);
}

static void
test_made_passwords (void)
{
  g_autofree char *a = ry_accounts_make_password ();
  g_autofree char *b = ry_accounts_make_password ();

  g_assert_cmpuint (strlen (a), ==, 23);
  g_assert_cmpstr (a, !=, b);
  g_assert_true (g_regex_match_simple ("^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$", a, 0, 0));
}

static void
test_damaged_accounts (void)
{
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (home, "server.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_accounts_open (home, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "this is not a database at all", -1, NULL));
  g_assert_null (ry_accounts_open (home, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
  remove_home (home);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/rights", test_rights);
  g_test_add_func ("/server/rights/names", test_role_names);
  g_test_add_func ("/server/throttle", test_throttle);
  g_test_add_func ("/server/throttle/forgets", test_throttle_forgets);
  g_test_add_func ("/server/throttle/bounded", test_throttle_bounded);
  g_test_add_func ("/server/router", test_router);
  g_test_add_func ("/server/router/refuses", test_router_refuses);
  g_test_add_func ("/server/databases/names", test_database_names);
  g_test_add_func ("/server/accounts", test_accounts);
  g_test_add_func ("/server/accounts/names", test_account_names);
  g_test_add_func ("/server/accounts/made-passwords", test_made_passwords);
  g_test_add_func ("/server/accounts/damaged", test_damaged_accounts);
  return g_test_run ();
}
