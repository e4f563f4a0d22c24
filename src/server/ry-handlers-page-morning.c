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
/* So long what was sent can be taken back with one button. */
#define UNDO_S (10 * 60)

/* The hospitals whose reports the account may write: its own, and all of them for the secretariat. */
static GPtrArray *
list_own_hospitals (RyPage *page, GError **error)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  g_autoptr (GPtrArray) hospitals = ry_workspace_query (page->workspace, &query, error);
  RyActor *actor = page->request->account->actor;
  GPtrArray *own;

  if (hospitals == NULL)
    return NULL;
  own = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);

    if (g_strcmp0 (ry_document_get_string (hospital, "status"), "closed") == 0)
      continue;
    if (ry_actor_has_role (actor, "secretariat") ||
        (ry_actor_has_role (actor, "hospital") && ry_actor_owns (actor, "organisation", ry_document_get_id (hospital))))
      g_ptr_array_add (own, ry_document_ref (hospital));
  }
  return own;
}

static RyResponse *
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
open_form (RyPage *page, RyResponse **answer, GError **error)
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

RyResponse *
ry_page_morning (RyPage *page, GError **error)
{
  RyResponse *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);

  return form != NULL ? ry_morning_form_show (form, 200) : answer;
}

/* Who an account is, for people to read. */
static const char *
get_author (RyAccount *account)
{
  for (guint i = 0; account->roles[i] != NULL; i++)
    if (g_str_has_prefix (account->roles[i], "person:"))
      return account->roles[i];
  return account->name;
}

/* Who, when and where, as on a desktop. */
static void
stamp (RyAccount *account, const char *now, JsonObject *content)
{
  ry_json_set_string (content, "updated_by", get_author (account));
  ry_json_set_string (content, "updated_at", now);
  ry_json_set_string (content, "updated_on", MACHINE);
}

/* The documents of the rows that were confirmed, each after the version that was seen. */
static GPtrArray *
create_documents (RyMorningForm *form, GPtrArray *lines, GError **error)
{
  RyRequest *request = form->page->request;
  g_autoptr (GPtrArray) edits = ry_morning_create_edits (form->morning, form->at, form->source, form->informant);
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
static RyResponse *
take (RyPage *page, gboolean again, GError **error)
{
  RyResponse *answer = NULL;
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

RyResponse *
ry_page_morning_post (RyPage *page, GError **error)
{
  RyResponse *answer = take (page, FALSE, error);

  if (answer == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT, "The report changed while it was stored.");
  return answer;
}

/* ---- Taking back ---- */

/* What was sent from a page a moment ago, by the same account. */
static gboolean
may_take_back (RyMorningForm *form, RyDocument *report)
{
  gint64 sent = report != NULL ? ry_bed_parse_moment (ry_document_get_string (report, "updated_at")) : 0;

  return report != NULL && g_strcmp0 (ry_document_get_string (report, "updated_on"), MACHINE) == 0 &&
         g_strcmp0 (ry_document_get_string (report, "updated_by"), get_author (form->page->request->account)) == 0 &&
         ry_bed_parse_moment (form->now) - sent <= UNDO_S && ry_bed_get_available (ry_document_get_root (report), NULL);
}

/* What stood there before; nothing reported where that was the first. */
static JsonObject *
dup_before (RyMorningForm *form, RyDocument *report)
{
  g_autoptr (RyDocument) whole =
      ry_store_get (form->page->store, ry_document_get_id (report), NULL, RY_GET_REVISIONS, NULL);
  const char *const *history = whole != NULL ? ry_document_get_history (whole) : NULL;
  g_autoptr (RyDocument) before =
      history != NULL && history[0] != NULL && history[1] != NULL
          ? ry_store_get (form->page->store, ry_document_get_id (report), history[1], RY_GET_PLAIN, NULL)
          : NULL;
  JsonObject *content = ry_document_dup_root (before != NULL ? before : report);

  for (RyBedCell cell = 0; before == NULL && cell < RY_N_BED_CELLS; cell++)
    json_object_remove_member (content, ry_bed_cell_get_member (cell));
  return content;
}

static gboolean
take_back (RyMorningForm *form, RyDocument *report, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  JsonObject *content = dup_before (form, report);
  RyDocument *document;

  stamp (form->page->request->account, form->now, content);
  ry_json_set_string (content, "updated_on", MACHINE " undo"); /* what was taken back is not taken back again */
  document = ry_document_new_from_root (ry_document_get_id (report), ry_document_get_rev (report), FALSE, content);
  g_ptr_array_add (documents, document);
  json_object_unref (content);
  if (!ry_request_check_write (form->page->request, document, TRUE, error))
    return FALSE;
  results = ry_store_write (form->page->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, error);
  if (results == NULL)
    return FALSE;
  /* Who was quicker with another report keeps it: the page that follows shows it. */
  return TRUE;
}

RyResponse *
ry_page_morning_undo (RyPage *page, GError **error)
{
  RyResponse *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);
  g_autofree char *address = NULL;

  if (form == NULL)
    return answer;
  for (guint i = 0; i < form->lines->len; i++) {
    RyMorningLine *line = g_ptr_array_index (form->lines, i);
    g_autofree char *field = g_strconcat ("rev.", ry_document_get_id (line->row->ward), NULL);

    if (g_strcmp0 (ry_page_get_field (page, field), line->rev) == 0 && may_take_back (form, line->row->today) &&
        !take_back (form, line->row->today, error))
      return NULL;
  }
  address = ry_morning_form_dup_address (form, "morning/stored");
  return ry_page_redirect (address);
}

static void
put_undo (RyMorningForm *form, RyHtml *html)
{
  g_autofree char *address = ry_morning_form_dup_address (form, "morning/undo");
  guint n = 0;

  for (guint i = 0; i < form->lines->len; i++) {
    RyMorningLine *line = g_ptr_array_index (form->lines, i);
    g_autofree char *field = g_strconcat ("rev.", ry_document_get_id (line->row->ward), NULL);

    if (!may_take_back (form, line->row->today))
      continue;
    if (n++ == 0) {
      ry_html_open (html, "form", "method", "post", "action", address, "accept-charset", "utf-8", NULL);
      ry_page_put_token (form->page, html);
      ry_page_put_hidden (html, "hospital", form->hospital);
    }
    ry_page_put_hidden (html, field, line->rev);
  }
  if (n == 0)
    return;
  ry_html_put (html, "button", _ ("Take Back What I Sent"), "class", "other", NULL);
  ry_html_close (html);
}

/* ---- What stands there ---- */

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
static RyResponse *
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
  put_undo (form, html);
  ry_html_put (html, "a", left < form->lines->len ? _ ("Correct") : _ ("Report"), "class", "button other", "href",
               change, NULL);
  return ry_page_finish (form->page, html, 200);
}

RyResponse *
ry_page_morning_stored (RyPage *page, GError **error)
{
  RyResponse *answer = NULL;
  g_autoptr (RyMorningForm) form = open_form (page, &answer, error);

  return form != NULL ? show_stored (form) : answer;
}
