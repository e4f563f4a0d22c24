/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The councils of the workspace: their names and wheels, and which of them the person wants to see. Lists listen
 * to RyCouncils::changed and ask ry_councils_is_on(); RyCouncilMark draws a council from what stands here.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyWheel:
 * @RY_WHEEL_NONE: neither
 * @RY_WHEEL_PLANE: 面, the axle lies: across the area
 * @RY_WHEEL_VERTICAL: 垂直, the axle stands: from hospital to hospital to home
 */
typedef enum {
  RY_WHEEL_NONE,
  RY_WHEEL_PLANE,
  RY_WHEEL_VERTICAL,
} RyWheel;

/**
 * RyCouncil:
 * @id: the document
 * @name: the full name, for speech and for the sidebar
 * @short_name: as on a chip, 連絡協
 * @wheel: which wheel it is
 */
typedef struct {
  char *id;
  char *name;
  char *short_name;
  RyWheel wheel;
} RyCouncil;

#define RY_TYPE_COUNCILS (ry_councils_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncils, ry_councils, RY, COUNCILS, GObject)

/**
 * RyCouncils::changed:
 *
 * Another choice of councils: lists are to be filtered again.
 */

/**
 * RyCouncils::reloaded:
 *
 * The councils themselves changed: their names, or how many there are.
 */

RyCouncils      *ry_councils_new           (RyWorkspace *workspace);
guint            ry_councils_get_n         (RyCouncils *self);
const RyCouncil *ry_councils_get_nth       (RyCouncils *self, guint position);
const RyCouncil *ry_councils_get           (RyCouncils *self, const char *id);
gboolean         ry_councils_is_on         (RyCouncils *self, const char *id);
gboolean         ry_councils_all_on        (RyCouncils *self);
void             ry_councils_set_on        (RyCouncils *self, const char *id, gboolean on);
void             ry_councils_show_only     (RyCouncils *self, const char *id);

const char      *ry_wheel_get_word         (RyWheel wheel);
const char      *ry_wheel_get_icon_name    (RyWheel wheel);
const char      *ry_wheel_get_css_class    (RyWheel wheel);

G_END_DECLS
