/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in wording, apart from the code that fills it in. */
#pragma once

#include <json-glib/json-glib.h>

void _ry_template_fill_default (JsonObject *content, const char *paper);
