/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search: words of one and two characters, other spellings, nothing too much and nothing too little, and an
 * index that follows what is written.
 */
#include <string.h>

#include "ry-text.h"
#include "store-fixture.h"

/* The ids found, in the order of the hits. */
static char *
find_ids (RyStore *store, const char *words, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ry_store_search (store, words, kind, 0, NULL, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((RySearchHit *) hits->pdata[i])->id);
  g_assert_cmpint (ry_store_search_count (store, words, kind, 0, &error), ==, hits->len);
  g_assert_no_error (error);
  return g_string_free (ids, FALSE);
}

static void
assert_finds (RyStore *store, const char *words, const char *expected)
{
  g_autofree char *ids = find_ids (store, words, NULL);

  g_test_message ("%s", words);
  g_assert_cmpstr (ids, ==, expected);
}

static void
fill (RyStore *store)
{
  static const char *const documents[] = {
    "{\"_id\":\"o1\",\"kind\":\"organisation\",\"name\":\"汐見中央病院\",\"reading\":\"ｼｵﾐﾁｭｳｵｳﾋﾞｮｳｲﾝ\","
    "\"address\":\"汐見区北1条東2丁目\",\"departments\":[\"内科\",\"外科\"]}",
    "{\"_id\":\"o2\",\"kind\":\"organisation\",\"name\":\"髙橋クリニック\",\"reading\":"
    "\"たかはしくりにっく\",\"address\":\"汐見区南3条\"}",
    "{\"_id\":\"o3\",\"kind\":\"organisation\",\"name\":\"褥瘡ケア研究会\",\"reading\":"
    "\"じょくそうけあけんきゅうかい\"}",
    "{\"_id\":\"o4\",\"kind\":\"organisation\",\"name\":\"Shiomi Home Nursing\",\"address\":\"病院前 "
    "3-1\",\"fax\":\"検索されない\"}",
    "{\"_id\":\"m1\",\"kind\":\"meeting\",\"title\":\"第181回例会\",\"blocks\":[{\"key\":\"k1\",\"type\":\"speech\","
    "\"text\":"
    "\"転院の調整と検索の方法\"},{\"key\":\"k2\",\"text\":\"次回は病 院で\",\"due\":null}]}",
    "{\"_id\":\"x1\",\"kind\":\"unsearched\",\"name\":\"病院\"}",
    "{\"_id\":\"x2\",\"name\":\"病院\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    g_free (write_json (store, documents[i]));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *words;
    const char *ids;
  } rows[] = {
    { "検索", "m1" },
    { "転院", "m1" },
    { "院の調", "m1" },
    { "褥", "o3" },
    { "会", "m1 o3" },
    { "科", "o1" },
    /* A hit in the name comes before one elsewhere; then the latest comes first. */
    { "病院", "o1 o4" },
    { "びょういん", "o1" },
    { "ﾋﾞｮｳｲﾝ", "o1" },
    { "ビョウイン", "o1" },
    { "高橋", "o2" },
    { "髙橋", "o2" },
    { "高橋 くりにっく", "o2" },
    { "クリニック　汐見区", "o2" },
    { "内科 外科", "o1" },
    { "内科外科", "" },
    { "科外", "" },
    { "shiomi", "o4" },
    { "ＳＨＩＯＭＩ", "o4" },
    { "hiom", "o4" },
    { "Shiomi nursing", "o4" },
    { "inursing", "" },
    { "１８１", "m1" },
    { "病 院", "o1 m1 o4" },
    { "3-1", "o4" },
    { "病院長", "" },
    { "央病", "o1" },
    { "院病", "" },
    { "されない", "" },
    { "k1", "" },
    { "speech", "" },
    { "", "" },
    { "  　", "" },
    { "\"", "" },
    { "\" OR \"病", "" },
    { "*", "" },
    { "病*", "" },
  };

  fill (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_finds (fixture->store, rows[i].words, rows[i].ids);
}

static void
test_kind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *organisations = NULL, *meetings = NULL, *strange = NULL;

  fill (fixture->store);
  organisations = find_ids (fixture->store, "会", "organisation");
  meetings = find_ids (fixture->store, "会", "meeting");
  strange = find_ids (fixture->store, "病院", "unsearched");
  g_assert_cmpstr (organisations, ==, "o3");
  g_assert_cmpstr (meetings, ==, "m1");
  g_assert_cmpstr (strange, ==, "");
}

static void
test_hit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL, none = NULL;
  const RySearchHit *hit;

  g_free (
      write_json (fixture->store,
                  "{\"_id\":\"m\",\"kind\":\"meeting\",\"title\":\"例会\",\"blocks\":[{\"text\":\"A & B <転院>\"}]}"));
  hits = ry_store_search (fixture->store, "転院", NULL, 10, NULL, NULL);
  hit = hits->pdata[0];
  g_assert_cmpstr (hit->id, ==, "m");
  g_assert_cmpstr (hit->kind, ==, "meeting");
  g_assert_cmpstr (hit->member, ==, "blocks");
  g_assert_cmpstr (hit->snippet, ==, "A &amp; B &lt;<b>転院</b>&gt;");
}

static void
test_follows_changes (Fixture *fixture, gconstpointer data)
{
  RyStore *store = fixture->store;
  g_autofree char *first = write_json (store, "{\"_id\":\"o\",\"kind\":\"organisation\",\"name\":\"旧名称\"}");
  g_autofree char *edit =
      g_strdup_printf ("{\"_id\":\"o\",\"_rev\":\"%s\",\"kind\":\"organisation\",\"name\":\"新名称\"}", first);
  g_autofree char *second = NULL, *deletion = NULL, *third = NULL, *again = NULL;

  assert_finds (store, "旧名", "o");
  second = write_json (store, edit);
  assert_finds (store, "旧名", "");
  assert_finds (store, "新名", "o");
  deletion = g_strdup_printf ("{\"_id\":\"o\",\"_rev\":\"%s\",\"_deleted\":true}", second);
  third = write_json (store, deletion);
  assert_finds (store, "名称", "");
  again = write_json (store, "{\"_id\":\"o\",\"kind\":\"organisation\",\"name\":\"再開\"}");
  assert_finds (store, "再開", "o");
  fixture_reopen (fixture);
  assert_finds (fixture->store, "再開", "o");
  assert_whole (fixture->store);
}

/* A losing leaf is not what people see: it is not found. */
static void
test_conflicts_not_found (Fixture *fixture, gconstpointer data)
{
  g_free (
      replicate_json (fixture->store, "{\"_id\":\"o\",\"_rev\":\"1-b\",\"kind\":\"organisation\",\"name\":\"勝者\"}"));
  g_free (
      replicate_json (fixture->store, "{\"_id\":\"o\",\"_rev\":\"1-a\",\"kind\":\"organisation\",\"name\":\"敗者\"}"));
  assert_finds (fixture->store, "勝者", "o");
  assert_finds (fixture->store, "敗者", "");
}

/* Other kinds, another index: what is there already is found in the new members. */
static void
test_schema_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (write_json (fixture->store, "{\"_id\":\"o\",\"kind\":\"organisation\",\"name\":\"名\",\"fax\":\"番号\"}"));
  assert_finds (fixture->store, "番号", "");
  ry_store_schema_unref (fixture->schema);
  fixture->schema = ry_store_schema_new ();
  ry_store_schema_add_search (fixture->schema, "organisation", "fax");
  fixture_reopen (fixture);
  assert_finds (fixture->store, "番号", "o");
  assert_finds (fixture->store, "名", "");
  ry_store_schema_unref (fixture->schema);
  fixture->schema = ry_store_schema_new ();
  fixture_reopen (fixture);
  assert_finds (fixture->store, "番号", "");
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 30; i++) {
    g_autofree char *json =
        g_strdup_printf ("{\"_id\":\"o%02u\",\"kind\":\"organisation\",\"name\":\"%s\",\"address\":\"病院通\"}", i,
                         i < 3 ? "病院" : "診療所");

    g_free (write_json (fixture->store, json));
  }
  g_autoptr (GPtrArray) hits = ry_store_search (fixture->store, "病院", NULL, 5, NULL, NULL);
  static const char *const expected[] = { "o02", "o01", "o00", "o29", "o28" };

  g_assert_cmpuint (hits->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (((RySearchHit *) hits->pdata[i])->id, ==, expected[i]);
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", NULL, 0, NULL), ==, 30);
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", NULL, 7, NULL), ==, 7);
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", "organisation", 30, NULL), ==, 30);
  g_assert_cmpint (ry_store_search_count (fixture->store, "診療所", NULL, 50, NULL), ==, 27);
}

/* Against the plain way: a word is found exactly where the folded text contains it. */
static void
test_exact (Fixture *fixture, gconstpointer data)
{
  static const char *const letters[] = { "病", "院", "会", "議", "あ", "ア", "ｱ", "A", "b", "1", " ", "-", "𠮷", "ー" };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 150; i++) {
    GString *name = g_string_new (NULL);
    g_autofree char *json = NULL;

    for (int k = g_test_rand_int_range (1, 9); k > 0; k--)
      g_string_append (name, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
    json = g_strdup_printf ("{\"_id\":\"o%03u\",\"kind\":\"organisation\",\"name\":\"%s\"}", i, name->str);
    g_free (write_json (fixture->store, json));
    g_ptr_array_add (names, ry_text_fold (name->str));
    g_string_free (name, TRUE);
  }
  for (guint i = 0; i < 400; i++) {
    g_autoptr (GString) word = g_string_new (NULL);
    g_autofree char *folded = NULL;
    gint64 expected = 0;

    for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
      g_string_append (word, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
    folded = ry_text_fold (word->str);
    if (strpbrk (folded, " ") != NULL)
      continue;
    for (guint k = 0; k < names->len; k++)
      expected += strstr (names->pdata[k], folded) != NULL;
    g_test_message ("%s", word->str);
    g_assert_cmpint (ry_store_search_count (fixture->store, word->str, NULL, 0, NULL), ==, expected);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/search/words", test_words },
    { "/search/kind", test_kind },
    { "/search/hit", test_hit },
    { "/search/follows-changes", test_follows_changes },
    { "/search/conflicts-not-found", test_conflicts_not_found },
    { "/search/schema-changes", test_schema_changes },
    { "/search/limit", test_limit },
    { "/search/exact", test_exact },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
