/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rhythm of a series: its dates in a year of account, and how two meetings meet. The words for it, in and out, are
 * in ry-rhythm-text.c. A rhythm stands in a document as members a program reads (months, nth, weekday, holiday) and as
 * the words a person reads (rhythm); a series that has only the words is understood by them.
 */
#include "ry-rhythm.h"

#include <stdlib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-holiday.h"
#include "ry-json.h"

/* A holiday on every Tuesday of the year does not exist; this ends the search where the calendar would be wrong. */
#define MAX_WEEKS_SHIFTED 8

static const char *const holiday_codes[] = { "next_week", "next_day", "previous_day", "skip", "keep" };

static gboolean
meets_in (const RyRhythm *rhythm, int month)
{
  return rhythm->months == 0 || (rhythm->months & (1u << month)) != 0;
}

/* The day that the rhythm names in a month; %FALSE where the month has no fifth. */
static gboolean
find_day (const RyRhythm *rhythm, int year, int month, GDate *day)
{
  guint last = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  guint first, n;

  g_date_clear (day, 1);
  g_date_set_dmy (day, 1, (GDateMonth) month, (GDateYear) year);
  first = 1 + (7u + rhythm->weekday - g_date_get_weekday (day)) % 7;
  n = rhythm->nth == RY_RHYTHM_LAST ? (last - first) / 7 : (guint) rhythm->nth - 1;
  if (first + 7 * n > last)
    return FALSE;
  g_date_set_day (day, (GDateDay) (first + 7 * n));
  return TRUE;
}

static void
find_working_day (GDate *day, int direction)
{
  do
    if (direction > 0)
      g_date_add_days (day, 1);
    else
      g_date_subtract_days (day, 1);
  while (!ry_holiday_is_working_day (day));
}

static void
apply_holiday_rule (const RyRhythm *rhythm, RyRhythmDay *day)
{
  if (day->holiday == NULL || rhythm->holiday == RY_HOLIDAY_KEEP)
    return;
  day->change = rhythm->holiday == RY_HOLIDAY_SKIP ? RY_RHYTHM_OMITTED : RY_RHYTHM_SHIFTED;
  day->held = rhythm->holiday != RY_HOLIDAY_SKIP;
  if (rhythm->holiday == RY_HOLIDAY_NEXT_WEEK)
    for (guint i = 0; i < MAX_WEEKS_SHIFTED && ry_holiday_get_name (&day->date) != NULL; i++)
      g_date_add_days (&day->date, 7);
  else if (rhythm->holiday == RY_HOLIDAY_NEXT_DAY)
    find_working_day (&day->date, 1);
  else if (rhythm->holiday == RY_HOLIDAY_PREVIOUS_DAY)
    find_working_day (&day->date, -1);
}

/* An exception names the day that the rhythm names, or the one to which a holiday shifted it. */
static JsonObject *
find_exception (JsonObject *series, const RyRhythmDay *day)
{
  JsonArray *exceptions = ry_json_get_array (series, "exceptions");

  for (guint i = 0; exceptions != NULL && i < json_array_get_length (exceptions); i++) {
    JsonNode *node = json_array_get_element (exceptions, i);
    JsonObject *exception = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *named = exception != NULL ? ry_json_get_string (exception, "date") : NULL;
    GDate date;

    g_date_clear (&date, 1);
    if (named != NULL && ry_date_parse (named, &date) &&
        (g_date_compare (&date, &day->rule) == 0 || g_date_compare (&date, &day->date) == 0))
      return exception;
  }
  return NULL;
}

static void
apply_exception (JsonObject *series, RyRhythmDay *day)
{
  JsonObject *exception = find_exception (series, day);
  const char *to = exception != NULL ? ry_json_get_string (exception, "to") : NULL;
  GDate date;

  g_date_clear (&date, 1);
  if (exception == NULL)
    return;
  if (g_strcmp0 (ry_json_get_string (exception, "change"), "skip") == 0) {
    day->change = RY_RHYTHM_SKIPPED;
    day->held = FALSE;
    day->date = day->rule;
  } else if (to != NULL && ry_date_parse (to, &date)) {
    day->change = RY_RHYTHM_MOVED;
    day->held = TRUE;
    day->date = date;
  } else
    return;
  day->reason = g_strdup (ry_json_get_string (exception, "reason"));
}

static void
add_month (JsonObject *series, const RyRhythm *rhythm, int year, int month, GPtrArray *days)
{
  RyRhythmDay *day;
  GDate rule;

  if (!meets_in (rhythm, month) || !find_day (rhythm, year, month, &rule))
    return;
  day = g_new0 (RyRhythmDay, 1);
  day->rule = day->date = rule;
  day->held = TRUE;
  day->holiday = ry_holiday_get_name (&rule);
  apply_holiday_rule (rhythm, day);
  apply_exception (series, day);
  g_ptr_array_add (days, day);
}

static gboolean
code_to_rule (const char *code, RyHolidayRule *rule)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (holiday_codes); i++)
    if (g_str_equal (holiday_codes[i], code)) {
      *rule = (RyHolidayRule) i;
      return TRUE;
    }
  return FALSE;
}

static guint
read_months (JsonObject *series)
{
  JsonArray *array = ry_json_get_array (series, "months");
  guint months = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    int month = 0;

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      month = atoi (json_node_get_string (node));
    else if (JSON_NODE_HOLDS_VALUE (node))
      month = (int) CLAMP (json_node_get_int (node), 0, 13);
    if (month >= 1 && month <= 12)
      months |= 1u << month;
  }
  return months;
}

static void
put_start (RyRhythm *rhythm, const char *start)
{
  int clock = ry_date_parse_clock (start);

  if (clock >= 0)
    g_snprintf (rhythm->start, sizeof rhythm->start, "%02u:%02u", (guint) clock / 60 % 25, (guint) clock % 60);
}

/**
 * ry_rhythm_is_valid:
 * @rhythm: a rhythm
 *
 * Returns: whether it names days
 */
gboolean
ry_rhythm_is_valid (const RyRhythm *rhythm)
{
  return rhythm->weekday >= G_DATE_MONDAY && rhythm->weekday <= G_DATE_SUNDAY &&
         (rhythm->nth == RY_RHYTHM_LAST || (rhythm->nth >= 1 && rhythm->nth <= 5));
}

/**
 * ry_rhythm_count_months:
 * @rhythm: a rhythm
 *
 * Returns: in how many months of a year it meets
 */
guint
ry_rhythm_count_months (const RyRhythm *rhythm)
{
  guint n = 0;

  for (int month = 1; month <= 12; month++)
    n += meets_in (rhythm, month);
  return n;
}

/**
 * ry_rhythm_read:
 * @series: content of a series
 * @rhythm: (out caller-allocates): its rhythm
 *
 * Reads a series' rhythm from its members, and what they leave out from its words.
 *
 * Returns: whether it names days
 */
gboolean
ry_rhythm_read (JsonObject *series, RyRhythm *rhythm)
{
  const char *words = ry_json_get_string (series, "rhythm");
  gint64 nth = ry_json_get_int (series, "nth", 0);
  gint64 weekday = ry_json_get_int (series, "weekday", 0);

  if (words == NULL || !ry_rhythm_parse (words, rhythm))
    memset (rhythm, 0, sizeof *rhythm);
  if (nth != 0)
    rhythm->nth = (int) CLAMP (nth, RY_RHYTHM_LAST, 6);
  if (weekday != 0)
    rhythm->weekday = (GDateWeekday) CLAMP (weekday, 0, 8);
  if (nth != 0 || ry_json_get_array (series, "months") != NULL)
    rhythm->months = read_months (series);
  code_to_rule (ry_json_get_string (series, "holiday"), &rhythm->holiday);
  put_start (rhythm, ry_json_get_string (series, "start"));
  return ry_rhythm_is_valid (rhythm);
}

/**
 * ry_rhythm_write:
 * @rhythm: a rhythm that names days
 * @series: content of a series
 *
 * Puts a rhythm into a series, as members and as words.
 */
void
ry_rhythm_write (const RyRhythm *rhythm, JsonObject *series)
{
  g_autofree char *words = ry_rhythm_format (rhythm);
  JsonArray *months = json_array_new ();

  for (int month = 1; month <= 12 && rhythm->months != 0; month++)
    if (meets_in (rhythm, month)) {
      g_autofree char *code = g_strdup_printf ("%d", month);

      json_array_add_string_element (months, code);
    }
  json_object_set_array_member (series, "months", months);
  json_object_set_int_member (series, "nth", rhythm->nth);
  json_object_set_int_member (series, "weekday", rhythm->weekday);
  json_object_set_string_member (series, "holiday", holiday_codes[rhythm->holiday]);
  if (rhythm->start[0] != '\0')
    json_object_set_string_member (series, "start", rhythm->start);
  json_object_set_string_member (series, "rhythm", words);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const RyRhythmDay *left = *(const RyRhythmDay *const *) a;
  const RyRhythmDay *right = *(const RyRhythmDay *const *) b;

  return g_date_compare (&left->date, &right->date);
}

/**
 * ry_rhythm_list_year:
 * @series: content of a series
 * @fiscal_year: a year of account (年度), 2026 for 令和8年度
 *
 * Lists a year's dates from April to March, also those that are not held, so that a person sees why. A date belongs to
 * the year of the day that the rhythm names, even where it is shifted past the end of March.
 *
 * Returns: (transfer full) (element-type RyRhythmDay): the days in the order of their dates; empty where the series has
 *   no rhythm
 */
GPtrArray *
ry_rhythm_list_year (JsonObject *series, int fiscal_year)
{
  GPtrArray *days = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_rhythm_day_free);
  RyRhythm rhythm;

  if (!ry_rhythm_read (series, &rhythm) || fiscal_year < 1 || fiscal_year > 9998)
    return days;
  for (int i = 0; i < 12; i++)
    add_month (series, &rhythm, fiscal_year + (i >= 9), (i + 3) % 12 + 1, days);
  g_ptr_array_sort (days, compare_days);
  return days;
}

/**
 * ry_rhythm_list_next:
 * @series: content of a series
 * @after: a day
 * @n: how many dates
 *
 * Returns: (transfer full) (element-type RyRhythmDay): the next dates that are held after @after
 */
GPtrArray *
ry_rhythm_list_next (JsonObject *series, const GDate *after, guint n)
{
  GPtrArray *next = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_rhythm_day_free);
  int year = ry_date_fiscal_year (after);

  /* A yearly fifth Sunday comes at least every few years. */
  for (int i = -1; i < 30 && next->len < n; i++) {
    g_autoptr (GPtrArray) days = ry_rhythm_list_year (series, year + i);

    for (guint k = 0; k < days->len && next->len < n; k++) {
      RyRhythmDay *day = g_ptr_array_index (days, k);

      if (!day->held || g_date_compare (&day->date, after) <= 0)
        continue;
      days->pdata[k] = NULL;
      g_ptr_array_add (next, day);
    }
  }
  return next;
}

/**
 * ry_rhythm_day_free:
 * @day: (transfer full) (nullable): a day
 */
void
ry_rhythm_day_free (RyRhythmDay *day)
{
  if (day == NULL)
    return;
  g_free (day->reason);
  g_free (day);
}

/**
 * ry_rhythm_set_exception:
 * @series: content of a series
 * @rule: ISO 8601 day that the rhythm names
 * @change: (nullable): `skip`, `move`, or %NULL to go back to the rhythm
 * @to: (nullable): ISO 8601 day to move to
 * @reason: (nullable): why
 *
 * Keeps in the series that one of its dates is left out or moved.
 */
void
ry_rhythm_set_exception (JsonObject *series, const char *rule, const char *change, const char *to, const char *reason)
{
  JsonArray *before = ry_json_get_array (series, "exceptions");
  JsonArray *after = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++) {
    JsonNode *node = json_array_get_element (before, i);
    JsonObject *exception = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    if (exception == NULL || g_strcmp0 (ry_json_get_string (exception, "date"), rule) != 0)
      json_array_add_element (after, json_node_copy (node));
  }
  if (change != NULL) {
    JsonObject *exception = json_object_new ();

    /* The day itself is the key: two desktops that except one day make one element. */
    json_object_set_string_member (exception, "key", rule);
    json_object_set_string_member (exception, "date", rule);
    json_object_set_string_member (exception, "change", change);
    if (to != NULL)
      json_object_set_string_member (exception, "to", to);
    if (reason != NULL && *reason != '\0')
      json_object_set_string_member (exception, "reason", reason);
    json_array_add_object_element (after, exception);
  }
  json_object_set_array_member (series, "exceptions", after);
}

static gboolean
read_minute (JsonObject *meeting, const char *member, int *minute)
{
  *minute = ry_date_parse_clock (ry_json_get_string (meeting, member));
  return *minute >= 0;
}

/**
 * ry_rhythm_check_clash:
 * @meeting: content of a meeting
 * @other: content of another
 *
 * Asks whether the same people cannot be at both. Cancelled meetings are in nobody's way, and those that touch (one
 * ends when the other begins) do not overlap.
 *
 * Returns: how they meet
 */
RyClash
ry_rhythm_check_clash (JsonObject *meeting, JsonObject *other)
{
  const char *date = ry_json_get_string (meeting, "date");
  int start, end, other_start, other_end;

  if (date == NULL || g_strcmp0 (date, ry_json_get_string (other, "date")) != 0 ||
      g_strcmp0 (ry_json_get_string (meeting, "stage"), "cancelled") == 0 ||
      g_strcmp0 (ry_json_get_string (other, "stage"), "cancelled") == 0)
    return RY_CLASH_NONE;
  if (!read_minute (meeting, "start", &start) || !read_minute (other, "start", &other_start))
    return RY_CLASH_OVERLAP;
  if (!read_minute (meeting, "end", &end) || end < start)
    end = 24 * 60;
  if (!read_minute (other, "end", &other_end) || other_end < other_start)
    other_end = 24 * 60;
  return start < other_end && other_start < end ? RY_CLASH_OVERLAP : RY_CLASH_SAME_DAY;
}
