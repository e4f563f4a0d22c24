/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets up the language of the process. Call it once, first thing in main(), in each of the three programs.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ry_i18n_init (void);

G_END_DECLS
