/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says in a toast that a field was saved, with an undo, or why it could not be. Use it for every record whose fields
 * are on the screen.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-record.h"

G_BEGIN_DECLS

void ry_announce_record (RyRecord *record, GtkWidget *widget);

G_END_DECLS
