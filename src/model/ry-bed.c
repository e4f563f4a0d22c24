/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report of vacant beds says. The rules stand in ry-bed.h; everything here but ry_bed_get_latest() is pure.
 */
#include "ry-bed.h"

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-text.h"

#include <stdio.h>
#include <string.h>

#define FRESH_HOURS 24
#define STALE_HOURS 72

static const char *const split[] = { "men", "women", "single", "either" };

/**
 * ry_freshness_init:
 * @freshness: (out caller-allocates): how long reports count
 * @council: (nullable): the council whose limits hold
 *
 * Takes the limits of @council: 24 and 72 hours where it names none.
 */
void
ry_freshness_init (RyFreshness *freshness, JsonObject *council)
{
  freshness->fresh = council != NULL ? ry_json_get_int (council, "fresh_hours", FRESH_HOURS) : FRESH_HOURS;
  freshness->stale = council != NULL ? ry_json_get_int (council, "stale_hours", STALE_HOURS) : STALE_HOURS;
}

/**
 * ry_freshness_get_age:
 * @freshness: how long reports count
 * @then: when it was reported, in seconds since 1970
 * @now: the present moment, likewise
 *
 * Returns: how old that report is; %RY_REPORT_NONE is never one of them
 */
RyReportAge
ry_freshness_get_age (const RyFreshness *freshness, gint64 then, gint64 now)
{
  gint64 seconds = now - then;

  if (seconds < -24 * 3600)
    return RY_REPORT_STALE;
  return seconds <= freshness->fresh * 3600   ? RY_REPORT_FRESH
         : seconds <= freshness->stale * 3600 ? RY_REPORT_AGING
                                              : RY_REPORT_STALE;
}

/**
 * ry_bed_get_age:
 * @report: (nullable): a report
 * @now: the present moment, ISO 8601
 * @freshness: how long reports count
 *
 * A report that carries no moment, or one that lies ahead of @now by more than a day, is not believed to be fresh.
 *
 * Returns: how old it is
 */
RyReportAge
ry_bed_get_age (JsonObject *report, const char *now, const RyFreshness *freshness)
{
  const char *at = report != NULL ? ry_json_get_string (report, "at") : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) then = at != NULL ? g_date_time_new_from_iso8601 (at, zone) : NULL;
  g_autoptr (GDateTime) present = g_date_time_new_from_iso8601 (now, zone);

  if (!ry_bed_get_available (report, NULL))
    return RY_REPORT_NONE;
  if (then == NULL || present == NULL)
    return RY_REPORT_STALE;
  return ry_freshness_get_age (freshness, g_date_time_to_unix (then), g_date_time_to_unix (present));
}

/**
 * ry_bed_get_available:
 * @report: (nullable): a report
 * @beds: (out) (optional): beds with staff that can be had
 *
 * Empty is not available: only beds told as available, split by men, women, single and either, count.
 *
 * Returns: whether it says how many
 */
gboolean
ry_bed_get_available (JsonObject *report, gint64 *beds)
{
  gint64 sum = 0;
  gboolean told = FALSE;

  for (guint i = 0; report != NULL && i < G_N_ELEMENTS (split); i++)
    if (json_object_has_member (report, split[i])) {
      sum += ry_json_get_int (report, split[i], 0);
      told = TRUE;
    }
  if (told && beds != NULL)
    *beds = sum;
  return told;
}

static gboolean
scan_figure (const RyJsonMember *member, gpointer data, GError **error)
{
  RyBedFigures *figures = data;
  gboolean is_number = *member->value == '-' || g_ascii_isdigit (*member->value);

  for (guint i = 0; i < G_N_ELEMENTS (split); i++)
    if (strcmp (member->key, split[i]) == 0) {
      figures->split[i] = is_number ? g_ascii_strtoll (member->value, NULL, 10) : 0;
      figures->told = TRUE;
    }
  if (is_number && strcmp (member->key, "out") == 0)
    figures->out = g_ascii_strtoll (member->value, NULL, 10);
  if (is_number && strcmp (member->key, "out_72") == 0)
    figures->out_72 = g_ascii_strtoll (member->value, NULL, 10);
  if (*member->value != '"')
    return TRUE;
  if (strcmp (member->key, "date") == 0)
    g_strlcpy (figures->date, member->value + 1, MIN (sizeof figures->date, member->length - 1));
  if (strcmp (member->key, "at") == 0) {
    g_autofree char *at = ry_json_decode_string (member->value, member->length, NULL);

    figures->at = ry_bed_parse_moment (at);
  }
  return TRUE;
}

/**
 * ry_bed_read_figures:
 * @report: a report
 * @figures: (out caller-allocates): what it says
 *
 * Looks through its text instead of parsing it: for who reads thousands.
 */
void
ry_bed_read_figures (RyDocument *report, RyBedFigures *figures)
{
  gsize length;
  const char *body = ry_document_get_body (report, &length);

  *figures = (RyBedFigures){ 0 };
  ry_json_scan_object (body, (gssize) length, scan_figure, figures, NULL);
}

/**
 * ry_bed_sum_figures:
 * @figures: what a report says
 *
 * Returns: all beds that can be had
 */
gint64
ry_bed_sum_figures (const RyBedFigures *figures)
{
  return figures->split[0] + figures->split[1] + figures->split[2] + figures->split[3];
}

/**
 * ry_bed_parse_moment:
 * @at: (nullable): a moment, ISO 8601
 *
 * Returns: it in seconds since 1970, or 0
 */
gint64
ry_bed_parse_moment (const char *at)
{
  g_autoptr (GDateTime) moment = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;

  if (moment == NULL && at != NULL) { /* it names no zone */
    g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

    moment = g_date_time_new_from_iso8601 (at, zone);
  }
  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/**
 * ry_bed_add:
 * @sum: what it is added to
 * @report: (nullable): a report
 * @age: its age
 *
 * Adds a report to a sum; one that is missing or stale is unknown there.
 */
void
ry_bed_add (RyBedSum *sum, JsonObject *report, RyReportAge age)
{
  gint64 beds;

  if (age >= RY_REPORT_STALE || !ry_bed_get_available (report, &beds)) {
    sum->unknown++;
    return;
  }
  sum->beds += beds;
  sum->reported++;
}

/**
 * ry_bed_dup_moment:
 * @date: a day, ISO 8601
 * @clock: a time of that day as it is typed, 8:50 or 08:50, in digits of any width
 *
 * Returns: (transfer full) (nullable): that moment, ISO 8601 in UTC; %NULL where @clock is no time
 */
char *
ry_bed_dup_moment (const char *date, const char *clock)
{
  g_autofree char *folded = ry_text_nfkc (clock);
  g_autoptr (GDateTime) here = NULL, utc = NULL;
  int hour, minute, end = 0;
  GDate day;

  if (!ry_date_parse (date, &day) || sscanf (folded, " %2d:%2d %n", &hour, &minute, &end) != 2 || folded[end] != '\0')
    return NULL;
  here =
      g_date_time_new_local (g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day), hour, minute, 0);
  utc = here != NULL ? g_date_time_to_utc (here) : NULL;
  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/**
 * ry_bed_dup_id:
 * @ward: a ward's id
 * @date: the day, ISO 8601
 *
 * Returns: (transfer full): the id of the ward's report of that day
 */
char *
ry_bed_dup_id (const char *ward, const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);
  g_autofree char *day = g_strjoinv ("", parts);

  return g_strdup_printf ("bed:%s:%s", g_str_has_prefix (ward, "ward:") ? ward + strlen ("ward:") : ward, day);
}

/**
 * ry_bed_read_latest:
 * @store: the council's space
 * @ward: a ward's id
 * @until: (nullable): the last day to look at, ISO 8601; %NULL for whatever there is
 * @error: return location for an error
 *
 * The days stand at the ends of the ids, so the latest is found in the index of the ids, however many there are.
 *
 * Returns: (transfer full) (nullable): the ward's latest report; %NULL without an error where there is none
 */
RyDocument *
ry_bed_read_latest (RyStore *store, const char *ward, const char *until, GError **error)
{
  g_autofree char *first = ry_bed_dup_id (ward, "");
  g_autofree char *last = ry_bed_dup_id (ward, until != NULL ? until : "9");
  const RyIdRange range = { .start = last, .end = first, .descending = TRUE };
  g_autoptr (GPtrArray) found = ry_store_read_range (store, &range, 1, error);

  return found != NULL && found->len > 0 ? ry_document_ref (g_ptr_array_index (found, 0)) : NULL;
}

/**
 * ry_bed_get_latest:
 * @workspace: where
 * @ward: a ward's id
 * @until: (nullable): the last day to look at, ISO 8601; %NULL for whatever there is
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): as ry_bed_read_latest()
 */
RyDocument *
ry_bed_get_latest (RyWorkspace *workspace, const char *ward, const char *until, GError **error)
{
  return ry_bed_read_latest (ry_workspace_get_store (workspace, "council"), ward, until, error);
}

/**
 * ry_stage_parse:
 * @function: (nullable): the code of a ward's function
 * @stage: (out): the stage it belongs to
 *
 * Returns: whether it belongs to one
 */
gboolean
ry_stage_parse (const char *function, RyStage *stage)
{
  static const struct {
    const char *function;
    RyStage stage;
  } stages[] = {
    { "high_acute", RY_STAGE_ACUTE },
    { "acute", RY_STAGE_ACUTE },
    { "recovery", RY_STAGE_RECOVERY },
    { "chronic", RY_STAGE_CHRONIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (function, stages[i].function) == 0) {
      *stage = stages[i].stage;
      return TRUE;
    }
  return FALSE;
}

/**
 * ry_ward_get_stage:
 * @ward: a ward
 * @stage: (out): the stage its function belongs to
 *
 * Returns: whether it has one; a closed ward has none
 */
gboolean
ry_ward_get_stage (JsonObject *ward, RyStage *stage)
{
  return ry_stage_parse (ry_json_get_string (ward, "function"), stage);
}
