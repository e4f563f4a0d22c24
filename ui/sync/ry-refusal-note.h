/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Above a record: the server did not take it, why, and what can be done. It is not there while there is nothing to
 * say.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_REFUSAL_NOTE (ry_refusal_note_get_type ())
G_DECLARE_FINAL_TYPE (RyRefusalNote, ry_refusal_note, RY, REFUSAL_NOTE, GtkWidget)

GtkWidget *ry_refusal_note_new    (void);
void       ry_refusal_note_set_id (RyRefusalNote *self, const char *id);

G_END_DECLS
