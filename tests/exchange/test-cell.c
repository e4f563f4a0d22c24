/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as they stand in lists, and what becomes of them; columns and their headings. */
#include "ry-cell.h"
#include "ry-column-match.h"
#include "ry-error.h"

#include <glib/gstdio.h>

static RyKinds *kinds;
static RyKind *kind;

static void
test_read (void)
{
  static const struct {
    const char *field;
    const char *cell;
    const char *json; /* NULL: nothing; "!": refused */
  } table[] = {
    { "name", "　ｼｵﾐ　病院 ", "\"シオミ　病院\"" },
    { "name", "ＮＴＴ東\n日本", "\"ＮＴＴ東 日本\"" },
    { "name", "\r\nＮＴＴ東\r\n日本\r\n", "\"ＮＴＴ東 日本\"" },
    { "name", "-", "\"-\"" },
    { "name", " 　", NULL },
    { "reading", "ｼｵﾐﾋﾞﾖｳｲﾝ", "\"しおみびよういん\"" },
    { "address", "汐見区１丁目２－３　海ビル", "\"汐見区1丁目2-3　海ビル\"" },
    { "address", "汐見区センター１ー２", "\"汐見区センター1-2\"" },
    { "postal_code", "〒０００ー００１１", "\"000-0011\"" },
    { "postal_code", "0000011", "\"000-0011\"" },
    { "postal_code", "12", "\"12\"" },
    { "telephone", "０００－５５５－０１２２", "\"000-555-0122\"" },
    { "telephone", "なし", NULL },
    { "permitted_on", "S22.4.1", "\"1947-04-01\"" },
    { "permitted_on", "平\n15. 6.20", "\"2003-06-20\"" },
    { "permitted_on", "昭9.12　　", "\"1934-12-01\"" },
    { "permitted_on", "平9,10,1", "\"1997-10-01\"" },
    { "permitted_on", "不明", NULL },
    { "permitted_on", "H27.13.1", "!" },
    { "permitted_on", "8.4.1", "!" }, /* of which era a list does not say */
    { "beds", "１，２３４床", "1234" },
    { "beds", "－", NULL },
    { "beds", "たくさん", "!" },
    { "latitude", "４１．５", "41.5" },
    { "emergency", "○", "true" },
    { "emergency", "◯", "true" },
    { "emergency", "●", "true" },
    { "emergency", "有", "true" },
    { "emergency", "×", "false" },
    { "emergency", "", NULL },
    { "emergency", "二次", "!" },
    { "departments", "内|小，外、整；眼", "[\"内\",\"小\",\"外\",\"整\",\"眼\"]" },
    { "departments", "内|「糖尿病|代謝内科」|内", "[\"内\",\"糖尿病・代謝内科\"]" },
    { "departments", "内科（消化器）|外科（消化器）", "[\"内科（消化器）\",\"外科（消化器）\"]" },
    { "departments", "|", "[]" },
    { "medical_code", "０１１０１１３７１９", "\"0110113719\"" },
    { "medical_code", "1.10114E+08", "!" },
    { "org_kind", "hospital", "\"hospital\"" },
    { "org_kind", "宇宙船", "!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    RyField *field = ry_kind_find_field (kind, table[i].field);
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) value = NULL;
    gboolean read = ry_cell_read (field, table[i].cell, &value, &error);
    g_autofree char *json = value != NULL ? json_to_string (value, FALSE) : NULL;

    if (!read) {
      g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
      g_assert_null (value);
    }
    g_assert_cmpstr (read ? json : "!", ==, table[i].json);
  }
}

/* A spreadsheet has eaten the zero of the prefecture; it comes back only where the check digit agrees. */
static void
test_eaten_zero (void)
{
  static const char *const table[][3] = {
    { "medical_code", "110113719", "0110113719" },
    { "medical_code", "110113718", "110113718" },
    { "municipality_code", "11037", "011037" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    RyField *field = ry_kind_find_field (kind, table[i][0]);
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) value = NULL;

    g_assert_true (ry_cell_read (field, table[i][1], &value, &error));
    g_assert_cmpstr (json_node_get_string (value), ==, table[i][2]);
  }
}

static void
test_area (void)
{
  static const char *const table[][2] = {
    { "札幌市東区北33条東14丁目3番1号", "札幌市東区" },
    { "北海道札幌市東区北33条", "札幌市東区" },
    { "函館市川原町18番16号", "函館市" },
    { "北海道紋別郡遠軽町大通北3丁目", "遠軽町" },
    { "余市郡余市町黒川町19丁目", "余市町" },
    { "宗谷郡猿払村浜鬼志別", "猿払村" },
    { "日高郡新ひだか町静内緑町", "新ひだか町" },
    { "北浜市汐見区中央1丁目", "北浜市汐見区" },
    { "東京都新宿区西新宿2-8-1", "新宿区" },
    { "千葉県市川市八幡1-1", "市川市" },
    { "三重県四日市市諏訪町1-5", "四日市市" },
    { "福島県郡山市朝日1丁目", "郡山市" },
    { "奈良県大和郡山市北郡山町", "大和郡山市" },
    { "茅部郡森町字上台町326番地", "森町" },
    { "中央1丁目", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *area = ry_cell_dup_area (table[i][0]);

    g_assert_cmpstr (area, ==, table[i][1]);
  }
}

static void
test_kind_by_name (void)
{
  g_assert_cmpstr (ry_cell_guess_kind ("海風病院"), ==, "hospital");
  g_assert_cmpstr (ry_cell_guess_kind ("潮入歯科クリニック"), ==, "dental");
  g_assert_cmpstr (ry_cell_guess_kind ("訪問看護ステーション海風病院"), ==, "home_nursing");
  g_assert_null (ry_cell_guess_kind ("汐見町内会"));
}

static char *
match (const char *const *headings, const char *const *cells)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) fields = NULL;
  GString *out = g_string_new (NULL);

  if (cells != NULL)
    g_ptr_array_add (rows, (gpointer) cells);
  fields = ry_column_match (kind, headings, rows);
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            fields->pdata[i] != NULL ? ry_field_get_name (fields->pdata[i]) : "-");
  return g_string_free (out, FALSE);
}

static void
test_match (void)
{
  static const struct {
    const char *headings[12];
    const char *cells[12];
    const char *fields;
  } table[] = {
    { { "名称", "所在地", "電話番号" }, { NULL }, "name address telephone" },
    { { "医療機関名称", "〒", "Ｔｅｌ" }, { NULL }, "name postal_code telephone" },
    { { "id", "hospital_name", "開　設　者", "開設者コード" }, { "1", "海風病院", "", "9" }, "- name founder -" },
    { { "ID", "正式名称", "正式名称（フリガナ）" }, { "0111000000001", "海風病院", "ｳﾐｶｾﾞ" }, "navi_id name reading" },
    { { "代表電話番号", "会員名" }, { NULL }, "telephone name" },
    { { "名称", "名称" }, { NULL }, "name -" },
    { { "名称", "備考2" }, { NULL }, "name -" },
    { { "", "名称", "何か" }, { NULL }, "- name -" },
    { { "市区町村名", "事業所名", "事業所名カナ", "住所", "方書（ビル名等）", "法人番号", "法人の名称", "事業所番号",
        "FAX番号" },
      { NULL },
      "area name reading address building corporate_number founder care_code fax" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *fields = match (table[i].headings, table[i].cells[0] != NULL ? table[i].cells : NULL);

    g_assert_cmpstr (fields, ==, table[i].fields);
  }
}

/* A heading that promises days over a column of something else. */
static void
test_match_by_cells (void)
{
  static const char *const headings[] = { "開設年月日", "名称", NULL };
  static const char *const rows[][3] = {
    { "病床", "海風病院" }, { "人", "潮入病院" }, { "", "白帆病院" }, { "外", "鴎台病院" }
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  g_autoptr (GPtrArray) fields = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_ptr_array_add (cells, (gpointer) rows[i]);
  fields = ry_column_match (kind, headings, cells);
  g_assert_null (fields->pdata[0]);
  g_assert_nonnull (fields->pdata[1]);
}

static void
test_remember (void)
{
  static const char *const headings[] = { "なまえ", "ばしょ", NULL }, *const others[] = { "なまえ", "でんわ", NULL };
  g_autofree char *dir = g_dir_make_tmp ("ryorin-columns-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "import-columns.json", NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new (), recalled = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_column_recall (path, kind, headings));
  g_ptr_array_add (fields, ry_kind_find_field (kind, "name"));
  g_ptr_array_add (fields, NULL);
  g_assert_true (ry_column_remember (path, headings, fields, &error));
  g_assert_no_error (error);
  recalled = ry_column_recall (path, kind, headings);
  g_assert_cmpuint (recalled->len, ==, 2);
  g_assert_true (recalled->pdata[0] == fields->pdata[0]);
  g_assert_null (recalled->pdata[1]);
  g_assert_null (ry_column_recall (path, kind, others));
  g_assert_true (g_file_set_contents (path, "not JSON", -1, NULL));
  g_assert_null (ry_column_recall (path, kind, headings));
  g_remove (path);
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (&error);
  g_assert_no_error (error);
  kind = ry_kinds_get (kinds, "organisation");
  g_test_add_func ("/cell/read", test_read);
  g_test_add_func ("/cell/eaten-zero", test_eaten_zero);
  g_test_add_func ("/cell/area", test_area);
  g_test_add_func ("/cell/kind-by-name", test_kind_by_name);
  g_test_add_func ("/column/match", test_match);
  g_test_add_func ("/column/match-by-cells", test_match_by_cells);
  g_test_add_func ("/column/remember", test_remember);
  return g_test_run ();
}
