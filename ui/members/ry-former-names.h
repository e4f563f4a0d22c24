/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names an organisation had before, shown and kept beside the row in which its name is written: papers of an earlier
 * day bear the earlier name.
 */
#pragma once

#include <adwaita.h>

#include "ry-record.h"

G_BEGIN_DECLS

typedef struct _RyFormerNames RyFormerNames;

RyFormerNames *ry_former_names_new        (AdwPreferencesGroup *group, GtkWidget *name_row);
void           ry_former_names_free       (RyFormerNames *self);
void           ry_former_names_set_record (RyFormerNames *self, RyRecord *record);

G_END_DECLS
