/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One database in one SQLite file: documents with revision trees, a changes feed, local documents, indexes
 * and search. The revision model is CouchDB's; the answers carry what its protocol needs.
 *
 * Threads. Every function here is synchronous and may be called from any thread. Reads made outside the
 * lane use a read-only connection of their own (WAL), so the main thread may make short ones. Writes are
 * carried to the store's lane, the only thread that owns the writing connection, and waited for; the
 * _async variants do not wait. RyStore::committed is the one event: it is emitted after each commit, in the
 * main context in which the store was opened.
 */
#pragma once

#include "ry-document.h"
#include "ry-lane.h"
#include "ry-store-schema.h"

G_BEGIN_DECLS

#define RY_TYPE_STORE (ry_store_get_type ())
G_DECLARE_FINAL_TYPE (RyStore, ry_store, RY, STORE, GObject)

/* A writer names itself with a source, so that it can tell its own echo in RyStore::committed. */
#define RY_STORE_SOURCE_LOCAL 0u
guint ry_store_new_source (void);

typedef enum {
  RY_STORE_OPEN_EXISTING = 0,
  RY_STORE_CREATE = 1 << 0,    /* make the file where there is none */
  RY_STORE_BULK_SPEED = 1 << 1, /* synchronous=NORMAL: for what can be had again, as a server's cache or a bench */
  RY_STORE_SPARSE_ATTACHMENTS = 1 << 2 /* stubs are kept whose bytes are not here: a desktop fetches them when asked */
} RyStoreOpen;

typedef enum {
  RY_GET_PLAIN = 0,
  RY_GET_REVISIONS = 1 << 0, /* fill in ry_document_get_history() */
  RY_GET_CONFLICTS = 1 << 1, /* fill in ry_document_get_conflicts() */
  RY_GET_DELETED = 1 << 2,   /* answer a deleted winner too, instead of RY_ERROR_NOT_FOUND */
  RY_GET_LATEST = 1 << 3,    /* open_revs: follow a revision that is no leaf to its leaves */
  RY_GET_REVS_INFO = 1 << 4, /* for RY_DOCUMENT_JSON_REVS_INFO */
  RY_GET_DELETED_CONFLICTS = 1 << 5, /* for RY_DOCUMENT_JSON_DELETED_CONFLICTS */
} RyGet;

/**
 * RyChange:
 *
 * One row of the changes feed: a document at its latest sequence, with its leaves, winner first.
 */
typedef struct {
  gint64 seq;
  char *id;
  gboolean deleted;
  GStrv revs;
} RyChange;

/**
 * RyRevsDiff:
 *
 * What a store lacks of one document. @missing is empty where it has all that was asked about.
 */
typedef struct {
  GStrv missing;
  GStrv possible_ancestors;
} RyRevsDiff;

/**
 * RyWriteResult:
 *
 * The outcome for one document of a bulk write, in the order of the request. Either @rev or @error is set.
 */
typedef struct {
  char *id;
  char *rev;
  GError *error;
} RyWriteResult;

typedef struct {
  gint64 doc_count;
  gint64 doc_del_count;
  gint64 update_seq;
  gint64 file_size;
  gint64 active_size; /* what of it is in use */
  gboolean compacting;       /* whether ry_store_compact() is at work */
  char *uuid;                /* constant for the life of the database */
  char *instance_start_time; /* microseconds since 1970 as text; constant for the life of the database */
} RyStoreInfo;

/* Opening and looking after */
RyStore    *ry_store_open            (const char *path, RyStoreSchema *schema, RyStoreOpen flags, GCancellable *cancellable, GError **error);
void        ry_store_close           (RyStore *self);
const char *ry_store_get_path        (RyStore *self);
gboolean    ry_store_is_sparse       (RyStore *self);
RyLane     *ry_store_get_lane        (RyStore *self);
RyStoreInfo *ry_store_get_info       (RyStore *self, GError **error);
void        ry_store_info_free       (RyStoreInfo *info);
gboolean    ry_store_check           (RyStore *self, GPtrArray *faults, GCancellable *cancellable, GError **error);
gboolean    ry_store_backup          (RyStore *self, const char *path, GCancellable *cancellable, GError **error);
gboolean    ry_store_backup_file     (const char *from, const char *to, GCancellable *cancellable, GError **error);

gboolean    ry_store_compact         (RyStore *self, GCancellable *cancellable, GError **error);
gboolean    ry_store_forget_history  (RyStore *self, const char *id, GCancellable *cancellable, GError **error);
gboolean    ry_store_is_untidy       (RyStore *self);
guint       ry_store_get_revs_limit  (RyStore *self);
gboolean    ry_store_set_revs_limit  (RyStore *self, guint limit, GError **error);

/* Documents */
RyDocument *ry_store_get             (RyStore *self, const char *id, const char *rev, RyGet flags, GError **error);
GPtrArray  *ry_store_get_open_revs   (RyStore *self, const char *id, const char *const *revs, RyGet flags, GError **error);
GPtrArray  *ry_store_get_all_revs    (RyStore *self, const char *id, GError **error);
RyDocument *ry_store_get_ancestor    (RyStore *self, const char *id, const char *rev_a, const char *rev_b, GError **error);
GPtrArray  *ry_store_write           (RyStore *self, GPtrArray *documents, gboolean new_edits, guint source, GCancellable *cancellable, GError **error);
void        ry_store_write_async     (RyStore *self, GPtrArray *documents, gboolean new_edits, guint source, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *ry_store_write_finish    (RyStore *self, GAsyncResult *result, GError **error);
void        ry_write_result_free     (RyWriteResult *result);

/* Attachments; their bytes are put in with ry-blob-writer.h */
GPtrArray  *ry_store_get_attachments (RyStore *self, const char *id, const char *rev, GError **error);
RyAttachment *ry_store_get_attachment (RyStore *self, const char *id, const char *rev, const char *name, GError **error);
gboolean    ry_store_has_blob        (RyStore *self, const char *digest);
GInputStream *ry_store_open_blob     (RyStore *self, const char *digest, GError **error);

/* The feed */
gint64      ry_store_get_update_seq  (RyStore *self);
GPtrArray  *ry_store_get_changes     (RyStore *self, gint64 since, guint limit, gboolean descending, GError **error);
gint64      ry_store_count_changes   (RyStore *self, gint64 since, GError **error);
void        ry_change_free           (RyChange *change);
RyRevsDiff *ry_store_get_revs_diff   (RyStore *self, const char *id, const char *const *revs, GError **error);
void        ry_revs_diff_free        (RyRevsDiff *diff);

/* Documents that stay here: checkpoints and settings. Their revisions are "0-N". */
RyDocument *ry_store_get_local       (RyStore *self, const char *id, GError **error);
char       *ry_store_put_local       (RyStore *self, RyDocument *document, GError **error);
gboolean    ry_store_delete_local    (RyStore *self, const char *id, GError **error);
GPtrArray  *ry_store_get_locals      (RyStore *self, GError **error);

/**
 * RyIdRange:
 * @start: (nullable): the first id; %NULL for the very first
 * @end: (nullable): the last id; %NULL for the very last
 * @without_start: whether @start itself is left out
 * @without_end: whether @end itself is left out
 * @descending: the other way round: @start is the greatest then
 *
 * A range of ids, which are ordered by their bytes.
 */
typedef struct {
  const char *start;
  const char *end;
  gboolean without_start;
  gboolean without_end;
  gboolean descending;
} RyIdRange;

GPtrArray  *ry_store_list_ids        (RyStore *self, const RyIdRange *range, gint64 skip, gint64 limit, GError **error);
GPtrArray  *ry_store_read_range      (RyStore *self, const RyIdRange *range, gint64 limit, GError **error);
GPtrArray  *ry_store_read_last_of    (RyStore *self, const RyIdRange *ranges, guint n_ranges, GError **error);
gint64      ry_store_count_ids       (RyStore *self, const RyIdRange *range, GError **error);

/* Lists. A row is the integer by which the store knows a document; it stays the same while the document exists. */

/**
 * RyQuery:
 * @kind: the documents' kind
 * @order: (nullable): an indexed member to order by; %NULL orders by id
 * @descending: the other way round
 * @where: (nullable) (array zero-terminated=1): conditions `member=value` (exact), `member~text` (folded, contained),
 *   `member<text` and `member>text` (before and after) and `member|a|b` (one of these, which several members may answer:
 *   `member,other|a|b`); of a member without an index every body of the kind is looked into
 * @text: (nullable): words that must all occur in what is searched of the document
 * @limit: at most so many, 0 for all
 *
 * A question for ry_store_query_rows(). Deleted documents never answer.
 */
typedef struct {
  const char *kind;
  const char *order;
  gboolean descending;
  const char *const *where;
  const char *text;
  guint limit;
} RyQuery;

GArray     *ry_store_query_rows      (RyStore *self, const RyQuery *query, GCancellable *cancellable, GError **error);
gint64      ry_store_query_count     (RyStore *self, const RyQuery *query, GError **error);
gint64      ry_store_get_row         (RyStore *self, const char *id); /* 0 where there is none */
GPtrArray  *ry_store_get_rows        (RyStore *self, const gint64 *rows, guint n_rows, GError **error);
GPtrArray  *ry_store_query           (RyStore *self, const RyQuery *query, GCancellable *cancellable, GError **error);
GPtrArray  *ry_store_get_conflicted  (RyStore *self, GError **error);
GPtrArray  *ry_store_get_deleted     (RyStore *self, const char *member, const char *since, guint limit, GError **error);

/**
 * RySearchHit:
 * @id: the document
 * @kind: its kind
 * @member: the member of the document in which the words were found; for a path, its first part
 * @snippet: Pango markup: the words found in bold, some text around them
 */
typedef struct {
  char *id;
  char *kind;
  char *member;
  char *snippet;
} RySearchHit;

GPtrArray  *ry_store_search          (RyStore *self, const char *words, const char *kind, guint limit, GCancellable *cancellable, GError **error);
gint64      ry_store_search_count    (RyStore *self, const char *words, const char *kind, guint limit, GError **error);
void        ry_search_hit_free       (RySearchHit *hit);

G_END_DECLS
