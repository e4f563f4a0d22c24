/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The national ward report: six rows of headings with merged cells, columns in another place, what was not reported,
 * codes that are wrong, the difference to last year, the same file twice; and workbooks that are none, or bombs.
 */
#include "ry-error.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-ward-columns.h"
#include "ry-ward-report.h"
#include "workbook-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
  RyWorkspace *workspace;
} Fixture;

static void
put (RyWorkspace *workspace, const char *id, const char *json)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, NULL, ry_json_parse_object (json, -1, &error)), NULL);
  g_assert_no_error (error);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  fixture->folder = g_dir_make_tmp ("ry-ward-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "report.xlsx", NULL);
  home = g_build_filename (fixture->folder, "home", NULL);
  g_assert_true (ry_workspace_create (home, "汐見区", &error));
  g_assert_no_error (error);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  put (fixture->workspace, "organisation:0110000015",
       "{\"kind\":\"organisation\",\"name\":\"磯辺病院\",\"reading\":\"いそべ\",\"org_kind\":\"hospital\",\"medical_"
       "code\":\"0110000015\"}");
  put (fixture->workspace, "organisation:0110000023",
       "{\"kind\":\"organisation\",\"name\":\"海風病院\",\"reading\":\"うみかぜ\",\"org_kind\":\"hospital\",\"medical_"
       "code\":\"0110000023\"}");
  put (fixture->workspace, "organisation:none",
       "{\"kind\":\"organisation\",\"name\":\"瀬音病院\",\"reading\":\"せおと\",\"org_kind\":\"hospital\"}");
  put (fixture->workspace, "ward:a",
       "{\"kind\":\"ward\",\"organisation\":\"organisation:0110000015\",\"name\":\"３階病棟\",\"function\":\"acute\","
       "\"licensed\":50,\"staffed\":48,\"from\":\"2018-04-01\"}");
  put (fixture->workspace, "ward:b",
       "{\"kind\":\"ward\",\"organisation\":\"organisation:0110000015\",\"name\":\"4階病棟\",\"function\":\"recovery\","
       "\"licensed\":40,\"staffed\":40,\"from\":\"2018-04-01\"}");
  put (fixture->workspace, "ward:c",
       "{\"kind\":\"ward\",\"organisation\":\"organisation:0110000015\",\"name\":\"旧館\",\"function\":\"chronic\","
       "\"licensed\":30,\"from\":\"2018-04-01\"}");
  put (fixture->workspace, "ward:d",
       "{\"kind\":\"ward\",\"organisation\":\"organisation:0110000015\",\"name\":\"新館\",\"function\":\"acute\","
       "\"licensed\":20,\"from\":\"2025-10-01\"}");
}

static void
remove_folder (const char *path)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", path);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Six rows of headings; general and recuperation beds apart; the function of the future beside that of today. */
static void
add_head (Workbook *book)
{
  workbook_add_line (book, "令和6年度病床機能報告　様式1（病棟票）");
  workbook_add_line (book, "オープンデータ\n医療機関コード|医療機関名称|都道府県コード|病棟名|医療機能||算定する入院料|"
                           "|一般病床|||療養病床||");
  workbook_add_line (
      book, "||||2024（令和6）年7月1日時点の機能|2025年7月1日時点の機能の予定|入院基本料・特定入院料|届出病床数|"
            "許可病床|上記のうち医療法上の経過措置|稼働病床|許可病床|うち医療療養病床の許可病床|稼働病床");
  workbook_add_line (book, "");
  workbook_add_line (book, "||||||||床|床|床|床|床|床");
  workbook_add_line (book, "");
  workbook_merge (book, "A1:AZ1");
  workbook_merge (book, "A2:A6");
  workbook_merge (book, "E2:F2");
  workbook_merge (book, "I2:K2");
  workbook_merge (book, "L2:N2");
}

static RyWardReport *
read_report (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RyWardReport *report = ry_ward_report_read (fixture->workspace, fixture->path, 0, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static void
apply (Fixture *fixture, RyWardReport *report)
{
  g_autoptr (GPtrArray) edits = ry_ward_report_create_edits (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);

  g_assert_no_error (error);
}

static const RyWardReportRow *
find_row (RyWardReport *report, const char *ward)
{
  for (guint i = 0; i < report->rows->len; i++)
    if (g_strcmp0 (((RyWardReportRow *) g_ptr_array_index (report->rows, i))->ward, ward) == 0)
      return g_ptr_array_index (report->rows, i);
  g_error ("no ward %s", ward);
}

static void
write_usual (Fixture *fixture)
{
  Workbook book;

  workbook_init (&book);
  add_head (&book);
  workbook_add_line (
      &book, "110000015|磯辺病院|01|3階病棟|急性期|急性期|急性期一般入院料1|45|45|3|44|0|0|0"); /* the zero in front was
                                                                                                   lost */
  workbook_add_line (&book, "|||4階病棟|慢性期|慢性期|*|*|*|*|*|60|60|58"); /* merged with the row above */
  workbook_add_line (&book, "0110000015|磯辺病院|01|5階病棟|休棟中（今後再開する予定）|*|-|-|20|0|0|-|-|-");
  workbook_add_line (&book, "0110000015|磯辺病院|01|ICU|未報告又はデータ不備|未報告又はデータ不備||||||||");
  workbook_add_line (&book, "0110000015|磯辺病院|01|6階病棟|急性期|急性期|||五十|||||");
  workbook_add_line (&book, "0110000015|磯辺病院|01|7階病棟|亜急性期|||||||||");
  workbook_add_line (&book, "0110000099|よその病院|01|2階病棟|急性期|||||||||");
  workbook_add_line (&book, "誤記|よその病院|01|2階病棟|急性期|||||||||");
  workbook_merge (&book, "A7:A8");
  workbook_merge (&book, "B7:B8");
  workbook_write (&book, fixture->path);
  workbook_clear (&book);
}

static void
test_usual (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWardReport) report = NULL;

  write_usual (fixture);
  report = read_report (fixture);
  g_assert_cmpint (report->year, ==, 2024);
  g_assert_cmpstr (report->as_of, ==, "2024-07-01");
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_CHANGED], ==, 2);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_NEW], ==, 1);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_UNREPORTED], ==, 1);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_REFUSED], ==, 2);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_GONE], ==, 1);
  g_assert_cmpuint (report->n_others, ==, 2);
  g_assert_cmpuint (report->absent->len, ==, 2);
  g_assert_cmpint (find_row (report, "旧館")->outcome, ==, RY_WARD_REPORT_GONE);
  g_assert_cmpint (find_row (report, "6階病棟")->outcome, ==, RY_WARD_REPORT_REFUSED);
  g_assert_cmpuint (find_row (report, "6階病棟")->line, ==, 11);
  /* The sum of general and recuperation beds, masked ones left out; what is within another column is not counted. */
  g_assert_nonnull (strstr (find_row (report, "３階病棟")->detail, "50 → 45"));
  g_assert_nonnull (strstr (find_row (report, "4階病棟")->detail, "40 → 60"));
}

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWardReport) report = NULL, again = NULL;

  write_usual (fixture);
  report = read_report (fixture);
  apply (fixture, report);
  {
    g_autoptr (RyHospital) before =
        ry_hospital_read (fixture->workspace, "organisation:0110000015", "2024-06-30", NULL);
    g_autoptr (RyHospital) after = ry_hospital_read (fixture->workspace, "organisation:0110000015", "2024-07-01", NULL);

    /* Until the day before nothing is other than it was. */
    g_assert_cmpint (before->licensed[RY_WARD_ACUTE], ==, 50);
    g_assert_cmpint (before->licensed[RY_WARD_RECOVERY], ==, 40);
    g_assert_cmpint (after->licensed[RY_WARD_ACUTE], ==, 45);
    g_assert_cmpint (after->licensed[RY_WARD_RECOVERY], ==, 0);
    g_assert_cmpint (after->licensed[RY_WARD_CHRONIC], ==, 60 + 30); /* what the report does not name stays */
    g_assert_cmpint (after->licensed[RY_WARD_CLOSED], ==, 20);
    g_assert_cmpuint (after->n_untold, ==, 1); /* not reported is kept as such, and is in no sum */
  }
  again = read_report (fixture);
  g_assert_cmpuint (again->counts[RY_WARD_REPORT_CHANGED], ==, 0);
  g_assert_cmpuint (again->counts[RY_WARD_REPORT_NEW], ==, 0);
  g_assert_cmpuint (ry_ward_report_count_edits (again), ==, 0);
}

/* A ward that was entered here with a later beginning does not stand there twice. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  Workbook book;
  g_autoptr (RyWardReport) report = NULL;

  workbook_init (&book);
  add_head (&book);
  workbook_add_line (&book, "0110000015|磯辺病院|01|新館|回復期||||15|||||");
  workbook_write (&book, fixture->path);
  workbook_clear (&book);
  report = read_report (fixture);
  g_assert_cmpint (find_row (report, "新館")->outcome, ==, RY_WARD_REPORT_NEW);
  apply (fixture, report);
  {
    g_autoptr (RyHospital) then = ry_hospital_read (fixture->workspace, "organisation:0110000015", "2025-09-30", NULL);
    g_autoptr (RyHospital) now = ry_hospital_read (fixture->workspace, "organisation:0110000015", "2025-10-01", NULL);

    g_assert_cmpuint (then->wards->len, ==, 4);
    g_assert_cmpuint (now->wards->len, ==, 4);
  }
}

/* Another year: the columns stand elsewhere, three rows of headings, a sum of beds, another name of the sheet. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  Workbook book;
  g_autoptr (RyWardReport) report = NULL;

  workbook_init (&book);
  book.sheet = "Sheet1";
  workbook_add_line (&book, "注意事項を読んでください");
  workbook_add_line (&book, "");
  workbook_add_line (&book, "病棟名称|令和７年７月１日時点の機能|病床数（許可病床）合計|一般病床の許可病床|稼働病床|"
                            "医療機関名|医療機関コード|特定入院料");
  workbook_add_line (&book, "3階病棟|回復期|50|49|50|磯辺病院|0110000015|回復期リハビリテーション病棟入院料1");
  workbook_add_line (&book, "2階病棟|高度急性期|30|30|29|海風病院|0000023|");
  workbook_write (&book, fixture->path);
  workbook_clear (&book);
  report = read_report (fixture);
  g_assert_cmpint (report->year, ==, 2025);
  g_assert_cmpstr (report->sheet, ==, "Sheet1");
  g_assert_cmpint (find_row (report, "３階病棟")->outcome, ==, RY_WARD_REPORT_CHANGED);
  g_assert_null (strstr (find_row (report, "３階病棟")->detail, "50 → 4")); /* the sum, not a part of it */
  g_assert_cmpint (find_row (report, "2階病棟")->outcome, ==, RY_WARD_REPORT_NEW);
  g_assert_cmpstr (find_row (report, "2階病棟")->hospital, ==, "海風病院"); /* by its short code */
}

/* As the ministry lays it out: a heading merged over all bed columns that names both kinds, what is in use and what is
 * not between them, brackets that explain, item numbers below; the sheet of the facilities stands first. */
static void
test_national (Fixture *fixture, gconstpointer data)
{
  Workbook book;
  g_autoptr (RyWardReport) report = NULL;

  workbook_init (&book);
  workbook_add_line (
      &book, "オープンデータ\n医療機関コード|医療機関名称|市区町村名称|病棟名|病棟名（読み）|医療機能（病床機能）||"
             "許可病床数・稼働病床数（床）||||||||算定する入院基本料・特定入院料等の状況||看護師　常勤");
  workbook_add_line (&book, "|||||2024（令和６）年７月１日時点の機能|2025年７月１日時点の病床の機能の予定|一般病床||||"
                            "療養病床||||算定する入院基本料・特定入院料|届出病床数|");
  workbook_add_line (&book,
                     "|||||||許可病床|上記のうち医療法上の経過措置に該当する病床数|稼働病床数（許可病床－非稼働）|"
                     "非稼働病床数|許可病床|うち医療療養病床の許可病床|稼働病床数|最小使用病床数|||");
  workbook_add_line (&book, "");
  workbook_add_line (&book, "");
  workbook_add_line (&book, "|||||||(19)|(20)|(21)|(22)|(23)|(24)|(25)|(26)|(27)|(28)|(29)");
  workbook_merge (&book, "A1:A6");
  workbook_merge (&book, "F1:G1");
  workbook_merge (&book, "H1:O1");
  workbook_merge (&book, "H2:K2");
  workbook_merge (&book, "L2:O2");
  workbook_merge (&book, "P1:Q1");
  workbook_add_line (
      &book, "0110000015|磯辺病院|汐見区|３階病棟|*|急性期|急性期|45|3|44|1|-|-|-|*|急性期一般入院料４|45|20.5");
  workbook_add_line (&book,
                     "0110000015|磯辺病院|汐見区|４階病棟|*|慢性期|慢性期|*|0|*|0|40|40|39|38|療養病棟入院料１|40|*");
  workbook_add_line (
      &book, "0110000015|磯辺病院|汐見区|５階病棟|*|未報告又はデータ不備|*|*|*|*|*|*|*|*|*|未報告又はデータ不備|*|*");
  workbook_add_line (&book, "0110000015|磯辺病院|汐見区|新館|*|急性期|*|20|0|*|*|0|0|0|0|急性期一般入院料１|20|8");
  workbook_write (&book, fixture->path);
  workbook_clear (&book);
  report = read_report (fixture);
  g_assert_cmpint (report->year, ==, 2024);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_REFUSED], ==, 0);
  g_assert_cmpuint (report->counts[RY_WARD_REPORT_UNREPORTED], ==, 1);
  g_assert_nonnull (strstr (find_row (report, "３階病棟")->detail, "50 → 45"));
  g_assert_nonnull (strstr (find_row (report, "３階病棟")->detail, "48 → 44"));
  g_assert_nonnull (strstr (find_row (report, "３階病棟")->detail, "急性期一般入院料4")); /* one width for the digits */
  g_assert_null (strstr (find_row (report, "4階病棟")->detail, "→ 80"));
  g_assert_nonnull (strstr (find_row (report, "4階病棟")->detail, "40 → 39"));
  apply (fixture, report);
  {
    g_autoptr (RyHospital) after = ry_hospital_read (fixture->workspace, "organisation:0110000015", "2024-07-01", NULL);

    g_assert_cmpint (after->licensed[RY_WARD_ACUTE], ==, 45 + 20);
    g_assert_cmpint (after->licensed[RY_WARD_CHRONIC], ==, 40 + 30);
    g_assert_cmpuint (after->n_untold, ==, 1);
  }
}

static void
test_code (void)
{
  static const char *const rows[][2] = {
    { "0110000015", "0110000015" },
    { "110000015", "0110000015" },
    { "１１００００１５", NULL },
    { "０１１０００００１５", "0110000015" },
    { "01-1-0000015", "0110000015" },
    { "110000015.0", "0110000015" },
    { "1000015", "1000015" },
    { "100015", "0100015" },
    { "", NULL },
    { NULL, NULL },
    { "コード", NULL },
    { "01100000155", NULL },
    { "*", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *code = ry_ward_code_parse (rows[i][0]);

    g_assert_cmpstr (code, ==, rows[i][1]);
  }
}

/* ---- What is no report ---- */

static void
assert_refused (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWardReport) report = ry_ward_report_read (fixture->workspace, fixture->path, 0, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, RY_ERROR, code);
  g_assert_cmpint ((int) strlen (error->message), >, 0);
}

static void
test_missing_headings (Fixture *fixture, gconstpointer data)
{
  Workbook book;
  g_autoptr (GError) error = NULL;

  workbook_init (&book);
  workbook_add_line (&book, "医療機関コード|医療機関名|許可病床");
  workbook_add_line (&book, "0110000015|磯辺病院|50");
  workbook_write (&book, fixture->path);
  workbook_clear (&book);
  g_assert_null (ry_ward_report_read (fixture->workspace, fixture->path, 0, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "病棟名、機能"));
}

static void
test_no_workbook (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "a,b,c\n", "PK\003\004", "PK\003\004junk that is no zip at all",
                                       "\320\317\021\340\241\261\032\341 a workbook with a password" };
  const char *const other[] = { "word/document.xml", "<w/>", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
    assert_refused (fixture, RY_ERROR_INVALID);
  }
  workbook_write_zip (fixture->path, other);
  assert_refused (fixture, RY_ERROR_INVALID);
  g_unlink (fixture->path);
  assert_refused (fixture, RY_ERROR_INVALID);
}

/* Entities that expand, columns and rows without end, XML that breaks off: refused, and quickly. */
static void
test_bombs (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *xml;
    int code;
  } rows[] = {
    { "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;&a;\">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>",
      RY_ERROR_INVALID },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>",
      RY_ERROR_TOO_LARGE },
    { "<worksheet><sheetData><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>",
      RY_ERROR_TOO_LARGE },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>", RY_ERROR_INVALID },
    { "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>999999</v></c></row></sheetData></worksheet>",
      RY_ERROR_INVALID },
    { "<worksheet/>", RY_ERROR_INVALID },
    { "not xml", RY_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Workbook book;

    workbook_init (&book);
    book.sheet_xml = rows[i].xml;
    workbook_write (&book, fixture->path);
    workbook_clear (&book);
    assert_refused (fixture, rows[i].code);
  }
}

/* A zip of a few MiB that expands to hundreds: stopped at the strings, with little memory. */
static void
test_zip_bomb (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) strings = g_string_new ("<sst>");
  const char *members[] = { "xl/workbook.xml", "<workbook><sheets><sheet name=\"x\" id=\"r1\"/></sheets></workbook>",
                            "xl/sharedStrings.xml", NULL, NULL };

  while (strings->len < RY_WORKBOOK_MAX_STRINGS / 10 * 12)
    g_string_append (
        strings,
        "<si><t>"
        "空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空"
        "空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空空</t></si>");
  g_string_append (strings, "</sst>");
  members[3] = strings->str;
  workbook_write_zip (fixture->path, members);
  assert_refused (fixture, RY_ERROR_TOO_LARGE);
}

/* Bytes of a good workbook turned over, one by one: refused or read, never a crash. */
static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GRand) dice = g_rand_new_with_seed (49);
  gsize length;

  write_usual (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint i = 0; i < 300; i++) {
    g_autofree char *other = g_memdup2 (bytes, length);
    g_autoptr (GError) error = NULL;
    g_autoptr (RyWardReport) report = NULL;
    gsize end = i % 3 == 0 ? (gsize) g_rand_int_range (dice, 1, (gint32) length) : length;

    for (int j = 0; j < 4; j++)
      other[g_rand_int_range (dice, 0, (gint32) length)] ^= (char) (1 << g_rand_int_range (dice, 0, 8));
    g_assert_true (g_file_set_contents (fixture->path, other, (gssize) end, NULL));
    report = ry_ward_report_read (fixture->workspace, fixture->path, 0, NULL, &error);
    g_assert_true ((report == NULL) == (error != NULL));
  }
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_usual (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (ry_ward_report_read (fixture->workspace, fixture->path, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ward-report/usual", test_usual);
  ADD ("/ward-report/apply", test_apply);
  ADD ("/ward-report/later", test_later);
  ADD ("/ward-report/moved", test_moved);
  ADD ("/ward-report/national", test_national);
  g_test_add_func ("/ward-report/code", test_code);
  ADD ("/ward-report/missing-headings", test_missing_headings);
  ADD ("/ward-report/no-workbook", test_no_workbook);
  ADD ("/ward-report/bombs", test_bombs);
  ADD ("/ward-report/zip-bomb", test_zip_bomb);
  ADD ("/ward-report/damage", test_damage);
  ADD ("/ward-report/stop", test_stop);
#undef ADD
  return g_test_run ();
}
