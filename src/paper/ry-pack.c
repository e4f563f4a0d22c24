/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing: Cairo writes the pages, one by one, and embeds what fonts they use; qpdf then attaches the running order
 * (ISO 32000-1, 7.11.4). Reading: poppler hands the attachment back. What comes out of a file is believed only as far
 * as it fits the pages.
 */
#include "ry-pack.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-library.h"
#include "ry-poppler.h"

#define ORDER_NAME  "running-order.json"
#define FORMAT      "ryorin-pack"
#define VERSION     1
#define MAX_FILE    (512 * 1024 * 1024)
#define MAX_ORDER   (4 * 1024 * 1024)
#define MAX_TALKS   500
#define PAGE_WIDTH  960.0 /* points: 13.3 × 7.5 inches */
#define PAGE_HEIGHT 540.0

/* clang-format off */
#define QPDF_FUNCTIONS(F) \
  F (qpdf_cleanup) F (qpdf_get_buffer) F (qpdf_get_buffer_length) F (qpdf_get_error) F (qpdf_get_error_full_text) \
  F (qpdf_get_root) F (qpdf_has_error) F (qpdf_init) F (qpdf_init_write_memory) F (qpdf_make_indirect_object) \
  F (qpdf_oh_append_item) F (qpdf_oh_get_dict) F (qpdf_oh_get_key) F (qpdf_oh_is_dictionary) F (qpdf_oh_new_array) \
  F (qpdf_oh_new_dictionary) F (qpdf_oh_new_name) F (qpdf_oh_new_null) F (qpdf_oh_new_stream) \
  F (qpdf_oh_new_string) F (qpdf_oh_new_unicode_string) F (qpdf_oh_replace_key) F (qpdf_oh_replace_stream_data) \
  F (qpdf_read_memory) F (qpdf_set_deterministic_ID) F (qpdf_set_suppress_warnings) F (qpdf_silence_errors) \
  F (qpdf_write)
/* clang-format on */

static struct {
  QPDF_FUNCTIONS (RY_LIBRARY_POINTER)
} qpdf;
static const char *const qpdf_names[] = { QPDF_FUNCTIONS (RY_LIBRARY_NAME) NULL };
static RyLibrary qpdf_library = { RY_QPDF_SONAME, qpdf_names, (gpointer *) &qpdf, FALSE };

typedef struct {
  GByteArray *bytes;
  gboolean full;
} Sink;

/* ---- Pages ---- */

static cairo_status_t
append_cb (void *data, const unsigned char *piece, unsigned int length)
{
  Sink *sink = data;

  if (sink->bytes->len + (gsize) length > MAX_FILE) {
    sink->full = TRUE;
    return CAIRO_STATUS_WRITE_ERROR;
  }
  g_byte_array_append (sink->bytes, piece, length);
  return CAIRO_STATUS_SUCCESS;
}

static guint
count_slides (RySlideDeck *deck)
{
  guint n = 0;

  for (guint i = 0; i < ry_slide_deck_get_n_talks (deck); i++)
    n += ry_slide_deck_get_n_slides (deck, i);
  return n;
}

static void
add_mark (cairo_surface_t *surface, const char *title, guint page)
{
  g_autofree char *target = g_strdup_printf ("page=%u", page);

  cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, title, target, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static gboolean
draw_pages (RySlideDeck *deck,
            cairo_surface_t *surface,
            RyPackProgress progress,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  RyShow *show = ry_slide_deck_get_show (deck);
  guint total = count_slides (deck), done = 0;
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, PAGE_WIDTH / RY_SLIDE_WIDTH, PAGE_HEIGHT / RY_SLIDE_HEIGHT);
  for (guint i = 0; i < show->talks->len; i++) {
    add_mark (surface, ry_show_get_talk (show, i)->name, done + 1);
    for (guint slide = 0; slide < ry_slide_deck_get_n_slides (deck, i); slide++) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)) {
        cairo_destroy (cr);
        return FALSE;
      }
      if (progress != NULL)
        progress (done, total, data);
      ry_slide_deck_draw (deck, i, slide, cr, RY_SCENE_PAPER);
      cairo_show_page (cr);
      done++;
    }
  }
  cairo_destroy (cr);
  return TRUE;
}

static GBytes *
make_pdf (RySlideDeck *deck, RyPackProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Sink sink = { bytes, FALSE };
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, &sink, PAGE_WIDTH, PAGE_HEIGHT);
  const char *title = ry_slide_deck_get_show (deck)->title;
  cairo_status_t status;
  gboolean drawn;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title != NULL ? title : "");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Ryōrin " RY_VERSION);
  drawn = draw_pages (deck, surface, progress, data, cancellable, error);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (drawn && sink.full)
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_LARGE,
                 _ ("The slides together are larger than 512 MB. Save their PDFs with smaller pictures."));
  else if (drawn && status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The slides could not be written (%s)."),
                 cairo_status_to_string (status));
  return drawn && !sink.full && status == CAIRO_STATUS_SUCCESS ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
                                                               : NULL;
}

/* ---- The running order in it ---- */

static char *
make_order (RySlideDeck *deck)
{
  RyShow *show = ry_slide_deck_get_show (deck);
  g_autoptr (JsonObject) root = NULL;

  for (guint i = 0; i < show->talks->len; i++)
    ry_show_get_talk (show, i)->slides = ry_slide_deck_get_n_slides (deck, i);
  root = ry_show_to_json (show);
  json_object_set_string_member (root, "format", FORMAT);
  json_object_set_int_member (root, "version", VERSION);
  return ry_json_object_to_text (root);
}

static qpdf_oh
create_stream (qpdf_data pdf, const char *text)
{
  qpdf_oh stream = qpdf.qpdf_oh_new_stream (pdf), dictionary;

  qpdf.qpdf_oh_replace_stream_data (pdf, stream, (const unsigned char *) text, strlen (text),
                                    qpdf.qpdf_oh_new_null (pdf), qpdf.qpdf_oh_new_null (pdf));
  dictionary = qpdf.qpdf_oh_get_dict (pdf, stream);
  qpdf.qpdf_oh_replace_key (pdf, dictionary, "/Type", qpdf.qpdf_oh_new_name (pdf, "/EmbeddedFile"));
  qpdf.qpdf_oh_replace_key (pdf, dictionary, "/Subtype", qpdf.qpdf_oh_new_name (pdf, "/application#2fjson"));
  return stream;
}

static qpdf_oh
ensure_dictionary (qpdf_data pdf, qpdf_oh parent, const char *key)
{
  if (!qpdf.qpdf_oh_is_dictionary (pdf, qpdf.qpdf_oh_get_key (pdf, parent, key)))
    qpdf.qpdf_oh_replace_key (pdf, parent, key, qpdf.qpdf_oh_new_dictionary (pdf));
  return qpdf.qpdf_oh_get_key (pdf, parent, key);
}

static void
attach (qpdf_data pdf, const char *order)
{
  qpdf_oh file = qpdf.qpdf_oh_new_dictionary (pdf), embedded = qpdf.qpdf_oh_new_dictionary (pdf),
          names = qpdf.qpdf_oh_new_array (pdf);
  qpdf_oh tree = ensure_dictionary (pdf, ensure_dictionary (pdf, qpdf.qpdf_get_root (pdf), "/Names"), "/EmbeddedFiles");

  qpdf.qpdf_oh_replace_key (pdf, embedded, "/F", create_stream (pdf, order));
  qpdf.qpdf_oh_replace_key (pdf, file, "/Type", qpdf.qpdf_oh_new_name (pdf, "/Filespec"));
  qpdf.qpdf_oh_replace_key (pdf, file, "/F", qpdf.qpdf_oh_new_string (pdf, ORDER_NAME));
  qpdf.qpdf_oh_replace_key (pdf, file, "/UF", qpdf.qpdf_oh_new_unicode_string (pdf, ORDER_NAME));
  qpdf.qpdf_oh_replace_key (pdf, file, "/EF", embedded);
  qpdf.qpdf_oh_append_item (pdf, names, qpdf.qpdf_oh_new_string (pdf, ORDER_NAME));
  qpdf.qpdf_oh_append_item (pdf, names, qpdf.qpdf_make_indirect_object (pdf, file));
  qpdf.qpdf_oh_replace_key (pdf, tree, "/Names", names);
}

static GBytes *
attach_order (GBytes *pdf, const char *order, GError **error)
{
  qpdf_data data;
  gsize size;
  const char *bytes = g_bytes_get_data (pdf, &size);
  GBytes *result = NULL;

  if (!ry_library_load (&qpdf_library, error))
    return NULL;
  data = qpdf.qpdf_init ();
  qpdf.qpdf_set_suppress_warnings (data, QPDF_TRUE);
  qpdf.qpdf_silence_errors (data);
  if (qpdf.qpdf_read_memory (data, "pack", bytes, size, NULL) == QPDF_SUCCESS) {
    attach (data, order);
    if (qpdf.qpdf_init_write_memory (data) == QPDF_SUCCESS) {
      qpdf.qpdf_set_deterministic_ID (data, QPDF_TRUE);
      if (qpdf.qpdf_write (data) == QPDF_SUCCESS)
        result = g_bytes_new (qpdf.qpdf_get_buffer (data), qpdf.qpdf_get_buffer_length (data));
    }
  }
  if (result == NULL)
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "Attaching the running order: %s",
                 qpdf.qpdf_has_error (data) ? qpdf.qpdf_get_error_full_text (data, qpdf.qpdf_get_error (data))
                                            : "qpdf");
  qpdf.qpdf_cleanup (&data);
  return result;
}

/* Beside its place first, so that a full disk leaves what was there. */
static gboolean
save (GBytes *bytes, const char *path, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_set_contents (path, data, (gssize) size, error))
    return TRUE;
  g_prefix_error (error, "Saving the slides: ");
  return FALSE;
}

/**
 * ry_pack_write:
 * @deck: the slides
 * @path: the file; replaced as a whole, or left as it was
 * @progress: (nullable): told before each slide
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes the pack. Live pictures are in it as they are now. Not for a main loop.
 *
 * Returns: the number of slides; 0 where there is no pack
 */
guint
ry_pack_write (RySlideDeck *deck,
               const char *path,
               RyPackProgress progress,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GBytes) pages = make_pdf (deck, progress, data, cancellable, error);
  g_autofree char *order = pages != NULL ? make_order (deck) : NULL;
  g_autoptr (GBytes) pack = pages != NULL ? attach_order (pages, order, error) : NULL;

  return pack != NULL && save (pack, path, error) ? count_slides (deck) : 0;
}

/**
 * ry_pack_write_pdf:
 * @deck: the slides
 * @path: the file
 * @progress: (nullable): told before each slide
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes all slides as one PDF with a bookmark a talk, to be handed out: without the speakers' notes.
 *
 * Returns: the number of slides; 0 where there is no file
 */
guint
ry_pack_write_pdf (RySlideDeck *deck,
                   const char *path,
                   RyPackProgress progress,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GBytes) pages = make_pdf (deck, progress, data, cancellable, error);

  return pages != NULL && save (pages, path, error) ? count_slides (deck) : 0;
}

/* ---- Reading ---- */

static gboolean
take_cb (const char *piece, gsize length, gpointer data, GError **error)
{
  GByteArray *bytes = data;

  if (bytes->len + length > MAX_ORDER) {
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_LARGE, _ ("The running order in this file is too large."));
    return FALSE;
  }
  g_byte_array_append (bytes, (const guint8 *) piece, (guint) length);
  return TRUE;
}

static GBytes *
find_order (PopplerDocument *document)
{
  GList *attachments = ry_poppler.poppler_document_get_attachments (document);
  GBytes *order = NULL;

  for (GList *each = attachments; each != NULL && order == NULL; each = each->next) {
    PopplerAttachment *attachment = each->data;
    g_autoptr (GByteArray) bytes = g_byte_array_new ();

    if (g_strcmp0 (attachment->name, ORDER_NAME) == 0 &&
        ry_poppler.poppler_attachment_save_to_callback (attachment, take_cb, bytes, NULL))
      order = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  }
  g_list_free_full (attachments, g_object_unref);
  return order;
}

/**
 * ry_pack_parse_order:
 * @order: what a pack says of its talks
 * @error: return location
 *
 * It came from outside: no more of it is believed than can be shown.
 *
 * Returns: (transfer full) (nullable): the running order
 */
RyShow *
ry_pack_parse_order (GBytes *order, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (order, &size);
  g_autoptr (JsonObject) root = ry_json_parse_object (text, (gssize) size, NULL);
  g_autoptr (RyShow) show = NULL;

  if (root != NULL && g_strcmp0 (ry_json_get_string (root, "format"), FORMAT) == 0 &&
      ry_json_get_int (root, "version", 0) > VERSION) {
    g_set_error (
        error, RY_ERROR, RY_ERROR_NEWER_VERSION,
        _ ("This file was made by a newer Ryōrin. Bring this computer up to date, or open the file as a PDF."));
    return NULL;
  }
  if (root != NULL && g_strcmp0 (ry_json_get_string (root, "format"), FORMAT) == 0)
    show = ry_show_parse (ry_json_get_string (root, "show"), root);
  if (show != NULL && show->talks->len > 0 && show->talks->len <= MAX_TALKS) {
    ry_show_give_names (show);
    return g_steal_pointer (&show);
  }
  g_set_error (error, RY_ERROR, RY_ERROR_CORRUPT,
               _ ("The running order in this file cannot be read. Make the file once more where it came from."));
  return NULL;
}

/**
 * ry_pack_read_bytes:
 * @bytes: a file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the running order in it
 */
RyShow *
ry_pack_read_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) order = NULL;
  PopplerDocument *document;

  if (!ry_poppler_load (error))
    return NULL;
  document = ry_poppler.poppler_document_new_from_bytes (bytes, NULL, &reason);
  order = document != NULL ? find_order (document) : NULL;
  g_clear_object (&document);
  if (order != NULL)
    return ry_pack_parse_order (order, error);
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT,
               reason != NULL ? _ ("This file is damaged, or it was not made by Ryōrin.")
                              : _ ("This PDF holds no running order. It was not made to be presented."));
  return NULL;
}

/**
 * ry_pack_read:
 * @path: a file
 * @bytes: (out) (transfer full): the whole file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the running order in it
 */
RyShow *
ry_pack_read (const char *path, GBytes **bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, 0, NULL, error);
  RyShow *show;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > MAX_FILE) {
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_LARGE, _ ("This is no file to be presented, or it is too large."));
    return NULL;
  }
  *bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (*bytes == NULL)
    return NULL;
  show = ry_pack_read_bytes (*bytes, error);
  if (show == NULL)
    g_clear_pointer (bytes, g_bytes_unref);
  return show;
}
