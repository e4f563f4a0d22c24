/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cairo embeds and subsets its fonts already. What the standard asks beyond that is added here with qpdf: the XMP
 * packet that says so and agrees with the Info dictionary (6.6), an output intent with an sRGB profile that gives
 * device colours their meaning (6.2.3), the file identifier (6.1.3), the map of glyphs that a CIDFontType2 must have
 * (6.2.11.3), and no smoothing of images (6.2.8). The same input gives the same bytes.
 */
#include "ry-pdfa.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "ry-error.h"
#include "ry-library.h"
#include "ry-resource.h"
#include "ryorin-paper-resources.h"

#define PROFILE_PATH "/org/ryorin/Ryorin/paper/sRGB.icc"
#define PROFILE_NAME "sRGB IEC61966-2.1"

/* clang-format off */
#define QPDF_FUNCTIONS(F) \
  F (qpdf_cleanup) F (qpdf_get_buffer) F (qpdf_get_buffer_length) F (qpdf_get_error) F (qpdf_get_error_full_text) \
  F (qpdf_get_num_pages) F (qpdf_get_page_n) F (qpdf_get_root) F (qpdf_get_trailer) F (qpdf_has_error) \
  F (qpdf_init) F (qpdf_init_write_memory) F (qpdf_make_indirect_object) F (qpdf_oh_append_item) \
  F (qpdf_oh_begin_dict_key_iter) F (qpdf_oh_dict_more_keys) F (qpdf_oh_dict_next_key) F (qpdf_oh_get_array_item) \
  F (qpdf_oh_get_array_n_items) F (qpdf_oh_get_dict) F (qpdf_oh_get_key) F (qpdf_oh_get_name) \
  F (qpdf_oh_get_utf8_value) F (qpdf_oh_has_key) F (qpdf_oh_is_array) F (qpdf_oh_is_dictionary) F (qpdf_oh_is_name) \
  F (qpdf_oh_is_string) F (qpdf_oh_new_array) F (qpdf_oh_new_bool) F (qpdf_oh_new_dictionary) \
  F (qpdf_oh_new_integer) F (qpdf_oh_new_name) F (qpdf_oh_new_null) F (qpdf_oh_new_stream) F (qpdf_oh_new_string) \
  F (qpdf_oh_remove_key) F (qpdf_oh_replace_key) F (qpdf_oh_replace_stream_data) F (qpdf_read_memory) \
  F (qpdf_set_deterministic_ID) F (qpdf_set_minimum_pdf_version) F (qpdf_set_object_stream_mode) \
  F (qpdf_set_suppress_warnings) F (qpdf_silence_errors) F (qpdf_write)
/* clang-format on */

static struct {
  QPDF_FUNCTIONS (RY_LIBRARY_POINTER)
} qpdf;
static const char *const qpdf_names[] = { QPDF_FUNCTIONS (RY_LIBRARY_NAME) NULL };
static RyLibrary qpdf_library = { RY_QPDF_SONAME, qpdf_names, (gpointer *) &qpdf, FALSE };

static const char xmp_template[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
    "<dc:format>application/pdf</dc:format>\n"
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
    "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
    "<xmp:CreatorTool>%s</xmp:CreatorTool>\n"
    "%s"
    "<pdf:Producer>%s</pdf:Producer>\n"
    "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
    "<?xpacket end=\"w\"?>";

static qpdf_oh
add_stream (qpdf_data pdf, const void *data, gsize size)
{
  qpdf_oh stream = qpdf.qpdf_oh_new_stream (pdf);

  qpdf.qpdf_oh_replace_stream_data (pdf, stream, data, size, qpdf.qpdf_oh_new_null (pdf), qpdf.qpdf_oh_new_null (pdf));
  return stream;
}

static qpdf_oh
get_info (qpdf_data pdf)
{
  return qpdf.qpdf_oh_get_key (pdf, qpdf.qpdf_get_trailer (pdf), "/Info");
}

/* Escaped for XML. */
static char *
dup_info (qpdf_data pdf, const char *key)
{
  qpdf_oh info = get_info (pdf);
  qpdf_oh value =
      qpdf.qpdf_oh_is_dictionary (pdf, info) ? qpdf.qpdf_oh_get_key (pdf, info, key) : qpdf.qpdf_oh_new_null (pdf);

  return g_markup_escape_text (qpdf.qpdf_oh_is_string (pdf, value) ? qpdf.qpdf_oh_get_utf8_value (pdf, value) : "", -1);
}

/* Cairo 1.16 writes a date without the prefix that PDF asks for (ISO 32000-1, 7.9.4); the packet says the same in its
 * own form. Returns that form. */
static char *
mend_date (qpdf_data pdf)
{
  qpdf_oh info = get_info (pdf);
  qpdf_oh value = qpdf.qpdf_oh_is_dictionary (pdf, info) ? qpdf.qpdf_oh_get_key (pdf, info, "/CreationDate")
                                                         : qpdf.qpdf_oh_new_null (pdf);
  g_autofree char *date =
      g_strdup (qpdf.qpdf_oh_is_string (pdf, value) ? qpdf.qpdf_oh_get_utf8_value (pdf, value) : "");
  const char *d = g_str_has_prefix (date, "D:") ? date + 2 : date;
  g_autofree char *mended = NULL;

  if (strlen (d) < 20) {
    if (qpdf.qpdf_oh_is_dictionary (pdf, info))
      qpdf.qpdf_oh_remove_key (pdf, info, "/CreationDate");
    return g_strdup ("");
  }
  mended = g_strdup_printf ("D:%.17s'%.2s'", d, d + 18);
  qpdf.qpdf_oh_replace_key (pdf, info, "/CreationDate", qpdf.qpdf_oh_new_string (pdf, mended));
  return g_strdup_printf ("<xmp:CreateDate>%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.3s:%.2s</xmp:CreateDate>\n", d, d + 4, d + 6,
                          d + 8, d + 10, d + 12, d + 14, d + 18);
}

static void
add_metadata (qpdf_data pdf)
{
  g_autofree char *title = dup_info (pdf, "/Title"), *author = dup_info (pdf, "/Author");
  g_autofree char *creator = dup_info (pdf, "/Creator"), *producer = dup_info (pdf, "/Producer");
  g_autofree char *date = mend_date (pdf);
  g_autofree char *packet = g_strdup_printf (xmp_template, title, author, creator, date, producer);
  qpdf_oh stream = add_stream (pdf, packet, strlen (packet));
  qpdf_oh dictionary = qpdf.qpdf_oh_get_dict (pdf, stream);

  qpdf.qpdf_oh_replace_key (pdf, dictionary, "/Type", qpdf.qpdf_oh_new_name (pdf, "/Metadata"));
  qpdf.qpdf_oh_replace_key (pdf, dictionary, "/Subtype", qpdf.qpdf_oh_new_name (pdf, "/XML"));
  qpdf.qpdf_oh_replace_key (pdf, qpdf.qpdf_get_root (pdf), "/Metadata", stream);
}

static void
add_output_intent (qpdf_data pdf)
{
  g_autoptr (GBytes) profile = ry_resource_lookup (ry_paper_get_resource (), PROFILE_PATH, NULL);
  gsize size;
  const void *data = g_bytes_get_data (profile, &size);
  qpdf_oh stream = add_stream (pdf, data, size);
  qpdf_oh intent = qpdf.qpdf_oh_new_dictionary (pdf), intents = qpdf.qpdf_oh_new_array (pdf);

  qpdf.qpdf_oh_replace_key (pdf, qpdf.qpdf_oh_get_dict (pdf, stream), "/N", qpdf.qpdf_oh_new_integer (pdf, 3));
  qpdf.qpdf_oh_replace_key (pdf, intent, "/Type", qpdf.qpdf_oh_new_name (pdf, "/OutputIntent"));
  qpdf.qpdf_oh_replace_key (pdf, intent, "/S", qpdf.qpdf_oh_new_name (pdf, "/GTS_PDFA1"));
  qpdf.qpdf_oh_replace_key (pdf, intent, "/OutputConditionIdentifier", qpdf.qpdf_oh_new_string (pdf, PROFILE_NAME));
  qpdf.qpdf_oh_replace_key (pdf, intent, "/Info", qpdf.qpdf_oh_new_string (pdf, PROFILE_NAME));
  qpdf.qpdf_oh_replace_key (pdf, intent, "/DestOutputProfile", stream);
  qpdf.qpdf_oh_append_item (pdf, intents, qpdf.qpdf_make_indirect_object (pdf, intent));
  qpdf.qpdf_oh_replace_key (pdf, qpdf.qpdf_get_root (pdf), "/OutputIntents", intents);
}

static gboolean
has_name (qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh value = qpdf.qpdf_oh_get_key (pdf, dictionary, key);

  return qpdf.qpdf_oh_is_name (pdf, value) && strcmp (qpdf.qpdf_oh_get_name (pdf, value), name) == 0;
}

/* Descendant fonts of one font. */
static void
mend_font (qpdf_data pdf, qpdf_oh font)
{
  qpdf_oh descendants = qpdf.qpdf_oh_get_key (pdf, font, "/DescendantFonts");

  for (int i = 0; qpdf.qpdf_oh_is_array (pdf, descendants) && i < qpdf.qpdf_oh_get_array_n_items (pdf, descendants);
       i++) {
    qpdf_oh descendant = qpdf.qpdf_oh_get_array_item (pdf, descendants, i);

    if (has_name (pdf, descendant, "/Subtype", "/CIDFontType2") &&
        !qpdf.qpdf_oh_has_key (pdf, descendant, "/CIDToGIDMap"))
      qpdf.qpdf_oh_replace_key (pdf, descendant, "/CIDToGIDMap", qpdf.qpdf_oh_new_name (pdf, "/Identity"));
  }
}

/* What the resources of a page or a form name, the forms' own too. */
static void
mend_resources (qpdf_data pdf, qpdf_oh resources, guint depth)
{
  qpdf_oh fonts = qpdf.qpdf_oh_get_key (pdf, resources, "/Font"),
          objects = qpdf.qpdf_oh_get_key (pdf, resources, "/XObject");

  if (qpdf.qpdf_oh_is_dictionary (pdf, fonts)) {
    qpdf.qpdf_oh_begin_dict_key_iter (pdf, fonts);
    while (qpdf.qpdf_oh_dict_more_keys (pdf)) {
      const char *key = qpdf.qpdf_oh_dict_next_key (pdf);

      mend_font (pdf, qpdf.qpdf_oh_get_key (pdf, fonts, key));
    }
  }
  if (!qpdf.qpdf_oh_is_dictionary (pdf, objects) || depth == 0)
    return;
  {
    g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

    qpdf.qpdf_oh_begin_dict_key_iter (pdf, objects);
    while (qpdf.qpdf_oh_dict_more_keys (pdf))
      g_ptr_array_add (keys, g_strdup (qpdf.qpdf_oh_dict_next_key (pdf)));
    for (guint i = 0; i < keys->len; i++) {
      qpdf_oh dictionary =
          qpdf.qpdf_oh_get_dict (pdf, qpdf.qpdf_oh_get_key (pdf, objects, g_ptr_array_index (keys, i)));
      qpdf_oh own = qpdf.qpdf_oh_get_key (pdf, dictionary, "/Resources");

      if (qpdf.qpdf_oh_has_key (pdf, dictionary, "/Interpolate"))
        qpdf.qpdf_oh_replace_key (pdf, dictionary, "/Interpolate", qpdf.qpdf_oh_new_bool (pdf, QPDF_FALSE));
      if (qpdf.qpdf_oh_is_dictionary (pdf, own))
        mend_resources (pdf, own, depth - 1);
    }
  }
}

static void
mend_pages (qpdf_data pdf)
{
  for (int i = 0; i < qpdf.qpdf_get_num_pages (pdf); i++) {
    qpdf_oh page = qpdf.qpdf_get_page_n (pdf, (size_t) i);
    qpdf_oh resources = qpdf.qpdf_oh_get_key (pdf, page, "/Resources");

    if (qpdf.qpdf_oh_is_dictionary (pdf, resources))
      mend_resources (pdf, resources, 8);
  }
}

static GBytes *
write_out (qpdf_data pdf)
{
  if (qpdf.qpdf_init_write_memory (pdf) != QPDF_SUCCESS)
    return NULL;
  qpdf.qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf.qpdf_set_object_stream_mode (pdf, qpdf_o_generate);
  qpdf.qpdf_set_minimum_pdf_version (pdf, "1.7");
  if (qpdf.qpdf_write (pdf) != QPDF_SUCCESS)
    return NULL;
  return g_bytes_new (qpdf.qpdf_get_buffer (pdf), qpdf.qpdf_get_buffer_length (pdf));
}

static char *
dup_trouble (qpdf_data pdf)
{
  return g_strdup (qpdf.qpdf_has_error (pdf) ? qpdf.qpdf_get_error_full_text (pdf, qpdf.qpdf_get_error (pdf)) : "qpdf");
}

/**
 * ry_pdfa_convert:
 * @pdf: what Cairo wrote
 * @error: return location for a #GError
 *
 * Fonts must be embedded, and nothing encrypted; both are so in what Cairo writes. Pages of others are not made PDF/A
 * by this.
 *
 * Returns: (transfer full) (nullable): the same pages as PDF/A-2b
 */
GBytes *
ry_pdfa_convert (GBytes *pdf, GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (pdf, &size);
  GBytes *result = NULL;
  qpdf_data data;

  if (!ry_library_load (&qpdf_library, error))
    return NULL;
  data = qpdf.qpdf_init ();
  qpdf.qpdf_set_suppress_warnings (data, QPDF_TRUE);
  qpdf.qpdf_silence_errors (data);
  if (qpdf.qpdf_read_memory (data, "paper", bytes, size, NULL) == QPDF_SUCCESS) {
    add_metadata (data);
    add_output_intent (data);
    mend_pages (data);
    result = write_out (data);
  }
  if (result == NULL) {
    g_autofree char *trouble = dup_trouble (data);

    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "Making PDF/A: %s", trouble);
  }
  qpdf.qpdf_cleanup (&data);
  return result;
}
