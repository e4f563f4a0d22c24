/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The faces that papers are set in, and layouts in them that measure the same on screen, printer and PDF.
 * Lengths are millimetres, type sizes points. Internal to the paper room.
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define RY_MM_TO_PT(mm) ((mm) * 72.0 / 25.4)
#define RY_PT_TO_MM(pt) ((pt) * 25.4 / 72.0)

/**
 * RyVoice:
 * @RY_VOICE_MINCHO: says: running text, names, tables
 * @RY_VOICE_GOTHIC: points: headings, table heads, labels, speakers
 * @RY_VOICE_HEAVY: calls, from 18 points up: FAX numbers, names on plates and badges
 *
 * The voices of a Japanese office paper.
 */
typedef enum {
  RY_VOICE_MINCHO,
  RY_VOICE_GOTHIC,
  RY_VOICE_HEAVY,
} RyVoice;

typedef struct {
  RyVoice voice;
  double size;    /* points */
  double leading; /* points from baseline to baseline */
} RyStyle;

typedef struct _RyFaces RyFaces;

RyFaces     *ry_faces_new               (void);
void         ry_faces_free              (RyFaces *self);
PangoLayout *ry_faces_create_layout     (RyFaces *self, const RyStyle *style, const char *text, double width);
PangoLayout *ry_faces_create_column     (RyFaces *self, const RyStyle *style, const char *text);
void         ry_faces_show_line         (cairo_t *cr, const RyStyle *style, PangoLayout *layout, int n, double x, double y);
void         ry_faces_show_column       (cairo_t *cr, PangoLayout *column, double x, double y);
void         ry_faces_justify           (PangoLayout *layout);
void         ry_faces_set_lead_voice    (PangoLayout *layout, RyVoice voice, guint n_bytes);
void         ry_faces_spread            (PangoLayout *layout, double width);
double       ry_faces_get_width         (PangoLayout *layout);
GPtrArray   *ry_faces_get_missing       (RyFaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFaces, ry_faces_free)

G_END_DECLS
