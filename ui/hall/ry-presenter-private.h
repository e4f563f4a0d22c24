/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the presenter's concerns share: showing, keys, screens, questions. */
#pragma once

#include "ry-console.h"
#include "ry-presenter.h"
#include "ry-show-run.h"
#include "ry-slide-cache.h"
#include "ry-full-screen.h"

G_BEGIN_DECLS

struct _RyPresenter {
  GObject parent_instance;

  /* Borrowed */
  GtkApplication *application;
  GtkWindow *parent; /* NULL without records; weak */

  /* Widgets */
  RyConsole *console;
  RyFullScreen *stage;
  RySlideView *hall;     /* in the stage */
  GtkWidget *held;       /* notes over the slide, where there is one screen */
  GtkLabel *held_words;

  /* Owned */
  RySlideDeck *deck;
  RyWorkspace *workspace; /* NULL for a pack */
  char *path;             /* of the pack */
  RyShowRun *run;
  RySlideCache *cache;
  GSimpleActionGroup *actions;
  GPtrArray *questions; /* JsonObject, of this run */
  char *wanted;         /* connector of the hall's screen that was chosen */
  char *own;            /* connector of the speaker's */
  char *hall_on;        /* connector that the hall's window is on */

  guint tick;
  guint settle;
  guint follow;
  gboolean started;
  gboolean two;          /* there are two screens to be had */
  gboolean lost;         /* there were, and the hall's is gone */
  gboolean console_front; /* with one screen: the console instead of the slide */
  gboolean pointing;
  double pointer_x, pointer_y;
  gboolean timer;
  gboolean bell;
  gboolean ended;
};

double _ry_presenter_now             (void);
void   _ry_presenter_show            (RyPresenter *self);
void   _ry_presenter_show_time       (RyPresenter *self);

void   _ry_presenter_setup_keys      (RyPresenter *self);
void   _ry_presenter_setup_screens   (RyPresenter *self);
void   _ry_presenter_swap            (RyPresenter *self);
void   _ry_presenter_choose_screen   (RyPresenter *self, const char *name);
void   _ry_presenter_take_question   (RyPresenter *self, const char *text);
void   _ry_presenter_show_questions  (RyPresenter *self);

G_END_DECLS
