/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 会員: the member organisations, their people and seats.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_MEMBERS_PAGE (ry_members_page_get_type ())
G_DECLARE_FINAL_TYPE (RyMembersPage, ry_members_page, RY, MEMBERS_PAGE, RyPage)

G_END_DECLS
