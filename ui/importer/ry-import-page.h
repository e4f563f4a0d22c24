/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The import wizard: a file, its columns, a trial with counts, the import itself. Push it over the window with
 * ry_window_push().
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT_PAGE (ry_import_page_get_type ())
G_DECLARE_FINAL_TYPE (RyImportPage, ry_import_page, RY, IMPORT_PAGE, RyPage)

RyPage *ry_import_page_new  (RyWindow *window, const char *path);
void    ry_import_page_take (RyImportPage *self, const char *path);

G_END_DECLS
