/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An addressee of a run: a check, the name, the way it takes, and at the end the honorific, the day it went out, or what
 * is wrong with a button that mends it.
 */
#pragma once

#include <adwaita.h>

#include "ry-letter.h"

G_BEGIN_DECLS

#define RY_TYPE_NOTICE_ROW (ry_notice_row_get_type ())
G_DECLARE_FINAL_TYPE (RyNoticeRow, ry_notice_row, RY, NOTICE_ROW, AdwActionRow)

/* Signals: toggled, fix-asked (GtkWidget *button). */

GtkWidget  *ry_notice_row_new        (RyAddressee *addressee, gboolean ticked);
RyAddressee *ry_notice_row_get_addressee (RyNoticeRow *self);
gboolean    ry_notice_row_get_ticked (RyNoticeRow *self);
void        ry_notice_row_toggle     (RyNoticeRow *self);

G_END_DECLS
