/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A popover in which a person or an organisation is found by two or three kana, or typed as it is. Enter takes the
 * first candidate; what matches nobody can be kept as written. Used for speakers, owners of actions and seats.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyPick:
 * @id: (nullable): the document, %NULL for a name typed as it is
 * @name: the person's or organisation's name
 * @organisation: (nullable): id of the person's organisation
 * @organisation_name: (nullable): its name
 * @role: (nullable): what the person is there
 */
typedef struct {
  char *id;
  char *name;
  char *organisation;
  char *organisation_name;
  char *role;
} RyPick;

char *ry_pick_dup_label (const RyPick *pick);

#define RY_TYPE_PERSON_PICKER (ry_person_picker_get_type ())
G_DECLARE_FINAL_TYPE (RyPersonPicker, ry_person_picker, RY, PERSON_PICKER, GtkPopover)

/* Signals: picked (const RyPick *), cleared. */

GtkWidget *ry_person_picker_new       (RyWorkspace *workspace, const char *label, gboolean organisations);
void       ry_person_picker_set_present (RyPersonPicker *self, const char *const *people);
void       ry_person_picker_set_clear (RyPersonPicker *self, gboolean can_clear);

G_END_DECLS
