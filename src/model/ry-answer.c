/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table says it all. A code that is not known counts as not answered: who has a newer program may say more.
 */
#include "ry-answer.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *code;
  const char *mark;
  const char *word;
} answers[RY_N_ANSWERS] = {
  { NULL, "―", N_ ("not answered") },
  { "yes", "○", N_ ("can") },
  { "conditional", "△", N_ ("with conditions") },
  { "no", "×", N_ ("cannot") },
};

/**
 * ry_answer_parse:
 * @code: (nullable): an answer as it stands in documents
 *
 * Returns: which it is; %RY_ANSWER_UNANSWERED for none, or one that is not known
 */
RyAnswer
ry_answer_parse (const char *code)
{
  for (RyAnswer answer = RY_ANSWER_YES; answer < RY_N_ANSWERS; answer++)
    if (g_strcmp0 (code, answers[answer].code) == 0)
      return answer;
  return RY_ANSWER_UNANSWERED;
}

/**
 * ry_answer_get_code:
 * @answer: an answer
 *
 * Returns: (nullable): as it stands in documents
 */
const char *
ry_answer_get_code (RyAnswer answer)
{
  return answers[answer].code;
}

/**
 * ry_answer_get_mark:
 * @answer: an answer
 *
 * Returns: its shape as a character: ○ △ × ―
 */
const char *
ry_answer_get_mark (RyAnswer answer)
{
  return answers[answer].mark;
}

/**
 * ry_answer_get_word:
 * @answer: an answer
 *
 * Returns: its word: 可 条件付 不可 未回答
 */
const char *
ry_answer_get_word (RyAnswer answer)
{
  return _ (answers[answer].word);
}
