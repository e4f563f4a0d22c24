/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The colours of drawings and of widgets are the same: what style.css and style-dark.css define is what the palette
 * holds.
 */
#include "ry-palette.h"

static void
check (const char *file, RyPaletteScheme scheme)
{
  const RyPalette *palette = ry_palette_get (scheme);
  const struct {
    const char *name, *colour;
  } tokens[] = {
    { "ry_plane", palette->plane },
    { "ry_plane_ink", palette->plane_ink },
    { "ry_plane_soft", palette->plane_soft },
    { "ry_vertical", palette->vertical },
    { "ry_vertical_ink", palette->vertical_ink },
    { "ry_vertical_soft", palette->vertical_soft },
  };
  g_autofree char *path = g_build_filename (g_getenv ("RYORIN_SRCDIR"), "ui", file, NULL);
  g_autofree char *css = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &css, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autofree char *line = g_strdup_printf ("@define-color %s %s;", tokens[i].name, tokens[i].colour);

    if (strstr (css, line) == NULL)
      g_error ("%s has no line “%s”", file, line);
  }
}

static void
test_light (void)
{
  check ("style.css", RY_PALETTE_LIGHT);
}

static void
test_dark (void)
{
  check ("style-dark.css", RY_PALETTE_DARK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/light", test_light);
  g_test_add_func ("/palette/dark", test_dark);
  return g_test_run ();
}
