/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of rights and the question that is put to it. A kind has rules; a rule says which roles may do what,
 * to whose records and in which fields. The first rule that fits allows; where none does, the nearest one's
 * sentence says why. Sentences stay English inside, so that every server says the same; the screen translates
 * them with ry_permission_translate(). validate-doc-update.js is the same question in JavaScript: change both.
 */
#include "ry-permission.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-fixed.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ryorin-model-resources.h"

#define TABLE_PATH    "/org/ryorin/Ryorin/rights.json"
#define FUNCTION_PATH "/org/ryorin/Ryorin/validate-doc-update.js"
#define CONTEXT       "rights"

enum { MAY_CREATE = 1 << RY_VERB_CREATE, MAY_EDIT = 1 << RY_VERB_EDIT, MAY_DELETE = 1 << RY_VERB_DELETE };

/* Borrowed from the parsed table, all of them. */
typedef struct {
  GStrv roles;
  guint may;
  const char *scope; /* NULL: anywhere */
  GStrv members;     /* of a document, that name whose it is; "_id" stands for the document itself */
  GStrv fields;      /* that may be changed; NULL: all */
  const char *sentence;
} Rule;

typedef struct {
  const char *name;
  const char *sentence;
  GArray *rules;  /* of Rule */
  RyFixed *fixed; /* NULL: nothing of the kind is ever fixed */
  JsonObject *attended; /* NULL: nobody needs to have been anywhere; borrowed */
} KindRights;

typedef struct {
  const char *label;
  const char *sentence;
  gboolean all;
} RoleRow;

struct _RyPermissions {
  JsonObject *table;
  char *text;
  GHashTable *kinds; /* name -> KindRights */
  KindRights *otherwise;
  GHashTable *roles; /* name -> RoleRow */
  GStrv role_names;
  GHashTable *readers; /* space -> GStrv */
  GStrv stamps;
};

/* What is asked of the rules. */
typedef struct {
  RyPermissions *permissions;
  RyActor *actor;
  KindRights *kind;
  RyVerb verb;
  RyDocument *old;
  RyDocument *document; /* NULL where only an offer is asked for */
  const char *field;    /* the one that would be changed; NULL where that is open */
} Question;

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
      may |= MAY_CREATE;
    else if (g_str_equal (words[i], "edit"))
      may |= MAY_EDIT;
    else if (g_str_equal (words[i], "delete"))
      may |= MAY_DELETE;
    else if (g_str_equal (words[i], "answer"))
      may |= MAY_CREATE | MAY_EDIT;
  }
  return may;
}

static void
clear_rule (gpointer data)
{
  Rule *rule = data;

  g_strfreev (rule->roles);
  g_strfreev (rule->members);
  g_strfreev (rule->fields);
}

static void
free_kind (gpointer data)
{
  KindRights *kind = data;

  g_array_unref (kind->rules);
  g_clear_pointer (&kind->fixed, ry_fixed_free);
  g_free (kind);
}

static KindRights *
read_kind (JsonObject *definition)
{
  KindRights *kind = g_new0 (KindRights, 1);
  JsonObject *where = ry_json_get_object (definition, "where");
  JsonArray *rules = ry_json_get_array (definition, "rules");

  kind->name = ry_json_get_string (definition, "kind");
  kind->sentence = ry_json_get_string (definition, "sentence");
  kind->fixed = ry_fixed_new (ry_json_get_object (definition, "fixed"));
  kind->attended = ry_json_get_object (definition, "attended");
  kind->rules = g_array_new (FALSE, TRUE, sizeof (Rule));
  g_array_set_clear_func (kind->rules, clear_rule);
  for (guint i = 0; i < json_array_get_length (rules); i++) {
    JsonObject *object = json_array_get_object_element (rules, i);
    Rule rule = { .roles = read_strings (object, "roles"),
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
    RoleRow *row = g_new0 (RoleRow, 1);

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
    KindRights *kind = read_kind (json_array_get_object_element (kinds, i));

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

static KindRights *
find_kind (RyPermissions *self, const char *name)
{
  KindRights *kind = name != NULL ? g_hash_table_lookup (self->kinds, name) : NULL;

  return kind != NULL ? kind : self->otherwise;
}

static gboolean
may_all (RyPermissions *self, RyActor *actor)
{
  const char *const *roles = ry_actor_get_roles (actor);

  if (ry_actor_is_admin (actor))
    return TRUE;
  for (guint i = 0; roles[i] != NULL; i++) {
    RoleRow *row = g_hash_table_lookup (self->roles, roles[i]);

    if (row != NULL && row->all)
      return TRUE;
  }
  return FALSE;
}

/* CouchDB's own administrator could take the function away as well. One of ours is as bound as anybody by what is
 * settled for good. */
static gboolean
is_above_table (RyPermissions *self, RyActor *actor)
{
  const char *const *roles = ry_actor_get_roles (actor);

  for (guint i = 0; roles[i] != NULL; i++) {
    if (g_hash_table_contains (self->roles, roles[i]))
      return FALSE;
  }
  return ry_actor_is_admin (actor);
}

static gboolean
is_for (const Rule *rule, RyActor *actor)
{
  for (guint i = 0; rule->roles[i] != NULL; i++) {
    if (ry_actor_has_role (actor, rule->roles[i]))
      return TRUE;
  }
  return FALSE;
}

static const char *
get_owner (RyDocument *document, const char *member)
{
  if (g_str_equal (member, "_id"))
    return ry_document_get_id (document);
  return ry_document_get_string (document, member);
}

static gboolean
is_own (const Rule *rule, RyActor *actor, RyDocument *document)
{
  for (guint i = 0; rule->members[i] != NULL; i++) {
    if (ry_actor_owns (actor, rule->scope, get_owner (document, rule->members[i])))
      return TRUE;
  }
  return FALSE;
}

/* Whose a record is must be right before and after, so that none can be pushed upon others or taken from them. */
static gboolean
is_in_scope (const Question *question, const Rule *rule)
{
  gboolean deleting = question->verb == RY_VERB_DELETE;

  if (rule->scope == NULL)
    return TRUE;
  if (question->old == NULL && question->document == NULL)
    return TRUE;
  if (question->old != NULL && !is_own (rule, question->actor, question->old))
    return FALSE;
  if (question->document == NULL || (deleting && question->old != NULL))
    return TRUE;
  return is_own (rule, question->actor, question->document);
}

/* Members of @a that are not the same in @b. */
static gboolean
differ_only_in (RyPermissions *self, JsonObject *a, JsonObject *b, const Rule *rule)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &member, &node)) {
    if (member[0] == '_' || g_strv_contains ((const char *const *) rule->fields, member) ||
        g_strv_contains ((const char *const *) self->stamps, member))
      continue;
    if (!ry_json_node_equal (node, b != NULL ? json_object_get_member (b, member) : NULL))
      return FALSE;
  }
  return TRUE;
}

static const RyAttachment *
find_attachment (GPtrArray *attachments, const char *name)
{
  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    RyAttachment *each = g_ptr_array_index (attachments, i);

    if (g_str_equal (each->name, name))
      return each;
  }
  return NULL;
}

/* Fields are all that is given: a file may not come, go or change on the way. */
static gboolean
keeps_attachments (const Question *question)
{
  GPtrArray *before = question->old != NULL ? ry_document_get_attachments (question->old) : NULL;
  GPtrArray *after = ry_document_get_attachments (question->document);

  if ((before != NULL ? before->len : 0) != (after != NULL ? after->len : 0))
    return FALSE;
  for (guint i = 0; after != NULL && i < after->len; i++) {
    RyAttachment *each = g_ptr_array_index (after, i);
    const RyAttachment *old = find_attachment (before, each->name);

    if (each->form != RY_ATTACHMENT_STUB || old == NULL ||
        (each->digest != NULL && old->digest != NULL && !g_str_equal (each->digest, old->digest)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
keeps_to_fields (const Question *question, const Rule *rule)
{
  JsonObject *before, *after;

  if (rule->fields == NULL || question->verb == RY_VERB_DELETE)
    return TRUE;
  if (question->document == NULL)
    return question->field == NULL || g_strv_contains ((const char *const *) rule->fields, question->field);
  before = question->old != NULL ? ry_document_get_root (question->old) : NULL;
  after = ry_document_get_root (question->document);
  return keeps_attachments (question) && differ_only_in (question->permissions, after, before, rule) &&
         (before == NULL || differ_only_in (question->permissions, before, after, rule));
}

/* The id says the kind. A document that says another would be judged by one kind's rules and read as the other. */
static gboolean
is_honest (const Question *question)
{
  const char *said = question->document != NULL ? ry_document_get_kind (question->document) : NULL;

  return said == NULL || question->verb == RY_VERB_DELETE || g_strcmp0 (said, question->kind->name) == 0;
}

static const char *
choose_sentence (const Question *question, const char *nearest)
{
  const char *const *roles = ry_actor_get_roles (question->actor);
  const char *sentence = NULL;
  gboolean known = FALSE;

  for (guint i = 0; roles[i] != NULL; i++) {
    RoleRow *row = g_hash_table_lookup (question->permissions->roles, roles[i]);

    known = known || row != NULL;
    if (row != NULL && sentence == NULL)
      sentence = row->sentence;
  }
  if (nearest != NULL)
    return nearest;
  if (!known)
    return ry_json_get_string (question->permissions->table, "sentence");
  return sentence != NULL ? sentence : question->kind->sentence;
}

static gboolean
ask (const Question *question, GError **error)
{
  const char *nearest = NULL;

  if (is_above_table (question->permissions, question->actor))
    return TRUE;
  if (ry_fixed_refuses (question->kind->fixed, question->verb, question->old, question->document, question->field)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, ry_fixed_get_sentence (question->kind->fixed));
    return FALSE;
  }
  if (may_all (question->permissions, question->actor))
    return TRUE;
  for (guint i = 0; i < question->kind->rules->len; i++) {
    const Rule *rule = &g_array_index (question->kind->rules, Rule, i);

    if ((rule->may & (1u << question->verb)) == 0 || !is_for (rule, question->actor))
      continue;
    if (rule->scope == NULL && rule->fields == NULL)
      return TRUE;
    if (is_honest (question) && is_in_scope (question, rule) && keeps_to_fields (question, rule))
      return TRUE;
    if (nearest == NULL)
      nearest = rule->sentence;
  }
  g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, choose_sentence (question, nearest));
  return FALSE;
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
  GResource *resource = ry_model_get_resource ();
  g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, TABLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

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
 * ry_permissions_get_role_label:
 * @self: permissions
 * @role: a role's name
 *
 * Returns: (nullable): what people call it, translated; %NULL where there is no such role
 */
const char *
ry_permissions_get_role_label (RyPermissions *self, const char *role)
{
  RoleRow *row = g_hash_table_lookup (self->roles, role);

  return row != NULL ? ry_permission_translate (row->label) : NULL;
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
    if (!((RoleRow *) g_hash_table_lookup (self->roles, self->role_names[i]))->all)
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
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (ry_model_get_resource (), FUNCTION_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *function = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* Canonical, so that a deployed function can be compared with this one by its text. */
  g_autofree char *table = ry_json_canonical (self->text, -1, NULL);
  g_auto (GStrv) parts = g_strsplit (function, "/* TABLE */ null", 2);
  const char *start = strstr (parts[0], "function ");

  return g_strconcat (start, table, parts[1], NULL);
}

/**
 * ry_permissions_is_free:
 * @self: permissions
 * @actor: who
 * @id: a document's id
 *
 * For whoever writes thousands of documents, and need not look at each then.
 *
 * Returns: whether the actor may do anything at all to the document, whatever it holds
 */
gboolean
ry_permissions_is_free (RyPermissions *self, RyActor *actor, const char *id)
{
  g_autofree char *name = ry_id_dup_kind (id);

  return is_above_table (self, actor) ||
         (find_kind (self, name)->fixed == NULL && ry_permissions_is_keeper (self, actor, id));
}

/**
 * ry_permissions_is_keeper:
 * @self: permissions
 * @actor: who
 * @id: a document's id
 *
 * Returns: whether the actor may do anything to records of the document's kind as long as they are not fixed
 */
gboolean
ry_permissions_is_keeper (RyPermissions *self, RyActor *actor, const char *id)
{
  g_autofree char *name = ry_id_dup_kind (id);
  KindRights *kind = find_kind (self, name);
  guint may = 0;

  if (may_all (self, actor))
    return TRUE;
  for (guint i = 0; i < kind->rules->len; i++) {
    const Rule *rule = &g_array_index (kind->rules, Rule, i);

    if (rule->scope == NULL && rule->fields == NULL && is_for (rule, actor))
      may |= rule->may;
  }
  return may == (MAY_CREATE | MAY_EDIT | MAY_DELETE);
}

/**
 * ry_permissions_get_attended:
 * @self: permissions
 * @id: a document's id
 * @sentence: (out): what those are told who were not there
 *
 * A condition that one document cannot answer, so that whoever checks a write has to read the other: who writes such a
 * record has a seat in the meeting it names, and was there. Keepers need not have been. A CouchDB cannot ask this.
 *
 * Returns: (nullable): the member that names the meeting; %NULL where the kind has no such condition
 */
const char *
ry_permissions_get_attended (RyPermissions *self, const char *id, const char **sentence)
{
  g_autofree char *name = ry_id_dup_kind (id);
  JsonObject *attended = find_kind (self, name)->attended;

  if (attended == NULL)
    return NULL;
  *sentence = ry_json_get_string (attended, "sentence");
  return ry_json_get_string (attended, "of");
}

/**
 * ry_permissions_is_fixed:
 * @self: permissions
 * @old: the document as it is
 * @document: the document as it is to be; a deleted one to delete
 *
 * Returns: whether nobody may do that, as the record is settled for good
 */
gboolean
ry_permissions_is_fixed (RyPermissions *self, RyDocument *old, RyDocument *document)
{
  g_autofree char *name = ry_id_dup_kind (ry_document_get_id (document));
  RyVerb verb = ry_document_get_deleted (document) ? RY_VERB_DELETE : RY_VERB_EDIT;

  return !ry_document_get_deleted (old) && ry_fixed_refuses (find_kind (self, name)->fixed, verb, old, document, NULL);
}

/**
 * ry_permissions_check:
 * @self: permissions
 * @actor: who
 * @old: (nullable): the document as it is; %NULL or a deleted one where there is none
 * @document: the document as it is to be; a deleted one to delete
 * @error: return location for a #GError
 *
 * Returns: whether the actor may do that; if not, %RY_ERROR_FORBIDDEN with a sentence of the table
 */
gboolean
ry_permissions_check (RyPermissions *self, RyActor *actor, RyDocument *old, RyDocument *document, GError **error)
{
  g_autofree char *name = ry_id_dup_kind (ry_document_get_id (document));
  Question question = { self, actor, find_kind (self, name), RY_VERB_EDIT, old, document, NULL };

  if (old != NULL && ry_document_get_deleted (old))
    question.old = NULL;
  if (ry_document_get_deleted (document))
    question.verb = RY_VERB_DELETE;
  else if (question.old == NULL)
    question.verb = RY_VERB_CREATE;
  return ask (&question, error);
}

/**
 * ry_permissions_offer:
 * @self: permissions
 * @actor: who
 * @verb: what a control would do
 * @kind: to a record of which kind
 * @document: (nullable): to which one; %NULL where that is open, as with a button that makes a new one
 * @field: (nullable): in which of its fields; %NULL where that is open
 * @error: return location for a #GError
 *
 * What a control asks before anybody has typed anything. What is offered may still be refused for its content.
 *
 * Returns: whether there is anything of the sort that the actor may do; if not, %RY_ERROR_FORBIDDEN with a sentence
 */
gboolean
ry_permissions_offer (RyPermissions *self,
                      RyActor *actor,
                      RyVerb verb,
                      const char *kind,
                      RyDocument *document,
                      const char *field,
                      GError **error)
{
  Question question = { self, actor, find_kind (self, kind), verb, document, NULL, field };

  return ask (&question, error);
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
