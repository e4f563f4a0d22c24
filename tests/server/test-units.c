/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's pure parts: rights, throttle, router, names, accounts.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "ry-accounts.h"
#include "ry-crowd.h"
#include "ry-databases.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-router.h"
#include "ry-pace.h"
#include "ry-throttle.h"

#define PASSWORD "a long enough word"

/* µs, in which what one process changes is seen by another. */
#define SOON 20000

static RyAccount *
make_account (RyAccounts *accounts, const char *name, const char *roles)
{
  g_auto (GStrv) words = g_strsplit (roles, " ", -1);
  g_autoptr (GError) error = NULL;

  ry_accounts_add (accounts, name, (const char *const *) words, PASSWORD, &error);
  g_assert_no_error (error);
  return ry_accounts_lookup (accounts, name);
}

static void
remove_home (const char *home)
{
  ry_accounts_discard (home);
  g_assert_cmpint (g_rmdir (home), ==, 0);
}

/* Who reads what, until somebody sets another _security. */
static void
test_readers (void)
{
  static const struct {
    const char *roles, *database;
    gboolean read, keep;
  } rows[] = {
    { "administrator", "shiomi-council", TRUE, TRUE },   { "administrator", "anything", TRUE, TRUE },
    { "secretariat", "shiomi-council", TRUE, FALSE },    { "secretariat", "shiomi-office", TRUE, FALSE },
    { "secretariat", "shiomi-cases", FALSE, FALSE },     { "secretariat", "anything", FALSE, FALSE },
    { "member", "shiomi-council", TRUE, FALSE },         { "member", "shiomi-office", FALSE, FALSE },
    { "viewer", "shiomi-council", TRUE, FALSE },         { "viewer member", "shiomi-office", FALSE, FALSE },
    { "hospital org:a", "shiomi-office", FALSE, FALSE }, { "chair", "council", FALSE, FALSE },
    { "officer", "a-council-office", FALSE, FALSE },     { "officer", "a-office-council", TRUE, FALSE },
    { "org:a", "shiomi-council", FALSE, FALSE },         { "friend", "shiomi-council", FALSE, FALSE },
  };
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strdup_printf ("account %u", i);
    g_autoptr (RyAccount) account = make_account (accounts, name, rows[i].roles);

    g_assert_cmpint (ry_rights_may_read (accounts, account, rows[i].database), ==, rows[i].read);
    g_assert_cmpint (ry_rights_may_administer (accounts, account, rows[i].database), ==, rows[i].keep);
  }
  g_clear_object (&accounts);
  remove_home (home);
}

static void
test_security (void)
{
  static const struct {
    const char *text, *name, *role;
    gboolean member, admin;
  } rows[] = {
    { "{}", "a", "x", TRUE, FALSE },
    { "{\"members\":{\"names\":[],\"roles\":[]}}", "a", "x", TRUE, FALSE },
    { "{\"members\":{\"names\":[\"a\"]}}", "a", "x", TRUE, FALSE },
    { "{\"members\":{\"names\":[\"a\"]}}", "b", "x", FALSE, FALSE },
    { "{\"members\":{\"roles\":[\"x\"]}}", "b", "x", TRUE, FALSE },
    { "{\"members\":{\"roles\":[\"x\"]}}", "b", "_admin", TRUE, TRUE },
    { "{\"members\":{\"roles\":[\"y\"]},\"admins\":{\"names\":[\"a\"]}}", "a", "x", TRUE, TRUE },
    { "{\"members\":{\"roles\":[\"y\"]},\"admins\":{\"roles\":[\"x\"]}}", "a", "x", TRUE, TRUE },
    { "{\"members\":{\"roles\":[\"y\"]},\"other\":1}", "a", "x", FALSE, FALSE },
  };
  static const char *const bad[] = { "", "[]", "{\"members\":1}", "{\"members\":{\"names\":\"a\"}}",
                                     "{\"admins\":{\"roles\":[1]}}" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *roles[] = { rows[i].role, NULL };
    g_autoptr (RyActor) actor = ry_actor_new (roles);
    g_autoptr (RySecurity) security = ry_security_parse (rows[i].text, -1, NULL);

    g_assert_cmpstr (ry_security_get_text (security), ==, rows[i].text);
    g_assert_cmpint (ry_security_is_member (security, rows[i].name, actor), ==, rows[i].member);
    g_assert_cmpint (ry_security_is_admin (security, rows[i].name, actor), ==, rows[i].admin);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ry_security_parse (bad[i], -1, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  }
}

static void
test_sessions (void)
{
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);
  g_autoptr (RyAccounts) other = ry_accounts_open (home, NULL);
  g_autoptr (RyAccount) a = make_account (accounts, "a", "member");
  g_autoptr (RyAccount) b = make_account (accounts, "b", "member");
  g_autofree char *first = ry_accounts_begin_session (accounts, a, 60, NULL);
  g_autofree char *second = ry_accounts_begin_session (accounts, a, 60, NULL);
  g_autofree char *third = ry_accounts_begin_session (accounts, b, 60, NULL);
  g_autofree char *over = ry_accounts_begin_session (accounts, b, 0, NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (RyAccount) found = ry_accounts_find_session (accounts, second);
  guint n_ended;

  g_assert_true (found->actor == a->actor || g_str_equal (found->name, "a"));
  g_assert_cmpstr (first, !=, second);
  g_assert_null (ry_accounts_find_session (accounts, over));
  g_assert_null (ry_accounts_find_session (accounts, ""));
  list = ry_accounts_list_sessions (accounts);
  g_assert_cmpuint (list->len, ==, 3);

  /* One; all of an account, from another process; by a new password; everybody's. */
  g_assert_true (ry_accounts_end_session (accounts, first, NULL));
  g_assert_null (ry_accounts_find_session (accounts, first));
  g_clear_pointer (&found, ry_account_unref);
  found = ry_accounts_find_session (accounts, second);
  g_assert_nonnull (found);
  g_assert_true (ry_accounts_end_sessions (other, "a", &n_ended, NULL));
  g_assert_cmpuint (n_ended, ==, 1);
  g_usleep (SOON);
  g_assert_null (ry_accounts_find_session (accounts, second));
  g_assert_true (ry_accounts_change (accounts, "b", NULL, "another long word", NULL));
  g_assert_null (ry_accounts_find_session (accounts, third));
  g_free (third);
  third = ry_accounts_begin_session (accounts, b, 60, NULL);
  g_assert_true (ry_accounts_end_sessions (accounts, NULL, &n_ended, NULL));
  g_assert_cmpuint (n_ended, ==, 1);
  g_assert_null (ry_accounts_find_session (accounts, third));
  g_clear_object (&accounts);
  g_clear_object (&other);
  remove_home (home);
}

/* Five at once, then one in two seconds; each key by itself. */
static void
test_pace (void)
{
  g_autoptr (RyPace) pace = ry_pace_new (5, 0.5);
  gint64 now = G_USEC_PER_SEC;

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (ry_pace_take (pace, "one", now), ==, 0);
  g_assert_cmpuint (ry_pace_take (pace, "one", now), ==, 3);
  g_assert_cmpuint (ry_pace_take (pace, "other", now), ==, 0);
  now += 2 * G_USEC_PER_SEC;
  g_assert_cmpuint (ry_pace_take (pace, "one", now), ==, 0);
  g_assert_cmpuint (ry_pace_take (pace, "one", now), >, 0);
  now += 3600 * (gint64) G_USEC_PER_SEC; /* a night saves up no more than five */
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (ry_pace_take (pace, "one", now), ==, 0);
  g_assert_cmpuint (ry_pace_take (pace, "one", now), >, 0);
  /* A flood of keys costs nobody the page. */
  for (guint i = 0; i < 20000; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_assert_cmpuint (ry_pace_take (pace, key, now), ==, 0);
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
test_crowd (void)
{
  g_autoptr (RyCrowd) crowd = ry_crowd_new (6, 2);

  g_assert_true (ry_crowd_enter (crowd, "192.0.2.1"));
  g_assert_true (ry_crowd_enter (crowd, "192.0.2.1"));
  g_assert_false (ry_crowd_enter (crowd, "192.0.2.1"));
  ry_crowd_leave (crowd, "192.0.2.1");
  /* Room is made by whoever goes, and this machine's own is for a whole proxy. */
  ry_crowd_leave (crowd, "192.0.2.1");
  g_assert_true (ry_crowd_enter (crowd, "192.0.2.1"));
  for (guint i = 0; i < 3; i++)
    g_assert_true (ry_crowd_enter (crowd, "127.0.0.1"));
  g_assert_true (ry_crowd_enter (crowd, "::1"));
  g_assert_false (ry_crowd_enter (crowd, "192.0.2.2"));
  ry_crowd_leave (crowd, "192.0.2.2");
  ry_crowd_leave (crowd, "127.0.0.1");
  g_assert_true (ry_crowd_enter (crowd, "192.0.2.2"));
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
    { "GET", "//a//two+words/", ry_handle_document_get, "a", "two words", NULL },
    { "GET", "/a/one%2Bone", ry_handle_document_get, "a", "one+one", NULL },
    { "COPY", "/a/doc", ry_handle_document_copy, "a", "doc", NULL },
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
    { "PUT", "/a/_nothing/file", RY_ERROR_ILLEGAL_ID, NULL },
    { "GET", "/a/_design/x/_view/y", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "POST", "/a/_design/x/_update/y/z", RY_ERROR_NOT_IMPLEMENTED, NULL },
    { "GET", "/_odd", RY_ERROR_NOT_FOUND, NULL },
    { "PUT", "/_odd", RY_ERROR_ILLEGAL_NAME, NULL },
    { "GET", "/a/_odd", RY_ERROR_NOT_FOUND, NULL },
    { "PUT", "/a/_odd", RY_ERROR_ILLEGAL_ID, NULL },
    { "PUT", "/a/_design", RY_ERROR_ILLEGAL_ID, NULL },
    { "GET", "/a/_local", RY_ERROR_BAD_REQUEST, NULL },
    { "GET", "/a/%FF%FE", RY_ERROR_ILLEGAL_ID, NULL },
    { "GET", "/a/%", RY_ERROR_ILLEGAL_ID, NULL },
    { "GET", "/a/%00", RY_ERROR_ILLEGAL_ID, NULL },
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

static const char *const secretariat[] = { "secretariat", NULL };
static const char *const viewer[] = { "viewer", NULL };

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
  g_assert_true (ry_accounts_add (accounts, "書記", secretariat, PASSWORD, NULL));
  account = ry_accounts_lookup (other, "書記");
  g_assert_nonnull (account);
  g_assert_true (ry_actor_has_role (account->actor, "secretariat"));
  g_assert_cmpuint (strlen (account->id), ==, 8);
  g_assert_true (g_str_has_prefix (account->rev, "1-"));
  g_assert_true (g_str_has_prefix (account->hash, "$argon2id$"));
  first_hash = g_strdup (account->hash);

  g_assert_false (ry_accounts_add (accounts, "書記", viewer, PASSWORD, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (ry_accounts_change (other, "書記", NULL, PASSWORD, NULL));
  g_usleep (SOON);
  g_clear_pointer (&account, ry_account_unref);
  account = ry_accounts_lookup (accounts, "書記");
  g_assert_cmpstr (account->hash, !=, first_hash);
  g_assert_true (g_str_has_prefix (account->rev, "2-"));

  g_assert_true (ry_accounts_remove (other, "書記", NULL));
  g_usleep (SOON);
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
  static const char *const bad_passwords[] = { "", "Tr0ub4dor&3!", "あああああああああ", "twelve chars" };
  static const char *const system[] = { "_admin", NULL };
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);
  g_autofree char *too_long = g_strnfill (65, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ry_accounts_add (accounts, bad[i], viewer, PASSWORD, NULL));
  g_assert_false (ry_accounts_add (accounts, too_long, viewer, PASSWORD, NULL));
  g_assert_false (ry_accounts_add (accounts, "good", system, PASSWORD, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad_passwords); i++)
    g_assert_false (ry_accounts_add (accounts, "good", viewer, bad_passwords[i], NULL));
  /* Characters are counted, and no recipe is asked for. */
  g_assert_true (ry_accounts_add (accounts, "good", viewer, "ああああああああああああん", NULL));
  g_assert_false (ry_accounts_add (accounts, "other", viewer, "short", &error));
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

/* A file of the first format: one role an account, under the names of then. */
static void
test_old_accounts (void)
{
  static const char old[] =
      "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL,"
      " changed TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) WITHOUT ROWID;"
      "INSERT INTO setting VALUES ('uuid', '0123456789abcdef0123456789abcdef'), ('key', '00');"
      "INSERT INTO account (name, role, hash) VALUES ('admin', 'administrator', 'a'), ('ward', 'liaison', 'b');"
      "PRAGMA user_version = 1;";
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (home, "server.sqlite", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, old, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyAccounts) accounts = ry_accounts_open (home, &error);
    g_autoptr (RyAccount) admin = NULL;
    g_autoptr (RyAccount) ward = NULL;

    g_assert_no_error (error);
    admin = ry_accounts_lookup (accounts, "admin");
    ward = ry_accounts_lookup (accounts, "ward");
    g_assert_cmpstr (ry_accounts_get_uuid (accounts), ==, "0123456789abcdef0123456789abcdef");
    g_assert_true (ry_actor_is_admin (admin->actor));
    g_assert_cmpstr (ward->roles[0], ==, "hospital");
    g_assert_cmpstr (ward->hash, ==, "b");
    g_assert_cmpstr (ward->id, !=, admin->id);
  }
  remove_home (home);
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

/* A file that cannot be read for once turns nobody out, and is read again when it can be. */
static void
test_unreadable_accounts (void)
{
  g_autofree char *home = g_dir_make_tmp ("ryorin-accounts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (home, "server.sqlite", NULL);
  g_autoptr (RyAccounts) accounts = ry_accounts_create (home, NULL);
  g_autoptr (RyAccount) account = NULL;
  sqlite3 *db = NULL;

  g_assert_true (ry_accounts_add (accounts, "書記", secretariat, PASSWORD, NULL));
  account = ry_accounts_lookup (accounts, "書記");
  g_assert_nonnull (account);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "ALTER TABLE session RENAME TO hidden", NULL, NULL, NULL), ==, SQLITE_OK);
  g_usleep (SOON);
  g_test_expect_message ("ryorin", G_LOG_LEVEL_WARNING, "*could not be read again*");
  g_clear_pointer (&account, ry_account_unref);
  account = ry_accounts_lookup (accounts, "書記");
  g_assert_nonnull (account);
  g_test_assert_expected_messages ();

  g_assert_cmpint (sqlite3_exec (db, "ALTER TABLE hidden RENAME TO session; DELETE FROM account", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_usleep (SOON);
  g_assert_null (ry_accounts_lookup (accounts, "書記"));
  sqlite3_close (db);
  g_clear_object (&accounts);
  remove_home (home);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/rights/readers", test_readers);
  g_test_add_func ("/server/rights/security", test_security);
  g_test_add_func ("/server/rights/sessions", test_sessions);
  g_test_add_func ("/server/throttle", test_throttle);
  g_test_add_func ("/server/pace", test_pace);
  g_test_add_func ("/server/throttle/forgets", test_throttle_forgets);
  g_test_add_func ("/server/throttle/bounded", test_throttle_bounded);
  g_test_add_func ("/server/crowd", test_crowd);
  g_test_add_func ("/server/router", test_router);
  g_test_add_func ("/server/router/refuses", test_router_refuses);
  g_test_add_func ("/server/databases/names", test_database_names);
  g_test_add_func ("/server/accounts", test_accounts);
  g_test_add_func ("/server/accounts/names", test_account_names);
  g_test_add_func ("/server/accounts/made-passwords", test_made_passwords);
  g_test_add_func ("/server/accounts/old", test_old_accounts);
  g_test_add_func ("/server/accounts/damaged", test_damaged_accounts);
  g_test_add_func ("/server/accounts/unreadable", test_unreadable_accounts);
  return g_test_run ();
}
