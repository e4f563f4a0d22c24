/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading slides as the last row does. Sizes count against the page's height, as a projector fills the wall whatever
 * the page measures. What type stands on is looked up in the picture itself: the commonest colour around it.
 */
#include "ry-slide-check.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ry-scene-private.h"
#include "ry-slide-private.h"

/* A slide is a page of 13.3 × 7.5 inches. */
#define PAGE_POINTS  540.0
#define SMALLEST     24.0
#define SCENE_POINTS (PAGE_POINTS / 1080.0)
/* The design's 45 pixels are 22.5 of these points; page numbers and footers of others are looked over up to 3 letters.
 */
#define SCENE_SMALLEST 22.4
#define MAX_CHECKED    200
#define RENDER_WIDTH   480
#define SHORT          4 /* a page number is not what people read */

typedef struct {
  double r, g, b;
} Colour;

static Colour
parse_colour (const char *text)
{
  guint value = (guint) g_ascii_strtoull (text + 1, NULL, 16);

  return (Colour){ (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0, (value & 0xff) / 255.0 };
}

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (Colour colour)
{
  return 0.2126 * to_linear (colour.r) + 0.7152 * to_linear (colour.g) + 0.0722 * to_linear (colour.b);
}

/* WCAG 2, 1.4.3. */
static double
get_contrast (Colour a, Colour b)
{
  double x = get_luminance (a), y = get_luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

/**
 * ry_slide_get_contrast:
 * @a: a colour, #rrggbb
 * @b: another
 *
 * Returns: 1 to 21, as WCAG 2 counts
 */
double
ry_slide_get_contrast (const char *a, const char *b)
{
  return get_contrast (parse_colour (a), parse_colour (b));
}

static void
note (RySlideFinding *finding, double points, double contrast)
{
  if (finding->smallest == 0 || points < finding->smallest)
    finding->smallest = points;
  if (finding->faintest == 0 || contrast < finding->faintest)
    finding->faintest = contrast;
}

/* ---- Our own ---- */

static gboolean
covers (const RyShape *shape, double x, double y)
{
  if (shape->ink.fill == NULL || shape->ink.alpha < 0.6)
    return FALSE;
  if (shape->type == RY_SHAPE_DISC)
    return hypot (x - shape->x, y - shape->y) <= shape->r;
  return shape->type == RY_SHAPE_BOX && x >= shape->x && x <= shape->x + shape->width && y >= shape->y &&
         y <= shape->y + shape->height;
}

static const char *
find_ground (RyScene *scene, guint text)
{
  const RyShape *label = g_ptr_array_index (scene->shapes, text);

  for (guint i = text; i-- > 0;) {
    const RyShape *shape = g_ptr_array_index (scene->shapes, i);

    if (covers (shape, label->label.x + (0.5 - label->label.anchor) * 4, label->label.y))
      return shape->ink.fill;
  }
  return "#ffffff";
}

/**
 * ry_slide_check_scene:
 * @scene: a slide of 1080 pixels height
 * @finding: what was found is added
 *
 * Looks at one of our own slides.
 */
void
ry_slide_check_scene (RyScene *scene, RySlideFinding *finding)
{
  double scale = SCENE_POINTS * 1080.0 / scene->height;
  gboolean small = FALSE, faint = FALSE;

  for (guint i = 0; i < scene->shapes->len; i++) {
    const RyShape *shape = g_ptr_array_index (scene->shapes, i);
    double contrast, points = shape->label.size * scale;

    if (shape->type != RY_SHAPE_TEXT || shape->text == NULL || *shape->text == '\0')
      continue;
    contrast = ry_slide_get_contrast (shape->label.colour,
                                      shape->label.halo != NULL ? shape->label.halo : find_ground (scene, i));
    note (finding, points, contrast);
    small |= points < SCENE_SMALLEST;
    faint |= contrast < 4.5 || (contrast < RY_SLIDE_CONTRAST && points < SMALLEST);
  }
  finding->small += small;
  finding->faint += faint;
}

/* ---- Other people's ---- */

static cairo_surface_t *
render (PopplerPage *page, double width, double height, double *scale)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  *scale = RENDER_WIDTH / width;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, RENDER_WIDTH, MAX (1, (int) (height * *scale)));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, *scale, *scale);
  ry_poppler.poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);

  x = CLAMP (x, 0, width - 1);
  y = CLAMP (y, 0, height - 1);
  return *(const guint32 *) (const void *) (data + (gsize) y * cairo_image_surface_get_stride (surface) +
                                            (gsize) x * 4) &
         0xf8f8f8;
}

/* The commonest colour on a frame just around a piece of type. */
static Colour
find_page_ground (cairo_surface_t *surface, const PopplerRectangle *box, double scale)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_direct_hash, g_direct_equal);
  int left = (int) floor (box->x1 * scale) - 1, right = (int) ceil (box->x2 * scale) + 1;
  int top = (int) floor (box->y1 * scale) - 1, bottom = (int) ceil (box->y2 * scale) + 1;
  guint32 best = 0xf8f8f8;
  guint most = 0;

  for (int x = left; x <= right; x++)
    for (int edge = 0; edge < 2; edge++) {
      guint32 pixel = get_pixel (surface, x, edge == 0 ? top : bottom);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel + 1))) + 1;

      g_hash_table_insert (counts, GUINT_TO_POINTER (pixel + 1), GUINT_TO_POINTER (n));
      if (n > most) {
        most = n;
        best = pixel;
      }
    }
  return (Colour){ (best >> 16 | 7) / 255.0, ((best >> 8 & 0xff) | 7) / 255.0, ((best & 0xff) | 7) / 255.0 };
}

static gboolean
find_box (PopplerRectangle *boxes, guint n_boxes, const PopplerTextAttributes *run, PopplerRectangle *box)
{
  guint first = (guint) MAX (run->start_index, 0), last = MIN ((guint) MAX (run->end_index, 0), n_boxes - 1);

  if (n_boxes == 0 || first > last)
    return FALSE;
  *box = boxes[first];
  for (guint i = first; i <= last; i++)
    if (fabs (boxes[i].y1 - box->y1) < 1) { /* of its first line: the next begins elsewhere */
      box->x2 = MAX (box->x2, boxes[i].x2);
      box->y2 = MAX (box->y2, boxes[i].y2);
    }
  return TRUE;
}

/* Points on a page of 7.5 inches height, whatever this one measures; a portrait page fills the wall by its height too.
 */
static void
check_page (PopplerPage *page, RySlideFinding *finding)
{
  GList *runs = ry_poppler.poppler_page_get_text_attributes (page);
  PopplerRectangle *boxes = NULL, box;
  guint n_boxes = 0;
  double width, height, scale;
  gboolean small = FALSE, faint = FALSE;
  cairo_surface_t *surface;

  ry_poppler.poppler_page_get_size (page, &width, &height);
  if (runs == NULL || width <= 0 || height <= 0 || !ry_poppler.poppler_page_get_text_layout (page, &boxes, &n_boxes)) {
    ry_poppler.poppler_page_free_text_attributes (runs);
    return;
  }
  surface = render (page, width, height, &scale);
  for (GList *each = runs; each != NULL; each = each->next) {
    const PopplerTextAttributes *run = each->data;
    const Colour ink = { run->color.red / 65535.0, run->color.green / 65535.0, run->color.blue / 65535.0 };
    double points = run->font_size * MIN (PAGE_POINTS / height, 960 / width), contrast;

    if (run->end_index - run->start_index < SHORT || !find_box (boxes, n_boxes, run, &box))
      continue;
    contrast = get_contrast (ink, find_page_ground (surface, &box, scale));
    note (finding, points, contrast);
    small |= points < SMALLEST - 0.1;
    faint |= contrast < 4.5 || (contrast < RY_SLIDE_CONTRAST && points < SMALLEST * 1.5);
  }
  finding->small += small;
  finding->faint += faint;
  cairo_surface_destroy (surface);
  g_free (boxes);
  ry_poppler.poppler_page_free_text_attributes (runs);
}

static guint
count_missing_fonts (PopplerDocument *document)
{
  PopplerFontInfo *info = ry_poppler.poppler_font_info_new (document);
  PopplerFontsIter *iter = NULL;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (ry_poppler.poppler_font_info_scan (info, 20, &iter)) {
    if (iter != NULL)
      do {
        const char *name = ry_poppler.poppler_fonts_iter_get_name (iter);

        if (!ry_poppler.poppler_fonts_iter_is_embedded (iter))
          g_hash_table_add (names, g_strdup (name != NULL ? name : ""));
      } while (ry_poppler.poppler_fonts_iter_next (iter));
    g_clear_pointer (&iter, ry_poppler.poppler_fonts_iter_free);
  }
  g_object_unref (info);
  return g_hash_table_size (names);
}

/* Looks at each page of somebody's slides. Takes milliseconds a page: not for a main loop. */
void
_ry_slide_check_document (PopplerDocument *document, RySlideFinding *finding)
{
  int n = MIN (ry_poppler.poppler_document_get_n_pages (document), MAX_CHECKED);

  for (int i = 0; i < n; i++) {
    g_autoptr (PopplerPage) page = ry_poppler.poppler_document_get_page (document, i);

    if (page != NULL)
      check_page (page, finding);
  }
  finding->fonts += count_missing_fonts (document);
}

gboolean
ry_slide_finding_is_good (const RySlideFinding *finding)
{
  return finding->small == 0 && finding->faint == 0 && finding->fonts == 0;
}

/**
 * ry_slide_finding_format:
 * @finding: what was found
 *
 * Returns: (transfer full): it in few words, the worst first
 */
char *
ry_slide_finding_format (const RySlideFinding *finding)
{
  GString *text = g_string_new (NULL);

  if (finding->small > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "small type on %u slide", "small type on %u slides",
                                         finding->small),
                            finding->small);
  if (finding->faint > 0)
    g_string_append_printf (text, "%s", text->len > 0 ? _ (", ") : "");
  if (finding->faint > 0)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "faint type on %u slide", "faint type on %u slides",
                                         finding->faint),
                            finding->faint);
  if (finding->fonts > 0)
    g_string_append_printf (text, "%s", text->len > 0 ? _ (", ") : "");
  if (finding->fonts > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u font missing", "%u fonts missing", finding->fonts),
                            finding->fonts);
  if (text->len == 0)
    g_string_append (text, _ ("Easy to read"));
  return g_string_free (text, FALSE);
}
