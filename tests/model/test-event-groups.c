/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits in which group at an event: made, pinned, wished for, made again. */
#include "ry-event-groups.h"

#include <string.h>

#include "ry-applicant.h"
#include "ry-json.h"
#include "support.h"

#define N_PEOPLE 12

typedef struct {
  char *folder;
  RyWorkspace *workspace;
  JsonObject *event;
  GPtrArray *applications;
} Fixture;

/* Nurses and care managers in turn, three to a workplace. */
static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = support_make_folder ();
  self->workspace = support_open_new (self->folder, "one", "森下　健");
  self->event = ry_json_parse_object ("{\"title\":\"交流の場\"}", -1, NULL);
  ry_undo_unref (support_put (self->workspace, "council:care", "\"name\":\"汐見区地域ケア連絡協議会\""));
  ry_undo_unref (support_put (self->workspace, "event:e",
                              "\"title\":\"交流の場\",\"council\":\"council:care\",\"date\":\"2026-12-05\""));
  self->applications = ry_applicant_load (self->workspace, "event:e", NULL);
  ry_undo_unref (support_put (self->workspace, "person:k", "\"name\":\"工藤　里奈\",\"professions\":[\"pharmacist\"]"));
  for (guint i = 0; i < N_PEOPLE; i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"name\":\"参加　%u\",\"organisation_name\":\"事業所%u\",\"profession\":\"%s\"}", i + 1,
                         i / 3, i % 2 == 0 ? "nurse" : "care_manager");

    ry_applicant_add (self->applications, "event:e", ry_json_parse_object (text, -1, NULL), 100);
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->applications);
  json_object_unref (self->event);
  ry_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  support_remove_folder (self->folder);
  g_free (self->folder);
}

static const char *
get_id (Fixture *self, guint i)
{
  return ((RyApplicant *) g_ptr_array_index (self->applications, i))->id;
}

static int
get_group (Fixture *self, JsonObject *event, guint i)
{
  g_autoptr (GPtrArray) members = ry_event_groups_list (self->workspace, event, self->applications);

  for (guint k = 0; k < members->len; k++) {
    const RyEventMember *member = g_ptr_array_index (members, k);

    if (g_str_equal (member->application, get_id (self, i)))
      return member->group;
  }
  return -2;
}

static void
count_groups (Fixture *self, guint sizes[], guint n)
{
  g_autoptr (GPtrArray) members = ry_event_groups_list (self->workspace, self->event, self->applications);

  memset (sizes, 0, n * sizeof *sizes);
  for (guint i = 0; i < members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (members, i);

    g_assert_cmpint (member->group, >=, 0);
    g_assert_cmpint (member->group, <, n);
    sizes[member->group]++;
  }
}

static void
test_make (Fixture *self, gconstpointer data)
{
  static const struct {
    guint n_groups;
    guint least, most;
  } table[] = { { 3, 4, 4 }, { 4, 3, 3 }, { 5, 2, 3 }, { 1, 12, 12 } };
  guint sizes[8];

  g_assert_cmpuint (ry_event_groups_count (self->event), ==, 0);
  g_assert_cmpint (get_group (self, self->event, 0), ==, -1);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    ry_event_groups_make (self->workspace, self->event, self->applications, table[i].n_groups);
    g_assert_cmpuint (ry_event_groups_count (self->event), ==, table[i].n_groups);
    count_groups (self, sizes, table[i].n_groups);
    for (guint k = 0; k < table[i].n_groups; k++) {
      g_assert_cmpuint (sizes[k], >=, table[i].least);
      g_assert_cmpuint (sizes[k], <=, table[i].most);
    }
  }
}

static void
test_pinned_stay (Fixture *self, gconstpointer data)
{
  int before;

  g_assert_false (ry_event_groups_pin (self->event, get_id (self, 0), TRUE));
  ry_event_groups_make (self->workspace, self->event, self->applications, 4);
  before = get_group (self, self->event, 0);
  g_assert_true (ry_event_groups_pin (self->event, get_id (self, 0), TRUE));
  for (guint i = 0; i < 5; i++) {
    ry_event_groups_make (self->workspace, self->event, self->applications, 4);
    g_assert_cmpint (get_group (self, self->event, 0), ==, before);
  }
}

static void
test_wishes (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) pairs = NULL;

  g_assert_false (ry_event_groups_add_pair (self->event, get_id (self, 0), get_id (self, 0), TRUE));
  g_assert_true (ry_event_groups_add_pair (self->event, get_id (self, 0), get_id (self, 2), TRUE));
  /* The other way round it is the same two, who have one wish. */
  g_assert_true (ry_event_groups_add_pair (self->event, get_id (self, 2), get_id (self, 0), FALSE));
  g_assert_true (ry_event_groups_add_pair (self->event, get_id (self, 1), get_id (self, 5), TRUE));
  pairs = ry_event_list_elements (self->event, "pairs");
  g_assert_cmpuint (pairs->len, ==, 2);
  /* Nobody sits anywhere yet. */
  g_assert_true (ry_event_groups_is_met (self->event, pairs->pdata[0]));
  ry_event_groups_make (self->workspace, self->event, self->applications, 3);
  g_assert_cmpint (get_group (self, self->event, 0), ==, get_group (self, self->event, 2));
  g_assert_cmpint (get_group (self, self->event, 1), !=, get_group (self, self->event, 5));
  for (guint i = 0; i < pairs->len; i++)
    g_assert_true (ry_event_groups_is_met (self->event, pairs->pdata[i]));
  /* In one group for all nobody is apart. */
  ry_event_groups_make (self->workspace, self->event, self->applications, 1);
  g_assert_true (ry_event_groups_is_met (self->event, pairs->pdata[0]));
  g_assert_false (ry_event_groups_is_met (self->event, pairs->pdata[1]));
}

static void
test_who_sits (Fixture *self, gconstpointer data)
{
  RyApplicant *gone = g_ptr_array_index (self->applications, 3), *known = g_ptr_array_index (self->applications, 4);
  g_autoptr (GPtrArray) members = NULL;

  json_object_set_string_member (gone->content, "status", "cancelled");
  json_object_set_string_member (known->content, "person", "person:k");
  json_object_set_string_member (known->content, "profession", "");
  members = ry_event_groups_list (self->workspace, self->event, self->applications);
  g_assert_cmpuint (members->len, ==, N_PEOPLE - 1);
  for (guint i = 0; i < members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (members, i);

    g_assert_cmpstr (member->application, !=, gone->id);
    if (g_str_equal (member->application, known->id))
      g_assert_cmpstr (member->profession, ==, "pharmacist");
  }
}

/* Broken seats, as a peer may send them, are nobody's. */
static void
test_strange_seats (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) event =
      ry_json_parse_object ("{\"groups\":[7,{\"key\":\"a\"},{\"key\":\"b\",\"application\":\"x\",\"name\":\"0\"},"
                            "{\"key\":\"c\",\"application\":\"y\",\"name\":\"99999999999\"},"
                            "{\"key\":\"d\",\"application\":\"z\",\"name\":\"-1\"}]}",
                            -1, NULL);

  g_assert_cmpuint (ry_event_groups_count (event), ==, 0);
  g_assert_cmpint (get_group (self, event, 0), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/model/event-groups/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("make", test_make);
  ADD ("pinned-stay", test_pinned_stay);
  ADD ("wishes", test_wishes);
  ADD ("who-sits", test_who_sits);
  ADD ("strange-seats", test_strange_seats);
  return g_test_run ();
}
