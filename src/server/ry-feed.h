/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reader of a database's changes: it knows what was asked and how far it came. Reading is plain code for a
 * worker thread; a feed that has to go on (long-poll, continuous, or more rows than fit one piece) is handed to
 * ry-longpoll with its message.
 */
#pragma once

#include "ry-selector.h"
#include "ry-shape.h"

G_BEGIN_DECLS

/**
 * RyFeedMode:
 * @RY_FEED_NORMAL: what there is, and the end
 * @RY_FEED_LONGPOLL: the same, but never nothing until the timeout
 * @RY_FEED_CONTINUOUS: a line per change, on and on
 * @RY_FEED_EVENTSOURCE: the same, in the browsers' form for it
 */
typedef enum {
  RY_FEED_NORMAL,
  RY_FEED_LONGPOLL,
  RY_FEED_CONTINUOUS,
  RY_FEED_EVENTSOURCE,
} RyFeedMode;

/* What is asked of a feed. */
typedef struct {
  RyFeedMode mode;
  gint64 since;
  gint64 limit;             /* -1: none */
  gboolean all_leaves;      /* style=all_docs */
  gboolean descending;
  gboolean include_docs;
  RyShape shape;            /* of the documents; without revisions of its own */
  gboolean designs_only;
  GHashTable *ids;          /* (nullable) (owned): only these documents */
  RySelector *selector;     /* (nullable) (owned): only what it matches */
  guint seq_interval;       /* a sequence with every so many rows, 0: with all */
  guint heartbeat;          /* ms, 0: none */
  guint timeout;            /* ms */
} RyFeedQuery;

#define RY_TYPE_FEED (ry_feed_get_type ())
G_DECLARE_FINAL_TYPE (RyFeed, ry_feed, RY, FEED, GObject)

RyFeed            *ry_feed_new        (RyStore *store, const RyFeedQuery *query, GError **error);
gboolean           ry_feed_read       (RyFeed *self, GString *out, gboolean *at_end, GError **error);
void               ry_feed_open       (RyFeed *self, GString *out);
gboolean           ry_feed_close      (RyFeed *self, GString *out, GError **error);
void               ry_feed_beat       (RyFeed *self, GString *out);
gboolean           ry_feed_is_over    (RyFeed *self);
gboolean           ry_feed_is_full    (RyFeed *self);
gint64             ry_feed_count_behind (RyFeed *self);
const char        *ry_feed_get_content_type (RyFeed *self);
char              *ry_feed_dup_etag   (RyFeed *self);
const RyFeedQuery *ry_feed_get_query  (RyFeed *self);
RyStore           *ry_feed_get_store  (RyFeed *self);

void               ry_feed_append_seq (GString *out, const char *uuid, gint64 seq);
gboolean           ry_feed_append_update_seq (GString *out, RyStore *store, GError **error);
gboolean           ry_feed_parse_seq  (RyStore *store, const char *text, gint64 *seq, GError **error);
void               ry_feed_query_clear (RyFeedQuery *query);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyFeedQuery, ry_feed_query_clear)

G_END_DECLS
