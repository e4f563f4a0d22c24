/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture over the whole screen, drawn for a hall. Esc, F11 or a click ends it. */
#pragma once

#include <gtk/gtk.h>

#include "ry-pictures.h"

G_BEGIN_DECLS

void ry_wheels_slide_show (GtkWindow *parent, RyPictures *pictures);

G_END_DECLS
