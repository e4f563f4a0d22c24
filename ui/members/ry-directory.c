/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory's question. The list comes from the index of readings; each typed word and the chosen council
 * give a set of rows, and a row stays that is in all of them. A word may be text in the record, the label of
 * a kind or the name of a council, in kana or romaji, so its set is a union that one store query could not
 * give.
 *
 * Threads: ry_directory_filter_new() belongs to the main thread; ry_directory_filter_rows() may run in any.
 */
#include "ry-directory.h"

#include "ry-date.h"
#include "ry-seat-plan.h"
#include "ry-term.h"
#include "ry-text.h"

/* Row numbers are positive integers, so a set of them needs no boxes. */
#define ROW_KEY(row) GSIZE_TO_POINTER ((gsize) (row))

typedef struct {
  char *text;          /* folded */
  char *kana;          /* the same read as romaji, or NULL */
  GPtrArray *kinds;    /* codes of the kinds whose label holds the word */
  GPtrArray *councils; /* ids of the councils whose name holds it */
} Word;

struct _RyDirectoryFilter {
  GPtrArray *words;
  char *council;
  char *today;
};

static void
free_word (Word *word)
{
  g_free (word->text);
  g_free (word->kana);
  g_ptr_array_unref (word->kinds);
  g_ptr_array_unref (word->councils);
  g_free (word);
}

static gboolean
contains_folded (const char *label, const char *word)
{
  g_autofree char *folded = ry_text_fold (label != NULL ? label : "");
  return strstr (folded, word) != NULL;
}

static GPtrArray *
find_kinds (RyWorkspace *workspace, const char *word)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (workspace, "organisation"), "org_kind");
  const char *const *codes = ry_field_get_codes (field);
  GPtrArray *kinds = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; codes[i] != NULL; i++)
    if (contains_folded (ry_field_get_code_label (field, codes[i]), word))
      g_ptr_array_add (kinds, g_strdup (codes[i]));
  return kinds;
}

static GPtrArray *
find_councils (GPtrArray *councils, const char *word)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; councils != NULL && i < councils->len; i++) {
    RyDocument *council = g_ptr_array_index (councils, i);

    if (contains_folded (ry_document_get_string (council, "name"), word) ||
        contains_folded (ry_document_get_string (council, "short_name"), word))
      g_ptr_array_add (found, g_strdup (ry_document_get_id (council)));
  }
  return found;
}

static GPtrArray *
split_words (RyWorkspace *workspace, const char *text)
{
  const RyQuery query = { .kind = "council" };
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) free_word);
  g_autofree char *folded = ry_text_fold (text != NULL ? text : "");
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) councils = *folded != '\0' ? ry_workspace_query (workspace, &query, NULL) : NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    Word *word;
    if (*parts[i] == '\0')
      continue;
    word = g_new0 (Word, 1);
    word->text = g_strdup (parts[i]);
    word->kana = ry_text_from_romaji (parts[i]);
    if (strcmp (word->kana, word->text) == 0)
      g_clear_pointer (&word->kana, g_free);
    word->kinds = find_kinds (workspace, parts[i]);
    word->councils = find_councils (councils, parts[i]);
    g_ptr_array_add (words, word);
  }
  return words;
}

static void
add_rows (GHashTable *set, RyStore *store, const RyQuery *query, GCancellable *cancellable)
{
  g_autoptr (GArray) rows = ry_store_query_rows (store, query, cancellable, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_hash_table_add (set, ROW_KEY (g_array_index (rows, gint64, i)));
}

static void
add_rows_with_text (GHashTable *set, RyStore *store, const char *text, GCancellable *cancellable)
{
  const RyQuery query = { .kind = "organisation", .text = text };
  add_rows (set, store, &query, cancellable);
}

static void
add_rows_of_kind (GHashTable *set, RyStore *store, const char *kind, GCancellable *cancellable)
{
  g_autofree char *condition = g_strdup_printf ("org_kind=%s", kind);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "organisation", .where = where };

  add_rows (set, store, &query, cancellable);
}

static void
add_rows_of_members (GHashTable *set, RyStore *store, const char *council, const char *today)
{
  g_autoptr (GHashTable) members = ry_directory_get_members (store, council, today, NULL);
  GHashTableIter iter;
  gpointer id;

  if (members == NULL)
    return;
  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (set, ROW_KEY (ry_store_get_row (store, id)));
}

static GHashTable *
find_word (RyDirectoryFilter *filter, Word *word, RyStore *store, GCancellable *cancellable)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  add_rows_with_text (set, store, word->text, cancellable);
  if (word->kana != NULL && *word->kana != '\0')
    add_rows_with_text (set, store, word->kana, cancellable);
  for (guint i = 0; i < word->kinds->len; i++)
    add_rows_of_kind (set, store, g_ptr_array_index (word->kinds, i), cancellable);
  for (guint i = 0; i < word->councils->len; i++)
    add_rows_of_members (set, store, g_ptr_array_index (word->councils, i), filter->today);
  return set;
}

static gboolean
is_in_all (GPtrArray *sets, gint64 row)
{
  for (guint i = 0; i < sets->len; i++)
    if (!g_hash_table_contains (g_ptr_array_index (sets, i), ROW_KEY (row)))
      return FALSE;
  return TRUE;
}

static gboolean
add_organisation_of_post (GHashTable *members, RyStore *store, const char *id, const char *today)
{
  g_autoptr (RyDocument) post = id != NULL && *id != '\0' ? ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL) : NULL;
  const char *organisation;

  if (post == NULL || !ry_term_holds_on (ry_document_get_root (post), today))
    return FALSE;
  organisation = ry_document_get_string (post, "organisation");
  return organisation != NULL && g_hash_table_add (members, g_strdup (organisation));
}

static void
count_one (GHashTable *counts, const char *kind, guint n)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, kind));
  g_hash_table_insert (counts, g_strdup (kind), GUINT_TO_POINTER (before + n));
}

static gboolean
count_all (GHashTable *counts, RyWorkspace *workspace, GError **error)
{
  RyStore *store = ry_workspace_get_store (workspace, "council");
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (workspace, "organisation"), "org_kind");
  const char *const *codes = ry_field_get_codes (field);

  for (int i = -1; i < 0 || codes[i] != NULL; i++) {
    g_autofree char *condition = i < 0 ? NULL : g_strdup_printf ("org_kind=%s", codes[i]);
    const char *const where[] = { condition, NULL };
    const RyQuery query = { .kind = "organisation", .where = where };
    gint64 n = ry_store_query_count (store, &query, error);

    if (n < 0)
      return FALSE;
    count_one (counts, i < 0 ? "" : codes[i], (guint) n);
  }
  return TRUE;
}

static gboolean
count_members (GHashTable *counts, RyStore *store, const char *council, const char *today, GError **error)
{
  g_autoptr (GHashTable) members = ry_directory_get_members (store, council, today, error);
  GHashTableIter iter;
  gpointer id;

  if (members == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    g_autoptr (RyDocument) organisation = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);
    const char *kind = organisation != NULL ? ry_document_get_string (organisation, "org_kind") : NULL;

    if (organisation == NULL)
      continue;
    count_one (counts, "", 1);
    if (kind != NULL && *kind != '\0')
      count_one (counts, kind, 1);
  }
  return TRUE;
}

static gboolean
is_latin (gunichar c)
{
  return (c < 0x80 && g_ascii_isalpha ((char) c)) || (c >= 0xff21 && c <= 0xff5a);
}

/* Latin letters at the end of what is being composed are half a kana (しおm) and would find nothing. */
static void
trim_unfinished_kana (GString *preedit)
{
  const char *end = preedit->str + preedit->len;
  gboolean has_kana = FALSE;

  for (const char *p = preedit->str; *p != '\0'; p = g_utf8_next_char (p))
    has_kana |= g_utf8_get_char (p) >= 0x3041 && !is_latin (g_utf8_get_char (p));
  while (has_kana && is_latin (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  g_string_truncate (preedit, (gsize) (end - preedit->str));
}

/**
 * ry_directory_filter_new:
 * @workspace: the region
 * @text: (nullable): what is typed; every word must be found in the name, reading, kind, council or place
 * @council: (nullable): id of the council whose members are wanted, or %NULL for everybody
 * @today: the day on which memberships are looked at, ISO 8601
 *
 * Reads what needs the main thread: labels of kinds and names of councils.
 *
 * Returns: (transfer full): a filter for ry_directory_filter_rows()
 */
RyDirectoryFilter *
ry_directory_filter_new (RyWorkspace *workspace, const char *text, const char *council, const char *today)
{
  RyDirectoryFilter *filter = g_new0 (RyDirectoryFilter, 1);

  filter->words = split_words (workspace, text);
  filter->council = g_strdup (council);
  filter->today = g_strdup (today);
  return filter;
}

/**
 * ry_directory_filter_free:
 * @filter: a filter
 *
 * Frees a filter.
 */
void
ry_directory_filter_free (RyDirectoryFilter *filter)
{
  g_ptr_array_unref (filter->words);
  g_free (filter->council);
  g_free (filter->today);
  g_free (filter);
}

/**
 * ry_directory_filter_rows:
 * @rows: (element-type gint64): rows of organisations
 * @store: the council space
 * @filter: a #RyDirectoryFilter
 * @cancellable: (nullable): stops it; the answer is then of no use
 *
 * Keeps the rows that pass, in their order. A question that the store cannot answer finds nothing.
 *
 * Returns: (transfer full) (element-type gint64): the rows that stay
 */
GArray *
ry_directory_filter_rows (GArray *rows, RyStore *store, gpointer filter, GCancellable *cancellable)
{
  RyDirectoryFilter *self = filter;
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->council != NULL) {
    GHashTable *members = g_hash_table_new (NULL, NULL);
    add_rows_of_members (members, store, self->council, self->today);
    g_ptr_array_add (sets, members);
  }
  for (guint i = 0; i < self->words->len; i++)
    g_ptr_array_add (sets, find_word (self, g_ptr_array_index (self->words, i), store, cancellable));

  for (guint i = 0; i < rows->len; i++) {
    gint64 row = g_array_index (rows, gint64, i);
    if (is_in_all (sets, row))
      g_array_append_val (kept, row);
  }
  return kept;
}

/**
 * ry_directory_get_members:
 * @store: the council space
 * @council: id of a council
 * @today: an ISO 8601 day
 * @error: return location for an error
 *
 * The organisations that belong to a council on @today: by a membership of their own, or by the post of
 * somebody who works there.
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): a set of ids
 */
GHashTable *
ry_directory_get_members (RyStore *store, const char *council, const char *today, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("council=%s", council);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "membership", .where = where };
  g_autoptr (GPtrArray) memberships = ry_store_query (store, &query, NULL, error);
  GHashTable *members;

  if (memberships == NULL)
    return NULL;
  members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (memberships, i);
    const char *organisation = ry_document_get_string (membership, "organisation");

    if (!ry_term_holds_on (ry_document_get_root (membership), today))
      continue;
    if (organisation != NULL && *organisation != '\0')
      g_hash_table_add (members, g_strdup (organisation));
    else
      add_organisation_of_post (members, store, ry_document_get_string (membership, "post"), today);
  }
  return members;
}

/**
 * ry_directory_count_kinds:
 * @workspace: the region
 * @council: (nullable): id of the council whose members count, or %NULL for everybody
 * @today: an ISO 8601 day
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8 guint) (nullable): how many organisations of each kind there
 * are; the empty string stands for all of them
 */
GHashTable *
ry_directory_count_kinds (RyWorkspace *workspace, const char *council, const char *today, GError **error)
{
  RyStore *store = ry_workspace_get_store (workspace, "council");
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (council != NULL ? count_members (counts, store, council, today, error) : count_all (counts, workspace, error))
    return g_steal_pointer (&counts);
  return NULL;
}

/**
 * ry_directory_dup_typed:
 * @text: what stands in the entry
 * @preedit: (nullable): what is being composed
 * @cursor: where the composition will go, in characters
 *
 * What a person has typed so far, so that a list can follow while kana are composed.
 *
 * Returns: (transfer full): text to filter by
 */
char *
ry_directory_dup_typed (const char *text, const char *preedit, int cursor)
{
  g_autoptr (GString) middle = g_string_new (preedit);
  const char *at = g_utf8_offset_to_pointer (text, CLAMP (cursor, 0, g_utf8_strlen (text, -1)));
  g_autofree char *before = g_strndup (text, (gsize) (at - text));

  trim_unfinished_kana (middle);
  return g_strconcat (before, middle->str, at, NULL);
}

typedef struct {
  RyWorkspace *workspace;
  char *council;
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  g_object_unref (count->workspace);
  g_free (count->council);
  g_free (count);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Count *count = data;
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GError) error = NULL;
  GHashTable *counts = ry_directory_count_kinds (count->workspace, count->council, today, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ry_directory_count_kinds_async:
 * @workspace: the region
 * @council: (nullable): only its members
 * @source: who asks
 * @callback: called with @source when it is counted
 *
 * ry_directory_count_kinds() of today, in a thread.
 */
void
ry_directory_count_kinds_async (RyWorkspace *workspace,
                                const char *council,
                                GObject *source,
                                GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, NULL);
  Count *count = g_new0 (Count, 1);

  count->workspace = g_object_ref (workspace);
  count->council = g_strdup (council);
  g_task_set_task_data (task, count, free_count);
  g_task_run_in_thread (task, count_in_thread);
}

/**
 * ry_directory_count_kinds_finish:
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full): as ry_directory_count_kinds()
 */
GHashTable *
ry_directory_count_kinds_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
