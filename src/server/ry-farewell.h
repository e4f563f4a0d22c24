/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

gboolean ry_farewell_is_said        (GSocket *socket);
gboolean ry_farewell_is_listened_to (GSocket *socket);
void     ry_farewell_drop_leaked    (GSocket *socket);
