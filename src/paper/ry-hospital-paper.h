/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hospitals' sheets on paper.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-paper.h"

G_BEGIN_DECLS

RyPaper *ry_paper_new_hospitals (RyWorkspace *workspace, GPtrArray *hospitals, const char *due);

G_END_DECLS
