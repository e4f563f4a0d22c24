/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 席の一覧: the seats of all hospitals in one table, so that vacant and unconfirmed ones are seen at a glance and filled
 * where they are seen.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_SEATS_PAGE (ry_seats_page_get_type ())
G_DECLARE_FINAL_TYPE (RySeatsPage, ry_seats_page, RY, SEATS_PAGE, RyPage)

G_END_DECLS
