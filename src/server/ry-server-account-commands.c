/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands about accounts and sessions: init, user and session. A password that the program makes goes to
 * standard output alone on its line, and everything said about it to standard error, so that a script can take it.
 */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "ry-server-commands.h"

#define DEFAULT_ADMIN "admin"

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

/* The password is the file's first line. Without a file one is made. */
static char *
get_password (RyServerOptions *options, GError **error)
{
  g_autofree char *text = NULL;

  if (options->password_file == NULL)
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
  return g_steal_pointer (&text);
}

/* Only one that was made has to be told. */
static void
tell_password (RyServerOptions *options, const char *name, const char *password)
{
  if (options->password_file != NULL)
    return;
  g_printerr (_ ("The password of “%s”, shown this once:\n"), name);
  g_print ("%s\n", password);
}

/* The roles that --role, --council and the others make together. */
static GStrv
collect_roles (RyServerOptions *options, RyAccounts *accounts, GError **error)
{
  const char *const *known = ry_permissions_get_roles (ry_accounts_get_permissions (accounts));
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();
  const char *organisation[] = { options->organisation, NULL };
  const char *person[] = { options->person, NULL };
  const struct {
    const char *scope;
    const char *const *ids;
  } rows[] = {
    { "organisation", organisation },
    { "council", (const char *const *) options->councils },
    { "subcommittee", (const char *const *) options->subcommittees },
    { "person", person },
  };

  if (!g_strv_contains (known, options->role)) {
    g_autofree char *names = g_strjoinv (", ", (char **) known);

    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("Give --role one of: %s."), names);
    return NULL;
  }
  g_strv_builder_add (roles, options->role);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    for (guint j = 0; rows[i].ids != NULL && rows[i].ids[j] != NULL; j++) {
      g_autofree char *role = ry_actor_dup_role_for (rows[i].scope, rows[i].ids[j]);

      if (role != NULL)
        g_strv_builder_add (roles, role);
    }
  }
  return g_strv_builder_end (roles);
}

gboolean
ry_server_command_init (RyServerOptions *options, const char *argument, GError **error)
{
  const char *const roles[] = { "administrator", NULL };
  const char *name = options->admin != NULL ? options->admin : DEFAULT_ADMIN;
  g_autoptr (RyAccounts) accounts = NULL;
  g_autofree char *password = NULL;

  password = get_password (options, error);
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
  if (!ry_accounts_add (accounts, name, roles, password, error)) {
    g_clear_object (&accounts);
    ry_accounts_discard (options->home);
    return FALSE;
  }
  g_printerr (_ ("A new server is in “%s”.\n"), options->home);
  tell_password (options, name, password);
  return TRUE;
}

gboolean
ry_server_command_user_add (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_auto (GStrv) roles = accounts != NULL ? collect_roles (options, accounts, error) : NULL;
  g_autofree char *password = roles != NULL ? get_password (options, error) : NULL;

  if (password == NULL || !ry_accounts_add (accounts, argument, (const char *const *) roles, password, error))
    return FALSE;
  tell_password (options, argument, password);
  return TRUE;
}

gboolean
ry_server_command_user_role (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_auto (GStrv) roles = accounts != NULL ? collect_roles (options, accounts, error) : NULL;

  return roles != NULL && ry_accounts_change (accounts, argument, (const char *const *) roles, NULL, error);
}

gboolean
ry_server_command_user_list (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autoptr (GPtrArray) list = NULL;

  if (accounts == NULL)
    return FALSE;
  list = ry_accounts_list (accounts);
  for (guint i = 0; i < list->len; i++) {
    RyAccount *account = g_ptr_array_index (list, i);
    g_autofree char *roles = g_strjoinv (" ", account->roles);

    g_print ("%s\t%s\t%s\n", account->name, roles, account->id);
  }
  return TRUE;
}

gboolean
ry_server_command_user_remove (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);

  return accounts != NULL && ry_accounts_remove (accounts, argument, error);
}

gboolean
ry_server_command_user_password (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autofree char *password = accounts != NULL ? get_password (options, error) : NULL;

  if (password == NULL || !ry_accounts_change (accounts, argument, NULL, password, error))
    return FALSE;
  tell_password (options, argument, password);
  return TRUE;
}

/* The address alone goes to standard output, as a password does. */
gboolean
ry_server_command_calendar_token (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autofree char *token = accounts != NULL ? ry_accounts_make_calendar (accounts, argument, error) : NULL;

  if (token == NULL)
    return FALSE;
  g_print ("/_ryorin/calendar/%s.ics\n", token);
  g_printerr (_ ("Put the server's address before it. It is told this once; an earlier one no longer works.\n"));
  return TRUE;
}

gboolean
ry_server_command_calendar_revoke (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);

  return accounts != NULL && ry_accounts_end_calendar (accounts, argument, error);
}

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format_iso8601 (time);
}

gboolean
ry_server_command_session_list (RyServerOptions *options, const char *argument, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autoptr (GPtrArray) list = NULL;

  if (accounts == NULL)
    return FALSE;
  list = ry_accounts_list_sessions (accounts);
  for (guint i = 0; i < list->len; i++) {
    RySession *session = g_ptr_array_index (list, i);
    g_autofree char *began = format_time (session->began);
    g_autofree char *ends = format_time (session->ends);

    g_print ("%s\t%s\t%s\n", session->account, began, ends);
  }
  return TRUE;
}

static gboolean
end_sessions (RyServerOptions *options, const char *name, GError **error)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (options->home, error);
  g_autoptr (RyAccount) account = accounts != NULL && name != NULL ? ry_accounts_lookup (accounts, name) : NULL;
  guint n_ended;

  if (accounts == NULL)
    return FALSE;
  if (name != NULL && account == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
    return FALSE;
  }
  if (!ry_accounts_end_sessions (accounts, name, &n_ended, error))
    return FALSE;
  g_print ("%u\n", n_ended);
  return TRUE;
}

gboolean
ry_server_command_session_revoke (RyServerOptions *options, const char *argument, GError **error)
{
  return end_sessions (options, argument, error);
}

gboolean
ry_server_command_session_revoke_all (RyServerOptions *options, const char *argument, GError **error)
{
  return end_sessions (options, NULL, error);
}
