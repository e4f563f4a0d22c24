/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 分科会: the list of them, and one as a whole: who is in it, what it is for, its meetings, its open actions, what it asks
 * of the council, and its report upward in one click.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_SUBCOMMITTEES_VIEW (ry_subcommittees_view_get_type ())
G_DECLARE_FINAL_TYPE (RySubcommitteesView, ry_subcommittees_view, RY, SUBCOMMITTEES_VIEW, AdwBin)

/* Signal: changed-place (whether there is a step back may be otherwise). */

GtkWidget *ry_subcommittees_view_new         (RyWindow *window);
void       ry_subcommittees_view_reload      (RySubcommitteesView *self);
void       ry_subcommittees_view_show        (RySubcommitteesView *self, const char *id);
void       ry_subcommittees_view_create      (RySubcommitteesView *self);
gboolean   ry_subcommittees_view_can_go_back (RySubcommitteesView *self);
gboolean   ry_subcommittees_view_go_back     (RySubcommitteesView *self);
gboolean   ry_subcommittees_view_print       (RySubcommitteesView *self);
const char *ry_subcommittees_view_get_shown  (RySubcommitteesView *self);
void       ry_subcommittees_view_flush       (RySubcommitteesView *self);

G_END_DECLS
