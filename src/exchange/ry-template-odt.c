/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ODF 1.2: a zip with three files, of which the first, `mimetype`, is stored uncompressed so that programs know the
 * file by its beginning. Word opens it as its own. Fields stay in their braces.
 */
#include "ry-template-odt.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

#define MIMETYPE "application/vnd.oasis.opendocument.text"

#define MANIFEST                                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                       \
  "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "                          \
  "manifest:version=\"1.2\">"                                                                                          \
  "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MIMETYPE "\"/>"                               \
  "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"                         \
  "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"                          \
  "</manifest:manifest>"

#define NAMESPACES                                                                                                     \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                                 \
  "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                                                   \
  "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                                     \
  "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                                          \
  "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" office:version=\"1.2\""

#define PARAGRAPH_STYLE(name, align, extra)                                                                            \
  "<style:style style:name=\"" name "\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"" align \
  "\" " extra "/><style:text-properties fo:font-size=\"10.5pt\" style:font-size-asian=\"10.5pt\" "                     \
  "fo:language=\"ja\" fo:country=\"JP\" style:font-name-asian=\"IPAexMincho\" "                                        \
  "style:font-name=\"IPAexMincho\"/></style:style>"

static const char styles[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<office:document-styles " NAMESPACES ">"
    "<office:font-face-decls><style:font-face style:name=\"IPAexMincho\" svg:font-family=\"IPAexMincho\"/>"
    "</office:font-face-decls><office:styles>" PARAGRAPH_STYLE ("Body", "start", "fo:line-height=\"17pt\"")
        PARAGRAPH_STYLE ("Right",
                         "end",
                         "fo:line-height=\"17pt\"") PARAGRAPH_STYLE ("Sender",
                                                                     "start",
                                                                     "fo:margin-left=\"101mm\" fo:line-height=\"17pt\"")
            PARAGRAPH_STYLE ("Centre", "center", "fo:margin-top=\"3mm\" fo:margin-bottom=\"3mm\"") PARAGRAPH_STYLE (
                "Item",
                "start",
                "fo:margin-left=\"10mm\" fo:line-height=\"17pt\"") "</"
                                                                   "office:styles><office:automatic-styles><style:page-"
                                                                   "layout "
                                                                   "style:name=\"A4\"><style:page-layout-properties "
                                                                   "fo:page-width=\"210mm\" fo:page-height=\"297mm\" "
                                                                   "fo:margin-top=\"17mm\" fo:margin-bottom=\"12mm\" "
                                                                   "fo:margin-left=\"25mm\" "
                                                                   "fo:margin-right=\"22mm\"/></style:page-layout></"
                                                                   "office:automatic-styles>"
                                                                   "<office:master-styles><style:master-page "
                                                                   "style:name=\"Standard\" "
                                                                   "style:page-layout-name=\"A4\"/>"
                                                                   "</office:master-styles></office:document-styles>";

static void
append_paragraphs (GString *xml, const char *style, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *escaped = g_markup_escape_text (lines[i], -1);

    if (*lines[i] != '\0')
      g_string_append_printf (xml, "<text:p text:style-name=\"%s\">%s</text:p>", style, escaped);
  }
}

static char *
compose_content (JsonObject *template)
{
  const char *particulars = ry_json_get_string (template, "particulars");
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMESPACES
                               "><office:body><office:text>");

  append_paragraphs (xml, "Right", "{文書番号}\n{日付}");
  append_paragraphs (xml, "Body", "{宛名}");
  append_paragraphs (xml, "Sender", ry_json_get_string (template, "sender"));
  append_paragraphs (xml, "Sender", ry_json_get_string (template, "seal"));
  append_paragraphs (xml, "Centre", ry_json_get_string (template, "subject"));
  append_paragraphs (xml, "Body", ry_json_get_string (template, "greeting"));
  append_paragraphs (xml, "Body", ry_json_get_string (template, "body"));
  if (particulars != NULL) {
    append_paragraphs (xml, "Centre", "記");
    append_paragraphs (xml, "Item", particulars);
    append_paragraphs (xml, "Right", "以上");
  }
  append_paragraphs (xml, "Body", ry_json_get_string (template, "closing"));
  g_string_append (xml, "</office:text></office:body></office:document-content>");
  return g_string_free (xml, FALSE);
}

static gboolean
add_file (struct archive *archive, const char *name, const char *text, gboolean stored)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (text);
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  /* Not as an option, which cannot be set any more once the archive is open. */
  ok = (stored ? archive_write_zip_set_compression_store (archive)
               : archive_write_zip_set_compression_deflate (archive)) == ARCHIVE_OK &&
       archive_write_header (archive, entry) == ARCHIVE_OK &&
       archive_write_data (archive, text, length) == (la_ssize_t) length;
  archive_entry_free (entry);
  return ok;
}

static RyErrorCode
choose_error (int number)
{
  if (number == ENOSPC)
    return RY_ERROR_DISK_FULL;
  return number == EACCES || number == EROFS || number == EPERM || number == ENOENT ? RY_ERROR_READ_ONLY
                                                                                    : RY_ERROR_FAILED;
}

/**
 * ry_template_write_odt:
 * @template: a template
 * @path: the file
 * @error: return location for a #GError
 *
 * Returns: whether it is written
 */
gboolean
ry_template_write_odt (JsonObject *template, const char *path, GError **error)
{
  g_autofree char *content = compose_content (template);
  struct archive *archive = archive_write_new ();
  gboolean opened, ok;

  archive_write_set_format_zip (archive);
  opened = archive_write_open_filename (archive, path) == ARCHIVE_OK;
  ok = opened && add_file (archive, "mimetype", MIMETYPE, TRUE) && add_file (archive, "content.xml", content, FALSE) &&
       add_file (archive, "styles.xml", styles, FALSE) &&
       add_file (archive, "META-INF/manifest.xml", MANIFEST, FALSE) && archive_write_close (archive) == ARCHIVE_OK;
  if (!ok)
    g_set_error (error, RY_ERROR, choose_error (archive_errno (archive)), "Writing %s: %s", path,
                 archive_error_string (archive) != NULL ? archive_error_string (archive) : "");
  archive_write_free (archive);
  if (!ok && opened && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_unlink (path); /* half a document looks like a whole one */
  return ok;
}
