/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How events look on a page for the public.
 */
#pragma once

#include "ry-pages.h"

G_BEGIN_DECLS

RyHtml *ry_events_list  (RyPage *page, GPtrArray *events, GHashTable *councils);
RyHtml *ry_events_event (RyPage *page, RyDocument *event, GHashTable *councils);

G_END_DECLS
