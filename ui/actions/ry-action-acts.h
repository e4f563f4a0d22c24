/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does to an action, on whichever screen: each is one commit with a toast that takes it back.
 */
#pragma once

#include "ry-action.h"
#include "ry-window.h"

G_BEGIN_DECLS

const char *ry_action_status_get_label (RyActionStatus status);
const char *ry_action_status_get_icon  (RyActionStatus status);

void ry_action_acts_save       (RyWindow *window, RyDocument *action, JsonObject *content, const char *message);
void ry_action_acts_set_status (RyWindow *window, RyDocument *action, RyActionStatus status);
void ry_action_acts_delete     (RyWindow *window, RyDocument *action);

G_END_DECLS
