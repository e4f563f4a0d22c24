/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that meets a server: once, or staying with it until it is told to stop.
 */
#include "ry-ctl.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "ry-error.h"
#include "ry-replicator.h"

static void
print_progress (const RySyncProgress *progress)
{
  ry_ctl_print ("read %" G_GINT64_FORMAT ", written %" G_GINT64_FORMAT ", refused %" G_GINT64_FORMAT,
                progress->docs_read, progress->docs_written, progress->refused);
  if (progress->given_back > 0)
    ry_ctl_say (g_dngettext (GETTEXT_PACKAGE, "The server had lost %u record; it has been given back.",
                             "The server had lost %u records; they have been given back.",
                             (gulong) progress->given_back),
                (guint) progress->given_back);
}

/* The address and the name are kept for the desktop, the password is not. */
static gboolean
remember_server (RyCtl *ctl, const char *url, GError **error)
{
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;
  int port;

  if (!g_uri_split_with_user (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_SCHEME_NORMALIZE, &scheme, &user, NULL, NULL,
                              &host, &port, &path, NULL, NULL, NULL))
    return TRUE;
  address = g_uri_join (G_URI_FLAGS_SCHEME_NORMALIZE, scheme, NULL, host, port, *path != '\0' ? path : "/", NULL, NULL);
  return ry_workspace_set_setting (ctl->workspace, "server", address, error) &&
         (user == NULL || ry_workspace_set_setting (ctl->workspace, "user", user, error));
}

static void
say_refused (RyReplicator *replicator)
{
  g_autoptr (GPtrArray) refused = ry_replicator_dup_refused (replicator);

  for (guint i = 0; i < refused->len; i++) {
    RyRefusal *refusal = g_ptr_array_index (refused, i);

    ry_ctl_say ("%s: %s", refusal->id, ry_permission_translate (refusal->error->message));
  }
}

/* What was done since it was last told; when the server is met again, also that it was nothing. */
static void
tell_progress (RyReplicator *replicator, RySyncProgress *told, gboolean met_again)
{
  RySyncProgress now = { 0 }, since;

  ry_replicator_get_progress (replicator, &now);
  since = (RySyncProgress){
    .docs_read = now.docs_read - told->docs_read,
    .docs_written = now.docs_written - told->docs_written,
    .refused = now.refused - told->refused,
    .given_back = now.given_back - told->given_back,
  };
  *told = now;
  if (!met_again && since.docs_read == 0 && since.docs_written == 0 && since.refused == 0)
    return;
  print_progress (&since);
  fflush (stdout);
}

static void
state_changed_cb (RyReplicator *replicator, GParamSpec *pspec, RySyncProgress *told)
{
  const GError *error = ry_replicator_get_error (replicator);

  if (ry_replicator_get_state (replicator) == RY_SYNC_SYNCED)
    tell_progress (replicator, told, TRUE);
  else if (error != NULL)
    ry_ctl_say ("%s", error->message);
}

/* What comes in between two looks leaves the state as it was. */
static void
progress_cb (RyReplicator *replicator, RySyncProgress *told)
{
  if (ry_replicator_get_state (replicator) == RY_SYNC_SYNCED)
    tell_progress (replicator, told, FALSE);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
stay (RyReplicator *replicator)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint sources[] = { g_unix_signal_add (SIGINT, quit_cb, loop), g_unix_signal_add (SIGTERM, quit_cb, loop) };
  RySyncProgress told = { 0 };

  g_signal_connect (replicator, "notify::state", G_CALLBACK (state_changed_cb), &told);
  g_signal_connect (replicator, "progress", G_CALLBACK (progress_cb), &told);
  ry_replicator_start (replicator);
  g_main_loop_run (loop);
  ry_replicator_stop (replicator);
  g_signal_handlers_disconnect_by_data (replicator, &told);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

static int
sync_with (RyCtl *ctl, const char *url, gboolean live)
{
  g_autoptr (RyReplicator) replicator = ry_replicator_new (ctl->workspace);
  g_autoptr (GError) error = NULL;
  RySyncProgress progress = { 0 };
  gboolean met;

  if (!ry_replicator_set_server (replicator, url, NULL, g_getenv ("RYORIN_PASSWORD"), &error))
    return ry_ctl_refuse (error);
  met = ry_replicator_run (replicator, &progress, NULL, &error);
  print_progress (&progress);
  fflush (stdout);
  say_refused (replicator);
  if (!met) {
    ry_ctl_refuse (error);
    /* Who stays waits for a server that is down, but not for one that does not want him. */
    if (!live || !ry_error_is_retryable (error))
      return RY_CTL_REFUSED;
  }
  g_clear_error (&error);
  if (!remember_server (ctl, url, &error))
    return ry_ctl_refuse (error);
  if (live)
    stay (replicator);
  return RY_CTL_DONE;
}

/* How to get out of this network, kept for the desktop too. What is not given stays as it is. */
typedef struct {
  char *proxy;
  char *authority;
  char *certificate;
} Network;

static void
network_clear (Network *network)
{
  g_free (network->proxy);
  g_free (network->authority);
  g_free (network->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Network, network_clear)

static gboolean
keep_setting (RyCtl *ctl, const char *name, const char *value, GError **error)
{
  return value == NULL || ry_workspace_set_setting (ctl->workspace, name, value, error);
}

static gboolean
keep_network (RyCtl *ctl, const Network *network, GError **error)
{
  return keep_setting (ctl, "proxy", network->proxy, error) &&
         keep_setting (ctl, "certificate_authority", network->authority, error) &&
         keep_setting (ctl, "client_certificate", network->certificate, error);
}

int
ry_ctl_sync (RyCtl *ctl, int argc, char **argv)
{
  gboolean live = FALSE;
  g_auto (Network) network = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "live", 0, 0, G_OPTION_ARG_NONE, &live, N_ ("Stay, and pass changes on as they are made"), NULL },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &network.proxy,
      N_ ("Go through this HTTP proxy, and remember it; \"\" for none"), "http://HOST:PORT" },
    { "authority", 0, 0, G_OPTION_ARG_FILENAME, &network.authority,
      N_ ("Trust the authorities in this PEM file, and remember it; \"\" for the system's"), "FILE" },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &network.certificate,
      N_ ("Show the server this certificate with its key, and remember it; \"\" for none"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!g_uri_is_valid (argv[1], G_URI_FLAGS_NONE, NULL))
    return ry_ctl_usage (ctl, _ ("“%s” is no address: write http://NAME@HOST:PORT/."), argv[1]);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  return keep_network (ctl, &network, &error) ? sync_with (ctl, argv[1], live) : ry_ctl_refuse (error);
}
