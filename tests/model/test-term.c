/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From when until when, and what offices enter ahead. */
#include "ry-json.h"
#include "ry-term.h"

static void
test_holds (void)
{
  static const struct {
    const char *record;
    const char *day;
    gboolean holds;
  } rows[] = {
    { "{}", "2026-11-24", TRUE },
    { "{\"from\":\"\",\"to\":\"\"}", "2026-11-24", TRUE },
    { "{\"from\":\"2026-11-24\"}", "2026-11-23", FALSE },
    { "{\"from\":\"2026-11-24\"}", "2026-11-24", TRUE },
    { "{\"to\":\"2026-11-24\"}", "2026-11-24", TRUE },
    { "{\"to\":\"2026-11-24\"}", "2026-11-25", FALSE },
    /* Who resigns in March is there until then; who follows is not there yet. */
    { "{\"from\":\"2020-04-01\",\"to\":\"2027-03-31\"}", "2026-11-24", TRUE },
    { "{\"from\":\"2027-04-01\"}", "2026-11-24", FALSE },
    { "{\"from\":\"2027-04-01\"}", "2027-04-01", TRUE },
    { "{\"from\":\"2026-11-25\",\"to\":\"2026-11-24\"}", "2026-11-24", FALSE },
    { "{\"from\":7,\"to\":null}", "2026-11-24", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) record = ry_json_parse_object (rows[i].record, -1, NULL);

    g_assert_nonnull (record);
    g_assert_cmpint (ry_term_holds_on (record, rows[i].day), ==, rows[i].holds);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/term/holds", test_holds);
  return g_test_run ();
}
