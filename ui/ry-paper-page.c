/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A preview and the page's commands; the paper stands as it was when it was made.
 */
#include "ry-paper-page.h"

#include <glib/gi18n.h>

#include "ry-preview.h"
#include "ry-window.h"

struct _RyPaperPage {
  RyPage parent_instance;

  /* Borrowed */
  RyPreview *preview;
};

G_DEFINE_FINAL_TYPE (RyPaperPage, ry_paper_page, RY_TYPE_PAGE)

static void
failed_cb (RyPaperPage *self, const char *intention, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (self)), intention, error);
}

static gboolean
ry_paper_page_print (RyPage *page)
{
  ry_preview_print (RY_PAPER_PAGE (page)->preview);
  return TRUE;
}

static void
ry_paper_page_class_init (RyPaperPageClass *klass)
{
  RY_PAGE_CLASS (klass)->print = ry_paper_page_print;
}

static void
ry_paper_page_init (RyPaperPage *self)
{
  self->preview = g_object_new (RY_TYPE_PREVIEW, NULL);
  g_signal_connect_object (self->preview, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->preview));
}

/**
 * ry_paper_page_new:
 * @window: the window it will be pushed onto
 * @paper: what it shows
 *
 * Returns: (transfer floating): a page
 */
RyPage *
ry_paper_page_new (RyWindow *window, RyPaper *paper)
{
  RyPaperPage *self = g_object_new (RY_TYPE_PAPER_PAGE, "window", window, NULL);

  ry_page_set_title (RY_PAGE (self), ry_paper_get_title (paper));
  ry_preview_set_paper (self->preview, paper);
  return RY_PAGE (self);
}

/**
 * ry_paper_page_push:
 * @window: the window
 * @paper: (nullable): the paper; %NULL where it could not be made
 * @error: (nullable): why not
 *
 * Shows a paper, or says what stands in its way.
 */
void
ry_paper_page_push (RyWindow *window, RyPaper *paper, const GError *error)
{
  if (paper != NULL)
    ry_window_push (window, ry_paper_page_new (window, paper));
  else
    ry_window_show_error (window, _ ("This paper cannot be set"), error);
}
