/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A value of a record in words, as the history and the conflict desk show it: fields by their kind, references by the name
 * of what they point at, an element of a list by its own words.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

char    *ry_value_words         (RyWorkspace *workspace, RyField *field, JsonNode *value);
gboolean ry_value_is_text       (RyField *field, JsonNode *value);
char    *ry_value_words_writer  (RyDocument *version);
char    *ry_value_words_time    (const char *iso);

G_END_DECLS
