/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One walk over the meetings, from the first to the last. A seat belongs to the organisation whose id it has, or else
 * to the name that was written; somebody present by proxy counts for the organisation, and as nobody known by name.
 */
#include "ry-statistics.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attendance.h"
#include "ry-date.h"
#include "ry-json.h"

/* A row while it is being counted. */
typedef struct {
  RyStatisticsRow *row;
  GHashTable *people;
  guint seen; /* the meeting for which it was counted last, from 1 */
  gboolean came;
} Tally;

typedef struct {
  RyStatistics *result;
  GHashTable *organisations; /* key -> Tally */
  GHashTable *professions;
  GHashTable *people;      /* of the year in hand */
  GHashTable *people_ever; /* of all */
  RyStatisticsYear *year;
  RyStatisticsProfession profession;
  gpointer data;
  guint n; /* meetings counted */
} Count;

static void
row_free (RyStatisticsRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row->last);
  g_free (row);
}

static void
tally_free (Tally *tally)
{
  g_hash_table_unref (tally->people);
  g_free (tally);
}

static Tally *
ensure_tally (GHashTable *tallies, GPtrArray *rows, const char *id, const char *name)
{
  const char *key = id != NULL ? id : name;
  Tally *tally = g_hash_table_lookup (tallies, key);

  if (tally == NULL) {
    tally = g_new0 (Tally, 1);
    tally->row = g_new0 (RyStatisticsRow, 1);
    tally->row->id = g_strdup (id);
    tally->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert (tallies, g_strdup (key), tally);
    g_ptr_array_add (rows, tally->row);
  }
  /* The latest name: an organisation may have been renamed. */
  if (g_strcmp0 (tally->row->name, name) != 0) {
    g_free (tally->row->name);
    tally->row->name = g_strdup (name);
  }
  return tally;
}

/* The first seat of a meeting opens the meeting for the row; the next meeting, or the end, closes it. */
static void
count_seat (Tally *tally, guint n, gboolean present, const char *person, const char *date)
{
  RyStatisticsRow *row = tally->row;

  if (tally->seen != n) {
    tally->seen = n;
    tally->came = FALSE;
    row->meetings++;
    row->streak++;
  }
  row->invited++;
  if (!present)
    return;
  row->present++;
  row->attended += !tally->came;
  tally->came = TRUE;
  row->streak = 0;
  g_free (row->last);
  row->last = g_strdup (date);
  if (person != NULL && g_hash_table_add (tally->people, g_strdup (person)))
    row->people++;
}

/* Who it is, by record or by the name that was written; a proxy is somebody else. */
static const char *
get_person (JsonObject *seat)
{
  const char *status = ry_json_get_string (seat, "status");
  const char *person = ry_json_get_string (seat, "person");

  if (g_strcmp0 (status, "proxy") == 0)
    return NULL;
  return person != NULL ? person : ry_json_get_string (seat, "name");
}

static void
add_seat (Count *count, JsonObject *seat, const char *date)
{
  gboolean present = ry_attendance_is_present (ry_json_get_string (seat, "status"));
  const char *organisation = ry_json_get_string (seat, "organisation");
  const char *name = ry_json_get_string (seat, "organisation_name");
  const char *person = get_person (seat), *record = ry_json_get_string (seat, "person");
  const char *profession = record != NULL && count->profession != NULL ? count->profession (record, count->data) : NULL;

  count->year->invited++;
  count->year->present += present;
  if (present && person != NULL) {
    if (g_hash_table_add (count->people, g_strdup (person)))
      count->year->people++;
    if (g_hash_table_add (count->people_ever, g_strdup (person)))
      count->result->total.people++;
  }
  if (organisation != NULL || (name != NULL && *name != '\0'))
    count_seat (ensure_tally (count->organisations, count->result->organisations, organisation,
                              name != NULL ? name : organisation),
                count->n, present, person, date);
  if (profession != NULL && *profession != '\0')
    count_seat (ensure_tally (count->professions, count->result->professions, NULL, profession), count->n, present,
                person, date);
}

static void
begin_year (Count *count, int year)
{
  RyStatisticsYear *before = count->year;

  count->year = g_new0 (RyStatisticsYear, 1);
  count->year->year = year;
  count->year->cumulative = before != NULL ? before->cumulative : 0;
  g_hash_table_remove_all (count->people);
  g_ptr_array_insert (count->result->years, 0, count->year);
}

static void
add_meeting (Count *count, JsonObject *meeting, const char *date, gboolean in_detail)
{
  JsonArray *seats = ry_json_get_array (meeting, "attendance");
  guint n = seats != NULL ? json_array_get_length (seats) : 0;

  count->year->meetings++;
  count->year->cumulative++;
  if (!in_detail)
    return;
  if (n == 0) {
    count->year->unnamed++;
    count->year->invited += (guint) MAX (0, ry_json_get_int (meeting, "invited", 0));
    count->year->present += (guint) MAX (0, ry_json_get_int (meeting, "attended", 0));
    return;
  }
  count->n++;
  for (guint i = 0; i < n; i++)
    add_seat (count, json_array_get_object_element (seats, i), date);
}

/* Held, as far as its stage says: what is still planned for a day gone by may never have been. */
static gboolean
is_held (JsonObject *meeting, const char *today)
{
  const char *stage = ry_json_get_string (meeting, "stage"), *date = ry_json_get_string (meeting, "date");

  return date != NULL && strcmp (date, today) <= 0 && g_strcmp0 (stage, "cancelled") != 0 &&
         g_strcmp0 (stage, "planned") != 0;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (ry_document_get_string (*(RyDocument *const *) a, "date"),
                    ry_document_get_string (*(RyDocument *const *) b, "date"));
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyStatisticsRow *left = *(RyStatisticsRow *const *) a, *right = *(RyStatisticsRow *const *) b;

  return left->present != right->present ? (left->present > right->present ? -1 : 1) : strcmp (left->name, right->name);
}

static void
sum_up (RyStatistics *self)
{
  for (guint i = 0; i < self->years->len; i++) {
    RyStatisticsYear *year = g_ptr_array_index (self->years, i);

    self->total.meetings += year->meetings;
    self->total.invited += year->invited;
    self->total.present += year->present;
    self->total.unnamed += year->unnamed;
    self->total.cumulative = MAX (self->total.cumulative, year->cumulative);
  }
}

/* Of one year, the years before are counted to know how many meetings there had been. */
static void
keep_year (RyStatistics *self, int fiscal_year)
{
  for (guint i = self->years->len; i > 0; i--)
    if (((RyStatisticsYear *) self->years->pdata[i - 1])->year != fiscal_year)
      g_ptr_array_remove_index (self->years, i - 1);
}

/**
 * ry_statistics_compute:
 * @meetings: (element-type RyDocument): meetings, in any order; those that were not held are passed over
 * @today: ISO 8601 day
 * @fiscal_year: the year of account to look at; 0 for all
 * @profession: (nullable) (scope call): answers a person's profession
 * @data: for @profession
 *
 * Returns: (transfer full): what they come to
 */
RyStatistics *
ry_statistics_compute (
    GPtrArray *meetings, const char *today, int fiscal_year, RyStatisticsProfession profession, gpointer data)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (meetings, NULL, NULL);
  g_autoptr (GHashTable) organisations =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tally_free);
  g_autoptr (GHashTable) professions =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tally_free);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ever = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RyStatistics *self = g_new0 (RyStatistics, 1);
  Count count = { self, organisations, professions, people, ever, NULL, profession, data, 0 };

  self->years = g_ptr_array_new_with_free_func (g_free);
  self->organisations = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->professions = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  /* The copy does not own its documents. */
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_dates);
  for (guint i = 0; i < sorted->len; i++) {
    JsonObject *meeting = ry_document_get_root (sorted->pdata[i]);
    const char *date = ry_json_get_string (meeting, "date");
    GDate day;
    int year;

    if (!is_held (meeting, today) || !ry_date_parse (date, &day))
      continue;
    year = ry_date_fiscal_year (&day);
    if (count.year == NULL || count.year->year != year)
      begin_year (&count, year);
    add_meeting (&count, meeting, date, fiscal_year == 0 || year == fiscal_year);
  }
  if (fiscal_year != 0)
    keep_year (self, fiscal_year);
  sum_up (self);
  g_ptr_array_sort (self->organisations, compare_rows);
  g_ptr_array_sort (self->professions, compare_rows);
  return self;
}

static const char *
find_profession (const char *person, gpointer data)
{
  gpointer *context = data;
  GHashTable *known = context[1];
  char *profession = g_hash_table_lookup (known, person);

  if (profession == NULL) {
    g_autoptr (RyDocument) document = ry_workspace_get (context[0], person, NULL);
    JsonArray *all = document != NULL ? ry_json_get_array (ry_document_get_root (document), "professions") : NULL;

    profession =
        g_strdup (all != NULL && json_array_get_length (all) > 0 ? json_array_get_string_element (all, 0) : "");
    g_hash_table_insert (known, g_strdup (person), profession);
  }
  return profession;
}

/**
 * ry_statistics_load:
 * @workspace: a workspace
 * @councils: (nullable) (array zero-terminated=1): whose meetings; %NULL for all
 * @today: ISO 8601 day
 * @fiscal_year: the year of account to look at; 0 for all
 * @error: (nullable): return location
 *
 * Reads every meeting there was: call it in a thread.
 *
 * Returns: (transfer full) (nullable): what they come to
 */
RyStatistics *
ry_statistics_load (
    RyWorkspace *workspace, const char *const *councils, const char *today, int fiscal_year, GError **error)
{
  g_autofree char *ids = councils != NULL ? g_strjoinv ("|", (GStrv) councils) : NULL;
  g_autofree char *condition = ids != NULL ? g_strconcat ("council|", ids, NULL) : NULL;
  const char *where[] = { condition, NULL };
  g_autoptr (GPtrArray) meetings =
      ry_workspace_query (workspace, &(RyQuery){ .kind = "meeting", .where = where }, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gpointer context[] = { workspace, known };

  return meetings != NULL ? ry_statistics_compute (meetings, today, fiscal_year, find_profession, context) : NULL;
}

/**
 * ry_statistics_free:
 * @self: (transfer full): statistics
 */
void
ry_statistics_free (RyStatistics *self)
{
  g_ptr_array_unref (self->years);
  g_ptr_array_unref (self->organisations);
  g_ptr_array_unref (self->professions);
  g_free (self);
}

/* A name that begins like a formula would be one to a spreadsheet. */
static void
append_cell (GString *csv, const char *text, char end)
{
  g_string_append_c (csv, '"');
  if (strchr ("=+-@", text[0]) != NULL && text[0] != '\0')
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *p);
  }
  g_string_append_c (csv, '"');
  g_string_append (csv, end == '\n' ? "\r\n" : ",");
}

static void
append_head (GString *csv, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    append_cell (csv, words[i], words[i + 1] != NULL ? ',' : '\n');
}

static void
append_rows (GString *csv, const char *heading, GPtrArray *rows)
{
  const char *words[] = { heading,
                          _ ("Invited"),
                          _ ("Present (heads)"),
                          _ ("Different people"),
                          _ ("Meetings"),
                          _ ("Attended"),
                          _ ("Absent in a row"),
                          _ ("Last attended"),
                          NULL };

  g_string_append (csv, "\r\n");
  append_head (csv, words);
  for (guint i = 0; i < rows->len; i++) {
    RyStatisticsRow *row = g_ptr_array_index (rows, i);

    append_cell (csv, row->name, ',');
    g_string_append_printf (csv, "%u,%u,%u,%u,%u,%u,%s\r\n", row->invited, row->present, row->people, row->meetings,
                            row->attended, row->streak, row->last != NULL ? row->last : "");
  }
}

/**
 * ry_statistics_to_csv:
 * @self: statistics
 *
 * Returns: (transfer full): three tables in one file that spreadsheets open: UTF-8 with a byte order mark
 */
char *
ry_statistics_to_csv (RyStatistics *self)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");
  const char *words[] = { _ ("Fiscal year"),     _ ("Meetings"),         _ ("Meetings so far"), _ ("Invited"),
                          _ ("Present (heads)"), _ ("Different people"), _ ("By figures only"), NULL };

  append_head (csv, words);
  for (guint i = 0; i < self->years->len; i++) {
    RyStatisticsYear *year = g_ptr_array_index (self->years, i);

    g_string_append_printf (csv, "%d,%u,%u,%u,%u,%u,%u\r\n", year->year, year->meetings, year->cumulative,
                            year->invited, year->present, year->people, year->unnamed);
  }
  append_rows (csv, _ ("Organisation"), self->organisations);
  append_rows (csv, _ ("Profession"), self->professions);
  return g_string_free (csv, FALSE);
}
