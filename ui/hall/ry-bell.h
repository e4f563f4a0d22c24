/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bell of a hall: heard where the system can play a sound, and always seen (the console flashes). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ry_bell_ring       (guint strokes);
GBytes  *ry_bell_make_sound (guint strokes);

G_END_DECLS
