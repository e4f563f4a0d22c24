/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands on a council's tile in the sidebar, where its whole name does not fit: the end of the name, from where a
 * word begins. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize       ry_tile_name_measure_common_head (const char *const *names);
const char *ry_tile_name_shorten             (const char *name, glong max_chars);

G_END_DECLS
