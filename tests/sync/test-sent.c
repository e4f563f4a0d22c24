/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is unsent, counted without a server: what was pushed and what came from there are not.
 */
#include "ry-sent.h"
#include "ry-sync-fixture.h"

#define SERVER "http://127.0.0.1:5984/"

static void
test_count (void)
{
  RyStore *store = open_temporary_store ("sent");
  g_autoptr (RySent) sent = ry_sent_new (store, SERVER, "db");

  g_assert_cmpint (ry_sent_count (sent), ==, 0);
  put_many (store, "mine", 5); /* 1 to 5 */
  /* Whose a commit is tells its event; until then it counts for nobody. */
  g_assert_cmpint (ry_sent_count (sent), ==, 0);
  ry_sent_note_commit (sent, 5);
  g_assert_cmpint (ry_sent_count (sent), ==, 5);
  put_many (store, "theirs", 3); /* 6 to 8 */
  ry_sent_note_echo (sent, 6, 8);
  g_assert_cmpint (ry_sent_count (sent), ==, 5);
  put_many (store, "more", 2); /* 9 and 10 */
  ry_sent_note_commit (sent, 10);
  put_many (store, "again", 2); /* 11 and 12 */
  ry_sent_note_echo (sent, 11, 12);
  g_assert_cmpint (ry_sent_count (sent), ==, 7);

  /* One by one. */
  g_assert_true (ry_sent_is_unsent (sent, "mine:00004"));
  g_assert_true (ry_sent_is_unsent (sent, "more:00001"));
  g_assert_false (ry_sent_is_unsent (sent, "theirs:00002"));
  g_assert_false (ry_sent_is_unsent (sent, "nobody"));

  /* A push that has passed the first five reaches through the echo behind them. */
  ry_sent_note_push (sent, 5);
  g_assert_cmpint (ry_sent_get_seq (sent), ==, 8);
  g_assert_cmpint (ry_sent_count (sent), ==, 2);

  /* What came from there and was edited here counts again: it has a new sequence. */
  put_document (store, "theirs:00001", "{}"); /* 13 */
  ry_sent_note_commit (sent, 13);
  g_assert_cmpint (ry_sent_count (sent), ==, 3);
  g_assert_true (ry_sent_is_unsent (sent, "theirs:00001"));
  ry_sent_note_push (sent, 10);
  g_assert_cmpint (ry_sent_get_seq (sent), ==, 12);
  g_assert_cmpint (ry_sent_count (sent), ==, 1);
  ry_sent_note_push (sent, 13);
  g_assert_cmpint (ry_sent_count (sent), ==, 0);

  /* An older push's end takes nothing back. */
  ry_sent_note_push (sent, 3);
  g_assert_cmpint (ry_sent_get_seq (sent), ==, 13);
  close_temporary_store (store);
}

static void
test_save (void)
{
  RyStore *store = open_temporary_store ("sent");

  put_many (store, "mine", 5);
  {
    g_autoptr (RySent) sent = ry_sent_new (store, SERVER, "db");

    ry_sent_note_push (sent, 4);
    g_assert_cmpint (ry_sent_get_synced (sent), ==, 0);
    ry_sent_note_synced (sent, 17);
    ry_sent_save (sent, TRUE);
  }
  {
    g_autoptr (RySent) same = ry_sent_new (store, SERVER, "db");
    g_autoptr (RySent) other = ry_sent_new (store, "https://server.example.jp/", "db");

    g_assert_cmpint (ry_sent_count (same), ==, 1);
    g_assert_cmpint (ry_sent_get_synced (same), ==, 17);
    g_assert_cmpint (ry_sent_count (other), ==, 5);
    g_assert_cmpint (ry_sent_get_synced (other), ==, 0);
  }
  close_temporary_store (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sent/count", test_count);
  g_test_add_func ("/sent/save", test_save);
  return g_test_run ();
}
