/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workspaces in folders of their own, and the road between two of them without a network: every revision that
 * the other lacks is carried over, as a replication does.
 */
#pragma once

#include "ry-workspace.h"

char        *support_make_folder (void);
void         support_remove_folder (const char *path);
RyWorkspace *support_open_new    (const char *folder, const char *name, const char *person);
void         support_copy        (RyWorkspace *from, RyWorkspace *to);
void         support_copy_space  (RyWorkspace *from, RyWorkspace *to, const char *space);
void         support_spin        (guint milliseconds);

RyUndo      *support_put         (RyWorkspace *workspace, const char *id, const char *members);
RyUndo      *support_change      (RyWorkspace *workspace, const char *id, const char *members);
RyUndo      *support_delete      (RyWorkspace *workspace, const char *id);
char        *support_get_text    (RyWorkspace *workspace, const char *id, const char *member);
char        *support_get_rev     (RyWorkspace *workspace, const char *id);
