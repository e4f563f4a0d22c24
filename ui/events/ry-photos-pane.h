/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The photographs of an event, as its report shows them: taken in, captioned, taken out again.
 */
#pragma once

#include <adwaita.h>

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_PHOTOS_PANE (ry_photos_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyPhotosPane, ry_photos_pane, RY, PHOTOS_PANE, AdwBin)

GtkWidget *ry_photos_pane_new    (RyEventDesk *desk);
void       ry_photos_pane_choose (RyPhotosPane *self);
void       ry_photos_pane_tidy   (RyPhotosPane *self);

G_END_DECLS
