/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document while a person edits it. What is typed lies over the stored document at once (`root`), is
 * committed when the typing pauses, or goes on for longer than may be lost, and is laid again over whatever arrived:
 * fields that others changed keep their change, the field under the person's hands is hers.
 */
#include "ry-record.h"

#include "ry-error.h"
#include "ry-json.h"
#include "ry-validate.h"

/* Typing that pauses so long is saved, and typing that never pauses so long after it began: below two seconds with the
 * commit. */
#define SAVE_AFTER_MS  700
#define SAVE_WITHIN_MS 1400
/* A commit can lose against an arriving one so many times before the person is told. */
#define MAX_TRIES 4

struct _RyRecord {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  RyStore *store;
  char *id;
  RyDocument *document;
  JsonObject *root;   /* the document with what is typed over it */
  GHashTable *typed;  /* member -> JsonNode, or NULL to remove it; not yet handed to a commit */
  GHashTable *saving; /* the same, with a commit under way */
  GPtrArray *faults;  /* of root, or NULL until asked for */
  RyRecordFinishFunc finish;
  char *last_field;

  guint timeout;
  gint64 waiting_since; /* the first keystroke that the timeout is to save */
  guint tries;
};

G_DEFINE_FINAL_TYPE (RyRecord, ry_record, G_TYPE_OBJECT)

enum { CHANGED, SAVED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void commit (RyRecord *self);

static void
node_free (gpointer data)
{
  if (data != NULL)
    json_node_unref (data);
}

static GHashTable *
create_changes (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_free);
}

static void
lay_over (JsonObject *root, GHashTable *changes)
{
  GHashTableIter iter;
  gpointer member, node;

  if (changes == NULL)
    return;
  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &member, &node)) {
    if (node != NULL)
      json_object_set_member (root, member, json_node_copy (node));
    else if (json_object_has_member (root, member))
      json_object_remove_member (root, member);
  }
}

static void
rebuild_root (RyRecord *self)
{
  g_clear_pointer (&self->root, json_object_unref);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  self->root = self->document != NULL ? ry_document_dup_root (self->document) : json_object_new ();
  lay_over (self->root, self->saving);
  lay_over (self->root, self->typed);
}

/* Reads the document again; TRUE if it is another revision. */
static gboolean
reload (RyRecord *self)
{
  g_autoptr (RyDocument) document = ry_workspace_get (self->workspace, self->id, NULL);
  const char *before = self->document != NULL ? ry_document_get_rev (self->document) : NULL;
  const char *now = document != NULL ? ry_document_get_rev (document) : NULL;

  if (g_strcmp0 (before, now) == 0)
    return FALSE;
  g_clear_pointer (&self->document, ry_document_unref);
  self->document = g_steal_pointer (&document);
  rebuild_root (self);
  return TRUE;
}

/* A commit did not go through: what was in it is typed text again, under what was typed since. */
static void
take_back (RyRecord *self)
{
  g_autoptr (GHashTable) saving = g_steal_pointer (&self->saving);
  GHashTableIter iter;
  gpointer member, node;

  g_hash_table_iter_init (&iter, saving);
  while (g_hash_table_iter_next (&iter, &member, &node))
    if (!g_hash_table_contains (self->typed, member))
      g_hash_table_insert (self->typed, g_strdup (member), node != NULL ? json_node_copy (node) : NULL);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyRecord) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo != NULL) {
    g_clear_pointer (&self->saving, g_hash_table_unref);
    self->tries = 0;
    reload (self);
    g_signal_emit (self, signals[SAVED], 0, undo, self->last_field);
  } else {
    take_back (self);
    if (g_error_matches (error, RY_ERROR, RY_ERROR_CONFLICT) && ++self->tries < MAX_TRIES) {
      commit (self);
      return;
    }
    self->tries = 0;
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }
  if (g_hash_table_size (self->typed) > 0 && self->timeout == 0)
    commit (self);
}

static void
commit (RyRecord *self)
{
  g_autoptr (GPtrArray) edits = NULL;
  JsonObject *content;

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->saving != NULL || g_hash_table_size (self->typed) == 0)
    return;
  reload (self);
  self->saving = g_steal_pointer (&self->typed);
  self->typed = create_changes ();
  content = self->document != NULL ? ry_document_dup_root (self->document) : json_object_new ();
  lay_over (content, self->saving);
  if (self->finish != NULL)
    self->finish (self->id, self->document != NULL ? ry_document_get_root (self->document) : NULL, content);
  edits = ry_edits_new_with (ry_edit_new (self->id, self->document, content), NULL);
  ry_workspace_commit_async (self->workspace, edits, NULL, committed_cb, g_object_ref (self));
}

static gboolean
timeout_cb (gpointer data)
{
  RyRecord *self = data;

  self->timeout = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_commit (RyRecord *self)
{
  gint64 now = g_get_monotonic_time () / 1000, left;

  if (self->timeout == 0)
    self->waiting_since = now;
  g_clear_handle_id (&self->timeout, g_source_remove);
  left = CLAMP (self->waiting_since + SAVE_WITHIN_MS - now, 0, SAVE_AFTER_MS);
  self->timeout = g_timeout_add ((guint) left, timeout_cb, self);
}

static void
workspace_changed_cb (RyWorkspace *workspace, RyStore *store, guint source, RyRecord *self)
{
  if (store == self->store && reload (self))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
ry_record_dispose (GObject *object)
{
  RyRecord *self = RY_RECORD (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (ry_record_parent_class)->dispose (object);
}

static void
ry_record_finalize (GObject *object)
{
  RyRecord *self = RY_RECORD (object);

  g_clear_pointer (&self->root, json_object_unref);
  g_clear_pointer (&self->document, ry_document_unref);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  g_clear_pointer (&self->saving, g_hash_table_unref);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->workspace);
  g_free (self->last_field);
  g_free (self->id);
  G_OBJECT_CLASS (ry_record_parent_class)->finalize (object);
}

static void
ry_record_class_init (RyRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_record_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_record_finalize;

  signals[CHANGED] = g_signal_new ("changed", RY_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", RY_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_POINTER, G_TYPE_STRING);
  signals[FAILED] =
      g_signal_new ("failed", RY_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ry_record_init (RyRecord *self)
{
  self->typed = create_changes ();
}

/**
 * ry_record_new:
 * @workspace: where the document is
 * @id: a document; it need not be there yet
 *
 * Returns: (transfer full): the document, to be edited
 */
RyRecord *
ry_record_new (RyWorkspace *workspace, const char *id)
{
  RyRecord *self = g_object_new (RY_TYPE_RECORD, NULL);

  self->workspace = g_object_ref (workspace);
  self->store = g_object_ref (ry_workspace_get_store_for (workspace, id));
  self->id = g_strdup (id);
  reload (self);
  if (self->root == NULL)
    rebuild_root (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, 0);
  return self;
}

/**
 * ry_record_get_workspace:
 * @self: a record
 *
 * Returns: (transfer none): where the document is
 */
RyWorkspace *
ry_record_get_workspace (RyRecord *self)
{
  return self->workspace;
}

/**
 * ry_record_get_id:
 * @self: a record
 *
 * Returns: the document's id
 */
const char *
ry_record_get_id (RyRecord *self)
{
  return self->id;
}

/**
 * ry_record_get_kind:
 * @self: a record
 *
 * Returns: (nullable): what the document may hold
 */
RyKind *
ry_record_get_kind (RyRecord *self)
{
  const char *colon = strchr (self->id, ':');
  g_autofree char *kind = g_strndup (self->id, colon != NULL ? (gsize) (colon - self->id) : 0);

  return ry_workspace_get_kind (self->workspace, kind);
}

/**
 * ry_record_get_document:
 * @self: a record
 *
 * Returns: (nullable) (transfer none): the document as it is stored, without what is still being typed
 */
RyDocument *
ry_record_get_document (RyRecord *self)
{
  return self->document;
}

/**
 * ry_record_get_root:
 * @self: a record
 *
 * Returns: (transfer none): the content with what is being typed; valid until the next change
 */
JsonObject *
ry_record_get_root (RyRecord *self)
{
  return self->root;
}

/**
 * ry_record_get:
 * @self: a record
 * @member: a member
 *
 * Returns: (nullable) (transfer none): its value
 */
JsonNode *
ry_record_get (RyRecord *self, const char *member)
{
  return json_object_get_member (self->root, member);
}

/**
 * ry_record_set:
 * @self: a record
 * @member: a member
 * @value: (nullable) (transfer full): its new value; %NULL removes it
 *
 * Changes a member. It is saved a moment later, together with what else changes until then.
 */
void
ry_record_set (RyRecord *self, const char *member, JsonNode *value)
{
  JsonNode *before = ry_record_get (self, member);

  if ((before == NULL && value == NULL) || (before != NULL && value != NULL && ry_json_node_equal (before, value))) {
    node_free (value);
    return;
  }
  g_hash_table_replace (self->typed, g_strdup (member), value);
  g_free (self->last_field);
  self->last_field = g_strdup (member);
  rebuild_root (self);
  schedule_commit (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ry_record_dup_fault:
 * @self: a record
 * @member: a member
 *
 * Returns: (nullable) (transfer full): what is doubtful about its value, as a sentence
 */
char *
ry_record_dup_fault (RyRecord *self, const char *member)
{
  if (self->faults == NULL)
    self->faults = ry_validate (ry_workspace_get_kinds (self->workspace), self->root);
  for (guint i = 0; i < self->faults->len; i++) {
    const RyFault *fault = g_ptr_array_index (self->faults, i);

    if (g_strcmp0 (fault->field, member) == 0)
      return g_strdup (fault->sentence);
  }
  return NULL;
}

/**
 * ry_record_is_saved:
 * @self: a record
 *
 * Returns: whether everything typed is on the disk
 */
gboolean
ry_record_is_saved (RyRecord *self)
{
  return self->saving == NULL && g_hash_table_size (self->typed) == 0;
}

/**
 * ry_record_set_finish:
 * @self: a record
 * @finish: (nullable): called with the content before it is committed
 *
 * Lets what is typed bring something with it, as the past of what was there before.
 */
void
ry_record_set_finish (RyRecord *self, RyRecordFinishFunc finish)
{
  self->finish = finish;
}

/**
 * ry_record_flush:
 * @self: a record
 *
 * Saves what is typed without waiting for the pause. The record lives until it is saved.
 */
void
ry_record_flush (RyRecord *self)
{
  commit (self);
}
