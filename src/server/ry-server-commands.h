/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands of ryorin-server: what they are called, which options they take, and what they do.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the command line said. Strings are owned; what was not given is NULL. */
typedef struct {
  char *home;
  char *admin;
  char *role;
  char **councils;
  char **subcommittees;
  char *organisation;
  char *person;
  char *password_file;
  char *listen;
  char *port_file;
  char *tls_certificate;
  char *tls_key;
  gboolean behind_proxy;
  char **cors_origins;
  int attachment_limit; /* MiB; 0 where it was not given */
  gboolean quiet;
  gboolean all;
  char **words; /* the command and its arguments */
} RyServerOptions;

/* The program's exit codes, the same in all three programs. */
enum { RY_EXIT_DONE = 0, RY_EXIT_REFUSED = 1, RY_EXIT_USAGE = 2 };

/* @argument is the account's name, the folder or the pages, in commands that take one. */
typedef gboolean (*RyServerCommandFunc) (RyServerOptions *options, const char *argument, GError **error);

int ry_server_run_command (RyServerOptions *options);

/* ry-server-account-commands.c */
gboolean ry_server_command_init               (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_user_add           (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_user_role          (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_user_list          (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_user_remove        (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_user_password      (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_calendar_token     (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_calendar_revoke    (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_session_list       (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_session_revoke     (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_session_revoke_all (RyServerOptions *options, const char *argument, GError **error);

/* ry-server-pages-command.c */
gboolean ry_server_command_pages_list         (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_pages_on           (RyServerOptions *options, const char *argument, GError **error);
gboolean ry_server_command_pages_off          (RyServerOptions *options, const char *argument, GError **error);

/* ry-server-backup-command.c */
gboolean ry_server_command_backup             (RyServerOptions *options, const char *argument, GError **error);

G_END_DECLS
