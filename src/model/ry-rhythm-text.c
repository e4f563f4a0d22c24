/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rhythm in words. In documents and on paper it is Japanese, as offices write it: 毎月 第2火曜 19:00,
 * 年4回（5・8・11・2月） 第3木曜, 最終金曜 午後6時半. Reading takes the spellings found in by-laws and calendars; on
 * the screen it is a sentence in the reader's language.
 */
#include "ry-rhythm.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ry-text.h"

static const char *const weekdays[] = { "", "月", "火", "水", "木", "金", "土", "日" };

/* Times a year that are said without naming the months, and the months usual for them. */
static const struct {
  int times;
  guint months;
} usual_months[] = {
  { 12, 0 },
  { 6, 1u << 4 | 1u << 6 | 1u << 8 | 1u << 10 | 1u << 12 | 1u << 2 },
  { 4, 1u << 6 | 1u << 9 | 1u << 12 | 1u << 3 },
  { 3, 1u << 6 | 1u << 10 | 1u << 2 },
  { 2, 1u << 6 | 1u << 12 },
  { 1, 1u << 4 },
};

/* One width, no spaces, 一二三 as digits; 曜日, 曜 and a day in brackets all say the same. */
static char *
simplify (const char *text)
{
  static const char *const kanji[] = { "一", "二", "三", "四", "五" };
  g_autofree char *normal = ry_text_nfkc (text);
  GString *out = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  for (guint i = 0; i < G_N_ELEMENTS (kanji); i++) {
    const char digit[] = { (char) ('1' + i), '\0' };

    g_string_replace (out, kanji[i], digit, 0);
  }
  g_string_replace (out, "曜日", "曜", 0);
  return g_string_free (out, FALSE);
}

static gboolean
match_number (const char *text, const char *pattern, int *number)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  digits = g_match_info_fetch (match, 1);
  *number = atoi (digits);
  return TRUE;
}

/* The list of numbers that stands before 月 (5・8・11・2月). 毎月 and 隔月 have none, and 第4月曜 means a day. */
static guint
parse_months (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("(?<![第0-9])([0-9]+(?:月?[・,、./と及び]+[0-9]+)*)月(?!曜)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *list = NULL;
  guint months = 0;

  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  list = g_match_info_fetch (match, 1);
  for (const char *p = list; *p != '\0';) {
    char *end;
    long month = g_ascii_isdigit (*p) ? strtol (p, &end, 10) : 0;

    if (month >= 1 && month <= 12)
      months |= 1u << month;
    p = month > 0 ? end : p + 1;
  }
  return months;
}

static guint
guess_months (const char *text)
{
  int times = 0;

  if (strstr (text, "隔月") != NULL)
    times = 6;
  else if (!match_number (text, "年([0-9]+)回", &times))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (usual_months); i++)
    if (usual_months[i].times == times)
      return usual_months[i].months;
  return 0;
}

static GDateWeekday
parse_weekday (const char *text)
{
  for (guint day = G_DATE_MONDAY; day <= G_DATE_SUNDAY; day++) {
    g_autofree char *word = g_strconcat (weekdays[day], "曜", NULL);
    g_autofree char *pattern = g_strdup_printf ("(?:第[1-5]週?の?|最終|最後の)\\(?%s", weekdays[day]);

    if (strstr (text, word) != NULL || g_regex_match_simple (pattern, text, 0, 0))
      return (GDateWeekday) day;
  }
  return G_DATE_BAD_WEEKDAY;
}

static void
parse_start (const char *text, RyRhythm *rhythm)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("(午後|夜)?([0-9]{1,2})(?::([0-9]{2})|時(?:([0-9]{1,2})分|(半))?)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *afternoon = NULL, *hour = NULL, *minute = NULL, *spelled = NULL, *half = NULL;
  guint hours, minutes;

  if (!g_regex_match (regex, text, 0, &match))
    return;
  afternoon = g_match_info_fetch (match, 1);
  hour = g_match_info_fetch (match, 2);
  minute = g_match_info_fetch (match, 3);
  spelled = g_match_info_fetch (match, 4);
  half = g_match_info_fetch (match, 5);
  hours = (guint) atoi (hour);
  minutes = minute != NULL && *minute != '\0' ? (guint) atoi (minute) : spelled != NULL ? (guint) atoi (spelled) : 0;
  if (half != NULL && *half != '\0')
    minutes = 30;
  if (afternoon != NULL && *afternoon != '\0' && hours < 12)
    hours += 12;
  if (hours <= 24 && minutes < 60)
    g_snprintf (rhythm->start, sizeof rhythm->start, "%02u:%02u", hours % 25, minutes % 60);
}

static void
parse_holiday (const char *text, RyRhythm *rhythm)
{
  static const struct {
    const char *word;
    RyHolidayRule rule;
  } words[] = { { "翌週", RY_HOLIDAY_NEXT_WEEK },    { "翌日", RY_HOLIDAY_NEXT_DAY },
                { "翌平日", RY_HOLIDAY_NEXT_DAY },   { "翌開庁日", RY_HOLIDAY_NEXT_DAY },
                { "前日", RY_HOLIDAY_PREVIOUS_DAY }, { "前の平日", RY_HOLIDAY_PREVIOUS_DAY },
                { "休会", RY_HOLIDAY_SKIP },         { "祝日も開催", RY_HOLIDAY_KEEP } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i].word) != NULL)
      rhythm->holiday = words[i].rule;
}

/**
 * ry_rhythm_parse:
 * @text: a rhythm in words
 * @rhythm: (out caller-allocates): what they say; all of it is set, even where %FALSE is returned
 *
 * Reads 毎月 第2火曜 19:00 and its kin.
 *
 * Returns: whether the words name a day
 */
gboolean
ry_rhythm_parse (const char *text, RyRhythm *rhythm)
{
  g_autofree char *plain = simplify (text);

  memset (rhythm, 0, sizeof *rhythm);
  if (!match_number (plain, "第([1-5])", &rhythm->nth) && g_regex_match_simple ("最終|最後の|第?末", plain, 0, 0))
    rhythm->nth = RY_RHYTHM_LAST;
  rhythm->weekday = parse_weekday (plain);
  rhythm->months = parse_months (plain);
  if (rhythm->months == 0)
    rhythm->months = guess_months (plain);
  if (rhythm->months == 0x1ffe)
    rhythm->months = 0;
  parse_holiday (plain, rhythm);
  parse_start (plain, rhythm);
  return ry_rhythm_is_valid (rhythm);
}

/* In the order of a year of account: 5・8・11・2月. */
static char *
format_months (const RyRhythm *rhythm, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 12; i++) {
    int month = (i + 3) % 12 + 1;

    if ((rhythm->months & (1u << month)) != 0)
      g_string_append_printf (text, "%s%d", text->len > 0 ? separator : "", month);
  }
  return g_string_free (text, FALSE);
}

/**
 * ry_rhythm_format:
 * @rhythm: a rhythm
 *
 * Writes a rhythm in Japanese, for documents and paper; ry_rhythm_parse() reads it back.
 *
 * Returns: (transfer full): the words; empty where the rhythm names no day
 */
char *
ry_rhythm_format (const RyRhythm *rhythm)
{
  static const char *const holidays[] = { "", "（祝日は翌日）", "（祝日は前日）", "（祝日は休会）", "（祝日も開催）" };
  g_autofree char *months = format_months (rhythm, "・");
  GString *text;

  if (!ry_rhythm_is_valid (rhythm))
    return g_strdup ("");
  text = g_string_new (NULL);
  if (rhythm->months == 0)
    g_string_append (text, "毎月");
  else
    g_string_append_printf (text, "年%u回（%s月）", ry_rhythm_count_months (rhythm), months);
  if (rhythm->nth == RY_RHYTHM_LAST)
    g_string_append_printf (text, " 最終%s曜", weekdays[rhythm->weekday]);
  else
    g_string_append_printf (text, " 第%d%s曜", rhythm->nth, weekdays[rhythm->weekday]);
  if (rhythm->start[0] != '\0')
    g_string_append_printf (text, " %s", rhythm->start);
  g_string_append (text, holidays[rhythm->holiday]);
  return g_string_free (text, FALSE);
}

static const char *
get_place_word (int nth)
{
  static const char *const places[] = { N_ ("the first %s"), N_ ("the second %s"), N_ ("the third %s"),
                                        N_ ("the fourth %s"), N_ ("the fifth %s") };

  return nth == RY_RHYTHM_LAST ? _ ("the last %s") : _ (places[nth - 1]);
}

/**
 * ry_rhythm_describe:
 * @rhythm: a rhythm
 *
 * Writes a rhythm as a sentence for the screen, with what is done on a holiday.
 *
 * Returns: (transfer full): the sentence, in the language of the process; empty where the rhythm names no day
 */
char *
ry_rhythm_describe (const RyRhythm *rhythm)
{
  static const char *const days[] = {
    "", N_ ("Monday"), N_ ("Tuesday"), N_ ("Wednesday"), N_ ("Thursday"), N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday")
  };
  static const char *const holidays[] = { N_ ("a week later if that is a holiday"),
                                          N_ ("on the next working day if that is a holiday"),
                                          N_ ("on the working day before if that is a holiday"),
                                          N_ ("left out if that is a holiday"), N_ ("also on holidays") };
  g_autofree char *months = format_months (rhythm, _ (", "));
  g_autofree char *when = NULL, *day = NULL;

  if (!ry_rhythm_is_valid (rhythm))
    return g_strdup ("");
  /* Translators: months as numbers, "6, 9, 12, 3" */
  when = rhythm->months == 0 ? g_strdup (_ ("every month")) : g_strdup_printf (_ ("in the months %s"), months);
  day = g_strdup_printf (get_place_word (rhythm->nth), _ (days[rhythm->weekday]));
  if (rhythm->start[0] == '\0')
    /* Translators: "Every month on the second Tuesday; a week later if that is a holiday." in parts */
    return g_strdup_printf (_ ("%s on %s; %s."), when, day, _ (holidays[rhythm->holiday]));
  /* Translators: months, day, time, what is done on holidays */
  return g_strdup_printf (_ ("%s on %s at %s; %s."), when, day, rhythm->start, _ (holidays[rhythm->holiday]));
}
