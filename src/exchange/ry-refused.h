/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of refused rows: the rows as they came, with the reason behind each, to be mended in a spreadsheet and
 * imported again. The file is made with the first row that is refused, so that none means no file.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RyRefused RyRefused;

RyRefused *ry_refused_new   (const char *path, const char *const *headings);
gboolean   ry_refused_add   (RyRefused *self, gint64 line, const char *const *cells, const char *reason, const char *raw, GError **error);
gboolean   ry_refused_close (RyRefused *self, GError **error);
void       ry_refused_free  (RyRefused *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRefused, ry_refused_free)

G_END_DECLS
