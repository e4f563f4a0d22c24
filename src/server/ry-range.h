/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header `Range`, read as CouchDB reads it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beyond this a request for ranges is answered with the whole. */
#define RY_RANGE_MAX 9

/* Bytes from @first to @last, both included. */
typedef struct {
  gint64 first;
  gint64 last;
} RyRange;

gboolean ry_range_parse (const char *header, gint64 length, RyRange *ranges, guint *n_ranges);

G_END_DECLS
