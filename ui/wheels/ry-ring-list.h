/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who offers a service in an area, as a list to choose from; where nobody does, who does elsewhere. */
#pragma once

#include "ry-ring.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_RING_LIST (ry_ring_list_get_type ())
G_DECLARE_FINAL_TYPE (RyRingList, ry_ring_list, RY, RING_LIST, RyPage)

void ry_ring_list_open (RyWindow *window, RyRing *ring, guint service, guint area);

G_END_DECLS
