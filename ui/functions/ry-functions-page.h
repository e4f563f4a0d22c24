/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page 病院機能: all hospitals with their beds and the age of their sheets, one hospital's sheet, and what the
 * secretariat does with them all. Everything is shown as of a day.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_FUNCTIONS_PAGE (ry_functions_page_get_type ())
G_DECLARE_FINAL_TYPE (RyFunctionsPage, ry_functions_page, RY, FUNCTIONS_PAGE, RyPage)

G_END_DECLS
