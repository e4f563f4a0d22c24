/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection to SQLite with its prepared statements, private to this room. It is used by one thread at a
 * time. A statement taken with _ry_db_prepare() is put back by g_autoptr(RyStatement).
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _RyDb RyDb;
typedef sqlite3_stmt RyStatement;

typedef enum {
  RY_DB_READER,
  RY_DB_WRITER,
  RY_DB_CREATOR, /* a writer that may make the file */
} RyDbUse;

RyDb        *_ry_db_open          (const char *path, RyDbUse use, GError **error);
void         _ry_db_close         (RyDb *self);
sqlite3     *_ry_db_get_handle    (RyDb *self);
gboolean     _ry_db_set_error     (RyDb *self, int code, GError **error);
gboolean     _ry_db_get_damaged   (RyDb *self);
gboolean     _ry_db_exec          (RyDb *self, const char *sql, GError **error);
void         _ry_db_rollback      (RyDb *self);
RyStatement *_ry_db_prepare       (RyDb *self, const char *sql, GError **error);
void         _ry_db_trim          (RyDb *self);
gboolean     _ry_db_next          (RyDb *self, RyStatement *statement, GError **error);
gboolean     _ry_db_run           (RyDb *self, RyStatement *statement, GError **error);
gint64       _ry_db_get_int       (RyDb *self, const char *sql, gint64 otherwise, GError **error);
void         _ry_db_set_cancellable (RyDb *self, GCancellable *cancellable);

static inline void
_ry_statement_put_back (RyStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

static inline void
_ry_statement_bind_text (RyStatement *statement, int position, const char *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
}

static inline const char *
_ry_statement_get_text (RyStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStatement, _ry_statement_put_back)

G_END_DECLS
