/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register in rows. Every ward of a hospital and function adds to one row, and says what of it is unknown.
 */
#include "ry-beds.h"

#include "ry-bed-register.h"
#include "ry-date.h"
#include "ry-json.h"

#include <glib/gi18n-lib.h>

#define NEWS_S 60

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

static RyBedRow *
create_row (const RyBedHospital *hospital, RyBedFunction function)
{
  RyDocument *organisation = hospital->document;
  const char *picture = ry_document_get_string (organisation, "picture_name");
  RyBedRow *row = g_new0 (RyBedRow, 1);

  row->organisation = g_strdup (ry_document_get_id (organisation));
  row->name = g_strdup (ry_document_get_string (organisation, "name"));
  row->picture = g_strdup (picture != NULL ? picture : row->name);
  row->reading = g_strdup (ry_document_get_string (organisation, "reading"));
  row->telephone = g_strdup (ry_bed_hospital_get_telephone (hospital));
  row->area = g_strdup (ry_document_get_string (organisation, "area"));
  row->function = function;
  row->age = RY_REPORT_NONE;
  return row;
}

static void
add_ward (RyBedRow *row, const RyBedWard *ward, RyReportAge age)
{
  if (age >= RY_REPORT_STALE) {
    row->sum.unknown++;
    return;
  }
  row->sum.reported++;
  row->sum.beds += ry_bed_sum_figures (&ward->said);
  row->men += ward->said.split[0];
  row->women += ward->said.split[1];
  row->single += ward->said.split[2];
  row->either += ward->said.split[3];
}

static void
tell_report (RyBedRow *row, const RyBedWard *ward, RyReportAge age)
{
  row->age = age;
  row->at = g_strdup (ry_document_get_string (ward->report, "at"));
  row->source = g_strdup (ry_document_get_string (ward->report, "source"));
}

/* The wards of one function in one row, with the time of the newest report. */
static RyBedRow *
gather_hospital (
    RyBedRegister *reg, const RyBedHospital *hospital, RyBedFunction function, const char *today, gint64 now)
{
  const RyBedWard *newest = NULL;
  RyBedRow *row = NULL;

  for (guint i = 0; i < hospital->wards->len; i++) {
    const RyBedWard *ward = g_ptr_array_index (hospital->wards, i);
    RyReportAge age = ry_bed_register_get_age (reg, ward, now);

    if (ward->function != function || !ry_bed_ward_holds_on (ward, today))
      continue;
    if (row == NULL)
      row = create_row (hospital, function);
    add_ward (row, ward, age);
    if (age != RY_REPORT_NONE && (newest == NULL || ward->said.at > newest->said.at))
      newest = ward;
  }
  if (newest != NULL)
    tell_report (row, newest, ry_bed_register_get_age (reg, newest, now));
  return row;
}

/**
 * ry_beds_new_from:
 * @reg: what is known
 * @today: the day, ISO 8601
 * @now: the moment against which reports are old, ISO 8601
 *
 * Returns: (transfer full): what every hospital said last
 */
RyBeds *
ry_beds_new_from (RyBedRegister *reg, const char *today, const char *now)
{
  RyBeds *beds = g_new0 (RyBeds, 1);
  GPtrArray *hospitals = ry_bed_register_get_hospitals (reg);
  gint64 moment = ry_bed_parse_moment (now);

  beds->rows = g_ptr_array_new_with_free_func (free_row);
  beds->freshness = *ry_bed_register_get_freshness (reg);
  for (RyBedFunction function = 0; function < RY_N_BED_FUNCTIONS; function++)
    for (guint i = 0; i < hospitals->len; i++) {
      RyBedRow *row = gather_hospital (reg, g_ptr_array_index (hospitals, i), function, today, moment);

      if (row != NULL)
        g_ptr_array_add (beds->rows, row);
    }
  return beds;
}

/**
 * ry_beds_new:
 * @workspace: where
 * @today: the day, ISO 8601
 * @now: the moment against which reports are old, ISO 8601
 * @error: return location for an error
 *
 * For who asks once; who asks again keeps a register and asks ry_beds_new_from().
 *
 * Returns: (transfer full) (nullable): what every hospital said last
 */
RyBeds *
ry_beds_new (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  g_autoptr (RyBedRegister) reg = ry_bed_register_new ();

  return ry_bed_register_refresh (reg, ry_workspace_get_store (workspace, "council"), today, error)
             ? ry_beds_new_from (reg, today, now)
             : NULL;
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
 * ry_beds_compare:
 * @beds: what was found now
 * @before: (nullable): what was found at the look before
 * @now: the present moment, in seconds since 1970
 *
 * Marks the rows for which a report came since, for a minute.
 */
void
ry_beds_compare (RyBeds *beds, RyBeds *before, gint64 now)
{
  g_autoptr (GHashTable) old = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; before != NULL && i < before->rows->len; i++) {
    RyBedRow *row = g_ptr_array_index (before->rows, i);

    g_hash_table_insert (old, g_strdup_printf ("%d %s", row->function, row->organisation), row);
  }
  for (guint i = 0; before != NULL && i < beds->rows->len; i++) {
    RyBedRow *row = g_ptr_array_index (beds->rows, i);
    g_autofree char *key = g_strdup_printf ("%d %s", row->function, row->organisation);
    const RyBedRow *was = g_hash_table_lookup (old, key);

    row->changed =
        was == NULL || g_strcmp0 (was->at, row->at) != 0 || was->sum.beds != row->sum.beds ? now : was->changed;
    row->is_news = row->changed > 0 && now - row->changed < NEWS_S;
  }
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
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (then_here),
                  (GDateMonth) g_date_time_get_month (then_here), (GDateYear) g_date_time_get_year (then_here));
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (here), (GDateMonth) g_date_time_get_month (here),
                  (GDateYear) g_date_time_get_year (here));
  switch (g_date_days_between (&day, &today)) {
  case 0:
    return g_date_time_format (then_here, "%-H:%M");
  case 1:
    return g_date_time_format (then_here, _ ("yesterday %-H:%M"));
  default:
    return g_date_time_format (then_here, "%-m/%-d");
  }
}
