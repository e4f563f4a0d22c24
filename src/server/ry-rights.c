/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door. A write is held against the document as it stands here and against the version it says it was made
 * from: either alone could be chosen by the sender so that a stranger's record looks like his own. Only accounts
 * with limited rights pay for these two reads. Databases that are no region's know no kinds; whoever is a member
 * writes there what he likes, as on a CouchDB without a design document.
 */
#include "ry-rights.h"

#include "ry-error.h"
#include "ry-remark.h"

#define NO_DB_ADMIN "You are not a db or server admin."

/* Unknown is no failure here: what is not there cannot be somebody else's. */
static RyDocument *
find_version (RyStore *store, const char *id, const char *rev)
{
  return ry_store_get (store, id, rev, RY_GET_DELETED, NULL);
}

static const char *
get_parent (RyDocument *document, gboolean new_edits)
{
  const char *const *history = ry_document_get_history (document);

  if (new_edits)
    return ry_document_get_rev (document);
  return history != NULL && history[0] != NULL ? history[1] : NULL;
}

/* What is here already changes nothing when it comes again, whoever brings it. */
static gboolean
is_known (RyStore *store, RyDocument *document)
{
  const char *revs[] = { ry_document_get_rev (document), NULL };
  RyRevsDiff *diff = revs[0] != NULL ? ry_store_get_revs_diff (store, ry_document_get_id (document), revs, NULL) : NULL;
  gboolean known = diff != NULL && (diff->missing == NULL || diff->missing[0] == NULL);

  g_clear_pointer (&diff, ry_revs_diff_free);
  return known;
}

/* What only another document knows: whether who writes was at the meeting the record names. Not when: a remark made in
 * time may come late. */
static gboolean
check_attended (RyPermissions *permissions, RyAccount *account, RyStore *store, RyDocument *document, GError **error)
{
  const char *id = ry_document_get_id (document), *sentence;
  const char *member = ry_permissions_get_attended (permissions, id, &sentence);
  const char *of = member != NULL ? ry_document_get_string (document, member) : NULL;
  g_autoptr (RyDocument) meeting = of != NULL ? find_version (store, of, NULL) : NULL;

  return meeting == NULL || ry_document_get_deleted (document) ||
         ry_permissions_is_keeper (permissions, account->actor, id) ||
         ry_remark_check_seat (permissions, document, ry_document_get_root (meeting), error);
}

static gboolean
check_versions (
    RyAccounts *accounts, RyAccount *account, RyStore *store, RyDocument *document, gboolean new_edits, GError **error)
{
  const char *id = ry_document_get_id (document);
  const char *parent_rev = get_parent (document, new_edits);
  g_autoptr (RyDocument) winner = find_version (store, id, NULL);
  g_autoptr (RyDocument) parent = NULL;
  RyPermissions *permissions = ry_accounts_get_permissions (accounts);

  if (!ry_permissions_check (permissions, account->actor, winner, document, error) ||
      !check_attended (permissions, account, store, document, error))
    return FALSE;
  if (winner == NULL || parent_rev == NULL || g_strcmp0 (parent_rev, ry_document_get_rev (winner)) == 0)
    return TRUE;
  parent = find_version (store, id, parent_rev);
  return parent == NULL || ry_permissions_check (permissions, account->actor, parent, document, error);
}

/**
 * ry_rights_is_server_admin:
 * @account: an account
 *
 * Returns: whether it makes and removes databases and accounts
 */
gboolean
ry_rights_is_server_admin (RyAccount *account)
{
  return ry_actor_is_admin (account->actor);
}

/**
 * ry_rights_may_read:
 * @accounts: the accounts
 * @account: one of them
 * @database: a database's name
 *
 * Returns: whether it may read there, and keep its checkpoints there
 */
gboolean
ry_rights_may_read (RyAccounts *accounts, RyAccount *account, const char *database)
{
  g_autoptr (RySecurity) security = ry_accounts_get_security (accounts, database);

  return ry_security_is_member (security, account->name, account->actor);
}

/**
 * ry_rights_may_administer:
 * @accounts: the accounts
 * @account: one of them
 * @database: a database's name
 *
 * Returns: whether it may write design documents and `_security` there
 */
gboolean
ry_rights_may_administer (RyAccounts *accounts, RyAccount *account, const char *database)
{
  g_autoptr (RySecurity) security = ry_accounts_get_security (accounts, database);

  return ry_security_is_admin (security, account->name, account->actor);
}

/**
 * ry_rights_check_write:
 * @accounts: the accounts
 * @account: one of them, who may read the database
 * @database: the database's name
 * @store: the database
 * @document: what is to be written
 * @new_edits: whether it is an edit made here, whose `_rev` is the version it was made from
 * @error: (nullable): %RY_ERROR_FORBIDDEN with the sentence that says why
 *
 * Returns: whether the account may write it
 */
gboolean
ry_rights_check_write (RyAccounts *accounts,
                       RyAccount *account,
                       const char *database,
                       RyStore *store,
                       RyDocument *document,
                       gboolean new_edits,
                       GError **error)
{
  RyPermissions *permissions = ry_accounts_get_permissions (accounts);
  const char *id = ry_document_get_id (document);
  const char *space = ry_security_get_space (database);

  if (g_str_has_prefix (id, "_design/")) {
    if (ry_rights_may_administer (accounts, account, database))
      return TRUE;
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, NO_DB_ADMIN);
    return FALSE;
  }
  if (space == NULL || ry_permissions_get_readers (permissions, space) == NULL ||
      ry_permissions_is_free (permissions, account->actor, id))
    return TRUE;
  if (!new_edits && is_known (store, document))
    return TRUE;
  return check_versions (accounts, account, store, document, new_edits, error);
}
