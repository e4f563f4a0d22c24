/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A PDF whose pages are slides, or the sentence that says why it cannot be. It is opened when a page is wanted and can be
 * closed in between, so that thirteen of them take the memory of two. Internal to the paper room.
 */
#pragma once

#include "ry-slide-private.h"

G_BEGIN_DECLS

typedef struct _RySlideSource RySlideSource;

RySlideSource   *_ry_slide_source_new          (RyStore *store, const char *id, const char *name);
RySlideSource   *_ry_slide_source_new_bytes    (GBytes *bytes, guint max_pages);
void             _ry_slide_source_free         (RySlideSource *self);
const char      *_ry_slide_source_get_trouble  (RySlideSource *self);
guint            _ry_slide_source_get_n_pages  (RySlideSource *self);
PopplerDocument *_ry_slide_source_get_document (RySlideSource *self);
gboolean         _ry_slide_source_is_open      (RySlideSource *self);
void             _ry_slide_source_close        (RySlideSource *self);
void             _ry_slide_source_draw         (RySlideSource *self, guint page, cairo_t *cr, RySceneMedium medium);
char            *_ry_slide_source_dup_text     (RySlideSource *self, guint page);

G_END_DECLS
