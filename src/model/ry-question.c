/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions from the hall. In the minutes each has the key of its document, so that writing them again after an answer
 * came changes the lines that are there and adds none.
 */
#include "ry-question.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"

#define MAX_QUESTIONS 1000
#define MAX_PACK      (4 * 1024 * 1024)
#define FORMAT        "ryorin-questions"

/**
 * ry_question_new_content:
 * @show: what runs
 * @talk: (nullable): who spoke
 * @text: what was asked
 * @asked_by: (nullable): who asked
 * @at: the moment, ISO 8601
 *
 * Returns: (transfer full): a question, to be stored
 */
JsonObject *
ry_question_new_content (RyShow *show, RyTalk *talk, const char *text, const char *asked_by, const char *at)
{
  JsonObject *root = json_object_new ();

  json_object_set_string_member (root, "kind", "question");
  json_object_set_string_member (root, "text", text);
  ry_json_set_string (root, "show", show->id);
  ry_json_set_string (root, "meeting", show->meeting);
  ry_json_set_string (root, "organisation", talk != NULL ? talk->organisation : NULL);
  ry_json_set_string (root, "talk", talk != NULL ? talk->key : NULL);
  ry_json_set_string (root, "asked_by", asked_by);
  ry_json_set_string (root, "at", at);
  return root;
}

static int
compare_at (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (left, "at"), ry_document_get_string (right, "at"));

  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_question_list:
 * @workspace: the records
 * @member: "show" or "organisation"
 * @id: whose questions
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): them as they were asked
 */
GPtrArray *
ry_question_list (RyWorkspace *workspace, const char *member, const char *id, GError **error)
{
  g_autofree char *condition = g_strconcat (member, "=", id, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "question", .where = where };
  GPtrArray *questions = ry_workspace_query (workspace, &query, error);

  if (questions != NULL)
    g_ptr_array_sort (questions, compare_at);
  return questions;
}

gboolean
ry_question_is_answered (JsonObject *question)
{
  const char *answer = ry_json_get_string (question, "answer");

  return answer != NULL && *answer != '\0';
}

/**
 * ry_question_answer:
 * @question: a question
 * @answer: (nullable): what was answered; nothing takes the answer away
 * @today: ISO 8601
 *
 * Notes the answer and its day.
 */
void
ry_question_answer (JsonObject *question, const char *answer, const char *today)
{
  g_autofree char *text = answer != NULL ? g_strstrip (g_strdup (answer)) : g_strdup ("");

  ry_json_set_string (question, "answer", text);
  ry_json_set_string (question, "answered_on", *text != '\0' ? today : NULL);
}

/* ---- Into the minutes ---- */

static JsonObject *
find_item_of (JsonObject *meeting, const char *source)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");

  for (guint i = 0; source != NULL && agenda != NULL && i < json_array_get_length (agenda); i++) {
    JsonObject *item = json_array_get_object_element (agenda, i);

    if (item != NULL && g_strcmp0 (ry_json_get_string (item, "source"), source) == 0)
      return item;
  }
  return NULL;
}

/* A meeting is closed after its questions: before its closing items, which have no number. */
static const char *
find_last_item (JsonObject *meeting)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  guint n = agenda != NULL ? json_array_get_length (agenda) : 0;

  while (n > 0) {
    JsonObject *item = json_array_get_object_element (agenda, n - 1);
    const char *section = ry_json_get_string (item, "section");

    if (g_strcmp0 (section, "closing") != 0 && g_strcmp0 (section, "next") != 0)
      return ry_json_get_string (item, "key");
    n--;
  }
  return NULL;
}

static JsonObject *
ensure_item (JsonObject *meeting, const char *source, const char *title)
{
  JsonObject *item = find_item_of (meeting, source);

  if (item != NULL)
    return item;
  item = ry_meeting_insert_item (meeting, find_last_item (meeting), title, 1);
  ry_json_set_string (item, "source", source);
  return item;
}

static JsonObject *
ensure_block (JsonObject *meeting, const char *item, const char *key, const char *type)
{
  JsonObject *block = ry_meeting_find_block (meeting, key);

  if (block != NULL)
    return block;
  block = ry_meeting_insert_block (meeting, item, NULL, type);
  json_object_set_string_member (block, "key", key);
  return block;
}

static gboolean
set_text (JsonObject *block, const char *text)
{
  if (g_strcmp0 (ry_json_get_string (block, "text"), text) == 0)
    return FALSE;
  json_object_set_string_member (block, "text", text);
  return TRUE;
}

static gboolean
write_question (JsonObject *meeting, const char *item, RyShow *show, RyDocument *document)
{
  JsonObject *question = ry_document_get_root (document), *block;
  int at = ry_show_find_talk (show, ry_json_get_string (question, "talk"));
  const char *to = at >= 0 ? ry_show_get_talk (show, (guint) at)->name : NULL,
             *asked_by = ry_json_get_string (question, "asked_by");
  const char *text = ry_json_get_string (question, "text");
  g_autofree char *key = g_strdelimit (g_strdup (ry_document_get_id (document)), ":", '-');
  g_autofree char *asked = to != NULL ? g_strdup_printf (_ ("(To %s) %s"), to, text) : g_strdup (text);
  gboolean changed;

  block = ensure_block (meeting, item, key, RY_BLOCK_SPEECH);
  changed = set_text (block, asked);
  ry_json_set_string (block, "speaker", asked_by != NULL ? asked_by : _ ("From the hall"));
  if (ry_question_is_answered (question)) {
    g_autofree char *answer_key = g_strconcat (key, "-answer", NULL);

    block = ry_meeting_find_block (meeting, answer_key);
    if (block == NULL) {
      block = ry_meeting_insert_block (meeting, item, key, RY_BLOCK_SPEECH);
      json_object_set_string_member (block, "key", answer_key);
    }
    ry_json_set_string (block, "speaker", to);
    changed = set_text (block, ry_json_get_string (question, "answer")) || changed;
  }
  return changed;
}

/**
 * ry_question_write_minutes:
 * @meeting: content of the meeting, which may be changed
 * @show: its running order
 * @questions: (element-type RyDocument): what was asked
 *
 * Writes questions and answers under an item of their own, as statements; what stands there already is brought up to
 * date. Sealed minutes are left alone.
 *
 * Returns: how many questions changed something
 */
guint
ry_question_write_minutes (JsonObject *meeting, RyShow *show, GPtrArray *questions)
{
  const char *item;
  guint n = 0;

  if (questions->len == 0 || ry_meeting_is_sealed (meeting))
    return 0;
  item = ry_json_get_string (ensure_item (meeting, show->id, _ ("Questions from the hall")), "key");
  for (guint i = 0; i < questions->len; i++)
    n += write_question (meeting, item, show, g_ptr_array_index (questions, i));
  return n;
}

/**
 * ry_question_raise:
 * @question: a question, which may be changed
 * @question_id: its document
 * @meeting: content of a meeting, which may be changed
 * @meeting_id: its document
 *
 * Makes the question an item of the agenda. Each names the other; a question that is an item there already stays that
 * one.
 *
 * Returns: (transfer none): the item
 */
JsonObject *
ry_question_raise (JsonObject *question, const char *question_id, JsonObject *meeting, const char *meeting_id)
{
  const char *text = ry_json_get_string (question, "text");
  g_autofree char *line = g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n", ' ');
  JsonObject *item = ensure_item (meeting, question_id, line);
  g_autofree char *link = g_strdup_printf ("%s#%s", meeting_id, ry_json_get_string (item, "key"));

  json_object_set_string_member (question, "item", link);
  return item;
}

/**
 * ry_question_dup_item:
 * @question: a question
 * @meeting: (out) (transfer full) (nullable): the meeting it was taken to
 *
 * Returns: (transfer full) (nullable): the key of the agenda item it became
 */
char *
ry_question_dup_item (JsonObject *question, char **meeting)
{
  const char *link = ry_json_get_string (question, "item");
  const char *hash = link != NULL ? strchr (link, '#') : NULL;

  *meeting = hash != NULL ? g_strndup (link, (gsize) (hash - link)) : NULL;
  return hash != NULL ? g_strdup (hash + 1) : NULL;
}

/* ---- Carried home ---- */

/**
 * ry_question_pack:
 * @show: what ran
 * @questions: (element-type JsonObject): what was asked
 *
 * Returns: (transfer full): a file's text
 */
char *
ry_question_pack (RyShow *show, GPtrArray *questions)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_string_member (root, "format", FORMAT);
  ry_json_set_string (root, "title", show->title);
  for (guint i = 0; i < questions->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (questions, i)));
  json_object_set_array_member (root, "questions", array);
  return ry_json_object_to_text (root);
}

static JsonObject *
take_question (JsonObject *from)
{
  static const char *const members[] = { "text", "show", "meeting", "organisation", "talk", "asked_by", "at" };
  JsonObject *root;

  if (ry_json_get_string (from, "text") == NULL)
    return NULL;
  root = json_object_new ();
  json_object_set_string_member (root, "kind", "question");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_json_set_string (root, members[i], ry_json_get_string (from, members[i]));
  return root;
}

/**
 * ry_question_unpack:
 * @text: a file's text
 * @length: bytes in @text, or -1
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): questions, to be stored under ids that
 *   ry_id_for_content() makes of them, so that a file taken twice doubles nothing
 */
GPtrArray *
ry_question_unpack (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  JsonArray *array;
  GPtrArray *questions;

  if (length > MAX_PACK) {
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_LARGE, _ ("This file is too large to be questions from a hall."));
    return NULL;
  }
  root = ry_json_parse_object (text, length, NULL);
  array = root != NULL ? ry_json_get_array (root, "questions") : NULL;
  if (array == NULL || g_strcmp0 (ry_json_get_string (root, "format"), FORMAT) != 0 ||
      json_array_get_length (array) > MAX_QUESTIONS) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT, _ ("This file does not hold questions from a hall."));
    return NULL;
  }
  questions = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    JsonObject *question = JSON_NODE_HOLDS_OBJECT (node) ? take_question (json_node_get_object (node)) : NULL;

    if (question != NULL)
      g_ptr_array_add (questions, question);
  }
  return questions;
}
