/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene as a file that others can open: SVG, PDF or PNG. */
#pragma once

#include <gio/gio.h>

#include "ry-scene.h"

G_BEGIN_DECLS

PangoContext *ry_picture_create_context (void);
gboolean      ry_picture_can_write      (const char *path);
gboolean      ry_picture_write          (RyScene *scene, const char *path, GError **error);

G_END_DECLS
