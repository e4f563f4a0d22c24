/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language of the process, and of one answer. ry_i18n_init() is called once, first thing in main(), in each of the
 * three programs. A server that speaks with people of several languages says before each answer in which one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyLanguage:
 * @RY_LANGUAGE_OWN: that of the process
 * @RY_LANGUAGE_JAPANESE: Japanese
 * @RY_LANGUAGE_ENGLISH: English, as the sources are written
 *
 * A language of ours.
 */
typedef enum {
  RY_LANGUAGE_OWN,
  RY_LANGUAGE_JAPANESE,
  RY_LANGUAGE_ENGLISH,
} RyLanguage;

void     ry_i18n_init        (void);
gboolean ry_i18n_offer       (void);
void     ry_i18n_speak       (RyLanguage language);
gboolean ry_i18n_is_japanese (void);

G_END_DECLS
