/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attendance over the years, as tables of meetings and what they come to. */
#include <string.h>

#include "ry-json.h"
#include "ry-statistics.h"

#define TODAY "2026-11-24"

/* A meeting as "DATE STAGE seat seat…", a seat as ORGANISATION/PERSON/STATUS; or "DATE STAGE #ATTENDED/INVITED". */
static RyDocument *
make_meeting (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"kind\":\"meeting\",\"date\":\"%s\",\"stage\":\"%s\"", words[0], words[1]);
  if (words[2] != NULL && words[2][0] == '#') {
    g_auto (GStrv) figures = g_strsplit (words[2] + 1, "/", -1);

    g_string_append_printf (json, ",\"attended\":%s,\"invited\":%s", figures[0], figures[1]);
  } else {
    g_string_append (json, ",\"attendance\":[");
    for (guint i = 2; words[i] != NULL; i++) {
      g_auto (GStrv) seat = g_strsplit (words[i], "/", -1);

      g_string_append_printf (json,
                              "%s{\"key\":\"%u\",\"organisation\":\"%s\",\"organisation_name\":\"%s\",\"person\":"
                              "\"%s\",\"status\":\"%s\"}",
                              i > 2 ? "," : "", i, seat[0], seat[0], seat[1], seat[2]);
    }
    g_string_append (json, "]");
  }
  g_string_append (json, "}");
  return ry_document_new (text, "1-a", FALSE, json->str, -1);
}

static const char *
get_profession (const char *person, gpointer data)
{
  return person[0] == 'd' ? "医師" : person[0] == 'n' ? "看護師" : "";
}

static char *
describe (RyStatistics *statistics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < statistics->years->len; i++) {
    RyStatisticsYear *year = g_ptr_array_index (statistics->years, i);

    g_string_append_printf (text, "%d: %u/%u %u of %u, %u people, %u unnamed\n", year->year, year->meetings,
                            year->cumulative, year->heads.present, year->heads.invited, year->heads.people,
                            year->unnamed);
  }
  for (guint i = 0; i < statistics->organisations->len; i++) {
    RyStatisticsRow *row = g_ptr_array_index (statistics->organisations, i);

    g_string_append_printf (text, "%s %u of %u, %u people, %u of %u meetings, streak %u, last %s\n", row->name,
                            row->heads.present, row->heads.invited, row->heads.people, row->attended, row->meetings,
                            row->streak, row->last != NULL ? row->last : "-");
  }
  for (guint i = 0; i < statistics->professions->len; i++) {
    RyStatisticsRow *row = g_ptr_array_index (statistics->professions, i);

    g_string_append_printf (text, "%s %u of %u\n", row->name, row->heads.present, row->heads.invited);
  }
  return g_string_free (text, FALSE);
}

static void
test_compute (void)
{
  static const struct {
    int year;
    const char *meetings[8];
    const char *expected;
  } table[] = {
    { 0, { NULL }, "" },
    /* What was not held counts nowhere. */
    { 0,
      { "2026-12-08 planned A/d1/venue", "2026-10-08 cancelled A/d1/venue", "2026-10-08 planned A/d1/venue",
        "2026-12-08 noticed A/d1/venue" },
      "" },
    /* Figures alone name nobody; the year of account begins in April; order does not matter. */
    { 0,
      { "2018-04-10 sealed #30/42", "2018-03-13 sealed #28/40", "2018-05-08 sealed #31/42" },
      "2018: 2/3 61 of 84, 0 people, 2 unnamed\n2017: 1/1 28 of 40, 0 people, 1 unnamed\n" },
    /* The same person at two meetings is two heads and one person; a proxy is a head and nobody known. */
    { 0,
      { "2026-09-08 sealed A/d1/venue A/n1/proxy B/n2/absent", "2026-10-13 draft A/d1/web A/n1/absent B/n2/absent",
        "2026-11-10 draft A/d1/unanswered B/n3/written B/n2/absent" },
      "2026: 3/3 4 of 9, 2 people, 0 unnamed\n"
      "A 3 of 5, 1 people, 2 of 3 meetings, streak 1, last 2026-10-13\n"
      "B 1 of 4, 1 people, 1 of 3 meetings, streak 0, last 2026-11-10\n"
      "医師 2 of 3\n看護師 2 of 6\n" },
    /* An absence in a row is one of meetings it was invited to. */
    { 0,
      { "2026-07-01 sealed A/x1/venue B/x2/venue", "2026-08-01 sealed A/x1/absent B/x2/venue",
        "2026-09-01 sealed B/x2/venue", "2026-10-01 sealed A/x1/absent B/x2/venue" },
      "2026: 4/4 5 of 7, 2 people, 0 unnamed\nB 4 of 4, 1 people, 4 of 4 meetings, streak 0, last 2026-10-01\n"
      "A 1 of 3, 1 people, 1 of 3 meetings, streak 2, last 2026-07-01\n" },
    /* Of one year alone, but for how many meetings there had been. */
    { 2025,
      { "2024-07-01 sealed A/x1/venue", "2025-07-01 sealed A/x1/absent", "2026-07-01 sealed A/x1/venue" },
      "2025: 1/2 0 of 1, 0 people, 0 unnamed\nA 0 of 1, 0 people, 0 of 1 meetings, streak 1, last -\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (RyStatistics) statistics = NULL;
    g_autofree char *found = NULL;

    for (guint j = 0; j < G_N_ELEMENTS (table[i].meetings) && table[i].meetings[j] != NULL; j++)
      g_ptr_array_add (meetings, make_meeting (table[i].meetings[j]));
    statistics = ry_statistics_compute (meetings, TODAY, table[i].year, get_profession, NULL);
    found = describe (statistics);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

static void
test_csv (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyStatistics) statistics = NULL;
  g_autofree char *csv = NULL;

  g_ptr_array_add (meetings, make_meeting ("2026-09-08 sealed =SUM(A1)/d1/venue"));
  statistics = ry_statistics_compute (meetings, TODAY, 0, get_profession, NULL);
  csv = ry_statistics_to_csv (statistics, FALSE);
  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbf\"Fiscal year\","));
  g_assert_nonnull (strstr (csv, "\r\n2026,1,1,1,1,1,0\r\n"));
  g_assert_nonnull (strstr (csv, "\"'=SUM(A1)\",1,1,1,1,1,0,2026-09-08\r\n"));
  g_assert_cmpuint (statistics->total.heads.people, ==, 1);
}

/* What leaves the house tells of nobody: an organisation's one head is gone, and so is what would give it away. */
static void
test_outside (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GString) meeting = g_string_new ("2026-09-08 sealed A/d0/venue");
  g_autoptr (RyStatistics) statistics = NULL;
  g_autofree char *outside = NULL, *inside = NULL;

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (meeting, " B/n%u/venue C/x%u/venue", i, i);
  g_ptr_array_add (meetings, make_meeting (meeting->str));
  statistics = ry_statistics_compute (meetings, TODAY, 0, get_profession, NULL);
  outside = ry_statistics_to_csv (statistics, TRUE);
  g_assert_nonnull (strstr (outside, "\r\n2026,1,1,25,25,25,0\r\n"));
  g_assert_nonnull (strstr (outside, "\"A\",-,-,-,1,1,0,2026-09-08\r\n"));
  g_assert_nonnull (strstr (outside, "\"B\",-,-,-,"));
  g_assert_nonnull (strstr (outside, "\"C\",12,12,12,"));
  inside = ry_statistics_to_csv (statistics, FALSE);
  g_assert_nonnull (strstr (inside, "\"A\",1,1,1,1,1,0,2026-09-08\r\n"));
}

/* What was written at the door is believed before the record; a group counts all its heads, and nobody knows who they
 * are. */
static void
test_heads (void)
{
  static const char seats[] =
      "{\"date\":\"2026-09-08\",\"stage\":\"held\",\"attendance\":["
      "{\"name\":\"区民\",\"profession\":\"区民\",\"count\":3,\"status\":\"venue\"},"
      "{\"name\":\"区民\",\"profession\":\"区民\",\"count\":4,\"status\":\"absent\"},"
      "{\"name\":\"鳥羽 "
      "みどり\",\"organisation_name\":\"A\",\"person\":\"d1\",\"profession\":\"看護師\",\"status\":\"venue\"},"
      "{\"name\":\"佐々　直\",\"organisation_name\":\"A\",\"status\":\"venue\"},"
      "{\"name\":\"佐々直\",\"organisation_name\":\"A\",\"status\":\"venue\"}]}";
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyStatistics) statistics = NULL;
  g_autofree char *found = NULL;

  g_ptr_array_add (meetings, ry_document_new ("event:e", "1-a", FALSE, seats, -1));
  statistics = ry_statistics_compute (meetings, TODAY, 0, get_profession, NULL);
  found = describe (statistics);
  g_assert_cmpstr (
      found, ==,
      "2026: 1/1 6 of 10, 5 people, 0 unnamed\nA 3 of 3, 2 people, 1 of 1 meetings, streak 0, last 2026-09-08\n"
      "区民 3 of 7\n看護師 1 of 1\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/compute", test_compute);
  g_test_add_func ("/statistics/csv", test_csv);
  g_test_add_func ("/statistics/outside", test_outside);
  g_test_add_func ("/statistics/heads", test_heads);
  return g_test_run ();
}
