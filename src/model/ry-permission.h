/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may do what: data/rights.json, read once. The server's door, the desktop's controls and the function that
 * guards a CouchDB (ry_permissions_to_javascript()) all ask this one table, and all say its sentences.
 * Immutable, and so free to share between threads.
 */
#pragma once

#include "ry-actor.h"
#include "ry-document.h"

G_BEGIN_DECLS

/**
 * RyVerb:
 * @RY_VERB_CREATE: a record that was not there, or was deleted
 * @RY_VERB_EDIT: a change of one that is there
 * @RY_VERB_DELETE: taking one away
 *
 * What is done to a record. Answering (a reply, a report on one's action) is creating or editing that the table
 * allows under a name of its own.
 */
typedef enum {
  RY_VERB_CREATE,
  RY_VERB_EDIT,
  RY_VERB_DELETE,
  RY_N_VERBS
} RyVerb;

typedef struct _RyPermissions RyPermissions;

RyPermissions     *ry_permissions_new            (GError **error);
RyPermissions     *ry_permissions_ref            (RyPermissions *self);
void               ry_permissions_unref          (RyPermissions *self);

/* The table */
const char *const *ry_permissions_get_roles      (RyPermissions *self);
const char *const *ry_permissions_get_readers    (RyPermissions *self, const char *space);
guint              ry_permissions_get_password_characters (RyPermissions *self);
char              *ry_permissions_dup_security   (RyPermissions *self, const char *space);
char              *ry_permissions_to_javascript  (RyPermissions *self);

/* The question */
gboolean           ry_permissions_is_free        (RyPermissions *self, RyActor *actor, const char *id);
gboolean           ry_permissions_is_keeper       (RyPermissions *self, RyActor *actor, const char *id);
const char        *ry_permissions_get_attended    (RyPermissions *self, const char *id, const char **sentence);
gboolean           ry_permissions_is_fixed        (RyPermissions *self, RyDocument *old, RyDocument *document);
gboolean           ry_permissions_check          (RyPermissions *self, RyActor *actor, RyDocument *old, RyDocument *document, GError **error);
gboolean           ry_permissions_offer          (RyPermissions *self, RyActor *actor, RyVerb verb, const char *kind, RyDocument *document,
                                                  const char *field, GError **error);
const char        *ry_permission_translate       (const char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPermissions, ry_permissions_unref)

G_END_DECLS
