/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-style.h"

#include <adwaita.h>

/**
 * ry_style_add_rooms:
 *
 * Adds the style of the pages that few begin with, once. What style.css has is parsed, and matched against each widget,
 * before the first frame; this is not.
 */
void
ry_style_add_rooms (void)
{
  static gboolean added = FALSE;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (added)
    return;
  added = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/ryorin/Ryorin/rooms.css");
  /* Below style.css, whose rules come after those it imports. */
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

/**
 * ry_style_get_scheme:
 *
 * By day the scheme of a hall is that of high contrast too: nothing in it is faint. In the dark nothing is.
 *
 * Returns: the colours for small drawings as the person has it now
 */
RyPaletteScheme
ry_style_get_scheme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (adw_style_manager_get_dark (manager))
    return RY_PALETTE_DARK;
  return adw_style_manager_get_high_contrast (manager) ? RY_PALETTE_SLIDE : RY_PALETTE_LIGHT;
}
