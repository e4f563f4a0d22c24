/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * g_get_monotonic_time() stands still while the machine sleeps, so a laptop would call itself synced on waking.
 */
#include "ry-clock.h"

#include <time.h>

/**
 * ry_clock_now:
 *
 * Returns: µs since the machine started, time asleep included; only differences mean something
 */
gint64
ry_clock_now (void)
{
#ifdef CLOCK_BOOTTIME
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) == 0)
    return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
#endif
  return g_get_monotonic_time ();
}
