/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-style.h"

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
