/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A visit outlives the request that began it, and so holds what it needs itself. It looks at the account as it is
 * now: removed, with another password, without its session or without the database, it may not stay.
 */
#include "ry-visit.h"

struct _RyVisit {
  RyAccounts *accounts;
  RySessions *sessions;
  RyAccount *account;
  char *cookie; /* NULL: by name and password */
  char *database;
};

/**
 * ry_visit_new:
 * @request: a request of a known account for a database
 *
 * Returns: (transfer full): a visit, by the same right as the request
 */
RyVisit *
ry_visit_new (RyRequest *request)
{
  RyVisit *self = g_new0 (RyVisit, 1);

  self->accounts = g_object_ref (request->accounts);
  self->sessions = g_object_ref (request->sessions);
  self->account = ry_account_ref (request->account);
  self->cookie = request->by_cookie ? g_strdup (request->cookie) : NULL;
  self->database = g_strdup (request->database);
  return self;
}

/**
 * ry_visit_free:
 * @self: (transfer full): a visit
 */
void
ry_visit_free (RyVisit *self)
{
  g_object_unref (self->accounts);
  g_object_unref (self->sessions);
  ry_account_unref (self->account);
  g_free (self->cookie);
  g_free (self->database);
  g_free (self);
}

/**
 * ry_visit_may_stay:
 * @self: a visit
 *
 * Returns: whether a request like the one that began it would be let in now
 */
gboolean
ry_visit_may_stay (RyVisit *self)
{
  g_autoptr (RyAccount) account = ry_sessions_look_again (self->sessions, self->account, self->cookie);

  return account != NULL && ry_rights_may_read (self->accounts, account, self->database);
}
