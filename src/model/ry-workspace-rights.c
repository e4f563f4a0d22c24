/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person at this machine may do. The server says it when we log in, and it is kept, so that it holds on a
 * train too. Without a server the person is the secretariat: it is their own region. Controls ask
 * ry_workspace_offers() before anybody types; a commit asks again with what was typed; the server asks last.
 */
#include "ry-workspace-private.h"

#include "ry-error.h"
#include "ry-json.h"

#define ROLES_SETTING "roles"

static RyActor *
create_actor (RyWorkspace *self)
{
  static const char *const alone[] = { "secretariat", NULL };
  g_autofree char *server = ry_workspace_dup_setting (self, "server");
  g_autofree char *text = ry_workspace_dup_setting (self, ROLES_SETTING);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_free);

  if (server == NULL || *server == '\0' || text == NULL ||
      !ry_json_scan_array (text, -1, ry_json_take_string, roles, NULL))
    return ry_actor_new (alone);
  g_ptr_array_add (roles, NULL);
  return ry_actor_new ((const char *const *) roles->pdata);
}

/* The table's sentences are English, and this one is for a person. */
static gboolean
translate (GError *local, GError **error)
{
  g_set_error_literal (error, local->domain, local->code, ry_permission_translate (local->message));
  g_error_free (local);
  return FALSE;
}

/* Asks for one edit, with its content. @document is deleted where the edit deletes. */
gboolean
_ry_workspace_permit (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (self);
  GError *local = NULL;

  if (ry_permissions_is_free (self->permissions, actor, ry_document_get_id (document)) ||
      ry_permissions_check (self->permissions, actor, old, document, &local))
    return TRUE;
  return translate (local, error);
}

/* Settling ends branches, which is deleting to whoever takes it. */
gboolean
_ry_workspace_may_settle (RyWorkspace *self, const char *id)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (self);

  return ry_permissions_is_keeper (self->permissions, actor, id);
}

/**
 * ry_workspace_get_permissions:
 * @self: a workspace
 *
 * Returns: (transfer none): the table of rights
 */
RyPermissions *
ry_workspace_get_permissions (RyWorkspace *self)
{
  return self->permissions;
}

/**
 * ry_workspace_ref_actor:
 * @self: a workspace
 *
 * Returns: (transfer full): the person at this machine, as far as rights go
 */
RyActor *
ry_workspace_ref_actor (RyWorkspace *self)
{
  return create_actor (self);
}

/**
 * ry_workspace_set_roles:
 * @self: a workspace
 * @roles: (nullable): a JSON array of the roles that the server gave; %NULL forgets them
 * @error: return location for a #GError
 *
 * Emits RyWorkspace::actor-changed where they are others than before. Call in the main thread.
 *
 * Returns: whether they are kept
 */
gboolean
ry_workspace_set_roles (RyWorkspace *self, const char *roles, GError **error)
{
  g_autofree char *before = ry_workspace_dup_setting (self, ROLES_SETTING);

  if (g_strcmp0 (before, roles) == 0)
    return TRUE;
  if (!ry_workspace_set_setting (self, ROLES_SETTING, roles, error))
    return FALSE;
  g_signal_emit_by_name (self, "actor-changed");
  return TRUE;
}

/**
 * ry_workspace_offers:
 * @self: a workspace
 * @verb: what a control would do
 * @kind: to a record of which kind
 * @document: (nullable): to which one; %NULL where that is open
 * @error: return location for a #GError
 *
 * Returns: whether to offer it to the person at this machine; if not, %RY_ERROR_FORBIDDEN with a sentence in their
 *   language
 */
gboolean
ry_workspace_offers (RyWorkspace *self, RyVerb verb, const char *kind, RyDocument *document, GError **error)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (self);
  GError *local = NULL;

  return ry_permissions_offer (self->permissions, actor, verb, kind, document, NULL, &local) ||
         translate (local, error);
}

/**
 * ry_workspace_offers_field:
 * @self: a workspace
 * @kind: a record's kind
 * @document: (nullable): the record; %NULL while there is none yet
 * @field: one of its fields
 * @error: return location for a #GError
 *
 * Returns: whether to offer the field for writing; if not, %RY_ERROR_FORBIDDEN with a sentence in the person's language
 */
gboolean
ry_workspace_offers_field (RyWorkspace *self, const char *kind, RyDocument *document, const char *field, GError **error)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (self);
  RyVerb verb = document != NULL && !ry_document_get_deleted (document) ? RY_VERB_EDIT : RY_VERB_CREATE;
  GError *local = NULL;

  return ry_permissions_offer (self->permissions, actor, verb, kind, document, field, &local) ||
         translate (local, error);
}
