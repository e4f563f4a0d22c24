/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which commands there are, and the one that runs the server.
 */
#include "ry-server-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "ry-server.h"

#define DEFAULT_LISTEN "127.0.0.1:5984"

static gboolean
fail (GError **error, RyErrorCode code, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, code, sentence);
  return FALSE;
}

/* The lock is the open file's; it goes with the process, however that ends. */
static gboolean
lock_home (const char *home, GError **error)
{
  g_autofree char *path = g_build_filename (home, "lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The folder “%s” cannot be used: %s"), home, g_strerror (errno));
    return FALSE;
  }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  close (fd);
  g_set_error (error, RY_ERROR, RY_ERROR_BUSY, _ ("Another ryorin-server is running in “%s”."), home);
  return FALSE;
}

static GSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (text, 5984, NULL);
  GSocketAddress *address = NULL;

  if (connectable != NULL) {
    const char *host = g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable));
    guint16 port = g_network_address_get_port (G_NETWORK_ADDRESS (connectable));

    address = g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host, port);
  }
  if (address == NULL)
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("“%s” is no ADDRESS:PORT, as 127.0.0.1:5984 is."), text);
  return address;
}

static GTlsCertificate *
load_certificate (RyServerOptions *options, GError **error)
{
  const char *key = options->tls_key != NULL ? options->tls_key : options->tls_certificate;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (options->tls_certificate, key, error);

  if (certificate == NULL)
    g_prefix_error (error, "%s", _ ("Reading the certificate: "));
  return certificate;
}

static gboolean
listen_as_asked (RyServer *server, RyServerOptions *options, GError **error)
{
  const char *listen = options->listen != NULL ? options->listen : DEFAULT_LISTEN;
  g_autoptr (GSocketAddress) address = parse_address (listen, error);
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (address == NULL ||
      (options->tls_certificate != NULL && (certificate = load_certificate (options, error)) == NULL))
    return FALSE;
  if (certificate == NULL && !options->behind_proxy &&
      !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return fail (
        error, RY_ERROR_BAD_REQUEST,
        _ ("Beyond this machine passwords must not travel in clear: give --tls-certificate and --tls-key, listen on "
           "127.0.0.1, or say --behind-proxy where a proxy in front speaks TLS."));
  if (ry_server_listen (server, address, certificate, error))
    return TRUE;
  g_prefix_error (error, _ ("Listening on %s: "), listen);
  return FALSE;
}

typedef struct {
  RyServer *server;
  RyServerOptions *options;
  GMainLoop *loop;
  GError *error;
} Running;

/* In the loop, so that whoever finds the file finds a server that answers. */
static gboolean
write_port_cb (gpointer data)
{
  Running *running = data;
  g_autofree char *port = g_strdup_printf ("%u\n", ry_server_get_port (running->server));

  if (!g_file_set_contents (running->options->port_file, port, -1, &running->error))
    g_main_loop_quit (running->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* A certificate lasts months, the server longer. One that cannot be read leaves the old one in its place. */
static gboolean
reload_cb (gpointer data)
{
  Running *running = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (running->options->tls_certificate == NULL)
    return G_SOURCE_CONTINUE;
  certificate = load_certificate (running->options, &error);
  if (certificate != NULL)
    ry_server_set_certificate (running->server, certificate);
  if (certificate != NULL)
    g_message ("the certificate was read again");
  else
    g_warning ("%s", error->message);
  return G_SOURCE_CONTINUE;
}

/* Each desktop that waits for changes holds a connection. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit (RLIMIT_NOFILE, &limit);
  }
}

static gboolean
run_command (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RyServer) server = NULL;
  Running running = { NULL, options, loop, NULL };
  guint interrupt, terminate, hangup;

  if (options->attachment_limit < 0)
    return fail (error, RY_ERROR_BAD_REQUEST, _ ("--attachment-limit is a number of MiB above 0."));
  raise_file_limit ();
  if (ry_accounts_exist (options->home) && !lock_home (options->home, error))
    return FALSE;
  server = ry_server_new (options->home, error);
  if (server == NULL)
    return FALSE;
  ry_server_set_log (server, !options->quiet);
  ry_server_set_behind_proxy (server, options->behind_proxy);
  ry_server_set_cors_origins (server, (const char *const *) options->cors_origins);
  if (options->attachment_limit > 0)
    ry_server_set_attachment_limit (server, (gsize) options->attachment_limit << 20);
  if (!listen_as_asked (server, options, error))
    return FALSE;

  running.server = server;
  interrupt = g_unix_signal_add (SIGINT, signal_cb, loop);
  terminate = g_unix_signal_add (SIGTERM, signal_cb, loop);
  hangup = g_unix_signal_add (SIGHUP, reload_cb, &running);
  if (options->port_file != NULL)
    g_idle_add (write_port_cb, &running);
  g_printerr (_ ("Listening on port %u.\n"), ry_server_get_port (server));
  g_main_loop_run (loop);

  if (options->port_file != NULL && running.error == NULL)
    g_unlink (options->port_file);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_source_remove (hangup);
  ry_server_stop (server);
  if (running.error == NULL)
    return TRUE;
  g_propagate_error (error, running.error);
  return FALSE;
}

/* Options that not every command takes. */
enum {
  ADMIN = 1 << 0,
  ROLE = 1 << 1,
  OWN = 1 << 2,
  PASSWORD = 1 << 3,
  NETWORK = 1 << 4,
  ALL = 1 << 5,
};

static const struct {
  const char *word;
  const char *second; /* NULL: the command is one word */
  gboolean takes_argument;
  guint options;
  guint required;
  RyServerCommandFunc func;
} commands[] = {
  { "init", NULL, FALSE, ADMIN | PASSWORD, 0, ry_server_command_init },
  { "user", "add", TRUE, ROLE | OWN | PASSWORD, ROLE, ry_server_command_user_add },
  { "user", "role", TRUE, ROLE | OWN, ROLE, ry_server_command_user_role },
  { "user", "list", FALSE, 0, 0, ry_server_command_user_list },
  { "user", "remove", TRUE, 0, 0, ry_server_command_user_remove },
  { "user", "password", TRUE, PASSWORD, 0, ry_server_command_user_password },
  { "calendar", "token", TRUE, 0, 0, ry_server_command_calendar_token },
  { "calendar", "revoke", TRUE, 0, 0, ry_server_command_calendar_revoke },
  { "pages", "list", FALSE, 0, 0, ry_server_command_pages_list },
  { "pages", "on", TRUE, 0, 0, ry_server_command_pages_on },
  { "pages", "off", TRUE, 0, 0, ry_server_command_pages_off },
  { "session", "list", FALSE, 0, 0, ry_server_command_session_list },
  { "session", "revoke", FALSE, ALL, ALL, ry_server_command_session_revoke_all },
  { "session", "revoke", TRUE, 0, 0, ry_server_command_session_revoke },
  { "backup", NULL, TRUE, 0, 0, ry_server_command_backup },
  { "run", NULL, FALSE, NETWORK, 0, run_command },
};

static guint
collect_given (RyServerOptions *options)
{
  return (options->admin != NULL ? ADMIN : 0) | (options->all ? ALL : 0) |
         (options->councils != NULL || options->organisation != NULL || options->subcommittees != NULL ||
                  options->person != NULL
              ? OWN
              : 0) |
         (options->role != NULL ? ROLE : 0) | (options->password_file != NULL ? PASSWORD : 0) |
         (options->listen != NULL || options->port_file != NULL || options->tls_certificate != NULL ||
                  options->tls_key != NULL || options->behind_proxy || options->cors_origins != NULL ||
                  options->quiet || options->attachment_limit != 0
              ? NETWORK
              : 0);
}

static int
report (gboolean done, GError *error)
{
  if (done)
    return RY_EXIT_DONE;
  g_printerr ("ryorin-server: %s\n", error->message);
  g_error_free (error);
  return RY_EXIT_REFUSED;
}

/**
 * ry_server_run_command:
 * @options: what the command line said
 *
 * Returns: the program's exit code; %RY_EXIT_USAGE where the words are no command
 */
int
ry_server_run_command (RyServerOptions *options)
{
  guint n_words = options->words != NULL ? g_strv_length (options->words) : 0;
  guint given = collect_given (options);
  gboolean lacks_role = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    guint n_own = commands[i].second != NULL ? 2 : 1;
    GError *error = NULL;
    gboolean done;

    if (n_words < n_own || !g_str_equal (options->words[0], commands[i].word) ||
        (commands[i].second != NULL && !g_str_equal (options->words[1], commands[i].second)))
      continue;
    lacks_role |= (commands[i].required & ~given & ROLE) != 0;
    if (n_words != n_own + (commands[i].takes_argument ? 1 : 0) || (given & ~commands[i].options) != 0 ||
        (given & commands[i].required) != commands[i].required)
      continue;
    done = commands[i].func (options, commands[i].takes_argument ? options->words[n_own] : NULL, &error);
    return report (done, error);
  }
  g_printerr ("%s\n", lacks_role ? _ ("ryorin-server: say with --role what the account may do.")
                                 : _ ("ryorin-server: that is no command; see ryorin-server --help."));
  return RY_EXIT_USAGE;
}
