/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the page of approval is made of: steps, rows and sentences that only show.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-audience.h"
#include "ry-edition.h"

G_BEGIN_DECLS

GtkWidget *ry_approval_steps_new      (JsonObject *meeting);
GtkWidget *ry_approval_wrap_new       (void);
GtkWidget *ry_approval_card_new       (GtkWidget *child);
GtkWidget *ry_approval_note_row_new   (const RyReleaseNote *note);
GtkWidget *ry_approval_state_row_new  (RyDocument *edition, RyEditionState state, const char *sentence);
char      *ry_approval_explain        (JsonObject *meeting, guint open_remarks, GPtrArray *editions);
char      *ry_approval_format_edition (RyDocument *edition);
char      *ry_approval_quote          (JsonObject *meeting, const char *block);

G_END_DECLS
