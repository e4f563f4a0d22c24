/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The error table. Everything that must know what an error means (the server's answers, the replicator's
 * decision to try again, the sentence on the screen) reads this one table.
 */
#include "ry-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct {
  guint status;
  const char *word;
  const char *sentence;
} ErrorRow;

static const ErrorRow rows[RY_N_ERRORS] = {
  [RY_ERROR_FAILED] = { 500, "internal_server_error", N_ ("Something went wrong inside the program.") },
  [RY_ERROR_BAD_REQUEST] = { 400, "bad_request", N_ ("The request could not be understood.") },
  [RY_ERROR_ILLEGAL_NAME] = { 400, "illegal_database_name", N_ ("That name cannot be used for a database.") },
  [RY_ERROR_ILLEGAL_ID] = { 400, "illegal_docid", N_ ("That cannot be the id of a record.") },
  [RY_ERROR_BAD_DOCUMENT] = { 400, "doc_validation", N_ ("The record holds something that has no place in one.") },
  [RY_ERROR_BAD_QUERY] = { 400, "query_parse_error", N_ ("The request could not be understood.") },
  [RY_ERROR_UNAUTHORIZED] = { 401, "unauthorized", N_ ("The name or the password is not right.") },
  [RY_ERROR_FORBIDDEN] = { 403, "forbidden", N_ ("Your role does not allow this.") },
  [RY_ERROR_NOT_FOUND] = { 404, "not_found", N_ ("The record is not here.") },
  [RY_ERROR_METHOD_NOT_ALLOWED] = { 405, "method_not_allowed", N_ ("The server does not do that here.") },
  [RY_ERROR_NOT_ACCEPTABLE] = { 406, "not_acceptable", N_ ("The server cannot answer in that form.") },
  [RY_ERROR_TIMED_OUT] = { 408, "timeout", N_ ("The server took too long to answer.") },
  [RY_ERROR_CONFLICT] = { 409, "conflict", N_ ("Somebody else changed the record in the meantime.") },
  [RY_ERROR_EXISTS] = { 412, "file_exists", N_ ("It is there already.") },
  [RY_ERROR_MISSING_STUB] = { 412, "missing_stub", N_ ("An attachment has not arrived yet.") },
  [RY_ERROR_TOO_LARGE] = { 413, "too_large", N_ ("That is too large.") },
  [RY_ERROR_TOO_LONG] = { 414, "too_long", N_ ("The request could not be understood.") },
  [RY_ERROR_UNSUPPORTED_MEDIA] = { 415, "bad_content_type", N_ ("The content is of a type that is not understood.") },
  [RY_ERROR_TOO_MANY_REQUESTS] = { 429, "too_many_requests", N_ ("The server is busy and asks us to wait.") },
  [RY_ERROR_NOT_IMPLEMENTED] = { 501, "not_implemented", N_ ("The server does not offer this.") },
  [RY_ERROR_UNAVAILABLE] = { 503, "service_unavailable", N_ ("The server is not available at the moment.") },
  [RY_ERROR_UNREACHABLE] = { 503, "unreachable", N_ ("The server cannot be reached.") },
  [RY_ERROR_BAD_ANSWER] = { 502, "bad_answer",
                            N_ ("The server's answer makes no sense; it may not be a Ryōrin server.") },
  [RY_ERROR_INVALID] = { 403, "forbidden", N_ ("The content is not valid.") },
  [RY_ERROR_BUSY] = { 503, "busy", N_ ("The data is in use by another running program.") },
  [RY_ERROR_CORRUPT] = { 500, "corrupt", N_ ("The file is damaged.") },
  [RY_ERROR_NEWER_VERSION] = { 500, "newer_version", N_ ("The file was written by a newer version of this program.") },
  [RY_ERROR_DISK_FULL] = { 507, "disk_full", N_ ("There is no room left on the disk.") },
  [RY_ERROR_READ_ONLY] = { 500, "read_only", N_ ("The file can only be read.") },
  [RY_ERROR_UNTRUSTED] = { 502, "untrusted", N_ ("The server's certificate is not trusted.") },
  [RY_ERROR_SERVER_FULL] = { 507, "insufficient_storage",
                             N_ ("There is no room left on the server. Tell its administrator.") },
};

G_DEFINE_QUARK (ry - error - quark, ry_error)

/**
 * ry_error_get_http_status:
 * @code: an error code
 *
 * Returns: the HTTP status that CouchDB answers in this case
 */
guint
ry_error_get_http_status (RyErrorCode code)
{
  return (guint) code < RY_N_ERRORS ? rows[code].status : 500;
}

/**
 * ry_error_get_word:
 * @code: an error code
 *
 * Returns: CouchDB's word for the member `error` of its answer
 */
const char *
ry_error_get_word (RyErrorCode code)
{
  return (guint) code < RY_N_ERRORS ? rows[code].word : "unknown_error";
}

/**
 * ry_error_get_sentence:
 * @code: an error code
 *
 * Returns: a translated sentence that a person can act on
 */
const char *
ry_error_get_sentence (RyErrorCode code)
{
  return g_dgettext (GETTEXT_PACKAGE, rows[(guint) code < RY_N_ERRORS ? code : RY_ERROR_FAILED].sentence);
}

/**
 * ry_error_from_http:
 * @status: an HTTP status of 400 or above
 * @word: (nullable): the member `error` of the answer's body
 *
 * Returns: the code that best describes the answer: by word where it is known, by status otherwise
 */
RyErrorCode
ry_error_from_http (guint status, const char *word)
{
  int by_status = -1;

  for (int code = RY_ERROR_BAD_REQUEST; code <= RY_ERROR_UNAVAILABLE; code++) {
    if (rows[code].status != status)
      continue;
    if (g_strcmp0 (rows[code].word, word) == 0)
      return code;
    if (by_status < 0)
      by_status = code;
  }
  if (by_status >= 0)
    return by_status;
  if (status == 507)
    return RY_ERROR_SERVER_FULL;
  return status >= 502 && status <= 504 ? RY_ERROR_UNAVAILABLE : RY_ERROR_FAILED;
}

/**
 * ry_error_is_bad_request:
 * @error: (nullable): any error
 *
 * Returns: whether what was asked or sent is at fault, in whichever of CouchDB's words; 400 over HTTP
 */
gboolean
ry_error_is_bad_request (const GError *error)
{
  return error != NULL && error->domain == RY_ERROR && ry_error_get_http_status (error->code) == 400;
}

/**
 * ry_error_is_retryable:
 * @error: any error
 *
 * The one place that decides what may simply be tried again later: what the next attempt, unchanged, could
 * get through. Everything else needs a person or another request.
 *
 * Returns: whether the same request may succeed later
 */
gboolean
ry_error_is_retryable (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return error->code == G_IO_ERROR_TIMED_OUT || error->code == G_IO_ERROR_WOULD_BLOCK;
  if (error->domain != RY_ERROR)
    return FALSE;
  switch ((RyErrorCode) error->code) {
  case RY_ERROR_FAILED:
  case RY_ERROR_TIMED_OUT:
  case RY_ERROR_TOO_MANY_REQUESTS:
  case RY_ERROR_UNAVAILABLE:
  case RY_ERROR_UNREACHABLE:
  case RY_ERROR_BUSY:
  case RY_ERROR_UNTRUSTED:
  case RY_ERROR_SERVER_FULL:
    return TRUE;
  default:
    return FALSE;
  }
}
