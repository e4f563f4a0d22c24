/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One search over everything. The thread counts each kind, takes the best of each, and reads the documents
 * that will be shown; where nothing is found it tries what the person may have meant. It can be cancelled
 * between any two of these.
 */
#include "ry-search-results.h"

#include "ry-date.h"
#include "ry-text.h"

/* So many of each kind stand on the page that shows all kinds, and so many when one kind is chosen. */
#define FEW  3
#define MANY 200

/* The kind that holds the words of internal blocks. */
#define INTERNAL "internal"

typedef struct {
  RyWorkspace *workspace;
  char *words;
  char *kind;
  GStrv kinds;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->workspace);
  g_free (job->words);
  g_free (job->kind);
  g_strfreev (job->kinds);
  g_free (job);
}

static void
item_free (gpointer data)
{
  RySearchItem *item = data;

  g_free (item->id);
  g_free (item->kind);
  g_free (item->title);
  g_free (item->detail);
  g_free (item->snippet);
  g_free (item->field);
  g_free (item->council);
  g_free (item);
}

static char *
describe (RyDocument *document)
{
  static const char *const days[] = { "date", "due", "opened_on" };
  const char *kind = ry_document_get_kind (document);
  const char *reading = ry_document_get_string (document, "reading");

  if (g_strcmp0 (kind, "meeting") != 0 && g_strcmp0 (kind, "action") != 0)
    return g_strdup (reading);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    const char *iso = ry_document_get_string (document, days[i]);

    if (iso != NULL && *iso != '\0')
      return ry_date_format_iso (iso, RY_DATE_ERA);
  }
  return NULL;
}

/* What is found in the internal part of minutes is found in its meeting. */
static char *
dup_shown_id (RyDocument *document)
{
  gboolean internal = g_strcmp0 (ry_document_get_kind (document), INTERNAL) == 0;

  return g_strdup (internal ? ry_document_get_string (document, "meeting") : ry_document_get_id (document));
}

static RySearchItem *
create_item (RyWorkspace *workspace, RyStore *store, const RySearchHit *hit)
{
  g_autoptr (RyDocument) document = ry_store_get (store, hit->id, NULL, RY_GET_PLAIN, NULL);
  RyKind *kind = ry_workspace_get_kind (workspace, hit->kind);
  RyField *field = kind != NULL && hit->member != NULL ? ry_kind_find_field (kind, hit->member) : NULL;
  RySearchItem *item;

  if (document == NULL)
    return NULL;
  item = g_new0 (RySearchItem, 1);
  item->id = dup_shown_id (document);
  item->kind = g_strdup (g_str_equal (hit->kind, INTERNAL) ? "meeting" : hit->kind);
  item->title = ry_workspace_dup_name (workspace, item->id);
  item->detail = describe (document);
  item->snippet = g_strdup (hit->snippet);
  /* A name found in the name needs no word for where it was. */
  item->field = field != NULL && g_strcmp0 (hit->member, ry_kind_get_title_member (kind)) != 0
                    ? g_strdup (ry_field_get_label (field))
                    : NULL;
  item->council = g_strdup (ry_document_get_string (document, "council"));
  return item;
}

/* Counts hits as ones of @shown, the kind that a person knows them by. */
static void
search_kind (
    Job *job, RyStore *store, const char *kind, const char *shown, RySearchResults *results, GCancellable *cancellable)
{
  int count = (int) ry_store_search_count (store, job->words, kind, RY_SEARCH_COUNT_MAX, NULL);
  g_autoptr (GPtrArray) hits = NULL;
  int known = GPOINTER_TO_INT (g_hash_table_lookup (results->counts, shown));

  if (count <= 0)
    return;
  g_hash_table_insert (results->counts, g_strdup (shown), GINT_TO_POINTER (known + count));
  results->total += (guint) count;
  if (job->kind != NULL && !g_str_equal (job->kind, shown))
    return;
  hits = ry_store_search (store, job->words, kind, job->kind != NULL ? MANY : FEW, cancellable, NULL);
  for (guint i = 0; hits != NULL && i < hits->len && !g_cancellable_is_cancelled (cancellable); i++) {
    RySearchItem *item = create_item (job->workspace, store, g_ptr_array_index (hits, i));

    if (item != NULL)
      g_ptr_array_add (results->items, item);
  }
}

static void
try_words (Job *job, RyStore *store, const char *words, RySearchResults *results)
{
  if (words == NULL || *words == '\0' || g_str_equal (words, job->words) ||
      g_ptr_array_find_with_equal_func (results->others, words, g_str_equal, NULL))
    return;
  if (ry_store_search_count (store, words, NULL, 1, NULL) > 0)
    g_ptr_array_add (results->others, g_strdup (words));
}

/* Nothing found: fewer of the words, or romaji read as kana. */
static void
try_others (Job *job, RyStore *store, RySearchResults *results)
{
  g_auto (GStrv) wide = g_strsplit (job->words, "　", -1);
  g_autofree char *spaced = g_strjoinv (" ", wide);
  g_auto (GStrv) words = g_strsplit (spaced, " ", -1);
  g_autofree char *kana = g_str_is_ascii (job->words) ? ry_text_from_romaji (job->words) : NULL;

  try_words (job, store, kana, results);
  for (guint i = 0; words[i] != NULL && words[1] != NULL; i++)
    try_words (job, store, words[i], results);
  /* A long word that nobody wrote so: its first two characters are often the name. */
  if (results->others->len == 0 && words[1] == NULL && !g_str_is_ascii (job->words) &&
      g_utf8_strlen (job->words, -1) > 2) {
    g_autofree char *head = g_utf8_substring (job->words, 0, 2);

    try_words (job, store, head, results);
  }
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (RySearchResults) results = g_new0 (RySearchResults, 1);

  results->words = g_strdup (job->words);
  results->kind = g_strdup (job->kind);
  results->items = g_ptr_array_new_with_free_func (item_free);
  results->others = g_ptr_array_new_with_free_func (g_free);
  results->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; job->kinds[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++) {
    RyKind *kind = ry_workspace_get_kind (job->workspace, job->kinds[i]);
    RyStore *store = kind != NULL ? ry_workspace_get_store (job->workspace, ry_kind_get_space (kind)) : NULL;

    if (store != NULL)
      search_kind (job, store, job->kinds[i], job->kinds[i], results, cancellable);
    store = ry_workspace_get_store_for (job->workspace, INTERNAL ":");
    if (store != NULL && g_str_equal (job->kinds[i], "meeting"))
      search_kind (job, store, INTERNAL, "meeting", results, cancellable);
  }
  if (results->total == 0 && !g_cancellable_is_cancelled (cancellable))
    try_others (job, ry_workspace_get_store (job->workspace, "council"), results);
  g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) ry_search_results_free);
}

/**
 * ry_search_results_free:
 * @self: (nullable): results
 */
void
ry_search_results_free (RySearchResults *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self->kind);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->counts);
  g_free (self);
}

/**
 * ry_search_results_count:
 * @self: results
 * @kind: a kind
 *
 * Returns: how many documents of the kind there are, shown or not; %RY_SEARCH_COUNT_MAX for as many or more
 */
guint
ry_search_results_count (RySearchResults *self, const char *kind)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, kind));
}

/**
 * ry_search_async:
 * @workspace: where to search
 * @words: what to search for; all of the words must occur
 * @kind: (nullable): the one kind to list; the others are only counted
 * @kinds: (array zero-terminated=1): the kinds, in the order in which they are shown
 * @cancellable: (nullable): to give up, as when another letter was typed
 * @callback: called when it is done
 * @data: for @callback
 */
void
ry_search_async (RyWorkspace *workspace,
                 const char *words,
                 const char *kind,
                 const char *const *kinds,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->workspace = g_object_ref (workspace);
  job->words = g_strdup (words);
  job->kind = g_strdup (kind);
  job->kinds = g_strdupv ((char **) kinds);
  g_task_set_source_tag (task, ry_search_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, search_thread);
}

/**
 * ry_search_finish:
 * @workspace: where it searched
 * @result: from the callback
 * @error: set when it was cancelled
 *
 * Returns: (transfer full) (nullable): what was found
 */
RySearchResults *
ry_search_finish (RyWorkspace *workspace, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
