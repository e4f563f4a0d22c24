/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database on a server as one end of a replication: each call of RyPeer is one request of CouchDB's protocol
 * (or a few, where the server lacks one or finds it too large).
 */
#pragma once

#include "ry-http-client.h"
#include "ry-peer.h"

G_BEGIN_DECLS

#define RY_TYPE_HTTP_PEER (ry_http_peer_get_type ())
G_DECLARE_FINAL_TYPE (RyHttpPeer, ry_http_peer, RY, HTTP_PEER, GObject)

RyPeer *ry_http_peer_new (RyHttpClient *client, const char *database);

G_END_DECLS
