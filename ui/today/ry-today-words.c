/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words for the lines of today. A figure stands where it can be acted on, a date with the days that are left.
 */
#include "ry-today-words.h"

#include <glib/gi18n.h>

#include "ry-date.h"

#define ISO_DAY "%Y-%m-%d"

static const struct {
  const char *icon_name;
  const char *title;
  const char *button;
} tasks[] = {
  [RY_TODAY_HOLD] = { "system-users-symbolic", N_ ("The meeting is today"), N_ ("Begin Reception") },
  [RY_TODAY_CANCELLED] = { "mail-send-symbolic", N_ ("Tell that it is called off"), N_ ("Make the Letters") },
  [RY_TODAY_REPLIES] = { "mail-reply-sender-symbolic", N_ ("Enter replies"), N_ ("Enter Replies") },
  [RY_TODAY_NOTICE] = { "mail-send-symbolic", N_ ("Send the notice"), N_ ("Make the Notice") },
  [RY_TODAY_SEND] = { "mail-send-symbolic", N_ ("Send what is made"), N_ ("Send and Note") },
  [RY_TODAY_MINUTES] = { "document-edit-symbolic", N_ ("Finish the minutes"), N_ ("Go On Writing") },
  [RY_TODAY_APPROVE] = { "emblem-ok-symbolic", N_ ("Approve the minutes"), N_ ("Approve") },
  [RY_TODAY_SEAL] = { "changes-prevent-symbolic", N_ ("Seal the minutes"), N_ ("Seal") },
  [RY_TODAY_ACTIONS] = { "alarm-symbolic", NULL, N_ ("Look") },
  [RY_TODAY_BEDS] = { "call-start-symbolic", NULL, N_ ("Whom to Call") },
  [RY_TODAY_ROUND] = { "emblem-documents-symbolic", NULL, N_ ("Remind Them") },
};

static char *
format_day (const char *iso)
{
  return ry_date_format_iso (iso, RY_DATE_MONTH_DAY);
}

/* "12月1日（火）（あと7日）": how long there is time. */
static char *
format_left (const RyTodayLine *line)
{
  if (line->days == 0)
    return g_strdup (_ ("today"));
  if (line->days == 1)
    return g_strdup (_ ("tomorrow"));
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) line->days), line->days);
}

static char *
format_due (const RyTodayLine *line, const char *due_word, const char *past_format)
{
  g_autofree char *day = NULL;
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (line->due == NULL)
    return NULL;
  if (line->days < 0) {
    text = g_strdup_printf (past_format, -line->days);
    escaped = g_markup_escape_text (text, -1);
    return g_strdup_printf ("<b>%s</b>", escaped);
  }
  day = format_day (line->due);
  left = format_left (line);
  text = g_strdup_printf (_ ("%s %s (%s)"), due_word, day, left);
  return g_markup_escape_text (text, -1);
}

static char *
format_actions (const RyTodayLine *line)
{
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *late = g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) -line->days), -line->days);
  g_autofree char *others = NULL;

  if (line->count < 2)
    return g_strjoin (_ (" · "), title, late, NULL);
  others = g_strdup_printf (ngettext ("and %u more", "and %u more", line->count - 1), line->count - 1);
  return g_strdup_printf ("%s%s%s　%s", title, _ (" · "), late, others);
}

/* Who has been silent longest; that they were all called is said too. */
static char *
format_beds (const RyTodayLine *line)
{
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *silence =
      line->days > 0 ? g_strdup (_ ("never reported"))
      : line->days < -1
          ? g_strdup_printf (ngettext ("not reported for %d day", "not reported for %d days", (gulong) -line->days),
                             -line->days)
      : line->days == 0 ? g_strdup (_ ("reported in part"))
                        : g_strdup (_ ("last reported yesterday"));
  g_autofree char *others =
      line->count > 1 ? g_strdup_printf (ngettext ("and %u more", "and %u more", line->count - 1), line->count - 1)
                      : NULL;
  GString *facts = g_string_new (title);

  g_string_append_printf (facts, "%s%s", _ (" · "), silence);
  if (others != NULL)
    g_string_append_printf (facts, "　%s", others);
  if (line->stage != NULL)
    g_string_append_printf (facts, "%s%s", _ (" · "), _ ("all were called"));
  return g_string_free (facts, FALSE);
}

/* What counts of a meeting besides its date, or NULL. */
static char *
format_count (const RyTodayLine *line)
{
  switch (line->task) {
  case RY_TODAY_CANCELLED:
    return g_strdup_printf (ngettext ("%u not told yet", "%u not told yet", line->count), line->count);
  case RY_TODAY_REPLIES:
    return g_strdup_printf (ngettext ("%u without an answer", "%u without an answer", line->count), line->count);
  case RY_TODAY_NOTICE:
    return line->count > 0 ? g_strdup_printf (ngettext ("%u addressee", "%u addressees", line->count), line->count)
                           : NULL;
  case RY_TODAY_SEND:
    return g_strdup_printf (ngettext ("%u letter not sent", "%u letters not sent", line->count), line->count);
  case RY_TODAY_MINUTES:
    return g_strdup (g_strcmp0 (line->stage, "draft") == 0 ? _ ("draft") : _ ("not begun"));
  case RY_TODAY_HOLD:
  case RY_TODAY_APPROVE:
  case RY_TODAY_SEAL:
  case RY_TODAY_ACTIONS:
  case RY_TODAY_BEDS:
  case RY_TODAY_ROUND:
    break;
  }
  return NULL;
}

static char *
format_deadline (const RyTodayLine *line)
{
  const char *replies =
      ngettext ("%d day past the closing date", "%d days past the closing date", (gulong) -line->days);
  const char *planned =
      ngettext ("%d day past the planned date", "%d days past the planned date", (gulong) -line->days);

  switch (line->task) {
  case RY_TODAY_CANCELLED:
    return format_due (line, _ ("it was to be on"), "%d");
  case RY_TODAY_ROUND:
  case RY_TODAY_REPLIES:
    return format_due (line, _ ("closing"), replies);
  case RY_TODAY_NOTICE:
    return format_due (line, _ ("planned for"), planned);
  case RY_TODAY_MINUTES:
    return format_due (line, _ ("circulation planned for"), planned);
  case RY_TODAY_APPROVE:
    return format_due (line, _ ("closing of remarks"),
                       ngettext ("%d day since the closing of remarks", "%d days since the closing of remarks",
                                 (gulong) -line->days));
  case RY_TODAY_SEND:
    return format_due (line, _ ("made"), ngettext ("made %d day ago", "made %d days ago", (gulong) -line->days));
  case RY_TODAY_HOLD:
  case RY_TODAY_SEAL:
  case RY_TODAY_ACTIONS:
  case RY_TODAY_BEDS:
    break;
  }
  return NULL;
}

static char *
format_facts (const RyTodayLine *line)
{
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *count = NULL;
  g_autofree char *deadline = NULL;
  GString *facts;

  if (line->task == RY_TODAY_ACTIONS)
    return format_actions (line);
  if (line->task == RY_TODAY_BEDS)
    return format_beds (line);
  count = format_count (line);
  deadline = format_deadline (line);
  facts = g_string_new (title);
  if (count != NULL)
    g_string_append_printf (facts, "%s%s", _ (" · "), count);
  if (deadline != NULL)
    g_string_append_printf (facts, "%s%s", _ (" · "), deadline);
  return g_string_free (facts, FALSE);
}

/**
 * ry_today_words_init:
 * @self: takes the words
 * @line: a line
 */
void
ry_today_words_init (RyTodayWords *self, const RyTodayLine *line)
{
  if (line->task == RY_TODAY_BEDS)
    self->title = g_strdup_printf (ngettext ("%u hospital did not report its beds",
                                             "%u hospitals did not report their beds", line->count),
                                   line->count);
  else if (line->task == RY_TODAY_ROUND)
    self->title = g_strdup_printf (ngettext ("%u hospital has not confirmed its functions",
                                             "%u hospitals have not confirmed their functions", line->count),
                                   line->count);
  else if (line->task == RY_TODAY_ACTIONS)
    self->title = g_strdup_printf (ngettext ("%u action is late", "%u actions are late", line->count), line->count);
  else
    self->title = g_strdup (_ (tasks[line->task].title));
  self->facts = format_facts (line);
  self->button = _ (tasks[line->task].button);
  self->spoken = g_strdup_printf (_ ("%s: %s"), self->button, line->title);
  self->icon_name = tasks[line->task].icon_name;
  self->late = line->task == RY_TODAY_ACTIONS || line->task == RY_TODAY_CANCELLED ||
               (line->days < 0 && line->task != RY_TODAY_SEAL && line->task != RY_TODAY_BEDS);
}

/**
 * ry_today_words_clear:
 * @self: words
 */
void
ry_today_words_clear (RyTodayWords *self)
{
  g_free (self->title);
  g_free (self->facts);
  g_free (self->spoken);
}

static const RyAhead *
find_next_meeting (const RyToday *day)
{
  for (guint i = 0; i < day->ahead->len; i++) {
    const RyAhead *ahead = g_ptr_array_index (day->ahead, i);

    if (ahead->kind == RY_AHEAD_MEETING)
      return ahead;
  }
  return NULL;
}

/**
 * ry_today_words_heading:
 * @today: ISO 8601 day
 * @day: what there is
 * @detail: (out) (transfer full): the second line: the year, and when the next meeting is
 *
 * Returns: (transfer full): the day, large
 */
char *
ry_today_words_heading (const char *today, const RyToday *day, char **detail)
{
  const RyAhead *next = find_next_meeting (day);
  g_autofree char *year = NULL;
  g_autofree char *meeting = NULL;
  GDate date;
  int days;

  ry_date_parse (today, &date);
  year = ry_date_format_year (g_date_get_year (&date), TRUE);
  days = next != NULL ? ry_date_days_between (today, next->date) : -1;
  if (days < 0)
    meeting = g_strdup_printf (ngettext ("no meeting in the next %d day", "no meeting in the next %d days",
                                         RY_TODAY_AHEAD_DAYS),
                               RY_TODAY_AHEAD_DAYS);
  else if (days == 0)
    meeting = g_strdup_printf (_ ("%s is today"), next->title);
  else
    meeting = g_strdup_printf (ngettext ("the next meeting is %s, in %d day", "the next meeting is %s, in %d days",
                                         (gulong) days),
                               next->title, days);
  *detail = g_strjoin (_ (" · "), year, meeting, NULL);
  return format_day (today);
}

/**
 * ry_today_words_ahead:
 * @ahead: a day ahead
 * @detail: (out) (transfer full): the second line; may be empty
 *
 * Returns: (transfer full): what it is
 */
char *
ry_today_words_ahead (const RyAhead *ahead, char **detail)
{
  const char *word = NULL;

  switch (ahead->kind) {
  case RY_AHEAD_MEETING:
    *detail = ahead->start != NULL && ahead->place != NULL ? g_strdup_printf ("%s　%s", ahead->start, ahead->place)
                                                           : g_strdup (ahead->start != NULL   ? ahead->start
                                                                       : ahead->place != NULL ? ahead->place
                                                                                              : "");
    return g_strdup (ahead->title);
  case RY_AHEAD_NOTICE:
    word = _ ("Send the notice");
    break;
  case RY_AHEAD_REPLIES:
    word = _ ("Closing date of replies");
    break;
  case RY_AHEAD_MINUTES:
    word = _ ("Circulate the minutes");
    break;
  case RY_AHEAD_REMARKS:
    word = _ ("Closing date of remarks");
    break;
  }
  *detail = g_strdup (ahead->title);
  return g_strdup (word);
}

/**
 * ry_today_words_next:
 * @day: a day on which nothing is left to do
 *
 * Returns: (transfer full): what comes next, in a sentence
 */
char *
ry_today_words_next (const RyToday *day)
{
  const RyAhead *ahead = day->ahead->len > 0 ? g_ptr_array_index (day->ahead, 0) : NULL;
  g_autofree char *date = NULL;
  g_autofree char *what = NULL;
  g_autofree char *detail = NULL;

  if (ahead == NULL)
    return g_strdup (_ ("Nothing is planned for the next 30 days. A new meeting is planned under “Meetings”."));
  date = format_day (ahead->date);
  what = ry_today_words_ahead (ahead, &detail);
  return g_strdup_printf (_ ("Next is %s, %s"), date, what);
}

/**
 * ry_today_words_when:
 * @updated_at: an instant, ISO 8601 in UTC
 *
 * Returns: (transfer full): the time of day, with the day where it is another than today
 */
char *
ry_today_words_when (const char *updated_at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (updated_at, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *iso = NULL;
  g_autofree char *now = NULL;
  g_autofree char *day = NULL;
  GDate today;
  int days;

  if (local == NULL)
    return g_strdup ("");
  ry_date_today (&today);
  now = ry_date_format (&today, RY_DATE_ISO);
  iso = g_date_time_format (local, ISO_DAY);
  time = g_date_time_format (local, "%-H:%M");
  days = ry_date_days_between (iso, now);
  if (days == 0)
    return g_steal_pointer (&time);
  day = days == 1 ? g_strdup (_ ("yesterday")) : ry_date_format_iso (iso, RY_DATE_SHORT);
  return g_strdup_printf ("%s %s", day, time);
}
