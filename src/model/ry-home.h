/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder a workspace lives in: its lock, and `workspace.json`, which says which region this is and what this
 * machine's settings are. The databases lie beside it in `spaces/`.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyHome RyHome;

gboolean    _ry_home_exists       (const char *path);
gboolean    _ry_home_create       (const char *path, const char *region_name, GError **error);
RyHome     *_ry_home_open         (const char *path, GError **error);
void        _ry_home_free         (RyHome *self);
int         _ry_home_lock         (const char *path, GError **error);
void        _ry_home_unlock       (int lock);

const char *_ry_home_get_path     (RyHome *self);
const char *_ry_home_get_region   (RyHome *self);
gboolean    _ry_home_is_adoptable (RyHome *self);
gboolean    _ry_home_set_region   (RyHome *self, const char *region, GError **error);
const char *_ry_home_get_name     (RyHome *self);
const char *_ry_home_get_setting  (RyHome *self, const char *name);
gboolean    _ry_home_set_setting  (RyHome *self, const char *name, const char *value, GError **error);
gboolean    _ry_home_has_space    (RyHome *self, const char *space);
void        _ry_home_keep_spaces  (RyHome *self, const char *const *spaces);
void        _ry_home_discard      (const char *path);
char       *_ry_home_dup_space_path (RyHome *self, const char *space);
char       *_ry_home_create_slug  (const char *region_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyHome, _ry_home_free)

G_END_DECLS
