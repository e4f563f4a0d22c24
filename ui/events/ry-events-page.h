/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The events of a year of account: trainings, forums, visiting lectures, occasions to meet; by line of the programme; and
 * whom they reach together.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENTS_PAGE (ry_events_page_get_type ())
G_DECLARE_FINAL_TYPE (RyEventsPage, ry_events_page, RY, EVENTS_PAGE, RyPage)

G_END_DECLS
