/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file is is told by its bytes, not by its name. PDFs are read by poppler, pictures by gdk-pixbuf, which hears
 * of a picture's size before it decodes it. What would take the memory of the machine is refused with a sentence.
 */
#include "ry-packet-source.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-faces.h"
#include "ry-poppler.h"

#define PIECE_BYTES (256 * 1024)

/* A paper of more pages is a book, and is handed out by itself. */
#define MAX_PAGES 200
/* A paper larger than this would not be read by anybody's mail either. */
#define MAX_BYTES (256 * 1024 * 1024)
/* Decoded at four bytes a pixel: 160 MB. */
#define MAX_PIXELS 40000000.0
/* 200 dpi on A4: more cannot be seen on paper. */
#define MAX_SIDE 2200

#define A4_WIDTH  RY_MM_TO_PT (210.0)
#define A4_HEIGHT RY_MM_TO_PT (297.0)
#define MARGIN    RY_MM_TO_PT (25.0) /* around a picture; the stamp stands in it */

struct _RyPacketSource {
  PopplerDocument *pdf;
  cairo_surface_t *picture;
  char *trouble; /* for the screen */
  char *words;   /* for the page that takes its place: papers are Japanese whatever the desktop's language */
};

static void
refuse (RyPacketSource *self, char *trouble, char *words)
{
  self->trouble = trouble;
  self->words = words;
}

static GBytes *
read_bytes (RyStore *store, const RyAttachment *attachment, GCancellable *cancellable)
{
  g_autoptr (GInputStream) stream = ry_store_open_blob (store, attachment->digest, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gsize n = 0;

  if (stream == NULL)
    return NULL;
  do {
    if (!g_input_stream_read_all (stream, piece, PIECE_BYTES, &n, cancellable, NULL))
      return NULL;
    g_byte_array_append (bytes, piece, n);
  } while (n == PIECE_BYTES);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
is_pdf (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* Some programs write a line before the header; readers look into the first kilobyte. */
  return g_strstr_len (data, MIN (size, 1024), "%PDF-") != NULL;
}

static void
open_pdf (RyPacketSource *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  int n;

  if (!ry_poppler_load (&error)) {
    refuse (self, g_strdup (error->message), g_strdup ("PDFを読む部品がないため、この資料を綴じていません。"));
    return;
  }
  self->pdf = ry_poppler.poppler_document_new_from_bytes (bytes, NULL, &error);
  if (self->pdf == NULL) {
    if (g_error_matches (error, ry_poppler.poppler_error_quark (), POPPLER_ERROR_ENCRYPTED))
      refuse (self, g_strdup (_ ("This PDF asks for a password. Save it without one and add it again.")),
              g_strdup ("この資料のPDFには開くためのパスワードが付いているため、綴じていません。"));
    else
      refuse (self, g_strdup (_ ("This PDF is damaged and cannot be read. Ask for it once more.")),
              g_strdup ("この資料のPDFは壊れていて読めないため、綴じていません。"));
    return;
  }
  n = ry_poppler.poppler_document_get_n_pages (self->pdf);
  if (n > MAX_PAGES)
    refuse (self,
            g_strdup_printf (_ ("This PDF has %d pages; more than %d are handed out by themselves."), n, MAX_PAGES),
            g_strdup_printf ("この資料は%dページあるため綴じていません。別に配ります。", n));
  else if (n < 1)
    refuse (self, g_strdup (_ ("This PDF has no page.")), g_strdup ("この資料のPDFにはページがありません。"));
}

/* Told before anything is decoded: a picture that is too large is not, and one that is large is made smaller. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  double *pixels = data;
  double scale = MIN (1.0, (double) MAX_SIDE / MAX (1, MAX (width, height)));

  *pixels = (double) width * height;
  if (*pixels <= MAX_PIXELS && scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)));
}

static GdkPixbuf *
decode (GBytes *bytes, double *pixels, gboolean *jpeg)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  GdkPixbuf *pixbuf = NULL;
  GdkPixbufFormat *format;
  gboolean good = TRUE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), pixels);
  for (gsize at = 0; good && at < size && *pixels <= MAX_PIXELS; at += 4096)
    good = gdk_pixbuf_loader_write (loader, data + at, MIN (4096, size - at), NULL);
  good = gdk_pixbuf_loader_close (loader, NULL) && good && *pixels <= MAX_PIXELS;
  format = gdk_pixbuf_loader_get_format (loader);
  if (format != NULL) {
    g_autofree char *name = gdk_pixbuf_format_get_name (format);

    *jpeg = g_str_equal (name, "jpeg");
  }
  if (good && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
    pixbuf = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  return pixbuf;
}

/* On white, as paper is: a picture's transparency would only make the file larger. */
static cairo_surface_t *
convert (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int n = gdk_pixbuf_get_n_channels (pixbuf), from_stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guchar *from = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guchar *to = cairo_image_surface_get_data (surface);
  int to_stride = cairo_image_surface_get_stride (surface);

  if (to == NULL)
    return surface;
  for (int y = 0; y < height; y++) {
    guint32 *row = (guint32 *) (void *) (to + (gsize) y * to_stride);

    for (int x = 0; x < width; x++) {
      const guchar *p = from + (gsize) y * from_stride + (gsize) x * n;
      guint alpha = n == 4 ? p[3] : 255, rest = 255 * (255 - alpha);

      row[x] = ((p[0] * alpha + rest) / 255) << 16 | ((p[1] * alpha + rest) / 255) << 8 | (p[2] * alpha + rest) / 255;
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
unref_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

static void
open_picture (RyPacketSource *self, GBytes *bytes)
{
  double pixels = 0;
  gboolean jpeg = FALSE;
  g_autoptr (GdkPixbuf) pixbuf = decode (bytes, &pixels, &jpeg);
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  if (pixels > MAX_PIXELS) {
    int millions = (int) (pixels / 1000000);

    refuse (self,
            g_strdup_printf (_ ("This picture has %d million pixels. Make it smaller, 10 million are plenty."),
                             millions),
            g_strdup_printf ("この資料の画像は%d00万画素あり、大きすぎるため綴じていません。", millions));
    return;
  }
  if (pixbuf == NULL) {
    refuse (self, g_strdup (_ ("Files of this sort cannot be bound. Save it as a PDF and add it again.")),
            g_strdup ("この資料は綴じられない形式のため、別に配ります。"));
    return;
  }
  self->picture = convert (pixbuf);
  /* A photograph goes in as it is: decoded it would be ten times as large. */
  if (jpeg && pixels <= (double) MAX_SIDE * MAX_SIDE && gdk_pixbuf_get_option (pixbuf, "orientation") == NULL)
    cairo_surface_set_mime_data (self->picture, CAIRO_MIME_TYPE_JPEG, data, size, unref_bytes, g_bytes_ref (bytes));
}

/**
 * ry_packet_source_open:
 * @store: where the paper is
 * @attachment: (nullable): the paper; %NULL where there is only a name
 * @cancellable: (nullable): to stop
 *
 * Returns: (transfer full): the paper, or the trouble with it
 */
RyPacketSource *
ry_packet_source_open (RyStore *store, const RyAttachment *attachment, GCancellable *cancellable)
{
  RyPacketSource *self = g_new0 (RyPacketSource, 1);
  g_autoptr (GBytes) bytes = NULL;

  if (attachment == NULL) {
    refuse (self, g_strdup (_ ("No file is kept for this paper; it is handed out at the meeting.")),
            g_strdup ("この資料は当日に配ります。"));
    return self;
  }
  if (attachment->length > MAX_BYTES) {
    refuse (self, g_strdup (_ ("This file is too large to be bound.")),
            g_strdup ("この資料は大きすぎるため、別に配ります。"));
    return self;
  }
  bytes = attachment->here ? read_bytes (store, attachment, cancellable) : NULL;
  if (bytes == NULL)
    refuse (self, g_strdup (_ ("This paper is not on this computer yet. Open it once while connected.")),
            g_strdup ("この資料はまだ届いていないため、綴じていません。"));
  else if (is_pdf (bytes))
    open_pdf (self, bytes);
  else
    open_picture (self, bytes);
  return self;
}

void
ry_packet_source_free (RyPacketSource *self)
{
  g_clear_object (&self->pdf);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self->trouble);
  g_free (self->words);
  g_free (self);
}

/**
 * ry_packet_source_get_trouble:
 * @self: a paper
 *
 * Returns: (nullable): a sentence that says why it cannot be bound; %NULL where it can
 */
const char *
ry_packet_source_get_trouble (RyPacketSource *self)
{
  return self->trouble;
}

const char *
ry_packet_source_get_words (RyPacketSource *self)
{
  return self->words;
}

guint
ry_packet_source_get_n_pages (RyPacketSource *self)
{
  if (self->trouble != NULL)
    return 0;
  return self->pdf != NULL ? (guint) ry_poppler.poppler_document_get_n_pages (self->pdf) : 1;
}

static gboolean
is_wide (RyPacketSource *self)
{
  return cairo_image_surface_get_width (self->picture) > cairo_image_surface_get_height (self->picture);
}

void
ry_packet_source_get_size (RyPacketSource *self, guint page, double *width_points, double *height_points)
{
  g_autoptr (PopplerPage) each =
      self->pdf != NULL ? ry_poppler.poppler_document_get_page (self->pdf, (int) page) : NULL;

  *width_points = self->picture != NULL && is_wide (self) ? A4_HEIGHT : A4_WIDTH;
  *height_points = self->picture != NULL && is_wide (self) ? A4_WIDTH : A4_HEIGHT;
  if (each != NULL)
    ry_poppler.poppler_page_get_size (each, width_points, height_points);
}

static void
draw_picture (RyPacketSource *self, cairo_t *cr)
{
  double width, height, scale;
  double w = cairo_image_surface_get_width (self->picture), h = cairo_image_surface_get_height (self->picture);

  ry_packet_source_get_size (self, 0, &width, &height);
  scale = MIN ((width - 2 * MARGIN) / w, (height - 2 * MARGIN) / h);
  scale = MIN (scale, 1); /* a small one is not blown up */
  cairo_translate (cr, (width - w * scale) / 2, (height - h * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_paint (cr);
}

/**
 * ry_packet_source_draw:
 * @self: a paper without trouble
 * @page: from 0
 * @cr: where to draw, in points from the page's corner
 *
 * Text stays text.
 */
void
ry_packet_source_draw (RyPacketSource *self, guint page, cairo_t *cr)
{
  g_autoptr (PopplerPage) each =
      self->pdf != NULL ? ry_poppler.poppler_document_get_page (self->pdf, (int) page) : NULL;

  cairo_save (cr);
  if (each != NULL)
    ry_poppler.poppler_page_render_for_printing (each, cr);
  else if (self->picture != NULL)
    draw_picture (self, cr);
  cairo_restore (cr);
}
