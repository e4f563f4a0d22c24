/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer means: its body within limits, its status as one of our errors, and whether asking again may help.
 * The client's own.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-error.h"

G_BEGIN_DECLS

/**
 * RyHttpFailure:
 * @status: of the answer, 0 where there was none
 * @passing: whether the same request may fare better in a moment
 * @retry_after: how long the server asked us to wait, in µs; 0 where it did not
 *
 * What is known of a failure besides the error.
 */
typedef struct {
  guint status;
  gboolean passing;
  gint64 retry_after;
} RyHttpFailure;

void     ry_http_answer_set_error    (GError **error, RyErrorCode code, const char *detail);
void     ry_http_answer_blame_line   (RyHttpFailure *failure, GError *cause, GError **error);
GString *ry_http_answer_read         (SoupMessage *message, GInputStream *stream, RyHttpFailure *failure, GCancellable *cancellable, GError **error);
gboolean ry_http_answer_check_json   (const GString *body, RyHttpFailure *failure, GError **error);
void     ry_http_answer_read_clock   (SoupMessage *message, gint64 took, gint64 *ahead);
void     ry_http_answer_blame_status (SoupMessage *message, const GString *body, RyHttpFailure *failure, GError **error);

G_END_DECLS
