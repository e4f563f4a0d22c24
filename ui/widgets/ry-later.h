/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place whose content is made when it is first seen: for what a window or a page seldom shows, as the page that says
 * that nothing was found. In a .ui file it stands where the content would, and names the resource that describes it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RY_TYPE_LATER (ry_later_get_type ())
G_DECLARE_FINAL_TYPE (RyLater, ry_later, RY, LATER, AdwBin)

/* Properties: resource (a path; its object "content" is the content). */

G_END_DECLS
