/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Status and words of every endpoint, as tables of steps. Words that clients compare are spelled out; the rest
 * is matched by patterns.
 */
#include "server-fixture.h"

#define RUN(steps) fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps))

#define REV1  "1-0123456789abcdef0123456789abcdef"
#define REV2  "2-0123456789abcdef0123456789abcdef"
#define REV2B "2-fedcba9876543210fedcba9876543210"

static void
make_database (const char *name)
{
  g_autofree char *path = g_strconcat ("/", name, NULL);

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", path, NULL, 201, "{\"ok\":true}");
}

/* Sends a document and gives its new revision. */
static char *
put_document (const char *path, const char *body)
{
  g_autoptr (Reply) reply = fixture_request (fixture_get (), AS_ADMIN, "PUT", path, body);
  const char *start = strstr (reply->body, "\"rev\":\"");

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_nonnull (start);
  start += strlen ("\"rev\":\"");
  return g_strndup (start, strcspn (start, "\""));
}

static void
test_root (void)
{
  static const Step steps[] = {
    { AS_NOBODY, "GET", "/", NULL, 200, "{\"couchdb\":\"Welcome\",\"vendor\":{\"name\":\"Ryōrin\"}}" },
    { AS_ADMIN, "GET", "/", NULL, 200, "{\"couchdb\":\"Welcome\",*\"uuid\":\"????????????????????????????????\",*" },
    { AS_NOBODY, "GET", "/_up", NULL, 200, "{\"status\":\"ok\",*}" },
    { AS_ADMIN, "GET", "/_uuids?count=2", NULL, 200, "{\"uuids\":[\"*\",\"*\"]}" },
    { AS_ADMIN, "GET", "/_uuids?count=1001", NULL, 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "GET", "/_uuids?count=x", NULL, 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "GET", "/_active_tasks", NULL, 200, "[]" },
    { AS_CLERK, "GET", "/_active_tasks", NULL, 403, "{\"error\":\"forbidden\",*" },
    { AS_ADMIN, "GET", "/_replicator", NULL, 501,
      "{\"error\":\"not_implemented\",\"reason\":\"This server does not offer /_replicator.\"}" },
    { AS_ADMIN, "PATCH", "/", NULL, 405, "{\"error\":\"method_not_allowed\",\"reason\":\"Only GET,HEAD allowed\"}" },
  };

  RUN (steps);
}

static void
test_database (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "GET", "/db", NULL, 404, "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}" },
    { AS_ADMIN, "HEAD", "/db", NULL, 404, NULL },
    { AS_ADMIN, "PUT", "/db/", NULL, 201, "{\"ok\":true}" },
    { AS_ADMIN, "PUT", "/db", NULL, 412,
      "{\"error\":\"file_exists\",\"reason\":\"The database could not be created, the file already exists.\"}" },
    { AS_ADMIN, "GET", "/db", NULL, 200,
      "{\"db_name\":\"db\",\"purge_seq\":\"0-*\",\"update_seq\":\"0-*\",\"instance_start_time\":\"*\",\"doc_count\":0,"
      "\"doc_del_count\":0,*\"cluster\":{*}}" },
    { AS_ADMIN, "GET", "/db/", NULL, 200, "{\"db_name\":\"db\",*" },
    { AS_ADMIN, "HEAD", "/db", NULL, 200, NULL },
    { AS_ADMIN, "PUT", "/Db", NULL, 400,
      "{\"error\":\"illegal_database_name\",\"reason\":\"Name: 'Db'. Only lowercase characters (a-z), digits (0-9), "
      "and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.\"}" },
    { AS_ADMIN, "PUT", "/a%2Fb", NULL, 201, "{\"ok\":true}" },
    { AS_ADMIN, "GET", "/a%2Fb", NULL, 200, "{\"db_name\":\"a/b\",*" },
    { AS_ADMIN, "GET", "/_all_dbs", NULL, 200, "[\"a/b\",\"db\"]" },
    { AS_ADMIN, "POST", "/db/_ensure_full_commit", "", 201, "{\"ok\":true,\"instance_start_time\":\"*\"}" },
    { AS_ADMIN, "POST", "/db/_compact", "{}", 202, "{\"ok\":true}" },
    { AS_ADMIN, "GET", "/db/_revs_limit", NULL, 200, "1000" },
    { AS_ADMIN, "PUT", "/db/_revs_limit", "10", 200, "{\"ok\":true}" },
    { AS_ADMIN, "GET", "/db/_revs_limit", NULL, 200, "10" },
    { AS_ADMIN, "PUT", "/db/_revs_limit", "0", 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "PUT", "/db/_revs_limit", "{", 400, "{\"error\":\"bad_request\",*" },
    { AS_CLERK, "PUT", "/db/_revs_limit", "10", 403, NULL },
    { AS_ADMIN, "GET", "/db/_security", NULL, 200,
      "{\"members\":{\"roles\":[\"_admin\"]},\"admins\":{\"roles\":[\"_admin\"]}}" },
    { AS_ADMIN, "PUT", "/db/_security", "{\"members\":1}", 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "POST", "/db/_find", "{}", 501, "{\"error\":\"not_implemented\",*" },
    { AS_ADMIN, "DELETE", "/a%2Fb", NULL, 200, "{\"ok\":true}" },
    { AS_ADMIN, "DELETE", "/a%2Fb", NULL, 404, "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}" },
    { AS_ADMIN, "GET", "/_all_dbs", NULL, 200, "[\"db\"]" },
    { AS_ADMIN, "DELETE", "/db", NULL, 200, "{\"ok\":true}" },
  };

  RUN (steps);
}

/* A database made anew under an old name is another database. */
static void
test_identity (void)
{
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) anew = NULL;

  make_database ("identity");
  first = fixture_request (fixture_get (), AS_ADMIN, "POST", "/identity/_ensure_full_commit", "");
  second = fixture_request (fixture_get (), AS_ADMIN, "POST", "/identity/_ensure_full_commit", "");
  g_assert_cmpstr (first->body, ==, second->body);
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/identity", NULL, 200, NULL);
  make_database ("identity");
  anew = fixture_request (fixture_get (), AS_ADMIN, "POST", "/identity/_ensure_full_commit", "");
  g_assert_cmpstr (first->body, !=, anew->body);
}

static void
test_document (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *rev = NULL;
  g_autofree char *path = NULL;
  g_autofree char *second = NULL;
  g_autofree char *answer = NULL;

  make_database ("documents");
  fixture_expect (fixture, AS_ADMIN, "GET", "/documents/a", NULL, 404,
                  "{\"error\":\"not_found\",\"reason\":\"missing\"}");
  rev = put_document ("/documents/a", "{\"name\":\"汐見\",\"big\":12345678901234567890,\"tiny\":1e400}");
  answer =
      g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"name\":\"汐見\",\"big\":12345678901234567890,\"tiny\":1e400}",
                       rev);
  fixture_expect (fixture, AS_ADMIN, "GET", "/documents/a", NULL, 200, answer);
  fixture_expect (fixture, AS_ADMIN, "PUT", "/documents/a", "{\"name\":\"x\"}", 409,
                  "{\"error\":\"conflict\",\"reason\":\"Document update conflict.\"}");
  path = g_strdup_printf ("/documents/a?rev=%s", rev);
  second = put_document (path, "{\"name\":\"x\"}");
  g_assert_true (g_str_has_prefix (second, "2-"));
  fixture_expect (fixture, AS_ADMIN, "GET", path, NULL, 200, answer);
  fixture_expect (fixture, AS_ADMIN, "DELETE", path, NULL, 409, "{\"error\":\"conflict\",*");
  fixture_expect (fixture, AS_ADMIN, "DELETE", "/documents/a", NULL, 409, "{\"error\":\"conflict\",*");
  g_free (path);
  path = g_strdup_printf ("/documents/a?rev=%s", second);
  fixture_expect (fixture, AS_ADMIN, "DELETE", path, NULL, 200, "{\"ok\":true,\"id\":\"a\",\"rev\":\"3-*\"}");
  fixture_expect (fixture, AS_ADMIN, "GET", "/documents/a", NULL, 404,
                  "{\"error\":\"not_found\",\"reason\":\"deleted\"}");
  fixture_expect (fixture, AS_ADMIN, "DELETE", "/documents/a", NULL, 404, NULL);
  /* Made again, it goes on where it ended. */
  g_free (rev);
  rev = put_document ("/documents/a", "{}");
  g_assert_true (g_str_has_prefix (rev, "4-"));
}

static void
test_document_answers (void)
{
  static const Step steps[] = {
    /* The address says which document it is. */
    { AS_ADMIN, "PUT", "/answers/here", "{\"_id\":\"elsewhere\"}", 201, "{\"ok\":true,\"id\":\"here\",*" },
    { AS_ADMIN, "PUT", "/answers/here?new_edits=false", "{}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"When `new_edits: false`, the document needs *\"}" },
    { AS_ADMIN, "PUT", "/answers/batched?batch=ok", "{}", 202, "{\"ok\":true,\"id\":\"batched\"}" },
    { AS_ADMIN, "GET", "/answers/batched", NULL, 200, "{\"_id\":\"batched\",*" },
    { AS_ADMIN, "PUT", "/answers/gone", "{\"_deleted\":true}", 200, "{\"ok\":true,\"id\":\"gone\",*" },
    { AS_ADMIN, "GET", "/answers/here?rev=odd", NULL, 400, "{*\"reason\":\"Invalid rev format\"}" },
    { AS_ADMIN, "GET", "/answers/here?local_seq=true", NULL, 200, "*,\"_local_seq\":1}" },
    { AS_ADMIN, "COPY", "/answers/here", NULL, 400,
      "{\"error\":\"bad_request\",\"reason\":\"Destination header is mandatory for COPY.\"}" },
    { AS_ADMIN, "PUT", "/answers/a", "{\"_odd\":1}", 400,
      "{\"error\":\"doc_validation\",\"reason\":\"Bad special document member: _odd\"}" },
    { AS_ADMIN, "PUT", "/answers/a", "[]", 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "PUT", "/answers/a?rev=1-a", "{\"_rev\":\"1-b\"}", 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "PUT", "/answers/a?rev=wrong", "{}", 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "POST", "/answers", "{\"_id\":\"posted\"}", 201, "{\"ok\":true,\"id\":\"posted\",\"rev\":\"1-*\"}" },
    { AS_ADMIN, "POST", "/answers", "{\"v\":1}", 201,
      "{\"ok\":true,\"id\":\"????????????????????????????????\",\"rev\":\"1-*\"}" },
    { AS_ADMIN, "PUT", "/answers/f?new_edits=false", "{\"_rev\":\"" REV1 "\",\"v\":1}", 201,
      "{\"ok\":true,\"id\":\"f\",\"rev\":\"" REV1 "\"}" },
    { AS_ADMIN, "GET", "/answers/f?revs=true", NULL, 200,
      "{\"_id\":\"f\",\"_rev\":\"" REV1
      "\",\"_revisions\":{\"start\":1,\"ids\":[\"0123456789abcdef0123456789abcdef\"]},\"v\":1}" },
    { AS_ADMIN, "PUT", "/answers/_design/d", "{\"views\":{}}", 201,
      "{\"ok\":true,\"id\":\"_design/d\",\"rev\":\"1-*\"}" },
    { AS_ADMIN, "GET", "/answers/_design%2Fd", NULL, 200, "{\"_id\":\"_design/d\",*" },
    { AS_ADMIN, "PUT", "/answers/slash%2Fid", "{}", 201, "{\"ok\":true,\"id\":\"slash/id\",*" },
    { AS_ADMIN, "GET", "/answers/slash%2Fid", NULL, 200, "{\"_id\":\"slash/id\",*" },
    { AS_ADMIN, "GET", "/answers/_bad", NULL, 404, NULL },
    { AS_ADMIN, "PUT", "/answers/_bad", "{}", 400, "{\"error\":\"illegal_docid\",*" },
    { AS_ADMIN, "GET", "/answers/posted/file", NULL, 404, NULL },
    { AS_ADMIN, "PUT", "/answers/att", "{\"_attachments\":{\"a\":{\"data\":\"aGk=\"}}}", 201, NULL },
    { AS_ADMIN, "GET", "/answers/att", NULL, 200, "{*\"_attachments\":{\"a\":{*\"stub\":true}}}" },
    { AS_ADMIN, "PUT", "/answers/noatt", "{\"_attachments\":{ }}", 201, NULL },
  };

  make_database ("answers");
  RUN (steps);
}

static void
test_conflict (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/conflict/_bulk_docs",
      "{\"new_edits\":false,\"docs\":["
      "{\"_id\":\"c\",\"_rev\":\"" REV2
      "\",\"v\":\"left\",\"_revisions\":{\"start\":2,\"ids\":[\"0123456789abcdef0123456789abcdef\",\"aa\"]}},"
      "{\"_id\":\"c\",\"_rev\":\"" REV2B
      "\",\"v\":\"right\",\"_revisions\":{\"start\":2,\"ids\":[\"fedcba9876543210fedcba9876543210\",\"aa\"]}}]}",
      201, "[]" },
    { AS_ADMIN, "GET", "/conflict/c?conflicts=true", NULL, 200,
      "{\"_id\":\"c\",\"_rev\":\"" REV2B "\",\"_conflicts\":[\"" REV2 "\"],\"v\":\"right\"}" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=all", NULL, 200, "[{\"ok\":{*},{\"ok\":{*}]" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=%5B%22" REV2 "%22%5D&revs=true", NULL, 200,
      "[{\"ok\":{\"_id\":\"c\",\"_rev\":\"" REV2
      "\",\"_revisions\":{\"start\":2,\"ids\":[\"0123456789abcdef0123456789abcdef\",\"aa\"]},\"v\":\"left\"}}]" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=%5B%229-a%22%5D", NULL, 200, "[{\"missing\":\"9-a\"}]" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=%5B%221-aa%22%5D&latest=true", NULL, 200, "[{\"ok\":*},{\"ok\":*}]" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=%5B%221-aa%22,%22" REV2 "%22,%22" REV2B "%22%5D&latest=true", NULL, 200,
      "[{\"ok\":*},{\"ok\":*}]" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=%5B%22odd%22%5D", NULL, 400,
      "{\"error\":\"bad_request\",\"reason\":\"Invalid rev format\"}" },
    { AS_ADMIN, "GET", "/conflict/c?revs_info=true", NULL, 200,
      "*\"_revs_info\":[{\"rev\":\"" REV2B
      "\",\"status\":\"available\"},{\"rev\":\"1-aa\",\"status\":\"missing\"}],\"v\":\"right\"}" },
    { AS_ADMIN, "GET", "/conflict/c?open_revs=nonsense", NULL, 400, "{\"error\":\"bad_request\",*" },
    { AS_ADMIN, "GET", "/conflict/_changes?style=all_docs", NULL, 200,
      "{\"results\":[\n{\"seq\":\"*\",\"id\":\"c\",\"changes\":[{\"rev\":\"" REV2B "\"},{\"rev\":\"" REV2
      "\"}]}\n],\n\"last_seq\":\"*\",\"pending\":0}" },
    { AS_ADMIN, "GET", "/conflict/_changes", NULL, 200,
      "{\"results\":[\n{\"seq\":\"*\",\"id\":\"c\",\"changes\":[{\"rev\":\"" REV2B "\"}]}\n],*" },
    { AS_ADMIN, "POST", "/conflict/_revs_diff", "{\"c\":[\"" REV2 "\",\"3-x\"],\"new\":[\"1-y\"],\"known\":[]}", 200,
      "{\"c\":{\"missing\":[\"3-x\"],\"possible_ancestors\":[\"*\"]},\"new\":{\"missing\":[\"1-y\"]}}" },
    { AS_ADMIN, "POST", "/conflict/_revs_diff", "{\"c\":[\"1-aa\",\"" REV2 "\"]}", 200, "{}" },
    { AS_ADMIN, "POST", "/conflict/_revs_diff", "{\"c\":\"1-aa\"}", 400, "{\"error\":\"bad_request\",*" },
  };

  make_database ("conflict");
  RUN (steps);
}

/* CouchDB's replicator takes design documents in parts only. */
static void
test_parts (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) reply = NULL;

  make_database ("parts");
  fixture_expect (fixture, AS_ADMIN, "PUT", "/parts/_design/d?new_edits=false", "{\"_rev\":\"" REV1 "\"}", 201, NULL);
  message = fixture_message (fixture, AS_ADMIN, "GET",
                             "/parts/_design/d?open_revs=%5B%22" REV1 "%22,%222-a%22%5D&latest=true", NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "multipart/mixed");
  reply = fixture_send (fixture, message);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (
      g_str_has_prefix (soup_message_headers_get_one (reply->headers, "Content-Type"), "multipart/mixed; boundary="));
  g_assert_true (
      g_pattern_match_simple ("--*\r\nContent-Type: application/json\r\n\r\n{\"_id\":\"_design/d\",*}\r\n--*\r\n"
                              "Content-Type: application/json; error=\"true\"\r\n\r\n{\"missing\":\"2-a\"}\r\n--*--",
                              reply->body));
}

static void
test_bulk (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"a\",\"v\":1},{\"_id\":\"b\"},{\"v\":2}]}", 201,
      "[{\"ok\":true,\"id\":\"a\",\"rev\":\"1-*\"},{\"ok\":true,\"id\":\"b\",\"rev\":\"1-*\"},{\"ok\":true,\"id\":\"???"
      "?????????????????????????????\",\"rev\":\"1-*\"}]" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"a\",\"v\":2},{\"_id\":\"c\"}]}", 201,
      "[{\"id\":\"a\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"},{\"ok\":true,\"id\":\"c\",*}]" },
    /* One that cannot be does not hold the others up. */
    { AS_ADMIN, "POST", "/bulk/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"good\",\"_rev\":\"" REV1 "\"},{\"_id\":\"_bad\",\"_rev\":\"" REV1
      "\"},{\"_id\":\"worse\",\"_rev\":\"x\"},7]}",
      201,
      "[{\"id\":\"_bad\",\"rev\":\"" REV1 "\",\"error\":\"illegal_docid\",*},{\"id\":\"worse\",\"rev\":\"x\",\"error\":"
      "\"bad_request\",*},{\"id\":\"\",*}]" },
    { AS_ADMIN, "GET", "/bulk/good", NULL, 200, "{\"_id\":\"good\",\"_rev\":\"" REV1 "\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"_local/x\",\"v\":1}]}", 201,
      "[{\"ok\":true,\"id\":\"_local/x\",\"rev\":\"0-1\"}]" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"att\",\"_attachments\":{\"a\":{\"stub\":true}}}]}",
      412, "{\"error\":\"missing_stub\",\"reason\":\"Invalid attachment stub in att for a\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"fine\"},{\"_id\":\"_bad\"}]}", 400,
      "{\"error\":\"illegal_docid\",\"reason\":\"Only reserved document ids may start with underscore.\"}" },
    { AS_ADMIN, "GET", "/bulk/fine", NULL, 404, NULL },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[]}", 201, "[]" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"POST body must include `docs` parameter.\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":1}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"`docs` parameter must be an array.\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "[]", 400,
      "{\"error\":\"bad_request\",\"reason\":\"Request body must be a JSON object\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[],\"new_edits\":1}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"`new_edits` parameter must be a boolean.\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"x\"}],\"new_edits\":false}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"When `new_edits: false`, the document needs *\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_docs", "{\"docs\":[{\"_id\":\"r\",\"_replication_id\":\"7\"}]}", 201,
      "[{\"ok\":true,*" },
    { AS_ADMIN, "GET", "/bulk/r", NULL, 200, "{\"_id\":\"r\",*,\"_replication_id\":\"7\"}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_get?revs=true&latest=true",
      "{\"docs\":[{\"id\":\"good\",\"rev\":\"" REV1
      "\",\"atts_since\":[]},{\"id\":\"none\",\"rev\":\"1-a\"},{\"id\":\"good\"},{\"id\":\"good\",\"rev\":\"9-z\"}]}",
      200,
      "{\"results\":[{\"id\":\"good\",\"docs\":[{\"ok\":{\"_id\":\"good\",\"_rev\":\"" REV1
      "\",\"_revisions\":{\"start\":1,\"ids\":[\"*\"]}}}]},"
      "{\"id\":\"none\",\"docs\":[{\"error\":{\"id\":\"none\",\"rev\":\"1-a\",\"error\":\"not_found\",\"reason\":"
      "\"missing\"}}]},"
      "{\"id\":\"good\",\"docs\":[{\"ok\":*}]},{\"id\":\"good\",\"docs\":[{\"error\":*}]}]}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_get", "{\"docs\":[]}", 200, "{\"results\":[]}" },
    { AS_ADMIN, "POST", "/bulk/_bulk_get", "{\"docs\":[{},7]}", 200,
      "{\"results\":[{\"id\":null,\"docs\":[{\"error\":{\"id\":null,\"rev\":null,\"error\":\"bad_request\",\"reason\":"
      "\"document id "
      "missed\"}}]},{\"id\":null,*" },
    { AS_ADMIN, "POST", "/bulk/_bulk_get", "{}", 400,
      "{\"error\":\"bad_request\",\"reason\":\"Missing JSON list of 'docs'.\"}" },
  };

  make_database ("bulk");
  RUN (steps);
}

/* What is known already is not counted again. */
static void
test_idempotent (void)
{
  Fixture *fixture = fixture_get ();
  static const char body[] = "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"_rev\":\"" REV1 "\",\"v\":1}]}";

  make_database ("idempotent");
  for (guint i = 0; i < 3; i++) {
    fixture_expect (fixture, AS_ADMIN, "POST", "/idempotent/_bulk_docs", body, 201, "[]");
    fixture_expect (fixture, AS_ADMIN, "GET", "/idempotent", NULL, 200, "*\"update_seq\":\"1-*\"doc_count\":1,*");
  }
}

static void
test_local (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "GET", "/local/_local/x%3D%3D", NULL, 404, "{\"error\":\"not_found\",\"reason\":\"missing\"}" },
    { AS_ADMIN, "PUT", "/local/_local/x%3D%3D", "{\"_id\":\"_local/x==\",\"last_seq\":7}", 201,
      "{\"ok\":true,\"id\":\"_local/x==\",\"rev\":\"0-1\"}" },
    { AS_ADMIN, "GET", "/local/_local/x%3D%3D", NULL, 200, "{\"_id\":\"_local/x==\",\"_rev\":\"0-1\",\"last_seq\":7}" },
    { AS_ADMIN, "PUT", "/local/_local/x%3D%3D", "{\"_rev\":\"0-1\",\"last_seq\":8}", 201,
      "{\"ok\":true,\"id\":\"_local/x==\",\"rev\":\"0-2\"}" },
    { AS_ADMIN, "PUT", "/local/_local/h", "{\"_revisions\":{\"start\":0,\"ids\":[\"1\"]},\"v\":1}", 201, NULL },
    { AS_ADMIN, "GET", "/local/_local/h", NULL, 200, "{\"_id\":\"_local/h\",\"_rev\":\"0-1\",\"v\":1}" },
    { AS_ADMIN, "PUT", "/local/_local/att", "{\"v\":1,\"_attachments\":{\"a\":{\"data\":\"\"}}}", 201, NULL },
    { AS_ADMIN, "GET", "/local/_local/att", NULL, 200, "{\"_id\":\"_local/att\",\"_rev\":\"0-1\",\"v\":1}" },
    { AS_ADMIN, "GET", "/local/_local/att/a", NULL, 400,
      "{\"error\":\"bad_request\",\"reason\":\"_local documents do not accept attachments.\"}" },
    { AS_ADMIN, "PUT", "/local/_local/x/file", "x", 400,
      "{\"error\":\"bad_request\",\"reason\":\"_local documents do not accept attachments.\"}" },
    { AS_ADMIN, "GET", "/local/_changes", NULL, 200, "{\"results\":[\n\n],*" },
    { AS_ADMIN, "GET", "/local/_all_docs", NULL, 200, "{\"total_rows\":0,*" },
    { AS_ADMIN, "DELETE", "/local/_local/x%3D%3D", NULL, 200, "{\"ok\":true,*" },
    { AS_ADMIN, "GET", "/local/_local/x%3D%3D", NULL, 404, NULL },
    { AS_ADMIN, "DELETE", "/local/_local/x%3D%3D", NULL, 404, "{\"error\":\"not_found\",*" },
  };

  make_database ("local");
  RUN (steps);
}

static void
test_all_docs (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "GET", "/all/_all_docs", NULL, 200,
      "{\"total_rows\":4,\"offset\":0,\"rows\":[\r\n{\"id\":\"a\",\"key\":\"a\",\"value\":{\"rev\":\"*\"}},\r\n{\"id\":"
      "\"b\",*\r\n{\"id\":\"c\",*\r\n{\"id\":\"d\",*}}\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?startkey=%22b%22&endkey=%22c%22", NULL, 200,
      "{\"total_rows\":4,\"offset\":1,\"rows\":[\r\n{\"id\":\"b\",*},\r\n{\"id\":\"c\",*}}\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?startkey=%22b%22&endkey=%22c%22&inclusive_end=false", NULL, 200,
      "{\"total_rows\":4,\"offset\":1,\"rows\":[\r\n{\"id\":\"b\",\"key\":\"b\",\"value\":{\"rev\":\"*\"}}\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?descending=true&startkey=%22c%22&limit=1", NULL, 200,
      "{\"total_rows\":4,\"offset\":1,\"rows\":[\r\n{\"id\":\"c\",\"key\":\"c\",*}}\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?key=%22b%22&include_docs=true", NULL, 200,
      "{\"total_rows\":4,\"offset\":1,\"rows\":[\r\n{\"id\":\"b\",\"key\":\"b\",\"value\":{\"rev\":\"*\"},\"doc\":{\"_"
      "id\":\"b\",\"_rev\":\"*\",\"v\":2}}\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?limit=0", NULL, 200, "{\"total_rows\":4,\"offset\":0,\"rows\":[\r\n\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?skip=3", NULL, 200,
      "{\"total_rows\":4,\"offset\":3,\"rows\":[\r\n{\"id\":\"d\",*}}\r\n]}" },
    { AS_ADMIN, "POST", "/all/_all_docs?include_docs=true", "{\"keys\":[\"d\",\"none\",\"gone\",\"a\"]}", 200,
      "{\"total_rows\":4,\"offset\":null,\"rows\":[\r\n{\"id\":\"d\",*},\r\n{\"key\":\"none\",\"error\":\"not_found\"},"
      "\r\n{"
      "\"id\":\"gone\",\"key\":\"gone\",\"value\":{\"rev\":\"2-*\",\"deleted\":true},\"doc\":null},\r\n{\"id\":\"a\",*}"
      "\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?limit=0&update_seq=true", NULL, 200,
      "*,\"update_seq\":\"6-*\",\"rows\":[\r\n\r\n]}" },
    { AS_ADMIN, "GET", "/all/_all_docs?key=%22a%22&keys=%5B%22a%22,%22b%22%5D", NULL, 400,
      "{\"error\":\"query_parse_error\",*" },
    { AS_ADMIN, "GET", "/all/_all_docs?limit=x", NULL, 400, "{\"error\":\"query_parse_error\",*" },
    { AS_ADMIN, "GET", "/all/_all_docs?startkey=b", NULL, 400, "{\"error\":\"bad_request\",*" },
  };
  g_autofree char *rev = NULL;
  g_autofree char *path = NULL;

  make_database ("all");
  fixture_expect (
      fixture_get (), AS_ADMIN, "POST", "/all/_bulk_docs",
      "{\"docs\":[{\"_id\":\"d\",\"v\":4},{\"_id\":\"b\",\"v\":2},{\"_id\":\"c\",\"v\":3},{\"_id\":\"a\",\"v\":1}]}",
      201, NULL);
  rev = put_document ("/all/gone", "{}");
  path = g_strdup_printf ("/all/gone?rev=%s", rev);
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", path, NULL, 200, NULL);
  RUN (steps);
}

static void
test_etag (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *rev = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) plain = NULL;
  g_autoptr (Reply) known = NULL;
  g_autoptr (Reply) head = NULL;

  make_database ("etag");
  rev = put_document ("/etag/a", "{\"v\":1}");
  etag = g_strdup_printf ("\"%s\"", rev);
  plain = fixture_request (fixture, AS_ADMIN, "GET", "/etag/a", NULL);
  g_assert_cmpstr (soup_message_headers_get_one (plain->headers, "ETag"), ==, etag);

  message = fixture_message (fixture, AS_ADMIN, "GET", "/etag/a", NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match", etag);
  known = fixture_send (fixture, message);
  g_assert_cmpuint (known->status, ==, 304);
  g_assert_cmpuint (known->length, ==, 0);

  head = fixture_request (fixture, AS_ADMIN, "HEAD", "/etag/a", NULL);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->length, ==, 0);
  g_assert_cmpuint (soup_message_headers_get_content_length (head->headers), ==, plain->length);
  g_assert_cmpstr (soup_message_headers_get_one (head->headers, "ETag"), ==, etag);
}

/* A range is no part of the protocol; an answer comes whole. */
static void
test_no_ranges (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = fixture_message (fixture, AS_NOBODY, "GET", "/_up", NULL);
  g_autoptr (Reply) reply = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Range", "bytes=0-3");
  reply = fixture_send (fixture, message);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (reply->length, >, 4);
}

static void
test_content_type (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"docs\":[]}", 11);
  g_autoptr (Reply) reply = NULL;

  make_database ("types");
  message = fixture_message (fixture, AS_ADMIN, "POST", "/types/_bulk_docs", NULL);
  soup_message_set_request_body_from_bytes (message, "text/plain", body);
  reply = fixture_send (fixture, message);
  g_assert_cmpuint (reply->status, ==, 415);
  g_assert_true (
      g_pattern_match_simple ("{\"error\":\"bad_content_type\",\"reason\":\"Content-Type must be application/json\"}*",
                              reply->body));
}

static char *
dup_start_time (const char *path)
{
  g_autoptr (Reply) reply = fixture_request (fixture_get (), AS_ADMIN, "GET", path, NULL);
  const char *begin = strstr (reply->body, "\"instance_start_time\":\"");

  g_assert_nonnull (begin);
  begin += strlen ("\"instance_start_time\":\"");
  return g_strndup (begin, strcspn (begin, "\""));
}

/* By this a replication knows that what it remembers of a database is still true: the same for as long as it lives,
 * another when it is made anew, however soon. */
static void
test_start_time (void)
{
  g_autofree char *first = NULL, *same = NULL, *other = NULL;

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/anew", NULL, 201, NULL);
  first = dup_start_time ("/anew");
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/anew/a", "{}", 201, NULL);
  same = dup_start_time ("/anew/");
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/anew", NULL, 200, NULL);
  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/anew", NULL, 201, NULL);
  other = dup_start_time ("/anew");
  g_assert_cmpstr (first, ==, same);
  g_assert_cmpstr (first, !=, other);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/root", test_root);
  g_test_add_func ("/protocol/database", test_database);
  g_test_add_func ("/protocol/database/identity", test_identity);
  g_test_add_func ("/protocol/document", test_document);
  g_test_add_func ("/protocol/document/answers", test_document_answers);
  g_test_add_func ("/protocol/conflict", test_conflict);
  g_test_add_func ("/protocol/parts", test_parts);
  g_test_add_func ("/protocol/bulk", test_bulk);
  g_test_add_func ("/protocol/bulk/idempotent", test_idempotent);
  g_test_add_func ("/protocol/local", test_local);
  g_test_add_func ("/protocol/all-docs", test_all_docs);
  g_test_add_func ("/protocol/etag", test_etag);
  g_test_add_func ("/protocol/no-ranges", test_no_ranges);
  g_test_add_func ("/protocol/start-time", test_start_time);
  g_test_add_func ("/protocol/content-type", test_content_type);
  result = g_test_run ();
  fixture_free ();
  return result;
}
