/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register of document numbers (文書番号簿): one series a council and year of account, without holes. A number
 * that was given stays, cancelled or not. Its id is natural, so that two desktops that give the same one while
 * they are apart meet as a conflict: a person says who keeps it, and the other takes the next.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyDocumentNumber:
 * @id: of the document
 * @year: the year of account
 * @number: within it
 * @text: 汐ケア協第47号
 */
typedef struct {
  char *id;
  int year;
  gint64 number;
  char *text;
} RyDocumentNumber;

RyDocumentNumber *ry_document_number_peek     (RyWorkspace *workspace, const char *council, const char *date, GError **error);
RyEdit           *ry_document_number_take     (RyWorkspace *workspace, const char *council, const char *date, const char *subject,
                                               const char *addressee, const char *letter, RyDocumentNumber **taken, GError **error);
RyEdit           *ry_document_number_set_first (RyDocument *council, int year, gint64 first);
RyEdit           *ry_document_number_cancel   (RyDocument *entry, const char *note);
GPtrArray        *ry_document_number_list     (RyWorkspace *workspace, const char *council, int year, GError **error);
RyUndo           *ry_document_number_resolve  (RyWorkspace *workspace, RyConflict *conflict, JsonObject *content, GCancellable *cancellable, GError **error);
GPtrArray        *ry_document_number_settle   (RyWorkspace *workspace, const RyConflict *conflict, gboolean keep_left, GError **error);
char             *ry_document_number_format   (const char *mark, gint64 number);
void              ry_document_number_free     (RyDocumentNumber *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyDocumentNumber, ry_document_number_free)

G_END_DECLS
