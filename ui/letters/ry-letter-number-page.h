/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 文書番号簿: the numbers of a council's year, with what each was given for. A number can be cancelled, never taken away.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_LETTER_NUMBER_PAGE (ry_letter_number_page_get_type ())
G_DECLARE_FINAL_TYPE (RyLetterNumberPage, ry_letter_number_page, RY, LETTER_NUMBER_PAGE, RyPage)

RyPage *ry_letter_number_page_new (RyWindow *window, const char *council);

G_END_DECLS
