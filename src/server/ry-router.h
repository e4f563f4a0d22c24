/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the handler for a method and a path in one table, which is also the list of what the server offers.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

const RyRoute *ry_router_find (const char *method, const char *path, RyRequest *request, char **allow, GError **error);

G_END_DECLS
