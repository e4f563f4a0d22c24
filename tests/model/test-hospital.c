/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hospital as of a day: what it was in 2018 stays what it was in 2018, whatever is changed afterwards; who did not
 * answer did not say no; and every sheet carries its age.
 */
#include "ry-function.h"
#include "ry-json.h"
#include "support.h"

#include <string.h>

#define HOSPITAL "organisation:h"
#define TODAY    "2026-11-22"

typedef SupportHome Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "森下　健");
  ry_undo_unref (support_put (fixture->workspace, HOSPITAL,
                              "'name':'磯辺病院','reading':'いそべびょういん','org_kind':'hospital','telephone':'000-"
                              "555-0001','former_names':[{'key':'a','name':'磯辺外科','until':'2019-03-31'}]"));
  ry_undo_unref (support_put (fixture->workspace, "condition:b", "'name':'人工透析','short_name':'透析','order':20"));
  ry_undo_unref (support_put (fixture->workspace, "condition:a", "'name':'経管栄養','order':10"));
  ry_undo_unref (
      support_put (fixture->workspace, "condition:old", "'name':'在宅血液製剤','order':5,'retired_on':'2020-04-01'"));
  ry_undo_unref (support_put (fixture->workspace, "ward:a",
                              "'organisation':'organisation:h','name':'3階','function':'acute','licensed':40,'staffed':"
                              "38,'from':'2018-04-01','order':1"));
  ry_undo_unref (support_put (
      fixture->workspace, "ward:b",
      "'organisation':'organisation:h','name':'4階','function':'closed','licensed':20,'from':'2018-04-01','order':2"));
}

static RyHospital *
read_on (Fixture *fixture, const char *as_of)
{
  g_autoptr (GError) error = NULL;
  RyHospital *hospital = ry_hospital_read (fixture->workspace, HOSPITAL, as_of, &error);

  g_assert_no_error (error);
  return hospital;
}

static void
commit (Fixture *fixture, GPtrArray *edits)
{
  g_autoptr (GPtrArray) owned = edits;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (fixture->workspace, owned, NULL, &error);

  g_assert_no_error (error);
}

static void
change_sheet (Fixture *fixture, void (*change) (JsonObject *content, gconstpointer data), gconstpointer data)
{
  g_autofree char *id = ry_hospital_dup_sheet_id (HOSPITAL);
  g_autoptr (RyDocument) sheet = ry_workspace_get (fixture->workspace, id, NULL);
  JsonObject *content = ry_function_begin (HOSPITAL, sheet);

  change (content, data);
  commit (fixture, ry_edits_new_with (ry_function_create_edit (HOSPITAL, sheet, content), NULL));
}

/* ---- Wards ---- */

static void
test_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyHospital) before = read_on (fixture, TODAY);
  g_autoptr (JsonObject) changes =
      ry_json_parse_object ("{\"function\":\"recovery\",\"licensed\":36,\"fee\":null}", -1, NULL);
  RyWard *ward = g_ptr_array_index (before->wards, 0);

  g_assert_cmpint (ward->function, ==, RY_WARD_ACUTE);
  commit (fixture, ry_ward_turn (ward->document, changes, "2026-12-01"));
  {
    g_autoptr (RyHospital) then = read_on (fixture, "2018-04-01"), eve = read_on (fixture, "2026-11-30"),
                           day = read_on (fixture, "2026-12-01");
    g_autoptr (RyHospital) never = read_on (fixture, "2018-03-31");

    g_assert_cmpuint (never->wards->len, ==, 0);
    g_assert_cmpint (then->licensed[RY_WARD_ACUTE], ==, 40);
    g_assert_cmpint (eve->licensed[RY_WARD_ACUTE], ==, 40);
    g_assert_cmpint (day->licensed[RY_WARD_ACUTE], ==, 0);
    g_assert_cmpint (day->licensed[RY_WARD_RECOVERY], ==, 36);
    g_assert_cmpint (day->staffed[RY_WARD_RECOVERY], ==, 38);
    g_assert_cmpint (day->stage, ==, RY_STAGE_RECOVERY);
    g_assert_cmpuint (day->wards->len, ==, 2);
    g_assert_cmpint (ry_hospital_sum (day->licensed), ==, 36); /* a closed ward has no beds to speak of */
  }
}

/* Turned again: the third state's id says of which ward it is; on the day on which it began, it is only corrected. */
static void
test_turn_again (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *changes, *from, *id;
    guint n_edits;
  } rows[] = {
    { "{\"function\":\"recovery\"}", "2024-04-01", "ward:a@2024-04-01", 2 },
    { "{\"function\":\"chronic\"}", "2026-04-01", "ward:a@2026-04-01", 2 },
    { "{\"function\":\"acute\"}", "2026-04-01", "ward:a@2026-04-01", 1 },
    { "{\"function\":\"closed\"}", "2026-03-01", "ward:a@2026-04-01", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyHospital) hospital = read_on (fixture, TODAY);
    g_autoptr (JsonObject) changes = ry_json_parse_object (rows[i].changes, -1, NULL);
    GPtrArray *edits =
        ry_ward_turn (((RyWard *) g_ptr_array_index (hospital->wards, 0))->document, changes, rows[i].from);
    g_autoptr (RyHospital) after = NULL;

    g_assert_cmpuint (edits->len, ==, rows[i].n_edits);
    commit (fixture, edits);
    after = read_on (fixture, TODAY);
    g_assert_cmpuint (after->wards->len, ==, 2);
    g_assert_cmpstr (ry_document_get_id (((RyWard *) g_ptr_array_index (after->wards, 0))->document), ==, rows[i].id);
  }
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyHospital) before = read_on (fixture, TODAY);

  commit (fixture, ry_ward_end (((RyWard *) g_ptr_array_index (before->wards, 1))->document, "2026-11-21"));
  {
    g_autoptr (RyHospital) eve = read_on (fixture, "2026-11-21"), day = read_on (fixture, TODAY);

    g_assert_cmpuint (eve->wards->len, ==, 2);
    g_assert_cmpuint (day->wards->len, ==, 1);
  }
}

static void
test_untold (Fixture *fixture, gconstpointer data)
{
  ry_undo_unref (support_put (fixture->workspace, "ward:c", "'organisation':'organisation:h','name':'5階'"));
  {
    g_autoptr (RyHospital) hospital = read_on (fixture, TODAY);
    RyWard *ward = g_ptr_array_index (hospital->wards, 2);

    g_assert_cmpint (ward->function, ==, RY_WARD_UNREPORTED);
    g_assert_cmpint (ward->licensed, ==, RY_BEDS_UNTOLD);
    g_assert_cmpuint (hospital->n_untold, ==, 1);
    g_assert_cmpint (ry_hospital_sum (hospital->licensed), ==, 40);
  }
}

/* ---- Answers ---- */

typedef struct {
  RyAnswer answer;
  const char *note;
  const char *on;
} Answer;

static void
set_answer (JsonObject *content, gconstpointer data)
{
  const Answer *answer = data;

  g_assert_true (ry_function_set_answer (content, "condition:a", answer->answer, answer->note, answer->on));
  g_assert_false (ry_function_set_answer (content, "condition:a", answer->answer, answer->note, answer->on));
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  static const Answer said[] = {
    { RY_ANSWER_YES, NULL, "2018-06-01" },        { RY_ANSWER_CONDITIONAL, "日中のみ", "2022-04-01" },
    { RY_ANSWER_NO, NULL, "2026-11-22" },         { RY_ANSWER_CONDITIONAL, "夜間は不可", "2026-11-22" },
    { RY_ANSWER_UNANSWERED, NULL, "2026-12-01" },
  };
  static const struct {
    const char *as_of;
    RyAnswer answer;
    const char *note;
  } rows[] = {
    { "2018-05-31", RY_ANSWER_UNANSWERED, NULL },
    { "2018-06-01", RY_ANSWER_YES, NULL },
    { "2022-03-31", RY_ANSWER_YES, NULL },
    { "2022-04-01", RY_ANSWER_CONDITIONAL, "日中のみ" },
    { "2026-11-22", RY_ANSWER_CONDITIONAL, "夜間は不可" },
    { "2026-12-01", RY_ANSWER_UNANSWERED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    change_sheet (fixture, set_answer, &said[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyHospital) hospital = read_on (fixture, rows[i].as_of);
    RyConditionAnswer *answer = ry_hospital_find_answer (hospital, "condition:a");

    g_assert_cmpint (answer->answer, ==, rows[i].answer);
    g_assert_cmpstr (answer->note, ==, rows[i].note);
    g_assert_cmpint (ry_hospital_find_answer (hospital, "condition:b")->answer, ==, RY_ANSWER_UNANSWERED);
  }
}

/* In the council's order; one that is no longer asked stands in the sheets of its time. */
static void
test_conditions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyHospital) now = read_on (fixture, TODAY), then = read_on (fixture, "2018-04-01");

  g_assert_cmpuint (now->conditions->len, ==, 2);
  g_assert_cmpstr (((RyConditionAnswer *) g_ptr_array_index (now->conditions, 0))->name, ==, "経管栄養");
  g_assert_cmpstr (((RyConditionAnswer *) g_ptr_array_index (now->conditions, 0))->short_name, ==, "経管栄養");
  g_assert_cmpstr (((RyConditionAnswer *) g_ptr_array_index (now->conditions, 1))->short_name, ==, "透析");
  g_assert_cmpuint (then->conditions->len, ==, 3);
  g_assert_null (ry_hospital_find_answer (now, "condition:old"));
  g_assert_cmpuint (ry_hospital_count_answers (now, RY_ANSWER_UNANSWERED), ==, 2);
  g_assert_cmpuint (ry_hospital_count_answers (now, RY_ANSWER_NO), ==, 0);
}

/* ---- The door, and what else has a past ---- */

static void
set_hours (JsonObject *content, gconstpointer data)
{
  const char *const *pair = data;

  g_assert_true (ry_function_set_text (content, "door_hours", pair[0], pair[1]));
}

static void
set_departments (JsonObject *content, gconstpointer data)
{
  g_autoptr (JsonObject) before = ry_json_object_copy (content);
  JsonArray *departments = json_array_new ();

  json_array_add_string_element (departments, "内科");
  json_array_add_string_element (departments, "外科");
  json_object_set_array_member (content, "departments", departments);
  ry_function_keep (HOSPITAL, before, content, "2026-11-22");
}

static void
test_past (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[][2] = { { "平日 9時から", "2020-04-01" },
                                            { "平日 8時半から", "2024-04-01" },
                                            { "平日 8時から", "2026-11-22" },
                                            { "毎日", "2026-11-22" } };
  static const char *const rows[][2] = { { "2018-01-01", NULL },
                                         { "2020-03-31", NULL },
                                         { "2020-04-01", "平日 9時から" },
                                         { "2024-03-31", "平日 9時から" },
                                         { "2024-04-01", "平日 8時半から" },
                                         { "2026-11-21", "平日 8時半から" },
                                         { "2026-11-22", "毎日" },
                                         { "2030-01-01", "毎日" } };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    change_sheet (fixture, set_hours, changes[i]);
  change_sheet (fixture, set_departments, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyHospital) hospital = read_on (fixture, rows[i][0]);

    g_assert_cmpstr (hospital->door.hours, ==, rows[i][1]);
    g_assert_cmpstr (hospital->door.telephone, ==, "000-555-0001");
    g_assert_false (hospital->door.is_direct);
    g_assert_cmpuint (g_strv_length (hospital->departments), ==, strcmp (rows[i][0], "2026-11-22") >= 0 ? 2 : 0);
  }
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyHospital) then = read_on (fixture, "2018-04-01"), now = read_on (fixture, TODAY);

  g_assert_cmpstr (then->name, ==, "磯辺外科");
  g_assert_cmpstr (now->name, ==, "磯辺病院");
}

/* ---- Confirmation ---- */

static void
confirm (JsonObject *content, gconstpointer data)
{
  const RyFunctionConfirmation confirmation = { .on = data, .by = "南雲　恵", .through = "fax" };

  ry_function_confirm (content, &confirmation);
}

static void
test_confirmation (Fixture *fixture, gconstpointer data)
{
  static const char *const days[] = { "2024-10-01", "2025-09-20" };
  static const struct {
    const char *as_of, *on;
    RyConfirmationState state;
  } rows[] = {
    { "2024-09-30", NULL, RY_CONFIRMATION_NONE },        { "2024-10-01", "2024-10-01", RY_CONFIRMATION_CURRENT },
    { "2025-04-01", "2024-10-01", RY_CONFIRMATION_OLD }, { "2025-09-20", "2025-09-20", RY_CONFIRMATION_CURRENT },
    { "2026-11-22", "2025-09-20", RY_CONFIRMATION_OLD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    change_sheet (fixture, confirm, days[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyHospital) hospital = read_on (fixture, rows[i].as_of);

    g_assert_cmpstr (hospital->confirmed_on, ==, rows[i].on);
    g_assert_cmpint (hospital->confirmation, ==, rows[i].state);
    g_assert_cmpstr (hospital->confirmed_through, ==, rows[i].on != NULL ? "fax" : NULL);
    g_assert_true (*hospital->age != '\0');
  }
}

/* A round that has begun asks everybody again, also those who confirmed earlier in the year of account. */
static void
test_since (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *as_of, *since;
  } rows[] = {
    { "2026-03-31", "2025-04-01" }, { "2026-04-01", "2026-04-01" }, { "2026-09-30", "2026-04-01" },
    { "2026-10-01", "2026-10-01" }, { "2027-09-30", "2026-10-01" }, { "2028-01-10", "2027-04-01" },
  };

  ry_undo_unref (support_put (fixture->workspace, "confirmation:x", "'title':'令和8年度','started_on':'2026-10-01'"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *since = ry_confirmation_find_since (fixture->workspace, rows[i].as_of, NULL);

    g_assert_cmpstr (since, ==, rows[i].since);
  }
}

static void
test_months (void)
{
  static const struct {
    const char *on, *as_of;
    int months;
  } rows[] = {
    { NULL, TODAY, -1 },         { "", TODAY, -1 },   { "2025-09-20", TODAY, 14 }, { "2025-09-22", TODAY, 14 },
    { "2025-09-23", TODAY, 13 }, { TODAY, TODAY, 0 }, { "2026-12-01", TODAY, 0 },  { "2026-01-31", "2026-02-28", 1 },
    { "2025-11-22", TODAY, 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ry_confirmation_get_months (rows[i].on, rows[i].as_of), ==, rows[i].months);
}

/* ---- Which there are ---- */

static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *as_of;
    guint n;
  } rows[] = { { "2025-03-31", 2 }, { "2025-04-01", 1 }, { TODAY, 1 } };

  ry_undo_unref (support_put (
      fixture->workspace, "organisation:gone",
      "'name':'浜病院','reading':'はまびょういん','org_kind':'hospital','status':'closed','closed_on':'2025-04-01'"));
  ry_undo_unref (support_put (fixture->workspace, "organisation:unknown",
                              "'name':'丘病院','reading':'おかびょういん','org_kind':'hospital','status':'closed'"));
  ry_undo_unref (support_put (fixture->workspace, "organisation:clinic",
                              "'name':'浜医院','reading':'はまいいん','org_kind':'clinic'"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) hospitals = ry_hospital_list (fixture->workspace, rows[i].as_of, NULL);
    g_autoptr (GPtrArray) all = ry_hospital_read_all (fixture->workspace, rows[i].as_of, NULL);

    g_assert_cmpuint (hospitals->len, ==, rows[i].n);
    g_assert_cmpuint (all->len, ==, rows[i].n);
    g_assert_cmpstr (((RyHospital *) g_ptr_array_index (all, 0))->id, ==, HOSPITAL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, support_home_tear_down)
  ADD ("/hospital/ward/turn", test_turn);
  ADD ("/hospital/ward/turn-again", test_turn_again);
  ADD ("/hospital/ward/end", test_end);
  ADD ("/hospital/ward/untold", test_untold);
  ADD ("/hospital/answers", test_answers);
  ADD ("/hospital/conditions", test_conditions);
  ADD ("/hospital/past", test_past);
  ADD ("/hospital/name", test_name);
  ADD ("/hospital/confirmation", test_confirmation);
  ADD ("/hospital/confirmation/since", test_since);
  g_test_add_func ("/hospital/confirmation/months", test_months);
  ADD ("/hospital/list", test_list);
#undef ADD
  return g_test_run ();
}
