/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is built into the program.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *ry_resource_lookup (GResource *resource, const char *path, GError **error);
char  **ry_resource_list   (GResource *resource, const char *path, GError **error);

G_END_DECLS
