/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finished pages. They are recordings, so that the preview, the printer and the PDF replay the very same
 * drawing, and text stays text. A PDF is written beside its place and moved there when it is whole.
 */
#include "ry-paper-private.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ry-audience.h"
#include "ry-error.h"
#include "ry-pdfa.h"

struct _RyPaper {
  GObject parent_instance;

  RyPages *pages;
};

G_DEFINE_FINAL_TYPE (RyPaper, ry_paper, G_TYPE_OBJECT)

typedef struct {
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
} Sink;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  Sink *sink = data;

  if (sink->error == NULL &&
      !g_output_stream_write_all (sink->stream, bytes, length, NULL, sink->cancellable, &sink->error))
    return CAIRO_STATUS_WRITE_ERROR;
  return sink->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
set_metadata (cairo_surface_t *surface, RyPages *pages)
{
  g_autofree char *date = g_strconcat (pages->date, "T00:00:00+09:00", NULL);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, pages->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, pages->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Ryōrin " RY_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static void
write_pages (RyPaper *self, Sink *sink)
{
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  ry_paper_get_size (self, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (write_cb, sink, width, height);
  set_metadata (surface, self->pages);
  cr = cairo_create (surface);
  for (guint i = 0; i < ry_paper_get_n_pages (self); i++) {
    ry_paper_draw_page (self, i, cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS && sink->error == NULL)
    sink->error =
        g_error_new_literal (RY_ERROR, RY_ERROR_FAILED, cairo_status_to_string (cairo_surface_status (surface)));
  cairo_surface_destroy (surface);
}

/* The store's vocabulary for what a file can suffer. */
static GError *
translate (GError *error)
{
  RyErrorCode code = RY_ERROR_FAILED;

  if (error->domain != G_IO_ERROR || error->code == G_IO_ERROR_CANCELLED)
    return error;
  if (error->code == G_IO_ERROR_NO_SPACE)
    code = RY_ERROR_DISK_FULL;
  else if (error->code == G_IO_ERROR_READ_ONLY || error->code == G_IO_ERROR_PERMISSION_DENIED)
    code = RY_ERROR_READ_ONLY;
  else if (error->code == G_IO_ERROR_NOT_FOUND)
    code = RY_ERROR_NOT_FOUND;
  error->domain = RY_ERROR;
  error->code = code;
  return error;
}

static void
ry_paper_finalize (GObject *object)
{
  RyPaper *self = RY_PAPER (object);

  g_free (self->pages->title);
  g_free (self->pages->author);
  g_free (self->pages->date);
  g_ptr_array_unref (self->pages->pages);
  g_ptr_array_unref (self->pages->missing);
  g_free (self->pages);
  G_OBJECT_CLASS (ry_paper_parent_class)->finalize (object);
}

static void
ry_paper_class_init (RyPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_paper_finalize;
}

static void
ry_paper_init (RyPaper *self)
{
}

RyPaper *
_ry_paper_new (RyPages *pages)
{
  RyPaper *self = g_object_new (RY_TYPE_PAPER, NULL);

  self->pages = pages;
  return self;
}

/* What a composer hands over when it is done: @pages is taken, the other strings are copied. */
RyPages *
_ry_pages_take (
    const char *title, const char *author, const char *date, const RySheet *sheet, GPtrArray *pages, RyFaces *faces)
{
  RyPages *self = g_new0 (RyPages, 1);

  self->title = g_strdup (title);
  self->author = g_strdup (author);
  self->date = g_strdup (date);
  self->sheet = *sheet;
  self->pages = pages;
  self->missing = ry_faces_get_missing (faces);
  return self;
}

/**
 * ry_paper_new_minutes:
 * @workspace: where the meeting is
 * @meeting_id: the meeting's id
 * @error: return location
 *
 * The members' edition: ry_paper_new_minutes_for().
 *
 * Returns: (transfer full) (nullable): the paper, as the meeting is now
 */
RyPaper *
ry_paper_new_minutes (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  return ry_paper_new_minutes_for (workspace, meeting_id, RY_AUDIENCE_MEMBERS, error);
}

/**
 * ry_paper_new_minutes_for:
 * @workspace: where the meeting is
 * @meeting_id: the meeting's id
 * @audience: for whom: %RY_AUDIENCE_PUBLIC …
 * @error: return location
 *
 * Sets the minutes of a meeting in the council's form, on A4. Fails with %RY_ERROR_NOT_FOUND where there is no
 * such meeting.
 *
 * Returns: (transfer full) (nullable): the paper, as the meeting is now
 */
RyPaper *
ry_paper_new_minutes_for (RyWorkspace *workspace, const char *meeting_id, const char *audience, GError **error)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, meeting_id, error);

  if (meeting == NULL)
    return NULL;
  return _ry_paper_new (_ry_minutes_compose (workspace, ry_document_get_root (meeting), audience));
}

/**
 * ry_paper_get_title:
 * @self: a paper
 *
 * Returns: what it is called, fit for a window's title and a file's name
 */
const char *
ry_paper_get_title (RyPaper *self)
{
  return self->pages->title;
}

guint
ry_paper_get_n_pages (RyPaper *self)
{
  return self->pages->pages->len;
}

/**
 * ry_paper_get_size:
 * @self: a paper
 * @width_points: (out): the sheet's width in points of 1/72 inch
 * @height_points: (out): its height
 */
void
ry_paper_get_size (RyPaper *self, double *width_points, double *height_points)
{
  *width_points = RY_MM_TO_PT (self->pages->sheet.width);
  *height_points = RY_MM_TO_PT (self->pages->sheet.height);
}

/**
 * ry_paper_draw_page:
 * @self: a paper
 * @page: from 0
 * @cr: where to draw, in points from the sheet's corner; scale it for a screen
 */
void
ry_paper_draw_page (RyPaper *self, guint page, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_source_surface (cr, g_ptr_array_index (self->pages->pages, page), 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

/**
 * ry_paper_write_pdf:
 * @self: a paper
 * @path: the file; replaced as a whole, or left as it was
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes PDF 1.5 with its fonts embedded. The same content gives the same bytes.
 *
 * Returns: whether the file is written
 */
gboolean
ry_paper_write_pdf (RyPaper *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) abandon = g_cancellable_new ();
  g_autoptr (GFileOutputStream) stream = NULL;
  Sink sink = { .cancellable = cancellable };

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &sink.error);
  if (stream != NULL) {
    sink.stream = G_OUTPUT_STREAM (stream);
    write_pages (self, &sink);
    /* Closing with a cancelled cancellable leaves the old file in place. */
    if (sink.error != NULL) {
      g_cancellable_cancel (abandon);
      g_output_stream_close (sink.stream, abandon, NULL);
    } else {
      g_output_stream_close (sink.stream, cancellable, &sink.error);
    }
  }
  if (sink.error == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, translate (sink.error), _ ("Writing %s: "), path);
  return FALSE;
}

/**
 * ry_paper_create_pdf:
 * @self: a paper
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what ry_paper_write_pdf() would write, to attach it somewhere
 */
GBytes *
ry_paper_create_pdf (RyPaper *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Sink sink = { .stream = stream, .cancellable = cancellable };

  write_pages (self, &sink);
  if (sink.error == NULL && g_output_stream_close (stream, cancellable, &sink.error))
    return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_propagate_prefixed_error (error, translate (sink.error), _ ("Making a PDF: "));
  return NULL;
}

/**
 * ry_paper_create_archive:
 * @self: a paper
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * The same as PDF/A-2b, the form for the shelf. The same content gives the same bytes.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
ry_paper_create_archive (RyPaper *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) pdf = ry_paper_create_pdf (self, cancellable, error);

  return pdf != NULL ? ry_pdfa_convert (pdf, error) : NULL;
}

/**
 * ry_paper_get_missing_glyphs:
 * @self: a paper
 *
 * Returns: (transfer none) (element-type utf8): texts with a character that no installed face has
 */
GPtrArray *
ry_paper_get_missing_glyphs (RyPaper *self)
{
  return self->pages->missing;
}
