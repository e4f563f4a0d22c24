/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two desks without a widget: an answer is there at once and in the store a moment later, can be taken back before
 * it arrived, and is taken back by itself where it may not be given; the reception does one act after the other.
 */
#include "../model/support.h"

#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-reception-desk.h"
#include "ry-reception.h"
#include "ry-reply-desk.h"

#define MEETING "meeting:reikai-182"

typedef struct {
  char *folder;
  RyWorkspace *workspace;
  guint failed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = support_make_folder ();
  fixture->workspace = support_open_new (fixture->folder, "home", "立花");
  ry_workspace_load_sample (fixture->workspace, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
failed_cb (GObject *desk, const GError *error, Fixture *fixture)
{
  fixture->failed++;
}

static guint
count_replies (Fixture *fixture)
{
  g_autoptr (GPtrArray) replies = ry_reply_query (fixture->workspace, MEETING, NULL);

  return replies->len;
}

static RyAttendee *
find_silent (RyReplyDesk *desk)
{
  g_autoptr (GPtrArray) silent = ry_reply_list_silent (ry_reply_desk_get_attendees (desk));

  return g_ptr_array_index (silent, 0);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyReplyDesk) desk = ry_reply_desk_new (fixture->workspace, MEETING, NULL);
  guint before = count_replies (fixture);
  RyAttendee *attendee = find_silent (desk);
  g_autofree char *key = g_strdup (attendee->key);

  ry_reply_desk_record (desk, attendee, "proxy", "森　さつき");
  g_assert_cmpstr (ry_attendee_get_status (attendee), ==, "proxy"); /* at once */
  support_spin (400);
  g_assert_cmpuint (count_replies (fixture), ==, before + 1);
  attendee = ry_attendee_find (ry_reply_desk_get_attendees (desk), key);
  g_assert_cmpstr (ry_attendee_get_status (attendee), ==, "proxy");
  ry_reply_desk_record (desk, attendee, "absent", NULL);
  support_spin (400);
  g_assert_cmpuint (count_replies (fixture), ==, before + 1); /* the same document */
  g_assert_true (ry_reply_desk_take_back (desk));
  support_spin (400);
  attendee = ry_attendee_find (ry_reply_desk_get_attendees (desk), key);
  g_assert_cmpstr (ry_attendee_get_status (attendee), ==, "proxy");
  g_assert_cmpstr (ry_json_get_string (attendee->content, "proxy"), ==, "森　さつき");
  g_assert_true (ry_reply_desk_take_back (desk));
  support_spin (400);
  g_assert_cmpuint (count_replies (fixture), ==, before);
  g_assert_false (ry_reply_desk_take_back (desk));
}

/* Faster than the store. */
static void
test_taken_back_on_its_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyReplyDesk) desk = ry_reply_desk_new (fixture->workspace, MEETING, NULL);
  guint before = count_replies (fixture);

  ry_reply_desk_record (desk, find_silent (desk), "venue", NULL);
  ry_reply_desk_record_guest (desk, "名簿にない方", "web");
  g_assert_true (ry_reply_desk_take_back (desk));
  g_assert_true (ry_reply_desk_take_back (desk));
  g_assert_false (ry_reply_desk_take_back (desk));
  support_spin (600);
  g_assert_cmpuint (count_replies (fixture), ==, before);
  g_assert_cmpuint (ry_reply_desk_get_entries (desk)->len, ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyReplyDesk) desk = ry_reply_desk_new (fixture->workspace, MEETING, NULL);
  g_autoptr (RyReceptionDesk) door = ry_reception_desk_new (fixture->workspace, MEETING, NULL);
  RyAttendee *attendee = find_silent (desk);
  g_autofree char *key = g_strdup (attendee->key);

  support_spin (400);
  g_assert_true (ry_workspace_set_setting (fixture->workspace, "server", "https://ryorin.example/", NULL));
  g_assert_true (ry_workspace_set_roles (fixture->workspace, "[\"viewer\"]", NULL));
  g_signal_connect (desk, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect (door, "failed", G_CALLBACK (failed_cb), fixture);
  attendee = ry_attendee_find (ry_reply_desk_get_attendees (desk), key);
  ry_reply_desk_record (desk, attendee, "venue", NULL);
  g_assert_true (ry_reception_desk_check_in (door, key));
  support_spin (600);
  g_assert_cmpuint (fixture->failed, ==, 2);
  attendee = ry_attendee_find (ry_reply_desk_get_attendees (desk), key);
  g_assert_cmpstr (ry_attendee_get_status (attendee), ==, "unanswered");
  g_assert_cmpuint (ry_reply_desk_get_entries (desk)->len, ==, 0);
}

static void
test_reception (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyReceptionDesk) desk = ry_reception_desk_new (fixture->workspace, MEETING, NULL);
  RyQuorumCount quorum;
  guint here, expected, n;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) found = ry_reception_desk_find (desk, "くどう");

  g_assert_cmpuint (g_hash_table_size (found), ==, 1);
  n = ry_reception_desk_get_attendees (desk)->len;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, g_strdup (((RyAttendee *) ry_reception_desk_get_attendees (desk)->pdata[i])->key));
  /* As fast as a queue that presses in: each waits for the one before. */
  for (guint i = 0; i < n; i++)
    g_assert_true (ry_reception_desk_check_in (desk, keys->pdata[i]));
  ry_reception_desk_set_number (desk, 3);
  ry_reception_desk_walk_in (desk, "飛入　太郎", "とびいり　たろう", NULL);
  support_spin (3000);
  ry_reception_desk_count (desk, &here, &expected, &quorum);
  g_assert_cmpuint (here, ==, n + 1);
  g_assert_cmpuint (expected, ==, 0);
  g_assert_cmpint (quorum.state, ==, RY_QUORUM_REACHED);
  g_assert_cmpuint (quorum.of, ==, n); /* who came unasked does not vote */
  g_assert_false (ry_reception_desk_check_in (desk, keys->pdata[0]));
  g_assert_true (ry_reception_desk_take_back (desk));
  g_assert_true (ry_reception_desk_check_out (desk, keys->pdata[0]));
  support_spin (600);
  ry_reception_desk_count (desk, &here, &expected, &quorum);
  g_assert_cmpuint (here, ==, n - 1);
  {
    g_autoptr (RyReceptionDesk) again = ry_reception_desk_new (fixture->workspace, MEETING, NULL);

    g_assert_cmpuint (ry_reception_desk_get_number (again), ==, 3); /* remembered */
    g_assert_null (ry_reception_desk_get_last (again));
  }
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_reply_desk_new (fixture->workspace, "meeting:none", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ry_reception_desk_new (fixture->workspace, "meeting:none", &error));
  g_assert_nonnull (error);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ry_i18n_init ();
  ADD ("/ui/reply-desk/answers", test_answers);
  ADD ("/ui/reply-desk/taken-back-on-its-way", test_taken_back_on_its_way);
  ADD ("/ui/reply-desk/refused", test_refused);
  ADD ("/ui/reply-desk/nothing", test_nothing);
  ADD ("/ui/reception-desk/evening", test_reception);
  return g_test_run ();
}
