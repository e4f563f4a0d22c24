/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a council's name on a tile. */
#include "ry-tile-name.h"

static void
test_shorten (void)
{
  static const struct {
    const char *name;
    glong room;
    const char *shown;
  } rows[] = {
    { "地域ケア連絡協議会", 9, "地域ケア連絡協議会" },
    { "医療介護ネットワーク協議会", 9, "ネットワーク協議会" },
    { "医療介護ネットワーク協議会", 5, "協議会" },
    { "医療介護連携推進会議", 5, "医療介護連携推進会議" }, /* no word begins there: the label cuts it */
    { "Care Network Council", 20, "Care Network Council" },
    { "", 9, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (ry_tile_name_shorten (rows[i].name, rows[i].room), ==, rows[i].shown);
}

static void
test_common_head (void)
{
  static const char *const both[] = { "汐見区地域ケア連絡協議会", "汐見区医療介護ネットワーク協議会", NULL };
  static const char *const one[] = { "汐見区地域ケア連絡協議会", NULL };
  static const char *const none[] = { NULL };
  static const char *const inside[] = { "連絡協議会", "連絡協議会分科会", NULL };
  static const char *const bytes[] = { "亜", "亝", NULL }; /* alike in their first bytes */

  g_assert_cmpuint (ry_tile_name_measure_common_head (both), ==, strlen ("汐見区"));
  g_assert_cmpuint (ry_tile_name_measure_common_head (one), ==, 0);
  g_assert_cmpuint (ry_tile_name_measure_common_head (none), ==, 0);
  g_assert_cmpuint (ry_tile_name_measure_common_head (inside), ==, 0);
  g_assert_cmpuint (ry_tile_name_measure_common_head (bytes), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-name/shorten", test_shorten);
  g_test_add_func ("/tile-name/common-head", test_common_head);
  return g_test_run ();
}
