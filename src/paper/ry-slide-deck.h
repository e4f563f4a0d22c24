/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All slides of a running order, drawn when they are wanted: from the records, or out of a pack on a computer that has
 * none. May be drawn from any thread, one at a time. A file that cannot be used is told of, and its hospital's sheet
 * takes its place: the talk goes on.
 */
#pragma once

#include <gio/gio.h>

#include "ry-slide-check.h"
#include "ry-slide.h"

G_BEGIN_DECLS

#define RY_SLIDE_MAX_PAGES 100 /* of one file; nobody shows more in a talk */

typedef struct _RySlideDeck RySlideDeck;

RySlideDeck *ry_slide_deck_new          (RyWorkspace *workspace, const char *show, GCancellable *cancellable, GError **error);
RySlideDeck *ry_slide_deck_open         (const char *path, GError **error);
RySlideDeck *ry_slide_deck_ref          (RySlideDeck *self);
void         ry_slide_deck_unref        (RySlideDeck *self);

RyShow      *ry_slide_deck_get_show     (RySlideDeck *self);
guint        ry_slide_deck_get_n_talks  (RySlideDeck *self);
guint        ry_slide_deck_get_n_slides (RySlideDeck *self, guint talk);
guint        ry_slide_deck_get_n_pages  (RySlideDeck *self, guint talk);
const char  *ry_slide_deck_get_trouble  (RySlideDeck *self, guint talk);
void         ry_slide_deck_check        (RySlideDeck *self, guint talk, RySlideFinding *finding);

void         ry_slide_deck_draw         (RySlideDeck *self, guint talk, guint slide, cairo_t *cr, RySceneMedium medium);
char        *ry_slide_deck_dup_words    (RySlideDeck *self, guint talk, guint slide);
void         ry_slide_deck_renew        (RySlideDeck *self, guint talk);

char        *ry_slide_inspect_file      (const char *path, guint *n_pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySlideDeck, ry_slide_deck_unref)

G_END_DECLS
