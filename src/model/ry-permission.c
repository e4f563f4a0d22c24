/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question that is put to the table of rights. A kind has rules; a rule says which roles may do what, to whose
 * records and in which fields. The first rule that fits allows; where none does, the nearest one's sentence says why.
 * validate-doc-update.js is the same question in JavaScript: change both.
 */
#include "ry-permission-private.h"

#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"

/* What is asked of the rules. */
typedef struct {
  RyPermissions *permissions;
  RyActor *actor;
  RyKindRights *kind;
  RyVerb verb;
  RyDocument *old;
  RyDocument *document; /* NULL where only an offer is asked for */
  const char *field;    /* the one that would be changed; NULL where that is open */
} Question;

static gboolean
may_all (RyPermissions *self, RyActor *actor)
{
  const char *const *roles = ry_actor_get_roles (actor);

  if (ry_actor_is_admin (actor))
    return TRUE;
  for (guint i = 0; roles[i] != NULL; i++) {
    RyRoleRow *row = g_hash_table_lookup (self->roles, roles[i]);

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
is_for (const RyRule *rule, RyActor *actor)
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
is_own (const RyRule *rule, RyActor *actor, RyDocument *document)
{
  for (guint i = 0; rule->members[i] != NULL; i++) {
    if (ry_actor_owns (actor, rule->scope, get_owner (document, rule->members[i])))
      return TRUE;
  }
  return FALSE;
}

/* Whose a record is must be right before and after, so that none can be pushed upon others or taken from them. */
static gboolean
is_in_scope (const Question *question, const RyRule *rule)
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
differ_only_in (RyPermissions *self, JsonObject *a, JsonObject *b, const RyRule *rule)
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
keeps_to_fields (const Question *question, const RyRule *rule)
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
    RyRoleRow *row = g_hash_table_lookup (question->permissions->roles, roles[i]);

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
    const RyRule *rule = &g_array_index (question->kind->rules, RyRule, i);

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
         (_ry_permissions_find_kind (self, name)->fixed == NULL && ry_permissions_is_keeper (self, actor, id));
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
  RyKindRights *kind = _ry_permissions_find_kind (self, name);
  guint may = 0;

  if (may_all (self, actor))
    return TRUE;
  for (guint i = 0; i < kind->rules->len; i++) {
    const RyRule *rule = &g_array_index (kind->rules, RyRule, i);

    if (rule->scope == NULL && rule->fields == NULL && is_for (rule, actor))
      may |= rule->may;
  }
  return may == (RY_MAY_CREATE | RY_MAY_EDIT | RY_MAY_DELETE);
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
  JsonObject *attended = _ry_permissions_find_kind (self, name)->attended;

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

  return !ry_document_get_deleted (old) &&
         ry_fixed_refuses (_ry_permissions_find_kind (self, name)->fixed, verb, old, document, NULL);
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
  Question question = { self, actor, _ry_permissions_find_kind (self, name), RY_VERB_EDIT, old, document, NULL };

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
  Question question = { self, actor, _ry_permissions_find_kind (self, kind), verb, document, NULL, field };

  return ask (&question, error);
}
