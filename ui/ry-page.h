/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of the window, or a full-width view pushed over it. Derive from it, override what the page can do, and
 * name it in the table of ry-window-pages.c; the window knows pages only through what stands here.
 *
 * A page brings no header bar: the window gives it one, with its title, a way back, and room at both ends.
 * "record" is the id of a document.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _RyWindow RyWindow;

#define RY_TYPE_PAGE (ry_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (RyPage, ry_page, RY, PAGE, AdwBin)

/**
 * RyPageClass:
 * @shown: the page came to the front; the first time is the time to load
 * @open: show the record @id; %FALSE if it is not of this page
 * @focus_filter: put the focus where the list is filtered (Ctrl+L)
 * @create: begin a new record (Ctrl+N)
 * @print: print what is shown (Ctrl+P)
 * @toggle_side: show or hide the side pane (F9)
 * @go_back: one step back inside the page (Alt+←); %FALSE where there is none
 * @leaving: the page is about to be closed: write what is still in a field
 * @dup_record: the record that is looked at, %NULL where there is none
 *
 * All are optional. Those that answer say whether they did something.
 */
struct _RyPageClass {
  AdwBinClass parent_class;

  void     (*shown)        (RyPage *self);
  gboolean (*open)         (RyPage *self, const char *id);
  gboolean (*focus_filter) (RyPage *self);
  gboolean (*create)       (RyPage *self);
  gboolean (*print)        (RyPage *self);
  gboolean (*toggle_side)  (RyPage *self);
  gboolean (*go_back)      (RyPage *self);
  void     (*leaving)      (RyPage *self);
  char    *(*dup_record)   (RyPage *self);
};

/* Properties: window (construct only), title, subtitle, can-go-back, header-start, header-title, header-end. */

RyWindow   *ry_page_get_window       (RyPage *self);
const char *ry_page_get_title        (RyPage *self);
void        ry_page_set_title        (RyPage *self, const char *title);
void        ry_page_set_subtitle     (RyPage *self, const char *subtitle);
void        ry_page_set_can_go_back  (RyPage *self, gboolean can_go_back);
void        ry_page_set_header_start (RyPage *self, GtkWidget *widget);
void        ry_page_set_header_title (RyPage *self, GtkWidget *widget);
void        ry_page_set_header_end   (RyPage *self, GtkWidget *widget);

void        ry_page_shown            (RyPage *self);
gboolean    ry_page_open             (RyPage *self, const char *id);
gboolean    ry_page_focus_filter     (RyPage *self);
gboolean    ry_page_create           (RyPage *self);
gboolean    ry_page_print            (RyPage *self);
gboolean    ry_page_toggle_side      (RyPage *self);
gboolean    ry_page_go_back          (RyPage *self);
void        ry_page_leaving          (RyPage *self);
char       *ry_page_dup_record       (RyPage *self);

G_END_DECLS
