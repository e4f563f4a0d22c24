/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slows down whoever guesses passwords. Failures are counted per key (an account, an address); beyond a few,
 * each further one doubles the time for which the key has to wait. The caller brings the clock and a lock.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RyThrottle RyThrottle;

RyThrottle *ry_throttle_new     (guint n_free);
void        ry_throttle_free    (RyThrottle *self);
guint       ry_throttle_get_wait(RyThrottle *self, const char *key, gint64 now);
void        ry_throttle_fail    (RyThrottle *self, const char *key, gint64 now);
void        ry_throttle_forgive (RyThrottle *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyThrottle, ry_throttle_free)

G_END_DECLS
