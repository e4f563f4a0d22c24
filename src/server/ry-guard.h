/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps slow and oversized requests from holding the server. Main context only.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RyGuard RyGuard;

RyGuard *ry_guard_new          (SoupServer *server);
void     ry_guard_free         (RyGuard *self);
void     ry_guard_check_headers (RyGuard *self, SoupServerMessage *message);
void     ry_guard_limit_body   (RyGuard *self, SoupServerMessage *message, gsize n_bytes);
gboolean ry_guard_let_stream   (RyGuard *self, SoupServerMessage *message);
void     ry_guard_expect_long_answer (RyGuard *self, SoupServerMessage *message);
void     ry_guard_set_patience (RyGuard *self, guint idle_seconds, guint head_seconds);
void     ry_guard_set_crowd    (RyGuard *self, guint most, guint most_of_one);
void     ry_guard_set_limit    (RyGuard *self, gsize n_bytes);
void     ry_guard_set_stream_limit (RyGuard *self, gsize n_bytes);
gsize    ry_guard_get_limit    (RyGuard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyGuard, ry_guard_free)

G_END_DECLS
