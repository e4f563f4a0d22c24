/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a card of the function sheet: its title, and room for what else stands in that line.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-hospital.h"

G_BEGIN_DECLS

GtkWidget  *ry_card_begin        (GtkBox *card, const char *title, GtkLabel **label);
GtkWidget  *ry_card_new_edit     (const char *label);
RyDocument *ry_card_dup_sheet    (const RyHospital *hospital);

G_END_DECLS
