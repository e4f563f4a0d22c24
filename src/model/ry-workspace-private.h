/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the workspace share. Each has one concern: ry-workspace.c opens and reads, -edit.c writes, -undo.c
 * takes back, -rights.c says who may, -conflict.c settles and lists conflicts, -sample.c and -backup.c speak for themselves.
 */
#pragma once

#include "ry-home.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

struct _RyWorkspace {
  GObject parent_instance;

  /* Owned */
  RyHome *home;     /* NULL where it is over a database lent to it */
  const char *lent; /* the region's id then; interned */
  RyKinds *kinds;
  RyPermissions *permissions;
  GHashTable *stores; /* char * -> RyStore */
  GMainContext *context;
  GHashTable *pending; /* of Pending: what is still to be told by RyWorkspace::changed */
  GSource *telling;
  GCancellable *closing;
  GThread *settler;
  GSource *tidying;
  GThread *tidier;
  int tidied; /* atomic: whether the tidier has ended */

  GMutex mutex;       /* guards home's content, settling and again */
  GMutex settle_lock; /* one settles at a time */
  guint settle_source;
  gboolean settling;
  gboolean settle_again;
};

struct _RyEdit {
  char *id;
  RyDocument *base;
  JsonObject *content; /* NULL deletes */
  GPtrArray *files;    /* NULL: none to attach */
};

RyEdit    *_ry_edit_copy       (RyEdit *edit);
GPtrArray *_ry_edit_keep_files (RyEdit *edit, RyStore *store, GError **error);

/* One document as it was and as it is: enough to take a change back. */
typedef struct {
  const char *id;
  const char *before; /* NULL where there was nothing */
  const char *rev;
  gboolean beside; /* on a branch beside the one that shows */
} RyUndoEntry;

gboolean           _ry_undo_read (RyUndo *undo, gsize *at, RyUndoEntry *entry);
void               _ry_undo_add_branch (RyUndo *undo, const char *id, const char *rev_before, const char *rev);

void _ry_workspace_stop_tidying (RyWorkspace *self);
void        _ry_workspace_stamp       (RyWorkspace *self, JsonObject *content);
RyDocument *_ry_workspace_create_document (RyWorkspace *self, const char *id, const char *rev, JsonObject *content,
                                           RyDocument *last);
gboolean    _ry_workspace_write       (RyStore *store, GPtrArray *documents, gboolean new_edits, guint source,
                                       GCancellable *cancellable, GError **error);
gboolean    _ry_workspace_permit      (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error);
gboolean    _ry_remark_permit         (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error);
gboolean    _ry_edition_permit        (RyWorkspace *self, RyDocument *old, RyDocument *document, GError **error);
RyDocument *_ry_internal_join        (RyWorkspace *self, RyDocument *document);
gboolean    _ry_internal_part        (RyWorkspace *self, RyEdit *edit, RyEdit **part, GError **error);
gboolean    _ry_workspace_may_settle  (RyWorkspace *self, const char *id);
void        _ry_workspace_start_settling (RyWorkspace *self);
gboolean    _ry_workspace_has_conflicted (RyWorkspace *self);

/* What a deletion keeps (ry-trash.c) */
JsonObject *_ry_trash_create_tombstone (RyWorkspace *self, const char *id, RyDocument *last);
gboolean    _ry_trash_keeps_fields    (RyDocument *tombstone);
gboolean    _ry_trash_is_meant        (RyDocument *tombstone);
RyDocument *_ry_trash_reattach        (RyStore *store, RyDocument *document, const char *rev);

/* Revisions that are computed here, so that every machine computes the same ones. */
RyDocument *_ry_branch_child          (RyDocument *parent, gboolean deleted, JsonObject *content, GError **error);
RyDocument *_ry_branch_child_with     (RyDocument *parent, JsonObject *content, GPtrArray *attachments, GError **error);
RyDocument *_ry_branch_root           (const char *id, gboolean deleted, JsonObject *content, GError **error);
gboolean    _ry_content_equal         (JsonObject *a, JsonObject *b);

G_END_DECLS
