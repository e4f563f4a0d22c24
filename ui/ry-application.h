/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop program: one process for one home. It opens the workspace, or greets where there is none, or says what
 * is wrong with it; a second start on the same home brings the first one's window forward.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RY_TYPE_APPLICATION (ry_application_get_type ())
G_DECLARE_FINAL_TYPE (RyApplication, ry_application, RY, APPLICATION, AdwApplication)

RyApplication *ry_application_new  (const char *home, const char *page);
void           ry_application_open (RyApplication *self);

G_END_DECLS
