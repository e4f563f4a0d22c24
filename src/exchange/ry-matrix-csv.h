/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix of hospitals as a CSV file: what fits first, each answer as a sign with its note behind it. */
#pragma once

#include "ry-matrix.h"
#include "ry-table-writer.h"

G_BEGIN_DECLS

RyTableWriter *ry_matrix_csv_create (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants, RyEncoding encoding);

G_END_DECLS
