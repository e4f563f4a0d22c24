/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search index's words: see ry-bigram.c.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean _ry_bigram_register   (sqlite3 *handle);
void     _ry_bigram_append_query (GString *out, const char *folded_word);

G_END_DECLS
