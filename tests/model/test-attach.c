/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files attached to records: beside an edit of the content, and on two desktops that worked apart.
 */
#include <string.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "support.h"

#define ID "organisation:1"

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "立花", "工藤");
  ry_undo_unref (support_put (fixture->a, ID, "\"name\":\"甲\",\"address\":\"乙\""));
  support_copy (fixture->a, fixture->b);
}

static void
attach (RyWorkspace *workspace, const char *name, const char *text)
{
  g_autoptr (GInputStream) bytes = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_workspace_attach (workspace, ID, name, "text/plain", bytes, NULL, &error));
  g_assert_no_error (error);
}

/* The names of what is attached, each with the first letters of its digest. */
static char *
list (RyWorkspace *workspace)
{
  RyStore *store = ry_workspace_get_store_for (workspace, ID);
  g_autoptr (GPtrArray) attachments = ry_store_get_attachments (store, ID, NULL, NULL);
  GString *names = g_string_new (NULL);

  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i);

    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", attachment->name);
  }
  return g_string_free (names, FALSE);
}

static void
assert_lists (RyWorkspace *workspace, const char *expected)
{
  g_autofree char *names = list (workspace);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_beside_content (Fixture *fixture, gconstpointer data)
{
  const char *const gone[] = { "a.txt", NULL };
  g_autoptr (RyUndo) changed = NULL;
  g_autoptr (RyUndo) redo = NULL;
  g_autofree char *name = NULL;

  attach (fixture->a, "a.txt", "one");
  attach (fixture->a, "b.txt", "two");
  changed = support_change (fixture->a, ID, "\"name\":\"丙\"");
  assert_lists (fixture->a, "b.txt a.txt");
  attach (fixture->a, "a.txt", "another");
  assert_lists (fixture->a, "a.txt b.txt");
  redo = ry_workspace_undo (fixture->a, changed, NULL, NULL);
  name = support_get_text (fixture->a, ID, "name");
  g_assert_cmpstr (name, ==, "'甲'");
  assert_lists (fixture->a, "a.txt b.txt");
  g_assert_true (ry_workspace_detach (fixture->a, ID, gone, NULL, NULL));
  assert_lists (fixture->a, "b.txt");
}

static void
commit_with_file (RyWorkspace *workspace, RyDocument *base, const char *name, const char *file)
{
  JsonObject *content = ry_document_dup_root (base);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("three", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  RyEdit *edit = ry_edit_new (ID, base, content);

  if (name != NULL)
    json_object_set_string_member (content, "name", name);
  ry_edit_attach (edit, file, "text/plain", bytes);
  edits = ry_edits_new_with (edit, NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

/* A change and a file in one act: what was attached stays, also where the record moved on, or where nothing else
 * changed. */
static void
test_with_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) first = ry_workspace_get (fixture->a, ID, NULL);
  g_autofree char *name = NULL;

  attach (fixture->a, "a.txt", "one");
  commit_with_file (fixture->a, first, "丙", "c.txt");
  assert_lists (fixture->a, "c.txt a.txt");
  name = support_get_text (fixture->a, ID, "name");
  g_assert_cmpstr (name, ==, "'丙'");
  g_clear_pointer (&first, ry_document_unref);
  first = ry_workspace_get (fixture->a, ID, NULL);
  commit_with_file (fixture->a, first, NULL, "d.txt");
  assert_lists (fixture->a, "d.txt c.txt a.txt");
  /* Two who say different things: both stand, and the file lies with the one who brought it. */
  ry_undo_unref (support_change (fixture->a, ID, "\"name\":\"丁\""));
  commit_with_file (fixture->a, first, "戊", "e.txt");
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInputStream) bytes = g_memory_input_stream_new ();
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) name = NULL;

  g_assert_false (ry_workspace_attach (fixture->a, "organisation:none", "a", NULL, bytes, NULL, &missing));
  g_assert_error (missing, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_false (ry_workspace_attach (fixture->a, ID, "_a", NULL, bytes, NULL, &name));
  g_assert_error (name, RY_ERROR, RY_ERROR_BAD_REQUEST);
}

static void
meet (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++) {
    support_copy (fixture->a, fixture->b);
    support_copy (fixture->b, fixture->a);
    ry_workspace_settle (fixture->a, NULL, NULL);
    ry_workspace_settle (fixture->b, NULL, NULL);
  }
}

static void
assert_settled (Fixture *fixture, const char *expected)
{
  g_autofree char *left = support_get_rev (fixture->a, ID);
  g_autofree char *right = support_get_rev (fixture->b, ID);

  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
  g_assert_cmpstr (left, ==, right);
  assert_lists (fixture->b, expected);
}

/* Both attached something, one edited too: nothing of it is lost, and nobody is asked. */
static void
test_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a_names = NULL;

  attach (fixture->a, "a.txt", "one");
  attach (fixture->b, "b.txt", "two");
  ry_undo_unref (support_change (fixture->b, ID, "\"name\":\"丙\""));
  meet (fixture);
  a_names = list (fixture->a);
  g_assert_cmpuint (strlen (a_names), ==, strlen ("a.txt b.txt"));
  assert_settled (fixture, a_names);
}

/* One attached, the other only edited: the edit must not take the file away. */
static void
test_edited_apart (Fixture *fixture, gconstpointer data)
{
  attach (fixture->a, "a.txt", "one");
  ry_undo_unref (support_change (fixture->b, ID, "\"name\":\"丙\""));
  ry_undo_unref (support_change (fixture->b, ID, "\"name\":\"丁\""));
  meet (fixture);
  assert_settled (fixture, "a.txt");
}

/* Two files under one name are two files. */
static void
test_same_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *names = NULL;

  attach (fixture->a, "a.txt", "one");
  attach (fixture->b, "a.txt", "two");
  meet (fixture);
  names = list (fixture->a);
  g_assert_true (g_pattern_match_simple ("a.txt a (*).txt", names));
  assert_settled (fixture, names);
}

static GPtrArray *
make_list (const char *text)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL && *parts[i] != '\0'; i++) {
    RyAttachment *attachment = ry_attachment_new ((char[]){ parts[i][0], '\0' }, NULL);

    attachment->digest = g_strdup (parts[i] + 1);
    attachment->revpos = 1;
    g_ptr_array_add (attachments, attachment);
  }
  return attachments;
}

static void
test_merge (void)
{
  /* A letter is a name, a digit a digest. */
  static const struct {
    const char *base, *left, *right, *merged;
  } rows[] = {
    { "", "", "", "" },
    { "", "a1", "", "a1" },
    { "", "", "a1", "a1" },
    { "", "a1", "a1", "a1" },
    { "", "a1", "b1", "a1 b1" },
    { "", "a1", "a2", "a1 a (*)2" },
    { "a1", "a1", "a1", "a1" },
    { "a1", "", "a1", "" },
    { "a1", "a1", "", "" },
    { "a1", "", "", "" },
    { "a1", "a2", "a1", "a2" },
    { "a1", "a1", "a2", "a2" },
    { "a1", "a2", "a2", "a2" },
    { "a1", "a2", "a3", "a2 a (*)3" },
    { "a1", "a2", "", "a2" },
    { "a1", "", "a2", "a2" },
    { "a1 b1", "b1 c1", "a1 b2 d1", "b2 c1 d1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) base = make_list (rows[i].base);
    g_autoptr (GPtrArray) left = make_list (rows[i].left);
    g_autoptr (GPtrArray) right = make_list (rows[i].right);
    g_autoptr (GPtrArray) merged = ry_attachments_merge (base, left, right);
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint k = 0; k < merged->len; k++) {
      const RyAttachment *attachment = g_ptr_array_index (merged, k);

      g_string_append_printf (text, "%s%s%s", k > 0 ? " " : "", attachment->name, attachment->digest);
    }
    if (!g_pattern_match_simple (rows[i].merged, text->str))
      g_error ("%s | %s | %s: %s", rows[i].base, rows[i].left, rows[i].right, text->str);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attach/merge", test_merge);
  g_test_add ("/attach/beside-content", Fixture, NULL, set_up, test_beside_content, support_pair_tear_down);
  g_test_add ("/attach/with-edit", Fixture, NULL, set_up, test_with_edit, support_pair_tear_down);
  g_test_add ("/attach/refused", Fixture, NULL, set_up, test_refused, support_pair_tear_down);
  g_test_add ("/attach/apart", Fixture, NULL, set_up, test_apart, support_pair_tear_down);
  g_test_add ("/attach/edited-apart", Fixture, NULL, set_up, test_edited_apart, support_pair_tear_down);
  g_test_add ("/attach/same-name", Fixture, NULL, set_up, test_same_name, support_pair_tear_down);
  return g_test_run ();
}
