/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies that travel as gzip.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes  *ry_encoding_gunzip (GBytes *packed, gsize limit, GError **error);
GString *ry_encoding_gzip   (const GString *plain);

G_END_DECLS
