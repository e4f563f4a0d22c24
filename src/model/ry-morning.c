/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's report. Nine mornings of ten nothing changes, and the time of the report is the news: so everything is
 * prefilled, and confirming a row is enough.
 */
#include "ry-morning.h"

#include "ry-beds.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-term.h"
#include "ry-text.h"
#include "ry-ward.h"

#include <glib/gi18n-lib.h>

#define MOST 9999 /* more beds than any hospital has: a slip of the finger */

static const char *const members[RY_N_BED_CELLS] = { "empty", "men", "women",  "single", "either",
                                                     "out",   "in",  "out_72", "in_72" };

static void
free_row (gpointer data)
{
  RyMorningRow *row = data;

  ry_document_unref (row->ward);
  g_clear_pointer (&row->before, ry_document_unref);
  g_clear_pointer (&row->today, ry_document_unref);
  g_clear_pointer (&row->theirs, ry_document_unref);
  g_free (row->reason);
  g_free (row);
}

static void
fill_cells (RyMorningRow *row)
{
  RyDocument *from = row->today != NULL ? row->today : row->before;
  JsonObject *root = from != NULL ? ry_document_get_root (from) : NULL;

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    row->cells[cell] = root != NULL ? ry_json_get_int (root, members[cell], RY_CELL_UNTOLD) : RY_CELL_UNTOLD;
  g_free (row->reason);
  row->reason = root != NULL ? g_strdup (ry_json_get_string (root, "reason")) : NULL;
}

/* A ward that was turned is another document; what it reported before stands under the one that ended last. */
static RyDocument *
find_predecessor (GPtrArray *wards, RyDocument *ward)
{
  g_autofree char *stem = ry_ward_dup_stem (ry_document_get_id (ward));
  const char *from = ry_document_get_string (ward, "from");
  RyDocument *found = NULL;

  for (guint i = 0; i < wards->len; i++) {
    RyDocument *other = g_ptr_array_index (wards, i);
    g_autofree char *stem_of_other = ry_ward_dup_stem (ry_document_get_id (other));
    const char *to = ry_document_get_string (other, "to");

    if (other == ward || !g_str_equal (stem, stem_of_other) || to == NULL || g_strcmp0 (to, from) >= 0)
      continue;
    if (found == NULL || g_strcmp0 (to, ry_document_get_string (found, "to")) > 0)
      found = other;
  }
  return found;
}

static RyMorningRow *
create_row (RyWorkspace *workspace, GPtrArray *wards, RyDocument *ward, const char *date, GError **error)
{
  RyMorningRow *row = g_new0 (RyMorningRow, 1);
  RyDocument *predecessor;

  row->ward = ry_document_ref (ward);
  row->before = ry_bed_get_latest (workspace, ry_document_get_id (ward), date, error);
  predecessor = row->before == NULL && *error == NULL ? find_predecessor (wards, ward) : NULL;
  if (predecessor != NULL)
    row->before = ry_bed_get_latest (workspace, ry_document_get_id (predecessor),
                                     ry_document_get_string (predecessor, "to"), error);
  else if (row->before != NULL && g_strcmp0 (ry_document_get_string (row->before, "date"), date) == 0) {
    row->today = g_steal_pointer (&row->before);
    row->confirmed = TRUE;
  }
  fill_cells (row);
  return row;
}

/* Nobody lies there, and nobody reports it. */
static gboolean
is_closed (RyDocument *ward)
{
  return ry_ward_function_parse (ry_document_get_string (ward, "function")) == RY_WARD_CLOSED;
}

static int
compare_wards (gconstpointer a, gconstpointer b)
{
  JsonObject *left = ry_document_get_root ((*(RyMorningRow *const *) a)->ward),
             *right = ry_document_get_root ((*(RyMorningRow *const *) b)->ward);
  gint64 one = ry_json_get_int (left, "order", G_MAXINT), other = ry_json_get_int (right, "order", G_MAXINT);

  return one != other ? (one > other) - (one < other)
                      : g_strcmp0 (ry_json_get_string (left, "name"), ry_json_get_string (right, "name"));
}

/**
 * ry_morning_new:
 * @workspace: where
 * @organisation: the hospital
 * @date: the day reported, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the hospital's wards of that day, each with what it said last
 */
RyMorning *
ry_morning_new (RyWorkspace *workspace, const char *organisation, const char *date, GError **error)
{
  g_autofree char *of = g_strconcat ("organisation=", organisation, NULL);
  const char *const where[] = { of, NULL };
  const RyQuery query = { .kind = "ward", .where = where };
  g_autoptr (GPtrArray) wards = ry_workspace_query (workspace, &query, error);
  g_autoptr (RyMorning) morning = NULL;
  g_autoptr (GError) local = NULL;

  if (wards == NULL)
    return NULL;
  morning = g_new0 (RyMorning, 1);
  morning->organisation = g_strdup (organisation);
  morning->date = g_strdup (date);
  morning->rows = g_ptr_array_new_with_free_func (free_row);
  for (guint i = 0; i < wards->len && local == NULL; i++)
    if (ry_term_holds_on (ry_document_get_root (g_ptr_array_index (wards, i)), date) &&
        !is_closed (g_ptr_array_index (wards, i)))
      g_ptr_array_add (morning->rows, create_row (workspace, wards, g_ptr_array_index (wards, i), date, &local));
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  g_ptr_array_sort (morning->rows, compare_wards);
  return g_steal_pointer (&morning);
}

/**
 * ry_morning_free:
 * @morning: (transfer full): a morning
 *
 * Frees it.
 */
void
ry_morning_free (RyMorning *morning)
{
  g_free (morning->organisation);
  g_free (morning->date);
  g_ptr_array_unref (morning->rows);
  g_free (morning);
}

/**
 * ry_morning_count_left:
 * @morning: a morning
 *
 * Returns: how many wards nobody confirmed yet
 */
guint
ry_morning_count_left (RyMorning *morning)
{
  guint left = 0;

  for (guint i = 0; i < morning->rows->len; i++)
    left += !((RyMorningRow *) g_ptr_array_index (morning->rows, i))->confirmed;
  return left;
}

/**
 * ry_morning_row_enter:
 * @row: a row
 *
 * Notes that somebody entered it, or said that it stays as it is.
 */
void
ry_morning_row_enter (RyMorningRow *row)
{
  row->confirmed = row->entered = TRUE;
}

static void
take_today (RyMorningRow *row, RyDocument *report)
{
  g_clear_pointer (&row->today, ry_document_unref);
  row->today = ry_document_ref (report);
  row->confirmed = TRUE;
}

static void
meet_row (RyMorningRow *row, RyDocument *report)
{
  if (row->today != NULL && g_strcmp0 (ry_document_get_rev (row->today), ry_document_get_rev (report)) == 0)
    return;
  g_clear_pointer (&row->theirs, ry_document_unref);
  if (row->entered) {
    row->theirs = ry_document_ref (report);
    return;
  }
  take_today (row, report);
  fill_cells (row);
}

/**
 * ry_morning_meet:
 * @morning: a morning that somebody is entering
 * @stored: the same hospital's and day's as it stands in the database by now
 *
 * Takes what others reported meanwhile. Where something was entered here too, that stays, and theirs stands beside it
 * until ry_morning_row_settle() says which holds.
 */
void
ry_morning_meet (RyMorning *morning, RyMorning *stored)
{
  for (guint i = 0; i < morning->rows->len; i++)
    for (guint j = 0; j < stored->rows->len; j++) {
      RyMorningRow *row = g_ptr_array_index (morning->rows, i), *other = g_ptr_array_index (stored->rows, j);

      if (other->today != NULL && g_str_equal (ry_document_get_id (row->ward), ry_document_get_id (other->ward)))
        meet_row (row, other->today);
    }
}

/**
 * ry_morning_count_met:
 * @morning: a morning
 *
 * Returns: of how many wards two reports stand beside each other
 */
guint
ry_morning_count_met (RyMorning *morning)
{
  guint met = 0;

  for (guint i = 0; i < morning->rows->len; i++)
    met += ((RyMorningRow *) g_ptr_array_index (morning->rows, i))->theirs != NULL;
  return met;
}

/**
 * ry_morning_row_settle:
 * @row: a row with a report of somebody else
 * @theirs: whether that holds; otherwise what was entered here replaces it
 *
 * Chooses.
 */
void
ry_morning_row_settle (RyMorningRow *row, gboolean theirs)
{
  g_autoptr (RyDocument) report = g_steal_pointer (&row->theirs);

  if (report == NULL)
    return;
  take_today (row, report);
  if (!theirs)
    return;
  row->entered = FALSE;
  fill_cells (row);
}

/**
 * ry_morning_dup_words:
 * @workspace: where people have names
 * @report: a report
 * @now: the present moment, ISO 8601
 *
 * Returns: (transfer full): when and who reported which numbers, in a sentence
 */
char *
ry_morning_dup_words (RyWorkspace *workspace, RyDocument *report, const char *now)
{
  JsonObject *root = ry_document_get_root (report);
  g_autofree char *at = ry_bed_format_moment (ry_json_get_string (root, "at"), now);
  const char *by = ry_json_get_string (root, "updated_by");
  g_autofree char *who =
      by != NULL && g_str_has_prefix (by, "person:") ? ry_workspace_dup_name (workspace, by) : g_strdup (by);
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++) {
    gint64 beds = ry_json_get_int (root, members[cell], RY_CELL_UNTOLD);

    if (beds != RY_CELL_UNTOLD)
      g_string_append_printf (numbers, "%s%s %" G_GINT64_FORMAT, numbers->len > 0 ? _ (", ") : "",
                              ry_bed_cell_get_label (cell), beds);
  }
  /* Translators: at which time, who, and the numbers */
  return g_strdup_printf (_ ("At %s %s reported: %s"), at, who != NULL ? who : _ ("somebody"),
                          numbers->len > 0 ? numbers->str : _ ("not reported"));
}

/**
 * ry_morning_row_sum:
 * @row: a row
 * @beds: (out): those that can be had
 *
 * Returns: whether any of them was told
 */
gboolean
ry_morning_row_sum (const RyMorningRow *row, gint64 *beds)
{
  gboolean told = FALSE;

  *beds = 0;
  for (RyBedCell cell = RY_CELL_MEN; cell <= RY_CELL_EITHER; cell++)
    if (row->cells[cell] != RY_CELL_UNTOLD) {
      *beds += row->cells[cell];
      told = TRUE;
    }
  return told;
}

/**
 * ry_morning_sum:
 * @morning: a morning
 * @beds: (out): the beds of all rows that can be had
 *
 * Returns: whether any row told some
 */
gboolean
ry_morning_sum (RyMorning *morning, gint64 *beds)
{
  gboolean told = FALSE;
  gint64 each;

  *beds = 0;
  for (guint i = 0; i < morning->rows->len; i++)
    if (ry_morning_row_sum (g_ptr_array_index (morning->rows, i), &each)) {
      *beds += each;
      told = TRUE;
    }
  return told;
}

/**
 * ry_morning_row_same:
 * @row: a row
 *
 * Returns: whether it says what the latest report before today said
 */
gboolean
ry_morning_row_same (const RyMorningRow *row)
{
  JsonObject *root = row->before != NULL ? ry_document_get_root (row->before) : NULL;

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (root == NULL || row->cells[cell] != ry_json_get_int (root, members[cell], RY_CELL_UNTOLD))
      return FALSE;
  return TRUE;
}

/**
 * ry_morning_row_dup_fault:
 * @row: a row
 *
 * What cannot be is said, and never keeps anybody from sending: the person at the hospital knows more.
 *
 * Returns: (transfer full) (nullable): a sentence
 */
char *
ry_morning_row_dup_fault (const RyMorningRow *row)
{
  JsonObject *ward = ry_document_get_root (row->ward);
  gint64 staffed = ry_json_get_int (ward, "staffed", ry_json_get_int (ward, "licensed", RY_CELL_UNTOLD));
  gint64 empty = row->cells[RY_CELL_EMPTY], available;
  gboolean told = ry_morning_row_sum (row, &available);

  if (empty != RY_CELL_UNTOLD && staffed != RY_CELL_UNTOLD && empty > staffed)
    return g_strdup_printf (_ ("%d empty beds, but only %d are staffed."), (int) empty, (int) staffed);
  if (told && empty != RY_CELL_UNTOLD && available > empty)
    return g_strdup_printf (_ ("%d beds can be had, but only %d are empty."), (int) available, (int) empty);
  if (told && staffed != RY_CELL_UNTOLD && available > staffed)
    return g_strdup_printf (_ ("%d beds can be had, but only %d are staffed."), (int) available, (int) staffed);
  if (row->cells[RY_CELL_OUT_72] != RY_CELL_UNTOLD && row->cells[RY_CELL_OUT_72] < row->cells[RY_CELL_OUT])
    return g_strdup_printf (_ ("%d discharges within three days, but %d within one."), (int) row->cells[RY_CELL_OUT_72],
                            (int) row->cells[RY_CELL_OUT]);
  if (row->cells[RY_CELL_IN_72] != RY_CELL_UNTOLD && row->cells[RY_CELL_IN_72] < row->cells[RY_CELL_IN])
    return g_strdup_printf (_ ("%d admissions within three days, but %d within one."), (int) row->cells[RY_CELL_IN_72],
                            (int) row->cells[RY_CELL_IN]);
  return NULL;
}

static JsonObject *
create_content (RyMorning *morning, RyMorningRow *row, const char *now, const char *source, const char *informant)
{
  JsonObject *content = row->today != NULL ? ry_document_dup_root (row->today) : json_object_new ();
  JsonObject *ward = ry_document_get_root (row->ward);

  ry_json_set_string (content, "kind", "bed");
  ry_json_set_string (content, "organisation", morning->organisation);
  ry_json_set_string (content, "ward", ry_document_get_id (row->ward));
  ry_json_set_string (content, "date", morning->date);
  ry_json_set_string (content, "at", now);
  ry_json_set_string (content, "source", source);
  ry_json_set_string (content, "informant", informant);
  ry_json_set_string (content, "reason", row->reason);
  if (json_object_has_member (ward, "staffed"))
    json_object_set_int_member (content, "staffed", ry_json_get_int (ward, "staffed", 0));
  json_object_set_boolean_member (content, "unchanged", ry_morning_row_same (row));
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (row->cells[cell] != RY_CELL_UNTOLD)
      json_object_set_int_member (content, members[cell], row->cells[cell]);
    else
      json_object_remove_member (content, members[cell]);
  return content;
}

/**
 * ry_morning_create_edits:
 * @morning: a morning
 * @now: the moment of the report, ISO 8601
 * @source: how it came: self, phone, fax or mail
 * @informant: (nullable): who told it, where somebody else enters it
 *
 * What somebody reported today already and nobody touched here is not reported again.
 *
 * Returns: (transfer full) (element-type RyEdit): the reports of the rows that were confirmed, for one commit
 */
GPtrArray *
ry_morning_create_edits (RyMorning *morning, const char *now, const char *source, const char *informant)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < morning->rows->len; i++) {
    RyMorningRow *row = g_ptr_array_index (morning->rows, i);
    g_autofree char *id = ry_bed_dup_id (ry_document_get_id (row->ward), morning->date);

    if (ry_morning_row_is_news (row))
      g_ptr_array_add (edits, ry_edit_new (id, row->today, create_content (morning, row, now, source, informant)));
  }
  return edits;
}

/**
 * ry_morning_row_is_news:
 * @row: a row
 *
 * Returns: whether there is something to be sent of it
 */
gboolean
ry_morning_row_is_news (const RyMorningRow *row)
{
  return row->confirmed && (row->entered || row->today == NULL);
}

/**
 * ry_bed_cell_get_label:
 * @cell: a cell
 *
 * Returns: what stands at its head
 */
const char *
ry_bed_cell_get_label (RyBedCell cell)
{
  static const char *const labels[RY_N_BED_CELLS] = { N_ ("Empty"),
                                                      N_ ("Men"),
                                                      N_ ("Women"),
                                                      N_ ("Single"),
                                                      N_ ("Either"),
                                                      N_ ("Discharges, 24 h"),
                                                      N_ ("Admissions, 24 h"),
                                                      N_ ("Discharges, 72 h"),
                                                      N_ ("Admissions, 72 h") };

  return _ (labels[cell]);
}

/**
 * ry_bed_cell_get_member:
 * @cell: a cell
 *
 * Returns: the member of a report that holds it
 */
const char *
ry_bed_cell_get_member (RyBedCell cell)
{
  return members[cell];
}

/**
 * ry_bed_cell_parse:
 * @text: what was typed; digits of any width
 * @value: (out): the number, %RY_CELL_UNTOLD for nothing
 *
 * Returns: whether @text is a number of beds, or empty
 */
gboolean
ry_bed_cell_parse (const char *text, gint64 *value)
{
  g_autofree char *folded = ry_text_nfkc (text);
  guint64 number;

  g_strstrip (folded);
  *value = RY_CELL_UNTOLD;
  if (*folded == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (folded, 10, 0, MOST, &number, NULL))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}
