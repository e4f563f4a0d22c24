/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A template as a document for who writes with Word: a zip whose first file says what it is, uncompressed; the wording
 * with its fields in braces; and nothing left where it cannot be written.
 */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"
#include "ry-template-odt.h"

#define MIMETYPE "application/vnd.oasis.opendocument.text"

static JsonObject *
create_template (void)
{
  JsonObject *template = json_object_new ();

  json_object_set_string_member (template, "name", "開催案内");
  json_object_set_string_member (template, "subject", "{会議名}の開催について");
  json_object_set_string_member (template, "body", "　下記のとおり<開催>します & 御出席ください。\n{議題一覧}");
  json_object_set_string_member (template, "particulars", "日時　{開催日時}\n\n場所　{場所}");
  return template;
}

/* What stands in one file of the document; the first file's name and where its bytes lie are checked on the way. */
static char *
read_part (const char *path, const char *wanted)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  char *text = NULL;
  gboolean first = TRUE;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK) {
    char buffer[8192];
    la_ssize_t length = archive_read_data (archive, buffer, sizeof buffer);

    g_assert_cmpint (length, >, 0);
    g_assert_cmpint (length, <, sizeof buffer);
    if (first)
      g_assert_cmpstr (archive_entry_pathname (entry), ==, "mimetype");
    first = FALSE;
    if (g_str_equal (archive_entry_pathname (entry), wanted))
      text = g_strndup (buffer, (gsize) length);
  }
  archive_read_free (archive);
  return text;
}

static void
test_written (void)
{
  g_autofree char *folder = g_dir_make_tmp ("odt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "案内.odt", NULL);
  g_autofree char *content = NULL, *styles = NULL, *manifest = NULL, *bytes = NULL;
  g_autoptr (JsonObject) template = create_template ();
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (ry_template_write_odt (template, path, &error));
  g_assert_no_error (error);
  content = read_part (path, "content.xml");
  styles = read_part (path, "styles.xml");
  manifest = read_part (path, "META-INF/manifest.xml");
  g_assert_nonnull (strstr (content, "<text:p text:style-name=\"Centre\">{会議名}の開催について</text:p>"));
  g_assert_nonnull (strstr (content, "下記のとおり&lt;開催&gt;します &amp; 御出席ください。</text:p>"));
  g_assert_nonnull (
      strstr (content,
              "<text:p text:style-name=\"Item\">日時　{開催日時}</text:p><text:p text:style-name=\"Item\">場所"));
  g_assert_nonnull (strstr (content, ">記<"));
  g_assert_nonnull (strstr (content, ">以上<"));
  g_assert_nonnull (strstr (styles, "style:page-layout-name=\"A4\""));
  g_assert_nonnull (strstr (manifest, "full-path=\"styles.xml\""));
  /* Its kind can be read at its beginning, after a zip's head of 30 bytes and the name. */
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (length, >, 38 + strlen (MIMETYPE));
  g_assert_cmpmem (bytes + 38 + bytes[28], strlen (MIMETYPE), MIMETYPE, strlen (MIMETYPE));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_nowhere (void)
{
  g_autofree char *folder = g_dir_make_tmp ("odt-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "nowhere", "案内.odt", NULL);
  g_autoptr (JsonObject) template = create_template ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_template_write_odt (template, path, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_READ_ONLY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template-odt/written", test_written);
  g_test_add_func ("/template-odt/nowhere", test_nowhere);
  return g_test_run ();
}
