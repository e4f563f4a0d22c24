/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading and checking the form. Nothing is stored while anything is open: a cell that is no number, a sum that cannot
 * be and that nobody has seen yet, or a report that a colleague has sent meanwhile. Who sends just what stands there
 * already, as a form sent twice does, is done.
 */
#include "ry-pages-morning.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-pages-morning-private.h"

static void
free_line (gpointer data)
{
  RyMorningLine *line = data;

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    g_free (line->texts[cell]);
  g_free (line->fault);
  g_free (line);
}

static RyMorningLine *
create_line (RyMorningRow *row)
{
  RyMorningLine *line = g_new0 (RyMorningLine, 1);

  line->row = row;
  line->rev = row->today != NULL ? ry_document_get_rev (row->today) : NULL;
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    line->texts[cell] =
        row->cells[cell] == RY_CELL_UNTOLD ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, row->cells[cell]);
  return line;
}

/**
 * ry_morning_form_new:
 * @page: a page whose region is open
 * @hospital: an organisation
 * @error: (nullable): what the store says
 *
 * Returns: (transfer full) (nullable): the form of today, prefilled
 */
RyMorningForm *
ry_morning_form_new (RyPage *page, const char *hospital, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  RyMorning *morning = ry_morning_new (page->workspace, hospital, today, error);
  RyMorningForm *self;

  if (morning == NULL)
    return NULL;
  self = g_new0 (RyMorningForm, 1);
  self->page = page;
  self->morning = morning;
  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->faults = ry_page_faults_new ();
  self->hospital = g_strdup (hospital);
  self->name = ry_workspace_dup_name (page->workspace, hospital);
  self->now = ry_date_now_iso ();
  self->at = g_strdup (self->now);
  self->on_behalf = !ry_actor_owns (page->request->account->actor, "organisation", hospital);
  self->source = g_strdup (self->on_behalf ? "phone" : "self");
  for (guint i = 0; i < morning->rows->len; i++)
    g_ptr_array_add (self->lines, create_line (g_ptr_array_index (morning->rows, i)));
  return self;
}

/**
 * ry_morning_form_free:
 * @self: (transfer full): a form
 */
void
ry_morning_form_free (RyMorningForm *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->faults);
  ry_morning_free (self->morning);
  g_free (self->hospital);
  g_free (self->name);
  g_free (self->now);
  g_free (self->source);
  g_free (self->informant);
  g_free (self->clock);
  g_free (self->at);
  g_free (self);
}

/**
 * ry_morning_form_dup_address:
 * @self: a form
 * @path: `morning`, or `morning/stored`
 *
 * Returns: (transfer full): where that is for this hospital
 */
char *
ry_morning_form_dup_address (RyMorningForm *self, const char *path)
{
  g_autofree char *region = g_uri_escape_string (self->page->region, NULL, FALSE);
  g_autofree char *hospital = g_uri_escape_string (self->hospital, NULL, FALSE);

  return g_strconcat (RY_PAGES_ROOT "/", region, "/", path, "?hospital=", hospital, NULL);
}

/* A control of the form: `women.ward:a`. */
static const char *
get_field (RyMorningForm *self, RyMorningLine *line, const char *name)
{
  g_autofree char *field = _ry_morning_line_dup_field (line, name);

  return ry_page_get_field (self->page, field);
}

static void
take_cell (RyMorningForm *self, RyMorningLine *line, guint position, RyBedCell cell)
{
  const char *text = get_field (self, line, ry_bed_cell_get_member (cell));
  g_autofree char *id = _ry_morning_line_dup_id (position, ry_bed_cell_get_member (cell));

  g_free (line->texts[cell]);
  line->texts[cell] = g_strdup (text);
  line->wrong[cell] = !ry_bed_cell_parse (text, &line->row->cells[cell]);
  if (line->wrong[cell])
    ry_page_faults_add (self->faults, id, _ ("%s, %s: a number of beds, or nothing where it is not known."),
                        ry_document_get_string (line->row->ward, "name"), ry_bed_cell_get_label (cell));
}

/* What is compared where two wrote: the numbers, and nothing of when and who. */
static gboolean
says_the_same (RyMorningLine *line, RyDocument *report)
{
  JsonObject *there = ry_document_get_root (report);

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (line->row->cells[cell] != ry_json_get_int (there, ry_bed_cell_get_member (cell), RY_CELL_UNTOLD))
      return FALSE;
  return TRUE;
}

/* Whoever typed has not seen what stands there by now. */
static void
compare_with_others (RyMorningForm *self, RyMorningLine *line, guint position)
{
  const char *seen = get_field (self, line, "rev");
  const char *choice = get_field (self, line, "keep");
  g_autofree char *id = _ry_morning_line_dup_id (position, "keep");

  if (g_strcmp0 (seen, line->rev != NULL ? line->rev : "") == 0 && *get_field (self, line, "asked") == '\0')
    return;
  if (line->row->today == NULL)
    return; /* taken back meanwhile: nothing stands against it */
  line->stored = says_the_same (line, line->row->today);
  if (line->stored)
    return;
  if (g_strcmp0 (seen, line->rev) == 0 && g_str_equal (choice, "mine"))
    return;
  if (g_strcmp0 (seen, line->rev) == 0 && g_str_equal (choice, "theirs")) {
    line->stored = TRUE;
    return;
  }
  line->contested = TRUE;
  ry_page_faults_add (self->faults, id, _ ("%s: somebody else has reported it meanwhile. Choose which numbers hold."),
                      ry_document_get_string (line->row->ward, "name"));
}

/* A sum that cannot be is shown once; sent again as it is, it is taken, and so is one that was taken before. */
static void
check_sum (RyMorningForm *self, RyMorningLine *line, guint position)
{
  RyDocument *report = line->row->today != NULL ? line->row->today : line->row->before;
  g_autofree char *print = _ry_morning_line_dup_print (line);
  g_autofree char *id = _ry_morning_line_dup_id (position, "empty");

  line->fault = ry_morning_row_dup_fault (line->row);
  if (line->fault == NULL)
    return;
  line->allowed =
      g_str_equal (get_field (self, line, "seen"), print) || (report != NULL && says_the_same (line, report));
  if (!line->allowed)
    ry_page_faults_add (self->faults, id, _ ("%s: %s Correct it, or send it as it is."),
                        ry_document_get_string (line->row->ward, "name"), line->fault);
}

static void
take_reason (RyMorningForm *self, RyMorningLine *line)
{
  g_autofree char *field = _ry_morning_line_dup_field (line, "reason");
  g_autofree char *reason = g_strstrip (g_strdup (ry_page_get_field (self->page, field)));

  if (line->fault != NULL && !g_hash_table_contains (self->page->form, field))
    return;
  g_clear_pointer (&line->row->reason, g_free);
  if (line->fault != NULL && *reason != '\0')
    line->row->reason = g_steal_pointer (&reason);
}

static gboolean
says_something (RyMorningLine *line)
{
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (line->row->cells[cell] != RY_CELL_UNTOLD)
      return TRUE;
  return line->row->today != NULL;
}

static void
take_line (RyMorningForm *self, RyMorningLine *line, guint position)
{
  g_autofree char *mark = _ry_morning_line_dup_field (line, "rev");
  gboolean wrong = FALSE;

  line->row->confirmed = FALSE;
  line->posted = g_hash_table_contains (self->page->form, mark);
  if (!line->posted)
    return;
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++) {
    take_cell (self, line, position, cell);
    wrong = wrong || line->wrong[cell];
  }
  if (wrong)
    return;
  compare_with_others (self, line, position);
  if (line->stored)
    return;
  check_sum (self, line, position);
  take_reason (self, line);
  line->row->confirmed = line->row->entered = says_something (line);
}

/* The day that the page was made for. One that was left open over night must not pass for this morning's. */
static void
check_day (RyMorningForm *self)
{
  const char *day = ry_page_get_field (self->page, "date");
  int days = ry_date_days_between (self->morning->date, day);

  if (days == 0)
    return;
  if (days == G_MININT)
    ry_page_faults_add (self->faults, NULL, "%s",
                        _ ("The form does not say for which day it is. Look at the numbers and send them again."));
  else if (days > 0)
    ry_page_faults_add (self->faults, NULL, "%s", _ ("A report for a day to come is not taken. Below is today's."));
  else
    ry_page_faults_add (self->faults, NULL, "%s",
                        _ ("This page was opened on another day. Look at the numbers and send them for today."));
}

/* When it was told: not later than now, and this moment where nothing is said. */
static void
take_clock (RyMorningForm *self)
{
  g_autofree char *at = ry_bed_dup_moment (self->morning->date, self->clock);

  if (*self->clock == '\0')
    return;
  if (at == NULL || ry_bed_parse_moment (at) > ry_bed_parse_moment (self->now)) {
    ry_page_faults_add (self->faults, "clock", "%s", _ ("When it was told: a time of today up to now, as 8:50."));
    return;
  }
  g_free (self->at);
  self->at = g_steal_pointer (&at);
}

/* Who told it, by which way and when, where the secretariat enters it. */
static void
take_teller (RyMorningForm *self)
{
  static const char *const ways[] = { "phone", "fax", "mail", NULL };
  const char *way = ry_page_get_field (self->page, "source");

  if (!self->on_behalf)
    return;
  if (g_strv_contains (ways, way)) {
    g_free (self->source);
    self->source = g_strdup (way);
  }
  self->informant = g_strstrip (g_strdup (ry_page_get_field (self->page, "informant")));
  self->clock = g_strstrip (g_strdup (ry_page_get_field (self->page, "clock")));
  take_clock (self);
  if (*self->informant == '\0')
    ry_page_faults_add (self->faults, "informant", "%s", _ ("Who told it: a name or a post."));
}

/**
 * ry_morning_form_take:
 * @self: a form, as it is in the database
 *
 * Takes what was typed, and what is wrong with it into @faults.
 */
void
ry_morning_form_take (RyMorningForm *self)
{
  check_day (self);
  take_teller (self);
  for (guint i = 0; i < self->lines->len; i++)
    take_line (self, g_ptr_array_index (self->lines, i), i);
}

char *
_ry_morning_line_dup_field (RyMorningLine *line, const char *name)
{
  return g_strconcat (name, ".", ry_document_get_id (line->row->ward), NULL);
}

/* An id may hold no space, and a ward's key may. */
char *
_ry_morning_line_dup_id (guint position, const char *name)
{
  return g_strdup_printf ("%s-%u", name, position + 1);
}

/* The numbers as a text, to tell whether they are those that were seen. */
char *
_ry_morning_line_dup_print (RyMorningLine *line)
{
  GString *print = g_string_new (NULL);

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    g_string_append_printf (print, "%" G_GINT64_FORMAT ".", line->row->cells[cell]);
  return g_string_free (print, FALSE);
}
