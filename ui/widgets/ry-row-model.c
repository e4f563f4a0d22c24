/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of documents that loads what is looked at. It asks its question in a thread and keeps the answer's
 * row numbers; documents come a page at a time on the main thread, which takes about a millisecond. After a
 * commit it asks again, compares, and tells views the steps between. The first answer's head comes at once,
 * for the first frame.
 */
#include "ry-row-model.h"

#include "ry-row-private.h"

/* One look at the store fetches so many: two screens of the densest list. */
#define PAGE 100
/* Documents kept: ten screens up and down; more only costs memory. */
#define KEEP 2000
/* The head of the first answer, made on the main thread so that the first frame is not empty: one tall
 * screen. */
#define HEAD 20
/* The rest comes when the head is on the screen: a list view makes two hundred rows at once where it has
 * them, seen or not. See also ry_row_model_set_head_only(). */
#define REST_AFTER_MS 300
/* With more changes at once than this, everything kept is read again instead of asking for each. */
#define MAX_CHANGES 5000

/* The person's own part of the question, which may outlive it in a thread. */
typedef struct {
  RyRowFilter func;
  gpointer data;
  GDestroyNotify free_data;
} Filter;

/* What is asked; shared with the thread that asks. */
typedef struct {
  char *kind;
  char *order;
  gboolean descending;
  GStrv where;
  char *text;
  guint limit;
  Filter *filter;
} Question;

typedef struct {
  Question *question;
  RyStore *store;
  gint64 since;
  guint serial;
  /* The answer */
  GArray *rows;
  GHashTable *changed; /* ids, or NULL for "anything" */
  gint64 seq;
} Job;

struct _RyRowModel {
  GObject parent_instance;

  /* Owned */
  RyStore *store;
  Question *question;
  Filter *filter;
  GArray *rows;
  GHashTable *cache; /* number -> RyRow */
  GQueue used;       /* of the rows in the cache, the one used last first */
  GCancellable *cancellable;

  gint64 seq;
  guint serial; /* of the question: an answer to an older one is thrown away */
  guint rest;
  guint head_only; /* so many rows, and the rest waits until it is asked for; 0 for all */
  gboolean running;
  gboolean again;
  gboolean answered;
};

static void ry_row_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RyRowModel,
                               ry_row_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ry_row_model_list_init))

enum { PROP_0, PROP_LOADING, PROP_N_ITEMS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void ask (RyRowModel *self);

static void
filter_clear (gpointer data)
{
  Filter *filter = data;

  if (filter->free_data != NULL)
    filter->free_data (filter->data);
}

static void
filter_unref (Filter *filter)
{
  g_atomic_rc_box_release_full (filter, filter_clear);
}

static void
question_clear (gpointer data)
{
  Question *question = data;

  g_free (question->kind);
  g_free (question->order);
  g_strfreev (question->where);
  g_free (question->text);
  g_clear_pointer (&question->filter, filter_unref);
}

static void
question_unref (Question *question)
{
  g_atomic_rc_box_release_full (question, question_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  question_unref (job->question);
  g_object_unref (job->store);
  g_clear_pointer (&job->rows, g_array_unref);
  g_clear_pointer (&job->changed, g_hash_table_unref);
  g_free (job);
}

static RyQuery
create_query (const Question *question, guint limit)
{
  return (RyQuery){
    .kind = question->kind,
    .order = question->order,
    .descending = question->descending,
    .where = (const char *const *) question->where,
    .text = question->text,
    .limit = limit > 0 ? limit : question->limit,
  };
}

/* Which documents changed since the last answer; NULL when there were too many to name. */
static GHashTable *
list_changed (Job *job)
{
  g_autoptr (GPtrArray) changes = NULL;
  GHashTable *ids;

  if (job->since <= 0)
    return NULL;
  changes = ry_store_get_changes (job->store, job->since, MAX_CHANGES + 1, FALSE, NULL);
  if (changes == NULL || changes->len > MAX_CHANGES)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < changes->len; i++)
    g_hash_table_add (ids, g_strdup (((RyChange *) g_ptr_array_index (changes, i))->id));
  return ids;
}

static void
answer_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  RyQuery query = create_query (job->question, 0);
  g_autoptr (GError) error = NULL;

  /* The sequence first: what is committed in between is seen again next time, and never missed. */
  job->seq = ry_store_get_update_seq (job->store);
  job->changed = list_changed (job);
  job->rows = ry_store_query_rows (job->store, &query, cancellable, &error);
  if (job->rows != NULL && job->question->filter != NULL) {
    const Filter *filter = job->question->filter;
    GArray *kept = filter->func (job->rows, job->store, filter->data, cancellable);

    g_array_unref (job->rows);
    job->rows = kept;
  }
  if (job->rows == NULL)
    g_task_return_error (task, error != NULL ? g_steal_pointer (&error)
                                             : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    g_task_return_boolean (task, TRUE);
}

static void
touch (RyRowModel *self, RyRow *row)
{
  if (self->used.head == &row->link)
    return;
  g_queue_unlink (&self->used, &row->link);
  g_queue_push_head_link (&self->used, &row->link);
}

static void
forget_row (RyRowModel *self, RyRow *row)
{
  g_queue_unlink (&self->used, &row->link);
  g_hash_table_remove (self->cache, &row->number);
}

static void
trim_cache (RyRowModel *self)
{
  while (self->used.length > KEEP)
    forget_row (self, g_queue_peek_tail (&self->used));
}

static RyRow *
remember (RyRowModel *self, gint64 number)
{
  RyRow *row = _ry_row_new (number);

  g_hash_table_insert (self->cache, &row->number, row);
  g_queue_push_head_link (&self->used, &row->link);
  return row;
}

/* Documents for rows that are new in the cache. */
static void
fetch (RyRowModel *self, GPtrArray *rows)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (numbers, RY_ROW (g_ptr_array_index (rows, i))->number);
  documents = ry_store_get_rows (self->store, (const gint64 *) (gpointer) numbers->data, numbers->len, &error);
  if (documents == NULL)
    g_warning ("Reading rows: %s", error->message);
  for (guint i = 0; documents != NULL && i < MIN (documents->len, rows->len); i++)
    _ry_row_set_document (g_ptr_array_index (rows, i), g_ptr_array_index (documents, i));
}

static void
load_page (RyRowModel *self, guint position)
{
  guint start = position - position % PAGE;
  guint end = MIN (start + PAGE, self->rows->len);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = start; i < end; i++) {
    gint64 number = g_array_index (self->rows, gint64, i);

    if (!g_hash_table_contains (self->cache, &number))
      g_ptr_array_add (rows, remember (self, number));
  }
  fetch (self, rows);
}

static RyRow *
get_row (RyRowModel *self, guint position)
{
  gint64 number = g_array_index (self->rows, gint64, position);
  RyRow *row = g_hash_table_lookup (self->cache, &number);

  if (row == NULL) {
    load_page (self, position);
    row = g_hash_table_lookup (self->cache, &number);
  }
  touch (self, row);
  return row;
}

static void
refresh_cache (RyRowModel *self, GHashTable *changed)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *link = self->used.head; link != NULL; link = link->next) {
    RyRow *row = link->data;
    const char *id = ry_row_get_id (row);

    if (changed == NULL || id == NULL || g_hash_table_contains (changed, id))
      g_ptr_array_add (rows, g_object_ref (row));
  }
  if (rows->len > 0)
    fetch (self, rows);
}

static void
take_step (RyRowModel *self, const RyRowStep *step, const gint64 *added)
{
  if (step->removed > 0)
    g_array_remove_range (self->rows, step->position, step->removed);
  if (step->added > 0)
    g_array_insert_vals (self->rows, step->position, added, step->added);
  g_list_model_items_changed (G_LIST_MODEL (self), step->position, step->removed, step->added);
}

static void
replace_rows (RyRowModel *self, GArray *rows)
{
  g_autoptr (GArray) steps = _ry_row_compare ((const gint64 *) (gpointer) self->rows->data, self->rows->len,
                                              (const gint64 *) (gpointer) rows->data, rows->len);
  guint before = self->rows->len;

  for (guint i = 0; i < steps->len; i++) {
    const RyRowStep *step = &g_array_index (steps, RyRowStep, i);

    /* Steps go upward, so what is to come in stands at the same place in the new list. */
    take_step (self, step, step->added > 0 ? &g_array_index (rows, gint64, step->position) : NULL);
  }
  if (before != self->rows->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_answered (RyRowModel *self, gboolean answered)
{
  if (self->answered == answered)
    return;
  self->answered = answered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyRowModel *self = RY_ROW_MODEL (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error) && job->serial == self->serial) {
    refresh_cache (self, job->changed);
    replace_rows (self, job->rows);
    trim_cache (self);
    self->seq = job->seq;
    set_answered (self, TRUE);
  } else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Asking for rows: %s", error->message);
  if (self->again)
    ask (self);
}

static void
ask (RyRowModel *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->question == NULL)
    return;
  self->again = self->running;
  if (self->running || self->rest > 0)
    return;
  self->running = TRUE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->question = g_atomic_rc_box_acquire (self->question);
  job->store = g_object_ref (self->store);
  job->since = self->seq;
  job->serial = self->serial;
  task = g_task_new (self, self->cancellable, answered_cb, NULL);
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, answer_thread);
}

/* The head of the answer at once, where it costs nothing: the index gives it in order. */
static gboolean
answer_head (RyRowModel *self)
{
  guint head = self->head_only > 0 ? self->head_only : HEAD;
  RyQuery query = create_query (self->question, head);
  g_autoptr (GArray) rows = NULL;

  if (self->rows->len > 0 || self->question->text != NULL || self->question->filter != NULL ||
      (self->question->where != NULL && self->question->where[0] != NULL))
    return FALSE;
  rows = ry_store_query_rows (self->store, &query, NULL, NULL);
  if (rows != NULL)
    replace_rows (self, rows);
  return rows != NULL && rows->len == head;
}

static gboolean
rest_cb (gpointer data)
{
  RyRowModel *self = data;

  self->rest = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rest (RyRowModel *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add (REST_AFTER_MS, rest_cb, self);
}

static void
new_question (RyRowModel *self)
{
  self->serial++;
  if (self->running && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  set_answered (self, FALSE);
  if (!answer_head (self))
    ask (self);
  else if (self->head_only == 0)
    queue_rest (self);
}

static void
workspace_changed_cb (RyWorkspace *workspace, RyStore *store, guint source, RyRowModel *self)
{
  if (store == self->store)
    ask (self);
}

static GType
ry_row_model_get_item_type (GListModel *list)
{
  return RY_TYPE_ROW;
}

static guint
ry_row_model_get_n_items (GListModel *list)
{
  return RY_ROW_MODEL (list)->rows->len;
}

static gpointer
ry_row_model_get_item (GListModel *list, guint position)
{
  RyRowModel *self = RY_ROW_MODEL (list);
  RyRow *row;

  if (position >= self->rows->len)
    return NULL;
  row = g_object_ref (get_row (self, position));
  trim_cache (self);
  return row;
}

static void
ry_row_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = ry_row_model_get_item_type;
  iface->get_n_items = ry_row_model_get_n_items;
  iface->get_item = ry_row_model_get_item;
}

static void
ry_row_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyRowModel *self = RY_ROW_MODEL (object);

  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, ry_row_model_get_loading (self));
    break;
  case PROP_N_ITEMS:
    g_value_set_uint (value, self->rows->len);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_row_model_dispose (GObject *object)
{
  RyRowModel *self = RY_ROW_MODEL (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ry_row_model_parent_class)->dispose (object);
}

static void
ry_row_model_finalize (GObject *object)
{
  RyRowModel *self = RY_ROW_MODEL (object);

  while (self->used.length > 0)
    forget_row (self, g_queue_peek_head (&self->used));
  g_hash_table_unref (self->cache);
  g_array_unref (self->rows);
  g_clear_pointer (&self->question, question_unref);
  g_clear_pointer (&self->filter, filter_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ry_row_model_parent_class)->finalize (object);
}

static void
ry_row_model_class_init (RyRowModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ry_row_model_get_property;
  object_class->dispose = ry_row_model_dispose;
  object_class->finalize = ry_row_model_finalize;

  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ry_row_model_init (RyRowModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_queue_init (&self->used);
}

/**
 * ry_row_model_new:
 * @workspace: where the documents are
 * @kind: of which kind they are
 *
 * Returns: (transfer full): an empty list; give it a question with ry_row_model_set_query()
 */
RyRowModel *
ry_row_model_new (RyWorkspace *workspace, const char *kind)
{
  RyRowModel *self = g_object_new (RY_TYPE_ROW_MODEL, NULL);

  self->store =
      g_object_ref (ry_workspace_get_store (workspace, ry_kind_get_space (ry_workspace_get_kind (workspace, kind))));
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, 0);
  return self;
}

/**
 * ry_row_model_set_query:
 * @self: a list
 * @query: what is to be in it; copied
 *
 * Asks another question. Rows that are in both answers stay as they are.
 */
void
ry_row_model_set_query (RyRowModel *self, const RyQuery *query)
{
  Question *question = g_atomic_rc_box_new0 (Question);

  question->kind = g_strdup (query->kind);
  question->order = g_strdup (query->order);
  question->descending = query->descending;
  question->where = g_strdupv ((char **) query->where);
  question->text = query->text != NULL && *query->text != '\0' ? g_strdup (query->text) : NULL;
  question->limit = query->limit;
  if (self->filter != NULL)
    question->filter = g_atomic_rc_box_acquire (self->filter);
  g_clear_pointer (&self->question, question_unref);
  self->question = question;
  new_question (self);
}

/**
 * ry_row_model_set_head_only:
 * @self: a list
 * @n_rows: how many rows are enough for now, 0 for all
 *
 * While the window's first frame is being made, more rows than it shows would only delay it. Where the answer
 * has more than that, the rest comes a moment after 0 is set.
 */
void
ry_row_model_set_head_only (RyRowModel *self, guint n_rows)
{
  self->head_only = n_rows;
  if (n_rows == 0 && !self->running && ry_row_model_get_loading (self))
    queue_rest (self);
}

/**
 * ry_row_model_get_loading:
 * @self: a list
 *
 * Returns: whether the whole answer is still to come; the head of it may be there already
 */
gboolean
ry_row_model_get_loading (RyRowModel *self)
{
  return self->question != NULL && !self->answered;
}

/**
 * ry_row_model_set_filter:
 * @self: a list
 * @filter: (nullable): which rows stay, asked in a thread
 * @data: for @filter; it is not changed while a thread may read it: set another filter instead
 * @free_data: (nullable): frees @data
 *
 * Narrows the answer by what a query cannot say. It holds for the next ry_row_model_set_query().
 */
void
ry_row_model_set_filter (RyRowModel *self, RyRowFilter filter, gpointer data, GDestroyNotify free_data)
{
  g_clear_pointer (&self->filter, filter_unref);
  if (filter == NULL)
    return;
  self->filter = g_atomic_rc_box_new0 (Filter);
  self->filter->func = filter;
  self->filter->data = data;
  self->filter->free_data = free_data;
}

/**
 * ry_row_model_find:
 * @self: a list
 * @id: (nullable): a document
 *
 * Returns: its position, or %GTK_INVALID_LIST_POSITION where it is not in the list
 */
guint
ry_row_model_find (RyRowModel *self, const char *id)
{
  const gint64 *rows = (const gint64 *) (gpointer) self->rows->data;
  gint64 number = id != NULL ? ry_store_get_row (self->store, id) : 0;

  /* Somebody looks for a record that may be in the rest: now it is wanted. */
  if (self->rest > 0 || (self->head_only > 0 && !self->answered && !self->running)) {
    g_clear_handle_id (&self->rest, g_source_remove);
    ask (self);
  }

  for (guint i = 0; number > 0 && i < self->rows->len; i++)
    if (rows[i] == number)
      return i;
  return G_MAXUINT;
}

/**
 * ry_row_model_get_document:
 * @self: a list
 * @position: a place in it
 *
 * Returns: (nullable) (transfer none): the document there; valid until the main loop runs
 */
RyDocument *
ry_row_model_get_document (RyRowModel *self, guint position)
{
  return position < self->rows->len ? get_row (self, position)->document : NULL;
}
