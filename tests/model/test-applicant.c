/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications as tables: who has a place, who waits, who moves up, who is there already. */
#include <string.h>

#include "ry-applicant.h"
#include "ry-json.h"

/* NUMBER/STATUS/HEADS/APPLIED_AT each; a number of 0 is none. The document's id follows from the position. */
static GPtrArray *
read_list (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *list = ry_applicant_list_new ();

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], "/", -1);
    g_autofree char *id = g_strdup_printf ("application:%02u", i);
    JsonObject *content = json_object_new ();

    if (g_ascii_strtoll (parts[0], NULL, 10) > 0)
      json_object_set_int_member (content, "number", g_ascii_strtoll (parts[0], NULL, 10));
    json_object_set_string_member (content, "status", parts[1]);
    json_object_set_int_member (content, "count", g_ascii_strtoll (parts[2], NULL, 10));
    json_object_set_string_member (content, "applied_at", parts[3] != NULL ? parts[3] : "");
    ry_applicant_list_append (list, id, NULL, content);
  }
  return list;
}

static char *
write_list (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    RyApplicant *application = list->pdata[i];

    g_string_append_printf (text, "%s%" G_GINT64_FORMAT "/%s%s", i > 0 ? " " : "",
                            ry_json_get_int (application->content, "number", 0),
                            ry_json_get_string (application->content, "status"), application->changed ? "!" : "");
  }
  return g_string_free (text, FALSE);
}

static const struct {
  const char *before;
  gint64 capacity;
  const char *after; /* ! marks what is to be written */
} settled[] = {
  { "", 3, "" },
  { "1/accepted/1 2/waiting/1", 1, "1/accepted 2/waiting" },
  { "1/cancelled/1 2/waiting/1 3/waiting/1", 1, "1/cancelled 2/accepted! 3/waiting" },
  { "1/accepted/1 2/waiting/1", 0, "1/accepted 2/accepted!" },                     /* as many as come */
  { "1/accepted/1 2/waiting/3 3/waiting/1", 3, "1/accepted 2/waiting 3/waiting" }, /* nobody passes a group */
  { "1/accepted/1 2/waiting/2 3/waiting/1", 3, "1/accepted 2/accepted! 3/waiting" },
  { "1/accepted/2 2/accepted/2 3/waiting/1", 3, "1/accepted 2/accepted 3/waiting" }, /* over: nobody loses a place */
  { "1/accepted/1/10:00 1/accepted/1/09:00", 9, "1/accepted 2/accepted!" },          /* the earlier keeps the number */
  { "0/waiting/1/2 4/accepted/1/1", 9, "4/accepted 5/accepted!" },
  { "1/came/1 2/absent/1 3/waiting/1", 2, "1/came 2/absent 3/waiting" },
  { "1/accepted/1 2/nonsense/1", 1, "1/accepted 2/nonsense" },
};

static void
test_settle (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (settled); i++) {
    g_autoptr (GPtrArray) list = read_list (settled[i].before);
    g_autofree char *after = NULL, *again = NULL;

    ry_applicant_settle (list, settled[i].capacity);
    after = write_list (list);
    g_assert_cmpstr (after, ==, settled[i].after);
    /* Settling is done once: another machine comes to the same. */
    g_assert_false (ry_applicant_settle (list, settled[i].capacity));
    again = write_list (list);
    g_assert_cmpstr (again, ==, after);
  }
}

static RyApplicant *
enter (GPtrArray *list, const char *name, const char *organisation, gint64 capacity)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "name", name);
  ry_json_set_string (content, "organisation_name", organisation);
  return ry_applicant_add (list, "event:e", content, capacity);
}

static void
test_waiting_list (void)
{
  g_autoptr (GPtrArray) list = ry_applicant_list_new ();
  RyApplicant *first = enter (list, "鳥羽　みどり", "第1包括", 2), *second = enter (list, "速水　航", "かもめ", 2),
              *third = enter (list, "貝塚　聡", NULL, 2), *fourth = enter (list, "帆足　直人", NULL, 2);
  RyApplicantFigures figures;
  g_autoptr (GPtrArray) edits = NULL;

  g_assert_true (ry_applicant_has_place (first->content));
  g_assert_false (second->moved_up); /* who is accepted at once was never on the list */
  g_assert_cmpuint (ry_applicant_get_waiting_place (list, third), ==, 1);
  g_assert_cmpuint (ry_applicant_get_waiting_place (list, fourth), ==, 2);
  g_assert_cmpuint (ry_applicant_get_waiting_place (list, first), ==, 0);
  ry_applicant_count (list, &figures);
  g_assert_cmpuint (figures.applied, ==, 4);
  g_assert_cmpuint (figures.accepted, ==, 2);
  g_assert_cmpuint (figures.waiting, ==, 2);

  g_assert_true (ry_applicant_set_status (list, first, RY_APPLICANT_CANCELLED, 2));
  g_assert_true (third->moved_up);
  g_assert_true (ry_applicant_has_place (third->content));
  g_assert_cmpuint (ry_applicant_get_waiting_place (list, fourth), ==, 1);
  g_assert_false (ry_applicant_set_status (list, first, RY_APPLICANT_CANCELLED, 2));
  /* Coming back is waiting again: the place is somebody's. */
  ry_applicant_set_status (list, first, RY_APPLICANT_WAITING, 2);
  g_assert_false (ry_applicant_has_place (first->content));
  edits = ry_applicant_list_edits (list);
  g_assert_cmpuint (edits->len, ==, 4);
}

static const struct {
  const char *name, *organisation;
  gboolean same;
} others[] = { { "鳥羽みどり", "第１包括", TRUE }, /* spaces and width */
               { "鳥羽　みどり", "", TRUE },       /* by telephone, without saying from where */
               { "鳥羽　みどり", "汐見病院", FALSE },
               { "鳥羽　みどる", "第1包括", FALSE },
               { "", "第1包括", FALSE } };

static void
test_same (void)
{
  g_autoptr (GPtrArray) list = ry_applicant_list_new ();
  RyApplicant *first = enter (list, "鳥羽　みどり", "第1包括", 0);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (JsonObject) content = json_object_new ();

    json_object_set_string_member (content, "name", others[i].name);
    json_object_set_string_member (content, "organisation_name", others[i].organisation);
    g_assert_true (ry_applicant_find_same (list, content) == (others[i].same ? first : NULL));
  }
  ry_applicant_set_status (list, first, RY_APPLICANT_CANCELLED, 0);
  g_assert_null (ry_applicant_find_same (list, enter (list, "鳥羽　みどり", "第1包括", 0)->content));
}

/* A file read twice, and a name typed with other spaces, are one document. */
static void
test_id (void)
{
  g_autoptr (JsonObject) a = ry_json_parse_object (
      "{\"name\":\"貝塚　聡\",\"organisation_name\":\"風見台病院\",\"applied_on\":\"2026-11-01\"}", -1, NULL);
  g_autoptr (JsonObject) b =
      ry_json_parse_object ("{\"name\":\"貝塚 聡\",\"organisation_name\":\"風見台病院\",\"applied_on\":\"2026-11-01\"}",
                            -1, NULL);
  g_autofree char *left = ry_applicant_dup_id ("event:e", a), *right = ry_applicant_dup_id ("event:e", b);
  g_autofree char *other = ry_applicant_dup_id ("event:f", a);

  g_assert_cmpstr (left, ==, right);
  g_assert_cmpstr (left, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/applicant/settle", test_settle);
  g_test_add_func ("/applicant/waiting-list", test_waiting_list);
  g_test_add_func ("/applicant/same", test_same);
  g_test_add_func ("/applicant/id", test_id);
  return g_test_run ();
}
