/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the store share. ry-store.c opens and closes, -file says what is in the file, and -read,
 * -write, -local, -attachments, -blobs, -transact, -counts, -log, -keys, -query, -search, -check, -compact and -backup do what their names say.
 *
 * Threads. The writer and what is marked "in the lane" are touched in the lane only. Readers are lent out,
 * one to a caller at a time.
 */
#pragma once

#include "ry-blob.h"
#include "ry-db.h"
#include "ry-document-private.h"
#include "ry-lane-private.h"
#include "ry-rev-tree.h"
#include "ry-store-schema-private.h"
#include "ry-store.h"

G_BEGIN_DECLS

typedef struct _RyCounts RyCounts;

struct _RyStore {
  GObject parent_instance;

  /* Owned; set when opened, never changed */
  char *path;
  RyStoreSchema *schema;
  RyLane *lane;
  GMainContext *context;
  gboolean damaged; /* it was said, under @lock */
  char *uuid;
  char *instance_start_time;
  gint64 *fields; /* the field of each index of the schema */
  RyStoreOpen flags;

  /* Atomic */
  int revs_limit;
  int log_busy;
  int log_fresh; /* whether it has just been carried over */

  /* In the lane of the log */
  RyDb *log;
  GMutex log_lock; /* held while it is carried over */

  /* In the lane */
  RyDb *writer;
  gint64 next_seq;
  gint64 search_seq;
  gboolean search_waits; /* whether catching up has been put into the lane's upkeep */
  RyLane *log_lane;      /* where the log is carried over */
  int log_carried;       /* pages in the log when that was last asked for */
  int log_pages;         /* pages in the log, 0 where all of it has been asked for */
  GHashTable *unsealed;  /* (element-type gint64): blobs that are being written */
  gint64 sweep_after;

  /* Under the lock */
  GMutex lock;
  GCond returned;
  GQueue readers; /* (element-type RyDb), those not lent out */
  guint n_lent;
  gboolean closed;
  gboolean compacting;
  gint64 update_seq;
  gint64 tidy_seq; /* where the last compaction began */

  /* Owned; see ry-store-counts.c */
  RyCounts *counts;

  /* Under the lock of pins */
  GMutex pins_lock;
  GHashTable *pins; /* (element-type utf8 guint): how many hold the blob of a digest */
  gboolean sweep_waits;
  gboolean sweep_again;
};

/* A reader lent out; it goes back by g_autoptr(RyReader). */
typedef struct {
  RyStore *store;
  RyDb *db;
} RyReader;

RyDb       *_ry_store_get_writer      (RyStore *self, GError **error);
RyReader   *_ry_store_lend_reader     (RyStore *self, GCancellable *cancellable, GError **error);
RyReader   *_ry_store_lend_snapshot   (RyStore *self, GError **error);
void        _ry_store_return_reader   (RyReader *reader);
void        _ry_store_emit_committed  (RyStore *self, gint64 first_seq, gint64 last_seq, guint source);

/* Transactions */

/* What is done in one, and who did it. The first member of what a caller hands over. */
typedef struct {
  RyStore *store;
  RyLaneFunc inside; /* gets the transaction as its data; what fails with a document's fault has changed nothing */
  GDestroyNotify free_result;
  guint source;
  gboolean large; /* not to be done together with others, who would wait for it */

  /* Of the sequences given, set when it is done */
  gint64 first_seq;
  gint64 next_seq;
} RyTransaction;

gboolean    _ry_store_transact        (RyTransaction *transaction, gpointer *result, GCancellable *cancellable, GError **error);
void        _ry_store_transact_task   (RyTransaction *transaction, GTask *task, GDestroyNotify free_transaction);
gboolean    _ry_store_is_documents_fault (const GError *error);

/* Counts */
RyCounts   *_ry_counts_new            (void);
void        _ry_counts_free           (RyCounts *self);
void        _ry_store_note_count      (RyStore *self, gint64 from, gint64 to, int deleted);
void        _ry_store_settle_counts   (RyStore *self, gboolean committed);
gboolean    _ry_store_count_documents (RyStore *self, gint64 *n_documents, gint64 *n_deleted, GError **error);

/* The log */
void        _ry_store_watch_log       (RyStore *self, RyDb *writer);
void        _ry_store_carry_over      (RyStore *self);
void        _ry_store_leave_log       (RyStore *self);

/* The file */
gboolean    _ry_store_prepare_file    (RyDb *db, gboolean may_create, GError **error);
gboolean    _ry_store_set_meta        (RyDb *db, const char *name, const char *value, GError **error);
char       *_ry_store_dup_meta        (RyDb *db, const char *name, GError **error);

/* Keys */

/* A document's key in one index; the keys of a document are as many as the schema has indexes. */
typedef struct _RyKey RyKey;

/* A document on its way from one winner to another; a kind is NULL where there is nothing to list. */
typedef struct {
  gint64 row;
  const char *id;
  const char *old_kind;
  const char *old_body;
  const char *new_kind;
  const char *new_body;
  const RyKey *new_keys; /* of new_body, where they have been collected; borrowed */
} RyDocKeys;

gboolean    _ry_store_sync_keys       (RyStore *self, RyDb *db, GError **error);
gint64      _ry_store_find_field      (RyStore *self, const char *kind, const char *member, RyIndexForm form);
gboolean    _ry_store_change_keys     (RyStore *self, RyDb *db, const RyDocKeys *document, GError **error);
RyKey      *_ry_store_collect_keys    (RyStore *self, RyDocument *document);
void        _ry_store_free_keys       (RyStore *self, RyKey *keys);
guint       _ry_store_count_keys      (RyStore *self, const char *kind);
char *_ry_store_dup_counted_fields (RyStore *self);

/* Reading on a connection */

/* One row of docs without its body. */
typedef struct {
  gint64 row;
  gint64 seq;
  gboolean deleted;
  char *rev;
  char *tree_text; /* NULL where the tree is the one revision */
} RyDocRow;

gboolean    _ry_store_find_row        (RyDb *db, const char *id, RyDocRow *row, GError **error);
void        _ry_doc_row_clear         (RyDocRow *row);
RyRevTree  *_ry_doc_row_parse_tree    (const RyDocRow *row, GError **error);
RyRevTree  *_ry_store_tree_from       (const char *rev, gboolean deleted, const char *tree_text, GError **error);

/* Local documents */
char       *_ry_store_put_local_in    (RyDb *db, RyDocument *document, GError **error);

/* Blobs */

/* Every chunk of a blob but its last has this length: where a byte lies is computed. */
#define RY_CHUNK_SIZE 262144u

/* The end of a blob that is being written. */
typedef struct {
  gint64 blob; /* 0 where this is all of it */
  guint n;
  const void *data;
  gsize length;
  const char *digest;
  gint64 total;
} RyBlobEnd;

gboolean    _ry_store_begin_light     (RyStore *self, RyDb *db, GError **error);
gboolean    _ry_store_end_light       (RyStore *self, RyDb *db, gboolean done, GError **error);
gboolean    _ry_store_add_chunk       (RyStore *self, gint64 *blob, guint n, const void *data, GCancellable *cancellable, GError **error);
gboolean    _ry_store_seal_blob       (RyStore *self, const RyBlobEnd *end, GCancellable *cancellable, GError **error);
void        _ry_store_drop_blob       (RyStore *self, gint64 blob);
gssize      _ry_store_read_chunk      (RyStore *self, gint64 blob, guint n, void *buffer, gsize length, GCancellable *cancellable,
                                       GError **error);
gboolean    _ry_store_is_packed       (RyDb *db, gint64 blob, gboolean *packed, GError **error);
gboolean    _ry_store_find_blob       (RyDb *db, const char *digest, gint64 *blob, gint64 *length, GError **error);
gboolean    _ry_store_use_blob        (RyDb *db, const char *digest, GError **error);
gboolean    _ry_store_keep_data       (RyDb *db, const char *digest, GBytes *data, GError **error);
void        _ry_store_pin_blob        (RyStore *self, const char *digest);
void        _ry_store_unpin_blob      (RyStore *self, const char *digest);
void        _ry_store_queue_sweep     (RyStore *self);
gboolean    _ry_store_sweep           (RyStore *self, GCancellable *cancellable, GError **error);
RyBlob     *_ry_blob_new_pinned       (RyStore *store, const char *digest, gint64 length);

/* Attachments */

/* A revision on its way into the store, where its stubs are looked up. */
typedef struct {
  RyDocument *document;
  const RyDocRow *row;          /* NULL where the document is new */
  const char *const *ancestors; /* (nullable): the revisions before it, newest first */
  guint generation;
  gboolean new_edit;
} RyAttaching;

GPtrArray  *_ry_store_resolve_attachments (RyStore *self, RyDb *db, const RyAttaching *attaching, GError **error);
char       *_ry_document_dup_stored_attachments (RyDocument *document);

/* Search */
gboolean    _ry_store_sync_search     (RyStore *self, RyDb *db, GError **error);
void        _ry_store_queue_search    (RyStore *self);
gboolean    _ry_store_catch_up_search (RyStore *self, GCancellable *cancellable, GError **error);
char       *_ry_store_dup_search_query (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyReader, _ry_store_return_reader)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyDocRow, _ry_doc_row_clear)

G_END_DECLS
