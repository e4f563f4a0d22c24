/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two texts and two documents; whatever it says, both texts can be put together from it again. */
#include "ry-diff.h"

#include "ry-json.h"

static const struct {
  const char *before;
  const char *after;
  const char *spans; /* [-went-] {+came+} */
} texts[] = {
  { "", "", "" },
  { "同じ", "同じ", "同じ" },
  { "", "新しい", "{+新しい+}" },
  { "古い", "", "[-古い-]" },
  { "木曜は午後のみ。", "木曜は午前のみ。", "木曜は午[-後-]{+前+}のみ。" },
  { "木曜は午後のみ。", "木曜は午後のみ。\n面会は電話予約。", "木曜は午後のみ。{+\n面会は電話予約。+}" },
  { "一\n二\n三\n", "一\n三\n", "一\n[-二\n-]三\n" },
  { "一\n二\n三\n", "一\n新\n二\n三\n", "一\n{+新\n+}二\n三\n" },
  { "面会は電話", "予約は火曜", "[-面会は電話-]{+予約は火曜+}" }, /* one character that stayed says nothing */
  { "abc def", "abc xyz def", "abc {+xyz +}def" },
  { "\n\n", "\n", "\n[-\n-]" },
};

static char *
join_spans (GPtrArray *spans, gboolean marks, int without)
{
  static const char *const open[] = { "", "[-", "{+" };
  static const char *const close[] = { "", "-]", "+}" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++) {
    const RyDiffSpan *span = g_ptr_array_index (spans, i);

    if ((int) span->op == without)
      continue;
    g_string_append_printf (text, "%s%s%s", marks ? open[span->op] : "", span->text, marks ? close[span->op] : "");
  }
  return g_string_free (text, FALSE);
}

static void
assert_both (const char *before, const char *after, GPtrArray *spans)
{
  g_autofree char *was = join_spans (spans, FALSE, RY_DIFF_ADDED);
  g_autofree char *is = join_spans (spans, FALSE, RY_DIFF_REMOVED);

  g_assert_cmpstr (was, ==, before);
  g_assert_cmpstr (is, ==, after);
}

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) spans = ry_diff_text (texts[i].before, texts[i].after);
    g_autofree char *marked = join_spans (spans, TRUE, -1);

    assert_both (texts[i].before, texts[i].after, spans);
    if (*texts[i].spans != '\0' || *texts[i].before == '\0')
      g_assert_cmpstr (marked, ==, texts[i].spans);
  }
}

static char *
make_text (GRand *random)
{
  static const char *const pieces[] = { "木", "曜", "は", "\n", "a", "。", "午後" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 40); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 2000; i++) {
    g_autofree char *before = make_text (random);
    g_autofree char *after = make_text (random);
    g_autoptr (GPtrArray) spans = ry_diff_text (before, after);

    assert_both (before, after, spans);
  }
}

/* A text too long for a table is compared roughly, not slowly. */
static void
test_long (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GPtrArray) spans = NULL;

  for (int i = 0; i < 20000; i++) {
    g_string_append_printf (before, "%d ", i);
    g_string_append_printf (after, "%d ", i * 7);
  }
  spans = ry_diff_text (before->str, after->str);
  assert_both (before->str, after->str, spans);
}

static const struct {
  const char *before;
  const char *after;
  const char *paths;
} documents[] = {
  { "{}", "{}", "" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"updated_by\":\"x\",\"updated_at\":\"1\",\"updated_on\":\"m\"}",
    "{\"kind\":\"organisation\",\"name\":\"a\",\"updated_by\":\"y\",\"updated_at\":\"2\",\"updated_on\":\"n\"}", "" },
  { "{\"name\":\"a\",\"fax\":\"1\"}", "{\"name\":\"b\",\"fax\":\"\"}", "name fax" },
  { "{\"fax\":null}", "{}", "" },
  { "{\"later\":{\"a\":1}}", "{\"later\":{\"a\":2},\"more\":1}", "later more" },
  { "{\"departments\":[\"内科\"]}", "{\"departments\":[\"内科\",\"外科\"]}", "departments" },
  { "{\"blocks\":[{\"key\":\"1\",\"text\":\"a\"},{\"key\":\"2\",\"text\":\"b\"}]}",
    "{\"blocks\":[{\"key\":\"1\",\"text\":\"c\",\"type\":\"speech\"},{\"key\":\"3\",\"text\":\"d\"}]}",
    "blocks/1/text blocks/1/type blocks/2 blocks/3" },
  { "{\"blocks\":[{\"key\":\"1\"},{\"key\":\"2\"}]}", "{\"blocks\":[{\"key\":\"2\"},{\"key\":\"1\"}]}", "blocks" },
  { "{\"blocks\":[{\"key\":\"1\"},{\"key\":\"1\"}]}", "{\"blocks\":[1,null]}", "blocks" },
  { "{\"blocks\":[{\"key\":\"a/b\",\"text\":\"1\"}]}", "{\"blocks\":[{\"key\":\"a/b\",\"text\":\"2\"}]}",
    "blocks/a~1b/text" },
  { "{\"blocks\":1}", "{\"blocks\":[]}", "blocks" },
};

static void
test_documents (void)
{
  g_autoptr (RyKinds) kinds = ry_kinds_new (NULL);
  RyKind *kind = ry_kinds_get (kinds, "organisation");

  g_assert_nonnull (kind);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (JsonObject) before = ry_json_parse_object (documents[i].before, -1, NULL);
    g_autoptr (JsonObject) after = ry_json_parse_object (documents[i].after, -1, NULL);
    g_autoptr (GPtrArray) changes = ry_diff_content (kind, before, after);
    g_autoptr (GString) paths = g_string_new (NULL);

    for (guint j = 0; j < changes->len; j++)
      g_string_append_printf (paths, "%s%s", j > 0 ? " " : "", ((RyDiffChange *) g_ptr_array_index (changes, j))->path);
    g_assert_cmpstr (paths->str, ==, documents[i].paths);
  }
}

static void
test_made_and_deleted (void)
{
  g_autoptr (JsonObject) content = ry_json_parse_object ("{\"name\":\"a\"}", -1, NULL);
  g_autoptr (GPtrArray) made = ry_diff_content (NULL, NULL, content);
  g_autoptr (GPtrArray) deleted = ry_diff_content (NULL, content, NULL);

  g_assert_cmpuint (made->len, ==, 1);
  g_assert_null (((RyDiffChange *) g_ptr_array_index (made, 0))->before);
  g_assert_cmpuint (deleted->len, ==, 1);
  g_assert_null (((RyDiffChange *) g_ptr_array_index (deleted, 0))->after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diff/texts", test_texts);
  g_test_add_func ("/diff/random", test_random);
  g_test_add_func ("/diff/long", test_long);
  g_test_add_func ("/diff/documents", test_documents);
  g_test_add_func ("/diff/made-and-deleted", test_made_and_deleted);
  return g_test_run ();
}
