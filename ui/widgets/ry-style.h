/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style sheets of the rooms, and the colours that go with them.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-palette.h"

G_BEGIN_DECLS

void            ry_style_add_rooms  (void);
RyPaletteScheme ry_style_get_scheme (void);

G_END_DECLS
