/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The yearly confirmation: before the exchange meeting each hospital says whether its sheet is still right. A sheet that
 * was not confirmed carries its age, in the same words wherever it is shown.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef enum {
  RY_CONFIRMATION_CURRENT, /* since the round began, or within this year of account */
  RY_CONFIRMATION_OLD,     /* before that */
  RY_CONFIRMATION_NONE,    /* never */
} RyConfirmationState;

RyConfirmationState ry_confirmation_get_state  (const char *confirmed_on, const char *since);
int                 ry_confirmation_get_months (const char *confirmed_on, const char *as_of);
char               *ry_confirmation_dup_words  (const char *confirmed_on, const char *since, const char *as_of);
char               *ry_confirmation_find_since (RyWorkspace *workspace, const char *as_of, GError **error);

G_END_DECLS
