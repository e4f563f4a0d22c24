/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server: a folder with accounts and databases, answering over HTTP. Use it from a main context, which it
 * shares with whatever else runs there (a test's client, say).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RY_TYPE_SERVER (ry_server_get_type ())
G_DECLARE_FINAL_TYPE (RyServer, ry_server, RY, SERVER, GObject)

RyServer *ry_server_new                  (const char *home, GError **error);
gboolean  ry_server_listen               (RyServer *self, GSocketAddress *address, GTlsCertificate *certificate, GError **error);
void      ry_server_set_certificate      (RyServer *self, GTlsCertificate *certificate);
guint16   ry_server_get_port             (RyServer *self);
guint     ry_server_get_n_waiting        (RyServer *self);
void      ry_server_stop                 (RyServer *self);
void      ry_server_set_log              (RyServer *self, gboolean log);
void      ry_server_set_behind_proxy     (RyServer *self, gboolean behind_proxy);
void      ry_server_set_cors_origins     (RyServer *self, const char *const *origins);
void      ry_server_set_crowd            (RyServer *self, guint most, guint most_of_one);
void      ry_server_set_body_limit       (RyServer *self, gsize n_bytes);
void      ry_server_set_attachment_limit (RyServer *self, gsize n_bytes);
void      ry_server_set_session_lifetime (RyServer *self, guint seconds);
void      ry_server_set_patience         (RyServer *self, guint idle_seconds, guint head_seconds);

G_END_DECLS
