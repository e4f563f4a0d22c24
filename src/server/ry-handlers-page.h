/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The single pages. Each gets a page whose region is open, and whose form, where there is one, was made for the session.
 */
#pragma once

#include "ry-pages.h"

G_BEGIN_DECLS

/* ry-handlers-page-sign.c */
RyResponse *ry_page_sign_in        (RyPage *page, const char *next, const char *name, const char *fault, guint status);
RyResponse *ry_page_sign_out       (RyPage *page, GError **error);

/* ry-handlers-page-morning.c */
RyResponse *ry_page_morning        (RyPage *page, GError **error);
RyResponse *ry_page_morning_post   (RyPage *page, GError **error);
RyResponse *ry_page_morning_stored (RyPage *page, GError **error);
RyResponse *ry_page_morning_undo   (RyPage *page, GError **error);

/* ry-handlers-page-find.c */
RyResponse *ry_page_find           (RyPage *page, GError **error);

G_END_DECLS
