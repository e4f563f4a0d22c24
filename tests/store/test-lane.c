/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lane: order, work from within, cancelling, upkeep behind everything else, closing.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-lane-private.h"

typedef struct {
  RyLane *lane;
  GString *log;
  char mark;
} Step;

static gboolean
log_mark (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  g_assert_true (ry_lane_is_current (step->lane));
  g_string_append_c (step->log, step->mark);
  *result = g_strdup_printf ("did %c", step->mark);
  return TRUE;
}

static gboolean
call_from_within (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Step *step = data, inner = { step->lane, step->log, 'i' };
  gpointer answer;

  g_string_append_c (step->log, '(');
  g_assert_true (ry_lane_call (step->lane, log_mark, &inner, &answer, cancellable, error));
  g_string_append_c (step->log, ')');
  *result = answer;
  return TRUE;
}

static gboolean
fail (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, "on purpose");
  return FALSE;
}

static gboolean
log_upkeep (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Step *step = data;

  g_string_append_c (step->log, step->mark);
  return TRUE;
}

static gboolean
wait_a_little (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  g_usleep (50000);
  return TRUE;
}

static void
test_call (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL);
  Step step = { lane, log, 'a' };
  g_autoptr (GError) error = NULL;
  gpointer answer;

  g_assert_false (ry_lane_is_current (lane));
  g_assert_true (ry_lane_call (lane, log_mark, &step, &answer, NULL, &error));
  g_assert_cmpstr (answer, ==, "did a");
  g_free (answer);
  g_assert_true (ry_lane_call (lane, call_from_within, &step, &answer, NULL, &error));
  g_free (answer);
  g_assert_cmpstr (log->str, ==, "a(i)");
  g_assert_false (ry_lane_call (lane, fail, NULL, NULL, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
}

static void
note_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = ry_lane_run_finish (RY_LANE (source), result, &error);

  g_string_append_printf (data, "[%s]", answer != NULL ? answer : error->domain == RY_ERROR ? "refused" : "cancelled");
}

static void
spin_until (GString *log, gsize length)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (log->len < length && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (log->len, >=, length);
}

static void
test_async_in_order (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL), answers = g_string_new (NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  Step steps[] = { { lane, log, 'a' }, { lane, log, 'b' }, { lane, log, 'c' }, { lane, log, 'd' } };

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    ry_lane_run_async (lane, log_mark, &steps[i], NULL, g_free, i == 2 ? cancelled : NULL, note_result_cb, answers);
  spin_until (answers, strlen ("[did a][did b][cancelled][did d]"));
  g_assert_cmpstr (log->str, ==, "abd");
  /* GTask keeps what was cancelled for the next turn of the main loop. */
  g_assert_true (g_str_has_prefix (answers->str, "[did a][did b]"));
  g_assert_nonnull (strstr (answers->str, "[cancelled]"));
}

/* Upkeep that was handed over first waits until nothing else does. */
static void
test_upkeep (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL), answers = g_string_new (NULL);
  Step upkeep = { lane, log, 'u' }, work = { lane, log, 'w' };
  gpointer answer;

  ry_lane_run_async (lane, wait_a_little, NULL, NULL, NULL, NULL, NULL, NULL);
  _ry_lane_push_upkeep (lane, log_upkeep, &upkeep, NULL);
  g_assert_true (ry_lane_call (lane, log_mark, &work, &answer, NULL, NULL));
  g_free (answer);
  spin_until (log, 2);
  g_assert_cmpstr (log->str, ==, "wu");
}

/* Notes how many were done together; the second of them fails. */
static void
run_together (RyLaneJob *const *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++) {
    Step *step = jobs[i]->data;

    if (i == 0)
      g_string_append_printf (step->log, "%u", n_jobs);
    g_string_append_c (step->log, step->mark);
    if (i == 1)
      g_set_error_literal (&jobs[i]->error, RY_ERROR, RY_ERROR_CORRUPT, "on purpose");
    else
      jobs[i]->result = g_strdup_printf ("did %c", step->mark);
    jobs[i]->done = i != 1;
  }
}

static void
push_group_task (RyLane *lane, Step *step, GCancellable *cancellable, GString *answers)
{
  g_autoptr (GTask) task = g_task_new (lane, cancellable, note_result_cb, answers);

  _ry_lane_run_group_task (lane, task, run_together, step, NULL, g_free);
}

/* Jobs that gathered are done together, up to the first of another kind; each has its own answer. */
static void
test_group (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL), answers = g_string_new (NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Step steps[] = { { lane, log, 'a' }, { lane, log, 'b' }, { lane, log, 'c' }, { lane, log, 'd' }, { lane, log, 'e' } };
  gpointer answer = NULL;

  g_cancellable_cancel (cancelled);
  ry_lane_run_async (lane, wait_a_little, NULL, NULL, NULL, NULL, NULL, NULL);
  push_group_task (lane, &steps[0], NULL, answers);
  push_group_task (lane, &steps[1], NULL, answers);
  push_group_task (lane, &steps[2], cancelled, answers);
  push_group_task (lane, &steps[3], NULL, answers);
  ry_lane_run_async (lane, log_mark, &steps[4], NULL, g_free, NULL, note_result_cb, answers);
  g_assert_true (_ry_lane_call_group (lane, run_together, &steps[0], &answer, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, "did a");
  g_free (answer);
  spin_until (answers, strlen ("[did a][refused][did d][did e][cancelled]"));
  g_assert_cmpstr (log->str, ==, "3abde1a");
  g_assert_nonnull (strstr (answers->str, "[did a][refused][did d][did e]"));
  _ry_lane_close (lane);
  g_assert_false (_ry_lane_call_group (lane, run_together, &steps[0], &answer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
}

/* Once each time that nobody wants anything for a while, and behind all upkeep. */
static void
test_rest (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL);
  Step rest = { lane, log, 'r' }, upkeep = { lane, log, 'u' }, work = { lane, log, 'w' };
  gpointer answer;

  _ry_lane_set_rest (lane, log_upkeep, &rest, 20);
  for (guint i = 0; i < 2; i++) {
    g_assert_true (ry_lane_call (lane, log_mark, &work, &answer, NULL, NULL));
    g_free (answer);
    _ry_lane_push_upkeep (lane, log_upkeep, &upkeep, NULL);
    spin_until (log, 3 * (i + 1));
    g_usleep (60000);
  }
  _ry_lane_close (lane);
  g_assert_cmpstr (log->str, ==, "wurwur");
}

static void
test_close (void)
{
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  g_autoptr (GString) log = g_string_new (NULL), answers = g_string_new (NULL);
  Step step = { lane, log, 'a' };
  g_autoptr (GError) error = NULL;

  ry_lane_run_async (lane, wait_a_little, NULL, NULL, NULL, NULL, NULL, NULL);
  ry_lane_run_async (lane, log_mark, &step, NULL, g_free, NULL, note_result_cb, answers);
  _ry_lane_close (lane);
  /* What was handed over is done; what comes now is not. */
  g_assert_cmpstr (log->str, ==, "a");
  ry_lane_run_async (lane, log_mark, &step, NULL, g_free, NULL, note_result_cb, answers);
  g_assert_false (ry_lane_call (lane, log_mark, &step, NULL, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
  spin_until (answers, strlen ("[did a][refused]"));
  g_assert_cmpstr (answers->str, ==, "[did a][refused]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lane/call", test_call);
  g_test_add_func ("/lane/async-in-order", test_async_in_order);
  g_test_add_func ("/lane/upkeep", test_upkeep);
  g_test_add_func ("/lane/group", test_group);
  g_test_add_func ("/lane/rest", test_rest);
  g_test_add_func ("/lane/close", test_close);
  return g_test_run ();
}
