/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A template as an OpenDocument text, for those who go on in Word or LibreOffice.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean ry_template_write_odt (JsonObject *template, const char *path, GError **error);

G_END_DECLS
