/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the speaker sees: the present slide, notes, what time is left, what comes next, and the keys. It shows what
 * RyPresenter tells it and decides nothing.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-slide-view.h"

G_BEGIN_DECLS

#define RY_TYPE_CONSOLE (ry_console_get_type ())
G_DECLARE_FINAL_TYPE (RyConsole, ry_console, RY, CONSOLE, GtkWindow)

/**
 * RyConsoleTime:
 * @remaining: seconds, negative where the time is over
 * @planned: seconds; 0 for none
 * @elapsed: seconds
 * @delay: of the whole, seconds
 * @bell: seconds before the end
 * @ticking: whether the clock runs
 * @clock: what the clock on the wall says
 */
typedef struct {
  int remaining;
  int planned;
  int elapsed;
  int delay;
  int bell;
  gboolean ticking;
  const char *clock;
} RyConsoleTime;

/* Signal: asked (const char *question). */

RyConsole   *ry_console_new           (void);
RySlideView *ry_console_get_current   (RyConsole *self);
RySlideView *ry_console_get_next      (RyConsole *self);
void         ry_console_set_place     (RyConsole *self, const char *place, const char *number, const char *notes);
void         ry_console_set_next      (RyConsole *self, const char *name);
void         ry_console_set_time      (RyConsole *self, const RyConsoleTime *time);
void         ry_console_set_questions (RyConsole *self, const char *words);
void         ry_console_set_screen    (RyConsole *self, const char *words, GMenuModel *menu);
void         ry_console_set_banner    (RyConsole *self, const char *words);
void         ry_console_begin_question(RyConsole *self);
void         ry_console_resize_notes  (RyConsole *self, int step);
void         ry_console_resize_timer  (RyConsole *self, int step);
void         ry_console_move_split    (RyConsole *self, int direction);
void         ry_console_flash         (RyConsole *self);

G_END_DECLS
