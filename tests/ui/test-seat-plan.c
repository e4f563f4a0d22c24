/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The seat plan as a table: posts and a day in, seats out.
 */
#include "ry-seat-plan.h"

#define TODAY "2026-11-22"

typedef struct {
  const char *seat, *from, *to, *confirmed_on;
} Post;

typedef struct {
  const char *name;
  Post posts[4];
  const char *plan; /* one letter a place: v vacant, f filled, u unconfirmed */
  guint filled, confirmed;
} Case;

static const Case cases[] = {
  { "nobody", { { NULL } }, "vvvvv", 0, 0 },
  { "confirmed", { { "director", "2023-04-01", NULL, "2026-04-10" } }, "fvvvv", 1, 1 },
  { "never-confirmed", { { "msw", "2022-04-01", NULL, NULL } }, "vvvuv", 1, 0 },
  { "confirmed-long-ago", { { "msw", "2022-04-01", NULL, "2025-04-10" } }, "vvvuv", 1, 0 },
  { "last-day-counts", { { "nursing", "2022-04-01", TODAY, TODAY } }, "vfvvv", 1, 1 },
  { "ended-yesterday", { { "nursing", "2022-04-01", "2026-11-21", TODAY } }, "vvvvv", 0, 0 },
  { "first-day-counts", { { "liaison", TODAY, "", TODAY } }, "vvvvf", 1, 1 },
  { "begins-tomorrow", { { "liaison", "2026-11-23", "", TODAY } }, "vvvvv", 0, 0 },
  { "no-first-day", { { "liaison", NULL, NULL, TODAY } }, "vvvvf", 1, 1 },
  { "two-social-workers",
    { { "msw", "2022-04-01", NULL, TODAY }, { "msw", "2024-04-01", NULL, NULL } },
    "vvvfuv",
    1,
    1 },
  { "handed-over",
    { { "administration", "2020-04-01", "2026-09-30", TODAY }, { "administration", "2026-10-01", NULL, TODAY } },
    "vvfvv",
    1,
    1 },
  { "not-a-seat", { { "staff", "2022-04-01", NULL, TODAY }, { NULL, "2022-04-01", NULL, TODAY } }, "vvvvv", 0, 0 },
};

static RyDocument *
new_post (const Post *post, guint number)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *id = g_strdup_printf ("post:%u", number);

  json_object_set_string_member (root, "kind", "post");
  if (post->seat != NULL)
    json_object_set_string_member (root, "seat", post->seat);
  if (post->from != NULL)
    json_object_set_string_member (root, "from", post->from);
  if (post->to != NULL)
    json_object_set_string_member (root, "to", post->to);
  if (post->confirmed_on != NULL)
    json_object_set_string_member (root, "confirmed_on", post->confirmed_on);
  return ry_document_new_from_root (id, NULL, FALSE, root);
}

static GPtrArray *
new_posts (const Post *table, guint n)
{
  GPtrArray *posts = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < n; i++)
    if (table[i].seat != NULL || table[i].from != NULL)
      g_ptr_array_add (posts, new_post (&table[i], i));
  return posts;
}

static void
test_plan (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) posts = new_posts (c->posts, G_N_ELEMENTS (c->posts));
  g_autoptr (GPtrArray) plan = ry_seat_plan_new (posts, TODAY);
  g_autoptr (GString) states = g_string_new (NULL);
  guint filled, confirmed;

  for (guint i = 0; i < plan->len; i++)
    g_string_append_c (states, "vfu"[((RySeat *) g_ptr_array_index (plan, i))->state]);
  g_assert_cmpstr (states->str, ==, c->plan);

  ry_seat_plan_count (plan, &filled, &confirmed);
  g_assert_cmpuint (filled, ==, c->filled);
  g_assert_cmpuint (confirmed, ==, c->confirmed);
}

static void
test_before_and_after (void)
{
  static const Post table[] = {
    { "director", "2010-04-01", "2015-03-31" },
    { "director", "2015-04-01", "2026-03-31" },
    { "director", "2028-04-01", NULL },
    { "director", "2027-04-01", "2028-03-31" },
  };
  g_autoptr (GPtrArray) posts = new_posts (table, G_N_ELEMENTS (table));
  g_autoptr (GPtrArray) plan = ry_seat_plan_new (posts, TODAY);
  g_autoptr (GPtrArray) history = ry_seat_plan_get_history (posts, "director", TODAY);
  RySeat *seat = g_ptr_array_index (plan, 0);

  g_assert_null (seat->post);
  g_assert_cmpstr (ry_document_get_id (seat->former), ==, "post:1");
  g_assert_cmpstr (ry_document_get_id (seat->coming), ==, "post:3");
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpstr (ry_document_get_id (g_ptr_array_index (history, 0)), ==, "post:1");
}

static void
test_others (void)
{
  static const Post table[] = {
    { "staff", "2024-04-01", NULL, TODAY },
    { NULL, "2020-04-01", NULL, NULL },
    { "director", "2020-04-01", NULL, TODAY },
    { "staff", "2020-04-01", "2021-03-31", NULL },
  };
  g_autoptr (GPtrArray) posts = new_posts (table, G_N_ELEMENTS (table));
  g_autoptr (GPtrArray) others = ry_seat_plan_get_others (posts, TODAY);

  g_assert_cmpuint (others->len, ==, 2);
  g_assert_cmpstr (ry_document_get_id (((RySeat *) g_ptr_array_index (others, 0))->post), ==, "post:1");
  g_assert_cmpint (((RySeat *) g_ptr_array_index (others, 0))->state, ==, RY_SEAT_UNCONFIRMED);
  g_assert_cmpint (((RySeat *) g_ptr_array_index (others, 1))->state, ==, RY_SEAT_FILLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/seat-plan/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_plan);
  }
  g_test_add_func ("/seat-plan/before-and-after", test_before_and_after);
  g_test_add_func ("/seat-plan/others", test_others);
  return g_test_run ();
}
