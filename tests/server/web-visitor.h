/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody with a browser, for tests of the server's pages: it keeps its cookie, says whose page it is on, follows nothing
 * by itself, and fills in forms.
 */
#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

#define WEB_ROOT "/_ryorin/pages"

typedef struct {
  const char *cookie; /* "name=value", or NULL */
  const char *site;   /* Sec-Fetch-Site; NULL: an old browser */
  const char *origin;
  const char *language;
} WebBrowser;

Reply   *web_ask        (const WebBrowser *browser, const char *method, const char *path, const char *form);
gboolean web_has        (Reply *reply, const char *text);
void     web_check_page (Reply *reply, guint status);
char    *web_sign_in    (const char *who);
char    *web_find_value (Reply *reply, const char *field);
char    *web_fill_form  (Reply *page, const char *const *changes);

G_END_DECLS
