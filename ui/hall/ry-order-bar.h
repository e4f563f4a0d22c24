/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole session as one bar: talks by their minutes, breaks hatched, what is left hatched too. CSS node `orderbar`. */
#pragma once

#include <gtk/gtk.h>

#include "ry-show.h"

G_BEGIN_DECLS

#define RY_TYPE_ORDER_BAR (ry_order_bar_get_type ())
G_DECLARE_FINAL_TYPE (RyOrderBar, ry_order_bar, RY, ORDER_BAR, GtkWidget)

void ry_order_bar_set_show (RyOrderBar *self, RyShow *show);

G_END_DECLS
