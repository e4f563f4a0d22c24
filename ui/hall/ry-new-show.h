/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for which meeting a running order is to be made, and makes it: whose turn it is follows from the years before. */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_new_show_ask (RyWindow *window);

G_END_DECLS
