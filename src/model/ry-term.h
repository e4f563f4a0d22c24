/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From when until when something is so: a post, a membership, a state of a ward. Both days are part of it; without
 * the first it always was so, without the last it goes on. Offices enter both ahead: who resigns at the end of March
 * is there until then, and who follows in April is not there yet.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean ry_term_holds    (const char *from, const char *to, const char *day);
gboolean ry_term_holds_on (JsonObject *record, const char *day);

G_END_DECLS
