/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in and out on a page: the same accounts, sessions and brake on guessing as the protocol's
 * (ry-handlers-session.c), in a form. The password is verified by a hasher before the handler sees the request.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-handlers-page.h"
#include "ry-i18n.h"

static void
put_entry (RyHtml *html,
           const char *type,
           const char *name,
           const char *label,
           const char *value,
           const char *complete,
           gboolean wrong)
{
  ry_html_open (html, "p", NULL);
  ry_html_put (html, "label", label, "for", name, NULL);
  ry_html_put (html, "input", NULL, "type", type, "id", name, "name", name, "value", value, "autocomplete", complete,
               "autocapitalize", "none", "spellcheck", "false", "required", "", "maxlength", "200", "aria-invalid",
               wrong ? "true" : NULL, "aria-describedby", wrong ? "summary" : NULL, NULL);
  ry_html_close (html);
}

/**
 * ry_page_sign_in:
 * @page: a page that somebody may see who is signed in
 * @next: where to go then, from the root on
 * @name: (nullable): the name that was given already
 * @fault: (nullable): why it did not work
 * @status: an HTTP status
 *
 * Returns: (transfer full): the form to sign in with
 */
RyResponse *
ry_page_sign_in (RyPage *page, const char *next, const char *name, const char *fault, guint status)
{
  g_autoptr (GPtrArray) faults = ry_page_faults_new ();
  RyHtml *html = ry_page_begin (page, RY_PAGE_VERTICAL, _ ("Sign in"), NULL);

  if (fault != NULL)
    ry_page_faults_add (faults, "name", "%s", fault);
  ry_page_put_faults (html, faults, _ ("You are not signed in"));
  ry_html_open (html, "form", "method", "post", "action", RY_PAGES_ROOT "/sign-in", NULL);
  ry_page_put_hidden (html, "next", next);
  put_entry (html, "text", "name", _ ("User name"), name, "username", fault != NULL);
  put_entry (html, "password", "password", _ ("Password"), NULL, "current-password", fault != NULL);
  ry_html_put (html, "button", _ ("Sign in"), NULL);
  ry_html_close (html);
  ry_html_put (html, "p", _ ("You stay signed in for ten hours on this telephone. Sign out where others use it too."),
               "class", "second", NULL);
  return ry_page_finish (page, html, status);
}

/* Only ever to a page of ours. */
static const char *
check_next (const char *next)
{
  gboolean own = g_str_equal (next, RY_PAGES_ROOT) || g_str_has_prefix (next, RY_PAGES_ROOT "/");

  for (const char *p = next; *p != '\0'; p++)
    own = own && *p > ' ' && *p < 0x7f && *p != '\\';
  return own && strstr (next, "//") == NULL ? next : RY_PAGES_ROOT;
}

/* Called on the main context, before the hasher. */
RyCredentials *
ry_read_sign_in (RyRequest *request, GError **error)
{
  g_autoptr (GHashTable) form = NULL;
  const char *name, *password;
  gboolean own;

  if ((ry_accounts_get_pages (request->accounts) & RY_PAGES_BEDS) == 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
    return NULL;
  }
  ry_page_speak (request); /* what it says is for a person */
  form = ry_page_read_form (request, error);
  own = form != NULL && ry_page_check_site (request, error);
  ry_i18n_speak (RY_LANGUAGE_OWN);
  if (!own)
    return NULL;
  name = g_hash_table_lookup (form, "name");
  password = g_hash_table_lookup (form, "password");
  if (name != NULL && password != NULL && *name != '\0')
    return ry_credentials_new (name, password);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAUTHORIZED, "There is no name or no password.");
  return NULL;
}

RyResponse *
ry_handle_page_sign_in (RyRequest *request, GError **error)
{
  g_autoptr (GHashTable) form = ry_page_read_form (request, error);
  const char *next = form != NULL ? g_hash_table_lookup (form, "next") : NULL;
  char *cookie = form != NULL ? ry_sessions_make_cookie (request->sessions, request->account, error) : NULL;
  RyResponse *answer;

  if (cookie == NULL)
    return NULL;
  g_message ("account %s began a session on a page", request->account->id);
  answer = ry_page_redirect (next != NULL ? check_next (next) : RY_PAGES_ROOT);
  answer->cookie = cookie;
  return answer;
}

/**
 * ry_explain_sign_in:
 * @request: a request to sign in
 * @error: why it did not work
 *
 * Returns: (transfer full): the form again with the name that was given, and never the password
 */
RyResponse *
ry_explain_sign_in (RyRequest *request, const GError *error)
{
  g_autoptr (RyPage) page = ry_page_new (request);
  g_autoptr (GHashTable) form = ry_page_read_form (request, NULL);
  const char *name = form != NULL ? g_hash_table_lookup (form, "name") : NULL;
  const char *next = form != NULL ? g_hash_table_lookup (form, "next") : NULL;
  const char *fault = NULL;
  guint status = 403; /* 401 would have the browser ask with a dialog of its own */
  RyResponse *answer;

  ry_page_speak (request);
  if (g_error_matches (error, RY_ERROR, RY_ERROR_UNAUTHORIZED))
    fault = _ ("The user name or the password is not right.");
  else if (g_error_matches (error, RY_ERROR, RY_ERROR_TOO_MANY_REQUESTS))
    fault = _ ("There were too many wrong passwords. Wait a little, then try again."), status = 429;
  if (fault != NULL)
    answer = ry_page_sign_in (page, next != NULL ? check_next (next) : RY_PAGES_ROOT, name, fault, status);
  else
    answer = ry_explain_page (request, error);
  ry_i18n_speak (RY_LANGUAGE_OWN);
  return answer;
}

/**
 * ry_page_sign_out:
 * @page: a page with the form to sign out
 * @error: (nullable): %RY_ERROR_FORBIDDEN for a form of another session
 *
 * Returns: (transfer full): back to signing in
 */
RyResponse *
ry_page_sign_out (RyPage *page, GError **error)
{
  RyResponse *answer;

  if (!ry_page_check_token (page, error) || !ry_sessions_end (page->request->sessions, page->request->cookie, error))
    return NULL;
  answer = ry_page_redirect (RY_PAGES_ROOT);
  answer->cookie = g_strdup (RY_SESSIONS_NO_COOKIE);
  return answer;
}
