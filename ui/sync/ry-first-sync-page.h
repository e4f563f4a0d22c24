/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first sync with a server, over the whole window: how much has arrived, how much is still to come, stop and go on. What
 * has arrived can be used at once.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_FIRST_SYNC_PAGE (ry_first_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (RyFirstSyncPage, ry_first_sync_page, RY, FIRST_SYNC_PAGE, RyPage)

G_END_DECLS
