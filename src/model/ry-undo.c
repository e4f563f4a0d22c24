/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it takes to take a change back: for each document its name and the revisions before and after. The
 * contents stay in the store, and a long list is put by in a file without a name, so that an import of any length
 * can be undone and takes no more memory than a short one.
 */
#include "ry-workspace-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* An entry as it is kept: this sign, the id, the revision before ("" for none) and the one since, each with its NUL. */
#define BESIDE  '*'
#define SHOWING '.'

/* What is kept in memory: the undo of some 1,000 documents. */
#define KEPT_BYTES (64 * 1024)

struct _RyUndo {
  GString *kept;    /* entries, behind those in the file */
  int file;         /* -1 while there is none */
  gsize in_file;    /* bytes */
  gboolean stays;   /* no file can be had, or it takes no more */
  GMappedFile *map; /* of the file, when somebody has looked */
  GString *last_id;
  guint n_documents;
};

static GMutex map_lock;

static int
open_unnamed_file (void)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("ryorin-undo-XXXXXX", &path, NULL);

  if (file >= 0)
    g_unlink (path);
  return file;
}

static gboolean
append_to_file (RyUndo *self, const char *bytes, gsize length)
{
  while (length > 0) {
    gssize n = pwrite (self->file, bytes, length, (off_t) self->in_file);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    self->in_file += (gsize) n;
    bytes += n;
    length -= (gsize) n;
  }
  return TRUE;
}

/* Puts the entries by that are in memory. Where that fails they stay there. */
static void
put_by (RyUndo *self)
{
  gsize before = self->in_file;

  if (self->file < 0)
    self->file = open_unnamed_file ();
  if (self->file >= 0 && append_to_file (self, self->kept->str, self->kept->len)) {
    g_string_truncate (self->kept, 0);
  } else {
    self->in_file = before;
    self->stays = TRUE;
  }
  g_clear_pointer (&self->map, g_mapped_file_unref);
}

static void
append_text (GString *out, const char *text)
{
  g_string_append_len (out, text != NULL ? text : "", text != NULL ? (gssize) strlen (text) + 1 : 1);
}

static void
add_entry (RyUndo *undo, const char *id, const char *rev_before, const char *rev, gboolean beside)
{
  /* A document whose two versions were both touched is one document to a person. */
  undo->n_documents += !beside || strcmp (undo->last_id->str, id) != 0;
  g_string_assign (undo->last_id, id);
  if (undo->kept->len >= KEPT_BYTES && !undo->stays)
    put_by (undo);
  g_string_append_c (undo->kept, beside ? BESIDE : SHOWING);
  append_text (undo->kept, id);
  append_text (undo->kept, rev_before);
  append_text (undo->kept, rev);
}

/* %NULL where the file can't be read any more. */
static const char *
look_into_file (RyUndo *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&map_lock);

  if (self->map == NULL)
    self->map = g_mapped_file_new_from_fd (self->file, FALSE, NULL);
  return self->map != NULL ? g_mapped_file_get_contents (self->map) : NULL;
}

static void
clear_undo (gpointer data)
{
  RyUndo *self = data;

  g_clear_pointer (&self->map, g_mapped_file_unref);
  if (self->file >= 0)
    close (self->file);
  g_string_free (self->kept, TRUE);
  g_string_free (self->last_id, TRUE);
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

  self->kept = g_string_new (NULL);
  self->last_id = g_string_new (NULL);
  self->file = -1;
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

/* The entry at *@at, which is 0 for the first, and moves *@at to the next one. FALSE at the end. The entry's texts
 * stand as long as the undo does and nothing is added. */
gboolean
_ry_undo_read (RyUndo *undo, gsize *at, RyUndoEntry *entry)
{
  const char *file = *at < undo->in_file ? look_into_file (undo) : NULL;
  const char *p, *begin;

  if (file != NULL)
    p = begin = file + *at;
  else if (*at >= undo->in_file && *at - undo->in_file < undo->kept->len)
    p = begin = undo->kept->str + (*at - undo->in_file);
  else
    return FALSE;
  entry->beside = *p++ == BESIDE;
  entry->id = p;
  p += strlen (p) + 1;
  entry->before = *p != '\0' ? p : NULL;
  p += strlen (p) + 1;
  entry->rev = p;
  *at += (gsize) (p + strlen (p) + 1 - begin);
  return TRUE;
}

/**
 * ry_undo_join:
 * @undo: an undo that nobody else holds yet
 * @more: what was done after it
 *
 * Makes one act of two, which is taken back as one.
 */
void
ry_undo_join (RyUndo *undo, RyUndo *more)
{
  RyUndoEntry entry;
  gsize at = 0;

  while (_ry_undo_read (more, &at, &entry))
    add_entry (undo, entry.id, entry.before, entry.rev, entry.beside);
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
  RyUndoEntry entry = { NULL, NULL, NULL, FALSE };
  gsize at = 0;

  g_return_val_if_fail (position < undo->n_documents, NULL);
  for (guint i = 0; i <= position && _ry_undo_read (undo, &at, &entry); i++)
    ;
  return entry.id;
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
