/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One edit on its way into a workspace: the version a person had before them, what it is to become, files to attach
 * to a new record, and who stamps it. ry-workspace-edit.c writes it.
 */
#include "ry-workspace-private.h"

#include <string.h>

#include "ry-blob-writer.h"
#include "ry-date.h"
#include "ry-json.h"

/* A file that is to be attached. */
typedef struct {
  char *name;
  char *content_type;
  GBytes *bytes;
  RyBlob *blob; /* once the store has them */
} File;

static void
free_file (gpointer data)
{
  File *file = data;

  g_free (file->name);
  g_free (file->content_type);
  g_bytes_unref (file->bytes);
  g_clear_pointer (&file->blob, ry_blob_unref);
  g_free (file);
}

static char *
dup_setting (RyWorkspace *self, const char *name, const char *otherwise)
{
  char *value = ry_workspace_dup_setting (self, name);

  if (value != NULL && *value != '\0')
    return value;
  g_free (value);
  return g_strdup (otherwise);
}

static const char *
get_account_name (void)
{
  const char *name = g_get_real_name ();

  return name != NULL && *name != '\0' && g_strcmp0 (name, "Unknown") != 0 ? name : g_get_user_name ();
}

static RyBlob *
keep_file (File *file, RyStore *store, GError **error)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, error);
  gsize size;
  const void *data = g_bytes_get_data (file->bytes, &size);

  if (writer == NULL || !ry_blob_writer_write (writer, data, size, NULL, error))
    return NULL;
  return ry_blob_writer_finish (writer, NULL, error);
}

/* Puts the bytes of the files into the store, where they stay while the edit holds them. */
GPtrArray *
_ry_edit_keep_files (RyEdit *edit, RyStore *store, GError **error)
{
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);

  for (guint i = 0; i < edit->files->len; i++) {
    File *file = g_ptr_array_index (edit->files, i);

    g_clear_pointer (&file->blob, ry_blob_unref);
    file->blob = keep_file (file, store, error);
    if (file->blob == NULL)
      return NULL;
    g_ptr_array_add (attachments, ry_blob_attach (file->blob, file->name, file->content_type, NULL, -1));
  }
  return g_steal_pointer (&attachments);
}

RyEdit *
_ry_edit_copy (RyEdit *edit)
{
  RyEdit *copy = ry_edit_new (edit->id, edit->base, edit->content != NULL ? ry_json_object_copy (edit->content) : NULL);

  if (edit->files != NULL)
    copy->files = g_ptr_array_ref (edit->files);
  return copy;
}

/* Who, when and on which machine, for people to read; no order ever depends on it. A secretariat may call its machines
 * by names that people know, as 会場ノート. */
void
_ry_workspace_stamp (RyWorkspace *self, JsonObject *content)
{
  g_autofree char *person = ry_workspace_dup_person (self);
  g_autofree char *machine = dup_setting (self, "machine", g_get_host_name ());
  g_autofree char *now = ry_date_now_iso ();

  json_object_set_string_member (content, "updated_by", person);
  json_object_set_string_member (content, "updated_at", now);
  json_object_set_string_member (content, "updated_on", machine);
}

/**
 * ry_edit_new:
 * @id: the document's id
 * @base: (nullable): the version the person had before them; %NULL for a new document
 * @content: (transfer full) (nullable): the whole document as it should be; %NULL deletes it
 *
 * Returns: (transfer full): an edit for ry_workspace_commit()
 */
RyEdit *
ry_edit_new (const char *id, RyDocument *base, JsonObject *content)
{
  RyEdit *edit = g_new0 (RyEdit, 1);

  edit->id = g_strdup (id);
  edit->base = base != NULL ? ry_document_ref (base) : NULL;
  edit->content = content;
  return edit;
}

/**
 * ry_edits_new:
 *
 * Returns: (transfer full) (element-type RyEdit): room for the edits of one ry_workspace_commit(), none as yet
 */
GPtrArray *
ry_edits_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edit_free);
}

/**
 * ry_edits_new_with: (skip)
 * @edit: (transfer full): the first edit
 * @...: (transfer full): more edits, %NULL after the last
 *
 * Returns: (transfer full) (element-type RyEdit): the edits of one ry_workspace_commit(), to which more can be added
 */
GPtrArray *
ry_edits_new_with (RyEdit *edit, ...)
{
  GPtrArray *edits = ry_edits_new ();
  va_list more;

  va_start (more, edit);
  for (; edit != NULL; edit = va_arg (more, RyEdit *))
    g_ptr_array_add (edits, edit);
  va_end (more);
  return edits;
}

/**
 * ry_edit_free:
 * @edit: (transfer full): an edit
 */
void
ry_edit_free (RyEdit *edit)
{
  g_free (edit->id);
  g_clear_pointer (&edit->base, ry_document_unref);
  g_clear_pointer (&edit->content, json_object_unref);
  g_clear_pointer (&edit->files, g_ptr_array_unref);
  g_free (edit);
}

/**
 * ry_edit_get_content:
 * @edit: an edit
 *
 * Returns: (transfer none) (nullable): the document as it should be; %NULL where it is to be deleted
 */
JsonObject *
ry_edit_get_content (RyEdit *edit)
{
  return edit->content;
}

/**
 * ry_edit_attach:
 * @edit: an edit that does not delete
 * @name: what the file is to be called
 * @content_type: its type
 * @bytes: what is in it
 *
 * The record and its files become one revision; what was attached to it stays. A file too large to be held in memory is
 * ry_workspace_attach()'s.
 */
void
ry_edit_attach (RyEdit *edit, const char *name, const char *content_type, GBytes *bytes)
{
  File *file = g_new (File, 1);

  g_return_if_fail (edit->content != NULL);
  *file = (File){ g_strdup (name), g_strdup (content_type), g_bytes_ref (bytes), NULL };
  if (edit->files == NULL)
    edit->files = g_ptr_array_new_with_free_func (free_file);
  g_ptr_array_add (edit->files, file);
}

/**
 * ry_workspace_dup_person:
 * @self: a workspace
 *
 * Returns: (transfer full): what the person at this machine is called in what they write
 */
char *
ry_workspace_dup_person (RyWorkspace *self)
{
  return dup_setting (self, "person", get_account_name ());
}
