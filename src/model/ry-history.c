/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history is read from the revision tree: each leaf's line from its root, and of each line what is not in one
 * already read. Minutes are saved every second, so revisions of one person on one machine that follow each other
 * closely are one entry. Order is the tree's; clocks only part one go from the next.
 */
#include "ry-history.h"

#include "ry-error.h"
#include "ry-json.h"
#include "ry-merge.h"
#include "ry-workspace-private.h"

/* A pause this long begins another go. */
#define GO_SECONDS (15 * 60)

/* One record while its history is read. */
typedef struct {
  RyKind *kind;
  GHashTable *contents; /* rev -> RyDocument */
  GHashTable *seen;     /* revs that stand in an entry */
  GPtrArray *entries;
} Reading;

static gint64
parse_seconds (const char *iso)
{
  g_autoptr (GDateTime) time = iso != NULL ? g_date_time_new_from_iso8601 (iso, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gboolean
is_same_go (const RyHistoryEntry *entry, RyDocument *document)
{
  gint64 pause = parse_seconds (ry_document_get_string (document, "updated_at")) - parse_seconds (entry->to);

  return !ry_document_get_deleted (document) && !ry_document_get_deleted (entry->document) &&
         g_strcmp0 (entry->who, ry_document_get_string (document, "updated_by")) == 0 &&
         g_strcmp0 (entry->machine, ry_document_get_string (document, "updated_on")) == 0 && entry->to != NULL &&
         ABS (pause) < GO_SECONDS;
}

static void
replace_document (RyDocument **place, RyDocument *document)
{
  RyDocument *held = document != NULL ? ry_document_ref (document) : NULL;

  g_clear_pointer (place, ry_document_unref);
  *place = held;
}

static void
extend_entry (RyHistoryEntry *entry, RyDocument *document)
{
  g_free (entry->rev);
  g_free (entry->to);
  entry->rev = g_strdup (ry_document_get_rev (document));
  entry->to = g_strdup (ry_document_get_string (document, "updated_at"));
  entry->n_revisions++;
  replace_document (&entry->document, document);
}

static RyHistoryEntry *
create_entry (RyDocument *document, RyDocument *before, gboolean chosen)
{
  RyHistoryEntry *entry = g_new0 (RyHistoryEntry, 1);

  entry->who = g_strdup (ry_document_get_string (document, "updated_by"));
  entry->machine = g_strdup (ry_document_get_string (document, "updated_on"));
  entry->from = g_strdup (ry_document_get_string (document, "updated_at"));
  entry->chosen = chosen;
  replace_document (&entry->before, before);
  extend_entry (entry, document);
  return entry;
}

/* A leaf that only ends a settled branch carries nothing, and is nobody's act. */
static gboolean
is_mere_end (RyDocument *document)
{
  return ry_document_get_deleted (document) && ry_document_get_string (document, "updated_by") == NULL;
}

/* One line of the tree, the newest first in @history; what was read in another line already only gives what was before.
 */
static void
read_line (Reading *reading, const char *const *history, gboolean chosen, gboolean open)
{
  RyDocument *before = NULL;
  RyHistoryEntry *entry = NULL;
  gboolean lost = FALSE; /* contents that are not kept any more */

  for (guint i = g_strv_length ((GStrv) history); i-- > 0;) {
    RyDocument *document = g_hash_table_lookup (reading->contents, history[i]);

    if (document == NULL || is_mere_end (document)) {
      lost = lost || document == NULL;
      continue;
    }
    if (!g_hash_table_add (reading->seen, (gpointer) history[i])) {
      before = document;
      entry = NULL;
      continue;
    }
    if (entry != NULL && is_same_go (entry, document)) {
      extend_entry (entry, document);
    } else {
      entry = create_entry (document, before, chosen);
      entry->first = before == NULL && !lost;
      entry->open = open;
      g_ptr_array_add (reading->entries, entry);
    }
    before = document;
  }
}

static JsonObject *
get_content (RyDocument *document)
{
  return document != NULL && !ry_document_get_deleted (document) ? ry_document_get_root (document) : NULL;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RyHistoryEntry *left = *(const RyHistoryEntry *const *) a;
  const RyHistoryEntry *right = *(const RyHistoryEntry *const *) b;
  gint64 generation = g_ascii_strtoll (right->rev, NULL, 10) - g_ascii_strtoll (left->rev, NULL, 10);

  if (generation != 0)
    return generation < 0 ? -1 : 1;
  return left->chosen != right->chosen ? (left->chosen ? -1 : 1) : g_strcmp0 (right->rev, left->rev);
}

static void
compare_contents (Reading *reading)
{
  for (guint i = 0; i < reading->entries->len; i++) {
    RyHistoryEntry *entry = g_ptr_array_index (reading->entries, i);

    /* Where what was before is not kept, nothing can be said of what changed. */
    entry->changes = entry->before == NULL && !entry->first
                         ? g_ptr_array_new_with_free_func ((GDestroyNotify) ry_diff_change_free)
                         : ry_diff_content (reading->kind, get_content (entry->before), get_content (entry->document));
  }
}

static void
index_contents (Reading *reading, GPtrArray *revisions)
{
  for (guint i = 0; i < revisions->len; i++) {
    RyDocument *document = g_ptr_array_index (revisions, i);

    g_hash_table_insert (reading->contents, g_strdup (ry_document_get_rev (document)), ry_document_ref (document));
  }
}

/**
 * ry_history_list:
 * @workspace: the region
 * @id: a document, deleted or not
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Reads all of a record's revisions; for a thread.
 *
 * Returns: (transfer full) (element-type RyHistoryEntry): what became of it, the newest first
 */
GPtrArray *
ry_history_list (RyWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error)
{
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  g_autoptr (RyDocument) winner = ry_store_get (store, id, NULL, RY_GET_REVISIONS | RY_GET_DELETED, error);
  g_autoptr (GPtrArray) revisions = winner != NULL ? ry_store_get_all_revs (store, id, error) : NULL;
  g_autoptr (GPtrArray) leaves =
      revisions != NULL ? ry_store_get_open_revs (store, id, NULL, RY_GET_REVISIONS, error) : NULL;
  g_autoptr (GHashTable) contents =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_document_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { NULL, contents, seen, NULL };

  if (leaves == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  reading.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_history_entry_free);
  reading.kind = ry_workspace_get_kind (workspace, ry_document_get_kind (winner));
  index_contents (&reading, revisions);
  read_line (&reading, ry_document_get_history (winner), TRUE, FALSE);
  for (guint i = 0; i < leaves->len; i++) {
    RyDocument *leaf = g_ptr_array_index (leaves, i);

    read_line (&reading, ry_document_get_history (leaf), FALSE,
               !ry_document_get_deleted (winner) && !is_mere_end (leaf));
  }
  compare_contents (&reading);
  g_ptr_array_sort (reading.entries, compare_entries);
  return reading.entries;
}

/**
 * ry_history_restore:
 * @entry: an entry
 * @path: (nullable): of a field that changed in it; %NULL for the whole version
 * @current: the record as it is now
 *
 * Returns: (transfer full): @current with the field as it was before the entry, or the whole content of the entry's
 *   version
 */
JsonObject *
ry_history_restore (const RyHistoryEntry *entry, const char *path, JsonObject *current)
{
  JsonObject *content;
  JsonNode *value;

  if (path == NULL)
    return ry_document_dup_root (entry->document);
  content = ry_json_object_copy (current);
  value = entry->before != NULL ? ry_merge_get_value (ry_document_get_root (entry->before), path) : NULL;
  ry_merge_set_value (content, path, value);
  return content;
}

static gboolean
is_own (RyWorkspace *workspace, RyDocument *document)
{
  g_autofree char *person = ry_workspace_dup_person (workspace);
  g_autofree char *machine = ry_workspace_dup_setting (workspace, "machine");
  const char *here = machine != NULL && *machine != '\0' ? machine : g_get_host_name ();

  return g_strcmp0 (ry_document_get_string (document, "updated_by"), person) == 0 &&
         g_strcmp0 (ry_document_get_string (document, "updated_on"), here) == 0;
}

/* @content without what @after changed of these members; NULL where it changed nothing of them that still stands. */
static JsonObject *
take_back (RyKind *kind, const char *const *members, RyDocument *before, RyDocument *after, JsonObject *content)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  g_autoptr (JsonObject) older = ry_document_dup_root (after);
  g_autoptr (JsonObject) merged = NULL;

  for (guint i = 0; members[i] != NULL; i++) {
    JsonNode *value = json_object_get_member (ry_document_get_root (before), members[i]);

    if (value != NULL)
      json_object_set_member (older, members[i], json_node_copy (value));
    else if (json_object_has_member (older, members[i]))
      json_object_remove_member (older, members[i]);
  }
  merged = ry_merge (kind, ry_document_get_root (after), content, older, clashes);
  return merged != NULL && !_ry_content_equal (merged, content) ? g_steal_pointer (&merged) : NULL;
}

/**
 * ry_history_step_back:
 * @workspace: the region
 * @id: a document
 * @members: (array zero-terminated=1): what may go back; everything else stays
 * @content: the document as it is on the screen
 * @rev: (inout): a revision; the step lies at it or before it, and the next one begins where this one ends
 *
 * An undo that lives as long as the revisions do, so over an end of the program too: takes back the last change that
 * the person at this machine made of @members, and leaves what was written since. It goes no further back than to the
 * last change of the stage.
 *
 * Returns: (transfer full) (nullable): the content without that change; %NULL where there is none that is still kept
 */
JsonObject *
ry_history_step_back (
    RyWorkspace *workspace, const char *id, const char *const *members, JsonObject *content, char **rev)
{
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  RyKind *kind = ry_workspace_get_kind (workspace, ry_json_get_string (content, "kind"));
  g_autoptr (RyDocument) winner = ry_store_get (store, id, NULL, RY_GET_REVISIONS, NULL);
  const char *const *line = winner != NULL ? ry_document_get_history (winner) : NULL;
  guint at = 0;

  while (line != NULL && line[at] != NULL && g_strcmp0 (line[at], *rev) != 0)
    at++;
  for (; line != NULL && line[at] != NULL && line[at + 1] != NULL; at++) {
    g_autoptr (RyDocument) after = ry_store_get (store, id, line[at], RY_GET_PLAIN, NULL);
    g_autoptr (RyDocument) before = ry_store_get (store, id, line[at + 1], RY_GET_PLAIN, NULL);
    JsonObject *back;

    if (after == NULL || before == NULL ||
        g_strcmp0 (ry_document_get_string (after, "stage"), ry_document_get_string (before, "stage")) != 0)
      return NULL;
    back = is_own (workspace, after) ? take_back (kind, members, before, after, content) : NULL;
    if (back == NULL)
      continue;
    g_free (*rev);
    *rev = g_strdup (line[at + 1]);
    return back;
  }
  return NULL;
}

/**
 * ry_history_entry_free:
 * @entry: (transfer full): an entry
 */
void
ry_history_entry_free (RyHistoryEntry *entry)
{
  g_free (entry->rev);
  g_clear_pointer (&entry->document, ry_document_unref);
  g_clear_pointer (&entry->before, ry_document_unref);
  g_free (entry->who);
  g_free (entry->machine);
  g_free (entry->from);
  g_free (entry->to);
  g_clear_pointer (&entry->changes, g_ptr_array_unref);
  g_free (entry);
}
