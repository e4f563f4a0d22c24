/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The letter is handed over while it is made, so that what is typed meanwhile does not change half of the papers.
 */
#include "ry-notice-run.h"

#include "ry-mail.h"

typedef struct {
  RyLetter *letter;
  GPtrArray *addressees; /* of @letter */
  RyLabelStyle labels;
  RyEnvelopeStyle envelopes;
  gboolean with_labels;
  char *parent;
  RyLetterProgressFunc progress;
  gpointer progress_data;
} Run;

typedef struct {
  RyLetterProgressFunc progress;
  gpointer data;
  guint done;
  guint total;
} Step;

static void
free_run (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->letter, ry_letter_free);
  g_clear_pointer (&run->addressees, g_ptr_array_unref);
  g_free (run->parent);
  g_free (run);
}

static gboolean
step_cb (gpointer data)
{
  Step *step = data;

  step->progress (step->done, step->total, step->data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  Run *run = data;
  Step *step = g_new (Step, 1);

  *step = (Step){ run->progress, run->progress_data, done, total };
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, step_cb, step, g_free);
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  const RyLetterRun how = { .labels = run->with_labels ? &run->labels : NULL,
                            .envelopes = run->envelopes,
                            .mail = ry_mail_write_letter,
                            .progress = run->progress != NULL ? progress_cb : NULL,
                            .data = run };
  GError *error = NULL;
  char *folder = ry_letter_run_make (source, run->letter, run->addressees, &how, run->parent, cancellable, &error);

  if (folder != NULL)
    g_task_return_pointer (task, folder, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * ry_notice_run_async:
 * @workspace: the region
 * @letter: (transfer full): a run with its number
 * @addressees: (element-type RyAddressee): those of @letter for whom papers are made
 * @labels: (nullable): labels for the post; %NULL for envelopes
 * @envelopes: how envelopes are to be
 * @parent: in which folder
 * @progress: (nullable): told in the main thread; must stay valid until the callback
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when it is over
 * @user_data: for @callback
 */
void
ry_notice_run_async (RyWorkspace *workspace,
                     RyLetter *letter,
                     GPtrArray *addressees,
                     const RyLabelStyle *labels,
                     const RyEnvelopeStyle *envelopes,
                     const char *parent,
                     RyLetterProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->letter = letter;
  run->addressees = g_ptr_array_ref (addressees);
  run->with_labels = labels != NULL;
  if (labels != NULL)
    run->labels = *labels;
  run->envelopes = *envelopes;
  run->parent = g_strdup (parent);
  run->progress = progress;
  run->progress_data = progress_data;
  g_task_set_task_data (task, run, free_run);
  g_task_run_in_thread (task, run_thread);
}

/**
 * ry_notice_run_finish:
 * @result: the result
 * @letter: (out) (transfer full): the run
 * @made: (out) (transfer container) (element-type RyAddressee): for whom papers were made
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the folder
 */
char *
ry_notice_run_finish (GAsyncResult *result, RyLetter **letter, GPtrArray **made, GError **error)
{
  Run *run = g_task_get_task_data (G_TASK (result));
  char *folder = g_task_propagate_pointer (G_TASK (result), error);

  if (folder != NULL) {
    *letter = g_steal_pointer (&run->letter);
    *made = g_ptr_array_ref (run->addressees);
  }
  return folder;
}
