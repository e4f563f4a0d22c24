/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council's record: what it is for, since when and under which names, its rules, its rhythm, its letterhead, its quorum,
 * and who sits in it. Pushed over the window; fields save as they are typed.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCIL_VIEW (ry_council_view_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilView, ry_council_view, RY, COUNCIL_VIEW, RyPage)

RyPage *ry_council_view_new (RyWindow *window, const char *id, GError **error);

G_END_DECLS
