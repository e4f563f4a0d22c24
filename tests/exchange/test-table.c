/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as offices save them, and everything that is none. */
#include "ry-error.h"
#include "ry-table.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("ryorin-table-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "list.csv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
write_bytes (Fixture *fixture, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, bytes, length, &error);
  g_assert_no_error (error);
}

/* Every row as its cells joined with "¦", a refused one as "!line". */
static char *
read_all (Fixture *fixture, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyTable) table = ry_table_open (fixture->path, encoding, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (;;) {
    g_autoptr (GError) row_error = NULL;
    gint64 line;
    g_auto (GStrv) row = ry_table_read_row (table, &line, &row_error);
    g_autofree char *joined = row != NULL ? g_strjoinv ("¦", row) : NULL;

    if (row == NULL && row_error == NULL)
      break;
    if (row_error != NULL) {
      g_assert_error (row_error, RY_ERROR, RY_ERROR_INVALID);
      g_string_append_printf (out, "!%" G_GINT64_FORMAT "\n", line);
    } else {
      g_string_append_printf (out, "%s\n", joined);
    }
  }
  g_assert_cmpint (ry_table_get_position (table), ==, ry_table_get_size (table));
  return g_string_free (out, FALSE);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *bytes;
    const char *rows;
  } table[] = {
    { "a,b\n1,2\n", "a¦b\n1¦2\n" },
    { "a,b\r\n1,2\r\n", "a¦b\n1¦2\n" },
    { "a,b\n1,2", "a¦b\n1¦2\n" },
    { "a,b\r1,2\r", "a¦b\n1¦2\n" },
    { "a\tb,c\n1\t2", "a¦b,c\n1¦2\n" },
    { "a,,\n", "a¦¦\n" },
    { "\"a\",\"b,c\"\n", "a¦b,c\n" },
    { "\"a\"\"b\",\"\"\n", "a\"b¦\n" },
    { "\"one\ntwo\",x\n3,4\n", "one\ntwo¦x\n3¦4\n" },
    { "5\" pipe,b\n", "5\" pipe¦b\n" },
    { "\"a\" ,b\n", "a¦b\n" },
    { "\n\na,b\n", "\n\na¦b\n" },
    { "\xef\xbb\xbf名称,住所\n", "名称¦住所\n" },
    { "\"\"\"\"", "\"\n" },
    /* What this program and others write so that a spreadsheet leaves it alone */
    { "\"=\"\"0805\"\"\",\"'=1+1\"\n", "0805¦=1+1\n" },
    { "=\"0805\",=\"\",=\"a\"&\"b\",'90年代\n", "0805¦=\"\"¦=\"a\"&\"b\"¦'90年代\n" },
    /* Broken rows cost themselves only */
    { "a,b\n\"x,2\n3,4\n", "a¦b\n!2\n3¦4\n" },
    { "a,b\n1,\"x\"y\n3,4\n", "a¦b\n!2\n3¦4\n" },
    { "a,b\n1,\"x\n3,\"y\"z\n5,6\n", "a¦b\n!2\n!3\n5¦6\n" },
    { "汐,見\n\xe6\xb1,2\n病,院\n", "汐¦見\n!2\n病¦院\n" },
    { "\"x", "!1\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *rows = NULL;

    write_bytes (fixture, table[i].bytes, -1);
    rows = read_all (fixture, NULL);
    g_assert_cmpstr (rows, ==, table[i].rows);
  }
}

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *encoding;
    const char *mark;
    gsize mark_length;
    const char *name;
  } table[] = {
    { "UTF-8", "", 0, "UTF-8" },       { "UTF-8", "\xef\xbb\xbf", 3, "UTF-8" },
    { "CP932", "", 0, "CP932" },       { "UTF-16LE", "\xff\xfe", 2, "UTF-16LE" },
    { "UTF-16LE", "", 0, "UTF-16LE" }, { "UTF-16BE", "\xfe\xff", 2, "UTF-16BE" },
    { "UTF-16BE", "", 0, "UTF-16BE" },
  };
  static const char text[] = "名称,電話番号\r\n髙崎病院①,0000-11-2222\r\n\"表ソ\n能\",～－\r\n";

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GString) bytes = g_string_new_len (table[i].mark, table[i].mark_length);
    g_autoptr (GError) error = NULL;
    g_autoptr (RyTable) opened = NULL;
    gsize length;
    g_autofree char *body = g_convert (text, -1, table[i].encoding, "UTF-8", NULL, &length, &error);
    g_autofree char *found = NULL, *chosen = NULL;

    g_assert_no_error (error);
    g_string_append_len (bytes, body, length);
    write_bytes (fixture, bytes->str, bytes->len);
    found = read_all (fixture, NULL);
    chosen = read_all (fixture, table[i].name);
    g_assert_cmpstr (found, ==, "名称¦電話番号\n髙崎病院①¦0000-11-2222\n表ソ\n能¦～－\n");
    g_assert_cmpstr (chosen, ==, found);
    opened = ry_table_open (fixture->path, NULL, &error);
    g_assert_cmpstr (ry_table_get_encoding (opened), ==, table[i].name);
    g_assert_cmpstr (ry_table_get_how_found (opened), !=, "");
  }
}

/* Longer than one read, so that characters are cut and shifts cross from one to the next; and a broken one. */
static void
test_mail_encoding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL), wanted = g_string_new (NULL);
  g_autofree char *encoded = NULL, *read = NULL, *broken = NULL;
  gsize length;

  for (guint i = 0; i < 3000; i++) {
    g_string_append_printf (text, "海風第%u病院,\"北浜市,別館%u\"\n", i, i);
    g_string_append_printf (wanted, "海風第%u病院¦北浜市,別館%u\n", i, i);
  }
  encoded = g_convert (text->str, -1, "ISO-2022-JP", "UTF-8", NULL, &length, NULL);
  write_bytes (fixture, encoded, (gssize) length);
  read = read_all (fixture, NULL);
  g_assert_true (g_str_equal (read, wanted->str));
  write_bytes (fixture, "\x1b$B3$\x1b(B,1\n\x1b$B)!\x1b(B,2\n\x1b$B3$\x1b(B,3\n", -1);
  broken = read_all (fixture, NULL);
  g_assert_cmpstr (broken, ==, "海¦1\n!2\n海¦3\n");
}

/* Plain ASCII for longer than the part that is looked at, then names in CP932. */
static void
test_late_encoding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) bytes = g_string_new ("code,name\n");
  g_autofree char *rows = NULL;

  for (int i = 0; i < 60000; i++)
    g_string_append (bytes, "0110113719,abc\n");
  g_string_append (bytes, "1,\x8e\xac\x8c\xa9\n");
  write_bytes (fixture, bytes->str, bytes->len);
  rows = read_all (fixture, NULL);
  g_assert_true (g_str_has_suffix (rows, "\n1¦汐見\n"));
}

/* One line that is broken in UTF-8 does not make a file CP932, and the wrong encoding chosen by hand refuses
 * rows. */
static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *found = NULL, *wrong = NULL;

  write_bytes (fixture, "名称\n汐見病院\n\x8e\xac\x8c\xa9\n海風病院\n", -1);
  found = read_all (fixture, NULL);
  g_assert_cmpstr (found, ==, "名称\n汐見病院\n!3\n海風病院\n");
  write_bytes (fixture, "a,b\n\x8e\xac,\x8c\xa9\n", -1);
  wrong = read_all (fixture, "UTF-8");
  g_assert_cmpstr (wrong, ==, "a¦b\n!2\n");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *bytes;
    gssize length;
    int code;
  } table[] = {
    { "", 0, RY_ERROR_INVALID },
    { "PK\003\004xl/workbook.xml", 18, RY_ERROR_UNSUPPORTED_MEDIA },
    { "%PDF-1.7\n...", 12, RY_ERROR_UNSUPPORTED_MEDIA },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, RY_ERROR_UNSUPPORTED_MEDIA },
    { "\x89PNG\r\n\x1a\n", 8, RY_ERROR_UNSUPPORTED_MEDIA },
    { "\x00\x01\x02\x03\x00\x00\x00\x00\x07", 9, RY_ERROR_UNSUPPORTED_MEDIA },
    { "\xfd\xfd\xfd\n\xfe\xfe\xfe\n", 8, RY_ERROR_UNSUPPORTED_MEDIA },
    { "\x01\x02\x03\x04", 4, RY_ERROR_UNSUPPORTED_MEDIA },
  };
  g_autoptr (GError) missing = NULL, folder = NULL, unknown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;

    write_bytes (fixture, table[i].bytes, table[i].length);
    g_assert_null (ry_table_open (fixture->path, NULL, &error));
    g_assert_error (error, RY_ERROR, table[i].code);
    g_assert_cmpuint (strlen (error->message), >, 10);
  }
  g_assert_null (ry_table_open ("/nonexistent/list.csv", NULL, &missing));
  g_assert_error (missing, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_null (ry_table_open (fixture->dir, NULL, &folder));
  g_assert_error (folder, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA);
  write_bytes (fixture, "a,b\n", -1);
  g_assert_null (ry_table_open (fixture->path, "EBCDIC", &unknown));
  g_assert_error (unknown, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

/* A quote left open in a long file, and a line without end: bounded, and what follows is read. */
static void
test_bounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) bytes = g_string_new ("a,b\n1,\"x\n");
  g_autofree char *open_quote = NULL, *long_line = NULL;

  for (int i = 0; i < 300000; i++)
    g_string_append (bytes, "1,2\n3,4\n");
  write_bytes (fixture, bytes->str, bytes->len);
  open_quote = read_all (fixture, NULL);
  g_assert_true (g_str_has_prefix (open_quote, "a¦b\n!2\n1¦2\n3¦4\n"));
  g_assert_true (g_str_has_suffix (open_quote, "3¦4\n"));

  g_string_assign (bytes, "a,b\n");
  for (int i = 0; i < 3000000; i++)
    g_string_append_c (bytes, 'x');
  g_string_append (bytes, "\n3,4\n");
  write_bytes (fixture, bytes->str, bytes->len);
  long_line = read_all (fixture, NULL);
  g_assert_cmpstr (long_line, ==, "a¦b\n!2\n3¦4\n");
}

static gint64
get_peak_memory (void)
{
  g_autofree char *status = NULL;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  return g_ascii_strtoll (strstr (status, "VmHWM:") + strlen ("VmHWM:"), NULL, 10);
}

/* KiB. AddressSanitizer keeps 256 MiB of what was given back, to see who still uses it. */
#ifdef __SANITIZE_ADDRESS__
#define MOST_GROWTH ((16 + 256) * 1024)
#else
#define MOST_GROWTH (16 * 1024)
#endif

/* 200 MB pass through in the memory of one row. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  FILE *file = fopen (fixture->path, "w");
  g_autoptr (GError) error = NULL;
  g_autoptr (RyTable) table = NULL;
  gint64 before = get_peak_memory (), n = 0;
  GStrv row;

  for (int i = 0; i < 2000000; i++)
    fprintf (file, "%07d,汐見病院,北浜市汐見区中央一丁目,\"内科|外科|整形外科\",0000-11-2222,,,,,,,,\n", i);
  fclose (file);
  table = ry_table_open (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ry_table_get_size (table), >, 200000000);
  while ((row = ry_table_read_row (table, NULL, &error)) != NULL) {
    n++;
    g_strfreev (row);
  }
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2000000);
  g_assert_cmpint (get_peak_memory () - before, <, MOST_GROWTH);
}

static void
test_real (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "exchange", "data", "hokkaido-hospitals-2015.cp932.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyTable) table = ry_table_open (path, NULL, &error);
  GStrv row;
  int n = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (ry_table_get_encoding (table), ==, "CP932");
  while ((row = ry_table_read_row (table, NULL, &error)) != NULL) {
    g_assert_cmpuint (g_strv_length (row), ==, 23);
    g_strfreev (row);
    n++;
  }
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 575);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/table/rows", test_rows);
  ADD ("/table/encodings", test_encodings);
  ADD ("/table/mail-encoding", test_mail_encoding);
  ADD ("/table/late-encoding", test_late_encoding);
  ADD ("/table/mixed", test_mixed);
  ADD ("/table/refused", test_refused);
  ADD ("/table/bounds", test_bounds);
  ADD ("/table/large", test_large);
  g_test_add_func ("/table/real", test_real);
  return g_test_run ();
}
