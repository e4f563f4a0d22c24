/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slide on the screen, as large as fits, and what lies over it: a cover, the pointer, the hall's timer. CSS node
 * `slideview`. Its accessible name is what stands on the slide.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-show-run.h"
#include "ry-still.h"

G_BEGIN_DECLS

#define RY_TYPE_SLIDE_VIEW (ry_slide_view_get_type ())
G_DECLARE_FINAL_TYPE (RySlideView, ry_slide_view, RY, SLIDE_VIEW, GtkWidget)

void        ry_slide_view_set_still   (RySlideView *self, RyStill *still);
RyStill    *ry_slide_view_get_still   (RySlideView *self);
void        ry_slide_view_set_words   (RySlideView *self, const char *words);
void        ry_slide_view_set_cover   (RySlideView *self, RyCover cover);
void        ry_slide_view_set_zoom    (RySlideView *self, double zoom, double x, double y);
void        ry_slide_view_set_pointer (RySlideView *self, gboolean shown, double x, double y);
void        ry_slide_view_set_timer   (RySlideView *self, const char *words, gboolean over);
gboolean    ry_slide_view_find_point  (RySlideView *self, double x, double y, double *slide_x, double *slide_y);

G_END_DECLS
