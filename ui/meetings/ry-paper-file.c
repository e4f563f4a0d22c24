/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The copy lies in the cache under its digest, so that the same paper is written once, and cannot be written to: what
 * somebody typed into a copy would be lost.
 */
#include "ry-paper-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"

typedef struct {
  RyStore *store;
  RyAttachment *attachment;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->store);
  ry_attachment_free (export->attachment);
  g_free (export);
}

static char *
make_path (const RyAttachment *attachment)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, attachment->digest, -1);
  g_autofree char *name = g_strdelimit (g_strdup (attachment->name), "/", '_');

  digest[16] = '\0';
  return g_build_filename (g_get_user_cache_dir (), "ryorin", "papers", digest, name, NULL);
}

static GInputStream *
open_bytes (Export *export, GError **error)
{
  g_autoptr (GInputStream) kept = ry_store_open_blob (export->store, export->attachment->digest, error);
  g_autoptr (GZlibDecompressor) unpacker = NULL;

  if (kept == NULL || export->attachment->encoding == NULL)
    return g_steal_pointer (&kept);
  unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return g_converter_input_stream_new (kept, G_CONVERTER (unpacker));
}

static gboolean
write_file (Export *export, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (part);
  g_autoptr (GInputStream) bytes = open_bytes (export, error);
  g_autoptr (GFileOutputStream) out = NULL;

  if (bytes == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_READ_ONLY, "The folder “%s” cannot be made.", folder);
    return FALSE;
  }
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (out == NULL || g_output_stream_splice (G_OUTPUT_STREAM (out), bytes, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                             cancellable, error) < 0)
    return FALSE;
  g_chmod (part, 0400);
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_READ_ONLY, "The file “%s” cannot be written.", path);
  return FALSE;
}

static void
export_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autofree char *path = make_path (export->attachment);
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) || write_file (export, path, cancellable, &error))
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ry_paper_file_export_async:
 * @store: a store that has the attachment's bytes
 * @attachment: the attachment
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Writes an attachment into a file in the cache.
 */
void
ry_paper_file_export_async (RyStore *store,
                            const RyAttachment *attachment,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new (Export, 1);

  *export = (Export){ g_object_ref (store), ry_attachment_copy (attachment) };
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * ry_paper_file_export_finish:
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
ry_paper_file_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_taken (GPtrArray *attachments, const char *name)
{
  for (guint i = 0; i < attachments->len; i++)
    if (strcmp (((RyAttachment *) g_ptr_array_index (attachments, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ry_paper_file_choose_name:
 * @file: a file that is to be attached
 * @attachments: (element-type RyAttachment): what is attached already
 *
 * Returns: (transfer full): the file's name, with a number where there is one of that name
 */
char *
ry_paper_file_choose_name (GFile *file, GPtrArray *attachments)
{
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (basename);
  const char *start = name;
  const char *dot;
  char *chosen;

  /* Such names are the store's own. */
  while (*start == '_')
    start++;
  if (*start == '\0')
    start = "file";
  dot = strrchr (start, '.');
  if (dot == NULL || dot == start)
    dot = start + strlen (start);
  chosen = g_strdup (start);
  for (guint i = 2; is_taken (attachments, chosen); i++) {
    g_free (chosen);
    chosen = g_strdup_printf ("%.*s (%u)%s", (int) (dot - start), start, i, dot);
  }
  return chosen;
}
