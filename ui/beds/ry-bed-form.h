/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The FAX form of a hospital's referral door, opened from where a bed was found. */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_bed_form_open (RyWindow *window, const char *organisation);

G_END_DECLS
