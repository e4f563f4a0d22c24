/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pathway's lanes as a file. */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_pathway_file_save (RyWindow *window, RyDocument *document, const char *suffix);

G_END_DECLS
