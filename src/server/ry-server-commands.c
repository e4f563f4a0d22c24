/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * init, user and run. A password that the program makes goes to standard output alone on its line, and
 * everything said about it to standard error, so that a script can take it.
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

#define DEFAULT_ADMIN  "admin"
#define DEFAULT_LISTEN "127.0.0.1:5984"
#define SHORT_PASSWORD 10

typedef gboolean (*CommandFunc) (RyServerOptions *options, const char *argument, GError **error);

static gboolean
fail (GError **error, RyErrorCode code, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, code, sentence);
  return FALSE;
}

static gboolean
read_all (const char *path, char **text, GError **error)
{
  g_autoptr (GIOChannel) input = NULL;

  if (!g_str_equal (path, "-"))
    return g_file_get_contents (path, text, NULL, error);
  input = g_io_channel_unix_new (STDIN_FILENO);
  g_io_channel_set_encoding (input, NULL, NULL);
  return g_io_channel_read_to_end (input, text, NULL, error) == G_IO_STATUS_NORMAL;
}

/* The password is the file's first line. Without a file one is made, and @made is set. */
static char *
get_password (RyServerOptions *options, gboolean *made, GError **error)
{
  g_autofree char *text = NULL;

  *made = options->password_file == NULL;
  if (*made)
    return ry_accounts_make_password ();
  if (!read_all (options->password_file, &text, error)) {
    g_prefix_error (error, "%s", _ ("Reading the password: "));
    return NULL;
  }
  text[strcspn (text, "\r\n")] = '\0';
  if (text[0] == '\0' || !g_utf8_validate (text, -1, NULL)) {
    fail (error, RY_ERROR_BAD_REQUEST, _ ("The password's file has no text in its first line."));
    return NULL;
  }
  if (g_utf8_strlen (text, -1) < SHORT_PASSWORD)
    g_printerr ("%s\n", _ ("The password is short; a longer one is safer."));
  return g_steal_pointer (&text);
}

static void
tell_password (const char *name, const char *password)
{
  g_printerr (_ ("The password of “%s”, shown this once:\n"), name);
  g_print ("%s\n", password);
}

static gboolean
init_command (RyServerOptions *options, const char *argument, GError **error)
{
  const char *name = options->admin != NULL ? options->admin : DEFAULT_ADMIN;
  g_autoptr (RyAccounts) accounts = NULL;
  g_autofree char *password = NULL;
  gboolean made;

  password = get_password (options, &made, error);
  if (password == NULL)
    return FALSE;
  if (g_mkdir_with_parents (options->home, 0700) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The folder “%s” cannot be made: %s"), options->home,
                 g_strerror (errno));
    return FALSE;
  }
  accounts = ry_accounts_create (options->home, error);
  if (accounts == NULL)
    return FALSE;
  if (!ry_accounts_add (accounts, name, RY_ROLE_ADMINISTRATOR, password, error)) {
    g_clear_object (&accounts);
    ry_accounts_discard (options->home);
    return FALSE;
  }
  g_printerr (_ ("A new server is in “%s”.\n"), options->home);
  if (made)
    tell_password (name, password);
  return TRUE;
}

static gboolean
user_add_command (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = NULL;
  g_autofree char *password = NULL;
  RyRole role;
  gboolean made;

  if (!ry_role_from_name (options->role, &role)) {
    g_autofree char *names = ry_role_dup_names ();

    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("Give --role one of: %s."), names);
    return FALSE;
  }
  accounts = ry_accounts_open (options->home, error);
  password = accounts != NULL ? get_password (options, &made, error) : NULL;
  if (password == NULL || !ry_accounts_add (accounts, argument, role, password, error))
    return FALSE;
  if (made)
    tell_password (argument, password);
  return TRUE;
}

static gboolean
user_list_command (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autoptr (GPtrArray) list = NULL;

  if (accounts == NULL)
    return FALSE;
  list = ry_accounts_list (accounts);
  for (guint i = 0; i < list->len; i++) {
    RyAccount *account = g_ptr_array_index (list, i);

    g_print ("%s\t%s\n", account->name, ry_role_get_name (account->role));
  }
  return TRUE;
}

static gboolean
user_remove_command (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);

  return accounts != NULL && ry_accounts_remove (accounts, argument, error);
}

static gboolean
user_password_command (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autofree char *password = NULL;
  gboolean made;

  password = accounts != NULL ? get_password (options, &made, error) : NULL;
  if (password == NULL || !ry_accounts_set_password (accounts, argument, password, error))
    return FALSE;
  if (made)
    tell_password (argument, password);
  return TRUE;
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
  if (certificate == NULL &&
      !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return fail (
        error, RY_ERROR_BAD_REQUEST,
        _ ("Beyond this machine passwords must not travel in clear: give --tls-certificate and --tls-key, or listen on "
           "127.0.0.1 behind a proxy that speaks TLS."));
  if (ry_server_listen (server, address, certificate, error))
    return TRUE;
  g_prefix_error (error, _ ("Listening on %s: "), listen);
  return FALSE;
}

typedef struct {
  RyServer *server;
  const char *port_file;
  GMainLoop *loop;
  GError *error;
} Running;

/* In the loop, so that whoever finds the file finds a server that answers. */
static gboolean
write_port_cb (gpointer data)
{
  Running *running = data;
  g_autofree char *port = g_strdup_printf ("%u\n", ry_server_get_port (running->server));

  if (!g_file_set_contents (running->port_file, port, -1, &running->error))
    g_main_loop_quit (running->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
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
  Running running = { NULL, options->port_file, loop, NULL };
  guint interrupt, terminate;

  raise_file_limit ();
  if (ry_accounts_exist (options->home) && !lock_home (options->home, error))
    return FALSE;
  server = ry_server_new (options->home, error);
  if (server == NULL)
    return FALSE;
  ry_server_set_log (server, !options->quiet);
  if (!listen_as_asked (server, options, error))
    return FALSE;

  running.server = server;
  interrupt = g_unix_signal_add (SIGINT, signal_cb, loop);
  terminate = g_unix_signal_add (SIGTERM, signal_cb, loop);
  if (options->port_file != NULL)
    g_idle_add (write_port_cb, &running);
  g_printerr (_ ("Listening on port %u.\n"), ry_server_get_port (server));
  g_main_loop_run (loop);

  if (options->port_file != NULL && running.error == NULL)
    g_unlink (options->port_file);
  g_source_remove (interrupt);
  g_source_remove (terminate);
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
  PASSWORD = 1 << 2,
  NETWORK = 1 << 3,
};

static const struct {
  const char *word;
  const char *second; /* NULL: the command is one word */
  gboolean takes_name;
  guint options;
  guint required;
  CommandFunc func;
} commands[] = {
  { "init", NULL, FALSE, ADMIN | PASSWORD, 0, init_command },
  { "user", "add", TRUE, ROLE | PASSWORD, ROLE, user_add_command },
  { "user", "list", FALSE, 0, 0, user_list_command },
  { "user", "remove", TRUE, 0, 0, user_remove_command },
  { "user", "password", TRUE, PASSWORD, 0, user_password_command },
  { "run", NULL, FALSE, NETWORK, 0, run_command },
};

static guint
collect_given (RyServerOptions *options)
{
  return (options->admin != NULL ? ADMIN : 0) | (options->role != NULL ? ROLE : 0) |
         (options->password_file != NULL ? PASSWORD : 0) |
         (options->listen != NULL || options->port_file != NULL || options->tls_certificate != NULL ||
                  options->tls_key != NULL || options->quiet
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

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    guint n_own = commands[i].second != NULL ? 2 : 1;
    GError *error = NULL;
    gboolean done;

    if (n_words < n_own || !g_str_equal (options->words[0], commands[i].word) ||
        (commands[i].second != NULL && !g_str_equal (options->words[1], commands[i].second)))
      continue;
    if (n_words != n_own + (commands[i].takes_name ? 1 : 0) || (given & ~commands[i].options) != 0 ||
        (given & commands[i].required) != commands[i].required)
      return RY_EXIT_USAGE;
    done = commands[i].func (options, commands[i].takes_name ? options->words[n_own] : NULL, &error);
    return report (done, error);
  }
  return RY_EXIT_USAGE;
}
