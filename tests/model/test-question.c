/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions from the hall: to whom they belong, into the minutes once, onto an agenda with links both ways, and home
 * from a hall without records. */
#include "ry-error.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-question.h"

static RyShow *
parse_show (void)
{
  g_autoptr (JsonObject) root =
      ry_json_parse_object ("{\"title\":\"第11回\",\"meeting\":\"meeting:11\",\"talks\":[{\"key\":\"a\","
                            "\"organisation\":\"organisation:1\",\"name\":\"海風病院\"}]}",
                            -1, NULL);

  return ry_show_parse ("show:1", root);
}

static JsonObject *
ask (RyShow *show)
{
  return ry_question_new_content (show, ry_show_get_talk (show, 0), "土曜の入院は？", "東町の居宅",
                                  "2027-02-20T04:40:00Z");
}

static GPtrArray *
store (JsonObject *question)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  g_ptr_array_add (questions, ry_document_new_from_root ("question:Q1", NULL, FALSE, question));
  return questions;
}

static void
test_new (void)
{
  g_autoptr (RyShow) show = parse_show ();
  g_autoptr (JsonObject) question = ask (show),
                         general = ry_question_new_content (show, NULL, "懇親会は？", NULL, NULL);

  g_assert_cmpstr (ry_json_get_string (question, "organisation"), ==, "organisation:1");
  g_assert_cmpstr (ry_json_get_string (question, "talk"), ==, "a");
  g_assert_cmpstr (ry_json_get_string (question, "meeting"), ==, "meeting:11");
  g_assert_cmpstr (ry_json_get_string (question, "show"), ==, "show:1");
  g_assert_null (ry_json_get_string (general, "organisation"));
  g_assert_false (ry_question_is_answered (question));
  ry_question_answer (question, "  14時まで受けます。 ", "2027-02-22");
  g_assert_true (ry_question_is_answered (question));
  g_assert_cmpstr (ry_json_get_string (question, "answer"), ==, "14時まで受けます。");
  ry_question_answer (question, " ", "2027-02-23");
  g_assert_false (ry_question_is_answered (question));
  g_assert_null (ry_json_get_string (question, "answered_on"));
}

static guint
count_blocks (JsonObject *meeting)
{
  JsonArray *blocks = ry_json_get_array (meeting, "blocks");

  return blocks != NULL ? json_array_get_length (blocks) : 0;
}

/* Written twice it stands there once; a late answer comes behind its question. */
static void
test_minutes (void)
{
  g_autoptr (RyShow) show = parse_show ();
  g_autoptr (JsonObject) question = ask (show);
  g_autoptr (JsonObject) meeting =
      ry_json_parse_object ("{\"stage\":\"draft\",\"agenda\":[{\"key\":\"1\",\"title\":\"紹介\",\"section\":\"item\"},{"
                            "\"key\":\"2\",\"title\":\"閉会\",\"section\":\"closing\"}]}",
                            -1, NULL);
  g_autoptr (GPtrArray) questions = store (question);
  g_autoptr (GPtrArray) answered = NULL;
  JsonObject *item, *block;

  g_assert_cmpuint (ry_question_write_minutes (meeting, show, questions), ==, 1);
  g_assert_cmpuint (ry_question_write_minutes (meeting, show, questions), ==, 0);
  g_assert_cmpuint (count_blocks (meeting), ==, 1);
  item = json_array_get_object_element (ry_json_get_array (meeting, "agenda"), 1); /* before the closing */
  g_assert_cmpstr (ry_json_get_string (item, "source"), ==, "show:1");
  block = ry_meeting_find_block (meeting, "question-Q1");
  g_assert_cmpstr (ry_json_get_string (block, "speaker"), ==, "東町の居宅");
  g_assert_nonnull (g_strstr_len (ry_json_get_string (block, "text"), -1, "海風病院"));
  ry_question_answer (question, "受けます。", "2027-02-22");
  answered = store (question);
  g_assert_cmpuint (ry_question_write_minutes (meeting, show, answered), ==, 1);
  g_assert_cmpuint (count_blocks (meeting), ==, 2);
  g_assert_cmpstr (ry_json_get_string (ry_meeting_find_block (meeting, "question-Q1-answer"), "speaker"), ==,
                   "海風病院");
  json_object_set_string_member (meeting, "stage", "sealed");
  ry_question_answer (question, "別の答え", "2027-02-23");
  g_clear_pointer (&answered, g_ptr_array_unref);
  answered = store (question);
  g_assert_cmpuint (ry_question_write_minutes (meeting, show, answered), ==, 0);
}

static void
test_raise (void)
{
  g_autoptr (RyShow) show = parse_show ();
  g_autoptr (JsonObject) question = ask (show), meeting = json_object_new ();
  JsonObject *item = ry_question_raise (question, "question:Q1", meeting, "meeting:182");
  g_autofree char *to = NULL;
  g_autofree char *key = ry_question_dup_item (question, &to);
  g_autofree char *nowhere = NULL;
  g_autoptr (JsonObject) fresh = ask (show);

  g_assert_cmpstr (ry_json_get_string (item, "title"), ==, "土曜の入院は？");
  g_assert_cmpstr (ry_json_get_string (item, "source"), ==, "question:Q1");
  g_assert_cmpstr (to, ==, "meeting:182");
  g_assert_cmpstr (key, ==, ry_json_get_string (item, "key"));
  g_assert_true (ry_question_raise (question, "question:Q1", meeting, "meeting:182") == item);
  g_assert_null (ry_question_dup_item (fresh, &nowhere));
  g_assert_null (nowhere);
}

static void
test_pack (void)
{
  static const char *const bad[] = { "",
                                     "{",
                                     "[]",
                                     "{}",
                                     "{\"format\":\"ryorin-questions\"}",
                                     "{\"format\":\"other\",\"questions\":[]}",
                                     "{\"format\":\"ryorin-questions\",\"questions\":{}}" };
  g_autoptr (RyShow) show = parse_show ();
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) back = NULL, odd = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (asked, ask (show));
  text = ry_question_pack (show, asked);
  back = ry_question_unpack (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_cmpstr (ry_json_get_string (g_ptr_array_index (back, 0), "text"), ==, "土曜の入院は？");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (ry_question_unpack (bad[i], -1, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT);
    g_clear_error (&error);
  }
  odd = ry_question_unpack (
      "{\"format\":\"ryorin-questions\",\"questions\":[7,{},{\"text\":\"a\",\"answer\":\"x\",\"_id\":\"region:1\"}]}",
      -1, &error);
  g_assert_cmpuint (odd->len, ==, 1);
  g_assert_false (json_object_has_member (g_ptr_array_index (odd, 0), "_id"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/question/new", test_new);
  g_test_add_func ("/model/question/minutes", test_minutes);
  g_test_add_func ("/model/question/raise", test_raise);
  g_test_add_func ("/model/question/pack", test_pack);
  return g_test_run ();
}
