/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One hospital's sheet: beds, what it can take, the referral door, the people. As of an earlier day it is read only, and
 * says so.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_FUNCTION_SHEET (ry_function_sheet_get_type ())
G_DECLARE_FINAL_TYPE (RyFunctionSheet, ry_function_sheet, RY, FUNCTION_SHEET, AdwBin)

GtkWidget  *ry_function_sheet_new          (RyWindow *window);
gboolean    ry_function_sheet_show         (RyFunctionSheet *self, const char *organisation, const char *as_of, GError **error);
const RyHospital *ry_function_sheet_get_hospital (RyFunctionSheet *self);
void        ry_function_sheet_flush        (RyFunctionSheet *self);

G_END_DECLS
