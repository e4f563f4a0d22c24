/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visitor of the pages reads HTML only as far as the forms of these pages need it. */
#include "web-visitor.h"

#include <string.h>

Reply *
web_ask (const WebBrowser *browser, const char *method, const char *path, const char *form)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture_get (), AS_NOBODY, method, path, NULL);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "text/html");
  if (browser->cookie != NULL)
    soup_message_headers_replace (headers, "Cookie", browser->cookie);
  if (browser->site != NULL)
    soup_message_headers_replace (headers, "Sec-Fetch-Site", browser->site);
  if (browser->origin != NULL)
    soup_message_headers_replace (headers, "Origin", browser->origin);
  if (browser->language != NULL)
    soup_message_headers_replace (headers, "Accept-Language", browser->language);
  if (form != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));

    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  }
  return fixture_send (fixture_get (), message);
}

gboolean
web_has (Reply *reply, const char *text)
{
  return strstr (reply->body, text) != NULL;
}

/* Every page, whatever it says. */
void
web_check_page (Reply *reply, guint status)
{
  const char *policy = soup_message_headers_get_one (reply->headers, "Content-Security-Policy");

  if (reply->status != status)
    g_error ("expected %u, answered %u %s", status, reply->status, reply->body);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (policy);
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_nonnull (strstr (policy, "form-action 'self'"));
  g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
  g_assert_null (strstr (policy, "unsafe"));
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Referrer-Policy"), ==, "same-origin");
  g_assert_null (soup_message_headers_get_one (reply->headers, "WWW-Authenticate"));
  g_assert_false (web_has (reply, "<script"));
  g_assert_false (web_has (reply, " style="));
  g_assert_true (web_has (reply, "<meta name=\"viewport\""));
}

char *
web_sign_in (const char *who)
{
  static const WebBrowser browser = { .site = "same-origin" };
  g_auto (GStrv) parts = g_strsplit (who, ":", 2);
  g_autofree char *form = soup_form_encode ("name", parts[0], "password", parts[1], "next", WEB_ROOT, NULL);
  g_autoptr (Reply) reply = web_ask (&browser, "POST", WEB_ROOT "/sign-in", form);
  const char *cookie = soup_message_headers_get_one (reply->headers, "Set-Cookie");

  g_assert_cmpuint (reply->status, ==, 303);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Location"), ==, WEB_ROOT);
  g_assert_nonnull (cookie);
  g_assert_nonnull (strstr (cookie, "HttpOnly"));
  g_assert_nonnull (strstr (cookie, "SameSite=Strict"));
  return g_strndup (cookie, strcspn (cookie, ";"));
}

char *
web_find_value (Reply *reply, const char *field)
{
  g_autofree char *mark = g_strdup_printf ("name=\"%s\" value=\"", field);
  const char *at = strstr (reply->body, mark);

  return at != NULL ? g_strndup (at + strlen (mark), strcspn (at + strlen (mark), "\"")) : NULL;
}

/* The second form of the morning's page, as a browser would send it, with cells changed: "women.ward:a" is "2". */
char *
web_fill_form (Reply *page, const char *const *changes)
{
  g_autoptr (GHashTable) form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *at = g_strrstr (page->body, "accept-charset");

  g_assert_nonnull (at);
  while ((at = strstr (at, "<input ")) != NULL) {
    const char *end = strchr (at, '>'), *name = strstr (at, "name=\""), *value = strstr (at, "value=\"");

    if (strstr (at, "</form>") == NULL)
      break;
    if (name < end && value < end && strstr (at, "type=\"radio\"") != at + strlen ("<input "))
      g_hash_table_replace (form, g_strndup (name + 6, strcspn (name + 6, "\"")),
                            g_strndup (value + 7, strcspn (value + 7, "\"")));
    at = end;
  }
  for (guint i = 0; changes != NULL && changes[i] != NULL; i += 2)
    g_hash_table_replace (form, g_strdup (changes[i]), g_strdup (changes[i + 1]));
  return soup_form_encode_hash (form);
}
