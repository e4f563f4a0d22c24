/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way into a page: its language, its pace, its region, and the form that was posted. A form counts only where it
 * was made for the session that sends it, and on a page of this server: the cookie is not sent from other sites
 * (SameSite), the browser says whose page it is, and the form carries what only a page of the session could know.
 *
 * See <https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html>.
 */
#include "ry-pages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-pace.h"
#include "ry-pages-private.h"

#define COUNCIL_SUFFIX "-council"

/* A whole office may stand behind one address; somebody who looks for a bed changes the conditions every few seconds.
 */
#define MOST_AT_ONCE    120
#define MOST_PER_SECOND 2.0

/**
 * ry_pages_new:
 * @error: (nullable): what the kinds say
 *
 * Returns: (transfer full): what the pages of a server keep between requests
 */
RyPages *
ry_pages_new (GError **error)
{
  RyPages *self = g_new0 (RyPages, 1);

  self->kinds = ry_kinds_new (error);
  self->pace = ry_pace_new (MOST_AT_ONCE, MOST_PER_SECOND);
  if (self->kinds == NULL) {
    ry_pages_free (self);
    return NULL;
  }
  self->finder = ry_finder_new (self->kinds);
  return self;
}

/**
 * ry_pages_free:
 * @self: (transfer full): what the pages kept
 */
void
ry_pages_free (RyPages *self)
{
  g_clear_pointer (&self->finder, ry_finder_free);
  g_clear_pointer (&self->kinds, ry_kinds_unref);
  ry_pace_free (self->pace);
  g_free (self);
}

/**
 * ry_pages_get_kinds:
 * @self: what the pages keep
 *
 * Returns: (transfer none): all kinds
 */
RyKinds *
ry_pages_get_kinds (RyPages *self)
{
  return self->kinds;
}

/**
 * ry_page_new:
 * @request: a request for a page; it outlives the page
 *
 * Returns: (transfer full): the page, with nothing known of it
 */
RyPage *
ry_page_new (RyRequest *request)
{
  RyPage *self = g_new0 (RyPage, 1);

  self->request = request;
  return self;
}

/**
 * ry_page_free:
 * @self: (transfer full): a page
 */
void
ry_page_free (RyPage *self)
{
  g_free (self->region);
  g_free (self->rest);
  g_clear_pointer (&self->form, g_hash_table_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->store);
  g_free (self);
}

/* English for who asks for it and not for Japanese; the region's language for all others. */
static RyLanguage
choose_language (RyRequest *request)
{
  g_autoptr (GSList) taken =
      request->accept_language != NULL ? soup_header_parse_quality_list (request->accept_language, NULL) : NULL;
  RyLanguage language = RY_LANGUAGE_JAPANESE;

  for (GSList *l = taken; l != NULL; l = l->next) {
    gboolean english = g_ascii_strncasecmp (l->data, "en", 2) == 0;

    if (!english && g_ascii_strncasecmp (l->data, "ja", 2) != 0)
      continue;
    language = english ? RY_LANGUAGE_ENGLISH : RY_LANGUAGE_JAPANESE;
    break;
  }
  g_slist_free_full (g_steal_pointer (&taken), g_free);
  return language;
}

/**
 * ry_page_speak:
 * @request: a request for a page
 *
 * Makes this thread speak the language that the browser asks for.
 */
void
ry_page_speak (RyRequest *request)
{
  ry_i18n_speak (choose_language (request));
}

/**
 * ry_page_check_pace:
 * @self: a page
 * @answer: (out) (nullable) (transfer full): with %FALSE, what to say
 * @error: (nullable): not set
 *
 * Returns: whether whoever asks has not asked too often
 */
gboolean
ry_page_check_pace (RyPage *self, RyResponse **answer, GError **error)
{
  RyRequest *request = self->request;
  const char *key = request->account != NULL ? request->account->id : request->address;
  guint wait = ry_pace_take (request->pages->pace, key, g_get_monotonic_time ());
  g_autofree char *sentence = NULL;
  g_autofree char *seconds = NULL;

  if (wait == 0)
    return TRUE;
  sentence = g_strdup_printf (_ ("There were very many requests. Wait %u seconds, then load the page again."), wait);
  *answer = ry_page_say (self, 429, _ ("A moment, please"), sentence, NULL, NULL);
  seconds = g_strdup_printf ("%u", wait);
  ry_response_set_header (*answer, "Retry-After", seconds);
  return FALSE;
}

/**
 * ry_page_open_region:
 * @self: a page
 * @region: a region's id
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: whether the region's council is here, and can be read from
 */
gboolean
ry_page_open_region (RyPage *self, const char *region, GError **error)
{
  RyRequest *request = self->request;
  g_autofree char *database = g_strconcat (region, COUNCIL_SUFFIX, NULL);

  self->store = ry_databases_open (request->databases, database, error);
  if (self->store == NULL)
    return FALSE;
  self->region = g_strdup (region);
  self->workspace = ry_workspace_new_over (request->pages->kinds, ry_accounts_get_permissions (request->accounts),
                                           region, self->store);
  return TRUE;
}

/**
 * ry_page_list_regions:
 * @request: a request
 * @account: (nullable): who asks; %NULL for what there is at all
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: (transfer full) (element-type utf8): the regions whose councils @account may read
 */
GPtrArray *
ry_page_list_regions (RyRequest *request, RyAccount *account, GError **error)
{
  g_autoptr (GPtrArray) names = ry_databases_list (request->databases, error);
  GPtrArray *regions;

  if (names == NULL)
    return NULL;
  regions = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    if (g_str_has_suffix (name, COUNCIL_SUFFIX) &&
        (account == NULL || ry_rights_may_read (request->accounts, account, name)))
      g_ptr_array_add (regions, g_strndup (name, strlen (name) - strlen (COUNCIL_SUFFIX)));
  }
  return regions;
}

static gboolean
is_utf8 (GHashTable *form)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;
  return TRUE;
}

/**
 * ry_page_read_form:
 * @request: a request with a form in its body
 * @error: (nullable): %RY_ERROR_UNSUPPORTED_MEDIA, %RY_ERROR_BAD_REQUEST
 *
 * Returns: (transfer full) (nullable): the fields
 */
GHashTable *
ry_page_read_form (RyRequest *request, GError **error)
{
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *text = NULL;
  const char *body;
  gsize length;

  if (request->content_type == NULL || g_ascii_strncasecmp (request->content_type, SOUP_FORM_MIME_TYPE_URLENCODED,
                                                            strlen (SOUP_FORM_MIME_TYPE_URLENCODED)) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA,
                         "Content-Type must be " SOUP_FORM_MIME_TYPE_URLENCODED);
    return NULL;
  }
  body = ry_request_get_body (request, &length);
  text = g_strndup (body, length);
  form = length <= RY_PAGES_BODY_LIMIT && strlen (text) == length ? soup_form_decode (text) : NULL;
  if (form != NULL && is_utf8 (form))
    return g_steal_pointer (&form);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "The form is not valid UTF-8.");
  return NULL;
}

/**
 * ry_page_get_field:
 * @self: a page
 * @name: a field of the form that was posted
 *
 * Returns: what it held; "" where there is no such field
 */
const char *
ry_page_get_field (RyPage *self, const char *name)
{
  const char *value = self->form != NULL ? g_hash_table_lookup (self->form, name) : NULL;

  return value != NULL ? value : "";
}

/* As a header has it: scheme, host and port of a site, or of a page on it. */
static gboolean
is_own_address (RyRequest *request, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || request->host == NULL)
    return FALSE;
  host = g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                                  : g_strdup (g_uri_get_host (uri));
  return g_ascii_strcasecmp (host, request->host) == 0;
}

/**
 * ry_page_check_site:
 * @request: a request with a form
 * @error: (nullable): %RY_ERROR_FORBIDDEN
 *
 * Every browser says in one of three headers whose page a form stands on; who says nothing is none.
 *
 * Returns: whether it stands on a page of this server
 */
gboolean
ry_page_check_site (RyRequest *request, GError **error)
{
  gboolean own;

  if (request->fetch_site != NULL)
    own = g_str_equal (request->fetch_site, "same-origin");
  else if (request->origin != NULL)
    own = is_own_address (request, request->origin);
  else
    own = request->referer != NULL && is_own_address (request, request->referer);
  if (!own)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN,
                         _ ("This form came from another site. Nothing was stored."));
  return own;
}

/**
 * ry_page_check_token:
 * @self: a page with a form
 * @error: (nullable): %RY_ERROR_FORBIDDEN
 *
 * Returns: whether the form was made for the session that sends it
 */
gboolean
ry_page_check_token (RyPage *self, GError **error)
{
  if (!ry_page_check_site (self->request, error))
    return FALSE;
  if (ry_sessions_check_form_token (self->request->sessions, self->request->cookie, ry_page_get_field (self, "token")))
    return TRUE;
  g_set_error_literal (
      error, RY_ERROR, RY_ERROR_FORBIDDEN,
      _ ("This form is not of your present session. Nothing was stored. Open the page again and enter it there."));
  return FALSE;
}

/**
 * ry_page_faults_new:
 *
 * Returns: (transfer full) (element-type RyPageFault): no faults
 */
GPtrArray *
ry_page_faults_new (void)
{
  return g_ptr_array_new_with_free_func (_ry_page_fault_free);
}

void
_ry_page_fault_free (gpointer data)
{
  RyPageFault *fault = data;

  g_free (fault->field);
  g_free (fault->sentence);
  g_free (fault);
}

/**
 * ry_page_faults_add:
 * @faults: (element-type RyPageFault): faults
 * @field: (nullable): id of the control that it is about
 * @format: the sentence, as printf() takes it
 * @...: for @format
 */
void
ry_page_faults_add (GPtrArray *faults, const char *field, const char *format, ...)
{
  RyPageFault *fault = g_new0 (RyPageFault, 1);
  va_list arguments;

  fault->field = g_strdup (field);
  va_start (arguments, format);
  fault->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (faults, fault);
}
