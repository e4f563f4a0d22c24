/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long to wait after a failure before trying again. Pure: the caller brings the chance.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint ry_backoff_get_delay (guint n_failures, guint32 chance);

G_END_DECLS
