/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The password for the server, kept by the desktop's secret service. Where there is none, or the program was built without
 * it, the password lasts for the run of the program, and ry_secrets_keeps() says so beforehand.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ry_secrets_keeps         (void);
void     ry_secrets_store_async   (const char *server, const char *user, const char *password, GAsyncReadyCallback callback, gpointer data);
gboolean ry_secrets_store_finish  (GAsyncResult *result, GError **error);
void     ry_secrets_lookup_async  (const char *server, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char    *ry_secrets_lookup_finish (GAsyncResult *result, GError **error);

G_END_DECLS
