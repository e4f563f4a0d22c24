/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an account may do at the door: with a database as a whole, by its `_security`, and with one document, by
 * the table of rights. Safe in any thread.
 */
#pragma once

#include "ry-accounts.h"
#include "ry-store.h"

G_BEGIN_DECLS

gboolean ry_rights_is_server_admin (RyAccount *account);
gboolean ry_rights_may_read        (RyAccounts *accounts, RyAccount *account, const char *database);
gboolean ry_rights_may_administer  (RyAccounts *accounts, RyAccount *account, const char *database);
gboolean ry_rights_check_write     (RyAccounts *accounts, RyAccount *account, const char *database, RyStore *store, RyDocument *document,
                                    gboolean new_edits, GError **error);

G_END_DECLS
