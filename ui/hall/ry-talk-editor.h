/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything of one talk: who, from what, which conditions are shown, notes. A dialog; Save is one step that can be undone. */
#pragma once

#include "ry-show-draft.h"

G_BEGIN_DECLS

void ry_talk_editor_show   (RyShowDraft *draft, const char *key);
void ry_talk_editor_attach (RyShowDraft *draft, const char *key, GFile *file);

G_END_DECLS
