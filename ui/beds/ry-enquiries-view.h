/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The enquiries for beds: who asked whom, what is held until when, and what came of it. No patient appears. */
#pragma once

#include "ry-bed-source.h"

G_BEGIN_DECLS

#define RY_TYPE_ENQUIRIES_VIEW (ry_enquiries_view_get_type ())
G_DECLARE_FINAL_TYPE (RyEnquiriesView, ry_enquiries_view, RY, ENQUIRIES_VIEW, AdwBin)

void ry_enquiries_view_set_window (RyEnquiriesView *self, RyWindow *window, RyBedSource *source);
void ry_enquiries_view_refresh    (RyEnquiriesView *self);
void ry_enquiries_view_focus      (RyEnquiriesView *self);

G_END_DECLS
