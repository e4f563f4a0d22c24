/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The check. It has a deck of its own, so that nobody who presents waits for it.
 */
#include "ry-slide-checker.h"

typedef struct {
  RyWorkspace *workspace;
  char *show;
} Check;

static void
free_check (gpointer data)
{
  Check *check = data;

  g_object_unref (check->workspace);
  g_free (check->show);
  g_free (check);
}

static void
free_report (gpointer data)
{
  RyTalkReport *report = data;

  g_free (report->key);
  g_free (report->trouble);
  g_free (report);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  GError *error = NULL;
  g_autoptr (RySlideDeck) deck = ry_slide_deck_new (check->workspace, check->show, cancellable, &error);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (free_report);

  for (guint i = 0; deck != NULL && i < ry_slide_deck_get_n_talks (deck) &&
                    !g_cancellable_set_error_if_cancelled (cancellable, &error);
       i++) {
    RyTalkReport *report = g_new0 (RyTalkReport, 1);

    report->key = g_strdup (ry_show_get_talk (ry_slide_deck_get_show (deck), i)->key);
    report->n_slides = ry_slide_deck_get_n_slides (deck, i);
    report->n_pages = ry_slide_deck_get_n_pages (deck, i);
    report->trouble = g_strdup (ry_slide_deck_get_trouble (deck, i));
    ry_slide_deck_check (deck, i, &report->finding);
    g_ptr_array_add (reports, report);
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reports), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ry_slide_checker_run_async:
 * @workspace: the records
 * @show: a running order
 * @cancellable: (nullable): to stop
 * @callback: when it is done
 * @user_data: for @callback
 *
 * Looks at all slides.
 */
void
ry_slide_checker_run_async (RyWorkspace *workspace,
                            const char *show,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  check->workspace = g_object_ref (workspace);
  check->show = g_strdup (show);
  g_task_set_task_data (task, check, free_check);
  g_task_run_in_thread (task, check_thread);
}

/**
 * ry_slide_checker_run_finish:
 * @result: of the call
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyTalkReport): a report a talk, in order
 */
GPtrArray *
ry_slide_checker_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
