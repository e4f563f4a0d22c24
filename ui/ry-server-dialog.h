/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the server is and who one is there. It stays open until the server has answered; a refusal is a sentence in the
 * dialog, beside the fields that can mend it.
 */
#pragma once

#include <adwaita.h>

#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_SERVER_DIALOG (ry_server_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RyServerDialog, ry_server_dialog, RY, SERVER_DIALOG, AdwWindow)

/* Signal: connected (the server answered; the dialog closes itself). */

RyServerDialog *ry_server_dialog_new (GtkWindow *parent, RyWorkspace *workspace, RyReplicator *replicator);

G_END_DECLS
