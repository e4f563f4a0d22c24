/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days as a Japanese office writes them. Reading takes every spelling found on forms and lists: eras in kanji
 * or letters, full-width digits, kanji numerals, Western years, and a month and day alone. Writing follows
 * the language of the process. RYORIN_TODAY=YYYY-MM-DD stands in for the clock, so that tests and pictures
 * stay the same.
 */
#include "ry-date.h"

#include <glib/gi18n-lib.h>

#include "ry-i18n.h"
#include "ry-text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name; /* as written in full, for output */
  const char *short_name;
  char letter;
  int offset; /* Western year = year of the era + offset */
  int from_year, from_month, from_day;
} Era;

/* Newest first. The days are those of Japan's era laws. */
static const Era eras[] = {
  { "令和", "令", 'R', 2018, 2019, 5, 1 },   { "平成", "平", 'H', 1988, 1989, 1, 8 },
  { "昭和", "昭", 'S', 1925, 1926, 12, 25 }, { "大正", "大", 'T', 1911, 1912, 7, 30 },
  { "明治", "明", 'M', 1867, 1868, 1, 25 },
};

static const char *const weekdays[] = { "月", "火", "水", "木", "金", "土", "日" };

#define SEPARATORS "./-,"

/* A year without its era is of the present one where it comes to a day this near: plans and terms do, birthdays and
 * foundings do not. */
#define ERALESS_DAYS 731

static int
get_kanji_digit (gunichar c)
{
  static const char numerals[] = "〇一二三四五六七八九";
  int value = 0;

  for (const char *p = numerals; *p != '\0'; p = g_utf8_next_char (p), value++)
    if (g_utf8_get_char (p) == c)
      return value;
  return -1;
}

/* 十 between digits only holds their places (二十一), and stands for a digit where one is missing (十, 二十,
 * 十一). */
static void
append_ten (GString *out, const char *after)
{
  gboolean digit_before = out->len > 0 && g_ascii_isdigit (out->str[out->len - 1]);
  gboolean digit_after = get_kanji_digit (g_utf8_get_char (after)) >= 0;

  if (!digit_before)
    g_string_append_c (out, '1');
  if (!digit_after)
    g_string_append_c (out, '0');
}

/* A spreadsheet that kept a time of day behind the day means the day. */
static void
cut_time_of_day (char *text)
{
  char *p = strchr (text, ':');

  if (p == NULL)
    return;
  while (p > text && g_ascii_isdigit (p[-1]))
    p--;
  if (p > text && (p[-1] == ' ' || p[-1] == 'T'))
    p[-1] = '\0';
}

/* Upper case, no spaces, nothing in brackets (the weekday, or the year in the other count), one sign for
 * every separator. */
static char *
simplify (const char *text)
{
  g_autofree char *normal = ry_text_nfkc (text);
  GString *out = g_string_sized_new (strlen (normal));
  int depth = 0;

  cut_time_of_day (normal);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    depth += c == '(' ? 1 : 0;
    if (c == 0x5341 && depth == 0)
      append_ten (out, g_utf8_next_char (p));
    else if (get_kanji_digit (c) >= 0 && depth == 0)
      g_string_append_c (out, '0' + get_kanji_digit (c));
    else if (depth == 0 && (c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || c == 0x30fc))
      g_string_append_c (out, '-');
    else if (depth == 0 && (c == 0x3001 || c == 0x30fb))
      g_string_append_c (out, '.');
    else if (depth == 0 && !g_unichar_isspace (c))
      g_string_append_unichar (out, g_unichar_toupper (c));
    depth -= c == ')' && depth > 0 ? 1 : 0;
  }
  return g_string_free (out, FALSE);
}

static gboolean
skip_prefix (const char **p, const char *prefix)
{
  if (!g_str_has_prefix (*p, prefix))
    return FALSE;
  *p += strlen (prefix);
  return TRUE;
}

/* One or two words for the same era (平H27), as lists made from two columns have them. */
static gboolean
read_era (const char **p, const Era **era)
{
  *era = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (eras);) {
    const char letter[] = { eras[i].letter, '\0' };

    if (!skip_prefix (p, eras[i].name) && !skip_prefix (p, eras[i].short_name) && !skip_prefix (p, letter)) {
      i++;
      continue;
    }
    if (*era != NULL && *era != &eras[i])
      return FALSE;
    *era = &eras[i];
    i = 0;
  }
  skip_prefix (p, ".");
  return TRUE;
}

static gboolean
read_number (const char **p, int max_digits, int *value)
{
  int n = 0;

  *value = 0;
  for (; n < max_digits && g_ascii_isdigit (**p); n++, (*p)++)
    *value = *value * 10 + (**p - '0');
  return n > 0 && !g_ascii_isdigit (**p);
}

static gboolean
skip_separator (const char **p, const char *word)
{
  if (skip_prefix (p, word))
    return TRUE;
  if (**p == '\0' || strchr (SEPARATORS, **p) == NULL)
    return FALSE;
  (*p)++;
  return TRUE;
}

static gboolean
set_day (GDate *date, int year, int month, int day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || !g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

/* 20180703, or H300703 after an era. */
static gboolean
read_packed (const char *p, const Era *era, GDate *date)
{
  gsize year_digits = era != NULL ? 2 : 4;
  int year = 0, number;

  if (strspn (p, "0123456789") != year_digits + 4 || p[year_digits + 4] != '\0')
    return FALSE;
  number = atoi (p + year_digits);
  for (gsize i = 0; i < year_digits; i++)
    year = year * 10 + (p[i] - '0');
  return set_day (date, year + (era != NULL ? era->offset : 0), number / 100, number % 100);
}

/* Of last year, this and next, the year in which the day is nearest to today: 1/10 typed in December is in
 * January. */
static gboolean
set_nearest (GDate *date, int month, int day)
{
  GDate today, candidate;
  int best = G_MAXINT;

  ry_date_today (&today);
  for (int offset = -1; offset <= 1; offset++) {
    g_date_clear (&candidate, 1);
    if (!set_day (&candidate, g_date_get_year (&today) + offset, month, day))
      continue;
    if (ABS (g_date_days_between (&today, &candidate)) < best) {
      best = ABS (g_date_days_between (&today, &candidate));
      *date = candidate;
    }
  }
  return best != G_MAXINT;
}

static gboolean
read_month_day (const char *p, GDate *date)
{
  int month, day;

  if (!read_number (&p, 2, &month))
    return FALSE;
  if (!skip_prefix (&p, "月") && !skip_prefix (&p, "/"))
    return FALSE;
  if (!read_number (&p, 2, &day))
    return FALSE;
  skip_prefix (&p, "日");
  return *p == '\0' && set_nearest (date, month, day);
}

static gboolean
read_full (const char *p, const Era *era, GDate *date)
{
  int year, month, day = 1;

  if (era != NULL && skip_prefix (&p, "元"))
    year = 1;
  else if (!read_number (&p, era != NULL ? 3 : 4, &year) || (era == NULL && year < 1000) || year < 1)
    return FALSE;
  if (!skip_separator (&p, "年") || !read_number (&p, 2, &month))
    return FALSE;
  if (skip_separator (&p, "月") && *p != '\0') {
    if (!read_number (&p, 2, &day))
      return FALSE;
    skip_prefix (&p, "日");
  }
  return *p == '\0' && set_day (date, year + (era != NULL ? era->offset : 0), month, day);
}

static const Era *
find_era (const GDate *date)
{
  for (gsize i = 0; i < G_N_ELEMENTS (eras); i++) {
    GDate from;

    g_date_clear (&from, 1);
    g_date_set_dmy (&from, eras[i].from_day, eras[i].from_month, eras[i].from_year);
    if (g_date_compare (date, &from) >= 0)
      return &eras[i];
  }
  return NULL;
}

static guint
count_numbers (const char *p)
{
  guint n = 0;

  for (; *p != '\0'; p++)
    n += g_ascii_isdigit (*p) && !g_ascii_isdigit (p[1]) ? 1 : 0;
  return n;
}

/* 8.11.22 and 8年11月22日, as on a form that has the era printed; @text as simplify() leaves it. The days of other
 * eras come out of it too, as far from today. */
static gboolean
read_eraless (const char *text, GDate *date)
{
  GDate today;

  ry_date_today (&today);
  return strspn (text, "0123456789") <= 2 && count_numbers (text) == 3 && read_full (text, find_era (&today), date);
}

/* With other signs than the dot an American or a Western year of two digits is as likely. */
static gboolean
is_near (const char *text, const GDate *date)
{
  GDate today;

  ry_date_today (&today);
  return strpbrk (text, "/-,") == NULL && ABS (g_date_days_between (&today, date)) <= ERALESS_DAYS;
}

static char *
format_era_year (const GDate *date)
{
  const Era *era = find_era (date);
  int year = g_date_get_year (date);

  if (era == NULL)
    return g_strdup_printf ("%d年", year);
  if (year - era->offset == 1)
    return g_strdup_printf ("%s元年", era->name);
  return g_strdup_printf ("%s%d年", era->name, year - era->offset);
}

static char *
format_japanese (const GDate *date, RyDateStyle style)
{
  int year = g_date_get_year (date), month = g_date_get_month (date), day = g_date_get_day (date);
  const char *weekday = weekdays[g_date_get_weekday (date) - 1];
  g_autofree char *era_year = format_era_year (date);

  switch (style) {
  case RY_DATE_ERA:
    return g_strdup_printf ("%s%d月%d日", era_year, month, day);
  case RY_DATE_ERA_WEEKDAY:
    return g_strdup_printf ("%s%d月%d日（%s）", era_year, month, day, weekday);
  case RY_DATE_WESTERN:
    return g_strdup_printf ("%d年%d月%d日", year, month, day);
  case RY_DATE_WESTERN_WEEKDAY:
    return g_strdup_printf ("%d年%d月%d日（%s）", year, month, day, weekday);
  case RY_DATE_MONTH_DAY:
    return g_strdup_printf ("%d月%d日（%s）", month, day, weekday);
  default:
    return g_strdup_printf ("%d/%d", month, day);
  }
}

static char *
format_by_locale (const GDate *date, RyDateStyle style)
{
  static const char *const formats[] = {
    [RY_DATE_ERA] = "%-d %B %Y",        [RY_DATE_ERA_WEEKDAY] = "%A, %-d %B %Y",
    [RY_DATE_WESTERN] = "%-d %B %Y",    [RY_DATE_WESTERN_WEEKDAY] = "%A, %-d %B %Y",
    [RY_DATE_MONTH_DAY] = "%a, %-d %B", [RY_DATE_SHORT] = "%-d %b",
  };
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (g_date_get_year (date), g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  return g_date_time_format (time, formats[style]);
}

/**
 * ry_date_parse:
 * @text: (nullable): what a person typed or a list holds
 * @date: (out caller-allocates): the day
 *
 * Takes 令和8年11月22日, R8.11.22, R8/11/22, 令和元年11月22日, 平元.8.9, 平15.6.20, 平H27.8.1, H300703,
 * 2018/7/3, 2018-07-03, 20180703, kanji numerals, any width, with or without a weekday in brackets or a time
 * of day behind it. 11月22日 and 11/22 mean the year in which that day is nearest to today. A year and a
 * month (H30.7) mean the first of the month, because a list that has no day still says when.
 *
 * Years of an era count on past its end (平成32年5月 is May 2020) and before its first day (令和元年4月):
 * forms printed before a change of era are full of them. Days that no calendar has are refused.
 *
 * Returns: whether @text is a day
 */
gboolean
ry_date_parse (const char *text, GDate *date)
{
  g_autofree char *simple = simplify (text);
  const char *p = simple;
  const Era *era;

  g_date_clear (date, 1);
  if (*p == '\0' || !read_era (&p, &era))
    return FALSE;
  return read_packed (p, era, date) || read_full (p, era, date) || (era == NULL && read_month_day (p, date));
}

/**
 * ry_date_parse_to_iso:
 * @text: (nullable): see ry_date_parse()
 *
 * Returns: (transfer full) (nullable): the day as documents hold it (2026-11-22), or %NULL
 */
char *
ry_date_parse_to_iso (const char *text)
{
  GDate date;

  return ry_date_parse (text, &date) ? ry_date_format (&date, RY_DATE_ISO) : NULL;
}

/**
 * ry_date_read:
 * @text: (nullable): what a person types where the screen shows what is understood
 *
 * Takes also a year without its era (8.11.22, 8年11月22日), as one of the present era, where that is within two
 * years of today. Nobody looks at each day of a list: lists and documents are read by ry_date_parse().
 *
 * Returns: (transfer full) (nullable): the day, ISO 8601, or %NULL; see ry_date_describe_fault()
 */
char *
ry_date_read (const char *text)
{
  g_autofree char *simple = simplify (text);
  GDate date;

  if (ry_date_parse (text, &date) || (read_eraless (simple, &date) && is_near (simple, &date)))
    return ry_date_format (&date, RY_DATE_ISO);
  return NULL;
}

/**
 * ry_date_lacks_era:
 * @text: what could not be read as a day
 *
 * Returns: whether it would be one with an era before it
 */
gboolean
ry_date_lacks_era (const char *text)
{
  g_autofree char *simple = simplify (text);
  GDate date;

  return read_eraless (simple, &date);
}

/**
 * ry_date_describe_fault:
 * @text: what could not be read as a day
 *
 * Returns: (transfer full): in a sentence, why, and how to write it
 */
char *
ry_date_describe_fault (const char *text)
{
  if (ry_date_lacks_era (text))
    return g_strdup_printf (_ ("“%s” does not say which era it is of. Put it before the year, as in R8.11.22 or "
                               "S58.4.1, or write the Western year."),
                            text);
  return g_strdup_printf (_ ("“%s” is not a date. Write 2026-11-22, R8.11.22 or 令和8年11月22日."), text);
}

/**
 * ry_date_format:
 * @date: a valid day
 * @style: how to write it
 *
 * Returns: (transfer full): the day in the language of the process; days before the eras known here get their
 *   Western year
 */
char *
ry_date_format (const GDate *date, RyDateStyle style)
{
  g_return_val_if_fail (g_date_valid (date), NULL);

  if (style == RY_DATE_ISO)
    return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
  return ry_i18n_is_japanese () ? format_japanese (date, style) : format_by_locale (date, style);
}

/**
 * ry_date_format_iso:
 * @iso: (nullable): a day out of a document
 * @style: how to write it
 *
 * Returns: (transfer full): the day; @iso itself where it is not one, and "" for %NULL
 */
char *
ry_date_format_iso (const char *iso, RyDateStyle style)
{
  GDate date;

  if (iso == NULL)
    return g_strdup ("");
  return ry_date_parse (iso, &date) ? ry_date_format (&date, style) : g_strdup (iso);
}

/**
 * ry_date_format_other:
 * @iso: a day
 * @typed: how a person wrote it
 *
 * Beside an entry it says what was understood: 2026年11月22日（日） to R8.11.22, and 令和8年11月22日（日） to
 * 2026/11/22 and to 8.11.22.
 *
 * Returns: (transfer full): the day in the calendar in which it was not written
 */
char *
ry_date_format_other (const char *iso, const char *typed)
{
  gboolean named = *typed != '\0' && !g_unichar_isdigit (g_utf8_get_char (typed));

  return ry_date_format_iso (iso, named ? RY_DATE_WESTERN_WEEKDAY : RY_DATE_ERA_WEEKDAY);
}

/**
 * ry_date_format_paper:
 * @iso: (nullable): a day out of a document
 * @style: how to write it; not %RY_DATE_ISO
 *
 * As ry_date_format_iso(), but in Japanese whatever the process speaks: an office's paper is Japanese.
 *
 * Returns: (transfer full): the day; @iso itself where it is not one, and "" for %NULL
 */
char *
ry_date_format_paper (const char *iso, RyDateStyle style)
{
  GDate date;

  if (iso == NULL)
    return g_strdup ("");
  return ry_date_parse (iso, &date) ? format_japanese (&date, style) : g_strdup (iso);
}

/**
 * ry_date_format_year:
 * @year: a Western year, or a year of account
 * @era: whether to count in eras
 *
 * For 年度 append it. A year in which the era changed has the new era's name, as in 令和元年.
 *
 * Returns: (transfer full): 令和8年 or 2026年; the bare number under a language other than Japanese
 */
char *
ry_date_format_year (int year, gboolean era)
{
  GDate last;

  if (!ry_i18n_is_japanese ())
    return g_strdup_printf ("%d", year);
  if (!era || !g_date_valid_dmy (31, 12, CLAMP (year, 0, 9999)))
    return g_strdup_printf ("%d年", year);
  g_date_clear (&last, 1);
  g_date_set_dmy (&last, 31, 12, year);
  return format_era_year (&last);
}

/**
 * ry_date_fiscal_year:
 * @date: a valid day
 *
 * Returns: the Western year in whose April the year of account (年度) of @date began
 */
int
ry_date_fiscal_year (const GDate *date)
{
  return g_date_get_year (date) - (g_date_get_month (date) < G_DATE_APRIL ? 1 : 0);
}

/**
 * ry_date_today:
 * @date: (out caller-allocates): today by the clock of this machine, or RYORIN_TODAY
 */
void
ry_date_today (GDate *date)
{
  const char *fixed = g_getenv ("RYORIN_TODAY");
  int year, month, day;

  g_date_clear (date, 1);
  if (fixed != NULL && sscanf (fixed, "%4d-%2d-%2d", &year, &month, &day) == 3 && set_day (date, year, month, day))
    return;
  g_date_set_time_t (date, time (NULL));
}

/**
 * ry_date_dup_today:
 *
 * Returns: (transfer full): ry_date_today() as ISO 8601
 */
char *
ry_date_dup_today (void)
{
  GDate today;

  ry_date_today (&today);
  return ry_date_format (&today, RY_DATE_ISO);
}

/**
 * ry_date_shift:
 * @iso: (nullable): a day
 * @days: how many days later; negative for earlier
 *
 * Returns: (transfer full) (nullable): that day as ISO 8601; a text that is not a day comes back as it is
 */
char *
ry_date_shift (const char *iso, int days)
{
  GDate day;

  if (iso == NULL || !ry_date_parse (iso, &day))
    return g_strdup (iso);
  if (days < 0)
    g_date_subtract_days (&day, (guint) -days);
  else
    g_date_add_days (&day, (guint) days);
  return ry_date_format (&day, RY_DATE_ISO);
}

/**
 * ry_date_days_between:
 * @from_iso: (nullable): a day
 * @to_iso: (nullable): another
 *
 * Returns: days from the first to the second, negative where the second comes before; %G_MININT where one of
 * them is not a day
 */
int
ry_date_days_between (const char *from_iso, const char *to_iso)
{
  GDate from, to;

  if (!ry_date_parse (from_iso, &from) || !ry_date_parse (to_iso, &to))
    return G_MININT;
  return g_date_days_between (&from, &to);
}

/**
 * ry_date_now_iso:
 *
 * The instant for `updated_at`: in UTC, to the second, so that stamps from two machines compare as text. With
 * RYORIN_TODAY set it is that day at the present time of day.
 *
 * Returns: (transfer full): as 2026-11-22T01:23:45Z
 */
char *
ry_date_now_iso (void)
{
  g_autoptr (GDateTime) here = g_date_time_new_now_local ();
  g_autoptr (GDateTime) fixed = NULL, utc = NULL;
  GDate today;

  if (g_getenv ("RYORIN_TODAY") != NULL) {
    ry_date_today (&today);
    fixed = g_date_time_new_local (g_date_get_year (&today), g_date_get_month (&today), g_date_get_day (&today),
                                   g_date_time_get_hour (here), g_date_time_get_minute (here),
                                   g_date_time_get_second (here));
  }
  utc = g_date_time_to_utc (fixed != NULL ? fixed : here);
  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * ry_date_parse_clock:
 * @time: (nullable): a time of day as documents hold it: 19:30, or 9:05
 *
 * Returns: minutes since midnight, up to 24:59 for what ends after it; -1 where it is no time
 */
int
ry_date_parse_clock (const char *time)
{
  int hours, minutes;

  if (time == NULL || sscanf (time, "%2d:%2d", &hours, &minutes) != 2)
    return -1;
  return hours >= 0 && hours <= 24 && minutes >= 0 && minutes <= 59 ? hours * 60 + minutes : -1;
}

/**
 * ry_date_format_clock:
 * @time: a time of day as documents hold it
 *
 * Returns: (transfer full): as letters and minutes have it, 午後7時30分; @time where it is no time
 */
char *
ry_date_format_clock (const char *time)
{
  int clock = ry_date_parse_clock (time);
  const char *half = clock < 12 * 60 ? "午前" : "午後";
  int hour = clock / 60 < 12 ? clock / 60 : clock / 60 - 12;

  if (clock < 0)
    return g_strdup (time);
  return clock % 60 == 0 ? g_strdup_printf ("%s%d時", half, hour)
                         : g_strdup_printf ("%s%d時%d分", half, hour, clock % 60);
}
