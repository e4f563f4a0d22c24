/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes of a sheet, each on the content that will be stored. Keys of list entries are made of what they are about and
 * the day, so that two who change one answer on one day meet in one entry, and the merge shows both.
 */
#include "ry-function.h"

#include "ry-date.h"
#include "ry-json.h"

/* Members that have a past. */
static const char *const kept[] = { "departments", "emergency",     "door_telephone", "door_hours",
                                    "door_papers", "door_holidays", "door_form",      "door_contact" };

static JsonArray *
ensure_array (JsonObject *content, const char *member)
{
  JsonArray *array = ry_json_get_array (content, member);

  if (array == NULL) {
    array = json_array_new ();
    json_object_set_array_member (content, member, array);
  }
  return array;
}

static JsonObject *
find_keyed (JsonArray *entries, const char *key)
{
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode *node = json_array_get_element (entries, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (ry_json_get_string (json_node_get_object (node), "key"), key) == 0)
      return json_node_get_object (node);
  }
  return NULL;
}

static JsonObject *
ensure_keyed (JsonArray *entries, const char *key)
{
  JsonObject *entry = find_keyed (entries, key);

  if (entry == NULL) {
    entry = json_object_new ();
    ry_json_set_string (entry, "key", key);
    json_array_add_object_element (entries, entry);
  }
  return entry;
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    ry_json_set_string (object, member, text);
  else
    json_object_remove_member (object, member);
}

static gboolean
has_past (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (kept[i], member))
      return TRUE;
  return FALSE;
}

static gboolean
is_empty (JsonObject *content)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (content, kept[i]))
      return FALSE;
  return TRUE;
}

/* What stood there up to yesterday; nothing where today's first change has put it by already. */
static void
put_by (JsonObject *before, JsonObject *content, const char *today)
{
  const char *from = ry_json_get_string (before, "from");
  g_autofree char *until = NULL;
  JsonObject *entry;
  GDate day;

  if ((from != NULL && strcmp (from, today) >= 0) || !ry_date_parse (today, &day))
    return;
  if (!is_empty (before)) {
    g_date_subtract_days (&day, 1);
    until = ry_date_format (&day, RY_DATE_ISO);
    entry = ensure_keyed (ensure_array (content, "former"), until);
    ry_json_set_string (entry, "until", until);
    set_text (entry, "from", from);
    for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
      if (json_object_has_member (before, kept[i]))
        json_object_set_member (entry, kept[i], ry_json_node_copy (json_object_get_member (before, kept[i])));
  }
  ry_json_set_string (content, "from", today);
}

static gboolean
is_same (JsonObject *before, JsonObject *content, const char *member)
{
  JsonNode *left = json_object_get_member (before, member), *right = json_object_get_member (content, member);

  return left == NULL || right == NULL ? left == right : ry_json_node_equal (left, right);
}

/**
 * ry_function_keep:
 * @organisation: a hospital's id
 * @before: (nullable): its sheet's content as it is stored
 * @content: what takes its place; changed
 * @today: the day from which that holds, ISO 8601
 *
 * For a form that changes members by itself: puts by what they were, and gives a new sheet what it cannot be without.
 */
void
ry_function_keep (const char *organisation, JsonObject *before, JsonObject *content, const char *today)
{
  if (!json_object_has_member (content, "kind"))
    ry_json_set_string (content, "kind", "function");
  if (!json_object_has_member (content, "organisation"))
    ry_json_set_string (content, "organisation", organisation);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (before != NULL && !is_same (before, content, kept[i])) {
      put_by (before, content, today);
      return;
    }
}

/**
 * ry_function_begin:
 * @organisation: a hospital's id
 * @sheet: (nullable): its sheet
 *
 * Returns: (transfer full): what may be changed: the content of @sheet, or of a new one
 */
JsonObject *
ry_function_begin (const char *organisation, RyDocument *sheet)
{
  JsonObject *content = sheet != NULL ? ry_document_dup_root (sheet) : json_object_new ();

  if (sheet == NULL) {
    ry_json_set_string (content, "kind", "function");
    ry_json_set_string (content, "organisation", organisation);
  }
  return content;
}

/**
 * ry_function_create_edit:
 * @organisation: a hospital's id
 * @sheet: (nullable): its sheet
 * @content: (transfer full): how it should be
 *
 * Returns: (transfer full): the edit
 */
RyEdit *
ry_function_create_edit (const char *organisation, RyDocument *sheet, JsonObject *content)
{
  g_autofree char *id = sheet != NULL ? g_strdup (ry_document_get_id (sheet)) : ry_hospital_dup_sheet_id (organisation);

  return ry_edit_new (id, sheet, content);
}

static const char *
get_on (JsonObject *entry)
{
  const char *on = ry_json_get_string (entry, "on");

  return on != NULL ? on : "";
}

/* The entry that holds on the day, whatever it says. */
static JsonObject *
find_answer (JsonArray *entries, const char *condition, const char *today)
{
  JsonObject *found = NULL;

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode *node = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    if (entry != NULL && g_strcmp0 (ry_json_get_string (entry, "condition"), condition) == 0 &&
        strcmp (get_on (entry), today) <= 0 && (found == NULL || strcmp (get_on (entry), get_on (found)) >= 0))
      found = entry;
  }
  return found;
}

/**
 * ry_function_set_answer:
 * @content: a sheet's content
 * @condition: a condition's id
 * @answer: the answer; %RY_ANSWER_UNANSWERED takes it back
 * @note: (nullable): and under which conditions
 * @today: the day from which that holds, ISO 8601
 *
 * Returns: whether anything changed
 */
gboolean
ry_function_set_answer (
    JsonObject *content, const char *condition, RyAnswer answer, const char *note, const char *today)
{
  JsonArray *entries = ensure_array (content, "conditions");
  JsonObject *entry = find_answer (entries, condition, today);
  const char *stem = strchr (condition, ':');
  g_autofree char *key = g_strconcat (stem != NULL ? stem + 1 : condition, "@", today, NULL);
  const char *before = entry != NULL ? ry_json_get_string (entry, "note") : NULL;

  if (g_strcmp0 (before != NULL ? before : "", note != NULL ? note : "") == 0 &&
      ry_answer_parse (entry != NULL ? ry_json_get_string (entry, "answer") : NULL) == answer)
    return FALSE;
  if (entry == NULL || strcmp (get_on (entry), today) != 0)
    entry = ensure_keyed (entries, key);
  ry_json_set_string (entry, "condition", condition);
  ry_json_set_string (entry, "on", today);
  set_text (entry, "answer", ry_answer_get_code (answer));
  set_text (entry, "note", note);
  return TRUE;
}

/**
 * ry_function_set_text:
 * @content: a sheet's content
 * @member: a member that holds text or a code
 * @text: (nullable): its value
 * @today: the day from which that holds, ISO 8601
 *
 * Returns: whether anything changed
 */
gboolean
ry_function_set_text (JsonObject *content, const char *member, const char *text, const char *today)
{
  const char *before = ry_json_get_string (content, member);

  if (g_strcmp0 (before != NULL ? before : "", text != NULL ? text : "") == 0)
    return FALSE;
  if (has_past (member))
    put_by (content, content, today);
  set_text (content, member, text);
  return TRUE;
}

/**
 * ry_function_confirm:
 * @content: a sheet's content
 * @confirmation: what somebody said
 *
 * Notes that the sheet is right. Earlier confirmations stay in its list.
 */
void
ry_function_confirm (JsonObject *content, const RyFunctionConfirmation *confirmation)
{
  const char *latest = ry_json_get_string (content, "confirmed_on");
  JsonObject *entry = ensure_keyed (ensure_array (content, "confirmations"), confirmation->on);

  ry_json_set_string (entry, "on", confirmation->on);
  set_text (entry, "by", confirmation->by);
  set_text (entry, "through", confirmation->through);
  set_text (entry, "round", confirmation->round);
  if (latest != NULL && strcmp (latest, confirmation->on) > 0)
    return;
  ry_json_set_string (content, "confirmed_on", confirmation->on);
  set_text (content, "confirmed_by", confirmation->by);
  set_text (content, "confirmed_through", confirmation->through);
}
