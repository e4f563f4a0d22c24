/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Revisions that are made beside the usual order: the outcome of a merge, the end of a branch, or a version kept
 * beside another. Their names are computed from their parent and their content alone, without a clock or a name,
 * so that two machines which come to the same conclusion write the same revision.
 */
#include "ry-workspace-private.h"

#include "ry-error.h"
#include "ry-json.h"
#include "ry-merge-private.h"
#include "ry-rev-tree.h"

/* What the parent has attached follows from the parent; only what differs from it has a say. */
static void
add_attachments (GChecksum *checksum, GPtrArray *attachments)
{
  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i);
    g_autofree char *line = g_strdup_printf ("\n%s\n%s", attachment->name, attachment->digest);

    g_checksum_update (checksum, (const guchar *) line, -1);
  }
}

static char *
compute_rev (const char *parent, gboolean deleted, const char *body, GPtrArray *attachments, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree char *canonical = ry_json_canonical (body, -1, error);
  const char *signature;
  guint position = 0;

  if (canonical == NULL)
    return NULL;
  if (parent != NULL)
    ry_rev_split (parent, &position, &signature);
  g_checksum_update (checksum, (const guchar *) (parent != NULL ? parent : ""), -1);
  g_checksum_update (checksum, (const guchar *) (deleted ? "\n-\n" : "\n+\n"), 3);
  g_checksum_update (checksum, (const guchar *) canonical, -1);
  add_attachments (checksum, attachments);
  return g_strdup_printf ("%u-%s", position + 1, g_checksum_get_string (checksum));
}

static RyDocument *
build (const char *id,
       const char *const *history,
       gboolean deleted,
       JsonObject *content,
       GPtrArray *attachments,
       GError **error)
{
  g_autofree char *body = content != NULL ? ry_json_object_to_text (content) : g_strdup ("{}");
  g_autofree char *rev = compute_rev (history != NULL ? history[0] : NULL, deleted, body, attachments, error);
  g_autoptr (GString) json = g_string_new ("{\"_id\":");
  const char *signature;
  guint position;

  if (rev == NULL || !ry_rev_split (rev, &position, &signature))
    return NULL;
  ry_json_append_string (json, id);
  g_string_append_printf (json, ",\"_rev\":\"%s\"%s,\"_revisions\":{\"start\":%u,\"ids\":[\"%s\"", rev,
                          deleted ? ",\"_deleted\":true" : "", position, signature);
  for (guint i = 0; history != NULL && history[i] != NULL; i++) {
    if (ry_rev_split (history[i], &position, &signature)) {
      g_string_append_c (json, ',');
      ry_json_append_string (json, signature);
    }
  }
  g_string_append (json, "]}");
  if (body[1] != '}')
    g_string_append_printf (json, ",%s", body + 1);
  else
    g_string_append_c (json, '}');
  return ry_document_parse (json->str, json->len, error);
}

/*
 * _ry_branch_child:
 * @parent: a revision with its history (%RY_GET_REVISIONS)
 * @deleted: whether the child ends the branch
 * @content: (nullable): the child's content
 *
 * What the parent has attached, its child has too, unless it ends the branch.
 *
 * Returns: (transfer full): a document to be written with new_edits false
 */
RyDocument *
_ry_branch_child (RyDocument *parent, gboolean deleted, JsonObject *content, GError **error)
{
  const char *const *history = ry_document_get_history (parent);
  const char *const alone[] = { ry_document_get_rev (parent), NULL };
  GPtrArray *attachments = ry_document_get_attachments (parent);
  g_autoptr (RyDocument) child =
      build (ry_document_get_id (parent), history != NULL ? history : alone, deleted, content, NULL, error);

  if (child == NULL || deleted || attachments == NULL)
    return g_steal_pointer (&child);
  return ry_document_with_attachments (child, attachments);
}

/* The same with attachments of its own: what a merge brings together. */
RyDocument *
_ry_branch_child_with (RyDocument *parent, JsonObject *content, GPtrArray *attachments, GError **error)
{
  const char *const *history = ry_document_get_history (parent);
  const char *const alone[] = { ry_document_get_rev (parent), NULL };
  g_autoptr (RyDocument) child =
      build (ry_document_get_id (parent), history != NULL ? history : alone, FALSE, content, attachments, error);

  return child != NULL ? ry_document_with_attachments (child, attachments) : NULL;
}

/* The same for a document that begins here. */
RyDocument *
_ry_branch_root (const char *id, gboolean deleted, JsonObject *content, GError **error)
{
  return build (id, NULL, deleted, content, NULL, error);
}

/* Whether two contents are the same but for who wrote them and when. */
gboolean
_ry_content_equal (JsonObject *a, JsonObject *b)
{
  JsonObject *sides[] = { a, b };

  for (guint i = 0; i < 2; i++) {
    JsonObjectIter iter;
    const char *name;
    JsonNode *node;

    json_object_iter_init (&iter, sides[i]);
    while (json_object_iter_next (&iter, &name, &node)) {
      JsonNode *other = json_object_get_member (sides[1 - i], name);

      if (!_ry_merge_is_stamp (name) && (other == NULL || !ry_json_node_equal (node, other)))
        return FALSE;
    }
  }
  return TRUE;
}
