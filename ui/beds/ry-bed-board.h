/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The board of vacant beds on the screen. It reads the reports again when one comes in and every half minute, since
 * reports grow old by themselves, and turns its pages where it has several.
 */
#pragma once

#include "ry-bed-source.h"

G_BEGIN_DECLS

#define RY_TYPE_BED_BOARD (ry_bed_board_get_type ())
G_DECLARE_FINAL_TYPE (RyBedBoard, ry_bed_board, RY, BED_BOARD, AdwBin)

void ry_bed_board_set_window      (RyBedBoard *self, RyWindow *window, RyBedSource *source);
void ry_bed_board_show_fullscreen (RyWindow *window, RyBedSource *source);

G_END_DECLS
