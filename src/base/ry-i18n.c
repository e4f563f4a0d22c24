/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locale and message catalogue. RYORIN_LOCALEDIR lets a program run from its build folder in Japanese.
 */
#include "ry-i18n.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/**
 * ry_i18n_init:
 *
 * Takes the locale from the environment and binds the text domain.
 */
void
ry_i18n_init (void)
{
  const char *dir = g_getenv ("RYORIN_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL ? dir : RY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
