/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts are made by GMime: headers encoded (RFC 2047) and folded, parameters by RFC 2231, text as UTF-8 in base64.
 * X-Unsent makes the mail programs of offices open the file for editing; others open it as a message to resend.
 */
#include "ry-mail.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "ry-calendar.h"
#include "ry-error.h"

/* GMime does not say how its types are cleaned up. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeFormatOptions, g_mime_format_options_free)

static void
init_once (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    g_mime_init ();
    g_once_init_leave (&done, 1);
  }
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
set_address (GMimeMessage *message, GMimeAddressType type, const char *name, const char *address)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);

  if (!is_set (address))
    return;
  g_mime_message_add_mailbox (message, type, is_set (name) ? name : NULL, address);
  /* Not in the locale's charset, which lacks some names' characters. */
  internet_address_set_charset (internet_address_list_get_address (list, internet_address_list_length (list) - 1),
                                "utf-8");
}

static GMimeMessage *
create_message (const char *from_name, const char *from, const char *to_name, const char *to, const char *subject)
{
  GMimeMessage *message = g_mime_message_new (FALSE);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *at = is_set (from) ? strchr (from, '@') : NULL;
  g_autofree char *id = g_mime_utils_generate_message_id (at != NULL ? at + 1 : "localhost");

  set_address (message, GMIME_ADDRESS_TYPE_FROM, from_name, from);
  set_address (message, GMIME_ADDRESS_TYPE_TO, to_name, to);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_date (message, now);
  g_mime_message_set_message_id (message, id);
  g_mime_object_set_header (GMIME_OBJECT (message), "X-Unsent", "1", NULL);
  return message;
}

static GMimePart *
create_text_part (const char *text)
{
  GMimeTextPart *part = g_mime_text_part_new ();

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, text);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_PART (part);
}

/* ISO-2022-JP, which a Japanese locale would have, cannot be read where a long name is told in pieces: its shifts are
 * in the piece before. */
static void
set_utf8 (GMimeParamList *list, const char *name)
{
  GMimeParam *param = g_mime_param_list_get_parameter (list, name);

  if (param != NULL)
    g_mime_param_set_charset (param, "utf-8");
}

static GMimePart *
create_attachment (const char *type, const char *subtype, const char *name, const void *data, gsize length)
{
  GMimePart *part = g_mime_part_new_with_type (type, subtype);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (data, length);
  g_autoptr (GMimeDataWrapper) content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, name);
  set_utf8 (g_mime_content_type_get_parameters (g_mime_object_get_content_type (GMIME_OBJECT (part))), "name");
  set_utf8 (g_mime_content_disposition_get_parameters (g_mime_object_get_content_disposition (GMIME_OBJECT (part))),
            "filename");
  return part;
}

static void
add_part (GMimeMultipart *multipart, GMimePart *part)
{
  g_mime_multipart_add (multipart, GMIME_OBJECT (part));
  g_object_unref (part);
}

/* The part says the same as what is in it, RFC 6047. */
static const char *
find_method (const char *ics)
{
  static const char *const methods[] = { "REQUEST", "CANCEL", "PUBLISH" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autofree char *line = g_strconcat ("\nMETHOD:", methods[i], NULL);

    if (strstr (ics, line) != NULL)
      return methods[i];
  }
  return "PUBLISH";
}

static void
add_calendar (GMimeMultipart *multipart, const char *ics)
{
  GMimePart *part = create_attachment ("text", "calendar", "予定.ics", ics, strlen (ics));

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "method", find_method (ics));
  add_part (multipart, part);
}

static gboolean
write_message (GMimeMessage *message, const char *path, GError **error)
{
  g_autoptr (GMimeFormatOptions) options = g_mime_format_options_new ();
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *bytes;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_format_options_set_param_encoding_method (options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  if (g_mime_object_write_to_stream (GMIME_OBJECT (message), options, stream) < 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, "The message could not be put together");
    return FALSE;
  }
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  if (g_file_set_contents (path, (const char *) bytes->data, bytes->len, error))
    return TRUE;
  g_prefix_error (error, _ ("Writing %s: "), path);
  return FALSE;
}

static char *
compose_text (const RyLetter *letter, const RyAddressee *addressee)
{
  g_auto (GStrv) lines = ry_addressee_dup_lines (addressee);
  g_autofree char *to = g_strjoinv ("\n", lines);
  g_autofree char *body = ry_letter_fill_for (letter->mail.body, addressee);
  g_autofree char *particulars = ry_letter_fill_for (letter->mail.particulars, addressee);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n%s\n", to, body);
  if (*particulars != '\0')
    g_string_append_printf (text, "\n%s\n", particulars);
  if (is_set (letter->mail.sender))
    g_string_append_printf (text, "\n-- \n%s\n", letter->mail.sender);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
create_invitation (RyWorkspace *workspace, const RyLetter *letter, const RyAddressee *addressee, const char *name)
{
  const RyCalendarAddressee to = { name, addressee->mail };

  /* A round of confirmation takes place nowhere. */
  if (letter->meeting == NULL || letter->sheets != NULL)
    return NULL;
  /* Without an address that answers could go to, the letter goes without it. */
  return ry_calendar_new_invitation (workspace, letter->meeting, RY_CALENDAR_REQUEST, &to, NULL);
}

/**
 * ry_mail_write_letter:
 * @workspace: where the meeting is
 * @letter: a run
 * @addressee: to whom
 * @pdf: the letter on paper
 * @path: the file, replaced as a whole
 * @error: return location for a #GError
 *
 * Returns: whether the draft is written
 */
gboolean
ry_mail_write_letter (RyWorkspace *workspace,
                      const RyLetter *letter,
                      const RyAddressee *addressee,
                      GBytes *pdf,
                      const char *path,
                      GError **error)
{
  g_autofree char *from_name = g_strdup_printf ("%s　事務局", letter->council_name);
  const char *to_name = addressee->name != NULL ? addressee->name : addressee->organisation_name;
  g_autofree char *ics = create_invitation (workspace, letter, addressee, to_name);
  g_autofree char *file_name = g_strdup_printf ("%s.pdf", letter->text.subject);
  g_autofree char *text = compose_text (letter, addressee);
  g_autoptr (GMimeMultipart) multipart = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  gsize length;
  const void *data = g_bytes_get_data (pdf, &length);

  init_once ();
  message = create_message (from_name, letter->secretariat_mail, to_name, addressee->mail, letter->mail.subject);
  multipart = g_mime_multipart_new_with_subtype ("mixed");
  g_strdelimit (file_name, "/\\", '-');
  add_part (multipart, create_text_part (text));
  add_part (multipart, create_attachment ("application", "pdf", file_name, data, length));
  if (ics != NULL)
    add_calendar (multipart, ics);
  g_mime_message_set_mime_part (message, GMIME_OBJECT (multipart));
  return write_message (message, path, error);
}

/**
 * ry_mail_write_text:
 * @from_name: (nullable): who writes
 * @from: (nullable): their address
 * @to_name: (nullable): to whom
 * @to: their address
 * @subject: one line
 * @text: paragraphs
 * @path: the file, replaced as a whole
 * @error: return location for a #GError
 *
 * A draft without anything attached.
 *
 * Returns: whether it is written
 */
gboolean
ry_mail_write_text (const char *from_name,
                    const char *from,
                    const char *to_name,
                    const char *to,
                    const char *subject,
                    const char *text,
                    const char *path,
                    GError **error)
{
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GMimePart) part = NULL;

  init_once ();
  message = create_message (from_name, from, to_name, to, subject);
  part = create_text_part (text);
  g_mime_message_set_mime_part (message, GMIME_OBJECT (part));
  return write_message (message, path, error);
}
