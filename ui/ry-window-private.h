/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the window share: ry-window.c its life, -pages.c where one is, -actions.c what one can do. */
#pragma once

#include "ry-fit.h"
#include "ry-page-frame.h"
#include "ry-sidebar.h"
#include "ry-undo-stack.h"
#include "ry-window.h"

G_BEGIN_DECLS

struct _RyWindow {
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  AdwLeaflet *stack; /* a navigation stack: the split, then what is pushed over it */
  RyFit *fit;        /* around both: its width says whether the split is folded */
  AdwLeaflet *split; /* sidebar and pages, side by side or in turn */
  RySidebar *sidebar;
  GtkWidget *room;   /* around the pages */
  GtkStack *pages;

  /* Owned */
  RyWorkspace *workspace;
  RyReplicator *replicator;
  RyCouncils *councils;
  RyUndoStack *acts;
  AdwToast *undo_toast;
  gint64 undo_toast_at; /* when it came, monotonic */
  GSettings *settings;
  char *page_before_search;

  guint undos_asked; /* one after the other: each looks at what the one before has left */
  gboolean undoing;
  gboolean painted;
};

/* A page as the window knows it before it is made. */
typedef struct {
  const char *name;
  const char *title; /* untranslated */
  const char *icon_name;
  int group;         /* a line is drawn between groups; below 0 the page is not in the sidebar */
  GType (*get_type) (void);
  const char *kinds[6];
  gboolean begins; /* many begin with it: style.css alone draws it */
} RyPageEntry;

const RyPageEntry *_ry_window_list_pages     (guint *n_pages);
const RyPageEntry *_ry_window_find_page      (const char *name);
void               _ry_window_setup_pages    (RyWindow *self);
void               _ry_window_fold_changed   (RyWindow *self);
gboolean           _ry_window_go_back        (RyWindow *self);
void               _ry_window_leave_pages    (RyWindow *self);
void               _ry_window_accept_files   (RyWindow *self);
void               _ry_window_install_actions (GtkWidgetClass *widget_class);
void               _ry_window_update_actions (RyWindow *self);

G_END_DECLS
