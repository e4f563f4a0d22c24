/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDF for the shelf: what Cairo writes becomes PDF/A-2b (ISO 19005-2, level B), the form in which sealed minutes are
 * kept. Internal to the paper room.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *ry_pdfa_convert (GBytes *pdf, GError **error);

G_END_DECLS
