/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the fields of the morning's form are called: by the ward in what is sent, by their position on the page.
 */
#pragma once

#include "ry-pages-morning.h"

G_BEGIN_DECLS

char       *_ry_morning_line_dup_field (RyMorningLine *line, const char *name);
char       *_ry_morning_line_dup_id    (guint position, const char *name);
char       *_ry_morning_line_dup_print (RyMorningLine *line);

G_END_DECLS
