/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people who may come in, and the few secrets of a server, in one SQLite file beside its databases. The
 * command line may change it while the server runs; the server notices. Safe in any thread.
 */
#pragma once

#include <gio/gio.h>

#include "ry-rights.h"

G_BEGIN_DECLS

/**
 * RyAccount:
 * @name: the name to log in with
 * @role: what it may do
 * @hash: the password's hash (Argon2id, libsodium's text form)
 *
 * One account, immutable; a change makes a new one.
 */
typedef struct {
  char *name;
  RyRole role;
  char *hash;
} RyAccount;

RyAccount *ry_account_ref   (RyAccount *self);
void       ry_account_unref (RyAccount *self);

#define RY_TYPE_ACCOUNTS (ry_accounts_get_type ())
G_DECLARE_FINAL_TYPE (RyAccounts, ry_accounts, RY, ACCOUNTS, GObject)

gboolean    ry_accounts_exist        (const char *home);
RyAccounts *ry_accounts_create       (const char *home, GError **error);
void        ry_accounts_discard      (const char *home);
RyAccounts *ry_accounts_open         (const char *home, GError **error);
gboolean    ry_accounts_add          (RyAccounts *self, const char *name, RyRole role, const char *password, GError **error);
gboolean    ry_accounts_set_password (RyAccounts *self, const char *name, const char *password, GError **error);
gboolean    ry_accounts_remove       (RyAccounts *self, const char *name, GError **error);
RyAccount  *ry_accounts_lookup       (RyAccounts *self, const char *name);
GPtrArray  *ry_accounts_list         (RyAccounts *self);
const char *ry_accounts_get_uuid     (RyAccounts *self);
GBytes     *ry_accounts_get_key      (RyAccounts *self);
char       *ry_accounts_make_password(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyAccount, ry_account_unref)

G_END_DECLS
