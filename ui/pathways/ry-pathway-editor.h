/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The definition of a pathway, to be filled in: name, for whom, stages, roles, steps. Saves by itself. */
#pragma once

#include <adwaita.h>

#include "ry-record.h"

G_BEGIN_DECLS

#define RY_TYPE_PATHWAY_EDITOR (ry_pathway_editor_get_type ())
G_DECLARE_FINAL_TYPE (RyPathwayEditor, ry_pathway_editor, RY, PATHWAY_EDITOR, AdwBin)

GtkWidget *ry_pathway_editor_new   (RyWorkspace *workspace, const char *id);
void       ry_pathway_editor_flush (RyPathwayEditor *self);

G_END_DECLS
