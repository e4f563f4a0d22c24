/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures the start. It looks at each frame after it was painted: one with rows in a list is what a person
 * waits for.
 */
#include "ry-bench.h"

#include <stdio.h>

typedef struct {
  GtkWindow *window;
  gint64 started;
} Bench;

static gboolean
has_rows (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LIST_BASE (widget) || (GTK_IS_LIST_BOX (widget) && gtk_widget_has_css_class (widget, "boxed-list")))
    return gtk_widget_get_first_child (widget) != NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_rows (child))
      return TRUE;
  return FALSE;
}

static void
painted_cb (GdkFrameClock *clock, Bench *bench)
{
  double ms = (double) (g_get_monotonic_time () - bench->started) / 1000;

  if (!has_rows (GTK_WIDGET (bench->window)))
    return;
  g_print ("%.1f\n", ms);
  fflush (stdout);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, bench);
  g_free (bench);
  g_application_quit (g_application_get_default ());
}

/**
 * ry_bench_watch:
 * @window: a window that is being shown
 *
 * Prints the milliseconds to its first populated frame and ends the program, where the start is measured.
 *
 * Returns: whether the start is measured
 */
gboolean
ry_bench_watch (GtkWindow *window)
{
  const char *started = g_getenv ("RYORIN_BENCH_START");
  Bench *bench;

  if (started == NULL)
    return FALSE;
  bench = g_new0 (Bench, 1);
  bench->window = window;
  bench->started = g_ascii_strtoll (started, NULL, 10);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (painted_cb), bench);
  return TRUE;
}
