/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks who confirmed a hospital's sheet and by which way, and notes it.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

void ry_confirm_dialog_show (RyWindow *window, const RyHospital *hospital);

G_END_DECLS
