/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paper on a page of its own, pushed over the window: looked at, printed (Ctrl+P), saved as PDF. For every paper that
 * has no place in a view already.
 */
#pragma once

#include "ry-page.h"
#include "ry-paper.h"

G_BEGIN_DECLS

#define RY_TYPE_PAPER_PAGE (ry_paper_page_get_type ())
G_DECLARE_FINAL_TYPE (RyPaperPage, ry_paper_page, RY, PAPER_PAGE, RyPage)

RyPage *ry_paper_page_new  (RyWindow *window, RyPaper *paper);
void    ry_paper_page_push (RyWindow *window, RyPaper *paper, const GError *error);

G_END_DECLS
