/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three versions in, one out, and what clashed: one table.
 */
#include <string.h>

#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-merge.h"

static RyKinds *kinds;

/* Members in JSON with ' for "; clashes are paths in order, separated by a space. */
static const struct {
  const char *what;
  const char *kind;
  const char *base;
  const char *left;
  const char *right;
  const char *merged;
  const char *clashes;
} merges[] = {
  { "nothing changed", "organisation", "'name':'a'", "'name':'a'", "'name':'a'", "'name':'a'", "" },
  { "different fields", "organisation", "'name':'a','beds':1", "'name':'b','beds':1", "'name':'a','beds':2",
    "'name':'b','beds':2", "" },
  { "the same change", "organisation", "'beds':1", "'beds':2", "'beds':2", "'beds':2", "" },
  { "clash", "organisation", "'beds':1", "'beds':2", "'beds':3", "'beds':2", "beds" },
  { "added on one side", "organisation", "'name':'a'", "'name':'a'", "'name':'a','fax':'1'", "'name':'a','fax':'1'",
    "" },
  { "removed on one side", "organisation", "'name':'a','fax':'1'", "'name':'a'", "'name':'a','fax':'1'", "'name':'a'",
    "" },
  { "removed and changed", "organisation", "'name':'a','fax':'1'", "'name':'a'", "'name':'a','fax':'2'", "'name':'a'",
    "fax" },
  { "emptied is removed", "organisation", "'fax':'1'", "'fax':''", "'name':'a'", "'fax':'','name':'a'", "" },
  { "unknown fields", "organisation", "'x':{'a':1}", "'x':{'a':1},'y':1", "'x':{'a':2}", "'x':{'a':2},'y':1", "" },
  { "unknown fields clash whole", "organisation", "'x':[1]", "'x':[1,2]", "'x':[1,3]", "'x':[1,2]", "x" },
  { "no kind", NULL, "'a':1", "'a':2", "'a':1,'b':3", "'a':2,'b':3", "" },

  { "set: added on both sides", "organisation", "'departments':['内']", "'departments':['内','外']",
    "'departments':['内','眼']", "'departments':['内','外','眼']", "" },
  { "set: added and removed", "organisation", "'departments':['内','外']", "'departments':['内']",
    "'departments':['内','外','眼']", "'departments':['内','眼']", "" },
  { "set: both removed", "organisation", "'departments':['内','外']", "'departments':['内']", "'departments':['外']",
    "'departments':[]", "" },
  { "set: of something else", "organisation", "'departments':[1]", "'departments':[1,2]", "'departments':[1,3]",
    "'departments':[1,2]", "departments" },

  { "list: different members", "meeting", "'agenda':[{'key':'a','title':'x','level':1}]",
    "'agenda':[{'key':'a','title':'y','level':1}]", "'agenda':[{'key':'a','title':'x','level':2}]",
    "'agenda':[{'key':'a','title':'y','level':2}]", "" },
  { "list: the same member", "meeting", "'agenda':[{'key':'a','title':'x'}]", "'agenda':[{'key':'a','title':'y'}]",
    "'agenda':[{'key':'a','title':'z'}]", "'agenda':[{'key':'a','title':'y'}]", "agenda/a/title" },
  { "list: set inside", "meeting", "'agenda':[{'key':'a','papers':['1']}]", "'agenda':[{'key':'a','papers':['1','2']}]",
    "'agenda':[{'key':'a','papers':['1','3']}]", "'agenda':[{'key':'a','papers':['1','2','3']}]", "" },
  { "list: both inserted at one place", "meeting", "'agenda':[{'key':'a'},{'key':'b'}]",
    "'agenda':[{'key':'a'},{'key':'l1'},{'key':'l2'},{'key':'b'}]",
    "'agenda':[{'key':'a'},{'key':'r1'},{'key':'r2'},{'key':'b'}]",
    "'agenda':[{'key':'a'},{'key':'l1'},{'key':'l2'},{'key':'r1'},{'key':'r2'},{'key':'b'}]", "" },
  { "list: inserted at the head", "meeting", "'agenda':[{'key':'a'}]", "'agenda':[{'key':'a'},{'key':'l'}]",
    "'agenda':[{'key':'r'},{'key':'a'}]", "'agenda':[{'key':'r'},{'key':'a'},{'key':'l'}]", "" },
  { "list: moved on the right", "meeting", "'agenda':[{'key':'a'},{'key':'b'},{'key':'c'}]",
    "'agenda':[{'key':'a'},{'key':'n'},{'key':'b'},{'key':'c'}]", "'agenda':[{'key':'c'},{'key':'a'},{'key':'b'}]",
    "'agenda':[{'key':'c'},{'key':'a'},{'key':'n'},{'key':'b'}]", "" },
  { "list: moved on both sides", "meeting", "'agenda':[{'key':'a'},{'key':'b'},{'key':'c'}]",
    "'agenda':[{'key':'b'},{'key':'a'},{'key':'c'}]", "'agenda':[{'key':'c'},{'key':'a'},{'key':'b'}]",
    "'agenda':[{'key':'b'},{'key':'a'},{'key':'c'}]", "" },
  { "list: removed and untouched", "meeting", "'agenda':[{'key':'a'},{'key':'b'}]", "'agenda':[{'key':'b'}]",
    "'agenda':[{'key':'a'},{'key':'b'},{'key':'c'}]", "'agenda':[{'key':'b'},{'key':'c'}]", "" },
  { "list: removed left, changed right", "meeting", "'agenda':[{'key':'a','title':'x'}]", "'agenda':[]",
    "'agenda':[{'key':'a','title':'y'}]", "'agenda':[]", "agenda/a" },
  { "list: changed left, removed right", "meeting", "'agenda':[{'key':'a','title':'x'}]",
    "'agenda':[{'key':'a','title':'y'}]", "'agenda':[]", "'agenda':[{'key':'a','title':'y'}]", "agenda/a" },
  { "list: removed on both sides", "meeting", "'agenda':[{'key':'a'},{'key':'b'}]",
    "'agenda':[{'key':'b'},{'key':'c'}]", "'agenda':[{'key':'b'}]", "'agenda':[{'key':'b'},{'key':'c'}]", "" },
  { "list: without keys", "meeting", "'agenda':[{'title':'x'}]", "'agenda':[{'title':'y'}]", "'agenda':[{'title':'z'}]",
    "'agenda':[{'title':'y'}]", "agenda" },
  { "list: a key twice", "meeting", "'agenda':[{'key':'a'}]", "'agenda':[{'key':'a'},{'key':'a'}]",
    "'agenda':[{'key':'b'}]", "'agenda':[{'key':'a'},{'key':'a'}]", "agenda" },
  { "list: no list on one side", "meeting", "'agenda':[{'key':'a'}]", "'agenda':'x'", "'agenda':[{'key':'b'}]",
    "'agenda':'x'", "agenda" },
  { "list: a path is escaped", "meeting", "'agenda':[{'key':'a/b~','title':'x'}]",
    "'agenda':[{'key':'a/b~','title':'y'}]", "'agenda':[{'key':'a/b~','title':'z'}]",
    "'agenda':[{'key':'a/b~','title':'y'}]", "agenda/a~1b~0/title" },

  { "object: different members", "organisation", "'disclosure':{'fax':'public'}",
    "'disclosure':{'fax':'public','email':'office'}", "'disclosure':{'fax':'members'}",
    "'disclosure':{'fax':'members','email':'office'}", "" },
  { "object: the same member", "organisation", "'disclosure':{'fax':'public'}", "'disclosure':{'fax':'office'}",
    "'disclosure':{'fax':'members'}", "'disclosure':{'fax':'office'}", "disclosure/fax" },
  { "object: added on both sides", "organisation", "'name':'a'", "'name':'a','disclosure':{'fax':'office'}",
    "'name':'a','disclosure':{'email':'office'}", "'name':'a','disclosure':{'fax':'office','email':'office'}", "" },

  { "long text: different lines", "organisation", "'note':'a\\nb\\nc'", "'note':'A\\nb\\nc'", "'note':'a\\nb\\nC'",
    "'note':'A\\nb\\nC'", "" },
  { "long text: the same line", "organisation", "'note':'a\\nb'", "'note':'A\\nb'", "'note':'x\\nb'", "'note':'A\\nb'",
    "note" },
  { "long text in a list", "meeting", "'blocks':[{'key':'b','text':'a\\nb\\nc'}]",
    "'blocks':[{'key':'b','text':'a\\nb\\nC'}]", "'blocks':[{'key':'b','text':'A\\nb\\nc'}]",
    "'blocks':[{'key':'b','text':'A\\nb\\nC'}]", "" },

  { "stamps: the later", "organisation", "'updated_at':'1','updated_by':'a'", "'updated_at':'2','updated_by':'b'",
    "'updated_at':'3','updated_by':'c'", "'updated_at':'3','updated_by':'c'", "" },
  { "stamps: at one time", "organisation", "'updated_at':'1'", "'updated_at':'2','updated_by':'b'",
    "'updated_at':'2','updated_by':'c'", "'updated_at':'2','updated_by':'c'", "" },
  { "stamps: on one side", "organisation", "'name':'a'", "'name':'a'", "'name':'a','updated_at':'2','updated_by':'c'",
    "'name':'a','updated_at':'2','updated_by':'c'", "" },

  { "no base: agreed and added", "organisation", NULL, "'name':'a','fax':'1'", "'name':'a','beds':2",
    "'name':'a','fax':'1','beds':2", "" },
  { "no base: clash", "organisation", NULL, "'name':'a'", "'name':'b'", "'name':'a'", "name" },
  { "no base: lists", "meeting", NULL, "'agenda':[{'key':'a','title':'x'}]",
    "'agenda':[{'key':'a','title':'y'},{'key':'b'}]", "'agenda':[{'key':'a','title':'x'},{'key':'b'}]",
    "agenda/a/title" },
};

static JsonObject *
parse (const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *object;

  if (members == NULL)
    return NULL;
  text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  object = ry_json_parse_object (text, -1, &error);
  g_assert_no_error (error);
  return object;
}

static char *
join_clashes (GPtrArray *clashes)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < clashes->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", ((RyMergeClash *) g_ptr_array_index (clashes, i))->field);
  return g_string_free (out, FALSE);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++) {
    g_autoptr (JsonObject) base = parse (merges[i].base);
    g_autoptr (JsonObject) left = parse (merges[i].left);
    g_autoptr (JsonObject) right = parse (merges[i].right);
    g_autoptr (JsonObject) expected = parse (merges[i].merged);
    g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
    g_autoptr (JsonObject) merged = ry_merge (ry_kinds_get (kinds, merges[i].kind), base, left, right, clashes);
    g_autofree char *text = ry_json_object_to_text (merged);
    g_autofree char *expected_text = ry_json_object_to_text (expected);
    g_autofree char *paths = join_clashes (clashes);

    g_test_message ("%s", merges[i].what);
    g_assert_cmpstr (text, ==, expected_text);
    g_assert_cmpstr (paths, ==, merges[i].clashes);
  }
}

static const struct {
  const char *base, *left, *right, *merged;
  gboolean clean;
} texts[] = {
  { "a\nb\nc", "a\nb\nc", "a\nb\nc", "a\nb\nc", TRUE },
  { "a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd", TRUE },
  { "a\nb\nc", "x\na\nb\nc", "a\nb\nc\ny", "x\na\nb\nc\ny", TRUE },
  { "a", "a\nb", "a\nb", "a\nb", TRUE },
  { "a", "a\nb", "a\nc", "a\nb\nc", FALSE },
  { "a\nb\nc", "a\nB\nc", "a\n2\nc", "a\nB\n2\nc", FALSE },
  { "", "a", "b", "a\nb", FALSE },
  { "a\n", "a\n", "a\nb\n", "a\nb\n", TRUE },
  { "a\nb", "", "a\nb", "", TRUE },
  { "a\nb\nc\nd", "b\nc\nd", "a\nb\nc", "b\nc", TRUE },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    gboolean clean;
    g_autofree char *merged = ry_merge_text (texts[i].base, texts[i].left, texts[i].right, &clean);

    g_assert_cmpstr (merged, ==, texts[i].merged);
    g_assert_cmpint (clean, ==, texts[i].clean);
  }
}

static void
test_sentences (void)
{
  static const struct {
    const char *base, *left, *right, *merged;
  } rows[] = {
    { "木曜は午後のみ。", "木曜は午後のみ。面会は電話予約。", "木曜は午後のみ。12月から金曜も受付。",
      "木曜は午後のみ。面会は電話予約。12月から金曜も受付。" },
    { "一。二。三。", "一。二。", "零。一。二。三。", "零。一。二。" },
    { "一。\n二", "一。\n二。", "一！\n二", "一！\n二。" },
    { "", "あ", "い", "あ\nい" },
    { "あ。", "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *merged = ry_merge_sentences (rows[i].base, rows[i].left, rows[i].right);

    g_assert_cmpstr (merged, ==, rows[i].merged);
  }
}

/* A text too long for the table of the comparison must still come out whole. */
static void
test_long_text (void)
{
  g_autoptr (GString) base = g_string_new ("head\n");
  g_autoptr (GString) left = g_string_new ("head\n");
  g_autofree char *right = NULL;
  g_autofree char *merged = NULL;
  gboolean clean;

  for (int i = 0; i < 3000; i++) {
    g_string_append_printf (base, "%d\n", i);
    g_string_append_printf (left, "%d\n", i * 7);
  }
  right = g_strconcat ("new ", base->str, NULL);
  merged = ry_merge_text (base->str, left->str, right, &clean);
  g_assert_true (clean);
  g_assert_true (g_str_has_prefix (merged, "new head\n0\n7\n"));
  g_assert_true (g_str_has_suffix (merged, "\n20993\n"));
  g_assert_null (strstr (merged, "\n20992\n"));
}

static void
test_clash_contents (void)
{
  g_autoptr (JsonObject) base = parse ("'note':'a','fax':'1'");
  g_autoptr (JsonObject) left = parse ("'note':'b'");
  g_autoptr (JsonObject) right = parse ("'note':'c','fax':'2'");
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  g_autoptr (JsonObject) merged = ry_merge (ry_kinds_get (kinds, "organisation"), base, left, right, clashes);
  RyMergeClash *note = g_ptr_array_index (clashes, 0);
  RyMergeClash *fax = g_ptr_array_index (clashes, 1);

  g_assert_nonnull (merged);
  g_assert_cmpstr (json_node_get_string (note->base), ==, "a");
  g_assert_cmpstr (json_node_get_string (note->left), ==, "b");
  g_assert_cmpstr (json_node_get_string (note->right), ==, "c");
  g_assert_cmpstr (note->combined, ==, "b\nc");
  g_assert_null (fax->left);
  g_assert_cmpstr (json_node_get_string (fax->right), ==, "2");
  g_assert_null (fax->combined);
}

static void
test_paths (void)
{
  RyKind *kind = ry_kinds_get (kinds, "meeting");
  g_autoptr (JsonObject) content = parse ("'place':'p','agenda':[{'key':'a/b','title':'x'},{'key':'c'}]");
  g_autoptr (JsonNode) text = json_from_string ("\"new\"", NULL);
  g_autoptr (JsonNode) element = json_from_string ("{\"key\":\"d\"}", NULL);
  g_autofree char *label = ry_merge_dup_label (kind, "agenda/c/title", content);
  g_autofree char *gone = ry_merge_dup_label (kind, "agenda/zz", content);
  g_autofree char *plain = ry_merge_dup_label (kind, "place", content);
  g_autofree char *unknown = ry_merge_dup_label (kind, "later", NULL);
  g_autofree char *result = NULL;
  g_autoptr (JsonObject) expected = parse ("'agenda':[{'key':'a/b','title':'new'},{'key':'d'}]");
  g_autofree char *expected_text = ry_json_object_to_text (expected);

  g_assert_cmpstr (label, ==, "次第 2 › 題名");
  g_assert_cmpstr (gone, ==, "次第");
  g_assert_cmpstr (plain, ==, "場所");
  g_assert_cmpstr (unknown, ==, "later");
  g_assert_cmpstr (ry_field_get_name (ry_merge_find_field (kind, "agenda/c/title")), ==, "title");
  g_assert_cmpstr (ry_field_get_name (ry_merge_find_field (kind, "agenda/c")), ==, "agenda");
  g_assert_null (ry_merge_find_field (kind, "later"));
  g_assert_cmpstr (json_node_get_string (ry_merge_get_value (content, "agenda/a~1b/title")), ==, "x");
  g_assert_null (ry_merge_get_value (content, "agenda/zz/title"));

  ry_merge_set_value (content, "agenda/a~1b/title", text);
  ry_merge_set_value (content, "agenda/c", NULL);
  ry_merge_set_value (content, "agenda/d", element);
  ry_merge_set_value (content, "agenda/zz/title", text);
  ry_merge_set_value (content, "place", NULL);
  result = ry_json_object_to_text (content);
  g_assert_cmpstr (result, ==, expected_text);
}

int
main (int argc, char *argv[])
{
  int result;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (NULL);
  g_assert_nonnull (kinds);
  g_test_add_func ("/model/merge/table", test_table);
  g_test_add_func ("/model/merge/text", test_text);
  g_test_add_func ("/model/merge/sentences", test_sentences);
  g_test_add_func ("/model/merge/long-text", test_long_text);
  g_test_add_func ("/model/merge/clash", test_clash_contents);
  g_test_add_func ("/model/merge/paths", test_paths);
  result = g_test_run ();
  ry_kinds_unref (kinds);
  return result;
}
