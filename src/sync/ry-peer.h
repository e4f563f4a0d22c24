/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One end of a replication: a database, wherever it is. Two make a road: RyLocalPeer over a RyStore, RyHttpPeer
 * over the CouchDB protocol. Calls are synchronous; a replication makes them from its own thread, and writes
 * from a second one at the same time. Sequences are opaque text here, as the protocol asks: never compared,
 * only handed back.
 */
#pragma once

#include "ry-meter.h"
#include "ry-store.h"

G_BEGIN_DECLS

#define RY_TYPE_PEER (ry_peer_get_type ())
G_DECLARE_INTERFACE (RyPeer, ry_peer, RY, PEER, GObject)

/**
 * RyMissing:
 *
 * Revisions of one document that a peer lacks, and (nullable) revisions that it has and that may be ancestors of them.
 */
typedef struct {
  char *id;
  GStrv revs;
  GStrv ancestors;
} RyMissing;

/**
 * RyChangesPage:
 * @changes: (element-type RyChange): the rows; their `seq` means nothing here
 * @last_seq: opaque; where the next page begins
 * @pending: rows after this page, -1 where unknown
 */
typedef struct {
  GPtrArray *changes;
  char *last_seq;
  gint64 pending;
} RyChangesPage;

/**
 * RyFilter:
 * @ids: (nullable) (array zero-terminated=1): only these documents
 * @selector: (nullable): only documents that match this Mango selector, JSON text
 *
 * What part of a database takes part. %NULL in its place means all of it.
 */
typedef struct {
  GStrv ids;
  char *selector;
} RyFilter;

/**
 * RyAttachmentSource:
 * @peer: who has the bytes of the documents' attachments
 * @count: (nullable): told of bytes that have been read there
 * @data: for @count
 *
 * Where a target gets from what a document only names.
 */
typedef struct {
  RyPeer *peer;
  RyMeterFunc count;
  gpointer data;
} RyAttachmentSource;

struct _RyPeerInterface {
  GTypeInterface parent;

  char          *(*get_identity)       (RyPeer *self, GCancellable *cancellable, GError **error);
  gboolean       (*create)             (RyPeer *self, GCancellable *cancellable, GError **error);
  RyDocument    *(*get_local)          (RyPeer *self, const char *id, GCancellable *cancellable, GError **error);
  gboolean       (*put_local)          (RyPeer *self, RyDocument *document, GCancellable *cancellable, GError **error);
  RyChangesPage *(*get_changes)        (RyPeer *self, const char *since, guint limit, guint wait_seconds, const RyFilter *filter, GCancellable *cancellable,
                                         GError **error);
  GPtrArray     *(*get_missing)        (RyPeer *self, GPtrArray *changes, GCancellable *cancellable, GError **error);
  GPtrArray     *(*get_documents)      (RyPeer *self, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error);
  GPtrArray     *(*put_documents)      (RyPeer *self, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable,
                                         GError **error);
  gboolean       (*has_attachment)     (RyPeer *self, const RyAttachment *attachment);
  GInputStream  *(*open_attachment)    (RyPeer *self, RyDocument *document, const RyAttachment *attachment, GCancellable *cancellable, GError **error);
  GInputStream  *(*open_message)       (RyPeer *self, RyDocument *document, char **type, GCancellable *cancellable);
  gboolean       (*ensure_full_commit) (RyPeer *self, GCancellable *cancellable, GError **error);
};

char          *ry_peer_get_identity       (RyPeer *self, GCancellable *cancellable, GError **error);
gboolean       ry_peer_create             (RyPeer *self, GCancellable *cancellable, GError **error);
RyDocument    *ry_peer_get_local          (RyPeer *self, const char *id, GCancellable *cancellable, GError **error);
gboolean       ry_peer_put_local          (RyPeer *self, RyDocument *document, GCancellable *cancellable, GError **error);
RyChangesPage *ry_peer_get_changes        (RyPeer *self, const char *since, guint limit, guint wait_seconds, const RyFilter *filter,
                                           GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_get_missing        (RyPeer *self, GPtrArray *changes, GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_get_documents      (RyPeer *self, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error);
GPtrArray     *ry_peer_put_documents      (RyPeer *self, GPtrArray *documents, const RyAttachmentSource *source,
                                           GCancellable *cancellable, GError **error);
gboolean       ry_peer_has_attachment     (RyPeer *self, const RyAttachment *attachment);
GInputStream  *ry_peer_open_attachment    (RyPeer *self, RyDocument *document, const RyAttachment *attachment,
                                           GCancellable *cancellable, GError **error);
GInputStream  *ry_peer_open_message       (RyPeer *self, RyDocument *document, char **type, GCancellable *cancellable);
GInputStream  *ry_attachment_source_open  (const RyAttachmentSource *source, RyDocument *document, const RyAttachment *attachment,
                                           GCancellable *cancellable, GError **error);
gboolean       ry_peer_ensure_full_commit (RyPeer *self, GCancellable *cancellable, GError **error);

RyMissing     *ry_missing_new             (const char *id, GStrv revs, GStrv ancestors);
void           ry_missing_free            (RyMissing *missing);
RyChangesPage *ry_changes_page_new        (void);
void           ry_changes_page_free       (RyChangesPage *page);
RyFilter      *ry_filter_new              (const char *const *ids, const char *selector);
void           ry_filter_free             (RyFilter *filter);
RyWriteResult *ry_peer_failure_new        (const char *id, const char *rev, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMissing, ry_missing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyChangesPage, ry_changes_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFilter, ry_filter_free)

G_END_DECLS
