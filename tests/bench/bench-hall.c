/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A talk of five files of a hundred pages: from the key to the frame that shows the next slide, at 1920 × 1080 by
 * whatever renderer GSK_RENDERER names, for a speaker who stays 150 ms with a slide; and the memory after 50 and after
 * 500 slides, the later ones leafed through as fast as they come. The baseline is the same slide rendered when it is
 * asked for.
 */
#include <adwaita.h>
#include <cairo-pdf.h>
#include <malloc.h>
#include <time.h>

#include "ry-attach.h"
#include "ry-json.h"
#include "ry-show-run.h"
#include "ry-slide-cache.h"
#include "ry-slide-view.h"

#define N_TALKS 5
#define N_PAGES 99
#define PACE_MS 150
#define LEAF_MS 10
#define N_TIMED 120

typedef struct {
  RySlideDeck *deck;
  RyShowRun *run;
  RySlideCache *cache;
  RySlideView *view;
  GMainLoop *loop;
  GArray *times; /* ms */
  GArray *works; /* ms of this thread's own work: others that run on the machine are not in it */
  double worked;
  gint64 pressed;
  gboolean waiting;
  guint n_leafed;
  double memory, middle; /* MiB after 50 and 250 slides */
} Bench;

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 960, 540);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < N_PAGES; i++) {
    cairo_set_font_size (cr, 28);
    for (guint j = 0; j < 12; j++) {
      g_autofree char *line = g_strdup_printf ("Page %u, line %u: what we do at night and at weekends", i, j);

      cairo_set_source_rgb (cr, 0.2, 0.25, 0.6);
      cairo_rectangle (cr, 40, 40 + j * 40, 20 + i, 24);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, 150, 62 + j * 40);
      cairo_show_text (cr, line);
    }
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static double
get_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  words = g_strsplit (text, " ", -1);
  return (double) g_ascii_strtoll (words[1], NULL, 10) * 4096 / (1024 * 1024);
}

static double
get_work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

static double
median (GArray *times, double share)
{
  return g_array_index (times, double, (guint) ((times->len - 1) * share));
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
want (Bench *self)
{
  RySlidePlace places[4] = { { ry_show_run_get_talk (self->run), ry_show_run_get_slide (self->run) } };
  guint n = 1, talk, slide;

  if (ry_show_run_peek_next (self->run, &talk, &slide))
    places[n++] = (RySlidePlace){ talk, slide };
  if (ry_show_run_peek_previous (self->run, &talk, &slide))
    places[n++] = (RySlidePlace){ talk, slide };
  ry_slide_cache_want (self->cache, places, n);
}

static void
show (Bench *self)
{
  RyStill *still =
      ry_slide_cache_get (self->cache, ry_show_run_get_talk (self->run), ry_show_run_get_slide (self->run));

  if (still == NULL || still == ry_slide_view_get_still (self->view))
    return;
  self->waiting = TRUE;
  ry_slide_view_set_still (self->view, still);
}

static void
painted_cb (Bench *self)
{
  double ms = (double) (g_get_monotonic_time () - self->pressed) / 1000, work = get_work () - self->worked;

  if (!self->waiting)
    return;
  self->waiting = FALSE;
  if (self->pressed == 0)
    return;
  g_array_append_val (self->times, ms);
  g_array_append_val (self->works, work);
  if (self->times->len == 50)
    self->memory = get_memory ();
}

/* The next as soon as this one was seen. */
static gboolean
leaf_cb (gpointer data)
{
  Bench *self = data;

  if (self->waiting ||
      ry_slide_cache_get (self->cache, ry_show_run_get_talk (self->run), ry_show_run_get_slide (self->run)) == NULL)
    return G_SOURCE_CONTINUE;
  self->pressed = 0;
  if (self->times->len + ++self->n_leafed == 250)
    self->middle = get_memory ();
  if (ry_show_run_next (self->run, 0)) {
    want (self);
    show (self);
    return G_SOURCE_CONTINUE;
  }
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
press_cb (gpointer data)
{
  Bench *self = data;

  self->pressed = g_get_monotonic_time ();
  self->worked = get_work ();
  if (!ry_show_run_next (self->run, 0)) {
    g_main_loop_quit (self->loop);
    return G_SOURCE_REMOVE;
  }
  want (self);
  show (self);
  if (self->times->len < N_TIMED)
    return G_SOURCE_CONTINUE;
  g_timeout_add (LEAF_MS, leaf_cb, self);
  return G_SOURCE_REMOVE;
}

static RyWorkspace *
create_home (const char *dir)
{
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GString) text = g_string_new ("{\"kind\":\"show\",\"title\":\"bench\",\"talks\":[");
  g_autoptr (GBytes) pdf = make_pdf ();
  RyWorkspace *workspace;

  ry_workspace_create (home, "bench", NULL);
  workspace = ry_workspace_open (home, NULL, NULL);
  for (guint i = 0; i < N_TALKS; i++)
    g_string_append_printf (text,
                            "%s{\"key\":\"%u\",\"title\":\"talk %u\",\"source\":\"file\",\"file\":\"slides.pdf\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "]}");
  edits = ry_edits_new_with (ry_edit_new ("show:bench", NULL, ry_json_parse_object (text->str, -1, NULL)), NULL);
  ry_edit_attach (g_ptr_array_index (edits, 0), "slides.pdf", "application/pdf", pdf);
  ry_undo_unref (ry_workspace_commit (workspace, edits, NULL, NULL));
  return workspace;
}

/* What a slide costs that nobody rendered ahead. */
static double
measure_rendering (RySlideDeck *deck)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; i <= 21; i++) {
    gint64 begun = g_get_monotonic_time ();
    cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1920, 1080);
    cairo_t *cr = cairo_create (surface);
    double ms;

    ry_slide_deck_draw (deck, 0, i, cr, RY_SCENE_SCREEN);
    cairo_destroy (cr);
    cairo_surface_destroy (surface);
    ms = (double) (g_get_monotonic_time () - begun) / 1000;
    g_array_append_val (times, ms);
  }
  g_array_sort (times, compare_doubles);
  return median (times, 0.5);
}

static void
run (Bench *self)
{
  GtkWidget *window = gtk_window_new ();
  guint n[N_TALKS];

  for (guint i = 0; i < N_TALKS; i++)
    n[i] = ry_slide_deck_get_n_slides (self->deck, i);
  self->run = ry_show_run_new (ry_slide_deck_get_show (self->deck), n);
  self->cache = ry_slide_cache_new (self->deck, 1920, 1080);
  self->view = g_object_new (RY_TYPE_SLIDE_VIEW, NULL);
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  self->works = g_array_new (FALSE, FALSE, sizeof (double));
  self->loop = g_main_loop_new (NULL, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), self);
  g_signal_connect_swapped (self->cache, "rendered", G_CALLBACK (show), self);
  want (self);
  g_timeout_add (PACE_MS, press_cb, self);
  g_main_loop_run (self->loop);
}

int
main (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bench-hall-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", dir);
  RyWorkspace *workspace = create_home (dir);
  Bench self = { 0 };
  double alone;

  mallopt (M_MMAP_THRESHOLD, 1024 * 1024); /* as the program does */
  adw_init ();
  self.deck = ry_slide_deck_new (workspace, "show:bench", NULL, NULL);
  alone = measure_rendering (self.deck);
  run (&self);
  g_array_sort (self.times, compare_doubles);
  g_array_sort (self.works, compare_doubles);
  g_print ("hall, slide change to the next frame at 1920 x 1080: median %.1f ms, 95%% %.1f ms, worst %.1f ms of %u; "
           "own work %.1f ms; rendered when asked for %.1f ms, ratio %.2f\n",
           median (self.times, 0.5), median (self.times, 0.95), median (self.times, 1), self.times->len,
           median (self.works, 0.5), alone, median (self.times, 0.5) / alone);
  g_print ("hall, memory after 50 slides %.0f MiB, after 250 %.0f MiB, after %u %.0f MiB\n", self.memory, self.middle,
           self.times->len + self.n_leafed, get_memory ());
  ry_workspace_close (workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  return 0;
}
