/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 両輪: the pictures of both councils: the two wheels, the flow to home, the ring around the resident. They follow the
 * records; every node opens its own, the same content stands as a table one key away, and the same drawing goes to a
 * slide, SVG, PDF and PNG.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_WHEELS_PAGE (ry_wheels_page_get_type ())
G_DECLARE_FINAL_TYPE (RyWheelsPage, ry_wheels_page, RY, WHEELS_PAGE, RyPage)

G_END_DECLS
