/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves an enquiry with a hospital, or holds a bed there: a case number, never a name. */
#pragma once

#include "ry-bed-search.h"
#include "ry-window.h"

G_BEGIN_DECLS

void ry_enquiry_dialog_show   (RyWindow *window, RyBedRegister *reg, const RyBedNeed *need, const char *hospital);
void ry_enquiry_dialog_change (RyWindow *window, RyBedRegister *reg, RyDocument *enquiry, RyEnquiryStatus status);

G_END_DECLS
