/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Minutes that name actions make them: a block of that type and its document are written together, and a block that is
 * gone or is something else now takes its document with it.
 */
#include "ry-meeting-edits.h"

#include "ry-json.h"
#include "ry-meeting.h"

typedef struct {
  RyWorkspace *workspace;
  const char *id;
  RyDocument *base;
  JsonObject *content;
} Saving;

static gboolean
is_written_action (JsonObject *block)
{
  const char *text = ry_json_get_string (block, "text");

  return g_strcmp0 (ry_json_get_string (block, "type"), RY_BLOCK_ACTION) == 0 && text != NULL && *text != '\0';
}

static gboolean
block_is_unchanged (JsonObject *block, JsonObject *before)
{
  static const char *const mirrored[] = { "type", "text", "owner", "owner_name", "due" };

  if (before == NULL ||
      ry_json_get_boolean (block, "internal", FALSE) != ry_json_get_boolean (before, "internal", FALSE))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (mirrored); i++)
    if (g_strcmp0 (ry_json_get_string (block, mirrored[i]), ry_json_get_string (before, mirrored[i])) != 0)
      return FALSE;
  return TRUE;
}

static void
add_action_edit (const Saving *self, JsonObject *block, GPtrArray *edits)
{
  g_autofree char *id = ry_meeting_dup_action_id (self->id, ry_json_get_string (block, "key"));
  g_autoptr (RyDocument) existing = ry_workspace_get (self->workspace, id, NULL);
  JsonObject *action =
      ry_meeting_new_action (self->id, self->content, block, existing != NULL ? ry_document_get_root (existing) : NULL);

  ry_json_set_string (block, "action", id);
  g_ptr_array_add (edits, ry_edit_new (id, existing, action));
}

/* Actions whose block is gone, or is something else now. */
static void
add_action_deletions (const Saving *self, GPtrArray *edits)
{
  JsonArray *blocks = ry_json_get_array (ry_document_get_root (self->base), "blocks");

  for (guint i = 0; blocks != NULL && i < json_array_get_length (blocks); i++) {
    JsonNode *node = json_array_get_element (blocks, i);
    JsonObject *before = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    JsonObject *now;
    g_autofree char *id = NULL;
    g_autoptr (RyDocument) existing = NULL;

    if (before == NULL || ry_json_get_string (before, "key") == NULL || !is_written_action (before))
      continue;
    now = ry_meeting_find_block (self->content, ry_json_get_string (before, "key"));
    if (now != NULL && is_written_action (now))
      continue;
    if (now != NULL && json_object_has_member (now, "action"))
      json_object_remove_member (now, "action");
    id = ry_meeting_dup_action_id (self->id, ry_json_get_string (before, "key"));
    existing = ry_workspace_get (self->workspace, id, NULL);
    if (existing != NULL)
      g_ptr_array_add (edits, ry_edit_new (id, existing, NULL));
  }
}

/**
 * ry_meeting_edits_new:
 * @workspace: the region
 * @id: a meeting
 * @base: the version it was changed from
 * @content: its content; its blocks learn which action they are
 *
 * Returns: (transfer full) (element-type RyEdit): what to commit: the actions that follow from it, and the meeting
 */
GPtrArray *
ry_meeting_edits_new (RyWorkspace *workspace, const char *id, RyDocument *base, JsonObject *content)
{
  const Saving saving = { workspace, id, base, content };
  GPtrArray *edits = ry_edits_new ();
  JsonArray *blocks = ry_json_get_array (content, "blocks");

  for (guint i = 0; blocks != NULL && i < json_array_get_length (blocks); i++) {
    JsonNode *node = json_array_get_element (blocks, i);
    JsonObject *block = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *key = block != NULL ? ry_json_get_string (block, "key") : NULL;
    JsonObject *before = key != NULL ? ry_meeting_find_block (ry_document_get_root (base), key) : NULL;

    if (key != NULL && is_written_action (block) && !block_is_unchanged (block, before))
      add_action_edit (&saving, block, edits);
  }
  add_action_deletions (&saving, edits);
  g_ptr_array_add (edits, ry_edit_new (id, base, ry_json_object_copy (content)));
  return edits;
}
