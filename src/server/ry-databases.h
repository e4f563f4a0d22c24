/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The databases of a server: one SQLite file each in one folder, opened when first asked for. Remove on the main
 * context, which hears of it; the rest is safe anywhere. Stores tell their commits to the default context.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

#define RY_TYPE_DATABASES (ry_databases_get_type ())
G_DECLARE_FINAL_TYPE (RyDatabases, ry_databases, RY, DATABASES, GObject)

RyDatabases *ry_databases_new        (const char *folder);
void         ry_databases_close      (RyDatabases *self);
gboolean     ry_databases_check_name (const char *name, GError **error);
RyStore     *ry_databases_open       (RyDatabases *self, const char *name, GError **error);
gboolean     ry_databases_create     (RyDatabases *self, const char *name, GError **error);
gboolean     ry_databases_remove     (RyDatabases *self, const char *name, GError **error);
GPtrArray   *ry_databases_list       (RyDatabases *self, GError **error);

G_END_DECLS
