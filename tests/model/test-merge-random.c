/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merging random edits of a meeting: laws that must hold whatever the edits were. The seed is that of g_test
 * (--seed=…), which a failure prints.
 */
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-merge.h"

static RyKinds *kinds;

static char *
random_word (void)
{
  static const char *const words[] = { "退院", "連携", "空床", "看護", "薬局", "会議" };

  return g_strdup (words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static void
edit_value (JsonObject *object, const char *member)
{
  g_autofree char *word = random_word ();

  if (g_test_rand_int_range (0, 4) == 0)
    json_object_remove_member (object, member);
  else
    json_object_set_string_member (object, member, word);
}

static JsonArray *
edit_list (JsonArray *old)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (old); i++) {
    JsonObject *element = ry_json_object_copy (json_array_get_object_element (old, i));

    if (g_test_rand_int_range (0, 3) == 0)
      edit_value (element, "text");
    if (g_test_rand_int_range (0, 5) == 0)
      edit_value (element, "speaker");
    if (g_test_rand_int_range (0, 6) == 0)
      json_object_unref (element);
    else
      json_array_add_object_element (array, element);
    if (g_test_rand_int_range (0, 5) == 0) {
      g_autofree char *key = g_strdup_printf ("k%d", g_test_rand_int_range (1000, 1000000));
      JsonObject *added = json_object_new ();

      json_object_set_string_member (added, "key", key);
      json_array_add_object_element (array, added);
    }
  }
  return array;
}

static JsonObject *
edit (JsonObject *base)
{
  JsonObject *object = ry_json_object_copy (base);
  static const char *const members[] = { "title", "place", "theme", "note", "unknown" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (g_test_rand_int_range (0, 3) == 0)
      edit_value (object, members[i]);
  }
  json_object_set_array_member (object, "blocks", edit_list (ry_json_get_array (base, "blocks")));
  return object;
}

static JsonObject *
create_base (void)
{
  JsonObject *object = json_object_new ();
  JsonArray *blocks = json_array_new ();

  for (int i = 0; i < 12; i++) {
    g_autofree char *key = g_strdup_printf ("b%d", i);
    g_autofree char *word = random_word ();
    JsonObject *block = json_object_new ();

    json_object_set_string_member (block, "key", key);
    json_object_set_string_member (block, "text", word);
    json_array_add_object_element (blocks, block);
  }
  json_object_set_string_member (object, "kind", "meeting");
  json_object_set_array_member (object, "blocks", blocks);
  edit_value (object, "title");
  edit_value (object, "note");
  return object;
}

static char *
merge_to_text (JsonObject *base, JsonObject *left, JsonObject *right, guint *n_clashes)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  g_autoptr (JsonObject) merged = ry_merge (ry_kinds_get (kinds, "meeting"), base, left, right, clashes);

  *n_clashes = clashes->len;
  return ry_json_object_to_text (merged);
}

static GHashTable *
collect_keys (JsonObject *object)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *blocks = ry_json_get_array (object, "blocks");

  for (guint i = 0; i < json_array_get_length (blocks); i++)
    g_assert_true (
        g_hash_table_add (keys, g_strdup (ry_json_get_string (json_array_get_object_element (blocks, i), "key"))));
  return keys;
}

/* Every block of either side is there, but for those that were in the base and that a side removed. */
static void
check_blocks (JsonObject *base, JsonObject *left, JsonObject *right, const char *text)
{
  g_autoptr (JsonObject) merged = ry_json_parse_object (text, -1, NULL);
  g_autoptr (GHashTable) in_base = collect_keys (base);
  g_autoptr (GHashTable) in_left = collect_keys (left);
  g_autoptr (GHashTable) in_right = collect_keys (right);
  g_autoptr (GHashTable) in_merged = collect_keys (merged);
  GHashTable *sides[] = { in_left, in_right };

  for (guint side = 0; side < 2; side++) {
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init (&iter, sides[side]);
    while (g_hash_table_iter_next (&iter, &key, NULL)) {
      gboolean removed = g_hash_table_contains (in_base, key) && !g_hash_table_contains (sides[1 - side], key);

      if (!removed)
        g_assert_true (g_hash_table_contains (in_merged, key));
    }
  }
}

static void
test_laws (void)
{
  for (int round = 0; round < 400; round++) {
    g_autoptr (JsonObject) base = create_base ();
    g_autoptr (JsonObject) left = edit (base);
    g_autoptr (JsonObject) right = edit (base);
    g_autofree char *left_text = ry_json_object_to_text (left);
    g_autofree char *right_text = ry_json_object_to_text (right);
    guint n, n_again, n_back;
    g_autofree char *only_left = merge_to_text (base, left, base, &n);
    g_autofree char *both_same = merge_to_text (base, left, left, &n_again);
    g_autofree char *once = merge_to_text (base, left, right, &n_back);
    g_autofree char *twice = merge_to_text (base, left, right, &n_again);
    g_autofree char *mirrored = merge_to_text (base, right, left, &n);
    g_autofree char *left_after = ry_json_object_to_text (left);
    g_autofree char *right_after = ry_json_object_to_text (right);

    g_assert_cmpstr (only_left, ==, left_text);
    g_assert_cmpstr (both_same, ==, left_text);
    g_assert_cmpstr (once, ==, twice);
    g_assert_cmpuint (n, ==, n_back); /* a clash is one from either side */
    g_assert_cmpstr (left_after, ==, left_text);
    g_assert_cmpstr (right_after, ==, right_text);
    check_blocks (base, left, right, once);
    if (n == 0)
      check_blocks (base, left, right, mirrored);
  }
}

int
main (int argc, char *argv[])
{
  int result;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (NULL);
  g_assert_nonnull (kinds);
  g_test_add_func ("/model/merge-random/laws", test_laws);
  result = g_test_run ();
  ry_kinds_unref (kinds);
  return result;
}
