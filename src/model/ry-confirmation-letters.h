/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To whom letters of a confirmation round go: the liaison office of every hospital. The letters themselves are those of
 * meetings; each brings the hospital's sheet, and what went out is read back into the round from their record.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_LETTER_CONFIRMATION          "confirmation"
#define RY_LETTER_CONFIRMATION_REMINDER "confirmation_reminder"

GHashTable *ry_confirmation_letters_fill_seats (RyWorkspace *workspace, JsonObject *round, const char *today);
char       *ry_confirmation_letters_suggest_reply_by (JsonObject *round, const char *today);
void        ry_confirmation_letters_choose_channels (GPtrArray *addressees);

G_END_DECLS
