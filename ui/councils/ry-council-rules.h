/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council's rules (規約), kept with its record as a PDF: chosen from a file, opened, replaced, taken away.
 */
#pragma once

#include <adwaita.h>

#include "ry-record.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCIL_RULES (ry_council_rules_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilRules, ry_council_rules, RY, COUNCIL_RULES, AdwPreferencesGroup)

GtkWidget *ry_council_rules_new  (RyRecord *record);
void       ry_council_rules_take (RyCouncilRules *self, GFile *file);

G_END_DECLS
