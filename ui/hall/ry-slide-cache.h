/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slides as stills, rendered ahead in a thread: the present one, its neighbours, and nothing else. So a slide changes
 * within a frame, and five hundred of them take the memory of five.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-slide-deck.h"
#include "ry-still.h"

G_BEGIN_DECLS

#define RY_TYPE_SLIDE_CACHE (ry_slide_cache_get_type ())
G_DECLARE_FINAL_TYPE (RySlideCache, ry_slide_cache, RY, SLIDE_CACHE, GObject)

typedef struct {
  guint talk;
  guint slide;
} RySlidePlace;

/* Signal: rendered (guint talk, guint slide), when a slide that was wanted is there. */

RySlideCache *ry_slide_cache_new    (RySlideDeck *deck, int width, int height);
void          ry_slide_cache_resize (RySlideCache *self, int width, int height);
void          ry_slide_cache_want   (RySlideCache *self, const RySlidePlace *places, guint n_places);
RyStill      *ry_slide_cache_get    (RySlideCache *self, guint talk, guint slide);
const char   *ry_slide_cache_get_words (RySlideCache *self, guint talk, guint slide);

G_END_DECLS
