/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ryorin-server as it is run by people and scripts: commands, exit codes, what goes to which output.
 */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

typedef struct {
  char *home;
  char *out;
  char *err;
  int code;
} Case;

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

static GPtrArray *
build_command (Case *self, const char *const *words)
{
  GPtrArray *command = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (command, g_build_filename (g_getenv ("RYORIN_BUILDDIR"), "ryorin-server", NULL));
  g_ptr_array_add (command, g_strdup ("--home"));
  g_ptr_array_add (command, g_strdup (self->home));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (command, g_strdup (words[i]));
  g_ptr_array_add (command, NULL);
  return command;
}

static GSubprocess *
start (Case *self, GSubprocessFlags flags, const char *const *words)
{
  g_autoptr (GPtrArray) command = build_command (self, words);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "LANG", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static void
run_with_input (Case *self, const char *input, const char *const *words)
{
  GSubprocessFlags flags =
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE;
  g_autoptr (GSubprocess) process = start (self, flags, words);
  g_autoptr (GError) error = NULL;

  case_clear (self);
  g_subprocess_communicate_utf8 (process, input, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  self->code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}

#define RUN(self, ...) run_with_input (self, NULL, (const char *const[]){ __VA_ARGS__, NULL })

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
set_up (Case *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("ryorin-server-XXXXXX", NULL);

  self->home = g_build_filename (folder, "new", "home", NULL);
}

static void
tear_down (Case *self, gconstpointer data)
{
  g_autofree char *new = g_path_get_dirname (self->home);
  g_autofree char *folder = g_path_get_dirname (new);

  case_clear (self);
  remove_tree (folder);
  g_free (self->home);
}

static guint
send (const char *port, const char *method, const char *path, const char *who)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%s%s", port, path);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autofree char *encoded = g_base64_encode ((const guchar *) who, strlen (who));
  g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GBytes) bytes = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  bytes = soup_session_send_and_read (session, message, NULL, NULL);
  return bytes != NULL ? soup_message_get_status (message) : 0;
}

static guint
ask (const char *port, const char *path, const char *who)
{
  return send (port, "GET", path, who);
}

static void
test_init (Case *self, gconstpointer data)
{
  g_autofree char *accounts = g_build_filename (self->home, "server.sqlite", NULL);
  GStatBuf info;

  RUN (self, "init");
  g_assert_cmpint (self->code, ==, 0);
  /* The password is alone on standard output. */
  g_assert_true (g_regex_match_simple ("^[a-z0-9]{5}(-[a-z0-9]{5}){3}\n$", self->out, 0, 0));
  g_assert_null (strstr (self->err, g_strchomp (self->out)));
  g_assert_cmpint (g_stat (accounts, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 077, ==, 0);

  RUN (self, "user", "list");
  g_assert_true (g_regex_match_simple ("^admin\tadministrator\t[0-9a-f]{8}\n$", self->out, 0, 0));

  RUN (self, "init");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_cmpstr (self->out, ==, "");
  g_assert_nonnull (strstr (self->err, "already"));
}

static void
test_calendar (Case *self, gconstpointer data)
{
  RUN (self, "init");
  RUN (self, "calendar", "token", "admin");
  g_assert_cmpint (self->code, ==, 0);
  g_assert_true (g_regex_match_simple ("^/_ryorin/calendar/[A-Za-z0-9_-]{43}\\.ics\n$", self->out, 0, 0));
  RUN (self, "calendar", "revoke", "admin");
  g_assert_cmpint (self->code, ==, 0);
  RUN (self, "calendar", "revoke", "admin");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "calendar", "token", "nobody");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "calendar", "token");
  g_assert_cmpint (self->code, ==, 2);
}

/* Off until somebody says so, each for itself. */
static void
test_pages (Case *self, gconstpointer data)
{
  RUN (self, "init");
  RUN (self, "pages", "list");
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpstr (self->out, ==, "beds\toff\t/_ryorin/pages\nevents\toff\t/_ryorin/events\n");
  RUN (self, "pages", "on", "events");
  g_assert_cmpstr (self->out, ==, "/_ryorin/events\n");
  RUN (self, "pages", "list");
  g_assert_cmpstr (self->out, ==, "beds\toff\t/_ryorin/pages\nevents\ton\t/_ryorin/events\n");
  RUN (self, "pages", "on", "beds");
  RUN (self, "pages", "off", "events");
  g_assert_cmpstr (self->out, ==, "");
  RUN (self, "pages", "list");
  g_assert_cmpstr (self->out, ==, "beds\ton\t/_ryorin/pages\nevents\toff\t/_ryorin/events\n");
  RUN (self, "pages", "on", "everything");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "everything"));
  RUN (self, "pages", "on");
  g_assert_cmpint (self->code, ==, 2);
  RUN (self, "pages", "on", "beds", "--quiet");
  g_assert_cmpint (self->code, ==, 2);
}

static void
test_init_with_file (Case *self, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (self->home);
  g_autofree char *file = g_build_filename (folder, "password", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (file, "a password of a person\r\nanother line", -1, NULL);
  g_file_set_contents (empty, "\n", -1, NULL);
  RUN (self, "init", "--password-file", "/nowhere/at/all");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "init", "--password-file", empty);
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "init", "--admin", "_odd", "--password-file", file);
  g_assert_cmpint (self->code, ==, 1);
  /* None of these stands in the way of one that is right. */
  RUN (self, "init", "--admin", "管理者", "--password-file", file);
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpstr (self->out, ==, "");
  RUN (self, "user", "list");
  g_assert_true (g_regex_match_simple ("^管理者\tadministrator\t[0-9a-f]{8}\n$", self->out, 0, 0));
}

static void
test_users (Case *self, gconstpointer data)
{
  RUN (self, "user", "add", "clerk", "--role", "secretariat");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "ryorin-server init"));

  RUN (self, "init");
  run_with_input (self, "a password by pipe\n",
                  (const char *const[]){ "user", "add", "clerk", "--role", "secretariat", "--password-file", "-",
                                         NULL });
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpstr (self->out, ==, "");
  RUN (self, "user", "add", "clerk", "--role", "member");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "user", "add", "member", "--role", "king");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "secretariat"));
  RUN (self, "user", "add", "member", "--role", "member");
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpuint (strlen (self->out), ==, 24);
  RUN (self, "user", "list");
  g_assert_true (g_regex_match_simple ("^admin\tadministrator\t[0-9a-f]{8}\nclerk\tsecretariat\t[0-9a-f]{8}\n"
                                       "member\tmember\t[0-9a-f]{8}\n$",
                                       self->out, 0, 0));
  RUN (self, "user", "role", "member", "--role", "hospital", "--organisation", "organisation:0110000001", "--council",
       "network", "--council", "council:care");
  g_assert_cmpint (self->code, ==, 0);
  RUN (self, "user", "list");
  g_assert_nonnull (strstr (self->out, "member\thospital org:0110000001 council:network council:care\t"));
  RUN (self, "user", "role", "nobody", "--role", "viewer");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "session", "list");
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpstr (self->out, ==, "");
  RUN (self, "session", "revoke", "nobody");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "session", "revoke", "--all");
  g_assert_cmpint (self->code, ==, 0);
  g_assert_cmpstr (self->out, ==, "0\n");
  run_with_input (self, "twelve chars\n",
                  (const char *const[]){ "user", "password", "member", "--password-file", "-", NULL });
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "13"));
  RUN (self, "user", "password", "member");
  g_assert_cmpint (self->code, ==, 0);
  RUN (self, "user", "password", "nobody");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "user", "remove", "member");
  g_assert_cmpint (self->code, ==, 0);
  RUN (self, "user", "remove", "member");
  g_assert_cmpint (self->code, ==, 1);
}

static void
test_usage (Case *self, gconstpointer data)
{
  static const char *const rows[][6] = {
    { NULL },
    { "dance" },
    { "init", "twice" },
    { "init", "--listen", "127.0.0.1:0" },
    { "user" },
    { "user", "add" },
    { "user", "add", "clerk" },
    { "user", "add", "clerk", "more", "--role", "member" },
    { "user", "list", "--role", "member" },
    { "user", "list", "--council", "care" },
    { "session" },
    { "session", "revoke" },
    { "session", "revoke", "clerk", "--all" },
    { "run", "--admin", "x" },
    { "init", "--attachment-limit", "5" },
    { "run", "--attachment-limit", "much" },
    { "run", "--no-such-option" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    run_with_input (self, NULL, rows[i]);
    g_assert_cmpint (self->code, ==, 2);
    g_assert_cmpstr (self->out, ==, "");
  }
  g_assert_false (g_file_test (self->home, G_FILE_TEST_EXISTS));
}

static void
test_run_refuses (Case *self, gconstpointer data)
{
  RUN (self, "run", "--listen", "127.0.0.1:0");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "ryorin-server init"));
  RUN (self, "init");
  RUN (self, "run", "--listen", "0.0.0.0:0");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "--tls-certificate"));
  RUN (self, "run", "--listen", "[::]:0");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "run", "--listen", "nonsense:port");
  g_assert_cmpint (self->code, ==, 1);
  RUN (self, "run", "--listen", "0.0.0.0:0", "--tls-certificate", "/nowhere");
  g_assert_cmpint (self->code, ==, 1);
}

static char *
wait_for_port (const char *path)
{
  char *port = NULL;

  for (guint i = 0; i < 200; i++) {
    if (g_file_get_contents (path, &port, NULL, NULL))
      return g_strchomp (port);
    g_usleep (50000);
  }
  g_error ("The server does not answer.");
}

/* The whole life: running, a second one refused, an account added meanwhile, the end. */
static void
test_run (Case *self, gconstpointer data)
{
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL);
  g_autofree char *password = NULL;
  g_autofree char *who = NULL;
  g_autofree char *port = NULL;
  g_autofree char *log = NULL;
  g_autoptr (GSubprocess) server = NULL;

  RUN (self, "init");
  password = g_strdup (g_strchomp (self->out));
  who = g_strdup_printf ("admin:%s", password);
  server = start (self, G_SUBPROCESS_FLAGS_STDERR_PIPE,
                  (const char *const[]){ "run", "--listen", "localhost:0", "--port-file", port_file, NULL });
  port = wait_for_port (port_file);
  g_assert_cmpuint (ask (port, "/_all_dbs", who), ==, 200);
  g_assert_cmpuint (ask (port, "/_all_dbs", "clerk:a password by pipe"), ==, 401);

  RUN (self, "run", "--listen", "127.0.0.1:0");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "running"));
  run_with_input (self, "a password by pipe\n",
                  (const char *const[]){ "user", "add", "clerk", "--role", "secretariat", "--password-file", "-",
                                         NULL });
  g_assert_cmpuint (ask (port, "/_all_dbs", "clerk:a password by pipe"), ==, 200);
  g_assert_cmpuint (ask (port, "/secret-name-of-a-person/document-of-a-person?key=%22personal%22", who), ==, 404);

  g_subprocess_send_signal (server, SIGTERM);
  g_assert_true (g_subprocess_communicate_utf8 (server, NULL, NULL, NULL, &log, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (server), ==, 0);
  g_assert_false (g_file_test (port_file, G_FILE_TEST_EXISTS));
  /* The log tells what was asked for, and nothing of anybody. */
  g_assert_nonnull (strstr (log, "GET /{db}/{doc} 404"));
  g_assert_null (strstr (log, "person"));
  g_assert_null (strstr (log, "clerk"));
  g_assert_null (strstr (log, password));
}

static guint
put_bytes (const char *port, const char *path, const char *who, gsize length)
{
  g_autofree char *url = g_strdup_printf ("http://%s@127.0.0.1:%s%s", who, port, path);
  g_autofree char *zeros = g_malloc0 (length + 1);
  g_autoptr (GBytes) body = g_bytes_new_static (zeros, length);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("PUT", url);
  g_autoptr (GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/octet-stream", body);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  return soup_message_get_status (message);
}

/* How large an attachment may be is the administrator's to say. */
static void
test_attachment_limit (Case *self, gconstpointer data)
{
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL);
  g_autofree char *who = NULL, *port = NULL;
  g_autoptr (GSubprocess) server = NULL;

  RUN (self, "run", "--attachment-limit", "-1");
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "MiB"));
  RUN (self, "init");
  who = g_strdup_printf ("admin:%s", g_strchomp (self->out));
  server = start (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                  (const char *const[]){ "run", "--quiet", "--listen", "127.0.0.1:0", "--port-file", port_file,
                                         "--attachment-limit", "2", NULL });
  port = wait_for_port (port_file);
  g_assert_cmpuint (put_bytes (port, "/db", who, 0), ==, 201);
  g_assert_cmpuint (put_bytes (port, "/db/small/a", who, 1 << 20), ==, 201);
  g_assert_cmpuint (put_bytes (port, "/db/large/a", who, 3 << 20), ==, 413);
  g_assert_cmpuint (ask (port, "/db/large", who), ==, 404);
  g_subprocess_send_signal (server, SIGTERM);
  g_assert_true (g_subprocess_wait (server, NULL, NULL));
}

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

/* Beyond this machine it speaks TLS only, and its cookies keep to it. */
static void
test_run_tls (Case *self, gconstpointer data)
{
  g_autofree char *certificate =
      g_build_filename (g_getenv ("RYORIN_SRCDIR"), "tests", "server", "data", "localhost.pem", NULL);
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  g_autofree char *port = NULL;
  g_autofree char *uri = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ())) {
    g_test_skip ("there is no TLS on this machine");
    return;
  }
  RUN (self, "init");
  text = g_strdup_printf ("name=admin&password=%s", g_strchomp (self->out));
  form = g_bytes_new (text, strlen (text));
  server = start (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                  (const char *const[]){ "run", "--listen", "0.0.0.0:0", "--port-file", port_file, "--tls-certificate",
                                         certificate, NULL });
  port = wait_for_port (port_file);
  uri = g_strdup_printf ("https://127.0.0.1:%s/_session", port);
  message = soup_message_new ("POST", uri);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_nonnull (
      strstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Set-Cookie"), "; Secure"));
  g_assert_cmpuint (ask (port, "/_up", "admin:x"), !=, 200);
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
}

static char *
get_data (const char *name)
{
  return g_build_filename (g_getenv ("RYORIN_SRCDIR"), "tests", "server", "data", name, NULL);
}

static gboolean
note_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  char **subject = data;

  g_free (*subject);
  g_object_get (certificate, "subject-name", subject, NULL);
  return TRUE;
}

static char *
ask_subject (const char *port)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%s/_up", port);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) answer = NULL;
  char *subject = NULL;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (note_certificate_cb), &subject);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return subject;
}

/* A renewed certificate is taken up without a stop, and a damaged one leaves the old in its place. */
static void
test_run_renewed (Case *self, gconstpointer data)
{
  g_autofree char *first = get_data ("localhost.pem");
  g_autofree char *second = get_data ("renewed.pem");
  g_autofree char *place = g_strconcat (self->home, ".pem", NULL);
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL);
  g_autofree char *port = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) server = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ())) {
    g_test_skip ("there is no TLS on this machine");
    return;
  }
  RUN (self, "init");
  g_file_get_contents (first, &text, NULL, NULL);
  g_assert_true (g_file_set_contents (place, text, -1, NULL));
  server = start (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                  (const char *const[]){ "run", "--listen", "127.0.0.1:0", "--port-file", port_file,
                                         "--tls-certificate", place, NULL });
  port = wait_for_port (port_file);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *subject = NULL;

    if (i > 0) {
      g_free (text);
      text = i == 1 ? g_strdup ("damaged") : NULL;
      if (i == 2)
        g_file_get_contents (second, &text, NULL, NULL);
      g_assert_true (g_file_set_contents (place, text, -1, NULL));
      g_subprocess_send_signal (server, SIGHUP);
      g_usleep (300000);
    }
    subject = ask_subject (port);
    g_assert_nonnull (strstr (subject, i < 2 ? "localhost" : "renewed"));
  }
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
}

static void
test_behind_proxy (Case *self, gconstpointer data)
{
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL);
  g_autofree char *port = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) form = NULL, answer = NULL;
  g_autofree char *text = NULL, *uri = NULL;

  RUN (self, "init");
  text = g_strdup_printf ("name=admin&password=%s", g_strchomp (self->out));
  form = g_bytes_new (text, strlen (text));
  server =
      start (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE,
             (const char *const[]){ "run", "--listen", "0.0.0.0:0", "--port-file", port_file, "--behind-proxy", NULL });
  port = wait_for_port (port_file);
  g_assert_cmpuint (ask (port, "/_up", "admin:x"), ==, 401);
  /* What the proxy passes on over TLS, a browser keeps to TLS. */
  uri = g_strdup_printf ("http://127.0.0.1:%s/_session", port);
  message = soup_message_new ("POST", uri);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", form);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_nonnull (
      strstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Set-Cookie"), "; Secure"));
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
}

/* The copy of a server that runs is a server's folder itself. */
static void
test_backup (Case *self, gconstpointer data)
{
  g_autofree char *port_file = g_strconcat (self->home, "-port", NULL), *copy = g_strconcat (self->home, "-copy", NULL);
  g_autofree char *home = g_strdup (self->home), *who = NULL;

  RUN (self, "backup", copy);
  g_assert_cmpint (self->code, ==, 1);
  g_assert_nonnull (strstr (self->err, "There is no server"));
  RUN (self, "init");
  who = g_strconcat ("admin:", g_strchomp (self->out), NULL);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GSubprocess) server =
        start (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE,
               (const char *const[]){ "run", "--listen", "127.0.0.1:0", "--port-file", port_file, NULL });
    g_autofree char *port = wait_for_port (port_file);

    g_assert_cmpuint (send (port, i == 0 ? "PUT" : "GET", "/town-council", who), ==, i == 0 ? 201 : 200);
    if (i == 0) {
      RUN (self, "backup", copy);
      g_assert_cmpint (self->code, ==, 0);
    }
    g_subprocess_send_signal (server, SIGTERM);
    g_subprocess_wait (server, NULL, NULL);
    g_free (self->home);
    self->home = g_strdup (i == 0 ? copy : home);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Case, NULL, set_up, func, tear_down)
  ADD ("/command-line/init", test_init);
  ADD ("/command-line/init/password-file", test_init_with_file);
  ADD ("/command-line/calendar", test_calendar);
  ADD ("/command-line/pages", test_pages);
  ADD ("/command-line/users", test_users);
  ADD ("/command-line/usage", test_usage);
  ADD ("/command-line/run", test_run);
  ADD ("/command-line/run/refuses", test_run_refuses);
  ADD ("/command-line/run/attachment-limit", test_attachment_limit);
  ADD ("/command-line/run/tls", test_run_tls);
  ADD ("/command-line/run/tls/renewed", test_run_renewed);
  ADD ("/command-line/run/behind-proxy", test_behind_proxy);
  ADD ("/command-line/backup", test_backup);
  return g_test_run ();
}
