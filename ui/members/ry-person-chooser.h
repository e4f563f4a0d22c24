/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A popover that answers "who?": find somebody by name, kana or romaji, or write down a new person with a reading.
 * It changes nothing by itself; listen to ::chosen.
 */
#pragma once

#include <adwaita.h>

#include "ry-member-edits.h"

G_BEGIN_DECLS

#define RY_TYPE_PERSON_CHOOSER (ry_person_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RyPersonChooser, ry_person_chooser, RY, PERSON_CHOOSER, GtkPopover)

GtkWidget *ry_person_chooser_new      (RyWorkspace *workspace, const char *heading);
void       ry_person_chooser_ask_date (RyPersonChooser *self, const char *label, const char *date);

G_END_DECLS
