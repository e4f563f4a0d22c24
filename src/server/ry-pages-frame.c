/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of a page and the headers it goes out with. The policy lets a browser load the one style sheet, send forms
 * back here, and nothing else: were there a way to smuggle markup in, it still could not run, load or frame anything.
 *
 * See <https://www.w3.org/TR/CSP3/>.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-i18n.h"
#include "ry-pages-private.h"
#include "ry-pages-resources.h"
#include "ry-resource.h"

#define STYLE_PATH    "/org/ryorin/Ryorin/pages.css"
#define STYLE_ADDRESS RY_PAGES_ROOT "/style.css"

static const struct {
  const char *name;
  const char *value;
} headers[] = {
  { "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
  { "X-Frame-Options", "DENY" },
  { "Referrer-Policy", "same-origin" },
  { "Cross-Origin-Opener-Policy", "same-origin" },
  { "Cross-Origin-Resource-Policy", "same-origin" },
  { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()" },
  { "Vary", "Accept-Language" },
};

static GBytes *
get_style (void)
{
  return ry_resource_lookup (ry_pages_get_resource (), STYLE_PATH, NULL);
}

/* Named after its content, so that a browser keeps it for good and a new one is taken at once. */
static char *
build_style_address (void)
{
  g_autoptr (GBytes) style = get_style ();
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, style);

  sum[12] = '\0';
  return g_strconcat (STYLE_ADDRESS "?v=", sum, NULL);
}

/**
 * ry_page_style:
 * @request: a request for the style sheet
 *
 * Returns: (transfer full): it
 */
RyResponse *
ry_page_style (RyRequest *request)
{
  RyResponse *answer = ry_response_new (200);
  g_autoptr (GBytes) style = get_style ();
  gsize length;
  const char *text = g_bytes_get_data (style, &length);

  g_string_append_len (answer->body, text, (gssize) length);
  answer->content_type = g_strdup ("text/css; charset=utf-8");
  answer->etag = ry_response_make_etag (text, length);
  ry_response_set_header (answer, "Cache-Control", "public, max-age=31536000, immutable");
  if (ry_request_has_etag (request, answer->etag))
    answer->status = 304;
  return answer;
}

/**
 * ry_page_set_headers:
 * @answer: a page
 *
 * Sets what every page goes out with. It is not kept anywhere; who wants that says so afterwards.
 */
void
ry_page_set_headers (RyResponse *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    ry_response_set_header (answer, headers[i].name, headers[i].value);
  ry_response_set_header (answer, "Cache-Control", "no-store");
}

static void
put_head (RyHtml *html, const char *title, gboolean listed)
{
  g_autofree char *style = build_style_address ();

  ry_html_open (html, "head", NULL);
  ry_html_put (html, "meta", NULL, "charset", "utf-8", NULL);
  ry_html_put (html, "meta", NULL, "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
  ry_html_put (html, "meta", NULL, "name", "color-scheme", "content", "light dark", NULL);
  ry_html_put (html, "meta", NULL, "name", "format-detection", "content", "telephone=no", NULL);
  if (!listed)
    ry_html_put (html, "meta", NULL, "name", "robots", "content", "noindex", NULL);
  ry_html_put (html, "title", title, NULL);
  ry_html_put (html, "link", NULL, "rel", "stylesheet", "href", style, NULL);
  ry_html_close (html);
}

/**
 * ry_page_begin:
 * @self: a page
 * @colour: whose page it is
 * @title: its heading
 * @subtitle: (nullable): of whom, as of when
 *
 * Returns: (transfer full): the page up to where its content begins
 */
RyHtml *
ry_page_begin (RyPage *self, RyPageColour colour, const char *title, const char *subtitle)
{
  RyHtml *html = ry_html_new ();

  ry_html_open (html, "html", "lang", ry_i18n_is_japanese () ? "ja" : "en", NULL);
  put_head (html, title, colour == RY_PAGE_PLANE);
  ry_html_open (html, "body", "class", colour == RY_PAGE_PLANE ? "plane" : "vertical", NULL);
  ry_html_put (html, "a", _ ("To the content"), "class", "skip", "href", "#content", NULL);
  ry_html_open (html, "header", NULL);
  ry_html_put (html, "h1", title, NULL);
  if (subtitle != NULL)
    ry_html_put (html, "p", subtitle, NULL);
  ry_html_close (html);
  ry_html_open (html, "main", "id", "content", "tabindex", "-1", NULL);
  return html;
}

/**
 * ry_page_put_faults:
 * @html: a page
 * @faults: (element-type RyPageFault): what is wrong with what was sent; nothing is put where there is none
 * @heading: what it means
 *
 * The summary has the focus when the page opens, and each sentence leads to its control.
 */
void
ry_page_put_faults (RyHtml *html, GPtrArray *faults, const char *heading)
{
  if (faults->len == 0)
    return;
  ry_html_open (html, "div", "class", "summary", "role", "alert", "tabindex", "-1", "autofocus", "", "aria-labelledby",
                "summary", NULL);
  ry_html_put (html, "h2", heading, "id", "summary", NULL);
  ry_html_open (html, "ul", NULL);
  for (guint i = 0; i < faults->len; i++) {
    RyPageFault *fault = g_ptr_array_index (faults, i);
    g_autofree char *address = g_strconcat ("#", fault->field, NULL);

    ry_html_open (html, "li", NULL);
    if (fault->field != NULL)
      ry_html_put (html, "a", fault->sentence, "href", address, NULL);
    else
      ry_html_text (html, fault->sentence);
    ry_html_close (html);
  }
  ry_html_close (html);
  ry_html_close (html);
}

/**
 * ry_page_put_hidden:
 * @html: a form
 * @name: a field
 * @value: (nullable): what it carries
 */
void
ry_page_put_hidden (RyHtml *html, const char *name, const char *value)
{
  ry_html_put (html, "input", NULL, "type", "hidden", "name", name, "value", value != NULL ? value : "", NULL);
}

/**
 * ry_page_put_token:
 * @self: a page
 * @html: a form on it
 *
 * Puts in what ry_page_check_token() asks for.
 */
void
ry_page_put_token (RyPage *self, RyHtml *html)
{
  g_autofree char *token = ry_sessions_make_form_token (self->request->sessions, self->request->cookie);

  ry_page_put_hidden (html, "token", token);
}

/* What may stand in a tel: link (RFC 3966); digits of any width. */
static char *
build_telephone_address (const char *number)
{
  g_autofree char *folded = g_utf8_normalize (number, -1, G_NORMALIZE_NFKC);
  GString *address = g_string_new ("tel:");

  for (const char *p = folded != NULL ? folded : number; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == '-' || (*p == '+' && address->len == strlen ("tel:")))
      g_string_append_c (address, *p);
  return g_string_free (address, FALSE);
}

/**
 * ry_page_put_telephone:
 * @html: a page
 * @number: a telephone number
 * @of: (nullable): whose, for who does not see where it stands
 *
 * A number that a telephone dials.
 */
void
ry_page_put_telephone (RyHtml *html, const char *number, const char *of)
{
  g_autofree char *address = build_telephone_address (number);
  g_autofree char *label = of != NULL ? g_strdup_printf (_ ("Telephone %s, %s"), of, number) : NULL;

  ry_html_open (html, "a", "class", "telephone", "href", address, "aria-label", label, NULL);
  ry_html_put (html, "span", "☎", "aria-hidden", "true", NULL);
  ry_html_format (html, " %s", number);
  ry_html_close (html);
}

static void
put_foot (RyPage *self, RyHtml *html)
{
  ry_html_open (html, "footer", NULL);
  ry_html_open (html, "nav", "aria-label", _ ("Pages"), NULL);
  ry_html_put (html, "a", _ ("First page"), "href", RY_PAGES_ROOT, NULL);
  ry_html_close (html);
  ry_html_open (html, "form", "method", "post", "action", RY_PAGES_ROOT "/sign-out", NULL);
  ry_page_put_token (self, html);
  ry_html_put (html, "button", _ ("Sign out"), "class", "quiet", NULL);
  ry_html_close (html);
  ry_html_close (html);
}

/**
 * ry_page_finish:
 * @self: a page
 * @html: (transfer full): it, with its content
 * @status: an HTTP status
 *
 * Returns: (transfer full): the answer
 */
RyResponse *
ry_page_finish (RyPage *self, RyHtml *html, guint status)
{
  RyResponse *answer = ry_response_new (status);

  while (ry_html_get_depth (html) > 2)
    ry_html_close (html);
  if (self->request->account != NULL && self->request->by_cookie)
    put_foot (self, html);
  g_string_free (answer->body, TRUE);
  answer->body = ry_html_finish (html);
  answer->content_type = g_strdup ("text/html; charset=utf-8");
  ry_page_set_headers (answer);
  return answer;
}

/**
 * ry_page_redirect:
 * @address: from the root on, percent-encoded
 *
 * After a form, so that loading the page again does not send it again.
 *
 * Returns: (transfer full): an answer that leads to @address
 */
RyResponse *
ry_page_redirect (const char *address)
{
  RyResponse *answer = ry_response_new (303);

  answer->content_type = g_strdup ("text/plain; charset=utf-8");
  ry_page_set_headers (answer);
  /* As it is, without the server's name: a proxy in front may have another. */
  ry_response_set_header (answer, "Location", address);
  return answer;
}

/**
 * ry_page_say:
 * @self: a page
 * @status: an HTTP status
 * @title: its heading
 * @sentence: what happened and what to do
 * @address: (nullable): where to go from here
 * @link: (nullable): what that is called
 *
 * Returns: (transfer full): a page that says one thing
 */
RyResponse *
ry_page_say (RyPage *self, guint status, const char *title, const char *sentence, const char *address, const char *link)
{
  RyHtml *html = ry_page_begin (self, RY_PAGE_VERTICAL, title, NULL);

  ry_html_put (html, "p", sentence, NULL);
  if (address != NULL)
    ry_html_put (html, "a", link, "class", "button", "href", address, NULL);
  return ry_page_finish (self, html, status);
}
