/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySlideView. It shows one still, which costs the software renderer a copy and no more: slides are rendered ahead,
 * elsewhere. Overlays are placed in units of the slide, 1920 × 1080.
 */
#include "ry-slide-view.h"

#include <math.h>

#include "ry-slide.h"

#define POINTER_RADIUS 24.0
#define CHIP_RIGHT     (RY_SLIDE_WIDTH - 64)
#define CHIP_TOP       292.0
#define CHIP_HEIGHT    92.0
#define CHIP_SIZE      60.0
#define FOOT_HEIGHT    26.0

static const GdkRGBA warn = { 0.541f, 0.204f, 0, 1 }, warn_soft = { 0.992f, 0.941f, 0.890f, 1 },
                     vertical = { 0.208f, 0.247f, 0.588f, 1 };

struct _RySlideView {
  GtkWidget parent_instance;

  /* Owned */
  RyStill *still;
  char *timer;

  RyCover cover;
  double zoom, x, y;
  gboolean pointed;
  double pointer_x, pointer_y;
  gboolean over;
};

G_DEFINE_FINAL_TYPE (RySlideView, ry_slide_view, GTK_TYPE_WIDGET)

/* ---- Where the slide lies ---- */

static void
get_frame (RySlideView *self, graphene_rect_t *frame)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = MIN (width / RY_SLIDE_WIDTH, height / RY_SLIDE_HEIGHT);

  graphene_rect_init (frame, (float) ((width - RY_SLIDE_WIDTH * scale) / 2),
                      (float) ((height - RY_SLIDE_HEIGHT * scale) / 2), (float) (RY_SLIDE_WIDTH * scale),
                      (float) (RY_SLIDE_HEIGHT * scale));
}

/* The whole slide as it lies behind the frame. */
static void
get_slide (RySlideView *self, const graphene_rect_t *frame, graphene_rect_t *slide)
{
  float width = frame->size.width * (float) self->zoom, height = frame->size.height * (float) self->zoom;

  graphene_rect_init (slide, frame->origin.x + frame->size.width / 2 - (float) self->x * width,
                      frame->origin.y + frame->size.height / 2 - (float) self->y * height, width, height);
}

/* ---- Drawing ---- */

static void
append_pointer (RySlideView *self, GtkSnapshot *snapshot, const graphene_rect_t *slide, double unit)
{
  float x = slide->origin.x + (float) self->pointer_x * slide->size.width,
        y = slide->origin.y + (float) self->pointer_y * slide->size.height;
  float r = (float) (POINTER_RADIUS * unit);
  const GdkRGBA white = { 1, 1, 1, 0.9f };
  GskRoundedRect disc;

  for (int i = 0; i < 2; i++, r *= 0.78f) {
    gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (x - r, y - r, 2 * r, 2 * r), r);
    gtk_snapshot_push_rounded_clip (snapshot, &disc);
    gtk_snapshot_append_color (snapshot, i == 0 ? &white : &warn, &disc.bounds);
    gtk_snapshot_pop (snapshot);
  }
}

static void
append_words (RySlideView *self,
              GtkSnapshot *snapshot,
              const char *text,
              double right,
              double middle,
              double size,
              double *left,
              const GdkRGBA *colour,
              gboolean draw)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  int width, height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  *left = right - width;
  if (!draw)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) *left, (float) (middle - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
append_hatch (GtkSnapshot *snapshot, const graphene_rect_t *frame, double unit)
{
  graphene_rect_t foot =
      GRAPHENE_RECT_INIT (frame->origin.x, frame->origin.y + frame->size.height - (float) (FOOT_HEIGHT * unit),
                          frame->size.width, (float) (FOOT_HEIGHT * unit));
  cairo_t *cr;

  gtk_snapshot_append_color (snapshot, &warn_soft, &foot);
  cr = gtk_snapshot_append_cairo (snapshot, &foot);
  gdk_cairo_set_source_rgba (cr, &warn);
  cairo_rectangle (cr, foot.origin.x, foot.origin.y, foot.size.width, foot.size.height);
  cairo_clip (cr);
  cairo_set_line_width (cr, 12 * unit);
  for (double x = foot.origin.x - foot.size.height; x < foot.origin.x + foot.size.width; x += 34 * unit) {
    cairo_move_to (cr, x, foot.origin.y + foot.size.height);
    cairo_line_to (cr, x + foot.size.height, foot.origin.y);
  }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* In free space under the bar of beds, never over the telephone number. */
static void
append_timer (RySlideView *self, GtkSnapshot *snapshot, const graphene_rect_t *frame, double unit)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  double right = frame->origin.x + CHIP_RIGHT * unit, middle = frame->origin.y + (CHIP_TOP + CHIP_HEIGHT / 2) * unit,
         inset = 44 * unit, left;
  GskRoundedRect chip;

  if (self->over)
    append_hatch (snapshot, frame, unit);
  append_words (self, snapshot, self->timer, right - inset, middle, CHIP_SIZE * unit, &left, &white, FALSE);
  gsk_rounded_rect_init_from_rect (&chip,
                                   &GRAPHENE_RECT_INIT ((float) (left - inset),
                                                        (float) (middle - CHIP_HEIGHT * unit / 2),
                                                        (float) (right - left + inset), (float) (CHIP_HEIGHT * unit)),
                                   (float) (18 * unit));
  gtk_snapshot_push_rounded_clip (snapshot, &chip);
  gtk_snapshot_append_color (snapshot, self->over ? &warn : &vertical, &chip.bounds);
  gtk_snapshot_pop (snapshot);
  append_words (self, snapshot, self->timer, right - inset, middle, CHIP_SIZE * unit, &left, &white, TRUE);
}

static void
ry_slide_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RySlideView *self = RY_SLIDE_VIEW (widget);
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  graphene_rect_t frame, slide;
  double unit;

  get_frame (self, &frame);
  if (frame.size.width < 1)
    return;
  unit = frame.size.width / RY_SLIDE_WIDTH;
  get_slide (self, &frame, &slide);
  if (self->cover != RY_COVER_NONE) {
    gtk_snapshot_append_color (snapshot, self->cover == RY_COVER_WHITE ? &white : &black, &frame);
    return;
  }
  gtk_snapshot_push_clip (snapshot, &frame);
  if (self->still != NULL)
    ry_still_append (self->still, widget, snapshot, &slide);
  if (self->pointed)
    append_pointer (self, snapshot, &slide, unit);
  if (self->timer != NULL)
    append_timer (self, snapshot, &frame, unit);
  gtk_snapshot_pop (snapshot);
}

static GtkSizeRequestMode
ry_slide_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ry_slide_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480
             : for_size > 0                            ? (int) ceil (for_size * RY_SLIDE_HEIGHT / RY_SLIDE_WIDTH)
                                                       : 270;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ry_slide_view_finalize (GObject *object)
{
  g_clear_pointer (&RY_SLIDE_VIEW (object)->still, ry_still_unref);
  g_free (RY_SLIDE_VIEW (object)->timer);
  G_OBJECT_CLASS (ry_slide_view_parent_class)->finalize (object);
}

static void
ry_slide_view_class_init (RySlideViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_slide_view_finalize;
  widget_class->snapshot = ry_slide_view_snapshot;
  widget_class->measure = ry_slide_view_measure;
  widget_class->get_request_mode = ry_slide_view_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "slideview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ry_slide_view_init (RySlideView *self)
{
  self->zoom = 1;
  self->x = self->y = 0.5;
}

/**
 * ry_slide_view_set_still:
 * @self: a view
 * @still: the slide
 *
 * What was shown stays until there is something else: a hall never sees an empty screen for want of a picture.
 */
void
ry_slide_view_set_still (RySlideView *self, RyStill *still)
{
  if (self->still == still)
    return;
  g_clear_pointer (&self->still, ry_still_unref);
  self->still = ry_still_ref (still);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

RyStill *
ry_slide_view_get_still (RySlideView *self)
{
  return self->still;
}

/**
 * ry_slide_view_set_words:
 * @self: a view
 * @words: what stands on the slide
 *
 * Tells those who hear it.
 */
void
ry_slide_view_set_words (RySlideView *self, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
ry_slide_view_set_cover (RySlideView *self, RyCover cover)
{
  if (self->cover == cover)
    return;
  self->cover = cover;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ry_slide_view_set_zoom (RySlideView *self, double zoom, double x, double y)
{
  if (self->zoom == zoom && self->x == x && self->y == y)
    return;
  self->zoom = zoom;
  self->x = x;
  self->y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ry_slide_view_set_pointer:
 * @self: a view
 * @shown: whether there is one
 * @x: 0 to 1 of the slide's width
 * @y: of its height
 *
 * Points.
 */
void
ry_slide_view_set_pointer (RySlideView *self, gboolean shown, double x, double y)
{
  if (self->pointed == shown && (!shown || (self->pointer_x == x && self->pointer_y == y)))
    return;
  self->pointed = shown;
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ry_slide_view_set_timer:
 * @self: a view
 * @words: (nullable): what the hall's timer says, %NULL for none
 * @over: whether the time is over
 *
 * Shows the timer.
 */
void
ry_slide_view_set_timer (RySlideView *self, const char *words, gboolean over)
{
  if (g_strcmp0 (self->timer, words) == 0 && self->over == over)
    return;
  g_free (self->timer);
  self->timer = g_strdup (words);
  self->over = over;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ry_slide_view_find_point:
 * @self: a view
 * @x: in the widget
 * @y: likewise
 * @slide_x: (out): 0 to 1 of the slide's width
 * @slide_y: (out): of its height
 *
 * Returns: whether that is on the slide
 */
gboolean
ry_slide_view_find_point (RySlideView *self, double x, double y, double *slide_x, double *slide_y)
{
  graphene_rect_t frame, slide;

  get_frame (self, &frame);
  get_slide (self, &frame, &slide);
  *slide_x = slide.size.width > 0 ? (x - slide.origin.x) / slide.size.width : 0;
  *slide_y = slide.size.height > 0 ? (y - slide.origin.y) / slide.size.height : 0;
  return graphene_rect_contains_point (&frame, &GRAPHENE_POINT_INIT ((float) x, (float) y)) && *slide_x >= 0 &&
         *slide_x <= 1 && *slide_y >= 0 && *slide_y <= 1;
}
