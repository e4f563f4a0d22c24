/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a hospital says to a condition: as documents hold it, by shape and by word, so that it is never told by colour alone.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unanswered is never "no". */
typedef enum {
  RY_ANSWER_UNANSWERED,
  RY_ANSWER_YES,
  RY_ANSWER_CONDITIONAL,
  RY_ANSWER_NO,
  RY_N_ANSWERS,
} RyAnswer;

RyAnswer    ry_answer_parse    (const char *code);
const char *ry_answer_get_code (RyAnswer answer);
const char *ry_answer_get_mark (RyAnswer answer);
const char *ry_answer_get_word (RyAnswer answer);

G_END_DECLS
