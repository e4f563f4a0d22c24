/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database as a whole. `update_seq` and `instance_start_time` are what CouchDB's replicator will not do without.
 */
#include "ry-handlers.h"

#include "ry-error.h"
#include "ry-feed.h"
#include "ry-json.h"

/* µs, in which a small database is done. */
#define COMPACTION_HEAD_START (G_USEC_PER_SEC / 2)
/* Purging is left out, and this is CouchDB's default. */
#define PURGED_INFOS_LIMIT "1000"

gboolean
ry_handlers_append_info (const char *name, RyStore *store, GString *out, GError **error)
{
  RyStoreInfo *info = ry_store_get_info (store, error);

  if (info == NULL)
    return FALSE;
  g_string_append (out, "{\"db_name\":");
  ry_json_append_string (out, name);
  g_string_append (out, ",\"purge_seq\":");
  ry_feed_append_seq (out, info->uuid, 0);
  g_string_append (out, ",\"update_seq\":");
  ry_feed_append_seq (out, info->uuid, info->update_seq);
  g_string_append_printf (out,
                          ",\"instance_start_time\":\"%s\",\"doc_count\":%" G_GINT64_FORMAT
                          ",\"doc_del_count\":%" G_GINT64_FORMAT ",\"sizes\":{\"file\":%" G_GINT64_FORMAT
                          ",\"external\":%" G_GINT64_FORMAT ",\"active\":%" G_GINT64_FORMAT
                          "},\"props\":{},\"compact_running\":%s,\"disk_format_version\":8,"
                          "\"cluster\":{\"q\":1,\"n\":1,\"w\":1,\"r\":1}}",
                          info->instance_start_time, info->doc_count, info->doc_del_count, info->file_size,
                          info->active_size, info->active_size, info->compacting ? "true" : "false");
  ry_store_info_free (info);
  return TRUE;
}

RyResponse *
ry_handle_database_get (RyRequest *request, GError **error)
{
  g_autoptr (RyResponse) answer = ry_response_new (200);

  if (!ry_handlers_append_info (request->database, request->store, answer->body, error))
    return NULL;
  g_string_append_c (answer->body, '\n');
  return g_steal_pointer (&answer);
}

RyResponse *
ry_handle_database_put (RyRequest *request, GError **error)
{
  g_autofree char *escaped = NULL;
  RyResponse *answer;

  if (!ry_databases_create (request->databases, request->database, error) ||
      !ry_accounts_set_security (request->accounts, request->database, NULL, error))
    return NULL;
  answer = ry_response_new_text (201, "{\"ok\":true}");
  escaped = g_uri_escape_string (request->database, NULL, FALSE);
  answer->location = g_strconcat ("/", escaped, NULL);
  return answer;
}

RyResponse *
ry_handle_database_delete (RyRequest *request, GError **error)
{
  /* A script that lost the id of a document on the way stands here, and would lose them all. */
  if (ry_request_get_text (request, "rev") != NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                         "You tried to DELETE a database with a ?=rev parameter. "
                         "Did you mean to DELETE a document instead?");
    return NULL;
  }
  if (!ry_databases_remove (request->databases, request->database, error))
    return NULL;
  return ry_response_new_text (200, "{\"ok\":true}");
}

/* Every answered write is on the disk already. */
RyResponse *
ry_handle_ensure_full_commit (RyRequest *request, GError **error)
{
  RyStoreInfo *info;
  RyResponse *answer;

  if (!ry_request_check_json (request, error) || (info = ry_store_get_info (request->store, error)) == NULL)
    return NULL;
  answer = ry_response_new (201);
  g_string_append_printf (answer->body, "{\"ok\":true,\"instance_start_time\":\"%s\"}\n", info->instance_start_time);
  ry_store_info_free (info);
  return answer;
}

/* A compaction under way, shared by its thread and the handler that began it. */
typedef struct {
  gatomicrefcount references;
  RyStore *store;
  GMutex mutex;
  GCond cond;
  gboolean over;
} Compaction;

static void
compaction_unref (Compaction *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->store);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
compact_in_thread (gpointer data)
{
  Compaction *self = data;
  g_autoptr (GError) error = NULL;

  if (!ry_store_compact (self->store, NULL, &error))
    g_warning ("Compacting a database: %s", error->message);
  g_mutex_lock (&self->mutex);
  self->over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  compaction_unref (self);
  return NULL;
}

/* It takes as long as it takes, and `compact_running` tells when it is over; but who asks at once is not to see that
 * it has not begun. */
RyResponse *
ry_handle_compact (RyRequest *request, GError **error)
{
  gint64 end = g_get_monotonic_time () + COMPACTION_HEAD_START;
  Compaction *self;

  if (!ry_request_check_json (request, error))
    return NULL;
  self = g_new0 (Compaction, 1);
  g_atomic_ref_count_init (&self->references);
  g_atomic_ref_count_inc (&self->references);
  self->store = g_object_ref (request->store);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_thread_unref (g_thread_new ("compact", compact_in_thread, self));
  g_mutex_lock (&self->mutex);
  while (!self->over && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  g_mutex_unlock (&self->mutex);
  compaction_unref (self);
  return ry_response_new_text (202, "{\"ok\":true}");
}

/* There are no views to clean up. */
RyResponse *
ry_handle_view_cleanup (RyRequest *request, GError **error)
{
  return ry_request_check_json (request, error) ? ry_response_new_text (202, "{\"ok\":true}") : NULL;
}

RyResponse *
ry_handle_revs_limit (RyRequest *request, GError **error)
{
  RyResponse *answer = ry_response_new (200);

  g_string_append_printf (answer->body, "%u\n", ry_store_get_revs_limit (request->store));
  return answer;
}

RyResponse *
ry_handle_revs_limit_put (RyRequest *request, GError **error)
{
  g_autofree char *text = NULL;
  const char *body;
  gsize length;
  guint64 limit;

  body = ry_request_get_body (request, &length);
  if (!ry_json_validate (body, (gssize) length, error))
    return NULL;
  text = g_strstrip (g_strndup (body, length));
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &limit, NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "`revs_limit` must be a positive integer");
    return NULL;
  }
  return ry_store_set_revs_limit (request->store, (guint) limit, error) ? ry_response_new_text (200, "{\"ok\":true}")
                                                                        : NULL;
}

RyResponse *
ry_handle_purged_infos_limit (RyRequest *request, GError **error)
{
  return ry_response_new_text (200, PURGED_INFOS_LIMIT);
}

RyResponse *
ry_handle_security_get (RyRequest *request, GError **error)
{
  g_autoptr (RySecurity) security = ry_accounts_get_security (request->accounts, request->database);

  return ry_response_new_text (200, ry_security_get_text (security));
}

RyResponse *
ry_handle_security_put (RyRequest *request, GError **error)
{
  g_autoptr (RySecurity) security = NULL;
  const char *text;
  gsize length;

  text = ry_request_get_body (request, &length);
  if (!ry_request_check_json (request, error) ||
      (security = ry_security_parse (text, (gssize) length, error)) == NULL ||
      !ry_accounts_set_security (request->accounts, request->database, security, error))
    return NULL;
  g_message ("account %s set a database's _security", request->account->id);
  return ry_response_new_text (200, "{\"ok\":true}");
}
