/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where readings begin in a list that is in reading order. Found by halving, so that of a hundred thousand records a few
 * dozen are read.
 */
#pragma once

#include "ry-index-bar.h"
#include "ry-row-model.h"

G_BEGIN_DECLS

const char *ry_letters_get            (RyRowModel *model, guint position);
void        ry_letters_find_positions (RyRowModel *model, guint positions[RY_N_INDEX_LETTERS]);
guint       ry_letters_find_reading   (RyRowModel *model, const char *typed);

G_END_DECLS
