/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications out of the files of web forms: which columns are taken, what is kept in the note, and nobody twice. */
#include <glib/gstdio.h>
#include <string.h>

#include "ry-application-csv.h"
#include "ry-error.h"
#include "ry-json.h"

#define EVENT "event:e"

static RyKinds *kinds;

static RyApplicationFile *
read_bytes (const char *bytes, gsize length, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("ryorin-application-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "applications.csv", NULL);
  RyApplicationFile *file;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  file = ry_application_file_read (ry_kinds_get (kinds, "application"), path, error);
  g_remove (path);
  g_rmdir (dir);
  return file;
}

static RyApplicationFile *
read_text (const char *text, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
  RyApplicationFile *file;

  g_assert_nonnull (bytes);
  file = read_bytes (bytes, length, &error);
  g_assert_no_error (error);
  return file;
}

/* Each row as JSON, in a line. */
static char *
print_rows (RyApplicationFile *file)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < file->rows->len; i++) {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), file->rows->pdata[i]);
    g_autofree char *text = json_to_string (node, FALSE);

    g_string_append_printf (out, "%s\n", text);
  }
  return g_string_free (out, FALSE);
}

static void
test_read (void)
{
  static const struct {
    const char *text;
    const char *encoding;
    const char *rows;
    guint n_refused;
  } cases[] = {
    { "氏名,フリガナ,所属\n森 さくら,モリ サクラ,汐見病院\n", "UTF-8",
      "{\"name\":\"森 さくら\",\"reading\":\"もり さくら\",\"organisation_name\":\"汐見病院\",\"channel\":\"web\"}\n",
      0 },
    /* As the forms of an office suite write it, of a spreadsheet of Windows. */
    { "タイムスタンプ,お名前,ご要望\r\n2026/11/24 9:05:00,\"森, さくら\",\"一行\r\n二行\"\r\n", "CP932",
      "{\"applied_on\":\"2026-11-24\",\"name\":\"森, さくら\",\"note\":\"一行 二行\",\"channel\":\"web\"}\n", 0 },
    /* A title above the headings, empty lines between. */
    { "市民公開講座 申込一覧,,\n,,\nお名前,人数,区域\n浜田,２,汐見区\n,,\n", "UTF-8",
      "{\"name\":\"浜田\",\"count\":2,\"area\":\"汐見区\",\"channel\":\"web\"}\n", 0 },
    /* What a field cannot hold is not lost. */
    { "氏名,人数\n浜田,たくさん\n", "UTF-8", "{\"name\":\"浜田\",\"note\":\"人数：たくさん\",\"channel\":\"web\"}\n",
      0 },
    { "氏名,人数,申込日,備考\n浜田,たくさん,そのうち,車いす\n", "UTF-8",
      "{\"name\":\"浜田\",\"note\":\"車いす　人数：たくさん　申込日：そのうち\",\"channel\":\"web\"}\n", 0 },
    /* No name: refused, the others read. */
    { "氏名,電話\n,000-1\n浜田,000-2\n　,000-3\n", "UTF-8", "*浜田*", 2 },
    { "氏名\n", "UTF-8", "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (RyApplicationFile) file = read_text (cases[i].text, cases[i].encoding);
    g_autofree char *rows = print_rows (file);

    g_test_message ("%s", rows);
    g_assert_true (g_pattern_match_simple (cases[i].rows, rows));
    g_assert_cmpuint (file->refused->len, ==, cases[i].n_refused);
  }
}

static void
test_columns (void)
{
  g_autoptr (RyApplicationFile) file = read_text ("好きな色,お名前,職種\n青,浜田,看護師\n", "UTF-8");

  g_assert_nonnull (strstr (file->columns, "お名前 → "));
  g_assert_nonnull (strstr (file->columns, "職種 → "));
  g_assert_null (strstr (file->columns, "好きな色"));
}

static void
test_lines (void)
{
  g_autoptr (RyApplicationFile) file = read_text ("氏名,備考\n浜田,\n,なし\n,なし\n", "UTF-8");

  g_assert_cmpuint (file->refused->len, ==, 2);
  g_assert_nonnull (strstr (file->refused->pdata[0], "3"));
  g_assert_nonnull (strstr (file->refused->pdata[1], "4"));
}

/* A line that cannot be made out is refused alone. */
static void
test_broken (void)
{
  static const char bytes[] = "氏名,備考\n浜田,\n\xe6\xb1,\xff\xfe\n森,\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (RyApplicationFile) file = read_bytes (bytes, sizeof bytes - 1, &error);

  if (file == NULL) {
    g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
    return;
  }
  g_assert_cmpuint (file->rows->len, ==, 2);
  g_assert_cmpuint (file->refused->len, ==, 1);
}

static void
test_none (void)
{
  static const struct {
    const char *bytes;
    gsize length;
  } cases[] = {
    { "", 0 },
    { "\n\n", 2 },
    { "好きな色,数\n青,1\n", sizeof "好きな色,数\n青,1\n" - 1 },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16 },
    { "%PDF-1.7\n", 9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_bytes (cases[i].bytes, cases[i].length, &error));
    g_assert_nonnull (error);
    g_assert_cmpstr (error->message, !=, "");
  }
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("氏名\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20001; i++)
    g_string_append_printf (text, "人%u\n", i);
  g_assert_null (read_bytes (text->str, text->len, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
}

/* A form sent twice, a file read twice. */
static void
test_add (void)
{
  g_autoptr (RyApplicationFile) file =
      read_text ("氏名,所属,メール\n浜田,汐見病院,h@example.jp\n森,磯辺病院,m@example.jp\n浜田,汐見病院,h@example.jp\n",
                 "UTF-8");
  g_autoptr (GPtrArray) list = ry_applicant_list_new ();

  g_assert_cmpuint (ry_application_file_count_same (file, list, EVENT), ==, 1);
  g_assert_cmpuint (ry_application_file_add (file, list, EVENT, 1), ==, 2);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (ry_applicant_get_status (((RyApplicant *) list->pdata[0])->content), !=, RY_APPLICANT_WAITING);
  g_assert_cmpint (ry_applicant_get_status (((RyApplicant *) list->pdata[1])->content), ==, RY_APPLICANT_WAITING);
  g_assert_cmpuint (ry_application_file_count_same (file, list, EVENT), ==, 3);
  g_assert_cmpuint (ry_application_file_add (file, list, EVENT, 1), ==, 0);
  g_assert_cmpuint (list->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/application-csv/read", test_read);
  g_test_add_func ("/application-csv/columns", test_columns);
  g_test_add_func ("/application-csv/lines", test_lines);
  g_test_add_func ("/application-csv/broken", test_broken);
  g_test_add_func ("/application-csv/none", test_none);
  g_test_add_func ("/application-csv/too-many", test_too_many);
  g_test_add_func ("/application-csv/add", test_add);
  result = g_test_run ();
  g_clear_pointer (&kinds, ry_kinds_unref);
  return result;
}
