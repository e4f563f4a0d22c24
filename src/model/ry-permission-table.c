/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of rights: reading it, and what it says beside its rules, which are roles, readers of a space, and the
 * function that a CouchDB runs. Sentences stay English inside, so that every server says the same; the screen
 * translates them with ry_permission_translate(). What the rules allow is asked in ry-permission.c.
 */
#include "ry-permission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"
#include "ry-resource.h"
#include "ryorin-model-resources.h"

#define TABLE_PATH    "/org/ryorin/Ryorin/rights.json"
#define FUNCTION_PATH "/org/ryorin/Ryorin/validate-doc-update.js"
#define CONTEXT       "rights"

static GStrv
read_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = ry_json_get_array (object, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static guint
read_verbs (JsonObject *definition)
{
  g_auto (GStrv) words = read_strings (definition, "may");
  guint may = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "create"))
      may |= RY_MAY_CREATE;
    else if (g_str_equal (words[i], "edit"))
      may |= RY_MAY_EDIT;
    else if (g_str_equal (words[i], "delete"))
      may |= RY_MAY_DELETE;
    else if (g_str_equal (words[i], "answer"))
      may |= RY_MAY_CREATE | RY_MAY_EDIT;
  }
  return may;
}

static void
clear_rule (gpointer data)
{
  RyRule *rule = data;

  g_strfreev (rule->roles);
  g_strfreev (rule->members);
  g_strfreev (rule->fields);
}

static void
free_kind (gpointer data)
{
  RyKindRights *kind = data;

  g_array_unref (kind->rules);
  g_clear_pointer (&kind->fixed, ry_fixed_free);
  g_free (kind);
}

static RyKindRights *
read_kind (JsonObject *definition)
{
  RyKindRights *kind = g_new0 (RyKindRights, 1);
  JsonObject *where = ry_json_get_object (definition, "where");
  JsonArray *rules = ry_json_get_array (definition, "rules");

  kind->name = ry_json_get_string (definition, "kind");
  kind->sentence = ry_json_get_string (definition, "sentence");
  kind->fixed = ry_fixed_new (ry_json_get_object (definition, "fixed"));
  kind->attended = ry_json_get_object (definition, "attended");
  kind->rules = g_array_new (FALSE, TRUE, sizeof (RyRule));
  g_array_set_clear_func (kind->rules, clear_rule);
  for (guint i = 0; i < json_array_get_length (rules); i++) {
    JsonObject *object = json_array_get_object_element (rules, i);
    RyRule rule = { .roles = read_strings (object, "roles"),
                    .may = read_verbs (object),
                    .scope = ry_json_get_string (object, "of"),
                    .sentence = ry_json_get_string (object, "sentence") };

    if (rule.scope != NULL)
      rule.members = read_strings (where, rule.scope);
    if (json_object_has_member (object, "fields"))
      rule.fields = read_strings (object, "fields");
    g_array_append_val (kind->rules, rule);
  }
  return kind;
}

static void
read_roles (RyPermissions *self)
{
  JsonArray *array = ry_json_get_array (self->table, "roles");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = json_array_get_object_element (array, i);
    const char *name = ry_json_get_string (object, "role");
    RyRoleRow *row = g_new0 (RyRoleRow, 1);

    row->label = ry_json_get_string (object, "label");
    row->sentence = ry_json_get_string (object, "sentence");
    row->all = ry_json_get_boolean (object, "all", FALSE);
    g_hash_table_insert (self->roles, (gpointer) name, row);
    g_strv_builder_add (names, name);
  }
  self->role_names = g_strv_builder_end (names);
}

static void
read_table (RyPermissions *self)
{
  JsonArray *kinds = ry_json_get_array (self->table, "kinds");
  JsonArray *spaces = ry_json_get_array (self->table, "spaces");

  for (guint i = 0; i < json_array_get_length (kinds); i++) {
    RyKindRights *kind = read_kind (json_array_get_object_element (kinds, i));

    g_hash_table_insert (self->kinds, (gpointer) kind->name, kind);
  }
  self->otherwise = read_kind (ry_json_get_object (self->table, "otherwise"));
  for (guint i = 0; i < json_array_get_length (spaces); i++) {
    JsonObject *space = json_array_get_object_element (spaces, i);

    g_hash_table_insert (self->readers, (gpointer) ry_json_get_string (space, "space"),
                         read_strings (space, "readers"));
  }
  self->stamps = read_strings (self->table, "stamps");
  read_roles (self);
}

static void
permissions_clear (gpointer data)
{
  RyPermissions *self = data;

  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_clear_pointer (&self->otherwise, free_kind);
  g_clear_pointer (&self->roles, g_hash_table_unref);
  g_clear_pointer (&self->readers, g_hash_table_unref);
  g_strfreev (self->role_names);
  g_strfreev (self->stamps);
  g_clear_pointer (&self->table, json_object_unref);
  g_free (self->text);
}

RyKindRights *
_ry_permissions_find_kind (RyPermissions *self, const char *name)
{
  RyKindRights *kind = name != NULL ? g_hash_table_lookup (self->kinds, name) : NULL;

  return kind != NULL ? kind : self->otherwise;
}

/**
 * ry_permissions_new:
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the table of rights
 */
RyPermissions *
ry_permissions_new (GError **error)
{
  g_autoptr (RyPermissions) self = g_atomic_rc_box_new0 (RyPermissions);
  g_autoptr (GBytes) bytes = ry_resource_lookup (ry_model_get_resource (), TABLE_PATH, error);

  if (bytes == NULL)
    return NULL;
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_kind);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->readers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_strfreev);
  self->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->table = ry_json_parse_object (self->text, -1, error);
  if (self->table == NULL)
    return NULL;
  read_table (self);
  return g_steal_pointer (&self);
}

/**
 * ry_permissions_ref:
 * @self: permissions
 *
 * Returns: (transfer full): the same table
 */
RyPermissions *
ry_permissions_ref (RyPermissions *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ry_permissions_unref:
 * @self: (transfer full): permissions
 */
void
ry_permissions_unref (RyPermissions *self)
{
  g_atomic_rc_box_release_full (self, permissions_clear);
}

/**
 * ry_permissions_get_roles:
 * @self: permissions
 *
 * Returns: (transfer none) (array zero-terminated=1): the roles an account may have, the mightiest first
 */
const char *const *
ry_permissions_get_roles (RyPermissions *self)
{
  return (const char *const *) self->role_names;
}

/**
 * ry_permissions_get_readers:
 * @self: permissions
 * @space: a space's name, as `council`
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the roles that read it; %NULL where the table does
 *   not know the space
 */
const char *const *
ry_permissions_get_readers (RyPermissions *self, const char *space)
{
  return g_hash_table_lookup (self->readers, space);
}

/**
 * ry_permissions_get_password_characters:
 * @self: permissions
 *
 * Returns: how many characters a password has at least. Length is all that is asked: recipes make passwords worse.
 *   See NIST SP 800-63B, section 5.1.1.2.
 */
guint
ry_permissions_get_password_characters (RyPermissions *self)
{
  return (guint) ry_json_get_int (self->table, "password_characters", 13);
}

/**
 * ry_permissions_dup_security:
 * @self: permissions
 * @space: (nullable): a space's name; %NULL for a database that is no space
 *
 * See <https://docs.couchdb.org/en/stable/api/database/security.html>.
 *
 * Returns: (transfer full): the `_security` object of the space's database; of one that the table does not know, which
 *   is the administrators' alone, as in CouchDB 3
 */
char *
ry_permissions_dup_security (RyPermissions *self, const char *space)
{
  const char *const *readers = space != NULL ? ry_permissions_get_readers (self, space) : NULL;
  GString *text = g_string_new ("{\"members\":{\"roles\":[\"" RY_ROLE_SERVER_ADMIN "\"");

  for (guint i = 0; readers != NULL && readers[i] != NULL; i++) {
    g_string_append_c (text, ',');
    ry_json_append_string (text, readers[i]);
  }
  g_string_append (text, "]},\"admins\":{\"roles\":[\"" RY_ROLE_SERVER_ADMIN "\"");
  for (guint i = 0; readers != NULL && self->role_names[i] != NULL; i++) {
    if (!((RyRoleRow *) g_hash_table_lookup (self->roles, self->role_names[i]))->all)
      continue;
    g_string_append_c (text, ',');
    ry_json_append_string (text, self->role_names[i]);
  }
  g_string_append (text, "]}}");
  return g_string_free (text, FALSE);
}

/**
 * ry_permissions_to_javascript:
 * @self: permissions
 *
 * See <https://docs.couchdb.org/en/stable/ddocs/ddocs.html#validate-document-update-functions>.
 *
 * Returns: (transfer full): the same question and the same table as a `validate_doc_update` function for CouchDB
 */
char *
ry_permissions_to_javascript (RyPermissions *self)
{
  g_autoptr (GBytes) bytes = ry_resource_lookup (ry_model_get_resource (), FUNCTION_PATH, NULL);
  g_autofree char *function = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* Canonical, so that a deployed function can be compared with this one by its text. */
  g_autofree char *table = ry_json_canonical (self->text, -1, NULL);
  g_auto (GStrv) parts = g_strsplit (function, "/* TABLE */ null", 2);
  const char *start = strstr (parts[0], "function ");

  return g_strconcat (start, table, parts[1], NULL);
}

/**
 * ry_permission_translate:
 * @sentence: a sentence or a label of the table, perhaps from a server
 *
 * Returns: it in the person's language; itself where it is none of the table's
 */
const char *
ry_permission_translate (const char *sentence)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, CONTEXT, sentence);
}
