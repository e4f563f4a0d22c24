/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counted in a thread by an index, and again when writing pauses: a keystroke in the minutes does not wait for it.
 */
#include "ry-overdue-watch.h"

#include <glib/gi18n.h>

#include "ry-action-filter.h"
#include "ry-date.h"

#define PAUSE_MS 500

/* Lives as long as its window. */
typedef struct {
  RyWindow *window; /* borrowed */
  guint pause;
} Watch;

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (today);

  ry_action_filter_set_scope (filter, RY_ACTIONS_LATE);
  g_task_return_int (task, (gssize) ry_action_filter_count (filter, source, NULL));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyWindow) window = data;
  int n = (int) g_task_propagate_int (G_TASK (result), NULL);
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("%d overdue", "%d overdue", n), n) : NULL;

  if (gtk_widget_get_root (GTK_WIDGET (window)) != NULL)
    ry_window_set_badge (window, "actions", words);
}

static void
start (RyWindow *window)
{
  g_autoptr (GTask) task = g_task_new (ry_window_get_workspace (window), NULL, counted_cb, g_object_ref (window));

  g_task_run_in_thread (task, count_thread);
}

static gboolean
pause_cb (gpointer data)
{
  Watch *watch = data;

  watch->pause = 0;
  start (watch->window);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyWorkspace *workspace, RyStore *store, guint source, RyWindow *window)
{
  Watch *watch = g_object_get_data (G_OBJECT (window), "overdue-watch");

  if (watch != NULL && watch->pause == 0)
    watch->pause = g_timeout_add (PAUSE_MS, pause_cb, watch);
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->pause, g_source_remove);
  g_free (watch);
}

/**
 * ry_overdue_watch:
 * @window: a window
 */
void
ry_overdue_watch (RyWindow *window)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->window = window;
  g_object_set_data_full (G_OBJECT (window), "overdue-watch", watch, watch_free);
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), window, 0);
  start (window);
}
