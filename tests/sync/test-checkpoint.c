/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a replication begins, from what both ends remember; and how long to wait after failures.
 */
#include "ry-backoff.h"
#include "ry-checkpoint.h"
#include "ry-json.h"
#include "tuning.h"

/* A history of sessions, newest first: "b:20 a:10" → [{session b, recorded 20}, {session a, recorded 10}] */
static char *
build_log (const char *sessions)
{
  g_auto (GStrv) parts = g_strsplit (sessions, " ", -1);
  GString *json = g_string_new ("{\"_id\":\"_local/x\",\"_rev\":\"0-1\",\"history\":[");

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);

    g_string_append_printf (json, "%s{\"session_id\":\"%s\",\"recorded_seq\":%s}", i > 0 ? "," : "", pair[0], pair[1]);
  }
  if (parts[0] != NULL) {
    g_auto (GStrv) pair = g_strsplit (parts[0], ":", 2);

    g_string_append_printf (json, "],\"session_id\":\"%s\",\"source_last_seq\":%s}", pair[0], pair[1]);
  } else {
    g_string_append (json, "]}");
  }
  return g_string_free (json, FALSE);
}

static RyDocument *
parse_log (const char *sessions)
{
  g_autofree char *json = NULL;
  RyDocument *document;
  GError *error = NULL;

  if (sessions == NULL)
    return NULL;
  json = *sessions == '{' ? g_strdup (sessions) : build_log (sessions);
  document = ry_document_parse (json, -1, &error);
  g_assert_no_error (error);
  return document;
}

static void
test_find_start (void)
{
  static const struct {
    const char *source;
    const char *target;
    const char *start;
  } rows[] = {
    { NULL, NULL, "0" },
    { "a:10", NULL, "0" },
    { NULL, "a:10", "0" },
    { "", "", "0" },
    { "a:10", "a:10", "10" },
    { "a:\"10-g1AAA\"", "a:\"10-g1AAA\"", "10-g1AAA" },
    { "a:[5,\"x\"]", "a:[5,\"x\"]", "[5,\"x\"]" },
    /* cut between the two writes: the source is one session, or one step, ahead */
    { "b:20 a:10", "a:10", "10" },
    { "b:25 a:10", "b:20 a:10", "20" },
    /* the target was restored from a backup, and the other way round */
    { "c:30 b:20 a:10", "b:20 a:10", "20" },
    { "c:30 b:20 a:10", "a:10", "10" },
    { "a:10", "c:30 b:20 a:10", "10" },
    /* both went on alone from a common past */
    { "d:40 b:20 a:10", "c:30 b:20 a:10", "20" },
    { "d:40 e:35 a:10", "c:30 a:10", "10" },
    /* nothing in common */
    { "b:20 a:10", "d:40 c:30", "0" },
    { "b:20", "a:10", "0" },
    /* not logs at all */
    { "{\"history\":7}", "a:10", "0" },
    { "{\"history\":[1,null,{}]}", "{\"history\":[{},2]}", "0" },
    { "{\"session_id\":\"a\"}", "{\"session_id\":\"a\"}", "0" },
    { "{\"session_id\":\"a\",\"source_last_seq\":null}", "{\"session_id\":\"a\",\"source_last_seq\":null}", "0" },
    /* a source that keeps no log */
    { NULL, "{\"session_id\":\"a\",\"source_last_seq\":\"9-x\",\"source_read_only\":true}", "9-x" },
    { NULL, "{\"session_id\":\"a\",\"source_last_seq\":\"9-x\",\"source_read_only\":false}", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyDocument) source = parse_log (rows[i].source);
    g_autoptr (RyDocument) target = parse_log (rows[i].target);
    g_autofree char *start = ry_checkpoint_find_start (source, target);

    g_test_message ("row %u", i);
    g_assert_cmpstr (start, ==, rows[i].start);
  }
}

static void
test_new_log (void)
{
  RyCheckpointEntry entry = { "s0", "then", "now", "0", "1-x", 5, 4, 3, 2, 1 };
  g_autoptr (RyDocument) log = ry_checkpoint_new_log ("_local/x", NULL, &entry, FALSE);
  g_autofree char *start = ry_checkpoint_find_start (log, log);
  JsonObject *session = json_array_get_object_element (ry_json_get_array (ry_document_get_root (log), "history"), 0);

  g_assert_cmpstr (start, ==, "1-x");
  g_assert_cmpstr (ry_json_get_string (session, "start_time"), ==, "then");
  g_assert_cmpint (ry_json_get_int (session, "doc_write_failures", 0), ==, 1);

  /* The history is cut, newest first, and a restored end still finds the session it knows. */
  for (guint i = 1; i <= 60; i++) {
    g_autofree char *id = g_strdup_printf ("s%u", i);
    g_autofree char *seq = g_strdup_printf ("%u-x", i);
    g_autoptr (RyDocument) previous = g_steal_pointer (&log);

    entry.session_id = id;
    entry.recorded_seq = seq;
    log = ry_checkpoint_new_log ("_local/x", previous, &entry, FALSE);
  }
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (ry_document_get_root (log), "history")), ==,
                    RY_TUNING_HISTORY_MAX);
  {
    g_autoptr (RyDocument) old = parse_log ("s30:\"30-x\"");
    g_autofree char *again = ry_checkpoint_find_start (log, old);

    g_assert_cmpstr (again, ==, "30-x");
  }
}

static void
test_id (void)
{
  g_autofree char *there = ry_checkpoint_dup_id ("a", "b", NULL);
  g_autofree char *again = ry_checkpoint_dup_id ("a", "b", NULL);
  g_autofree char *back = ry_checkpoint_dup_id ("b", "a", NULL);

  g_assert_true (g_str_has_prefix (there, "_local/"));
  g_assert_cmpstr (there, ==, again);
  g_assert_cmpstr (there, !=, back);
}

static void
test_backoff (void)
{
  static const struct {
    guint n_failures;
    guint32 chance;
    guint delay;
  } rows[] = {
    { 0, 0, 1000 },    { 1, 0, 1000 },           { 2, 0, 2000 },   { 5, 0, 16000 },   { 9, 0, 256000 },
    { 10, 0, 300000 }, { G_MAXUINT, 0, 300000 }, { 1, 1023, 751 }, { 1, 1024, 1000 }, { 10, 1023, 225074 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (ry_backoff_get_delay (rows[i].n_failures, rows[i].chance), ==, rows[i].delay);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checkpoint/find-start", test_find_start);
  g_test_add_func ("/checkpoint/new-log", test_new_log);
  g_test_add_func ("/checkpoint/id", test_id);
  g_test_add_func ("/checkpoint/backoff", test_backoff);
  return g_test_run ();
}
