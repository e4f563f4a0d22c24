/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the answer to an invitation as calendars write it. Files come in several encodings and with time zones that are
 * named by Windows, by paths of libraries long gone, or by nothing in the file; where a zone cannot be told, the time
 * is taken as it stands. Rules of foreign time zones are never expanded: a file could keep a machine busy for hours
 * with them.
 */
#include "ry-calendar.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "ry-encoding.h"
#include "ry-error.h"

#define JAPAN_OFFSET (9 * 60 * 60)

typedef struct {
  const char *windows;
  const char *zone;
} ZoneName;

/* What Outlook calls the zones from which somebody in Japan is answered. */
static const ZoneName zone_names[] = {
  { "Tokyo Standard Time", "Asia/Tokyo" },          { "Korea Standard Time", "Asia/Seoul" },
  { "China Standard Time", "Asia/Shanghai" },       { "Taipei Standard Time", "Asia/Taipei" },
  { "Singapore Standard Time", "Asia/Singapore" },  { "SE Asia Standard Time", "Asia/Bangkok" },
  { "India Standard Time", "Asia/Kolkata" },        { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "GMT Standard Time", "Europe/London" },         { "W. Europe Standard Time", "Europe/Berlin" },
  { "Romance Standard Time", "Europe/Paris" },      { "Eastern Standard Time", "America/New_York" },
  { "Central Standard Time", "America/Chicago" },   { "Pacific Standard Time", "America/Los_Angeles" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
};

/* What stands for Japan in names that people read. */
static const char *const japan_names[] = { "Asia/Tokyo", "Japan", "Tokyo", "JST", "東京" };

static const struct {
  icalparameter_partstat partstat;
  const char *word;
  const char *status;
} answers[] = {
  { ICAL_PARTSTAT_ACCEPTED, "ACCEPTED", "venue" },
  { ICAL_PARTSTAT_DECLINED, "DECLINED", "absent" },
  { ICAL_PARTSTAT_DELEGATED, "DELEGATED", "proxy" },
  { ICAL_PARTSTAT_TENTATIVE, "TENTATIVE", NULL },
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, sentence);
  return FALSE;
}

/* As UTF-8; NULL where the bytes are text in no encoding that calendars use. */
static char *
decode (const char *bytes, gsize length)
{
  RyEncoding encoding;
  const char *how_found;
  gsize mark;

  if (memmem (bytes, length, "\x1b$", 2) != NULL)
    return g_convert (bytes, (gssize) length, "UTF-8", "ISO-2022-JP", NULL, NULL, NULL);
  if (!ry_encoding_detect (bytes, length, &encoding, &how_found, NULL))
    return NULL;
  mark = ry_encoding_get_mark (encoding, bytes, length);
  if (encoding == RY_ENCODING_UTF8)
    return g_utf8_make_valid (bytes + mark, (gssize) (length - mark));
  return g_convert (bytes + mark, (gssize) (length - mark), "UTF-8", ry_encoding_get_name (encoding), NULL, NULL, NULL);
}

static gboolean
has_line (const char *text, const char *line)
{
  g_autofree char *pattern = g_strconcat ("(?mi)^", line, "\\s*$", NULL);

  return g_regex_match_simple (pattern, text, 0, 0);
}

static char *
read_text (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;

  if (length > RY_CALENDAR_MAX_BYTES) {
    refuse (error, _ ("The file is far too large for an answer. Save the answer alone as .ics, and drop that."));
    return NULL;
  }
  text = length > 0 ? decode (data, length) : NULL;
  if (text == NULL || !has_line (text, "BEGIN:VCALENDAR")) {
    refuse (error,
            text != NULL && has_line (text, "Content-Type:.*")
                ? _ ("This is a whole mail. Save its calendar attachment, whose name ends in .ics, and drop that.")
                : _ ("This is not a calendar file. Drop the file of the answer whose name ends in .ics."));
    return NULL;
  }
  if (!has_line (text, "END:VCALENDAR")) {
    refuse (error, _ ("The calendar file is cut short. Save it from the mail once more."));
    return NULL;
  }
  return g_steal_pointer (&text);
}

static icalcomponent *
find_calendar (icalcomponent *root)
{
  return icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT
             ? root
             : icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);
}

/* Exchange leaves the method away when somebody saves the answer as a file. */
static gboolean
check_method (icalcomponent *calendar, GError **error)
{
  switch (icalcomponent_get_method (calendar)) {
  case ICAL_METHOD_REPLY:
  case ICAL_METHOD_NONE:
    return TRUE;
  case ICAL_METHOD_REQUEST:
  case ICAL_METHOD_PUBLISH:
  case ICAL_METHOD_CANCEL:
    return refuse (error, _ ("This is an invitation and not the answer to one. Nothing was entered."));
  case ICAL_METHOD_COUNTER:
    return refuse (error, _ ("This is a proposal of another time and not an answer. Nothing was entered."));
  default:
    return refuse (error, _ ("This calendar file is no answer to an invitation. Nothing was entered."));
  }
}

static icalparameter_partstat
get_partstat (icalproperty *attendee)
{
  icalparameter *parameter = icalproperty_get_first_parameter (attendee, ICAL_PARTSTAT_PARAMETER);

  return parameter != NULL ? icalparameter_get_partstat (parameter) : ICAL_PARTSTAT_NEEDSACTION;
}

/* An answer has one attendee. Where a calendar lists all who were invited, it is the one who decided. */
static icalproperty *
find_attendee (icalcomponent *event, GError **error)
{
  icalproperty *only = NULL, *decided = NULL;
  guint n = 0, n_decided = 0;

  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY); p != NULL;
       p = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY)) {
    n++;
    only = p;
    if (get_partstat (p) != ICAL_PARTSTAT_NEEDSACTION) {
      n_decided++;
      decided = p;
    }
  }
  if (n == 1 || n_decided == 1)
    return n_decided == 1 ? decided : only;
  refuse (error, n == 0 ? _ ("The calendar file does not say who answers. Enter the answer by hand.")
                        : _ ("The calendar file holds the answers of several people. Enter them by hand."));
  return NULL;
}

/* The address of a mailto: URI. RFC 6068. */
static char *
read_address (const char *uri)
{
  g_autofree char *plain = NULL;

  if (uri == NULL)
    return NULL;
  if (g_ascii_strncasecmp (uri, "mailto:", strlen ("mailto:")) == 0)
    uri += strlen ("mailto:");
  plain = g_uri_unescape_string (uri, NULL);
  if (plain == NULL || !g_utf8_validate (plain, -1, NULL)) {
    g_free (plain);
    plain = g_strdup (uri);
  }
  g_strstrip (plain);
  return strchr (plain, '@') != NULL ? g_utf8_strdown (plain, -1) : NULL;
}

static char *
read_name (icalproperty *attendee)
{
  icalparameter *parameter = icalproperty_get_first_parameter (attendee, ICAL_CN_PARAMETER);
  g_autofree char *name = parameter != NULL ? g_strdup (icalparameter_get_cn (parameter)) : NULL;

  if (name == NULL)
    return NULL;
  g_strdelimit (name, "\"", ' ');
  g_strstrip (name);
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* By name where the one who was sent stands in the file too, by address elsewhere. */
static char *
read_proxy (icalcomponent *event, icalproperty *attendee)
{
  icalparameter *parameter = icalproperty_get_first_parameter (attendee, ICAL_DELEGATEDTO_PARAMETER);
  g_autofree char *uri = parameter != NULL ? g_strdup (icalparameter_get_delegatedto (parameter)) : NULL;
  g_autofree char *address = NULL;

  if (uri == NULL)
    return NULL;
  g_strdelimit (uri, "\"", ' ');
  g_strstrip (uri);
  address = read_address (uri);
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY); p != NULL;
       p = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY)) {
    g_autofree char *other = read_address (icalproperty_get_attendee (p));
    g_autofree char *name = read_name (p);

    if (name != NULL && g_strcmp0 (other, address) == 0)
      return g_steal_pointer (&name);
  }
  return g_steal_pointer (&address);
}

/* "/freeassociation.sourceforge.net/Asia/Tokyo" and "/citadel.org/20190914_1/Asia/Tokyo" end in a zone's name. */
static const char *
skip_path (const char *tzid)
{
  const char *last = strrchr (tzid, '/'), *start = last;

  if (*tzid != '/' || last == tzid)
    return tzid;
  while (start > tzid && start[-1] != '/')
    start--;
  return start;
}

static icaltimezone *
find_zone (const char *tzid)
{
  const char *name = skip_path (tzid);

  for (guint i = 0; i < G_N_ELEMENTS (zone_names); i++)
    if (g_ascii_strcasecmp (name, zone_names[i].windows) == 0)
      name = zone_names[i].zone;
  return icaltimezone_get_builtin_timezone (name);
}

/* The offset of a zone that the file describes, in seconds, where it has a single one. */
static gboolean
find_offset (icalcomponent *calendar, const char *tzid, int *offset)
{
  for (icalcomponent *zone = icalcomponent_get_first_component (calendar, ICAL_VTIMEZONE_COMPONENT); zone != NULL;
       zone = icalcomponent_get_next_component (calendar, ICAL_VTIMEZONE_COMPONENT)) {
    icalproperty *property = icalcomponent_get_first_property (zone, ICAL_TZID_PROPERTY);
    icalcomponent *standard = icalcomponent_get_first_component (zone, ICAL_XSTANDARD_COMPONENT);
    gboolean changes = icalcomponent_get_first_component (zone, ICAL_XDAYLIGHT_COMPONENT) != NULL;
    icalproperty *to;

    if (property == NULL || standard == NULL || changes || g_strcmp0 (icalproperty_get_tzid (property), tzid) != 0)
      continue;
    to = icalcomponent_get_first_property (standard, ICAL_TZOFFSETTO_PROPERTY);
    if (to == NULL)
      continue;
    *offset = icalproperty_get_tzoffsetto (to);
    return ABS (*offset) < 24 * 60 * 60;
  }
  return FALSE;
}

static gboolean
is_sane (struct icaltimetype time)
{
  return time.year >= 1900 && time.year < 2200 && g_date_valid_dmy (time.day, time.month, time.year) &&
         time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 && time.second >= 0 &&
         time.second <= 60;
}

static gint64
get_plain_seconds (struct icaltimetype time)
{
  g_autoptr (GDateTime) utc =
      g_date_time_new_utc (time.year, time.month, time.day, time.hour, time.minute, MIN (time.second, 59));

  return g_date_time_to_unix (utc);
}

/* Seconds to be taken off a local time to have UTC. What cannot be told is taken for Japan's. */
static int
get_offset (icalcomponent *calendar, icalproperty *property, struct icaltimetype time)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  g_autofree char *tzid = parameter != NULL ? g_strdup (icalparameter_get_tzid (parameter)) : NULL;
  icaltimezone *zone;
  int offset, is_daylight;

  if (icaltime_is_utc (time))
    return 0;
  if (tzid == NULL)
    return JAPAN_OFFSET;
  g_strdelimit (tzid, "\"", ' ');
  g_strstrip (tzid);
  for (guint i = 0; i < G_N_ELEMENTS (japan_names); i++)
    if (strstr (tzid, japan_names[i]) != NULL)
      return JAPAN_OFFSET;
  zone = find_zone (tzid);
  if (zone != NULL)
    return icaltimezone_get_utc_offset (zone, &time, &is_daylight);
  return find_offset (calendar, tzid, &offset) ? offset : JAPAN_OFFSET;
}

static GDateTime *
read_moment (icalcomponent *calendar, icalproperty *property, struct icaltimetype time)
{
  g_autoptr (GTimeZone) japan = g_time_zone_new_offset (JAPAN_OFFSET);
  g_autoptr (GDateTime) utc = NULL;

  if (property == NULL || !is_sane (time))
    return NULL;
  utc = g_date_time_new_from_unix_utc (get_plain_seconds (time) -
                                       (time.is_date ? JAPAN_OFFSET : get_offset (calendar, property, time)));
  return g_date_time_to_timezone (utc, japan);
}

static void
take_times (RyCalendarReply *self, icalcomponent *calendar, icalcomponent *event)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  icalproperty *stamp = icalcomponent_get_first_property (event, ICAL_DTSTAMP_PROPERTY);
  struct icaltimetype time = start != NULL ? icalproperty_get_dtstart (start) : icaltime_null_time ();
  g_autoptr (GDateTime) begins = read_moment (calendar, start, time);
  g_autoptr (GDateTime) answered =
      read_moment (calendar, stamp, stamp != NULL ? icalproperty_get_dtstamp (stamp) : icaltime_null_time ());

  if (begins != NULL) {
    self->date = g_date_time_format (begins, "%Y-%m-%d");
    self->start = time.is_date ? NULL : g_date_time_format (begins, "%H:%M");
  }
  if (answered != NULL)
    self->answered_on = g_date_time_format (answered, "%Y-%m-%d");
}

static void
take_answer (RyCalendarReply *self, icalcomponent *event, icalproperty *attendee)
{
  icalproperty *comment = icalcomponent_get_first_property (event, ICAL_COMMENT_PROPERTY);
  icalparameter_partstat partstat = get_partstat (attendee);
  const char *word = "NEEDS-ACTION";

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    if (answers[i].partstat != partstat)
      continue;
    word = answers[i].word;
    self->status = g_strdup (answers[i].status);
  }
  self->partstat = g_strdup (word);
  self->mail = read_address (icalproperty_get_attendee (attendee));
  self->name = read_name (attendee);
  self->proxy = partstat == ICAL_PARTSTAT_DELEGATED ? read_proxy (event, attendee) : NULL;
  self->comment = comment != NULL ? g_strdup (icalproperty_get_comment (comment)) : NULL;
  if (self->comment != NULL && *g_strstrip (self->comment) == '\0')
    g_clear_pointer (&self->comment, g_free);
  self->sequence = MAX (icalcomponent_get_sequence (event), 0);
}

static RyCalendarReply *
read_event (icalcomponent *calendar, const char *region, GError **error)
{
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  const char *uid = event != NULL ? icalcomponent_get_uid (event) : NULL;
  g_autoptr (RyCalendarReply) self = NULL;
  icalproperty *attendee;

  if (uid == NULL || *uid == '\0') {
    refuse (error, _ ("There is no event in the calendar file. Nothing was entered."));
    return NULL;
  }
  attendee = find_attendee (event, error);
  if (attendee == NULL)
    return NULL;
  self = g_new0 (RyCalendarReply, 1);
  self->uid = g_strdup (uid);
  self->meeting = ry_calendar_dup_meeting (uid, region);
  take_answer (self, event, attendee);
  take_times (self, calendar, event);
  return g_steal_pointer (&self);
}

/**
 * ry_calendar_read_reply:
 * @bytes: a file
 * @region: the region's name in its spaces
 * @error: (nullable): %RY_ERROR_INVALID with a sentence that says what the file is instead
 *
 * Nothing of a file is trusted: it may be of any program, cut short, or no calendar at all. RFC 5546, 3.2.3.
 *
 * Returns: (transfer full) (nullable): the answer in it
 */
RyCalendarReply *
ry_calendar_read_reply (GBytes *bytes, const char *region, GError **error)
{
  g_autofree char *text = read_text (bytes, error);
  icalcomponent *root = text != NULL ? icalparser_parse_string (text) : NULL;
  icalcomponent *calendar = root != NULL ? find_calendar (root) : NULL;
  RyCalendarReply *reply = NULL;

  if (calendar != NULL) {
    if (check_method (calendar, error))
      reply = read_event (calendar, region, error);
  } else if (text != NULL) {
    refuse (error, _ ("The calendar file is damaged and cannot be read. Enter the answer by hand."));
  }
  if (root != NULL)
    icalcomponent_free (root);
  return reply;
}

/**
 * ry_calendar_reply_free:
 * @self: (transfer full): an answer
 */
void
ry_calendar_reply_free (RyCalendarReply *self)
{
  g_free (self->uid);
  g_free (self->meeting);
  g_free (self->mail);
  g_free (self->name);
  g_free (self->status);
  g_free (self->partstat);
  g_free (self->proxy);
  g_free (self->comment);
  g_free (self->date);
  g_free (self->start);
  g_free (self->answered_on);
  g_free (self);
}
