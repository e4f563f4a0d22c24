/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The council's list of conditions, pushed over the window: add, rename, put in another order, no longer ask.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_CONDITIONS_PAGE (ry_conditions_page_get_type ())
G_DECLARE_FINAL_TYPE (RyConditionsPage, ry_conditions_page, RY, CONDITIONS_PAGE, RyPage)

RyPage *ry_conditions_page_new (RyWindow *window);

G_END_DECLS
