/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A running order as a file: one that carries everything to the hall, or all slides as a PDF to be handed out. With
 * progress and a way to stop.
 */
#pragma once

#include "ry-show-draft.h"

G_BEGIN_DECLS

void ry_slide_export_choose (RyShowDraft *draft, gboolean pack);

G_END_DECLS
