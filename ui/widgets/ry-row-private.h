/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as its model knows it. */
#pragma once

#include "ry-row-model.h"

G_BEGIN_DECLS

struct _RyRow {
  GObject parent_instance;

  gint64 number; /* by which the store knows the document */
  GList link;    /* in the model's list of rows used last; here, so that a touch allocates nothing */

  /* Owned */
  RyDocument *document;
};

RyRow *_ry_row_new          (gint64 number);
void   _ry_row_set_document (RyRow *self, RyDocument *document);

/* How to get from one list of rows to another: at @position, @removed go and @added come. In ascending order. */
typedef struct {
  guint position; /* in the list as the steps before have left it */
  guint removed;
  guint added;
} RyRowStep;

GArray *_ry_row_compare (const gint64 *before, guint n_before, const gint64 *after, guint n_after);

G_END_DECLS
