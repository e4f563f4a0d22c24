/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The standing items of a series: a line for each, with who presents it and how long.
 */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define RY_TYPE_STANDING_LIST (ry_standing_list_get_type ())
G_DECLARE_FINAL_TYPE (RyStandingList, ry_standing_list, RY, STANDING_LIST, AdwBin)

void       ry_standing_list_set_array    (RyStandingList *self, JsonArray *standing);
JsonArray *ry_standing_list_create_array (RyStandingList *self);

G_END_DECLS
