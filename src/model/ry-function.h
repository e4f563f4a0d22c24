/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing a hospital's sheet. What stood there before a day stays readable as of that day: an answer gets an entry of
 * its own with the day from which it holds, and plain members are put by in `former`. Changes of one day are one change.
 */
#pragma once

#include "ry-hospital.h"

G_BEGIN_DECLS

/**
 * RyFunctionConfirmation:
 * @on: the day, ISO 8601
 * @by: (nullable): who said so
 * @through: the way, a code of `confirmed_through`
 * @round: (nullable): the round of confirmation it answers
 */
typedef struct {
  const char *on;
  const char *by;
  const char *through;
  const char *round;
} RyFunctionConfirmation;

void        ry_function_keep       (const char *organisation, JsonObject *before, JsonObject *content, const char *today);
JsonObject *ry_function_begin      (const char *organisation, RyDocument *sheet);
RyEdit     *ry_function_create_edit (const char *organisation, RyDocument *sheet, JsonObject *content);
gboolean    ry_function_set_answer (JsonObject *content, const char *condition, RyAnswer answer, const char *note, const char *today);
gboolean    ry_function_set_text   (JsonObject *content, const char *member, const char *text, const char *today);
void        ry_function_confirm    (JsonObject *content, const RyFunctionConfirmation *confirmation);

G_END_DECLS
