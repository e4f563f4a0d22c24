/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style sheets of the rooms.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_style_add_rooms (void);

G_END_DECLS
