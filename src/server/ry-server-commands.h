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
  char *password_file;
  char *listen;
  char *port_file;
  char *tls_certificate;
  char *tls_key;
  gboolean quiet;
  char **words; /* the command and its arguments */
} RyServerOptions;

/* The program's exit codes, the same in all three programs. */
enum { RY_EXIT_DONE = 0, RY_EXIT_REFUSED = 1, RY_EXIT_USAGE = 2 };

int ry_server_run_command (RyServerOptions *options);

G_END_DECLS
