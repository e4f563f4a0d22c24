/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a bed, as tables: what a need says, who fits, in which order and why, and what a hold takes away. */
#include "ry-bed-search.h"
#include "ry-json.h"

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T00:30:00Z"

/* Six hospitals: what each reported, and what it can take. */
static const char *const documents[] = {
  "council:n {\"kind\":\"council\",\"wheel\":\"vertical\",\"hold_minutes\":90}",
  "condition:dialysis {\"kind\":\"condition\",\"name\":\"人工透析\",\"short_name\":\"透析\"}",
  "condition:opioid {\"kind\":\"condition\",\"name\":\"麻薬持続皮下注\"}",
  "condition:alone {\"kind\":\"condition\",\"name\":\"独居\"}",
  "organisation:a "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"あ病院\",\"reading\":\"あ\",\"area\":"
  "\"中央\","
  "\"telephone\":\"000-1\"}",
  "organisation:b "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"い病院\",\"reading\":\"い\",\"area\":"
  "\"岬\","
  "\"telephone\":\"000-2\",\"liaison_telephone\":\"000-22\"}",
  "organisation:c "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"う病院\",\"reading\":\"う\",\"area\":"
  "\"中央\","
  "\"telephone\":\"000-3\"}",
  "organisation:d "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"え病院\",\"reading\":\"え\",\"area\":"
  "\"岬\","
  "\"telephone\":\"000-4\"}",
  "organisation:e "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"お病院\",\"reading\":\"お\",\"area\":"
  "\"岬\","
  "\"telephone\":\"000-5\"}",
  "organisation:f "
  "{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"か病院\",\"reading\":\"か\",\"area\":"
  "\"岬\","
  "\"telephone\":\"000-6\",\"status\":\"closed\"}",
  "ward:a1 {\"kind\":\"ward\",\"organisation\":\"organisation:a\",\"function\":\"recovery\"}",
  "ward:a2 "
  "{\"kind\":\"ward\",\"organisation\":\"organisation:a\",\"function\":\"recovery\",\"to\":\"2026-11-30\"}",
  "ward:b1 {\"kind\":\"ward\",\"organisation\":\"organisation:b\",\"function\":\"recovery\"}",
  "ward:c1 {\"kind\":\"ward\",\"organisation\":\"organisation:c\",\"function\":\"recovery\"}",
  "ward:c2 {\"kind\":\"ward\",\"organisation\":\"organisation:c\",\"function\":\"high_acute\"}",
  "ward:d1 {\"kind\":\"ward\",\"organisation\":\"organisation:d\",\"function\":\"recovery\"}",
  "ward:e1 {\"kind\":\"ward\",\"organisation\":\"organisation:e\",\"function\":\"recovery\"}",
  "ward:f1 {\"kind\":\"ward\",\"organisation\":\"organisation:f\",\"function\":\"recovery\"}",
  "function:a "
  "{\"kind\":\"function\",\"organisation\":\"organisation:a\",\"door_telephone\":\"000-11\",\"conditions\":"
  "[{"
  "\"condition\":\"condition:dialysis\",\"answer\":\"conditional\"}]}",
  "function:b "
  "{\"kind\":\"function\",\"organisation\":\"organisation:b\",\"conditions\":[{\"condition\":\"condition:"
  "dialysis\","
  "\"answer\":\"yes\"},{\"condition\":\"condition:alone\",\"answer\":\"yes\"}]}",
  "function:c "
  "{\"kind\":\"function\",\"organisation\":\"organisation:c\",\"conditions\":[{\"condition\":\"condition:"
  "dialysis\","
  "\"answer\":\"no\"}]}",
  "bed:a1:20261124 "
  "{\"kind\":\"bed\",\"ward\":\"ward:a1\",\"date\":\"2026-11-24\",\"at\":\"2026-11-24T00:00:00Z\",\"men\":"
  "1,\"women\":"
  "0,\"single\":0,\"either\":0,\"source\":\"phone\"}",
  "bed:a2:20261124 "
  "{\"kind\":\"bed\",\"ward\":\"ward:a2\",\"date\":\"2026-11-24\",\"at\":\"2026-11-24T00:00:00Z\",\"men\":"
  "0,\"women\":"
  "2,\"single\":0,\"either\":0}",
  "bed:b1:20261123 "
  "{\"kind\":\"bed\",\"ward\":\"ward:b1\",\"date\":\"2026-11-23\",\"at\":\"2026-11-22T23:00:00Z\",\"men\":"
  "2,\"women\":"
  "0,\"single\":0,\"either\":0}",
  "bed:b1:20261125 "
  "{\"kind\":\"bed\",\"ward\":\"ward:b1\",\"date\":\"2026-11-25\",\"at\":\"2026-11-24T00:10:00Z\",\"men\":"
  "9}", /* dated
           tomorrow:
           not
           looked
           at */
  "bed:c1:20261124 "
  "{\"kind\":\"bed\",\"ward\":\"ward:c1\",\"date\":\"2026-11-24\",\"at\":\"2026-11-24T00:00:00Z\",\"men\":"
  "0,\"women\":"
  "0,\"single\":0,\"either\":0,\"out\":2,\"out_72\":5}",
  "bed:c2:20261124 "
  "{\"kind\":\"bed\",\"ward\":\"ward:c2\",\"date\":\"2026-11-24\",\"at\":\"2026-11-24T00:00:00Z\","
  "\"either\":4,"
  "\"single\":1}",
  "bed:d1:20261110 "
  "{\"kind\":\"bed\",\"ward\":\"ward:d1\",\"date\":\"2026-11-10\",\"at\":\"2026-11-10T00:00:00Z\","
  "\"either\":7}",
  "bed:f1:20261124 "
  "{\"kind\":\"bed\",\"ward\":\"ward:f1\",\"date\":\"2026-11-24\",\"at\":\"2026-11-24T00:00:00Z\","
  "\"either\":9}",
};

static void
take (RyBedRegister *reg, const char *line)
{
  const char *space = strchr (line, ' ');
  g_autofree char *id = g_strndup (line, (gsize) (space - line));
  g_autoptr (RyDocument) document = ry_document_new (id, "1-0", FALSE, space + 1, -1);

  ry_bed_register_take (reg, document);
}

/* A register takes what is not dated later than the day it was read for; here the store is left out. */
static RyBedRegister *
create_register (void)
{
  RyBedRegister *reg = ry_bed_register_new ();

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (strstr (documents[i], ":20261125") == NULL)
      take (reg, documents[i]);
  return reg;
}

static RyBedNeed *
parse (RyBedRegister *reg, const char *text)
{
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();

  g_ptr_array_add (areas, (gpointer) "中央");
  g_ptr_array_add (areas, (gpointer) "岬");
  return ry_bed_need_parse (text, ry_bed_register_get_conditions (reg), areas, TODAY, NULL);
}

static char *
list (GPtrArray *matches)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++) {
    const RyBedMatch *match = g_ptr_array_index (matches, i);

    g_string_append_printf (out, "%s%s=%d", i > 0 ? " " : "", match->hospital->id + strlen ("organisation:"),
                            (int) match->beds);
  }
  return g_string_free (out, FALSE);
}

static void
test_need (void)
{
  static const struct {
    const char *text, *json;
  } rows[] = {
    { "", "{}" },
    { "回復期", "{\"function\":\"recovery\"}" },
    { "高度急性期　男", "{\"function\":\"acute\",\"sex\":\"men\"}" },
    { "女性 個室", "{\"sex\":\"women\",\"single\":true}" },
    { "女性、透析", "{\"sex\":\"women\",\"conditions\":[\"condition:dialysis\"]}" },
    { "麻薬 ひとり暮らし", "{\"conditions\":[\"condition:opioid\",\"condition:alone\"]}" },
    { "あすから 中央", "{\"start\":\"2026-11-25\",\"area\":\"中央\"}" },
    { "明日", "{\"start\":\"2026-11-25\"}" },
    { "１２月１日から", "{\"start\":\"2026-12-01\"}" },
    { "岬地区", "{\"area\":\"岬\"}" },
    { "透析 透析", "{\"conditions\":[\"condition:dialysis\"]}" },
    { "なにか", "{}" },
  };
  g_autoptr (RyBedRegister) reg = create_register ();

  g_setenv ("RYORIN_TODAY", TODAY, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyBedNeed) need = parse (reg, rows[i].text), again = NULL;
    g_autoptr (JsonObject) object = ry_bed_need_to_json (need), twice = NULL;
    g_autofree char *text = ry_json_object_to_text (object), *other = NULL,
                    *canonical = ry_json_canonical (text, -1, NULL),
                    *wanted = ry_json_canonical (rows[i].json, -1, NULL);

    g_assert_cmpstr (canonical, ==, wanted);
    again = ry_bed_need_from_json (object);
    twice = ry_bed_need_to_json (again);
    other = ry_json_object_to_text (twice);
    g_assert_cmpstr (text, ==, other);
    g_assert_cmpint (ry_bed_need_is_empty (need), ==, g_str_equal (rows[i].json, "{}"));
  }
}

/* A chip knows its words, so that it can be taken away; one that was not understood says so. */
static void
test_chips (void)
{
  static const char text[] = "女性　なにか 透析 あす";
  static const struct {
    RyNeedPart part;
    const char *left;
  } rows[] = {
    { RY_NEED_SEX, "なにか 透析 あす" },
    { RY_NEED_UNKNOWN, "女性　透析 あす" },
    { RY_NEED_CONDITION, "女性　なにか　あす" },
    { RY_NEED_START, "女性　なにか 透析" },
  };
  g_autoptr (RyBedRegister) reg = create_register ();
  g_autoptr (GPtrArray) chips = NULL;
  g_autoptr (RyBedNeed) need = ry_bed_need_parse (text, ry_bed_register_get_conditions (reg), NULL, TODAY, &chips);

  g_assert_cmpuint (chips->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < chips->len; i++) {
    const RyNeedChip *chip = g_ptr_array_index (chips, i);
    g_autofree char *left = ry_need_chip_cut (text, chip);

    g_assert_cmpint (chip->part, ==, rows[i].part);
    g_assert_cmpstr (left, ==, rows[i].left);
  }
}

static void
test_search (void)
{
  static const struct {
    const char *text, *ranked, *silent, *misses;
    guint with_beds;
  } rows[] = {
    /* fresh before old, beds before full; what is silent is counted apart, and never a zero */
    { "回復期", "a=3 c=0 b=2", "d=0 e=0", "", 2 },
    { "回復期 中央", "a=3 c=0 b=2", "d=0 e=0", "", 2 },
    /* yes before it depends before unanswered; no is a miss */
    { "回復期 透析", "b=2 a=3", "d=0 e=0", "c=0", 2 },
    { "回復期 独居", "b=2 a=3 c=0", "d=0 e=0", "", 2 },
    /* this morning's beds for men are no beds for women; yesterday's are a matter for the telephone */
    { "回復期 女性", "a=2 c=0 b=0", "d=0 e=0", "", 1 },
    { "回復期 個室", "c=0 b=0", "d=0 e=0", "a=0", 0 },
    { "急性期 個室", "c=1", "", "a=0 b=0 d=0 e=0", 1 },
    { "慢性期", "", "", "a=0 b=0 c=0 d=0 e=0", 0 },
    /* a ward that will be closed by then does not count */
    { "回復期 女性 12月1日", "c=0 b=0", "d=0 e=0", "a=0", 0 },
    { "", "a=3 c=5 b=2", "d=0 e=0", "", 3 },
  };
  g_autoptr (RyBedRegister) reg = create_register ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyBedNeed) need = parse (reg, rows[i].text);
    g_autoptr (RyBedFinds) finds = ry_bed_search (reg, need, TODAY, NOW);
    g_autofree char *ranked = list (finds->ranked), *silent = list (finds->silent), *misses = list (finds->misses);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpstr (ranked, ==, rows[i].ranked);
    g_assert_cmpstr (silent, ==, rows[i].silent);
    g_assert_cmpstr (misses, ==, rows[i].misses);
    g_assert_cmpuint (finds->with_beds, ==, rows[i].with_beds);
    g_assert_cmpuint (finds->stale, ==, finds->silent->len > 0 ? 1 : 0);
  }
}

static void
test_reasons (void)
{
  static const struct {
    const char *text;
    guint at;
    const char *reason;
  } rows[] = {
    { "回復期", 0, "reported today" },
    { "回復期", 1,
      "reported today; full at present; 2 discharges planned within a day; 5 discharges planned within three days" },
    { "回復期", 2, "report older than 24 hours" },
    { "回復期 透析", 0, "1 of 1 conditions met; report older than 24 hours" },
    { "回復期 透析", 1, "0 of 1 conditions met; 1 depends; reported today" },
    { "回復期 独居 中央", 1, "0 of 1 conditions met; 1 unconfirmed; reported today; in that area" },
    { "回復期 女性", 2, "report older than 24 hours; ask for a bed for a woman by telephone" },
  };
  g_autoptr (RyBedRegister) reg = create_register ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyBedNeed) need = parse (reg, rows[i].text);
    g_autoptr (RyBedFinds) finds = ry_bed_search (reg, need, TODAY, NOW);

    g_assert_cmpuint (finds->ranked->len, >, rows[i].at);
    g_assert_cmpstr (((RyBedMatch *) g_ptr_array_index (finds->ranked, rows[i].at))->reason, ==, rows[i].reason);
  }
}

/* The door's line before the liaison office's before the hospital's. */
static void
test_door (void)
{
  static const struct {
    const char *id, *telephone;
  } rows[] = { { "organisation:a", "000-11" }, { "organisation:b", "000-22" }, { "organisation:c", "000-3" } };
  g_autoptr (RyBedRegister) reg = create_register ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (ry_bed_hospital_get_telephone (ry_bed_register_find (reg, rows[i].id)), ==, rows[i].telephone);
  g_assert_null (ry_bed_register_find (reg, "organisation:f"));
  g_assert_cmpint (ry_bed_register_get_hold_minutes (reg), ==, 90);
}

static void
test_holds (void)
{
  static const struct {
    const char *enquiry;
    const char *ranked;
  } rows[] = {
    { "\"organisation\":\"organisation:a\",\"status\":\"held\",\"held_until\":\"2026-11-24T01:00:00Z\",\"need\":{"
      "\"sex\":\"women\"}",
      "a=1" },
    /* it lapsed a second ago, or was never given a moment */
    { "\"organisation\":\"organisation:a\",\"status\":\"held\",\"held_until\":\"2026-11-24T00:29:59Z\",\"need\":{"
      "\"sex\":\"women\"}",
      "a=2" },
    { "\"organisation\":\"organisation:a\",\"status\":\"held\",\"need\":{\"sex\":\"women\"}", "a=2" },
    /* a man is put among men */
    { "\"organisation\":\"organisation:a\",\"status\":\"held\",\"held_until\":\"2026-11-24T01:00:00Z\",\"need\":{"
      "\"sex\":\"men\"}",
      "a=2" },
    /* a bed in another function, or another hospital */
    { "\"organisation\":\"organisation:a\",\"status\":\"held\",\"held_until\":\"2026-11-24T01:00:00Z\",\"need\":{"
      "\"function\":\"acute\"}",
      "a=2" },
    { "\"organisation\":\"organisation:c\",\"status\":\"held\",\"held_until\":\"2026-11-24T01:00:00Z\"", "a=2" },
    /* accepted after the report, and before it */
    { "\"organisation\":\"organisation:a\",\"status\":\"accepted\",\"answered_at\":\"2026-11-24T00:20:00Z\",\"need\":{"
      "\"sex\":\"women\"}",
      "a=1" },
    { "\"organisation\":\"organisation:a\",\"status\":\"accepted\",\"answered_at\":\"2026-11-23T22:00:00Z\",\"need\":{"
      "\"sex\":\"women\"}",
      "a=2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyBedRegister) reg = create_register ();
    g_autofree char *line = g_strdup_printf ("enquiry:1 {\"kind\":\"enquiry\",%s}", rows[i].enquiry);
    g_autoptr (RyBedNeed) need = parse (reg, "回復期 女性");
    g_autoptr (RyBedFinds) finds = NULL;
    g_autofree char *ranked = NULL;

    take (reg, line);
    finds = ry_bed_search (reg, need, TODAY, NOW);
    ranked = list (finds->ranked);
    g_assert_true (g_str_has_prefix (ranked, rows[i].ranked));
  }
}

/* The last bed, held twice: nothing is left, and it is never less than nothing. */
static void
test_last_bed (void)
{
  g_autoptr (RyBedRegister) reg = create_register ();
  g_autoptr (RyBedNeed) need = parse (reg, "回復期 女性");

  for (int held = 1; held <= 3; held++) {
    g_autofree char *line =
        g_strdup_printf ("enquiry:%d "
                         "{\"kind\":\"enquiry\",\"organisation\":\"organisation:a\",\"status\":\"held\",\"held_until\":"
                         "\"2026-11-24T01:00:00Z\",\"need\":{\"sex\":\"women\"}}",
                         held);
    g_autoptr (RyBedMatch) match = NULL;

    take (reg, line);
    match = ry_bed_search_hospital (reg, "organisation:a", need, TODAY, NOW);
    g_assert_cmpint (match->beds, ==, MAX (2 - held, 0));
    g_assert_cmpint (match->held, ==, held);
  }
}

static void
test_relief (void)
{
  g_autoptr (RyBedRegister) reg = create_register ();
  g_autoptr (RyBedNeed) need = parse (reg, "回復期 個室 岬");
  g_autoptr (GPtrArray) reliefs = ry_bed_search_relieve (reg, need, TODAY, NOW);
  const RyNeedRelief *first, *second;

  g_assert_cmpuint (reliefs->len, ==, 2);
  first = g_ptr_array_index (reliefs, 0);
  second = g_ptr_array_index (reliefs, 1);
  g_assert_cmpint (first->part, ==, RY_NEED_FUNCTION);
  g_assert_cmpuint (first->count, ==, 1);
  g_assert_cmpint (second->part, ==, RY_NEED_SINGLE);
  g_assert_cmpuint (second->count, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/bed-search/need", test_need);
  g_test_add_func ("/model/bed-search/chips", test_chips);
  g_test_add_func ("/model/bed-search/search", test_search);
  g_test_add_func ("/model/bed-search/reasons", test_reasons);
  g_test_add_func ("/model/bed-search/door", test_door);
  g_test_add_func ("/model/bed-search/holds", test_holds);
  g_test_add_func ("/model/bed-search/last-bed", test_last_bed);
  g_test_add_func ("/model/bed-search/relief", test_relief);
  return g_test_run ();
}
