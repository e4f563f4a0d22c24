/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings are scanned eight bytes at a time: what ends or spoils one must be seen wherever it stands.
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/every-place", test_every_place);
  return g_test_run ();
}
