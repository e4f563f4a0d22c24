/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts of the road, in a popover.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-sync-words.h"

G_BEGIN_DECLS

#define RY_TYPE_SYNC_POPOVER (ry_sync_popover_get_type ())
G_DECLARE_FINAL_TYPE (RySyncPopover, ry_sync_popover, RY, SYNC_POPOVER, GtkPopover)

GtkWidget *ry_sync_popover_new        (void);
void       ry_sync_popover_show_facts (RySyncPopover *self, const RySyncFacts *facts, const RySyncWords *words);

G_END_DECLS
