/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pages for who has an account, by their addresses: `/_ryorin/pages`, `…/sign-in`, and below a region's name its
 * morning's report and its search for a bed. Who is not signed in is asked to, and comes back to where they wanted to
 * go.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-handlers-page.h"
#include "ry-i18n.h"

typedef RyResponse *(*PageFunc) (RyPage *page, GError **error);

/* Below a region. */
static const struct {
  const char *method;
  const char *path;
  PageFunc func;
} pages[] = {
  { "GET", "morning", ry_page_morning },
  { "POST", "morning", ry_page_morning_post },
  { "GET", "morning/stored", ry_page_morning_stored },
  { "POST", "morning/undo", ry_page_morning_undo },
  { "GET", "beds", ry_page_find },
};

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  return FALSE;
}

static char *
dup_region_title (RyRequest *request, const char *region)
{
  g_autoptr (RyPage) page = ry_page_new (request);

  return ry_page_open_region (page, region, NULL) ? ry_workspace_dup_title (page->workspace) : g_strdup (region);
}

static void
put_region (RyPage *page, RyHtml *html, const char *region, gboolean alone)
{
  g_autofree char *title = dup_region_title (page->request, region);
  g_autofree char *escaped = g_uri_escape_string (region, NULL, FALSE);
  g_autofree char *beds = g_strconcat (RY_PAGES_ROOT "/", escaped, "/beds", NULL);
  g_autofree char *morning = g_strconcat (RY_PAGES_ROOT "/", escaped, "/morning", NULL);

  if (!alone)
    ry_html_put (html, "h2", title, NULL);
  if (ry_actor_has_role (page->request->account->actor, "hospital") ||
      ry_actor_has_role (page->request->account->actor, "secretariat"))
    ry_html_put (html, "a", _ ("This morning's report"), "class", "button", "href", morning, NULL);
  ry_html_put (html, "a", _ ("Find a bed"), "class", "button other", "href", beds, NULL);
}

/* What the account may do here. */
static RyResponse *
show_first (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) regions = ry_page_list_regions (page->request, page->request->account, error);
  g_autofree char *title = NULL;
  RyHtml *html;

  if (regions == NULL)
    return NULL;
  title = regions->len == 1 ? dup_region_title (page->request, g_ptr_array_index (regions, 0)) : NULL;
  html = ry_page_begin (page, RY_PAGE_VERTICAL, _ ("Vacant beds"), title);
  if (regions->len == 0)
    ry_html_put (html, "p", _ ("Your account may read no region yet. Ask the secretariat."), NULL);
  for (guint i = 0; i < regions->len; i++)
    put_region (page, html, g_ptr_array_index (regions, i), regions->len == 1);
  return ry_page_finish (page, html, 200);
}

/* A cookie of ours does not come along where a link on another site, or in a mail program on the web, led here. One
 * step on this site, and it does. */
static RyResponse *
ask_to_go_on (RyPage *page, const char *address)
{
  RyHtml *html = ry_page_begin (page, RY_PAGE_VERTICAL, _ ("Vacant beds"), NULL);

  ry_html_put (html, "p", _ ("You come from another site."), NULL);
  ry_html_put (html, "a", _ ("Go on"), "class", "button", "href", address, NULL);
  return ry_page_finish (page, html, 200);
}

static RyResponse *
ask_to_sign_in (RyPage *page)
{
  RyRequest *request = page->request;
  g_autofree char *rest = g_uri_escape_string (request->attachment != NULL ? request->attachment : "", "/", FALSE);
  g_autofree char *address = g_strconcat (RY_PAGES_ROOT, *rest != '\0' ? "/" : "", rest, NULL);

  if (g_strcmp0 (request->fetch_site, "cross-site") == 0 && request->cookie == NULL)
    return ask_to_go_on (page, address);
  return ry_page_sign_in (page, address, NULL, NULL, 200);
}

/* The region, and what stands behind it. */
static gboolean
open_region (RyPage *page, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (page->request->attachment, "/", 2);
  g_autofree char *database = g_strconcat (parts[0], "-council", NULL);

  if (parts[1] == NULL || !ry_rights_may_read (page->request->accounts, page->request->account, database) ||
      !ry_page_open_region (page, parts[0], NULL))
    return fail_missing (error);
  page->rest = g_strdup (parts[1]);
  page->request->database = g_steal_pointer (&database);
  page->request->store = g_object_ref (page->store);
  return TRUE;
}

static RyResponse *
dispatch (RyPage *page, GError **error)
{
  const char *method = g_str_equal (page->request->method, "HEAD") ? "GET" : page->request->method;

  if (!open_region (page, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (!g_str_equal (pages[i].method, method) || !g_str_equal (pages[i].path, page->rest))
      continue;
    if (g_str_equal (method, "POST") && !ry_page_check_token (page, error))
      return NULL;
    return pages[i].func (page, error);
  }
  fail_missing (error);
  return NULL;
}

static RyResponse *
handle (RyPage *page, GError **error)
{
  RyRequest *request = page->request;
  const char *path = request->attachment != NULL ? request->attachment : "";
  gboolean posted = g_str_equal (request->method, "POST");
  RyResponse *answer = NULL;

  if (g_str_equal (path, "style.css") && !posted)
    return ry_page_style (request);
  if (!ry_page_check_pace (page, &answer, error))
    return answer;
  if (posted && (page->form = ry_page_read_form (request, error)) == NULL)
    return NULL;
  /* A browser that was given a name and password by its own dialog sends them from everywhere. */
  if (request->account == NULL || !request->by_cookie) {
    g_clear_pointer (&request->account, ry_account_unref);
    return ask_to_sign_in (page);
  }
  if (g_str_equal (path, "sign-out") && posted)
    return ry_page_sign_out (page, error);
  if ((*path == '\0' || g_str_equal (path, "sign-in")) && !posted)
    return show_first (page, error);
  return dispatch (page, error);
}

RyResponse *
ry_handle_page (RyRequest *request, GError **error)
{
  g_autoptr (RyPage) page = ry_page_new (request);
  RyPagesOffer offer = ry_accounts_get_pages (request->accounts);
  gboolean style = g_strcmp0 (request->attachment, "style.css") == 0;
  RyResponse *answer;

  if ((offer & (style ? RY_PAGES_BEDS | RY_PAGES_EVENTS : RY_PAGES_BEDS)) == 0) {
    fail_missing (error);
    return NULL;
  }
  ry_page_speak (request);
  answer = handle (page, error);
  ry_i18n_speak (RY_LANGUAGE_OWN);
  return answer;
}

/* What the protocol's words mean to a person. The sentence of what is forbidden is written for one. */
static const char *
choose_sentence (const GError *error, const char **title)
{
  if (error->domain == RY_ERROR && error->code == RY_ERROR_NOT_FOUND) {
    *title = _ ("There is no such page");
    return _ ("It may have been moved, or is not meant for your account.");
  }
  if (error->domain == RY_ERROR && (error->code == RY_ERROR_FORBIDDEN || error->code == RY_ERROR_INVALID)) {
    *title = _ ("This was not stored");
    return ry_permission_translate (error->message);
  }
  *title = _ ("This did not work");
  return _ ("The server could not do this. Nothing was stored. Try again in a moment, or telephone the secretariat.");
}

/**
 * ry_explain_page:
 * @request: a request for a page
 * @error: why there is none
 *
 * Returns: (transfer full): a page that says so; the protocol's answer where pages are switched off
 */
RyResponse *
ry_explain_page (RyRequest *request, const GError *error)
{
  g_autoptr (RyPage) page = ry_page_new (request);
  const char *title, *sentence;
  RyResponse *answer;

  if (ry_accounts_get_pages (request->accounts) == 0)
    return ry_response_new_error (error);
  ry_page_speak (request);
  sentence = choose_sentence (error, &title);
  answer = ry_page_say (page, error->domain == RY_ERROR ? ry_error_get_http_status (error->code) : 500, title, sentence,
                        request->account != NULL ? RY_PAGES_ROOT : NULL, _ ("First page"));
  ry_i18n_speak (RY_LANGUAGE_OWN);
  return answer;
}
