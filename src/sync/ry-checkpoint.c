/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints. Each end keeps a log: the last session and its sequence, and a history of sessions before it.
 * Where both name the same session, the road goes on from there. Where they do not (an end was restored from a
 * backup, or a run was cut between the two writes), the newest session known to both decides, and without one
 * everything is compared again: slower, never wrong. The form is that of CouchDB's replicator.
 */
#include "ry-checkpoint.h"

#include "ry-json.h"
#include "tuning.h"

/* A sequence is a string or a number (or, from old clusters, an array): as text it is the same to us. */
static char *
dup_seq (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static JsonObject *
get_session (JsonArray *history, guint position)
{
  JsonNode *node = json_array_get_element (history, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
find_session (JsonArray *history, guint from, const char *session_id)
{
  guint n = history != NULL ? json_array_get_length (history) : 0;

  for (guint i = from; session_id != NULL && i < n; i++) {
    JsonObject *session = get_session (history, i);

    if (session != NULL && g_strcmp0 (ry_json_get_string (session, "session_id"), session_id) == 0)
      return session;
  }
  return NULL;
}

/* Walks both histories at once, newest first, to the newest session that both know. */
static char *
find_common_seq (JsonArray *source, JsonArray *target)
{
  guint n_source = source != NULL ? json_array_get_length (source) : 0;
  guint n_target = target != NULL ? json_array_get_length (target) : 0;

  for (guint i = 0; i < MIN (n_source, n_target); i++) {
    JsonObject *s = get_session (source, i), *t = get_session (target, i);

    if (s != NULL && find_session (target, i, ry_json_get_string (s, "session_id")) != NULL)
      return dup_seq (s, "recorded_seq");
    if (t != NULL && find_session (source, i + 1, ry_json_get_string (t, "session_id")) != NULL)
      return dup_seq (t, "recorded_seq");
  }
  return NULL;
}

/**
 * ry_checkpoint_dup_id:
 * @source_identity: what the source is, from ry_peer_get_identity()
 * @target_identity: what the target is
 * @filter: (nullable): which documents take part
 *
 * Returns: (transfer full): the id of the log for this direction of this road, the same in every run
 */
char *
ry_checkpoint_dup_id (const char *source_identity, const char *target_identity, const RyFilter *filter)
{
  g_autofree char *ids = filter != NULL && filter->ids != NULL ? g_strjoinv ("\n", filter->ids) : NULL;
  g_autofree char *road = g_strconcat ("ryorin 1\n", source_identity, "\n", target_identity,
                                       ids != NULL ? "\nids\n" : "", ids != NULL ? ids : "", NULL);
  g_autofree char *whole = filter != NULL && filter->selector != NULL
                               ? g_strconcat (road, "\nselector\n", filter->selector, NULL)
                               : g_strdup (road);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, whole, -1);

  return g_strconcat ("_local/", digest, NULL);
}

/**
 * ry_checkpoint_find_start:
 * @source_log: (nullable): the source's log, %NULL where it has none
 * @target_log: (nullable): the target's log
 *
 * Compares both memories. A source that may only be read keeps no log; where the target's log says so, it is
 * trusted alone.
 *
 * Returns: (transfer full): the sequence from which to go on; "0" for the beginning
 */
char *
ry_checkpoint_find_start (RyDocument *source_log, RyDocument *target_log)
{
  JsonObject *source = source_log != NULL ? ry_document_get_root (source_log) : NULL;
  JsonObject *target = target_log != NULL ? ry_document_get_root (target_log) : NULL;
  const char *session = target != NULL ? ry_json_get_string (target, "session_id") : NULL;
  char *seq = NULL;

  if (target == NULL)
    return g_strdup ("0");
  if (source == NULL)
    seq = ry_json_get_boolean (target, "source_read_only", FALSE) ? dup_seq (target, "source_last_seq") : NULL;
  else if (session != NULL && g_strcmp0 (ry_json_get_string (source, "session_id"), session) == 0)
    /* The target's log is written last, so of one session's two it is never ahead. */
    seq = dup_seq (target, "source_last_seq");
  else
    seq = find_common_seq (ry_json_get_array (source, "history"), ry_json_get_array (target, "history"));
  return seq != NULL ? seq : g_strdup ("0");
}

static JsonObject *
create_session (const RyCheckpointEntry *entry)
{
  JsonObject *session = json_object_new ();

  json_object_set_string_member (session, "session_id", entry->session_id);
  json_object_set_string_member (session, "start_time", entry->start_time);
  json_object_set_string_member (session, "end_time", entry->end_time);
  json_object_set_string_member (session, "start_last_seq", entry->start_seq);
  json_object_set_string_member (session, "end_last_seq", entry->recorded_seq);
  json_object_set_string_member (session, "recorded_seq", entry->recorded_seq);
  json_object_set_int_member (session, "missing_checked", entry->missing_checked);
  json_object_set_int_member (session, "missing_found", entry->missing_found);
  json_object_set_int_member (session, "docs_read", entry->docs_read);
  json_object_set_int_member (session, "docs_written", entry->docs_written);
  json_object_set_int_member (session, "doc_write_failures", entry->doc_write_failures);
  return session;
}

/**
 * ry_checkpoint_new_log:
 * @id: from ry_checkpoint_dup_id()
 * @previous: (nullable): this end's log as it was when the run began
 * @entry: how far the run has come
 * @source_read_only: whether the source takes no log
 *
 * Returns: (transfer full): the log to be written at that end
 */
RyDocument *
ry_checkpoint_new_log (const char *id, RyDocument *previous, const RyCheckpointEntry *entry, gboolean source_read_only)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *history = json_array_new ();
  JsonArray *older = previous != NULL ? ry_json_get_array (ry_document_get_root (previous), "history") : NULL;
  guint n_older = older != NULL ? json_array_get_length (older) : 0;

  json_array_add_object_element (history, create_session (entry));
  for (guint i = 0; i < MIN (n_older, RY_TUNING_HISTORY_MAX - 1); i++)
    json_array_add_element (history, json_node_copy (json_array_get_element (older, i)));

  json_object_set_string_member (root, "session_id", entry->session_id);
  json_object_set_string_member (root, "source_last_seq", entry->recorded_seq);
  json_object_set_int_member (root, "replication_id_version", 4);
  if (source_read_only)
    json_object_set_boolean_member (root, "source_read_only", TRUE);
  json_object_set_array_member (root, "history", history);
  return ry_document_new_from_root (id, previous != NULL ? ry_document_get_rev (previous) : NULL, FALSE, root);
}
