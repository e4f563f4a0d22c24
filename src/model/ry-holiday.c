/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Act on National Holidays (国民の祝日に関する法律, 1948 No. 178) with its changes of 2000 and 2003 (Happy Monday),
 * 2007 (昭和の日, and substitutes that wait for the next free day), 2016 (山の日) and 2020, and the special laws of
 * 2019, 2020 and 2021. The equinoxes are announced a year ahead; the usual formula agrees with the almanac until 2099.
 */
#include "ry-holiday.h"

#include <math.h>

#define ALWAYS RY_HOLIDAY_FIRST_YEAR, RY_HOLIDAY_LAST_YEAR

/* A day of the year, in the years it is one: the day itself, or the nth Monday of the month. */
typedef struct {
  const char *name;
  int from, until;
  int month;
  int day;
  int monday;
} Rule;

static const Rule rules[] = {
  { "元日", ALWAYS, 1, 1, 0 },
  { "成人の日", ALWAYS, 1, 0, 2 },
  { "建国記念の日", ALWAYS, 2, 11, 0 },
  { "天皇誕生日", 2020, RY_HOLIDAY_LAST_YEAR, 2, 23, 0 },
  { "みどりの日", RY_HOLIDAY_FIRST_YEAR, 2006, 4, 29, 0 },
  { "昭和の日", 2007, RY_HOLIDAY_LAST_YEAR, 4, 29, 0 },
  { "憲法記念日", ALWAYS, 5, 3, 0 },
  { "みどりの日", 2007, RY_HOLIDAY_LAST_YEAR, 5, 4, 0 },
  { "こどもの日", ALWAYS, 5, 5, 0 },
  { "海の日", RY_HOLIDAY_FIRST_YEAR, 2002, 7, 20, 0 },
  { "海の日", 2003, 2019, 7, 0, 3 },
  { "海の日", 2022, RY_HOLIDAY_LAST_YEAR, 7, 0, 3 },
  { "山の日", 2016, 2019, 8, 11, 0 },
  { "山の日", 2022, RY_HOLIDAY_LAST_YEAR, 8, 11, 0 },
  { "敬老の日", RY_HOLIDAY_FIRST_YEAR, 2002, 9, 15, 0 },
  { "敬老の日", 2003, RY_HOLIDAY_LAST_YEAR, 9, 0, 3 },
  { "体育の日", RY_HOLIDAY_FIRST_YEAR, 2019, 10, 0, 2 },
  { "スポーツの日", 2022, RY_HOLIDAY_LAST_YEAR, 10, 0, 2 },
  { "文化の日", ALWAYS, 11, 3, 0 },
  { "勤労感謝の日", ALWAYS, 11, 23, 0 },
  { "天皇誕生日", RY_HOLIDAY_FIRST_YEAR, 2018, 12, 23, 0 },
  /* The accession, which made days between holidays of its neighbours too */
  { "天皇の即位の日", 2019, 2019, 5, 1, 0 },
  { "即位礼正殿の儀の行われる日", 2019, 2019, 10, 22, 0 },
  /* The games in Tokyo, planned for 2020 and held in 2021 */
  { "海の日", 2020, 2020, 7, 23, 0 },
  { "スポーツの日", 2020, 2020, 7, 24, 0 },
  { "山の日", 2020, 2020, 8, 10, 0 },
  { "海の日", 2021, 2021, 7, 22, 0 },
  { "スポーツの日", 2021, 2021, 7, 23, 0 },
  { "山の日", 2021, 2021, 8, 8, 0 },
};

/* Both equinoxes fall a little later each year, and back by a day in leap years. */
static int
compute_equinox (double in_1980, int year)
{
  return (int) floor (in_1980 + 0.242194 * (year - 1980)) - (year - 1980) / 4;
}

static gboolean
rule_names (const Rule *rule, const GDate *date)
{
  int day = g_date_get_day (date);

  if ((int) g_date_get_month (date) != rule->month)
    return FALSE;
  if (rule->monday == 0)
    return day == rule->day;
  return g_date_get_weekday (date) == G_DATE_MONDAY && (day - 1) / 7 + 1 == rule->monday;
}

/* What the law calls 国民の祝日, without the days that become holidays by standing beside one. */
static const char *
find_national_holiday (const GDate *date)
{
  int year = g_date_get_year (date);

  if (g_date_get_month (date) == G_DATE_MARCH && g_date_get_day (date) == compute_equinox (20.8431, year))
    return "春分の日";
  if (g_date_get_month (date) == G_DATE_SEPTEMBER && g_date_get_day (date) == compute_equinox (23.2488, year))
    return "秋分の日";
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].from <= year && year <= rules[i].until && rule_names (&rules[i], date))
      return rules[i].name;
  return NULL;
}

static GDate
get_neighbour (const GDate *date, int days)
{
  GDate neighbour = *date;

  if (days < 0)
    g_date_subtract_days (&neighbour, (guint) -days);
  else
    g_date_add_days (&neighbour, (guint) days);
  return neighbour;
}

/* Until 2006 the Monday after; since 2007 the next day that is no holiday, past as many as there are in a row. */
static gboolean
is_substitute (const GDate *date)
{
  GDate before = get_neighbour (date, -1);

  if (g_date_get_year (date) < 2007)
    return g_date_get_weekday (&before) == G_DATE_SUNDAY && find_national_holiday (&before) != NULL;
  while (find_national_holiday (&before) != NULL) {
    if (g_date_get_weekday (&before) == G_DATE_SUNDAY)
      return TRUE;
    before = get_neighbour (&before, -1);
  }
  return FALSE;
}

static gboolean
is_between_holidays (const GDate *date)
{
  GDate before = get_neighbour (date, -1);
  GDate after = get_neighbour (date, 1);

  return g_date_get_weekday (date) != G_DATE_SUNDAY && find_national_holiday (&before) != NULL &&
         find_national_holiday (&after) != NULL;
}

/**
 * ry_holiday_get_name:
 * @date: a day
 *
 * Asks for the holiday on a day: a national one, a substitute for one on a Sunday (振替休日), or a day between two
 * (国民の休日). Sundays are none by themselves.
 *
 * Returns: (transfer none) (nullable): its Japanese name; %NULL on any other day, and outside of
 *   %RY_HOLIDAY_FIRST_YEAR to %RY_HOLIDAY_LAST_YEAR, where the rules are not known
 */
const char *
ry_holiday_get_name (const GDate *date)
{
  const char *name;

  if (!g_date_valid (date) || g_date_get_year (date) < RY_HOLIDAY_FIRST_YEAR ||
      g_date_get_year (date) > RY_HOLIDAY_LAST_YEAR)
    return NULL;
  name = find_national_holiday (date);
  if (name != NULL)
    return name;
  if (is_substitute (date))
    return "振替休日";
  return is_between_holidays (date) ? "国民の休日" : NULL;
}

/**
 * ry_holiday_is_working_day:
 * @date: a day
 *
 * Returns: whether offices are open: no weekend and no holiday
 */
gboolean
ry_holiday_is_working_day (const GDate *date)
{
  return g_date_get_weekday (date) < G_DATE_SATURDAY && ry_holiday_get_name (date) == NULL;
}
