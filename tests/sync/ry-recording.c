/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question is known by its method and place ("GET /db/_local/", where the name is each replicator's own), and for a
 * page of changes by where it begins; what else stands in its address may differ. Its answer is the recorded one, and
 * the last again where it is asked more often. Of _revs_diff, which may be asked in one piece or in many, the answer is
 * what all recorded ones say of the ids asked.
 *
 * Our client also asks how attachments are kept, which PouchDB does not, and is told as that server would have.
 *
 * A recording shows a dot for each byte that is no text, so attachments are answered with the bytes that their digests
 * tell. What it cut short cannot be played, and counts as not recorded: 404, as a server would say that lacks it.
 */
#include "ry-recording.h"

#include <string.h>

#include "ry-json.h"
#include "ry-side-server.h"

struct _RyRecording {
  RySideServer *side;
  GPtrArray *exchanges;
  GMutex lock;
  GHashTable *asked;  /* place → GPtrArray of bodies */
  GPtrArray *unknown; /* places */
};

typedef struct {
  guint number;
  char *place;
  char *since;
  char *body;
  guint status;
  char *type;
  char *encoding;
  GBytes *answer; /* NULL: cut short */
  gboolean given;
} Exchange;

static const struct {
  const char *shown;
  const guint8 bytes[40];
  gsize length;
} restored[] = {
  { "...........H...W(./.IQ.@..;.......",
    { 0x1f, 0x8b, 8,    0,    0,    0,    0,    0,    0, 3,    0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0x28,
      0xcf, 0x2f, 0xca, 0x49, 0x51, 0xc8, 0x40, 0xb0, 1, 0x3b, 0xce, 0xe2, 0xea, 0x17, 0,    0,    0 },
    34 },
  { ".....", { 0, 1, 2, 3, 4 }, 5 },
};

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_free (self->place);
  g_free (self->since);
  g_free (self->body);
  g_free (self->type);
  g_free (self->encoding);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self);
}

/* Reading */

/* "GET /db/_local/", "POST /db/_revs_diff", "GET /db" */
static char *
name_place (const char *method, const char *address)
{
  g_autofree char *path = g_uri_unescape_string (address, NULL);
  const char *local = strstr (path, "/_local/");
  gsize length = local != NULL ? (gsize) (local - path) + strlen ("/_local/") : strcspn (path, "?");

  if (local == NULL && length > 1 && path[length - 1] == '/')
    length--;
  return g_strdup_printf ("%s %.*s", method, (int) length, path);
}

static char *
find_since (const char *query)
{
  const char *found = query != NULL ? strstr (query, "since=") : NULL;
  g_autofree char *value = found != NULL ? g_strndup (found + 6, strcspn (found + 6, "&")) : NULL;

  return value != NULL ? g_uri_unescape_string (value, NULL) : NULL;
}

static char *
find_header (const char *head, const char *name)
{
  const char *found = strstr (head, name);

  return found != NULL ? g_strndup (found + strlen (name), strcspn (found + strlen (name), "\n")) : NULL;
}

static GBytes *
restore (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (restored); i++)
    if (strcmp (text, restored[i].shown) == 0)
      return g_bytes_new (restored[i].bytes, restored[i].length);
  return g_str_has_suffix (text, " bytes]") ? NULL : g_bytes_new (text, strlen (text));
}

/* Takes what stands before @mark off @text. */
static char *
take_until (char **text, const char *mark)
{
  char *end = strstr (*text, mark);
  char *start = *text;

  g_assert_nonnull (end);
  *end = '\0';
  *text = end + strlen (mark);
  return start;
}

static Exchange *
parse_exchange (char *text)
{
  Exchange *self = g_new0 (Exchange, 1);
  char *request = take_until (&text, "\n--- ");
  char *head = strstr (text, "\n\n") != NULL ? take_until (&text, "\n\n") : text;
  char *body = strstr (request, "\n\n");
  g_auto (GStrv) words = g_strsplit_set (request, " \n", 4);

  self->number = (guint) atoi (words[0] + 1);
  self->place = name_place (words[1], words[2]);
  self->since = find_since (strchr (words[2], '?'));
  self->body = g_strstrip (g_strdup (body != NULL ? body : ""));
  self->status = (guint) atoi (head);
  self->type = find_header (head, "\ncontent-type: ");
  self->encoding = find_header (head, "\ncontent-encoding: ");
  self->answer = restore (g_strstrip (text));
  return self;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return (int) (*(Exchange *const *) a)->number - (int) (*(Exchange *const *) b)->number;
}

static GPtrArray *
load (const char *file)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("RYORIN_SRCDIR"), "tests", "server", "data", "traces", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) blocks = NULL;
  GPtrArray *exchanges = g_ptr_array_new_with_free_func (exchange_free);
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  blocks = g_strsplit (text, "=== ", -1);
  for (guint i = 0; blocks[i] != NULL; i++)
    if (*blocks[i] == '#')
      g_ptr_array_add (exchanges, parse_exchange (blocks[i]));
  g_ptr_array_sort (exchanges, compare_numbers);
  return exchanges;
}

/* Answering */

static gboolean
fits (const Exchange *exchange, const char *place, const char *since)
{
  return exchange->answer != NULL && strcmp (exchange->place, place) == 0 &&
         (since == NULL || g_strcmp0 (exchange->since, since) == 0);
}

static Exchange *
find_exchange (RyRecording *self, const char *place, const char *since)
{
  Exchange *last = NULL;

  for (guint i = 0; i < self->exchanges->len; i++) {
    Exchange *exchange = g_ptr_array_index (self->exchanges, i);

    if (!fits (exchange, place, since))
      continue;
    last = exchange;
    if (!exchange->given)
      break;
  }
  return last;
}

static char *
answer_revs_diff (RyRecording *self, const char *place, const char *body)
{
  g_autoptr (JsonObject) asked = ry_json_parse_object (body, -1, NULL);
  g_autoptr (JsonObject) answer = json_object_new ();

  for (guint i = 0; i < self->exchanges->len; i++) {
    Exchange *exchange = g_ptr_array_index (self->exchanges, i);
    g_autoptr (JsonObject) said = NULL;
    g_autoptr (GList) ids = NULL;

    if (!fits (exchange, place, NULL))
      continue;
    said = ry_json_parse_object (g_bytes_get_data (exchange->answer, NULL),
                                 (gssize) g_bytes_get_size (exchange->answer), NULL);
    ids = json_object_get_members (said);
    for (GList *l = ids; l != NULL; l = l->next)
      if (json_object_has_member (asked, l->data) && !json_object_has_member (answer, l->data))
        json_object_set_member (answer, l->data, json_object_dup_member (said, l->data));
  }
  return ry_json_object_to_text (answer);
}

static void
keep_question (RyRecording *self, const char *place, const char *body)
{
  GPtrArray *bodies = g_hash_table_lookup (self->asked, place);

  if (bodies == NULL) {
    bodies = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->asked, g_strdup (place), bodies);
  }
  g_ptr_array_add (bodies, g_strdup (body));
}

/* "length" as it is, "encoded_length" as it is kept. */
static GBytes *
add_encoding (GBytes *answer)
{
  static const char plain[] = "\"digest\":\"md5-weHk2vGXWfBnk6XVT9O8Ag==\",\"length\":23,\"stub\":true";
  static const char full[] = "\"digest\":\"md5-weHk2vGXWfBnk6XVT9O8Ag==\",\"length\":23,\"stub\":true,"
                             "\"encoding\":\"gzip\",\"encoded_length\":34";
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer));

  g_string_replace (text, plain, full, 0);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
give_text (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

/* What every server says where a recording ends before it was asked. */
static void
give_usual (RyRecording *self, SoupServerMessage *message, const char *place, const char *since)
{
  g_autofree char *end = g_strdup_printf ("{\"results\":[],\"last_seq\":%s}", since != NULL ? since : "0");

  if (strcmp (place, "GET /") == 0) {
    give_text (message, 200, "{\"couchdb\":\"Welcome\",\"uuid\":\"00000000000000000000000000000001\"}");
  } else if (g_str_has_suffix (place, "/_changes")) {
    give_text (message, 200, end);
  } else if (g_str_has_prefix (place, "PUT ") && g_str_has_suffix (place, "/_local/")) {
    give_text (message, 201, "{\"ok\":true,\"id\":\"_local/x\",\"rev\":\"0-1\"}");
  } else {
    g_ptr_array_add (self->unknown, g_strdup (place));
    give_text (message, 404, "{\"error\":\"not_found\",\"reason\":\"missing\"}");
  }
}

static void
give (SoupServerMessage *message, Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GBytes) answer = query != NULL && strstr (query, "att_encoding_info=true") != NULL
                                  ? add_encoding (exchange->answer)
                                  : g_bytes_ref (exchange->answer);

  exchange->given = TRUE;
  soup_server_message_set_status (message, exchange->status, NULL);
  soup_message_headers_replace (headers, "Content-Type", exchange->type);
  if (exchange->encoding != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", exchange->encoding);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  RyRecording *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *place = name_place (soup_server_message_get_method (message), g_uri_get_path (uri));
  g_autofree char *since = find_since (g_uri_get_query (uri));
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  Exchange *exchange = find_exchange (self, place, since);

  g_mutex_lock (&self->lock);
  keep_question (self, place, body);
  if (exchange == NULL) {
    give_usual (self, message, place, since);
  } else if (g_str_has_suffix (place, "/_revs_diff")) {
    g_autofree char *text = answer_revs_diff (self, place, body);

    give_text (message, 200, text);
  } else {
    give (message, exchange);
  }
  g_mutex_unlock (&self->lock);
}

static void
begin (SoupServer *server, gpointer data)
{
  soup_server_add_handler (server, NULL, request_cb, data, NULL);
}

/**
 * ry_recording_new:
 * @file: in tests/server/data/traces
 *
 * Returns: (transfer full): a server that answers already
 */
RyRecording *
ry_recording_new (const char *file)
{
  static const RySideServerFuncs funcs = { begin };
  RyRecording *self = g_new0 (RyRecording, 1);

  g_mutex_init (&self->lock);
  self->exchanges = load (file);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->side = ry_side_server_new (&funcs, 0, self);
  return self;
}

void
ry_recording_free (RyRecording *self)
{
  ry_side_server_free (self->side);
  g_ptr_array_unref (self->exchanges);
  g_hash_table_unref (self->asked);
  g_ptr_array_unref (self->unknown);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
ry_recording_get_url (RyRecording *self)
{
  return ry_side_server_get_url (self->side);
}

/**
 * ry_recording_dup_recorded:
 * @self: a recording
 * @what: a place, as "POST /db/_bulk_get"
 *
 * Returns: (nullable): what was sent there first when it was recorded
 */
char *
ry_recording_dup_recorded (RyRecording *self, const char *what)
{
  for (guint i = 0; i < self->exchanges->len; i++) {
    Exchange *exchange = g_ptr_array_index (self->exchanges, i);

    if (strcmp (exchange->place, what) == 0)
      return g_strdup (exchange->body);
  }
  return NULL;
}

/**
 * ry_recording_dup_asked:
 * @self: a recording
 * @what: a place
 *
 * Returns: (nullable): what was sent there first now
 */
char *
ry_recording_dup_asked (RyRecording *self, const char *what)
{
  GPtrArray *bodies;
  char *body;

  g_mutex_lock (&self->lock);
  bodies = g_hash_table_lookup (self->asked, what);
  body = bodies != NULL ? g_strdup (g_ptr_array_index (bodies, 0)) : NULL;
  g_mutex_unlock (&self->lock);
  return body;
}

/**
 * ry_recording_dup_unknown:
 * @self: a recording
 *
 * Returns: places that were asked for and are not recorded, one a line
 */
char *
ry_recording_dup_unknown (RyRecording *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->unknown->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (self->unknown, i));
  g_mutex_unlock (&self->lock);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
