/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

void ry_asked_compare (GPtrArray *missing, GPtrArray *documents, GPtrArray *failures);

G_END_DECLS
