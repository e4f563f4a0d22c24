/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper answers by number keys: what each key does, and what the sheets come to. */
#include <string.h>

#include "ry-json.h"
#include "ry-event.h"
#include "ry-questionnaire.h"

#define QUESTIONS                                                                                                              \
  "{\"questions\":[{\"key\":\"a\",\"text\":\"お立場\",\"type\":\"choice\",\"choices\":[\"医療\",\"介護\",\"区民\"]}," \
  "{\"key\":\"b\",\"text\":\"内容\",\"type\":\"scale\"},"                                                                    \
  "{\"key\":\"c\",\"text\":\"何で\",\"type\":\"choices\",\"choices\":[\"ちらし\",\"職場\",\"知人\"]},"                \
  "{\"key\":\"d\",\"text\":\"感想\",\"type\":\"text\"}]}"

/* Question, keys pressed one after the other, what is chosen then; a ! stands for a key that is refused. */
static const struct {
  guint question;
  const char *keys;
  const char *words;
} pressed[] = {
  { 0, "1", "医療" },
  { 0, "13", "区民" },
  { 0, "4!", "" },
  { 0, "20", "" },
  { 1, "1", "とても良い" },
  { 1, "6!", "" },
  { 1, "5", "とても良くない" },
  { 2, "13", "ちらし、知人" },
  { 2, "31", "ちらし、知人" },
  { 2, "121", "職場" },
  { 2, "11", "" },
  { 2, "9!2", "職場" },
  { 3, "1!", "" },
};

static void
test_press (void)
{
  g_autoptr (JsonObject) event = ry_json_parse_object (QUESTIONS, -1, NULL);
  g_autoptr (GPtrArray) items = ry_questionnaire_list (event);

  for (guint i = 0; i < G_N_ELEMENTS (pressed); i++) {
    g_autoptr (JsonObject) values = json_object_new ();
    const RyQuestionnaireItem *item = items->pdata[pressed[i].question];
    g_autofree char *words = NULL;

    for (const char *key = pressed[i].keys; *key != '\0'; key++)
      if (*key != '!')
        g_assert_cmpint (ry_questionnaire_press (item, values, (guint) (*key - '0')), ==, key[1] != '!');
    words = ry_questionnaire_describe (item, values);
    g_assert_cmpstr (words, ==, pressed[i].words);
  }
}

static void
answer (JsonObject *event, GPtrArray *items, const char *keys, const char *text)
{
  JsonObject *values = json_object_new ();

  for (guint i = 0; keys[i] != '\0'; i++)
    if (keys[i] != '-')
      ry_questionnaire_press (items->pdata[i], values, (guint) (keys[i] - '0'));
  ry_questionnaire_set_text (items->pdata[3], values, text);
  ry_questionnaire_add_answer (event, values);
}

static void
test_total (void)
{
  g_autoptr (JsonObject) event = ry_json_parse_object (QUESTIONS, -1, NULL);
  g_autoptr (GPtrArray) items = ry_questionnaire_list (event);
  g_autoptr (GPtrArray) totals = NULL;
  RyQuestionnaireTotal *total;
  JsonObject *last;

  answer (event, items, "112", "駐車場が少ない #会場");
  answer (event, items, "22-", "  ");
  answer (event, items, "---", "また聞きたい＃内容");
  answer (event, items, "1-3", "#1 のコースが良い");
  answer (event, items, "---", ""); /* an empty sheet is none */
  g_assert_cmpuint (ry_questionnaire_count_answers (event), ==, 4);
  totals = ry_questionnaire_total (event, items);
  total = totals->pdata[0];
  g_assert_cmpuint (total->answered, ==, 3);
  g_assert_cmpuint (total->blank, ==, 1);
  g_assert_cmpint (total->counts[0], ==, 2);
  g_assert_cmpint (total->counts[2], ==, 0);
  total = totals->pdata[1];
  g_assert_cmpfloat (total->average, ==, 4.5); /* とても良い is five */
  total = totals->pdata[3];
  g_assert_cmpuint (total->texts->len, ==, 3);
  g_assert_cmpstr (((RyQuestionnaireText *) total->texts->pdata[0])->theme, ==, "会場");
  g_assert_cmpstr (((RyQuestionnaireText *) total->texts->pdata[1])->text, ==, "また聞きたい");
  g_assert_cmpstr (((RyQuestionnaireText *) total->texts->pdata[2])->text, ==, "#1 のコースが良い");

  last = json_array_get_object_element (ry_json_get_array (event, "answers"), 3);
  g_assert_cmpint (ry_json_get_int (last, "number", 0), ==, 4);
  g_assert_true (ry_event_remove_element (event, "answers", ry_json_get_string (last, "key")));
  g_assert_false (ry_event_remove_element (event, "answers", "nobody"));
  g_assert_cmpuint (ry_questionnaire_count_answers (event), ==, 3);
}

/* What another program, or another day's question, left in an answer is no choice. */
static void
test_odd (void)
{
  g_autoptr (JsonObject) event =
      ry_json_parse_object ("{\"questions\":[{\"key\":\"a\",\"type\":\"choices\",\"choices\":[\"x\"]},{\"key\":\"b\","
                            "\"type\":\"unknown\"},{\"text\":\"no key\"}],"
                            "\"answers\":[{\"number\":1,\"values\":{\"a\":[1,7,\"x\",null],\"b\":3}},{\"number\":2},{"
                            "\"values\":{\"a\":\"1\"}}]}",
                            -1, NULL);
  g_autoptr (GPtrArray) items = ry_questionnaire_list (event);
  g_autoptr (GPtrArray) totals = ry_questionnaire_total (event, items);

  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpint (((RyQuestionnaireTotal *) totals->pdata[0])->counts[0], ==, 1);
  g_assert_cmpuint (((RyQuestionnaireTotal *) totals->pdata[1])->answered, ==, 0);
}

static void
test_default (void)
{
  g_autoptr (JsonObject) event = json_object_new ();
  g_autoptr (GPtrArray) items = NULL;

  ry_questionnaire_fill_default (event);
  ry_questionnaire_fill_default (event);
  items = ry_questionnaire_list (event);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpint (((RyQuestionnaireItem *) items->pdata[3])->type, ==, RY_QUESTIONNAIRE_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/questionnaire/press", test_press);
  g_test_add_func ("/questionnaire/total", test_total);
  g_test_add_func ("/questionnaire/odd", test_odd);
  g_test_add_func ("/questionnaire/default", test_default);
  return g_test_run ();
}
