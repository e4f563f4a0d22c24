/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The built ryorin-server as a process of its own on a free port, with an administrator `admin` / `secret-of-tests`
 * and a home that goes away with it. For tests from end to end and for benches.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RY_SERVER_PROCESS_USER "admin"
#define RY_SERVER_PROCESS_PASSWORD "secret-of-tests"

typedef struct _RyServerProcess RyServerProcess;

RyServerProcess *ry_server_process_new      (void);
void             ry_server_process_free     (RyServerProcess *self);
const char      *ry_server_process_get_url  (RyServerProcess *self);
const char      *ry_server_process_get_home (RyServerProcess *self);
void             ry_server_process_add_user (RyServerProcess *self, const char *user, const char *role, const char *password);
void             ry_server_process_copy_home(RyServerProcess *self, const char *folder);
void             ry_server_process_restore  (RyServerProcess *self, const char *folder);
void             ry_server_process_stop     (RyServerProcess *self);
void             ry_server_process_restart  (RyServerProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyServerProcess, ry_server_process_free)

G_END_DECLS
