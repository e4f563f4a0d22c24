/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the screens is the hall's. Pure: it is told what screens there are, and knows nothing of windows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyScreen:
 * @name: its connector, by which a choice is kept
 * @maker: (nullable): who made it
 * @model: (nullable): what it calls itself
 * @x: in the desktop
 * @y: likewise
 * @width: in pixels of the desktop
 * @height: likewise
 */
typedef struct {
  char *name;
  char *maker;
  char *model;
  int x, y, width, height;
} RyScreen;

int   ry_screens_choose (const RyScreen *screens, guint n_screens, const char *wanted, int own);
int   ry_screens_find   (const RyScreen *screens, guint n_screens, const char *name);
char *ry_screen_format  (const RyScreen *screen);
void  ry_screen_clear   (RyScreen *screen);

G_END_DECLS
