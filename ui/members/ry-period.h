/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From when and until when, in the few words that fit a second line. Posts and memberships are written with it.
 */
#pragma once

#include "ry-document.h"

G_BEGIN_DECLS

char *ry_period_format_day (const char *iso);
char *ry_period_format     (RyDocument *document);

G_END_DECLS
