/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fake server. A request is named by its method and its first reserved word ("POST _bulk_docs", "GET db",
 * "GET doc"); counts and troubles go by that name. Everything runs in the server's thread but the setters, which
 * take the lock.
 */
#include "ry-fake-couch.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-side-server.h"

typedef struct {
  char *what;
  RyTrouble trouble;
  guint status;
  guint times;
} Injection;

struct _RyFakeCouch {
  RySideServer *side;
  RyStore *store;
  char *database;

  GMutex lock;
  GHashTable *counts;
  GPtrArray *injections;
  GRand *chance;
  guint percent;
  char *user;
  char *password;
  guint session;
  gboolean exists;
  gsize max_body;
  gsize max_path;
  guint retry_after;
  guint session_life;
  guint stingy; /* of the results of _bulk_get, every so manieth fails or is left out */
  char *bad_id;
};

typedef struct {
  RyFakeCouch *couch;
  SoupServerMessage *message;
  GHashTable *query;
  const char *rest; /* below the database, without a slash before it; "" for the database */
  GBytes *body;
  gint64 deadline;
} Request;

static void
injection_free (gpointer data)
{
  Injection *injection = data;

  g_free (injection->what);
  g_free (injection);
}

/* Answers */

static void
answer (SoupServerMessage *message, guint status, GString *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
  g_string_free (body, TRUE);
}

static void
answer_text (SoupServerMessage *message, guint status, const char *text)
{
  answer (message, status, g_string_new (text));
}

static void
answer_error (SoupServerMessage *message, guint status, const char *word, const char *reason)
{
  GString *body = g_string_new (NULL);

  g_string_printf (body, "{\"error\":\"%s\",\"reason\":\"%s\"}", word, reason);
  answer (message, status, body);
}

static void
append_seq (GString *out, gint64 seq)
{
  g_string_append_printf (out, "\"%" G_GINT64_FORMAT "-g1AAA+/=\"", seq);
}

/* Changes */

static gboolean
parse_since (const char *since, gint64 *seq)
{
  char *end;

  *seq = since != NULL ? g_ascii_strtoll (since, &end, 10) : 0;
  return since == NULL || strcmp (since, "0") == 0 || strcmp (end, "-g1AAA+/=") == 0;
}

static void
answer_changes (RyFakeCouch *self, SoupServerMessage *message, gint64 since, guint limit)
{
  g_autoptr (GPtrArray) changes = ry_store_get_changes (self->store, since, limit, FALSE, NULL);
  GString *body = g_string_new ("{\"results\":[\n");
  gint64 last = since;

  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    last = change->seq;
    g_string_append (body, i > 0 ? ",\n{\"seq\":" : "{\"seq\":");
    append_seq (body, change->seq);
    g_string_append (body, ",\"id\":");
    ry_json_append_string (body, change->id);
    g_string_append (body, ",\"changes\":[");
    for (guint r = 0; change->revs[r] != NULL; r++)
      g_string_append_printf (body, "%s{\"rev\":\"%s\"}", r > 0 ? "," : "", change->revs[r]);
    g_string_append (body, change->deleted ? "],\"deleted\":true}" : "]}");
  }
  g_string_append (body, "\n],\n\"last_seq\":");
  append_seq (body, last);
  g_string_append_printf (body, ",\"pending\":%" G_GINT64_FORMAT "}\n",
                          ry_store_count_changes (self->store, last, NULL));
  answer (message, 200, body);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->message);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_free (request);
}

static gboolean
long_poll_cb (gpointer data)
{
  Request *request = data;
  gint64 since;

  parse_since (g_hash_table_lookup (request->query, "since"), &since);
  if (ry_store_get_update_seq (request->couch->store) <= since && g_get_monotonic_time () < request->deadline)
    return G_SOURCE_CONTINUE;
  answer_changes (request->couch, request->message, since, 2000);
  soup_server_message_unpause (request->message);
  return G_SOURCE_REMOVE;
}

static void
handle_changes (Request *request)
{
  const char *limit = g_hash_table_lookup (request->query, "limit"),
             *timeout = g_hash_table_lookup (request->query, "timeout");
  gint64 since;

  if (!parse_since (g_hash_table_lookup (request->query, "since"), &since)) {
    answer_error (request->message, 400, "bad_request", "Malformed sequence supplied in 'since' parameter.");
  } else if (g_strcmp0 (g_hash_table_lookup (request->query, "feed"), "longpoll") == 0 &&
             ry_store_get_update_seq (request->couch->store) <= since) {
    Request *parked = g_memdup2 (request, sizeof *request);
    GSource *source = g_timeout_source_new (5);

    g_object_ref (parked->message);
    g_hash_table_ref (parked->query);
    parked->deadline = g_get_monotonic_time () + (timeout != NULL ? atoi (timeout) : 60000) * 1000;
    soup_server_message_pause (parked->message);
    g_source_set_callback (source, long_poll_cb, parked, request_free);
    g_source_attach (source, g_main_context_get_thread_default ());
    g_source_unref (source);
  } else {
    answer_changes (request->couch, request->message, since, limit != NULL ? (guint) atoi (limit) : 0);
  }
}

/* Reading and writing */

static GStrv
dup_strings (JsonArray *array)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv strings;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  strings = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return strings;
}

static void
handle_revs_diff (Request *request, JsonObject *root)
{
  GString *body = g_string_new ("{");
  g_autoptr (GList) ids = json_object_get_members (root);

  for (GList *l = ids; l != NULL; l = l->next) {
    g_auto (GStrv) revs = dup_strings (json_object_get_array_member (root, l->data));
    RyRevsDiff *diff = ry_store_get_revs_diff (request->couch->store, l->data, (const char *const *) revs, NULL);

    if (diff->missing != NULL && diff->missing[0] != NULL) {
      g_autofree char *joined = g_strjoinv ("\",\"", diff->missing);

      if (body->len > 1)
        g_string_append_c (body, ',');
      ry_json_append_string (body, l->data);
      g_string_append_printf (body, ":{\"missing\":[\"%s\"]}", joined);
    }
    ry_revs_diff_free (diff);
  }
  g_string_append_c (body, '}');
  answer (request->message, 200, body);
}

static void
append_revisions (RyFakeCouch *self, GString *body, const char *id, const char *rev)
{
  const char *revs[] = { rev, NULL };
  g_autoptr (GPtrArray) found =
      ry_store_get_open_revs (self->store, id, revs, RY_GET_REVISIONS | RY_GET_LATEST | RY_GET_DELETED, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++) {
    g_string_append (body, i > 0 ? ",{\"ok\":" : "{\"ok\":");
    ry_document_append_json (g_ptr_array_index (found, i), RY_DOCUMENT_JSON_REVISIONS, body);
    g_string_append_c (body, '}');
  }
  if (found == NULL || found->len == 0)
    g_string_append_printf (body, "{\"error\":{\"rev\":\"%s\",\"error\":\"not_found\",\"reason\":\"missing\"}}", rev);
}

static void
handle_bulk_get (Request *request, JsonObject *root)
{
  JsonArray *docs = ry_json_get_array (root, "docs");
  GString *body = g_string_new ("{\"results\":[");

  for (guint i = 0; i < json_array_get_length (docs); i++) {
    JsonObject *one = json_array_get_object_element (docs, i);
    const char *id = ry_json_get_string (one, "id");
    guint stingy = request->couch->stingy;

    if (stingy > 0 && i % stingy == 0 && i > 0)
      continue;
    g_string_append (body, i > 0 ? ",{\"id\":" : "{\"id\":");
    ry_json_append_string (body, id);
    g_string_append (body, ",\"docs\":[");
    if (stingy > 0 && i % stingy == 1)
      g_string_append (body, "{\"error\":{\"id\":\"x\",\"error\":\"unknown\",\"reason\":\"function_clause\"}}");
    else
      append_revisions (request->couch, body, id, ry_json_get_string (one, "rev"));
    g_string_append (body, "]}");
  }
  g_string_append (body, "]}");
  answer (request->message, 200, body);
}

static void
handle_open_revs (Request *request)
{
  g_autofree char *id = g_uri_unescape_string (request->rest, NULL);
  const char *open_revs = g_hash_table_lookup (request->query, "open_revs");
  g_autoptr (JsonNode) node = open_revs != NULL ? json_from_string (open_revs, NULL) : NULL;
  GString *body;

  if (node == NULL) {
    answer_error (request->message, 404, "not_found", "missing");
    return;
  }
  body = g_string_new ("[");
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
    if (i > 0)
      g_string_append_c (body, ',');
    append_revisions (request->couch, body, id, json_array_get_string_element (json_node_get_array (node), i));
  }
  g_string_append_c (body, ']');
  answer (request->message, 200, body);
}

static void
append_refusal (GString *body, const char *id, const char *word, const char *reason)
{
  if (body->len > 1)
    g_string_append_c (body, ',');
  g_string_append (body, "{\"id\":");
  ry_json_append_string (body, id);
  g_string_append_printf (body, ",\"error\":\"%s\",\"reason\":\"%s\"}", word, reason);
}

/* Documents are sliced out of the text: a tree would not keep their numbers. */
static gboolean
take_document_cb (const char *value, gsize length, gpointer data, GError **error)
{
  RyDocument *document = ry_document_parse (value, (gssize) length, error);

  if (document == NULL)
    return FALSE;
  g_ptr_array_add (data, document);
  return TRUE;
}

static gboolean
take_docs_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  if (strcmp (member->key, "docs") != 0)
    return TRUE;
  return ry_json_scan_array (member->value, (gssize) member->length, take_document_cb, data, error);
}

static gboolean
is_refused (RyDocument *document)
{
  return g_str_has_prefix (ry_document_get_id (document), "forbidden");
}

static void
handle_bulk_docs (Request *request, const char *text)
{
  RyFakeCouch *self = request->couch;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean ok = ry_json_scan_object (text, -1, take_docs_cb, documents, NULL);
  GString *body = g_string_new ("[");

  for (guint i = documents->len; i > 0; i--) {
    RyDocument *document = g_ptr_array_index (documents, i - 1);

    ok = ok && g_strcmp0 (ry_document_get_id (document), self->bad_id) != 0;
    if (!is_refused (document))
      continue;
    append_refusal (body, ry_document_get_id (document), "forbidden", "not valid");
    g_ptr_array_remove_index (documents, i - 1);
  }
  if (!ok) {
    g_string_free (body, TRUE);
    answer_error (request->message, 400, "bad_request", "Invalid rev format");
    return;
  }
  rows = ry_store_write (self->store, documents, FALSE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  for (guint i = 0; i < rows->len; i++) {
    RyWriteResult *row = g_ptr_array_index (rows, i);

    if (row->error != NULL)
      append_refusal (body, row->id, ry_error_get_word (row->error->code), row->error->message);
  }
  g_string_append_c (body, ']');
  answer (request->message, 201, body);
}

static void
handle_local (Request *request)
{
  g_autofree char *id = g_uri_unescape_string (request->rest, NULL);
  g_autoptr (RyDocument) document = NULL;

  if (soup_server_message_get_method (request->message) == SOUP_METHOD_PUT) {
    gsize length;
    const char *text = g_bytes_get_data (request->body, &length);
    g_autofree char *rev = NULL;
    GString *body = g_string_new (NULL);

    document = ry_document_parse (text, (gssize) length, NULL);
    if (document == NULL) {
      g_string_free (body, TRUE);
      answer_error (request->message, 400, "bad_request", "invalid_json");
      return;
    }
    rev = ry_store_put_local (request->couch->store, document, NULL);
    g_string_printf (body, "{\"ok\":true,\"id\":\"%s\",\"rev\":\"%s\"}", id, rev);
    answer (request->message, 201, body);
    return;
  }
  document = ry_store_get_local (request->couch->store, id, NULL);
  if (document == NULL) {
    answer_error (request->message, 404, "not_found", "missing");
  } else {
    GString *body = g_string_new (NULL);

    ry_document_append_json (document, RY_DOCUMENT_JSON_PLAIN, body);
    answer (request->message, 200, body);
  }
}

static void
answer_info (Request *request, guint status)
{
  RyStoreInfo *info = ry_store_get_info (request->couch->store, NULL);
  GString *body = g_string_new (NULL);

  g_string_printf (body, "{\"ok\":true,\"instance_start_time\":\"%s\",\"update_seq\":\"%" G_GINT64_FORMAT "-g1\"}",
                   info->instance_start_time, info->update_seq);
  ry_store_info_free (info);
  answer (request->message, status, body);
}

/* Sessions */

static void
handle_session (Request *request)
{
  RyFakeCouch *self = request->couch;
  g_autofree char *text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  g_autofree char *cookie = NULL;

  if (g_strcmp0 (g_hash_table_lookup (form, "name"), self->user) != 0 ||
      g_strcmp0 (g_hash_table_lookup (form, "password"), self->password) != 0) {
    answer_error (request->message, 401, "unauthorized", "Name or password is incorrect.");
    return;
  }
  cookie = self->session_life > 0 ? g_strdup_printf ("AuthSession=s%u; Version=1; Max-Age=%u; Path=/; HttpOnly",
                                                     self->session, self->session_life)
                                  : g_strdup_printf ("AuthSession=s%u; Version=1; Path=/; HttpOnly", self->session);
  soup_message_headers_append (soup_server_message_get_response_headers (request->message), "Set-Cookie", cookie);
  answer_text (request->message, 200, "{\"ok\":true,\"name\":\"x\",\"roles\":[]}");
}

static gboolean
may_pass (RyFakeCouch *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *basic = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char *pair = g_strdup_printf ("%s:%s", self->user, self->password);
  g_autofree char *encoded = g_base64_encode ((guchar *) pair, strlen (pair));
  g_autofree char *cookie = g_strdup_printf ("AuthSession=s%u", self->session);

  if (self->user == NULL)
    return TRUE;
  if (basic != NULL)
    return g_str_has_suffix (basic, encoded);
  return g_strcmp0 (soup_message_headers_get_one (headers, "Cookie"), cookie) == 0;
}

/* Dispatch */

static void
handle_in_database (Request *request)
{
  gboolean is_post = soup_server_message_get_method (request->message) == SOUP_METHOD_POST;
  g_autoptr (JsonNode) node = NULL;

  if (*request->rest == '\0') {
    answer_info (request, 200);
  } else if (strcmp (request->rest, "_changes") == 0) {
    handle_changes (request);
  } else if (strcmp (request->rest, "_ensure_full_commit") == 0) {
    answer_info (request, 201);
  } else if (g_str_has_prefix (request->rest, "_local/")) {
    handle_local (request);
  } else if (is_post) {
    g_autofree char *text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));

    node = json_from_string (text, NULL);
    if (strcmp (request->rest, "_bulk_docs") == 0)
      handle_bulk_docs (request, text);
    else if (node == NULL)
      answer_error (request->message, 400, "bad_request", "invalid_json");
    else if (strcmp (request->rest, "_revs_diff") == 0)
      handle_revs_diff (request, json_node_get_object (node));
    else
      handle_bulk_get (request, json_node_get_object (node));
  } else {
    handle_open_revs (request);
  }
}

static const char *
get_query (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  return query != NULL ? query : "";
}

static void
dispatch (Request *request, const char *path)
{
  RyFakeCouch *self = request->couch;
  SoupServerMessage *message = request->message;
  const char *rest = *path != '\0' ? path + 1 : path;

  if (strcmp (rest, "_session") == 0) {
    handle_session (request);
  } else if (!may_pass (self, message)) {
    answer_error (message, 401, "unauthorized", "You are not authorized to access this db.");
  } else if (self->max_path > 0 && strlen (path) + strlen (get_query (message)) > self->max_path) {
    answer_error (message, 414, "uri_too_long", "the address is too long");
  } else if (self->max_body > 0 && g_bytes_get_size (request->body) > self->max_body) {
    answer_error (message, 413, "too_large", "the request entity is too large");
  } else if (*rest == '\0') {
    answer_text (message, 200, "{\"couchdb\":\"Welcome\",\"uuid\":\"fake\"}");
  } else if (strcmp (rest, "_all_dbs") == 0) {
    GString *body = g_string_new (NULL);

    g_string_printf (body, "[\"%s\"]", self->database);
    answer (message, 200, body);
  } else if (!self->exists && soup_server_message_get_method (message) == SOUP_METHOD_PUT &&
             strchr (rest, '/') == NULL) {
    self->exists = TRUE;
    answer_text (message, 201, "{\"ok\":true}");
  } else if (!self->exists || !g_str_has_prefix (rest, self->database)) {
    answer_error (message, 404, "not_found", "Database does not exist.");
  } else {
    request->rest = rest + strlen (self->database);
    request->rest += *request->rest == '/';
    handle_in_database (request);
  }
}

/* "POST _bulk_docs", "GET db", "GET doc", "GET /" */
static char *
name_request (RyFakeCouch *self, SoupServerMessage *message, const char *path)
{
  const char *rest = *path != '\0' ? path + 1 : path;
  const char *word;

  if (g_str_has_prefix (rest, self->database))
    rest += strlen (self->database);
  if (*rest == '/')
    rest++;
  if (*rest == '_')
    word = rest;
  else if (*rest != '\0')
    word = "doc";
  else
    word = strlen (path) > 1 ? "db" : "/";
  return g_strdup_printf ("%s %.*s", soup_server_message_get_method (message),
                          (int) (strchr (word, '/') != NULL && *word == '_' ? strchr (word, '/') - word
                                                                            : (long) strlen (word)),
                          word);
}

static RyTrouble
take_trouble (RyFakeCouch *self, const char *what, guint *status)
{
  static const RyTrouble troubles[] = { RY_TROUBLE_CLOSE, RY_TROUBLE_STATUS, RY_TROUBLE_TRUNCATE, RY_TROUBLE_HTML };

  for (guint i = 0; i < self->injections->len; i++) {
    Injection *injection = g_ptr_array_index (self->injections, i);

    if (injection->times == 0 || (injection->what != NULL && strcmp (injection->what, what) != 0))
      continue;
    injection->times--;
    *status = injection->status;
    return injection->trouble;
  }
  if (self->chance == NULL || (guint) g_rand_int_range (self->chance, 0, 100) >= self->percent)
    return RY_TROUBLE_NONE;
  *status = 503;
  return troubles[g_rand_int_range (self->chance, 0, G_N_ELEMENTS (troubles))];
}

static char *
replace_all (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) pieces = g_strsplit (text, what, -1);

  return g_strjoinv (with, pieces);
}

static char *
spoil_text (const char *text, RyTrouble trouble, const char *since)
{
  g_autofree char *place = NULL;

  switch (trouble) {
  case RY_TROUBLE_TRUNCATE:
    return g_strndup (text, strlen (text) / 2);
  case RY_TROUBLE_OTHER_IDS:
    return replace_all (text, "\"_id\":\"", "\"_id\":\"not-");
  case RY_TROUBLE_OTHER_REVS:
    place = replace_all (text, "\"ids\":[\"", "\"ids\":[\"0");
    return replace_all (place, "\"_rev\":\"1-", "\"_rev\":\"1-0");
  default:
    place = g_strdup_printf ("\"last_seq\":\"%s\",\"x\":", since != NULL ? since : "0");
    return replace_all (text, "\"last_seq\":", place);
  }
}

static void
spoil_answer (SoupServerMessage *message, RyTrouble trouble, const char *since)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  char *spoilt = spoil_text (text, trouble, since);

  soup_message_body_truncate (body);
  soup_message_body_append_take (body, (guchar *) spoilt, strlen (spoilt));
}

/* Returns whether the request is done with. */
static gboolean
make_trouble (SoupServerMessage *message, RyTrouble trouble, guint status)
{
  const char *web_page = "<!DOCTYPE html><title>Welcome to the hotel</title>";

  switch (trouble) {
  case RY_TROUBLE_STATUS:
    answer_error (message, status, status == 429 ? "too_many_requests" : "trouble", "on command");
    return TRUE;
  case RY_TROUBLE_NO_DATABASE:
    answer_error (message, status, "not_found", "Database does not exist.");
    return TRUE;
  case RY_TROUBLE_HTML:
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_COPY, web_page, strlen (web_page));
    return TRUE;
  case RY_TROUBLE_HANG:
    soup_server_message_pause (message);
    return TRUE;
  case RY_TROUBLE_CLOSE:
    g_socket_close (soup_server_message_get_socket (message), NULL);
    return TRUE;
  case RY_TROUBLE_REDIRECT:
    soup_server_message_set_redirect (message, 302, "https://elsewhere.example.jp/");
    return TRUE;
  default:
    return FALSE;
  }
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *decoded, GHashTable *query, gpointer data)
{
  RyFakeCouch *self = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *what = name_request (self, message, path);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GHashTable) empty = g_hash_table_new (g_str_hash, g_str_equal);
  Request request = { self, message, query != NULL ? query : empty, "", body, 0 };
  RyTrouble trouble;
  guint status = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->counts, g_strdup (what),
                       GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, what))));
  trouble = take_trouble (self, what, &status);
  if (trouble == RY_TROUBLE_STATUS && self->retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", self->retry_after);

    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", seconds);
  }
  if (!make_trouble (message, trouble, status)) {
    dispatch (&request, path);
    if (trouble == RY_TROUBLE_TRUNCATE || trouble >= RY_TROUBLE_NO_PROGRESS)
      spoil_answer (message, trouble, g_hash_table_lookup (request.query, "since"));
  }
  g_mutex_unlock (&self->lock);
}

static void
begin (SoupServer *server, gpointer data)
{
  soup_server_add_handler (server, NULL, request_cb, data, NULL);
}

/**
 * ry_fake_couch_new:
 * @store: what it serves
 * @database: under which name
 *
 * Returns: (transfer full): a server that answers already
 */
RyFakeCouch *
ry_fake_couch_new (RyStore *store, const char *database)
{
  static const RySideServerFuncs funcs = { begin };
  RyFakeCouch *self = g_new0 (RyFakeCouch, 1);

  g_mutex_init (&self->lock);
  self->store = g_object_ref (store);
  self->database = g_strdup (database);
  self->exists = TRUE;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->injections = g_ptr_array_new_with_free_func (injection_free);
  self->side = ry_side_server_new (&funcs, 0, self);
  return self;
}

void
ry_fake_couch_free (RyFakeCouch *self)
{
  ry_side_server_free (self->side);
  g_object_unref (self->store);
  g_hash_table_unref (self->counts);
  g_ptr_array_unref (self->injections);
  g_clear_pointer (&self->chance, g_rand_free);
  g_free (self->database);
  g_free (self->user);
  g_free (self->password);
  g_free (self->bad_id);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
ry_fake_couch_get_url (RyFakeCouch *self)
{
  return ry_side_server_get_url (self->side);
}

/**
 * ry_fake_couch_count:
 * @self: a fake
 * @what: (nullable): a request's name, %NULL for all
 *
 * Returns: how often it was asked
 */
guint
ry_fake_couch_count (RyFakeCouch *self, const char *what)
{
  GHashTableIter iter;
  gpointer key, value;
  guint sum = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (what == NULL || strcmp (key, what) == 0)
      sum += GPOINTER_TO_UINT (value);
  g_mutex_unlock (&self->lock);
  return sum;
}

void
ry_fake_couch_reset_counts (RyFakeCouch *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->counts);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_fake_couch_inject:
 * @self: a fake
 * @what: (nullable): which requests, %NULL for all
 * @trouble: what is to happen
 * @status: for %RY_TROUBLE_STATUS
 * @times: how often; 0 ends all troubles
 */
void
ry_fake_couch_inject (RyFakeCouch *self, const char *what, RyTrouble trouble, guint status, guint times)
{
  Injection *injection = g_new0 (Injection, 1);

  injection->what = g_strdup (what);
  injection->trouble = trouble;
  injection->status = status;
  injection->times = times;
  g_mutex_lock (&self->lock);
  if (times == 0)
    g_ptr_array_set_size (self->injections, 0);
  g_ptr_array_add (self->injections, injection);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_fake_couch_set_chance:
 * @self: a fake
 * @seed: what decides
 * @percent: of all requests meet a trouble
 */
void
ry_fake_couch_set_chance (RyFakeCouch *self, guint32 seed, guint percent)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->chance, g_rand_free);
  self->chance = percent > 0 ? g_rand_new_with_seed (seed) : NULL;
  self->percent = percent;
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_password (RyFakeCouch *self, const char *user, const char *password)
{
  g_mutex_lock (&self->lock);
  g_free (self->user);
  g_free (self->password);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_exists (RyFakeCouch *self, gboolean exists)
{
  g_mutex_lock (&self->lock);
  self->exists = exists;
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_max_body (RyFakeCouch *self, gsize bytes)
{
  g_mutex_lock (&self->lock);
  self->max_body = bytes;
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_bad_id (RyFakeCouch *self, const char *id)
{
  g_mutex_lock (&self->lock);
  g_free (self->bad_id);
  self->bad_id = g_strdup (id);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_fake_couch_end_sessions:
 * @self: a fake
 *
 * All cookies given so far are worth nothing from now on.
 */
void
ry_fake_couch_end_sessions (RyFakeCouch *self)
{
  g_mutex_lock (&self->lock);
  self->session++;
  g_mutex_unlock (&self->lock);
}

/* Goes with every trouble that is a status. */
void
ry_fake_couch_set_retry_after (RyFakeCouch *self, guint seconds)
{
  g_mutex_lock (&self->lock);
  self->retry_after = seconds;
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_session_life (RyFakeCouch *self, guint seconds)
{
  g_mutex_lock (&self->lock);
  self->session_life = seconds;
  g_mutex_unlock (&self->lock);
}

/* Of the results of _bulk_get, one in @every is an error and another is left out. */
void
ry_fake_couch_set_stingy (RyFakeCouch *self, guint every)
{
  g_mutex_lock (&self->lock);
  self->stingy = every;
  g_mutex_unlock (&self->lock);
}

void
ry_fake_couch_set_max_path (RyFakeCouch *self, gsize bytes)
{
  g_mutex_lock (&self->lock);
  self->max_path = bytes;
  g_mutex_unlock (&self->lock);
}
