/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often somebody may ask: a supply for each key that is used up by asking and fills by itself. Safe in any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RyPace RyPace;

RyPace *ry_pace_new  (guint most, double per_second);
void    ry_pace_free (RyPace *self);
guint   ry_pace_take (RyPace *self, const char *key, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPace, ry_pace_free)

G_END_DECLS
