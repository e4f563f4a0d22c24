/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pages of a server keep between requests, for the files that make them.
 */
#pragma once

#include "ry-finder.h"
#include "ry-pace.h"
#include "ry-pages.h"

G_BEGIN_DECLS

struct _RyPages {
  RyKinds *kinds;
  RyPace *pace;
  RyFinder *finder;
};

void _ry_page_fault_free (gpointer data);

G_END_DECLS
