/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The far side's answers, sliced out of their text without building a tree: a document passes through as the
 * bytes it was, and a batch of thousands costs little. Pure. Whatever is not the protocol's becomes
 * RY_ERROR_BAD_ANSWER. Unknown members are passed over.
 */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

/**
 * RyWireFault:
 * @word: (nullable): CouchDB's member `error`
 * @reason: (nullable): its member `reason`
 *
 * What the body of an answer of 400 or above says.
 */
typedef struct {
  char *word;
  char *reason;
} RyWireFault;

gboolean       ry_wire_parse_fault     (const char *text, gsize length, RyWireFault *fault);
void           ry_wire_fault_clear     (RyWireFault *fault);
char          *ry_wire_parse_member    (const char *text, gsize length, const char *member, GError **error);
RyChangesPage *ry_wire_parse_changes   (const char *text, gsize length, GError **error);
GPtrArray     *ry_wire_parse_missing   (const char *text, gsize length, GError **error);
gboolean       ry_wire_parse_bulk_get  (const char *text, gsize length, GPtrArray *documents, GPtrArray *failures, GError **error);
gboolean       ry_wire_parse_open_revs (const char *id, const char *text, gsize length, GPtrArray *documents, GPtrArray *failures, GError **error);
GPtrArray     *ry_wire_parse_failures  (const char *text, gsize length, GError **error);
GPtrArray     *ry_wire_parse_names     (const char *text, gsize length, GError **error);

G_END_DECLS
