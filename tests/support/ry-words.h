/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in a text.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  ry_words_assert_in_order (const char *text, const char *const *expected);
guint ry_words_count           (const char *text, const char *word);

G_END_DECLS
