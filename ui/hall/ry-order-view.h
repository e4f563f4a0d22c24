/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A running order: its sum against the hall's time, its bar, its talks, and the questions that came. */
#pragma once

#include "ry-show-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_ORDER_VIEW (ry_order_view_get_type ())
G_DECLARE_FINAL_TYPE (RyOrderView, ry_order_view, RY, ORDER_VIEW, AdwBin)

GtkWidget *ry_order_view_new        (RyShowDraft *draft);
void       ry_order_view_refresh    (RyOrderView *self);
void       ry_order_view_set_narrow (RyOrderView *self, gboolean narrow);
void       ry_order_view_add        (RyOrderView *self, RyTalkType type);
void       ry_order_view_take_questions (RyOrderView *self, GFile *file);
gboolean   ry_order_view_focus      (RyOrderView *self);

G_END_DECLS
