/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One walk over what was held, from the first to the last. A seat belongs to the organisation whose id it has, or else
 * to the name that was written; somebody present by proxy counts for the organisation, and as nobody known by name. An
 * event becomes a meeting of those who applied and those who came.
 */
#include "ry-statistics.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attendance.h"
#include "ry-date.h"
#include "ry-event.h"
#include "ry-json.h"
#include "ry-reach-mask.h"

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

/*
 * How many of a seat's heads were not counted before. A group entered as one (「区民　3名」) is that many people each
 * time, as nobody knows whether the same came again; a proxy is somebody else than whose seat it is.
 */
static guint
count_new (GHashTable *seen, JsonObject *seat)
{
  guint heads = ry_applicant_get_heads (seat);

  if (g_strcmp0 (ry_json_get_string (seat, "status"), "proxy") == 0)
    return 0;
  if (heads > 1)
    return heads;
  if (ry_json_get_string (seat, "person") == NULL && *ry_json_get_text (seat, "name") == '\0')
    return 0;
  return g_hash_table_add (seen, ry_attendance_dup_identity (seat));
}

static gboolean
count_heads (RyStatisticsHeads *heads, GHashTable *seen, JsonObject *seat)
{
  gboolean present = ry_attendance_is_present (ry_json_get_string (seat, "status"));

  heads->invited += ry_applicant_get_heads (seat);
  if (present) {
    heads->present += ry_applicant_get_heads (seat);
    heads->people += count_new (seen, seat);
  }
  return present;
}

/* The first seat of a meeting opens the meeting for the row; the next meeting, or the end, closes it. */
static void
count_seat (Tally *tally, guint n, JsonObject *seat, const char *date)
{
  RyStatisticsRow *row = tally->row;

  if (tally->seen != n) {
    tally->seen = n;
    tally->came = FALSE;
    row->meetings++;
    row->streak++;
  }
  if (!count_heads (&row->heads, tally->people, seat))
    return;
  row->attended += !tally->came;
  tally->came = TRUE;
  row->streak = 0;
  g_free (row->last);
  row->last = g_strdup (date);
}

/* What was written down at the door, or else what the person's record says. */
static const char *
get_profession (Count *count, JsonObject *seat)
{
  const char *written = ry_json_get_text (seat, "profession"), *record = ry_json_get_string (seat, "person");

  if (*written == '\0' && record != NULL && count->profession != NULL)
    return count->profession (record, count->data);
  return written;
}

static void
add_seat (Count *count, JsonObject *seat, const char *date)
{
  const char *organisation = ry_json_get_string (seat, "organisation");
  const char *name = ry_json_get_text (seat, "organisation_name");
  const char *profession = get_profession (count, seat);

  count_heads (&count->year->heads, count->people, seat);
  if (ry_attendance_is_present (ry_json_get_string (seat, "status")))
    count->result->total.heads.people += count_new (count->people_ever, seat);
  if (organisation != NULL || *name != '\0')
    count_seat (ensure_tally (count->organisations, count->result->organisations, organisation,
                              *name != '\0' ? name : organisation),
                count->n, seat, date);
  if (*profession != '\0')
    count_seat (ensure_tally (count->professions, count->result->professions, NULL, profession), count->n, seat, date);
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
    count->year->heads.invited += (guint) MAX (0, ry_json_get_int (meeting, "invited", 0));
    count->year->heads.present += (guint) MAX (0, ry_json_get_int (meeting, "attended", 0));
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

  return left->heads.present != right->heads.present ? (left->heads.present > right->heads.present ? -1 : 1)
                                                     : strcmp (left->name, right->name);
}

static void
sum_up (RyStatistics *self)
{
  for (guint i = 0; i < self->years->len; i++) {
    RyStatisticsYear *year = g_ptr_array_index (self->years, i);

    self->total.meetings += year->meetings;
    self->total.heads.invited += year->heads.invited;
    self->total.heads.present += year->heads.present;
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

/* An event whose day is over as the walk wants it: without seats where nobody noted who came. */
static RyDocument *
create_held (RyDocument *event, GPtrArray *applications)
{
  g_autoptr (JsonObject) held = json_object_new ();
  gboolean looked;
  g_autoptr (GPtrArray) seats = ry_event_list_attendance (ry_document_get_root (event), applications, &looked);

  json_object_set_string_member (held, "date", ry_document_get_string (event, "date"));
  json_object_set_string_member (held, "stage", ry_event_stage_get_code (RY_EVENT_HELD));
  if (looked)
    ry_event_put_elements (held, "attendance", seats);
  return ry_document_new_from_root (ry_document_get_id (event), NULL, FALSE, held);
}

static GPtrArray *
list_held_events (RyWorkspace *workspace, const char *const *where, const char *today, GError **error)
{
  g_autoptr (GPtrArray) events = ry_workspace_query (workspace, &(RyQuery){ .kind = "event", .where = where }, error);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; events != NULL && i < events->len; i++) {
    JsonObject *event = ry_document_get_root (events->pdata[i]);
    g_autoptr (GPtrArray) applications = NULL;

    if (ry_event_get_stage (event) == RY_EVENT_CANCELLED || *ry_json_get_text (event, "date") == '\0' ||
        !ry_event_is_over (event, today))
      continue;
    applications = ry_applicant_load (workspace, ry_document_get_id (events->pdata[i]), error);
    if (applications == NULL)
      return NULL;
    g_ptr_array_add (held, create_held (events->pdata[i], applications));
  }
  return events != NULL ? g_steal_pointer (&held) : NULL;
}

/**
 * ry_statistics_load:
 * @workspace: a workspace
 * @of: attendance of what
 * @councils: (nullable) (array zero-terminated=1): whose meetings; %NULL for all
 * @today: ISO 8601 day
 * @fiscal_year: the year of account to look at; 0 for all
 * @error: (nullable): return location
 *
 * Reads all that was ever held: call it in a thread.
 *
 * Returns: (transfer full) (nullable): what they come to
 */
RyStatistics *
ry_statistics_load (RyWorkspace *workspace,
                    RyStatisticsOf of,
                    const char *const *councils,
                    const char *today,
                    int fiscal_year,
                    GError **error)
{
  g_autofree char *ids = councils != NULL ? g_strjoinv ("|", (GStrv) councils) : NULL;
  g_autofree char *condition = ids != NULL ? g_strconcat ("council|", ids, NULL) : NULL;
  const char *where[] = { condition, NULL };
  g_autoptr (GPtrArray) held =
      of == RY_STATISTICS_EVENTS
          ? list_held_events (workspace, where, today, error)
          : ry_workspace_query (workspace, &(RyQuery){ .kind = "meeting", .where = where }, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gpointer context[] = { workspace, known };
  RyStatistics *self = held != NULL ? ry_statistics_compute (held, today, fiscal_year, find_profession, context) : NULL;

  if (self != NULL)
    self->of = of;
  return self;
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

/* One table of anything that begins with heads. What is hidden takes the row's other figures with it, as one would tell
 * another. */
static void
hide_small (GPtrArray *rows, gboolean outside)
{
  g_autofree gint64 *counts = g_new0 (gint64, rows->len + 1);
  g_autofree gboolean *hidden = g_new0 (gboolean, rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    ((RyStatisticsHeads *) rows->pdata[i])->hidden = FALSE;
  for (guint figure = 0; outside && figure < 3; figure++) {
    for (guint i = 0; i < rows->len; i++) {
      const RyStatisticsHeads *heads = g_ptr_array_index (rows, i);

      counts[i] = figure == 0 ? heads->invited : figure == 1 ? heads->present : heads->people;
    }
    ry_reach_mask (counts, 1, rows->len, hidden);
    for (guint i = 0; i < rows->len; i++)
      ((RyStatisticsHeads *) rows->pdata[i])->hidden |= hidden[i];
  }
}

static void
append_head (GString *csv, const RyStatistics *self, const char *name, const RyStatisticsWord *words, guint n)
{
  append_cell (csv, name, ',');
  for (guint i = 0; i < n; i++)
    append_cell (csv, ry_statistics_get_word (self->of, words[i]), i + 1 < n ? ',' : '\n');
}

static void
append_heads (GString *csv, const RyStatisticsHeads *heads)
{
  const guint figures[] = { heads->invited, heads->present, heads->people };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *words = ry_reach_dup_figure (figures[i], heads->hidden);

    g_string_append_printf (csv, "%s,", words);
  }
}

static void
append_rows (GString *csv, const RyStatistics *self, const char *heading, GPtrArray *rows)
{
  static const RyStatisticsWord words[] = { RY_STATISTICS_INVITED, RY_STATISTICS_PRESENT,  RY_STATISTICS_PEOPLE,
                                            RY_STATISTICS_HELD,    RY_STATISTICS_ATTENDED, RY_STATISTICS_STREAK,
                                            RY_STATISTICS_LAST };

  g_string_append (csv, "\r\n");
  append_head (csv, self, heading, words, G_N_ELEMENTS (words));
  for (guint i = 0; i < rows->len; i++) {
    const RyStatisticsRow *row = g_ptr_array_index (rows, i);

    append_cell (csv, row->name, ',');
    append_heads (csv, &row->heads);
    g_string_append_printf (csv, "%u,%u,%u,%s\r\n", row->meetings, row->attended, row->streak,
                            row->last != NULL ? row->last : "");
  }
}

static void
append_years (GString *csv, const RyStatistics *self)
{
  static const RyStatisticsWord words[] = { RY_STATISTICS_HELD,    RY_STATISTICS_SO_FAR, RY_STATISTICS_INVITED,
                                            RY_STATISTICS_PRESENT, RY_STATISTICS_PEOPLE, RY_STATISTICS_UNNAMED };

  append_head (csv, self, _ ("Fiscal year"), words, G_N_ELEMENTS (words));
  for (guint i = 0; i < self->years->len; i++) {
    const RyStatisticsYear *year = g_ptr_array_index (self->years, i);

    g_string_append_printf (csv, "%d,%u,%u,", year->year, year->meetings, year->cumulative);
    append_heads (csv, &year->heads);
    g_string_append_printf (csv, "%u\r\n", year->unnamed);
  }
}

/**
 * ry_statistics_to_csv:
 * @self: statistics
 * @outside: whether it leaves the house, so that no figure below ten may be read in it or worked out; those are "-"
 *
 * Returns: (transfer full): three tables in one file that spreadsheets open: UTF-8 with a byte order mark
 */
char *
ry_statistics_to_csv (RyStatistics *self, gboolean outside)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");

  hide_small (self->years, outside);
  hide_small (self->organisations, outside);
  hide_small (self->professions, outside);
  append_years (csv, self);
  append_rows (csv, self, _ ("Organisation"), self->organisations);
  append_rows (csv, self, _ ("Profession"), self->professions);
  return g_string_free (csv, FALSE);
}

/**
 * ry_statistics_get_word:
 * @of: attendance of what
 * @word: a figure
 *
 * Returns: what the figure is called, on the screen and in files
 */
const char *
ry_statistics_get_word (RyStatisticsOf of, RyStatisticsWord word)
{
  static const char *const words[][2] = {
    [RY_STATISTICS_HELD] = { N_ ("Meetings"), N_ ("Events") },
    [RY_STATISTICS_SO_FAR] = { N_ ("Meetings so far"), N_ ("Events so far") },
    [RY_STATISTICS_INVITED] = { N_ ("Invited"), N_ ("Applied (heads)") },
    [RY_STATISTICS_PRESENT] = { N_ ("Present (heads)"), N_ ("Present (heads)") },
    [RY_STATISTICS_PEOPLE] = { N_ ("Different people"), N_ ("Different people") },
    [RY_STATISTICS_UNNAMED] = { N_ ("By figures only"), N_ ("Nobody noted who came") },
    [RY_STATISTICS_ATTENDED] = { N_ ("Attended"), N_ ("Attended") },
    [RY_STATISTICS_STREAK] = { N_ ("Absent in a row"), N_ ("Absent in a row") },
    [RY_STATISTICS_LAST] = { N_ ("Last attended"), N_ ("Last attended") },
  };

  return _ (words[word][of]);
}
