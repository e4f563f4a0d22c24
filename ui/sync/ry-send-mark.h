/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mark of a record that the server does not have as it is here: an arrow and 未送信, or 拒否 where the server would not
 * take it. It shows nothing where there is nothing to say. Put it beside a record's name and point it at the record; it
 * finds the road through its window and follows it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_SEND_MARK (ry_send_mark_get_type ())
G_DECLARE_FINAL_TYPE (RySendMark, ry_send_mark, RY, SEND_MARK, GtkBox)

/* Property: words (what it says; NULL where it says nothing). */

GtkWidget  *ry_send_mark_new       (void);
void        ry_send_mark_set_id    (RySendMark *self, const char *id);
const char *ry_send_mark_get_words (RySendMark *self);

G_END_DECLS
