/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the accounts share: the open SQLite file, and what was read from it last.
 */
#pragma once

#include <sqlite3.h>

#include "ry-accounts.h"

G_BEGIN_DECLS

struct _RyAccounts {
  GObject parent;

  RyPermissions *permissions;
  char *uuid;

  GMutex mutex; /* guards all below */
  sqlite3 *db;

  /* What the file held at data_version; NULL before it was first read */
  gboolean known; /* FALSE: to be read again */
  int data_version;
  gint64 looked; /* when that was seen last; µs, monotonic */
  GHashTable *accounts;   /* name -> RyAccount */
  GHashTable *sessions;   /* digest of the token -> RySession */
  GHashTable *securities; /* database -> RySecurity */
  GHashTable *calendars;  /* digest of the calendar's token -> the account's name */
  RyPagesOffer pages;
};

typedef void (*RyAccountsRowFunc) (RyAccounts *self, sqlite3_stmt *row);

/* All but the first with the mutex held. */
RyAccounts *_ry_accounts_open_file      (const char *path, gboolean create, GError **error);
gboolean    _ry_accounts_run            (RyAccounts *self, const char *sql, const char *const *values, int *n_changed, GError **error);
gboolean    _ry_accounts_read           (RyAccounts *self, const char *sql, RyAccountsRowFunc func);
void        _ry_accounts_refresh        (RyAccounts *self);
void        _ry_accounts_forget         (RyAccounts *self);
void        _ry_accounts_take_account   (RyAccounts *self, sqlite3_stmt *row);
void        _ry_accounts_take_session   (RyAccounts *self, sqlite3_stmt *row);
void        _ry_accounts_take_security  (RyAccounts *self, sqlite3_stmt *row);
void        _ry_accounts_take_calendar  (RyAccounts *self, sqlite3_stmt *row);
void        _ry_accounts_take_pages     (RyAccounts *self, sqlite3_stmt *row);
char       *_ry_accounts_make_token     (void);
char       *_ry_accounts_digest_token   (const char *token);

G_END_DECLS
