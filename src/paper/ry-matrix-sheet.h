/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 病院機能一覧 on A3, and two or three hospitals beside each other on A4. */
#pragma once

#include "ry-matrix.h"
#include "ry-paper.h"

G_BEGIN_DECLS

RyPaper *ry_paper_new_matrix     (RyWorkspace *workspace, RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants);
RyPaper *ry_paper_new_comparison (RyMatrix *matrix, const guint *rows, guint n_rows, RyBeds *beds, const char *now);

G_END_DECLS
