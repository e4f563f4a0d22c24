/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request's body on its way from the connection into an intake. Main context only.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-intake.h"
#include "ry-workers.h"

G_BEGIN_DECLS

typedef struct _RyUpload RyUpload;

/* The upload is over: with an answer, with an error, or with neither where the client has gone. Both are given away. */
typedef void (*RyUploadDone) (RyResponse *answer, GError *error, gpointer data);

RyUpload *ry_upload_start    (SoupServerMessage *message, RyRequest *request, RyWorkers *workers, RyUploadDone done, gpointer data);
void      ry_upload_complete (RyUpload *self);

G_END_DECLS
