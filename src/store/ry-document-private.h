/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store may do to a document before anybody else has seen it.
 */
#pragma once

#include "ry-document.h"

G_BEGIN_DECLS

struct _RyDocument {
  gatomicrefcount references;
  gboolean deleted;
  gboolean checked; /* the body is known to be an object without underscore members */
  gboolean silent;  /* it says nothing of attachments, as against that it has none */
  gint64 seq;
  gsize length;

  /* Owned */
  char *id;
  char *rev;
  char *body;
  char *kind;
  GPtrArray *attachments; /* (element-type RyAttachment) (nullable) */
  JsonObject *root;       /* made by whichever thread asks first */
  GStrv history;
  GStrv conflicts;
  GStrv deleted_conflicts;
  char *revs_info; /* as JSON */
};

RyDocument *_ry_document_create          (const char *id, const char *rev, gboolean deleted);
void        _ry_document_set_attachments (RyDocument *self, GPtrArray *attachments);
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
