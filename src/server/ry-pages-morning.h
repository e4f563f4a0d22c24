/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's report as a form: what stands in its cells as it was typed, what is wrong with that, and how the page
 * shows it. The rules are the model's (ry-morning.h); what is stored is ry-handlers-page-morning.c's.
 */
#pragma once

#include "ry-morning.h"
#include "ry-pages.h"

G_BEGIN_DECLS

/**
 * RyMorningLine:
 * @row: the ward, with what stands in the database
 * @texts: what stands in the cells
 * @wrong: which of them are no number
 * @posted: whether the form had the ward
 * @rev: (nullable): the revision of today's report that whoever typed has seen
 * @fault: (nullable): why the sum cannot be
 * @allowed: whether whoever typed has seen @fault, and sends it all the same
 * @contested: whether somebody else has reported the ward meanwhile, with other numbers
 * @stored: whether just this stands there already
 *
 * One ward of the form.
 */
typedef struct {
  RyMorningRow *row;
  char *texts[RY_N_BED_CELLS];
  gboolean wrong[RY_N_BED_CELLS];
  gboolean posted;
  const char *rev;
  char *fault;
  gboolean allowed;
  gboolean contested;
  gboolean stored;
} RyMorningLine;

/**
 * RyMorningForm:
 * @page: the page that it stands on
 * @morning: the wards
 * @lines: (element-type RyMorningLine): the same, as typed
 * @faults: (element-type RyPageFault): what keeps it from being stored
 * @hospital: the organisation
 * @name: what it is called
 * @now: the moment, ISO 8601
 * @on_behalf: whether somebody else than the hospital enters it
 * @source: how it came: `self`, `phone`, `fax` or `mail`
 * @informant: (nullable): who told it, where it is entered on behalf
 * @clock: (nullable): when that was, as typed
 * @at: the moment of the report, ISO 8601
 */
typedef struct {
  RyPage *page;
  RyMorning *morning;
  GPtrArray *lines;
  GPtrArray *faults;
  char *hospital;
  char *name;
  char *now;
  gboolean on_behalf;
  char *source;
  char *informant;
  char *clock;
  char *at;
} RyMorningForm;

RyMorningForm *ry_morning_form_new   (RyPage *page, const char *hospital, GError **error);
void           ry_morning_form_free  (RyMorningForm *self);
void           ry_morning_form_take  (RyMorningForm *self);
char          *ry_morning_form_dup_address (RyMorningForm *self, const char *path);
RyResponse      *ry_morning_form_show  (RyMorningForm *self, guint status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMorningForm, ry_morning_form_free)

G_END_DECLS
