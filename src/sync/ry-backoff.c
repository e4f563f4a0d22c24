/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doubling with a cap, less up to a quarter by chance. The chance keeps the desktops of a whole office from
 * coming back to a restarted server in the same moment.
 */
#include "ry-backoff.h"

#include "tuning.h"

/**
 * ry_backoff_get_delay:
 * @n_failures: failures in a row, at least 1
 * @chance: any number, as from g_random_int()
 *
 * Returns: how long to wait, in milliseconds
 */
guint
ry_backoff_get_delay (guint n_failures, guint32 chance)
{
  guint doublings = MIN (n_failures > 0 ? n_failures - 1 : 0, 20);
  guint64 whole = MIN ((guint64) RY_TUNING_BACKOFF_FIRST_MS << doublings, RY_TUNING_BACKOFF_MAX_MS);

  return (guint) (whole - whole / 4 * (chance % 1024) / 1024);
}
