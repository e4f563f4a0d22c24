/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells what is to be done from what there is. Sealed and cancelled meetings and actions that are done are never read:
 * after twenty years they are nearly all, and the page is made again after every commit.
 */
#include "ry-today.h"

#include <string.h>

#include "ry-attendance.h"
#include "ry-date.h"
#include "ry-holiday.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "ry-reply.h"

static void
line_free (RyTodayLine *line)
{
  g_free (line->id);
  g_free (line->council);
  g_free (line->title);
  g_free (line->stage);
  g_free (line->due);
  g_free (line);
}

static void
ahead_free (RyAhead *ahead)
{
  g_free (ahead->date);
  g_free (ahead->id);
  g_free (ahead->council);
  g_free (ahead->title);
  g_free (ahead->start);
  g_free (ahead->place);
  g_free (ahead);
}

static int
get_days (JsonObject *series, const char *member, int otherwise)
{
  gint64 days = series != NULL ? ry_json_get_int (series, member, 0) : 0;

  return days > 0 && days <= 366 ? (int) days : otherwise;
}

static RyTodayLine *
add_line (RyToday *self, RyTodayTask task, const char *id, JsonObject *record, const char *due, const char *today)
{
  RyTodayLine *line = g_new0 (RyTodayLine, 1);
  const char *member = task == RY_TODAY_ACTIONS ? "text" : task == RY_TODAY_SEND ? "subject" : "title";
  const char *title = ry_json_get_string (record, member);

  line->task = task;
  line->id = g_strdup (id);
  line->council = g_strdup (ry_json_get_string (record, "council"));
  line->title = g_strdup (title != NULL ? title : "");
  line->stage = g_strdup (ry_json_get_string (record, "stage"));
  line->due = g_strdup (due);
  line->days = due != NULL ? ry_date_days_between (today, due) : 0;
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
add_ahead (RyToday *self, RyAheadKind kind, const char *id, JsonObject *meeting, const char *date, const char *today)
{
  int days = date != NULL ? ry_date_days_between (today, date) : -1;
  const char *title = ry_json_get_string (meeting, "title");
  RyAhead *ahead;

  if (days < 0 || days > RY_TODAY_AHEAD_DAYS)
    return;
  ahead = g_new0 (RyAhead, 1);
  ahead->kind = kind;
  ahead->date = g_strdup (date);
  ahead->id = g_strdup (id);
  ahead->council = g_strdup (ry_json_get_string (meeting, "council"));
  ahead->title = g_strdup (title != NULL ? title : "");
  if (kind == RY_AHEAD_MEETING) {
    ahead->start = g_strdup (ry_json_get_string (meeting, "start"));
    ahead->place = g_strdup (ry_json_get_string (meeting, "place"));
  }
  g_ptr_array_add (self->ahead, ahead);
}

/* The notice goes out some weeks before, and the page says so some days before that. */
static void
add_notice (RyToday *self, const char *id, JsonObject *meeting, JsonObject *series, const char *today)
{
  g_autofree char *due =
      ry_date_shift (ry_json_get_string (meeting, "date"), -get_days (series, "notice_days", RY_TODAY_NOTICE_DAYS));
  RyAttendanceCount count;

  add_ahead (self, RY_AHEAD_NOTICE, id, meeting, due, today);
  if (due == NULL || ry_date_days_between (today, due) > 3)
    return;
  ry_meeting_count_attendance (meeting, &count);
  add_line (self, RY_TODAY_NOTICE, id, meeting, due, today)->count = count.invited;
}

static void
add_replies (RyToday *self, const char *id, JsonObject *meeting, JsonObject *series, const char *today)
{
  const char *reply_by = ry_json_get_string (meeting, "reply_by");
  g_autofree char *due = reply_by != NULL ? g_strdup (reply_by)
                                          : ry_date_shift (ry_json_get_string (meeting, "date"),
                                                           -get_days (series, "reply_days", RY_TODAY_REPLY_DAYS));
  RyAttendanceCount count;

  ry_meeting_count_attendance (meeting, &count);
  add_ahead (self, RY_AHEAD_REPLIES, id, meeting, due, today);
  if (count.unanswered > 0)
    add_line (self, RY_TODAY_REPLIES, id, meeting, due, today)->count = count.unanswered;
}

static void
add_minutes (RyToday *self, const char *id, JsonObject *meeting, const char *today)
{
  g_autofree char *due = ry_date_shift (ry_json_get_string (meeting, "date"), RY_TODAY_MINUTES_DAYS);

  add_line (self, RY_TODAY_MINUTES, id, meeting, due, today);
  add_ahead (self, RY_AHEAD_MINUTES, id, meeting, due, today);
}

/* Approval at the next meeting is asked for there; by silence it is due when the time for remarks is over. */
static void
add_circulation (RyToday *self, const char *id, JsonObject *meeting, const char *today)
{
  const char *due = ry_json_get_string (meeting, "remarks_by");

  add_ahead (self, RY_AHEAD_REMARKS, id, meeting, due, today);
  if (g_strcmp0 (ry_json_get_string (meeting, "approval"), "next_meeting") != 0 && due != NULL &&
      ry_date_days_between (today, due) < 0)
    add_line (self, RY_TODAY_APPROVE, id, meeting, due, today);
}

/**
 * ry_today_new:
 *
 * Returns: (transfer full): a day with nothing to do
 */
RyToday *
ry_today_new (void)
{
  RyToday *self = g_new0 (RyToday, 1);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->ahead = g_ptr_array_new_with_free_func ((GDestroyNotify) ahead_free);
  return self;
}

/**
 * ry_today_free:
 * @self: (transfer full): a day
 */
void
ry_today_free (RyToday *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->ahead);
  g_free (self);
}

/**
 * ry_today_add_meeting:
 * @self: a day
 * @id: the meeting
 * @meeting: its content, replies applied
 * @series: (nullable): content of its series
 * @today: ISO 8601 day
 *
 * Adds what the meeting asks for. One without a date asks for nothing, as nobody knows when.
 */
void
ry_today_add_meeting (RyToday *self, const char *id, JsonObject *meeting, JsonObject *series, const char *today)
{
  const char *stage = ry_json_get_string (meeting, "stage");
  const char *date = ry_json_get_string (meeting, "date");
  gboolean before = stage == NULL || g_str_equal (stage, "planned") || g_str_equal (stage, "noticed");
  GDate day;
  int days;

  if (date == NULL || !ry_date_parse (date, &day) || g_strcmp0 (stage, "cancelled") == 0)
    return;
  days = ry_date_days_between (today, date);
  add_ahead (self, RY_AHEAD_MEETING, id, meeting, date, today);
  if (before && days == 0)
    add_line (self, RY_TODAY_HOLD, id, meeting, date, today);
  else if (before && days > 0 && g_strcmp0 (stage, "noticed") != 0)
    add_notice (self, id, meeting, series, today);
  else if (before && days > 0)
    add_replies (self, id, meeting, series, today);
  else if (before || g_str_equal (stage, "draft"))
    add_minutes (self, id, meeting, today);
  else if (g_str_equal (stage, "circulating"))
    add_circulation (self, id, meeting, today);
  else if (g_str_equal (stage, "approved"))
    add_line (self, RY_TODAY_SEAL, id, meeting, ry_json_get_string (meeting, "approved_on"), today);
}

static RyTodayLine *
find_actions (RyToday *self, const char *council)
{
  for (guint i = 0; i < self->lines->len; i++) {
    RyTodayLine *line = g_ptr_array_index (self->lines, i);

    if (line->task == RY_TODAY_ACTIONS && g_strcmp0 (line->council, council) == 0)
      return line;
  }
  return NULL;
}

/**
 * ry_today_add_actions:
 * @self: a day
 * @actions: (element-type RyDocument): actions that are open, the one due first before the others
 * @today: ISO 8601 day
 *
 * Adds a line for each council that has late ones; it names the one that is latest.
 */
void
ry_today_add_actions (RyToday *self, GPtrArray *actions, const char *today)
{
  for (guint i = 0; i < actions->len; i++) {
    RyDocument *action = g_ptr_array_index (actions, i);
    JsonObject *content = ry_document_get_root (action);
    const char *due = ry_json_get_string (content, "due");
    RyTodayLine *line;

    if (due == NULL || strcmp (due, today) >= 0)
      continue;
    line = find_actions (self, ry_json_get_string (content, "council"));
    if (line == NULL)
      line = add_line (self, RY_TODAY_ACTIONS, ry_document_get_id (action), content, due, today);
    line->count++;
  }
}

/**
 * ry_today_add_letter:
 * @self: a day
 * @id: a run of letters
 * @letter: its content
 * @today: ISO 8601 day
 *
 * Adds a line where some of its letters are made and not sent. One to be told by telephone counts as well.
 */
void
ry_today_add_letter (RyToday *self, const char *id, JsonObject *letter, const char *today)
{
  JsonArray *entries = ry_json_get_array (letter, "addressees");
  const char *date = ry_json_get_string (letter, "date");
  guint waiting = 0;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonNode *node = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    waiting +=
        entry != NULL && ry_json_get_string (entry, "made_on") != NULL && ry_json_get_string (entry, "sent_on") == NULL;
  }
  if (waiting > 0 && date != NULL && ry_date_days_between (date, today) <= RY_TODAY_SEND_DAYS)
    add_line (self, RY_TODAY_SEND, id, letter, date, today)->count = waiting;
}

/**
 * ry_today_add_beds:
 * @self: a day
 * @chase: who did not report
 * @council: (nullable): the council of the bed network
 * @working_day: whether reports are waited for on such a day
 *
 * Adds a line from the hour on at which the council looks, as long as somebody is missing whom nobody called. Its count
 * is who is missing, its days are those of the longest silence.
 */
void
ry_today_add_beds (RyToday *self, const RyChase *chase, const char *council, gboolean working_day)
{
  const RyChaseLine *first = chase->lines->len > 0 ? g_ptr_array_index (chase->lines, 0) : NULL;
  RyTodayLine *line;

  if (first == NULL || !chase->due || !working_day)
    return;
  line = g_new0 (RyTodayLine, 1);
  line->task = RY_TODAY_BEDS;
  line->id = g_strdup (first->organisation);
  line->council = g_strdup (council);
  line->title = g_strdup (first->name);
  line->stage = g_strdup (chase->called == chase->lines->len ? "called" : NULL);
  line->days = -first->days;
  line->count = chase->lines->len;
  g_ptr_array_add (self->lines, line);
}

/* The seats that letters of a purpose were made for. */
static void
collect_seats (GHashTable *seats, GPtrArray *letters, const char *purpose)
{
  for (guint i = 0; i < letters->len; i++) {
    JsonObject *letter = ry_document_get_root (letters->pdata[i]);
    JsonArray *entries = ry_json_get_array (letter, "addressees");

    if (g_strcmp0 (ry_json_get_string (letter, "purpose"), purpose) != 0)
      continue;
    for (guint j = 0; entries != NULL && j < json_array_get_length (entries); j++) {
      JsonNode *node = json_array_get_element (entries, j);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = entry != NULL ? ry_json_get_string (entry, "key") : NULL;

      if (key != NULL &&
          (ry_json_get_string (entry, "made_on") != NULL || ry_json_get_string (entry, "sent_on") != NULL))
        g_hash_table_add (seats, g_strdup (key));
    }
  }
}

/* Who has the day in their diary: those with a letter, or everybody where the notice went out by another way. */
static guint
count_untold (JsonObject *meeting, GPtrArray *letters)
{
  g_autoptr (GHashTable) invited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RyAttendanceCount count;
  GHashTableIter iter;
  gpointer key;
  guint untold = 0;

  collect_seats (invited, letters, RY_LETTER_NOTICE);
  collect_seats (told, letters, RY_LETTER_CANCELLATION);
  if (g_hash_table_size (invited) == 0) {
    ry_meeting_count_attendance (meeting, &count);
    return ry_json_get_string (meeting, "noticed_on") != NULL && count.invited > g_hash_table_size (told)
               ? count.invited - g_hash_table_size (told)
               : 0;
  }
  g_hash_table_iter_init (&iter, invited);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    untold += !g_hash_table_contains (told, key);
  return untold;
}

/**
 * ry_today_add_cancelled:
 * @self: a day
 * @id: a meeting that was called off
 * @meeting: its content
 * @letters: (element-type RyDocument): its runs of letters
 * @today: ISO 8601 day
 *
 * Adds a line until everybody who was invited has a letter that says so, or the day has gone by.
 */
void
ry_today_add_cancelled (RyToday *self, const char *id, JsonObject *meeting, GPtrArray *letters, const char *today)
{
  const char *date = ry_json_get_string (meeting, "date");
  guint untold = count_untold (meeting, letters);
  GDate day;

  if (untold > 0 && date != NULL && ry_date_parse (date, &day) && ry_date_days_between (today, date) >= 0)
    add_line (self, RY_TODAY_CANCELLED, id, meeting, date, today)->count = untold;
}

/**
 * ry_today_add_round:
 * @self: a day
 * @round: a round of confirmation that is open
 * @today: ISO 8601 day
 *
 * Adds a line where hospitals that were asked have not answered and the closing day is near or past.
 */
void
ry_today_add_round (RyToday *self, const RyRound *round, const char *today)
{
  JsonObject *content = ry_document_get_root (round->document);
  const char *due = ry_json_get_string (content, "due");

  if (round->n_silent > 0 && (due == NULL || ry_date_days_between (today, due) <= RY_TODAY_ROUND_DAYS))
    add_line (self, RY_TODAY_ROUND, ry_document_get_id (round->document), content, due, today)->count = round->n_silent;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const RyTodayLine *left = *(RyTodayLine *const *) a, *right = *(RyTodayLine *const *) b;

  if (left->task != right->task)
    return left->task < right->task ? -1 : 1;
  if (left->days != right->days)
    return left->days < right->days ? -1 : 1;
  return strcmp (left->id, right->id);
}

static int
compare_ahead (gconstpointer a, gconstpointer b)
{
  const RyAhead *left = *(RyAhead *const *) a, *right = *(RyAhead *const *) b;
  int difference = strcmp (left->date, right->date);

  if (difference == 0)
    difference = g_strcmp0 (left->start, right->start);
  return difference != 0 ? difference : strcmp (left->id, right->id);
}

/**
 * ry_today_sort:
 * @self: a day
 *
 * What hurts most first, and of its like the earliest; what is ahead by day.
 */
void
ry_today_sort (RyToday *self)
{
  g_ptr_array_sort (self->lines, compare_lines);
  g_ptr_array_sort (self->ahead, compare_ahead);
}

static RyDocument *
get_series (RyWorkspace *workspace, GHashTable *known, RyDocument *meeting)
{
  const char *id = ry_document_get_string (meeting, "series");
  gpointer series = NULL;

  if (id == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (known, id, NULL, &series)) {
    series = ry_workspace_get (workspace, id, NULL);
    g_hash_table_insert (known, g_strdup (id), series);
  }
  return series;
}

static void
clear_series (gpointer series)
{
  if (series != NULL)
    ry_document_unref (series);
}

/* Only of one whose replies are waited for are they read. */
static void
load_meeting (RyToday *self, RyWorkspace *workspace, GHashTable *known, RyDocument *meeting, const char *today)
{
  const char *id = ry_document_get_id (meeting);
  gboolean noticed = g_strcmp0 (ry_document_get_string (meeting, "stage"), "noticed") == 0;
  g_autoptr (JsonObject) applied = noticed ? ry_reply_load (workspace, id, NULL) : NULL;
  RyDocument *series = get_series (workspace, known, meeting);

  ry_today_add_meeting (self, id, applied != NULL ? applied : ry_document_get_root (meeting),
                        series != NULL ? ry_document_get_root (series) : NULL, today);
}

static gboolean
load_meetings (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  static const char *const where[] = { "stage|planned|noticed|draft|circulating|approved", NULL };
  g_autoptr (GPtrArray) meetings =
      ry_workspace_query (workspace, &(RyQuery){ .kind = "meeting", .where = where }, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_series);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    load_meeting (self, workspace, known, g_ptr_array_index (meetings, i), today);
  return meetings != NULL;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (ry_document_get_string (*(RyDocument *const *) a, "due"),
                    ry_document_get_string (*(RyDocument *const *) b, "due"));
}

/* By state alone: those that are open are few, those whose day has gone by are nearly all there ever were. */
static gboolean
load_actions (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  static const char *const where[] = { "status|todo|doing|hold", NULL };
  g_autoptr (GPtrArray) actions = ry_workspace_query (workspace, &(RyQuery){ .kind = "action", .where = where }, error);

  if (actions != NULL) {
    g_ptr_array_sort (actions, compare_due);
    ry_today_add_actions (self, actions, today);
  }
  return actions != NULL;
}

/* The office's space is not on every machine. */
static gboolean
load_letters (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  g_autofree char *from = ry_date_shift (today, -RY_TODAY_SEND_DAYS - 1);
  g_autofree char *late = g_strconcat ("date>", from, NULL);
  const char *const where[] = { late, NULL };
  const RyQuery query = { .kind = "letter", .where = where };
  g_autoptr (GPtrArray) letters = NULL;

  if (ry_workspace_get_store_for (workspace, "letter:") == NULL)
    return TRUE;
  letters = ry_workspace_query (workspace, &query, error);
  for (guint i = 0; letters != NULL && i < letters->len; i++)
    ry_today_add_letter (self, ry_document_get_id (letters->pdata[i]), ry_document_get_root (letters->pdata[i]), today);
  return letters != NULL;
}

/* What was told stands in the office's space; of the meetings that were called off only those still to come are read.
 */
static gboolean
load_cancelled (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  g_autofree char *yesterday = ry_date_shift (today, -1);
  g_autofree char *late = g_strconcat ("date>", yesterday, NULL);
  const char *const where[] = { "stage=cancelled", late, NULL };
  const RyQuery query = { .kind = "meeting", .where = where };
  g_autoptr (GPtrArray) meetings = NULL;

  if (ry_workspace_get_store_for (workspace, "letter:") == NULL)
    return TRUE;
  meetings = ry_workspace_query (workspace, &query, error);
  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    const char *id = ry_document_get_id (meetings->pdata[i]);
    g_autoptr (GPtrArray) letters = ry_letter_list (workspace, id, error);

    if (letters == NULL)
      return FALSE;
    ry_today_add_cancelled (self, id, ry_document_get_root (meetings->pdata[i]), letters, today);
  }
  return meetings != NULL;
}

/* Who may not ask is not told to. */
static gboolean
load_round (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *id = NULL;
  g_autoptr (RyRound) round = NULL;

  if (!ry_workspace_offers (workspace, RY_VERB_CREATE, "confirmation", NULL, NULL))
    return TRUE;
  id = ry_round_find_open (workspace, today, &local);
  if (id != NULL)
    round = ry_round_read (workspace, id, today, &local);
  if (round != NULL)
    ry_today_add_round (self, round, today);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return id == NULL || round != NULL;
}

/* Who may not call is not told to. */
static gboolean
load_beds (RyToday *self, RyWorkspace *workspace, const char *today, GError **error)
{
  static const char *const where[] = { "wheel=vertical", NULL };
  g_autoptr (GPtrArray) councils = NULL;
  g_autoptr (RyChase) chase = NULL;
  g_autofree char *now = ry_date_now_iso ();
  GDate day;

  if (!ry_workspace_offers (workspace, RY_VERB_CREATE, "chase", NULL, NULL))
    return TRUE;
  chase = ry_chase_new (workspace, today, now, error);
  if (chase == NULL)
    return FALSE;
  councils = ry_workspace_query (workspace, &(RyQuery){ .kind = "council", .where = where }, NULL);
  ry_today_add_beds (self, chase,
                     councils != NULL && councils->len > 0 ? ry_document_get_id (g_ptr_array_index (councils, 0))
                                                           : NULL,
                     ry_date_parse (today, &day) && ry_holiday_is_working_day (&day));
  return TRUE;
}

/**
 * ry_today_load:
 * @workspace: a workspace
 * @today: ISO 8601 day
 * @error: (nullable): return location
 *
 * Returns: (transfer full) (nullable): what is to be done and what is ahead, sorted
 */
RyToday *
ry_today_load (RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (RyToday) self = ry_today_new ();

  if (!load_meetings (self, workspace, today, error) || !load_letters (self, workspace, today, error) ||
      !load_cancelled (self, workspace, today, error) || !load_actions (self, workspace, today, error) ||
      !load_beds (self, workspace, today, error) || !load_round (self, workspace, today, error))
    return NULL;
  ry_today_sort (self);
  return g_steal_pointer (&self);
}
