/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a meeting: numbers, time, attendance, decisions and the documents of its actions. Pure; nothing
 * here looks at a clock or a store. The editing half is ry-meeting-edit.c.
 */
#include "ry-meeting-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attendance.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-text.h"
#include "ry-thread.h"

/* The third level counts in the order of the kana, as minutes of public bodies do. */
static const char *const kana_numbers[] = {
  "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "ソ",
  "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ", "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ",
  "マ", "ミ", "ム", "メ", "モ", "ヤ", "ユ", "ヨ", "ラ", "リ", "ル", "レ", "ロ", "ワ",
};

/* The frame of an ordinary meeting, and the minutes it usually takes. The keys are the same on every desktop, so that
 * two that plan one meeting apart make one agenda. */
static const struct {
  const char *key;
  const char *section;
  const char *title;
  gboolean numbered;
  int minutes;
} usual_agenda[] = {
  { "opening", "opening", N_ ("Opening"), FALSE, 5 },
  { "actions", "actions", N_ ("Actions of the last meeting"), TRUE, 10 },
  { "reports", "item", N_ ("Reports"), TRUE, 20 },
  { "discussion", "item", N_ ("Discussion"), TRUE, 40 },
  { "other", "other", N_ ("Other business, next meeting"), TRUE, 10 },
  { "closing", "closing", N_ ("Closing"), FALSE, 5 },
};

static int
clamp_level (gint64 level)
{
  return (int) CLAMP (level, 1, RY_AGENDA_LEVELS);
}

static char *
format_number (int level, guint number)
{
  if (level == 1)
    return g_strdup_printf ("%u", number);
  if (level == 2)
    return g_strdup_printf ("(%u)", number);
  if (number <= G_N_ELEMENTS (kana_numbers))
    return g_strdup (kana_numbers[number - 1]);
  return g_strdup_printf ("%u)", number);
}

static char *
format_path (const guint *counters, int level)
{
  GString *path = g_string_new (NULL);

  for (int i = 1; i <= level; i++) {
    g_autofree char *number = NULL;

    if (counters[i] == 0)
      continue;
    number = format_number (i, counters[i]);
    if (path->len > 0)
      g_string_append_c (path, ' ');
    g_string_append (path, number);
  }
  return g_string_free (path, FALSE);
}

/* Names of eras with the year of account in which each begins counting; the change within 2019 is 令和元年度. */
static char *
format_fiscal_mark (int year)
{
  if (year >= 2019)
    return g_strdup_printf ("R%d", year - 2018);
  if (year >= 1989)
    return g_strdup_printf ("H%d", year - 1988);
  return g_strdup_printf ("%d", year);
}

/* From one meeting to the next, 0 where the words do not say. */
static guint
count_months (const char *rhythm)
{
  static const struct {
    const char *word;
    guint months;
  } words[] = { { "毎月", 1 }, { "隔月", 2 }, { "年6回", 2 }, { "年4回", 3 }, { "年2回", 6 }, { "年1回", 12 } };
  g_autofree char *folded = rhythm != NULL ? ry_text_nfkc (rhythm) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].months;
  return 0;
}

static void
add_usual_agenda (JsonObject *meeting)
{
  g_autoptr (JsonArray) agenda = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (usual_agenda); i++) {
    JsonObject *item = json_object_new ();

    json_object_set_string_member (item, "key", usual_agenda[i].key);
    json_object_set_string_member (item, "section", usual_agenda[i].section);
    json_object_set_string_member (item, "title", _ (usual_agenda[i].title));
    json_object_set_int_member (item, "level", 1);
    json_object_set_boolean_member (item, "numbered", usual_agenda[i].numbered);
    json_object_set_int_member (item, "minutes", usual_agenda[i].minutes);
    json_array_add_object_element (agenda, item);
  }
  json_object_set_array_member (meeting, "agenda", g_steal_pointer (&agenda));
}

/* A list of a document, without what is no object: what arrives from afar may hold anything. */
GPtrArray *
_ry_meeting_dup_list (JsonObject *meeting, const char *member)
{
  JsonArray *array = ry_json_get_array (meeting, member);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (list, json_object_ref (json_node_get_object (node)));
  }
  return list;
}

/**
 * ry_meeting_get_next_number:
 * @series: content of a series
 * @meetings: (element-type RyDocument): meetings of that series, in any order
 *
 * The number of a cancelled meeting stays with it, or goes to the next one, as the series has it.
 *
 * Returns: the number after the highest, 1 where there is none
 */
gint64
ry_meeting_get_next_number (JsonObject *series, GPtrArray *meetings)
{
  gboolean reuse = g_strcmp0 (ry_json_get_string (series, "numbering"), "reuse") == 0;
  gint64 highest = 0;

  for (guint i = 0; i < meetings->len; i++) {
    JsonObject *root = ry_document_get_root (meetings->pdata[i]);
    gboolean cancelled = g_strcmp0 (ry_json_get_string (root, "stage"), "cancelled") == 0;

    if (!cancelled || !reuse)
      highest = MAX (highest, ry_json_get_int (root, "number", 0));
  }
  return highest + 1;
}

/**
 * ry_meeting_format_title:
 * @template: (nullable): a series' title template, such as `第{n}回{name}`
 * @number: the meeting's number
 * @name: (nullable): the series' name
 *
 * Returns: (transfer full): the title; without a template the name alone
 */
char *
ry_meeting_format_title (const char *template, gint64 number, const char *name)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GString *title = g_string_new (template != NULL && *template != '\0' ? template : "{name}");

  g_string_replace (title, "{name}", name != NULL ? name : "", 0);
  g_string_replace (title, "{n}", digits, 0);
  return g_string_free (title, FALSE);
}

/**
 * ry_meeting_suggest_date:
 * @last: (nullable): ISO 8601 day of the latest meeting of a series
 * @rhythm: (nullable): the series' rhythm in words: 毎月, 年4回, 年1回
 *
 * Continues a rhythm: the same weekday in the same week of the month, one rhythm later. The fifth becomes the last.
 *
 * Returns: (transfer full) (nullable): ISO 8601 day, %NULL where the rhythm says nothing
 */
char *
ry_meeting_suggest_date (const char *last, const char *rhythm)
{
  guint months = count_months (rhythm);
  GDate day, next;
  guint week;

  g_date_clear (&day, 1);
  if (months == 0 || last == NULL || !ry_date_parse (last, &day))
    return NULL;
  week = (g_date_get_day (&day) - 1u) / 7;
  next = day;
  g_date_set_day (&next, 1);
  g_date_add_months (&next, months);
  g_date_add_days (&next, (7u + g_date_get_weekday (&day) - g_date_get_weekday (&next)) % 7 + 7 * week);
  if (g_date_get_month (&next) != (g_date_get_month (&day) + months - 1) % 12 + 1)
    g_date_subtract_days (&next, 7);
  return ry_date_format (&next, RY_DATE_ISO);
}

/**
 * ry_meeting_new_content:
 * @series_id: id of the series
 * @series: content of the series
 * @number: the meeting's number in it
 * @date: ISO 8601 day
 *
 * A planned meeting with what its series knows already and the usual agenda.
 *
 * Returns: (transfer full): content of a new document of kind meeting
 */
JsonObject *
ry_meeting_new_content (const char *series_id, JsonObject *series, gint64 number, const char *date)
{
  static const char *const taken_over[] = { "council", "place", "start", "end" };
  JsonObject *meeting = json_object_new ();
  g_autofree char *title = ry_meeting_format_title (ry_json_get_string (series, "title_template"), number,
                                                    ry_json_get_string (series, "name"));

  json_object_set_string_member (meeting, "kind", "meeting");
  json_object_set_string_member (meeting, "title", title);
  json_object_set_string_member (meeting, "series", series_id);
  json_object_set_int_member (meeting, "number", number);
  json_object_set_string_member (meeting, "date", date);
  json_object_set_string_member (meeting, "stage", "planned");
  for (guint i = 0; i < G_N_ELEMENTS (taken_over); i++) {
    const char *value = ry_json_get_string (series, taken_over[i]);

    if (value != NULL)
      json_object_set_string_member (meeting, taken_over[i], value);
  }
  add_usual_agenda (meeting);
  return meeting;
}

/**
 * ry_meeting_number_agenda:
 * @meeting: content of a meeting
 * @full: the whole path (`3 (1)`) instead of the last step (`(1)`)
 *
 * Numbers the agenda as it is printed: 1, (1), ア. Items that are not numbered (開会, 閉会) have an empty label
 * and leave no gap; sub-items under them count from one.
 *
 * Returns: (transfer full): one label an item, in the order of the agenda
 */
GStrv
ry_meeting_number_agenda (JsonObject *meeting, gboolean full)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  guint counters[RY_AGENDA_LEVELS + 1] = { 0 };
  guint last[RY_AGENDA_LEVELS + 1] = { 0 };
  GStrv labels = g_new0 (char *, agenda->len + 1);

  for (guint i = 0; i < agenda->len; i++) {
    JsonObject *item = agenda->pdata[i];
    int level = clamp_level (ry_json_get_int (item, "level", 1));
    gboolean numbered = ry_json_get_boolean (item, "numbered", TRUE);

    for (int deeper = level + 1; deeper <= RY_AGENDA_LEVELS; deeper++)
      counters[deeper] = last[deeper] = 0;
    last[level] = numbered ? ++counters[level] : 0;
    if (!numbered)
      labels[i] = g_strdup ("");
    else
      labels[i] = full ? format_path (last, level) : format_number (level, counters[level]);
  }
  return labels;
}

/**
 * ry_meeting_get_total_minutes:
 * @meeting: content of a meeting
 *
 * Returns: minutes planned for all agenda items together
 */
int
ry_meeting_get_total_minutes (JsonObject *meeting)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  gint64 total = 0;

  for (guint i = 0; i < agenda->len; i++)
    total += CLAMP (ry_json_get_int (agenda->pdata[i], "minutes", 0), 0, 24 * 60);
  return (int) MIN (total, G_MAXINT);
}

/**
 * ry_meeting_get_length:
 * @meeting: content of a meeting
 *
 * Returns: minutes between its start and its end, past midnight too; -1 where one of them is not known
 */
int
ry_meeting_get_length (JsonObject *meeting)
{
  int start = ry_date_parse_clock (ry_json_get_string (meeting, "start"));
  int end = ry_date_parse_clock (ry_json_get_string (meeting, "end"));

  if (start < 0 || end < 0)
    return -1;
  return end >= start ? end - start : end - start + 24 * 60;
}

/**
 * ry_meeting_is_sealed:
 * @meeting: content of a meeting
 *
 * Returns: %TRUE if its minutes are settled and may not be changed any more
 */
gboolean
ry_meeting_is_sealed (JsonObject *meeting)
{
  return g_strcmp0 (ry_json_get_string (meeting, "stage"), "sealed") == 0;
}

/**
 * ry_meeting_count_blocks:
 * @meeting: content of a meeting
 * @type: a block's type, such as %RY_BLOCK_DECISION
 *
 * Returns: how many blocks of that type the minutes hold
 */
guint
ry_meeting_count_blocks (JsonObject *meeting, const char *type)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++)
    n += g_strcmp0 (ry_json_get_string (blocks->pdata[i], "type"), type) == 0;
  return n;
}

/**
 * ry_meeting_list_blocks:
 * @meeting: content of a meeting
 * @item: (nullable): key of an agenda item; %NULL asks for blocks that no item of the agenda claims
 *
 * Returns: (transfer full) (element-type JsonObject): the item's blocks in order
 */
GPtrArray *
ry_meeting_list_blocks (JsonObject *meeting, const char *item)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = blocks->pdata[i];
    const char *claimed = ry_json_get_string (block, "item");

    if (item != NULL ? g_strcmp0 (claimed, item) == 0 : ry_meeting_find_item (meeting, claimed) == NULL)
      g_ptr_array_add (found, json_object_ref (block));
  }
  return found;
}

/**
 * ry_meeting_list_present:
 * @meeting: content of a meeting
 *
 * Returns: (transfer container) (element-type utf8): ids of the people who are there, in the room or by video
 */
GPtrArray *
ry_meeting_list_present (JsonObject *meeting)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < seats->len; i++) {
    const char *status = ry_json_get_string (seats->pdata[i], "status");
    const char *person = ry_json_get_string (seats->pdata[i], "person");

    if (person != NULL && (g_strcmp0 (status, "venue") == 0 || g_strcmp0 (status, "web") == 0))
      g_ptr_array_add (people, (gpointer) person);
  }
  return people;
}

/**
 * ry_meeting_list_all_blocks:
 * @meeting: content of a meeting
 *
 * Returns: (transfer full) (element-type JsonObject): all blocks of the minutes, as they stand in the record
 */
GPtrArray *
ry_meeting_list_all_blocks (JsonObject *meeting)
{
  return _ry_meeting_dup_list (meeting, "blocks");
}

static gboolean
has_words (JsonObject *meeting, const char *item)
{
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (meeting, item);

  for (guint i = 0; i < blocks->len; i++) {
    const char *text = ry_json_get_string (g_ptr_array_index (blocks, i), "text");

    if (text != NULL && *text != '\0')
      return TRUE;
  }
  return FALSE;
}

/* Opening and closing have no number, and what only heads others has none of its own to be discussed. */
static gboolean
is_discussed (GPtrArray *agenda, guint position)
{
  JsonObject *item = g_ptr_array_index (agenda, position);
  gint64 level = ry_json_get_int (item, "level", 1);

  return ry_json_get_boolean (item, "numbered", TRUE) &&
         (position + 1 >= agenda->len ||
          ry_json_get_int (g_ptr_array_index (agenda, position + 1), "level", 1) <= level);
}

/**
 * ry_meeting_get_open_item:
 * @meeting: a meeting
 * @today: today, ISO 8601
 *
 * Where to open the minutes: on the day of the meeting where the writing stands, on any other where the words begin;
 * with nothing written yet, at the first item that is discussed, which is not the opening.
 *
 * Returns: (transfer none) (nullable): the key of an agenda item, or %NULL where the agenda is empty
 */
const char *
ry_meeting_get_open_item (JsonObject *meeting, const char *today)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  gboolean last = g_strcmp0 (ry_json_get_string (meeting, "date"), today) == 0;
  const char *written = NULL;
  const char *discussed = NULL;

  for (guint i = 0; i < agenda->len; i++) {
    const char *key = ry_json_get_string (g_ptr_array_index (agenda, i), "key");

    if (key == NULL)
      continue;
    if ((written == NULL || last) && has_words (meeting, key))
      written = key;
    if (discussed == NULL && is_discussed (agenda, i))
      discussed = key;
  }
  if (written == NULL && discussed == NULL && agenda->len > 0)
    return ry_json_get_string (g_ptr_array_index (agenda, 0), "key");
  return written != NULL ? written : discussed;
}

/**
 * ry_meeting_count_attendance:
 * @meeting: content of a meeting
 * @count: (out caller-allocates): what was counted
 *
 * Counts the seats; a meeting without seats answers with its figures `attended` and `invited`.
 */
void
ry_meeting_count_attendance (JsonObject *meeting, RyAttendanceCount *count)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");

  memset (count, 0, sizeof *count);
  if (seats->len == 0) {
    count->present = (guint) MAX (0, ry_json_get_int (meeting, "attended", 0));
    count->invited = (guint) MAX (0, ry_json_get_int (meeting, "invited", 0));
    return;
  }
  for (guint i = 0; i < seats->len; i++)
    ry_attendance_add (count, ry_json_get_string (seats->pdata[i], "status"));
}

/**
 * ry_meeting_format_decision:
 * @date: (nullable): ISO 8601 day of the meeting
 * @mark: (nullable): the series' mark, such as 例会
 * @number: the meeting's number, 0 if it has none
 * @order: the decision's place among the meeting's decisions, from 1
 *
 * Returns: (transfer full): a number people can quote, such as `R8-例会181-2`
 */
char *
ry_meeting_format_decision (const char *date, const char *mark, gint64 number, guint order)
{
  GDate day;
  GString *text = g_string_new (NULL);

  g_date_clear (&day, 1);
  if (date != NULL && ry_date_parse (date, &day)) {
    g_autofree char *year = format_fiscal_mark (ry_date_fiscal_year (&day));

    g_string_append_printf (text, "%s-", year);
  }
  g_string_append (text, mark != NULL ? mark : "");
  if (number > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, number);
  if (text->len > 0 && text->str[text->len - 1] != '-')
    g_string_append_c (text, '-');
  g_string_append_printf (text, "%u", order);
  return g_string_free (text, FALSE);
}

/* For arrays of documents. */
int
_ry_meeting_compare_by_day (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (left, "date"), ry_document_get_string (right, "date"));

  return order != 0 ? order : g_strcmp0 (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_meeting_get_fiscal_range:
 * @year: a year of account (年度), 2026 for 令和8年度
 * @first: (out caller-allocates): its first day, 1 April
 * @last: (out caller-allocates): its last day, 31 March of the next year
 */
void
ry_meeting_get_fiscal_range (int year, GDate *first, GDate *last)
{
  g_date_set_dmy (first, 1, G_DATE_APRIL, (GDateYear) year);
  g_date_set_dmy (last, 31, G_DATE_MARCH, (GDateYear) (year + 1));
}

/**
 * ry_meeting_dup_action_id:
 * @meeting_id: id of the meeting
 * @block_key: key of the block
 *
 * The id follows from the block, so that two desktops that make the action of one block make one document.
 *
 * Returns: (transfer full): id of the action's document
 */
char *
ry_meeting_dup_action_id (const char *meeting_id, const char *block_key)
{
  const char *colon = strchr (meeting_id, ':');

  return g_strdup_printf ("action:%s-%s", colon != NULL ? colon + 1 : meeting_id, block_key);
}

/* The agenda item under which an action was given, with its thread and its programme lines. */
static void
set_source (JsonObject *action, const char *meeting_id, JsonObject *meeting, const char *item)
{
  JsonObject *found = item != NULL ? ry_meeting_find_item (meeting, item) : NULL;
  g_autofree char *thread = found != NULL ? ry_thread_dup_id (meeting_id, found) : NULL;
  JsonNode *lines = found != NULL ? json_object_get_member (found, "lines") : NULL;

  ry_json_set_string (action, "item", item);
  ry_json_set_string (action, "thread", thread);
  if (lines != NULL)
    json_object_set_member (action, "lines", json_node_copy (lines));
}

/* What is to be done, by whom. Every member's machine holds actions: of an internal block it says that there is one. */
static void
set_words (JsonObject *action, JsonObject *block)
{
  static const char *const owners[] = { "owner", "owner_name" };
  gboolean internal = ry_json_get_boolean (block, "internal", FALSE);

  ry_json_set_string (action, "text", internal ? "（非公開の宿題）" : ry_json_get_string (block, "text"));
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    ry_json_set_string (action, owners[i], internal ? NULL : ry_json_get_string (block, owners[i]));
}

/**
 * ry_meeting_new_action:
 * @meeting_id: id of the meeting
 * @meeting: content of the meeting
 * @block: one of its blocks of type %RY_BLOCK_ACTION
 * @existing: (nullable): content of the action's document as it stands
 *
 * What the action's document should hold; of an internal block neither words nor owner. What happened to the action
 * since (status, notes, its first due date) stays.
 *
 * Returns: (transfer full): content of a document of kind action
 */
JsonObject *
ry_meeting_new_action (const char *meeting_id, JsonObject *meeting, JsonObject *block, JsonObject *existing)
{
  JsonObject *action = existing != NULL ? ry_json_object_copy (existing) : json_object_new ();
  const char *due = ry_json_get_string (block, "due");

  ry_json_set_string (action, "kind", "action");
  set_words (action, block);
  ry_json_set_string (action, "council", ry_json_get_string (meeting, "council"));
  ry_json_set_string (action, "meeting", meeting_id);
  ry_json_set_string (action, "series", ry_json_get_string (meeting, "series"));
  ry_json_set_string (action, "block", ry_json_get_string (block, "key"));
  set_source (action, meeting_id, meeting, ry_json_get_string (block, "item"));
  ry_json_set_string (action, "due", due);
  if (ry_json_get_string (action, "first_due") == NULL && due != NULL)
    ry_json_set_string (action, "first_due", due);
  if (ry_json_get_string (action, "status") == NULL)
    ry_json_set_string (action, "status", "todo");
  if (ry_json_get_boolean (meeting, "sample", FALSE))
    json_object_set_boolean_member (action, "sample", TRUE);
  return action;
}
