/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sealing and what is sealed: one commit, digests, refusals of every way to change it, bytes that were changed past
 * the program, corrections, and two machines that meet. And who may remark.
 */
#include <sqlite3.h>

#include "ry-approval.h"
#include "ry-attach.h"
#include "ry-edition.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-remark.h"
#include "support.h"

#define ID "meeting:1"

static void
drop (RyUndo *undo)
{
  ry_undo_unref (undo);
}

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "森下　健", "南雲　亮");
  drop (support_put (fixture->a, "council:care", "'name':'協議会','short_name':'協議会'"));
  drop (support_put (
      fixture->a, ID,
      "'title':'第181回例会','council':'council:care','number':181,'date':'2026-11-10','stage':'draft',"
      "'agenda':[{'key':'a','title':'協議','level':1}],'blocks':[{'key':'b','item':'a','type':"
      "'summary','text':'話した。'}],'attendance':[{'key':'s','person':'person:p','name':'工藤　里奈',"
      "'organisation':'organisation:o','status':'web'},{'key':'t','person':'person:q','status':'absent'}]"));
}

static void
move (RyWorkspace *workspace, RyMove move)
{
  const RyMoveFacts facts = { .today = "2026-11-24", .who = "森下　健", .until = "2026-12-01", .reason = "氏名の誤り" };
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, ID, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  JsonObject *content = ry_document_dup_root (meeting);
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_approval_apply (content, move, &facts, &error));
  g_assert_no_error (error);
  edits = ry_edits_new_with (ry_edit_new (ID, meeting, content), NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static RyUndo *
seal (RyWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edition_file_free);
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, ID, NULL);

  g_ptr_array_add (files,
                   ry_edition_file_new (RY_AUDIENCE_MEMBERS, "会員版.pdf", g_bytes_new_static ("%PDF members", 12)));
  g_ptr_array_add (files,
                   ry_edition_file_new (RY_AUDIENCE_PUBLIC, "公開版.pdf", g_bytes_new_static ("%PDF public", 11)));
  return ry_edition_seal (workspace, meeting, files, NULL, error);
}

static void
seal_it (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  move (workspace, RY_MOVE_RESOLVE);
  undo = seal (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_undo_get_n_documents (undo), ==, 2);
}

static RyEditionState
verify (RyWorkspace *workspace, const char *id)
{
  g_autoptr (RyDocument) edition = ry_workspace_get (workspace, id, NULL);
  g_autofree char *file = NULL, *sentence = NULL;
  RyEditionState state;

  g_assert_nonnull (edition);
  state = ry_edition_verify (workspace, edition, NULL, &file);
  sentence = ry_edition_describe (state, file);
  g_assert_cmpstr (sentence, !=, "");
  return state;
}

/* Expects that an edit is refused for good. */
static void
refuse (RyWorkspace *workspace, const char *id, JsonObject *content)
{
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, id, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  g_assert_null (ry_workspace_commit (workspace, edits, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
}

static JsonObject *
change_list (RyWorkspace *workspace, const char *list, const char *member)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, ID, NULL);
  JsonObject *content = ry_document_dup_root (document);

  json_object_set_string_member (json_array_get_object_element (ry_json_get_array (content, list), 0), member,
                                 "ちがう");
  return content;
}

static void
test_needs_approval (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (seal (fixture->a, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
}

static void
test_seal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stage = NULL, *digest = NULL, *sealed = NULL;
  g_autoptr (RyDocument) meeting = NULL;
  g_autoptr (GPtrArray) attachments = NULL, editions = NULL;

  seal_it (fixture->a);
  stage = support_get_text (fixture->a, ID, "stage");
  g_assert_cmpstr (stage, ==, "'sealed'");
  meeting = ry_workspace_get (fixture->a, ID, NULL);
  digest = ry_edition_dup_digest (ry_document_get_root (meeting));
  editions = ry_edition_list (fixture->a, ID, NULL);
  g_assert_cmpuint (editions->len, ==, 1);
  g_assert_cmpstr (ry_document_get_string (editions->pdata[0], "digest"), ==, digest);
  g_assert_cmpstr (ry_document_get_string (editions->pdata[0], "sealed_by"), ==, "森下　健");
  g_assert_true (ry_edition_is_text_of (editions->pdata[0], ry_document_get_root (meeting)));
  attachments =
      ry_store_get_attachments (ry_workspace_get_store_for (fixture->a, "edition:1:1"), "edition:1:1", NULL, NULL);
  g_assert_cmpuint (attachments->len, ==, 2);
  g_assert_cmpint (verify (fixture->a, "edition:1:1"), ==, RY_EDITION_SOUND);
}

static void
test_nothing_changes_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) edition = NULL, meeting = NULL;
  g_autoptr (GInputStream) bytes = g_memory_input_stream_new_from_data ("x", 1, NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *content;

  seal_it (fixture->a);
  refuse (fixture->a, ID, change_list (fixture->a, "blocks", "text"));
  refuse (fixture->a, ID, change_list (fixture->a, "agenda", "title"));
  refuse (fixture->a, ID, change_list (fixture->a, "attendance", "name"));
  refuse (fixture->a, ID, NULL);
  meeting = ry_workspace_get (fixture->a, ID, NULL);
  content = ry_document_dup_root (meeting);
  ry_json_set_string (content, "stage", "draft");
  refuse (fixture->a, ID, content);
  edition = ry_workspace_get (fixture->a, "edition:1:1", NULL);
  content = ry_document_dup_root (edition);
  ry_json_set_string (content, "content", "{}");
  refuse (fixture->a, "edition:1:1", content);
  refuse (fixture->a, "edition:1:1", NULL);
  g_assert_false (
      ry_workspace_attach (fixture->a, "edition:1:1", "会員版.pdf", "application/pdf", bytes, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  /* What became of an item may be noted. */
  drop (support_change (fixture->a, ID, "'note':'綴じた'"));
  g_assert_cmpint (verify (fixture->a, "edition:1:1"), ==, RY_EDITION_SOUND);
}

/* An undo from before the sealing, and the undo of the sealing itself. */
static void
test_undo_leaves_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) typed = support_change (fixture->a, ID, "'title':'第182回例会'");
  g_autoptr (RyUndo) sealed = NULL, redo = NULL, again = NULL;
  g_autofree char *title = NULL, *stage = NULL;
  g_autoptr (GError) error = NULL;

  move (fixture->a, RY_MOVE_RESOLVE);
  sealed = seal (fixture->a, &error);
  g_assert_no_error (error);
  redo = ry_workspace_undo (fixture->a, typed, NULL, &error);
  g_assert_no_error (error);
  again = ry_workspace_undo (fixture->a, sealed, NULL, &error);
  g_assert_no_error (error);
  title = support_get_text (fixture->a, ID, "title");
  stage = support_get_text (fixture->a, ID, "stage");
  g_assert_cmpstr (title, ==, "'第182回例会'");
  g_assert_cmpstr (stage, ==, "'sealed'");
  g_assert_cmpint (verify (fixture->a, "edition:1:1"), ==, RY_EDITION_SOUND);
}

/* An edit that began before the sealing arrives after it. */
static void
test_late_seal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) before = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edition_file_free);
  g_autoptr (GError) error = NULL;

  move (fixture->a, RY_MOVE_RESOLVE);
  before = ry_workspace_get (fixture->a, ID, NULL);
  drop (support_change (fixture->a, ID, "'note':'急ぎ'"));
  g_assert_null (ry_edition_seal (fixture->a, before, files, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CONFLICT);
}

static void
test_correction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *edition = NULL;

  seal_it (fixture->a);
  move (fixture->a, RY_MOVE_CORRECT);
  drop (support_change (fixture->a, ID, "'blocks':[{'key':'b','item':'a','type':'summary','text':'話し合った。'}]"));
  seal_it (fixture->a);
  edition = support_get_text (fixture->a, ID, "edition");
  g_assert_cmpstr (edition, ==, "2");
  editions = ry_edition_list (fixture->a, ID, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (editions->len, ==, 2);
  g_assert_cmpint (ry_json_get_int (ry_document_get_root (editions->pdata[0]), "number", 0), ==, 2);
  g_assert_cmpstr (ry_document_get_string (editions->pdata[0], "reason"), ==, "氏名の誤り");
  g_assert_nonnull (strstr (ry_document_get_string (editions->pdata[1], "content"), "話した。"));
  g_assert_nonnull (strstr (ry_document_get_string (editions->pdata[0], "content"), "話し合った。"));
  g_assert_cmpint (verify (fixture->a, "edition:1:1"), ==, RY_EDITION_SOUND);
  g_assert_cmpint (verify (fixture->a, "edition:1:2"), ==, RY_EDITION_SOUND);
}

static void
run_sql (RyWorkspace *workspace, const char *statement)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (ry_store_get_path (ry_workspace_get_store_for (workspace, ID)), &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_exec (db, statement, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_changes (db), >, 0);
  sqlite3_close (db);
}

static void
test_bytes_changed_in_the_database (Fixture *fixture, gconstpointer data)
{
  seal_it (fixture->a);
  run_sql (fixture->a, data);
  g_assert_cmpint (verify (fixture->a, "edition:1:1"), ==,
                   strstr (data, "chunks") != NULL ? RY_EDITION_PAPER_CHANGED : RY_EDITION_TEXT_CHANGED);
}

/* B edits, not knowing that A sealed: A's edition stands, and B sees that the words are others. */
/* What machine @b holds once the two have met, in either order: the seal, and the change beside it. */
static void
check_set_aside (RyWorkspace *workspace)
{
  g_autoptr (RyDocument) edition = ry_workspace_get (workspace, "edition:1:1", NULL);
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, ID, NULL);
  JsonObject *root = ry_document_get_root (meeting);
  JsonArray *aside = ry_json_get_array (root, "aside");
  static const struct {
    const char *field, *value;
    gboolean removed;
  } entries[] = { { "agenda/a/title", "ちがう協議", FALSE },
                  { "attendance/s", "工藤　里奈", TRUE },
                  { "attendance/u", "飛入　太郎", FALSE },
                  { "blocks/b/text", "話し合った。", FALSE },
                  { "place", "海風ホール", FALSE } };

  g_assert_cmpstr (ry_json_get_string (root, "stage"), ==, "sealed");
  g_assert_true (ry_edition_is_text_of (edition, root));
  g_assert_cmpstr (ry_json_get_string (root, "note"), ==, "封印に関わらない"); /* what is not sealed merges */
  g_assert_nonnull (aside);
  g_assert_cmpuint (json_array_get_length (aside), ==, G_N_ELEMENTS (entries));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    JsonObject *entry = json_array_get_object_element (aside, i);

    g_assert_cmpstr (ry_json_get_string (entry, "field"), ==, entries[i].field);
    g_assert_cmpstr (ry_json_get_string (entry, "value"), ==, entries[i].value);
    g_assert_cmpint (ry_json_get_boolean (entry, "removed", FALSE), ==, entries[i].removed);
    g_assert_cmpstr (ry_json_get_string (entry, "by"), ==, "南雲　亮");
  }
}

static void
test_two_machines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = NULL, *b = NULL;

  support_copy (fixture->a, fixture->b);
  seal_it (fixture->a);
  drop (support_change (
      fixture->b, ID,
      "'agenda':[{'key':'a','title':'ちがう協議','level':1}],'place':'海風ホール','note':'封印に関わらない',"
      "'blocks':[{'key':'b','item':'a','type':'summary','text':'話し合った。'}],"
      "'attendance':[{'key':'t','person':'person:q','status':'absent'},"
      "{'key':'u','name':'飛入　太郎','status':'venue'}]"));
  support_copy (fixture->a, fixture->b);
  support_copy (fixture->b, fixture->a);
  ry_workspace_settle (fixture->a, NULL, NULL);
  ry_workspace_settle (fixture->b, NULL, NULL);
  check_set_aside (fixture->a);
  check_set_aside (fixture->b);
  a = support_get_rev (fixture->a, ID);
  b = support_get_rev (fixture->b, ID);
  g_assert_cmpstr (a, ==, b);
}

/* A correction that was begun is no older draft: what was done to the sealed record apart joins it. */
static void
test_correction_stays_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stage = NULL, *note = NULL;
  g_autoptr (RyDocument) meeting = NULL;

  seal_it (fixture->a);
  support_copy (fixture->a, fixture->b);
  drop (support_change (fixture->b, ID, "'note':'あとから'"));
  move (fixture->a, RY_MOVE_CORRECT);
  drop (support_change (fixture->a, ID, "'place':'海風ホール'"));
  support_copy (fixture->b, fixture->a);
  ry_workspace_settle (fixture->a, NULL, NULL);
  meeting = ry_workspace_get (fixture->a, ID, NULL);
  stage = support_get_text (fixture->a, ID, "stage");
  note = support_get_text (fixture->a, ID, "note");
  g_assert_cmpstr (stage, ==, "'draft'");
  g_assert_cmpstr (note, ==, "'あとから'");
  g_assert_cmpstr (ry_document_get_string (meeting, "place"), ==, "海風ホール");
  g_assert_null (ry_json_get_array (ry_document_get_root (meeting), "aside"));
}

static gboolean
remark (RyWorkspace *workspace, const char *person, GError **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *id = ry_remark_new_id (ID);
  JsonObject *content = ry_remark_new_content (ID, "b", NULL, "「話し合った」では。", "2026-11-25");
  g_autoptr (RyUndo) undo = NULL;

  ry_json_set_string (content, "person", person);
  edits = ry_edits_new_with (ry_edit_new (id, NULL, content), NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, error);
  return undo != NULL;
}

static void
test_who_remarks (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *roles;
    const char *person;
    RyErrorCode code; /* 0: may */
  } cases[] = { { "[\"member\",\"person:p\"]", "person:p", 0 },
                { "[\"member\",\"person:q\"]", "person:q", RY_ERROR_FORBIDDEN }, /* was absent */
                { "[\"member\",\"person:r\"]", "person:r", RY_ERROR_FORBIDDEN }, /* was not invited */
                { "[\"member\",\"person:r\"]", "person:p", RY_ERROR_FORBIDDEN }, /* in another's name */
                { "[\"secretariat\"]", "person:q", 0 } };

  move (fixture->a, RY_MOVE_CIRCULATE);
  g_assert_true (ry_workspace_set_setting (fixture->a, "server", "http://localhost:1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    ry_workspace_set_roles (fixture->a, cases[i].roles, NULL);
    g_assert_cmpint (remark (fixture->a, cases[i].person, &error), ==, cases[i].code == 0);
    if (cases[i].code != 0)
      g_assert_error (error, RY_ERROR, (int) cases[i].code);
  }
}

static void
test_remarks_in_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (JsonObject) content = NULL;

  g_assert_true (remark (fixture->a, "person:p", NULL));
  remarks = ry_remark_list (fixture->a, ID, NULL);
  g_assert_cmpuint (ry_remark_count_open (remarks, NULL), ==, 1);
  g_assert_cmpuint (ry_remark_count_open (remarks, "b"), ==, 1);
  g_assert_cmpuint (ry_remark_count_open (remarks, "c"), ==, 0);
  content = ry_document_dup_root (remarks->pdata[0]);
  g_assert_false (ry_remark_answer (content, RY_REMARK_DECLINED, "", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ry_remark_answer (content, RY_REMARK_TAKEN, NULL, &error));
  drop (support_change (fixture->a, ry_document_get_id (remarks->pdata[0]), "'status':'taken'"));
  seal_it (fixture->a);
  g_assert_false (remark (fixture->a, "person:p", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
}

/* The server's table fixes what makes the text, and nothing else. */
static void
test_table_agrees (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "rights.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) table = NULL;
  JsonArray *kinds;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  table = ry_json_parse_object (text, -1, NULL);
  kinds = ry_json_get_array (table, "kinds");
  for (guint i = 0; i < json_array_get_length (kinds); i++) {
    JsonObject *kind = json_array_get_object_element (kinds, i);
    const char *const *members = ry_edition_get_members ();
    JsonArray *fields;

    if (g_strcmp0 (ry_json_get_string (kind, "kind"), "meeting") != 0)
      continue;
    fields = ry_json_get_array (ry_json_get_object (kind, "fixed"), "fields");
    g_assert_cmpstr (json_array_get_string_element (fields, 0), ==, "stage");
    g_assert_cmpuint (json_array_get_length (fields) - 1, ==, g_strv_length ((char **) members));
    for (guint j = 0; members[j] != NULL; j++)
      g_assert_cmpstr (json_array_get_string_element (fields, j + 1), ==, members[j]);
    return;
  }
  g_assert_not_reached ();
}

#define ADD(path, func, data) g_test_add (path, Fixture, data, set_up, func, support_pair_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/model/edition/needs-approval", test_needs_approval, NULL);
  ADD ("/model/edition/seal", test_seal, NULL);
  ADD ("/model/edition/nothing-changes-it", test_nothing_changes_it, NULL);
  ADD ("/model/edition/undo", test_undo_leaves_it, NULL);
  ADD ("/model/edition/late", test_late_seal, NULL);
  ADD ("/model/edition/correction", test_correction, NULL);
  ADD ("/model/edition/changed-text", test_bytes_changed_in_the_database,
       "UPDATE docs SET body = replace (body, '話した。', '話さない') WHERE id = 'edition:1:1'");
  ADD ("/model/edition/changed-paper", test_bytes_changed_in_the_database,
       "UPDATE chunks SET data = CAST ('%PDF Members' AS BLOB) WHERE data = CAST ('%PDF members' AS BLOB)");
  ADD ("/model/edition/two-machines", test_two_machines, NULL);
  ADD ("/model/edition/correction-stays-open", test_correction_stays_open, NULL);
  ADD ("/model/remark/who", test_who_remarks, NULL);
  ADD ("/model/remark/in-time", test_remarks_in_time, NULL);
  g_test_add_func ("/model/edition/table-agrees", test_table_agrees);
  return g_test_run ();
}
