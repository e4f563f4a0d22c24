/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time that passes also while the machine sleeps. What was heard before the lid was closed is old when it is opened.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 ry_clock_now (void);

G_END_DECLS
