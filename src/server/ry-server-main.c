/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ryorin-server: the central server, one program with a few commands. See ry-server-commands.c for what they do.
 */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>

#include "ry-i18n.h"
#include "ry-server-commands.h"

static const char summary[] = N_ (
    "Commands:\n"
    "  init [--admin NAME] [--password-file FILE]    make a server and its administrator\n"
    "  user add NAME --role ROLE [WHOSE] [--password-file FILE|-]\n"
    "  user role NAME --role ROLE [WHOSE]            change what an account may do\n"
    "  user list | user remove NAME | user password NAME [--password-file FILE|-]\n"
    "  calendar token NAME | calendar revoke NAME    the secret address of the account's calendar of meetings\n"
    "  pages list | pages on beds | pages on events | pages off beds | pages off events\n"
    "                                                pages for browsers: beds for accounts, events for everybody\n"
    "  session list | session revoke NAME | session revoke --all\n"
    "  run [--listen ADDRESS:PORT] [--port-file FILE] [--tls-certificate FILE --tls-key FILE | --behind-proxy]\n"
    "      [--cors-origin ORIGIN]… [--quiet]         SIGHUP reads the certificate again\n"
    "  backup FOLDER                                 copy databases and accounts, while the server runs or not\n"
    "\n"
    "Without --password-file a password is made and printed once.\n"
    "ROLE: administrator, secretariat, officer, hospital, chair, member, viewer.\n"
    "WHOSE: [--council ID]… [--organisation ID] [--subcommittee ID]… [--person ID]; without --council all councils.");

/* Threads by turns need much for a moment; heaps of their own would each keep it. */
static void
share_heaps (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 2);
#endif
}

static gboolean
parse (RyServerOptions *options, gboolean *version, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &options->home, N_ ("The server's folder"), "DIR" },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &options->admin, N_ ("The administrator's name"), "NAME" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, N_ ("What the account may do"), "ROLE" },
    { "council", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->councils, N_ ("A council that the role is for"), "ID" },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &options->organisation, N_ ("The account's own organisation"), "ID" },
    { "subcommittee", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->subcommittees, N_ ("A chair's own subcommittee"),
      "ID" },
    { "person", 0, 0, G_OPTION_ARG_STRING, &options->person, N_ ("The record of the person whose account it is"),
      "ID" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file, N_ ("Its first line is the password"),
      "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_ ("Where to listen; port 0 takes a free one"),
      "ADDRESS:PORT" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options->port_file,
      N_ ("Takes the port's number once the server answers"), "FILE" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_certificate, N_ ("The certificate, in PEM"),
      "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key, N_ ("Its key, in PEM"), "FILE" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options->behind_proxy,
      N_ ("A proxy in front speaks TLS: listen beyond this machine without"), NULL },
    { "cors-origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->cors_origins,
      N_ ("A site whose pages may speak to the server, as https://example.org, or *"), "ORIGIN" },
    { "attachment-limit", 0, 0, G_OPTION_ARG_INT, &options->attachment_limit,
      N_ ("The largest attachment that is taken, in MiB (1024 unless said)"), "MIB" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options->all, N_ ("Everybody's"), NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_ ("Do not log requests"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, version, N_ ("Print the version and stop"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, g_dgettext (GETTEXT_PACKAGE, summary));
  return g_option_context_parse (context, argc, argv, error);
}

int
main (int argc, char **argv)
{
  RyServerOptions options = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;
  int code;

  share_heaps ();
  /* A file that may not grow is a full disk to whoever writes it, and no reason to die. */
  signal (SIGXFSZ, SIG_IGN);
  /* A region's day is Japan's, wherever its server stands: at eight in the morning a rented machine's clock, in UTC,
   * says yesterday. Whoever means another zone says so in TZ. */
  g_setenv ("TZ", "JST-9", FALSE);
  ry_i18n_init ();
  ry_i18n_offer ();
  /* Everything that the server writes is its own business. */
  umask (0077);
  if (!parse (&options, &version, &argc, &argv, &error)) {
    g_printerr ("ryorin-server: %s\n", error->message);
    return RY_EXIT_USAGE;
  }
  if (version) {
    g_print ("ryorin-server %s\n", RY_VERSION);
    return RY_EXIT_DONE;
  }
  if (options.home == NULL)
    options.home = g_build_filename (g_get_user_data_dir (), "ryorin-server", NULL);
  code = ry_server_run_command (&options);

  g_free (options.home);
  g_free (options.admin);
  g_free (options.role);
  g_strfreev (options.councils);
  g_strfreev (options.subcommittees);
  g_free (options.organisation);
  g_free (options.person);
  g_free (options.password_file);
  g_free (options.listen);
  g_free (options.port_file);
  g_free (options.tls_certificate);
  g_free (options.tls_key);
  g_strfreev (options.cors_origins);
  g_strfreev (options.words);
  return code;
}
