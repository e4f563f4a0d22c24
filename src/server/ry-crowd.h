/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts who is connected, in all and from each address, so that nobody takes up all of the room. The caller
 * brings a lock where it has threads.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RyCrowd RyCrowd;

RyCrowd *ry_crowd_new        (guint most, guint most_of_one);
void     ry_crowd_free       (RyCrowd *self);
void     ry_crowd_set_limits (RyCrowd *self, guint most, guint most_of_one);
gboolean ry_crowd_enter      (RyCrowd *self, const char *address);
void     ry_crowd_leave      (RyCrowd *self, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyCrowd, ry_crowd_free)

G_END_DECLS
