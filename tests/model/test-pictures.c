/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pictures of flow and ring show: who waits too long, whose ways nobody knows, small numbers that are not
 * told, and what is missing in which area, told apart from what nobody looked for.
 */
#include "ry-flow-picture.h"
#include "ry-ring.h"
#include "support.h"

#include <string.h>

#define TODAY "2026-11-24"

static char *folder;

static RyWorkspace *
open_with (const char *name, const char *const documents[][2], guint n)
{
  RyWorkspace *workspace = support_open_new (folder, name, "森下　健");

  for (guint i = 0; i < n; i++)
    ry_undo_unref (support_put (workspace, documents[i][0], documents[i][1]));
  return workspace;
}

static void
close_workspace (RyWorkspace *workspace)
{
  ry_workspace_close (workspace);
  g_object_unref (workspace);
}

/* ---- The flow ---- */

static const char *const ways[][2] = {
  { "organisation:a", "'name':'中央病院','org_kind':'hospital','medical_code':'1'" },
  { "organisation:b", "'name':'リハ病院','org_kind':'hospital','medical_code':'2'" },
  { "organisation:c", "'name':'療養病院','org_kind':'hospital','medical_code':'3'" },
  { "organisation:d", "'name':'黙る病院','org_kind':'hospital','medical_code':'4'" },
  { "ward:a", "'organisation':'organisation:a','name':'2階','function':'acute','licensed':60" },
  { "ward:b", "'organisation':'organisation:b','name':'2階','function':'recovery','licensed':60" },
  { "ward:c", "'organisation':'organisation:c','name':'2階','function':'chronic','licensed':60" },
  { "flow:1", "'from':'organisation:a','to':'organisation:b','year':2025,'counted':240,'wait':9" },
  { "flow:2", "'from':'organisation:a','to':'organisation:c','year':2025,'counted':4,'wait':3" },
  { "flow:3", "'from':'organisation:b','year':2025,'counted':120" },
  { "flow:4", "'from':'organisation:c','year':2025,'declared':true" },
  { "flow:5", "'to':'organisation:a','year':2025,'counted':60" },
  { "flow:6", "'from':'organisation:a','to':'organisation:gone','year':2025,'counted':999" },
  { "flow:7", "'from':'organisation:a','to':'organisation:a','year':2025,'counted':999" },
  { "flow:8", "'from':'organisation:a','to':'organisation:b','year':2023,'counted':12" },
  { "flow:9", "'from':'organisation:a','to':'organisation:b','counted':12" },
};

static RyFlowHospital *
find (RyFlowPicture *flows, const char *id, guint *position)
{
  for (*position = 0; *position < flows->hospitals->len; (*position)++)
    if (g_str_equal (ry_flow_picture_get_hospital (flows, *position)->id, id))
      return ry_flow_picture_get_hospital (flows, *position);
  g_error ("%s is not there", id);
}

static void
test_flow (void)
{
  static const struct {
    const char *id;
    double in, out;
    int wait;
    gboolean is_slow;
    RyFlowGap gap;
    const char *said;
  } cases[] = {
    { "organisation:a", 5, 20 + 4 / 12.0, -1, FALSE, RY_FLOW_NO_GAP, "fewer than 10 a year" },
    { "organisation:b", 20, 10, 9, TRUE, RY_FLOW_NO_GAP, "Bottleneck: 9 days" },
    { "organisation:c", 4 / 12.0, 0, 3, FALSE, RY_FLOW_NOT_COUNTED, "declared only" },
    { "organisation:d", 0, 0, -1, FALSE, RY_FLOW_NOT_DECLARED, "Gap: Ways on not known" },
  };
  RyWorkspace *workspace = open_with ("flow", ways, G_N_ELEMENTS (ways));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyFlowPicture) flows = ry_flow_picture_new (workspace, 0, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpint (flows->year, ==, 2025);
  g_assert_cmpuint (flows->years->len, ==, 2);
  g_assert_cmpuint (flows->ways->len, ==, 5); /* none to who is no member, none to itself */
  g_assert_cmpfloat_with_epsilon (flows->home, 10, 0.001);
  g_assert_cmpuint (flows->n_slow, ==, 1);
  g_assert_cmpuint (flows->n_gaps, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint position;
    RyFlowHospital *hospital = find (flows, cases[i].id, &position);
    g_autofree char *words = ry_flow_picture_describe (flows, position);

    g_assert_cmpfloat_with_epsilon (hospital->in, cases[i].in, 0.001);
    g_assert_cmpfloat_with_epsilon (hospital->out, cases[i].out, 0.001);
    g_assert_cmpint (hospital->wait, ==, cases[i].wait);
    g_assert_cmpint (hospital->is_slow, ==, cases[i].is_slow);
    g_assert_cmpint (hospital->gap, ==, cases[i].gap);
    if (strstr (words, cases[i].said) == NULL)
      g_error ("“%s” does not say %s", words, cases[i].said);
  }
  close_workspace (workspace);
}

/* The council says from when a wait is long. */
static void
test_limit (void)
{
  RyWorkspace *workspace = open_with ("limit", ways, G_N_ELEMENTS (ways));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyFlowPicture) flows = NULL;

  ry_undo_unref (support_put (workspace, "council:n", "'name':'協議会','wheel':'vertical','wait_days':2"));
  for (const char *id = "abcd"; *id != '\0'; id++) {
    g_autofree char *membership = g_strdup_printf ("membership:%c", *id);
    g_autofree char *members =
        g_strdup_printf ("'council':'council:n','role':'member','organisation':'organisation:%c'", *id);

    ry_undo_unref (support_put (workspace, membership, members));
  }
  flows = ry_flow_picture_new (workspace, 2025, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (flows->limit, ==, 2);
  g_assert_cmpuint (flows->n_slow, ==, 2);
  close_workspace (workspace);
}

static void
test_counts (void)
{
  static const struct {
    gint64 yearly;
    gboolean counted;
    const char *words;
  } cases[] = {
    { 0, FALSE, "declared only" },
    { 0, TRUE, "fewer than 10 a year" },
    { 9, TRUE, "fewer than 10 a year" },
    { 10, TRUE, "1" },
    { 24, TRUE, "2" },
    { 1200, TRUE, "100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const RyFlowWay way = { .yearly = cases[i].yearly, .counted = cases[i].counted };
    g_autofree char *words = ry_flow_format_count (&way);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

/* ---- The ring ---- */

static const char *const around[][2] = {
  { "council:care", "'name':'連絡協議会','wheel':'plane','surveyed':['移動支援']" },
  { "organisation:c1",
    "'name':'第1地域包括支援センター','org_kind':'support_centre','area':'港町','serves':['中央','東町']" },
  { "organisation:c2", "'name':'第2地域包括支援センター','org_kind':'support_centre','area':'中央','serves':['港町']" },
  { "organisation:c3", "'name':'閉じたセンター','org_kind':'support_centre','status':'closed','serves':['岬']" },
  { "organisation:1", "'name':'一の薬局','org_kind':'pharmacy','area':'中央'" },
  { "organisation:2", "'name':'二の薬局','org_kind':'pharmacy','area':'東町'" },
  { "organisation:3", "'name':'三の薬局','org_kind':'pharmacy','area':'遠い町'" },
  { "organisation:4", "'name':'四の薬局','org_kind':'pharmacy','area':'港町','status':'closed'" },
  { "organisation:5", "'name':'訪看','org_kind':'home_nursing','area':'港町','services':['訪問リハビリテーション']" },
  { "organisation:6", "'name':'社協','org_kind':'social_welfare_council','area':'中央','services':['配食サービス'],'"
                      "serves':['中央','東町','港町']" },
};

static guint
find_service (RyRing *ring, const char *name)
{
  for (guint i = 0; i < ring->services->len; i++)
    if (g_str_equal (ry_ring_get_service (ring, i)->name, name))
      return i;
  g_error ("%s is no service", name);
}

static void
test_ring (void)
{
  static const struct {
    const char *name;
    guint counts[2];
    gboolean gaps[2];
    guint total, elsewhere;
    const char *said; /* of the second area */
  } cases[] = {
    { "Pharmacies", { 2, 0 }, { FALSE, TRUE }, 3, 1, "none. Elsewhere: 第1包括 2. 1 is in no known area" },
    { "Support centres", { 1, 1 }, { FALSE, FALSE }, 2, 0, "1 organisation" }, /* each in its own area, wherever the
                                                                                  office is */
    { "Home rehabilitation", { 0, 1 }, { TRUE, FALSE }, 1, 0, "1 organisation" },
    { "Meals", { 1, 1 }, { FALSE, FALSE }, 1, 0, "1 organisation" },  /* one that looks after both */
    { "Transport", { 0, 0 }, { TRUE, TRUE }, 0, 0, "none" },          /* was looked for */
    { "Salons", { 0, 0 }, { FALSE, FALSE }, 0, 0, "not looked for" }, /* was not */
  };
  RyWorkspace *workspace = open_with ("ring", around, G_N_ELEMENTS (around));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyRing) ring = ry_ring_new (workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ring->areas->len, ==, 2);
  g_assert_cmpstr (ry_ring_get_area (ring, 0)->short_name, ==, "第1包括");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint service = find_service (ring, cases[i].name);
    g_autofree char *words = ry_ring_describe (ring, service, 1);

    g_test_message ("%s", cases[i].name);
    for (guint area = 0; area < 2; area++) {
      g_assert_cmpuint (ry_ring_count (ring, service, area), ==, cases[i].counts[area]);
      g_assert_cmpint (ry_ring_is_gap (ring, service, area), ==, cases[i].gaps[area]);
    }
    g_assert_cmpuint (ry_ring_get_service (ring, service)->total, ==, cases[i].total);
    g_assert_cmpuint (ry_ring_get_service (ring, service)->elsewhere, ==, cases[i].elsewhere);
    if (strstr (words, cases[i].said) == NULL)
      g_error ("“%s” does not say %s", words, cases[i].said);
  }
  close_workspace (workspace);
}

/* Where no centre says what it looks after there is one area, and nothing is lost. */
static void
test_whole_ward (void)
{
  RyWorkspace *workspace = support_open_new (folder, "ward", "森下　健");
  g_autoptr (GError) error = NULL;
  g_autoptr (RyRing) empty = ry_ring_new (workspace, &error);
  g_autoptr (RyRing) ring = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (empty->areas->len, ==, 1);
  g_assert_cmpuint (ry_ring_count_gaps (empty), ==, 0);
  ry_undo_unref (support_put (workspace, "organisation:p", "'name':'薬局','org_kind':'pharmacy'"));
  ring = ry_ring_new (workspace, &error);
  g_assert_cmpuint (ry_ring_count (ring, find_service (ring, "Pharmacies"), 0), ==, 1);
  close_workspace (workspace);
}

/* Sums too: what a hospital takes in from all others may be one person. */
static void
test_people (void)
{
  static const struct {
    gint64 yearly;
    const char *words;
    const char *people;
  } cases[] = {
    { 1, "fewer than 10 a year", "fewer than 10 people a year" },
    { 9, "fewer than 10 a year", "fewer than 10 people a year" },
    { 10, "1", "1 people a month" },
    { 13, "1", "1 people a month" },
    { 148, "12", "12 people a month" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    double monthly = 0;
    g_autofree char *words = NULL, *people = NULL;

    for (gint64 k = 0; k < cases[i].yearly; k++)
      monthly += 1 / 12.0;
    words = ry_flow_format_monthly (monthly, TRUE);
    people = ry_flow_format_people (monthly);
    g_assert_cmpstr (words, ==, cases[i].words);
    g_assert_cmpstr (people, ==, cases[i].people);
  }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = support_make_folder ();
  g_test_add_func ("/pictures/flow", test_flow);
  g_test_add_func ("/flow/people", test_people);
  g_test_add_func ("/pictures/limit", test_limit);
  g_test_add_func ("/pictures/counts", test_counts);
  g_test_add_func ("/pictures/ring", test_ring);
  g_test_add_func ("/pictures/whole-ward", test_whole_ward);
  result = g_test_run ();
  support_remove_folder (folder);
  g_free (folder);
  return result;
}
