/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminding: who is to be told today, by which way, of what. One step makes a sheet for each FAX, a draft for each
 * e-mail and a list for the telephone in a folder, and notes who was told, so that nobody is told twice.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_DIGEST_PAGE (ry_digest_page_get_type ())
G_DECLARE_FINAL_TYPE (RyDigestPage, ry_digest_page, RY, DIGEST_PAGE, RyPage)

GtkWidget *ry_digest_page_new    (RyWindow *window);
void       ry_digest_notify_mine (RyWindow *window);

G_END_DECLS
