/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Painting the matrix. What costs time, type and shapes, is made once and kept; a frame puts textures and finished
 * layouts in their places. Everything kept goes with the colours, the scale or the matrix.
 */
#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-fit.h"
#include "ry-mark.h"
#include "ry-matrix-private.h"
#include "ry-style.h"

#define NAME_PADDING 12
#define MARK_WIDTH   18 /* for the tick of what is to be compared */
#define HEAD_SIZE    14.0
#define HEAD_PADDING 10
#define HEAD_LEAST   116 /* room for the legend */
#define HEAD_MOST    190
#define HEAD_GROWTH  1.5 /* large text is squeezed sooner than that the head takes the place of the hospitals */
#define TILE         13
#define LEGEND_ROW   23
#define LEGEND_MARK  15

int
_ry_matrix_scale (RyMatrixView *self, int pixels)
{
  return (int) (pixels * self->text_scale + 0.5);
}

static GdkRGBA
get_colour (const char *colour, float alpha)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, colour);
  rgba.alpha = alpha;
  return rgba;
}

static void
fill (GtkSnapshot *snapshot, double x, double y, double width, double height, GdkRGBA colour)
{
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* ---- What is kept ---- */

typedef void (*DrawFunc) (RyMatrixView *self, cairo_t *cr, guint what);

static GdkTexture *
paint (RyMatrixView *self, int width, int height, DrawFunc draw, guint what)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, scale, scale);
  draw (self, cr, what);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height * scale,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_answer (RyMatrixView *self, cairo_t *cr, guint answer)
{
  ry_mark_draw (cr, ry_mark_of_answer (answer), 0, 0, _ry_matrix_scale (self, RY_MATRIX_MARK),
                ry_palette_get (ry_style_get_scheme ()));
}

static void
draw_age (RyMatrixView *self, cairo_t *cr, guint state)
{
  ry_mark_draw (cr, ry_mark_of_confirmation (state), 0, 0, _ry_matrix_scale (self, TILE),
                ry_palette_get (ry_style_get_scheme ()));
}

static void
draw_dash (RyMatrixView *self, cairo_t *cr, guint unused)
{
  GdkRGBA ink = get_colour (ry_palette_get (ry_style_get_scheme ())->ink2, 0.6f);

  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_rectangle (cr, 0.3 * _ry_matrix_scale (self, RY_MATRIX_MARK), 0.47 * _ry_matrix_scale (self, RY_MATRIX_MARK),
                   0.4 * _ry_matrix_scale (self, RY_MATRIX_MARK), 1.4);
  cairo_fill (cr);
}

/* Upright Japanese: the context's letters stand, and what is written is turned. */
static PangoLayout *
create_upright (RyMatrixView *self, guint column)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (context));
  PangoLayout *layout;
  gboolean wanted = _ry_matrix_is_wanted (self, column, NULL);

  pango_context_set_base_gravity (context, PANGO_GRAVITY_EAST);
  pango_context_set_gravity_hint (context, PANGO_GRAVITY_HINT_NATURAL);
  pango_context_set_language (context, pango_language_from_string ("ja"));
  pango_font_description_set_absolute_size (font, HEAD_SIZE * self->text_scale * PANGO_SCALE);
  pango_font_description_set_weight (font, wanted ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, ry_matrix_get_column (self->matrix, column)->name, -1);
  return layout;
}

static void
draw_head (RyMatrixView *self, cairo_t *cr, guint column)
{
  const RyPalette *palette = ry_palette_get (ry_style_get_scheme ());
  gboolean wanted = _ry_matrix_is_wanted (self, column, NULL);
  g_autoptr (PangoLayout) layout = create_upright (self, column);
  PangoRectangle logical;
  GdkRGBA ink = get_colour (wanted ? palette->vertical_ink : palette->ink, 1);
  double room = self->head_height - 2 * HEAD_PADDING, length, scale;

  pango_layout_get_extents (layout, NULL, &logical);
  length = (double) logical.width / PANGO_SCALE;
  scale = MIN (1, room / MAX (length, 1));
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_translate (cr, self->cell_width / 2.0, self->head_height - HEAD_PADDING - length * scale);
  cairo_scale (cr, 1, scale);
  cairo_rotate (cr, G_PI_2);
  cairo_move_to (cr, 0, -(logical.y + logical.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static PangoLayout *
create_name (RyMatrixView *self, const char *text, int width, double size, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));

  pango_font_description_set_absolute_size (font, size * self->text_scale * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  if (width > 0) {
    pango_layout_set_width (layout, width * PANGO_SCALE);
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  }
  return layout;
}

static PangoLayout *
get_name (RyMatrixView *self, guint row)
{
  if (self->names[row] == NULL)
    self->names[row] =
        create_name (self, ry_matrix_get_row (self->matrix, row)->picture,
                     self->name_width - NAME_PADDING - _ry_matrix_scale (self, MARK_WIDTH), 15, PANGO_WEIGHT_SEMIBOLD);
  return self->names[row];
}

static PangoLayout *
get_age_words (RyMatrixView *self, guint row)
{
  RyMatrixRow *hospital = ry_matrix_get_row (self->matrix, row);

  if (self->words[row] == NULL)
    self->words[row] =
        create_name (self, hospital->age, 0, 12,
                     hospital->confirmation == RY_CONFIRMATION_CURRENT ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);
  return self->words[row];
}

static void
forget_layouts (PangoLayout ***layouts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_object (&(*layouts)[i]);
  g_clear_pointer (layouts, g_free);
}

void
_ry_matrix_forget_heads (RyMatrixView *self)
{
  for (guint i = 0; i < self->n_heads; i++)
    g_clear_object (&self->heads[i]);
  g_clear_pointer (&self->heads, g_free);
  self->n_heads = self->matrix != NULL ? self->matrix->columns->len : 0;
  self->heads = g_new0 (GdkTexture *, MAX (self->n_heads, 1));
}

void
_ry_matrix_forget (RyMatrixView *self)
{
  for (guint i = 0; i < RY_N_ANSWERS; i++) {
    g_clear_object (&self->marks[i]);
    g_clear_object (&self->legend[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (self->ages); i++)
    g_clear_object (&self->ages[i]);
  g_clear_object (&self->dash);
  forget_layouts (&self->names, self->n_names);
  forget_layouts (&self->words, self->n_names);
  self->n_names = self->matrix != NULL ? self->matrix->rows->len : 0;
  self->names = g_new0 (PangoLayout *, MAX (self->n_names, 1));
  self->words = g_new0 (PangoLayout *, MAX (self->n_names, 1));
  _ry_matrix_forget_heads (self);
}

/* All that is kept was made for text of another size. */
void
_ry_matrix_take_text_size (RyMatrixView *self)
{
  self->text_scale = MAX (1, ry_fit_get_text_scale (GTK_WIDGET (self)));
  self->head_height = 0;
  self->cell_width = 0;
  _ry_matrix_forget (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- Room ---- */

int
_ry_matrix_measure_names (RyMatrixView *self, gboolean narrow)
{
  int widest = 0, width;

  for (guint i = 0; i < self->matrix->rows->len; i++) {
    g_autoptr (PangoLayout) layout =
        create_name (self, ry_matrix_get_row (self->matrix, i)->picture, 0, 15, PANGO_WEIGHT_SEMIBOLD);

    pango_layout_get_pixel_size (layout, &width, NULL);
    widest = MAX (widest, width);
  }
  return CLAMP (widest + NAME_PADDING + _ry_matrix_scale (self, MARK_WIDTH) + 8, _ry_matrix_scale (self, 96),
                _ry_matrix_scale (self, narrow ? 116 : 220));
}

int
_ry_matrix_measure_head (RyMatrixView *self)
{
  int longest = 0, length;

  for (guint i = 0; i < self->matrix->columns->len; i++) {
    g_autoptr (PangoLayout) layout = create_upright (self, i);

    pango_layout_get_pixel_size (layout, &length, NULL);
    longest = MAX (longest, length);
  }
  return CLAMP (longest + 2 * HEAD_PADDING, _ry_matrix_scale (self, HEAD_LEAST),
                HEAD_MOST * MIN (self->text_scale, HEAD_GROWTH));
}

/* ---- A frame ---- */

static void
push_clip (GtkSnapshot *snapshot, double x, double y, double width, double height)
{
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (width, 0), (float) MAX (height, 0)));
}

static void
put_layout (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, GdkRGBA colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
put_texture (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double width, double height)
{
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) (int) x, (float) (int) y, (float) width, (float) height));
}

static GdkTexture *
get_mark (RyMatrixView *self, guint column, RyAnswer answer)
{
  if (answer == RY_ANSWER_NO && ry_matrix_get_column (self->matrix, column)->group == RY_MATRIX_FUNCTIONS) {
    if (self->dash == NULL)
      self->dash =
          paint (self, _ry_matrix_scale (self, RY_MATRIX_MARK), _ry_matrix_scale (self, RY_MATRIX_MARK), draw_dash, 0);
    return self->dash;
  }
  if (self->marks[answer] == NULL)
    self->marks[answer] = paint (self, _ry_matrix_scale (self, RY_MATRIX_MARK), _ry_matrix_scale (self, RY_MATRIX_MARK),
                                 draw_answer, answer);
  return self->marks[answer];
}

static void
put_age (RyMatrixView *self, GtkSnapshot *snapshot, guint row, double x, double y, const RyPalette *palette)
{
  RyConfirmationState state = ry_matrix_get_row (self->matrix, row)->confirmation;
  PangoLayout *words = get_age_words (self, row);
  int tile = _ry_matrix_scale (self, TILE), room = _ry_matrix_scale (self, RY_MATRIX_ROW), height;

  if (self->ages[state] == NULL)
    self->ages[state] = paint (self, tile, tile, draw_age, state);
  pango_layout_get_pixel_size (words, NULL, &height);
  put_texture (snapshot, self->ages[state], x + 10, y + (room - tile) / 2.0, tile, tile);
  put_layout (snapshot, words, x + 10 + tile + 6, y + (room - height) / 2,
              get_colour (state == RY_CONFIRMATION_CURRENT ? palette->ink2 : palette->ink, 1));
}

static void
put_line (RyMatrixView *self, GtkSnapshot *snapshot, int line, int first, int last, const RyPalette *palette)
{
  guint row = self->order->rows[line];
  int mark = _ry_matrix_scale (self, RY_MATRIX_MARK), room = _ry_matrix_scale (self, RY_MATRIX_ROW);
  double y = _ry_matrix_get_line_top (self, line);
  const RyMatrixCell *cells = ry_matrix_get_row (self->matrix, row)->cells;

  for (int column = first; column <= last; column++) {
    double x = _ry_matrix_get_left (self, column);

    if (column == (int) self->matrix->columns->len)
      put_age (self, snapshot, row, x, y, palette);
    else
      put_texture (snapshot, get_mark (self, (guint) column, cells[column].answer), x + (self->cell_width - mark) / 2.0,
                   y + (room - mark) / 2.0, mark, mark);
  }
}

/* The grounds of lines: those that fit stand on green. */
static void
put_grounds (
    RyMatrixView *self, GtkSnapshot *snapshot, int first, int last, double x, double width, const RyPalette *palette)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  float ground = adw_style_manager_get_dark (manager) ? 0.16f : 0.1f;
  float rule = adw_style_manager_get_high_contrast (manager) ? 0.5f : 0.09f;

  for (int line = first; line <= last; line++) {
    double y = _ry_matrix_get_line_top (self, line);

    if (_ry_matrix_is_filtered (self) && line < (int) self->order->n_fits)
      fill (snapshot, x, y, width, _ry_matrix_scale (self, RY_MATRIX_ROW), get_colour (palette->ok, ground));
    fill (snapshot, x, y + _ry_matrix_scale (self, RY_MATRIX_ROW) - 1, width, 1, get_colour (palette->ink, rule));
  }
}

static void
put_divider (RyMatrixView *self, GtkSnapshot *snapshot, const RyPalette *palette)
{
  guint others = self->matrix->rows->len - self->order->n_fits;
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height;
  double y = _ry_matrix_get_line_top (self, (int) self->order->n_fits) - _ry_matrix_scale (self, RY_MATRIX_DIVIDER);
  g_autofree char *words = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (!_ry_matrix_is_filtered (self) || others == 0)
    return;
  words = g_strdup_printf (ngettext ("%u hospital does not fit or has not answered (ask by telephone)",
                                     "%u hospitals do not fit or have not answered (ask by telephone)", others),
                           others);
  layout = create_name (self, words, width - 24, 12.5, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_get_pixel_size (layout, NULL, &height);
  fill (snapshot, 0, y, width, _ry_matrix_scale (self, RY_MATRIX_DIVIDER), get_colour (palette->view, 1));
  fill (snapshot, 0, y, width, _ry_matrix_scale (self, RY_MATRIX_DIVIDER), get_colour (palette->ink, 0.07f));
  put_layout (snapshot, layout, NAME_PADDING, y + (_ry_matrix_scale (self, RY_MATRIX_DIVIDER) - height) / 2,
              get_colour (palette->ink2, 1));
}

static void
put_frames (RyMatrixView *self, GtkSnapshot *snapshot, gboolean ground, const RyPalette *palette)
{
  double top = 4, bottom = MIN (_ry_matrix_get_line_top (self, (int) self->matrix->rows->len),
                                gtk_widget_get_height (GTK_WIDGET (self)) - 2);
  GdkRGBA line = get_colour (palette->vertical, 1);

  for (guint i = 0; i < self->wants->len; i++) {
    double x = _ry_matrix_get_left (self, (int) g_array_index (self->wants, RyMatrixWant, i).column) + 1;
    GskRoundedRect box;

    gsk_rounded_rect_init_from_rect (&box,
                                     &GRAPHENE_RECT_INIT ((float) x, (float) top, (float) self->cell_width - 2,
                                                          (float) MAX (bottom - top, 0)),
                                     7);
    if (ground) {
      gtk_snapshot_push_rounded_clip (snapshot, &box);
      fill (snapshot, x, top, self->cell_width, bottom - top, get_colour (palette->vertical_soft, 1));
      gtk_snapshot_pop (snapshot);
    } else
      gtk_snapshot_append_border (snapshot, &box, (float[4]){ 1.6f, 1.6f, 1.6f, 1.6f },
                                  (GdkRGBA[4]){ line, line, line, line });
  }
}

static void
put_head (RyMatrixView *self, GtkSnapshot *snapshot, int first, int last, const RyPalette *palette)
{
  for (int column = first; column <= last; column++) {
    double x = _ry_matrix_get_left (self, column);

    if (column == (int) self->matrix->columns->len) {
      g_autoptr (PangoLayout) layout = create_name (self, _ ("Confirmed"), 0, 13, PANGO_WEIGHT_SEMIBOLD);

      put_layout (snapshot, layout, x + 10, self->head_height - HEAD_PADDING - _ry_matrix_scale (self, 18),
                  get_colour (palette->ink, 1));
      continue;
    }
    if (self->heads[column] == NULL)
      self->heads[column] = paint (self, self->cell_width, self->head_height, draw_head, (guint) column);
    put_texture (snapshot, self->heads[column], x, 0, self->cell_width, self->head_height);
    /* A rule where another group begins. */
    if (column > 0 && ry_matrix_get_column (self->matrix, (guint) column)->group !=
                          ry_matrix_get_column (self->matrix, (guint) column - 1)->group)
      fill (snapshot, x, HEAD_PADDING, 1, self->head_height - HEAD_PADDING, get_colour (palette->ink, 0.18f));
  }
}

static PangoLayout *
get_legend (RyMatrixView *self, RyAnswer answer)
{
  int room = self->name_width - NAME_PADDING - _ry_matrix_scale (self, MARK_WIDTH) - 12;

  if (self->legend[answer] == NULL)
    self->legend[answer] = create_name (self, ry_answer_get_word (answer), room, 12.5, PANGO_WEIGHT_NORMAL);
  pango_layout_set_width (self->legend[answer], room * PANGO_SCALE); /* the names' room may be another now */
  return self->legend[answer];
}

/* What the shapes say, in the corner that is empty otherwise. */
static void
put_legend (RyMatrixView *self, GtkSnapshot *snapshot, const RyPalette *palette)
{
  static const RyAnswer answers[] = { RY_ANSWER_YES, RY_ANSWER_CONDITIONAL, RY_ANSWER_NO, RY_ANSWER_UNANSWERED };
  int row = _ry_matrix_scale (self, LEGEND_ROW), mark = _ry_matrix_scale (self, LEGEND_MARK);
  double y = self->head_height - HEAD_PADDING - row * (double) G_N_ELEMENTS (answers);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++, y += row) {
    PangoLayout *words = get_legend (self, answers[i]);
    int height;

    pango_layout_get_pixel_size (words, NULL, &height);
    put_texture (snapshot, get_mark (self, self->matrix->columns->len - 1, answers[i]), NAME_PADDING,
                 y + (row - mark) / 2.0, mark, mark);
    put_layout (snapshot, words, NAME_PADDING + mark + 8, y + (row - height) / 2, get_colour (palette->ink2, 1));
  }
}

static void
put_names (RyMatrixView *self, GtkSnapshot *snapshot, int first, int last, const RyPalette *palette)
{
  for (int line = first; line <= last; line++) {
    guint row = self->order->rows[line];
    PangoLayout *name = get_name (self, row);
    double y = _ry_matrix_get_line_top (self, line);
    int height;

    pango_layout_get_pixel_size (name, NULL, &height);
    put_layout (snapshot, name, NAME_PADDING + _ry_matrix_scale (self, MARK_WIDTH),
                y + (_ry_matrix_scale (self, RY_MATRIX_ROW) - height) / 2, get_colour (palette->ink, 1));
    if (g_hash_table_contains (self->marked, GUINT_TO_POINTER (row))) {
      g_autoptr (PangoLayout) tick = create_name (self, "✓", 0, 15, PANGO_WEIGHT_BOLD);

      put_layout (snapshot, tick, NAME_PADDING - 2, y + (_ry_matrix_scale (self, RY_MATRIX_ROW) - height) / 2,
                  get_colour (palette->vertical, 1));
    }
  }
}

static void
put_cursor (RyMatrixView *self, GtkSnapshot *snapshot, const RyPalette *palette)
{
  double x = _ry_matrix_get_left (self, self->column),
         y = self->line == RY_MATRIX_HEAD ? 0 : _ry_matrix_get_line_top (self, self->line);
  int width = _ry_matrix_get_width (self, self->column),
      height = self->line == RY_MATRIX_HEAD ? self->head_height : _ry_matrix_scale (self, RY_MATRIX_ROW);
  GdkRGBA ink = get_colour (palette->ink, 1);
  GskRoundedRect box;

  if (!gtk_widget_has_focus (self->cursors[self->turn]))
    return;
  push_clip (snapshot, self->column == RY_MATRIX_NAMES ? 0 : self->name_width,
             self->line == RY_MATRIX_HEAD ? 0 : self->head_height, G_MAXINT16, G_MAXINT16);
  gsk_rounded_rect_init_from_rect (&box,
                                   &GRAPHENE_RECT_INIT ((float) x + 1, (float) y + 1, (float) width - 2,
                                                        (float) height - 2),
                                   6);
  gtk_snapshot_append_border (snapshot, &box, (float[4]){ 2.5f, 2.5f, 2.5f, 2.5f }, (GdkRGBA[4]){ ink, ink, ink, ink });
  gtk_snapshot_pop (snapshot);
}

void
_ry_matrix_snapshot (RyMatrixView *self, GtkSnapshot *snapshot)
{
  const RyPalette *palette = ry_palette_get (ry_style_get_scheme ());
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int first_line, last_line, first, last;
  GdkRGBA view = get_colour (palette->view, 1);

  fill (snapshot, 0, 0, width, height, view);
  _ry_matrix_get_sight (self, &first_line, &last_line, &first, &last);
  push_clip (snapshot, self->name_width, 0, width - self->name_width, height);
  put_frames (self, snapshot, TRUE, palette);
  push_clip (snapshot, 0, self->head_height, width, height - self->head_height);
  put_grounds (self, snapshot, first_line, last_line, self->name_width, width - self->name_width, palette);
  for (int line = first_line; line <= last_line; line++)
    put_line (self, snapshot, line, first, last, palette);
  gtk_snapshot_pop (snapshot);
  put_head (self, snapshot, first, last, palette);
  put_frames (self, snapshot, FALSE, palette);
  gtk_snapshot_pop (snapshot);
  push_clip (snapshot, 0, self->head_height, width, height - self->head_height);
  fill (snapshot, 0, self->head_height, self->name_width, height, view);
  put_grounds (self, snapshot, first_line, last_line, 0, self->name_width, palette);
  put_names (self, snapshot, first_line, last_line, palette);
  put_divider (self, snapshot, palette);
  gtk_snapshot_pop (snapshot);
  if (self->matrix->columns->len > 0)
    put_legend (self, snapshot, palette);
  fill (snapshot, 0, self->head_height - 1, width, 1, get_colour (palette->ink, 0.18f));
  fill (snapshot, self->name_width - 1, 0, 1, height, get_colour (palette->ink, 0.12f));
  put_cursor (self, snapshot, palette);
}
