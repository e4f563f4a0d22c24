/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question about a list that is ordered by ids: `_all_docs` and its like, and `_all_dbs`. It may stand in the
 * address, in the body, or, one of several, in a list.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

typedef struct {
  char *start;
  char *end;
  gboolean exclusive_end;
  gboolean descending;
  gboolean include_docs;
  gboolean conflicts;
  gboolean attachments;
  gboolean att_encoding_info;
  gboolean update_seq;
  gint64 limit;                 /* -1: none */
  gint64 skip;
  GPtrArray *keys;              /* (nullable) (element-type utf8): JSON, asked for one by one */
  gboolean single_key_is_range; /* as CouchDB has it in a list of questions */
} RyIdQuery;

void      ry_id_query_init         (RyIdQuery *self);
void      ry_id_query_clear        (RyIdQuery *self);
gboolean  ry_id_query_take_address (RyIdQuery *self, RyRequest *request, GError **error);
gboolean  ry_id_query_take_member  (const RyJsonMember *member, gpointer self, GError **error);
gboolean  ry_id_query_check        (const RyIdQuery *self, GError **error);
RyIdRange ry_id_query_get_range    (const RyIdQuery *self);
gboolean  ry_id_query_covers       (const RyIdRange *range, const char *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyIdQuery, ry_id_query_clear)

G_END_DECLS
