/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Browsers send a password or a cookie across sites only where the answer names the page's own origin, so that is
 * what is said, and never `*`.
 * See <https://fetch.spec.whatwg.org/#http-cors-protocol>.
 */
#include "ry-cors.h"

#include <string.h>

#define METHODS "GET, PUT, POST, HEAD, DELETE, COPY"
#define HEADERS                                                                                                        \
  "accept, accept-language, authorization, content-type, destination, if-match, if-none-match, last-event-id, "        \
  "origin, "                                                                                                           \
  "referer, x-couch-full-commit, x-http-method-override, x-requested-with"
#define EXPOSED                                                                                                        \
  "cache-control, content-type, content-length, etag, location, server, x-couch-request-id, "                          \
  "www-authenticate"
/* Seconds for which a browser need not ask again; as CouchDB has it. */
#define MAX_AGE "600"

static const char *
find_origin (const char *const *origins, SoupServerMessage *message)
{
  const char *origin = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Origin");

  if (origins == NULL || origin == NULL)
    return NULL;
  return g_strv_contains (origins, "*") || g_strv_contains (origins, origin) ? origin : NULL;
}

/**
 * ry_cors_is_preflight:
 * @origins: (nullable) (array zero-terminated=1): the sites whose pages may speak to the server, or `*`
 * @message: a request
 *
 * Returns: whether a browser only asks what a page of those sites may do
 */
gboolean
ry_cors_is_preflight (const char *const *origins, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_server_message_get_method (message) == SOUP_METHOD_OPTIONS && find_origin (origins, message) != NULL &&
         soup_message_headers_get_one (headers, "Access-Control-Request-Method") != NULL;
}

/**
 * ry_cors_set_headers:
 * @origins: (nullable) (array zero-terminated=1): the sites whose pages may speak to the server, or `*`
 * @message: a request whose answer is being made
 *
 * Lets the page that has sent the request read the answer, where its site is among @origins.
 */
void
ry_cors_set_headers (const char *const *origins, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *origin = find_origin (origins, message);

  if (origins != NULL)
    soup_message_headers_append (headers, "Vary", "Origin");
  if (origin == NULL)
    return;
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", origin);
  soup_message_headers_replace (headers, "Access-Control-Allow-Credentials", "true");
  if (!ry_cors_is_preflight (origins, message)) {
    soup_message_headers_replace (headers, "Access-Control-Expose-Headers", EXPOSED);
    return;
  }
  soup_message_headers_replace (headers, "Access-Control-Allow-Methods", METHODS);
  soup_message_headers_replace (headers, "Access-Control-Allow-Headers", HEADERS);
  soup_message_headers_replace (headers, "Access-Control-Max-Age", MAX_AGE);
}
