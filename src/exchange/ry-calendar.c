/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes meetings as iCalendar. Each meeting is one event of its own, never a rule that repeats: Outlook asks once for
 * a whole series and cannot be told that one meeting moved. SEQUENCE is the generation of the document's revision,
 * which grows with every change on every machine; the identifier says the meeting and the region, so that an answer
 * finds home.
 */
#include "ry-calendar.h"

#include <libical/ical.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev.h"

#define PRODUCT "-//ryorin.org//Ryorin " RY_VERSION "//JA"
#define DOMAIN  ".ryorin"
#define ZONE    "Asia/Tokyo"

#define MAX_OCTETS 75

/* Japan has one zone and, since 1951, no summer time. */
static const char zone_text[] = "BEGIN:VTIMEZONE\r\n"
                                "TZID:" ZONE "\r\n"
                                "BEGIN:STANDARD\r\n"
                                "DTSTART:19700101T000000\r\n"
                                "TZOFFSETFROM:+0900\r\n"
                                "TZOFFSETTO:+0900\r\n"
                                "TZNAME:JST\r\n"
                                "END:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";

typedef icalproperty *(*NewProperty) (const char *text);

/* Calendars take line feeds as such; other control characters would end a line of the file or make it invalid. */
static char *
clean_text (const char *text, gboolean one_line)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n' && !one_line)
      g_string_append_c (clean, '\n');
    else if (c == '\n' || c == '\t')
      g_string_append_c (clean, ' ');
    else if (!g_unichar_iscntrl (c))
      g_string_append_unichar (clean, c);
  }
  g_strstrip (clean->str);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

static void
add_text (icalcomponent *event, NewProperty new_property, const char *text)
{
  g_autofree char *clean = clean_text (text, FALSE);

  if (*clean != '\0')
    icalcomponent_add_property (event, new_property (clean));
}

static icalproperty *
new_category (const char *text)
{
  return icalproperty_new_categories (text);
}

/* As a mailto: address, or NULL for what cannot be one. */
static char *
build_address (const char *mail)
{
  const char *at = mail != NULL ? strchr (mail, '@') : NULL;

  if (at == NULL || at == mail || at[1] == '\0')
    return NULL;
  for (const char *p = mail; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x7f || strchr ("\"<>,;:\\", *p) != NULL)
      return NULL;
  return g_strconcat ("mailto:", mail, NULL);
}

/* A quotation mark cannot stand in a parameter at all (RFC 5545, 3.2). */
static void
add_name (icalproperty *property, const char *name)
{
  g_autofree char *clean = clean_text (name, TRUE);

  g_strdelimit (clean, "\"", '\'');
  if (*clean != '\0')
    icalproperty_add_parameter (property, icalparameter_new_cn (clean));
}

static void
add_parties (icalcomponent *event,
             RyDocument *council,
             const char *organizer,
             const RyCalendarAddressee *addressee,
             RyCalendarMethod method)
{
  g_autofree char *address = addressee != NULL ? build_address (addressee->mail) : NULL;
  icalproperty *property = icalproperty_new_organizer (organizer);

  add_name (property, ry_document_get_string (council, "name"));
  icalcomponent_add_property (event, property);
  if (address == NULL)
    return;
  property = icalproperty_new_attendee (address);
  add_name (property, addressee->name);
  icalproperty_add_parameter (property, icalparameter_new_cutype (ICAL_CUTYPE_INDIVIDUAL));
  icalproperty_add_parameter (property, icalparameter_new_role (ICAL_ROLE_REQPARTICIPANT));
  if (method == RY_CALENDAR_REQUEST) {
    icalproperty_add_parameter (property, icalparameter_new_partstat (ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter (property, icalparameter_new_rsvp (ICAL_RSVP_TRUE));
  }
  icalcomponent_add_property (event, property);
}

/* A day, or a moment in Tokyo; a null time where the text is none. */
static struct icaltimetype
read_time (const char *date, const char *clock)
{
  struct icaltimetype time = icaltime_null_time ();
  GDate day;
  int hour, minute;

  if (date == NULL || !ry_date_parse (date, &day))
    return time;
  time.year = g_date_get_year (&day);
  time.month = g_date_get_month (&day);
  time.day = g_date_get_day (&day);
  time.is_date = 1;
  if (clock != NULL && sscanf (clock, "%d:%d", &hour, &minute) == 2 && hour >= 0 && hour < 24 && minute >= 0 &&
      minute < 60) {
    time.is_date = 0;
    time.hour = hour;
    time.minute = minute;
  }
  return time;
}

static void
add_moment (icalcomponent *event, icalproperty *property, struct icaltimetype time)
{
  if (!time.is_date)
    icalproperty_add_parameter (property, icalparameter_new_tzid (ZONE));
  icalcomponent_add_property (event, property);
}

/* A whole day ends with the next one; an end that is missing or before the start is left out. */
static void
add_times (icalcomponent *event, RyDocument *meeting)
{
  const char *date = ry_document_get_string (meeting, "date");
  struct icaltimetype start = read_time (date, ry_document_get_string (meeting, "start"));
  struct icaltimetype end = read_time (date, ry_document_get_string (meeting, "end"));

  if (icaltime_is_null_time (start))
    return;
  add_moment (event, icalproperty_new_dtstart (start), start);
  if (start.is_date) {
    end = start;
    icaltime_adjust (&end, 1, 0, 0, 0);
  } else if (end.is_date || icaltime_compare (end, start) <= 0) {
    return;
  }
  add_moment (event, icalproperty_new_dtend (end), end);
}

static gboolean
is_cancelled (RyDocument *meeting)
{
  return g_strcmp0 (ry_document_get_string (meeting, "stage"), "cancelled") == 0;
}

static icalproperty_status
get_status (RyDocument *meeting, RyCalendarMethod method)
{
  const char *stage = ry_document_get_string (meeting, "stage");

  if (method == RY_CALENDAR_CANCEL || is_cancelled (meeting))
    return ICAL_STATUS_CANCELLED;
  return method == RY_CALENDAR_PUBLISH && (stage == NULL || g_str_equal (stage, "planned")) ? ICAL_STATUS_TENTATIVE
                                                                                            : ICAL_STATUS_CONFIRMED;
}

static struct icaltimetype
get_changed (RyDocument *meeting)
{
  const char *changed = ry_document_get_string (meeting, "updated_at");
  g_autoptr (GDateTime) instant = changed != NULL ? g_date_time_new_from_iso8601 (changed, NULL) : NULL;

  return icaltime_from_timet_with_zone (instant != NULL ? (time_t) g_date_time_to_unix (instant) : 0, 0,
                                        icaltimezone_get_utc_timezone ());
}

static struct icaltimetype
get_now (void)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (now, NULL);

  return icaltime_from_timet_with_zone ((time_t) g_date_time_to_unix (instant), 0, icaltimezone_get_utc_timezone ());
}

static int
get_sequence (RyDocument *meeting)
{
  guint generation = 0;
  const char *signature;

  if (ry_document_get_rev (meeting) == NULL || !ry_rev_split (ry_document_get_rev (meeting), &generation, &signature))
    return 0;
  return (int) MIN (generation > 0 ? generation - 1 : 0, (guint) G_MAXINT);
}

/* The title alone says little in somebody's own calendar: the council's short name stands before it. */
static char *
build_summary (RyDocument *meeting, RyDocument *council)
{
  const char *title = ry_document_get_string (meeting, "title");
  const char *name = council != NULL ? ry_document_get_string (council, "short_name") : NULL;

  if (name == NULL && council != NULL)
    name = ry_document_get_string (council, "name");
  if (name == NULL)
    return g_strdup (title);
  return g_strconcat (name, "　", title, NULL);
}

static icalcomponent *
new_event (
    RyDocument *meeting, RyDocument *council, const char *region, RyCalendarMethod method, struct icaltimetype stamp)
{
  icalcomponent *event = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  g_autofree char *uid = ry_calendar_dup_uid (ry_document_get_id (meeting), region);
  g_autofree char *summary = build_summary (meeting, council);
  const char *theme = ry_document_get_string (meeting, "theme");
  icalproperty_status status = get_status (meeting, method);

  icalcomponent_add_property (event, icalproperty_new_uid (uid));
  icalcomponent_add_property (event, icalproperty_new_dtstamp (stamp));
  icalcomponent_add_property (event, icalproperty_new_sequence (get_sequence (meeting)));
  add_times (event, meeting);
  add_text (event, icalproperty_new_summary, summary);
  add_text (event, icalproperty_new_location, ry_document_get_string (meeting, "place"));
  add_text (event, icalproperty_new_description, theme != NULL ? theme : ry_document_get_string (meeting, "aim"));
  add_text (event, new_category, council != NULL ? ry_document_get_string (council, "name") : NULL);
  if (ry_document_get_string (meeting, "updated_at") != NULL)
    icalcomponent_add_property (event, icalproperty_new_lastmodified (get_changed (meeting)));
  icalcomponent_add_property (event, icalproperty_new_status (status));
  icalcomponent_add_property (event, icalproperty_new_class (ICAL_CLASS_PUBLIC));
  icalcomponent_add_property (event, icalproperty_new_transp (status == ICAL_STATUS_CANCELLED ? ICAL_TRANSP_TRANSPARENT
                                                                                              : ICAL_TRANSP_OPAQUE));
  return event;
}

static icalcomponent *
new_calendar (icalproperty_method method)
{
  icalcomponent *calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);

  icalcomponent_add_property (calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_calscale ("GREGORIAN"));
  icalcomponent_add_property (calendar, icalproperty_new_method (method));
  icalcomponent_add_component (calendar, icalparser_parse_string (zone_text));
  return calendar;
}

/* At most 75 octets with the space that begins what is carried over, and no character torn. RFC 5545, 3.1. */
static void
append_folded (GString *out, const char *line)
{
  gsize used = 0;

  for (const char *p = line, *next; *p != '\0'; p = next) {
    gsize length = (gsize) ((next = g_utf8_next_char (p)) - p);

    if (used + length > MAX_OCTETS) {
      g_string_append (out, "\r\n ");
      used = 1;
    }
    g_string_append_len (out, p, (gssize) length);
    used += length;
  }
  g_string_append (out, "\r\n");
}

/* The library folds at places of its own and, where a line fills it, leaves a stray carriage return. */
static char *
finish_calendar (icalcomponent *calendar)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  char *raw = icalcomponent_as_ical_string_r (calendar);
  g_auto (GStrv) lines = NULL;

  for (const char *p = raw; *p != '\0'; p++) {
    if (p[0] == '\n' && p[1] == ' ')
      p++;
    else if (*p != '\r')
      g_string_append_c (text, *p);
  }
  free (raw);
  icalcomponent_free (calendar);
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      append_folded (out, lines[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_x_property (icalcomponent *calendar, const char *name, const char *value)
{
  g_autofree char *clean = clean_text (value, TRUE);
  icalproperty *property = icalproperty_new_x (clean);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (calendar, property);
}

/**
 * ry_calendar_dup_uid:
 * @meeting_id: id of a meeting or an event
 * @region: the region's name in its spaces
 *
 * The identifier stays the same for the meeting's life, on every machine, and in every language.
 *
 * Returns: (transfer full): its UID
 */
char *
ry_calendar_dup_uid (const char *meeting_id, const char *region)
{
  const char *key = strchr (meeting_id, ':');
  g_autofree char *kind = key != NULL ? g_strndup (meeting_id, (gsize) (key - meeting_id)) : g_strdup ("meeting");
  g_autofree char *escaped = g_uri_escape_string (key != NULL ? key + 1 : meeting_id, NULL, FALSE);

  return g_strconcat (kind, "-", escaped, "@", region, DOMAIN, NULL);
}

/**
 * ry_calendar_dup_meeting:
 * @uid: a UID
 * @region: the region's name in its spaces
 *
 * Returns: (transfer full) (nullable): id of the meeting; %NULL for an event of somebody else's
 */
char *
ry_calendar_dup_meeting (const char *uid, const char *region)
{
  g_autofree char *tail = g_strconcat ("@", region, DOMAIN, NULL);
  g_autofree char *escaped = NULL;
  g_autofree char *key = NULL;

  if (!g_str_has_prefix (uid, "meeting-") || !g_str_has_suffix (uid, tail))
    return NULL;
  escaped = g_strndup (uid + strlen ("meeting-"), strlen (uid) - strlen ("meeting-") - strlen (tail));
  key = g_uri_unescape_string (escaped, NULL);
  return key != NULL && *key != '\0' && g_utf8_validate (key, -1, NULL) ? g_strconcat ("meeting:", key, NULL) : NULL;
}

/**
 * ry_calendar_can_be_answered:
 * @council: (nullable): the council that invites
 * @addressee: (nullable): who is invited
 *
 * Returns: whether both have a mail address, without which an invitation cannot be answered
 */
gboolean
ry_calendar_can_be_answered (RyDocument *council, const RyCalendarAddressee *addressee)
{
  g_autofree char *from = council != NULL ? build_address (ry_document_get_string (council, "email")) : NULL;
  g_autofree char *to = addressee != NULL ? build_address (addressee->mail) : NULL;

  return from != NULL && to != NULL;
}

/**
 * ry_calendar_write_meeting:
 * @meeting: the meeting
 * @council: (nullable): its council, which is the organizer
 * @region: the region's name in its spaces
 * @method: what a calendar is to do with it
 * @addressee: (nullable): to whom it goes
 *
 * Where nobody could answer for want of an address, or nobody in particular is asked, the meeting is published, as a
 * calendar would refuse an invitation from nobody. RFC 5546.
 *
 * Returns: (transfer full): the text of a file, lines of at most 75 octets
 */
char *
ry_calendar_write_meeting (RyDocument *meeting,
                           RyDocument *council,
                           const char *region,
                           RyCalendarMethod method,
                           const RyCalendarAddressee *addressee)
{
  static const icalproperty_method methods[] = { ICAL_METHOD_PUBLISH, ICAL_METHOD_REQUEST, ICAL_METHOD_CANCEL };
  RyCalendarMethod wanted = method == RY_CALENDAR_REQUEST && is_cancelled (meeting) ? RY_CALENDAR_CANCEL : method;
  RyCalendarMethod taken = ry_calendar_can_be_answered (council, addressee) ? wanted : RY_CALENDAR_PUBLISH;
  icalcomponent *calendar = new_calendar (methods[taken]);
  icalcomponent *event = new_event (meeting, council, region, wanted, get_now ());
  g_autofree char *organizer = council != NULL ? build_address (ry_document_get_string (council, "email")) : NULL;

  if (organizer != NULL)
    add_parties (event, council, organizer, taken != RY_CALENDAR_PUBLISH ? addressee : NULL, taken);
  icalcomponent_add_component (calendar, event);
  return finish_calendar (calendar);
}

/**
 * ry_calendar_write_feed:
 * @meetings: (element-type RyDocument): the meetings, or events
 * @councils: (element-type utf8 RyDocument): councils by id
 * @region: the region's name in its spaces
 * @name: what the calendar is called
 *
 * What is public of the meetings: when, where and about what; nothing of who comes. The same meetings make the same
 * bytes, whenever they are asked for.
 *
 * Returns: (transfer full): the text
 */
char *
ry_calendar_write_feed (GPtrArray *meetings, GHashTable *councils, const char *region, const char *name)
{
  icalcomponent *calendar = new_calendar (ICAL_METHOD_PUBLISH);

  add_x_property (calendar, "X-WR-CALNAME", name);
  add_x_property (calendar, "X-WR-TIMEZONE", ZONE);
  add_x_property (calendar, "X-PUBLISHED-TTL", "PT1H");
  for (guint i = 0; i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *council = ry_document_get_string (meeting, "council");
    RyDocument *document = council != NULL ? g_hash_table_lookup (councils, council) : NULL;

    icalcomponent_add_component (calendar,
                                 new_event (meeting, document, region, RY_CALENDAR_PUBLISH, get_changed (meeting)));
  }
  return finish_calendar (calendar);
}

/**
 * ry_calendar_new_invitation:
 * @workspace: a workspace
 * @meeting_id: id of a meeting
 * @method: what a calendar is to do with it
 * @addressee: (nullable): to whom it goes
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * ry_calendar_write_meeting() with everything looked up.
 *
 * Returns: (transfer full) (nullable): the text of a file
 */
char *
ry_calendar_new_invitation (RyWorkspace *workspace,
                            const char *meeting_id,
                            RyCalendarMethod method,
                            const RyCalendarAddressee *addressee,
                            GError **error)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, meeting_id, error);
  const char *council_id = meeting != NULL ? ry_document_get_string (meeting, "council") : NULL;
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (workspace, council_id, NULL) : NULL;

  if (meeting == NULL)
    return NULL;
  return ry_calendar_write_meeting (meeting, council, ry_workspace_get_region (workspace), method, addressee);
}
