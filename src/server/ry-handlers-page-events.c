/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coming events for everybody: a list, a page for each, and a calendar to subscribe to. Only what is marked as shown to
 * the public is there, and of it what a flyer would say: no names but the speakers', no numbers of applications.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-calendar.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-handlers-page.h"
#include "ry-i18n.h"
#include "ry-pages-events.h"

#define FILE_SUFFIX ".ics"
/* Seconds for which a copy may be shown without asking: a change is seen within five minutes. */
#define CACHE "public, max-age=300"

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  return FALSE;
}

static gboolean
is_shown (RyDocument *event, const char *first)
{
  const char *stage = ry_document_get_string (event, "stage");
  JsonObject *root = ry_document_get_root (event);

  return json_object_get_boolean_member_with_default (root, "public", FALSE) &&
         g_strcmp0 (ry_document_get_string (event, "date"), first) >= 0 && g_strcmp0 (stage, "held") != 0 &&
         g_strcmp0 (stage, "reported") != 0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (left, "date"), ry_document_get_string (right, "date"));

  if (order == 0)
    order = g_strcmp0 (ry_document_get_string (left, "start"), ry_document_get_string (right, "start"));
  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

static GPtrArray *
list_events (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) all = ry_workspace_query (page->workspace, &(RyQuery){ .kind = "event" }, error);
  g_autofree char *today = ry_date_dup_today ();
  GPtrArray *events;

  if (all == NULL)
    return NULL;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < all->len; i++)
    if (is_shown (g_ptr_array_index (all, i), today))
      g_ptr_array_add (events, ry_document_ref (g_ptr_array_index (all, i)));
  g_ptr_array_sort (events, compare_times);
  return events;
}

static GHashTable *
index_councils (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) list = ry_workspace_query (page->workspace, &(RyQuery){ .kind = "council" }, error);
  GHashTable *councils;

  if (list == NULL)
    return NULL;
  councils = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < list->len; i++) {
    RyDocument *council = g_ptr_array_index (list, i);

    g_hash_table_insert (councils, (gpointer) ry_document_get_id (council), ry_document_ref (council));
  }
  return councils;
}

/* Whoever has the page already is told so. */
static RyResponse *
keep (RyPage *page, RyResponse *answer)
{
  ry_response_set_header (answer, "Cache-Control", CACHE);
  answer->etag = ry_response_make_etag (answer->body->str, answer->body->len);
  if (!ry_request_has_etag (page->request, answer->etag))
    return answer;
  answer->status = 304;
  g_string_truncate (answer->body, 0);
  return answer;
}

static RyResponse *
answer_calendar (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) events = list_events (page, error);
  g_autoptr (GHashTable) councils = events != NULL ? index_councils (page, error) : NULL;
  g_autofree char *region = NULL, *title = NULL, *text = NULL;
  RyResponse *answer;

  if (councils == NULL)
    return NULL;
  region = ry_workspace_dup_title (page->workspace);
  title = g_strdup_printf (_ ("Events, %s"), region);
  text = ry_calendar_write_feed (events, councils, page->region, title);
  answer = ry_response_new (200);
  g_string_append (answer->body, text);
  answer->content_type = g_strdup (RY_CALENDAR_MEDIA_TYPE);
  ry_page_set_headers (answer);
  return keep (page, answer);
}

static RyResponse *
answer_list (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) events = list_events (page, error);
  g_autoptr (GHashTable) councils = events != NULL ? index_councils (page, error) : NULL;

  return councils != NULL ? keep (page, ry_page_finish (page, ry_events_list (page, events, councils), 200)) : NULL;
}

/* What is not shown in the list has no page either. */
static RyResponse *
answer_event (RyPage *page, const char *key, GError **error)
{
  g_autofree char *id = g_strconcat ("event:", key, NULL);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyDocument) event = ry_workspace_get (page->workspace, id, NULL);
  g_autoptr (GHashTable) councils = NULL;

  if (event == NULL || !is_shown (event, today)) {
    fail_missing (error);
    return NULL;
  }
  councils = index_councils (page, error);
  return councils != NULL ? keep (page, ry_page_finish (page, ry_events_event (page, event, councils), 200)) : NULL;
}

static RyResponse *
answer_regions (RyPage *page, GPtrArray *regions)
{
  RyHtml *html = ry_page_begin (page, RY_PAGE_PLANE, _ ("Coming events"), NULL);

  if (regions->len == 0)
    ry_html_put (html, "p", _ ("No events are planned at present."), NULL);
  for (guint i = 0; i < regions->len; i++) {
    g_autoptr (RyPage) each = ry_page_new (page->request);
    g_autofree char *escaped = g_uri_escape_string (g_ptr_array_index (regions, i), NULL, FALSE);
    g_autofree char *address = g_strconcat (RY_EVENTS_ROOT "/", escaped, NULL);
    g_autofree char *title = NULL;

    if (!ry_page_open_region (each, g_ptr_array_index (regions, i), NULL))
      continue;
    title = ry_workspace_dup_title (each->workspace);
    ry_html_put (html, "a", title, "class", "button other", "href", address, NULL);
  }
  return keep (page, ry_page_finish (page, html, 200));
}

static RyResponse *
answer_root (RyPage *page, GError **error)
{
  g_autoptr (GPtrArray) regions = ry_page_list_regions (page->request, NULL, error);

  if (regions == NULL)
    return NULL;
  if (regions->len != 1)
    return answer_regions (page, regions);
  return ry_page_open_region (page, g_ptr_array_index (regions, 0), error) ? answer_list (page, error) : NULL;
}

/* `REGION`, `REGION.ics`, or `REGION/KEY`. */
static RyResponse *
handle (RyPage *page, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (page->request->attachment != NULL ? page->request->attachment : "", "/", 2);
  gboolean calendar = parts[0] != NULL && parts[1] == NULL && g_str_has_suffix (parts[0], FILE_SUFFIX);
  RyResponse *answer = NULL;

  if (!ry_page_check_pace (page, &answer, error))
    return answer;
  if (parts[0] == NULL)
    return answer_root (page, error);
  if (calendar)
    parts[0][strlen (parts[0]) - strlen (FILE_SUFFIX)] = '\0';
  if (!ry_page_open_region (page, parts[0], NULL)) {
    fail_missing (error);
    return NULL;
  }
  if (calendar)
    return answer_calendar (page, error);
  return parts[1] != NULL ? answer_event (page, parts[1], error) : answer_list (page, error);
}

RyResponse *
ry_handle_page_events (RyRequest *request, GError **error)
{
  g_autoptr (RyPage) page = ry_page_new (request);
  RyResponse *answer;

  if ((ry_accounts_get_pages (request->accounts) & RY_PAGES_EVENTS) == 0) {
    fail_missing (error);
    return NULL;
  }
  /* The same for everybody, so that it may be kept on the way. */
  g_clear_pointer (&request->account, ry_account_unref);
  ry_page_speak (request);
  answer = handle (page, error);
  ry_i18n_speak (RY_LANGUAGE_OWN);
  return answer;
}
