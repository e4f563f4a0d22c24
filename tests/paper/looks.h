/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compares a paper's first page with the picture of that name in data/.
 */
#pragma once

#include "ry-paper.h"

void looks_check        (const char *dir, RyPaper *paper, const char *name);
void looks_check_itself (void);
