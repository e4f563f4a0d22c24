/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database's `_security`: who its members and its administrators are, by name and by role, as CouchDB has it.
 * Immutable and shared between threads.
 */
#pragma once

#include "ry-actor.h"
#include "ry-permission.h"

G_BEGIN_DECLS

typedef struct _RySecurity RySecurity;

RySecurity *ry_security_parse       (const char *text, gssize length, GError **error);
RySecurity *ry_security_new_default (RyPermissions *permissions, const char *database);
RySecurity *ry_security_ref         (RySecurity *self);
void        ry_security_unref       (RySecurity *self);
const char *ry_security_get_text    (RySecurity *self);
gboolean    ry_security_is_member   (RySecurity *self, const char *name, RyActor *actor);
gboolean    ry_security_is_admin    (RySecurity *self, const char *name, RyActor *actor);
const char *ry_security_get_space   (const char *database);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySecurity, ry_security_unref)

G_END_DECLS
