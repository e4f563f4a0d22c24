/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A body that is written while it is sent: a stream over a function that appends the next piece each time it is
 * asked. A list of a million rows so costs the memory of one piece.
 */
#pragma once

#include "ry-response.h"

G_BEGIN_DECLS

/* Appends the next piece to @out; sets *@at_end with the last one. Runs in a worker. */
typedef gboolean (*RyPiecesFunc) (gpointer data, GString *out, gboolean *at_end, GError **error);

gboolean ry_pieces_answer (RyResponse *answer, RyPiecesFunc func, gpointer data, GDestroyNotify destroy, GError **error);

G_END_DECLS
