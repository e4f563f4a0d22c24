/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks, made with libarchive as a text of XML each. */
#include "workbook-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MAIN      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATIONS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

void
workbook_init (Workbook *book)
{
  *book = (Workbook){ .rows = g_string_new (NULL), .merges = g_string_new (NULL), .strings = g_string_new (NULL) };
}

void
workbook_clear (Workbook *book)
{
  g_string_free (book->rows, TRUE);
  g_string_free (book->merges, TRUE);
  g_string_free (book->strings, TRUE);
}

static char *
name_column (guint column)
{
  return column < 26 ? g_strdup_printf ("%c", 'A' + column)
                     : g_strdup_printf ("%c%c", 'A' + column / 26 - 1, 'A' + column % 26);
}

static void
add_cell (Workbook *book, guint column, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *name = name_column (column);
  char *end;

  g_ascii_strtod (text, &end);
  if (*end == '\0' && *text != '0') /* a number, as Excel makes it of what looks like one */
    g_string_append_printf (book->rows, "<c r=\"%s%u\"><v>%s</v></c>", name, book->n_rows, escaped);
  else if (column % 2 == 0) {
    g_string_append_printf (book->strings, "<si><t>%s</t><rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh></si>", escaped);
    g_string_append_printf (book->rows, "<c r=\"%s%u\" t=\"s\"><v>%u</v></c>", name, book->n_rows, book->n_strings++);
  } else
    g_string_append_printf (book->rows, "<c r=\"%s%u\" t=\"inlineStr\"><is><t>%s</t></is></c>", name, book->n_rows,
                            escaped);
}

void
workbook_add_row (Workbook *book, const char *const *cells)
{
  g_string_append_printf (book->rows, "<row r=\"%u\">", ++book->n_rows);
  for (guint i = 0; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      add_cell (book, i, cells[i]);
  g_string_append (book->rows, "</row>");
}

/* Cells between bars. */
void
workbook_add_line (Workbook *book, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "|", -1);

  workbook_add_row (book, (const char *const *) cells);
}

void
workbook_merge (Workbook *book, const char *range)
{
  g_string_append_printf (book->merges, "<mergeCell ref=\"%s\"/>", range);
  book->n_merges++;
}

void
workbook_write_zip (const char *path, const char *const *names_and_texts)
{
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; names_and_texts[i] != NULL; i += 2) {
    struct archive_entry *entry = archive_entry_new ();
    gsize length = strlen (names_and_texts[i + 1]);

    archive_entry_set_pathname (entry, names_and_texts[i]);
    archive_entry_set_size (entry, (la_int64_t) length);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
    g_assert_cmpint (archive_write_data (archive, names_and_texts[i + 1], length), ==, (la_ssize_t) length);
    archive_entry_free (entry);
  }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

void
workbook_write (Workbook *book, const char *path)
{
  g_autofree char *workbook = g_strdup_printf ("<workbook " MAIN " " RELATIONS
                                               "><sheets><sheet name=\"はじめに\" sheetId=\"1\" r:id=\"rId1\"/><sheet "
                                               "name=\"%s\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>",
                                               book->sheet != NULL ? book->sheet : "報告様式１病棟票");
  g_autofree char *sheet =
      book->sheet_xml != NULL
          ? g_strdup (book->sheet_xml)
          : g_strdup_printf ("<worksheet " MAIN
                             "><sheetData>%s</sheetData><mergeCells count=\"%u\">%s</mergeCells></worksheet>",
                             book->rows->str, book->n_merges, book->merges->str);
  g_autofree char *strings = g_strdup_printf ("<sst " MAIN ">%s</sst>", book->strings->str);
  const char *const members[] = {
    "xl/worksheets/sheet2.xml",
    sheet,
    "xl/worksheets/sheet1.xml",
    "<worksheet " MAIN "><sheetData><row r=\"1\"><c r=\"A1\" "
    "t=\"inlineStr\"><is><t>この表について</t></is></c></row></sheetData></worksheet>",
    "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
    "Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>",
    "xl/workbook.xml",
    workbook,
    "xl/sharedStrings.xml",
    strings,
    NULL,
  };

  workbook_write_zip (path, members);
}
