/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a question's answer is written down.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

GtkWidget *ry_question_entry_new (RyWindow *window, RyDocument *question);

G_END_DECLS
