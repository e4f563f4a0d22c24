/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it takes to take a change back: for each document its name and the revisions before and after. The
 * contents stay in the store, so that an import of 200,000 documents can be undone from a few megabytes.
 */
#include "ry-workspace-private.h"

struct _RyUndo {
  GStringChunk *strings;
  GArray *entries; /* of RyUndoEntry */
  guint n_documents;
};

static void
add_entry (RyUndo *undo, const char *id, const char *rev_before, const char *rev, gboolean beside)
{
  RyUndoEntry entry = {
    g_string_chunk_insert (undo->strings, id),
    rev_before != NULL ? g_string_chunk_insert (undo->strings, rev_before) : NULL,
    g_string_chunk_insert (undo->strings, rev),
    beside,
  };

  /* A document whose two versions were both touched is one document to a person. */
  undo->n_documents += !beside || undo->entries->len == 0 ||
                       !g_str_equal (entry.id, _ry_undo_get_entry (undo, undo->entries->len - 1)->id);
  g_array_append_val (undo->entries, entry);
}

static void
clear_undo (gpointer data)
{
  RyUndo *self = data;

  g_string_chunk_free (self->strings);
  g_array_unref (self->entries);
}

/**
 * ry_undo_new:
 *
 * For whoever writes documents past ry_workspace_commit(), as an import does.
 *
 * Returns: (transfer full): an undo without documents
 */
RyUndo *
ry_undo_new (void)
{
  RyUndo *self = g_atomic_rc_box_new0 (RyUndo);

  self->strings = g_string_chunk_new (4096);
  self->entries = g_array_new (FALSE, FALSE, sizeof (RyUndoEntry));
  return self;
}

/**
 * ry_undo_add:
 * @undo: an undo that nobody else holds yet
 * @id: a document
 * @rev_before: (nullable): its revision before the change; %NULL where there was none
 * @rev: its revision since
 */
void
ry_undo_add (RyUndo *undo, const char *id, const char *rev_before, const char *rev)
{
  add_entry (undo, id, rev_before, rev, FALSE);
}

/* The same for a branch beside the one that shows: a conflict's other version that was ended or opened again. */
void
_ry_undo_add_branch (RyUndo *undo, const char *id, const char *rev_before, const char *rev)
{
  add_entry (undo, id, rev_before, rev, TRUE);
}

const RyUndoEntry *
_ry_undo_get_entry (RyUndo *undo, guint position)
{
  return &g_array_index (undo->entries, RyUndoEntry, position);
}

/**
 * ry_undo_get_n_documents:
 * @undo: an undo
 *
 * Returns: how many documents were changed
 */
guint
ry_undo_get_n_documents (RyUndo *undo)
{
  return undo->n_documents;
}

guint
_ry_undo_get_n_entries (RyUndo *undo)
{
  return undo->entries->len;
}

/**
 * ry_undo_get_id:
 * @undo: an undo
 * @position: from 0
 *
 * Returns: (transfer none): the id of that document
 */
const char *
ry_undo_get_id (RyUndo *undo, guint position)
{
  g_return_val_if_fail (position < undo->n_documents, NULL);
  return _ry_undo_get_entry (undo, position)->id;
}

/**
 * ry_undo_ref:
 * @undo: an undo
 *
 * Returns: (transfer full): @undo
 */
RyUndo *
ry_undo_ref (RyUndo *undo)
{
  return g_atomic_rc_box_acquire (undo);
}

/**
 * ry_undo_unref:
 * @undo: (transfer full): an undo
 */
void
ry_undo_unref (RyUndo *undo)
{
  g_atomic_rc_box_release_full (undo, clear_undo);
}
