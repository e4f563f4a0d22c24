/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents out of request bodies, as text.
 */
#pragma once

#include "ry-document.h"

G_BEGIN_DECLS

#define RY_BODY_REV_NEEDED "When `new_edits: false`, the document needs `_rev` or `_revisions` specified"

gboolean    ry_body_check_object (const char *text, gsize length, GError **error);
RyDocument *ry_body_parse        (const char *text, gsize length, const char *id, const char *rev, GError **error);
char       *ry_body_make_id      (void);

G_END_DECLS
