/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All handlers. Each takes one request and answers it, straight through, in a worker thread; which request it
 * gets and who may send it stands in the router's table.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

/* ry-handlers-root.c */
RyResponse *ry_handle_welcome            (RyRequest *request, GError **error);
RyResponse *ry_handle_up                 (RyRequest *request, GError **error);
RyResponse *ry_handle_all_dbs            (RyRequest *request, GError **error);
RyResponse *ry_handle_dbs_info           (RyRequest *request, GError **error);
RyResponse *ry_handle_uuids              (RyRequest *request, GError **error);
RyResponse *ry_handle_active_tasks       (RyRequest *request, GError **error);

/* ry-handlers-calendar.c */
RyResponse *ry_handle_calendar           (RyRequest *request, GError **error);

/* ry-handlers-session.c */
RyCredentials *ry_handlers_read_credentials (RyRequest *request, GError **error);
RyResponse *ry_handle_session_get        (RyRequest *request, GError **error);
RyResponse *ry_handle_session_post       (RyRequest *request, GError **error);
RyResponse *ry_handle_session_delete     (RyRequest *request, GError **error);

/* ry-handlers-page.c */
RyResponse *ry_handle_page               (RyRequest *request, GError **error);
RyResponse *ry_explain_page              (RyRequest *request, const GError *error);

/* ry-handlers-page-sign.c */
RyCredentials *ry_read_sign_in         (RyRequest *request, GError **error);
RyResponse *ry_handle_page_sign_in       (RyRequest *request, GError **error);
RyResponse *ry_explain_sign_in           (RyRequest *request, const GError *error);

/* ry-handlers-page-events.c */
RyResponse *ry_handle_page_events        (RyRequest *request, GError **error);

/* ry-handlers-database.c */
gboolean  ry_handlers_append_info      (const char *name, RyStore *store, GString *out, GError **error);
RyResponse *ry_handle_database_get       (RyRequest *request, GError **error);
RyResponse *ry_handle_database_put       (RyRequest *request, GError **error);
RyResponse *ry_handle_database_delete    (RyRequest *request, GError **error);
RyResponse *ry_handle_ensure_full_commit (RyRequest *request, GError **error);
RyResponse *ry_handle_compact            (RyRequest *request, GError **error);
RyResponse *ry_handle_view_cleanup       (RyRequest *request, GError **error);
RyResponse *ry_handle_revs_limit         (RyRequest *request, GError **error);
RyResponse *ry_handle_revs_limit_put     (RyRequest *request, GError **error);
RyResponse *ry_handle_purged_infos_limit (RyRequest *request, GError **error);
RyResponse *ry_handle_security_get       (RyRequest *request, GError **error);
RyResponse *ry_handle_security_put       (RyRequest *request, GError **error);

/* ry-handlers-users.c */
RyResponse *ry_handle_users_get          (RyRequest *request, GError **error);
RyResponse *ry_handle_users_put          (RyRequest *request, GError **error);
RyResponse *ry_handle_users_security     (RyRequest *request, GError **error);
RyResponse *ry_handle_users_all_docs     (RyRequest *request, GError **error);
RyResponse *ry_handle_user_get           (RyRequest *request, GError **error);
RyResponse *ry_handle_user_put           (RyRequest *request, GError **error);
RyResponse *ry_handle_user_delete        (RyRequest *request, GError **error);

/* ry-handlers-changes.c */
RyResponse *ry_handle_changes            (RyRequest *request, GError **error);
RyResponse *ry_handle_revs_diff          (RyRequest *request, GError **error);
RyResponse *ry_handle_missing_revs       (RyRequest *request, GError **error);

/* ry-handlers-all-docs.c */
RyResponse *ry_handle_all_docs           (RyRequest *request, GError **error);
RyResponse *ry_handle_all_docs_queries   (RyRequest *request, GError **error);
RyResponse *ry_handle_design_docs        (RyRequest *request, GError **error);
RyResponse *ry_handle_design_docs_queries(RyRequest *request, GError **error);
RyResponse *ry_handle_local_docs_queries (RyRequest *request, GError **error);
RyResponse *ry_handle_local_docs         (RyRequest *request, GError **error);

/* ry-handlers-bulk.c */
RyResponse *ry_handle_bulk_get           (RyRequest *request, GError **error);
RyResponse *ry_handle_bulk_docs          (RyRequest *request, GError **error);

/* ry-handlers-local.c */
RyResponse *ry_handle_local_get          (RyRequest *request, GError **error);
RyResponse *ry_handle_local_put          (RyRequest *request, GError **error);
RyResponse *ry_handle_local_delete       (RyRequest *request, GError **error);
RyResponse *ry_handle_local_attachment   (RyRequest *request, GError **error);

/* ry-handlers-document.c */
int       ry_handlers_compare_revs     (gconstpointer a, gconstpointer b);
gboolean  ry_handlers_reads_one        (RyRequest *request);
RyResponse *ry_handle_document_get       (RyRequest *request, GError **error);
RyResponse *ry_handle_document_put       (RyRequest *request, GError **error);
RyResponse *ry_handle_document_post      (RyRequest *request, GError **error);
RyResponse *ry_handle_document_delete    (RyRequest *request, GError **error);
RyResponse *ry_handle_document_copy      (RyRequest *request, GError **error);
gboolean  ry_handlers_find_rev         (RyRequest *request, char **rev, GError **error);
RyResponse *ry_handlers_write_document   (RyRequest *request, RyDocument *document, gboolean new_edits, GError **error);

/* ry-handlers-open-revs.c */
RyResponse *ry_handle_open_revs          (RyRequest *request, GError **error);

/* ry-handlers-attachment.c */
RyResponse *ry_handle_attachment_get     (RyRequest *request, GError **error);
RyResponse *ry_handle_attachment_delete  (RyRequest *request, GError **error);
RyIntake *ry_receive_attachment        (RyRequest *request, GError **error);

RyDocument *ry_handlers_get_base       (RyRequest *request, const char *rev, GError **error);

/* ry-handlers-form.c */
RyIntake *ry_receive_form              (RyRequest *request, GError **error);

/* ry-handlers-multipart.c */
RyIntake *ry_receive_document          (RyRequest *request, GError **error);

G_END_DECLS
