/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workspace is one region on one machine: its spaces (databases), the kinds, and the person who works
 * here. It is the composition root of the engine: the desktop and the command line open one and hand its
 * parts down.
 *
 * On disk a home holds `workspace.json` (which region, what it is called, the server's address, the
 * person's name) and a folder with one SQLite file a space. One process at a time holds a home.
 */
#pragma once

#include "ry-kind.h"
#include "ry-merge.h"
#include "ry-permission.h"
#include "ry-store.h"
#include "ry-validate.h"

G_BEGIN_DECLS

#define RY_TYPE_WORKSPACE (ry_workspace_get_type ())
G_DECLARE_FINAL_TYPE (RyWorkspace, ry_workspace, RY, WORKSPACE, GObject)

/**
 * RyWorkspace::changed:
 * @self: the workspace
 * @store: the space in which something was committed
 * @source: who wrote, as in RyStore::committed
 *
 * Emitted in the main context after each commit in any space, and after conflicts that a merge could settle
 * have been settled.
 */

/**
 * RyWorkspace::actor-changed:
 * @self: the workspace
 *
 * Emitted in the main thread when the person at this machine may do something else than before.
 */

typedef struct _RyEdit RyEdit;
typedef struct _RyUndo RyUndo;

char        *ry_workspace_default_home   (void);
gboolean     ry_workspace_exists         (const char *home);
gboolean     ry_workspace_create         (const char *home, const char *region_name, GError **error);
void         ry_workspace_discard        (const char *home);
RyWorkspace *ry_workspace_open           (const char *home, GCancellable *cancellable, GError **error);
RyWorkspace *ry_workspace_new_over       (RyKinds *kinds, RyPermissions *permissions, const char *region, RyStore *council);
void         ry_workspace_close          (RyWorkspace *self);

RyKinds     *ry_workspace_get_kinds      (RyWorkspace *self);
RyKind      *ry_workspace_get_kind       (RyWorkspace *self, const char *kind);
RyStore     *ry_workspace_get_store      (RyWorkspace *self, const char *space);
RyStore     *ry_workspace_get_store_for  (RyWorkspace *self, const char *id);
const char *const *ry_workspace_get_spaces (RyWorkspace *self);
const char  *ry_workspace_get_home       (RyWorkspace *self);
const char  *ry_workspace_get_region     (RyWorkspace *self);
char        *ry_workspace_dup_title      (RyWorkspace *self);
gboolean     ry_workspace_get_sample     (RyWorkspace *self);

/* A home that was made without a region's name takes the one of the first server it meets. */
gboolean     ry_workspace_is_adoptable   (RyWorkspace *self);
gboolean     ry_workspace_adopt_region   (RyWorkspace *self, const char *region, GError **error);

/* Settings of this machine: "server", "user", "person" … in workspace.json; never replicated. */
char        *ry_workspace_dup_setting    (RyWorkspace *self, const char *name);
char        *ry_workspace_dup_person     (RyWorkspace *self);
gboolean     ry_workspace_set_setting    (RyWorkspace *self, const char *name, const char *value, GError **error);

/* Who may do what */
RyPermissions *ry_workspace_get_permissions (RyWorkspace *self);
RyActor     *ry_workspace_ref_actor      (RyWorkspace *self);
gboolean     ry_workspace_set_roles      (RyWorkspace *self, const char *roles, GError **error);
gboolean     ry_workspace_offers         (RyWorkspace *self, RyVerb verb, const char *kind, RyDocument *document, GError **error);
gboolean     ry_workspace_offers_field   (RyWorkspace *self, const char *kind, RyDocument *document, const char *field, GError **error);

/* Reading */
RyDocument  *ry_workspace_get            (RyWorkspace *self, const char *id, GError **error);
GPtrArray   *ry_workspace_query          (RyWorkspace *self, const RyQuery *query, GError **error);
char        *ry_workspace_dup_name       (RyWorkspace *self, const char *id);
char        *ry_workspace_dup_name_of    (RyWorkspace *self, RyDocument *document);

/* Writing. An edit is a whole document as it should be; without content it deletes. */
RyEdit      *ry_edit_new                 (const char *id, RyDocument *base, JsonObject *content);
GPtrArray   *ry_edits_new                (void);
GPtrArray   *ry_edits_new_with           (RyEdit *edit, ...) G_GNUC_NULL_TERMINATED;
void         ry_edit_free                (RyEdit *edit);
JsonObject  *ry_edit_get_content         (RyEdit *edit);
void         ry_edit_attach              (RyEdit *edit, const char *name, const char *content_type, GBytes *bytes);
gboolean     ry_workspace_check_edit     (RyWorkspace *self, RyEdit *edit, gboolean *changes, GError **error);
RyUndo      *ry_workspace_commit         (RyWorkspace *self, GPtrArray *edits, GCancellable *cancellable, GError **error);
void         ry_workspace_commit_async   (RyWorkspace *self, GPtrArray *edits, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RyUndo      *ry_workspace_commit_finish  (RyWorkspace *self, GAsyncResult *result, GError **error);
RyUndo      *ry_workspace_undo           (RyWorkspace *self, RyUndo *undo, GCancellable *cancellable, GError **error);
void         ry_workspace_undo_async     (RyWorkspace *self, RyUndo *undo, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RyUndo      *ry_workspace_undo_finish    (RyWorkspace *self, GAsyncResult *result, GError **error);
RyUndo      *ry_undo_new                 (void);
void         ry_undo_add                 (RyUndo *undo, const char *id, const char *rev_before, const char *rev);
void         ry_undo_join                (RyUndo *undo, RyUndo *more);
guint        ry_undo_get_n_documents     (RyUndo *undo);
const char  *ry_undo_get_id              (RyUndo *undo, guint position);
RyUndo      *ry_undo_ref                 (RyUndo *undo);
void         ry_undo_unref               (RyUndo *undo);

/* Conflicts: those that a merge could settle are settled when they arrive; the others wait for a person. */

/**
 * RyConflict:
 * @id: the document
 * @base: (nullable): the last version both sides had
 * @left: the version that CouchDB's rule shows at present
 * @right: the other version; a deleted document where somebody deleted what another changed
 * @clashes: (element-type RyMergeClash): the fields in question
 * @merged: everything that could be merged; clashing fields stand as in @left
 */
typedef struct {
  char *id;
  RyDocument *base;
  RyDocument *left;
  RyDocument *right;
  GPtrArray *clashes;
  JsonObject *merged;
} RyConflict;

guint        ry_workspace_settle         (RyWorkspace *self, GCancellable *cancellable, GError **error);
GPtrArray   *ry_workspace_get_conflicts  (RyWorkspace *self, GError **error);
gint64       ry_workspace_count_conflicts(RyWorkspace *self);
RyUndo      *ry_workspace_resolve        (RyWorkspace *self, RyConflict *conflict, JsonObject *content, GCancellable *cancellable, GError **error);
void         ry_conflict_free            (RyConflict *conflict);

/* The sample region */
gboolean     ry_workspace_load_sample    (RyWorkspace *self, GCancellable *cancellable, GError **error);
RyUndo      *ry_workspace_remove_sample  (RyWorkspace *self, GCancellable *cancellable, GError **error);

/* All spaces in one file, and back. */
gboolean     ry_workspace_compact        (RyWorkspace *self, GCancellable *cancellable, GError **error);
void         ry_workspace_keep_tidy      (RyWorkspace *self, guint seconds);
gboolean     ry_workspace_backup         (RyWorkspace *self, const char *path, GCancellable *cancellable, GError **error);
gboolean     ry_workspace_restore        (const char *home, const char *path, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyEdit, ry_edit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyUndo, ry_undo_unref)

G_END_DECLS
