/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questionnaire of an event: what was asked, paper answers as they are entered by number keys, what they come to. A
 * free answer may end in its theme, 「駐車場が少ない #会場」, by which it is grouped. Pure: works on a copy of an event.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  RY_QUESTIONNAIRE_CHOICE,
  RY_QUESTIONNAIRE_CHOICES,
  RY_QUESTIONNAIRE_SCALE,
  RY_QUESTIONNAIRE_TEXT,
} RyQuestionnaireType;

#define RY_QUESTIONNAIRE_SCALE_MAX   5
#define RY_QUESTIONNAIRE_MOST_CHOICES 9 /* one key each */

/**
 * RyQuestionnaireItem:
 * @key: in the event
 * @text: what is asked
 * @type: how it is answered
 * @choices: what can be chosen; of a scale 1 to 5
 *
 * One question.
 */
typedef struct {
  char *key;
  char *text;
  RyQuestionnaireType type;
  GStrv choices;
} RyQuestionnaireItem;

/**
 * RyQuestionnaireText:
 * @theme: what it is about, or ""
 * @text: as it was written
 * @number: of the sheet
 *
 * A free answer.
 */
typedef struct {
  char *theme;
  char *text;
  gint64 number;
} RyQuestionnaireText;

/**
 * RyQuestionnaireTotal:
 * @item: the question; borrowed from the list it was made from
 * @answered: on how many sheets it was answered
 * @blank: on how many it was not
 * @counts: for each choice how many chose it
 * @average: of a scale, 0 where nobody answered
 * @texts: (element-type RyQuestionnaireText): free answers by theme, then as they came
 *
 * What the answers to one question come to.
 */
typedef struct {
  const RyQuestionnaireItem *item;
  guint answered;
  guint blank;
  gint64 counts[RY_QUESTIONNAIRE_MOST_CHOICES];
  double average;
  GPtrArray *texts;
} RyQuestionnaireTotal;

GPtrArray  *ry_questionnaire_list          (JsonObject *event);
void        ry_questionnaire_item_free     (RyQuestionnaireItem *item);
void        ry_questionnaire_fill_default  (JsonObject *event);

gboolean    ry_questionnaire_press         (const RyQuestionnaireItem *item, JsonObject *values, guint digit);
void        ry_questionnaire_set_text      (const RyQuestionnaireItem *item, JsonObject *values, const char *text);
gboolean    ry_questionnaire_is_chosen     (const RyQuestionnaireItem *item, JsonObject *values, guint digit);
char       *ry_questionnaire_describe      (const RyQuestionnaireItem *item, JsonObject *values);

JsonObject *ry_questionnaire_add_answer    (JsonObject *event, JsonObject *values);
guint       ry_questionnaire_count_answers (JsonObject *event);
GPtrArray  *ry_questionnaire_total         (JsonObject *event, GPtrArray *items);
void        ry_questionnaire_total_free    (RyQuestionnaireTotal *total);

G_END_DECLS
