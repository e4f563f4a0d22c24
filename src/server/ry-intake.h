/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What takes a request's body piece by piece, where it may be too large to stand in memory. An intake is made by a
 * route's `receive` function when the sender is known and the body has not come yet; all its functions run in worker
 * threads, one at a time.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

/**
 * RyIntakeClass:
 * @take: bytes that came; after an error no more are given
 * @finish: all bytes came; the answer
 * @free: drops what was not finished
 */
typedef struct {
  gboolean (*take) (RyIntake *self, const char *bytes, gsize length, GError **error);
  RyResponse *(*finish) (RyIntake *self, GError **error);
  void (*free) (RyIntake *self);
} RyIntakeClass;

struct _RyIntake {
  const RyIntakeClass *klass;
};

G_END_DECLS
