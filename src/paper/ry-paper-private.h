/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a paper of one sort hands its pages to RyPaper. Internal to the paper room. */
#pragma once

#include "ry-flow.h"
#include "ry-paper.h"

G_BEGIN_DECLS

typedef struct {
  char *title;
  char *author;
  char *date;       /* ISO 8601, of the paper's content: the same content makes the same file */
  RySheet sheet;
  GPtrArray *pages; /* recordings */
  GPtrArray *missing;
} RyPages;

RyPaper *_ry_paper_new          (RyPages *pages);
RyPages *_ry_pages_take         (const char *title, const char *author, const char *date, const RySheet *sheet, GPtrArray *pages,
                                 RyFaces *faces);
RyPages *_ry_minutes_compose    (RyWorkspace *workspace, JsonObject *meeting, const char *audience);

G_END_DECLS
