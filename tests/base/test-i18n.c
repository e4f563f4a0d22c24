/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server whose machine knows no Japanese answers in Japanese all the same, in English beside it, and each thread
 * keeps to its own.
 */
#include <glib.h>

#include "ry-date.h"
#include "ry-i18n.h"

#define WORD "Acute"

static const char *
say (void)
{
  return g_dgettext (GETTEXT_PACKAGE, WORD);
}

static void
test_languages (void)
{
  static const struct {
    RyLanguage language;
    const char *word;
    const char *day;
  } cases[] = {
    { RY_LANGUAGE_OWN, WORD, NULL },     { RY_LANGUAGE_JAPANESE, "急性期", "11月22日（日）" },
    { RY_LANGUAGE_ENGLISH, WORD, NULL }, { RY_LANGUAGE_JAPANESE, "急性期", "11月22日（日）" },
    { RY_LANGUAGE_OWN, WORD, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *day = NULL;

    ry_i18n_speak (cases[i].language);
    day = ry_date_format_iso ("2026-11-22", RY_DATE_MONTH_DAY);
    g_assert_cmpstr (say (), ==, cases[i].word);
    g_assert_cmpint (ry_i18n_is_japanese (), ==, cases[i].language == RY_LANGUAGE_JAPANESE);
    if (cases[i].day != NULL)
      g_assert_cmpstr (day, ==, cases[i].day);
    else
      g_assert_null (g_strrstr (day, "月"));
  }
}

static gpointer
speak_thread (gpointer data)
{
  RyLanguage language = GPOINTER_TO_INT (data);
  guint wrong = 0;

  ry_i18n_speak (language);
  for (guint i = 0; i < 20000; i++)
    wrong += !g_str_equal (say (), language == RY_LANGUAGE_JAPANESE ? "急性期" : WORD);
  ry_i18n_speak (RY_LANGUAGE_OWN);
  return GUINT_TO_POINTER (wrong);
}

static void
test_threads (void)
{
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("speaks", speak_thread, GINT_TO_POINTER (i % 3));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
  g_assert_cmpstr (say (), ==, WORD);
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANG", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  g_unsetenv ("LC_ALL");
  g_unsetenv ("LC_MESSAGES");
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  /* GLib settles here whether it translates at all. */
  g_assert_cmpstr (say (), ==, WORD);
  g_assert_true (ry_i18n_offer ());
  g_test_add_func ("/i18n/languages", test_languages);
  g_test_add_func ("/i18n/threads", test_threads);
  return g_test_run ();
}
