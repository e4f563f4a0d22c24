/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures the start: the time from the start of the process to the first frame that has rows in a list on it. Only where
 * RYORIN_BENCH_START holds the monotonic µs at which the process was started; see tests/bench/bench-start.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean ry_bench_watch (GtkWindow *window);

G_END_DECLS
