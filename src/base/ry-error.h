/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One vocabulary of failure for the store, the road and the screen.
 *
 * Every public function that can fail sets a GError in this domain. One table maps each code to the HTTP
 * status and reason word that CouchDB uses for it, and to a sentence for a person.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RY_ERROR (ry_error_quark ())

/**
 * RyErrorCode:
 *
 * What went wrong. Codes up to %RY_ERROR_UNAVAILABLE travel over HTTP and back unchanged; the later ones
 * are born on this side of the wire.
 */
typedef enum {
  RY_ERROR_FAILED,             /* 500 internal_server_error */
  RY_ERROR_BAD_REQUEST,        /* 400 bad_request */
  RY_ERROR_ILLEGAL_NAME,       /* 400 illegal_database_name */
  RY_ERROR_ILLEGAL_ID,         /* 400 illegal_docid */
  RY_ERROR_BAD_DOCUMENT,       /* 400 doc_validation: members with an underscore that are not the protocol's */
  RY_ERROR_BAD_QUERY,          /* 400 query_parse_error */
  RY_ERROR_UNAUTHORIZED,       /* 401 unauthorized */
  RY_ERROR_FORBIDDEN,          /* 403 forbidden */
  RY_ERROR_NOT_FOUND,          /* 404 not_found */
  RY_ERROR_METHOD_NOT_ALLOWED, /* 405 method_not_allowed */
  RY_ERROR_NOT_ACCEPTABLE,     /* 406 not_acceptable */
  RY_ERROR_TIMED_OUT,          /* 408 timeout */
  RY_ERROR_CONFLICT,           /* 409 conflict */
  RY_ERROR_EXISTS,             /* 412 file_exists */
  RY_ERROR_MISSING_STUB,       /* 412 missing_stub */
  RY_ERROR_TOO_LARGE,          /* 413 too_large */
  RY_ERROR_TOO_LONG,           /* 414 too_long */
  RY_ERROR_UNSUPPORTED_MEDIA,  /* 415 bad_content_type */
  RY_ERROR_TOO_MANY_REQUESTS,  /* 429 too_many_requests */
  RY_ERROR_NOT_IMPLEMENTED,    /* 501 not_implemented */
  RY_ERROR_UNAVAILABLE,        /* 503 service_unavailable */

  RY_ERROR_UNREACHABLE,        /* no answer: name, route, connection */
  RY_ERROR_BAD_ANSWER,         /* an answer that is not the protocol's */
  RY_ERROR_INVALID,            /* content refused by its kind; 403 forbidden over HTTP, as validate_doc_update */
  RY_ERROR_BUSY,               /* another process holds this home */
  RY_ERROR_CORRUPT,            /* a database or file that is damaged */
  RY_ERROR_NEWER_VERSION,      /* a database written by a newer program */
  RY_ERROR_DISK_FULL,
  RY_ERROR_READ_ONLY,
  RY_ERROR_UNTRUSTED,          /* the server's certificate, or ours by the server */
  RY_ERROR_SERVER_FULL,        /* 507: there, not here */
  RY_N_ERRORS
} RyErrorCode;

GQuark      ry_error_quark           (void);
guint       ry_error_get_http_status (RyErrorCode code);
const char *ry_error_get_word        (RyErrorCode code);
const char *ry_error_get_sentence    (RyErrorCode code);
RyErrorCode ry_error_from_http       (guint status, const char *word);
gboolean    ry_error_is_bad_request  (const GError *error);
gboolean    ry_error_is_retryable    (const GError *error);

G_END_DECLS
