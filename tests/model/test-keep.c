/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample region in and out, and backups there and back.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "support.h"

typedef struct {
  char *folder;
  char *home;
  char *backup;
  RyWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = support_make_folder ();
  fixture->home = g_build_filename (fixture->folder, "home", NULL);
  fixture->backup = g_build_filename (fixture->folder, "backup.zip", NULL);
  fixture->workspace = support_open_new (fixture->folder, "home", "立花");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->workspace != NULL) {
    ry_workspace_close (fixture->workspace);
    g_assert_finalize_object (fixture->workspace);
  }
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->home);
  g_free (fixture->backup);
}

static gint64
count (RyWorkspace *workspace, const char *kind)
{
  RyQuery query = { .kind = kind };
  g_autoptr (GError) error = NULL;
  gint64 n = ry_store_query_count (ry_workspace_get_store (workspace, "council"), &query, &error);

  g_assert_no_error (error);
  return n;
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) own = support_put (workspace, "organisation:own", "'name':'うちの診療所'");
  g_autoptr (RyUndo) removed = NULL;
  g_autoptr (RyUndo) back = NULL;
  g_autofree char *title = NULL;
  g_autofree char *rev = NULL;
  g_autofree char *again = NULL;
  gint64 organisations;

  g_assert_true (ry_workspace_load_sample (workspace, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ry_workspace_get_sample (workspace));
  title = ry_workspace_dup_title (workspace);
  g_assert_cmpstr (title, ==, "汐見区");
  g_assert_cmpint (count (workspace, "council"), ==, 2);
  organisations = count (workspace, "organisation");
  g_assert_cmpint (organisations, >, 14);
  g_assert_cmpint (count (workspace, "meeting"), >=, 181);

  rev = support_get_rev (workspace, "council:care");
  g_assert_true (ry_workspace_load_sample (workspace, NULL, NULL));
  again = support_get_rev (workspace, "council:care");
  g_assert_cmpstr (rev, ==, again); /* loading twice changes nothing */

  removed = ry_workspace_remove_sample (workspace, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (ry_workspace_get_sample (workspace));
  g_assert_cmpint (count (workspace, "organisation"), ==, 1);
  g_assert_cmpint (count (workspace, "meeting"), ==, 0);
  back = ry_workspace_undo (workspace, removed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (workspace, "organisation"), ==, organisations);
  g_assert_true (ry_workspace_get_sample (workspace));
  g_assert_nonnull (own);
}

/* Every document of the sample must be one that a person could have saved. */
static void
test_sample_is_valid (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_true (ry_workspace_load_sample (fixture->workspace, NULL, NULL));
  changes = ry_store_get_changes (store, 0, 0, FALSE, NULL);
  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);
    g_autoptr (RyDocument) document = ry_store_get (store, change->id, NULL, RY_GET_PLAIN, NULL);
    g_autoptr (GError) error = NULL;

    if (!ry_validate_or_error (ry_workspace_get_kinds (fixture->workspace), ry_document_get_root (document), &error))
      g_error ("%s: %s", change->id, error->message);
  }
}

/* Two desktops that load the sample apart have the same revisions. */
static void
test_sample_alike (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWorkspace) other = support_open_new (fixture->folder, "other", "工藤");
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_assert_true (ry_workspace_load_sample (fixture->workspace, NULL, NULL));
  g_assert_true (ry_workspace_load_sample (other, NULL, NULL));
  here = support_get_rev (fixture->workspace, "council:care");
  there = support_get_rev (other, "council:care");
  g_assert_cmpstr (here, ==, there);
  ry_workspace_close (other);
}

static void
close_workspace (Fixture *fixture)
{
  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
}

static char *
find_aside (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, "home.before-restore-"))
      return g_build_filename (fixture->folder, name, NULL);
  }
  return NULL;
}

static void
assert_nothing_left (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_assert_null (strstr (name, "restoring"));
    g_assert_null (strstr (name, ".part"));
  }
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) restored = NULL;
  g_autofree char *leftover = g_build_filename (fixture->home, "backup-abcdef", NULL);
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "deep", "elsewhere", NULL);
  g_autofree char *name = NULL;
  g_autofree char *person = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *later = NULL;

  g_assert_cmpint (g_mkdir (leftover, 0700), ==, 0); /* of a backup that was killed */
  ry_undo_unref (support_put (fixture->workspace, "organisation:1", "'name':'前'"));
  g_assert_true (ry_workspace_backup (fixture->workspace, fixture->backup, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (leftover, G_FILE_TEST_EXISTS));
  ry_undo_unref (support_change (fixture->workspace, "organisation:1", "'name':'後'"));

  g_assert_false (ry_workspace_restore (fixture->home, fixture->backup, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BUSY); /* it is open */
  g_clear_error (&error);
  close_workspace (fixture);

  g_assert_true (ry_workspace_restore (fixture->home, fixture->backup, NULL, &error));
  g_assert_no_error (error);
  restored = ry_workspace_open (fixture->home, NULL, &error);
  g_assert_no_error (error);
  name = support_get_text (restored, "organisation:1", "name");
  person = ry_workspace_dup_setting (restored, "person");
  g_assert_cmpstr (name, ==, "'前'");
  g_assert_cmpstr (person, ==, "立花");
  ry_workspace_close (restored);
  g_clear_object (&restored);

  aside = find_aside (fixture); /* what was there is kept */
  restored = ry_workspace_open (aside, NULL, NULL);
  later = support_get_text (restored, "organisation:1", "name");
  g_assert_cmpstr (later, ==, "'後'");
  ry_workspace_close (restored);
  g_clear_object (&restored);

  g_assert_true (ry_workspace_restore (elsewhere, fixture->backup, NULL, &error));
  g_assert_no_error (error);
  assert_nothing_left (fixture);
}

static void
test_bad_backups (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;

  ry_undo_unref (support_put (fixture->workspace, "organisation:1", "'name':'前'"));
  g_assert_true (ry_workspace_backup (fixture->workspace, fixture->backup, NULL, NULL));
  close_workspace (fixture);
  g_assert_true (g_file_get_contents (fixture->backup, &whole, &length, NULL));

  for (guint i = 0; i < 4; i++) {
    g_autofree char *bad = g_memdup2 (whole, length);
    g_autoptr (GError) error = NULL;
    g_autoptr (RyWorkspace) untouched = NULL;
    gsize kept = length;

    if (i == 0)
      kept = 0;
    else if (i == 1)
      memcpy (bad, "name,reading\n", 13);
    else if (i == 2)
      kept = length / 2;
    else
      memset (bad + length / 2, 0x55, 64);
    g_assert_true (g_file_set_contents (fixture->backup, bad, kept, NULL));
    g_assert_false (ry_workspace_restore (fixture->home, fixture->backup, NULL, &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (error->domain, ==, RY_ERROR);
    assert_nothing_left (fixture);
    untouched = ry_workspace_open (fixture->home, NULL, NULL);
    g_assert_nonnull (untouched);
    ry_workspace_close (untouched);
  }
}

static void
test_newer_backup (Fixture *fixture, gconstpointer data)
{
  static const char script[] = "import sys, zipfile\n"
                               "with zipfile.ZipFile(sys.argv[1], 'w') as z:\n"
                               "    z.writestr('ryorin-backup.json', '{\"format\":9}')\n"
                               "    z.writestr('../escaped', 'x')\n";
  const char *const argv[] = { "python3", "-c", script, fixture->backup, NULL };
  g_autofree char *escaped = g_build_filename (fixture->folder, "escaped", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  close_workspace (fixture);
  g_assert_false (ry_workspace_restore (fixture->home, fixture->backup, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NEWER_VERSION);
  g_assert_false (g_file_test (escaped, G_FILE_TEST_EXISTS));
}

static void
test_backup_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "backup.zip", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_workspace_backup (fixture->workspace, nowhere, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (ry_workspace_restore (fixture->home, nowhere, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

/* A workspace that stays open gives back by itself what was replaced. */
static void
test_tidy (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (RyDocument) kept = NULL;

  for (guint i = 0; i < 600; i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"note:%u\",\"_rev\":\"1-%032x\"}", i, i);
    g_autofree char *next = g_strdup_printf ("{\"_id\":\"note:%u\",\"_rev\":\"2-%032x\",\"_revisions\":{\"start\":2,"
                                             "\"ids\":[\"%032x\",\"%032x\"]}}",
                                             i, i, i, i);

    g_ptr_array_add (documents, ry_document_parse (json, -1, NULL));
    g_ptr_array_add (documents, ry_document_parse (next, -1, NULL));
  }
  g_ptr_array_unref (ry_store_write (store, documents, FALSE, RY_STORE_SOURCE_LOCAL, NULL, NULL));
  g_assert_true (ry_store_is_untidy (store));
  ry_workspace_keep_tidy (fixture->workspace, 1);
  while (ry_store_is_untidy (store) && g_get_monotonic_time () < deadline)
    support_spin (50);
  g_assert_false (ry_store_is_untidy (store));
  g_assert_null (ry_store_get (store, "note:7", "1-00000000000000000000000000000007", RY_GET_PLAIN, NULL));
  kept = ry_store_get (store, "note:7", NULL, RY_GET_PLAIN, NULL);
  g_assert_nonnull (kept);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/model/keep/sample", test_sample },
    { "/model/keep/sample-is-valid", test_sample_is_valid },
    { "/model/keep/sample-alike", test_sample_alike },
    { "/model/keep/backup", test_backup },
    { "/model/keep/bad-backups", test_bad_backups },
    { "/model/keep/newer-backup", test_newer_backup },
    { "/model/keep/backup-nowhere", test_backup_nowhere },
    { "/model/keep/tidy", test_tidy },
  };

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
