/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The run. Read copy_changes() first: it is the whole protocol. A writer's thread overlaps writing with
 * reading; a checkpoint is only taken when the writer is idle, so it never speaks of what is not at the
 * target. A revision that the source listed and cannot give leaves a hole: what follows it is brought all the
 * same, but the checkpoint stays before it, and the run ends with an error so that it is tried again; the second
 * time it is passed over. What an end refuses by name (a document it judges invalid) is counted and passed over:
 * asking again would not change its mind.
 */
#include "ry-replication.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-clock.h"
#include "ry-error.h"
#include "ry-place.h"
#include "ry-watch.h"
#include "ry-writer.h"
#include "tuning.h"

struct _RyReplication {
  GObject parent;

  /* Owned */
  RyPeer *source;
  RyPeer *target;

  /* Set before the run */
  gboolean live;
  gboolean leave_designs;
  gboolean incoming;
  RyFilter *filter;
  RyRefusals *refusals;
  gint64 known_seq;
  RyReplicationFunc func;
  gpointer func_data;

  /* The run's thread alone */
  RyWriter *writer;
  RyPlace *place;
  char *since;
  gint64 missing_checked;
  gint64 missing_found;
  RyWatch *watch;
  guint batch_size;
  guint pages_to_skip;
  guint n_holes;
  gboolean started;

  /* Under lock: what others may ask */
  GMutex lock;
  RySyncProgress progress;
  char *arrived_seq;
  gint64 answered;
  gboolean caught_up;
  GPtrArray *refused;
};

G_DEFINE_FINAL_TYPE (RyReplication, ry_replication, G_TYPE_OBJECT)

static void
notify (RyReplication *self)
{
  if (self->func != NULL)
    self->func (self, self->func_data);
}

static gboolean
find_start (RyReplication *self, GCancellable *cancellable, GError **error)
{
  self->place = ry_place_new (self->source, self->target);
  if (!ry_place_find (self->place, self->filter, cancellable, error))
    return FALSE;
  self->since = g_strdup (ry_place_get_start (self->place));
  g_mutex_lock (&self->lock);
  self->progress.initial = strcmp (self->since, "0") == 0;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* What stays behind is written down before the place moves past it. */
static gboolean
write_checkpoint (RyReplication *self, GCancellable *cancellable, GError **error)
{
  RyCheckpointEntry figures = { .missing_checked = self->missing_checked, .missing_found = self->missing_found };
  RySyncProgress progress;

  ry_replication_get_progress (self, &progress);
  figures.docs_read = progress.docs_read;
  figures.docs_written = progress.docs_written;
  figures.doc_write_failures = progress.refused;
  return (self->refusals == NULL || ry_refusals_save (self->refusals, error)) &&
         ry_place_keep (self->place, self->since, &figures, cancellable, error);
}

/* What may work later. What the far end has lost is asked for once more, by another run. */
static gboolean
may_come_yet (RyReplication *self, const RyWriteResult *row)
{
  if (!g_error_matches (row->error, RY_ERROR, RY_ERROR_NOT_FOUND))
    return ry_error_is_retryable (row->error);
  return self->refusals == NULL || !self->incoming ||
         !ry_refusals_note_lost (self->refusals, row->id, row->rev, row->error);
}

/* Sorts what could not be brought over: what may work later leaves a hole, what was refused for what it is
 * does not. */
static void
sort_failures (RyReplication *self, GPtrArray *failures)
{
  g_mutex_lock (&self->lock);
  while (failures->len > 0) {
    RyWriteResult *row = g_ptr_array_steal_index (failures, 0);

    ry_watch_failed (self->watch, row->id);
    if (may_come_yet (self, row)) {
      self->n_holes++;
      ry_write_result_free (row);
    } else {
      self->progress.refused++;
      if (self->refusals != NULL && row->error->code != RY_ERROR_NOT_FOUND)
        ry_refusals_note (self->refusals, row->id, row->rev, self->incoming, row->error);
      g_ptr_array_add (self->refused, row);
    }
  }
  g_mutex_unlock (&self->lock);
}

static void
take_written (RyReplication *self)
{
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  gint64 written = ry_writer_take (self->writer, failures);

  g_mutex_lock (&self->lock);
  self->progress.docs_written += written;
  g_mutex_unlock (&self->lock);
  sort_failures (self, failures);
}

static gboolean
flush (RyReplication *self, GError **error)
{
  gboolean ok = ry_writer_flush (self->writer, error);

  take_written (self);
  if (ok) {
    guint n_back = ry_watch_arrived (self->watch);

    g_mutex_lock (&self->lock);
    self->progress.given_back += n_back;
    g_mutex_unlock (&self->lock);
  }
  if (ok && self->n_holes == 0) {
    g_mutex_lock (&self->lock);
    g_free (self->arrived_seq);
    self->arrived_seq = g_strdup (self->since);
    g_mutex_unlock (&self->lock);
  }
  return ok;
}

/* At the end of a run, and every few seconds within a long or a live one. */
static gboolean
keep_place (RyReplication *self, gboolean at_end, GCancellable *cancellable, GError **error)
{
  gboolean due = ry_place_is_due (self->place);

  if (!at_end && !due)
    return TRUE;
  if (!flush (self, error))
    return FALSE;
  if (self->n_holes > 0 || strcmp (self->since, ry_place_get_recorded (self->place)) == 0 || (self->live && !due))
    return TRUE;
  return write_checkpoint (self, cancellable, error);
}

/* One page */

static RyChangesPage *
get_page (RyReplication *self, guint wait, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  RyChangesPage *page =
      ry_peer_get_changes (self->source, self->since, RY_TUNING_PAGE_ROWS, wait, self->filter, cancellable, &refusal);

  if (page == NULL && ry_error_is_bad_request (refusal) && strcmp (self->since, "0") != 0 &&
      strcmp (self->since, ry_place_get_start (self->place)) == 0) {
    /* The source does not know the sequence it once gave: everything is compared again. */
    g_free (self->since);
    self->since = g_strdup ("0");
    return ry_peer_get_changes (self->source, self->since, RY_TUNING_PAGE_ROWS, wait, self->filter, cancellable, error);
  }
  if (page == NULL) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return NULL;
  }
  if (page->changes->len > 0 && strcmp (page->last_seq, self->since) == 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER, "%s (%s)", ry_error_get_sentence (RY_ERROR_BAD_ANSWER),
                 _ ("its changes do not move on"));
    ry_changes_page_free (page);
    return NULL;
  }
  return page;
}

static void
note_page (RyReplication *self, RyChangesPage *page, gboolean caught_up)
{
  g_mutex_lock (&self->lock);
  self->progress.pending = page->pending;
  self->answered = ry_clock_now ();
  self->caught_up = caught_up;
  g_mutex_unlock (&self->lock);
  notify (self);
}

static GPtrArray *
assume_all_missing (GPtrArray *changes)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_missing_free);

  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    g_ptr_array_add (missing, ry_missing_new (change->id, g_steal_pointer (&change->revs), NULL));
  }
  return missing;
}

static GPtrArray *
find_missing (RyReplication *self, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  GPtrArray *missing;

  if (self->pages_to_skip > 0) {
    self->pages_to_skip--;
    missing = assume_all_missing (changes);
  } else {
    missing = ry_peer_get_missing (self->target, changes, cancellable, error);
    /* Only a full page tells something about the next. */
    if (missing != NULL && changes->len == RY_TUNING_PAGE_ROWS && missing->len > RY_TUNING_SKIP_RATIO * changes->len)
      self->pages_to_skip = RY_TUNING_SKIP_PAGES;
  }
  self->missing_checked += changes->len;
  self->missing_found += missing != NULL ? missing->len : 0;
  return missing;
}

static void
adapt_batch (RyReplication *self, GPtrArray *documents)
{
  gsize bytes = 0, length;

  if (documents->len == 0)
    return;
  for (guint i = 0; i < documents->len; i++) {
    ry_document_get_body (g_ptr_array_index (documents, i), &length);
    bytes += length;
  }
  g_mutex_lock (&self->lock);
  self->progress.bytes += (gint64) bytes;
  g_mutex_unlock (&self->lock);
  self->batch_size = CLAMP (RY_TUNING_BATCH_BYTES / (bytes / documents->len + 1), 1, RY_TUNING_BATCH_MAX);
}

static void
note_reading (RyReplication *self, guint n_read, gint64 pending)
{
  g_mutex_lock (&self->lock);
  self->progress.docs_read += n_read;
  self->progress.pending = pending;
  self->caught_up = FALSE;
  g_mutex_unlock (&self->lock);
  notify (self);
}

/* Too large even alone. */
static void
refuse_one (GPtrArray *failures, RyMissing *one, GError *refusal)
{
  g_ptr_array_add (failures, ry_peer_failure_new (one->id, one->revs[0], refusal));
}

/* Reads up to *@n revisions from @from on; fewer where so many make too large an answer. */
static GPtrArray *
read_batch (RyReplication *self, GPtrArray *missing, guint from, guint *n, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);

  for (;;) {
    g_autoptr (GPtrArray) asked = g_ptr_array_new ();
    g_autoptr (GError) refusal = NULL;
    GPtrArray *documents;

    for (guint i = 0; i < *n; i++)
      g_ptr_array_add (asked, g_ptr_array_index (missing, from + i));
    documents = ry_peer_get_documents (self->source, asked, failures, cancellable, &refusal);
    if (documents != NULL) {
      adapt_batch (self, documents);
      sort_failures (self, failures);
      return documents;
    }
    if (!g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
    g_ptr_array_set_size (failures, 0);
    if (*n == 1) {
      refuse_one (failures, g_ptr_array_index (asked, 0), g_steal_pointer (&refusal));
      sort_failures (self, failures);
      return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    }
    *n = self->batch_size = *n / 2;
  }
}

/* Brings a page's missing revisions, batch by batch: reads one and hands it to the writer. */
static gboolean
copy_missing (RyReplication *self, GPtrArray *missing, gint64 pending, GCancellable *cancellable, GError **error)
{
  for (guint from = 0, n; from < missing->len; from += n) {
    GPtrArray *documents;

    n = MIN (self->batch_size, missing->len - from);
    note_reading (self, 0, MAX (pending, 0) + missing->len - from);
    documents = read_batch (self, missing, from, &n, cancellable, error);
    if (documents == NULL)
      return FALSE;
    note_reading (self, documents->len, MAX (pending, 0) + missing->len - from - n);
    if (!ry_writer_put (self->writer, documents, error))
      return FALSE;
    take_written (self);
    notify (self);
  }
  return TRUE;
}

static void
remove_designs (GPtrArray *changes)
{
  for (guint i = changes->len; i > 0; i--)
    if (g_str_has_prefix (((RyChange *) g_ptr_array_index (changes, i - 1))->id, "_design/"))
      g_ptr_array_remove_index (changes, i - 1);
}

static gboolean
copy_rows (RyReplication *self, RyChangesPage *page, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) missing = NULL;

  if (self->leave_designs)
    remove_designs (page->changes);
  if (page->changes->len == 0)
    return TRUE;
  ry_watch_expect (self->watch, page->changes);
  missing = find_missing (self, page->changes, cancellable, error);
  if (missing == NULL)
    return FALSE;
  ry_watch_present (self->watch, page->changes, missing);
  return copy_missing (self, missing, page->pending, cancellable, error);
}

static gboolean
copy_page (RyReplication *self, RyChangesPage *page, GCancellable *cancellable, GError **error)
{
  if (!copy_rows (self, page, cancellable, error))
    return FALSE;
  g_free (self->since);
  self->since = g_strdup (page->last_seq);
  return TRUE;
}

/* What was refused once and is wanted again, whatever its place in the feed. */
static gboolean
copy_refused (RyReplication *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyFilter) filter = NULL;
  g_autoptr (RyChangesPage) page = NULL;
  g_auto (GStrv) ids = self->refusals != NULL ? ry_refusals_dup_wanted (self->refusals, self->incoming) : NULL;

  if (ids == NULL || ids[0] == NULL)
    return TRUE;
  filter = ry_filter_new ((const char *const *) ids, NULL);
  page = ry_peer_get_changes (self->source, "0", g_strv_length (ids), 0, filter, cancellable, error);
  return page != NULL && copy_rows (self, page, cancellable, error);
}

/* A server that answers a long poll at once with nothing would keep both ends busy for nothing. */
static void
rest (gint64 asked_at, GCancellable *cancellable)
{
  gint64 early = asked_at + RY_TUNING_LONG_POLL_LEAST_MS * 1000 - g_get_monotonic_time ();
  GPollFD fd;

  if (early <= 0 || cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &fd))
    return;
  g_poll (&fd, 1, (int) (early / 1000) + 1);
  g_cancellable_release_fd (cancellable);
}

/* An empty page is the last, unless it says that there is more and has moved on: a filter passed over all of it. */
static gboolean
is_last (RyReplication *self, RyChangesPage *page)
{
  if (page->changes->len == 0)
    return page->pending <= 0 || strcmp (page->last_seq, self->since) == 0;
  return page->changes->len < RY_TUNING_PAGE_ROWS && page->pending == 0;
}

/* since = checkpoint; loop { changes, revs_diff, get, bulk_docs, checkpoint } */
static gboolean
copy_changes (RyReplication *self, GCancellable *cancellable, GError **error)
{
  guint wait = 0;

  for (;;) {
    gint64 asked_at = g_get_monotonic_time ();
    g_autoptr (RyChangesPage) page = get_page (self, wait, cancellable, error);
    guint n_rows = page != NULL ? page->changes->len : 0;
    gboolean at_end = page != NULL && is_last (self, page);

    if (page == NULL || !copy_page (self, page, cancellable, error))
      return FALSE;
    if (!keep_place (self, at_end, cancellable, error))
      return FALSE;
    if (at_end && self->n_holes > 0) {
      g_set_error (error, RY_ERROR, RY_ERROR_FAILED,
                   g_dngettext (GETTEXT_PACKAGE, "%u record could not be brought over; it will be tried again.",
                                "%u records could not be brought over; they will be tried again.", self->n_holes),
                   self->n_holes);
      return FALSE;
    }
    note_page (self, page, at_end);
    if (at_end && !self->live)
      return TRUE;
    if (wait > 0 && n_rows == 0)
      rest (asked_at, cancellable);
    wait = at_end ? RY_TUNING_LONG_POLL_SECONDS : 0;
  }
}

/* In the writer's thread. */
static void
count_attachment_cb (gint64 bytes, gpointer data)
{
  RyReplication *self = data;

  g_mutex_lock (&self->lock);
  self->progress.bytes += bytes;
  g_mutex_unlock (&self->lock);
  notify (self);
}

static void
ry_replication_finalize (GObject *object)
{
  RyReplication *self = RY_REPLICATION (object);

  g_clear_object (&self->source);
  g_clear_object (&self->target);
  g_clear_pointer (&self->filter, ry_filter_free);
  g_clear_pointer (&self->refusals, ry_refusals_unref);
  g_clear_pointer (&self->place, ry_place_free);
  g_clear_pointer (&self->watch, ry_watch_free);
  g_free (self->since);
  g_free (self->arrived_seq);
  g_ptr_array_unref (self->refused);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ry_replication_parent_class)->finalize (object);
}

static void
ry_replication_class_init (RyReplicationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ry_replication_finalize;
}

static void
ry_replication_init (RyReplication *self)
{
  g_mutex_init (&self->lock);
  self->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  self->batch_size = RY_TUNING_BATCH_FIRST;
  self->progress.pending = -1;
}

/**
 * ry_replication_new:
 * @source: where to read
 * @target: where to write
 *
 * Returns: (transfer full): a run that has not begun
 */
RyReplication *
ry_replication_new (RyPeer *source, RyPeer *target)
{
  RyReplication *self = g_object_new (RY_TYPE_REPLICATION, NULL);

  self->source = g_object_ref (source);
  self->target = g_object_ref (target);
  return self;
}

/**
 * ry_replication_set_live:
 * @self: a run that has not begun
 * @live: whether to wait for more at the end, until cancelled
 */
void
ry_replication_set_live (RyReplication *self, gboolean live)
{
  self->live = live;
}

/**
 * ry_replication_set_leave_designs:
 * @self: a run that has not begun
 * @leave: whether design documents stay where they are: they are a server's program, not a desktop's matter
 */
void
ry_replication_set_leave_designs (RyReplication *self, gboolean leave)
{
  self->leave_designs = leave;
}

/**
 * ry_replication_set_filter:
 * @self: a run that has not begun
 * @ids: (nullable) (array zero-terminated=1): bring only these documents
 * @selector: (nullable): bring only documents that match this Mango selector, JSON text
 *
 * A filtered run keeps a place of its own.
 */
void
ry_replication_set_filter (RyReplication *self, const char *const *ids, const char *selector)
{
  g_clear_pointer (&self->filter, ry_filter_free);
  if (ids != NULL || selector != NULL)
    self->filter = ry_filter_new (ids, selector);
}

/**
 * ry_replication_set_refusals:
 * @self: a run that has not begun
 * @refusals: takes what is refused, and says what is to be offered again
 * @incoming: whether the target is the near end
 */
void
ry_replication_set_refusals (RyReplication *self, RyRefusals *refusals, gboolean incoming)
{
  self->refusals = ry_refusals_ref (refusals);
  self->incoming = incoming;
}

/**
 * ry_replication_set_known:
 * @self: a run that has not begun, from a local source
 * @seq: the source's sequence up to which the target once had everything
 *
 * What is missing at the target all the same, it has lost; it is counted as given back.
 */
void
ry_replication_set_known (RyReplication *self, gint64 seq)
{
  self->known_seq = seq;
}

/**
 * ry_replication_set_func:
 * @self: a run that has not begun
 * @func: called in the run's thread
 * @data: for @func
 */
void
ry_replication_set_func (RyReplication *self, RyReplicationFunc func, gpointer data)
{
  self->func = func;
  self->func_data = data;
}

/**
 * ry_replication_run:
 * @self: a run that has not begun
 * @cancellable: (nullable): ends it at any moment
 *
 * Brings over everything that the target lacks. Blocks; call it in a thread of its own. What was written and
 * checkpointed before an error stays.
 *
 * Returns: %TRUE where the end was reached, or %FALSE with @error set
 */
gboolean
ry_replication_run (RyReplication *self, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (!self->started, FALSE);
  self->started = TRUE;

  self->watch = ry_watch_new (self->refusals, self->known_seq);
  self->writer =
      ry_writer_new (self->target, &(RyAttachmentSource){ self->source, count_attachment_cb, self }, cancellable);
  ok = find_start (self, cancellable, error) && copy_refused (self, cancellable, error) &&
       copy_changes (self, cancellable, error);
  if (!ok)
    flush (self, NULL);
  if (self->refusals != NULL)
    ok = ry_refusals_save (self->refusals, ok ? error : NULL) && ok;
  g_clear_pointer (&self->writer, ry_writer_free);
  notify (self);
  return ok;
}

/**
 * ry_replication_get_progress:
 * @self: a run
 * @progress: (out): how far it has come
 */
void
ry_replication_get_progress (RyReplication *self, RySyncProgress *progress)
{
  g_mutex_lock (&self->lock);
  *progress = self->progress;
  g_mutex_unlock (&self->lock);
}

/**
 * ry_replication_dup_since:
 * @self: a run
 *
 * Returns: (transfer full) (nullable): the source's sequence up to which everything is at the target; %NULL
 *   before that is known
 */
char *
ry_replication_dup_since (RyReplication *self)
{
  char *seq;

  g_mutex_lock (&self->lock);
  seq = g_strdup (self->arrived_seq);
  g_mutex_unlock (&self->lock);
  return seq;
}

/**
 * ry_replication_get_caught_up:
 * @self: a run
 *
 * Returns: whether the source's last answer had nothing more to come
 */
gboolean
ry_replication_get_caught_up (RyReplication *self)
{
  gboolean caught_up;

  g_mutex_lock (&self->lock);
  caught_up = self->caught_up;
  g_mutex_unlock (&self->lock);
  return caught_up;
}

/**
 * ry_replication_get_answered:
 * @self: a run
 *
 * Returns: when the source last answered, by ry_clock_now(), 0 for never
 */
gint64
ry_replication_get_answered (RyReplication *self)
{
  gint64 answered;

  g_mutex_lock (&self->lock);
  answered = self->answered;
  g_mutex_unlock (&self->lock);
  return answered;
}

/**
 * ry_replication_dup_refused:
 * @self: a run
 *
 * Returns: (transfer full) (element-type RyWriteResult): what the target refused by name
 */
GPtrArray *
ry_replication_dup_refused (RyReplication *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->refused->len; i++) {
    RyWriteResult *row = g_ptr_array_index (self->refused, i);

    g_ptr_array_add (all, ry_peer_failure_new (row->id, row->rev, g_error_copy (row->error)));
  }
  g_mutex_unlock (&self->lock);
  return all;
}
