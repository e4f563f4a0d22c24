/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering the reports of all wards. The latest report of a ward is found by its id, so that five years of reports
 * cost no more than one day of them.
 */
#include "ry-beds.h"

#include "ry-date.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static void
free_row (gpointer data)
{
  RyBedRow *row = data;

  g_free (row->organisation);
  g_free (row->name);
  g_free (row->picture);
  g_free (row->reading);
  g_free (row->telephone);
  g_free (row->area);
  g_free (row->at);
  g_free (row->source);
  g_free (row);
}

static gboolean
find_function (JsonObject *ward, RyBedFunction *function)
{
  static const RyBedFunction of_stage[RY_N_STAGES] = { RY_BED_ACUTE, RY_BED_RECOVERY, RY_BED_CHRONIC };
  RyStage stage;

  if (!ry_ward_get_stage (ward, &stage))
    return FALSE;
  *function = of_stage[stage];
  return TRUE;
}

static RyBedRow *
create_row (RyDocument *organisation, RyBedFunction function)
{
  const char *liaison = ry_document_get_string (organisation, "liaison_telephone");
  const char *picture = ry_document_get_string (organisation, "picture_name");
  RyBedRow *row = g_new0 (RyBedRow, 1);

  row->organisation = g_strdup (ry_document_get_id (organisation));
  row->name = g_strdup (ry_document_get_string (organisation, "name"));
  row->picture = g_strdup (picture != NULL ? picture : row->name);
  row->reading = g_strdup (ry_document_get_string (organisation, "reading"));
  row->telephone = g_strdup (liaison != NULL ? liaison : ry_document_get_string (organisation, "telephone"));
  row->area = g_strdup (ry_document_get_string (organisation, "area"));
  row->function = function;
  row->age = RY_REPORT_NONE;
  return row;
}

static void
add_report (RyBedRow *row, JsonObject *report, RyReportAge age)
{
  const char *at = report != NULL ? ry_json_get_string (report, "at") : NULL;

  ry_bed_add (&row->sum, report, age);
  if (age < RY_REPORT_STALE) {
    row->men += ry_json_get_int (report, "men", 0);
    row->women += ry_json_get_int (report, "women", 0);
    row->single += ry_json_get_int (report, "single", 0);
    row->either += ry_json_get_int (report, "either", 0);
  }
  if (age == RY_REPORT_NONE || (row->at != NULL && g_strcmp0 (at, row->at) <= 0))
    return;
  g_free (row->at);
  g_free (row->source);
  row->at = g_strdup (at);
  row->source = g_strdup (ry_json_get_string (report, "source"));
  row->age = age;
}

static GHashTable *
index_hospitals (RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (GPtrArray) hospitals = ry_hospital_list (workspace, today, error);
  GHashTable *table;

  if (hospitals == NULL)
    return NULL;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);

    g_hash_table_insert (table, (char *) ry_document_get_id (hospital), ry_document_ref (hospital));
  }
  return table;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyBedRow *left = *(RyBedRow *const *) a, *right = *(RyBedRow *const *) b;
  g_autofree char *one = ry_text_reading_key (left->reading), *other = ry_text_reading_key (right->reading);
  int order = left->function != right->function ? (int) left->function - (int) right->function : g_strcmp0 (one, other);

  return order != 0 ? order : strcmp (left->organisation, right->organisation);
}

static void
find_freshness (RyWorkspace *workspace, RyFreshness *freshness)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  ry_freshness_init (freshness, NULL);
  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "vertical") == 0)
      ry_freshness_init (freshness, ry_document_get_root (g_ptr_array_index (councils, i)));
}

static gboolean
gather (RyWorkspace *workspace, RyBeds *beds, const char *today, const char *now, GError **error)
{
  const RyQuery query = { .kind = "ward" };
  g_autoptr (GPtrArray) wards = ry_workspace_query (workspace, &query, error);
  g_autoptr (GHashTable) hospitals = wards != NULL ? index_hospitals (workspace, today, error) : NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RyFreshness freshness;

  if (hospitals == NULL)
    return FALSE;
  find_freshness (workspace, &freshness);
  for (guint i = 0; i < wards->len; i++) {
    RyDocument *ward = g_ptr_array_index (wards, i);
    const char *of = ry_document_get_string (ward, "organisation");
    RyDocument *hospital = of != NULL ? g_hash_table_lookup (hospitals, of) : NULL;
    g_autoptr (RyDocument) report = NULL;
    g_autofree char *key = NULL;
    RyBedFunction function;
    RyBedRow *row;

    if (hospital == NULL || !ry_ward_holds_on (ry_document_get_root (ward), today) || !find_function (ry_document_get_root (ward), &function))
      continue;
    key = g_strdup_printf ("%d %s", (int) function, of);
    row = g_hash_table_lookup (rows, key);
    if (row == NULL) {
      row = create_row (hospital, function);
      g_hash_table_insert (rows, g_steal_pointer (&key), row);
      g_ptr_array_add (beds->rows, row);
    }
    report = ry_bed_get_latest (workspace, ry_document_get_id (ward), today, error);
    if (*error != NULL)
      return FALSE;
    add_report (row, report != NULL ? ry_document_get_root (report) : NULL,
                ry_bed_get_age (report != NULL ? ry_document_get_root (report) : NULL, now, &freshness));
  }
  return TRUE;
}

/**
 * ry_beds_new:
 * @workspace: where
 * @today: the day, ISO 8601
 * @now: the moment against which reports are old, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what every hospital said last
 */
RyBeds *
ry_beds_new (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  g_autoptr (RyBeds) beds = g_new0 (RyBeds, 1);
  g_autoptr (GError) local = NULL;

  beds->rows = g_ptr_array_new_with_free_func (free_row);
  if (!gather (workspace, beds, today, now, &local)) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", _ ("Gathering the vacant beds"));
    return NULL;
  }
  g_ptr_array_sort (beds->rows, compare_rows);
  return g_steal_pointer (&beds);
}

/**
 * ry_beds_free:
 * @beds: (transfer full): beds
 *
 * Frees them.
 */
void
ry_beds_free (RyBeds *beds)
{
  g_ptr_array_unref (beds->rows);
  g_free (beds);
}

/**
 * ry_beds_sum:
 * @beds: beds
 * @function: which
 * @sum: (out caller-allocates): beds that can be had; reported and unknown count hospitals here, not wards
 *
 * Sums a function over the hospitals.
 */
void
ry_beds_sum (RyBeds *beds, RyBedFunction function, RyBedSum *sum)
{
  *sum = (RyBedSum){ 0 };
  for (guint i = 0; i < beds->rows->len; i++) {
    RyBedRow *row = g_ptr_array_index (beds->rows, i);

    if (row->function != function)
      continue;
    sum->beds += row->sum.beds;
    sum->reported += row->sum.reported > 0;
    sum->unknown += row->sum.reported == 0;
  }
}

/**
 * ry_bed_function_get_name:
 * @function: a function
 *
 * Returns: what it is called
 */
const char *
ry_bed_function_get_name (RyBedFunction function)
{
  static const char *const names[RY_N_BED_FUNCTIONS] = { N_ ("Acute"), N_ ("Recovery"), N_ ("Chronic") };

  return _ (names[function]);
}

/**
 * ry_bed_format_moment:
 * @at: (nullable): when something was reported, ISO 8601
 * @now: the present moment
 *
 * Returns: (transfer full): as a person would say it, in local time: 8:41, 16:50 yesterday, 11/18
 */
char *
ry_bed_format_moment (const char *at, const char *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) then = at != NULL ? g_date_time_new_from_iso8601 (at, zone) : NULL;
  g_autoptr (GDateTime) present = g_date_time_new_from_iso8601 (now, zone);
  g_autoptr (GDateTime) then_here = then != NULL ? g_date_time_to_timezone (then, zone) : NULL;
  g_autoptr (GDateTime) here = present != NULL ? g_date_time_to_timezone (present, zone) : NULL;
  GDate day, today;

  if (then_here == NULL || here == NULL)
    return g_strdup (_ ("not reported"));
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (then_here), (GDateMonth) g_date_time_get_month (then_here), (GDateYear) g_date_time_get_year (then_here));
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (here), (GDateMonth) g_date_time_get_month (here), (GDateYear) g_date_time_get_year (here));
  switch (g_date_days_between (&day, &today)) {
  case 0:
    return g_date_time_format (then_here, "%-H:%M");
  case 1:
    return g_date_time_format (then_here, _ ("yesterday %-H:%M"));
  default:
    return g_date_time_format (then_here, "%-m/%-d");
  }
}
