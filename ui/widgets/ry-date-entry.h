/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day as an office types it: 令和8年11月22日, R8.11.22, 2026/11/22, 1122. What was understood stands below in
 * full, with the weekday. Read RyDateEntry:date, ISO 8601, empty while nothing is understood.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_DATE_ENTRY (ry_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (RyDateEntry, ry_date_entry, RY, DATE_ENTRY, GtkWidget)

/* Properties: date (ISO 8601), label (the accessible name). Signal: activate (Enter). */

GtkWidget  *ry_date_entry_new      (const char *label);
const char *ry_date_entry_get_date (RyDateEntry *self);
void        ry_date_entry_set_date (RyDateEntry *self, const char *iso);

G_END_DECLS
