/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A running order while it is presented: the speaker's screen, the hall's, the keys and the clock between them. It looks
 * after itself until it is ended, and needs neither records nor a server: a pack is enough.
 */
#pragma once

#include <adwaita.h>

#include "ry-slide-deck.h"

G_BEGIN_DECLS

#define RY_TYPE_PRESENTER (ry_presenter_get_type ())
G_DECLARE_FINAL_TYPE (RyPresenter, ry_presenter, RY, PRESENTER, GObject)

/* Signal: ended. */

RyPresenter *ry_presenter_start (GtkApplication *application, GtkWindow *parent, RySlideDeck *deck, RyWorkspace *workspace, const char *path);
void         ry_presenter_end   (RyPresenter *self);

G_END_DECLS
