/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may see one field: everybody, members, or the secretariat alone. An icon and a word at the end of the field's
 * row; pressing it offers the other two.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-record.h"

G_BEGIN_DECLS

#define RY_TYPE_DISCLOSURE_BUTTON (ry_disclosure_button_get_type ())
G_DECLARE_FINAL_TYPE (RyDisclosureButton, ry_disclosure_button, RY, DISCLOSURE_BUTTON, GtkWidget)

GtkWidget *ry_disclosure_button_new        (const char *field, const char *field_label);
void       ry_disclosure_button_set_record (RyDisclosureButton *self, RyRecord *record);

G_END_DECLS
