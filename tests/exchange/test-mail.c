/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts of e-mail, read back by GMime as a mail program would: headers in Japanese, text, PDF and invitation whole.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gmime/gmime.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-mail.h"

/* GMime does not say how its types are cleaned up. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)

typedef struct {
  char *dir;
  RyWorkspace *workspace;
} Fixture;

static void
put (Fixture *fixture, const char *id, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *json = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, NULL, ry_json_parse_object (json, -1, &error)), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  fixture->dir = g_dir_make_tmp ("ryorin-mail-XXXXXX", &error);
  home = g_build_filename (fixture->dir, "home", NULL);
  ry_workspace_create (home, "shiomi", &error);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  put (fixture, "council:care",
       "'kind':'council','name':'汐見区地域ケア連絡協議会','email':'jimu@shiomi-sample.example','telephone':'000-555-"
       "0101'");
  put (fixture, "person:p", "'kind':'person','name':'勅使河原　権左衛門太郎吉','email':'gonza@shiomi-sample.example'");
  put (fixture, "meeting:m",
       "'kind':'meeting','council':'council:care','title':'第142回例会','number':142,'date':'2026-12-08','start':'19:"
       "00',"
       "'end':'20:30','stage':'planned','attendance':[{'key':'s1','person':'person:p','name':"
       "'勅使河原　権左衛門太郎吉','organisation_name':'社会福祉法人汐見の里　特別養護老人ホームたいへん長い名前'}]");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->dir);

  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (fixture->dir);
}

static GMimeMessage *
parse (const char *path)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_file_open (path, "r", NULL);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_assert_nonnull (message);
  return message;
}

static char *
decode (GMimeObject *object)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *bytes;

  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (object)), stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_string_free (g_string_new_len ((const char *) bytes->data, bytes->len), FALSE);
}

static void
assert_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_null (strstr (lines[0], "\n"));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <, 500);
    for (const char *p = lines[i]; *p != '\0'; p++)
      g_assert_cmpint ((guchar) *p, <, 0x80);
  }
}

static void
assert_text (GMimeObject *part)
{
  g_autofree char *text = decode (part);

  g_assert_nonnull (strstr (text, "特別養護老人ホームたいへん長い名前\n勅使河原　権左衛門太郎吉　様"));
  g_assert_nonnull (strstr (text, "令和8年12月8日（火）　午後7時から午後8時30分まで"));
  g_assert_nonnull (strstr (text, "12月1日（火）までに"));
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) letter =
      ry_letter_new_for_meeting (fixture->workspace, "meeting:m", RY_LETTER_NOTICE, NULL, &error);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.5\n\xff\x00 not text", 20);
  g_autofree char *path = g_build_filename (fixture->dir, "draft.eml", NULL);
  g_autoptr (GMimeMessage) message = NULL;
  g_autofree char *calendar = NULL, *unfolded = NULL, *back = NULL;
  g_autoptr (GRegex) folded = NULL;
  GMimeMultipart *parts;

  ry_letter_set_dates (letter, "2026-11-16", "2026-12-01");
  g_assert_true (ry_mail_write_letter (fixture->workspace, letter, letter->addressees->pdata[0], pdf, path, &error));
  g_assert_no_error (error);
  assert_lines (path);
  message = parse (path);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, "第142回例会の開催について（御案内）");
  g_assert_cmpstr (g_mime_object_get_header (GMIME_OBJECT (message), "X-Unsent"), ==, "1");
  g_assert_nonnull (strstr (g_mime_object_get_header (GMIME_OBJECT (message), "To"), "gonza@shiomi-sample.example"));
  parts = GMIME_MULTIPART (g_mime_message_get_mime_part (message));
  g_assert_cmpint (g_mime_multipart_get_count (parts), ==, 3);
  assert_text (g_mime_multipart_get_part (parts, 0));
  g_assert_cmpstr (g_mime_part_get_filename (GMIME_PART (g_mime_multipart_get_part (parts, 1))), ==,
                   "第142回例会の開催について（御案内）.pdf");
  back = decode (g_mime_multipart_get_part (parts, 1));
  g_assert_cmpmem (back, 20, g_bytes_get_data (pdf, NULL), 20);
  folded = g_regex_new ("\r?\n ", 0, 0, NULL);
  calendar = decode (g_mime_multipart_get_part (parts, 2));
  unfolded = g_regex_replace_literal (folded, calendar, -1, 0, "", 0, NULL);
  g_assert_nonnull (strstr (unfolded, "METHOD:REQUEST"));
  g_assert_nonnull (strstr (unfolded, "gonza@shiomi-sample.example"));
}

/* Of a meeting that will not be held: other words, and a file that takes it out of calendars. */
static void
test_cancellation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyDocument) meeting = ry_workspace_get (fixture->workspace, "meeting:m", &error);
  g_autofree char *path = g_build_filename (fixture->dir, "cancelled.eml", NULL);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.5", 8);
  g_autoptr (RyLetter) letter = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  g_autofree char *text = NULL, *calendar = NULL;
  JsonObject *content;
  GMimeMultipart *parts;

  g_assert_no_error (error);
  content = ry_document_dup_root (meeting);
  json_object_set_string_member (content, "stage", "cancelled");
  edits = ry_edits_new_with (ry_edit_new ("meeting:m", meeting, content), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  letter = ry_letter_new_for_meeting (fixture->workspace, "meeting:m", RY_LETTER_CANCELLATION, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (letter->slip);
  g_assert_true (ry_mail_write_letter (fixture->workspace, letter, letter->addressees->pdata[0], pdf, path, &error));
  message = parse (path);
  g_assert_nonnull (strstr (g_mime_message_get_subject (message), "の中止について（お知らせ）"));
  parts = GMIME_MULTIPART (g_mime_message_get_mime_part (message));
  text = decode (g_mime_multipart_get_part (parts, 0));
  g_assert_nonnull (strstr (text, "取りやめることといたしました"));
  g_assert_null (strstr (text, "出欠"));
  calendar = decode (g_mime_multipart_get_part (parts, 2));
  g_assert_nonnull (strstr (calendar, "METHOD:CANCEL"));
  g_assert_nonnull (strstr (calendar, "STATUS:CANCELLED"));
  g_assert_cmpstr (g_mime_object_get_content_type_parameter (g_mime_multipart_get_part (parts, 2), "method"), ==,
                   "CANCEL");
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "plain.eml", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no", "where.eml", NULL);
  g_autoptr (GMimeMessage) message = NULL;
  g_autofree char *text = NULL;

  g_assert_true (ry_mail_write_text ("事務局", "jimu@shiomi-sample.example", NULL, "a@sample.example",
                                     "宿題のお知らせ\r\nBcc: x@y", "一行目\n.\n三行目", path, &error));
  g_assert_no_error (error);
  message = parse (path);
  /* A subject cannot smuggle in another header. */
  g_assert_null (g_mime_object_get_header (GMIME_OBJECT (message), "Bcc"));
  text = decode (g_mime_message_get_mime_part (message));
  g_assert_cmpstr (text, ==, "一行目\n.\n三行目");
  g_assert_false (ry_mail_write_text (NULL, NULL, NULL, "a@sample.example", "x", "y", nowhere, &error));
  g_assert_nonnull (error);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_mime_init ();
  ADD ("/mail/draft", test_draft);
  ADD ("/mail/cancellation", test_cancellation);
  ADD ("/mail/text", test_text);
  return g_test_run ();
}
