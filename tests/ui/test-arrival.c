/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a first sync has come, and how long it may still take. */
#include "ry-arrival.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define BEGIN  (1000 * SECOND)

static void
test_estimates (void)
{
  static const struct {
    gint64 seconds, done, pending;
    gint64 total, left;
    double fraction;
    const char *words;
  } rows[] = {
    { 0, 0, -1, -1, -1, -1, NULL },                        /* nothing is known */
    { 1, 100, 900, 1000, -1, .1, NULL },                   /* too early to say */
    { 10, 1100, 900, 2000, 9, .55, "a few seconds left" }, /* 100 a second */
    { 10, 600, 4000, 4600, 80, 600 / 4600., "about 80 seconds left" },
    { 10, 1100, 90000, 91100, 900, 1100 / 91100., "about 15 minutes left" },
    { 10, 100, 500, 600, -1, 100 / 600., NULL }, /* it stands */
    { 10, 2000, 0, 2000, 0, 1, NULL },           /* all is here */
    { 10, 2000, -1, -1, -1, -1, NULL },          /* a server that does not say what is to come */
    { 10, 0, 0, 0, 0, 1, NULL },                 /* an empty server */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RyArrival arrival = { 0 };
    g_autofree char *words = NULL;

    ry_arrival_note (&arrival, BEGIN, rows[i].done > 0 ? 100 : 0, rows[i].pending);
    ry_arrival_note (&arrival, BEGIN + rows[i].seconds * SECOND, rows[i].done, rows[i].pending);
    words = ry_arrival_words_left (&arrival);
    g_assert_cmpint (ry_arrival_get_total (&arrival), ==, rows[i].total);
    g_assert_cmpint (ry_arrival_get_seconds_left (&arrival), ==, rows[i].left);
    g_assert_cmpfloat_with_epsilon (ry_arrival_get_fraction (&arrival), rows[i].fraction, 1e-9);
    g_assert_cmpstr (words, ==, rows[i].words);
  }
}

/* An hour's rest in the middle is not counted as slowness. */
static void
test_pause (void)
{
  RyArrival arrival = { 0 };

  ry_arrival_note (&arrival, BEGIN, 1, 999);
  ry_arrival_note (&arrival, BEGIN + 10 * SECOND, 501, 499);
  ry_arrival_pause (&arrival);
  ry_arrival_note (&arrival, BEGIN + 3600 * SECOND, 501, 499);
  g_assert_cmpint (ry_arrival_get_seconds_left (&arrival), ==, -1);
  ry_arrival_note (&arrival, BEGIN + 3605 * SECOND, 751, 249);
  g_assert_cmpint (ry_arrival_get_seconds_left (&arrival), ==, 5);
}

static void
test_words (void)
{
  RyArrival arrival = { 0 };
  g_autofree char *unknown = NULL;
  g_autofree char *known = NULL;
  g_autofree char *nothing = ry_arrival_words_bytes (0);
  g_autofree char *some = ry_arrival_words_bytes (1500000);

  ry_arrival_note (&arrival, BEGIN, 12, -1);
  unknown = ry_arrival_words_count (&arrival);
  ry_arrival_note (&arrival, BEGIN, 12, 30);
  known = ry_arrival_words_count (&arrival);
  g_assert_cmpstr (unknown, ==, "12 records");
  g_assert_cmpstr (known, ==, "12 of 42 records");
  g_assert_null (nothing);
  g_assert_true (g_str_has_prefix (some, "1.5"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrival/estimates", test_estimates);
  g_test_add_func ("/arrival/pause", test_pause);
  g_test_add_func ("/arrival/words", test_words);
  return g_test_run ();
}
