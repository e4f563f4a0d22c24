/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One remark: who, when, what; and what the secretariat does with it, in place.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-minutes-remarks.h"

G_BEGIN_DECLS

#define RY_TYPE_REMARK_ROW (ry_remark_row_get_type ())
G_DECLARE_FINAL_TYPE (RyRemarkRow, ry_remark_row, RY, REMARK_ROW, GtkBox)

GtkWidget *ry_remark_row_new (RyMinutesRemarks *remarks, RyDocument *remark, const char *about);
GtkWidget *ry_remark_form_new (RyMinutesRemarks *remarks, RyMeetingDraft *draft, const char *block);

G_END_DECLS
