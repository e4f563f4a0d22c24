/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open meeting without a widget: what is typed reaches the store in time, actions go with it, what a colleague
 * writes meanwhile is laid over it, and steps can be taken back.
 */
#include <glib/gstdio.h>
#include <locale.h>

#include "ry-first-councils.h"
#include "ry-json.h"
#include "ry-meeting-draft.h"
#include "ry-meeting-seats.h"
#include "ry-meeting.h"

#define MEETING "meeting:reikai-181"

typedef struct {
  char *home;
  RyWorkspace *workspace;
  RyMeetingDraft *draft;
  guint n_changed;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
add_one_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("ryorin-draft-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  fixture->home = g_build_filename (folder, "home", NULL);
  ry_workspace_create (fixture->home, "汐見区", &error);
  g_assert_no_error (error);
  fixture->workspace = ry_workspace_open (fixture->home, NULL, &error);
  g_assert_no_error (error);
  ry_workspace_load_sample (fixture->workspace, NULL, &error);
  g_assert_no_error (error);
  fixture->draft = ry_meeting_draft_new (fixture->workspace, MEETING, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->draft, "changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->home);
  g_autofree char *command = g_strdup_printf ("rm -rf --one-file-system '%s'", folder);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->draft);
  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (fixture->home);
}

static char *
dup_stored_text (Fixture *fixture, const char *block)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, MEETING, NULL);
  JsonObject *object = ry_meeting_find_block (ry_document_get_root (document), block);

  return object != NULL ? g_strdup (ry_json_get_string (object, "text")) : NULL;
}

static JsonObject *
get_block (Fixture *fixture, const char *key)
{
  return ry_meeting_find_block (ry_meeting_draft_get_content (fixture->draft), key);
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  ry_meeting_draft_flush_now (fixture->draft, &error);
  g_assert_no_error (error);
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (ms, stop_cb, loop);
  g_main_loop_run (loop);
}

static void
test_saves_while_typing (Fixture *fixture, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();
  g_autofree char *stored = NULL;
  gboolean saved = FALSE;

  while (!saved && g_get_monotonic_time () - start < 2 * G_USEC_PER_SEC) {
    g_autofree char *now = NULL;

    g_string_append (text, "あ");
    ry_meeting_draft_set_text (fixture->draft, "blocks", "b3", "text", text->str);
    wait_ms (50);
    now = dup_stored_text (fixture, "b3");
    saved = g_str_has_prefix (now, "ああ");
  }
  g_assert_true (saved);
  flush (fixture);
  stored = dup_stored_text (fixture, "b3");
  g_assert_cmpstr (stored, ==, text->str);
  g_assert_cmpint (ry_meeting_draft_get_state (fixture->draft), ==, RY_DRAFT_SAVED);
  g_assert_cmpint (ry_meeting_draft_get_saved_at (fixture->draft), >, 0);
  g_string_free (text, TRUE);
}

static void
test_action_document (Fixture *fixture, gconstpointer data)
{
  JsonObject *meeting = ry_meeting_draft_begin (fixture->draft);
  JsonObject *block = ry_meeting_insert_block (meeting, "a7", "b5", RY_BLOCK_ACTION);
  g_autofree char *key = g_strdup (ry_json_get_string (block, "key"));
  g_autofree char *id = ry_meeting_dup_action_id (MEETING, key);
  g_autoptr (RyDocument) action = NULL;
  g_autoptr (RyDocument) gone = NULL;
  g_autoptr (RyDocument) again = NULL;

  ry_meeting_draft_end (fixture->draft, NULL);
  flush (fixture);
  g_assert_null (ry_workspace_get (fixture->workspace, id, NULL)); /* nothing is written yet */
  ry_meeting_draft_set_text (fixture->draft, "blocks", key, "text", "名簿を直す");
  ry_meeting_draft_set_text (fixture->draft, "blocks", key, "due", "2026-12-04");
  flush (fixture);
  action = ry_workspace_get (fixture->workspace, id, NULL);
  g_assert_nonnull (action);
  g_assert_cmpstr (ry_document_get_string (action, "text"), ==, "名簿を直す");
  g_assert_cmpstr (ry_document_get_string (action, "status"), ==, "todo");
  g_assert_cmpstr (ry_document_get_string (action, "meeting"), ==, MEETING);
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, key), "action"), ==, id);

  ry_meeting_convert_block (ry_meeting_draft_begin (fixture->draft), key, RY_BLOCK_SUMMARY);
  ry_meeting_draft_end (fixture->draft, NULL);
  flush (fixture);
  gone = ry_workspace_get (fixture->workspace, id, NULL);
  g_assert_null (gone);
  g_assert_null (ry_json_get_string (get_block (fixture, key), "action"));

  g_assert_true (ry_meeting_draft_undo (fixture->draft));
  flush (fixture);
  again = ry_workspace_get (fixture->workspace, id, NULL);
  g_assert_nonnull (again);
}

static void
commit_from_elsewhere (Fixture *fixture, const char *block, const char *text)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, MEETING, NULL);
  JsonObject *content = ry_document_dup_root (document);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  ry_json_set_string (ry_meeting_find_block (content, block), "text", text);
  edits = ry_edits_new_with (ry_edit_new (MEETING, document, content), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
test_colleague (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  ry_meeting_draft_set_text (fixture->draft, "blocks", "b3", "text", "こちらの要旨");
  commit_from_elsewhere (fixture, "b6", "向こうの要旨");
  wait_ms (300);
  flush (fixture);
  mine = dup_stored_text (fixture, "b3");
  theirs = dup_stored_text (fixture, "b6");
  g_assert_cmpstr (mine, ==, "こちらの要旨");
  g_assert_cmpstr (theirs, ==, "向こうの要旨");
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b6"), "text"), ==, "向こうの要旨");
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b3"), "text"), ==, "こちらの要旨");
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->workspace), ==, 0);
}

static void
test_same_words (Fixture *fixture, gconstpointer data)
{
  guint n_clashed = 0;

  g_signal_connect_swapped (fixture->draft, "clashed", G_CALLBACK (add_one_cb), &n_clashed);
  ry_meeting_draft_set_text (fixture->draft, "blocks", "b3", "text", "こちらの要旨");
  commit_from_elsewhere (fixture, "b3", "向こうの要旨");
  wait_ms (300);
  flush (fixture);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->workspace), ==, 1);
  g_assert_cmpuint (n_clashed, ==, 1);
  ry_meeting_draft_set_text (fixture->draft, "blocks", "b6", "text", "ほかの段落");
  flush (fixture);
  g_assert_cmpuint (n_clashed, ==, 1);
}

static void
test_quiet_arrival (Fixture *fixture, gconstpointer data)
{
  guint before = fixture->n_changed;

  commit_from_elsewhere (fixture, "b6", "向こうの要旨");
  wait_ms (200);
  g_assert_cmpuint (fixture->n_changed, >, before);
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b6"), "text"), ==, "向こうの要旨");
  g_assert_cmpint (ry_meeting_draft_get_state (fixture->draft), ==, RY_DRAFT_SAVED);
}

static void
test_undo_keeps_typing (Fixture *fixture, gconstpointer data)
{
  ry_meeting_remove_item (ry_meeting_draft_begin (fixture->draft), "a10");
  ry_meeting_draft_end (fixture->draft, "消しました");
  g_assert_null (get_block (fixture, "b6"));
  ry_meeting_draft_set_text (fixture->draft, "blocks", "b3", "text", "あとから書いた");
  flush (fixture);
  g_assert_true (ry_meeting_draft_undo (fixture->draft));
  g_assert_nonnull (ry_meeting_find_item (ry_meeting_draft_get_content (fixture->draft), "a10"));
  g_assert_nonnull (get_block (fixture, "b6"));
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b3"), "text"), ==, "あとから書いた");
  g_assert_false (ry_meeting_draft_undo (fixture->draft));
}

/* The program ended in between: what was written before it is taken back all the same, step by step. */
static void
test_undo_after_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ry_meeting_draft_set_text (fixture->draft, "blocks", "b1", "text", "一");
  flush (fixture);
  g_assert_true (ry_workspace_set_setting (fixture->workspace, "machine", "隣の机", NULL));
  commit_from_elsewhere (fixture, "b6", "向こうの要旨");
  g_assert_true (ry_workspace_set_setting (fixture->workspace, "machine", NULL, NULL));
  wait_ms (200);
  ry_meeting_remove_item (ry_meeting_draft_begin (fixture->draft), "a4");
  ry_meeting_draft_end (fixture->draft, NULL);
  flush (fixture);
  g_assert_finalize_object (fixture->draft);
  fixture->draft = ry_meeting_draft_new (fixture->workspace, MEETING, &error);
  g_assert_no_error (error);
  ry_meeting_draft_set_text (fixture->draft, "blocks", "b3", "text", "きょう書いた");
  g_assert_true (ry_meeting_draft_undo (fixture->draft));
  g_assert_nonnull (ry_meeting_find_item (ry_meeting_draft_get_content (fixture->draft), "a4"));
  g_assert_true (ry_meeting_draft_undo (fixture->draft));
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b1"), "text"), !=, "一");
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b3"), "text"), ==, "きょう書いた");
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b6"), "text"), ==, "向こうの要旨");
  g_assert_false (ry_meeting_draft_undo (fixture->draft)); /* the sample itself is nobody's work */
  flush (fixture);
  g_assert_cmpint (ry_meeting_draft_get_state (fixture->draft), ==, RY_DRAFT_SAVED);
}

static void
test_order_survives_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) blocks = NULL;

  ry_meeting_move_block (ry_meeting_draft_begin (fixture->draft), "b1", 1);
  ry_meeting_draft_end (fixture->draft, NULL);
  g_assert_true (ry_meeting_draft_undo (fixture->draft));
  blocks = ry_meeting_list_blocks (ry_meeting_draft_get_content (fixture->draft), "a7");
  g_assert_cmpstr (ry_json_get_string (blocks->pdata[0], "key"), ==, "b1");
}

static void
test_decision_numbers (Fixture *fixture, gconstpointer data)
{
  JsonObject *meeting = ry_meeting_draft_begin (fixture->draft);
  JsonObject *block = ry_meeting_insert_block (meeting, "a7", "b1", RY_BLOCK_DECISION);
  g_autofree char *key = g_strdup (ry_json_get_string (block, "key"));

  ry_meeting_draft_end (fixture->draft, NULL);
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, key), "number"), ==, "R8-例会181-1");
  g_assert_cmpstr (ry_json_get_string (get_block (fixture, "b4"), "number"), ==, "R8-例会181-2");
}

static void
test_invite (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) meeting = json_object_new ();
  guint n;

  json_object_set_string_member (meeting, "council", "council:network");
  json_object_set_string_member (meeting, "date", "2026-12-17");
  n = ry_meeting_invite_members (fixture->workspace, meeting);
  g_assert_cmpuint (n, >, 13);
  g_assert_cmpuint (ry_meeting_invite_members (fixture->workspace, meeting), ==, n);
}

static void
test_first_councils (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ryorin-draft-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *command = g_strdup_printf ("rm -rf --one-file-system '%s'", folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  RyQuery query = { .kind = "series" };

  g_assert_true (ry_workspace_create (home, "潮見区", &error));
  workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++) /* a second desktop sets up the same */
  {
    g_autoptr (GPtrArray) edits =
        ry_first_councils_create_edits ("潮見区地域ケア連絡協議会", "潮見区医療介護ネットワーク協議会");
    g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, edits, NULL, &error);
    g_autoptr (GPtrArray) series = ry_workspace_query (workspace, &query, NULL);

    g_assert_no_error (error);
    g_assert_cmpuint (series->len, ==, 2);
  }
  ry_workspace_close (workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_meeting_draft_new (fixture->workspace, "meeting:none", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/meeting-draft/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("saves-while-typing", test_saves_while_typing);
  ADD ("action-document", test_action_document);
  ADD ("colleague", test_colleague);
  ADD ("same-words", test_same_words);
  ADD ("quiet-arrival", test_quiet_arrival);
  ADD ("undo-keeps-typing", test_undo_keeps_typing);
  ADD ("undo-after-restart", test_undo_after_restart);
  ADD ("order-survives-undo", test_order_survives_undo);
  ADD ("decision-numbers", test_decision_numbers);
  ADD ("invite", test_invite);
  ADD ("missing", test_missing);
  g_test_add_func ("/meeting-draft/first-councils", test_first_councils);
  return g_test_run ();
}
