/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How old a report is, as a square: full within a day, half within three, empty beyond, dashed where nothing was said. It
 * is never an answer; the word stands beside it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-bed.h"

G_BEGIN_DECLS

GtkWidget  *ry_age_tile_new      (RyReportAge age);
const char *ry_age_tile_get_word (RyReportAge age);

G_END_DECLS
