/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which pages of other sites may speak to the server with their visitors' passwords. None, unless they are named.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean ry_cors_is_preflight (const char *const *origins, SoupServerMessage *message);
void     ry_cors_set_headers  (const char *const *origins, SoupServerMessage *message);

G_END_DECLS
