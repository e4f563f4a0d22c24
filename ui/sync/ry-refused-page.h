/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an end of the road would not take: which records, why, and what can be done with each: open it and mend it, offer it
 * again, or give the change up.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_REFUSED_PAGE (ry_refused_page_get_type ())
G_DECLARE_FINAL_TYPE (RyRefusedPage, ry_refused_page, RY, REFUSED_PAGE, RyPage)

G_END_DECLS
