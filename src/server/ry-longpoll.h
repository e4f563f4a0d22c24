/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The car park of the feeds: messages that wait for changes. A parked message costs no thread; the store's
 * commit wakes it. Main context only.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-feed.h"
#include "ry-workers.h"

G_BEGIN_DECLS

typedef struct _RyLongpoll RyLongpoll;

/* Whether whoever waits may still be told more. */
typedef gboolean (*RyLongpollFunc) (gpointer data);

RyLongpoll *ry_longpoll_new         (RyWorkers *workers);
void        ry_longpoll_free        (RyLongpoll *self);
void        ry_longpoll_park        (RyLongpoll *self, SoupServerMessage *message, RyFeed *feed, const char *text, gsize length,
                                     RyLongpollFunc may_go_on, gpointer data, GDestroyNotify destroy);
void        ry_longpoll_close_store (RyLongpoll *self, RyStore *store);
guint       ry_longpoll_get_n_parked(RyLongpoll *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyLongpoll, ry_longpoll_free)

G_END_DECLS
