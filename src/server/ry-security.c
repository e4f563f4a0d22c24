/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_security` objects. Where a database has none of its own, the table of rights says who reads its space; a
 * database that is no space is the administrators' alone, as in CouchDB 3. Members that this program does not
 * know are kept as they came. See <https://docs.couchdb.org/en/stable/api/database/security.html>.
 */
#include "ry-security.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

typedef struct {
  GStrv names;
  GStrv roles;
} Group;

struct _RySecurity {
  char *text;
  Group admins;
  Group members;
};

static gboolean
read_texts (JsonObject *group, const char *member, GStrv *texts, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = group != NULL ? json_object_get_member (group, member) : NULL;
  guint length = 0;

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    goto bad;
  length = node != NULL ? json_array_get_length (json_node_get_array (node)) : 0;
  for (guint i = 0; i < length; i++) {
    JsonNode *element = json_array_get_element (json_node_get_array (node), i);

    if (json_node_get_value_type (element) != G_TYPE_STRING)
      goto bad;
    g_strv_builder_add (builder, json_node_get_string (element));
  }
  *texts = g_strv_builder_end (builder);
  return TRUE;
bad:
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "%s must be a JSON list of strings", member);
  return FALSE;
}

static gboolean
read_group (JsonObject *object, const char *member, Group *group, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "%s must be a JSON object", member);
    return FALSE;
  }
  return read_texts (node != NULL ? json_node_get_object (node) : NULL, "names", &group->names, error) &&
         read_texts (node != NULL ? json_node_get_object (node) : NULL, "roles", &group->roles, error);
}

static gboolean
is_in (const Group *group, const char *name, RyActor *actor)
{
  if (g_strv_contains ((const char *const *) group->names, name))
    return TRUE;
  for (guint i = 0; group->roles[i] != NULL; i++) {
    if (ry_actor_has_role (actor, group->roles[i]))
      return TRUE;
  }
  return FALSE;
}

static void
security_clear (gpointer data)
{
  RySecurity *self = data;

  g_free (self->text);
  g_strfreev (self->admins.names);
  g_strfreev (self->admins.roles);
  g_strfreev (self->members.names);
  g_strfreev (self->members.roles);
}

/**
 * ry_security_parse:
 * @text: JSON text
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @error: (nullable): %RY_ERROR_BAD_REQUEST
 *
 * Returns: (transfer full): the `_security` object
 */
RySecurity *
ry_security_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (RySecurity) self = g_atomic_rc_box_new0 (RySecurity);
  g_autoptr (JsonObject) object = ry_json_parse_object (text, length, error);

  if (object == NULL || !read_group (object, "admins", &self->admins, error) ||
      !read_group (object, "members", &self->members, error))
    return NULL;
  self->text = length < 0 ? g_strdup (text) : g_strndup (text, length);
  return g_steal_pointer (&self);
}

/**
 * ry_security_new_default:
 * @permissions: the table of rights
 * @database: a database's name
 *
 * Returns: (transfer full): what the database's `_security` is until somebody sets it
 */
RySecurity *
ry_security_new_default (RyPermissions *permissions, const char *database)
{
  g_autofree char *text = ry_permissions_dup_security (permissions, ry_security_get_space (database));
  RySecurity *self = ry_security_parse (text, -1, NULL);

  g_assert (self != NULL);
  return self;
}

/**
 * ry_security_ref:
 * @self: a `_security` object
 *
 * Returns: (transfer full): the same object
 */
RySecurity *
ry_security_ref (RySecurity *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ry_security_unref:
 * @self: (transfer full): a `_security` object
 */
void
ry_security_unref (RySecurity *self)
{
  g_atomic_rc_box_release_full (self, security_clear);
}

/**
 * ry_security_get_text:
 * @self: a `_security` object
 *
 * Returns: its JSON text, as it was set
 */
const char *
ry_security_get_text (RySecurity *self)
{
  return self->text;
}

/**
 * ry_security_is_member:
 * @self: a `_security` object
 * @name: an account's name
 * @actor: what the account may do
 *
 * Returns: whether it may read the database. One without any member is everybody's who has an account.
 */
gboolean
ry_security_is_member (RySecurity *self, const char *name, RyActor *actor)
{
  if (ry_security_is_admin (self, name, actor) || is_in (&self->members, name, actor))
    return TRUE;
  return self->members.names[0] == NULL && self->members.roles[0] == NULL;
}

/**
 * ry_security_is_admin:
 * @self: a `_security` object
 * @name: an account's name
 * @actor: what the account may do
 *
 * Returns: whether it may write design documents and `_security`
 */
gboolean
ry_security_is_admin (RySecurity *self, const char *name, RyActor *actor)
{
  return ry_actor_is_admin (actor) || is_in (&self->admins, name, actor);
}

/**
 * ry_security_get_space:
 * @database: a database's name
 *
 * Returns: (nullable): the space it holds, `council` in REGION-council; %NULL where it is no region's
 */
const char *
ry_security_get_space (const char *database)
{
  const char *hyphen = strrchr (database, '-');

  return hyphen != NULL && hyphen > database ? hyphen + 1 : NULL;
}
