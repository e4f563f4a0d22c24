/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bad line. A request is named by its method and its first reserved word, as the fake server does it. All
 * happens in the proxy's thread but the setters, which take the lock.
 */
#include "ry-fault-proxy.h"

#include <string.h>

#include "ry-json.h"
#include "ry-side-server.h"

typedef enum {
  FAULT_NONE,
  FAULT_STATUS,
  FAULT_CLOSE, /* before the server is asked */
  FAULT_LOST,  /* after it was asked */
  FAULT_CUT,   /* in the middle of its answer */
  FAULT_HALF,  /* an answer that ends properly and too early */
  FAULT_WEB_PAGE,
  FAULT_MIXED,
  N_FAULTS,
} Fault;

/* What may be called too large: a batch. A single document that is too large has been refused. */
#define LARGE (16 * 1024)

struct _RyFaultProxy {
  RySideServer *side;
  SoupSession *session;
  char *target;

  GMutex lock;
  GHashTable *counts;
  GHashTable *under_way; /* name of a request → how many of them have not been answered */
  GRand *chance;
  guint percent;
  guint n_faults;
};

typedef struct {
  RyFaultProxy *proxy;
  SoupServerMessage *message;
  SoupMessage *forward;
  char *what;
  Fault fault;
} Passage;

/* "POST _bulk_docs", "GET db", "GET doc", "GET attachment", "GET /" */
static char *
name_request (SoupServerMessage *message)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_auto (GStrv) parts = g_strsplit (*path == '/' ? path + 1 : path, "/", 4);
  guint n = g_strv_length (parts);
  const char *word = "/";

  if (n > 0 && *parts[0] == '_')
    word = parts[0];
  else if (n > 1 && *parts[1] == '_')
    word = parts[1];
  else if (n > 2)
    word = "attachment";
  else if (n > 1 && *parts[1] != '\0')
    word = "doc";
  else if (n > 0 && *parts[0] != '\0')
    word = "db";
  return g_strconcat (soup_server_message_get_method (message), " ", word, NULL);
}

/* With the lock held. */
static guint
throw_die (RyFaultProxy *self, guint sides)
{
  return (guint) g_rand_int_range (self->chance, 0, (gint32) sides);
}

/* With the lock held. */
static void
count (GHashTable *counts, const char *what, int n)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (counts, what));

  g_hash_table_insert (counts, g_strdup (what), GINT_TO_POINTER (before + n));
}

static Fault
choose_fault (RyFaultProxy *self, const char *what)
{
  Fault fault = FAULT_NONE;

  g_mutex_lock (&self->lock);
  count (self->counts, what, 1);
  if (self->percent > 0 && throw_die (self, 100) < self->percent) {
    fault = 1 + throw_die (self, N_FAULTS - 1);
    self->n_faults++;
  }
  g_mutex_unlock (&self->lock);
  return fault;
}

/* Mixing */

static gboolean
take_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strndup (value, length));
  return TRUE;
}

typedef struct {
  RyFaultProxy *proxy;
  GString *out;
  GPtrArray *members; /* of an object that is all rows */
} Mix;

static void
append_mixed (RyFaultProxy *self, GPtrArray *rows, const char *ends, GString *out)
{
  g_string_append_c (out, ends[0]);
  while (rows->len > 0) {
    guint i;

    g_mutex_lock (&self->lock);
    i = throw_die (self, rows->len);
    g_mutex_unlock (&self->lock);
    g_string_append (out, g_ptr_array_index (rows, i));
    g_ptr_array_remove_index_fast (rows, i);
    if (rows->len > 0)
      g_string_append_c (out, ',');
  }
  g_string_append_c (out, ends[1]);
}

static gboolean
mix_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  Mix *mix = data;
  GString *text = g_string_new_len (member->name, (gssize) member->name_length);

  g_string_append_c (text, ':');
  if (strcmp (member->key, "results") == 0 && member->value[0] == '[') {
    g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

    ry_json_scan_array (member->value, (gssize) member->length, take_element_cb, rows, NULL);
    append_mixed (mix->proxy, rows, "[]", text);
  } else {
    g_string_append_len (text, member->value, (gssize) member->length);
  }
  g_ptr_array_add (mix->members, g_string_free (text, FALSE));
  return TRUE;
}

/* Rows of `results`, and the members of an object, may come in any order. */
static GBytes *
mix_rows (RyFaultProxy *self, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  Mix mix = { self, g_string_new (NULL), members };

  if (!ry_json_scan_object (text, (gssize) length, mix_member_cb, &mix, NULL)) {
    g_string_free (mix.out, TRUE);
    return g_bytes_ref (body);
  }
  append_mixed (self, members, "{}", mix.out);
  return g_string_free_to_bytes (mix.out);
}

/* Answers */

static void
hang_up (SoupServerMessage *message)
{
  g_socket_close (soup_server_message_get_socket (message), NULL);
}

static void
answer_status (RyFaultProxy *self, SoupServerMessage *message, const char *what)
{
  static const guint statuses[] = { 500, 503, 408, 429, 413 };
  const char *body = "{\"error\":\"trouble\",\"reason\":\"by the seed\"}";
  goffset length = soup_server_message_get_request_body (message)->length;
  guint status;

  g_mutex_lock (&self->lock);
  do
    status = statuses[throw_die (self, G_N_ELEMENTS (statuses))];
  while (status == 413 && (strcmp (what, "POST _bulk_docs") != 0 || length < LARGE));
  g_mutex_unlock (&self->lock);
  if (status == 429)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "0");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
answer_web_page (SoupServerMessage *message)
{
  const char *page = "<!DOCTYPE html><title>Welcome to the hotel</title>";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, page, strlen (page));
}

/* The head promises more than comes. */
static void
cut_answer (SoupServerMessage *message, GBytes *body)
{
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);
  GOutputStream *out = g_io_stream_get_output_stream (connection);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           g_bytes_get_size (body));

  g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (out, g_bytes_get_data (body, NULL), g_bytes_get_size (body) / 2, NULL, NULL, NULL);
  g_io_stream_close (connection, NULL, NULL);
}

static void
copy_header_cb (const char *name, const char *value, gpointer data)
{
  static const char *const kept[] = { "Set-Cookie", "Retry-After", "ETag", "Content-Encoding", NULL };

  for (guint i = 0; kept[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, kept[i]) == 0)
      soup_message_headers_append (data, name, value);
}

static void
give_answer (Passage *passage, GBytes *body)
{
  SoupMessageHeaders *from = soup_message_get_response_headers (passage->forward);
  const char *type = soup_message_headers_get_one (from, "Content-Type");
  g_autoptr (GBytes) given = passage->fault == FAULT_MIXED ? mix_rows (passage->proxy, body)
                             : passage->fault == FAULT_HALF
                                 ? g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2)
                                 : g_bytes_ref (body);

  soup_message_headers_foreach (from, copy_header_cb, soup_server_message_get_response_headers (passage->message));
  soup_server_message_set_status (passage->message, soup_message_get_status (passage->forward), NULL);
  soup_server_message_set_response (passage->message, type != NULL ? type : "application/json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (given, NULL), g_bytes_get_size (given));
}

static void
passed_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Passage *passage = data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL);

  if (body == NULL || passage->fault == FAULT_LOST)
    hang_up (passage->message);
  else if (passage->fault == FAULT_CUT && g_bytes_get_size (body) > 1)
    cut_answer (passage->message, body);
  else
    give_answer (passage, body);
  if (body == NULL || passage->fault != FAULT_CUT)
    soup_server_message_unpause (passage->message);
  g_mutex_lock (&passage->proxy->lock);
  count (passage->proxy->under_way, passage->what, -1);
  g_mutex_unlock (&passage->proxy->lock);
  g_object_unref (passage->message);
  g_object_unref (passage->forward);
  g_free (passage->what);
  g_free (passage);
}

static void
copy_request_cb (const char *name, const char *value, gpointer data)
{
  static const char *const kept[] = { "Accept", "Authorization", "Cookie", "Accept-Encoding", "If-None-Match", NULL };

  for (guint i = 0; kept[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, kept[i]) == 0)
      soup_message_headers_append (data, name, value);
}

static void
pass_on (RyFaultProxy *self, SoupServerMessage *message, const char *what, Fault fault)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *url =
      g_strconcat (self->target, g_uri_get_path (uri) + 1, query != NULL ? "?" : "", query != NULL ? query : "", NULL);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  Passage *passage = g_new0 (Passage, 1);

  passage->proxy = self;
  passage->message = g_object_ref (message);
  passage->what = g_strdup (what);
  passage->fault = fault;
  g_mutex_lock (&self->lock);
  count (self->under_way, what, 1);
  g_mutex_unlock (&self->lock);
  passage->forward = soup_message_new (soup_server_message_get_method (message), url);
  soup_message_add_flags (passage->forward, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_disable_feature (passage->forward, SOUP_TYPE_AUTH_MANAGER);
  soup_message_headers_foreach (headers, copy_request_cb, soup_message_get_request_headers (passage->forward));
  if (g_bytes_get_size (body) > 0)
    soup_message_set_request_body_from_bytes (passage->forward, soup_message_headers_get_one (headers, "Content-Type"),
                                              body);
  soup_server_message_pause (message);
  soup_session_send_and_read_async (self->session, passage->forward, G_PRIORITY_DEFAULT, NULL, passed_cb, passage);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  RyFaultProxy *self = data;
  g_autofree char *what = name_request (message);
  Fault fault = choose_fault (self, what);

  if (fault == FAULT_STATUS)
    answer_status (self, message, what);
  else if (fault == FAULT_CLOSE)
    hang_up (message);
  else if (fault == FAULT_WEB_PAGE)
    answer_web_page (message);
  else
    pass_on (self, message, what, fault);
}

static void
begin (SoupServer *server, gpointer data)
{
  RyFaultProxy *self = data;

  self->session = g_object_new (SOUP_TYPE_SESSION, "max-conns", 64, "max-conns-per-host", 64, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
}

static void
end (gpointer data)
{
  RyFaultProxy *self = data;

  soup_session_abort (self->session);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    ;
  g_object_unref (self->session);
}

/**
 * ry_fault_proxy_new:
 * @server: the root of the server behind, with a slash at its end
 *
 * Returns: (transfer full): a line that is good until a chance is set
 */
RyFaultProxy *
ry_fault_proxy_new (const char *server)
{
  static const RySideServerFuncs funcs = { begin, end };
  RyFaultProxy *self = g_new0 (RyFaultProxy, 1);

  g_mutex_init (&self->lock);
  self->target = g_str_has_suffix (server, "/") ? g_strdup (server) : g_strconcat (server, "/", NULL);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->chance = g_rand_new_with_seed (0);
  self->side = ry_side_server_new (&funcs, 0, self);
  return self;
}

void
ry_fault_proxy_free (RyFaultProxy *self)
{
  ry_side_server_free (self->side);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->under_way);
  g_rand_free (self->chance);
  g_free (self->target);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
ry_fault_proxy_get_url (RyFaultProxy *self)
{
  return ry_side_server_get_url (self->side);
}

/**
 * ry_fault_proxy_set_chance:
 * @self: a line
 * @seed: what decides
 * @percent: of all requests meet a trouble; 0 for a good line
 */
void
ry_fault_proxy_set_chance (RyFaultProxy *self, guint32 seed, guint percent)
{
  g_mutex_lock (&self->lock);
  g_rand_set_seed (self->chance, seed);
  self->percent = percent;
  g_mutex_unlock (&self->lock);
}

static guint
sum_up (RyFaultProxy *self, GHashTable *counts, const char *what)
{
  GHashTableIter iter;
  gpointer key, value;
  guint sum = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (what == NULL || strcmp (key, what) == 0)
      sum += GPOINTER_TO_UINT (value);
  g_mutex_unlock (&self->lock);
  return sum;
}

/**
 * ry_fault_proxy_count:
 * @self: a line
 * @what: (nullable): a request's name, %NULL for all
 *
 * Returns: how often it was asked
 */
guint
ry_fault_proxy_count (RyFaultProxy *self, const char *what)
{
  return sum_up (self, self->counts, what);
}

/**
 * ry_fault_proxy_count_under_way:
 * @self: a line
 * @what: (nullable): a request's name, %NULL for all
 *
 * Returns: how many of them wait for their answer at this moment
 */
guint
ry_fault_proxy_count_under_way (RyFaultProxy *self, const char *what)
{
  return sum_up (self, self->under_way, what);
}

guint
ry_fault_proxy_count_faults (RyFaultProxy *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_faults;
  g_mutex_unlock (&self->lock);
  return n;
}

/* "GET _changes 1, POST _bulk_docs 2": for a test's report. */
char *
ry_fault_proxy_dup_counts (RyFaultProxy *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GList) names = NULL;

  g_mutex_lock (&self->lock);
  names = g_list_sort (g_hash_table_get_keys (self->counts), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "", (char *) l->data,
                            GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, l->data)));
  g_mutex_unlock (&self->lock);
  return g_string_free (text, FALSE);
}

void
ry_fault_proxy_reset_counts (RyFaultProxy *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->counts);
  g_mutex_unlock (&self->lock);
}
