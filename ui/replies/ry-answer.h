/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A state of attendance in a word and an icon, the same wherever it is shown; the four answers of a reply, in the order
 * of their keys.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-attendance.h"

G_BEGIN_DECLS

#define RY_N_ANSWERS 4

const char *ry_answer_get_label     (const char *status);
const char *ry_answer_get_icon_name (const char *status);
const char *ry_answer_get_nth       (guint n);
const char *ry_answer_get_channel_label    (const char *channel);
GtkWidget  *ry_answer_chip_new      (const char *status);
GtkWidget  *ry_key_cap_new          (const char *key);
char       *ry_answer_describe_channels (GPtrArray *attendees);
char       *ry_answer_describe_quorum (const RyQuorumCount *count);
gboolean    ry_answer_is_of_hospitals (RyWorkspace *workspace, JsonObject *meeting);

G_END_DECLS
