/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes HTML for small pages. Whatever is not a name out of this program's source is escaped here, in one place: a
 * caller has no way to put text into a page as markup, a handler into an attribute, or a script behind a link.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RyHtml RyHtml;

/* The value of an attribute that is there or not: RY_HTML_IF (wrong), and then stands without a value. */
#define RY_HTML_IF(condition) ((condition) ? "" : NULL)

RyHtml  *ry_html_new     (void);
void     ry_html_free    (RyHtml *self);
void     ry_html_open    (RyHtml *self, const char *element, ...) G_GNUC_NULL_TERMINATED;
void     ry_html_close   (RyHtml *self);
void     ry_html_text    (RyHtml *self, const char *text);
void     ry_html_format  (RyHtml *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     ry_html_lines   (RyHtml *self, const char *text);
void     ry_html_put     (RyHtml *self, const char *element, const char *text, ...) G_GNUC_NULL_TERMINATED;
guint    ry_html_get_depth (RyHtml *self);
GString *ry_html_finish  (RyHtml *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyHtml, ry_html_free)

G_END_DECLS
