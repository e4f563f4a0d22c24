/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file that carries a whole afternoon to a hall: every slide with its fonts, and the running order with its notes. It
 * is a PDF, so that where nothing else helps any reader shows the slides; the running order is attached to it.
 */
#pragma once

#include "ry-slide-deck.h"

G_BEGIN_DECLS

#define RY_PACK_SUFFIX    ".ryorin-pack"
#define RY_PACK_MAX_PAGES 5000

/* Called before each slide: @done of @total. In the thread of the caller. */
typedef void (*RyPackProgress) (guint done, guint total, gpointer data);

guint   ry_pack_write       (RySlideDeck *deck, const char *path, RyPackProgress progress, gpointer data, GCancellable *cancellable, GError **error);
guint   ry_pack_write_pdf   (RySlideDeck *deck, const char *path, RyPackProgress progress, gpointer data, GCancellable *cancellable, GError **error);
RyShow *ry_pack_read        (const char *path, GBytes **bytes, GError **error);
RyShow *ry_pack_read_bytes  (GBytes *bytes, GError **error);
RyShow *ry_pack_parse_order (GBytes *order, GError **error);

G_END_DECLS
