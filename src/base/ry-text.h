/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Japanese text as people compare it: width, kana and variant characters folded for searching, readings
 * collated for sorting. Use ry_text_fold() before comparing what two people typed, and
 * ry_text_reading_key() before sorting names. Pure functions over ICU; safe in any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *ry_text_nfkc           (const char *text);
char       *ry_text_fold           (const char *text);
char       *ry_text_to_hiragana    (const char *text);
char       *ry_text_from_romaji    (const char *text);
char       *ry_text_reading_key    (const char *reading);
const char *ry_text_index_letter   (const char *reading);
char       *ry_text_guess_reading  (const char *name);
char       *ry_text_snippet        (const char *text, const char *folded_word, guint n_before, guint n_after);
char       *ry_text_strip_spaces   (const char *text);
gboolean    ry_text_has_kanji      (const char *text);

G_END_DECLS
