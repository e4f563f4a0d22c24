/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council's rules (規約), kept with its record as a PDF: chosen from a file, opened, replaced, taken away. The same for
 * a PDF of another record, as a hospital's FAX form.
 */
#pragma once

#include <adwaita.h>

#include "ry-record.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCIL_RULES (ry_council_rules_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilRules, ry_council_rules, RY, COUNCIL_RULES, AdwPreferencesGroup)

/**
 * RyKeptPdf:
 * @member: the field that names the attachment
 * @title: what it is called
 * @empty: what is said where there is none
 * @failed: what is said where a file could not be taken in
 */
typedef struct {
  const char *member;
  const char *title;
  const char *empty;
  const char *failed;
} RyKeptPdf;

GtkWidget *ry_council_rules_new  (RyRecord *record);
GtkWidget *ry_kept_pdf_new       (RyRecord *record, const RyKeptPdf *what);
void       ry_council_rules_take (RyCouncilRules *self, GFile *file);

G_END_DECLS
