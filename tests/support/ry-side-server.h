/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A SoupServer in a thread of its own, on a free port of this machine: what a test's fake servers, proxies and players
 * are made of.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RySideServer RySideServer;

/**
 * RySideServerFuncs:
 * @begin: called before the server listens: adds handlers
 * @end: (nullable): called before the server goes
 *
 * Both are called in the server's thread.
 */
typedef struct {
  void (*begin) (SoupServer *server, gpointer data);
  void (*end)   (gpointer data);
} RySideServerFuncs;

RySideServer *ry_side_server_new      (const RySideServerFuncs *funcs, SoupServerListenOptions options, gpointer data);
void          ry_side_server_free     (RySideServer *self);
const char   *ry_side_server_get_url  (RySideServer *self);
guint         ry_side_server_get_port (RySideServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySideServer, ry_side_server_free)

G_END_DECLS
