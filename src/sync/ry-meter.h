/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stream that tells how many bytes have passed through it, for a progress bar beside a long way, and whose errors
 * are ours.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called in the reading thread with the bytes of one read. */
typedef void (*RyMeterFunc) (gint64 bytes, gpointer data);

#define RY_TYPE_METER (ry_meter_get_type ())
G_DECLARE_FINAL_TYPE (RyMeter, ry_meter, RY, METER, GFilterInputStream)

GInputStream *ry_meter_new (GInputStream *base, gint64 length, RyMeterFunc func, gpointer data);

G_END_DECLS
