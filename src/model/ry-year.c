/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of a year are asked for one by one, out of the index of dates: 365 questions that cost less than reading
 * twenty years of meetings to leave most of them out.
 */
#include "ry-year.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-rhythm.h"

static const char *const signs[RY_YEAR_N_MARKS] = { "●", "■", "★", "▲", "○", "・" };

static RyYearMark
choose_mark (RyDocument *document, RyDocument *series)
{
  static const struct {
    const char *type;
    RyYearMark mark;
  } marks[] = { { "regular", RY_YEAR_REGULAR },
                { "quarterly", RY_YEAR_QUARTERLY },
                { "exchange", RY_YEAR_EXCHANGE },
                { "subcommittee", RY_YEAR_SUBCOMMITTEE } };
  const char *type = series != NULL ? ry_document_get_string (series, "series_type") : NULL;

  if (g_strcmp0 (ry_document_get_kind (document), "event") == 0)
    return RY_YEAR_EVENT;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].type, type) == 0)
      return marks[i].mark;
  return ry_document_get_string (document, "subcommittee") != NULL ? RY_YEAR_SUBCOMMITTEE : RY_YEAR_OTHER;
}

static RyDocument *
get_series (RyWorkspace *workspace, GHashTable *known, const char *id)
{
  RyDocument *series = id != NULL ? g_hash_table_lookup (known, id) : NULL;

  if (id == NULL || series != NULL)
    return series;
  series = ry_workspace_get (workspace, id, NULL);
  if (series != NULL)
    g_hash_table_insert (known, g_strdup (id), series);
  return series;
}

static void
add_entry (RyWorkspace *workspace, RyDocument *document, const GDate *day, GHashTable *known, GPtrArray *entries)
{
  const char *series = ry_document_get_string (document, "series");
  RyYearEntry *entry;

  if (g_strcmp0 (ry_document_get_string (document, "stage"), "cancelled") == 0 ||
      ry_document_get_string (document, "meeting") != NULL)
    return;
  entry = g_new0 (RyYearEntry, 1);
  entry->id = g_strdup (ry_document_get_id (document));
  entry->date = *day;
  entry->mark = choose_mark (document, get_series (workspace, known, series));
  entry->title = g_strdup (ry_document_get_string (document, "title"));
  entry->number = ry_json_get_int (ry_document_get_root (document), "number", 0);
  entry->council = g_strdup (ry_document_get_string (document, "council"));
  entry->series = g_strdup (series);
  g_ptr_array_add (entries, entry);
}

static gboolean
add_day (
    RyWorkspace *workspace, const char *kind, const GDate *day, GHashTable *known, GPtrArray *entries, GError **error)
{
  g_autofree char *iso = ry_date_format (day, RY_DATE_ISO);
  g_autofree char *condition = g_strdup_printf ("date=%s", iso);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = kind, .where = where };
  g_autoptr (GPtrArray) found = ry_workspace_query (workspace, &query, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    add_entry (workspace, g_ptr_array_index (found, i), day, known, entries);
  return found != NULL;
}

/**
 * ry_year_list_entries:
 * @workspace: the region
 * @fiscal_year: a year of account
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type RyYearEntry): meetings and events by day, without cancelled ones
 * and without events that are a meeting already
 */
GPtrArray *
ry_year_list_entries (RyWorkspace *workspace, int fiscal_year, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_year_entry_free);
  g_autoptr (GHashTable) known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_document_unref);
  gboolean events = ry_workspace_get_kind (workspace, "event") != NULL;
  GDate day, last;

  g_date_clear (&day, 1);
  g_date_clear (&last, 1);
  ry_meeting_get_fiscal_range (fiscal_year, &day, &last);
  for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1))
    if (!add_day (workspace, "meeting", &day, known, entries, error) ||
        (events && !add_day (workspace, "event", &day, known, entries, error))) {
      g_prefix_error (error, "Listing the year: ");
      return NULL;
    }
  return g_steal_pointer (&entries);
}

static char *
describe_shift (const RyRhythmDay *day, const RyYearEntry *entry)
{
  return g_strdup_printf ("%sは、%d月%d日が%sのため%d月%d日に開催します。", entry->title, g_date_get_month (&day->rule),
                          g_date_get_day (&day->rule), day->holiday, g_date_get_month (&day->date),
                          g_date_get_day (&day->date));
}

/**
 * ry_year_list_shifts:
 * @workspace: the region
 * @entries: (element-type RyYearEntry): what stands in the year
 * @fiscal_year: the year of account
 *
 * Says of each meeting that is not on the day of its rhythm, because that is a holiday, why; in Japanese, for the
 * paper.
 *
 * Returns: (transfer full) (element-type utf8): the sentences
 */
GPtrArray *
ry_year_list_shifts (RyWorkspace *workspace, GPtrArray *entries, int fiscal_year)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++) {
    const RyYearEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (RyDocument) series = entry->series != NULL ? ry_workspace_get (workspace, entry->series, NULL) : NULL;
    g_autoptr (GPtrArray) days =
        series != NULL ? ry_rhythm_list_year (ry_document_get_root (series), fiscal_year) : NULL;

    for (guint k = 0; days != NULL && k < days->len; k++) {
      const RyRhythmDay *day = g_ptr_array_index (days, k);

      if (day->change == RY_RHYTHM_SHIFTED && g_date_compare (&day->date, &entry->date) == 0)
        g_ptr_array_add (sentences, describe_shift (day, entry));
    }
  }
  return sentences;
}

/**
 * ry_year_get_sign:
 * @mark: what an entry is
 *
 * Returns: the sign that stands before it
 */
const char *
ry_year_get_sign (RyYearMark mark)
{
  return signs[mark];
}

/**
 * ry_year_entry_free:
 * @entry: (transfer full): an entry
 */
void
ry_year_entry_free (RyYearEntry *entry)
{
  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->council);
  g_free (entry->series);
  g_free (entry);
}
