/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a workbook, and as the XML of its one sheet: no crash, no endless loop, cells of text, and headings
 * found or not. */
#include "ry-ward-columns.h"
#include "ry-workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define BOOK      "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>"
#define RELATIONS "<r><Relationship Id=\"r1\" Target=\"s.xml\"/></r>"

static gboolean
row_cb (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_cells; i++) {
    g_assert_true (cells[i] == NULL || g_utf8_validate (cells[i], -1, NULL));
    g_ptr_array_add (copy, g_strdup (cells[i]));
  }
  g_ptr_array_add (data, copy);
  return ((GPtrArray *) data)->len < RY_WARD_HEAD_ROWS;
}

static void
read_book (const char *path)
{
  g_autoptr (RyWorkbook) book = ry_workbook_open (path, NULL, NULL);

  for (guint i = 0; book != NULL && i < ry_workbook_get_n_sheets (book); i++) {
    g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
    g_autoptr (GArray) merges = g_array_new (FALSE, FALSE, sizeof (RyWorkbookMerge));
    g_autoptr (RyWardColumns) columns = NULL;
    g_autofree char *missing = NULL;

    if (!ry_workbook_read (book, i, row_cb, rows, merges, NULL, NULL))
      continue;
    columns = ry_ward_columns_find (rows, merges, &missing);
    g_assert_true ((columns == NULL) == (missing != NULL));
  }
}

static void
add (struct archive *archive, const char *name, const void *bytes, size_t size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_write_header (archive, entry);
  archive_write_data (archive, bytes, size);
  archive_entry_free (entry);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("workbook", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  struct archive *archive;

  if (write (fd, data, size) == (gssize) size)
    read_book (path);
  if (ftruncate (fd, 0) == 0 && lseek (fd, 0, SEEK_SET) == 0) {
    archive = archive_write_new ();
    archive_write_set_format_zip (archive);
    archive_write_set_format_option (archive, "zip", "compression", "store");
    archive_write_open_fd (archive, fd);
    add (archive, "xl/workbook.xml", BOOK, strlen (BOOK));
    add (archive, "xl/_rels/workbook.xml.rels", RELATIONS, strlen (RELATIONS));
    add (archive, "xl/s.xml", data, size);
    archive_write_free (archive);
    read_book (path);
  }
  close (fd);
  return 0;
}
