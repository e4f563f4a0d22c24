/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workspaces in folders of their own, and the road between two of them without a network: every revision that
 * the other lacks is carried over, as a replication does.
 */
#pragma once

#include "ry-workspace.h"

/* Fixtures, for g_test_add(). */
typedef struct {
  char *folder;
  RyWorkspace *workspace;
} SupportHome;

typedef struct {
  char *folder;
  RyWorkspace *a;
  RyWorkspace *b;
} SupportPair;

void         support_home_set_up    (SupportHome *home, const char *person);
void         support_home_tear_down (SupportHome *home, gconstpointer data);
void         support_pair_set_up    (SupportPair *pair, const char *person_a, const char *person_b);
void         support_pair_tear_down (SupportPair *pair, gconstpointer data);

char        *support_make_folder (void);
void         support_remove_folder (const char *path);
RyWorkspace *support_open_new    (const char *folder, const char *name, const char *person);
void         support_copy        (RyWorkspace *from, RyWorkspace *to);
void         support_copy_space  (RyWorkspace *from, RyWorkspace *to, const char *space);
void         support_spin        (guint milliseconds);

void         support_write       (RyWorkspace *workspace, const char *id, const char *members);
RyUndo      *support_put         (RyWorkspace *workspace, const char *id, const char *members);
RyUndo      *support_change      (RyWorkspace *workspace, const char *id, const char *members);
RyUndo      *support_delete      (RyWorkspace *workspace, const char *id);
char        *support_get_text    (RyWorkspace *workspace, const char *id, const char *member);
char        *support_get_rev     (RyWorkspace *workspace, const char *id);
