/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locale and message catalogue. RYORIN_LOCALEDIR lets a program run from its build folder in Japanese.
 *
 * Which language gettext answers in follows the locale of the thread that asks. Where the machine has no Japanese
 * locale, as a bare server's, the one that is always there does with LANGUAGE beside it.
 */
#include "ry-i18n.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>

/* Made once, by ry_i18n_offer(), and never freed: threads may speak them at any time. */
static locale_t japanese, english;

/* What the environment said before ry_i18n_offer() changed it. */
static gboolean own_is_japanese;

static GPrivate spoken; /* RyLanguage */

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
  /* GLib looks once whether a program speaks the locale's language, and if not leaves all of it untranslated for good:
   * the thread of an answer in Japanese too. */
  if (*dgettext (GETTEXT_PACKAGE, "") == '\0')
    setlocale (LC_MESSAGES, "C");
}

/**
 * ry_i18n_offer:
 *
 * Makes ready to speak languages other than the process's. Sets the environment: call it before there are threads.
 *
 * Returns: whether ry_i18n_speak() will be heeded
 */
gboolean
ry_i18n_offer (void)
{
  if (english != (locale_t) 0)
    return TRUE;
  own_is_japanese = ry_i18n_is_japanese ();
  g_setenv ("LANGUAGE", "ja", TRUE);
  japanese = newlocale (LC_ALL_MASK, "ja_JP.UTF-8", (locale_t) 0);
  if (japanese == (locale_t) 0)
    japanese = newlocale (LC_ALL_MASK, "C.UTF-8", (locale_t) 0);
  english = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
  return japanese != (locale_t) 0 && english != (locale_t) 0;
}

/**
 * ry_i18n_speak:
 * @language: a language
 *
 * What is translated in this thread is said in @language from now on, after ry_i18n_offer().
 */
void
ry_i18n_speak (RyLanguage language)
{
  locale_t locale = language == RY_LANGUAGE_JAPANESE  ? japanese
                    : language == RY_LANGUAGE_ENGLISH ? english
                                                      : LC_GLOBAL_LOCALE;

  if (locale == (locale_t) 0)
    return;
  uselocale (locale);
  g_private_set (&spoken, GINT_TO_POINTER (language));
}

/**
 * ry_i18n_is_japanese:
 *
 * Returns: whether this thread speaks Japanese
 */
gboolean
ry_i18n_is_japanese (void)
{
  RyLanguage language = GPOINTER_TO_INT (g_private_get (&spoken));

  if (language != RY_LANGUAGE_OWN)
    return language == RY_LANGUAGE_JAPANESE;
  return english != (locale_t) 0 ? own_is_japanese : g_str_has_prefix (g_get_language_names ()[0], "ja");
}
