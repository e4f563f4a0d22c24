/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at the slides of a running order in a thread, before the day: how many each talk has, what is wrong with its file,
 * and whether they can be read.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-slide-deck.h"

G_BEGIN_DECLS

/**
 * RyTalkReport:
 * @key: of the talk
 * @n_slides: how many it has
 * @n_pages: of these, pages of its file
 * @trouble: (nullable): why its file cannot be shown
 * @finding: what can be read
 */
typedef struct {
  char *key;
  guint n_slides;
  guint n_pages;
  char *trouble;
  RySlideFinding finding;
} RyTalkReport;

void       ry_slide_checker_run_async  (RyWorkspace *workspace, const char *show, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *ry_slide_checker_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
