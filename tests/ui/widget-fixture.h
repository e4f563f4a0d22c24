/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region in a folder of its own for tests of what the window is made of, and waiting for what happens later. */
#pragma once

#include "ry-workspace.h"

typedef struct {
  char *home;
  RyWorkspace *workspace;
  guint n_changed, n_saved, n_failed;
} WidgetFixture;

typedef gboolean (*WidgetProbe) (gpointer data);

void        widget_set_up    (WidgetFixture *fixture, gconstpointer data);
void        widget_tear_down (WidgetFixture *fixture, gconstpointer data);
void        widget_put       (WidgetFixture *fixture, const char *id, const char *body);
void        widget_delete    (WidgetFixture *fixture, const char *id);
char       *widget_dup       (WidgetFixture *fixture, const char *id, const char *member);
void        widget_wait      (WidgetProbe probe, gpointer data);
void        widget_spin      (guint milliseconds);
