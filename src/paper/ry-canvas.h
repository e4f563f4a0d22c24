/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet on which everything has its place: letters, envelopes, labels, plates. What flows down pages is
 * RyFlow's. Lengths are millimetres from the sheet's upper left corner. Internal to the paper room.
 */
#pragma once

#include "ry-flow.h"
#include "ry-scene.h"

G_BEGIN_DECLS

typedef struct _RyCanvas RyCanvas;

RyCanvas  *ry_canvas_new        (RyFaces *faces, const RySheet *sheet);
void       ry_canvas_free       (RyCanvas *self);
void       ry_canvas_turn       (RyCanvas *self);
void       ry_canvas_turn_round (RyCanvas *self, double x, double y);
void       ry_canvas_set_offset (RyCanvas *self, double dx, double dy);
void       ry_canvas_set_ink    (RyCanvas *self, double red, double green, double blue);

void       ry_canvas_put        (RyCanvas *self, const RyStyle *style, double x, double y, double align, const char *text);
void       ry_canvas_put_spread (RyCanvas *self, const RyStyle *style, double x, double y, double width, const char *text);
double     ry_canvas_put_fitted (RyCanvas *self, const RyStyle *style, double x, double y, double width, double align, const char *text);
double     ry_canvas_put_block  (RyCanvas *self, const RyStyle *style, double x, double y, double width, const char *text);
double     ry_canvas_put_column (RyCanvas *self, const RyStyle *style, double x, double y, double height, const char *text);
double     ry_canvas_measure    (RyCanvas *self, const RyStyle *style, double width, const char *text);

void       ry_canvas_rule       (RyCanvas *self, double x1, double y1, double x2, double y2, double points);
void       ry_canvas_dash       (RyCanvas *self, double x1, double y1, double x2, double y2, double points, double on, double off);
void       ry_canvas_frame      (RyCanvas *self, double x, double y, double width, double height, double points);
void       ry_canvas_fill       (RyCanvas *self, double x, double y, double width, double height, double grey);
void       ry_canvas_tint       (RyCanvas *self, double x, double y, double width, double height, double red, double green, double blue);
void       ry_canvas_circle     (RyCanvas *self, double x, double y, double radius, double points);
gboolean   ry_canvas_photo      (RyCanvas *self, GBytes *bytes, double x, double y, double width, double height, double *used);
void       ry_canvas_tick_box   (RyCanvas *self, double x, double y, double size, gboolean ticked);

double     ry_canvas_put_scene  (RyCanvas *self, RyScene *scene, double x, double y, double width);

GPtrArray *ry_canvas_finish     (RyCanvas *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyCanvas, ry_canvas_free)

G_END_DECLS
