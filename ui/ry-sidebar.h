/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window's left side: the region, the councils that are on, the pages, and at the foot the state of the road.
 */
#pragma once

#include <adwaita.h>

#include "ry-councils.h"
#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_SIDEBAR (ry_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (RySidebar, ry_sidebar, RY, SIDEBAR, GtkBox)

/* Signal: page-chosen (name). */

void ry_sidebar_setup       (RySidebar *self, RyWorkspace *workspace, RyReplicator *replicator, RyCouncils *councils);
void ry_sidebar_set_region  (RySidebar *self, const char *title, gboolean sample);
void ry_sidebar_add_page    (RySidebar *self, const char *name, const char *title, const char *icon_name, int group);
void ry_sidebar_set_badge   (RySidebar *self, const char *name, const char *words);
void ry_sidebar_select_page (RySidebar *self, const char *name);

G_END_DECLS
