/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The password and a real keyring, on a session bus and in a home of their own: kept over the keyring's restart, one
 * for each server and name, and a clear error where no keyring answers.
 */
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>

#include "ry-secrets.h"

typedef struct {
  char *home;
  GSubprocess *keyring;
} Fixture;

static gboolean
have_keyring (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");

  if (program == NULL)
    g_test_skip ("gnome-keyring-daemon is not installed");
  return program != NULL;
}

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
wait_for_keyring (void)
{
  gboolean there = FALSE;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE,
                                  appeared_cb, NULL, &there, NULL);

  while (!there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

/* Unlocked by what is typed at the login. */
static void
start_keyring (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GOutputStream *login;

  f->keyring =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, "gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets", NULL);
  g_assert_no_error (error);
  login = g_subprocess_get_stdin_pipe (f->keyring);
  g_assert_true (g_output_stream_write_all (login, "practice", 8, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (login, NULL, NULL));
  wait_for_keyring ();
}

static void
stop_keyring (Fixture *f)
{
  g_subprocess_send_signal (f->keyring, SIGTERM);
  g_subprocess_wait (f->keyring, NULL, NULL);
  g_clear_object (&f->keyring);
  secret_service_disconnect (); /* as a new run of the program begins */
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->home = g_dir_make_tmp ("ryorin-secrets-XXXXXX", NULL);
  g_setenv ("HOME", f->home, TRUE);
  g_setenv ("XDG_DATA_HOME", f->home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", f->home, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", f->home, NULL };

  if (f->keyring != NULL)
    stop_keyring (f);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->home);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
store (const char *server, const char *user, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ry_secrets_store_async (server, user, password, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ry_secrets_store_finish (result, error);
}

static char *
lookup (const char *server, const char *user, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ry_secrets_lookup_async (server, user, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ry_secrets_lookup_finish (result, error);
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *server, *user, *password; /* %NULL: none is kept */
  } cases[] = {
    { "https://ryorin.example:6984/", "jimukyoku", "潮の音・37番" },
    { "https://ryorin.example:6984/", "byoin", "another one" },
    { "https://ryorin.example:6984/", "nobody", NULL },
    { "https://elsewhere.example/", "jimukyoku", NULL },
  };

  if (!have_keyring ())
    return;
  start_keyring (f);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (store (cases[i].server, cases[i].user, cases[i].password, &error));
    g_assert_no_error (error);
  }
  stop_keyring (f);
  start_keyring (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *password = lookup (cases[i].server, cases[i].user, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (password, ==, cases[i].password);
  }
}

static void
test_no_keyring (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lookup_error = NULL;

  g_assert_false (store ("https://ryorin.example/", "jimukyoku", "secret", &error));
  g_assert_nonnull (error);
  g_assert_null (lookup ("https://ryorin.example/", "jimukyoku", &lookup_error));
  g_assert_nonnull (lookup_error);
}

int
main (int argc, char **argv)
{
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE); /* not brought down: libsecret keeps its connection to the end */
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/secrets/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/secrets/no-keyring", Fixture, NULL, set_up, test_no_keyring, tear_down);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
