/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days: every spelling that stood on a real list, and what is no day. Today is 2026-11-22 here. */
#include "ry-date.h"

#include <string.h>

static void
test_parse (void)
{
  static const struct {
    const char *text;
    const char *iso;
  } table[] = {
    /* As real lists have them */
    { "S22.4.1", "1947-04-01" },
    { "平15.6.20", "2003-06-20" },
    { "平元.8.9", "1989-08-09" },
    { "平H27.8.1", "2015-08-01" },
    { "H9.11.25", "1997-11-25" },
    { "Ｓ６１．１０．１４", "1986-10-14" },
    { " H2.3.13 ", "1990-03-13" },
    { "S58. 4. 1", "1983-04-01" },
    /* Eras in full */
    { "令和8年11月22日", "2026-11-22" },
    { "令和８年１１月２２日（日）", "2026-11-22" },
    { "令和元年5月1日", "2019-05-01" },
    { "R8.11.22", "2026-11-22" },
    { "r8/11/22", "2026-11-22" },
    { "R8-11-22", "2026-11-22" },
    { "R08.01.05", "2026-01-05" },
    { "昭和22年4月1日", "1947-04-01" },
    { "大正15年12月24日", "1926-12-24" },
    { "明治45年7月29日", "1912-07-29" },
    { "㋿8年11月22日", "2026-11-22" },
    { "㍻30年7月3日", "2018-07-03" },
    { "令和八年十一月二十二日", "2026-11-22" },
    { "昭和二十年十月十日", "1945-10-10" },
    { "平成三十一年四月三十日", "2019-04-30" },
    { "平成30年(2018年)7月3日", "2018-07-03" },
    { "H300703", "2018-07-03" },
    /* Years of an era past its end, and before its first day */
    { "平成32年5月1日", "2020-05-01" },
    { "昭和100年1月1日", "2025-01-01" },
    { "令和元年4月1日", "2019-04-01" },
    /* Year and month */
    { "H30.7", "2018-07-01" },
    { "平成30年7月", "2018-07-01" },
    { "2018/7", "2018-07-01" },
    /* Western */
    { "2018/7/3", "2018-07-03" },
    { "2018-07-03", "2018-07-03" },
    { "2018.7.3", "2018-07-03" },
    { "20180703", "2018-07-03" },
    { "2018年7月3日", "2018-07-03" },
    { "二〇一八年七月三日", "2018-07-03" },
    { "2018年(平成30年)7月3日（火）", "2018-07-03" },
    { "2018/7/3 0:00:00", "2018-07-03" },
    { "2018-07-03T09:30:00Z", "2018-07-03" },
    { "２０１８－０７－０３", "2018-07-03" },
    { "2018−7−3", "2018-07-03" },
    { "2024/2/29", "2024-02-29" },
    /* The year nearest to today */
    { "11月22日", "2026-11-22" },
    { "11/22", "2026-11-22" },
    { "12月8日（火）", "2026-12-08" },
    { "1/10", "2027-01-10" },
    { "6/1", "2026-06-01" },
    { "2/29", NULL },
    /* No days */
    { "", NULL },
    { "　", NULL },
    { "未定", NULL },
    { "R8.2.30", NULL },
    { "2026/13/1", NULL },
    { "2025/2/29", NULL },
    { "R0.1.1", NULL },
    { "平成30年", NULL },
    { "2018", NULL },
    { "58.4.1", NULL },
    { "SH27.8.1", NULL },
    { "平S27.8.1", NULL },
    { "元.4.1", NULL },
    { "H27.8.1まで", NULL },
    { "H27..1", NULL },
    { "H.", NULL },
    { "11.22", NULL },
    { "2018/7/3/4", NULL },
    { "99999999999999", NULL },
    { "2018070", NULL },
    { "\xff\xfe", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *iso = ry_date_parse_to_iso (table[i].text);

    if (g_strcmp0 (iso, table[i].iso) != 0)
      g_error ("\"%s\" was read as %s, not %s", table[i].text, iso, table[i].iso);
  }
  g_assert_null (ry_date_parse_to_iso (NULL));
}

/* What is typed where the screen shows what is understood: a year without its era is of the present one, near today. */
static void
test_read (void)
{
  static const struct {
    const char *text;
    const char *iso;
    gboolean lacks_era;
  } table[] = {
    { "8.11.22", "2026-11-22", TRUE },
    { "８．１１．２２", "2026-11-22", TRUE },
    { "08.01.05", "2026-01-05", TRUE },
    { "8・11・22", "2026-11-22", TRUE },
    { "8年11月22日", "2026-11-22", TRUE },
    { "八年十一月二十二日（日）", "2026-11-22", TRUE },
    { "9.3.31", "2027-03-31", TRUE },
    { "10.11.22", "2028-11-22", TRUE },
    { "6.11.22", "2024-11-22", TRUE },
    { "R58.4.1", "2076-04-01", FALSE },
    { "2026-11-22", "2026-11-22", FALSE },
    { "11/22", "2026-11-22", FALSE },
    /* Of another era, or a Western year of two digits */
    { "6.11.20", NULL, TRUE },
    { "10.12.1", NULL, TRUE },
    { "58.4.1", NULL, TRUE },
    { "3.5.5", NULL, TRUE },
    { "26.11.22", NULL, TRUE },
    /* An American writes the month first */
    { "8/11/22", NULL, TRUE },
    { "8-11-22", NULL, TRUE },
    /* No days */
    { "8.11", NULL, FALSE },
    { "8.13.22", NULL, FALSE },
    { "8.2.30", NULL, FALSE },
    { "8.11.22.1", NULL, FALSE },
    { "008.11.22", NULL, FALSE },
    { "0.11.22", NULL, FALSE },
    { "192.168.1.1", NULL, FALSE },
    { "", NULL, FALSE },
    { "未定", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *iso = ry_date_read (table[i].text);
    g_autofree char *fault = ry_date_describe_fault (table[i].text);

    g_test_message ("%s", table[i].text);
    g_assert_cmpstr (iso, ==, table[i].iso);
    g_assert_cmpint (ry_date_lacks_era (table[i].text), ==, table[i].lacks_era);
    g_assert_nonnull (strstr (fault, table[i].text));
    g_assert_cmpint (strstr (fault, "S58.4.1") != NULL, ==, table[i].lacks_era);
    if (table[i].lacks_era)
      g_assert_null (ry_date_parse_to_iso (table[i].text));
  }
}

static void
test_other_calendar (void)
{
  static const char *const table[][2] = {
    { "R8.11.22", "2026年11月22日（日）" },
    { "令和8年11月22日", "2026年11月22日（日）" },
    { "2026/11/22", "令和8年11月22日（日）" },
    { "８．１１．２２", "令和8年11月22日（日）" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *words = ry_date_format_other ("2026-11-22", table[i][0]);

    g_assert_cmpstr (words, ==, table[i][1]);
  }
}

static void
test_format (void)
{
  static const struct {
    const char *iso;
    RyDateStyle style;
    const char *text;
  } table[] = {
    { "2026-11-22", RY_DATE_ISO, "2026-11-22" },
    { "2026-11-22", RY_DATE_ERA, "令和8年11月22日" },
    { "2026-11-22", RY_DATE_ERA_WEEKDAY, "令和8年11月22日（日）" },
    { "2026-11-22", RY_DATE_WESTERN, "2026年11月22日" },
    { "2026-11-22", RY_DATE_WESTERN_WEEKDAY, "2026年11月22日（日）" },
    { "2026-11-22", RY_DATE_MONTH_DAY, "11月22日（日）" },
    { "2026-11-22", RY_DATE_SHORT, "11/22" },
    { "2019-05-01", RY_DATE_ERA, "令和元年5月1日" },
    { "2019-04-30", RY_DATE_ERA, "平成31年4月30日" },
    { "1989-01-08", RY_DATE_ERA, "平成元年1月8日" },
    { "1989-01-07", RY_DATE_ERA, "昭和64年1月7日" },
    { "1926-12-25", RY_DATE_ERA, "昭和元年12月25日" },
    { "1800-01-02", RY_DATE_ERA, "1800年1月2日" },
    { "2026-11-23", RY_DATE_ERA_WEEKDAY, "令和8年11月23日（月）" },
    { "ひみつ", RY_DATE_ERA, "ひみつ" },
    { "", RY_DATE_ERA, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text = ry_date_format_iso (table[i].iso, table[i].style);

    g_assert_cmpstr (text, ==, table[i].text);
  }
}

/* Every day of the last 150 years comes back through its era. */
static void
test_there_and_back (void)
{
  GDate date, back;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, 1, 1876);
  for (int i = 0; i < 150 * 365; i++, g_date_add_days (&date, 1)) {
    g_autofree char *text = ry_date_format (&date, RY_DATE_ERA_WEEKDAY);

    g_assert_true (ry_date_parse (text, &back));
    g_assert_cmpint (g_date_compare (&date, &back), ==, 0);
  }
}

static void
test_years (void)
{
  static const struct {
    const char *iso;
    int year;
    const char *era;
  } table[] = {
    { "2026-03-31", 2025, "令和7年" },
    { "2026-04-01", 2026, "令和8年" },
    { "2019-04-30", 2019, "令和元年" },
    { "2019-01-31", 2018, "平成30年" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *era = ry_date_format_year (table[i].year, TRUE);
    GDate date;

    g_assert_true (ry_date_parse (table[i].iso, &date));
    g_assert_cmpint (ry_date_fiscal_year (&date), ==, table[i].year);
    g_assert_cmpstr (era, ==, table[i].era);
  }
}

static void
test_clock (void)
{
  static const char *const zones[] = { "JST-9", "UTC0", "HST10" };
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  GDate today;

  ry_date_today (&today);
  g_assert_cmpuint (g_date_get_year (&today), ==, 2026);
  /* The day is the one on the wall, not that of UTC. */
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++) {
    g_autofree char *instant = NULL;
    g_autoptr (GDateTime) utc = NULL, here = NULL;

    g_setenv ("TZ", zones[i], TRUE);
    instant = ry_date_now_iso ();
    utc = g_date_time_new_from_iso8601 (instant, NULL);
    here = g_date_time_to_local (utc);
    g_assert_cmpint (g_date_time_get_day_of_month (here), ==, 22);
  }
  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
  g_assert_true (g_str_has_suffix (now, "Z"));
  g_assert_cmpint (ry_date_days_between ("2026-11-22", "2026-12-01"), ==, 9);
  g_assert_cmpint (ry_date_days_between ("2026-11-22", "2026-11-20"), ==, -2);
  g_assert_cmpint (ry_date_days_between ("2026-11-22", ""), ==, G_MININT);
  g_assert_cmpint (ry_date_days_between (NULL, "2026-11-22"), ==, G_MININT);
}

static void
test_time_of_day (void)
{
  static const struct {
    const char *time;
    int minutes;
    const char *words;
  } table[] = {
    { "19:30", 1170, "午後7時30分" }, { "19:00", 1140, "午後7時" },
    { "9:05", 545, "午前9時5分" },    { "09:05", 545, "午前9時5分" },
    { "00:00", 0, "午前0時" },        { "12:00", 720, "午後0時" },
    { "12:15", 735, "午後0時15分" },  { "11:59", 719, "午前11時59分" },
    { "24:00", 1440, "午後12時" },    { "", -1, "" },
    { "19時", -1, "19時" },           { "19:60", -1, "19:60" },
    { "25:00", -1, "25:00" },         { "-1:30", -1, "-1:30" },
    { "夕方", -1, "夕方" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *words = ry_date_format_clock (table[i].time);

    g_assert_cmpint (ry_date_parse_clock (table[i].time), ==, table[i].minutes);
    g_assert_cmpstr (words, ==, table[i].words);
  }
  g_assert_cmpint (ry_date_parse_clock (NULL), ==, -1);
}

static void
test_english (void)
{
  if (g_test_subprocess ()) {
    g_autofree char *text = ry_date_format_iso ("2026-11-22", RY_DATE_ERA_WEEKDAY);
    g_autofree char *year = ry_date_format_year (2026, TRUE);

    g_assert_cmpstr (text, ==, "Sunday, 22 November 2026");
    g_assert_cmpstr (year, ==, "2026");
    return;
  }
  g_setenv ("LANG", "C", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_shift (void)
{
  static const struct {
    const char *from;
    int days;
    const char *to;
  } rows[] = {
    { "2026-11-22", 0, "2026-11-22" },
    { "2026-11-22", 9, "2026-12-01" },
    { "2027-01-01", -1, "2026-12-31" },
    { "2028-02-28", 1, "2028-02-29" },
    { "2100-02-28", 1, "2100-03-01" },
    { "2026-03-31", -365, "2025-03-31" },
    { "", 3, "" },
    { "someday", -3, "someday" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *to = ry_date_shift (rows[i].from, rows[i].days);

    g_assert_cmpstr (to, ==, rows[i].to);
  }
  g_assert_null (ry_date_shift (NULL, 1));
}

int
main (int argc, char *argv[])
{
  g_setenv ("RYORIN_TODAY", "2026-11-22", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/read", test_read);
  g_test_add_func ("/date/other-calendar", test_other_calendar);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/there-and-back", test_there_and_back);
  g_test_add_func ("/date/years", test_years);
  g_test_add_func ("/date/shift", test_shift);
  g_test_add_func ("/date/clock", test_clock);
  g_test_add_func ("/date/time-of-day", test_time_of_day);
  g_test_add_func ("/date/english", test_english);
  return g_test_run ();
}
