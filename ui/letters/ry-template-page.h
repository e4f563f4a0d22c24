/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The editor of a council's templates: the wording with its fields, the paper as it will look, the versions there were,
 * and the way back to the built-in wording.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_TEMPLATE_PAGE (ry_template_page_get_type ())
G_DECLARE_FINAL_TYPE (RyTemplatePage, ry_template_page, RY, TEMPLATE_PAGE, RyPage)

RyPage *ry_template_page_new (RyWindow *window, const char *council, const char *paper, const char *meeting);

G_END_DECLS
