/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing.
 *
 * Life of an edit: its content is checked against its kind, keyed and stamped; all edits of one space go into one
 * transaction. Where a document moved on since the edit began (a colleague's change arrived), the two are merged
 * from the version the edit began with. What cannot be merged is kept beside the other as a conflict: a keystroke
 * is never refused because somebody else was quicker.
 */
#include "ry-workspace-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-approval.h"
#include "ry-attachment.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"

/* How often a merge is tried while others keep writing the same document. */
#define MAX_TRIES 8

typedef struct {
  GPtrArray *edits;
  RyUndo *undo;
} Request;

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->edits, g_ptr_array_unref);
  g_clear_pointer (&request->undo, ry_undo_unref);
  g_free (request);
}

/* An element of a list without a key gets one: it is what a merge tells elements by. */
static void
fill_keys (RyKind *kind, JsonObject *content)
{
  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    JsonArray *array = ry_field_get_value_type (field) == RY_FIELD_LIST
                           ? ry_json_get_array (content, ry_field_get_name (field))
                           : NULL;

    for (guint j = 0; array != NULL && j < json_array_get_length (array); j++) {
      JsonNode *node = json_array_get_element (array, j);
      g_autofree char *key = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_has_member (json_node_get_object (node), "key"))
        continue;
      key = ry_id_new_ulid ();
      json_object_set_string_member (json_node_get_object (node), "key", key);
    }
  }
}

/* What begins with an underscore is the store's; a null says that there is no value. */
static void
drop_members (JsonObject *content)
{
  g_autoptr (GList) names = json_object_get_members (content);

  for (GList *l = names; l != NULL; l = l->next) {
    const char *name = l->data;

    if (name[0] == '_' || json_object_get_null_member (content, name))
      json_object_remove_member (content, name);
  }
}

static gboolean
is_untouched (RyEdit *edit, const char *member)
{
  JsonNode *before, *after;

  if (edit->base == NULL || ry_document_get_deleted (edit->base))
    return FALSE;
  before = json_object_get_member (ry_document_get_root (edit->base), member);
  after = json_object_get_member (edit->content, member);
  return before != NULL && after != NULL && ry_json_node_equal (before, after);
}

/* A fault that was there before, in a field this edit does not touch, must not stop it: a newer desktop may have
 * written a value that this one does not know. */
static gboolean
check_edit (RyWorkspace *self, RyEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) faults = ry_validate (self->kinds, edit->content);
  g_autoptr (GString) sentences = g_string_new (NULL);
  g_autofree char *kind = ry_id_dup_kind (edit->id);

  if (kind == NULL || g_strcmp0 (kind, ry_json_get_string (edit->content, "kind")) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
                 _ ("The id “%s” does not begin with the record's kind and a colon."), edit->id);
    return FALSE;
  }
  for (guint i = 0; i < faults->len; i++) {
    RyFault *fault = g_ptr_array_index (faults, i);

    if (fault->level == RY_FAULT_REFUSED && !is_untouched (edit, fault->field))
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "", fault->sentence);
  }
  if (sentences->len == 0)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, sentences->str);
  return FALSE;
}

static gboolean
may_edit (RyWorkspace *self, RyEdit *edit, GError **error)
{
  g_autoptr (RyDocument) document = edit->content != NULL
                                        ? ry_document_new_from_root (edit->id, NULL, FALSE, edit->content)
                                        : ry_document_new (edit->id, NULL, TRUE, NULL, 0);
  GPtrArray *attachments = edit->base != NULL ? ry_document_get_attachments (edit->base) : NULL;
  g_autoptr (RyDocument) whole = NULL;

  /* An edit is of content; what is attached stays. */
  if (attachments != NULL)
    whole = ry_document_with_attachments (document, attachments);
  return _ry_workspace_permit (self, edit->base, whole != NULL ? whole : document, error) &&
         _ry_remark_permit (self, edit->base, document, error) &&
         _ry_edition_permit (self, edit->base, document, error);
}

static gboolean
prepare_edit (RyWorkspace *self, RyEdit *edit, RyEdit **part, GError **error)
{
  RyKind *kind;

  if (edit->content == NULL) {
    g_autofree char *name = ry_id_dup_kind (edit->id);

    return name != NULL && _ry_internal_part (self, edit, part, error);
  }
  drop_members (edit->content);
  kind = ry_kinds_get (self->kinds, ry_json_get_string (edit->content, "kind"));
  if (kind != NULL)
    fill_keys (kind, edit->content);
  if (!_ry_internal_part (self, edit, part, error))
    return FALSE;
  ry_approval_settle (edit->base != NULL ? ry_document_get_root (edit->base) : NULL, edit->content);
  return check_edit (self, edit, error);
}

/* The content as it is to be written; without one a tombstone, which keeps what @last says. */
static JsonObject *
stamp_content (RyWorkspace *self, const char *id, JsonObject *content, RyDocument *last)
{
  JsonObject *stamped;

  if (content == NULL)
    return _ry_trash_create_tombstone (self, id, last);
  stamped = ry_json_object_copy (content);
  _ry_workspace_stamp (self, stamped);
  return stamped;
}

/*
 * _ry_workspace_create_document:
 * @content: (nullable): %NULL deletes
 * @last: (nullable): what a deletion keeps; %NULL for one that leaves nothing in the trash
 *
 * Returns: (transfer full): a stamped document to be written after @rev
 */
RyDocument *
_ry_workspace_create_document (
    RyWorkspace *self, const char *id, const char *rev, JsonObject *content, RyDocument *last)
{
  g_autoptr (JsonObject) stamped = stamp_content (self, id, content, last);

  return ry_document_new_from_root (id, rev, content == NULL, stamped);
}

static gboolean
has_file (GPtrArray *attachments, const char *name)
{
  for (guint i = 0; i < attachments->len; i++)
    if (g_strcmp0 (((RyAttachment *) attachments->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* What the edit attaches, and beside it what is attached to @before. */
static GPtrArray *
gather_files (RyEdit *edit, RyStore *store, RyDocument *before, GError **error)
{
  GPtrArray *attachments = _ry_edit_keep_files (edit, store, error);
  GPtrArray *there = attachments != NULL && before != NULL ? ry_document_get_attachments (before) : NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    if (!has_file (attachments, ((RyAttachment *) there->pdata[i])->name))
      g_ptr_array_add (attachments, ry_attachment_copy (there->pdata[i]));
  return attachments;
}

/* With what is to be attached to it from the first, so that it never stands without. */
static RyDocument *
create_for_edit (RyWorkspace *self, RyEdit *edit, GError **error)
{
  const char *rev = edit->base != NULL ? ry_document_get_rev (edit->base) : NULL;
  g_autoptr (RyDocument) document = _ry_workspace_create_document (self, edit->id, rev, edit->content, edit->base);
  g_autoptr (GPtrArray) attachments = NULL;

  if (edit->files == NULL)
    return g_steal_pointer (&document);
  attachments = gather_files (edit, ry_workspace_get_store_for (self, edit->id), edit->base, error);
  return attachments != NULL ? ry_document_with_attachments (document, attachments) : NULL;
}

static gboolean
changes_nothing (RyEdit *edit)
{
  if (edit->base == NULL || edit->content == NULL || edit->files != NULL)
    return FALSE;
  return !ry_document_get_deleted (edit->base) && _ry_content_equal (ry_document_get_root (edit->base), edit->content);
}

/* Keeps @edit beside what is there now. */
static gboolean
write_beside (RyWorkspace *self, RyStore *store, RyEdit *edit, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) content = stamp_content (self, edit->id, edit->content, edit->base);
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (RyDocument) parent = NULL;
  g_autoptr (GPtrArray) files = NULL;
  RyDocument *branch;

  if (edit->files != NULL && (files = gather_files (edit, store, edit->base, error)) == NULL)
    return FALSE;
  if (edit->base != NULL)
    parent = ry_store_get (store, edit->id, ry_document_get_rev (edit->base), RY_GET_REVISIONS, NULL);
  if (edit->base != NULL && files != NULL)
    branch = _ry_branch_child_with (parent != NULL ? parent : edit->base, content, files, error);
  else if (edit->base != NULL)
    branch = _ry_branch_child (parent != NULL ? parent : edit->base, edit->content == NULL, content, error);
  else
    branch = _ry_branch_root (edit->id, FALSE, content, error);
  if (branch == NULL)
    return FALSE;
  g_ptr_array_add (documents, branch);
  return _ry_workspace_write (store, documents, FALSE, RY_STORE_SOURCE_LOCAL, cancellable, error);
}

static RyDocument *
create_merged (RyWorkspace *self, RyStore *store, RyEdit *edit, RyDocument *current, JsonObject *merged, GError **error)
{
  g_autoptr (RyDocument) document =
      _ry_workspace_create_document (self, edit->id, ry_document_get_rev (current), merged, NULL);
  g_autoptr (GPtrArray) files = NULL;

  if (edit->files == NULL)
    return g_steal_pointer (&document);
  files = gather_files (edit, store, current, error);
  return files != NULL ? ry_document_with_attachments (document, files) : NULL;
}

/* One more try for a document that moved on. Returns its new revision in @rev, or sets @rev to NULL where nothing
 * needed writing. @again is set where it moved on yet again. */
static gboolean
merge_once (RyWorkspace *self,
            RyStore *store,
            RyEdit *edit,
            RyDocument *current,
            char **rev,
            gboolean *again,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (JsonObject) merged = NULL;
  RyWriteResult *result;
  RyDocument *document;
  RyKind *kind = ry_kinds_get (self->kinds, ry_json_get_string (edit->content, "kind"));

  merged = ry_merge (kind, edit->base != NULL ? ry_document_get_root (edit->base) : NULL,
                     ry_document_get_root (current), edit->content, clashes);
  if (clashes->len > 0)
    return write_beside (self, store, edit, cancellable, error);
  ry_approval_settle (NULL, merged);
  if (edit->files == NULL && _ry_content_equal (merged, ry_document_get_root (current)))
    return TRUE;
  document = create_merged (self, store, edit, current, merged, error);
  if (document == NULL)
    return FALSE;
  g_ptr_array_add (documents, document);
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  if (results == NULL)
    return FALSE;
  result = g_ptr_array_index (results, 0);
  *again = g_error_matches (result->error, RY_ERROR, RY_ERROR_CONFLICT);
  if (result->error != NULL && !*again) {
    g_propagate_error (error, g_steal_pointer (&result->error));
    return FALSE;
  }
  *rev = g_strdup (result->rev);
  return TRUE;
}

static gboolean
commit_late (RyWorkspace *self, RyStore *store, RyEdit *edit, RyUndo *undo, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < MAX_TRIES; i++) {
    g_autoptr (RyDocument) current = ry_store_get (store, edit->id, NULL, RY_GET_DELETED, error);
    g_autofree char *rev = NULL;
    gboolean again = FALSE;

    if (current == NULL)
      return FALSE;
    /* Deleted by both. */
    if (edit->content == NULL && ry_document_get_deleted (current))
      return TRUE;
    /* Deleted here and changed there, or the other way round: both are kept, and a person is asked. */
    if (edit->content == NULL || ry_document_get_deleted (current))
      return write_beside (self, store, edit, cancellable, error);
    if (!merge_once (self, store, edit, current, &rev, &again, cancellable, error))
      return FALSE;
    if (rev != NULL)
      ry_undo_add (undo, edit->id, ry_document_get_rev (current), rev);
    if (!again)
      return TRUE;
  }
  return write_beside (self, store, edit, cancellable, error);
}

/* Everything of one space in one transaction; then, one by one, what moved on in the meantime. */
static gboolean
commit_to_store (
    RyWorkspace *self, RyStore *store, GPtrArray *edits, RyUndo *undo, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < edits->len; i++) {
    RyEdit *edit = g_ptr_array_index (edits, i);
    RyDocument *document = create_for_edit (self, edit, error);

    if (document == NULL)
      return FALSE;
    g_ptr_array_add (documents, document);
  }
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  if (results == NULL)
    return FALSE;
  for (guint i = 0; i < results->len; i++) {
    RyEdit *edit = g_ptr_array_index (edits, i);
    RyWriteResult *result = g_ptr_array_index (results, i);

    if (result->error == NULL) {
      ry_undo_add (undo, edit->id, edit->base != NULL ? ry_document_get_rev (edit->base) : NULL, result->rev);
    } else if (g_error_matches (result->error, RY_ERROR, RY_ERROR_CONFLICT)) {
      if (!commit_late (self, store, edit, undo, cancellable, error))
        return FALSE;
    } else {
      g_propagate_error (error, g_steal_pointer (&result->error));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
prepare_part (RyWorkspace *self, RyEdit *part, GPtrArray *prepared, GError **error)
{
  RyEdit *none;

  g_ptr_array_add (prepared, part);
  return prepare_edit (self, part, &none, error) && (changes_nothing (part) || may_edit (self, part, error));
}

/* Adds @edit to @prepared, and the part of it that belongs into another space. */
static gboolean
prepare (RyWorkspace *self, RyEdit *edit, GPtrArray *prepared, GError **error)
{
  RyEdit *copy = _ry_edit_copy (edit), *part = NULL;

  g_ptr_array_add (prepared, copy);
  if (!prepare_edit (self, copy, &part, error) || (!changes_nothing (copy) && !may_edit (self, copy, error))) {
    g_clear_pointer (&part, ry_edit_free);
    return FALSE;
  }
  return part == NULL || prepare_part (self, part, prepared, error);
}

static void
commit_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  RyUndo *undo = request->edits != NULL ? ry_workspace_commit (source, request->edits, cancellable, &error)
                                        : ry_workspace_undo (source, request->undo, cancellable, &error);

  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) ry_undo_unref);
  else
    g_task_return_error (task, error);
}

static void
start_request (RyWorkspace *self,
               Request *request,
               gpointer tag,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, free_request);
  g_task_run_in_thread (task, commit_thread);
}

/* Writes documents of which each must get through. */
gboolean
_ry_workspace_write (
    RyStore *store, GPtrArray *documents, gboolean new_edits, guint source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = ry_store_write (store, documents, new_edits, source, cancellable, error);

  for (guint i = 0; results != NULL && i < results->len; i++) {
    RyWriteResult *result = g_ptr_array_index (results, i);

    if (result->error != NULL) {
      g_propagate_error (error, g_steal_pointer (&result->error));
      return FALSE;
    }
  }
  return results != NULL;
}

static void
borrow_member (JsonObject *element, JsonObject *there, const char *name)
{
  const char *value = ry_json_get_string (there, name);

  if (value != NULL && !json_object_has_member (element, name))
    json_object_set_string_member (element, name, value);
}

/* What elements are given when they are first written, from those that stand in their places in @base. */
static void
borrow_keys (JsonArray *array, JsonArray *base)
{
  for (guint i = 0; i < json_array_get_length (array) && i < json_array_get_length (base); i++) {
    JsonNode *node = json_array_get_element (array, i), *there = json_array_get_element (base, i);

    if (!JSON_NODE_HOLDS_OBJECT (node) || !JSON_NODE_HOLDS_OBJECT (there))
      continue;
    borrow_member (json_node_get_object (node), json_node_get_object (there), "key");
    borrow_member (json_node_get_object (node), json_node_get_object (there), "salt");
  }
}

static RyEdit *
copy_with_keys (RyWorkspace *self, RyEdit *edit)
{
  RyEdit *copy = _ry_edit_copy (edit);
  RyKind *kind = copy->content != NULL ? ry_kinds_get (self->kinds, ry_json_get_string (copy->content, "kind")) : NULL;

  for (guint i = 0; kind != NULL && copy->base != NULL && i < ry_kind_get_n_fields (kind); i++) {
    const char *name = ry_field_get_name (ry_kind_get_field (kind, i));
    JsonArray *array = ry_json_get_array (copy->content, name);
    JsonArray *base = ry_json_get_array (ry_document_get_root (copy->base), name);

    if (array != NULL && base != NULL)
      borrow_keys (array, base);
  }
  return copy;
}

/**
 * ry_workspace_check_edit:
 * @self: a workspace
 * @edit: an edit
 * @changes: (out): whether it would change anything; keys that its lists do not name are those that are there
 * @error: return location for a #GError
 *
 * Writes nothing.
 *
 * Returns: whether ry_workspace_commit() would take the edit; its error otherwise
 */
gboolean
ry_workspace_check_edit (RyWorkspace *self, RyEdit *edit, gboolean *changes, GError **error)
{
  g_autoptr (GPtrArray) prepared = ry_edits_new ();
  RyEdit *copy = copy_with_keys (self, edit);
  gboolean possible = prepare (self, copy, prepared, error);

  ry_edit_free (copy);
  *changes = FALSE;
  for (guint i = 0; possible && i < prepared->len; i++)
    *changes |= !changes_nothing (g_ptr_array_index (prepared, i));
  return possible;
}

/**
 * ry_workspace_commit:
 * @self: a workspace
 * @edits: (element-type RyEdit): what to write; each document at most once
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes all edits, those of one space in one transaction. Edits that change nothing are passed over. A document
 * that moved on since its edit began is merged with it; where that clashes, both versions are kept as a conflict.
 *
 * Returns: (transfer full): what to give ry_workspace_undo(); %RY_ERROR_INVALID with a sentence where one of the edits
 *   is not valid, %RY_ERROR_FORBIDDEN where it is not allowed, and then none is written
 */
RyUndo *
ry_workspace_commit (RyWorkspace *self, GPtrArray *edits, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyUndo) undo = ry_undo_new ();
  g_autoptr (GPtrArray) prepared = ry_edits_new ();
  const char *const *spaces = ry_workspace_get_spaces (self);

  if (self->lent != NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_READ_ONLY, ry_error_get_sentence (RY_ERROR_READ_ONLY));
    return NULL;
  }
  for (guint i = 0; i < edits->len; i++) {
    if (!prepare (self, g_ptr_array_index (edits, i), prepared, error))
      return NULL;
  }
  /* The office's space comes first: what leaves the council's for it must be there before it is gone here. */
  for (guint i = g_strv_length ((char **) spaces); i-- > 0;) {
    RyStore *store = ry_workspace_get_store (self, spaces[i]);
    g_autoptr (GPtrArray) here = g_ptr_array_new ();

    for (guint j = 0; j < prepared->len; j++) {
      RyEdit *edit = g_ptr_array_index (prepared, j);

      if (ry_workspace_get_store_for (self, edit->id) == store && !changes_nothing (edit))
        g_ptr_array_add (here, edit);
    }
    if (here->len > 0 && !commit_to_store (self, store, here, undo, cancellable, error)) {
      g_prefix_error (error, _ ("Saving: "));
      return NULL;
    }
  }
  return g_steal_pointer (&undo);
}

/**
 * ry_workspace_commit_async:
 * @self: a workspace
 * @edits: (element-type RyEdit): what to write
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * ry_workspace_commit() in a thread. @edits is copied.
 */
void
ry_workspace_commit_async (
    RyWorkspace *self, GPtrArray *edits, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->edits = ry_edits_new ();
  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (request->edits, _ry_edit_copy (g_ptr_array_index (edits, i)));
  start_request (self, request, ry_workspace_commit_async, cancellable, callback, user_data);
}

/**
 * ry_workspace_commit_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full): as ry_workspace_commit()
 */
RyUndo *
ry_workspace_commit_finish (RyWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ry_workspace_undo_async:
 * @self: a workspace
 * @undo: what to take back
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * ry_workspace_undo() in a thread.
 */
void
ry_workspace_undo_async (
    RyWorkspace *self, RyUndo *undo, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->undo = ry_undo_ref (undo);
  start_request (self, request, ry_workspace_undo_async, cancellable, callback, user_data);
}

/**
 * ry_workspace_undo_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full): as ry_workspace_undo()
 */
RyUndo *
ry_workspace_undo_finish (RyWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
