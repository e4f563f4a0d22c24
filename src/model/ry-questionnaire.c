/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer holds for each question's key a number, a list of numbers, or a text; what was left blank on paper is not
 * there, and never counts as an answer. Where a question was changed later, numbers that it no longer has are left out.
 */
#include "ry-questionnaire.h"

#include <string.h>

#include "ry-event.h"
#include "ry-json.h"

static const char *const type_codes[] = { "choice", "choices", "scale", "text" };
static const char *const scale_words[] = { "とても良い", "良い", "ふつう", "良くない", "とても良くない", NULL };

static RyQuestionnaireType
get_type (JsonObject *question)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_codes); i++)
    if (strcmp (ry_json_get_text (question, "type"), type_codes[i]) == 0)
      return i;
  return RY_QUESTIONNAIRE_CHOICE;
}

static GStrv
dup_choices (JsonObject *question, RyQuestionnaireType type)
{
  JsonArray *choices = ry_json_get_array (question, "choices");
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (type == RY_QUESTIONNAIRE_SCALE &&
      (choices == NULL || json_array_get_length (choices) != RY_QUESTIONNAIRE_SCALE_MAX))
    return g_strdupv ((GStrv) scale_words);
  for (guint i = 0; type != RY_QUESTIONNAIRE_TEXT && choices != NULL && i < json_array_get_length (choices) &&
                    i < RY_QUESTIONNAIRE_MOST_CHOICES;
       i++) {
    const char *word = json_array_get_string_element (choices, i);

    g_strv_builder_add (words, word != NULL ? word : "");
  }
  return g_strv_builder_end (words);
}

/**
 * ry_questionnaire_list:
 * @event: content of an event
 *
 * Returns: (transfer full) (element-type RyQuestionnaireItem): its questions, in their order
 */
GPtrArray *
ry_questionnaire_list (JsonObject *event)
{
  g_autoptr (GPtrArray) questions = ry_event_list_elements (event, "questions");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_questionnaire_item_free);

  for (guint i = 0; i < questions->len; i++) {
    RyQuestionnaireItem *item;

    if (ry_json_get_string (questions->pdata[i], "key") == NULL)
      continue;
    item = g_new0 (RyQuestionnaireItem, 1);
    item->key = g_strdup (ry_json_get_text (questions->pdata[i], "key"));
    item->text = g_strdup (ry_json_get_text (questions->pdata[i], "text"));
    item->type = get_type (questions->pdata[i]);
    item->choices = dup_choices (questions->pdata[i], item->type);
    g_ptr_array_add (items, item);
  }
  return items;
}

void
ry_questionnaire_item_free (RyQuestionnaireItem *item)
{
  g_free (item->key);
  g_free (item->text);
  g_strfreev (item->choices);
  g_free (item);
}

/**
 * ry_questionnaire_fill_default:
 * @event: content of an event, changed in place
 *
 * Gives an event without questions the four that are asked after every training.
 */
void
ry_questionnaire_fill_default (JsonObject *event)
{
  static const struct {
    const char *key, *text, *type, *choices;
  } defaults[] = { { "q1", "お立場", "choice", "医療職|介護職|行政・包括|民生委員・自治会|区民|その他" },
                   { "q2", "内容はいかがでしたか", "scale", "" },
                   { "q3", "何でお知りになりましたか", "choices", "ちらし|職場|メール|ホームページ|知人|その他" },
                   { "q4", "御意見・御感想", "text", "" } };
  g_autoptr (GPtrArray) questions = ry_event_list_elements (event, "questions");

  for (guint i = 0; questions->len == i && i < G_N_ELEMENTS (defaults); i++) {
    g_auto (GStrv) words = g_strsplit (defaults[i].choices, "|", -1);
    JsonObject *question = json_object_new ();
    JsonArray *choices = json_array_new ();

    for (guint k = 0; words[k] != NULL; k++)
      json_array_add_string_element (choices, words[k]);
    json_object_set_string_member (question, "key", defaults[i].key);
    json_object_set_string_member (question, "text", defaults[i].text);
    json_object_set_string_member (question, "type", defaults[i].type);
    json_object_set_array_member (question, "choices", choices);
    g_ptr_array_add (questions, question);
  }
  ry_event_put_elements (event, "questions", questions);
}

static guint
count_choices (const RyQuestionnaireItem *item)
{
  return g_strv_length (item->choices);
}

/**
 * ry_questionnaire_is_chosen:
 * @item: a question
 * @values: an answer
 * @digit: a choice, from 1
 *
 * Returns: whether it was chosen
 */
gboolean
ry_questionnaire_is_chosen (const RyQuestionnaireItem *item, JsonObject *values, guint digit)
{
  JsonArray *several;

  if (item->type != RY_QUESTIONNAIRE_CHOICES)
    return digit > 0 && ry_json_get_int (values, item->key, 0) == (gint64) digit;
  several = ry_json_get_array (values, item->key);
  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    if (json_node_get_value_type (json_array_get_element (several, i)) == G_TYPE_INT64 &&
        json_array_get_int_element (several, i) == (gint64) digit)
      return TRUE;
  return FALSE;
}

static void
toggle (const RyQuestionnaireItem *item, JsonObject *values, guint digit)
{
  JsonArray *several = json_array_new ();

  for (guint i = 1; i <= count_choices (item); i++)
    if (ry_questionnaire_is_chosen (item, values, i) != (i == digit))
      json_array_add_int_element (several, i);
  if (json_array_get_length (several) > 0)
    json_object_set_array_member (values, item->key, several);
  else {
    json_object_remove_member (values, item->key);
    json_array_unref (several);
  }
}

/**
 * ry_questionnaire_press:
 * @item: a question that has choices
 * @values: an answer, changed in place
 * @digit: the key that was pressed; 0 takes the answer back
 *
 * Of one choice the last key counts; of several each key puts its choice on or takes it off.
 *
 * Returns: %FALSE where the question has no such choice, and nothing was changed
 */
gboolean
ry_questionnaire_press (const RyQuestionnaireItem *item, JsonObject *values, guint digit)
{
  if (item->type == RY_QUESTIONNAIRE_TEXT || digit > count_choices (item))
    return FALSE;
  if (digit == 0)
    json_object_remove_member (values, item->key);
  else if (item->type == RY_QUESTIONNAIRE_CHOICES)
    toggle (item, values, digit);
  else
    json_object_set_int_member (values, item->key, digit);
  return TRUE;
}

/**
 * ry_questionnaire_set_text:
 * @item: a question that is answered freely
 * @values: an answer, changed in place
 * @text: what is written on the sheet; nothing for a blank
 */
void
ry_questionnaire_set_text (const RyQuestionnaireItem *item, JsonObject *values, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped != '\0')
    json_object_set_string_member (values, item->key, stripped);
  else
    json_object_remove_member (values, item->key);
}

/**
 * ry_questionnaire_describe:
 * @item: a question
 * @values: an answer
 *
 * Returns: (transfer full): the answer in words, "" for a blank
 */
char *
ry_questionnaire_describe (const RyQuestionnaireItem *item, JsonObject *values)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (item->type == RY_QUESTIONNAIRE_TEXT)
    return g_strdup (ry_json_get_text (values, item->key));
  for (guint i = 1; i <= count_choices (item); i++)
    if (ry_questionnaire_is_chosen (item, values, i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? "、" : "", item->choices[i - 1]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * ry_questionnaire_add_answer:
 * @event: content of an event, changed in place
 * @values: (transfer full): what a sheet says
 *
 * Returns: (transfer none) (nullable): the answer, with the next number; %NULL for a sheet on which nothing is said
 */
JsonObject *
ry_questionnaire_add_answer (JsonObject *event, JsonObject *values)
{
  g_autoptr (GPtrArray) answers = ry_event_list_elements (event, "answers");
  JsonObject *answer;
  gint64 highest = 0;

  if (json_object_get_size (values) == 0) {
    json_object_unref (values);
    return NULL;
  }
  for (guint i = 0; i < answers->len; i++)
    highest = MAX (highest, ry_json_get_int (answers->pdata[i], "number", 0));
  answer = json_object_new ();
  json_object_set_int_member (answer, "number", highest + 1);
  json_object_set_object_member (answer, "values", values);
  g_ptr_array_add (answers, answer);
  ry_event_put_elements (event, "answers", answers);
  return answer;
}

guint
ry_questionnaire_count_answers (JsonObject *event)
{
  g_autoptr (GPtrArray) answers = ry_event_list_elements (event, "answers");

  return answers->len;
}

static void
text_free (gpointer data)
{
  RyQuestionnaireText *text = data;

  g_free (text->theme);
  g_free (text->text);
  g_free (text);
}

/* The last word behind a # is the theme; a # in the middle of a sentence is a #. */
static RyQuestionnaireText *
create_text (const char *written, gint64 number)
{
  RyQuestionnaireText *text = g_new0 (RyQuestionnaireText, 1);
  const char *mark = g_utf8_strrchr (written, -1, '#'), *wide = g_utf8_strrchr (written, -1, 0xFF03);
  const char *theme;

  if (wide != NULL && (mark == NULL || wide > mark))
    mark = wide;
  theme = mark != NULL ? g_utf8_next_char (mark) : "";
  text->number = number;
  if (mark == NULL || *theme == '\0' || strpbrk (theme, " \t\n") != NULL || strstr (theme, "　") != NULL) {
    text->theme = g_strdup ("");
    text->text = g_strdup (written);
  } else {
    text->theme = g_strdup (theme);
    text->text = g_strchomp (g_strndup (written, (gsize) (mark - written)));
  }
  return text;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const RyQuestionnaireText *left = *(RyQuestionnaireText *const *) a, *right = *(RyQuestionnaireText *const *) b;
  int order = (*left->theme == '\0') - (*right->theme == '\0');

  if (order == 0)
    order = strcmp (left->theme, right->theme);
  return order != 0 ? order : (left->number > right->number) - (left->number < right->number);
}

static void
count_answer (RyQuestionnaireTotal *total, JsonObject *values, gint64 number, gint64 *sum)
{
  const RyQuestionnaireItem *item = total->item;
  gboolean answered = FALSE;

  if (item->type == RY_QUESTIONNAIRE_TEXT) {
    if (*ry_json_get_text (values, item->key) != '\0') {
      g_ptr_array_add (total->texts, create_text (ry_json_get_text (values, item->key), number));
      answered = TRUE;
    }
  } else
    for (guint i = 1; i <= count_choices (item); i++)
      if (ry_questionnaire_is_chosen (item, values, i)) {
        total->counts[i - 1]++;
        *sum += RY_QUESTIONNAIRE_SCALE_MAX + 1 - (gint64) i; /* the first word of a scale is the best */
        answered = TRUE;
      }
  total->answered += answered;
  total->blank += !answered;
}

/**
 * ry_questionnaire_total:
 * @event: content of an event
 * @items: (element-type RyQuestionnaireItem): its questions
 *
 * Returns: (transfer full) (element-type RyQuestionnaireTotal): for each question what the answers come to; valid as
 * long as @items is
 */
GPtrArray *
ry_questionnaire_total (JsonObject *event, GPtrArray *items)
{
  g_autoptr (GPtrArray) answers = ry_event_list_elements (event, "answers");
  GPtrArray *totals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_questionnaire_total_free);

  for (guint i = 0; i < items->len; i++) {
    RyQuestionnaireTotal *total = g_new0 (RyQuestionnaireTotal, 1);
    gint64 sum = 0;

    total->item = g_ptr_array_index (items, i);
    total->texts = g_ptr_array_new_with_free_func (text_free);
    for (guint k = 0; k < answers->len; k++) {
      JsonObject *values = ry_json_get_object (answers->pdata[k], "values");

      if (values != NULL)
        count_answer (total, values, ry_json_get_int (answers->pdata[k], "number", 0), &sum);
    }
    if (total->item->type == RY_QUESTIONNAIRE_SCALE && total->answered > 0)
      total->average = (double) sum / total->answered;
    g_ptr_array_sort (total->texts, compare_texts);
    g_ptr_array_add (totals, total);
  }
  return totals;
}

void
ry_questionnaire_total_free (RyQuestionnaireTotal *total)
{
  g_ptr_array_unref (total->texts);
  g_free (total);
}
