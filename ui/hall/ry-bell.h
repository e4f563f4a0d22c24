/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bell of a talk: a sound, where the system makes any. The flash is the console's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*RyBellFunc) (gboolean sounded, gpointer data);

GBytes *ry_bell_make_sound (guint strokes);
void    ry_bell_ring       (guint strokes, RyBellFunc done, gpointer data);

G_END_DECLS
