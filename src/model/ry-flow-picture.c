/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering the ways of a year. A way to a hospital that is no member is left out, never drawn as one home. What was
 * declared and not counted stays a way without a number.
 */
#include "ry-flow-picture.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-matrix.h"

#include <glib/gi18n-lib.h>

static void
free_hospital (gpointer data)
{
  RyFlowHospital *hospital = data;

  g_free (hospital->id);
  g_free (hospital->name);
  g_free (hospital->picture);
  g_free (hospital->reading);
  g_free (hospital);
}

/* ---- Hospitals ---- */

/* Members of the council as they are today: the picture of an earlier year is read by those who work together now. */
static gboolean
gather_hospitals (RyFlowPicture *flows, RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (RyMatrix) matrix = ry_matrix_new (workspace, today, error);

  if (matrix == NULL)
    return FALSE;
  for (guint i = 0; i < matrix->rows->len; i++) {
    RyMatrixRow *row = ry_matrix_get_row (matrix, i);
    RyFlowHospital *hospital = g_new0 (RyFlowHospital, 1);

    hospital->id = g_steal_pointer (&row->id);
    hospital->name = g_steal_pointer (&row->name);
    hospital->picture = g_steal_pointer (&row->picture);
    hospital->reading = g_steal_pointer (&row->reading);
    hospital->stage = row->stage;
    hospital->wait = -1;
    g_ptr_array_add (flows->hospitals, hospital);
  }
  return TRUE;
}

static gboolean
find_end (RyFlowPicture *flows, const char *id, guint *end)
{
  *end = RY_FLOW_HOME;
  if (id == NULL || *id == '\0')
    return TRUE;
  for (guint i = 0; i < flows->hospitals->len; i++)
    if (g_strcmp0 (ry_flow_picture_get_hospital (flows, i)->id, id) == 0) {
      *end = i;
      return TRUE;
    }
  return FALSE;
}

/* ---- Ways ---- */

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

static void
gather_years (RyFlowPicture *flows, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++) {
    int year = (int) ry_json_get_int (ry_document_get_root (g_ptr_array_index (documents, i)), "year", 0);
    gboolean known = year == 0;

    for (guint j = 0; j < flows->years->len; j++)
      known |= g_array_index (flows->years, int, j) == year;
    if (!known)
      g_array_append_val (flows->years, year);
  }
  g_array_sort (flows->years, compare_years);
  if (flows->year == 0 && flows->years->len > 0)
    flows->year = g_array_index (flows->years, int, 0);
}

static void
gather_ways (RyFlowPicture *flows, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++) {
    JsonObject *root = ry_document_get_root (g_ptr_array_index (documents, i));
    RyFlowWay way = { .yearly = ry_json_get_int (root, "counted", 0),
                      .counted = json_object_has_member (root, "counted"),
                      .wait = (int) ry_json_get_int (root, "wait", -1) };

    if (ry_json_get_int (root, "year", 0) == flows->year &&
        find_end (flows, ry_json_get_string (root, "from"), &way.from) &&
        find_end (flows, ry_json_get_string (root, "to"), &way.to) && way.from != way.to && way.yearly >= 0)
      g_array_append_val (flows->ways, way);
  }
}

static void
count_way (RyFlowPicture *flows, const RyFlowWay *way)
{
  double monthly = (double) way->yearly / 12;

  if (way->from != RY_FLOW_HOME)
    ry_flow_picture_get_hospital (flows, way->from)->out += monthly;
  if (way->to == RY_FLOW_HOME) {
    flows->home += monthly;
    return;
  }
  ry_flow_picture_get_hospital (flows, way->to)->in += monthly;
  ry_flow_picture_get_hospital (flows, way->to)->wait =
      MAX (ry_flow_picture_get_hospital (flows, way->to)->wait, way->wait);
}

static RyFlowGap
find_gap (RyFlowPicture *flows, guint hospital)
{
  RyFlowGap gap = RY_FLOW_NOT_DECLARED;

  for (guint i = 0; i < flows->ways->len; i++) {
    const RyFlowWay *way = &g_array_index (flows->ways, RyFlowWay, i);

    if (way->from != hospital)
      continue;
    if (way->counted)
      return RY_FLOW_NO_GAP;
    gap = RY_FLOW_NOT_COUNTED;
  }
  return gap;
}

static void
judge (RyFlowPicture *flows)
{
  for (guint i = 0; i < flows->ways->len; i++)
    count_way (flows, &g_array_index (flows->ways, RyFlowWay, i));
  for (guint i = 0; i < flows->hospitals->len && flows->ways->len > 0; i++) {
    RyFlowHospital *hospital = ry_flow_picture_get_hospital (flows, i);

    hospital->is_slow = hospital->wait > flows->limit;
    hospital->gap = find_gap (flows, i);
    flows->n_slow += hospital->is_slow;
    flows->n_gaps += hospital->gap != RY_FLOW_NO_GAP;
  }
}

static int
find_limit (RyWorkspace *workspace)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "vertical") == 0)
      return (int) ry_json_get_int (ry_document_get_root (g_ptr_array_index (councils, i)), "wait_days",
                                    RY_FLOW_LONG_WAIT);
  return RY_FLOW_LONG_WAIT;
}

/**
 * ry_flow_picture_new:
 * @workspace: where
 * @year: the year of account, 0 for the newest of which something is known
 * @today: the day whose members stand in it, ISO 8601
 * @error: return location for an error
 *
 * Gathers what the picture shows.
 *
 * Returns: (transfer full) (nullable): the ways
 */
RyFlowPicture *
ry_flow_picture_new (RyWorkspace *workspace, int year, const char *today, GError **error)
{
  const RyQuery query = { .kind = "flow" };
  g_autoptr (RyFlowPicture) flows = g_new0 (RyFlowPicture, 1);
  g_autoptr (GPtrArray) documents = NULL;

  flows->year = year;
  flows->years = g_array_new (FALSE, FALSE, sizeof (int));
  flows->hospitals = g_ptr_array_new_with_free_func (free_hospital);
  flows->ways = g_array_new (FALSE, FALSE, sizeof (RyFlowWay));
  if (!gather_hospitals (flows, workspace, today, error) ||
      (documents = ry_workspace_query (workspace, &query, error)) == NULL) {
    g_prefix_error (error, "%s: ", _ ("Gathering the ways between the hospitals"));
    return NULL;
  }
  flows->limit = find_limit (workspace);
  gather_years (flows, documents);
  gather_ways (flows, documents);
  judge (flows);
  return g_steal_pointer (&flows);
}

/**
 * ry_flow_picture_free:
 * @flows: (transfer full): ways
 *
 * Frees them.
 */
void
ry_flow_picture_free (RyFlowPicture *flows)
{
  g_array_unref (flows->years);
  g_ptr_array_unref (flows->hospitals);
  g_array_unref (flows->ways);
  g_free (flows);
}

/**
 * ry_flow_picture_get_hospital:
 * @flows: ways
 * @i: position
 *
 * Returns: (transfer none): the hospital
 */
RyFlowHospital *
ry_flow_picture_get_hospital (RyFlowPicture *flows, guint i)
{
  return g_ptr_array_index (flows->hospitals, i);
}

static gboolean
are_few (double monthly)
{
  return monthly * 12 < RY_FLOW_FEW - 0.5;
}

/**
 * ry_flow_format_monthly:
 * @monthly: people a month, of one way or of several
 * @counted: whether anybody counted them
 *
 * Returns: (transfer full): how many they are; fewer than ten a year are not told exactly, since a person might be
 * known by them
 */
char *
ry_flow_format_monthly (double monthly, gboolean counted)
{
  if (!counted)
    return g_strdup (_ ("declared only"));
  return are_few (monthly) ? g_strdup (_ ("fewer than 10 a year")) : g_strdup_printf ("%.0f", MAX (monthly, 1));
}

/**
 * ry_flow_format_people:
 * @monthly: people a month
 *
 * Returns: (transfer full): the same within a sentence
 */
char *
ry_flow_format_people (double monthly)
{
  return are_few (monthly) ? g_strdup (_ ("fewer than 10 people a year"))
                           : g_strdup_printf (_ ("%.0f people a month"), MAX (monthly, 1));
}

/**
 * ry_flow_format_count:
 * @way: a way
 *
 * Returns: (transfer full): how many go it a month
 */
char *
ry_flow_format_count (const RyFlowWay *way)
{
  return ry_flow_format_monthly ((double) way->yearly / 12, way->counted);
}

/**
 * ry_flow_picture_format_year:
 * @year: a year of account
 *
 * Returns: (transfer full): 令和7年度
 */
char *
ry_flow_picture_format_year (int year)
{
  g_autofree char *words = ry_date_format_year (year, TRUE);

  return g_strdup_printf (_ ("fiscal year %s"), words);
}

/**
 * ry_flow_gap_get_words:
 * @gap: a gap
 *
 * Returns: the words for it, "" for none
 */
const char *
ry_flow_gap_get_words (RyFlowGap gap)
{
  return gap == RY_FLOW_NOT_COUNTED    ? _ ("Ways on not counted")
         : gap == RY_FLOW_NOT_DECLARED ? _ ("Ways on not known")
                                       : "";
}

static void
append_ways (RyFlowPicture *flows, GString *words, guint hospital, gboolean coming)
{
  guint n = 0;

  for (guint i = 0; i < flows->ways->len; i++) {
    const RyFlowWay *way = &g_array_index (flows->ways, RyFlowWay, i);
    guint end = coming ? way->from : way->to;
    g_autofree char *count = NULL;

    if ((coming ? way->to : way->from) != hospital)
      continue;
    count = ry_flow_format_count (way);
    g_string_append_printf (words, "%s%s %s",
                            n++ == 0 ? (coming ? _ (". Receives from: ") : _ (". Sends to: ")) : _ (", "),
                            end == RY_FLOW_HOME ? _ ("home") : ry_flow_picture_get_hospital (flows, end)->picture,
                            count);
  }
}

/**
 * ry_flow_picture_describe:
 * @flows: ways
 * @hospital: position of a hospital
 *
 * Returns: (transfer full): everything the picture shows of it in words
 */
char *
ry_flow_picture_describe (RyFlowPicture *flows, guint hospital)
{
  static const char *const stages[RY_N_STAGES] = { N_ ("Acute"), N_ ("Recovery"), N_ ("Chronic") };
  RyFlowHospital *of = ry_flow_picture_get_hospital (flows, hospital);
  g_autofree char *in = ry_flow_format_people (of->in), *out = ry_flow_format_people (of->out);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _ ("%s, %s"), of->name, _ (stages[of->stage]));
  if (of->in > 0)
    g_string_append_printf (words, _ (", in: %s"), in);
  if (of->out > 0)
    g_string_append_printf (words, _ (", out: %s"), out);
  append_ways (flows, words, hospital, TRUE);
  append_ways (flows, words, hospital, FALSE);
  if (of->is_slow)
    g_string_append_printf (words, _ (". Bottleneck: %d days of waiting, the council wants %d at most"), of->wait,
                            flows->limit);
  if (of->gap != RY_FLOW_NO_GAP)
    g_string_append_printf (words, _ (". Gap: %s"), ry_flow_gap_get_words (of->gap));
  return g_string_free (words, FALSE);
}
