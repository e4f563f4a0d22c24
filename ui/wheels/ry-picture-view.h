/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture on the screen. The scene is painted once into a texture, again only when its size, the colours or what it
 * shows change; every node of it is a small real button that draws nothing itself, so that focus, screen readers and
 * tests see it. Within a part of the picture the arrows move, and Tab goes from part to part.
 */
#pragma once

#include <adwaita.h>

#include "ry-palette.h"
#include "ry-scene.h"

G_BEGIN_DECLS

#define RY_TYPE_PICTURE_VIEW (ry_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (RyPictureView, ry_picture_view, RY, PICTURE_VIEW, GtkWidget)

/* Signals: node-changed, node-opened (the record's id). */

/**
 * RyPictureFunc:
 * @width: room in pixels
 * @height: room in pixels
 * @scheme: whose colours
 * @focus: (nullable): the record in focus, for what lies over the picture; %NULL for the picture itself
 * @data: as given
 *
 * Returns: (transfer full) (nullable): the scene
 */
typedef RyScene *(*RyPictureFunc) (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data);

typedef double (*RyPictureHeightFunc) (double width, gpointer data);

void         ry_picture_view_set_source (RyPictureView *self, RyPictureFunc func, RyPictureHeightFunc get_height, gpointer data);
void         ry_picture_view_set_scheme (RyPictureView *self, RyPaletteScheme scheme);
void         ry_picture_view_redraw     (RyPictureView *self);
RyScene     *ry_picture_view_get_scene  (RyPictureView *self);
RySceneNode *ry_picture_view_get_node   (RyPictureView *self);
void         ry_picture_view_focus_node (RyPictureView *self, RySceneNode *node);

G_END_DECLS
