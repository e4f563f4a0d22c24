/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Multipart bodies as CouchDB, browsers and RFC 2046 write them, cut at every place; and bodies that are none.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-multipart.h"

/* What was read, as text: "{type;name}content." for each part. */
typedef struct {
  GString *out;
  RyMultipartReader *inner; /* while a part is multipart itself */
} Heard;

static gboolean begin (SoupMessageHeaders *headers, gpointer data, GError **error);
static gboolean take (const char *bytes, gsize length, gpointer data, GError **error);
static gboolean end (gpointer data, GError **error);

static const RyMultipartHandler handler = { begin, take, end };

static gboolean
begin (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  Heard *heard = data;
  const char *type = soup_message_headers_get_one (headers, "Content-Type");
  g_autofree char *name = ry_multipart_dup_file_name (headers);

  g_string_append_printf (heard->out, "{%s", type != NULL ? type : "");
  if (name != NULL)
    g_string_append_printf (heard->out, ";%s", name);
  g_string_append_c (heard->out, '}');
  return TRUE;
}

static gboolean
take (const char *bytes, gsize length, gpointer data, GError **error)
{
  Heard *heard = data;

  g_string_append_len (heard->out, bytes, (gssize) length);
  return TRUE;
}

static gboolean
end (gpointer data, GError **error)
{
  Heard *heard = data;

  g_string_append_c (heard->out, '.');
  return TRUE;
}

/* Reads @text in two pieces, cut at @cut, or byte by byte where @cut is beyond the end. */
static char *
read_cut (const char *type, const char *text, gsize length, gsize cut, GError **error)
{
  Heard heard = { g_string_new (NULL) };
  g_autoptr (RyMultipartReader) reader = ry_multipart_reader_new (type, &handler, &heard, error);
  gboolean good = reader != NULL;

  for (gsize i = 0; good && cut > length && i < length; i++)
    good = ry_multipart_reader_feed (reader, text + i, 1, error);
  if (good && cut <= length)
    good = ry_multipart_reader_feed (reader, text, cut, error) &&
           ry_multipart_reader_feed (reader, text + cut, length - cut, error);
  if (good)
    good = ry_multipart_reader_finish (reader, error);
  return g_string_free (heard.out, !good);
}

typedef struct {
  const char *type;
  const char *text;
  const char *heard;
} Row;

static const Row good_rows[] = {
  /* As CouchDB writes it */
  { "multipart/related; boundary=\"b\"",
    "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b\r\n"
    "Content-Disposition: attachment; filename=\"a/b c.txt\"\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n"
    "hi\r\n--b--",
    "{application/json}{}.{text/plain;a/b c.txt}hi." },
  /* The boundary without quotes, a preamble, an epilogue, a line's end at the end */
  { "multipart/mixed;charset=x; boundary=b-1",
    "This is a message\r\nin parts\r\n--b-1\r\n\r\none\r\n--b-1--\r\nover\r\n", "{}one." },
  { "Multipart/Mixed; boundary=b", "\r\n--b\r\nContent-Type: x\r\n\r\none\r\n--b--\r\n", "{x}one." },
  /* Blanks behind a boundary */
  { "multipart/mixed; boundary=b", "--b \t\r\nContent-Type: x\r\n\r\none\r\n--b  \r\n\r\ntwo\r\n--b--  ",
    "{x}one.{}two." },
  /* Empty parts, and parts that are nothing but lines' ends and hyphens */
  { "multipart/mixed; boundary=b", "--b\r\nContent-Type: x\r\n\r\n\r\n--b\r\nContent-Type: y\r\n\r\n\r\n\r\n--b--",
    "{x}.{y}\r\n." },
  { "multipart/mixed; boundary=b", "--b\r\nContent-Type: x\r\n\r\n\r\r\n-\r\n--\r\n--c\r\n\r--\r\n--b--",
    "{x}\r\r\n-\r\n--\r\n--c\r\n\r--." },
  /* Lines that begin like a boundary */
  { "multipart/mixed; boundary=b", "--b\r\nContent-Type: x\r\n\r\n1\r\n--bb\r\n--b-\r\n--b x\r\n--b\n\r\n--b--",
    "{x}1\r\n--bb\r\n--b-\r\n--b x\r\n--b\n." },
  { "multipart/mixed; boundary=b", "--bc\r\n\r\nno\r\n--b\r\n\r\nyes\r\n--b--", "{}yes." },
  /* Not cut short by a boundary that stands in the middle of a line */
  { "multipart/mixed; boundary=b", "--b\r\n\r\nx--b--\n--b--\r\n--b--", "{}x--b--\n--b--." },
  { "multipart/mixed; boundary=\"a b:?=\"", "--a b:?=\r\n\r\none\r\n--a b:?=--", "{}one." },
  /* No parts at all */
  { "multipart/mixed; boundary=b", "--b--", "" },
  { "multipart/mixed; boundary=b", "nothing\r\n--b--", "" },
};

static void
test_cut_anywhere (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_rows); i++) {
    const Row *row = &good_rows[i];
    gsize length = strlen (row->text);

    for (gsize cut = 0; cut <= length + 1; cut++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *heard = read_cut (row->type, row->text, length, cut, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (heard, ==, row->heard);
    }
  }
}

static void
test_bad_types (void)
{
  static const char *const types[] = { "",
                                       "application/json",
                                       "multipart/related",
                                       "multipart/related;",
                                       "multipart/related; boundary",
                                       "multipart/related; boundary=",
                                       "multipart/related; boundary=\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ry_multipart_reader_new (types[i], &handler, NULL, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  }
}

static void
test_cut_short (void)
{
  const Row *row = &good_rows[0];

  /* Without the last two bytes or more it is not whole, wherever it ends. */
  for (gsize length = 0; length < strlen (row->text); length++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *heard = read_cut (row->type, row->text, length, 0, &error);

    g_assert_null (heard);
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  }
}

static void
test_zero_bytes (void)
{
  static const char text[] = "--b\r\nContent-Type: x\r\n\r\n\0\r\n\0--b\0\r\n--b--";
  static const char content[] = "{x}\0\r\n\0--b\0.";
  Heard heard = { g_string_new (NULL) };
  g_autoptr (RyMultipartReader) reader =
      ry_multipart_reader_new ("multipart/mixed; boundary=b", &handler, &heard, NULL);

  g_assert_true (ry_multipart_reader_feed (reader, text, sizeof text - 1, NULL));
  g_assert_true (ry_multipart_reader_finish (reader, NULL));
  g_assert_cmpmem (heard.out->str, heard.out->len, content, sizeof content - 1);
  g_string_free (heard.out, TRUE);
}

static void
assert_refused (const char *repeated, guint times)
{
  Heard heard = { g_string_new (NULL) };
  g_autoptr (RyMultipartReader) reader =
      ry_multipart_reader_new ("multipart/mixed; boundary=b", &handler, &heard, NULL);
  g_autoptr (GError) error = NULL;
  gboolean good = ry_multipart_reader_feed (reader, "--b\r\n", 5, &error);

  for (guint i = 0; good && i < times; i++)
    good = ry_multipart_reader_feed (reader, repeated, strlen (repeated), &error);
  g_assert_false (good);
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_string_free (heard.out, TRUE);
}

static void
test_limits (void)
{
  assert_refused ("X-Long: yes\r\n", 100000);
  assert_refused ("X", 100000);
  assert_refused ("\r\n\r\n--b", 100000);
  assert_refused ("A:\r\n\r\n\r\n--b\r\n", 100000);
}

/* A part that is multipart itself is read by a reader of its own. */
static gboolean
begin_outer (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  Heard *heard = data;
  const char *type = soup_message_headers_get_one (headers, "Content-Type");

  g_string_append_c (heard->out, '[');
  if (!g_str_has_prefix (type, "multipart/"))
    return TRUE;
  heard->inner = ry_multipart_reader_new (type, &handler, heard, error);
  return heard->inner != NULL;
}

static gboolean
take_outer (const char *bytes, gsize length, gpointer data, GError **error)
{
  Heard *heard = data;

  return heard->inner != NULL ? ry_multipart_reader_feed (heard->inner, bytes, length, error)
                              : take (bytes, length, data, error);
}

static gboolean
end_outer (gpointer data, GError **error)
{
  Heard *heard = data;
  gboolean good = heard->inner == NULL || ry_multipart_reader_finish (heard->inner, error);

  g_clear_pointer (&heard->inner, ry_multipart_reader_free);
  g_string_append_c (heard->out, ']');
  return good;
}

static GInputStream *
open_text (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_memory_input_stream_new_from_data (data, (gssize) strlen (data), NULL);
}

static GInputStream *
open_nothing (gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "gone");
  return NULL;
}

/* A writer's work, with a nested body, as CouchDB answers for open revisions. */
static RyChain *
write_nested (char **type)
{
  RyChain *chain = ry_chain_new ();
  g_autoptr (RyMultipartWriter) outer = ry_multipart_writer_new (chain);
  g_autoptr (RyMultipartWriter) inner = ry_multipart_writer_new (chain);
  g_autofree char *inner_type = ry_multipart_writer_dup_type (inner, "related");
  g_autofree char *inner_header = g_strconcat ("Content-Type: ", inner_type, NULL);

  *type = ry_multipart_writer_dup_type (outer, "mixed");
  ry_multipart_writer_begin (outer, inner_header);
  ry_multipart_writer_begin (inner, "Content-Type: application/json");
  ry_chain_add_text (chain, "{}", -1);
  ry_multipart_writer_begin (inner, "Content-Type: text/plain");
  ry_chain_add_stream (chain, open_text, g_strdup ("streamed"), g_free, 8);
  ry_multipart_writer_close (inner);
  ry_multipart_writer_begin (outer, "Content-Type: application/json; error=\"true\"");
  ry_chain_add_text (chain, "{\"missing\":1}", -1);
  ry_multipart_writer_close (outer);
  return chain;
}

static void
test_written (void)
{
  static const RyMultipartHandler outer_handler = { begin_outer, take_outer, end_outer };

  for (gsize piece = 1; piece < 300; piece += 7) {
    g_autofree char *type = NULL;
    g_autofree char *buffer = g_malloc (piece);
    g_autoptr (GError) error = NULL;
    g_autoptr (RyChain) chain = write_nested (&type);
    Heard heard = { g_string_new (NULL) };
    g_autoptr (RyMultipartReader) reader = ry_multipart_reader_new (type, &outer_handler, &heard, &error);
    guint64 total = 0;
    gssize n;

    while ((n = g_input_stream_read (G_INPUT_STREAM (chain), buffer, piece, NULL, &error)) > 0) {
      total += (guint64) n;
      g_assert_true (ry_multipart_reader_feed (reader, buffer, (gsize) n, &error));
    }
    g_assert_no_error (error);
    g_assert_true (ry_multipart_reader_finish (reader, &error));
    g_assert_cmpuint (total, ==, ry_chain_get_length (chain));
    g_assert_cmpstr (heard.out->str, ==, "[{application/json}{}.{text/plain}streamed.][{\"missing\":1}]");
    g_string_free (heard.out, TRUE);
  }
}

/* A chain whose stream is not as long as was said, or cannot be opened, says so. */
static void
test_broken_chain (void)
{
  static const struct {
    RyChainOpen open;
    guint64 length;
    gssize expected; /* of the second reading */
    RyErrorCode code;
  } rows[] = {
    { open_text, 3, 3, 0 },
    { open_text, 4, 4, 0 },
    { open_text, 5, 4, RY_ERROR_CORRUPT },
    { open_nothing, 4, -1, RY_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyChain) chain = ry_chain_new ();
    g_autoptr (GError) error = NULL;
    char buffer[64];

    ry_chain_add_text (chain, "ab", -1);
    ry_chain_add_text (chain, "cd", 1);
    ry_chain_add_stream (chain, rows[i].open, (gpointer) "text", NULL, rows[i].length);
    g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (chain), buffer, sizeof buffer, NULL, &error), ==, 3);
    g_assert_cmpmem (buffer, 3, "abc", 3);
    g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (chain), buffer, sizeof buffer, NULL, &error), ==,
                     rows[i].expected);
    if (rows[i].expected >= 0)
      g_input_stream_read (G_INPUT_STREAM (chain), buffer, sizeof buffer, NULL, &error);
    if (rows[i].code != 0)
      g_assert_error (error, RY_ERROR, (int) rows[i].code);
    else
      g_assert_no_error (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multipart/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/multipart/bad-types", test_bad_types);
  g_test_add_func ("/multipart/cut-short", test_cut_short);
  g_test_add_func ("/multipart/zero-bytes", test_zero_bytes);
  g_test_add_func ("/multipart/limits", test_limits);
  g_test_add_func ("/multipart/written", test_written);
  g_test_add_func ("/multipart/broken-chain", test_broken_chain);
  return g_test_run ();
}
