/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bad line in front of any server of the protocol: passes requests on, counts them, and by a seed answers 500,
 * 503, 408, 429 with Retry-After or 413, hangs up before or after the server was asked, stops in the middle of an
 * answer, answers something else altogether, or mixes the order of what may come in any. In a thread of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyFaultProxy RyFaultProxy;

RyFaultProxy *ry_fault_proxy_new          (const char *server);
void          ry_fault_proxy_free         (RyFaultProxy *self);
const char   *ry_fault_proxy_get_url      (RyFaultProxy *self);
void          ry_fault_proxy_set_chance   (RyFaultProxy *self, guint32 seed, guint percent);
guint         ry_fault_proxy_count        (RyFaultProxy *self, const char *what);
guint         ry_fault_proxy_count_under_way (RyFaultProxy *self, const char *what);
guint         ry_fault_proxy_count_faults (RyFaultProxy *self);
char         *ry_fault_proxy_dup_counts   (RyFaultProxy *self);
void          ry_fault_proxy_reset_counts (RyFaultProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFaultProxy, ry_fault_proxy_free)

G_END_DECLS
