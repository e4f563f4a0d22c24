/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A state of attendance in a word and an icon, the same wherever it is shown; the four answers of a reply, in the order
 * of their keys.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-attendance.h"

G_BEGIN_DECLS

#define RY_N_REPLY_ANSWERS 4

const char *ry_reply_words_get_label     (const char *status);
const char *ry_reply_words_get_icon_name (const char *status);
const char *ry_reply_words_get_nth       (guint n);
const char *ry_reply_words_get_channel_label    (const char *channel);
GtkWidget  *ry_reply_words_chip_new      (const char *status);
GtkWidget  *ry_key_cap_new          (const char *key);
char       *ry_reply_words_describe_channels (GPtrArray *attendees);
char       *ry_reply_words_describe_quorum (const RyQuorumCount *count);
gboolean    ry_reply_words_is_of_hospitals (RyWorkspace *workspace, JsonObject *meeting);

G_END_DECLS
