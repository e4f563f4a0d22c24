/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings are scanned eight bytes at a time: what ends or spoils one must be seen wherever it stands. A list inside
 * an object is handed out element by element.
 */
#include "ry-json.h"

#include <string.h>

static void
test_every_place (void)
{
  static const struct {
    const char *inset;
    gboolean ok;
  } rows[] = {
    { "", TRUE },      { "\\\"", TRUE },  { "\\\\", TRUE },           { "\\u3042", TRUE },
    { "あ", TRUE },    { "\x7f", TRUE },  { "\\ud83d\\ude00", TRUE }, { "\x1f", FALSE },
    { "\n", FALSE },   { "\x01", FALSE }, { "\\x", FALSE },           { "\\ud83d", FALSE },
    { "\xff", FALSE }, { "\x80", FALSE }, { "\xe3\x81", FALSE },      { "\"", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    for (guint before = 0; before < 20; before++) {
      for (guint after = 0; after < 20; after++) {
        g_autofree char *head = g_strnfill (before, 'a');
        g_autofree char *tail = g_strnfill (after, 'z');
        g_autofree char *text = g_strconcat ("\"", head, rows[i].inset, tail, "\"", NULL);
        g_autoptr (GError) error = NULL;

        if (ry_json_validate (text, -1, &error) != rows[i].ok)
          g_error ("row %u after %u before %u: %s", i, before, after, error != NULL ? error->message : "taken");
        /* Without its end it is no string, and nothing behind the end is looked at. */
        g_assert_false (rows[i].ok && ry_json_validate (text, (gssize) strlen (text) - 1, NULL));
      }
    }
  }
}

static gboolean
note_element (const char *value, gsize length, gpointer data, GError **error)
{
  g_string_append_printf (data, "<%.*s>", (int) length, value);
  return TRUE;
}

static gboolean
note_member (const RyJsonMember *member, gpointer data, GError **error)
{
  g_string_append_printf (data, "%s=%.*s;", member->key, (int) member->length, member->value);
  return TRUE;
}

/* A long list is gone through once, and only the first of its name; what is wrong behind it is still wrong. */
static void
test_list (void)
{
  static const struct {
    const char *text;
    const char *seen; /* NULL where it is no JSON */
  } rows[] = {
    { "{\"docs\":[{\"a\":[1]}, 2 ]}", "<{\"a\":[1]}><2>docs=[{\"a\":[1]}, 2 ];" },
    { "{\"x\":[3],\"docs\":[1],\"y\":{}}", "x=[3];<1>docs=[1];y={};" },
    { "{\"docs\":[1],\"docs\":[2]}", "<1>docs=[1];docs=[2];" },
    { "{\"docs\":5,\"docs\":[2]}", "docs=5;<2>docs=[2];" },
    { "{\"d\\u006fcs\":[ ]}", "docs=[ ];" },
    { "{\"a\":{\"docs\":[1]}}", "a={\"docs\":[1]};" },
    { "{\"docs\":[1,]}", NULL },
    { "{\"docs\":[1]", NULL },
    { "{\"docs\":[1}", NULL },
    { "{\"docs\":[1]}}", NULL },
    { "[{\"docs\":[1]}]", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) seen = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    gboolean good = ry_json_scan_object_with (rows[i].text, -1, "docs", note_element, note_member, seen, &error);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (good, ==, rows[i].seen != NULL);
    g_assert_true (good == (error == NULL));
    if (good)
      g_assert_cmpstr (seen->str, ==, rows[i].seen);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/every-place", test_every_place);
  g_test_add_func ("/scan/list", test_list);
  return g_test_run ();
}
