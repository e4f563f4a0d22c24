/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The acts of this window come first, with their own words. What others did is read off the newest changes of the
 * store: a run of records of one kind by one person, as an import is, makes one line.
 */
#include "ry-today-done.h"

#include <glib/gi18n.h>

#include "ry-rev.h"
#include "ry-today-words.h"

/* More than are shown, since a run of them makes one line; few enough to read at every commit. */
#define LOOK_AT 40

typedef struct {
  RyDocument *first; /* the newest */
  guint count;
} Run;

static char *
join (const char *who, const char *when)
{
  return who != NULL && *who != '\0' ? g_strjoin (_ (" · "), who, when, NULL) : g_strdup (when);
}

static void
add_act (GPtrArray *list, RyWorkspace *workspace, const char *message, RyUndo *undo, gint64 done_at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (done_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%-H:%M");
  g_autofree char *person = ry_workspace_dup_setting (workspace, "person");
  RyDone *done = g_new0 (RyDone, 1);

  done->title = g_strdup (message);
  done->detail = join (person, time);
  done->id = ry_undo_get_n_documents (undo) > 0 ? g_strdup (ry_undo_get_id (undo, 0)) : NULL;
  done->can_undo = list->len == 0;
  g_ptr_array_add (list, done);
}

static void
remember_ids (GHashTable *known, RyUndo *undo)
{
  for (guint i = 0; i < ry_undo_get_n_documents (undo); i++)
    g_hash_table_add (known, g_strdup (ry_undo_get_id (undo, i)));
}

static gboolean
is_new (RyDocument *document)
{
  guint generation;
  const char *signature;

  return ry_rev_split (ry_document_get_rev (document), &generation, &signature) && generation == 1;
}

static char *
build_title (RyWorkspace *workspace, const Run *run)
{
  RyKind *kind = ry_workspace_get_kind (workspace, ry_document_get_kind (run->first));
  g_autofree char *name = NULL;

  if (run->count > 1)
    return g_strdup_printf (ngettext ("%s: %u record changed", "%s: %u records changed", run->count),
                            kind != NULL ? ry_kind_get_label (kind) : "", run->count);
  name = ry_workspace_dup_name_of (workspace, run->first);
  if (ry_document_get_deleted (run->first))
    return g_strdup_printf (_ ("%s deleted"), name);
  return g_strdup_printf (is_new (run->first) ? _ ("%s added") : _ ("%s changed"), name);
}

static void
add_run (GPtrArray *list, RyWorkspace *workspace, Run *run)
{
  RyDone *done;
  g_autofree char *when = NULL;

  if (run->first == NULL)
    return;
  done = g_new0 (RyDone, 1);
  when = ry_today_words_when (ry_document_get_string (run->first, "updated_at"));
  done->title = build_title (workspace, run);
  done->detail = join (ry_document_get_string (run->first, "updated_by"), when);
  done->id = ry_document_get_deleted (run->first) ? NULL : g_strdup (ry_document_get_id (run->first));
  g_ptr_array_add (list, done);
  g_clear_pointer (&run->first, ry_document_unref);
}

static gboolean
continues (const Run *run, RyDocument *document)
{
  return run->first != NULL && g_strcmp0 (ry_document_get_kind (run->first), ry_document_get_kind (document)) == 0 &&
         g_strcmp0 (ry_document_get_string (run->first, "updated_by"),
                    ry_document_get_string (document, "updated_by")) == 0;
}

static void
add_changes (GPtrArray *list, RyWorkspace *workspace, GHashTable *known, guint most)
{
  RyStore *store = ry_workspace_get_store (workspace, "council");
  g_autoptr (GPtrArray) changes = store != NULL ? ry_store_get_changes (store, 0, LOOK_AT, TRUE, NULL) : NULL;
  Run run = { NULL, 0 };

  for (guint i = 0; changes != NULL && i < changes->len && list->len < most; i++) {
    const char *id = ((RyChange *) changes->pdata[i])->id;
    g_autoptr (RyDocument) document =
        g_hash_table_contains (known, id) ? NULL : ry_store_get (store, id, NULL, RY_GET_DELETED, NULL);

    /* What came with the sample, or from another program, says neither who nor when. */
    if (document == NULL || ry_document_get_kind (document) == NULL ||
        ry_document_get_string (document, "updated_at") == NULL)
      continue;
    if (continues (&run, document)) {
      run.count++;
      continue;
    }
    add_run (list, workspace, &run);
    run.first = g_steal_pointer (&document);
    run.count = 1;
  }
  if (list->len < most)
    add_run (list, workspace, &run);
  g_clear_pointer (&run.first, ry_document_unref);
}

/**
 * ry_today_list_done:
 * @workspace: a workspace
 * @acts: what was done in this window
 * @most: at most so many
 *
 * Returns: (transfer full) (element-type RyDone): what was done last, the newest act of the window first
 */
GPtrArray *
ry_today_list_done (RyWorkspace *workspace, RyUndoStack *acts, guint most)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_done_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *message;
  RyUndo *undo;
  gint64 done_at;

  for (guint i = 0; (message = ry_undo_stack_peek (acts, i, &undo, &done_at)) != NULL; i++) {
    if (list->len < (most + 1) / 2)
      add_act (list, workspace, message, undo, done_at);
    remember_ids (known, undo);
  }
  add_changes (list, workspace, known, most);
  return list;
}

/**
 * ry_done_free:
 * @self: (transfer full): something done
 */
void
ry_done_free (RyDone *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->id);
  g_free (self);
}
