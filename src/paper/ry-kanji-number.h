/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses as they stand in a column: 白波町三丁目四－五. Internal to the paper room. */
#pragma once

#include <glib.h>

char *ry_kanji_number_format  (const char *digits, gboolean positional);
char *ry_kanji_number_upright (const char *text);
