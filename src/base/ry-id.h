/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Document ids are `kind:KEY`. KEY is natural where nature gives one, a ULID elsewhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ry_id_new         (const char *kind);
char *ry_id_for_key     (const char *kind, const char *key);
char *ry_id_for_content (const char *kind, const char *const *parts);
char *ry_id_dup_kind    (const char *id);
char *ry_id_new_ulid    (void);

G_END_DECLS
