/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The run of an import: one straight walk over the table, `read a row, make a document, see what is there,
 * write in batches`. It belongs into a thread of its own (ry_import_run_async()); the store's lane writes one
 * batch while the next is read. A dry run takes the same way and only leaves the writing out, so that its
 * counts are those of the run.
 */
#include "ry-import-private.h"

#include "ry-cell.h"
#include "ry-error.h"
#include "ry-import-batch.h"
#include "ry-import-row.h"
#include "ry-json.h"
#include "ry-refused.h"
#include "ry-text.h"
#include "ry-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BATCH_ROWS           4000 /* each transaction costs an fsync and a merge of the search index; a stop waits for one */
#define KEPT_ROWS            500 /* of each outcome, for looking at */
#define PROGRESS_INTERVAL_US 50000

typedef struct {
  /* Borrowed */
  RyImport *import;
  RyImportProgress *progress;
  RyImportProgressFunc func;
  gpointer func_data;
  GCancellable *cancellable;
  RyUndo *undo;
  gboolean dry_run;

  /* Owned */
  RyTable *table;
  RyStore *store;
  RyRefused *refused;
  RyImportBatch *filling;
  RyImportBatch *writing; /* NULL while none is under way */
  GHashTable *dry_prints; /* dry run: hash of id -> hash of prints, for rows that come twice */
  GHashTable *read_codes; /* "field\nCELL" -> code, because code lists are matched by folding every spelling */
  gint64 told_at;
} Run;

typedef struct {
  gboolean dry_run;
  char *refused_path;
  RyImportProgressFunc func;
  gpointer func_data;
  GMainContext *context;
  RyImportProgress result;
  RyUndo *undo;
} Job;

typedef struct {
  RyImportProgressFunc func;
  gpointer func_data;
  RyImportProgress progress;
} Telling;

static void
tell_progress (Run *run, gboolean always)
{
  gint64 now = g_get_monotonic_time ();

  run->progress->position = ry_table_get_position (run->table);
  if (run->func == NULL || (!always && now - run->told_at < PROGRESS_INTERVAL_US))
    return;
  run->told_at = now;
  run->func (run->progress, run->func_data);
}

static void
keep_outcome (Run *run, RyImportOutcome outcome, gint64 line, const char *id, const char *name, const char *detail)
{
  GPtrArray *kept = run->import->outcomes[outcome];

  run->progress->counts[outcome]++;
  if (kept->len < KEPT_ROWS)
    g_ptr_array_add (kept, _ry_import_row_new (line, id, name, detail));
}

static gboolean
refuse_row (Run *run, gint64 line, const char *const *cells, const char *name, const char *reason, GError **error)
{
  keep_outcome (run, RY_IMPORT_REFUSED, line, NULL, name, reason);
  return run->refused == NULL || ry_refused_add (run->refused, line, cells, reason, NULL, error);
}

/* Code lists are read once for each spelling. */
static gboolean
read_code (Run *run, RyField *field, const char *cell, JsonNode **value, GError **error)
{
  g_autofree char *key = g_strconcat (ry_field_get_name (field), "\n", cell, NULL);
  const char *known = g_hash_table_lookup (run->read_codes, key);

  if (known != NULL) {
    *value = json_node_init_string (json_node_alloc (), known);
    return TRUE;
  }
  if (!ry_cell_read (field, cell, value, error))
    return FALSE;
  if (*value != NULL && g_hash_table_size (run->read_codes) < 1000)
    g_hash_table_insert (run->read_codes, g_steal_pointer (&key), json_node_dup_string (*value));
  return TRUE;
}

static gboolean
has_cells_beyond (GStrv cells, guint n_columns)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    g_autofree char *cell = i >= n_columns ? ry_cell_trim (cells[i]) : NULL;

    if (cell != NULL && *cell != '\0')
      return TRUE;
  }
  return FALSE;
}

static void
add_defaults (RyImport *self, JsonObject *values)
{
  JsonObjectIter iter;
  const char *field, *name, *by_name;
  JsonNode *value;

  if (self->defaults != NULL) {
    json_object_iter_init_ordered (&iter, self->defaults);
    while (json_object_iter_next_ordered (&iter, &field, &value))
      if (!json_object_has_member (values, field))
        json_object_set_member (values, field, json_node_ref (value));
  }
  if (self->kind_of_file == NULL || json_object_has_member (values, "org_kind"))
    return;
  name = ry_json_get_string (values, "name");
  by_name = !self->kind_is_sure && name != NULL ? ry_cell_guess_kind (name) : NULL;
  json_object_set_string_member (values, "org_kind", by_name != NULL ? by_name : self->kind_of_file);
}

/* Reads all cells even after one that cannot be read: whether the row is asked for depends on the others. */
static JsonObject *
read_values (Run *run, GStrv cells, GError **error)
{
  RyImport *self = run->import;
  JsonObject *values = json_object_new ();
  guint n = g_strv_length (cells);

  if (has_cells_beyond (cells, self->fields->len))
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("The row has more cells than there are headings."));
  for (guint i = 0; i < MIN (n, self->fields->len); i++) {
    RyField *field = self->fields->pdata[i];
    GError **cell_error = error != NULL && *error == NULL ? error : NULL;
    JsonNode *value = NULL;

    if (field == NULL || *cells[i] == '\0')
      continue;
    if (ry_field_get_value_type (field) == RY_FIELD_CODE)
      read_code (run, field, cells[i], &value, cell_error);
    else
      ry_cell_read (field, cells[i], &value, cell_error);
    if (value != NULL)
      json_object_set_member (values, ry_field_get_name (field), value);
  }
  return values;
}

static gboolean
answers_text (RyImport *self, const char *text)
{
  g_autofree char *folded = NULL;

  if (self->where_exact)
    return g_strcmp0 (text, self->where_text) == 0;
  folded = ry_text_fold (text);
  return strstr (folded, self->where_text) != NULL;
}

static gboolean
answers_where (RyImport *self, JsonObject *content)
{
  JsonNode *value =
      self->where_field != NULL ? json_object_get_member (content, ry_field_get_name (self->where_field)) : NULL;
  gboolean answers = FALSE;

  if (self->where_field == NULL)
    return TRUE;
  if (value == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (value)) {
    JsonArray *array = json_node_get_array (value);

    for (guint i = 0; i < json_array_get_length (array) && !answers; i++)
      answers = answers_text (self, json_array_get_string_element (array, i));
    return answers;
  }
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) != G_TYPE_STRING) {
    g_autofree char *text = json_to_string (value, FALSE);

    return answers_text (self, text);
  }
  return JSON_NODE_HOLDS_VALUE (value) && answers_text (self, json_node_get_string (value));
}

/* What the row says itself decides; what can only be derived from it, as the area is, is asked where it says
 * nothing. */
static gboolean
is_asked_for (RyImport *self, JsonObject *values)
{
  g_autoptr (JsonObject) derived = NULL;

  if (self->where_field == NULL)
    return TRUE;
  if (json_object_has_member (values, ry_field_get_name (self->where_field)))
    return answers_where (self, values);
  derived = ry_import_row_combine (self->kind, NULL, values);
  return answers_where (self, derived);
}

static gboolean
count_written (Run *run, const RyImportPending *pending, const RyWriteResult *result, GError **error)
{
  if (result->error != NULL)
    return refuse_row (run, pending->line, (const char *const *) pending->cells, pending->name, result->error->message,
                       error);
  keep_outcome (run, pending->before != NULL ? RY_IMPORT_CHANGED : RY_IMPORT_NEW, pending->line, result->id,
                pending->name, NULL);
  ry_undo_add (run->undo, result->id, pending->before, result->rev);
  return TRUE;
}

/* Waits for the batch that is being written, and counts what came of it. */
static gboolean
await_batch (Run *run, GError **error)
{
  g_autoptr (RyImportBatch) batch = g_steal_pointer (&run->writing);

  if (batch == NULL)
    return TRUE;
  if (!ry_import_batch_wait (batch, error))
    return FALSE;
  for (guint i = 0; i < ry_import_batch_get_length (batch); i++)
    if (!count_written (run, ry_import_batch_get_pending (batch, i), ry_import_batch_get_result (batch, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
begin_writing (Run *run, GError **error)
{
  if (!await_batch (run, error))
    return FALSE;
  if (ry_import_batch_get_length (run->filling) == 0)
    return TRUE;
  run->writing = g_steal_pointer (&run->filling);
  run->filling = ry_import_batch_new (run->store);
  ry_import_batch_start (run->writing);
  return TRUE;
}

static gboolean
write_everything (Run *run, GError **error)
{
  return begin_writing (run, error) && await_batch (run, error);
}

static gboolean
is_under_way (Run *run, const char *id)
{
  return ry_import_batch_contains (run->filling, id) ||
         (run->writing != NULL && ry_import_batch_contains (run->writing, id));
}

/* The document that is there, deleted or not; %NULL where there never was one, and on failure with @error. */
static RyDocument *
find_existing (Run *run, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  RyDocument *document;

  if (is_under_way (run, id) && !write_everything (run, error))
    return NULL;
  document = ry_store_get (run->store, id, NULL, RY_GET_DELETED, &local);
  if (document == NULL && !g_error_matches (local, RY_ERROR, RY_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return document;
}

/* FNV-1a, as wide as a pointer: of 200,000 ids, some have the same 32 bits. */
static gpointer
print_text (const char *text)
{
  guint64 print = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *text != '\0'; text++)
    print = (print ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);
  return GSIZE_TO_POINTER ((gsize) print);
}

/* In a dry run, whether the row came before in this file, and if so whether it said the same. */
static gboolean
came_before (Run *run, const char *id, JsonObject *values, gboolean *same)
{
  g_autofree char *prints = NULL;
  gpointer key = print_text (id), before;
  gboolean found;

  if (!run->dry_run)
    return FALSE;
  prints = json_to_string (json_object_get_member (values, "import"), FALSE);
  found = g_hash_table_lookup_extended (run->dry_prints, key, NULL, &before);
  *same = found && before == print_text (prints);
  g_hash_table_insert (run->dry_prints, key, print_text (prints));
  return found;
}

static void
add_to_batch (Run *run, gint64 line, GStrv *cells, const char *id, RyDocument *existing, JsonObject *content)
{
  RyImportPending *pending = g_new0 (RyImportPending, 1);
  RyDocument *document =
      ry_document_new_from_root (id, existing != NULL ? ry_document_get_rev (existing) : NULL, FALSE, content);

  pending->line = line;
  pending->name = g_strdup (ry_json_get_string (content, "name"));
  pending->before =
      existing != NULL && !ry_document_get_deleted (existing) ? g_strdup (ry_document_get_rev (existing)) : NULL;
  pending->cells = g_steal_pointer (cells);
  ry_import_batch_add (run->filling, document, pending);
}

/* A row that can be read: is it new, changed or the same? Takes @cells over where it is to be written. */
static gboolean
take_values (Run *run, gint64 line, GStrv *cells, JsonObject *values, GError **error)
{
  RyImport *self = run->import;
  g_autofree char *id = ry_import_row_dup_id (self->kind, values);
  const char *name = ry_json_get_string (values, "name");
  g_autoptr (RyDocument) existing = NULL;
  g_autoptr (JsonObject) content = NULL;
  g_autoptr (GError) local = NULL;
  JsonObject *root;
  gboolean same = FALSE, before;

  existing = find_existing (run, id, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  root = existing != NULL && !ry_document_get_deleted (existing) ? ry_document_get_root (existing) : NULL;
  before = came_before (run, id, values, &same);
  if (before ? same : root != NULL && ry_import_row_is_same (root, values)) {
    keep_outcome (run, RY_IMPORT_SAME, line, id, name, NULL);
    return TRUE;
  }
  content = ry_import_row_combine (self->kind, root, values);
  if (!ry_validate_or_error (self->kinds, content, &local))
    return refuse_row (run, line, (const char *const *) *cells, name, local->message, error);
  if (run->dry_run)
    keep_outcome (run, root != NULL || before ? RY_IMPORT_CHANGED : RY_IMPORT_NEW, line, id, name, NULL);
  else
    add_to_batch (run, line, cells, id, existing, content);
  return TRUE;
}

static gboolean
is_empty_row (GStrv cells)
{
  return !has_cells_beyond (cells, 0);
}

/* Lists that were printed once have their headings again on every page. */
static gboolean
is_heading_row (RyImport *self, GStrv cells)
{
  return g_strv_equal ((const char *const *) cells, self->head->pdata[self->heading_row]);
}

static gboolean
take_row (Run *run, gint64 line, GStrv *cells, GError **error)
{
  RyImport *self = run->import;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonObject) values = NULL;

  if (is_empty_row (*cells) || is_heading_row (self, *cells))
    return TRUE;
  values = read_values (run, *cells, &local);
  add_defaults (self, values);
  ry_import_row_add_prints (values);
  if (!is_asked_for (self, values))
    return TRUE;
  if (local != NULL)
    return refuse_row (run, line, (const char *const *) *cells, ry_json_get_string (values, "name"), local->message,
                       error);
  return take_values (run, line, cells, values, error);
}

static gboolean
refuse_broken_row (Run *run, gint64 line, const char *reason, GError **error)
{
  keep_outcome (run, RY_IMPORT_REFUSED, line, NULL, NULL, reason);
  return run->refused == NULL ||
         ry_refused_add (run->refused, line, NULL, reason, ry_table_get_broken (run->table), error);
}

/* The row after the last, TRUE with @cells unset where there is none; one that is broken is refused on the
 * way. */
static gboolean
read_row (Run *run, gint64 *line, GStrv *cells, GError **error)
{
  for (;;) {
    g_autoptr (GError) local = NULL;

    *cells = ry_table_read_row (run->table, line, &local);
    if (local == NULL)
      return TRUE;
    if (!g_error_matches (local, RY_ERROR, RY_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    run->progress->rows++;
    if (!refuse_broken_row (run, *line, local->message, error))
      return FALSE;
  }
}

static gboolean
skip_headings (Run *run, GError **error)
{
  gint64 line;

  for (guint i = 0; i <= run->import->heading_row; i++) {
    g_auto (GStrv) cells = NULL;

    if (!read_row (run, &line, &cells, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk (Run *run, GError **error)
{
  if (!skip_headings (run, error))
    return FALSE;
  for (;;) {
    g_auto (GStrv) cells = NULL;
    gint64 line;

    if (g_cancellable_set_error_if_cancelled (run->cancellable, error) || !read_row (run, &line, &cells, error))
      return FALSE;
    if (cells == NULL)
      break;
    run->progress->rows++;
    if (!take_row (run, line, &cells, error))
      return FALSE;
    if (ry_import_batch_get_length (run->filling) >= BATCH_ROWS && !begin_writing (run, error))
      return FALSE;
    tell_progress (run, FALSE);
  }
  return write_everything (run, error) && (run->refused == NULL || ry_refused_close (run->refused, error));
}

static gboolean
begin_run (Run *run, const char *refused_path, GError **error)
{
  RyImport *self = run->import;
  g_autofree char *why_not = NULL;

  if (!ry_import_is_ready (self, &why_not)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, why_not);
    return FALSE;
  }
  run->table = ry_table_open (self->path, self->encoding, error);
  if (run->table == NULL)
    return FALSE;
  run->store = g_object_ref (ry_workspace_get_store (self->workspace, ry_kind_get_space (self->kind)));
  run->filling = ry_import_batch_new (run->store);
  run->dry_prints = g_hash_table_new (NULL, NULL);
  run->read_codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (refused_path != NULL)
    run->refused = ry_refused_new (refused_path, self->head->pdata[self->heading_row]);
  run->progress->size = ry_table_get_size (run->table);
  for (int i = 0; i < RY_N_IMPORT_OUTCOMES; i++)
    g_ptr_array_set_size (self->outcomes[i], 0);
  return TRUE;
}

static void
end_run (Run *run)
{
  g_clear_pointer (&run->writing, ry_import_batch_free);
  g_clear_pointer (&run->filling, ry_import_batch_free);
  g_clear_pointer (&run->table, ry_table_free);
  g_clear_pointer (&run->refused, ry_refused_free);
  g_clear_pointer (&run->dry_prints, g_hash_table_unref);
  g_clear_pointer (&run->read_codes, g_hash_table_unref);
  g_clear_object (&run->store);
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->undo, ry_undo_unref);
  g_main_context_unref (job->context);
  g_free (job->refused_path);
  g_free (job);
}

static gboolean
tell_in_context_cb (gpointer data)
{
  Telling *telling = data;

  telling->func (&telling->progress, telling->func_data);
  return G_SOURCE_REMOVE;
}

static void
carry_progress_cb (const RyImportProgress *progress, gpointer data)
{
  Job *job = data;
  Telling *telling = g_new (Telling, 1);

  telling->func = job->func;
  telling->func_data = job->func_data;
  telling->progress = *progress;
  g_main_context_invoke_full (job->context, G_PRIORITY_DEFAULT, tell_in_context_cb, telling, g_free);
}

static void
run_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (ry_import_run (source, job->dry_run, job->refused_path, job->func != NULL ? carry_progress_cb : NULL, job,
                     &job->result, &job->undo, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ry_import_run:
 * @self: an import that is ready
 * @dry_run: only count
 * @refused_path: (nullable): where to write the rows that are refused, as CSV; no file is made where there
 * are none
 * @progress: (nullable) (scope call): called now and then, in this thread
 * @progress_data: data for @progress
 * @result: (out): what was counted, complete to the point where the run ended
 * @undo: (out) (optional) (nullable) (transfer full): takes back in one step what was written; %NULL after a
 * dry run, or where nothing was. Also set where the run fails or is stopped half way
 * @cancellable: (nullable): stops the run at the next row; what was taken stays, and @undo takes it back
 * @error: return location
 *
 * Takes every row: as new, as changed in some fields, as the same, or refused with a reason. One row's fault
 * never stops the others.
 *
 * Returns: %FALSE where the run was stopped, the file cannot be read to its end, or the store cannot write
 */
gboolean
ry_import_run (RyImport *self,
               gboolean dry_run,
               const char *refused_path,
               RyImportProgressFunc progress,
               gpointer progress_data,
               RyImportProgress *result,
               RyUndo **undo,
               GCancellable *cancellable,
               GError **error)
{
  Run run = { self, result, progress, progress_data, cancellable, NULL, dry_run };
  g_autoptr (RyUndo) taken = ry_undo_new ();
  gboolean done;

  memset (result, 0, sizeof *result);
  run.undo = taken;
  done = begin_run (&run, refused_path, error) && walk (&run, error);
  /* Stopped or failed, the batch under way still arrives. */
  await_batch (&run, NULL);
  if (run.table != NULL)
    tell_progress (&run, TRUE);
  end_run (&run);
  if (undo != NULL)
    *undo = ry_undo_get_n_documents (taken) > 0 ? g_steal_pointer (&taken) : NULL;
  return done;
}

/**
 * ry_import_run_async:
 * @self: an import; it must not be changed until the run has ended
 * @dry_run: only count
 * @refused_path: (nullable): see ry_import_run()
 * @progress: (nullable) (scope call): called now and then in the caller's main context, never after @callback
 * @progress_data: data for @progress
 * @cancellable: (nullable): see ry_import_run()
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Runs in a thread of its own.
 */
void
ry_import_run_async (RyImport *self,
                     gboolean dry_run,
                     const char *refused_path,
                     RyImportProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->dry_run = dry_run;
  job->refused_path = g_strdup (refused_path);
  job->func = progress;
  job->func_data = progress_data;
  job->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, ry_import_run_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  /* A run that was stopped has something to undo: its own answer counts, not the cancellable's. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread_cb);
}

/**
 * ry_import_run_finish:
 * @self: an import
 * @result: the result
 * @progress: (out): what was counted
 * @undo: (out) (optional) (nullable) (transfer full): see ry_import_run()
 * @error: return location
 *
 * @progress and @undo are set on failure too.
 *
 * Returns: whether the run went to its end
 */
gboolean
ry_import_run_finish (RyImport *self, GAsyncResult *result, RyImportProgress *progress, RyUndo **undo, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *progress = job->result;
  if (undo != NULL)
    *undo = g_steal_pointer (&job->undo);
  return g_task_propagate_boolean (G_TASK (result), error);
}
