/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who reads and writes, as far as rights go: roles, councils, own organisation, own subcommittees and
 * own person. All of it travels as CouchDB's roles, an array of strings, so that any server of the protocol can
 * carry it. Immutable and shared between threads.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The role that may do everything, in CouchDB's word. */
#define RY_ROLE_SERVER_ADMIN "_admin"

typedef struct _RyActor RyActor;

RyActor           *ry_actor_new       (const char *const *roles);
RyActor           *ry_actor_ref       (RyActor *self);
void               ry_actor_unref     (RyActor *self);
const char *const *ry_actor_get_roles (RyActor *self);
gboolean           ry_actor_has_role  (RyActor *self, const char *role);
gboolean           ry_actor_is_admin  (RyActor *self);
gboolean           ry_actor_owns      (RyActor *self, const char *scope, const char *id);
char              *ry_actor_dup_role_for (const char *scope, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyActor, ry_actor_unref)

G_END_DECLS
