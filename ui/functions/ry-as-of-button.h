/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The day as of which a page shows things: today, or any other that one types.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_AS_OF_BUTTON (ry_as_of_button_get_type ())
G_DECLARE_FINAL_TYPE (RyAsOfButton, ry_as_of_button, RY, AS_OF_BUTTON, GtkWidget)

/* Signal: changed (another day was chosen). */

GtkWidget  *ry_as_of_button_new        (void);
char       *ry_as_of_button_dup_day    (RyAsOfButton *self);
gboolean    ry_as_of_button_is_today   (RyAsOfButton *self);
void        ry_as_of_button_set_narrow (RyAsOfButton *self, gboolean narrow);
void        ry_as_of_button_set_day    (RyAsOfButton *self, const char *iso);

G_END_DECLS
