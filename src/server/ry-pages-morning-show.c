/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's form on the page. "Nothing changed" comes first and is a form of its own: were it a second button of
 * the other, Enter in a cell would press it, and what had just been typed would be gone.
 */
#include <glib/gi18n-lib.h>

#include "ry-beds.h"
#include "ry-date.h"
#include "ry-pages-morning-private.h"

static void
put_hidden (RyHtml *html, RyMorningLine *line, const char *name, const char *value)
{
  g_autofree char *field = _ry_morning_line_dup_field (line, name);

  ry_page_put_hidden (html, field, value);
}

static void
begin_form (RyMorningForm *self, RyHtml *html)
{
  g_autofree char *address = ry_morning_form_dup_address (self, "morning");

  ry_html_open (html, "form", "method", "post", "action", address, "accept-charset", "utf-8", NULL);
  ry_page_put_token (self->page, html);
  ry_page_put_hidden (html, "hospital", self->hospital);
  ry_page_put_hidden (html, "date", self->morning->date);
}

static void
put_unchanged (RyMorningForm *self, RyHtml *html)
{
  begin_form (self, html);
  for (guint i = 0; i < self->lines->len; i++) {
    RyMorningLine *line = g_ptr_array_index (self->lines, i);

    put_hidden (html, line, "rev", line->rev != NULL ? line->rev : "");
    for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
      put_hidden (html, line, ry_bed_cell_get_member (cell), line->texts[cell]);
  }
  ry_html_put (html, "button", _ ("All unchanged (send with the present time)"), "class", "other", NULL);
  ry_html_close (html);
}

/* Those of which there are too many, not each that could be. */
static gboolean
is_doubtful (RyMorningLine *line, RyBedCell cell)
{
  gint64 beds;
  gboolean told = ry_morning_row_sum (line->row, &beds);
  gboolean empty = !told || beds <= line->row->cells[RY_CELL_EMPTY];

  if (line->fault == NULL || cell > RY_CELL_EITHER)
    return FALSE;
  return cell == RY_CELL_EMPTY ? empty : !empty && line->row->cells[cell] > 0;
}

static void
put_cell (RyHtml *html, RyMorningLine *line, guint position, RyBedCell cell)
{
  const char *member = ry_bed_cell_get_member (cell);
  g_autofree char *id = _ry_morning_line_dup_id (position, member);
  g_autofree char *name = _ry_morning_line_dup_field (line, member);
  g_autofree char *warning = _ry_morning_line_dup_id (position, "warning");
  gboolean doubtful = is_doubtful (line, cell);

  ry_html_open (html, "div", NULL);
  ry_html_put (html, "label", ry_bed_cell_get_label (cell), "for", id, NULL);
  ry_html_put (html, "input", NULL, "type", "text", "class", "number", "id", id, "name", name, "value",
               line->texts[cell], "inputmode", "numeric", "autocomplete", "off", "maxlength", "8", "aria-invalid",
               line->wrong[cell] || doubtful ? "true" : NULL, "aria-describedby", doubtful ? warning : NULL, NULL);
  ry_html_close (html);
}

/* @legend is what they have in common, which a screen reader says before each. */
static void
put_cells (RyHtml *html,
           RyMorningLine *line,
           guint position,
           const char *count,
           const char *legend,
           const RyBedCell *cells,
           guint n_cells)
{
  g_autofree char *css = g_strconcat ("cells ", count, NULL);

  if (legend != NULL) {
    ry_html_open (html, "fieldset", "class", "plain", NULL);
    ry_html_open (html, "legend", NULL);
    ry_html_text (html, legend);
    ry_html_put (html, "span", _ (" with bed and staff"), "class", "second", NULL);
    ry_html_close (html);
  }
  ry_html_open (html, "div", "class", css, NULL);
  for (guint i = 0; i < n_cells; i++)
    put_cell (html, line, position, cells[i]);
  ry_html_close (html);
  if (legend != NULL)
    ry_html_close (html);
}

static void
put_warning (RyHtml *html, RyMorningLine *line, guint position)
{
  g_autofree char *print = _ry_morning_line_dup_print (line);
  g_autofree char *warning = _ry_morning_line_dup_id (position, "warning");
  g_autofree char *id = _ry_morning_line_dup_id (position, "reason");
  g_autofree char *name = _ry_morning_line_dup_field (line, "reason");

  if (line->fault == NULL)
    return;
  ry_html_open (html, "div", "class", "warning", NULL);
  ry_html_open (html, "p", "id", warning, NULL);
  ry_html_put (html, "span", "⚠ ", "aria-hidden", "true", NULL);
  ry_html_format (html, "%s %s", line->fault, _ ("Correct it, or send it as it is."));
  ry_html_close (html);
  ry_html_put (html, "label", _ ("Reason (may stay empty)"), "for", id, NULL);
  ry_html_put (html, "input", NULL, "type", "text", "id", id, "name", name, "value",
               line->row->reason != NULL ? line->row->reason : "", "autocomplete", "off", "maxlength", "200", NULL);
  ry_html_close (html);
  put_hidden (html, line, "seen", print);
}

static void
put_choice (RyHtml *html, RyMorningLine *line, const char *value, const char *label, const char *id)
{
  g_autofree char *name = _ry_morning_line_dup_field (line, "keep");

  ry_html_open (html, "label", "class", "choice", NULL);
  ry_html_put (html, "input", NULL, "type", "radio", "name", name, "value", value, "id", id, "required", "", NULL);
  ry_html_put (html, "span", label, NULL);
  ry_html_close (html);
}

static void
put_contest (RyMorningForm *self, RyHtml *html, RyMorningLine *line, guint position)
{
  g_autofree char *id = _ry_morning_line_dup_id (position, "keep");
  g_autofree char *theirs = NULL;

  if (!line->contested)
    return;
  theirs = ry_morning_dup_words (self->page->workspace, line->row->today, self->now);
  ry_html_open (html, "div", "class", "warning", NULL);
  ry_html_open (html, "fieldset", "class", "plain", NULL);
  ry_html_put (html, "legend", theirs, NULL);
  put_hidden (html, line, "asked", "1");
  put_choice (html, line, "theirs", _ ("These numbers hold"), id);
  put_choice (html, line, "mine", _ ("Mine above replace them"), NULL);
  ry_html_close (html);
  ry_html_close (html);
}

static void
put_line (RyMorningForm *self, RyHtml *html, RyMorningLine *line, guint position)
{
  static const RyBedCell moving[] = { RY_CELL_EMPTY, RY_CELL_OUT, RY_CELL_IN };
  static const RyBedCell later[] = { RY_CELL_OUT_72, RY_CELL_IN_72 };
  static const RyBedCell available[] = { RY_CELL_MEN, RY_CELL_WOMEN, RY_CELL_SINGLE, RY_CELL_EITHER };
  RyField *function = ry_kind_find_field (ry_workspace_get_kind (self->page->workspace, "ward"), "function");
  const char *code = ry_document_get_string (line->row->ward, "function");

  ry_html_open (html, "fieldset", NULL);
  ry_html_open (html, "legend", NULL);
  ry_html_text (html, ry_document_get_string (line->row->ward, "name"));
  if (code != NULL)
    ry_html_format (html, "　%s", ry_field_get_code_label (function, code));
  ry_html_close (html);
  put_hidden (html, line, "rev", line->rev != NULL ? line->rev : "");
  put_cells (html, line, position, "three", NULL, moving, G_N_ELEMENTS (moving));
  put_cells (html, line, position, "four", _ ("Beds that can be had"), available, G_N_ELEMENTS (available));
  put_cells (html, line, position, "four", _ ("Planned within three days"), later, G_N_ELEMENTS (later));
  put_warning (html, line, position);
  put_contest (self, html, line, position);
  ry_html_close (html);
}

static void
put_way (RyHtml *html, const char *way, const char *label, const char *chosen)
{
  ry_html_put (html, "option", label, "value", way, "selected", g_str_equal (way, chosen) ? "" : NULL, NULL);
}

static void
put_text (RyHtml *html, const char *id, const char *label, const char *value, const char *length)
{
  ry_html_put (html, "label", label, "for", id, NULL);
  ry_html_put (html, "input", NULL, "type", "text", "id", id, "name", id, "value", value != NULL ? value : "",
               "autocomplete", "off", "maxlength", length, NULL);
}

/* The secretariat took it down: from whom, by which way, and when. */
static void
put_teller (RyMorningForm *self, RyHtml *html)
{
  g_autofree char *clock = self->clock != NULL ? g_strdup (self->clock) : ry_bed_format_moment (self->now, self->now);

  if (!self->on_behalf)
    return;
  ry_html_open (html, "fieldset", NULL);
  ry_html_put (html, "legend", _ ("On behalf of the hospital"), NULL);
  ry_html_put (html, "label", _ ("How the report came"), "for", "source", NULL);
  ry_html_open (html, "select", "id", "source", "name", "source", NULL);
  put_way (html, "phone", _ ("By telephone"), self->source);
  put_way (html, "fax", _ ("By FAX"), self->source);
  put_way (html, "mail", _ ("By e-mail"), self->source);
  ry_html_close (html);
  put_text (html, "informant", _ ("Who told it"), self->informant, "80");
  put_text (html, "clock", _ ("When it was told"), clock, "8");
  ry_html_close (html);
}

/* From when the numbers are that stand in the cells. */
static char *
build_origin (RyMorningForm *self)
{
  g_autofree char *moment = NULL;
  const char *newest = NULL;
  gboolean today = FALSE;

  for (guint i = 0; i < self->lines->len; i++) {
    RyMorningRow *row = ((RyMorningLine *) g_ptr_array_index (self->lines, i))->row;
    RyDocument *from = row->today != NULL ? row->today : row->before;
    const char *at = from != NULL ? ry_document_get_string (from, "at") : NULL;

    today = today || row->today != NULL;
    if (at != NULL && g_strcmp0 (at, newest) > 0)
      newest = at;
  }
  if (newest == NULL)
    return g_strdup (_ ("There is no earlier report. Fill in what you know."));
  moment = ry_bed_format_moment (newest, self->now);
  if (today)
    return g_strdup_printf (_ ("Reported today at %s. What you send now replaces it."), moment);
  return g_strdup_printf (_ ("The numbers of %s are filled in. Change only what is different."), moment);
}

/**
 * ry_morning_form_show:
 * @self: a form
 * @status: an HTTP status
 *
 * Returns: (transfer full): the page with the form, and with what is wrong with it
 */
RyResponse *
ry_morning_form_show (RyMorningForm *self, guint status)
{
  g_autofree char *day = ry_date_format_iso (self->morning->date, RY_DATE_MONTH_DAY);
  g_autofree char *subtitle = g_strconcat (self->name, "　", day, NULL);
  g_autofree char *origin = build_origin (self);
  RyHtml *html = ry_page_begin (self->page, RY_PAGE_VERTICAL, _ ("This morning's report"), subtitle);

  ry_page_put_faults (html, self->faults, _ ("Not stored yet"));
  if (self->lines->len == 0) {
    ry_html_put (
        html, "p",
        _ ("This hospital has no wards yet. Enter them with the desktop, on the page of the hospital's functions."),
        NULL);
    return ry_page_finish (self->page, html, status);
  }
  if (self->faults->len == 0) {
    if (!self->on_behalf) /* who told it has to be said first */
      put_unchanged (self, html);
    ry_html_put (html, "p", origin, NULL);
  }
  begin_form (self, html);
  put_teller (self, html);
  for (guint i = 0; i < self->lines->len; i++)
    put_line (self, html, g_ptr_array_index (self->lines, i), i);
  ry_html_put (html, "button", _ ("Send"), NULL);
  ry_html_put (html, "p", _ ("An empty cell is “not reported”, which is something else than 0 beds."), "class",
               "second", NULL);
  ry_html_close (html);
  return ry_page_finish (self->page, html, status);
}
