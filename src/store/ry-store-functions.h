/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What we add to SQLite: functions over documents for conditions and indexes, and the tokenizer of the search.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef void (*RyTextFunc)  (const char *text, gpointer data);
typedef void (*RyValueFunc) (const char *value, gsize length, gpointer data);

gboolean _ry_store_functions_register (sqlite3 *handle);
void     _ry_value_foreach            (const char *value, gsize length, const char *path, RyValueFunc func, gpointer data);
void     _ry_value_foreach_text       (const char *value, gsize length, const char *path, RyTextFunc func, gpointer data);
void     _ry_body_foreach_text        (const char *body, gssize length, const char *path, RyTextFunc func, gpointer data);

G_END_DECLS
