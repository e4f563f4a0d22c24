/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The feed of each space is read from its end: every document stands in it once, where it was last changed. Of what the
 * spaces give, the times on the records make one list, for people to read; what nobody stamped, as an import, comes
 * last.
 */
#include "ry-recent.h"

#include "ry-json.h"
#include "ry-text.h"
#include "ry-trash.h"

#define PAGE 500u

static const char *
get_when (RyDocument *document)
{
  const char *when = ry_document_get_string (document, "updated_at");

  return when != NULL ? when : "";
}

/* A leaf that only ends a settled branch, and what a machine keeps for itself, were nobody's act. */
static gboolean
is_act (RyWorkspace *workspace, RyDocument *document)
{
  const char *kind = ry_document_get_kind (document);

  return kind != NULL && ry_workspace_get_kind (workspace, kind) != NULL &&
         (!ry_document_get_deleted (document) || ry_document_get_string (document, "updated_by") != NULL);
}

static gboolean
has_words (RyWorkspace *workspace, RyDocument *document, const char *folded)
{
  RyKind *kind = ry_workspace_get_kind (workspace, ry_document_get_kind (document));
  g_autofree char *name = ry_document_get_deleted (document) ? ry_trash_dup_name (workspace, document)
                                                             : ry_workspace_dup_name_of (workspace, document);
  const char *by = ry_document_get_string (document, "updated_by");
  g_autofree char *text =
      g_strjoin ("\n", name != NULL ? name : "", ry_kind_get_label (kind), by != NULL ? by : "", NULL);
  g_autofree char *plain = ry_text_fold (text);

  return strstr (plain, folded) != NULL;
}

/* Adds at most @limit of a space. */
static gboolean
add_space (RyWorkspace *workspace,
           RyStore *store,
           const char *folded,
           guint limit,
           GPtrArray *found,
           GCancellable *cancellable,
           GError **error)
{
  guint end = found->len + limit, n_read = PAGE;
  gint64 since = 0;

  while (found->len < end && n_read == PAGE) {
    g_autoptr (GPtrArray) changes = ry_store_get_changes (store, since, PAGE, TRUE, error);

    if (changes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    n_read = changes->len;
    for (guint i = 0; i < changes->len && found->len < end; i++) {
      const RyChange *change = g_ptr_array_index (changes, i);
      g_autoptr (RyDocument) document = ry_store_get (store, change->id, NULL, RY_GET_DELETED, NULL);

      since = change->seq;
      if (document != NULL && is_act (workspace, document) &&
          (folded == NULL || has_words (workspace, document, folded)))
        g_ptr_array_add (found, g_steal_pointer (&document));
    }
  }
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (get_when (right), get_when (left));

  return order != 0 ? order : g_strcmp0 (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_recent_list:
 * @workspace: the region
 * @words: (nullable): only what has this in its name, its kind or the name of who changed it
 * @limit: how many at most
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * For a thread: with @words it may have to read everything.
 *
 * Returns: (transfer full) (element-type RyDocument): the records as they are now, deleted ones too, the one that was
 *   changed last first
 */
GPtrArray *
ry_recent_list (RyWorkspace *workspace, const char *words, guint limit, GCancellable *cancellable, GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (workspace);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autofree char *folded = words != NULL && *words != '\0' ? ry_text_fold (words) : NULL;

  for (guint i = 0; spaces[i] != NULL; i++)
    if (!add_space (workspace, ry_workspace_get_store (workspace, spaces[i]), folded, limit, found, cancellable, error))
      return NULL;
  g_ptr_array_sort (found, compare_times);
  if (found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  return g_steal_pointer (&found);
}
