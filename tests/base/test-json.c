/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON as text: what is JSON and what is not, slices, the canonical form, and the json-glib helpers.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

static void
test_validate (void)
{
  static const struct {
    const char *text;
    gboolean valid;
  } rows[] = {
    { "{}", TRUE },
    { " [ ] ", TRUE },
    { "null", TRUE },
    { "true", TRUE },
    { "\"a\"", TRUE },
    { "0", TRUE },
    { "-0.5e+10", TRUE },
    { "1e400", TRUE },
    { "123456789012345678901234567890", TRUE },
    { "{\"a\":[1,2,{\"b\":null}],\"a\":1}", TRUE },
    { "\"\\u3042\\n\\/\\\"\"", TRUE },
    { "\"\\ud83d\\ude00\"", TRUE },
    { "\"\\u0000\"", TRUE },
    { "\"𠮷\"", TRUE },
    { "", FALSE },
    { " ", FALSE },
    { "{", FALSE },
    { "}", FALSE },
    { "{]", FALSE },
    { "[1,]", FALSE },
    { "{\"a\":1,}", FALSE },
    { "{a:1}", FALSE },
    { "{'a':1}", FALSE },
    { "{\"a\" 1}", FALSE },
    { "{\"a\":}", FALSE },
    { "{} {}", FALSE },
    { "[1 2]", FALSE },
    { "01", FALSE },
    { "+1", FALSE },
    { ".5", FALSE },
    { "1.", FALSE },
    { "1e", FALSE },
    { "--1", FALSE },
    { "NaN", FALSE },
    { "Infinity", FALSE },
    { "nul", FALSE },
    { "nulll", FALSE },
    { "\"a", FALSE },
    { "\"\\", FALSE },
    { "\"\\x\"", FALSE },
    { "\"\\u12g4\"", FALSE },
    { "\"\\u12\"", FALSE },
    { "\"a\nb\"", FALSE },
    { "\"\\ud83d\"", FALSE },
    { "\"\\ude00\"", FALSE },
    { "\"\\ud83d\\u0041\"", FALSE },
    { "\"\xff\"", FALSE },
    { "\"\xe3\x81\"", FALSE },
    { "\"\xed\xa0\x80\"", FALSE },
    { "\xef\xbb\xbf{}", FALSE },
    { "// x\n{}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %u", i);
    g_assert_cmpint (ry_json_validate (rows[i].text, -1, &error), ==, rows[i].valid);
    if (!rows[i].valid)
      g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  }
}

/* No byte of a text may be cut off without notice, and none behind its end may be read. */
static void
test_cut_short (void)
{
  static const char text[] = "{\"a\":[1.5e3,\"\\ud83d\\ude00あ\",true,null],\"b\":{}}";

  for (gsize length = 0; length < sizeof text - 1; length++) {
    g_autofree char *exact = g_memdup2 (text, MAX (length, 1));

    g_assert_false (ry_json_validate (exact, (gssize) length, NULL));
  }
  g_assert_true (ry_json_validate (text, sizeof text - 1, NULL));
  g_assert_false (ry_json_validate ("\"a\0b\"", 5, NULL));
}

static char *
create_nested (guint depth)
{
  g_autofree char *open = g_strnfill (depth, '['), *closed = g_strnfill (depth, ']');

  return g_strconcat (open, closed, NULL);
}

static void
test_depth (void)
{
  g_autofree char *deep = create_nested (RY_JSON_MAX_DEPTH), *too_deep = create_nested (RY_JSON_MAX_DEPTH + 1);
  g_autofree char *endless = g_strnfill (1000000, '[');
  g_autofree char *canonical = ry_json_canonical (deep, -1, NULL);
  g_autofree char *less = create_nested (10000), *object = g_strdup_printf ("{\"a\":[{\"b\" : %s} , 1]}", less);

  g_assert_true (ry_json_validate (deep, -1, NULL));
  g_assert_cmpstr (canonical, ==, deep);
  g_assert_false (ry_json_validate (too_deep, -1, NULL));
  g_assert_null (ry_json_canonical (too_deep, -1, NULL));
  g_assert_false (ry_json_validate (endless, -1, NULL));
  /* It is carried, but not looked at. */
  g_assert_true (ry_json_validate (object, -1, NULL));
  g_assert_false (ry_json_is_shallow (object, -1));
  g_assert_null (ry_json_parse_object (object, -1, NULL));
  g_assert_true (ry_json_is_shallow ("{\"a\":\"[[[\\\"[[[\"}", -1));
  object[strlen (object) - 1] = ']';
  g_assert_false (ry_json_validate (object, -1, NULL));
}

static gboolean
note_member (const RyJsonMember *member, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s|%.*s|%.*s;", member->key, (int) member->name_length, member->name,
                          (int) member->length, member->value);
  return strcmp (member->key, "stop") != 0;
}

static gboolean
note_element (const char *value, gsize length, gpointer data, GError **error)
{
  g_string_append_printf (data, "%.*s;", (int) length, value);
  return TRUE;
}

static void
test_scan (void)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_json_scan_object (" { \"a\" : 1e400 , \"\\u3042\" : [ 1 , 2 ] , \"n\\u0000\":{} } ", -1,
                                      note_member, noted, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (noted->str, ==, "a|\"a\"|1e400;あ|\"\\u3042\"|[ 1 , 2 ];n\xef\xbf\xbd|\"n\\u0000\"|{};");
  g_string_truncate (noted, 0);
  g_assert_false (ry_json_scan_object ("{\"a\":1,\"stop\":2,\"b\":3}", -1, note_member, noted, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (noted->str, ==, "a|\"a\"|1;stop|\"stop\"|2;");
  g_string_truncate (noted, 0);
  g_assert_true (ry_json_scan_array ("[1, \"x\" ,[ ]]", -1, note_element, noted, &error));
  g_assert_cmpstr (noted->str, ==, "1;\"x\";[ ];");
  g_assert_false (ry_json_scan_object ("[]", -1, note_member, noted, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_clear_error (&error);
  g_assert_false (ry_json_scan_array ("{}", -1, note_element, noted, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

static void
test_strings (void)
{
  static const struct {
    const char *raw;
    const char *text;
  } rows[] = {
    { "\"\"", "" },
    { "\"a\\\"b\\\\c\\/d\\be\\ff\\ng\\rh\\ti\"", "a\"b\\c/d\be\ff\ng\rh\ti" },
    { "\"\\u3042\\ud842\\udfb7\"", "あ𠮷" },
    { "\"\\u0000\"", NULL },
    { "1", NULL },
    { "\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = ry_json_decode_string (rows[i].raw, strlen (rows[i].raw), NULL);
    g_autoptr (GString) back = g_string_new (NULL);

    g_assert_cmpstr (text, ==, rows[i].text);
    if (text == NULL)
      continue;
    ry_json_append_string (back, text);
    g_free (g_steal_pointer (&text));
    text = ry_json_decode_string (back->str, back->len, NULL);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_string_arrays (void)
{
  static const char *const texts[] = { "1-a", "病院", "\"\n", NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) back = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ry_json_append_strings (out, texts);
  g_assert_cmpstr (out->str, ==, "[\"1-a\",\"病院\",\"\\\"\\n\"]");
  g_assert_true (ry_json_scan_array (out->str, out->len, ry_json_take_string, back, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 3);
  for (guint i = 0; i < back->len; i++)
    g_assert_cmpstr (g_ptr_array_index (back, i), ==, texts[i]);
  g_assert_false (ry_json_scan_array ("[1]", -1, ry_json_take_string, back, &error));
  g_assert_nonnull (error);
}

static void
test_canonical (void)
{
  static const struct {
    const char *text;
    const char *canonical;
  } rows[] = {
    { " { } ", "{}" },
    { "[ 1 , 2 ]", "[1,2]" },
    { " \"a b\" ", "\"a b\"" },
    { "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}" },
    { "{\"b\":{\"d\":1,\"c\":[ {\"z\":1 , \"y\":2} ]},\"a\":2.0}",
      "{\"a\":2.0,\"b\":{\"c\":[{\"y\":2,\"z\":1}],\"d\":1}}" },
    { "{\"ab\":1,\"a\":2,\"a b\":3,\"\":4}", "{\"\":4,\"a\":2,\"a b\":3,\"ab\":1}" },
    { "{\"い\":1,\"\\u3042\":2}", "{\"\\u3042\":2,\"い\":1}" },
    /* Two of one name stay in their order. */
    { "{\"b\":1,\"a\":2,\"b\":0}", "{\"a\":2,\"b\":1,\"b\":0}" },
    { "{\"n\":123456789012345678901234567890,\"e\":1E5}", "{\"e\":1E5,\"n\":123456789012345678901234567890}" },
    { "{\"a\":1", NULL },
    { "[[1]]x", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *canonical = ry_json_canonical (rows[i].text, -1, NULL);
    g_autofree char *again = canonical != NULL ? ry_json_canonical (canonical, -1, NULL) : NULL;

    g_assert_cmpstr (canonical, ==, rows[i].canonical);
    g_assert_cmpstr (again, ==, canonical);
  }
}

static void
test_objects (void)
{
  g_autoptr (JsonObject) object =
      ry_json_parse_object ("{\"s\":\"x\\\"\",\"i\":5,\"d\":43.1,\"w\":3.0,\"t\":true,\"n\":null,\"a\":[1,[2]"
                            "],\"o\":{\"k\":\"v\"},\"big\":1e300}",
                            -1, NULL);
  g_autofree char *text = ry_json_object_to_text (object), *after = NULL;
  g_autoptr (JsonObject) copy = ry_json_object_copy (object);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==,
                   "{\"s\":\"x\\\"\",\"i\":5,\"d\":43.1,\"w\":3.0,\"t\":true,\"n\":null,\"a\":[1,[2]],\"o\":{"
                   "\"k\":\"v\"},\"big\":1e+300}");
  g_assert_cmpstr (ry_json_get_string (object, "s"), ==, "x\"");
  g_assert_null (ry_json_get_string (object, "i"));
  g_assert_null (ry_json_get_string (object, "nothing"));
  g_assert_null (ry_json_get_string (NULL, "s"));
  g_assert_cmpstr (ry_json_get_text (object, "s"), ==, "x\"");
  g_assert_cmpstr (ry_json_get_text (object, "i"), ==, "");
  g_assert_cmpstr (ry_json_get_text (object, "nothing"), ==, "");
  g_assert_cmpstr (ry_json_get_text (NULL, "s"), ==, "");
  g_assert_cmpint (ry_json_get_int (object, "i", -1), ==, 5);
  g_assert_cmpint (ry_json_get_int (object, "w", -1), ==, 3);
  g_assert_cmpint (ry_json_get_int (object, "s", -1), ==, -1);
  g_assert_cmpint (ry_json_get_int (object, "big", -1), ==, -1);
  g_assert_true (ry_json_get_boolean (object, "t", FALSE));
  g_assert_true (ry_json_get_boolean (object, "n", TRUE));
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (object, "a")), ==, 2);
  g_assert_null (ry_json_get_array (object, "o"));
  g_assert_cmpstr (ry_json_get_string (ry_json_get_object (object, "o"), "k"), ==, "v");
  /* A copy shares nothing with what it was made of. */
  json_object_set_string_member (ry_json_get_object (copy, "o"), "k", "other");
  json_array_add_int_element (ry_json_get_array (copy, "a"), 3);
  ry_json_set_string (copy, "s", "");
  after = ry_json_object_to_text (object);
  g_assert_cmpstr (after, ==, text);
  g_assert_false (json_object_has_member (copy, "s"));
  g_assert_null (ry_json_parse_object ("[1]", -1, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_clear_error (&error);
  g_assert_null (ry_json_parse_object ("{\"a\":1} x", -1, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

static void
test_find_fault (void)
{
  static const struct {
    const char *text;
    gboolean sound;
    gsize position;
  } rows[] = {
    { "{\"a\":[1,2]}", TRUE, 11 },
    { " [] ", TRUE, 4 },
    { "", FALSE, 0 },
    { "{", FALSE, 1 },
    { "x", FALSE, 0 },
    { "{\"a\":1", FALSE, 6 },
    { "{\"a\":1,}", FALSE, 7 },
    { "{\"a\":tru}", FALSE, 5 },
    { "{\"名\":}", FALSE, 7 },
    { "{} {}", FALSE, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize position = 99;

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (ry_json_find_fault (rows[i].text, -1, &position), ==, !rows[i].sound);
    g_assert_cmpuint (position, ==, rows[i].position);
  }
}

static void
test_equal (void)
{
  static const struct {
    const char *a;
    const char *b;
    gboolean equal;
  } rows[] = {
    { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":1.0}", TRUE },
    { "{\"a\":[1,2]}", "{\"a\":[2,1]}", FALSE },
    { "{\"a\":[1,2]}", "{\"a\":[1]}", FALSE },
    { "{\"a\":null}", "{}", FALSE },
    { "{\"a\":null}", "{\"a\":null}", TRUE },
    { "{\"a\":\"1\"}", "{\"a\":1}", FALSE },
    { "{\"a\":true}", "{\"a\":1}", FALSE },
    { "{\"a\":{\"b\":\"x\"}}", "{\"a\":{\"b\":\"x\"}}", TRUE },
    { "{\"a\":{\"b\":\"x\"}}", "{\"a\":{\"b\":\"y\"}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) a = json_from_string (rows[i].a, NULL), b = json_from_string (rows[i].b, NULL);

    g_assert_cmpint (ry_json_node_equal (a, b), ==, rows[i].equal);
    g_assert_cmpint (ry_json_node_equal (b, a), ==, rows[i].equal);
  }
  g_assert_true (ry_json_node_equal (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/validate", test_validate);
  g_test_add_func ("/json/cut-short", test_cut_short);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/scan", test_scan);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/string-arrays", test_string_arrays);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/objects", test_objects);
  g_test_add_func ("/json/find-fault", test_find_fault);
  g_test_add_func ("/json/equal", test_equal);
  return g_test_run ();
}
