/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planning a year. A meeting made here has an id that follows from its series and the day that the rhythm names, so two
 * desktops that plan one year apart make the same meetings, and only what they changed differs. Days left out and moved
 * are kept in the series, and the rhythm knows them from then on.
 */
#include "ry-year-plan.h"

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"

#define DAYS_NEAR 13

struct _RyYearPlan {
  /* Owned */
  RyWorkspace *workspace;
  RyDocument *series;
  GPtrArray *rows; /* (element-type RyPlanned) */

  gint64 first; /* the number the first of them gets */
};

static void
free_planned (gpointer data)
{
  RyPlanned *row = data;

  g_free (row->rule);
  g_free (row->date);
  g_free (row->reason);
  g_free (row->title);
  g_free (row->other);
  g_clear_pointer (&row->existing, ry_document_unref);
  g_free (row);
}

static char *
create_id (RyYearPlan *self, const RyPlanned *row)
{
  const char *const parts[] = { ry_document_get_id (self->series), row->rule, NULL };

  return ry_id_for_content ("meeting", parts);
}

static JsonObject *
create_content (RyYearPlan *self, const RyPlanned *row)
{
  return ry_meeting_new_content (ry_document_get_id (self->series), ry_document_get_root (self->series), row->number,
                                 row->date);
}

static void
find_clash (RyYearPlan *self, RyPlanned *row)
{
  g_autofree char *id = create_id (self, row);
  g_autoptr (JsonObject) content = create_content (self, row);

  g_clear_pointer (&row->other, g_free);
  row->clash =
      ry_year_plan_find_clash (self->workspace, row->existing != NULL ? ry_document_get_id (row->existing) : id,
                               content, &row->other);
}

/* The meeting that was made for this day before, or another of the series near it: dates of a rhythm are four weeks
 * apart. */
static RyDocument *
find_existing (RyYearPlan *self, const RyPlanned *row, GPtrArray *meetings)
{
  g_autofree char *id = create_id (self, row);
  RyDocument *found = NULL;

  for (guint i = 0; i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *date = ry_document_get_string (meeting, "date");
    int days = date != NULL ? ry_date_days_between (row->date, date) : G_MININT;

    if (g_str_equal (ry_document_get_id (meeting), id))
      return meeting;
    if (g_strcmp0 (ry_document_get_string (meeting, "stage"), "cancelled") != 0 && days >= -DAYS_NEAR &&
        days <= DAYS_NEAR)
      found = meeting;
  }
  return found;
}

static GPtrArray *
query_meetings (RyYearPlan *self, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("series=%s", ry_document_get_id (self->series));
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .where = where };

  return ry_workspace_query (self->workspace, &query, error);
}

static void
add_row (RyYearPlan *self, const RyRhythmDay *day, GPtrArray *meetings)
{
  RyPlanned *row = g_new0 (RyPlanned, 1);
  RyDocument *existing;

  row->rule = ry_date_format (&day->rule, RY_DATE_ISO);
  row->date = ry_date_format (&day->date, RY_DATE_ISO);
  row->taken = day->held;
  row->holiday = day->holiday;
  row->change = day->change;
  row->reason = g_strdup (day->reason);
  existing = find_existing (self, row, meetings);
  if (existing != NULL) {
    row->existing = ry_document_ref (existing);
    row->taken = FALSE;
  }
  g_ptr_array_add (self->rows, row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyPlanned *left = *(const RyPlanned *const *) a;
  const RyPlanned *right = *(const RyPlanned *const *) b;

  return g_strcmp0 (left->date, right->date);
}

/* Numbers follow the dates, whatever the order of the rows. */
static void
number_rows (RyYearPlan *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (self->rows, NULL, NULL);
  JsonObject *series = ry_document_get_root (self->series);
  gint64 next = self->first;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++) {
    RyPlanned *row = g_ptr_array_index (sorted, i);

    g_clear_pointer (&row->title, g_free);
    row->number = row->taken ? next++ : 0;
    if (row->taken)
      row->title = ry_meeting_format_title (ry_json_get_string (series, "title_template"), row->number,
                                            ry_json_get_string (series, "name"));
    else if (row->existing != NULL)
      row->title = g_strdup (ry_document_get_string (row->existing, "title"));
  }
}

/**
 * ry_year_plan_find_clash:
 * @workspace: the region
 * @id: id of the meeting
 * @meeting: its content
 * @other: (out) (optional) (nullable): the title of the meeting that is in its way
 *
 * Looks for meetings of any council on the same day; those of the same series are no clash but a double.
 *
 * Returns: how it meets the worst of them
 */
RyClash
ry_year_plan_find_clash (RyWorkspace *workspace, const char *id, JsonObject *meeting, char **other)
{
  const char *date = ry_json_get_string (meeting, "date");
  g_autofree char *condition = g_strdup_printf ("date=%s", date != NULL ? date : "");
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .where = where };
  g_autoptr (GPtrArray) found = date != NULL && *date != '\0' ? ry_workspace_query (workspace, &query, NULL) : NULL;
  RyClash worst = RY_CLASH_NONE;
  RyDocument *culprit = NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    RyDocument *each = g_ptr_array_index (found, i);
    RyClash clash;

    if (g_strcmp0 (ry_document_get_id (each), id) == 0 ||
        g_strcmp0 (ry_document_get_string (each, "series"), ry_json_get_string (meeting, "series")) == 0)
      continue;
    clash = ry_rhythm_check_clash (meeting, ry_document_get_root (each));
    if (clash > worst) {
      worst = clash;
      culprit = each;
    }
  }
  if (other != NULL)
    *other = culprit != NULL ? g_strdup (ry_document_get_string (culprit, "title")) : NULL;
  return worst;
}

/**
 * ry_year_plan_new:
 * @workspace: the region
 * @series_id: id of a series
 * @fiscal_year: a year of account (年度)
 * @error: return location for a #GError
 *
 * Lists the dates of a series in a year. Those that have a meeting already are there, but not ticked.
 *
 * Returns: (transfer full) (nullable): the plan
 */
RyYearPlan *
ry_year_plan_new (RyWorkspace *workspace, const char *series_id, int fiscal_year, GError **error)
{
  g_autoptr (RyYearPlan) self = g_new0 (RyYearPlan, 1);
  g_autoptr (GPtrArray) meetings = NULL, days = NULL;

  self->workspace = g_object_ref (workspace);
  self->rows = g_ptr_array_new_with_free_func (free_planned);
  self->series = ry_workspace_get (workspace, series_id, error);
  meetings = self->series != NULL ? query_meetings (self, error) : NULL;
  if (meetings == NULL) {
    g_prefix_error (error, "Planning a year: ");
    return NULL;
  }
  self->first = ry_meeting_get_next_number (ry_document_get_root (self->series), meetings);
  days = ry_rhythm_list_year (ry_document_get_root (self->series), fiscal_year);
  for (guint i = 0; i < days->len; i++)
    add_row (self, g_ptr_array_index (days, i), meetings);
  number_rows (self);
  for (guint i = 0; i < self->rows->len; i++)
    find_clash (self, g_ptr_array_index (self->rows, i));
  return g_steal_pointer (&self);
}

/**
 * ry_year_plan_free:
 * @self: (transfer full) (nullable): a plan
 */
void
ry_year_plan_free (RyYearPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->series, ry_document_unref);
  g_clear_object (&self->workspace);
  g_free (self);
}

/**
 * ry_year_plan_get_rows:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type RyPlanned): its rows, in the order of the days that the rhythm names
 */
GPtrArray *
ry_year_plan_get_rows (RyYearPlan *self)
{
  return self->rows;
}

/**
 * ry_year_plan_count:
 * @self: a plan
 *
 * Returns: how many meetings it would make
 */
guint
ry_year_plan_count (RyYearPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((RyPlanned *) g_ptr_array_index (self->rows, i))->taken;
  return n;
}

/**
 * ry_year_plan_set_taken:
 * @self: a plan
 * @position: a row
 * @taken: whether a meeting is to be made; a row that has one stays as it is
 * @reason: (nullable): why not
 *
 * Ticks a row or leaves it out; the numbers behind it follow.
 */
void
ry_year_plan_set_taken (RyYearPlan *self, guint position, gboolean taken, const char *reason)
{
  RyPlanned *row = g_ptr_array_index (self->rows, position);

  if (row->existing != NULL)
    return;
  row->taken = taken;
  g_free (row->reason);
  row->reason = g_strdup (reason);
  number_rows (self);
}

/**
 * ry_year_plan_move:
 * @self: a plan
 * @position: a row
 * @date: the day to hold it on, in any spelling
 * @reason: (nullable): why
 *
 * Plans a row for another day, and ticks it.
 *
 * Returns: %FALSE if that is no day, or the row has its meeting already
 */
gboolean
ry_year_plan_move (RyYearPlan *self, guint position, const char *date, const char *reason)
{
  RyPlanned *row = g_ptr_array_index (self->rows, position);
  g_autofree char *iso = ry_date_parse_to_iso (date);

  if (iso == NULL || row->existing != NULL)
    return FALSE;
  g_free (row->date);
  row->date = g_steal_pointer (&iso);
  row->taken = TRUE;
  g_free (row->reason);
  row->reason = g_strdup (reason);
  number_rows (self);
  find_clash (self, row);
  return TRUE;
}

/* The rhythm's own answer for a day, to see what the clerk changed. */
static void
note_exception (JsonObject *series, const RyPlanned *row, const RyRhythmDay *day)
{
  g_autofree char *date = ry_date_format (&day->date, RY_DATE_ISO);

  if (row->existing != NULL)
    return;
  if (!row->taken && day->held)
    ry_rhythm_set_exception (series, row->rule, "skip", NULL, row->reason);
  else if (row->taken && (!day->held || !g_str_equal (date, row->date)))
    ry_rhythm_set_exception (series, row->rule, "move", row->date, row->reason);
}

static const RyRhythmDay *
find_day (GPtrArray *days, const char *rule)
{
  for (guint i = 0; i < days->len; i++) {
    const RyRhythmDay *day = g_ptr_array_index (days, i);
    g_autofree char *iso = ry_date_format (&day->rule, RY_DATE_ISO);

    if (g_str_equal (iso, rule))
      return day;
  }
  return NULL;
}

static JsonObject *
create_series (RyYearPlan *self)
{
  JsonObject *series = ry_document_dup_root (self->series);
  g_autoptr (GPtrArray) days = NULL;
  GDate rule;

  g_date_clear (&rule, 1);
  if (self->rows->len == 0 || !ry_date_parse (((RyPlanned *) self->rows->pdata[0])->rule, &rule))
    return series;
  days = ry_rhythm_list_year (series, ry_date_fiscal_year (&rule));
  for (guint i = 0; i < self->rows->len; i++) {
    const RyPlanned *row = g_ptr_array_index (self->rows, i);
    const RyRhythmDay *day = find_day (days, row->rule);

    if (day != NULL)
      note_exception (series, row, day);
  }
  return series;
}

/**
 * ry_year_plan_create_edits:
 * @self: a plan
 *
 * Makes what is ticked: planned meetings with the usual agenda, without seats, as members change until the notice goes
 * out; and the series with what was left out or moved. To be committed in one step.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_year_plan_create_edits (RyYearPlan *self)
{
  GPtrArray *edits = ry_edits_new ();
  JsonObject *series = create_series (self);

  for (guint i = 0; i < self->rows->len; i++) {
    const RyPlanned *row = g_ptr_array_index (self->rows, i);
    g_autofree char *id = create_id (self, row);

    if (row->taken)
      g_ptr_array_add (edits, ry_edit_new (id, NULL, create_content (self, row)));
  }
  if (ry_json_get_array (series, "exceptions") != NULL)
    g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (self->series), self->series, series));
  else
    json_object_unref (series);
  return edits;
}
