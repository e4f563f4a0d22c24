/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Acts on members as edits. A post that ends keeps its document with a last day: who sat where, and when, is
 * never forgotten. Only what was never true is deleted.
 */
#include "ry-member-edits.h"

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-text.h"

static void
add_new (GPtrArray *edits, const char *id, JsonObject *content)
{
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
}

static void
add_set (GPtrArray *edits, RyDocument *document, const char *member, const char *value)
{
  JsonObject *content = ry_document_dup_root (document);

  ry_json_set_string (content, member, value);
  g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (document), document, content));
}

static JsonObject *
new_content (const char *kind)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", kind);
  return content;
}

/* Returns the person's id; somebody new gets a document first. */
static char *
add_person (GPtrArray *edits, const RyPersonChoice *choice)
{
  JsonObject *content;
  char *id;

  if (choice->person != NULL)
    return g_strdup (choice->person);
  id = ry_id_new ("person");
  content = new_content ("person");
  json_object_set_string_member (content, "name", choice->name);
  if (choice->reading != NULL && *choice->reading != '\0')
    json_object_set_string_member (content, "reading", choice->reading);
  add_new (edits, id, content);
  return id;
}

static const char *
get_role_of_seat (RyWorkspace *workspace, const char *seat)
{
  return ry_field_get_code_label (ry_kind_find_field (ry_workspace_get_kind (workspace, "post"), "seat"), seat);
}

static void
add_post (GPtrArray *edits,
          const char *person,
          const char *organisation,
          const char *seat,
          const char *role,
          const char *from,
          const char *today)
{
  g_autofree char *id = ry_id_new ("post");
  JsonObject *content = new_content ("post");

  json_object_set_string_member (content, "person", person);
  json_object_set_string_member (content, "organisation", organisation);
  if (seat != NULL && *seat != '\0')
    json_object_set_string_member (content, "seat", seat);
  if (role != NULL && *role != '\0')
    json_object_set_string_member (content, "role", role);
  if (from != NULL && *from != '\0')
    json_object_set_string_member (content, "from", from);
  json_object_set_string_member (content, "confirmed_on", today);
  add_new (edits, id, content);
}

/* Every document of @kind that names @id in @member goes, once: a membership may name both an organisation and a post
 * in it. */
static gboolean
add_deletions (
    GHashTable *deletions, RyWorkspace *workspace, const char *kind, const char *member, const char *id, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", member, id);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = kind, .where = where };
  g_autoptr (GPtrArray) documents = ry_workspace_query (workspace, &query, error);

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);

    g_hash_table_replace (deletions, g_strdup (ry_document_get_id (document)),
                          ry_edit_new (ry_document_get_id (document), document, NULL));
  }
  return TRUE;
}

/* Posts of @organisation, and the memberships that are held by it or through them. */
static GHashTable *
list_deletions (RyWorkspace *workspace, const char *organisation, GError **error)
{
  g_autoptr (GHashTable) deletions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_edit_free);
  g_autofree gpointer *posts = NULL;

  if (!add_deletions (deletions, workspace, "post", "organisation", organisation, error))
    return NULL;
  posts = g_hash_table_get_keys_as_array (deletions, NULL);
  for (guint i = 0; posts[i] != NULL; i++)
    if (!add_deletions (deletions, workspace, "membership", "post", posts[i], error))
      return NULL;
  if (!add_deletions (deletions, workspace, "membership", "organisation", organisation, error))
    return NULL;
  return g_steal_pointer (&deletions);
}

static gboolean
says_the_same (const char *a, const char *b)
{
  g_autofree char *left = ry_text_fold (a);
  g_autofree char *right = ry_text_fold (b);

  return g_strcmp0 (left, right) == 0;
}

/**
 * ry_member_edits_take_seat:
 * @workspace: the region
 * @organisation: id of an organisation
 * @seat: (nullable): a seat's code, or %NULL for somebody who just works there
 * @choice: who, and from when on
 * @today: the day on which this is known to be right, ISO 8601
 *
 * Returns: (transfer full) (element-type RyEdit): a post, and a person where one is new
 */
GPtrArray *
ry_member_edits_take_seat (
    RyWorkspace *workspace, const char *organisation, const char *seat, const RyPersonChoice *choice, const char *today)
{
  GPtrArray *edits = ry_edits_new ();
  g_autofree char *person = add_person (edits, choice);

  add_post (edits, person, organisation, seat != NULL ? seat : "staff",
            seat != NULL ? get_role_of_seat (workspace, seat) : NULL, choice->date, today);
  return edits;
}

/**
 * ry_member_edits_hand_over:
 * @workspace: the region
 * @post: the post that ends
 * @choice: the successor, and the successor's first day
 * @today: the day on which this is known to be right, ISO 8601
 *
 * The former post ends on the day before the new one begins. Seat and role go over.
 *
 * Returns: (transfer full) (element-type RyEdit): both posts, and a person where one is new
 */
GPtrArray *
ry_member_edits_hand_over (RyWorkspace *workspace, RyDocument *post, const RyPersonChoice *choice, const char *today)
{
  GPtrArray *edits = ry_edits_new ();
  const char *from = choice->date != NULL && *choice->date != '\0' ? choice->date : today;
  g_autofree char *last_day = ry_date_shift (from, -1);
  g_autofree char *person = add_person (edits, choice);

  add_set (edits, post, "to", last_day);
  add_post (edits, person, ry_document_get_string (post, "organisation"), ry_document_get_string (post, "seat"),
            ry_document_get_string (post, "role"), from, today);
  return edits;
}

/**
 * ry_member_edits_set:
 * @document: any document
 * @member: a member that holds text
 * @value: what it is to hold
 *
 * Returns: (transfer full) (element-type RyEdit): that one change
 */
GPtrArray *
ry_member_edits_set (RyDocument *document, const char *member, const char *value)
{
  GPtrArray *edits = ry_edits_new ();

  add_set (edits, document, member, value);
  return edits;
}

/**
 * ry_member_edits_join:
 * @council: id of a council
 * @organisation: id of an organisation
 * @today: first day of the membership, ISO 8601
 *
 * Returns: (transfer full) (element-type RyEdit): a membership
 */
GPtrArray *
ry_member_edits_join (const char *council, const char *organisation, const char *today)
{
  GPtrArray *edits = ry_edits_new ();
  g_autofree char *id = ry_id_new ("membership");
  JsonObject *content = new_content ("membership");

  json_object_set_string_member (content, "council", council);
  json_object_set_string_member (content, "organisation", organisation);
  json_object_set_string_member (content, "role", "member");
  json_object_set_string_member (content, "from", today);
  add_new (edits, id, content);
  return edits;
}

/**
 * ry_member_edits_delete:
 * @document: what is to go
 *
 * Returns: (transfer full) (element-type RyEdit): its deletion
 */
GPtrArray *
ry_member_edits_delete (RyDocument *document)
{
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (document), document, NULL), NULL);
}

/**
 * ry_member_edits_delete_all:
 * @workspace: the region
 * @organisation: id of an organisation
 * @error: return location for an error
 *
 * An organisation goes with its posts and with the memberships held by it or through them, which would point at
 * nothing; the people stay.
 *
 * Returns: (transfer full) (element-type RyEdit) (nullable): the deletions
 */
GPtrArray *
ry_member_edits_delete_all (RyWorkspace *workspace, const char *organisation, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, organisation, error);
  g_autoptr (GHashTable) deletions = document != NULL ? list_deletions (workspace, organisation, error) : NULL;
  GPtrArray *edits;
  GHashTableIter iter;
  gpointer id, edit;

  if (deletions == NULL)
    return NULL;
  edits = ry_edits_new_with (ry_edit_new (organisation, document, NULL), NULL);
  g_hash_table_iter_init (&iter, deletions);
  while (g_hash_table_iter_next (&iter, &id, &edit)) {
    g_ptr_array_add (edits, edit);
    g_hash_table_iter_steal (&iter);
    g_free (id);
  }
  return edits;
}

/**
 * ry_member_edits_new_organisation:
 * @name: what it is called at first; a record cannot be without a name
 * @org_kind: (nullable): a kind's code
 *
 * Returns: (transfer full) (element-type RyEdit): an organisation with a new id
 */
GPtrArray *
ry_member_edits_new_organisation (const char *name, const char *org_kind)
{
  GPtrArray *edits = ry_edits_new ();
  g_autofree char *id = ry_id_new ("organisation");
  JsonObject *content = new_content ("organisation");

  json_object_set_string_member (content, "name", name);
  json_object_set_string_member (content, "status", "open");
  if (org_kind != NULL)
    json_object_set_string_member (content, "org_kind", org_kind);
  add_new (edits, id, content);
  return edits;
}

/**
 * ry_member_edits_add_former_name:
 * @former_names: (nullable): the names an organisation had before
 * @old: (nullable): the name it had until now
 * @name: the name it is given
 * @last_day: the last day of the old name, ISO 8601
 *
 * Papers of an earlier day bear the earlier name, so a renaming keeps it, with its last day. What only writes the same
 * name otherwise (width, spaces) is no renaming; a name that comes back is not former any more.
 *
 * Returns: (transfer full) (nullable): the former names as a list, or %NULL where there are none
 */
JsonNode *
ry_member_edits_add_former_name (JsonArray *former_names, const char *old, const char *name, const char *last_day)
{
  g_autoptr (JsonArray) names = json_array_new ();

  for (guint i = 0; former_names != NULL && i < json_array_get_length (former_names); i++) {
    JsonNode *node = json_array_get_element (former_names, i);
    const char *former =
        JSON_NODE_HOLDS_OBJECT (node) ? ry_json_get_string (json_node_get_object (node), "name") : NULL;

    if (former == NULL || !says_the_same (former, name))
      json_array_add_element (names, json_node_copy (node));
  }
  if (old != NULL && *old != '\0' && *name != '\0' && !says_the_same (old, name)) {
    JsonObject *former = json_object_new ();

    json_object_set_string_member (former, "name", old);
    json_object_set_string_member (former, "until", last_day);
    json_array_add_object_element (names, former);
  }
  if (json_array_get_length (names) == 0)
    return NULL;
  return json_node_init_array (json_node_alloc (), names);
}
