/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the two halves of ry-carry-over: ry-carry-over.c, which is pure, and ry-carry-over-collect.c, which reads a store.
 */
#pragma once

#include "ry-carry-over.h"

G_BEGIN_DECLS

RyCarried  *_ry_carry_over_create       (RyCarryKind kind, const char *title, const char *thread);
GPtrArray  *_ry_carry_over_create_list  (void);
GHashTable *_ry_carry_over_list_known   (const char *id, JsonObject *meeting);
int         _ry_carry_over_find_section (GPtrArray *agenda, const char *section);

G_END_DECLS
