/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rhythm of a series as tables: words in and out, the dates of a year with its holidays and exceptions, and when
 * two meetings are in each other's way.
 */
#include "ry-rhythm.h"

#include <locale.h>
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static char *
describe_days (GPtrArray *days)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++) {
    const RyRhythmDay *day = g_ptr_array_index (days, i);
    static const char marks[] = { ' ', '>', '-', '~', 'x' };

    g_string_append_printf (text, "%s%d/%d", text->len > 0 ? " " : "", g_date_get_month (&day->date),
                            g_date_get_day (&day->date));
    if (day->change != RY_RHYTHM_AS_RULED)
      g_string_append_c (text, marks[day->change]);
  }
  return g_string_free (text, FALSE);
}

static void
test_words (void)
{
  static const struct {
    const char *text;
    gboolean valid;
    const char *written;
  } cases[] = {
    { "毎月第2火曜 19:00", TRUE, "毎月 第2火曜 19:00" },
    { "毎月 第2火曜日 午後7時", TRUE, "毎月 第2火曜 19:00" },
    { "第二火曜日　午後６時半（祝日は翌日）", TRUE, "毎月 第2火曜 18:30（祝日は翌日）" },
    { "年4回 第3木曜 18:30", TRUE, "年4回（6・9・12・3月） 第3木曜 18:30" },
    { "年４回（５・８・１１・２月）第３木曜", TRUE, "年4回（5・8・11・2月） 第3木曜" },
    { "5月、8月、11月及び2月の第3木曜日 18時30分", TRUE, "年4回（5・8・11・2月） 第3木曜 18:30" },
    { "隔月 最終金曜（祝日は休会）", TRUE, "年6回（4・6・8・10・12・2月） 最終金曜（祝日は休会）" },
    { "毎月末の水曜日、祝日も開催", TRUE, "毎月 最終水曜（祝日も開催）" },
    { "年1回 2月 第3土曜 13:30 祝日は前日", TRUE, "年1回（2月） 第3土曜 13:30（祝日は前日）" },
    { "毎月 第4(月)", TRUE, "毎月 第4月曜" },
    { "第5日曜", TRUE, "毎月 第5日曜" },
    { "年1回 2月", FALSE, "" },
    { "必要に応じて", FALSE, "" },
    { "第2", FALSE, "" },
    { "火曜", FALSE, "" },
    { "第9火曜", FALSE, "" },
    { "", FALSE, "" },
    { "第2火曜 99:99", TRUE, "毎月 第2火曜" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    RyRhythm rhythm, again;
    g_autofree char *written = NULL;

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (ry_rhythm_parse (cases[i].text, &rhythm), ==, cases[i].valid);
    written = ry_rhythm_format (&rhythm);
    g_assert_cmpstr (written, ==, cases[i].written);
    if (!cases[i].valid)
      continue;
    g_assert_true (ry_rhythm_parse (written, &again));
    g_assert_cmpuint (again.months, ==, rhythm.months);
    g_assert_cmpint (again.nth, ==, rhythm.nth);
    g_assert_cmpint (again.weekday, ==, rhythm.weekday);
    g_assert_cmpint (again.holiday, ==, rhythm.holiday);
    g_assert_cmpstr (again.start, ==, rhythm.start);
  }
}

static void
test_years (void)
{
  static const struct {
    const char *series;
    int year;
    const char *days;
  } cases[] = {
    /* 11 August is a holiday */
    { "'rhythm':'毎月 第2火曜 19:00'", 2026, "4/14 5/12 6/9 7/14 8/18> 9/8 10/13 11/10 12/8 1/12 2/9 3/9" },
    { "'rhythm':'毎月 第2火曜','holiday':'next_day'", 2026,
      "4/14 5/12 6/9 7/14 8/12> 9/8 10/13 11/10 12/8 1/12 2/9 3/9" },
    { "'nth':2,'weekday':2,'holiday':'previous_day'", 2026,
      "4/14 5/12 6/9 7/14 8/10> 9/8 10/13 11/10 12/8 1/12 2/9 3/9" },
    { "'nth':2,'weekday':2,'holiday':'skip'", 2026, "4/14 5/12 6/9 7/14 8/11- 9/8 10/13 11/10 12/8 1/12 2/9 3/9" },
    { "'nth':2,'weekday':2,'holiday':'keep'", 2026, "4/14 5/12 6/9 7/14 8/11 9/8 10/13 11/10 12/8 1/12 2/9 3/9" },
    /* Three holidays in a row after a Sunday, and the days between two of them */
    { "'nth':1,'weekday':3,'months':['5']", 2026, "5/13>" },
    { "'nth':1,'weekday':7,'months':['5'],'holiday':'next_day'", 2026, "5/7>" },
    { "'nth':4,'weekday':2,'months':['9'],'holiday':'previous_day'", 2026, "9/18>" },
    { "'nth':4,'weekday':2,'months':['9'],'holiday':'next_day'", 2026, "9/24>" },
    { "'nth':1,'weekday':5,'months':['1'],'holiday':'previous_day'", 2026, "12/31>" },
    /* Quarterly, yearly, last, fifth */
    { "'rhythm':'年4回 第3木曜 18:30'", 2026, "6/18 9/17 12/17 3/18" },
    { "'rhythm':'年1回 2月 第3土曜'", 2026, "2/20" },
    { "'nth':-1,'weekday':5,'months':['2','4']", 2026, "4/24 2/26" },
    { "'nth':5,'weekday':1", 2026, "6/29 8/31 11/30 3/29" },
    /* Exceptions of the rule's day, of the shifted day, and broken ones */
    { "'nth':2,'weekday':2,'months':['8'],'exceptions':[{'date':'2026-08-11','change':'skip','reason':'夏休み'}]", 2026,
      "8/11x" },
    { "'nth':2,'weekday':2,'months':['8'],'exceptions':[{'date':'2026-08-18','change':'move','to':'2026-08-25'}]", 2026,
      "8/25~" },
    { "'nth':2,'weekday':2,'months':['4','6'],'exceptions':[{'date':'2026-04-14','change':'move','to':'2026-07-01'}]",
      2026, "6/9 7/1~" },
    { "'nth':2,'weekday':2,'months':['6'],'exceptions':[7,{'date':'?'},{'date':'2026-06-09','change':'move','to':'soon'"
      "}]",
      2026, "6/9" },
    /* No rhythm */
    { "'name':'分科会'", 2026, "" },
    { "'nth':9,'weekday':2", 2026, "" },
    { "'nth':2,'weekday':88", 2026, "" },
    { "'nth':2,'weekday':2,'months':['0','13','x',3]", 2026, "3/9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) series = parse (cases[i].series);
    g_autoptr (GPtrArray) days = ry_rhythm_list_year (series, cases[i].year);
    g_autofree char *found = describe_days (days);

    g_test_message ("%s", cases[i].series);
    g_assert_cmpstr (found, ==, cases[i].days);
  }
}

/* Every date of a century lies in its year or, shifted, near it, and none that is shifted is a holiday. */
static void
test_century (void)
{
  g_autoptr (JsonObject) series = parse ("'nth':3,'weekday':1");

  for (int year = 2000; year < 2099; year++) {
    g_autoptr (GPtrArray) days = ry_rhythm_list_year (series, year);

    g_assert_cmpuint (days->len, ==, 12);
    for (guint i = 0; i < days->len; i++) {
      const RyRhythmDay *day = g_ptr_array_index (days, i);

      g_assert_true (day->held);
      g_assert_cmpint (day->change == RY_RHYTHM_SHIFTED, ==, day->holiday != NULL);
      g_assert_cmpint (g_date_get_weekday (&day->date), ==, G_DATE_MONDAY);
    }
  }
}

static void
test_next (void)
{
  g_autoptr (JsonObject) series =
      parse ("'nth':2,'weekday':2,'months':['8','2'],'exceptions':[{'date':'2027-02-09','change':'skip'}]");
  g_autoptr (JsonObject) none = parse ("'name':'分科会'");
  g_autoptr (GPtrArray) days = NULL, nothing = NULL;
  g_autofree char *found = NULL;
  GDate after;

  g_date_clear (&after, 1);
  g_date_set_dmy (&after, 11, G_DATE_AUGUST, 2026);
  days = ry_rhythm_list_next (series, &after, 3);
  found = describe_days (days);
  g_assert_cmpstr (found, ==, "8/18> 8/10 2/8");
  nothing = ry_rhythm_list_next (none, &after, 3);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_write (void)
{
  g_autoptr (JsonObject) series = parse ("'name':'例会','start':'19:00'");
  RyRhythm rhythm, again;

  g_assert_true (ry_rhythm_parse ("年4回（5・8・11・2月）第3木曜 18:30（祝日は休会）", &rhythm));
  ry_rhythm_write (&rhythm, series);
  g_assert_cmpstr (ry_json_get_string (series, "rhythm"), ==, "年4回（5・8・11・2月） 第3木曜 18:30（祝日は休会）");
  g_assert_cmpstr (ry_json_get_string (series, "holiday"), ==, "skip");
  g_assert_cmpstr (ry_json_get_string (series, "start"), ==, "18:30");
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (series, "months")), ==, 4);
  g_assert_true (ry_rhythm_read (series, &again));
  g_assert_cmpmem (&rhythm, sizeof rhythm, &again, sizeof again);
}

/* An exception is set, changed and taken back; the others stay. */
static void
test_exceptions (void)
{
  g_autoptr (JsonObject) series = parse (
      "'nth':2,'weekday':2,'months':['4','6'],'exceptions':[{'key':'2026-06-09','date':'2026-06-09','change':'skip'}]");
  static const struct {
    const char *change, *to, *days;
  } steps[] = { { "skip", NULL, "4/14x 6/9x" }, { "move", "2026-04-21", "4/21~ 6/9x" }, { NULL, NULL, "4/14 6/9x" } };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GPtrArray) days = NULL;
    g_autofree char *found = NULL;

    ry_rhythm_set_exception (series, "2026-04-14", steps[i].change, steps[i].to, "会場の都合");
    days = ry_rhythm_list_year (series, 2026);
    found = describe_days (days);
    g_assert_cmpstr (found, ==, steps[i].days);
    if (steps[i].change != NULL)
      g_assert_cmpstr (((RyRhythmDay *) days->pdata[0])->reason, ==, "会場の都合");
  }
}

static void
test_clash (void)
{
  static const struct {
    const char *meeting, *other;
    RyClash clash;
  } cases[] = {
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-10','start':'19:00'", RY_CLASH_NONE },
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-09','start':'13:00','end':'15:00'",
      RY_CLASH_SAME_DAY },
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-09','start':'20:30','end':'21:00'",
      RY_CLASH_SAME_DAY },
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-09','start':'20:00','end':'21:00'",
      RY_CLASH_OVERLAP },
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-09','start':'18:00'", RY_CLASH_OVERLAP },
    { "'date':'2026-06-09','start':'19:00','end':'20:30'", "'date':'2026-06-09'", RY_CLASH_OVERLAP },
    { "'date':'2026-06-09','start':'19:00'", "'date':'2026-06-09','start':'18:00','end':'19:00'", RY_CLASH_SAME_DAY },
    { "'date':'2026-06-09','start':'19:00'", "'date':'2026-06-09','start':'19:00','stage':'cancelled'", RY_CLASH_NONE },
    { "'start':'19:00'", "'start':'19:00'", RY_CLASH_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = parse (cases[i].meeting), other = parse (cases[i].other);

    g_test_message ("%s | %s", cases[i].meeting, cases[i].other);
    g_assert_cmpint (ry_rhythm_check_clash (meeting, other), ==, cases[i].clash);
    g_assert_cmpint (ry_rhythm_check_clash (other, meeting), ==, cases[i].clash);
  }
}

static void
test_sentence (void)
{
  RyRhythm rhythm;
  g_autofree char *sentence = NULL, *nothing = NULL;

  g_assert_true (ry_rhythm_parse ("毎月 第2火曜 19:00", &rhythm));
  sentence = ry_rhythm_describe (&rhythm);
  g_assert_cmpstr (sentence, ==, "every month on the second Tuesday at 19:00; a week later if that is a holiday.");
  g_assert_false (ry_rhythm_parse ("随時", &rhythm));
  nothing = ry_rhythm_describe (&rhythm);
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rhythm/words", test_words);
  g_test_add_func ("/model/rhythm/years", test_years);
  g_test_add_func ("/model/rhythm/century", test_century);
  g_test_add_func ("/model/rhythm/next", test_next);
  g_test_add_func ("/model/rhythm/write", test_write);
  g_test_add_func ("/model/rhythm/exceptions", test_exceptions);
  g_test_add_func ("/model/rhythm/clash", test_clash);
  g_test_add_func ("/model/rhythm/sentence", test_sentence);
  return g_test_run ();
}
