/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main window: sidebar, pages, full-width views pushed over both, toasts. It is what a page may ask for:
 * the workspace, the councils that are on, a record to be opened, an act to be undone.
 */
#pragma once

#include <adwaita.h>

#include "ry-councils.h"
#include "ry-page.h"
#include "ry-replicator.h"
#include "ry-undo-stack.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_WINDOW (ry_window_get_type ())
G_DECLARE_FINAL_TYPE (RyWindow, ry_window, RY, WINDOW, AdwApplicationWindow)

/* Properties: workspace, replicator (both construct only), folded (the sidebar and the page take turns).
 * Signals: painted (once, after the first frame: the time for what that frame can do without), acts-changed (there is
 * another act to take back, or one less). */

RyWindow     *ry_window_new            (GtkApplication *application, RyWorkspace *workspace, RyReplicator *replicator);
RyWorkspace  *ry_window_get_workspace  (RyWindow *self);
RyReplicator *ry_window_get_replicator (RyWindow *self);
RyCouncils   *ry_window_get_councils   (RyWindow *self);
gboolean      ry_window_get_folded     (RyWindow *self);
gboolean      ry_window_get_painted    (RyWindow *self);

/* Going places */
void          ry_window_show_first_page (RyWindow *self);
void          ry_window_show_page      (RyWindow *self, const char *name);
gboolean      ry_window_open_record    (RyWindow *self, const char *id);
void          ry_window_push           (RyWindow *self, RyPage *view);
void          ry_window_prepare_page   (RyWindow *self, const char *name);
RyPage       *ry_window_return_to      (RyWindow *self, GType type);
void          ry_window_pop            (RyWindow *self);
RyPage       *ry_window_get_front      (RyWindow *self);

/* Saying things */
void          ry_window_show_message   (RyWindow *self, const char *message);
void          ry_window_show_error     (RyWindow *self, const char *intention, const GError *error);
void          ry_window_show_undo      (RyWindow *self, const char *message, RyUndo *undo);

RyUndoStack  *ry_window_get_acts       (RyWindow *self);
void          ry_window_set_badge      (RyWindow *self, const char *page, const char *words);

/* Commit @edits (taken) in the background; then a toast with @message and an undo, or with what went wrong. */
void          ry_window_commit         (RyWindow *self, GPtrArray *edits, const char *message);

G_END_DECLS
