/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The meetings of all councils that an account may read, for its calendar program to look at now and then: what is
 * public of them, a year back and all that is ahead. The address is the whole credential (ry-accounts-calendar.c).
 */
#include <string.h>

#include "ry-calendar.h"
#include "ry-date.h"
#include "ry-handlers.h"

#define SPACE_SUFFIX "-council"
#define FILE_SUFFIX  ".ics"
#define DAYS_BACK    366

static GHashTable *
list_councils (RyStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = ry_store_query (store, &(RyQuery){ .kind = "council" }, NULL, error);
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

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int difference = g_strcmp0 (ry_document_get_string (left, "date"), ry_document_get_string (right, "date"));

  return difference != 0 ? difference : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

/* A server's databases have no index of dates, so all are looked at; it is some hundreds in a worker, now and then. */
static GPtrArray *
list_meetings (RyStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = ry_store_query (store, &(RyQuery){ .kind = "meeting" }, NULL, error);
  g_autofree char *today = ry_date_dup_today (), *first = ry_date_shift (today, -DAYS_BACK);
  GPtrArray *meetings;

  if (all == NULL)
    return NULL;
  meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < all->len; i++) {
    RyDocument *meeting = g_ptr_array_index (all, i);

    if (g_strcmp0 (ry_document_get_string (meeting, "date"), first) >= 0)
      g_ptr_array_add (meetings, ry_document_ref (meeting));
  }
  g_ptr_array_sort (meetings, compare_dates);
  return meetings;
}

static char *
get_title (RyStore *store, const char *region)
{
  g_autoptr (RyDocument) document = ry_store_get (store, "region:main", NULL, RY_GET_PLAIN, NULL);
  const char *name = document != NULL ? ry_document_get_string (document, "name") : NULL;

  return g_strdup (name != NULL ? name : region);
}

static gboolean
append_region (RyRequest *request, const char *database, GString *out, GError **error)
{
  g_autoptr (RyStore) store = ry_databases_open (request->databases, database, error);
  g_autofree char *region = g_strndup (database, strlen (database) - strlen (SPACE_SUFFIX));
  g_autoptr (GHashTable) councils = store != NULL ? list_councils (store, error) : NULL;
  g_autoptr (GPtrArray) meetings = councils != NULL ? list_meetings (store, error) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (meetings == NULL)
    return FALSE;
  title = get_title (store, region);
  text = ry_calendar_write_feed (meetings, councils, region, title);
  g_string_append (out, text);
  return TRUE;
}

static RyAccount *
find_account (RyRequest *request, GError **error)
{
  g_autofree char *token = NULL;
  RyAccount *account = NULL;

  if (g_str_has_suffix (request->attachment, FILE_SUFFIX)) {
    token = g_strndup (request->attachment, strlen (request->attachment) - strlen (FILE_SUFFIX));
    account = ry_accounts_find_calendar (request->accounts, token);
  }
  if (account == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  return account;
}

/* A region for each file is usual; an account of several gets them one after another, as RFC 5545 (3.4) has it. */
RyResponse *
ry_handle_calendar (RyRequest *request, GError **error)
{
  g_autoptr (RyAccount) account = find_account (request, error);
  g_autoptr (GPtrArray) names = account != NULL ? ry_databases_list (request->databases, error) : NULL;
  g_autoptr (RyResponse) answer = ry_response_new (200);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    if (g_str_has_suffix (name, SPACE_SUFFIX) && ry_rights_may_read (request->accounts, account, name) &&
        !append_region (request, name, answer->body, error))
      return NULL;
  }
  answer->content_type = g_strdup (RY_CALENDAR_MEDIA_TYPE);
  answer->etag = ry_response_make_etag (answer->body->str, answer->body->len);
  ry_response_set_header (answer, "Cache-Control", "private, no-cache");
  if (ry_request_has_etag (request, answer->etag)) {
    answer->status = 304;
    g_string_truncate (answer->body, 0);
  }
  return g_steal_pointer (&answer);
}
