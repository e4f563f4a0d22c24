/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of an event in one line, and its stage as a chip.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-event.h"

G_BEGIN_DECLS

char       *ry_event_words_dup_facts (RyWorkspace *workspace, JsonObject *event);
const char *ry_event_words_get_type  (RyWorkspace *workspace, JsonObject *event);
GtkWidget  *ry_event_words_chip_new  (RyWorkspace *workspace, JsonObject *event);

G_END_DECLS
