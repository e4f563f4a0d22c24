/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for a bed on a page. A finder keeps each region's register of beds ready (ry-bed-register.h), so that a
 * search reads nothing but what changed since the last one. Safe in any thread.
 */
#pragma once

#include "ry-html.h"
#include "ry-kind.h"
#include "ry-store.h"

G_BEGIN_DECLS

typedef struct _RyFinder RyFinder;

RyFinder *ry_finder_new   (RyKinds *kinds);
void      ry_finder_free  (RyFinder *self);
gboolean  ry_finder_write (RyFinder *self, const char *region, RyStore *store, const char *since, GHashTable *query, RyHtml *html, GError **error);

G_END_DECLS
