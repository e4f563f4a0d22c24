/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One subcommittee on the screen. Its fields save by themselves; members come and go by their periods.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_SUBCOMMITTEE_DETAIL (ry_subcommittee_detail_get_type ())
G_DECLARE_FINAL_TYPE (RySubcommitteeDetail, ry_subcommittee_detail, RY, SUBCOMMITTEE_DETAIL, AdwBin)

GtkWidget  *ry_subcommittee_detail_new    (RyWindow *window, const char *id);
const char *ry_subcommittee_detail_get_id (RySubcommitteeDetail *self);
void        ry_subcommittee_detail_reload (RySubcommitteeDetail *self);
void        ry_subcommittee_detail_report (RySubcommitteeDetail *self);
void        ry_subcommittee_detail_print  (RySubcommitteeDetail *self);
void        ry_subcommittee_detail_flush  (RySubcommitteeDetail *self);

G_END_DECLS
