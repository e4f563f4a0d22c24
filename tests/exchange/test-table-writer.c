/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables handed out: cells as a spreadsheet has to find them, both encodings, and that our own reader gets back what
 * was written.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ry-table-writer.h"
#include "ry-table.h"

static void
test_cells (void)
{
  static const struct {
    const char *text;
    const char *cell;
  } rows[] = {
    { NULL, "" },
    { "汐見区", "汐見区" },
    { "a,b", "\"a,b\"" },
    { "a\"b", "\"a\"\"b\"" },
    { "二行\nの", "\"二行\nの\"" },
    { "2026-11-22", "2026-11-22" },
    { "42", "42" },
    { "-3", "-3" },
    { "-3.5", "-3.5" },
    { "0", "0" },
    /* Zeros, long numbers and what looks like a day keep their form. */
    { "0123", "\"=\"\"0123\"\"\"" },
    { "0110113719", "\"=\"\"0110113719\"\"\"" },
    { "1234567890123", "\"=\"\"1234567890123\"\"\"" },
    { "4-2", "\"=\"\"4-2\"\"\"" },
    { "11/22", "\"=\"\"11/22\"\"\"" },
    { "000-555-0101", "\"=\"\"000-555-0101\"\"\"" },
    /* Nothing that came from a person runs. */
    { "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"" },
    { "+81 1", "\"'+81 1\"" },
    { "-1+2", "\"'-1+2\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\t=1", "\"'\t=1\"" },
    { "＝1+1", "\"'＝1+1\"" },
    { "－－", "\"'－－\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *cell = ry_table_writer_dup_cell (rows[i].text);

    g_assert_cmpstr (cell, ==, rows[i].cell);
  }
}

static RyTableWriter *
create_table (RyEncoding encoding)
{
  RyTableWriter *table = ry_table_writer_new (encoding);

  ry_table_writer_add_row (table, (const char *const[]){ "何を", "いつまで", NULL });
  ry_table_writer_add_row (table, (const char *const[]){ "𠮷田さんと髙﨑さんへ", "2026-12-08", NULL });
  return table;
}

static void
test_encodings (void)
{
  static const struct {
    RyEncoding encoding;
    guint n_replaced;
    const char *name;
    const char *said;
  } rows[] = {
    { RY_ENCODING_UTF8, 0, "UTF-8", "𠮷田さんと髙﨑さんへ" },
    { RY_ENCODING_CP932, 1, "CP932", "〓田さんと髙﨑さんへ" },
  };
  g_autofree char *folder = g_dir_make_tmp ("ryorin-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyTableWriter) table = create_table (rows[i].encoding);
    g_autoptr (GError) error = NULL;
    g_autoptr (RyTable) read = NULL;
    g_auto (GStrv) head = NULL, row = NULL;
    guint n_replaced;

    g_assert_true (ry_table_writer_save (table, path, &n_replaced, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (n_replaced, ==, rows[i].n_replaced);
    read = ry_table_open (path, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (ry_table_get_encoding (read), ==, rows[i].name);
    head = ry_table_read_row (read, NULL, &error);
    row = ry_table_read_row (read, NULL, &error);
    g_assert_cmpstr (head[0], ==, "何を");
    g_assert_cmpstr (row[0], ==, rows[i].said);
    g_assert_cmpstr (row[1], ==, "2026-12-08");
  }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_mark (void)
{
  g_autoptr (RyTableWriter) table = create_table (RY_ENCODING_UTF8);
  g_autoptr (GBytes) bytes = ry_table_writer_end (table, NULL);
  const char *text = g_bytes_get_data (bytes, NULL);

  g_assert_cmpmem (text, 3, "\xEF\xBB\xBF", 3);
  g_assert_nonnull (g_strstr_len (text, (gssize) g_bytes_get_size (bytes), "\r\n"));
}

static void
test_bad_place (void)
{
  g_autoptr (RyTableWriter) table = create_table (RY_ENCODING_UTF8);
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_table_writer_save (table, "/proc/ryorin/a.csv", NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-writer/cells", test_cells);
  g_test_add_func ("/table-writer/encodings", test_encodings);
  g_test_add_func ("/table-writer/mark", test_mark);
  g_test_add_func ("/table-writer/bad-place", test_bad_place);
  return g_test_run ();
}
