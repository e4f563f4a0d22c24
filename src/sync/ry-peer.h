/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One end of a replication: a database, wherever it is. Two make a road: RyLocalPeer over a RyStore, RyHttpPeer
 * over the CouchDB protocol. Calls are synchronous and are made in the replication's own thread.
 * Sequences are opaque text here, as the protocol asks: never compared, only handed back.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

#define RY_TYPE_PEER (ry_peer_get_type ())
G_DECLARE_INTERFACE (RyPeer, ry_peer, RY, PEER, GObject)

/**
 * RyMissing:
 *
 * Revisions of one document that a peer lacks.
 */
typedef struct {
  char *id;
  GStrv revs;
} RyMissing;

typedef struct {
  GPtrArray *changes; /* (element-type RyChange); RyChange.seq is not meaningful here */
  char *last_seq;     /* opaque */
  gint64 pending;     /* -1 where unknown */
} RyChangesPage;

struct _RyPeerInterface {
  GTypeInterface parent;

  char          *(*get_identity)       (RyPeer *self, GCancellable *cancellable, GError **error);
  gboolean       (*create)             (RyPeer *self, GCancellable *cancellable, GError **error);
  RyDocument    *(*get_local)          (RyPeer *self, const char *id, GCancellable *cancellable, GError **error);
  gboolean       (*put_local)          (RyPeer *self, RyDocument *document, GCancellable *cancellable, GError **error);
  RyChangesPage *(*get_changes)        (RyPeer *self, const char *since, guint limit, guint wait_seconds, GCancellable *cancellable, GError **error);
  GPtrArray     *(*get_missing)        (RyPeer *self, GPtrArray *changes, GCancellable *cancellable, GError **error);
  GPtrArray     *(*get_documents)      (RyPeer *self, GPtrArray *missing, GCancellable *cancellable, GError **error);
  GPtrArray     *(*put_documents)      (RyPeer *self, GPtrArray *documents, GCancellable *cancellable, GError **error);
  gboolean       (*ensure_full_commit) (RyPeer *self, GCancellable *cancellable, GError **error);
};

char          *ry_peer_get_identity       (RyPeer *self, GCancellable *cancellable, GError **error);
gboolean       ry_peer_create             (RyPeer *self, GCancellable *cancellable, GError **error);
RyDocument    *ry_peer_get_local          (RyPeer *self, const char *id, GCancellable *cancellable, GError **error);
gboolean       ry_peer_put_local          (RyPeer *self, RyDocument *document, GCancellable *cancellable, GError **error);
RyChangesPage *ry_peer_get_changes        (RyPeer *self, const char *since, guint limit, guint wait_seconds, GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_get_missing        (RyPeer *self, GPtrArray *changes, GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_get_documents      (RyPeer *self, GPtrArray *missing, GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_put_documents      (RyPeer *self, GPtrArray *documents, GCancellable *cancellable, GError **error);
gboolean       ry_peer_ensure_full_commit (RyPeer *self, GCancellable *cancellable, GError **error);

void           ry_missing_free            (RyMissing *missing);
void           ry_changes_page_free       (RyChangesPage *page);

G_END_DECLS
