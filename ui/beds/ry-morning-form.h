/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 朝の入力: one hospital's report, done in half a minute. Yesterday stands in the cells; Enter takes a row as it is
 * shown, F8 too, F9 takes them all, Ctrl+Enter sends.
 */
#pragma once

#include <adwaita.h>

#include "ry-morning.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_MORNING_FORM (ry_morning_form_get_type ())
G_DECLARE_FINAL_TYPE (RyMorningForm, ry_morning_form, RY, MORNING_FORM, AdwBin)

void ry_morning_form_set_window (RyMorningForm *self, RyWindow *window);
void ry_morning_form_refresh    (RyMorningForm *self);
void ry_morning_form_focus      (RyMorningForm *self);
void ry_morning_form_report_for (RyMorningForm *self, const char *organisation, const char *informant);

G_END_DECLS
