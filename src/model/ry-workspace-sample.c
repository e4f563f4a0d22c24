/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample region, to look around and practise in. Every document of it is marked, so that it can be taken out
 * in one step, whatever else has been entered meanwhile.
 */
#include "ry-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-resource.h"
#include "ry-sample-resources.h"

#define SAMPLE_PATH "/org/ryorin/Ryorin/sample/shiomi.jsonl"
#define BATCH       500u

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

/* The region's record as the workspace was made with it: nobody has touched it, and the sample brings a fuller one. */
static gboolean
is_pristine_region (RyDocument *here)
{
  return g_str_equal (ry_document_get_id (here), "region:main") &&
         ry_document_get_string (here, "updated_at") == NULL &&
         !ry_json_get_boolean (ry_document_get_root (here), "sample", FALSE);
}

/* The document to write for one of the sample's; NULL where it is there already, or the person's own in its place. */
static RyDocument *
plan_document (RyStore *store, RyDocument *sample)
{
  g_autoptr (RyDocument) here = ry_store_get (store, ry_document_get_id (sample), NULL, RY_GET_DELETED, NULL);
  gsize length;
  const char *body = ry_document_get_body (sample, &length);

  if (here != NULL && !ry_document_get_deleted (here) && !is_pristine_region (here))
    return NULL;
  return ry_document_new (ry_document_get_id (sample), here != NULL ? ry_document_get_rev (here) : NULL, FALSE, body,
                          length);
}

static gboolean
flush (RyStore *store, GPtrArray *documents, GCancellable *cancellable, GError **error)
{
  gboolean written =
      documents->len == 0 || _ry_workspace_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);

  g_ptr_array_set_size (documents, 0);
  return written;
}

static gboolean
is_sample (RyDocument *document)
{
  gsize length;
  const char *body = ry_document_get_body (document, &length);

  /* Most documents need not be parsed to know. */
  return g_strstr_len (body, length, "\"sample\"") != NULL &&
         ry_json_get_boolean (ry_document_get_root (document), "sample", FALSE);
}

static RyDocument *
create_tombstone (RyWorkspace *self, RyDocument *document)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", ry_document_get_kind (document));
  _ry_workspace_stamp (self, content);
  return ry_document_new_from_root (ry_document_get_id (document), ry_document_get_rev (document), TRUE, content);
}

static gboolean
delete_batch (RyStore *store, GPtrArray *documents, RyUndo *undo, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = NULL;

  if (documents->len == 0)
    return TRUE;
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  for (guint i = 0; results != NULL && i < results->len; i++) {
    RyWriteResult *result = g_ptr_array_index (results, i);

    /* One that was changed just now is not deleted over somebody's head; removing again takes it. */
    if (result->error == NULL)
      ry_undo_add (undo, result->id, ry_document_get_rev (g_ptr_array_index (documents, i)), result->rev);
  }
  g_ptr_array_set_size (documents, 0);
  return results != NULL;
}

static gboolean
remove_from_store (RyWorkspace *self, RyStore *store, RyUndo *undo, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) documents = create_documents ();
  gint64 last = ry_store_get_update_seq (store);
  gint64 since = 0;

  while (since < last) {
    g_autoptr (GPtrArray) changes = ry_store_get_changes (store, since, BATCH, FALSE, error);

    if (changes == NULL)
      return FALSE;
    for (guint i = 0; i < changes->len; i++) {
      RyChange *change = g_ptr_array_index (changes, i);
      g_autoptr (RyDocument) document =
          change->deleted ? NULL : ry_store_get (store, change->id, NULL, RY_GET_PLAIN, NULL);

      since = change->seq;
      if (document != NULL && is_sample (document))
        g_ptr_array_add (documents, create_tombstone (self, document));
    }
    if (!delete_batch (store, documents, undo, cancellable, error))
      return FALSE;
    if (changes->len < BATCH)
      break;
  }
  return TRUE;
}

/**
 * ry_workspace_load_sample:
 * @self: a workspace
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes the sample region's documents that are not there. They carry no stamp: two desktops that load the sample
 * apart have the same documents.
 *
 * Returns: whether all of it is there now
 */
gboolean
ry_workspace_load_sample (RyWorkspace *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = ry_resource_lookup (ry_sample_get_resource (), SAMPLE_PATH, error);
  g_autoptr (GPtrArray) documents = create_documents ();
  const char *line, *end;
  RyStore *store = NULL;

  if (bytes == NULL)
    return FALSE;
  line = g_bytes_get_data (bytes, NULL);
  end = line + g_bytes_get_size (bytes);
  while (line < end) {
    const char *stop = memchr (line, '\n', end - line);
    gsize length = (stop != NULL ? stop : end) - line;
    g_autoptr (RyDocument) sample = NULL;
    RyDocument *document;
    RyStore *here;

    if (length > 0) {
      sample = ry_document_parse (line, length, error);
      if (sample == NULL)
        return FALSE;
      here = ry_workspace_get_store_for (self, ry_document_get_id (sample));
      if ((here != store || documents->len >= BATCH) && !flush (store, documents, cancellable, error))
        return FALSE;
      store = here;
      document = plan_document (store, sample);
      if (document != NULL)
        g_ptr_array_add (documents, document);
    }
    line += length + 1;
  }
  return flush (store, documents, cancellable, error);
}

/**
 * ry_workspace_remove_sample:
 * @self: a workspace
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Deletes every document that is marked as a sample, in all spaces.
 *
 * Returns: (transfer full): an undo, which brings all of it back
 */
RyUndo *
ry_workspace_remove_sample (RyWorkspace *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyUndo) undo = ry_undo_new ();
  const char *const *spaces = ry_workspace_get_spaces (self);

  for (guint i = 0; spaces[i] != NULL; i++) {
    if (!remove_from_store (self, ry_workspace_get_store (self, spaces[i]), undo, cancellable, error)) {
      g_prefix_error (error, _ ("Removing the sample: "));
      return NULL;
    }
  }
  return g_steal_pointer (&undo);
}
