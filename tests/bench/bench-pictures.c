/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long frames take on the software renderer: the matrix of 200 hospitals and 60 conditions while it scrolls, and
 * the first frame of the two wheels with 300 nodes; beside each the frame of an empty window of the same size. By the
 * clock on the wall, and by what the main thread worked: on a machine that does other things too, only the second
 * tells. Run it on a screen of its own: tests/support/xrun 1280x900 bench-pictures.
 */
#include <adwaita.h>
#include <stdio.h>
#include <time.h>

#include "ry-matrix-view.h"
#include "ry-picture-view.h"
#include "ry-wheels-scene.h"

#define N_HOSPITALS       200
#define N_CONDITIONS      60
#define N_FRAMES          400
#define N_ROUNDS          11
#define N_BODIES          180
#define N_WHEEL_HOSPITALS 120

typedef struct {
  double began, began_work;
  GArray *frames; /* double, ms */
  GArray *work;   /* the same by the main thread's own time */
} Clock;

static double
get_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
before_cb (GdkFrameClock *clock, Clock *self)
{
  self->began = get_ms (CLOCK_MONOTONIC);
  self->began_work = get_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_cb (GdkFrameClock *clock, Clock *self)
{
  double ms = get_ms (CLOCK_MONOTONIC) - self->began, work = get_ms (CLOCK_THREAD_CPUTIME_ID) - self->began_work;

  g_array_append_val (self->frames, ms);
  g_array_append_val (self->work, work);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static double
get_part (GArray *times, double part)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN ((guint) (part * times->len), times->len - 1));
}

static void
wait_for_frames (Clock *clock, guint n)
{
  while (clock->frames->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* A window that is shown, with a clock at its frames. */
static GtkWidget *
open_window (GtkWidget *child, Clock *clock)
{
  GtkWidget *window = gtk_window_new ();
  GdkFrameClock *frames;

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  clock->frames = g_array_new (FALSE, FALSE, sizeof (double));
  clock->work = g_array_new (FALSE, FALSE, sizeof (double));
  frames = gtk_widget_get_frame_clock (window);
  g_signal_connect (frames, "before-paint", G_CALLBACK (before_cb), clock);
  g_signal_connect (frames, "after-paint", G_CALLBACK (after_cb), clock);
  gtk_widget_queue_draw (window);
  wait_for_frames (clock, 1);
  return window;
}

static void
close_window (GtkWidget *window, Clock *clock)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), clock);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&clock->frames, g_array_unref);
  g_clear_pointer (&clock->work, g_array_unref);
}

/* ---- An empty window ---- */

static double
measure_empty (void)
{
  Clock clock = { 0 };
  GtkWidget *window = open_window (gtk_label_new (""), &clock);
  double median;

  for (guint i = 0; i < 60; i++) {
    guint n = clock.frames->len;

    gtk_widget_queue_draw (window);
    wait_for_frames (&clock, n + 1);
  }
  median = get_part (clock.work, 0.5);
  close_window (window, &clock);
  return median;
}

/* ---- The matrix ---- */

static RyMatrix *
create_matrix (void)
{
  RyMatrix *matrix = g_new0 (RyMatrix, 1);

  matrix->as_of = g_strdup ("2026-11-24");
  matrix->columns = g_ptr_array_new ();
  matrix->rows = g_ptr_array_new ();
  for (guint i = 0; i < N_CONDITIONS; i++) {
    RyMatrixColumn *column = g_new0 (RyMatrixColumn, 1);

    column->id = g_strdup_printf ("condition:%u", i);
    column->name = g_strdup_printf ("受入れの条件その%u", i);
    column->group = i < 4 ? RY_MATRIX_FUNCTIONS : RY_MATRIX_TREATMENTS;
    g_ptr_array_add (matrix->columns, column);
  }
  for (guint i = 0; i < N_HOSPITALS; i++) {
    RyMatrixRow *row = g_new0 (RyMatrixRow, 1);

    row->id = g_strdup_printf ("organisation:%u", i);
    row->name = g_strdup_printf ("第%u総合病院", i);
    row->picture = g_strdup_printf ("第%u総合", i);
    row->functions = g_strdup ("急性期");
    row->age = g_strdup (i % 3 > 0 ? "今年度 確認済み" : "未確認 14か月");
    row->confirmation = i % 3 > 0 ? RY_CONFIRMATION_CURRENT : RY_CONFIRMATION_OLD;
    row->cells = g_new0 (RyMatrixCell, N_CONDITIONS);
    for (guint j = 0; j < N_CONDITIONS; j++)
      row->cells[j].answer = (i * 7 + j * 3 + i * j) % RY_N_ANSWERS;
    g_ptr_array_add (matrix->rows, row);
  }
  return matrix;
}

static void
measure_matrix (double empty)
{
  const RyMatrixWant wants[] = { { 9, TRUE }, { 20, TRUE } };
  RyMatrix *matrix = create_matrix ();
  RyMatrixView *view = g_object_new (RY_TYPE_MATRIX_VIEW, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *window;
  GtkAdjustment *down, *across;
  Clock clock = { 0 };

  ry_matrix_view_set_matrix (view, matrix);
  ry_matrix_view_set_wants (view, wants, G_N_ELEMENTS (wants));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (view));
  window = open_window (scrolled, &clock);
  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  wait_for_frames (&clock, 3);
  g_array_set_size (clock.frames, 0);
  g_array_set_size (clock.work, 0);
  for (guint i = 0; i < N_FRAMES; i++) {
    guint n = clock.frames->len;

    gtk_adjustment_set_value (down, (i * 23) % 6400);
    gtk_adjustment_set_value (across, (i * 7) % 1300);
    if (i % 100 == 99) /* a pause, in which the widgets of the cells follow */
      for (gint64 until = g_get_monotonic_time () + 400000; g_get_monotonic_time () < until;)
        g_main_context_iteration (NULL, FALSE);
    else
      wait_for_frames (&clock, n + 1);
  }
  printf ("matrix, %u hospitals × %u conditions, a frame of scrolling: work median %.1f ms, 99 of 100 within %.1f ms, "
          "longest %.1f ms; on the wall %.1f, %.1f, %.1f ms; empty window %.1f ms\n",
          N_HOSPITALS, N_CONDITIONS, get_part (clock.work, 0.5), get_part (clock.work, 0.99), get_part (clock.work, 1),
          get_part (clock.frames, 0.5), get_part (clock.frames, 0.99), get_part (clock.frames, 1), empty);
  ry_matrix_view_set_matrix (view, NULL);
  close_window (window, &clock);
  ry_matrix_free (matrix);
}

/* ---- The two wheels ---- */

static RyWheels *
create_wheels (void)
{
  RyWheels *wheels = ry_wheels_new_empty ();

  wheels->plane_name = g_strdup ("連絡協議会");
  wheels->vertical_name = g_strdup ("ネットワーク協議会");
  for (guint i = 0; i < N_BODIES; i++) {
    RyWheelBody *body = ry_wheels_add_body (wheels);

    body->id = g_strdup_printf ("organisation:b%u", i);
    body->name = g_strdup_printf ("第%u地区", i);
    body->picture = g_strdup (body->name);
    body->field = i * RY_N_WHEEL_FIELDS / N_BODIES;
  }
  for (guint i = 0; i < N_WHEEL_HOSPITALS; i++) {
    RyWheelHospital *hospital = ry_wheels_add_hospital (wheels);

    hospital->id = g_strdup_printf ("organisation:h%u", i);
    hospital->name = g_strdup_printf ("第%u病院", i);
    hospital->picture = g_strdup (hospital->name);
    hospital->code = g_strdup (hospital->name);
    hospital->stage = i * RY_N_STAGES / N_WHEEL_HOSPITALS;
    hospital->sum.beds = i % 6;
    hospital->sum.reported = 1;
  }
  return wheels;
}

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer wheels)
{
  return focus == NULL ? ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, scheme, width, height) : NULL;
}

static void
measure_first_frame (RyWheels *wheels, GArray *walls, GArray *works)
{
  RyPictureView *view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  Clock clock = { 0 };
  GtkWidget *window = open_window (GTK_WIDGET (view), &clock);
  guint n = clock.frames->len;
  double wall = get_ms (CLOCK_MONOTONIC), work = get_ms (CLOCK_THREAD_CPUTIME_ID);

  ry_picture_view_set_source (view, create_scene, NULL, wheels);
  wait_for_frames (&clock, n + 1);
  wall = get_ms (CLOCK_MONOTONIC) - wall;
  work = get_ms (CLOCK_THREAD_CPUTIME_ID) - work;
  g_array_append_val (walls, wall);
  g_array_append_val (works, work);
  close_window (window, &clock);
}

static void
measure_wheels (double empty)
{
  RyWheels *wheels = create_wheels ();
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_ROUNDS; i++)
    measure_first_frame (wheels, walls, works);
  printf ("two wheels, %u nodes, first frame: work median %.0f ms, longest %.0f ms; on the wall %.0f, %.0f ms; empty "
          "window %.1f ms\n",
          N_BODIES + N_WHEEL_HOSPITALS, get_part (works, 0.5), get_part (works, 1), get_part (walls, 0.5),
          get_part (walls, 1), empty);
  ry_wheels_free (wheels);
}

int
main (int argc, char **argv)
{
  double empty;

  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  adw_init ();
  empty = measure_empty ();
  measure_matrix (empty);
  measure_wheels (empty);
  return 0;
}
