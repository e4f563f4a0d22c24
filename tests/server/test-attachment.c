/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments through the server: alone, inline and in parts, in CouchDB's words and with its digests. The digests
 * of compressed attachments were answered by CouchDB 3.4.3.
 */
#include "server-fixture.h"

#define RUN(steps) fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps))
#define TEXT       "This is a base64 encoded text"
#define TEXT64     "VGhpcyBpcyBhIGJhc2U2NCBlbmNvZGVkIHRleHQ="

/* What CouchDB makes of "hello world" as text/plain. */
#define HELLO_DIGEST "md5-7mkg+nM0HN26sZkLN8KVSA=="

static void
make_database (const char *name)
{
  g_autofree char *path = g_strconcat ("/", name, NULL);

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", path, NULL, 201, "{\"ok\":true}");
}

/* Sends a request with headers, given as name and value in turn. */
static Reply *
ask (const char *method, const char *path, const char *body, const char *type, ...)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = fixture_message (fixture, AS_ADMIN, method, path, NULL);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *name;
  va_list list;

  va_start (list, type);
  while ((name = va_arg (list, const char *)) != NULL)
    soup_message_headers_replace (headers, name, va_arg (list, const char *));
  va_end (list);
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, type, bytes);
  }
  return fixture_send (fixture, message);
}

static const char *
header (Reply *reply, const char *name)
{
  return soup_message_headers_get_one (reply->headers, name);
}

static char *
get_rev (Reply *reply)
{
  const char *start = strstr (reply->body, "\"rev\":\"");

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_nonnull (start);
  start += strlen ("\"rev\":\"");
  return g_strndup (start, strcspn (start, "\""));
}

static void
assert_body (Reply *reply, guint status, const char *pattern)
{
  if (reply->status != status || !g_pattern_match_simple (pattern, reply->body))
    g_error ("expected %u %s\nanswered %u %s", status, pattern, reply->status, reply->body);
}

static void
test_inline (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/inline/bin",
      "{\"_attachments\":{\"foo.txt\":{\"content_type\":\"application/octet-stream\",\"data\":\"" TEXT64 "\"}}}", 201,
      NULL },
    { AS_ADMIN, "GET", "/inline/bin/foo.txt", NULL, 200, TEXT },
    { AS_ADMIN, "GET", "/inline/bin", NULL, 200,
      "{*\"_attachments\":{\"foo.txt\":{\"content_type\":\"application/octet-stream\",\"revpos\":1,"
      "\"digest\":\"md5-aEI7pOYCRBLTRQvvqYrrJQ==\",\"length\":29,\"stub\":true}}}" },
    { AS_ADMIN, "GET", "/inline/bin?attachments=true", NULL, 200, "{*\"revpos\":1,*\"data\":\"" TEXT64 "\"}}}" },
    /* What is text is kept compressed, and its digest is that of the compressed bytes, as CouchDB's. */
    { AS_ADMIN, "POST", "/inline/_bulk_docs",
      "{\"docs\":[{\"_id\":\"text\",\"_attachments\":{\"a\":{\"content_type\":\"text/plain\",\"data\":"
      "\"aGVsbG8gd29ybGQ=\"}}}]}",
      201, NULL },
    { AS_ADMIN, "GET", "/inline/text", NULL, 200,
      "{*\"a\":{\"content_type\":\"text/plain\",\"revpos\":1,\"digest\":\"" HELLO_DIGEST
      "\",\"length\":11,\"stub\":true}}}" },
    { AS_ADMIN, "GET", "/inline/text?att_encoding_info=true", NULL, 200,
      "{*\"length\":11,\"stub\":true,\"encoding\":\"gzip\",\"encoded_length\":31}}}" },
    { AS_ADMIN, "GET", "/inline/text/a", NULL, 200, "hello world" },
    { AS_ADMIN, "GET", "/inline/text?attachments=true", NULL, 200, "{*\"data\":\"aGVsbG8gd29ybGQ=\"*}" },
    { AS_ADMIN, "GET", "/inline/_all_docs?include_docs=true&attachments=true&key=%22text%22", NULL, 200,
      "*\"data\":\"aGVsbG8gd29ybGQ=\"*" },
    { AS_ADMIN, "GET", "/inline/_changes?include_docs=true&attachments=true&limit=1", NULL, 200,
      "*\"data\":\"" TEXT64 "\"*" },
    { AS_ADMIN, "GET", "/inline/_changes?include_docs=true&att_encoding_info=true&since=0", NULL, 200,
      "*\"stub\":true,\"encoding\":\"gzip\"*" },
    { AS_ADMIN, "POST", "/inline/_bulk_get?attachments=true", "{\"docs\":[{\"id\":\"bin\"}]}", 200,
      "*\"data\":\"" TEXT64 "\"*" },
    { AS_ADMIN, "GET", "/inline/bin?open_revs=all&attachments=true", NULL, 200, "[{\"ok\":*\"data\":\"" TEXT64 "\"*" },
    { AS_ADMIN, "PUT", "/inline/bad", "{\"_attachments\":{\"a\":{\"data\":\"notBase64Encoded=\"}}}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"Invalid attachment data for a\"}" },
    { AS_ADMIN, "PUT", "/inline/bad", "{\"_attachments\":{\"_a\":{\"data\":\"\"}}}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"Attachment name '_a' starts with prohibited character '_'\"}" },
    { AS_ADMIN, "PUT", "/inline/bad", "{\"_attachments\":{\"a\":{\"stub\":true}}}", 412,
      "{\"error\":\"missing_stub\",*" },
    { AS_ADMIN, "GET", "/inline/bad/_a", NULL, 404, NULL },
    /* An editor's stub stands for what the revision has that he edits, wherever else the bytes may be. */
    { AS_ADMIN, "PUT", "/inline/other",
      "{\"_attachments\":{\"foo.txt\":{\"stub\":true,\"digest\":\"md5-aEI7pOYCRBLTRQvvqYrrJQ==\"}}}", 412,
      "{\"error\":\"missing_stub\",\"reason\":\"Invalid attachment stub in other for foo.txt\"}" },
    { AS_ADMIN, "PUT", "/inline/bin?new_edits=false",
      "{\"_revisions\":{\"start\":2,\"ids\":[\"bb\",\"aa\"]},\"_attachments\":{\"foo.txt\":{\"stub\":true,\"revpos\":1,"
      "\"digest\":\"md5-aEI7pOYCRBLTRQvvqYrrJQ==\",\"length\":29}}}",
      201, NULL },
    { AS_ADMIN, "GET", "/inline/bin/foo.txt?rev=2-bb", NULL, 200, TEXT },
  };

  make_database ("inline");
  RUN (steps);
}

static void
test_alone (void)
{
  g_autoptr (Reply) made = NULL;
  g_autoptr (Reply) changed = NULL;
  g_autoptr (Reply) read = NULL;
  g_autoptr (Reply) same = NULL;
  g_autoptr (Reply) removed = NULL;
  g_autofree char *rev = NULL;
  g_autofree char *rev2 = NULL;
  g_autofree char *path = NULL;

  make_database ("alone");
  made = ask ("PUT", "/alone/doc/in/a%2Ffolder.txt", "one", "application/x-one", NULL);
  rev = get_rev (made);
  g_assert_true (g_str_has_suffix (header (made, "Location"), "/alone/doc/in%2Fa%2Ffolder.txt"));

  /* Without the revision, or with one that is not a leaf, it is a conflict. */
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/alone/doc/x", "x", 409, "{\"error\":\"conflict\",*");
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/alone/doc/x?rev=1-adae8575ecea588919bd08eb020c708e", "x", 409,
                  NULL);

  path = g_strdup_printf ("/alone/doc/second?rev=%s", rev);
  changed = ask ("PUT", path, "", "text/plain;charset=utf-8", NULL);
  rev2 = get_rev (changed);
  g_assert_true (g_str_has_prefix (rev2, "2-"));
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/alone/doc", NULL, 200,
                  "{*\"second\":{*},\"in/a/folder.txt\":{*}}}");
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/alone/doc/second", NULL, 200, "");

  read = ask ("GET", "/alone/doc/in/a/folder.txt", NULL, NULL, NULL);
  assert_body (read, 200, "one");
  g_assert_cmpstr (header (read, "Content-Type"), ==, "application/x-one");
  g_assert_cmpstr (header (read, "Accept-Ranges"), ==, "bytes");
  g_assert_cmpstr (header (read, "ETag"), ==, "\"+XxdKZQb+xsv2rCHSQargg==\"");
  same = ask ("GET", "/alone/doc/in/a/folder.txt", NULL, NULL, "If-None-Match", header (read, "ETag"), NULL);
  assert_body (same, 304, "");

  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/alone/doc/second", NULL, 409, "{\"error\":\"conflict\",*");
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/alone/doc/second?rev=4-abc", NULL, 409,
                  "{\"error\":\"not_found\",\"reason\":\"missing_rev\"}");
  g_free (path);
  path = g_strdup_printf ("/alone/doc/third?rev=%s", rev2);
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", path, NULL, 404,
                  "{\"error\":\"not_found\",\"reason\":\"Document is missing attachment\"}");
  removed = ask ("DELETE", "/alone/doc/second", NULL, NULL, "If-Match", rev2, NULL);
  assert_body (removed, 200, "{\"ok\":true,\"id\":\"doc\",\"rev\":\"3-*\"}\n");
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/alone/doc/second", NULL, 404,
                  "{\"error\":\"not_found\",\"reason\":\"Document is missing attachment\"}");
  g_free (path);
  path = g_strdup_printf ("/alone/doc/second?rev=%s", rev2);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", path, NULL, 200, "");
}

static void
test_more_words (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/words/_design/d/a/b", "1", 201, NULL },
    { AS_ADMIN, "GET", "/words/_design/d/a%2Fb", NULL, 200, "1" },
    { AS_ADMIN, "GET", "/words/_design%2Fd/a/b", NULL, 200, "1" },
    { AS_ADMIN, "HEAD", "/words/_design/d/a/b", NULL, 200, "" },
    { AS_ADMIN, "GET", "/words/none/a", NULL, 404, "{\"error\":\"not_found\",\"reason\":\"missing\"}" },
    { AS_ADMIN, "DELETE", "/words/none/a", NULL, 404, "{\"error\":\"not_found\",\"reason\":\"missing\"}" },
    { AS_ADMIN, "PUT", "/words/_nothing/a", "1", 400, "{\"error\":\"illegal_docid\",*" },
    { AS_ADMIN, "PUT", "/words/doc/_a", "1", 400,
      "{\"error\":\"bad_request\",\"reason\":\"Attachment name '_a' starts with prohibited character '_'\"}" },
    { AS_ADMIN, "PUT", "/words/_local/x/a", "1", 400,
      "{\"error\":\"bad_request\",\"reason\":\"_local documents do not accept attachments.\"}" },
    { AS_NOBODY, "PUT", "/words/doc/a", "1", 401, "{\"error\":\"unauthorized\",*" },
    { AS_ADMIN, "PUT", "/nowhere/doc/a", "1", 404,
      "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}" },
    { AS_ADMIN, "PUT", "/words/doc/a?rev=x", "1", 400, NULL },
    { AS_ADMIN, "GET", "/words/doc", NULL, 404, NULL },
  };

  make_database ("words");
  RUN (steps);
}

static void
test_compressed (void)
{
  static const guint8 gzipped[] = { 31, 139, 8,  0,   0,  0, 0, 0,   0,  3,  203, 72, 205, 201, 201, 87,
                                    40, 207, 47, 202, 73, 1, 0, 133, 17, 74, 13,  11, 0,   0,   0 };
  Fixture *fixture = fixture_get ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (gzipped, sizeof gzipped);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) sent = NULL;
  g_autoptr (Reply) plain = NULL;
  g_autoptr (Reply) text = NULL;
  g_autoptr (Reply) raw = NULL;
  g_autoptr (Reply) refused = NULL;

  make_database ("gzip");
  message = fixture_message (fixture, AS_ADMIN, "PUT", "/gzip/doc/a", NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, "image/x-plain", bytes);
  sent = fixture_send (fixture, message);
  g_assert_cmpuint (sent->status, ==, 201);
  fixture_expect (fixture, AS_ADMIN, "GET", "/gzip/doc?att_encoding_info=true", NULL, 200,
                  "{*\"digest\":\"" HELLO_DIGEST
                  "\",\"length\":11,\"stub\":true,\"encoding\":\"gzip\",\"encoded_length\":31}}}");
  plain = ask ("GET", "/gzip/doc/a", NULL, NULL, "Accept-Encoding", "identity", "Range", "bytes=0-3", NULL);
  assert_body (plain, 200, "hello world");
  g_assert_cmpstr (header (plain, "Content-Length"), ==, "11");
  g_assert_null (header (plain, "Content-Encoding"));
  g_assert_cmpstr (header (plain, "Accept-Ranges"), ==, "none");
  raw = ask ("HEAD", "/gzip/doc/a", NULL, NULL, "Accept-Encoding", "deflate, gzip;q=0.5", NULL);
  g_assert_cmpstr (header (raw, "Content-Encoding"), ==, "gzip");
  g_assert_cmpstr (header (raw, "Content-Length"), ==, "31");
  g_assert_cmpstr (header (raw, "ETag"), ==, "\"7mkg+nM0HN26sZkLN8KVSA==\"");

  /* The same text sent plainly is the same blob. */
  text = ask ("PUT", "/gzip/text/a", "hello world", "Text/Plain; charset=utf-8", NULL);
  g_assert_cmpuint (text->status, ==, 201);
  fixture_expect (fixture, AS_ADMIN, "GET", "/gzip/text", NULL, 200,
                  "{*\"digest\":\"" HELLO_DIGEST "\",\"length\":11,*");
  refused = ask ("PUT", "/gzip/other/a", "x", "text/plain", "Content-Encoding", "br", NULL);
  g_assert_cmpuint (refused->status, ==, 415);
}

/* What says that it is compressed and is not is kept as it came; only whoever wants it decompressed gets a torn
 * answer. */
static void
test_wrongly_compressed (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (Reply) sent = NULL;
  g_autoptr (Reply) head = NULL;

  make_database ("wrong");
  sent = ask ("PUT", "/wrong/doc/a", "not gzip at all", "image/x", "Content-Encoding", "gzip", NULL);
  g_assert_cmpuint (sent->status, ==, 201);
  head = ask ("HEAD", "/wrong/doc/a", NULL, NULL, "Accept-Encoding", "gzip", NULL);
  g_assert_cmpstr (header (head, "Content-Length"), ==, "15");
  fixture_expect (fixture, AS_ADMIN, "GET", "/wrong/doc?att_encoding_info=true", NULL, 200,
                  "{*\"length\":15,*\"encoded_length\":15}}}");
}

static void
test_ranges (void)
{
  static const struct {
    const char *range;
    guint status;
    const char *body;
    const char *content_range;
  } rows[] = {
    { "bytes=0-28", 206, TEXT, "bytes 0-28/29" },
    { "bytes=0-", 200, TEXT, NULL },
    { "bytes=0-,0-,0-", 200, TEXT, NULL },
    { "bytes:0-", 200, TEXT, NULL },
    { "lines=1-2", 200, TEXT, NULL },
    { "bytes=a-b", 200, TEXT, NULL },
    { "bytes=-", 200, TEXT, NULL },
    { "bytes=", 200, TEXT, NULL },
    { "bytes=2-", 206, "is is a base64 encoded text", "bytes 2-28/29" },
    { "bytes=0-3", 206, "This", "bytes 0-3/29" },
    { "bytes=10-15", 206, "base64", "bytes 10-15/29" },
    { "bytes=-3", 206, "ext", "bytes 26-28/29" },
    { "bytes=-300", 206, TEXT, "bytes 0-28/29" },
    { "bytes=20-300", 206, "oded text", "bytes 20-28/29" },
    { "bytes=5-3", 416, "{\"error\":\"requested_range_not_satisfiable\",*", NULL },
    { "bytes=300-310", 416, "{\"error\":\"requested_range_not_satisfiable\",*", NULL },
    { "bytes=300-", 416, "*", NULL },
    { "bytes=-0", 416, "*", NULL },
    { "bytes=0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1,0-1", 200, TEXT, NULL },
    { "bytes=0-1,3-4", 206,
      "--*\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes 0-1/29\r\n\r\nTh\r\n--*\r\n"
      "Content-Type: application/octet-stream\r\nContent-Range: bytes 3-4/29\r\n\r\ns \r\n--*--",
      NULL },
  };

  make_database ("ranges");
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/ranges/doc",
                  "{\"_attachments\":{\"a\":{\"content_type\":\"application/octet-stream\",\"data\":\"" TEXT64 "\"}}}",
                  201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Reply) reply = ask ("GET", "/ranges/doc/a", NULL, NULL, "Range", rows[i].range, NULL);

    g_test_message ("%s", rows[i].range);
    assert_body (reply, rows[i].status, rows[i].body);
    g_assert_cmpstr (header (reply, "Content-Range"), ==, rows[i].content_range);
  }
}

/* A type with a line's end in it must not become a header of its own. */
static void
test_odd_type (void)
{
  g_autoptr (Reply) whole = NULL;
  g_autoptr (Reply) ranges = NULL;
  g_autoptr (Reply) parts = NULL;

  make_database ("odd");
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/odd/doc",
                  "{\"_attachments\":{\"a\\r\\nX-Evil: 1\":{\"content_type\":\"x/y\\r\\nX-Evil: 1\",\"data\":\"" TEXT64
                  "\"}}}",
                  201, NULL);
  whole = ask ("GET", "/odd/doc/a%0D%0AX-Evil:%201", NULL, NULL, NULL);
  assert_body (whole, 200, TEXT);
  g_assert_null (header (whole, "X-Evil"));
  g_assert_cmpstr (header (whole, "Content-Type"), ==, "application/octet-stream");
  ranges = ask ("GET", "/odd/doc/a%0D%0AX-Evil:%201", NULL, NULL, "Range", "bytes=0-1,3-4", NULL);
  g_assert_cmpuint (ranges->status, ==, 206);
  g_assert_null (strstr (ranges->body, "\nX-Evil"));
  parts = ask ("GET", "/odd/doc?attachments=true", NULL, NULL, "Accept", "multipart/related", NULL);
  g_assert_cmpuint (parts->status, ==, 200);
  g_assert_null (strstr (parts->body, "\nX-Evil"));
}

#define PART(content) "\r\n--abc123\r\n\r\n" content
#define RELATED       "multipart/related;boundary=\"abc123\""
#define FIRST                                                                                                          \
  "--abc123\r\ncontent-type: application/json\r\n\r\n{\"body\":\"This is a body.\",\"_attachments\":{"                 \
  "\"foo.txt\":{\"follows\":true,\"content_type\":\"application/test\",\"length\":21},"                                \
  "\"bar.txt\":{\"follows\":true,\"content_type\":\"application/test\",\"length\":20},"                                \
  "\"baz.txt\":{\"follows\":true,\"content_type\":\"text/plain\",\"length\":19}}}" PART ("this is 21 chars long")      \
      PART ("this is 20 chars lon") PART ("this is 19 chars lo") "\r\n--abc123--epilogue"

static char *
put_parts (const char *path, const char *body)
{
  g_autoptr (Reply) reply = ask ("PUT", path, body, RELATED, NULL);

  return get_rev (reply);
}

static void
test_parts (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *update = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Reply) all = NULL;
  g_autoptr (Reply) newer = NULL;
  g_autoptr (Reply) mixed = NULL;

  make_database ("parts");
  first = put_parts ("/parts/multipart", FIRST);
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart/foo.txt", NULL, 200, "this is 21 chars long");
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart/bar.txt", NULL, 200, "this is 20 chars lon");
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart/baz.txt", NULL, 200, "this is 19 chars lo");
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart?att_encoding_info=true", NULL, 200,
                  "{*\"foo.txt\":{*\"length\":21,\"stub\":true},\"bar.txt\":{*\"length\":20,\"stub\":true},"
                  "\"baz.txt\":{*\"length\":19,\"stub\":true,\"encoding\":\"gzip\",*}},\"body\":*}");

  update =
      g_strdup_printf ("--abc123\r\ncontent-type: application/json\r\n\r\n{\"_rev\":\"%s\",\"body\":\"This is a "
                       "body.\",\"_attachments\":{"
                       "\"foo.txt\":{\"stub\":true,\"content_type\":\"application/test\"},"
                       "\"bar.txt\":{\"follows\":true,\"content_type\":\"application/test\",\"length\":18}}}" PART (
                           "this is 18 chars l") "\r\n--abc123--",
                       first);
  second = put_parts ("/parts/multipart", update);
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart/bar.txt", NULL, 200, "this is 18 chars l");
  fixture_expect (fixture, AS_ADMIN, "GET", "/parts/multipart/baz.txt", NULL, 404, NULL);

  all = ask ("GET", "/parts/multipart?attachments=true", NULL, NULL, "Accept", "multipart/related,*/*;", NULL);
  assert_body (all, 200,
               "--*\r\nContent-Type: application/json\r\n\r\n{*\"foo.txt\":{*\"follows\":true},\"bar.txt\":{*"
               "\"follows\":true}},*}\r\n--*\r\nContent-Disposition: attachment; filename=\"foo.txt\"\r\n"
               "Content-Type: application/test\r\nContent-Length: 21\r\n\r\nthis is 21 chars long\r\n--*\r\n"
               "Content-Disposition: attachment; filename=\"bar.txt\"\r\nContent-Type: application/test\r\n"
               "Content-Length: 18\r\n\r\nthis is 18 chars l\r\n--*--");
  /* To the byte as long as CouchDB's. */
  g_assert_cmpstr (header (all, "Content-Length"), ==, "790");

  path = g_strdup_printf ("/parts/multipart?atts_since=%%5B%%221-2897589%%22,%%22%s%%22%%5D", first);
  newer = ask ("GET", path, NULL, NULL, "Accept", "multipart/related,*/*;", NULL);
  assert_body (newer, 200,
               "--*\r\nContent-Type: application/json\r\n\r\n{*\"foo.txt\":{*\"stub\":true},\"bar.txt\":{*"
               "\"follows\":true}},*}\r\n--*\r\nContent-Disposition: attachment; filename=\"bar.txt\"\r\n*"
               "\r\n\r\nthis is 18 chars l\r\n--*--");
  g_free (path);
  path = g_strdup_printf ("/parts/multipart?open_revs=%%5B%%22%s%%22,%%227-a%%22%%5D", second);
  mixed = ask ("GET", path, NULL, NULL, "Accept", "multipart/mixed", NULL);
  assert_body (mixed, 200,
               "--*\r\nContent-Type: multipart/related; boundary=\"*\"\r\n\r\n--*\r\nContent-Type: application/json\r\n"
               "\r\n{*}\r\n--*\r\nContent-Disposition: *foo.txt*\r\n\r\nthis is 21 chars long\r\n--*\r\n"
               "Content-Disposition: *\r\n\r\nthis is 18 chars l\r\n--*--\r\n--*\r\n"
               "Content-Type: application/json; error=\"true\"\r\n\r\n{\"missing\":\"7-a\"}\r\n--*--");
}

/* As the answer to _bulk_get, for who asks for nothing else. */
static void
test_bulk_parts (void)
{
  Fixture *fixture = fixture_get ();
  const char *question = "{\"docs\":[{\"id\":\"a\",\"rev\":\"1-a\"},{\"id\":\"none\",\"rev\":\"1-b\"},"
                         "{\"id\":7},{\"id\":\"plain\"}]}";
  g_autoptr (Reply) mixed = NULL, related = NULL, both = NULL;

  make_database ("bulk-parts");
  fixture_expect (
      fixture, AS_ADMIN, "POST", "/bulk-parts/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"_rev\":\"1-a\",\"_attachments\":{\"f\":{\"content_type\":"
      "\"image/x\",\"data\":\"aGVsbG8=\"},\"g\":{\"content_type\":\"image/x\",\"data\":\"\"}}},"
      "{\"_id\":\"plain\",\"_rev\":\"1-p\"}]}",
      201, "[]");
  mixed = ask ("POST", "/bulk-parts/_bulk_get", question, "application/json", "Accept", "multipart/mixed", NULL);
  assert_body (mixed, 200,
               "--*\r\nX-Doc-Id: a\r\nX-Rev-Id: 1-a\r\nContent-Type: multipart/related; boundary=\"*\"\r\n\r\n"
               "--*\r\nContent-Type: application/json\r\n\r\n{\"_id\":\"a\",*\"follows\":true*}\r\n"
               "--*\r\nContent-Disposition: attachment; filename=\"f\"\r\n*\r\n\r\nhello\r\n--*filename=\"g\"*--*--\r\n"
               "--*\r\nContent-Type: application/json; error=\"true\"\r\n\r\n"
               "{\"rev\":\"1-b\",\"error\":\"not_found\",\"reason\":\"missing\"}\r\n"
               "--*\r\nContent-Type: application/json; error=\"true\"\r\n\r\n{\"id\":7,\"rev\":null,*}\r\n"
               "--*\r\nContent-Type: application/json\r\n\r\n{\"_id\":\"plain\",\"_rev\":\"1-p\"}\r\n--*--");
  g_assert_true (g_str_has_prefix (header (mixed, "Content-Type"), "multipart/mixed; boundary="));
  related =
      ask ("POST", "/bulk-parts/_bulk_get", "{\"docs\":[]}", "application/json", "Accept", "multipart/related", NULL);
  g_assert_cmpuint (related->status, ==, 200);
  g_assert_true (g_str_has_prefix (header (related, "Content-Type"), "multipart/related; boundary="));
  both = ask ("POST", "/bulk-parts/_bulk_get", question, "application/json", "Accept",
              "multipart/mixed, application/json", NULL);
  assert_body (both, 200, "{\"results\":[*");
}

#define FORM "multipart/form-data; boundary=----TF"

/* As a browser sends it; only from a page of this server, because any page can send a form with somebody's cookie. */
static void
test_form (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *own = g_strdup_printf ("http://127.0.0.1:%u/somewhere", fixture->port);
  g_autofree char *body = NULL;
  g_autofree char *rev = NULL;
  g_autoptr (Reply) made = NULL;
  g_autoptr (Reply) alone = NULL;
  g_autoptr (Reply) foreign = NULL;
  g_autoptr (Reply) good = NULL;
  g_autoptr (Reply) late = NULL;
  g_autoptr (Reply) json = NULL;

  make_database ("form");
  made = ask ("PUT", "/form/doc/old", "old", "image/x", NULL);
  rev = get_rev (made);
  body = g_strdup_printf ("------TF\r\nContent-Disposition: form-data; name=\"_rev\"\r\n\r\n%s\r\n"
                          "------TF\r\nContent-Disposition: form-data; name=\"_attachments\"; filename=\"file.txt\"\r\n"
                          "Content-Type: text/plain\r\n\r\ncontents of file.txt\r\n\r\n------TF--",
                          rev);
  alone = ask ("POST", "/form/doc", body, FORM, NULL);
  assert_body (alone, 400, "{\"error\":\"bad_request\",\"reason\":\"Referer header required.\"}\n");
  foreign = ask ("POST", "/form/doc", body, FORM, "Referer", "http://elsewhere.example/", NULL);
  assert_body (foreign, 400, "{\"error\":\"bad_request\",\"reason\":\"Referer header must match host.\"}\n");
  good = ask ("POST", "/form/doc", body, FORM, "Referer", own, NULL);
  assert_body (good, 201, "{\"ok\":true,\"id\":\"doc\",\"rev\":\"2-*\"}\n");
  fixture_expect (fixture, AS_ADMIN, "GET", "/form/doc/file.txt", NULL, 200, "contents of file.txt");
  fixture_expect (fixture, AS_ADMIN, "GET", "/form/doc", NULL, 200,
                  "{*\"file.txt\":{*\"length\":22,*},\"old\":{*\"length\":3,*}}}");
  late = ask ("POST", "/form/doc", body, FORM, "Referer", own, NULL);
  g_assert_cmpuint (late->status, ==, 409);
  json = ask ("POST", "/form/doc", "{}", "application/json", "Referer", own, NULL);
  g_assert_cmpuint (json->status, ==, 415);
}

static void
test_copied (void)
{
  g_autoptr (Reply) made = NULL;
  g_autoptr (Reply) copied = NULL;

  make_database ("copied");
  made = ask ("PUT", "/copied/a/file", "hello world", "text/plain", NULL);
  g_assert_cmpuint (made->status, ==, 201);
  copied = ask ("COPY", "/copied/a", NULL, NULL, "Destination", "b", NULL);
  g_assert_cmpuint (copied->status, ==, 201);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/copied/b/file", NULL, 200, "hello world");
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/copied/b", NULL, 200,
                  "{*\"digest\":\"" HELLO_DIGEST "\",\"length\":11,\"stub\":true}}}");
}

/* What was replicated may come again; it may name its parts in any order, and give wrong digests. */
static void
test_replicated_parts (void)
{
  static const char body[] =
      "preamble\r\n--abc123\r\nContent-Type: "
      "application/json\r\n\r\n{\"_revisions\":{\"start\":3,\"ids\":[\"cc\",\"bb\"]},"
      "\"_attachments\":{\"one\":{\"follows\":true,\"content_type\":\"image/x\",\"length\":3,\"revpos\":2,"
      "\"digest\":\"md5-AAAAAAAAAAAAAAAAAAAAAA==\"},\"two\":{\"follows\":true,\"content_type\":\"image/"
      "x\",\"length\":5,"
      "\"revpos\":3}}}\r\n--abc123\r\nContent-Disposition: attachment; filename=\"two\"\r\n\r\nzweit\r\n--abc123\r\n"
      "Content-Disposition: attachment; filename=\"one\"\r\n\r\none\r\n--abc123--";

  make_database ("again");
  for (guint i = 0; i < 3; i++) {
    g_autofree char *rev = put_parts ("/again/doc?new_edits=false", body);

    g_assert_cmpstr (rev, ==, "3-cc");
  }
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/again/doc/one", NULL, 200, "one");
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/again/doc", NULL, 200,
                  "{*\"one\":{*\"revpos\":2,\"digest\":\"md5-+XxdKZQb+xsv2rCHSQargg==\",\"length\":3,*\"revpos\":3,*");
}

static void
test_bad_parts (void)
{
  static const struct {
    const char *body;
    guint status;
    const char *answer;
  } rows[] = {
    { "", 400, "*" },
    { "--abc123--", 400, "*" },
    { "--abc123\r\nContent-Type: text/plain\r\n\r\n{}\r\n--abc123--", 415,
      "{\"error\":\"bad_content_type\",\"reason\":\"Content-Type must be application/json\"}\n" },
    { "--abc123\r\nContent-Type: application/json\r\n\r\n{\r\n--abc123--", 400, "{\"error\":\"bad_request\",*" },
    /* Too short, too long, too few, too late */
    { "--abc123\r\nContent-Type: "
      "application/json\r\n\r\n{\"_attachments\":{\"a\":{\"follows\":true,\"length\":3}}}" PART ("ab") "\r\n--abc123--",
      400, "{\"error\":\"bad_request\",\"reason\":\"attachment shorter than expected\"}\n" },
    { "--abc123\r\nContent-Type: "
      "application/json\r\n\r\n{\"_attachments\":{\"a\":{\"follows\":true,\"length\":3}}}" PART (
          "abcd") "\r\n--abc123--",
      400, "{\"error\":\"bad_request\",\"reason\":\"attachment longer than expected\"}\n" },
    { "--abc123\r\nContent-Type: application/json\r\n\r\n{\"_attachments\":{\"a\":{\"follows\":true,\"length\":3},"
      "\"b\":{\"follows\":true,\"length\":1}}}" PART ("abc") "\r\n--abc123--",
      400, "{\"error\":\"bad_request\",\"reason\":\"attachment shorter than expected\"}\n" },
    { "--abc123\r\nContent-Type: "
      "application/json\r\n\r\n{\"_attachments\":{\"a\":{\"follows\":true,\"length\":3}}}" PART ("abc"),
      400, "{\"error\":\"bad_request\",*" },
  };
  g_autoptr (Reply) json = NULL;
  g_autoptr (Reply) shouted = NULL;
  g_autofree char *rev = NULL;

  make_database ("badparts");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Reply) reply = ask ("PUT", "/badparts/doc", rows[i].body, RELATED, NULL);

    assert_body (reply, rows[i].status, rows[i].answer);
  }
  shouted = ask ("PUT", "/badparts/doc", "", "MULTIPART/RELATED; boundary=b", NULL);
  g_assert_cmpuint (shouted->status, ==, 400);
  json = ask ("PUT", "/badparts/doc", "{}", "multipart/related", NULL);
  g_assert_cmpuint (json->status, ==, 400);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/badparts/doc", NULL, 404, NULL);
  /* A part more than announced is for nobody. */
  rev = put_parts ("/badparts/doc",
                   "--abc123\r\nContent-Type: application/json\r\n\r\n{\"a\":1}" PART ("surplus") "\r\n--abc123--");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attachment/inline", test_inline);
  g_test_add_func ("/attachment/alone", test_alone);
  g_test_add_func ("/attachment/more-words", test_more_words);
  g_test_add_func ("/attachment/compressed", test_compressed);
  g_test_add_func ("/attachment/wrongly-compressed", test_wrongly_compressed);
  g_test_add_func ("/attachment/ranges", test_ranges);
  g_test_add_func ("/attachment/odd-type", test_odd_type);
  g_test_add_func ("/attachment/parts", test_parts);
  g_test_add_func ("/attachment/bulk-parts", test_bulk_parts);
  g_test_add_func ("/attachment/form", test_form);
  g_test_add_func ("/attachment/copied", test_copied);
  g_test_add_func ("/attachment/replicated-parts", test_replicated_parts);
  g_test_add_func ("/attachment/bad-parts", test_bad_parts);
  status = g_test_run ();
  fixture_free ();
  return status;
}
