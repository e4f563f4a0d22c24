/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts and streams, one after another, read as one stream whose length is known beforehand: the body of a request
 * or of an answer that is too large to stand in memory. A stream in it is opened when its turn has come.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RY_TYPE_CHAIN (ry_chain_get_type ())
G_DECLARE_FINAL_TYPE (RyChain, ry_chain, RY, CHAIN, GInputStream)

typedef GInputStream *(*RyChainOpen) (gpointer data, GCancellable *cancellable, GError **error);

RyChain *ry_chain_new        (void);
void     ry_chain_add_text   (RyChain *self, const char *text, gssize length);
void     ry_chain_add_stream (RyChain *self, RyChainOpen open, gpointer data, GDestroyNotify destroy, guint64 length);
guint64  ry_chain_get_length (RyChain *self);

G_END_DECLS
