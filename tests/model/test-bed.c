/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of vacant beds, as tables: what counts, how old it is, and what a sum of some that are silent says. */
#include "ry-bed.h"
#include "ry-json.h"
#include "ry-term.h"

#define NOW "2026-11-24T00:30:00Z"

static JsonObject *
parse (const char *text)
{
  return text != NULL ? ry_json_parse_object (text, -1, NULL) : NULL;
}

static void
test_available (void)
{
  static const struct {
    const char *report;
    gboolean told;
    gint64 beds;
  } rows[] = {
    { NULL, FALSE, 0 },
    { "{}", FALSE, 0 },
    { "{\"empty\":3}", FALSE, 0 }, /* empty is not available */
    { "{\"either\":0}", TRUE, 0 },
    { "{\"men\":1,\"women\":2,\"single\":1,\"either\":3}", TRUE, 7 },
    { "{\"women\":2}", TRUE, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) report = parse (rows[i].report);
    gint64 beds = 0;

    g_assert_cmpint (ry_bed_get_available (report, &beds), ==, rows[i].told);
    g_assert_cmpint (beds, ==, rows[i].beds);
  }
}

static void
test_age (void)
{
  static const struct {
    const char *at;
    RyReportAge age;
  } rows[] = {
    { "2026-11-24T00:30:00Z", RY_REPORT_FRESH }, { "2026-11-23T00:30:00Z", RY_REPORT_FRESH },
    { "2026-11-23T00:29:00Z", RY_REPORT_AGING }, { "2026-11-21T00:30:00Z", RY_REPORT_AGING },
    { "2026-11-21T00:29:59Z", RY_REPORT_STALE }, { "2026-11-24T09:30:00+09:00", RY_REPORT_FRESH },
    { "2026-11-24T12:00:00Z", RY_REPORT_FRESH }, /* a clock that is a little ahead */
    { "2026-11-26T00:30:00Z", RY_REPORT_STALE }, /* dated the day after tomorrow: not believed */
    { "this morning", RY_REPORT_STALE },         { NULL, RY_REPORT_STALE },
  };
  RyFreshness freshness;

  ry_freshness_init (&freshness, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) report = parse ("{\"either\":1}");

    if (rows[i].at != NULL)
      json_object_set_string_member (report, "at", rows[i].at);
    g_assert_cmpint (ry_bed_get_age (report, NOW, &freshness), ==, rows[i].age);
  }
  g_assert_cmpint (ry_bed_get_age (NULL, NOW, &freshness), ==, RY_REPORT_NONE);
}

/* 8 beds and two unknown; never 8 beds alone, and never 0 for those who said nothing. */
static void
test_sum (void)
{
  g_autoptr (JsonObject) five = parse ("{\"either\":5}"), three = parse ("{\"women\":3}"),
                         none = parse ("{\"either\":0}"), silent = parse ("{\"empty\":4}");
  RyBedSum sum = { 0 };

  ry_bed_add (&sum, five, RY_REPORT_FRESH);
  ry_bed_add (&sum, three, RY_REPORT_AGING);
  ry_bed_add (&sum, none, RY_REPORT_FRESH);
  ry_bed_add (&sum, silent, RY_REPORT_NONE);
  ry_bed_add (&sum, five, RY_REPORT_STALE);
  ry_bed_add (&sum, NULL, RY_REPORT_NONE);
  g_assert_cmpint (sum.beds, ==, 8);
  g_assert_cmpuint (sum.reported, ==, 3);
  g_assert_cmpuint (sum.unknown, ==, 3);
}

static void
test_limits (void)
{
  g_autoptr (JsonObject) council = parse ("{\"fresh_hours\":12,\"stale_hours\":36}"),
                         report = parse ("{\"either\":1,\"at\":\"2026-11-23T10:00:00Z\"}");
  RyFreshness freshness;

  ry_freshness_init (&freshness, council);
  g_assert_cmpint (ry_bed_get_age (report, NOW, &freshness), ==, RY_REPORT_AGING);
}

/* A ward that was turned into another keeps what it was: a look at 2018 shows 2018. */
static void
test_ward (void)
{
  static const struct {
    const char *ward, *date;
    gboolean holds;
  } rows[] = {
    { "{}", "2018-04-01", TRUE },
    { "{\"from\":\"2018-04-01\"}", "2018-03-31", FALSE },
    { "{\"from\":\"2018-04-01\"}", "2018-04-01", TRUE },
    { "{\"from\":\"2018-04-01\",\"to\":\"2024-03-31\"}", "2024-03-31", TRUE },
    { "{\"from\":\"2018-04-01\",\"to\":\"2024-03-31\"}", "2024-04-01", FALSE },
    { "{\"to\":\"\"}", "2030-01-01", TRUE },
  };
  g_autoptr (JsonObject) closed = parse ("{\"function\":\"closed\"}"), acute = parse ("{\"function\":\"high_acute\"}");
  RyStage stage;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) ward = parse (rows[i].ward);

    g_assert_cmpint (ry_term_holds_on (ward, rows[i].date), ==, rows[i].holds);
  }
  g_assert_false (ry_ward_get_stage (closed, &stage));
  g_assert_true (ry_ward_get_stage (acute, &stage));
  g_assert_cmpint (stage, ==, RY_STAGE_ACUTE);
}

static void
test_id (void)
{
  g_autofree char *id = ry_bed_dup_id ("ward:0110113719-3", "2026-11-24");

  g_assert_cmpstr (id, ==, "bed:0110113719-3:20261124");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/bed/available", test_available);
  g_test_add_func ("/model/bed/age", test_age);
  g_test_add_func ("/model/bed/sum", test_sum);
  g_test_add_func ("/model/bed/limits", test_limits);
  g_test_add_func ("/model/bed/ward", test_ward);
  g_test_add_func ("/model/bed/id", test_id);
  return g_test_run ();
}
