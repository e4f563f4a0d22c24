/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySlideCache. One job is under way at a time; when it is done, the first of the wanted slides that is still missing
 * is next. A change of mind costs at most the slide that is under way.
 */
#include "ry-slide-cache.h"

typedef struct {
  RySlidePlace place;
  RyStill *still;
  char *words;
} Slide;

typedef struct {
  RySlideDeck *deck;
  RySlidePlace place;
  int width, height;
} Job;

struct _RySlideCache {
  GObject parent_instance;

  /* Owned */
  RySlideDeck *deck;
  GPtrArray *slides; /* Slide */
  GArray *wanted;    /* RySlidePlace, the most urgent first */
  GCancellable *cancellable;

  int width, height;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (RySlideCache, ry_slide_cache, G_TYPE_OBJECT)

enum { RENDERED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
free_slide (gpointer data)
{
  Slide *slide = data;

  g_clear_pointer (&slide->still, ry_still_unref);
  g_free (slide->words);
  g_free (slide);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  ry_slide_deck_unref (job->deck);
  g_free (job);
}

static gboolean
is_place (const RySlidePlace *a, const RySlidePlace *b)
{
  return a->talk == b->talk && a->slide == b->slide;
}

static Slide *
find (RySlideCache *self, const RySlidePlace *place)
{
  for (guint i = 0; i < self->slides->len; i++) {
    Slide *slide = g_ptr_array_index (self->slides, i);

    if (is_place (&slide->place, place))
      return slide;
  }
  return NULL;
}

static gboolean
is_wanted (RySlideCache *self, const RySlidePlace *place)
{
  for (guint i = 0; i < self->wanted->len; i++)
    if (is_place (&g_array_index (self->wanted, RySlidePlace, i), place))
      return TRUE;
  return FALSE;
}

/* ---- In the thread ---- */

static RyStill *
render (const Job *job)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, job->width, job->height);
  double scale = MIN (job->width / RY_SLIDE_WIDTH, job->height / RY_SLIDE_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  ry_slide_deck_draw (job->deck, job->place.talk, job->place.slide, cr, RY_SCENE_SCREEN);
  cairo_destroy (cr);
  return ry_still_new (surface);
}

static void
render_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  Slide *slide = g_new0 (Slide, 1);

  slide->place = job->place;
  slide->still = render (job);
  slide->words = ry_slide_deck_dup_words (job->deck, job->place.talk, job->place.slide);
  g_task_return_pointer (task, slide, free_slide);
}

/* ---- Here ---- */

static void render_next (RySlideCache *self);

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RySlideCache *self = RY_SLIDE_CACHE (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  Slide *slide = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy = FALSE;
  if (slide != NULL && job->width == self->width && is_wanted (self, &slide->place) &&
      find (self, &slide->place) == NULL) {
    g_ptr_array_add (self->slides, slide);
    g_signal_emit (self, signals[RENDERED], 0, slide->place.talk, slide->place.slide);
  } else
    g_clear_pointer (&slide, free_slide);
  render_next (self);
}

static void
start_job (RySlideCache *self, const RySlidePlace *place)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, rendered_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->deck = ry_slide_deck_ref (self->deck);
  job->place = *place;
  job->width = self->width;
  job->height = self->height;
  self->busy = TRUE;
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, render_thread);
}

static void
render_next (RySlideCache *self)
{
  for (guint i = 0; !self->busy && i < self->wanted->len; i++) {
    const RySlidePlace place = g_array_index (self->wanted, RySlidePlace, i);

    if (find (self, &place) == NULL)
      start_job (self, &place);
  }
}

static void
ry_slide_cache_finalize (GObject *object)
{
  RySlideCache *self = RY_SLIDE_CACHE (object);

  g_ptr_array_unref (self->slides);
  g_array_unref (self->wanted);
  g_object_unref (self->cancellable);
  ry_slide_deck_unref (self->deck);
  G_OBJECT_CLASS (ry_slide_cache_parent_class)->finalize (object);
}

static void
ry_slide_cache_class_init (RySlideCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_slide_cache_finalize;
  signals[RENDERED] = g_signal_new ("rendered", RY_TYPE_SLIDE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
ry_slide_cache_init (RySlideCache *self)
{
  self->slides = g_ptr_array_new_with_free_func (free_slide);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (RySlidePlace));
  self->cancellable = g_cancellable_new ();
}

/**
 * ry_slide_cache_new:
 * @deck: the slides
 * @width: of a still, in pixels of the hall's screen
 * @height: likewise
 *
 * Returns: (transfer full): nothing yet
 */
RySlideCache *
ry_slide_cache_new (RySlideDeck *deck, int width, int height)
{
  RySlideCache *self = g_object_new (RY_TYPE_SLIDE_CACHE, NULL);

  self->deck = ry_slide_deck_ref (deck);
  self->width = width;
  self->height = height;
  return self;
}

/**
 * ry_slide_cache_resize:
 * @self: a cache
 * @width: of a still
 * @height: likewise
 *
 * For another screen; what was rendered for the last one is given up.
 */
void
ry_slide_cache_resize (RySlideCache *self, int width, int height)
{
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  g_ptr_array_set_size (self->slides, 0);
  render_next (self);
}

/**
 * ry_slide_cache_want:
 * @self: a cache
 * @places: (array length=n_places): the slides wanted, the most urgent first
 * @n_places: how many
 *
 * All others are forgotten.
 */
void
ry_slide_cache_want (RySlideCache *self, const RySlidePlace *places, guint n_places)
{
  g_array_set_size (self->wanted, 0);
  g_array_append_vals (self->wanted, places, n_places);
  for (guint i = self->slides->len; i-- > 0;)
    if (!is_wanted (self, &((Slide *) g_ptr_array_index (self->slides, i))->place))
      g_ptr_array_remove_index_fast (self->slides, i);
  render_next (self);
}

/**
 * ry_slide_cache_get:
 * @self: a cache
 * @talk: a talk
 * @slide: one of its slides
 *
 * Returns: (nullable) (transfer none): the slide, where it is there already
 */
RyStill *
ry_slide_cache_get (RySlideCache *self, guint talk, guint slide)
{
  Slide *found = find (self, &(RySlidePlace){ talk, slide });

  return found != NULL ? found->still : NULL;
}

/**
 * ry_slide_cache_get_words:
 * @self: a cache
 * @talk: a talk
 * @slide: one of its slides
 *
 * Returns: (nullable): what stands on it, where it is there already
 */
const char *
ry_slide_cache_get_words (RySlideCache *self, guint talk, guint slide)
{
  Slide *found = find (self, &(RySlidePlace){ talk, slide });

  return found != NULL ? found->words : NULL;
}
