/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enquiries: what lapses by itself, which step may follow which, case numbers, what looks like a patient, and lists. */
#include "ry-enquiry-list.h"
#include "ry-json.h"
#include "support.h"

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T00:30:00Z"

static JsonObject *
parse (const char *text)
{
  JsonObject *object = ry_json_parse_object (text, -1, NULL);

  g_assert_nonnull (object);
  return object;
}

static void
test_status (void)
{
  static const struct {
    const char *enquiry;
    RyEnquiryStatus status;
  } rows[] = {
    { "{}", RY_ENQUIRY_ASKED },
    { "{\"status\":\"asked\"}", RY_ENQUIRY_ASKED },
    { "{\"status\":\"held\",\"held_until\":\"2026-11-24T00:30:01Z\"}", RY_ENQUIRY_HELD },
    { "{\"status\":\"held\",\"held_until\":\"2026-11-24T00:30:00Z\"}", RY_ENQUIRY_LAPSED },
    { "{\"status\":\"held\",\"held_until\":\"2026-11-24T09:31:00+09:00\"}", RY_ENQUIRY_HELD },
    { "{\"status\":\"held\"}", RY_ENQUIRY_LAPSED },
    { "{\"status\":\"held\",\"held_until\":\"noon\"}", RY_ENQUIRY_LAPSED },
    { "{\"status\":\"accepted\",\"held_until\":\"2026-11-24T00:00:00Z\"}", RY_ENQUIRY_ACCEPTED },
    { "{\"status\":\"something new\"}", RY_ENQUIRY_ASKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) enquiry = parse (rows[i].enquiry);

    g_assert_cmpint (ry_enquiry_get_status (enquiry, NOW), ==, rows[i].status);
  }
}

static void
test_steps (void)
{
  static const struct {
    RyEnquiryStatus from, to;
    gboolean may;
  } rows[] = {
    { RY_ENQUIRY_ASKED, RY_ENQUIRY_HELD, TRUE },     { RY_ENQUIRY_HELD, RY_ENQUIRY_HELD, TRUE },
    { RY_ENQUIRY_LAPSED, RY_ENQUIRY_HELD, TRUE },    { RY_ENQUIRY_LAPSED, RY_ENQUIRY_ACCEPTED, TRUE },
    { RY_ENQUIRY_DECLINED, RY_ENQUIRY_HELD, FALSE }, { RY_ENQUIRY_DECLINED, RY_ENQUIRY_ASKED, TRUE },
    { RY_ENQUIRY_HELD, RY_ENQUIRY_LAPSED, FALSE },   { RY_ENQUIRY_WITHDRAWN, RY_ENQUIRY_ACCEPTED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ry_enquiry_may_become (rows[i].from, rows[i].to), ==, rows[i].may);
}

static void
test_change (void)
{
  g_autoptr (RyBedNeed) need = ry_bed_need_new ();
  g_autoptr (JsonObject) asked = ry_enquiry_create ("R8-0001", "organisation:a", NULL, need, TODAY, NOW);
  g_autoptr (JsonObject) held = ry_enquiry_change (asked, RY_ENQUIRY_HELD, NOW, 90, NULL);
  g_autoptr (JsonObject) declined = ry_enquiry_change (held, RY_ENQUIRY_DECLINED, NOW, 90, "満床");

  g_assert_cmpstr (ry_json_get_string (held, "held_until"), ==, "2026-11-24T02:00:00Z");
  g_assert_cmpstr (ry_json_get_string (declined, "reason"), ==, "満床");
  g_assert_null (ry_json_get_string (declined, "held_until"));
  g_assert_cmpstr (ry_json_get_string (asked, "status"), ==, "asked");
}

static void
test_case (void)
{
  static const struct {
    const char *taken, *today, *next;
  } rows[] = {
    { NULL, "2026-11-24", "R8-0001" },         { "R8-0412", "2026-11-24", "R8-0413" },
    { "R8-0412", "2027-03-31", "R8-0413" },    { "R8-0412", "2027-04-01", "R9-0001" },
    { "夜間の相談", "2026-11-24", "R8-0001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) enquiries = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autofree char *body = g_strdup_printf ("{\"case\":\"%s\"}", rows[i].taken), *next = NULL;

    if (rows[i].taken != NULL)
      g_ptr_array_add (enquiries, ry_document_new ("enquiry:1", "1-0", FALSE, body, -1));
    next = ry_enquiry_dup_case (enquiries, rows[i].today);
    g_assert_cmpstr (next, ==, rows[i].next);
  }
}

static void
test_fault (void)
{
  static const struct {
    const char *text;
    gboolean fault;
  } rows[] = {
    { NULL, FALSE },         { "R8-0412", FALSE },     { "透析の枠がない", FALSE },
    { "８２歳 女性", TRUE }, { "山田様", TRUE },       { "昭和15年3月1日", TRUE },
    { "S15.3.1", TRUE },     { "被保険者番号", TRUE }, { "13:00に折り返し", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *fault = ry_enquiry_dup_fault (rows[i].text);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (fault != NULL, ==, rows[i].fault);
  }
}

static char *
list (RyWorkspace *workspace,
      guint status,
      const char *organisation,
      const char *text,
      const char *since,
      const char *now)
{
  const RyEnquiryFilter filter = { status, organisation, text, since };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ry_enquiry_list (workspace, &filter, now, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            ry_document_get_string (g_ptr_array_index (found, i), "case"));
  return g_string_free (out, FALSE);
}

static void
test_list (void)
{
  static const struct {
    guint status;
    const char *organisation, *text, *since, *now, *found;
  } rows[] = {
    { RY_ENQUIRY_ANY, NULL, NULL, NULL, NOW, "4 3 2 1" },
    { RY_ENQUIRY_OPEN, NULL, NULL, NULL, NOW, "4 3 1" },
    { RY_ENQUIRY_HELD, NULL, NULL, NULL, NOW, "3" },
    { RY_ENQUIRY_HELD, NULL, NULL, NULL, "2026-11-24T09:00:00Z", "" }, /* lapsed, though nobody wrote so */
    { RY_ENQUIRY_LAPSED, NULL, NULL, NULL, "2026-11-24T09:00:00Z", "3 1" },
    { RY_ENQUIRY_ANY, "organisation:b", NULL, NULL, NOW, "3" },
    { RY_ENQUIRY_ANY, NULL, "海風", NULL, NOW, "4 2 1" },
    { RY_ENQUIRY_ANY, NULL, "透析", NULL, NOW, "2" },
    { RY_ENQUIRY_ANY, NULL, NULL, "2026-11-22", NOW, "4 3" },
    { RY_ENQUIRY_ANY, "organisation:a", NULL, "2026-11-22", NOW, "4" },
  };
  g_autofree char *folder = support_make_folder ();
  RyWorkspace *workspace = support_open_new (folder, "home", "person:clerk");

  ry_undo_unref (support_put (workspace, "organisation:a", "\"name\":\"海風病院\",\"org_kind\":\"hospital\""));
  ry_undo_unref (support_put (workspace, "organisation:b", "\"name\":\"岬病院\",\"org_kind\":\"hospital\""));
  ry_undo_unref (support_put (workspace, "enquiry:1",
                              "\"case\":\"1\",\"organisation\":\"organisation:a\",\"asked_on\":\"2026-11-20\","
                              "\"status\":\"held\",\"held_until\":\"2026-11-20T03:00:00Z\""));
  ry_undo_unref (support_put (workspace, "enquiry:2",
                              "\"case\":\"2\",\"organisation\":\"organisation:a\",\"asked_on\":\"2026-11-21\","
                              "\"status\":\"declined\",\"reason\":\"透析の枠がない\""));
  ry_undo_unref (
      support_put (workspace, "enquiry:3",
                   "\"case\":\"3\",\"organisation\":\"organisation:b\",\"asked_on\":\"2026-11-24\",\"asked_at\":\"2026-"
                   "11-24T00:10:00Z\",\"status\":\"held\",\"held_until\":\"2026-11-24T03:00:00Z\""));
  ry_undo_unref (support_put (workspace, "enquiry:4",
                              "\"case\":\"4\",\"organisation\":\"organisation:a\",\"asked_on\":\"2026-11-24\",\"asked_"
                              "at\":\"2026-11-24T00:20:00Z\",\"status\":\"asked\""));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *found =
        list (workspace, rows[i].status, rows[i].organisation, rows[i].text, rows[i].since, rows[i].now);

    g_assert_cmpstr (found, ==, rows[i].found);
  }
  ry_workspace_close (workspace);
  g_object_unref (workspace);
  support_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/enquiry/status", test_status);
  g_test_add_func ("/model/enquiry/steps", test_steps);
  g_test_add_func ("/model/enquiry/change", test_change);
  g_test_add_func ("/model/enquiry/case", test_case);
  g_test_add_func ("/model/enquiry/fault", test_fault);
  g_test_add_func ("/model/enquiry/list", test_list);
  return g_test_run ();
}
