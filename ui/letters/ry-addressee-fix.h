/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A popover that mends what keeps a letter from its addressee, in place: the way it takes and the number or address that
 * way needs. It writes into the records themselves, so that the next run is right too.
 */
#pragma once

#include <adwaita.h>

#include "ry-letter.h"
#include "ry-window.h"

G_BEGIN_DECLS

GtkWidget *ry_addressee_fix_new (RyWindow *window, const char *meeting, const RyAddressee *addressee);

G_END_DECLS
