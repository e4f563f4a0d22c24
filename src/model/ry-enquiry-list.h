/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enquiries as a list: those a filter asks for, newest first, and as lines of a table for paper and files. */
#pragma once

#include "ry-enquiry.h"

G_BEGIN_DECLS

/* Those that still wait for somebody: asked, held, or lapsed without an answer. */
#define RY_ENQUIRY_OPEN RY_N_ENQUIRY_STATUSES
#define RY_ENQUIRY_ANY (RY_N_ENQUIRY_STATUSES + 1)

/**
 * RyEnquiryFilter:
 * @status: a #RyEnquiryStatus, %RY_ENQUIRY_OPEN or %RY_ENQUIRY_ANY
 * @organisation: (nullable): the hospital asked
 * @text: (nullable): what the case number, the note or a name contains
 * @since: (nullable): the first day, ISO 8601
 */
typedef struct {
  guint status;
  const char *organisation;
  const char *text;
  const char *since;
} RyEnquiryFilter;

GPtrArray *ry_enquiry_list     (RyWorkspace *workspace, const RyEnquiryFilter *filter, const char *now, GError **error);
char      *ry_enquiry_dup_clock(const char *at, const char *now);
GPtrArray *ry_enquiry_tabulate (RyWorkspace *workspace, GPtrArray *enquiries, GPtrArray *conditions, const char *now);

G_END_DECLS
