/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a letter share: ry-letter.c its life, -values.c its fields, -record.c what is kept of it. */
#pragma once

#include "ry-letter.h"

G_BEGIN_DECLS

char     *_ry_letter_dup_chair (RyWorkspace *workspace, const char *council, const char *day);

G_END_DECLS
