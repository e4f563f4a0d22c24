/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that people quote (第182回) are given by each desktop for itself, so two that are apart may give the same one.
 * Neither is overwritten: a person is asked which meeting keeps it, and the others get the next that are free.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyDoubledNumber:
 * @series: id of the series
 * @number: the number
 * @meetings: (element-type RyDocument): who bears it, by date; at least two
 * @fixed: how many of them are sealed, and keep it in any case
 */
typedef struct {
  char *series;
  gint64 number;
  GPtrArray *meetings;
  guint fixed;
} RyDoubledNumber;

GPtrArray *ry_meeting_numbers_find   (RyWorkspace *workspace, GCancellable *cancellable, GError **error);
GPtrArray *ry_meeting_numbers_settle (RyWorkspace *workspace, const RyDoubledNumber *doubled, const char *keeps, GError **error);
GPtrArray *ry_meeting_numbers_order  (RyWorkspace *workspace, const char *series, GError **error);
void       ry_doubled_number_free    (RyDoubledNumber *doubled);

G_END_DECLS
