/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two desktops and ryorin-server: one pass, live, apart and back, and what may be said about it all the while.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "ry-fault-proxy.h"
#include "ry-json.h"
#include "ry-replicator.h"
#include "ry-server-process.h"
#include "ry-sync-fixture.h"

typedef struct {
  char *home;
  RyWorkspace *workspace;
  RyReplicator *replicator;
} Desk;

typedef struct {
  RyServerProcess *server;
  Desk ann;
  Desk ben;
} Fixture;

static void
open_desk (Desk *desk)
{
  GError *error = NULL;

  desk->workspace = ry_workspace_open (desk->home, NULL, &error);
  g_assert_no_error (error);
  desk->replicator = ry_replicator_new (desk->workspace);
}

static void
connect_as (Desk *desk, RyServerProcess *server, const char *user, const char *password)
{
  GError *error = NULL;

  ry_replicator_set_server (desk->replicator, ry_server_process_get_url (server), user, password, &error);
  g_assert_no_error (error);
}

static void
connect_desk (Desk *desk, RyServerProcess *server)
{
  connect_as (desk, server, RY_SERVER_PROCESS_USER, RY_SERVER_PROCESS_PASSWORD);
}

static void
create_desk (Desk *desk, const char *region)
{
  GError *error = NULL;

  desk->home = g_dir_make_tmp ("ryorin-desk-XXXXXX", &error);
  g_assert_no_error (error);
  ry_workspace_create (desk->home, region, &error);
  g_assert_no_error (error);
  open_desk (desk);
}

static void
close_desk (Desk *desk)
{
  ry_replicator_stop (desk->replicator);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (desk->replicator);
  ry_workspace_close (desk->workspace);
  g_object_unref (desk->workspace);
}

static void
drop_desk (Desk *desk)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", desk->home);

  close_desk (desk);
  g_assert_cmpint (system (remove), ==, 0);
  g_free (desk->home);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = ry_server_process_new ();
  create_desk (&f->ann, "Kitahama Shiomi");
  create_desk (&f->ben, NULL);
  connect_desk (&f->ann, f->server);
  connect_desk (&f->ben, f->server);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop_desk (&f->ann);
  drop_desk (&f->ben);
  ry_server_process_free (f->server);
}

/* Sets one field of a person, who is made where there is none. */
static void
set_field (Desk *desk, const char *id, const char *field, const char *value)
{
  g_autoptr (RyDocument) base = ry_workspace_get (desk->workspace, id, NULL);
  JsonObject *content = base != NULL ? ry_document_dup_root (base) : json_object_new ();
  g_autoptr (GPtrArray) edits = NULL;
  GError *error = NULL;
  RyUndo *undo;

  if (base == NULL) {
    json_object_set_string_member (content, "kind", "person");
    json_object_set_string_member (content, "name", "見本 花子");
  }
  json_object_set_string_member (content, field, value);
  edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  undo = ry_workspace_commit (desk->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  ry_undo_unref (undo);
}

static char *
dup_field (Desk *desk, const char *id, const char *field)
{
  g_autoptr (RyDocument) document = ry_workspace_get (desk->workspace, id, NULL);

  return document != NULL ? g_strdup (ry_document_get_string (document, field)) : NULL;
}

static gboolean
has_field (Desk *desk, const char *id, const char *field, const char *value)
{
  g_autofree char *there = dup_field (desk, id, field);

  return g_strcmp0 (there, value) == 0;
}

static void
run (Desk *desk, RySyncProgress *progress)
{
  RySyncProgress ignored;
  GError *error = NULL;

  ry_replicator_run (desk->replicator, progress != NULL ? progress : &ignored, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_desks_same (Fixture *f)
{
  assert_same (ry_workspace_get_store (f->ann.workspace, "council"),
               ry_workspace_get_store (f->ben.workspace, "council"));
}

/* Spins the main loop until something is true, at most twenty seconds. */
#define WAIT_UNTIL(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 deadline_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                  \
    while (!(condition) && g_get_monotonic_time () < deadline_) {                                                      \
      if (!g_main_context_iteration (NULL, FALSE))                                                                     \
        g_usleep (1000);                                                                                               \
    }                                                                                                                  \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static void
test_run (Fixture *f, gconstpointer data)
{
  /* A workspace with a name begins with a document of its own. */
  gint64 n = ry_replicator_get_unsent (f->ann.replicator) + 1;
  RySyncProgress progress;

  set_field (&f->ann, "person:1", "reading", "みほん");
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, n);
  run (&f->ann, &progress);
  g_assert_cmpint (progress.docs_written, ==, n);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 0);
  g_assert_cmpint (ry_replicator_get_last_synced (f->ann.replicator), >, 0);

  /* A workspace without a name finds the only region there is. */
  g_assert_true (ry_workspace_is_adoptable (f->ben.workspace));
  run (&f->ben, &progress);
  g_assert_cmpstr (ry_workspace_get_region (f->ben.workspace), ==, ry_workspace_get_region (f->ann.workspace));
  g_assert_cmpint (progress.docs_read, ==, n);
  g_assert_cmpint (ry_replicator_get_unsent (f->ben.replicator), ==, 0);
  assert_desks_same (f);

  run (&f->ann, &progress);
  g_assert_cmpint (progress.docs_read + progress.docs_written, ==, 0);
}

static void
test_merge (Fixture *f, gconstpointer data)
{
  set_field (&f->ann, "person:1", "reading", "みほん");
  run (&f->ann, NULL);
  run (&f->ben, NULL);

  /* Apart, two fields of one record. */
  set_field (&f->ann, "person:1", "telephone", "000-111-2222");
  set_field (&f->ben, "person:1", "note", "水曜は不在");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  run (&f->ann, NULL);
  g_assert_true (has_field (&f->ann, "person:1", "note", "水曜は不在"));
  g_assert_true (has_field (&f->ben, "person:1", "telephone", "000-111-2222"));
  g_assert_cmpint (ry_workspace_count_conflicts (f->ann.workspace), ==, 0);
  assert_desks_same (f);

  /* Apart, one field: both are kept, on both desks, until a person chooses. */
  set_field (&f->ann, "person:1", "telephone", "000-333-3333");
  set_field (&f->ben, "person:1", "telephone", "000-444-4444");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  run (&f->ann, NULL);
  g_assert_cmpint (ry_workspace_count_conflicts (f->ann.workspace), ==, 1);
  g_assert_cmpint (ry_workspace_count_conflicts (f->ben.workspace), ==, 1);
  assert_desks_same (f);
}

static void
test_live (Fixture *f, gconstpointer data)
{
  set_field (&f->ann, "person:1", "reading", "みほん");
  run (&f->ann, NULL);
  ry_replicator_start (f->ann.replicator);
  ry_replicator_start (f->ben.replicator);
  g_assert_cmpint (ry_replicator_get_state (f->ann.replicator), ==, RY_SYNC_UNKNOWN);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);
  g_assert_true (has_field (&f->ben, "person:1", "reading", "みほん"));
  g_assert_cmpint (ry_replicator_get_unsent (f->ben.replicator), ==, 0);

  /* A second between two desktops is promised. */
  {
    gint64 begun = g_get_monotonic_time ();

    set_field (&f->ann, "person:1", "note", "あ");
    WAIT_UNTIL (has_field (&f->ben, "person:1", "note", "あ"));
    g_test_message ("from desk to desk in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begun) / 1000);
  }
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 0);
  g_assert_cmpint (ry_replicator_get_unsent (f->ben.replicator), ==, 0);
}

/* What a desk costs its server while nobody does anything: a long-poll a space, and nothing else. */
static void
test_quiet (Fixture *f, gconstpointer data)
{
  g_autoptr (RyFaultProxy) line = ry_fault_proxy_new (ry_server_process_get_url (f->server));
  const guint n_spaces = 2;
  gint64 begun;
  g_autofree char *counts = NULL;
  GError *error = NULL;

  ry_replicator_set_server (f->ann.replicator, ry_fault_proxy_get_url (line), RY_SERVER_PROCESS_USER,
                            RY_SERVER_PROCESS_PASSWORD, &error);
  g_assert_no_error (error);
  set_field (&f->ann, "person:1", "reading", "みほん");
  ry_replicator_start (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  WAIT_UNTIL (ry_fault_proxy_count_under_way (line, NULL) == n_spaces);
  WAIT_UNTIL (ry_fault_proxy_count_under_way (line, "GET _changes") == n_spaces);

  ry_fault_proxy_reset_counts (line);
  begun = g_get_monotonic_time ();
  WAIT_UNTIL (g_get_monotonic_time () - begun > 3 * G_USEC_PER_SEC);
  counts = ry_fault_proxy_dup_counts (line);
  g_assert_cmpstr (counts, ==, "");
  g_assert_cmpuint (ry_fault_proxy_count_under_way (line, "GET _changes"), ==, n_spaces);

  /* And what one edit costs. */
  set_field (&f->ann, "person:1", "note", "あ");
  WAIT_UNTIL (ry_fault_proxy_count (line, "POST _bulk_docs") > 0);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  WAIT_UNTIL (ry_fault_proxy_count_under_way (line, "GET _changes") == n_spaces);
  begun = g_get_monotonic_time ();
  WAIT_UNTIL (g_get_monotonic_time () - begun > G_USEC_PER_SEC);
  g_clear_pointer (&counts, g_free);
  counts = ry_fault_proxy_dup_counts (line);
  g_test_message ("an edit asked %s", counts);
  g_assert_cmpuint (ry_fault_proxy_count (line, "POST _bulk_docs"), ==, 1);
  g_assert_cmpuint (ry_fault_proxy_count (line, NULL), <=, 8);
  close_desk (&f->ann);
  open_desk (&f->ann);
}

static void
test_server_away (Fixture *f, gconstpointer data)
{
  ry_replicator_start (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  ry_replicator_start (f->ben.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);

  ry_server_process_stop (f->server);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_FAILED);
  g_assert_nonnull (ry_replicator_get_error (f->ann.replicator));
  WAIT_UNTIL (ry_replicator_get_next_try (f->ann.replicator) > 0);
  set_field (&f->ann, "person:2", "note", "offline");
  WAIT_UNTIL (ry_replicator_get_unsent (f->ann.replicator) == 1);
  g_assert_cmpint (ry_replicator_get_state (f->ann.replicator), !=, RY_SYNC_SYNCED);

  ry_server_process_restart (f->server);
  ry_replicator_retry_now (f->ann.replicator);
  ry_replicator_retry_now (f->ben.replicator);
  WAIT_UNTIL (has_field (&f->ben, "person:2", "note", "offline"));
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 0);
  g_assert_null (ry_replicator_get_error (f->ann.replicator));
}

/* Both at work while the server is away, on two fields of one record; merged when it is back, and the merge sent. */
static void
test_live_merge (Fixture *f, gconstpointer data)
{
  set_field (&f->ann, "person:1", "reading", "みほん");
  ry_replicator_start (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  ry_replicator_start (f->ben.replicator);
  WAIT_UNTIL (has_field (&f->ben, "person:1", "reading", "みほん"));

  ry_server_process_stop (f->server);
  set_field (&f->ann, "person:1", "telephone", "000-111-2222");
  set_field (&f->ben, "person:1", "note", "水曜は不在");
  ry_server_process_restart (f->server);
  ry_replicator_retry_now (f->ann.replicator);
  ry_replicator_retry_now (f->ben.replicator);
  WAIT_UNTIL (has_field (&f->ann, "person:1", "note", "水曜は不在") &&
              has_field (&f->ann, "person:1", "telephone", "000-111-2222"));
  WAIT_UNTIL (has_field (&f->ben, "person:1", "note", "水曜は不在") &&
              has_field (&f->ben, "person:1", "telephone", "000-111-2222"));
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);
  g_assert_cmpint (ry_workspace_count_conflicts (f->ann.workspace), ==, 0);
  g_assert_cmpint (ry_workspace_count_conflicts (f->ben.workspace), ==, 0);
  assert_desks_same (f);
}

/* A workspace without a name, and a server that comes up later: found by itself. */
static void
test_adopt_later (Fixture *f, gconstpointer data)
{
  run (&f->ann, NULL);
  ry_server_process_stop (f->server);
  ry_replicator_start (f->ben.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_FAILED);
  g_assert_cmpint (ry_replicator_get_next_try (f->ben.replicator), >, 0);
  ry_server_process_restart (f->server);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);
  g_assert_cmpstr (ry_workspace_get_region (f->ben.workspace), ==, ry_workspace_get_region (f->ann.workspace));
}

/* Closed and opened without a server: what is unsent is still known, and nothing is claimed. */
static void
test_unsent_after_start (Fixture *f, gconstpointer data)
{
  set_field (&f->ann, "person:1", "note", "a");
  run (&f->ann, NULL);
  set_field (&f->ann, "person:2", "note", "b");
  set_field (&f->ann, "person:3", "note", "c");
  ry_server_process_stop (f->server);
  close_desk (&f->ann);
  open_desk (&f->ann);
  g_assert_cmpint (ry_replicator_get_state (f->ann.replicator), ==, RY_SYNC_OFF);
  connect_desk (&f->ann, f->server);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 2);
  g_assert_cmpint (ry_replicator_get_record_state (f->ann.replicator, "person:1"), ==, RY_RECORD_SENT);
  g_assert_cmpint (ry_replicator_get_record_state (f->ann.replicator, "person:2"), ==, RY_RECORD_UNSENT);
  ry_replicator_start (f->ann.replicator);
  g_assert_cmpint (ry_replicator_get_state (f->ann.replicator), ==, RY_SYNC_UNKNOWN);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_FAILED);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 2);
  g_assert_cmpint (ry_replicator_get_last_synced (f->ann.replicator), >, 0);
  g_assert_false (ry_replicator_get_has_synced (f->ann.replicator));
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;

  connect_as (&f->ann, f->server, RY_SERVER_PROCESS_USER, "wrong");
  g_assert_false (ry_replicator_run (f->ann.replicator, &progress, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAUTHORIZED);

  ry_replicator_start (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_FAILED);
  g_assert_error (ry_replicator_get_error (f->ann.replicator), RY_ERROR, RY_ERROR_UNAUTHORIZED);
  g_assert_cmpint (ry_replicator_get_next_try (f->ann.replicator), ==, 0);
  connect_desk (&f->ann, f->server);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
}

/* Backups */

static gint64
run_given_back (Desk *desk)
{
  RySyncProgress progress;

  run (desk, &progress);
  return progress.given_back;
}

/* A server restored from last night gets back from the desks what it lost since, and it is said how much. */
static void
test_server_restored (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (ry_server_process_get_home (f->server), "-backup", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", backup);

  set_field (&f->ann, "person:1", "note", "before");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  ry_server_process_copy_home (f->server, backup);

  /* The day: edits, new records and a deletion, on both desks. */
  set_field (&f->ann, "person:1", "note", "after");
  set_field (&f->ann, "person:2", "note", "new");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  set_field (&f->ben, "person:2", "note", "newer");
  set_field (&f->ben, "person:3", "note", "of Ben");
  run (&f->ben, NULL);
  g_assert_cmpint (run_given_back (&f->ann), ==, 0);
  g_assert_cmpint (ry_replicator_get_unsent (f->ann.replicator), ==, 0);

  ry_server_process_restore (f->server, backup);
  set_field (&f->ann, "person:4", "note", "unsent");
  g_assert_cmpint (run_given_back (&f->ann), ==, 3);
  g_assert_cmpint (run_given_back (&f->ben), ==, 0);
  run (&f->ann, NULL);
  assert_desks_same (f);
  g_assert_true (has_field (&f->ben, "person:1", "note", "after"));
  g_assert_true (has_field (&f->ben, "person:2", "note", "newer"));
  g_assert_true (has_field (&f->ben, "person:4", "note", "unsent"));
  g_assert_cmpint (ry_workspace_count_conflicts (f->ann.workspace), ==, 0);

  /* The same while both stay connected. */
  ry_replicator_start (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  ry_server_process_restore (f->server, backup);
  ry_replicator_retry_now (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) != RY_SYNC_SYNCED);
  ry_replicator_retry_now (f->ann.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ann.replicator) == RY_SYNC_SYNCED);
  {
    RySyncProgress progress;

    ry_replicator_get_progress (f->ann.replicator, &progress);
    g_assert_cmpint (progress.given_back, ==, 4);
  }
  g_assert_cmpint (system (remove), ==, 0);
}

static void
delete_record (Desk *desk, const char *id)
{
  g_autoptr (RyDocument) base = ry_workspace_get (desk->workspace, id, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  GError *error = NULL;
  RyUndo *undo;

  edits = ry_edits_new_with (ry_edit_new (id, base, NULL), NULL);
  undo = ry_workspace_commit (desk->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  ry_undo_unref (undo);
}

static void
copy_desk (const char *from, const char *to)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s' && cp -a '%s' '%s'", to, from, to);

  g_assert_cmpint (system (command), ==, 0);
}

/* A desk restored from an old backup brings nothing back that was deleted since, and what is edited on it is not
 * lost. */
static void
test_desk_restored (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (f->ann.home, "-backup", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", backup);

  set_field (&f->ann, "person:1", "note", "stays");
  set_field (&f->ann, "person:2", "note", "will be deleted");
  set_field (&f->ann, "person:3", "note", "will be deleted and edited");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  close_desk (&f->ann);
  copy_desk (f->ann.home, backup);
  open_desk (&f->ann);
  connect_desk (&f->ann, f->server);
  set_field (&f->ann, "person:4", "note", "after the backup");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  delete_record (&f->ben, "person:2");
  delete_record (&f->ben, "person:3");
  run (&f->ben, NULL);

  close_desk (&f->ann);
  copy_desk (backup, f->ann.home);
  open_desk (&f->ann);
  connect_desk (&f->ann, f->server);
  set_field (&f->ann, "person:3", "note", "edited on the old state");
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  assert_desks_same (f);
  g_assert_true (has_field (&f->ann, "person:4", "note", "after the backup"));
  g_assert_true (has_field (&f->ann, "person:2", "note", NULL));
  g_assert_true (has_field (&f->ben, "person:2", "note", NULL));
  g_assert_cmpint (ry_workspace_count_conflicts (f->ann.workspace), ==, 1);
  g_assert_cmpint (ry_workspace_count_conflicts (f->ben.workspace), ==, 1);
  g_assert_cmpint (system (remove), ==, 0);
}

/* A mere member sees the shared space alone, and that is in order. */
static void
test_member (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;

  ry_server_process_stop (f->server);
  ry_server_process_add_user (f->server, "ben", "member", "a-password-of-ben");
  ry_server_process_restart (f->server);
  connect_as (&f->ben, f->server, "ben", "a-password-of-ben");

  /* Nobody has made the databases yet, and a member may not. */
  g_assert_false (ry_replicator_run (f->ben.replicator, &progress, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);

  set_field (&f->ann, "person:1", "note", "a");
  run (&f->ann, NULL);
  run (&f->ben, &progress);
  g_assert_true (has_field (&f->ben, "person:1", "note", "a"));
  ry_replicator_start (f->ben.replicator);
  WAIT_UNTIL (ry_replicator_get_state (f->ben.replicator) == RY_SYNC_SYNCED);
}

typedef struct {
  gboolean done;
  gint64 n_bytes;
  GError *error;
} Fetched;

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Fetched *fetched = data;

  ry_replicator_fetch_finish (RY_REPLICATOR (object), result, &fetched->error);
  fetched->done = TRUE;
}

static void
fetching_cb (gint64 n_bytes, gint64 total, gpointer data)
{
  Fetched *fetched = data;

  g_assert_cmpint (n_bytes, >=, fetched->n_bytes);
  g_assert_cmpint (n_bytes, <=, total);
  fetched->n_bytes = n_bytes;
}

static void
fetch (Desk *desk, const char *name, Fetched *fetched)
{
  ry_replicator_fetch_async (desk->replicator, "person:1", name, NULL, fetching_cb, fetched, fetched_cb, fetched);
  WAIT_UNTIL (fetched->done);
}

static void
assert_content (Desk *desk, const char *name, const char *bytes, gsize length)
{
  RyStore *store = ry_workspace_get_store_for (desk->workspace, "person:1");
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, "person:1", NULL, name, NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = NULL;
  g_autofree char *there = g_malloc (length + 1);
  gsize n;

  g_assert_nonnull (attachment);
  g_assert_true (attachment->here);
  stream = ry_store_open_blob (store, attachment->digest, NULL);
  plain = attachment->encoding != NULL ? g_converter_input_stream_new (stream, unpacker) : g_object_ref (stream);
  g_assert_true (g_input_stream_read_all (plain, there, length + 1, &n, NULL, NULL));
  g_assert_cmpmem (there, n, bytes, length);
}

/* What Ann attaches comes to Ben's machine when Ben wants to see it. */
static void
test_fetch (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "資料1.bin", "text/資料2.txt" };
  const char *const types[] = { "application/octet-stream", "text/plain" };
  g_autofree char *bytes = g_malloc (3000000);
  g_autoptr (GInputStream) later = g_memory_input_stream_new_from_data ("later", 5, NULL);
  Fetched missing = { FALSE }, here = { FALSE }, offline = { FALSE };

  for (guint i = 0; i < 3000000; i++)
    bytes[i] = (char) (i * i / 7);
  set_field (&f->ann, "person:1", "reading", "みほん");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, 3000000, NULL);
    g_autoptr (GError) error = NULL;

    ry_workspace_attach (f->ann.workspace, "person:1", names[i], types[i], stream, NULL, &error);
    g_assert_no_error (error);
  }
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  for (guint i = 0; i < 2; i++) {
    RyStore *store = ry_workspace_get_store_for (f->ben.workspace, "person:1");
    g_autoptr (RyAttachment) stub = ry_store_get_attachment (store, "person:1", NULL, names[i], NULL);
    Fetched fetched = { FALSE };

    g_assert_nonnull (stub);
    g_assert_false (stub->here);
    fetch (&f->ben, names[i], &fetched);
    g_assert_no_error (fetched.error);
    assert_content (&f->ben, names[i], bytes, 3000000);
  }
  fetch (&f->ben, "none", &missing);
  g_assert_error (missing.error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&missing.error);

  /* What is here needs no server; what is not is said so. */
  ry_workspace_detach (f->ann.workspace, "person:1", (const char *[]){ names[1], NULL }, NULL, NULL);
  ry_workspace_attach (f->ann.workspace, "person:1", "new", NULL, later, NULL, NULL);
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  ry_server_process_stop (f->server);
  fetch (&f->ben, names[0], &here);
  g_assert_no_error (here.error);
  fetch (&f->ben, "new", &offline);
  g_assert_error (offline.error, RY_ERROR, RY_ERROR_UNREACHABLE);
  g_clear_error (&offline.error);
}

/* The record has been edited here since; the server does not have that revision. */
static void
test_fetch_of_ancestor (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fetched cancelled = { FALSE }, fetched = { FALSE };
  RyStore *there;

  set_field (&f->ann, "person:1", "note", "a");
  attach (ry_workspace_get_store_for (f->ann.workspace, "person:1"), "person:1", "写真.jpg", "image/jpeg", FALSE, 1,
          3000000);
  run (&f->ann, NULL);
  run (&f->ben, NULL);
  set_field (&f->ben, "person:1", "note", "b");
  set_field (&f->ben, "person:1", "note", "c");
  there = ry_workspace_get_store_for (f->ben.workspace, "person:1");
  g_cancellable_cancel (cancellable);
  ry_replicator_fetch_async (f->ben.replicator, "person:1", "写真.jpg", cancellable, fetching_cb, &cancelled,
                             fetched_cb, &cancelled);
  WAIT_UNTIL (cancelled.done);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (cancelled.error);
  fetch (&f->ben, "写真.jpg", &fetched);
  g_assert_no_error (fetched.error);
  assert_attached (there, "person:1", "写真.jpg", 1, 3000000);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/replicator/run", test_run },
    { "/replicator/merge", test_merge },
    { "/replicator/live", test_live },
    { "/replicator/quiet", test_quiet },
    { "/replicator/live-merge", test_live_merge },
    { "/replicator/server-away", test_server_away },
    { "/replicator/adopt-later", test_adopt_later },
    { "/replicator/unsent-after-start", test_unsent_after_start },
    { "/replicator/wrong-password", test_wrong_password },
    { "/replicator/server-restored", test_server_restored },
    { "/replicator/desk-restored", test_desk_restored },
    { "/replicator/member", test_member },
    { "/replicator/fetch", test_fetch },
    { "/replicator/fetch-of-ancestor", test_fetch_of_ancestor },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
