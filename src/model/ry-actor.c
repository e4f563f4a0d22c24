/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A role is a word (`hospital`) or says what is one's own: `org:KEY`, `council:KEY`, `subcommittee:KEY` and
 * `person:KEY`, where KEY is a document's id without its kind. Use one wherever something may be allowed or not;
 * on a desktop without a server the person who sits there is the secretariat.
 */
#include "ry-actor.h"

#include <string.h>

struct _RyActor {
  GStrv roles;
};

/* Scopes, with the word before the key in a role and the kind before it in a document's id. */
static const struct {
  const char *scope;
  const char *role;
  const char *kind;
} scopes[] = {
  { "council", "council:", "council:" },
  { "organisation", "org:", "organisation:" },
  { "subcommittee", "subcommittee:", "subcommittee:" },
  { "person", "person:", "person:" },
};

static gboolean
has_prefixed (RyActor *self, const char *prefix)
{
  for (guint i = 0; self->roles[i] != NULL; i++) {
    if (g_str_has_prefix (self->roles[i], prefix))
      return TRUE;
  }
  return FALSE;
}

static gboolean
owns_in (RyActor *self, guint position, const char *id)
{
  const char *prefix = scopes[position].role;

  /* A role that names no council is for all of them. */
  if (position == 0 && !has_prefixed (self, prefix))
    return TRUE;
  if (!g_str_has_prefix (id, scopes[position].kind))
    return FALSE;
  for (guint i = 0; self->roles[i] != NULL; i++) {
    if (g_str_has_prefix (self->roles[i], prefix) &&
        g_str_equal (self->roles[i] + strlen (prefix), id + strlen (scopes[position].kind)))
      return TRUE;
  }
  return FALSE;
}

static void
actor_clear (gpointer data)
{
  g_strfreev (((RyActor *) data)->roles);
}

/**
 * ry_actor_new:
 * @roles: (array zero-terminated=1): roles, as in CouchDB's `userCtx`
 *
 * Returns: (transfer full): whoever has them
 */
RyActor *
ry_actor_new (const char *const *roles)
{
  RyActor *self = g_atomic_rc_box_new0 (RyActor);

  self->roles = g_strdupv ((char **) roles);
  return self;
}

/**
 * ry_actor_ref:
 * @self: an actor
 *
 * Returns: (transfer full): the same actor
 */
RyActor *
ry_actor_ref (RyActor *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ry_actor_unref:
 * @self: (transfer full): an actor
 */
void
ry_actor_unref (RyActor *self)
{
  g_atomic_rc_box_release_full (self, actor_clear);
}

/**
 * ry_actor_get_roles:
 * @self: an actor
 *
 * Returns: (transfer none) (array zero-terminated=1): the roles it was made of
 */
const char *const *
ry_actor_get_roles (RyActor *self)
{
  return (const char *const *) self->roles;
}

/**
 * ry_actor_has_role:
 * @self: an actor
 * @role: a role
 *
 * Returns: whether it has the role
 */
gboolean
ry_actor_has_role (RyActor *self, const char *role)
{
  return g_strv_contains ((const char *const *) self->roles, role);
}

/**
 * ry_actor_is_admin:
 * @self: an actor
 *
 * Returns: whether nothing is forbidden to it
 */
gboolean
ry_actor_is_admin (RyActor *self)
{
  return ry_actor_has_role (self, RY_ROLE_SERVER_ADMIN);
}

/**
 * ry_actor_owns:
 * @self: an actor
 * @scope: `council`, `organisation`, `subcommittee`, `person`, or `own` for organisation and person
 * @id: (nullable): a document's id
 *
 * Returns: whether what the id names is the actor's own
 */
gboolean
ry_actor_owns (RyActor *self, const char *scope, const char *id)
{
  if (id == NULL)
    return FALSE;
  if (g_str_equal (scope, "own"))
    return ry_actor_owns (self, "organisation", id) || ry_actor_owns (self, "person", id);
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++) {
    if (g_str_equal (scopes[i].scope, scope))
      return owns_in (self, i, id);
  }
  return FALSE;
}

/**
 * ry_actor_dup_role_for:
 * @scope: `council`, `organisation`, `subcommittee` or `person`
 * @id: a document's id, with or without its kind
 *
 * Returns: (transfer full) (nullable): the role that makes it one's own, as `org:KEY`; %NULL where there is no key
 */
char *
ry_actor_dup_role_for (const char *scope, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++) {
    const char *key = g_str_has_prefix (id, scopes[i].kind) ? id + strlen (scopes[i].kind) : id;

    if (g_str_equal (scopes[i].scope, scope))
      return *key != '\0' ? g_strconcat (scopes[i].role, key, NULL) : NULL;
  }
  return NULL;
}
