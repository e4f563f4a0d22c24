/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code on a sheet (JIS X 0510), where the library that makes them is there. Internal to the paper room. */
#pragma once

#include "ry-canvas.h"

G_BEGIN_DECLS

gboolean ry_qr_put (RyCanvas *canvas, double x, double y, double size, const char *text);

G_END_DECLS
