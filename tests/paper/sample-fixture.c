/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of papers share that are made from the sample region. */
#include "sample-fixture.h"

#include <string.h>

void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  fixture->dir = g_dir_make_tmp ("ryorin-paper-XXXXXX", &error);
  g_assert_no_error (error);
  home = g_build_filename (fixture->dir, "home", NULL);
  ry_workspace_create (home, "shiomi", &error);
  g_assert_no_error (error);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  ry_workspace_load_sample (fixture->workspace, NULL, &error);
  g_assert_no_error (error);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->dir);

  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (fixture->dir);
}

/* @order is pdftotext's: -raw as drawn, -layout as it lies on the sheet. */
char *
read_back (Fixture *fixture, RyPaper *paper, const char *order)
{
  g_autofree char *path = g_build_filename (fixture->dir, "paper.pdf", NULL);
  const char *argv[] = { "pdftotext", order, path, "-", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
  ry_paper_write_pdf (paper, path, NULL, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  for (const char *p = output; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_utf8_get_char (p));
  return g_string_free (text, FALSE);
}
