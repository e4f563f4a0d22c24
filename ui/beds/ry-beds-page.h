/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 空床: the morning's report and the board, side by side in one page. */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

/* Opened as a record: the list of who did not report this morning. */
#define RY_BEDS_MISSING "chase:"

#define RY_TYPE_BEDS_PAGE (ry_beds_page_get_type ())
G_DECLARE_FINAL_TYPE (RyBedsPage, ry_beds_page, RY, BEDS_PAGE, RyPage)

G_END_DECLS
