/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The addressees of a run, grouped by the way they take, with checks. Up and down go through all groups; faulty ones come
 * first in theirs, and the rest of a long group is shown when it is asked for.
 */
#pragma once

#include <adwaita.h>

#include "ry-letter.h"

G_BEGIN_DECLS

#define RY_TYPE_NOTICE_GROUPS (ry_notice_groups_get_type ())
G_DECLARE_FINAL_TYPE (RyNoticeGroups, ry_notice_groups, RY, NOTICE_GROUPS, GtkBox)

/* Signals: ticked (another choice), looked-at (guint position among all), shown (same, by Enter), fix-asked (guint, GtkWidget *),
 * sent (int channel: all of that group went out). */

void       ry_notice_groups_set_letter   (RyNoticeGroups *self, RyLetter *letter);
GPtrArray *ry_notice_groups_list_ticked  (RyNoticeGroups *self);
GPtrArray *ry_notice_groups_list_ordered (RyNoticeGroups *self);
guint      ry_notice_groups_count_faulty (RyNoticeGroups *self);
void       ry_notice_groups_forget       (RyNoticeGroups *self);
void       ry_notice_groups_focus        (RyNoticeGroups *self);

const char *ry_channel_get_label         (RyChannel channel);

G_END_DECLS
