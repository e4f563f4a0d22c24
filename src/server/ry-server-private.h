/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's parts, shared by its public face (ry-server.c) and the way of each request through it (ry-exchange.c).
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-guard.h"
#include "ry-longpoll.h"
#include "ry-request.h"
#include "ry-server.h"
#include "ry-workers.h"

G_BEGIN_DECLS

struct _RyServer {
  GObject parent;

  RyAccounts *accounts;
  RySessions *sessions;
  RyDatabases *databases;
  RyPages *pages;
  SoupServer *http;
  RyGuard *guard;
  RyWorkers *workers;
  RyWorkers *hashers;
  RyLongpoll *longpoll;
  gboolean secure;
  gboolean behind_proxy;
  GStrv origins; /* (nullable): of pages that may speak to the server from other sites */
  gboolean log;
};

/* Handlers for libsoup; their data is the server. */
void _ry_exchange_early_cb (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data);
void _ry_exchange_cb       (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data);

G_END_DECLS
