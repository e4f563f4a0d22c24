/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An answer's body on its way from a stream to the connection. Main context only.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-workers.h"

G_BEGIN_DECLS

void ry_download_start (SoupServerMessage *message, GInputStream *stream, gint64 length, RyWorkers *workers);

G_END_DECLS
