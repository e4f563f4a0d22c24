/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people who may come in, their sessions, and each database's `_security`, in one SQLite file beside the
 * databases. The command line may change it while the server runs; the server notices. Safe in any thread.
 */
#pragma once

#include <gio/gio.h>

#include "ry-actor.h"
#include "ry-permission.h"
#include "ry-security.h"

G_BEGIN_DECLS

/**
 * RyAccount:
 * @name: the name to log in with
 * @id: what stands for the account in a log: it says nothing of the person, and stays
 * @roles: what it may do and what is its own, as given
 * @hash: the password's hash (Argon2id, libsodium's text form)
 * @rev: the revision of its document in `_users`
 * @actor: the roles with CouchDB's `_admin`, where it is an administrator's
 *
 * One account, immutable; a change makes a new one.
 */
typedef struct {
  char *name;
  char *id;
  GStrv roles;
  char *hash;
  char *rev;
  RyActor *actor;
} RyAccount;

/**
 * RySession:
 * @account: the account's name
 * @began: when it was begun, in seconds since 1970
 * @ends: when it ends by itself
 */
typedef struct {
  char *account;
  gint64 began;
  gint64 ends;
} RySession;

/**
 * RyPagesOffer:
 * @RY_PAGES_BEDS: the morning's report and the search for a bed, for who has an account
 * @RY_PAGES_EVENTS: coming events, for everybody
 *
 * Pages for browsers that a server may offer.
 */
typedef enum {
  RY_PAGES_BEDS = 1 << 0,
  RY_PAGES_EVENTS = 1 << 1,
} RyPagesOffer;

RyAccount *ry_account_ref      (RyAccount *self);
void       ry_account_unref    (RyAccount *self);
void       ry_session_free     (RySession *self);

#define RY_TYPE_ACCOUNTS (ry_accounts_get_type ())
G_DECLARE_FINAL_TYPE (RyAccounts, ry_accounts, RY, ACCOUNTS, GObject)

gboolean       ry_accounts_exist         (const char *home);
RyAccounts    *ry_accounts_create        (const char *home, GError **error);
void           ry_accounts_discard       (const char *home);
RyAccounts    *ry_accounts_open          (const char *home, GError **error);
const char    *ry_accounts_get_uuid      (RyAccounts *self);
RyPermissions *ry_accounts_get_permissions (RyAccounts *self);

gboolean       ry_accounts_add           (RyAccounts *self, const char *name, const char *const *roles, const char *password, GError **error);
gboolean       ry_accounts_change        (RyAccounts *self, const char *name, const char *const *roles, const char *password, GError **error);
gboolean       ry_accounts_remove        (RyAccounts *self, const char *name, GError **error);
RyAccount     *ry_accounts_lookup        (RyAccounts *self, const char *name);
GPtrArray     *ry_accounts_list          (RyAccounts *self);
char          *ry_accounts_make_password (void);

char          *ry_accounts_begin_session (RyAccounts *self, RyAccount *account, guint lifetime, GError **error);
RyAccount     *ry_accounts_find_session  (RyAccounts *self, const char *token);
gboolean       ry_accounts_end_session   (RyAccounts *self, const char *token, GError **error);
gboolean       ry_accounts_end_sessions  (RyAccounts *self, const char *name, guint *n_ended, GError **error);
GPtrArray     *ry_accounts_list_sessions (RyAccounts *self);

char          *ry_accounts_make_calendar (RyAccounts *self, const char *name, GError **error);
gboolean       ry_accounts_end_calendar  (RyAccounts *self, const char *name, GError **error);
RyAccount     *ry_accounts_find_calendar (RyAccounts *self, const char *token);

RySecurity    *ry_accounts_get_security  (RyAccounts *self, const char *database);
gboolean       ry_accounts_set_security  (RyAccounts *self, const char *database, RySecurity *security, GError **error);

RyPagesOffer   ry_pages_offer_parse      (const char *word);
RyPagesOffer   ry_accounts_get_pages     (RyAccounts *self);
gboolean       ry_accounts_set_pages     (RyAccounts *self, RyPagesOffer pages, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyAccount, ry_account_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySession, ry_session_free)

G_END_DECLS
