/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one click by which a subcommittee reports to its council: the paper is made, put as an item on the agenda of the
 * council's next meeting, and attached there. The toast takes it back.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_report_upward (RyWindow *window, const char *subcommittee);

G_END_DECLS
