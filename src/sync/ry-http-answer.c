/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading an answer and judging it. An answer that is not JSON is not the protocol's; one that stops in the middle
 * was cut. Every failure leaves as an RY_ERROR with a sentence.
 */
#include "ry-http-answer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-wire.h"
#include "tuning.h"

/**
 * ry_http_answer_set_error:
 * @code: what went wrong
 * @detail: (nullable): more of it, as somebody else put it
 */
void
ry_http_answer_set_error (GError **error, RyErrorCode code, const char *detail)
{
  if (detail == NULL || *detail == '\0')
    g_set_error_literal (error, RY_ERROR, code, ry_error_get_sentence (code));
  else
    g_set_error (error, RY_ERROR, code, "%s (%s)", ry_error_get_sentence (code), detail);
}

/* The line was there and is gone: what a kept connection looks like that the server has closed, or a server that
 * stops in the middle. */
static gboolean
is_lost (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

/**
 * ry_http_answer_blame_line:
 * @failure: (inout): takes what is known
 * @cause: (transfer full): what the network said
 *
 * Says it in our vocabulary. A cancellation stays what it is.
 */
void
ry_http_answer_blame_line (RyHttpFailure *failure, GError *cause, GError **error)
{
  RyErrorCode code = RY_ERROR_UNREACHABLE;

  failure->passing = is_lost (cause);
  /* Our own errors come from what we were about to send. */
  if (cause->domain == RY_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, cause);
    return;
  }
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNTRUSTED,
                         _ ("The server wants to see a certificate of this machine."));
    g_error_free (cause);
    return;
  }
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE)) {
    g_set_error (error, RY_ERROR, RY_ERROR_UNTRUSTED,
                 _ ("The server's certificate is not one that this machine trusts. (%s)"), cause->message);
    g_error_free (cause);
    return;
  }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = RY_ERROR_TIMED_OUT;
  else if (g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
           g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING) ||
           g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    code = RY_ERROR_BAD_ANSWER;
  ry_http_answer_set_error (error, code, cause->message);
  g_error_free (cause);
}

/**
 * ry_http_answer_read:
 * @message: what was asked
 * @stream: the answer's body
 * @failure: (inout): takes what is known of a failure
 *
 * Reads the body to its end, within what is reasonable in bytes and in time.
 *
 * Returns: (transfer full) (nullable): the body, or %NULL with @error set
 */
GString *
ry_http_answer_read (
    SoupMessage *message, GInputStream *stream, RyHttpFailure *failure, GCancellable *cancellable, GError **error)
{
  goffset announced = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  gint64 deadline = g_get_monotonic_time () + RY_TUNING_REQUEST_SECONDS * G_USEC_PER_SEC;
  g_autoptr (GString) body = g_string_sized_new (CLAMP (announced, 4096, RY_TUNING_ANSWER_MAX) + 1);
  GError *cause = NULL;

  for (;;) {
    gsize length = body->len, room = MAX (body->allocated_len - length - 1, 65536);
    gssize n;

    g_string_set_size (body, length + room);
    n = g_input_stream_read (stream, body->str + length, room, cancellable, &cause);
    g_string_set_size (body, length + (gsize) MAX (n, 0));
    if (n < 0) {
      ry_http_answer_blame_line (failure, cause, error);
      return NULL;
    }
    if (n == 0)
      return g_steal_pointer (&body);
    if (body->len > RY_TUNING_ANSWER_MAX) {
      ry_http_answer_set_error (error, RY_ERROR_TOO_LARGE, NULL);
      return NULL;
    }
    if (g_get_monotonic_time () > deadline) {
      ry_http_answer_set_error (error, RY_ERROR_TIMED_OUT, NULL);
      return NULL;
    }
  }
}

static gboolean
looks_like_json (const GString *body)
{
  const char *start = body->str + strspn (body->str, " \t\r\n");

  return *start == '{' || *start == '[';
}

/* A server that is stopped while it answers may still end its answer properly, only too early. */
static gboolean
is_cut_short (const GString *body)
{
  const char *end = body->str + body->len;

  while (end > body->str && g_ascii_isspace (end[-1]))
    end--;
  return end > body->str && end[-1] != '}' && end[-1] != ']';
}

/**
 * ry_http_answer_check_json:
 * @body: a good answer's body
 * @failure: (inout): takes what is known of a failure
 *
 * Returns: whether it looks like JSON from its beginning to its end; else @error is set
 */
gboolean
ry_http_answer_check_json (const GString *body, RyHttpFailure *failure, GError **error)
{
  if (!looks_like_json (body)) {
    ry_http_answer_set_error (error, RY_ERROR_BAD_ANSWER, NULL);
    return FALSE;
  }
  if (is_cut_short (body)) {
    failure->passing = TRUE;
    ry_http_answer_set_error (error, RY_ERROR_UNREACHABLE, _ ("the answer was cut short"));
    return FALSE;
  }
  return TRUE;
}

/* Seconds, or a date. */
static gint64
read_retry_after (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, 24 * 3600, &seconds, NULL))
    return (gint64) seconds * G_USEC_PER_SEC;
  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? CLAMP (g_date_time_to_unix (date) * G_USEC_PER_SEC - g_get_real_time (), 0,
                               (gint64) 24 * 3600 * G_USEC_PER_SEC)
                      : 0;
}

static gboolean
is_passing (guint status)
{
  return status == SOUP_STATUS_REQUEST_TIMEOUT || status == 429 ||
         (status >= 500 && status != SOUP_STATUS_NOT_IMPLEMENTED && status != 507);
}

/* The table's sentence is for what breaks here; this broke there. */
static void
blame_server (guint status, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_FAILED,
               _ ("Something went wrong on the server (HTTP %u). If it stays so, tell its administrator."), status);
}

/**
 * ry_http_answer_blame_status:
 * @message: what was asked, answered with 300 or above
 * @body: the answer's body
 * @failure: (inout): takes what is known
 *
 * Turns the answer into an error.
 */
void
ry_http_answer_blame_status (SoupMessage *message, const GString *body, RyHttpFailure *failure, GError **error)
{
  guint status = failure->status = soup_message_get_status (message);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  RyWireFault fault = { NULL, NULL };
  RyErrorCode code;

  if (status < 400) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER,
                 _ ("The server sends us on to another address: %s. Enter that address if you trust it."),
                 location != NULL ? location : "?");
    return;
  }
  failure->passing = is_passing (status);
  failure->retry_after = read_retry_after (message);
  if (ry_wire_parse_fault (body->str, body->len, &fault)) {
    code = ry_error_from_http (status, fault.word);
    if (code == RY_ERROR_FAILED)
      blame_server (status, error);
    else
      ry_http_answer_set_error (error, code, code == RY_ERROR_UNAUTHORIZED ? NULL : fault.reason);
  } else if (status == SOUP_STATUS_NOT_FOUND) {
    ry_http_answer_set_error (error, RY_ERROR_BAD_ANSWER, "404");
  } else if ((code = ry_error_from_http (status, NULL)) == RY_ERROR_FAILED) {
    blame_server (status, error);
  } else {
    ry_http_answer_set_error (error, code, soup_message_get_reason_phrase (message));
  }
  ry_wire_fault_clear (&fault);
}

/**
 * ry_http_answer_read_clock:
 * @message: what was answered
 * @took: how long that took, in µs
 * @ahead: (inout): by how much this machine's clock is ahead of the server's, in µs
 *
 * Each answer says the server's time, to the second. One that was long in coming may have been dated when it was asked,
 * and leaves @ahead as it is.
 */
void
ry_http_answer_read_clock (SoupMessage *message, gint64 took, gint64 *ahead)
{
  const char *date = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (time != NULL && took <= RY_TUNING_PATIENCE_MS * 1000)
    *ahead = g_get_real_time () - g_date_time_to_unix (time) * G_USEC_PER_SEC;
}
