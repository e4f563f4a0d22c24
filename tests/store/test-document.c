/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document out of JSON and back: what is sliced out, what stays as it is, what is refused.
 */
#include <string.h>

#include "ry-document.h"
#include "ry-error.h"

static void
test_parse (void)
{
  static const struct {
    const char *json;
    const char *id;
    const char *rev;
    gboolean deleted;
    const char *body;
    const char *history;
  } rows[] = {
    { "{}", NULL, NULL, FALSE, "{}", NULL },
    { "{\"_id\":\"a\",\"x\":1}", "a", NULL, FALSE, "{\"x\":1}", NULL },
    { " {\n \"x\" : [ 1 ] ,\"_id\":\"a\", \"y\":1e400 } ", "a", NULL, FALSE, "{\"x\":[ 1 ],\"y\":1e400}", NULL },
    { "{\"_id\":\"a\",\"_rev\":\"3-x\",\"_deleted\":true}", "a", "3-x", TRUE, "{}", NULL },
    { "{\"_id\":\"a\",\"_deleted\":false}", "a", NULL, FALSE, "{}", NULL },
    { "{\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]}}", NULL, "2-b", FALSE, "{}", "2-b 1-a" },
    { "{\"_rev\":\"9-z\",\"_revisions\":{\"ids\":[\"b\"],\"start\":2}}", NULL, "2-b", FALSE, "{}", "2-b" },
    { "{\"_revisions\":{\"start\":0,\"ids\":[]},\"_rev\":\"1-q\"}", NULL, "1-q", FALSE, "{}", NULL },
    { "{\"_id\":\"_design/d\"}", "_design/d", NULL, FALSE, "{}", NULL },
    { "{\"_id\":\"_local/d\",\"_rev\":\"0-3\"}", "_local/d", "0-3", FALSE, "{}", NULL },
    /* What servers add to their answers falls off. */
    { "{\"_id\":\"a\",\"_conflicts\":[\"1-b\"],\"_local_seq\":5,\"_revs_info\":[],\"k\":null}", "a", NULL, FALSE,
      "{\"k\":null}", NULL },
    { "{\"_id\":\"\\u3042\",\"k\":{\"_inner\":1}}", "あ", NULL, FALSE, "{\"k\":{\"_inner\":1}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyDocument) document = ry_document_parse (rows[i].json, -1, &error);
    g_autofree char *history = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (ry_document_get_id (document), ==, rows[i].id);
    g_assert_cmpstr (ry_document_get_rev (document), ==, rows[i].rev);
    g_assert_cmpint (ry_document_get_deleted (document), ==, rows[i].deleted);
    g_assert_cmpstr (ry_document_get_body (document, NULL), ==, rows[i].body);
    if (ry_document_get_history (document) != NULL)
      history = g_strjoinv (" ", (GStrv) ry_document_get_history (document));
    g_assert_cmpstr (history, ==, rows[i].history);
  }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{\"a\":1",
    "{\"_id\":5}",
    "{\"_id\":\"\"}",
    "{\"_id\":\"_odd\"}",
    "{\"_id\":\"_local/\"}",
    "{\"_id\":\"a\\u0000b\"}",
    "{\"_rev\":5}",
    "{\"_rev\":null}",
    "{\"_rev\":\"x\"}",
    "{\"_rev\":\"1-\"}",
    "{\"_deleted\":\"yes\"}",
    "{\"_deleted\":null}",
    "{\"_foo\":1}",
    "{\"_\":1}",
    "{\"_attachments\":5}",
    "{\"_revisions\":5}",
    "{\"_revisions\":{\"start\":1,\"ids\":[\"b\",\"a\"]}}",
    "{\"_revisions\":{\"start\":-1,\"ids\":[\"b\"]}}",
    "{\"_revisions\":{\"start\":\"2\",\"ids\":[\"b\"]}}",
    "{\"_revisions\":{\"start\":1e2,\"ids\":[\"b\"]}}",
    "{\"_revisions\":{\"start\":2,\"ids\":[5]}}",
    "{\"_revisions\":{\"start\":2,\"ids\":[\"\"]}}",
    "{\"_revisions\":{\"start\":2,\"ids\":\"b\"}}",
    "{\"_revisions\":{\"start\":99999999999999999999,\"ids\":[\"b\"]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", texts[i]);
    g_assert_null (ry_document_parse (texts[i], -1, &error));
    g_assert_true (error->domain == RY_ERROR);
    g_assert_cmpuint (ry_error_get_http_status (error->code), ==, 400);
  }
}

static void
test_to_json (void)
{
  static const struct {
    const char *json;
    RyDocumentJson members;
    const char *expected;
  } rows[] = {
    { "{\"_id\":\"a\"}", RY_DOCUMENT_JSON_PLAIN, "{\"_id\":\"a\"}" },
    { "{\"x\":1,\"_id\":\"a\\\"\"}", RY_DOCUMENT_JSON_PLAIN, "{\"_id\":\"a\\\"\",\"x\":1}" },
    { "{\"_id\":\"a\",\"_deleted\":true,\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b\"]}}", RY_DOCUMENT_JSON_PLAIN,
      "{\"_id\":\"a\",\"_rev\":\"3-c\",\"_deleted\":true}" },
    { "{\"_id\":\"a\",\"x\":1,\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b\"]}}",
      RY_DOCUMENT_JSON_REVISIONS | RY_DOCUMENT_JSON_CONFLICTS,
      "{\"_id\":\"a\",\"_rev\":\"3-c\",\"_revisions\":{\"start\":3,\"ids\":[\"c\",\"b\"]},\"x\":1}" },
    { "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"stub\":true,\"length\":5,\"digest\":\"md5-x\"}}}",
      RY_DOCUMENT_JSON_PLAIN,
      "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"content_type\":\"application/octet-stream\",\"revpos\":0,"
      "\"digest\":\"md5-x\",\"length\":5,\"stub\":true}}}" },
    { "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"follows\":true,\"length\":5,\"encoding\":\"gzip\",\"encoded_length\":"
      "3}}}",
      RY_DOCUMENT_JSON_ENCODING,
      "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"content_type\":\"application/octet-stream\",\"revpos\":0,\"length\":5,"
      "\"follows\":true,\"encoding\":\"gzip\",\"encoded_length\":3}}}" },
    { "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"content_type\":\"x/y\",\"revpos\":7,\"data\":\"aGVs bG8=\"}}}",
      RY_DOCUMENT_JSON_PLAIN,
      "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"content_type\":\"x/y\",\"revpos\":7,"
      "\"digest\":\"md5-XUFAKrxLKna5cZ2REBfFkg==\",\"data\":\"aGVsbG8=\"}}}" },
  };
  g_autoptr (RyDocument) spaced = ry_document_new ("a", NULL, FALSE, " { \n } ", -1);
  g_autofree char *text = ry_document_to_json (spaced, RY_DOCUMENT_JSON_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyDocument) document = ry_document_parse (rows[i].json, -1, NULL);
    g_autofree char *json = ry_document_to_json (document, rows[i].members);

    g_assert_cmpstr (json, ==, rows[i].expected);
  }
  g_assert_cmpstr (text, ==, "{\"_id\":\"a\" \n }");
}

static void
test_content (void)
{
  g_autoptr (RyDocument) document =
      ry_document_parse ("{\"_id\":\"a\",\"kind\":\"person\",\"name\":\"花\",\"n\":5}", -1, NULL);
  g_autoptr (JsonObject) copy = ry_document_dup_root (document);
  g_autoptr (RyDocument) next = NULL, renamed = NULL, plain = NULL;

  g_assert_cmpstr (ry_document_get_kind (document), ==, "person");
  g_assert_cmpstr (ry_document_get_string (document, "name"), ==, "花");
  g_assert_null (ry_document_get_string (document, "n"));
  g_assert_null (ry_document_get_string (document, "nothing"));
  json_object_set_string_member (copy, "name", "華");
  json_object_set_string_member (copy, "_id", "smuggled");
  g_assert_cmpstr (ry_document_get_string (document, "name"), ==, "花");
  next = ry_document_new_from_root ("a", "1-x", FALSE, copy);
  g_assert_cmpstr (ry_document_get_body (next, NULL), ==, "{\"kind\":\"person\",\"name\":\"華\",\"n\":5}");
  g_assert_cmpstr (ry_document_get_kind (next), ==, "person");
  renamed = ry_document_with (document, "b", NULL);
  g_assert_cmpstr (ry_document_get_id (renamed), ==, "b");
  g_assert_cmpstr (ry_document_get_body (renamed, NULL), ==, ry_document_get_body (document, NULL));
  plain = ry_document_new_from_root ("a", NULL, TRUE, NULL);
  g_assert_cmpstr (ry_document_get_body (plain, NULL), ==, "{}");
  g_assert_null (ry_document_get_kind (plain));
}

static gpointer
get_root (gpointer document)
{
  return ry_document_get_root (document);
}

/* All threads get one and the same content, made once. */
static void
test_threads (void)
{
  for (guint round = 0; round < 100; round++) {
    g_autoptr (RyDocument) document = ry_document_parse ("{\"_id\":\"a\",\"list\":[1,2,3]}", -1, NULL);
    GThread *threads[4];
    gpointer first = NULL;

    for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
      threads[i] = g_thread_new ("root", get_root, document);
    for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
      gpointer root = g_thread_join (threads[i]);

      g_assert_true (first == NULL || first == root);
      first = root;
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/parse", test_parse);
  g_test_add_func ("/document/refused", test_refused);
  g_test_add_func ("/document/to-json", test_to_json);
  g_test_add_func ("/document/content", test_content);
  g_test_add_func ("/document/threads", test_threads);
  return g_test_run ();
}
