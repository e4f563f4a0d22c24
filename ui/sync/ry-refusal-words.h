/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a change that an end would not take. Pure: facts in, words out.
 */
#pragma once

#include "ry-replicator.h"

G_BEGIN_DECLS

char *ry_refusal_words_reason (const RyRefusal *refusal);
char *ry_refusal_words_facts  (const RyRefusal *refusal, const char *kind, gint64 now);

G_END_DECLS
