/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a handler says: a status, JSON text and the few headers that matter. It is made in a worker thread and
 * sent on the main context. An answer may carry a feed instead, which then goes on by itself.
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
  SoupMessageHeaders *headers; /* any others, made by ry_answer_set_header() */
  GInputStream *stream;        /* the body, where it may be too large to stand in memory */
  gint64 length;               /* bytes in @stream; -1: nobody knows */
} RyAnswer;

RyAnswer *ry_answer_new           (guint status);
RyAnswer *ry_answer_new_text      (guint status, const char *json);
RyAnswer *ry_answer_new_error     (const GError *error);
RyAnswer *ry_answer_new_revision  (guint status, const char *id, const char *rev);
void      ry_answer_set_header    (RyAnswer *self, const char *name, const char *value);
void      ry_answer_take_stream   (RyAnswer *self, GInputStream *stream, gint64 length);
char     *ry_answer_make_etag     (const char *text, gsize length);
gboolean  ry_answer_check_size    (RyAnswer *self, GError **error);
void      ry_answer_free          (RyAnswer *self);
void      ry_answer_append_reason (GString *out, const GError *error);
void      ry_answer_append_row    (GString *out, const char *id, const char *rev, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyAnswer, ry_answer_free)

G_END_DECLS
