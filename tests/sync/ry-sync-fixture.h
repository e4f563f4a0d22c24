/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stores to replicate between, and what must be true of them afterwards.
 */
#pragma once

#include "ry-replication.h"
#include "ry-store.h"

G_BEGIN_DECLS

RyStore *open_temporary_store  (const char *name);
void     close_temporary_store (RyStore *store);
void     put_document          (RyStore *store, const char *id, const char *body);
void     put_many              (RyStore *store, const char *prefix, guint n);
void     delete_document       (RyStore *store, const char *id);
void     put_branch            (RyStore *store, const char *id, const char *const *history, const char *body);
void     attach                (RyStore *store, const char *id, const char *name, const char *type, gboolean pack, guint32 seed, gsize length);
void     assert_attached       (RyStore *store, const char *id, const char *name, guint32 seed, gsize length);
char    *dump_store            (RyStore *store);
void     assert_same           (RyStore *a, RyStore *b);

G_END_DECLS
