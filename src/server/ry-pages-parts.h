/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of pages that know nothing of the request: a field, a telephone number.
 */
#pragma once

#include "ry-html.h"

G_BEGIN_DECLS

void ry_page_put_hidden    (RyHtml *html, const char *name, const char *value);
void ry_page_put_telephone (RyHtml *html, const char *number, const char *of);

G_END_DECLS
