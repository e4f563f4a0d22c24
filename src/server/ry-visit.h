/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody who stays: who waits for a database's changes, and by what right. It can be asked, hours later, whether
 * the right still holds.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

typedef struct _RyVisit RyVisit;

RyVisit *ry_visit_new      (RyRequest *request);
void     ry_visit_free     (RyVisit *self);
gboolean ry_visit_may_stay (RyVisit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyVisit, ry_visit_free)

G_END_DECLS
