/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pure pieces that a merge is made of.
 */
#pragma once

#include "ry-merge.h"

G_BEGIN_DECLS

GPtrArray *_ry_merge_order (GPtrArray *base, GPtrArray *left, GPtrArray *right);

G_END_DECLS
