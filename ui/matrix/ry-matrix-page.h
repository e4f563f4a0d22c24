/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 一覧表: all hospitals by functions and conditions as of a day, asked for several things at once, marked to be compared,
 * printed on A3, written as CSV. A hospital's row opens its sheet.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_MATRIX_PAGE (ry_matrix_page_get_type ())
G_DECLARE_FINAL_TYPE (RyMatrixPage, ry_matrix_page, RY, MATRIX_PAGE, RyPage)

G_END_DECLS
