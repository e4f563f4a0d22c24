/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of beds. A ward's reports are a range of ids, so that a year of a hospital is one look a ward; every day of
 * every ward is then known or not, and days are added up.
 *
 * May be called in any thread.
 */
#include "ry-bed-history.h"

#include <stdlib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-term.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

#define MAX_DAYS (20 * 366)

typedef struct {
  RyDocument *ward;
  RyDocument *hospital;
  RyBedFunction function;
} Source;

typedef struct {
  RyStore *store;
  RyBedHistory *history;
  GDate first;
  guint held;            /* for so many days a report is shown */
  GHashTable *series;    /* (element-type utf8 RyBedSeries) */
  GHashTable *hospitals; /* (element-type utf8 RyDocument) */
  gboolean *reported;    /* days */
} Work;

static void
free_series (gpointer data)
{
  RyBedSeries *series = data;

  g_free (series->name);
  g_array_unref (series->days);
  g_free (series);
}

static char *
format_day (const GDate *first, int offset)
{
  GDate day = *first;

  if (offset < 0)
    g_date_subtract_days (&day, (guint) -offset);
  else
    g_date_add_days (&day, (guint) offset);
  return ry_date_format (&day, RY_DATE_ISO);
}

static guint
read_held_days (RyStore *store)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_store_query (store, &query, NULL, NULL);
  RyFreshness freshness;

  ry_freshness_init (&freshness, NULL);
  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "vertical") == 0)
      ry_freshness_init (&freshness, ry_document_get_root (g_ptr_array_index (councils, i)));
  return (guint) CLAMP (freshness.stale / 24, 1, 31);
}

static RyBedSeries *
add_series (Work *work, const char *key, const char *name)
{
  RyBedSeries *series = g_hash_table_lookup (work->series, key);
  const RyBedDay none = { .beds = RY_BEDS_UNREPORTED };

  if (series != NULL)
    return series;
  series = g_new0 (RyBedSeries, 1);
  series->name = g_strdup (name);
  series->days = g_array_sized_new (FALSE, TRUE, sizeof (RyBedDay), work->history->n_days);
  for (guint i = 0; i < work->history->n_days; i++)
    g_array_append_val (series->days, none);
  g_hash_table_insert (work->series, g_strdup (key), series);
  g_ptr_array_add (work->history->series, series);
  return series;
}

static gboolean
holds (JsonObject *ward, const char *from, const char *to)
{
  const char *since = ry_json_get_string (ward, "from"), *until = ry_json_get_string (ward, "to");

  return (since == NULL || strcmp (since, to) <= 0) && (until == NULL || *until == '\0' || strcmp (until, from) >= 0);
}

/* What closed later than the first day is still part of the time. */
static gboolean
is_gone (RyDocument *hospital, const char *from)
{
  const char *closed = ry_document_get_string (hospital, "closed_on");

  return g_strcmp0 (ry_document_get_string (hospital, "status"), "closed") == 0 &&
         (closed == NULL || strcmp (closed, from) < 0);
}

/* ---- One ward ---- */

/* What stands from @day on, until the next report or until it is shown no longer. */
static void
spread (Work *work, int *beds, gboolean *reported, int day, int value)
{
  for (int i = day; i < day + (int) work->held && i < (int) work->history->n_days; i++)
    if (i >= 0)
      beds[i] = value;
  if (day >= 0)
    reported[day] = TRUE;
}

static gboolean
read_ward (Work *work, const char *ward, int *beds, gboolean *reported, GError **error)
{
  g_autofree char *before = format_day (&work->first, -(int) work->held);
  g_autofree char *start = ry_bed_dup_id (ward, before), *end = ry_bed_dup_id (ward, work->history->to);
  const RyIdRange range = { .start = start, .end = end };
  g_autoptr (GPtrArray) documents = ry_store_read_range (work->store, &range, -1, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    RyBedFigures said;
    GDate day;

    ry_bed_read_figures (g_ptr_array_index (documents, i), &said);
    if (!said.told || !ry_date_parse (said.date, &day))
      continue;
    if (g_date_get_julian (&day) < g_date_get_julian (&work->first) + work->history->n_days)
      spread (work, beds, reported, g_date_days_between (&work->first, &day), (int) ry_bed_sum_figures (&said));
  }
  return documents != NULL;
}

/* Only days on which the ward was there are looked at. */
static gboolean
is_there (JsonObject *ward, const GDate *first, guint day)
{
  const char *since = ry_json_get_string (ward, "from"), *until = ry_json_get_string (ward, "to");
  g_autofree char *date = NULL;

  if (since == NULL && (until == NULL || *until == '\0'))
    return TRUE;
  date = format_day (first, (int) day);
  return ry_term_holds_on (ward, date);
}

static void
add_days (Work *work, RyBedSeries *series, JsonObject *ward, const int *beds, const gboolean *reported)
{
  const char *since = ry_json_get_string (ward, "from"), *until = ry_json_get_string (ward, "to");
  gboolean always = (since == NULL || strcmp (since, work->history->from) <= 0) &&
                    (until == NULL || *until == '\0' || strcmp (until, work->history->to) >= 0);

  for (guint i = 0; i < work->history->n_days; i++) {
    RyBedDay *day = &g_array_index (series->days, RyBedDay, i);

    if (!always && !is_there (ward, &work->first, i))
      continue;
    if (beds[i] == RY_BEDS_UNREPORTED) {
      day->unknown++;
      continue;
    }
    day->beds = MAX (day->beds, 0) + beds[i];
    day->reported += reported[i];
    work->reported[i] |= reported[i];
  }
}

static gboolean
add_ward (Work *work, const Source *source, RyHistoryBy by, GError **error)
{
  const char *hospital = ry_document_get_id (source->hospital);
  g_autofree char *key =
      by == RY_HISTORY_BY_HOSPITAL ? g_strdup (hospital) : g_strdup_printf ("%d", (int) source->function);
  RyBedSeries *series = add_series (work, key,
                                    by == RY_HISTORY_BY_HOSPITAL ? ry_document_get_string (source->hospital, "name")
                                                                 : ry_bed_function_get_name (source->function));
  g_autofree char *seen = g_strconcat (key, " ", hospital, NULL);
  g_autofree int *beds = g_new (int, work->history->n_days);
  g_autofree gboolean *reported = g_new0 (gboolean, work->history->n_days);

  for (guint i = 0; i < work->history->n_days; i++)
    beds[i] = RY_BEDS_UNREPORTED;
  if (!read_ward (work, ry_document_get_id (source->ward), beds, reported, error))
    return FALSE;
  add_days (work, series, ry_document_get_root (source->ward), beds, reported);
  series->wards++;
  if (g_hash_table_add (work->hospitals, g_steal_pointer (&seen)))
    series->hospitals++;
  return TRUE;
}

/* ---- All wards ---- */

static void
free_source (gpointer data)
{
  Source *source = data;

  ry_document_unref (source->ward);
  ry_document_unref (source->hospital);
  g_free (source);
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *left = *(Source *const *) a, *right = *(Source *const *) b;
  g_autofree char *one = ry_text_reading_key (ry_document_get_string (left->hospital, "reading")),
                  *other = ry_text_reading_key (ry_document_get_string (right->hospital, "reading"));
  int order = g_strcmp0 (one, other);

  return order != 0 ? order : strcmp (ry_document_get_id (left->ward), ry_document_get_id (right->ward));
}

static int
compare_functions (gconstpointer a, gconstpointer b)
{
  const Source *left = *(Source *const *) a, *right = *(Source *const *) b;

  return left->function != right->function ? (int) left->function - (int) right->function : compare_sources (a, b);
}

static GPtrArray *
list_sources (Work *work, const char *organisation, RyHistoryBy by, GError **error)
{
  static const RyBedFunction functions[RY_N_STAGES] = { RY_BED_ACUTE, RY_BED_RECOVERY, RY_BED_CHRONIC };
  g_autofree char *of = organisation != NULL ? g_strconcat ("organisation=", organisation, NULL) : NULL;
  const char *const where[] = { of, NULL };
  const RyQuery query = { .kind = "ward", .where = where };
  g_autoptr (GPtrArray) wards = ry_store_query (work->store, &query, NULL, error);
  g_autoptr (GHashTable) hospitals =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_document_unref);
  GPtrArray *sources = wards != NULL ? g_ptr_array_new_with_free_func (free_source) : NULL;

  for (guint i = 0; wards != NULL && i < wards->len; i++) {
    RyDocument *ward = g_ptr_array_index (wards, i), *hospital;
    const char *id = ry_document_get_string (ward, "organisation");
    RyStage stage;
    Source *source;

    if (id == NULL || !ry_ward_get_stage (ry_document_get_root (ward), &stage) ||
        !holds (ry_document_get_root (ward), work->history->from, work->history->to))
      continue;
    hospital = g_hash_table_lookup (hospitals, id);
    if (hospital == NULL && (hospital = ry_store_get (work->store, id, NULL, RY_GET_PLAIN, NULL)) != NULL)
      g_hash_table_insert (hospitals, g_strdup (id), hospital);
    if (hospital == NULL || is_gone (hospital, work->history->from))
      continue;
    source = g_new0 (Source, 1);
    source->ward = ry_document_ref (ward);
    source->hospital = ry_document_ref (hospital);
    source->function = functions[stage];
    g_ptr_array_add (sources, source);
  }
  if (sources != NULL)
    g_ptr_array_sort (sources, by == RY_HISTORY_BY_FUNCTION ? compare_functions : compare_sources);
  return sources;
}

/* A day on which nobody of a curve reported is a gap, whatever stood there the day before. */
static void
settle (Work *work)
{
  for (guint i = 0; i < work->history->series->len; i++) {
    RyBedSeries *series = g_ptr_array_index (work->history->series, i);

    for (guint k = 0; k < series->days->len; k++) {
      RyBedDay *day = &g_array_index (series->days, RyBedDay, k);

      if (day->reported == 0)
        day->beds = RY_BEDS_UNREPORTED;
      series->most = MAX (series->most, day->beds);
    }
  }
  for (guint k = 0; k < work->history->n_days; k++)
    work->history->n_reported += work->reported[k];
}

static gboolean
gather (Work *work, const char *organisation, RyHistoryBy by, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sources = list_sources (work, organisation, by, error);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_ward (work, g_ptr_array_index (sources, i), by, error))
      return FALSE;
  if (sources != NULL)
    settle (work);
  return sources != NULL;
}

/**
 * ry_bed_history_new:
 * @store: the council's space
 * @organisation: (nullable): a hospital's id; %NULL for all
 * @by: what a curve is
 * @from: the first day, ISO 8601
 * @to: the last day, ISO 8601; at most twenty years later
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the days of each
 */
RyBedHistory *
ry_bed_history_new (RyStore *store,
                    const char *organisation,
                    RyHistoryBy by,
                    const char *from,
                    const char *to,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (RyBedHistory) history = g_new0 (RyBedHistory, 1);
  Work work = { .store = store, .history = history };
  g_autoptr (GError) inner = NULL;
  gboolean done;

  history->from = g_strdup (from);
  history->to = g_strdup (to);
  history->series = g_ptr_array_new_with_free_func (free_series);
  if (!ry_date_parse (from, &work.first))
    g_date_set_julian (&work.first, 1);
  history->n_days = (guint) CLAMP (ry_date_days_between (from, to) + 1, 1, MAX_DAYS);
  work.held = read_held_days (store);
  work.series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.hospitals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.reported = g_new0 (gboolean, history->n_days);
  done = gather (&work, organisation, by, cancellable, &inner);
  g_hash_table_unref (work.series);
  g_hash_table_unref (work.hospitals);
  g_free (work.reported);
  if (done)
    return g_steal_pointer (&history);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), "%s: ", _ ("Reading the history of the beds"));
  return NULL;
}

/**
 * ry_bed_history_free:
 * @self: (transfer full): a history
 *
 * Frees it.
 */
void
ry_bed_history_free (RyBedHistory *self)
{
  g_free (self->from);
  g_free (self->to);
  g_ptr_array_unref (self->series);
  g_free (self);
}

/**
 * ry_bed_series_get_day:
 * @self: a curve
 * @day: which, 0 for the first
 *
 * Returns: (transfer none): the day
 */
const RyBedDay *
ry_bed_series_get_day (const RyBedSeries *self, guint day)
{
  return &g_array_index (self->days, RyBedDay, day);
}

/**
 * ry_bed_history_dup_date:
 * @self: a history
 * @day: which, 0 for the first
 *
 * Returns: (transfer full): that day, ISO 8601
 */
char *
ry_bed_history_dup_date (const RyBedHistory *self, guint day)
{
  GDate first;

  return ry_date_parse (self->from, &first) ? format_day (&first, (int) day) : NULL;
}

/**
 * ry_bed_history_speak_day:
 * @self: a history
 * @day: which, 0 for the first
 *
 * Returns: (transfer full): the day and what stood on it in every curve, for a line of words and for who listens
 */
char *
ry_bed_history_speak_day (const RyBedHistory *self, guint day)
{
  g_autofree char *iso = ry_bed_history_dup_date (self, day);
  g_autofree char *date = ry_date_format_iso (iso, RY_DATE_MONTH_DAY);
  GString *out = g_string_new (date);

  for (guint i = 0; i < self->series->len; i++) {
    const RyBedSeries *series = g_ptr_array_index (self->series, i);
    const RyBedDay *at = ry_bed_series_get_day (series, day);

    g_string_append (out, i == 0 ? "   " : " ・ ");
    if (at->beds == RY_BEDS_UNREPORTED)
      g_string_append_printf (out, _ ("%s not reported"), series->name);
    else
      g_string_append_printf (out, "%s %d", series->name, at->beds);
    if (at->beds != RY_BEDS_UNREPORTED && at->unknown > 0)
      g_string_append_printf (out,
                              g_dngettext (GETTEXT_PACKAGE, " (+%u ward unknown)", " (+%u wards unknown)", at->unknown),
                              at->unknown);
  }
  return g_string_free (out, FALSE);
}

/**
 * ry_bed_history_tabulate:
 * @self: a history
 *
 * What stands behind the chart: a line of headings, then a line a day. A day that was not reported is an empty cell,
 * and never 0.
 *
 * Returns: (transfer full) (element-type GStrv): the lines
 */
GPtrArray *
ry_bed_history_tabulate (const RyBedHistory *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint columns = 1 + 2 * self->series->len;
  GStrv heads = g_new0 (char *, columns + 1);

  heads[0] = g_strdup (_ ("Day"));
  for (guint i = 0; i < self->series->len; i++) {
    const RyBedSeries *series = g_ptr_array_index (self->series, i);

    heads[1 + 2 * i] = g_strdup (series->name);
    heads[2 + 2 * i] = g_strdup_printf (_ ("%s, wards unknown"), series->name);
  }
  g_ptr_array_add (lines, heads);
  for (guint day = 0; day < self->n_days; day++) {
    GStrv cells = g_new0 (char *, columns + 1);

    cells[0] = ry_bed_history_dup_date (self, day);
    for (guint i = 0; i < self->series->len; i++) {
      const RyBedDay *at = ry_bed_series_get_day (g_ptr_array_index (self->series, i), day);

      cells[1 + 2 * i] = at->beds == RY_BEDS_UNREPORTED ? g_strdup ("") : g_strdup_printf ("%d", at->beds);
      cells[2 + 2 * i] = g_strdup_printf ("%u", at->unknown);
    }
    g_ptr_array_add (lines, cells);
  }
  return lines;
}
