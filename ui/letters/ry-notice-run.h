/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of letters made in the background, with progress and a stop.
 */
#pragma once

#include "ry-letter-run.h"

G_BEGIN_DECLS

void  ry_notice_run_async  (RyWorkspace *workspace, RyLetter *letter, GPtrArray *addressees, const RyLabelStyle *labels,
                            const RyEnvelopeStyle *envelopes, const char *parent, RyLetterProgressFunc progress, gpointer progress_data,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *ry_notice_run_finish (GAsyncResult *result, RyLetter **letter, GPtrArray **made, GError **error);

G_END_DECLS
