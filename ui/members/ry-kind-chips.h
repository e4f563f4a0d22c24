/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of organisation as chips with counts: all, the two asked for most, and the others behind a button. One is
 * always on.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-kind.h"

G_BEGIN_DECLS

#define RY_TYPE_KIND_CHIPS (ry_kind_chips_get_type ())
G_DECLARE_FINAL_TYPE (RyKindChips, ry_kind_chips, RY, KIND_CHIPS, GtkWidget)

/* Signal: changed. */

GtkWidget  *ry_kind_chips_new        (RyKind *kind);
const char *ry_kind_chips_get_chosen (RyKindChips *self);
void        ry_kind_chips_choose     (RyKindChips *self, const char *code);
void        ry_kind_chips_set_counts (RyKindChips *self, GHashTable *counts);

G_END_DECLS
