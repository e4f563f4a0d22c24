/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySlideSource. The bytes of an attachment stay in the store; those of a pack stay in memory, so that the stick it
 * came on can be pulled out during the talk.
 */
#include "ry-slide-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-slide-deck.h"

#define MAX_BYTES   (256 * 1024 * 1024)
#define PIECE_BYTES (256 * 1024)
#define MAX_SPOKEN  600       /* letters of a page that are told to a screen reader */
#define BESIDE      "#0f0f14" /* what is left of the screen beside a page of another shape */

struct _RySlideSource {
  RyStore *store; /* borrowed; NULL where there are bytes */
  RyAttachment *attachment;
  GBytes *bytes;
  guint max_pages;

  PopplerDocument *document; /* NULL while closed */
  guint n_pages;
  char *trouble;
};

static GBytes *
read_bytes (RySlideSource *self)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gsize n = 0;

  if (self->bytes != NULL)
    return g_bytes_ref (self->bytes);
  stream = ry_store_open_blob (self->store, self->attachment->digest, NULL);
  if (stream == NULL)
    return NULL;
  do {
    if (!g_input_stream_read_all (stream, piece, PIECE_BYTES, &n, NULL, NULL))
      return NULL;
    g_byte_array_append (bytes, piece, (guint) n);
  } while (n == PIECE_BYTES);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
is_pdf (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* Some programs write a line before the header; readers look into the first kilobyte. */
  return data != NULL && g_strstr_len (data, (gssize) MIN (size, 1024), "%PDF-") != NULL;
}

static gboolean
open_document (RySlideSource *self, GError **error)
{
  g_autoptr (GBytes) bytes = read_bytes (self);

  if (bytes != NULL && ry_poppler_load (error))
    self->document = ry_poppler.poppler_document_new_from_bytes (bytes, NULL, error);
  return self->document != NULL;
}

static char *
find_trouble (RySlideSource *self)
{
  g_autoptr (GBytes) bytes = read_bytes (self);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return g_strdup (_ ("This PDF is not on this computer yet. Open it once while connected."));
  if (!is_pdf (bytes))
    return g_strdup (_ ("Slides are shown from a PDF. Save this file as a PDF and drop it here again."));
  if (!open_document (self, &error))
    return g_strdup (g_error_matches (error, ry_poppler.poppler_error_quark (), POPPLER_ERROR_ENCRYPTED)
                         ? _ ("This PDF asks for a password. Save it without one and drop it here again.")
                         : _ ("This PDF is damaged and cannot be read. Ask for it once more."));
  self->n_pages = (guint) MAX (ry_poppler.poppler_document_get_n_pages (self->document), 0);
  if (self->n_pages == 0)
    return g_strdup (_ ("This PDF has no page."));
  if (self->n_pages > self->max_pages)
    return g_strdup_printf (
        _ ("This PDF has %u pages; a talk takes %u. Save the pages to be shown as a PDF of their own."), self->n_pages,
        self->max_pages);
  return NULL;
}

static RySlideSource *
inspect (RySlideSource *self)
{
  if (self->trouble == NULL)
    self->trouble = find_trouble (self);
  if (self->trouble != NULL)
    self->n_pages = 0;
  _ry_slide_source_close (self);
  return self;
}

/* An attachment of a document. */
RySlideSource *
_ry_slide_source_new (RyStore *store, const char *id, const char *name)
{
  RySlideSource *self = g_new0 (RySlideSource, 1);

  self->store = store;
  self->max_pages = RY_SLIDE_MAX_PAGES;
  self->attachment = ry_store_get_attachment (store, id, NULL, name, NULL);
  if (self->attachment == NULL)
    self->trouble = g_strdup (_ ("The PDF of this talk is not there any more. Drop it here again."));
  else if (self->attachment->length > MAX_BYTES)
    self->trouble = g_strdup (_ ("This PDF is larger than 256 MB. Save it with smaller pictures."));
  return inspect (self);
}

RySlideSource *
_ry_slide_source_new_bytes (GBytes *bytes, guint max_pages)
{
  RySlideSource *self = g_new0 (RySlideSource, 1);

  self->bytes = g_bytes_ref (bytes);
  self->max_pages = max_pages;
  return inspect (self);
}

void
_ry_slide_source_free (RySlideSource *self)
{
  g_clear_object (&self->document);
  g_clear_pointer (&self->attachment, ry_attachment_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->trouble);
  g_free (self);
}

const char *
_ry_slide_source_get_trouble (RySlideSource *self)
{
  return self->trouble;
}

guint
_ry_slide_source_get_n_pages (RySlideSource *self)
{
  return self->n_pages;
}

/* Opens it where it is closed; NULL where it cannot be any more. */
PopplerDocument *
_ry_slide_source_get_document (RySlideSource *self)
{
  if (self->document == NULL && self->trouble == NULL)
    open_document (self, NULL);
  return self->document;
}

gboolean
_ry_slide_source_is_open (RySlideSource *self)
{
  return self->document != NULL;
}

void
_ry_slide_source_close (RySlideSource *self)
{
  g_clear_object (&self->document);
}

static void
paint (cairo_t *cr, const char *colour, double width, double height)
{
  guint value = (guint) g_ascii_strtoull (colour + 1, NULL, 16);

  cairo_set_source_rgb (cr, (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0, (value & 0xff) / 255.0);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
draw_page (PopplerPage *page, cairo_t *cr, RySceneMedium medium)
{
  double width, height, scale;

  ry_poppler.poppler_page_get_size (page, &width, &height);
  if (width <= 0 || height <= 0)
    return;
  scale = MIN (RY_SLIDE_WIDTH / width, RY_SLIDE_HEIGHT / height);
  cairo_translate (cr, (RY_SLIDE_WIDTH - width * scale) / 2, (RY_SLIDE_HEIGHT - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  paint (cr, "#ffffff", width, height);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (medium == RY_SCENE_PAPER)
    ry_poppler.poppler_page_render_for_printing (page, cr);
  else
    ry_poppler.poppler_page_render (page, cr);
}

/* A page as large as fits a slide; on paper its type stays type. */
void
_ry_slide_source_draw (RySlideSource *self, guint number, cairo_t *cr, RySceneMedium medium)
{
  PopplerDocument *document = _ry_slide_source_get_document (self);
  g_autoptr (PopplerPage) page =
      document != NULL ? ry_poppler.poppler_document_get_page (document, (int) number) : NULL;

  cairo_save (cr);
  paint (cr, BESIDE, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT);
  if (page != NULL)
    draw_page (page, cr, medium);
  cairo_restore (cr);
}

/* What stands on a page, for those who hear it. */
char *
_ry_slide_source_dup_text (RySlideSource *self, guint number)
{
  PopplerDocument *document = _ry_slide_source_get_document (self);
  g_autoptr (PopplerPage) page =
      document != NULL ? ry_poppler.poppler_document_get_page (document, (int) number) : NULL;
  g_autofree char *text = page != NULL ? ry_poppler.poppler_page_get_text (page) : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");

  g_strdelimit (valid, "\n\r\f\t", ' ');
  return g_utf8_strlen (valid, -1) > MAX_SPOKEN ? g_utf8_substring (valid, 0, MAX_SPOKEN) : g_steal_pointer (&valid);
}

/**
 * ry_slide_inspect_file:
 * @path: a file
 * @n_pages: (out): how many slides it would be
 *
 * Before it is attached to a talk. Not for a main loop.
 *
 * Returns: (transfer full) (nullable): why it cannot be shown
 */
char *
ry_slide_inspect_file (const char *path, guint *n_pages)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  g_autoptr (GBytes) bytes =
      info != NULL && g_file_info_get_size (info) <= MAX_BYTES ? g_file_load_bytes (file, NULL, NULL, NULL) : NULL;
  RySlideSource *source;
  char *trouble;

  *n_pages = 0;
  if (bytes == NULL)
    return g_strdup (info != NULL && g_file_info_get_size (info) > MAX_BYTES
                         ? _ ("This PDF is larger than 256 MB. Save it with smaller pictures.")
                         : _ ("This file cannot be read."));
  source = _ry_slide_source_new_bytes (bytes, RY_SLIDE_MAX_PAGES);
  *n_pages = _ry_slide_source_get_n_pages (source);
  trouble = g_strdup (_ry_slide_source_get_trouble (source));
  _ry_slide_source_free (source);
  return trouble;
}
