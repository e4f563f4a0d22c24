/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carrying over into a meeting that was planned before: what is offered, and the question.
 */
#pragma once

#include <adwaita.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

guint      ry_carry_dialog_count (RyMeetingDraft *draft);
GtkWindow *ry_carry_dialog_new   (GtkWindow *parent, RyMeetingDraft *draft);

G_END_DECLS
