/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new meeting takes over, ticked, each with its life; what is unticked asks for its reason in the line below.
 */
#pragma once

#include <adwaita.h>

#include "ry-carry-over.h"

G_BEGIN_DECLS

#define RY_TYPE_CARRY_LIST (ry_carry_list_get_type ())
G_DECLARE_FINAL_TYPE (RyCarryList, ry_carry_list, RY, CARRY_LIST, AdwBin)

/* Signal: changed (something was ticked, unticked, or given its reason). */

GtkWidget *ry_carry_list_new         (void);
void       ry_carry_list_set_carried (RyCarryList *self, GPtrArray *carried);
GPtrArray *ry_carry_list_get_carried (RyCarryList *self);
gboolean   ry_carry_list_is_settled  (RyCarryList *self);

G_END_DECLS
