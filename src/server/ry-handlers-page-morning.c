/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's report: shown, taken, and what stands there afterwards. What is stored are the very documents that a
 * desktop writes, under the same rights, and only over the versions that whoever typed has seen: the store refuses a
 * revision that is not the latest, whatever else happened since.
 */
#include <glib/gi18n-lib.h>

#include "ry-beds.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-handlers-page.h"
#include "ry-json.h"
#include "ry-pages-morning.h"

/* What stands in `updated_on`, where a desktop writes its own name. */
#define MACHINE "web"

/* The hospitals whose reports the account may write. */
static GPtrArray *
list_own_hospitals (RyPage *page, GError **error)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  g_autoptr (GPtrArray) hospitals =
      ry_workspace_query (page->workspace, &(RyQuery){ .kind = "organisation", .where = where }, error);
  RyActor *actor = page->request->account->actor;
  GPtrArray *own;

  if (hospitals == NULL)
    return NULL;
  own = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < hospitals->len && ry_actor_has_role (actor, "hospital"); i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);

    if (ry_actor_owns (actor, "organisation", ry_document_get_id (hospital)))
      g_ptr_array_add (own, ry_document_ref (hospital));
  }
  return own;
}

static RyAnswer *
ask_which (RyPage *page, GPtrArray *hospitals)
{
  RyHtml *html = ry_page_begin (page, RY_PAGE_VERTICAL, _ ("This morning's report"), NULL);

  ry_html_put (html, "h2", _ ("Which hospital?"), NULL);
  for (guint i = 0; i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);
    g_autofree char *escaped = g_uri_escape_string (ry_document_get_id (hospital), NULL, FALSE);
    g_autofree char *address = g_strconcat ("?hospital=", escaped, NULL);

    ry_html_put (html, "a", ry_document_get_string (hospital, "name"), "class", "button other", "href", address, NULL);
  }
  return ry_page_finish (page, html, 200);
}

/* The form of the hospital that is asked for, or of the only one; otherwise @answer says what to do. */
static RyMorningForm *
open_form (RyPage *page, RyAnswer **answer, GError **error)
{
  g_autoptr (GPtrArray) own = list_own_hospitals (page, error);
  const char *asked =
      page->form != NULL ? ry_page_get_field (page, "hospital") : ry_request_get_text (page->request, "hospital");

  if (own == NULL)
    return NULL;
  if (own->len == 0) {
    *answer = ry_page_say (page, 403, _ ("This morning's report"),
                           _ ("Your account is not a hospital's. Beds are reported by each hospital's liaison office."),
                           RY_PAGES_ROOT, _ ("First page"));
    return NULL;
  }
  if (own->len == 1 && asked == NULL)
    return ry_morning_form_new (page, ry_document_get_id (g_ptr_array_index (own, 0)), error);
  for (guint i = 0; i < own->len && asked != NULL; i++)
    if (g_str_equal (ry_document_get_id (g_ptr_array_index (own, i)), asked))
      return ry_morning_form_new (page, asked, error);
  if (page->form == NULL && asked == NULL)
    *answer = ask_which (page, own);
  else
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, _ ("You can report the beds of your own hospital only."));
  return NULL;
}

RyAnswer *
ry_page_morning (RyPage *page, GError **error)
{
  RyAnswer *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);

  return form != NULL ? ry_morning_form_show (form, 200) : answer;
}

/* Who, when and where, for people to read, as on a desktop. */
static void
stamp (RyAccount *account, const char *now, JsonObject *content)
{
  const char *who = account->name;

  for (guint i = 0; account->roles[i] != NULL; i++)
    if (g_str_has_prefix (account->roles[i], "person:"))
      who = account->roles[i];
  ry_json_set_string (content, "updated_by", who);
  ry_json_set_string (content, "updated_at", now);
  ry_json_set_string (content, "updated_on", MACHINE);
}

/* The documents of the rows that were confirmed, each after the version that was seen. */
static GPtrArray *
create_documents (RyMorningForm *form, GPtrArray *lines, GError **error)
{
  RyRequest *request = form->page->request;
  g_autoptr (GPtrArray) edits = ry_morning_create_edits (form->morning, form->now, "self", NULL);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  guint next = 0;

  for (guint i = 0; i < form->lines->len; i++) {
    RyMorningLine *line = g_ptr_array_index (form->lines, i);
    g_autofree char *id = ry_bed_dup_id (ry_document_get_id (line->row->ward), form->morning->date);
    JsonObject *content;
    RyDocument *document;

    if (!ry_morning_row_is_news (line->row))
      continue;
    content = ry_edit_get_content (g_ptr_array_index (edits, next++));
    stamp (request->account, form->now, content);
    document = ry_document_new_from_root (id, line->rev, FALSE, content);
    g_ptr_array_add (documents, document);
    g_ptr_array_add (lines, line);
    if (!ry_validate_or_error (ry_pages_get_kinds (request->pages), content, error) ||
        !ry_request_check_write (request, document, TRUE, error))
      return NULL;
  }
  return g_steal_pointer (&documents);
}

/* Whether all could be stored. Where a colleague was quicker by a blink, @raced is set. */
static gboolean
store (RyMorningForm *form, gboolean *raced, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GPtrArray) documents = create_documents (form, lines, error);
  g_autoptr (GPtrArray) results = NULL;

  *raced = FALSE;
  if (documents == NULL)
    return FALSE;
  if (documents->len == 0)
    return TRUE;
  results = ry_store_write (form->page->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, error);
  for (guint i = 0; results != NULL && i < results->len; i++) {
    RyWriteResult *result = g_ptr_array_index (results, i);

    *raced = *raced || g_error_matches (result->error, RY_ERROR, RY_ERROR_CONFLICT);
    if (result->error == NULL || *raced)
      continue;
    g_propagate_error (error, g_steal_pointer (&result->error));
    return FALSE;
  }
  return results != NULL && !*raced;
}

/* The form is read against what stands there now; a second round only where something was written in between. */
static RyAnswer *
take (RyPage *page, gboolean again, GError **error)
{
  RyAnswer *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);
  g_autofree char *address = NULL;
  gboolean raced;

  if (form == NULL)
    return answer;
  ry_morning_form_take (form);
  if (form->faults->len > 0)
    return ry_morning_form_show (form, 422);
  if (store (form, &raced, error)) {
    address = ry_morning_form_dup_address (form, "morning/stored");
    return ry_page_redirect (address);
  }
  return raced && !again ? take (page, TRUE, error) : NULL;
}

RyAnswer *
ry_page_morning_post (RyPage *page, GError **error)
{
  RyAnswer *answer = take (page, FALSE, error);

  if (answer == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT, "The report changed while it was stored.");
  return answer;
}

static void
put_number (RyHtml *html, RyMorningRow *row, gint64 beds, gboolean told)
{
  if (row->today == NULL || !told)
    ry_html_put (html, "td", _ ("not reported"), "class", "number", NULL);
  else {
    ry_html_open (html, "td", "class", "number", NULL);
    ry_html_format (html, "%" G_GINT64_FORMAT, beds);
    ry_html_close (html);
  }
}

static void
put_row (RyHtml *html, RyMorningRow *row, const char *now)
{
  g_autofree char *at =
      row->today != NULL ? ry_bed_format_moment (ry_document_get_string (row->today, "at"), now) : g_strdup ("—");
  gint64 beds;
  gboolean told = ry_morning_row_sum (row, &beds);

  ry_html_open (html, "tr", NULL);
  ry_html_put (html, "th", ry_document_get_string (row->ward, "name"), "scope", "row", NULL);
  put_number (html, row, row->cells[RY_CELL_EMPTY], row->cells[RY_CELL_EMPTY] != RY_CELL_UNTOLD);
  put_number (html, row, beds, told);
  ry_html_put (html, "td", at, "class", "number", NULL);
  ry_html_close (html);
}

static void
put_table (RyMorningForm *form, RyHtml *html)
{
  const char *const heads[] = { _ ("Ward"), _ ("Empty"), _ ("Can be had"), _ ("Time") };

  ry_html_open (html, "table", NULL);
  ry_html_open (html, "thead", NULL);
  ry_html_open (html, "tr", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    ry_html_put (html, "th", heads[i], "scope", "col", "class", i > 0 ? "number" : NULL, NULL);
  ry_html_close (html);
  ry_html_close (html);
  ry_html_open (html, "tbody", NULL);
  for (guint i = 0; i < form->lines->len; i++)
    put_row (html, ((RyMorningLine *) g_ptr_array_index (form->lines, i))->row, form->now);
  ry_html_close (html);
  ry_html_close (html);
}

/* What stands in the database, not what was sent: it is the same, or it would be seen here. */
static RyAnswer *
show_stored (RyMorningForm *form)
{
  g_autofree char *day = ry_date_format_iso (form->morning->date, RY_DATE_MONTH_DAY);
  g_autofree char *subtitle = g_strconcat (form->name, "　", day, NULL);
  g_autofree char *change = ry_morning_form_dup_address (form, "morning");
  guint left = ry_morning_count_left (form->morning);
  RyHtml *html = ry_page_begin (form->page, RY_PAGE_VERTICAL, _ ("Today's report"), subtitle);

  ry_html_open (html, "div", "role", "status", NULL);
  if (left == 0)
    ry_html_put (html, "h2", _ ("All wards are reported"), NULL);
  else if (left < form->lines->len)
    ry_html_put (html, "h2", _ ("Stored; some wards are still unreported"), NULL);
  else
    ry_html_put (html, "h2", _ ("Nothing is reported yet today"), NULL);
  ry_html_close (html);
  put_table (form, html);
  ry_html_put (html, "a", left < form->lines->len ? _ ("Correct") : _ ("Report"), "class", "button other", "href",
               change, NULL);
  return ry_page_finish (form->page, html, 200);
}

RyAnswer *
ry_page_morning_stored (RyPage *page, GError **error)
{
  RyAnswer *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);

  return form != NULL ? show_stored (form) : answer;
}
