/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holidays against the calendars that were announced, for years in which the law was young, changed or bent; and
 * the two ends of what is computed. A year is one string: month/day and name.
 */
#include "ry-holiday.h"

static char *
describe_year (int year)
{
  GString *text = g_string_new (NULL);
  GDate day;

  g_date_clear (&day, 1);
  for (g_date_set_dmy (&day, 1, G_DATE_JANUARY, (GDateYear) year); g_date_get_year (&day) == year;
       g_date_add_days (&day, 1)) {
    const char *name = ry_holiday_get_name (&day);

    if (name != NULL)
      g_string_append_printf (text, "%s%d/%d%s", text->len > 0 ? " " : "", g_date_get_month (&day),
                              g_date_get_day (&day), name);
  }
  return g_string_free (text, FALSE);
}

static void
test_years (void)
{
  static const struct {
    int year;
    const char *holidays;
  } cases[] = {
    { 2000, "1/1元日 1/10成人の日 2/11建国記念の日 3/20春分の日 4/29みどりの日 5/3憲法記念日 5/4国民の休日 "
            "5/5こどもの日 7/20海の日 9/15敬老の日 9/23秋分の日 10/9体育の日 11/3文化の日 11/23勤労感謝の日 "
            "12/23天皇誕生日" },
    { 2001, "1/1元日 1/8成人の日 2/11建国記念の日 2/12振替休日 3/20春分の日 4/29みどりの日 4/30振替休日 5/3憲法記念日 "
            "5/4国民の休日 5/5こどもの日 7/20海の日 9/15敬老の日 9/23秋分の日 9/24振替休日 10/8体育の日 11/3文化の日 "
            "11/23勤労感謝の日 12/23天皇誕生日 12/24振替休日" },
    { 2003, "1/1元日 1/13成人の日 2/11建国記念の日 3/21春分の日 4/29みどりの日 5/3憲法記念日 5/5こどもの日 7/21海の日 "
            "9/15敬老の日 9/23秋分の日 10/13体育の日 11/3文化の日 11/23勤労感謝の日 11/24振替休日 12/23天皇誕生日" },
    { 2007, "1/1元日 1/8成人の日 2/11建国記念の日 2/12振替休日 3/21春分の日 4/29昭和の日 4/30振替休日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 7/16海の日 9/17敬老の日 9/23秋分の日 9/24振替休日 10/8体育の日 11/3文化の日 "
            "11/23勤労感謝の日 12/23天皇誕生日 12/24振替休日" },
    { 2008, "1/1元日 1/14成人の日 2/11建国記念の日 3/20春分の日 4/29昭和の日 5/3憲法記念日 5/4みどりの日 5/5こどもの日 "
            "5/6振替休日 7/21海の日 9/15敬老の日 9/23秋分の日 10/13体育の日 11/3文化の日 11/23勤労感謝の日 "
            "11/24振替休日 12/23天皇誕生日" },
    { 2009, "1/1元日 1/12成人の日 2/11建国記念の日 3/20春分の日 4/29昭和の日 5/3憲法記念日 5/4みどりの日 5/5こどもの日 "
            "5/6振替休日 7/20海の日 9/21敬老の日 9/22国民の休日 9/23秋分の日 10/12体育の日 11/3文化の日 "
            "11/23勤労感謝の日 12/23天皇誕生日" },
    { 2015, "1/1元日 1/12成人の日 2/11建国記念の日 3/21春分の日 4/29昭和の日 5/3憲法記念日 5/4みどりの日 5/5こどもの日 "
            "5/6振替休日 7/20海の日 9/21敬老の日 9/22国民の休日 9/23秋分の日 10/12体育の日 11/3文化の日 "
            "11/23勤労感謝の日 12/23天皇誕生日" },
    { 2016, "1/1元日 1/11成人の日 2/11建国記念の日 3/20春分の日 3/21振替休日 4/29昭和の日 5/3憲法記念日 5/4みどりの日 "
            "5/5こどもの日 7/18海の日 8/11山の日 9/19敬老の日 9/22秋分の日 10/10体育の日 11/3文化の日 "
            "11/23勤労感謝の日 12/23天皇誕生日" },
    { 2019, "1/1元日 1/14成人の日 2/11建国記念の日 3/21春分の日 4/29昭和の日 4/30国民の休日 5/1天皇の即位の日 "
            "5/2国民の休日 5/3憲法記念日 5/4みどりの日 5/5こどもの日 5/6振替休日 7/15海の日 8/11山の日 8/12振替休日 "
            "9/16敬老の日 9/23秋分の日 10/14体育の日 10/22即位礼正殿の儀の行われる日 11/3文化の日 11/4振替休日 "
            "11/23勤労感謝の日" },
    { 2020, "1/1元日 1/13成人の日 2/11建国記念の日 2/23天皇誕生日 2/24振替休日 3/20春分の日 4/29昭和の日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 5/6振替休日 7/23海の日 7/24スポーツの日 8/10山の日 9/21敬老の日 9/22秋分の日 "
            "11/3文化の日 11/23勤労感謝の日" },
    { 2021, "1/1元日 1/11成人の日 2/11建国記念の日 2/23天皇誕生日 3/20春分の日 4/29昭和の日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 7/22海の日 7/23スポーツの日 8/8山の日 8/9振替休日 9/20敬老の日 9/23秋分の日 "
            "11/3文化の日 11/23勤労感謝の日" },
    { 2026, "1/1元日 1/12成人の日 2/11建国記念の日 2/23天皇誕生日 3/20春分の日 4/29昭和の日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 5/6振替休日 7/20海の日 8/11山の日 9/21敬老の日 9/22国民の休日 9/23秋分の日 "
            "10/12スポーツの日 11/3文化の日 11/23勤労感謝の日" },
    { 2032, "1/1元日 1/12成人の日 2/11建国記念の日 2/23天皇誕生日 3/20春分の日 4/29昭和の日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 7/19海の日 8/11山の日 9/20敬老の日 9/21国民の休日 9/22秋分の日 "
            "10/11スポーツの日 11/3文化の日 11/23勤労感謝の日" },
    { 2099, "1/1元日 1/12成人の日 2/11建国記念の日 2/23天皇誕生日 3/20春分の日 4/29昭和の日 5/3憲法記念日 "
            "5/4みどりの日 5/5こどもの日 5/6振替休日 7/20海の日 8/11山の日 9/21敬老の日 9/22国民の休日 9/23秋分の日 "
            "10/12スポーツの日 11/3文化の日 11/23勤労感謝の日" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = describe_year (cases[i].year);

    g_test_message ("%d", cases[i].year);
    g_assert_cmpstr (found, ==, cases[i].holidays);
  }
}

/* The equinoxes of the almanac: how the day moves through the four years of a leap cycle. */
static void
test_equinoxes (void)
{
  static const struct {
    int year, march, september;
  } cases[] = {
    { 2001, 20, 23 }, { 2002, 21, 23 }, { 2003, 21, 23 }, { 2004, 20, 23 }, { 2011, 21, 23 }, { 2012, 20, 22 },
    { 2024, 20, 22 }, { 2025, 20, 23 }, { 2027, 21, 23 }, { 2028, 20, 22 }, { 2044, 20, 22 }, { 2045, 20, 22 },
    { 2047, 21, 23 }, { 2055, 21, 23 }, { 2056, 20, 22 }, { 2059, 20, 23 }, { 2078, 20, 22 }, { 2079, 20, 23 },
    { 2088, 20, 22 }, { 2092, 19, 22 }, { 2096, 19, 22 }, { 2098, 20, 22 },
  };
  GDate day;

  g_date_clear (&day, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%d", cases[i].year);
    g_date_set_dmy (&day, (GDateDay) cases[i].march, G_DATE_MARCH, (GDateYear) cases[i].year);
    g_assert_cmpstr (ry_holiday_get_name (&day), ==, "春分の日");
    g_date_set_dmy (&day, (GDateDay) cases[i].september, G_DATE_SEPTEMBER, (GDateYear) cases[i].year);
    g_assert_cmpstr (ry_holiday_get_name (&day), ==, "秋分の日");
  }
}

/* What holds in every year, whatever the calendar: 16 holidays since 2016, each Sunday's one made good. */
static void
test_every_year (void)
{
  for (int year = 2022; year <= RY_HOLIDAY_LAST_YEAR; year++) {
    guint national = 0, sundays = 0, substitutes = 0;
    GDate day;

    g_date_clear (&day, 1);
    for (g_date_set_dmy (&day, 1, G_DATE_JANUARY, (GDateYear) year); g_date_get_year (&day) == year;
         g_date_add_days (&day, 1)) {
      const char *name = ry_holiday_get_name (&day);

      if (name == NULL || g_str_equal (name, "国民の休日"))
        continue;
      if (g_str_equal (name, "振替休日")) {
        substitutes++;
        continue;
      }
      national++;
      sundays += g_date_get_weekday (&day) == G_DATE_SUNDAY;
    }
    g_test_message ("%d", year);
    g_assert_cmpuint (national, ==, 16);
    g_assert_cmpuint (substitutes, ==, sundays);
  }
}

static void
test_limits (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_assert_null (ry_holiday_get_name (&day));
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 1999);
  g_assert_null (ry_holiday_get_name (&day));
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 2100);
  g_assert_null (ry_holiday_get_name (&day));
  g_date_set_dmy (&day, 10, G_DATE_NOVEMBER, 2026);
  g_assert_true (ry_holiday_is_working_day (&day));
  g_date_set_dmy (&day, 22, G_DATE_SEPTEMBER, 2026);
  g_assert_false (ry_holiday_is_working_day (&day));
  g_date_set_dmy (&day, 14, G_DATE_NOVEMBER, 2026);
  g_assert_null (ry_holiday_get_name (&day));
  g_assert_false (ry_holiday_is_working_day (&day));
}

/* All of the century at once: 1,773 days, a line each. The sum is that of the days which the package japanese-holidays
 * 1.0.10 (MIT), written by others out of the same law, gives for these years. */
static void
test_second_source (void)
{
  g_autoptr (GString) days = g_string_new (NULL);
  g_autofree char *sum = NULL;
  GDate day;
  guint n = 0;

  for (g_date_set_dmy (&day, 1, G_DATE_JANUARY, RY_HOLIDAY_FIRST_YEAR); g_date_get_year (&day) <= RY_HOLIDAY_LAST_YEAR;
       g_date_add_days (&day, 1))
    if (ry_holiday_get_name (&day) != NULL) {
      g_string_append_printf (days, "%04d-%02d-%02d\n", g_date_get_year (&day), g_date_get_month (&day),
                              g_date_get_day (&day));
      n++;
    }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, days->str, (gssize) days->len);
  g_assert_cmpuint (n, ==, 1773);
  g_assert_cmpstr (sum, ==, "f81a58273d82125ddb2b6381385bf2fb59c9e1f4d22631c978ab1afeedfef682");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/holiday/years", test_years);
  g_test_add_func ("/model/holiday/equinoxes", test_equinoxes);
  g_test_add_func ("/model/holiday/every-year", test_every_year);
  g_test_add_func ("/model/holiday/limits", test_limits);
  g_test_add_func ("/model/holiday/second-source", test_second_source);
  return g_test_run ();
}
