/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a revision, `N-SIG`: how many edits led to it, and a signature of its content. A local document's is
 * `0-N`.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *ry_rev_normalise    (const char *rev);
gboolean ry_rev_split        (const char *rev, guint *pos, const char **sig);
int      ry_rev_compare      (const char *a, const char *b);
int      ry_rev_compare_sigs (const char *a, const char *b);

G_END_DECLS
