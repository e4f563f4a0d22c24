/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where applications are entered as they come, by FAX, by telephone, by mail: two or three kana, pick, 1 to 4 for the way it
 * came, Enter. The entry keeps the focus. Who is on no list is entered as written.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_APPLICATION_FORM (ry_application_form_get_type ())
G_DECLARE_FINAL_TYPE (RyApplicationForm, ry_application_form, RY, APPLICATION_FORM, AdwBin)

GtkWidget *ry_application_form_new   (RyEventDesk *desk);
void       ry_application_form_focus (RyApplicationForm *self);

G_END_DECLS
