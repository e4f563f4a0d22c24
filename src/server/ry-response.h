/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a handler says: a status, JSON text and the few headers that matter. It is made in a worker thread and
 * sent on the main context. A response may carry a feed instead, which then goes on by itself.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-error.h"

G_BEGIN_DECLS

typedef struct {
  guint status;
  GString *body;
  char *content_type; /* NULL: application/json */
  char *etag;
  char *location;      /* from the root on, percent-encoded */
  char *cookie;
  char *allow;
  guint retry_after;  /* seconds, 0: not said */
  GObject *feed;      /* an RyFeed that takes the message over */
  SoupMessageHeaders *headers; /* any others, made by ry_response_set_header() */
  GInputStream *stream;        /* the body, where it may be too large to stand in memory */
  gint64 length;               /* bytes in @stream; -1: nobody knows */
} RyResponse;

RyResponse *ry_response_new           (guint status);
RyResponse *ry_response_new_text      (guint status, const char *json);
RyResponse *ry_response_new_error     (const GError *error);
RyResponse *ry_response_new_revision  (guint status, const char *id, const char *rev);
void        ry_response_set_header    (RyResponse *self, const char *name, const char *value);
void        ry_response_take_stream   (RyResponse *self, GInputStream *stream, gint64 length);
char       *ry_response_make_etag     (const char *text, gsize length);
gboolean    ry_response_check_size    (RyResponse *self, GError **error);
void        ry_response_free          (RyResponse *self);
void        ry_response_append_reason (GString *out, const GError *error);
void        ry_response_append_row    (GString *out, const char *id, const char *rev, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyResponse, ry_response_free)

G_END_DECLS
