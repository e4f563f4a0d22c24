/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The composing stick. Pango breaks lines; this file sets each of them itself at a fixed leading, so that a
 * fallback glyph cannot push lines apart and a paragraph can stop and go on upon the next page, with at least
 * two lines on each side. A table row never breaks, and a table's head stands on each of its pages.
 */
#include "ry-flow.h"

#include <cairo.h>

#define GRID_LINE  0.35 /* points */
#define FRAME_LINE 0.8  /* points */
#define CELL_PAD_X 1.4  /* mm */
#define CELL_PAD_Y 0.9  /* mm */
#define HEAD_GREY  0.92 /* no fill darker than this survives a FAX */

/* mm: the box that says whom a paper is for */
#define STAMP_TOP    14
#define STAMP_WIDTH  38
#define STAMP_HEIGHT 7

struct _RyFlow {
  /* Borrowed */
  RyFaces *faces;

  /* Owned */
  RySheet sheet;
  char *running_head;
  GPtrArray *pages;
  cairo_t *cr;
  double y;
};

static const RyStyle head_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle table_style = { RY_VOICE_MINCHO, 9.5, 13.5 };
static const RyStyle table_head_style = { RY_VOICE_GOTHIC, 9, 13 };

static double
get_leading (const RyStyle *style)
{
  return RY_PT_TO_MM (style->leading);
}

static void
set_line (RyFlow *self, const RyStyle *style, PangoLayout *layout, int n, double x, double y)
{
  ry_faces_show_line (self->cr, style, layout, n, x, y);
}

static void
set_lines (RyFlow *self, const RyStyle *style, PangoLayout *layout, double x, double y)
{
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    set_line (self, style, layout, i, x, y + i * get_leading (style));
}

static double
get_height (const RyStyle *style, PangoLayout *layout)
{
  return pango_layout_get_line_count (layout) * get_leading (style);
}

static void
rule (RyFlow *self, double x1, double y1, double x2, double y2, double points)
{
  cairo_set_line_width (self->cr, points);
  cairo_move_to (self->cr, RY_MM_TO_PT (x1), RY_MM_TO_PT (y1));
  cairo_line_to (self->cr, RY_MM_TO_PT (x2), RY_MM_TO_PT (y2));
  cairo_stroke (self->cr);
}

static void
frame (RyFlow *self, double x, double y, double width, double height, double points)
{
  cairo_set_line_width (self->cr, points);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_stroke (self->cr);
}

static void
fill (RyFlow *self, double x, double y, double width, double height, double grey)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static double
get_bottom (RyFlow *self)
{
  return self->sheet.height - self->sheet.bottom;
}

static void
set_running_head (RyFlow *self)
{
  double y = self->sheet.top - 10;

  ry_flow_put (self, &head_style, self->sheet.left, y, 0, self->running_head);
  rule (self, self->sheet.left, y + 5, self->sheet.width - self->sheet.right, y + 5, FRAME_LINE);
}

static void
turn_page (RyFlow *self)
{
  cairo_rectangle_t extents = { 0, 0, RY_MM_TO_PT (self->sheet.width), RY_MM_TO_PT (self->sheet.height) };

  g_clear_pointer (&self->cr, cairo_destroy);
  g_ptr_array_add (self->pages, cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents));
  self->cr = cairo_create (g_ptr_array_index (self->pages, self->pages->len - 1));
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  self->y = self->sheet.top;
  if (self->pages->len > 1)
    set_running_head (self);
}

/* How many of @left lines go on this page, so that neither page is left with a single one. */
static int
count_fitting (RyFlow *self, const RyStyle *style, int left)
{
  int room = (get_bottom (self) - self->y + 0.01) / get_leading (style);

  if (room >= left)
    return left;
  if (left - room < 2)
    room = left - 2;
  return room < 2 ? 0 : room;
}

static void
flow_layout (RyFlow *self, const RyStyle *style, PangoLayout *layout, double x)
{
  int n = pango_layout_get_line_count (layout), at = 0;

  while (at < n) {
    int fitting = count_fitting (self, style, n - at);

    if (fitting <= 0 && self->y > self->sheet.top) {
      turn_page (self);
      continue;
    }
    for (int end = at + MAX (fitting, 1); at < end; at++, self->y += get_leading (style))
      set_line (self, style, layout, at, x, self->y);
  }
}

static PangoLayout *
create_cell (RyFlow *self, const RyColumn *column, const RyStyle *style, const char *text)
{
  PangoLayout *layout = ry_faces_create_layout (self->faces, style, text, column->width - 2 * CELL_PAD_X);

  pango_layout_set_alignment (layout,
                              column->centred || style == &table_head_style ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  return layout;
}

static double
set_row (RyFlow *self,
         const RyColumn *columns,
         guint n_columns,
         const RyStyle *style,
         const char *const *cells,
         gboolean draw)
{
  double height = get_leading (style), x = self->sheet.left;

  for (guint i = 0; i < n_columns; i++) {
    g_autoptr (PangoLayout) layout = create_cell (self, &columns[i], style, cells[i]);

    height = MAX (height, get_height (style, layout));
  }
  height += 2 * CELL_PAD_Y;
  if (!draw)
    return height;
  if (style == &table_head_style)
    fill (self, x, self->y, ry_flow_get_width (self), height, HEAD_GREY);
  for (guint i = 0; i < n_columns; x += columns[i++].width) {
    g_autoptr (PangoLayout) layout = create_cell (self, &columns[i], style, cells[i]);

    frame (self, x, self->y, columns[i].width, height, GRID_LINE);
    set_lines (self, style, layout, x + CELL_PAD_X, self->y + (height - get_height (style, layout)) / 2);
  }
  self->y += height;
  return height;
}

static void
set_table_head (RyFlow *self, const RyColumn *columns, guint n_columns)
{
  g_autofree const char **titles = g_new0 (const char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    titles[i] = columns[i].title;
  set_row (self, columns, n_columns, &table_head_style, titles, TRUE);
}

/**
 * ry_flow_new:
 * @faces: the faces to set in
 * @sheet: the sheet and its margins
 * @running_head: (nullable): stands on top of every page but the first
 *
 * Returns: (transfer full): a flow at the top of its first page
 */
RyFlow *
ry_flow_new (RyFaces *faces, const RySheet *sheet, const char *running_head)
{
  RyFlow *self = g_new0 (RyFlow, 1);

  self->faces = faces;
  self->sheet = *sheet;
  self->running_head = g_strdup (running_head);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  turn_page (self);
  return self;
}

void
ry_flow_free (RyFlow *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self->running_head);
  g_free (self);
}

double
ry_flow_get_left (RyFlow *self)
{
  return self->sheet.left;
}

double
ry_flow_get_width (RyFlow *self)
{
  return self->sheet.width - self->sheet.left - self->sheet.right;
}

/**
 * ry_flow_space:
 * @self: the flow
 * @height: mm of white; swallowed at a page's end
 */
void
ry_flow_space (RyFlow *self, double height)
{
  self->y = MIN (self->y + height, get_bottom (self));
}

/**
 * ry_flow_need:
 * @self: the flow
 * @height: mm that must stay together
 *
 * Turns the page when less than @height is left on it.
 */
void
ry_flow_need (RyFlow *self, double height)
{
  if (self->y + height > get_bottom (self) && self->y > self->sheet.top)
    turn_page (self);
}

/**
 * ry_flow_put:
 * @self: the flow
 * @style: the type
 * @x: the place, in mm
 * @y: the top of the line, in mm
 * @align: 0 sets the text to the right of @x, 0.5 around it, 1 to its left
 * @text: one line
 *
 * Sets a line at a place of the current page, outside the flow.
 */
void
ry_flow_put (RyFlow *self, const RyStyle *style, double x, double y, double align, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);

  set_lines (self, style, layout, x - align * ry_faces_get_width (layout), y);
}

/**
 * ry_flow_text:
 * @self: the flow
 * @style: the type
 * @indent: mm from the left margin
 * @text: a paragraph, or several with line feeds between them
 */
void
ry_flow_text (RyFlow *self, const RyStyle *style, double indent, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, ry_flow_get_width (self) - indent);

  ry_faces_justify (layout);
  flow_layout (self, style, layout, self->sheet.left + indent);
}

/**
 * ry_flow_hanging:
 * @self: the flow
 * @style: the type
 * @indent: mm from the left margin to the label
 * @label: (nullable): a number or a word, in Gothic
 * @hang: mm from the label to the text, in which all the text's lines begin
 * @text: the text
 * @right: (nullable): what stands at the right margin of the first line
 */
void
ry_flow_hanging (RyFlow *self,
                 const RyStyle *style,
                 double indent,
                 const char *label,
                 double hang,
                 const char *text,
                 const char *right)
{
  double width = ry_flow_get_width (self) - indent - hang;
  const RyStyle points = { RY_VOICE_GOTHIC, style->size, style->leading };
  g_autoptr (PangoLayout) note = ry_faces_create_layout (self->faces, style, right, -1);
  g_autoptr (PangoLayout) layout = NULL;

  if (right != NULL)
    width -= ry_faces_get_width (note) + 3;
  layout = ry_faces_create_layout (self->faces, style, text, width);
  ry_flow_need (self, MIN (2, pango_layout_get_line_count (layout)) * get_leading (style));
  if (label != NULL)
    ry_flow_put (self, &points, self->sheet.left + indent, self->y, 0, label);
  if (right != NULL)
    set_lines (self, style, note, self->sheet.width - self->sheet.right - ry_faces_get_width (note), self->y);
  flow_layout (self, style, layout, self->sheet.left + indent + hang);
}

/**
 * ry_flow_centred:
 * @self: the flow
 * @style: the type
 * @text: a title; longer ones take more lines
 */
void
ry_flow_centred (RyFlow *self, const RyStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, ry_flow_get_width (self));

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  flow_layout (self, style, layout, self->sheet.left);
}

/**
 * ry_flow_framed:
 * @self: the flow
 * @style: the type
 * @indent: mm from the left margin to the frame
 * @lead: the word that says what it is, in Gothic
 * @text: the text
 * @note_style: the type of the note
 * @note: (nullable): a line below the text
 *
 * A decision: a frame with a bar at its left, never torn by a page's end unless it is longer than a page.
 */
void
ry_flow_framed (RyFlow *self,
                const RyStyle *style,
                double indent,
                const char *lead,
                const char *text,
                const RyStyle *note_style,
                const char *note)
{
  double pad = 2.4, x = self->sheet.left + indent, width = ry_flow_get_width (self) - indent, top, height;
  g_autofree char *whole = g_strconcat (lead, "　", text, NULL);
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, whole, width - 2 * pad);
  g_autoptr (PangoLayout) below = ry_faces_create_layout (self->faces, note_style, note, width - 2 * pad);

  ry_faces_set_lead_voice (layout, RY_VOICE_GOTHIC, strlen (lead));
  height = get_height (style, layout) + (note != NULL ? get_height (note_style, below) : 0) + 2.4;
  ry_flow_need (self, height + 1);
  self->y += 0.6;
  top = self->y;
  self->y += 1.2;
  flow_layout (self, style, layout, x + pad);
  if (note != NULL)
    flow_layout (self, note_style, below, x + pad);
  if (self->y > top) { /* the page was not turned inside */
    frame (self, x, top, width, self->y + 1.2 - top, 0.7);
    rule (self, x + 0.42, top, x + 0.42, self->y + 1.2, 2.4);
  }
  self->y += 1.2 + 1.2;
}

/**
 * ry_flow_stamp:
 * @self: the flow
 * @style: the type
 * @text: whom the paper is for
 *
 * A box in the upper right corner of the page, above what flows.
 */
void
ry_flow_stamp (RyFlow *self, const RyStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);
  double width = MAX (STAMP_WIDTH, ry_faces_get_width (layout) + 8), x = self->sheet.width - self->sheet.right - width;

  frame (self, x, STAMP_TOP, width, STAMP_HEIGHT, FRAME_LINE);
  set_lines (self, style, layout, x + (width - ry_faces_get_width (layout)) / 2,
             STAMP_TOP + (STAMP_HEIGHT - get_leading (style)) / 2);
}

/**
 * ry_flow_pairs:
 * @self: the flow
 * @label_style: the type of the labels
 * @style: the type of the values
 * @label_width: mm of the labels' column
 * @pairs: (element-type utf8): labels and values in turn; labels are spread over four ems
 *
 * The head table of minutes.
 */
void
ry_flow_pairs (RyFlow *self, const RyStyle *label_style, const RyStyle *style, double label_width, GPtrArray *pairs)
{
  double x = self->sheet.left, width = ry_flow_get_width (self), top = self->y;

  for (guint i = 0; i + 1 < pairs->len; i += 2) {
    g_autoptr (PangoLayout) label = ry_faces_create_layout (self->faces, label_style, g_ptr_array_index (pairs, i), -1);
    g_autoptr (PangoLayout) value =
        ry_faces_create_layout (self->faces, style, g_ptr_array_index (pairs, i + 1), width - label_width - 5);
    double height = get_height (style, value) + 3;

    ry_flow_need (self, height);
    top = MIN (top, self->y);
    ry_faces_spread (label, RY_PT_TO_MM (4 * label_style->size));
    frame (self, x, self->y, label_width, height, GRID_LINE);
    frame (self, x + label_width, self->y, width - label_width, height, GRID_LINE);
    set_lines (self, label_style, label, x + (label_width - RY_PT_TO_MM (4 * label_style->size)) / 2,
               self->y + (height - get_leading (label_style)) / 2);
    set_lines (self, style, value, x + label_width + 2.5, self->y + 1.5);
    self->y += height;
  }
}

/**
 * ry_flow_table:
 * @self: the flow
 * @columns: (array length=n_columns): titles and widths in mm
 * @n_columns: how many
 * @rows: (element-type GStrv): the cells
 */
void
ry_flow_table (RyFlow *self, const RyColumn *columns, guint n_columns, GPtrArray *rows)
{
  double top = self->y;

  for (guint i = 0; i < rows->len; i++) {
    const char *const *cells = g_ptr_array_index (rows, i);
    double height = set_row (self, columns, n_columns, &table_style, cells, FALSE);

    if (i == 0) {
      ry_flow_need (self, height + 10);
      top = self->y;
      set_table_head (self, columns, n_columns);
    } else if (self->y + height > get_bottom (self)) {
      frame (self, self->sheet.left, top, ry_flow_get_width (self), self->y - top, FRAME_LINE);
      turn_page (self);
      top = self->y;
      set_table_head (self, columns, n_columns);
    }
    set_row (self, columns, n_columns, &table_style, cells, TRUE);
  }
  if (rows->len > 0)
    frame (self, self->sheet.left, top, ry_flow_get_width (self), self->y - top, FRAME_LINE);
}

/**
 * ry_flow_signature:
 * @self: the flow
 * @style: the type
 * @x: mm from the left margin to the label
 * @label_width: mm that the label is spread over
 * @label: who signs
 */
void
ry_flow_signature (RyFlow *self, const RyStyle *style, double x, double label_width, const char *label)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, label, -1);

  ry_flow_need (self, 10);
  ry_faces_spread (layout, label_width);
  self->y += 4;
  set_lines (self, style, layout, self->sheet.left + x, self->y);
  rule (self, self->sheet.left + x + label_width + 4, self->y + 6, self->sheet.width - self->sheet.right, self->y + 6,
        FRAME_LINE);
  self->y += 5.5;
}

/**
 * ry_flow_finish:
 * @self: the flow
 * @footer: called for each page, now that their number is known
 * @data: for @footer
 *
 * Returns: (transfer full) (element-type cairo_surface_t): the pages, as recordings in points
 */
GPtrArray *
ry_flow_finish (RyFlow *self, RyFlowFooter footer, gpointer data)
{
  for (guint i = 0; i < self->pages->len; i++) {
    g_clear_pointer (&self->cr, cairo_destroy);
    self->cr = cairo_create (g_ptr_array_index (self->pages, i));
    footer (self, i + 1, self->pages->len, data);
  }
  g_clear_pointer (&self->cr, cairo_destroy);
  return g_steal_pointer (&self->pages);
}
