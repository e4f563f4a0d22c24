/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The remarks on one block, beside it: a chip that counts them, and a popover in which they are read, answered and
 * added. Hidden where there are none and none can be made.
 */
#pragma once

#include "ry-minutes-remarks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ry_block_remarks_new  (RyMeetingDraft *draft, const char *block);
void       ry_block_remarks_sync (GtkWidget *chip);

G_END_DECLS
