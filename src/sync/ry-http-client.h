/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One CouchDB-like server, and how we speak to it: address, name and password, session cookie, time limits,
 * and what each failure means. Shared by the peers of all its databases; its calls are synchronous and may be
 * made from any thread.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define RY_TYPE_HTTP_CLIENT (ry_http_client_get_type ())
G_DECLARE_FINAL_TYPE (RyHttpClient, ry_http_client, RY, HTTP_CLIENT, GObject)

/**
 * RyHttpClientFlags:
 * @RY_HTTP_CLIENT_ALLOW_PLAIN: send the password over plain HTTP beyond this machine, on somebody's word
 */
typedef enum {
  RY_HTTP_CLIENT_DEFAULT = 0,
  RY_HTTP_CLIENT_ALLOW_PLAIN = 1 << 0,
} RyHttpClientFlags;

/* Makes a request's body anew each time it is sent, and tells its length and its type. */
typedef GInputStream *(*RyHttpOpenFunc) (gpointer data, goffset *length, char **type);

/**
 * RyHttpRequest:
 * @method: an HTTP method
 * @path: encoded path and question below the root, without a slash before it
 * @accept: (nullable): which type is wanted; %NULL for JSON
 * @type: (nullable): the body's type
 * @bytes: (nullable): the body
 * @open: (nullable): makes the body, where it is no @bytes
 * @data: for @open
 * @raw: whether a compressed answer is wanted as it is
 * @once: whether a line that breaks ends it: what the server is after that may not be what it was before
 *
 * One question. It must live until it is answered.
 */
typedef struct {
  const char *method;
  const char *path;
  const char *accept;
  const char *type;
  GBytes *bytes;
  RyHttpOpenFunc open;
  gpointer data;
  gboolean raw;
  gboolean once;
} RyHttpRequest;

RyHttpClient *ry_http_client_new          (const char *url, const char *user, const char *password, RyHttpClientFlags flags, GError **error);
gboolean      ry_http_client_set_network  (RyHttpClient *self, const char *proxy, const char *authority, const char *certificate, GError **error);
void          ry_http_client_set_silence  (RyHttpClient *self, guint seconds);
void          ry_http_client_set_try_again(RyHttpClient *self, guint ms);
guint         ry_http_client_get_wait     (RyHttpClient *self);
const char   *ry_http_client_get_url      (RyHttpClient *self);
const char   *ry_http_client_get_user     (RyHttpClient *self);
char         *ry_http_client_dup_account  (RyHttpClient *self);
char         *ry_http_client_dup_roles    (RyHttpClient *self);
gint64        ry_http_client_get_clock_ahead (RyHttpClient *self);
GInputStream *ry_http_client_open         (RyHttpClient *self, const RyHttpRequest *request, SoupMessage **message, GCancellable *cancellable, GError **error);
GString      *ry_http_client_ask          (RyHttpClient *self, const RyHttpRequest *request, GCancellable *cancellable, GError **error);
GString      *ry_http_client_send         (RyHttpClient *self, const char *method, const char *path, GBytes *body, GCancellable *cancellable, GError **error);
char         *ry_http_client_get_identity (RyHttpClient *self, GCancellable *cancellable, GError **error);
GPtrArray    *ry_http_client_get_databases(RyHttpClient *self, GCancellable *cancellable, GError **error);

G_END_DECLS
