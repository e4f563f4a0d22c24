/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of minutes only the secretariat reads: that no word of it lies in the space every member's machine holds, that
 * it is there for the secretariat as if it did, and that nothing of it is lost on any way of writing.
 */
#include "ry-approval.h"
#include "ry-edition.h"
#include "ry-error.h"
#include "ry-internal.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-trash.h"
#include "support.h"

#define ID   "meeting:1"
#define PART "internal:1"

/* Words that may stand nowhere but in the office's space. */
#define SECRET "苦情の詳細"

typedef SupportPair Fixture;

static void
drop (RyUndo *undo)
{
  ry_undo_unref (undo);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "森下　健", "南雲　亮");
  drop (support_put (fixture->a, "council:care", "'name':'協議会','short_name':'協議会'"));
  drop (support_put (fixture->a, ID,
                     "'title':'第181回例会','council':'council:care','date':'2026-11-10','stage':'draft',"
                     "'agenda':[{'key':'i','title':'協議','level':1}],'blocks':["
                     "{'key':'x','item':'i','type':'summary','text':'話した。'},"
                     "{'key':'y','item':'i','type':'speech','speaker':'工藤　里奈','text':'" SECRET
                     "','internal':true},"
                     "{'key':'z','item':'i','type':'summary','text':'まとめ。'}]"));
}

/* What the space every member holds says of the meeting, as text. */
static char *
dup_stored (RyWorkspace *workspace, const char *space, const char *id)
{
  g_autoptr (RyDocument) document =
      ry_store_get (ry_workspace_get_store (workspace, space), id, NULL, RY_GET_DELETED, NULL);

  return document != NULL ? ry_document_to_json (document, 0) : g_strdup ("");
}

static void
assert_kept (RyWorkspace *workspace, const char *words)
{
  g_autofree char *council = dup_stored (workspace, "council", ID), *office = dup_stored (workspace, "office", PART);

  g_assert_null (strstr (council, words));
  g_assert_nonnull (strstr (office, words));
}

static JsonObject *
dup_meeting (RyWorkspace *workspace, RyDocument **document)
{
  *document = ry_workspace_get (workspace, ID, NULL);
  g_assert_nonnull (*document);
  return ry_document_dup_root (*document);
}

static RyUndo *
commit (RyWorkspace *workspace, RyDocument *base, JsonObject *content, GError **error)
{
  g_autoptr (GPtrArray) edits = ry_edits_new_with (ry_edit_new (ID, base, content), NULL);
  return ry_workspace_commit (workspace, edits, NULL, error);
}

/* Changes one member of one block; NULL removes it. */
static RyUndo *
set_block (RyWorkspace *workspace, const char *key, const char *member, const char *text, GError **error)
{
  g_autoptr (RyDocument) base = NULL;
  JsonObject *content = dup_meeting (workspace, &base), *block = ry_meeting_find_block (content, key);

  g_assert_nonnull (block);
  if (g_str_equal (member, "internal"))
    json_object_set_boolean_member (block, member, text != NULL);
  else
    ry_json_set_string (block, member, text);
  return commit (workspace, base, content, error);
}

static char *
dup_block (RyWorkspace *workspace, const char *key, const char *member)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (JsonObject) content = dup_meeting (workspace, &document);
  JsonObject *block = ry_meeting_find_block (content, key);

  return block != NULL ? g_strdup (ry_json_get_string (block, member)) : NULL;
}

static void
assert_block (RyWorkspace *workspace, const char *key, const char *member, const char *text)
{
  g_autofree char *found = dup_block (workspace, key, member);

  g_assert_cmpstr (found, ==, text);
}

static void
test_words_lie_in_the_office (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) listed = ry_workspace_query (fixture->a, &(RyQuery){ .kind = "meeting" }, NULL);
  JsonObject *block = ry_meeting_find_block (ry_document_get_root (listed->pdata[0]), "y");

  assert_kept (fixture->a, SECRET);
  assert_kept (fixture->a, "工藤");
  assert_block (fixture->a, "y", "text", SECRET);
  assert_block (fixture->a, "y", "speaker", "工藤　里奈");
  g_assert_true (ry_internal_is_withheld (block));
  g_assert_cmpstr (ry_json_get_string (block, "type"), ==, "speech");
  g_assert_cmpuint (strlen (ry_json_get_string (block, "digest")), ==, 64);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rev = NULL, *again = NULL;

  drop (set_block (fixture->a, "y", "text", SECRET "と経過", NULL));
  assert_kept (fixture->a, "経過");
  drop (set_block (fixture->a, "x", "text", "よく話した。", NULL));
  assert_block (fixture->a, "y", "text", SECRET "と経過");
  assert_block (fixture->a, "x", "text", "よく話した。");
  /* What changes nothing writes nothing, on either side. */
  rev = support_get_rev (fixture->a, PART);
  drop (support_change (fixture->a, ID, "'place':'会館'"));
  again = support_get_rev (fixture->a, PART);
  g_assert_cmpstr (rev, ==, again);
}

static void
test_opened_and_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *council = NULL, *office = NULL;
  g_autoptr (RyUndo) opened = set_block (fixture->a, "y", "internal", NULL, NULL);
  g_autoptr (RyUndo) undone = NULL;

  council = dup_stored (fixture->a, "council", ID);
  g_assert_nonnull (strstr (council, SECRET));
  g_assert_null (strstr (council, "salt"));
  /* Taken back: internal again, at once and with its words. */
  undone = ry_workspace_undo (fixture->a, opened, NULL, NULL);
  assert_kept (fixture->a, SECRET);
  assert_block (fixture->a, "y", "text", SECRET);
  /* What is open to all leaves the office with the next edit. */
  drop (set_block (fixture->a, "y", "internal", NULL, NULL));
  drop (set_block (fixture->a, "z", "internal", "yes", NULL));
  drop (set_block (fixture->a, "z", "text", "内輪の話", NULL));
  office = dup_stored (fixture->a, "office", PART);
  g_assert_null (strstr (office, SECRET));
  assert_kept (fixture->a, "内輪の話");
}

static void
test_what_lay_there_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;

  /* Written by a version of the program that kept everything in one record. */
  g_ptr_array_add (documents, ry_document_parse ("{\"_id\":\"meeting:1\",\"kind\":\"meeting\",\"title\":\"例会\","
                                                 "\"council\":\"council:care\",\"date\":\"2026-11-10\",\"blocks\":["
                                                 "{\"key\":\"y\",\"text\":\"" SECRET "\",\"internal\":true}]}",
                                                 -1, NULL));
  drop (support_put (fixture->b, "council:care", "'name':'協議会','short_name':'協議会'"));
  results = ry_store_write (ry_workspace_get_store (fixture->b, "council"), documents, TRUE, RY_STORE_SOURCE_LOCAL,
                            NULL, NULL);
  g_assert_nonnull (results);
  assert_block (fixture->b, "y", "text", SECRET);
  drop (support_change (fixture->b, ID, "'title':'例会'"));
  assert_kept (fixture->b, SECRET);
  assert_block (fixture->b, "y", "text", SECRET);
}

static void
test_a_member (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dup_block (fixture->a, "y", "digest"), *stored = NULL;
  g_autoptr (GError) error = NULL;

  support_copy_space (fixture->a, fixture->b, "council");
  g_assert_true (ry_workspace_set_setting (fixture->b, "server", "http://127.0.0.1/", NULL));
  g_assert_true (ry_workspace_set_roles (fixture->b, "[\"officer\",\"council:care\"]", NULL));
  g_assert_false (ry_internal_is_reader (fixture->b));
  assert_block (fixture->b, "y", "text", NULL);
  drop (set_block (fixture->b, "x", "text", "もっと話した。", &error));
  g_assert_no_error (error);
  assert_block (fixture->b, "y", "digest", before);
  /* Who cannot keep words in the office's space must not send them there. */
  g_assert_null (set_block (fixture->b, "x", "internal", "yes", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  stored = dup_stored (fixture->b, "office", PART);
  g_assert_cmpstr (stored, ==, "");
  support_copy_space (fixture->b, fixture->a, "council");
  assert_block (fixture->a, "x", "text", "もっと話した。");
  assert_block (fixture->a, "y", "text", SECRET);
}

static void
test_two_clerks (Fixture *fixture, gconstpointer data)
{
  drop (set_block (fixture->a, "z", "internal", "yes", NULL));
  support_copy (fixture->a, fixture->b);
  drop (set_block (fixture->a, "y", "text", "一人目", NULL));
  drop (set_block (fixture->b, "z", "text", "二人目", NULL));
  support_copy (fixture->a, fixture->b);
  support_copy (fixture->b, fixture->a);
  ry_workspace_settle (fixture->a, NULL, NULL);
  ry_workspace_settle (fixture->b, NULL, NULL);
  for (guint i = 0; i < 2; i++) {
    assert_block (i == 0 ? fixture->a : fixture->b, "y", "text", "一人目");
    assert_block (i == 0 ? fixture->a : fixture->b, "z", "text", "二人目");
    g_assert_cmpint (ry_workspace_count_conflicts (i == 0 ? fixture->a : fixture->b), ==, 0);
  }
}

static void
test_the_meeting_comes_first (Fixture *fixture, gconstpointer data)
{
  support_copy_space (fixture->a, fixture->b, "council");
  drop (set_block (fixture->b, "x", "text", "先に届いた。", NULL));
  support_copy_space (fixture->a, fixture->b, "office");
  assert_block (fixture->b, "y", "text", SECRET);
  support_copy (fixture->b, fixture->a);
  assert_block (fixture->a, "y", "text", SECRET);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) undo = support_delete (fixture->a, ID);
  g_autoptr (RyUndo) undone = NULL;
  g_autofree char *tombstone = dup_stored (fixture->a, "council", ID);

  g_assert_nonnull (strstr (tombstone, "話した"));
  g_assert_null (strstr (tombstone, SECRET));
  undone = ry_workspace_undo (fixture->a, undo, NULL, NULL);
  assert_block (fixture->a, "y", "text", SECRET);
}

static void
move (RyWorkspace *workspace, RyMove move)
{
  const RyMoveFacts facts = { .today = "2026-11-24", .who = "森下　健", .until = "2026-12-01", .reason = "誤り" };
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *content = dup_meeting (workspace, &base);

  g_assert_true (ry_approval_apply (content, move, &facts, &error));
  g_assert_no_error (error);
  drop (commit (workspace, base, content, &error));
  g_assert_no_error (error);
}

static char *
dup_stage (RyWorkspace *workspace)
{
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (JsonObject) content = dup_meeting (workspace, &base);

  return g_strdup (ry_approval_get_stage (content));
}

static void
test_approval (Fixture *fixture, gconstpointer data)
{
  g_autofree char *here = NULL, *there = NULL, *changed = NULL;

  move (fixture->a, RY_MOVE_RESOLVE);
  support_copy_space (fixture->a, fixture->b, "council");
  here = dup_stage (fixture->a);
  there = dup_stage (fixture->b);
  g_assert_cmpstr (here, ==, "approved");
  g_assert_cmpstr (there, ==, "approved"); /* without the words */
  drop (set_block (fixture->a, "y", "text", "別の言葉", NULL));
  changed = dup_stage (fixture->a);
  g_assert_cmpstr (changed, ==, "circulating");
}

static void
seal (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edition_file_free);
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, ID, NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, ry_edition_file_new (RY_AUDIENCE_MEMBERS, "会員版.pdf", g_bytes_new_static ("%PDF m", 6)));
  g_ptr_array_add (files, ry_edition_file_new (RY_AUDIENCE_INTERNAL, "内部版.pdf", g_bytes_new_static ("%PDF i", 6)));
  drop (ry_edition_seal (workspace, meeting, files, NULL, &error));
  g_assert_no_error (error);
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *edition = NULL, *part = NULL, *file = NULL;
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (RyDocument) internal = NULL;
  g_autoptr (GError) error = NULL;

  move (fixture->a, RY_MOVE_RESOLVE);
  seal (fixture->a);
  edition = dup_stored (fixture->a, "council", "edition:1:1");
  part = dup_stored (fixture->a, "office", "internal_edition:1:1");
  g_assert_null (strstr (edition, SECRET));
  g_assert_null (strstr (edition, "内部版"));
  g_assert_nonnull (strstr (part, SECRET));
  g_assert_nonnull (strstr (part, "内部版"));
  document = ry_workspace_get (fixture->a, "edition:1:1", NULL);
  g_assert_cmpint (ry_edition_verify (fixture->a, document, NULL, &file), ==, RY_EDITION_SOUND);
  /* Neither the words nor their record can be changed. */
  g_assert_null (set_block (fixture->a, "y", "text", "別の言葉", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  assert_block (fixture->a, "y", "text", SECRET);
  /* A member's machine finds the same text without them. */
  support_copy_space (fixture->a, fixture->b, "council");
  internal = ry_edition_get_internal (fixture->b, document);
  g_assert_null (internal);
  g_assert_cmpint (ry_edition_verify (fixture->b, document, NULL, NULL), <=, RY_EDITION_PAPERS_AWAY);
}

static void
test_correction (Fixture *fixture, gconstpointer data)
{
  move (fixture->a, RY_MOVE_RESOLVE);
  seal (fixture->a);
  move (fixture->a, RY_MOVE_CORRECT);
  drop (set_block (fixture->a, "y", "text", "正しい言葉", NULL));
  assert_kept (fixture->a, "正しい言葉");
  move (fixture->a, RY_MOVE_RESOLVE);
  seal (fixture->a);
  assert_block (fixture->a, "y", "text", "正しい言葉");
}

static void
test_actions (void)
{
  g_autoptr (JsonObject) meeting = ry_json_parse_object ("{\"council\":\"council:care\"}", -1, NULL);
  g_autoptr (JsonObject) block =
      ry_json_parse_object ("{\"key\":\"k\",\"text\":\"" SECRET
                            "\",\"owner_name\":\"工藤　里奈\",\"due\":\"2026-12-01\",\"internal\":true}",
                            -1, NULL);
  g_autoptr (JsonObject) action = ry_meeting_new_action (ID, meeting, block, NULL);

  g_assert_cmpstr (ry_json_get_string (action, "text"), ==, "（非公開の宿題）");
  g_assert_null (ry_json_get_string (action, "owner_name"));
  g_assert_cmpstr (ry_json_get_string (action, "due"), ==, "2026-12-01");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, support_pair_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("RYORIN_TODAY", "2026-11-24", TRUE);
  ADD ("/model/internal/office", test_words_lie_in_the_office);
  ADD ("/model/internal/edits", test_edits);
  ADD ("/model/internal/opened", test_opened_and_closed);
  ADD ("/model/internal/before", test_what_lay_there_before);
  ADD ("/model/internal/member", test_a_member);
  ADD ("/model/internal/two-clerks", test_two_clerks);
  ADD ("/model/internal/meeting-first", test_the_meeting_comes_first);
  ADD ("/model/internal/deleted", test_deleted);
  ADD ("/model/internal/approval", test_approval);
  ADD ("/model/internal/sealed", test_sealed);
  ADD ("/model/internal/correction", test_correction);
  g_test_add_func ("/model/internal/actions", test_actions);
  return g_test_run ();
}
