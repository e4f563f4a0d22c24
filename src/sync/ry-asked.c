/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server answered, held against what it was asked. A server that mixes documents up, or lies, must not make a
 * replication believe that it has what it lacks: the checkpoint would pass it for good. Documents that nobody asked for
 * are let fall, and a revision that did not come is counted as missing, so that it will be asked for again.
 */
#include "ry-asked.h"

#include <stdlib.h>
#include <string.h>

#include "ry-error.h"

/* An answer to a revision is itself, or one that came from it. A short history may not reach back so far. */
static gboolean
answers (RyDocument *document, const char *rev)
{
  const char *const *history = ry_document_get_history (document);
  guint n = history != NULL ? g_strv_length ((GStrv) history) : 0;

  if (g_strcmp0 (ry_document_get_rev (document), rev) == 0 || (n > 0 && g_strv_contains (history, rev)))
    return TRUE;
  return n > 0 && atoi (history[n - 1]) > atoi (rev);
}

static gboolean
is_asked (const RyMissing *one, RyDocument *document)
{
  for (guint i = 0; one->revs[i] != NULL; i++)
    if (answers (document, one->revs[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_answered (GPtrArray *found, const char *rev)
{
  for (guint i = 0; i < found->len; i++)
    if (answers (g_ptr_array_index (found, i), rev))
      return TRUE;
  return FALSE;
}

static gboolean
has_failed (GPtrArray *failures, guint n, const char *id)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (((RyWriteResult *) g_ptr_array_index (failures, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

typedef struct {
  const RyMissing *one; /* (nullable): where it is asked for twice, whatever comes is taken */
  GPtrArray *found;     /* (element-type RyDocument) */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->found);
  g_free (group);
}

/* Sorts by id, and lets fall what nobody asked for. */
static GHashTable *
group_documents (GPtrArray *missing, GPtrArray *documents)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);

  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);
    Group *group = g_hash_table_lookup (groups, one->id);

    if (group != NULL) {
      group->one = NULL;
      continue;
    }
    group = g_new (Group, 1);
    *group = (Group){ one, g_ptr_array_new () };
    g_hash_table_insert (groups, one->id, group);
  }
  for (guint i = documents->len; i > 0; i--) {
    RyDocument *document = g_ptr_array_index (documents, i - 1);
    Group *group = g_hash_table_lookup (groups, ry_document_get_id (document));

    if (group != NULL && (group->one == NULL || is_asked (group->one, document)))
      g_ptr_array_add (group->found, document);
    else
      g_ptr_array_remove_index (documents, i - 1);
  }
  return groups;
}

/**
 * ry_asked_compare:
 * @missing: (element-type RyMissing): what was asked for
 * @documents: (element-type RyDocument): what came; loses what was not asked for
 * @failures: (element-type RyWriteResult): what the server said it could not give; gains what it silently left out
 */
void
ry_asked_compare (GPtrArray *missing, GPtrArray *documents, GPtrArray *failures)
{
  g_autoptr (GHashTable) groups = group_documents (missing, documents);
  guint n = failures->len;

  for (guint i = 0; i < missing->len; i++) {
    const RyMissing *one = g_ptr_array_index (missing, i);
    const Group *group = g_hash_table_lookup (groups, one->id);

    for (guint r = 0; one->revs[r] != NULL; r++)
      if (!is_answered (group->found, one->revs[r]) && !has_failed (failures, n, one->id))
        g_ptr_array_add (failures, ry_peer_failure_new (one->id, one->revs[r],
                                                        g_error_new (RY_ERROR, RY_ERROR_NOT_FOUND, "missing")));
  }
}
