/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Minutes on paper, read back as a reader of the PDF would: pdftotext for what is said and in which order,
 * pdffonts for embedding, pdfinfo for the sheet.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "ry-error.h"
#include "ry-json.h"
#include "sample-fixture.h"
#include "ry-words.h"

static char *
run (const char *program, const char *option, const char *path)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_strv_builder_add (words, program);
  if (option != NULL)
    g_strv_builder_add (words, option);
  g_strv_builder_add (words, path);
  if (g_str_equal (program, "pdftotext"))
    g_strv_builder_add (words, "-");
  argv = g_strv_builder_end (words);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status,
                &error);
  if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    return NULL;
  g_assert_no_error (error);
  return output;
}

/* Spread text comes back with spaces and line ends between its characters. */
static char *
strip (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static char *
write_minutes (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_minutes (fixture->workspace, id, &error);
  char *path = g_build_filename (fixture->dir, "minutes.pdf", NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), >, 0);
  ry_paper_write_pdf (paper, path, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_says_what_was_said (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "汐見区地域ケア連絡協議会第181回例会議事録",
    "開催日時",
    "令和8年11月10日（火）午後7時から午後8時30分まで",
    "開催場所",
    "議長",
    "立花啓介",
    "出席者",
    "30名",
    "代理3名",
    "Web3名",
    "欠席者",
    "開会",
    "1",
    "前回の宿題の確認",
    "3",
    "協議",
    "(1)",
    "〔資料1〕",
    "夜間・休日の連絡先の共有",
    "工藤委員",
    "折り返しまで30分",
    "決定",
    "一枚の表にし",
    "宿題",
    "表の下書きを作る",
    "(2)",
    "冬期の見守り体制",
    "決定事項",
    "R8-例会181-1",
    "3(1)",
    "宿題事項",
    "181-1",
    "12月4日（金）",
    "次回",
    "第182回例会",
    "別表",
    "遅参19:20",
    "議事録署名人",
    NULL,
  };
  g_autofree char *path = write_minutes (fixture, "meeting:reikai-181");
  g_autofree char *text = run ("pdftotext", "-raw", path);
  g_autofree char *plain = NULL;

  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  plain = strip (text);
  ry_words_assert_in_order (plain, expected);
}

static void
test_every_page_is_numbered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) paper = ry_paper_new_minutes (fixture->workspace, "meeting:reikai-181", NULL);
  guint n = ry_paper_get_n_pages (paper);
  g_autofree char *path = write_minutes (fixture, "meeting:reikai-181");
  g_autofree char *text = run ("pdftotext", NULL, path);

  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  g_assert_cmpuint (n, >=, 2);
  for (guint i = 1; i <= n; i++) {
    g_autofree char *number = g_strdup_printf ("%u/%u", i, n);

    g_assert_nonnull (strstr (text, number));
  }
}

static void
test_fonts_are_embedded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_minutes (fixture, "meeting:reikai-181");
  g_autofree char *fonts = run ("pdffonts", NULL, path);
  g_autofree char *info = run ("pdfinfo", NULL, path);
  g_auto (GStrv) lines = NULL;
  GStatBuf status;

  if (fonts == NULL || info == NULL) {
    g_test_skip ("poppler-utils is not installed");
    return;
  }
  lines = g_strsplit (fonts, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_assert_true (g_regex_match_simple ("yes +yes +yes", lines[i], 0, 0));
    g_assert_null (strstr (lines[i], "Type 3"));
  }
  g_assert_nonnull (strstr (info, "A4"));
  g_assert_nonnull (strstr (info, "第181回例会"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, <, 300 * 1024);
}

static void
test_same_content_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_minutes (fixture, "meeting:reikai-180");
  g_autofree char *first = NULL, *second = NULL;
  gsize n_first, n_second;

  g_assert_true (g_file_get_contents (path, &first, &n_first, NULL));
  g_free (write_minutes (fixture, "meeting:reikai-180"));
  g_assert_true (g_file_get_contents (path, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);
}

static void
test_old_meeting_without_minutes (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "第100回例会", "決定事項", "該当なし",    "宿題事項",
                                          "該当なし",    "次回",     "第101回例会", NULL };
  g_autofree char *path = write_minutes (fixture, "meeting:reikai-100");
  g_autofree char *text = run ("pdftotext", "-raw", path);
  g_autofree char *plain = NULL;

  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  plain = strip (text);
  ry_words_assert_in_order (plain, expected);
}

static JsonObject *
make_long_meeting (void)
{
  JsonObject *meeting = ry_json_parse_object (
      "{\"kind\":\"meeting\",\"title\":\"臨時会\",\"council\":\"council:care\",\"date\":\"2026-12-01\"}", -1, NULL);
  JsonArray *agenda = json_array_new (), *blocks = json_array_new (), *seats = json_array_new ();

  for (guint i = 0; i < 40; i++) {
    g_autofree char *item =
        g_strdup_printf ("{\"key\":\"a%u\",\"title\":\"項目その%u\",\"level\":%u,\"numbered\":true}", i, i, i % 3 + 1);
    g_autofree char *block = g_strdup_printf (
        "{\"key\":\"b%u\",\"item\":\"a%u\",\"type\":\"%s\",\"text\":"
        "\"長い発言を書く。段落が頁の終わりにかかっても、行は一つも失われない。𠮷田さんと髙﨑さん。%u番目。\"}",
        i, i, i % 2 ? "decision" : "summary", i);

    json_array_add_object_element (agenda, ry_json_parse_object (item, -1, NULL));
    json_array_add_object_element (blocks, ry_json_parse_object (block, -1, NULL));
  }
  for (guint i = 0; i < 200; i++) {
    g_autofree char *seat =
        g_strdup_printf ("{\"key\":\"s%u\",\"name\":\"名前%u\",\"organisation_name\":"
                         "\"社会福祉法人汐見の里たいへん長い名前の事業所第%u\",\"status\":\"venue\"}",
                         i, i, i);

    json_array_add_object_element (seats, ry_json_parse_object (seat, -1, NULL));
  }
  json_object_set_array_member (meeting, "agenda", agenda);
  json_object_set_array_member (meeting, "blocks", blocks);
  json_object_set_array_member (meeting, "attendance", seats);
  return meeting;
}

static void
test_nothing_is_lost_over_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) meeting = make_long_meeting ();
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *path = NULL, *text = NULL, *plain = NULL;

  edits = ry_edits_new_with (ry_edit_new ("meeting:long", NULL, json_object_ref (meeting)), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  path = write_minutes (fixture, "meeting:long");
  text = run ("pdftotext", "-raw", path);
  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  plain = strip (text);
  for (guint i = 0; i < 40; i++) {
    g_autofree char *ending = g_strdup_printf ("%u番目。", i);

    g_assert_nonnull (strstr (plain, ending));
  }
  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("名前%u", i);

    g_assert_nonnull (strstr (plain, name));
  }
  g_assert_nonnull (strstr (plain, "𠮷田さんと髙﨑さん"));
}

/* Of a meeting held in writing the votes are told; who has no vote is not counted as missing. */
static void
test_held_in_writing (Fixture *fixture, gconstpointer data)
{
  static const char json[] =
      "{\"kind\":\"meeting\",\"title\":\"臨時会\",\"council\":\"council:care\",\"date\":\"2026-12-01\",\"mode\":"
      "\"written\","
      "\"attendance\":[{\"key\":\"a\",\"name\":\"一\",\"status\":\"written\",\"ballot\":\"for\"},"
      "{\"key\":\"b\",\"name\":\"二\",\"status\":\"written\",\"ballot\":\"for\"},"
      "{\"key\":\"c\",\"name\":\"三\",\"status\":\"written\",\"ballot\":\"against\"},"
      "{\"key\":\"d\",\"name\":\"四\",\"status\":\"unanswered\"},"
      "{\"key\":\"e\",\"name\":\"五\",\"status\":\"unanswered\",\"voting\":false}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *path = NULL, *text = NULL, *plain = NULL;

  edits = ry_edits_new_with (ry_edit_new ("meeting:written", NULL, ry_json_parse_object (json, -1, NULL)), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  path = write_minutes (fixture, "meeting:written");
  text = run ("pdftotext", "-raw", path);
  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  plain = strip (text);
  g_assert_nonnull (strstr (plain, "書面開催"));
  g_assert_nonnull (strstr (plain, "賛成2反対1棄権0未提出1"));
}

static void
test_bad_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) none = ry_paper_new_minutes (fixture->workspace, "meeting:nowhere", &error);
  g_autoptr (RyPaper) paper = NULL;

  g_assert_null (none);
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  paper = ry_paper_new_minutes (fixture->workspace, "meeting:reikai-181", &error);
  g_assert_no_error (error);
  g_assert_false (ry_paper_write_pdf (paper, "/proc/ryorin/minutes.pdf", NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static void
test_half_written_keeps_the_old_file (Fixture *fixture, gconstpointer data)
{
  struct rlimit limit = { 8192, RLIM_INFINITY }, before;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_minutes (fixture->workspace, "meeting:reikai-181", &error);
  g_autofree char *path = g_build_filename (fixture->dir, "kept.pdf", NULL), *kept = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, "the old file", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (ry_paper_write_pdf (paper, path, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "the old file");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/paper/minutes/says-what-was-said", test_says_what_was_said);
  ADD ("/paper/minutes/pages-are-numbered", test_every_page_is_numbered);
  ADD ("/paper/minutes/fonts-are-embedded", test_fonts_are_embedded);
  ADD ("/paper/minutes/same-content-same-bytes", test_same_content_same_bytes);
  ADD ("/paper/minutes/old-meeting", test_old_meeting_without_minutes);
  ADD ("/paper/minutes/long", test_nothing_is_lost_over_pages);
  ADD ("/paper/minutes/held-in-writing", test_held_in_writing);
  ADD ("/paper/minutes/bad-places", test_bad_places);
  ADD ("/paper/minutes/half-written", test_half_written_keeps_the_old_file);
  return g_test_run ();
}
