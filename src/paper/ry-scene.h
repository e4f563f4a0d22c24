/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture as a list of what is to be drawn, and of the nodes in it that stand for records. It is made without a
 * screen and without measuring a font, so that it can be tested as a table; ry_scene_draw() and ry_scene_to_svg()
 * render it. Lengths are pixels at scale 1, angles radians, 0 in the east, clockwise.
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct _RyScene RyScene;

/**
 * RyInk:
 * @fill: (nullable): colour of the inside, as #rrggbb
 * @fill_to: (nullable): where the fill fades to, from @x1, @y1 to @x2, @y2
 * @line: (nullable): colour of the outline
 * @width: of the outline
 * @alpha: of both, 0 counts as 1
 * @dash: length of a dash and of a gap, 0 for a whole line
 */
typedef struct {
  const char *fill;
  const char *fill_to;
  const char *line;
  double width;
  double alpha;
  double dash;
  double x1, y1, x2, y2;
} RyInk;

/**
 * RyLabel:
 * @x: where it is anchored
 * @y: the middle of its height
 * @anchor: 0 begins at @x, 0.5 is centred on it, 1 ends there
 * @size: of the type
 * @weight: 400, 600 or 800
 * @colour: of the type
 * @halo: (nullable): colour of what keeps lines off the type
 * @angle: by which it is turned about its anchor
 */
typedef struct {
  double x, y;
  double anchor;
  double size;
  int weight;
  const char *colour;
  const char *halo;
  double angle;
} RyLabel;

/**
 * RySceneNode:
 * @record: (nullable): id of the document it stands for
 * @name: what it is called
 * @speech: what is said of it
 * @reading: (nullable): the name's kana
 * @part: which part of the picture it belongs to; the keyboard stays within one
 * @angle: where it stands in a circle, 0 at twelve o'clock, clockwise
 * @ring: how far inward it stands, 0 is outermost
 * @x: centre
 * @y: centre
 * @width: of the box that can be pressed
 * @height: of that box
 */
typedef struct {
  char *record;
  char *name;
  char *speech;
  char *reading;
  guint part;
  double angle;
  guint ring;
  double x, y;
  double width, height;
} RySceneNode;

typedef enum {
  RY_SCENE_SCREEN,
  RY_SCENE_PAPER, /* type stays type, so that it can be searched */
} RySceneMedium;

RyScene     *ry_scene_new           (double width, double height);
void         ry_scene_free          (RyScene *self);
double       ry_scene_get_width     (RyScene *self);
double       ry_scene_get_height    (RyScene *self);
void         ry_scene_set_words     (RyScene *self, const char *title, const char *summary);
const char  *ry_scene_get_title     (RyScene *self);
const char  *ry_scene_get_summary   (RyScene *self);
GPtrArray   *ry_scene_get_nodes     (RyScene *self);
void         ry_scene_sort_nodes    (RyScene *self, GCompareFunc compare);
guint        ry_scene_get_n_shapes  (RyScene *self);
gboolean     ry_scene_has_text      (RyScene *self, const char *text);

/* Making one */
RySceneNode *ry_scene_open_node     (RyScene *self, guint part, const char *record, const char *name);
void         ry_scene_close_node    (RyScene *self);
void         ry_scene_disc          (RyScene *self, double x, double y, double r, const RyInk *ink);
void         ry_scene_box           (RyScene *self, double x, double y, double width, double height, double corner, const RyInk *ink);
gboolean     ry_scene_photo         (RyScene *self, double x, double y, double width, double height, double corner, GBytes *bytes);
void         ry_scene_house         (RyScene *self, double x, double y, double size, const char *colour);
void         ry_scene_path          (RyScene *self, const RyInk *ink);
void         ry_scene_move_to       (RyScene *self, double x, double y);
void         ry_scene_line_to       (RyScene *self, double x, double y);
void         ry_scene_curve_to      (RyScene *self, double x1, double y1, double x2, double y2, double x, double y);
void         ry_scene_arc           (RyScene *self, double x, double y, double r, double from, double to);
void         ry_scene_close         (RyScene *self);
void         ry_scene_text          (RyScene *self, const RyLabel *label, const char *text);
void         ry_scene_put           (RyScene *self, double x, double y, double anchor, double size, int weight, const char *colour, const char *text);
void         ry_scene_put_over      (RyScene *self, double x, double y, double anchor, double size, int weight, const char *colour, const char *halo, const char *text);
void         ry_scene_curved_text   (RyScene *self, const RyLabel *label, double r, double middle, const char *text);

double       ry_scene_measure       (const char *text, double size);

/* Rendering one */
void         ry_scene_draw          (RyScene *self, cairo_t *cr, PangoContext *context, RySceneMedium medium);
char        *ry_scene_to_svg        (RyScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyScene, ry_scene_free)

G_END_DECLS
