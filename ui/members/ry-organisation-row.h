/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An organisation in the members' list: name, marks of its councils, and below kind, area and reading. The row that
 * begins a new letter shows the letter above itself, as lists of the floor have no sections.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-member-index.h"
#include "ry-row-model.h"

G_BEGIN_DECLS

#define RY_TYPE_ORGANISATION_ROW (ry_organisation_row_get_type ())
G_DECLARE_FINAL_TYPE (RyOrganisationRow, ry_organisation_row, RY, ORGANISATION_ROW, GtkWidget)

GtkWidget  *ry_organisation_row_new         (RyMemberIndex *index, RyKind *kind);
void        ry_organisation_row_set_row     (RyOrganisationRow *self, RyRow *row);
void        ry_organisation_row_set_heading (RyOrganisationRow *self, const char *letter);
char       *ry_organisation_row_dup_speech  (RyOrganisationRow *self);

G_END_DECLS
