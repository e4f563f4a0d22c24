/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies that travel as gzip.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes  *ry_gzip_unpack (GBytes *packed, gsize limit, GError **error);
GString *ry_gzip_pack   (const GString *plain);

G_END_DECLS
