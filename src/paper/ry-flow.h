/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that flows down pages: paragraphs, frames and tables, with page breaks where an office would put them.
 * Pages are recorded and can be replayed on any Cairo surface. Lengths are millimetres from the sheet's upper
 * left corner. Internal to the paper room.
 */
#pragma once

#include "ry-faces.h"

G_BEGIN_DECLS

typedef struct {
  double width, height;            /* the sheet */
  double top, right, bottom, left; /* margins */
} RySheet;

typedef struct {
  const char *title;
  double width;
  gboolean centred;
} RyColumn;

typedef struct _RyFlow RyFlow;

typedef void (*RyFlowFooter) (RyFlow *flow, guint page, guint n_pages, gpointer data);

RyFlow    *ry_flow_new       (RyFaces *faces, const RySheet *sheet, const char *running_head);
void       ry_flow_free      (RyFlow *self);
double     ry_flow_get_left  (RyFlow *self);
double     ry_flow_get_width (RyFlow *self);
void       ry_flow_space     (RyFlow *self, double height);
void       ry_flow_need      (RyFlow *self, double height);
void       ry_flow_text      (RyFlow *self, const RyStyle *style, double indent, const char *text);
void       ry_flow_hanging   (RyFlow *self, const RyStyle *style, double indent, const char *label, double hang, const char *text, const char *right);
void       ry_flow_centred   (RyFlow *self, const RyStyle *style, const char *text);
void       ry_flow_framed    (RyFlow *self, const RyStyle *style, double indent, const char *lead, const char *text, const RyStyle *note_style, const char *note);
void       ry_flow_stamp     (RyFlow *self, const RyStyle *style, const char *text);
void       ry_flow_pairs     (RyFlow *self, const RyStyle *label_style, const RyStyle *style, double label_width, GPtrArray *pairs);
void       ry_flow_table     (RyFlow *self, const RyColumn *columns, guint n_columns, GPtrArray *rows);
void       ry_flow_signature (RyFlow *self, const RyStyle *style, double x, double label_width, const char *label);
void       ry_flow_put       (RyFlow *self, const RyStyle *style, double x, double y, double align, const char *text);
GPtrArray *ry_flow_finish    (RyFlow *self, RyFlowFooter footer, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFlow, ry_flow_free)

G_END_DECLS
