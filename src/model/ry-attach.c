/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's bytes go into the store first, in pieces, however many they are; then one short edit names them. The edit
 * leaves the content alone, so that it does not get in the way of whoever is writing it. Where two branches attached
 * different things, all are kept, name by name.
 */
#include "ry-attach.h"

#include <string.h>

#include "ry-blob-writer.h"
#include "ry-error.h"
#include "ry-workspace-private.h"

#define PIECE_BYTES (256 * 1024)
/* How often an edit is tried while others keep writing the same document. */
#define MAX_TRIES 8

/* A file on its way, as a task's data. */
typedef struct {
  char *id;
  char *name;
  GFile *file;
} Attaching;

static gboolean
is_same (const RyAttachment *a, const RyAttachment *b)
{
  return a != NULL && b != NULL && g_strcmp0 (a->digest, b->digest) == 0;
}

/* Whether @side did anything to what @base has under a name. */
static gboolean
changed (const RyAttachment *base, const RyAttachment *side)
{
  return base != side && !is_same (base, side);
}

static GPtrArray *
create_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
}

/* "paper.pdf" becomes "paper (3f2a).pdf": a name that every machine finds by itself. */
static char *
make_other_name (const RyAttachment *attachment)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, attachment->digest, -1);
  const char *dot = strrchr (attachment->name, '.');
  int stem = dot != NULL && dot != attachment->name ? (int) (dot - attachment->name) : (int) strlen (attachment->name);

  return g_strdup_printf ("%.*s (%.4s)%s", stem, attachment->name, digest, attachment->name + stem);
}

/* What comes from the other branch is new to this one: the write says in which generation. */
static RyAttachment *
add_other (GPtrArray *merged, const RyAttachment *other)
{
  RyAttachment *copy = ry_attachment_copy (other);

  copy->revpos = 0;
  g_ptr_array_add (merged, copy);
  return copy;
}

static void
merge_name (GPtrArray *merged, const RyAttachment *base, const RyAttachment *left, const RyAttachment *right)
{
  RyAttachment *copy;

  if (!changed (left, right) || !changed (base, right)) {
    if (left != NULL)
      g_ptr_array_add (merged, ry_attachment_copy (left));
    return;
  }
  if (!changed (base, left) || left == NULL) {
    if (right != NULL)
      add_other (merged, right);
    return;
  }
  g_ptr_array_add (merged, ry_attachment_copy (left));
  if (right == NULL)
    return;
  copy = add_other (merged, right);
  g_free (copy->name);
  copy->name = make_other_name (right);
}

/**
 * ry_workspace_read_attached:
 * @self: the region
 * @id: of a document
 * @name: of what is attached to it
 * @most: bytes; what is larger is not read
 *
 * For what is drawn, as a photograph.
 *
 * Returns: (transfer full) (nullable): the file; %NULL also where it has not arrived on this computer yet
 */
GBytes *
ry_workspace_read_attached (RyWorkspace *self, const char *id, const char *name, gint64 most)
{
  RyStore *store = ry_workspace_get_store_for (self, id);
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, id, NULL, name, NULL);
  g_autoptr (GInputStream) stream = attachment != NULL && attachment->digest != NULL && attachment->length <= most &&
                                            ry_store_has_blob (store, attachment->digest)
                                        ? ry_store_open_blob (store, attachment->digest, NULL)
                                        : NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (stream == NULL || g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/**
 * ry_attachments_merge:
 * @base: (nullable) (element-type RyAttachment): what both had
 * @left: (nullable) (element-type RyAttachment): what one has
 * @right: (nullable) (element-type RyAttachment): what the other has
 *
 * Nothing that anybody attached is lost: what one removed and the other replaced stays, and where both put something
 * else under one name, right's gets a name of its own.
 *
 * Returns: (transfer full) (element-type RyAttachment): what the merge of both has, in left's order first
 */
GPtrArray *
ry_attachments_merge (GPtrArray *base, GPtrArray *left, GPtrArray *right)
{
  GPtrArray *merged = create_list ();

  for (guint i = 0; left != NULL && i < left->len; i++) {
    const RyAttachment *own = g_ptr_array_index (left, i);

    merge_name (merged, ry_attachments_find (base, own->name), own, ry_attachments_find (right, own->name));
  }
  for (guint i = 0; right != NULL && i < right->len; i++) {
    const RyAttachment *other = g_ptr_array_index (right, i);

    if (ry_attachments_find (left, other->name) == NULL)
      merge_name (merged, ry_attachments_find (base, other->name), NULL, other);
  }
  return merged;
}

/* What @current has attached, without @names, and with @added before it. */
static GPtrArray *
change_list (RyDocument *current, const char *const *names, const RyAttachment *added)
{
  GPtrArray *before = ry_document_get_attachments (current);
  GPtrArray *after = create_list ();

  if (added != NULL)
    g_ptr_array_add (after, ry_attachment_copy (added));
  for (guint i = 0; before != NULL && i < before->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (before, i);

    if (!g_strv_contains (names, attachment->name))
      g_ptr_array_add (after, ry_attachment_copy (attachment));
  }
  return after;
}

static RyDocument *
build (RyWorkspace *self, RyDocument *current, GPtrArray *attachments)
{
  g_autoptr (JsonObject) content = ry_document_dup_root (current);
  g_autoptr (RyDocument) bare = NULL;

  _ry_workspace_stamp (self, content);
  bare = ry_document_new_from_root (ry_document_get_id (current), ry_document_get_rev (current), FALSE, content);
  return ry_document_with_attachments (bare, attachments);
}

/* Changes what a document has attached; @again is set where somebody wrote it in the meantime. */
static gboolean
try_to_change (RyWorkspace *self,
               RyStore *store,
               const char *id,
               const char *const *names,
               const RyAttachment *added,
               gboolean *again,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (RyDocument) current = ry_store_get (store, id, NULL, RY_GET_PLAIN, error);
  g_autoptr (GPtrArray) attachments = current != NULL ? change_list (current, names, added) : NULL;
  g_autoptr (RyDocument) next = current != NULL ? build (self, current, attachments) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result;

  *again = FALSE;
  if (next == NULL || !_ry_workspace_permit (self, current, next, error))
    return FALSE;
  g_ptr_array_add (documents, next);
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  if (results == NULL)
    return FALSE;
  result = g_ptr_array_index (results, 0);
  if (result->error == NULL)
    return TRUE;
  *again = g_error_matches (result->error, RY_ERROR, RY_ERROR_CONFLICT);
  g_propagate_error (error, g_steal_pointer (&result->error));
  return FALSE;
}

static gboolean
change (RyWorkspace *self,
        RyStore *store,
        const char *id,
        const char *const *names,
        const RyAttachment *added,
        GCancellable *cancellable,
        GError **error)
{
  for (guint i = 0;; i++) {
    g_autoptr (GError) inner = NULL;
    gboolean again;

    if (try_to_change (self, store, id, names, added, &again, cancellable, &inner))
      return TRUE;
    if (!again || i == MAX_TRIES) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  }
}

static RyBlob *
keep_bytes (RyStore *store, GInputStream *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, error);
  g_autofree char *buffer = g_malloc (PIECE_BYTES);
  gsize n = 0;

  if (writer == NULL)
    return NULL;
  do {
    if (!g_input_stream_read_all (bytes, buffer, PIECE_BYTES, &n, cancellable, error) ||
        !ry_blob_writer_write (writer, buffer, n, cancellable, error))
      return NULL;
  } while (n == PIECE_BYTES);
  return ry_blob_writer_finish (writer, cancellable, error);
}

/**
 * ry_workspace_attach:
 * @self: a workspace
 * @id: a record
 * @name: what the attachment is to be called; takes the place of one that is called so
 * @content_type: (nullable): its type
 * @bytes: its content; read to the end
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Attaches a file to a record as it is now. Not for a main loop.
 *
 * Returns: whether it is attached; %FALSE with %RY_ERROR_NOT_FOUND, %RY_ERROR_FORBIDDEN, %RY_ERROR_DISK_FULL …
 */
gboolean
ry_workspace_attach (RyWorkspace *self,
                     const char *id,
                     const char *name,
                     const char *content_type,
                     GInputStream *bytes,
                     GCancellable *cancellable,
                     GError **error)
{
  RyStore *store = ry_workspace_get_store_for (self, id);
  const char *const names[] = { name, NULL };
  g_autoptr (RyBlob) blob = NULL;
  g_autoptr (RyAttachment) attachment = NULL;

  if (!ry_attachment_check_name (name, error) || (blob = keep_bytes (store, bytes, cancellable, error)) == NULL)
    return FALSE;
  attachment = ry_blob_attach (blob, name, content_type, NULL, -1);
  return change (self, store, id, names, attachment, cancellable, error);
}

/**
 * ry_workspace_detach:
 * @self: a workspace
 * @id: a record
 * @names: (array zero-terminated=1): attachments that it is to have no longer
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Takes attachments from a record as it is now; its history keeps them. Not for a main loop.
 *
 * Returns: whether they are gone
 */
gboolean
ry_workspace_detach (
    RyWorkspace *self, const char *id, const char *const *names, GCancellable *cancellable, GError **error)
{
  return change (self, ry_workspace_get_store_for (self, id), id, names, NULL, cancellable, error);
}

static void
attaching_free (gpointer data)
{
  Attaching *attaching = data;

  g_free (attaching->id);
  g_free (attaching->name);
  g_object_unref (attaching->file);
  g_free (attaching);
}

static void
attach_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Attaching *attaching = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (attaching->file, G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &error);
  g_autoptr (GFileInputStream) bytes = info != NULL ? g_file_read (attaching->file, cancellable, &error) : NULL;
  g_autofree char *type = info != NULL && g_file_info_get_content_type (info) != NULL
                              ? g_content_type_get_mime_type (g_file_info_get_content_type (info))
                              : NULL;

  if (bytes != NULL &&
      ry_workspace_attach (source, attaching->id, attaching->name, type, G_INPUT_STREAM (bytes), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ry_workspace_attach_file_async:
 * @self: a workspace
 * @id: a record
 * @name: what the attachment is to be called
 * @file: the file
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is attached
 * @user_data: for @callback
 *
 * ry_workspace_attach() of a file, in a thread.
 */
void
ry_workspace_attach_file_async (RyWorkspace *self,
                                const char *id,
                                const char *name,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Attaching *attaching = g_new (Attaching, 1);

  *attaching = (Attaching){ g_strdup (id), g_strdup (name), g_object_ref (file) };
  g_task_set_task_data (task, attaching, attaching_free);
  g_task_run_in_thread (task, attach_in_thread);
}

/**
 * ry_workspace_attach_file_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: whether it is attached
 */
gboolean
ry_workspace_attach_file_finish (RyWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
