/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of actions as a CSV file: what a filter lists, in its order, with the day each was done. */
#pragma once

#include "ry-action-filter.h"
#include "ry-table-writer.h"

G_BEGIN_DECLS

RyTableWriter *ry_action_csv_create (RyWorkspace *workspace, GPtrArray *actions, RyEncoding encoding);

G_END_DECLS
