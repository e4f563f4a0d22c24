/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's list and the month's grid. Both ask for the ids of reports alone: the day stands at the end of each.
 */
#include "ry-chase.h"

#include <stdlib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-term.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static void
free_line (gpointer data)
{
  RyChaseLine *line = data;

  g_free (line->organisation);
  g_free (line->name);
  g_free (line->reading);
  g_free (line->telephone);
  g_free (line->contact);
  g_free (line->at);
  g_free (line->caller);
  g_clear_pointer (&line->call, ry_document_unref);
  g_free (line);
}

static void
free_row (gpointer data)
{
  RyChaseRow *row = data;

  g_free (row->organisation);
  g_free (row->name);
  g_free (row->picture);
  g_free (row->reading);
  g_array_unref (row->days);
  g_free (row);
}

/* ---- Which hospitals, and their wards of a day ---- */

static GPtrArray *
list_hospitals (RyStore *store, GError **error)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };

  return ry_store_query (store, &query, NULL, error);
}

static gboolean
is_open (RyDocument *hospital)
{
  return g_strcmp0 (ry_document_get_string (hospital, "status"), "closed") != 0;
}

static gboolean
reports (RyDocument *ward, const char *day)
{
  RyStage stage;

  return ry_term_holds_on (ry_document_get_root (ward), day) && ry_ward_get_stage (ry_document_get_root (ward), &stage);
}

/* (element-type utf8 GPtrArray): the wards of each hospital. */
static GHashTable *
index_wards (RyStore *store, GError **error)
{
  const RyQuery query = { .kind = "ward" };
  g_autoptr (GPtrArray) wards = ry_store_query (store, &query, NULL, error);
  GHashTable *table;

  if (wards == NULL)
    return NULL;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < wards->len; i++) {
    const char *of = ry_document_get_string (g_ptr_array_index (wards, i), "organisation");
    GPtrArray *list = of != NULL ? g_hash_table_lookup (table, of) : NULL;

    if (of == NULL)
      continue;
    if (list == NULL)
      g_hash_table_insert (table, g_strdup (of),
                           list = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref));
    g_ptr_array_add (list, ry_document_ref (g_ptr_array_index (wards, i)));
  }
  return table;
}

/* ---- The morning ---- */

static void
fill_call (RyChaseLine *line, RyWorkspace *workspace, const char *today)
{
  g_autofree char *id = ry_chase_dup_id (line->organisation, today);

  line->call = ry_workspace_get (workspace, id, NULL);
  if (line->call != NULL)
    line->caller = g_strdup (ry_document_get_string (line->call, "by"));
}

static RyChaseLine *
create_line (const RyBedHospital *hospital)
{
  RyChaseLine *line = g_new0 (RyChaseLine, 1);
  const char *contact = hospital->sheet != NULL ? ry_document_get_string (hospital->sheet, "door_contact") : NULL;

  line->organisation = g_strdup (hospital->id);
  line->name = g_strdup (ry_bed_hospital_get_name (hospital));
  line->reading = g_strdup (ry_document_get_string (hospital->document, "reading"));
  line->telephone = g_strdup (ry_bed_hospital_get_telephone (hospital));
  line->contact = g_strdup (contact != NULL ? contact : ry_document_get_string (hospital->document, "contact"));
  line->age = RY_REPORT_NONE;
  line->days = -1;
  return line;
}

static void
look_at_ward (RyChaseLine *line, const RyBedWard *ward, const char *today)
{
  int days = ward->report != NULL ? ry_date_days_between (ward->said.date, today) : -1;

  line->wards++;
  line->missing += days != 0;
  if (days >= 0)
    line->days = line->days < 0 ? days : MIN (line->days, days);
}

/* The line of a hospital that misses something, with its newest report; %NULL where nothing is missing. */
static RyChaseLine *
look_at_hospital (RyChase *self, RyBedRegister *reg, const RyBedHospital *hospital, gint64 now)
{
  RyChaseLine *line = create_line (hospital);
  const RyBedWard *newest = NULL;

  for (guint i = 0; i < hospital->wards->len; i++) {
    const RyBedWard *ward = g_ptr_array_index (hospital->wards, i);

    if (!ry_bed_ward_holds_on (ward, self->date))
      continue;
    look_at_ward (line, ward, self->date);
    if (ward->said.at != 0 && (newest == NULL || ward->said.at > newest->said.at))
      newest = ward;
  }
  if (line->missing == 0) {
    self->reported += line->wards > 0;
    free_line (line);
    return NULL;
  }
  if (newest != NULL) {
    line->at = g_strdup (ry_document_get_string (newest->report, "at"));
    line->age = ry_bed_register_get_age (reg, newest, now);
  }
  return line;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const RyChaseLine *left = *(RyChaseLine *const *) a, *right = *(RyChaseLine *const *) b;
  guint one = left->days < 0 ? G_MAXUINT : (guint) left->days,
        other = right->days < 0 ? G_MAXUINT : (guint) right->days;
  int order = g_strcmp0 (left->at, right->at);

  if (one != other)
    return one > other ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (left->reading, right->reading);
}

/* By the clock on the wall. */
static gboolean
is_past (const char *at, const char *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (now, zone);
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;
  g_autofree char *clock = here != NULL ? g_date_time_format (here, "%H:%M") : NULL;
  g_autofree char *padded = strlen (at) == 4 ? g_strconcat ("0", at, NULL) : g_strdup (at);

  return clock == NULL || strcmp (clock, padded) >= 0;
}

/**
 * ry_chase_new_from:
 * @reg: what is known on @today
 * @workspace: where the calls are
 * @today: the day, ISO 8601
 * @now: the present moment, ISO 8601
 *
 * Returns: (transfer full): who is missing
 */
RyChase *
ry_chase_new_from (RyBedRegister *reg, RyWorkspace *workspace, const char *today, const char *now)
{
  RyChase *self = g_new0 (RyChase, 1);
  GPtrArray *hospitals = ry_bed_register_get_hospitals (reg);
  RyDocument *council = ry_bed_register_get_council (reg);
  const char *at = council != NULL ? ry_document_get_string (council, "chase_at") : NULL;
  gint64 moment = ry_bed_parse_moment (now);

  self->date = g_strdup (today);
  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->at = g_strdup (at != NULL && *at != '\0' ? at : RY_CHASE_AT);
  for (guint i = 0; i < hospitals->len; i++) {
    RyChaseLine *line = look_at_hospital (self, reg, g_ptr_array_index (hospitals, i), moment);

    if (line == NULL)
      continue;
    fill_call (line, workspace, today);
    self->called += line->call != NULL;
    g_ptr_array_add (self->lines, line);
  }
  g_ptr_array_sort (self->lines, compare_lines);
  self->due = is_past (self->at, now);
  return self;
}

/**
 * ry_chase_new:
 * @workspace: where
 * @today: the day, ISO 8601
 * @now: the present moment, ISO 8601
 * @error: return location for an error
 *
 * For who asks once; who asks again keeps a register and asks ry_chase_new_from().
 *
 * Returns: (transfer full) (nullable): who is missing
 */
RyChase *
ry_chase_new (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  g_autoptr (RyBedRegister) reg = ry_bed_register_new ();

  return ry_bed_register_refresh (reg, ry_workspace_get_store (workspace, "council"), today, error)
             ? ry_chase_new_from (reg, workspace, today, now)
             : NULL;
}

/**
 * ry_chase_free:
 * @self: (transfer full): a list
 *
 * Frees it.
 */
void
ry_chase_free (RyChase *self)
{
  g_free (self->date);
  g_free (self->at);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * ry_chase_dup_id:
 * @organisation: a hospital's id
 * @date: the day, ISO 8601
 *
 * Returns: (transfer full): the id under which a call to it on that day stands
 */
char *
ry_chase_dup_id (const char *organisation, const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);
  g_autofree char *day = g_strjoinv ("", parts);
  const char *key = strchr (organisation, ':');

  return g_strdup_printf ("chase:%s:%s", key != NULL ? key + 1 : organisation, day);
}

/**
 * ry_chase_create_edit:
 * @line: a line
 * @date: the day, ISO 8601
 * @called: whether it was called; otherwise the tick is taken away
 * @now: when, ISO 8601
 * @by: (nullable): the name of who called
 *
 * Returns: (transfer full): what notes it
 */
RyEdit *
ry_chase_create_edit (const RyChaseLine *line, const char *date, gboolean called, const char *now, const char *by)
{
  g_autofree char *id = ry_chase_dup_id (line->organisation, date);
  JsonObject *content;

  if (!called)
    return ry_edit_new (id, line->call, NULL);
  content = line->call != NULL ? ry_document_dup_root (line->call) : json_object_new ();
  ry_json_set_string (content, "kind", "chase");
  ry_json_set_string (content, "organisation", line->organisation);
  ry_json_set_string (content, "date", date);
  ry_json_set_string (content, "called_at", now);
  ry_json_set_string (content, "by", by);
  return ry_edit_new (id, line->call, content);
}

/* ---- The month ---- */

static gboolean
count_ward (RyStore *store, RyDocument *ward, const char *from, const char *to, guint *told, GError **error)
{
  const char *id = ry_document_get_id (ward);
  g_autofree char *start = ry_bed_dup_id (id, from), *end = ry_bed_dup_id (id, to);
  const RyIdRange range = { .start = start, .end = end };
  g_autoptr (GPtrArray) ids = ry_store_list_ids (store, &range, 0, -1, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    const char *found = ((RyChange *) g_ptr_array_index (ids, i))->id;
    gsize length = strlen (found);
    int day = length > 2 ? atoi (found + length - 2) : 0;

    if (day >= 1 && day <= 31)
      told[day - 1]++;
  }
  return ids != NULL;
}

static void
fill_row (RyChaseRow *row, GPtrArray *wards, const char *from, guint n_days, const guint *told)
{
  for (guint day = 0; day < n_days; day++) {
    g_autofree char *date = g_strdup_printf ("%.8s%02u", from, day + 1);
    guint there = 0;
    guint8 share;

    for (guint i = 0; i < wards->len; i++)
      there += reports (g_ptr_array_index (wards, i), date);
    share = there > 0 ? (guint8) MIN (told[day] * 100 / there, 100) : 0;
    row->reported += share == 100;
    row->partly += share > 0 && share < 100;
    g_array_append_val (row->days, share);
  }
}

static gboolean
add_row (RyChaseMonth *self, RyStore *store, RyDocument *hospital, GPtrArray *wards, const char *to, GError **error)
{
  RyChaseRow *row = g_new0 (RyChaseRow, 1);
  guint told[31] = { 0 };

  row->organisation = g_strdup (ry_document_get_id (hospital));
  row->name = g_strdup (ry_document_get_string (hospital, "name"));
  row->picture = ry_hospital_dup_picture (hospital);
  row->reading = g_strdup (ry_document_get_string (hospital, "reading"));
  row->days = g_array_new (FALSE, FALSE, sizeof (guint8));
  g_ptr_array_add (self->rows, row);
  for (guint i = 0; i < wards->len; i++)
    if (!count_ward (store, g_ptr_array_index (wards, i), self->from, to, told, error))
      return FALSE;
  fill_row (row, wards, self->from, self->n_days, told);
  return TRUE;
}

/**
 * ry_chase_month_new:
 * @store: the council's space
 * @month: any day of it, ISO 8601
 * @today: the day, ISO 8601: what lies after it is left out
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): who reported on which day
 */
RyChaseMonth *
ry_chase_month_new (RyStore *store, const char *month, const char *today, GError **error)
{
  g_autoptr (RyChaseMonth) self = g_new0 (RyChaseMonth, 1);
  g_autoptr (GPtrArray) hospitals = list_hospitals (store, error);
  g_autoptr (GHashTable) wards = hospitals != NULL ? index_wards (store, error) : NULL;
  g_autofree char *to = NULL;
  GDate day;

  if (wards == NULL || !ry_date_parse (month, &day))
    return NULL;
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->from = g_strdup_printf ("%.8s01", month);
  self->n_days = g_date_get_days_in_month (g_date_get_month (&day), g_date_get_year (&day));
  if (strncmp (month, today, 7) == 0)
    self->n_days = MIN (self->n_days, (guint) atoi (today + 8));
  to = g_strdup_printf ("%.8s%02u", month, self->n_days);
  for (guint i = 0; i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);
    GPtrArray *own = g_hash_table_lookup (wards, ry_document_get_id (hospital));

    if (own != NULL && is_open (hospital) && !add_row (self, store, hospital, own, to, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * ry_chase_month_free:
 * @self: (transfer full): a month
 *
 * Frees it.
 */
void
ry_chase_month_free (RyChaseMonth *self)
{
  g_free (self->from);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * ry_chase_month_tabulate:
 * @self: a month
 *
 * Returns: (transfer full) (element-type GStrv): a line of headings and a line a hospital: days reported, in part, not
 * at all, the share of days, and every day by a sign and word
 */
GPtrArray *
ry_chase_month_tabulate (const RyChaseMonth *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  GPtrArray *heads = g_ptr_array_new ();
  const char *const words[] = { _ ("Hospital"), _ ("Days reported"), _ ("Days reported in part"),
                                _ ("Days not reported"), _ ("Share reported, %") };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (heads, g_strdup (words[i]));
  for (guint day = 0; day < self->n_days; day++)
    g_ptr_array_add (heads, g_strdup_printf ("%.8s%02u", self->from, day + 1));
  g_ptr_array_add (heads, NULL);
  g_ptr_array_add (lines, g_ptr_array_free (heads, FALSE));
  for (guint i = 0; i < self->rows->len; i++) {
    const RyChaseRow *row = g_ptr_array_index (self->rows, i);
    GPtrArray *cells = g_ptr_array_new ();

    g_ptr_array_add (cells, g_strdup (row->name));
    g_ptr_array_add (cells, g_strdup_printf ("%u", row->reported));
    g_ptr_array_add (cells, g_strdup_printf ("%u", row->partly));
    g_ptr_array_add (cells, g_strdup_printf ("%u", self->n_days - row->reported - row->partly));
    g_ptr_array_add (cells,
                     g_strdup_printf ("%u",
                                      self->n_days > 0 ? (row->reported * 100 + self->n_days / 2) / self->n_days : 0));
    for (guint day = 0; day < row->days->len; day++) {
      guint8 share = g_array_index (row->days, guint8, day);

      g_ptr_array_add (cells, g_strdup (share == 100 ? _ ("reported")
                                        : share > 0  ? _ ("in part")
                                                     : _ ("not reported")));
    }
    g_ptr_array_add (cells, NULL);
    g_ptr_array_add (lines, g_ptr_array_free (cells, FALSE));
  }
  return lines;
}
