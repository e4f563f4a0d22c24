/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store may do to a document before anybody else has seen it.
 */
#pragma once

#include "ry-document.h"

G_BEGIN_DECLS

void        _ry_document_set_seq         (RyDocument *self, gint64 seq);
void        _ry_document_take_stored_attachments (RyDocument *self, const char *json);
void        _ry_document_take_deleted_conflicts (RyDocument *self, GStrv conflicts);
void        _ry_document_take_revs_info  (RyDocument *self, char *json);
gboolean    _ry_document_is_silent       (RyDocument *self);
void        _ry_document_take_history    (RyDocument *self, GStrv history);
void        _ry_document_take_conflicts  (RyDocument *self, GStrv conflicts);
gboolean    _ry_document_check_body      (RyDocument *self, GError **error);
gboolean    _ry_document_check_id        (const char *id, GError **error);

G_END_DECLS
