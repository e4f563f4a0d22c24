/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workspace's home: made, opened by one process at a time, and refused with a sentence where something is wrong.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ry-error.h"
#include "ry-home.h"
#include "ry-i18n.h"
#include "support.h"

typedef struct {
  char *folder;
  char *home;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = support_make_folder ();
  fixture->home = g_build_filename (fixture->folder, "home", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->home);
}

static void
test_slugs (void)
{
  static const struct {
    const char *name;
    const char *slug;
  } slugs[] = {
    { NULL, "region" },           { "", "region" },      { "  ", "region" },          { "Shiomi Ward", "shiomi-ward" },
    { "Ｓｈｉｏｍｉ", "shiomi" }, { "--A//B--", "a-b" }, { "2nd ward", "r2nd-ward" },
  };
  g_autofree char *japanese = _ry_home_create_slug ("北浜市汐見区");
  g_autofree char *other = _ry_home_create_slug ("北浜市東区");
  g_autofree char *signs = _ry_home_create_slug ("!?");

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++) {
    g_autofree char *slug = _ry_home_create_slug (slugs[i].name);

    g_assert_cmpstr (slug, ==, slugs[i].slug);
  }
  g_assert_true (g_regex_match_simple ("^r[0-9a-f]{8}$", japanese, 0, 0));
  g_assert_true (g_regex_match_simple ("^r[0-9a-f]{8}$", signs, 0, 0));
  g_assert_cmpstr (japanese, !=, other);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  g_autofree char *title = NULL;
  g_autofree char *server = NULL;
  g_autofree char *none = NULL;
  GStatBuf info;

  g_assert_false (ry_workspace_exists (fixture->home));
  g_assert_true (ry_workspace_create (fixture->home, "汐見区", &error));
  g_assert_no_error (error);
  g_assert_true (ry_workspace_exists (fixture->home));
  g_assert_false (ry_workspace_create (fixture->home, "汐見区", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (fixture->home, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0077, ==, 0);

  workspace = ry_workspace_open (fixture->home, NULL, &error);
  g_assert_no_error (error);
  title = ry_workspace_dup_title (workspace);
  g_assert_cmpstr (title, ==, "汐見区");
  g_assert_true (g_str_has_prefix (ry_workspace_get_region (workspace), "r"));
  g_assert_false (ry_workspace_is_adoptable (workspace));
  g_assert_false (ry_workspace_get_sample (workspace));
  g_assert_true (ry_workspace_set_setting (workspace, "server", "http://localhost:1", NULL));
  ry_workspace_close (workspace);
  g_clear_object (&workspace);

  workspace = ry_workspace_open (fixture->home, NULL, &error);
  server = ry_workspace_dup_setting (workspace, "server");
  g_assert_cmpstr (server, ==, "http://localhost:1");
  g_assert_true (ry_workspace_set_setting (workspace, "server", NULL, NULL));
  none = ry_workspace_dup_setting (workspace, "server");
  g_assert_null (none);
  ry_workspace_close (workspace);
  /* A thread that asks too late is told so. */
  g_assert_null (ry_workspace_get (workspace, "region:main", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
  g_assert_cmpint (ry_workspace_count_conflicts (workspace), ==, 0);
}

static void
test_adopt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;

  g_assert_true (ry_workspace_create (fixture->home, NULL, NULL));
  workspace = ry_workspace_open (fixture->home, NULL, NULL);
  g_assert_cmpstr (ry_workspace_get_region (workspace), ==, "region");
  g_assert_true (ry_workspace_is_adoptable (workspace));
  g_assert_true (ry_workspace_adopt_region (workspace, "shiomi", &error));
  g_assert_cmpstr (ry_workspace_get_region (workspace), ==, "shiomi");
  g_assert_false (ry_workspace_is_adoptable (workspace));
  g_assert_true (ry_workspace_adopt_region (workspace, "shiomi", &error));
  g_assert_false (ry_workspace_adopt_region (workspace, "other", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  ry_workspace_close (workspace);
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_workspace_open (fixture->home, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->home, G_FILE_TEST_EXISTS)); /* looking leaves nothing behind */
}

static void
test_second_instance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) first = NULL;
  g_autoptr (RyWorkspace) second = NULL;

  g_assert_true (ry_workspace_create (fixture->home, NULL, NULL));
  first = ry_workspace_open (fixture->home, NULL, NULL);
  g_assert_null (ry_workspace_open (fixture->home, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, fixture->home));
  ry_workspace_close (first);
  second = ry_workspace_open (fixture->home, NULL, NULL);
  g_assert_nonnull (second);
  ry_workspace_close (second);
}

/* A process that dies holding the home leaves it free. */
static void
test_crash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int lock, status;
  int ready[2];
  pid_t child;
  char byte;

  g_assert_true (ry_workspace_create (fixture->home, NULL, NULL));
  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0) {
    lock = _ry_home_lock (fixture->home, NULL);
    if (lock < 0 || write (ready[1], "x", 1) != 1)
      _exit (1);
    pause ();
    _exit (0);
  }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_cmpint (_ry_home_lock (fixture->home, &error), ==, -1);
  g_assert_error (error, RY_ERROR, RY_ERROR_BUSY);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  lock = _ry_home_lock (fixture->home, NULL);
  g_assert_cmpint (lock, >=, 0);
  _ry_home_unlock (lock);
  close (ready[0]);
  close (ready[1]);
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    RyErrorCode code;
  } files[] = {
    { "", RY_ERROR_CORRUPT },
    { "{\"format\":1,\"reg", RY_ERROR_CORRUPT },
    { "[]", RY_ERROR_CORRUPT },
    { "{\"format\":1}", RY_ERROR_CORRUPT },
    { "{\"format\":99,\"region\":\"a\"}", RY_ERROR_NEWER_VERSION },
  };
  g_autofree char *path = g_build_filename (fixture->home, "workspace.json", NULL);

  g_assert_true (ry_workspace_create (fixture->home, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;

    g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
    g_assert_null (ry_workspace_open (fixture->home, NULL, &error));
    g_assert_error (error, RY_ERROR, (int) files[i].code);
    g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, files[i].text); /* nothing is mended behind anybody's back */
  }
}

/* A member that this program does not know survives its writing. */
static void
test_unknown_members (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->home, "workspace.json", NULL);
  g_autofree char *after = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;

  g_assert_true (ry_workspace_create (fixture->home, NULL, NULL));
  g_assert_true (g_file_set_contents (path, "{\"format\":1,\"region\":\"a\",\"later\":[1,2]}", -1, NULL));
  workspace = ry_workspace_open (fixture->home, NULL, NULL);
  g_assert_nonnull (workspace);
  g_assert_true (ry_workspace_set_setting (workspace, "person", "立花", NULL));
  ry_workspace_close (workspace);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "\"later\":[1,2]"));
  g_assert_nonnull (strstr (after, "立花"));
}

int
main (int argc, char *argv[])
{
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/home/slugs", test_slugs);
  g_test_add ("/model/home/create", Fixture, NULL, set_up, test_create, tear_down);
  g_test_add ("/model/home/adopt", Fixture, NULL, set_up, test_adopt, tear_down);
  g_test_add ("/model/home/absent", Fixture, NULL, set_up, test_absent, tear_down);
  g_test_add ("/model/home/second-instance", Fixture, NULL, set_up, test_second_instance, tear_down);
  g_test_add ("/model/home/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/model/home/bad-files", Fixture, NULL, set_up, test_bad_files, tear_down);
  g_test_add ("/model/home/unknown-members", Fixture, NULL, set_up, test_unknown_members, tear_down);
  return g_test_run ();
}
