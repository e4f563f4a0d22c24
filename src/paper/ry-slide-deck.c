/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySlideDeck. Scenes are made when they are first drawn; of the files, those of two talks are open at a time: the one
 * that is shown and the one that is next. Everything below the lock may be asked by any thread.
 */
#include "ry-slide-deck.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-pack.h"
#include "ry-picture.h"
#include "ry-slide-source.h"

#define MAX_OPEN 2

typedef struct {
  RySlideSource *source; /* NULL where the talk has no file, or in a pack */
  RyScene *title;
  RyScene *sheet;
  RyScene *picture;
  gboolean has_sheet;
  guint first_page; /* in a pack */
  guint n_slides;
  gint64 used;
} Part;

struct _RySlideDeck {
  gatomicrefcount references;
  RyWorkspace *workspace; /* NULL for a pack */
  RyShow *show;
  RySlideSource *pack; /* all pages in one */
  GArray *parts;
  PangoContext *context;
  GMutex lock;
  gint64 clock;
};

static void
clear_part (gpointer data)
{
  Part *part = data;

  g_clear_pointer (&part->source, _ry_slide_source_free);
  g_clear_pointer (&part->title, ry_scene_free);
  g_clear_pointer (&part->sheet, ry_scene_free);
  g_clear_pointer (&part->picture, ry_scene_free);
}

static Part *
get_part (RySlideDeck *self, guint talk)
{
  return talk < self->parts->len ? &g_array_index (self->parts, Part, talk) : NULL;
}

static RySlideDeck *
create (RyShow *show, RyWorkspace *workspace)
{
  RySlideDeck *self = g_new0 (RySlideDeck, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->show = show;
  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  self->parts = g_array_sized_new (FALSE, TRUE, sizeof (Part), show->talks->len);
  g_array_set_clear_func (self->parts, clear_part);
  self->context = ry_picture_create_context ();
  return self;
}

/* ---- From the records ---- */

static void
add_part (RySlideDeck *self, RyTalk *talk)
{
  Part part = { 0 };
  guint n_pages = 0;

  if (talk->file != NULL) {
    part.source =
        _ry_slide_source_new (ry_workspace_get_store_for (self->workspace, self->show->id), self->show->id, talk->file);
    n_pages = _ry_slide_source_get_n_pages (part.source);
  }
  part.has_sheet = talk->type == RY_TALK_TALK && talk->organisation != NULL && (talk->sheet || n_pages == 0);
  part.n_slides = 1 + part.has_sheet + n_pages;
  g_array_append_val (self->parts, part);
}

/**
 * ry_slide_deck_new:
 * @workspace: the records
 * @show: a running order's document
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Opens each file once, to know its pages. Not for a main loop.
 *
 * Returns: (transfer full) (nullable): its slides
 */
RySlideDeck *
ry_slide_deck_new (RyWorkspace *workspace, const char *show_id, GCancellable *cancellable, GError **error)
{
  RyShow *show = ry_show_read (workspace, show_id, error);
  g_autoptr (RySlideDeck) self = NULL;

  if (show == NULL)
    return NULL;
  self = create (show, workspace);
  for (guint i = 0; i < show->talks->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    add_part (self, ry_show_get_talk (show, i));
  }
  return g_steal_pointer (&self);
}

/* ---- From a pack ---- */

static gboolean
lay_out_pack (RySlideDeck *self)
{
  guint page = 0;

  for (guint i = 0; i < self->show->talks->len; i++) {
    RyTalk *talk = ry_show_get_talk (self->show, i);
    const Part part = { .first_page = page, .n_slides = talk->slides };

    if (talk->slides == 0)
      return FALSE;
    page += talk->slides;
    g_array_append_val (self->parts, part);
  }
  return self->pack != NULL && page > 0 && page == _ry_slide_source_get_n_pages (self->pack);
}

/**
 * ry_slide_deck_open:
 * @path: a pack, see ry-pack.h
 * @error: return location
 *
 * The file is read whole, and may go away.
 *
 * Returns: (transfer full) (nullable): its slides
 */
RySlideDeck *
ry_slide_deck_open (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RySlideDeck) self = NULL;
  RyShow *show = ry_pack_read (path, &bytes, error);

  if (show == NULL)
    return NULL;
  self = create (show, NULL);
  self->pack = _ry_slide_source_new_bytes (bytes, RY_PACK_MAX_PAGES);
  if (lay_out_pack (self))
    return g_steal_pointer (&self);
  g_set_error (
      error, RY_ERROR, RY_ERROR_CORRUPT,
      _ ("This file is damaged: its slides do not fit its running order. Make it once more where it came from."));
  return NULL;
}

RySlideDeck *
ry_slide_deck_ref (RySlideDeck *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ry_slide_deck_unref (RySlideDeck *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->parts);
  g_clear_pointer (&self->pack, _ry_slide_source_free);
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  ry_show_free (self->show);
  g_mutex_clear (&self->lock);
  g_free (self);
}

RyShow *
ry_slide_deck_get_show (RySlideDeck *self)
{
  return self->show;
}

guint
ry_slide_deck_get_n_talks (RySlideDeck *self)
{
  return self->parts->len;
}

guint
ry_slide_deck_get_n_slides (RySlideDeck *self, guint talk)
{
  Part *part = get_part (self, talk);

  return part != NULL ? part->n_slides : 0;
}

/**
 * ry_slide_deck_get_n_pages:
 * @self: a deck
 * @talk: a talk
 *
 * Returns: how many of its slides are pages of its file
 */
guint
ry_slide_deck_get_n_pages (RySlideDeck *self, guint talk)
{
  Part *part = get_part (self, talk);

  return part != NULL && part->source != NULL ? _ry_slide_source_get_n_pages (part->source) : 0;
}

/**
 * ry_slide_deck_get_trouble:
 * @self: a deck
 * @talk: a talk
 *
 * Returns: (nullable): a sentence that says why its file cannot be shown
 */
const char *
ry_slide_deck_get_trouble (RySlideDeck *self, guint talk)
{
  Part *part = get_part (self, talk);

  return part != NULL && part->source != NULL ? _ry_slide_source_get_trouble (part->source) : NULL;
}

/* ---- Drawing ---- */

/* Closes the file that was used longest ago, where more than two are open. */
static void
use (RySlideDeck *self, Part *part)
{
  Part *oldest = NULL;
  guint n_open = 0;

  part->used = ++self->clock;
  for (guint i = 0; i < self->parts->len; i++) {
    Part *each = &g_array_index (self->parts, Part, i);

    if (each->source == NULL || each == part || !_ry_slide_source_is_open (each->source))
      continue;
    n_open++;
    if (oldest == NULL || each->used < oldest->used)
      oldest = each;
  }
  if (n_open >= MAX_OPEN)
    _ry_slide_source_close (oldest->source);
}

static RyScene *
replace_failed (RyTalk *talk, RyScene *scene, GError *error)
{
  if (scene != NULL)
    return scene;
  g_clear_error (&error);
  return ry_slide_new_notice (talk->name, _ ("This slide cannot be made from the records at present."));
}

static RyScene *
ensure_sheet (RySlideDeck *self, Part *part, RyTalk *talk)
{
  g_autofree char *today = ry_date_dup_today ();
  GError *error = NULL;

  if (part->sheet == NULL)
    part->sheet = replace_failed (talk, ry_slide_new_sheet (self->workspace, talk, today, &error), error);
  return part->sheet;
}

static RyScene *
ensure_picture (RySlideDeck *self, Part *part, RyTalk *talk)
{
  GError *error = NULL;

  if (part->picture == NULL)
    part->picture =
        replace_failed (talk, ry_slide_new_picture (self->workspace, self->show, talk->picture, &error), error);
  return part->picture;
}

/* The scene of a slide; %NULL where it is a page, whose number is told then. */
static RyScene *
find_scene (RySlideDeck *self, guint talk_position, guint slide, guint *page)
{
  Part *part = get_part (self, talk_position);
  RyTalk *talk = ry_show_get_talk (self->show, talk_position);

  *page = slide - 1 - part->has_sheet;
  if (talk->type == RY_TALK_PICTURE)
    return ensure_picture (self, part, talk);
  if (slide == 0) {
    if (part->title == NULL)
      part->title = ry_slide_new_title (self->show, talk);
    return part->title;
  }
  return slide == 1 && part->has_sheet ? ensure_sheet (self, part, talk) : NULL;
}

static void
draw_slide (RySlideDeck *self, guint talk, guint slide, cairo_t *cr, RySceneMedium medium)
{
  Part *part = get_part (self, talk);
  RyScene *scene;
  guint page;

  if (part == NULL || slide >= part->n_slides)
    return;
  if (self->pack != NULL) {
    _ry_slide_source_draw (self->pack, part->first_page + slide, cr, medium);
    return;
  }
  scene = find_scene (self, talk, slide, &page);
  if (scene != NULL)
    ry_scene_draw (scene, cr, self->context, medium);
  else if (part->source != NULL) {
    use (self, part);
    _ry_slide_source_draw (part->source, page, cr, medium);
  }
}

/**
 * ry_slide_deck_draw:
 * @self: a deck
 * @talk: a talk
 * @slide: one of its slides
 * @cr: where to draw, in units of 1920 × 1080
 * @medium: screen or paper
 *
 * In any thread.
 */
void
ry_slide_deck_draw (RySlideDeck *self, guint talk, guint slide, cairo_t *cr, RySceneMedium medium)
{
  g_mutex_lock (&self->lock);
  draw_slide (self, talk, slide, cr, medium);
  g_mutex_unlock (&self->lock);
}

static char *
dup_scene_words (RyScene *scene)
{
  const char *title = ry_scene_get_title (scene), *summary = ry_scene_get_summary (scene);

  if (summary == NULL || *summary == '\0' || g_strcmp0 (title, summary) == 0)
    return g_strdup (title);
  return g_strdup_printf ("%s、%s", title != NULL ? title : "", summary);
}

/**
 * ry_slide_deck_dup_words:
 * @self: a deck
 * @talk: a talk
 * @slide: one of its slides
 *
 * Returns: (transfer full): what stands on it, for those who hear it
 */
char *
ry_slide_deck_dup_words (RySlideDeck *self, guint talk, guint slide)
{
  Part *part = get_part (self, talk);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RyScene *scene;
  guint page;

  if (part == NULL || slide >= part->n_slides)
    return g_strdup ("");
  if (self->pack != NULL)
    return _ry_slide_source_dup_text (self->pack, part->first_page + slide);
  scene = find_scene (self, talk, slide, &page);
  if (scene != NULL)
    return dup_scene_words (scene);
  return part->source != NULL ? _ry_slide_source_dup_text (part->source, page) : g_strdup ("");
}

/**
 * ry_slide_deck_renew:
 * @self: a deck
 * @talk: a talk
 *
 * Has a live picture made again from the records when it is drawn next. Never while it is shown: it does not change
 * under the speaker.
 */
void
ry_slide_deck_renew (RySlideDeck *self, guint talk)
{
  Part *part = get_part (self, talk);

  g_mutex_lock (&self->lock);
  if (part != NULL && self->pack == NULL)
    g_clear_pointer (&part->picture, ry_scene_free);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_slide_deck_check:
 * @self: a deck
 * @talk: a talk
 * @finding: what was found is added
 *
 * Whether its slides can be read from the last row. Not for a main loop.
 */
void
ry_slide_deck_check (RySlideDeck *self, guint talk_position, RySlideFinding *finding)
{
  Part *part = get_part (self, talk_position);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint page;

  if (part == NULL || self->pack != NULL)
    return;
  for (guint i = 0; i < part->n_slides; i++) {
    RyScene *scene = find_scene (self, talk_position, i, &page);

    if (scene != NULL)
      ry_slide_check_scene (scene, finding);
    else
      break;
  }
  if (part->source != NULL && _ry_slide_source_get_trouble (part->source) == NULL) {
    use (self, part);
    if (_ry_slide_source_get_document (part->source) != NULL)
      _ry_slide_check_document (_ry_slide_source_get_document (part->source), finding);
  }
}
