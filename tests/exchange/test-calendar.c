/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings as calendar files, and answers as calendars write them. */
#include "ry-calendar.h"
#include "ry-error.h"

#include <string.h>

#define REGION "kitahama-shiomi"
#define UID    "meeting-01J@" REGION ".ryorin"

static RyDocument *
make_council (const char *mail)
{
  g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"council\",\"name\":\"汐見区地域ケア連絡協議会\",\"short_name\":\"連絡協\",\"email\":\"%s\"}", mail);

  return ry_document_new ("council:care", "1-a", FALSE, body, -1);
}

static RyDocument *
make_meeting (const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"meeting\",\"title\":\"第182回例会\",\"council\":\"council:care\",\"date\":\"2026-12-08\","
      "\"start\":\"19:00\",\"end\":\"20:30\",\"place\":\"汐見区民センター 3階 大会議室\",\"stage\":\"noticed\","
      "\"updated_at\":\"2026-11-20T01:02:03Z\",\"attendance\":[{\"key\":\"a\",\"name\":\"立花　啓介\"}]%s}",
      members);

  return ry_document_new ("meeting:01J", "5-abc", FALSE, body, -1);
}

/* Unfolded, with LF. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) folds = g_strsplit (text, "\r\n ", -1);
  g_autofree char *unfolded = g_strjoinv ("", folds);
  g_auto (GStrv) lines = g_strsplit (unfolded, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

static void
assert_folded (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, "\r\n"));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 75);
    g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    if (strpbrk (lines[i], "\r\n") != NULL)
      g_error ("a bare line end in “%s”", lines[i]);
  }
}

static char *
write_meeting (RyCalendarMethod method, const char *members, const char *from, const char *to, const char *name)
{
  g_autoptr (RyDocument) meeting = make_meeting (members);
  g_autoptr (RyDocument) council = make_council (from);
  RyCalendarAddressee addressee = { name, to };
  g_autofree char *text = ry_calendar_write_meeting (meeting, council, REGION, method, to != NULL ? &addressee : NULL);

  assert_folded (text);
  return unfold (text);
}

static void
test_writing (void)
{
  static const struct {
    RyCalendarMethod method;
    const char *members;
    const char *from;
    const char *to;
    const char *there; /* lines, each of which must be in the file */
    const char *not_there;
  } table[] = {
    { RY_CALENDAR_PUBLISH, "", "kyogikai@shiomi.example", NULL,
      "METHOD:PUBLISH\nUID:" UID "\nSEQUENCE:4\nDTSTART;TZID=Asia/Tokyo:20261208T190000\n"
      "DTEND;TZID=Asia/Tokyo:20261208T203000\nSUMMARY:連絡協　第182回例会\nSTATUS:CONFIRMED\nTRANSP:OPAQUE\n"
      "TZID:Asia/Tokyo\nTZOFFSETTO:+0900\nLAST-MODIFIED:20261120T010203Z\nBEGIN:VTIMEZONE",
      "ATTENDEE RRULE 立花" },
    { RY_CALENDAR_REQUEST, "", "kyogikai@shiomi.example", "hana@shiomi.example",
      "METHOD:REQUEST\nORGANIZER;CN=汐見区地域ケア連絡協議会:mailto:kyogikai@shiomi.example\n"
      "ATTENDEE;CN=佐伯　ゆかり;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"
      "mailto:hana@shiomi.example",
      "RRULE 立花" },
    { RY_CALENDAR_CANCEL, "", "kyogikai@shiomi.example", "hana@shiomi.example",
      "METHOD:CANCEL\nSTATUS:CANCELLED\nUID:" UID "\nTRANSP:TRANSPARENT", "RSVP PARTSTAT" },
    /* A meeting that was called off is taken back, whatever was asked for. */
    { RY_CALENDAR_REQUEST, ",\"stage\":\"cancelled\"", "kyogikai@shiomi.example", "hana@shiomi.example",
      "METHOD:CANCEL\nSTATUS:CANCELLED", "RSVP" },
    /* Nobody could answer: to look at, then. */
    { RY_CALENDAR_REQUEST, "", "", "hana@shiomi.example", "METHOD:PUBLISH\nSTATUS:CONFIRMED", "ATTENDEE ORGANIZER" },
    { RY_CALENDAR_REQUEST, "", "kyogikai@shiomi.example", "no address", "METHOD:PUBLISH", "ATTENDEE" },
    { RY_CALENDAR_REQUEST, "", "kyogikai@shiomi.example", "a@b\\r\\nATTENDEE:x", "METHOD:PUBLISH", "ATTENDEE" },
    { RY_CALENDAR_PUBLISH, ",\"stage\":\"planned\"", "", NULL, "STATUS:TENTATIVE", "ORGANIZER" },
    /* Without times, without an end, with an end before the start. */
    { RY_CALENDAR_PUBLISH, ",\"start\":\"\"", "", NULL, "DTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261209",
      "T203000" },
    { RY_CALENDAR_PUBLISH, ",\"end\":\"\"", "", NULL, "DTSTART;TZID=Asia/Tokyo:20261208T190000", "DTEND" },
    { RY_CALENDAR_PUBLISH, ",\"end\":\"07:00\"", "", NULL, "DTSTART;TZID=Asia/Tokyo:20261208T190000", "DTEND" },
    { RY_CALENDAR_PUBLISH, ",\"date\":\"2026-12-31\",\"start\":\"9時\"", "", NULL,
      "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270101", "DTSTART;TZID" },
    { RY_CALENDAR_PUBLISH, ",\"date\":\"someday\"", "", NULL, "UID:" UID, "DTEND" },
    /* Text that would break out of its line. */
    { RY_CALENDAR_PUBLISH, ",\"title\":\"a;b,c\\\\d\\nEND:VEVENT\\u0007\"", "", NULL,
      "SUMMARY:連絡協　a\\;b\\,c\\\\d\\nEND:VEVENT", "\a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text =
        write_meeting (table[i].method, table[i].members, table[i].from, table[i].to, "佐伯　ゆかり");
    g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
    g_auto (GStrv) there = g_strsplit (table[i].there, "\n", -1);
    g_auto (GStrv) not_there = g_strsplit (table[i].not_there, " ", -1);

    for (guint j = 0; there[j] != NULL; j++)
      if (!g_strv_contains ((const char *const *) lines, there[j]))
        g_error ("row %u: no line “%s” in\n%s", i, there[j], text);
    for (guint j = 0; not_there[j] != NULL; j++)
      if (strstr (text, not_there[j]) != NULL)
        g_error ("row %u: “%s” in\n%s", i, not_there[j], text);
  }
}

/* Names of every length, so that a line is broken at each place a character can have. */
static void
test_folding (void)
{
  g_autoptr (GString) name = g_string_new ("a\"b:c,");

  for (guint i = 0; i < 120; i++) {
    g_autofree char *members =
        g_strdup_printf (",\"title\":\"%s\",\"theme\":\"%s%s\"", "x", name->str + 6, name->str + 6);
    g_autofree char *text =
        write_meeting (RY_CALENDAR_REQUEST, members, "kyogikai@shiomi.example", "hana@shiomi.example", name->str);
    g_autofree char *line = g_strdup_printf ("ATTENDEE;CN=\"a'b:c,%s\";", name->str + 6);

    g_autofree char *description = g_strdup_printf ("DESCRIPTION:%s%s\n", name->str + 6, name->str + 6);

    g_assert_nonnull (strstr (text, line));
    g_assert_true (i == 0 || strstr (text, description) != NULL);
    g_string_append (name, i % 7 == 3 ? "x" : i % 5 == 4 ? "𠮷" : "護");
  }
}

static void
test_uid (void)
{
  static const char *const ids[] = { "meeting:01J", "meeting:reikai-182", "meeting:a@b:c d/第2回" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *uid = ry_calendar_dup_uid (ids[i], REGION);
    g_autofree char *id = ry_calendar_dup_meeting (uid, REGION);

    g_assert_true (g_str_is_ascii (uid));
    g_assert_cmpstr (id, ==, ids[i]);
    g_assert_null (ry_calendar_dup_meeting (uid, "elsewhere"));
  }
  g_assert_null (ry_calendar_dup_meeting ("040000008200E00074C5B7101A82E008", REGION));
  g_assert_null (ry_calendar_dup_meeting ("meeting-@" REGION ".ryorin", REGION));
  g_assert_null (ry_calendar_dup_meeting ("meeting-%00@" REGION ".ryorin", REGION));
}

/* The same meetings make the same bytes, and nobody's name is in them. */
static void
test_feed (void)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GHashTable) councils = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RyDocument) council = make_council ("kyogikai@shiomi.example");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  const char *first;

  g_hash_table_insert (councils, (gpointer) "council:care", council);
  g_ptr_array_add (meetings, make_meeting (""));
  g_ptr_array_add (meetings, make_meeting (",\"stage\":\"cancelled\",\"council\":\"council:unknown\""));
  text = ry_calendar_write_feed (meetings, councils, REGION, "汐見区");
  again = ry_calendar_write_feed (meetings, councils, REGION, "汐見区");
  assert_folded (text);
  g_assert_cmpstr (text, ==, again);
  first = strstr (text, "BEGIN:VEVENT");
  g_assert_nonnull (strstr (first + 1, "BEGIN:VEVENT"));
  g_assert_nonnull (strstr (text, "X-WR-CALNAME:汐見区"));
  g_assert_nonnull (strstr (text, "STATUS:CANCELLED"));
  g_assert_null (strstr (text, "立花"));
  g_assert_null (strstr (strstr (text, "END:VTIMEZONE") + 1, "END:VTIMEZONE"));
}

#define HEAD        "BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
#define EVENT       "BEGIN:VEVENT\r\nUID:" UID "\r\nDTSTAMP:20261124T223000Z\r\nSEQUENCE:4\r\n"
#define TAIL        "END:VEVENT\r\nEND:VCALENDAR\r\n"
#define HANA(state) "ATTENDEE;PARTSTAT=" state ";CN=佐伯 ゆかり:mailto:Hana@Shiomi.example\r\n"
#define OUTLOOK_ZONE(id)                                                                                               \
  "BEGIN:VTIMEZONE\r\nTZID:" id "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0800\r\n"              \
  "TZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static void
test_reading (void)
{
  static const struct {
    const char *text;
    const char *expected; /* meeting, mail, name, status, partstat, proxy, comment, date, start, answered_on */
  } table[] = {
    { HEAD EVENT HANA ("ACCEPTED") TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|-|-|2026-11-25" },
    { HEAD EVENT HANA ("DECLINED") "COMMENT:出張のため\\, すみません\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|absent|DECLINED|-|出張のため, すみません|-|-|2026-11-25" },
    { HEAD EVENT HANA ("TENTATIVE") TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|-|TENTATIVE|-|-|-|-|2026-11-25" },
    { HEAD EVENT HANA ("X-PERHAPS") TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|-|NEEDS-ACTION|-|-|-|-|2026-11-25" },
    /* Somebody else comes, by name where the file has it. */
    { HEAD EVENT
      "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:ken@shiomi.example\":mailto:hana@shiomi.example\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|-|proxy|DELEGATED|ken@shiomi.example|-|-|-|2026-11-25" },
    { HEAD EVENT "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:ken@shiomi.example\":mailto:hana@shiomi.example\r\n"
                 "ATTENDEE;CN=\"森下 健\":MAILTO:Ken@shiomi.example\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|-|proxy|DELEGATED|森下 健|-|-|-|2026-11-25" },
    /* All who were invited, one of whom answers; quoted and escaped as libraries do. */
    { HEAD EVENT HANA (
          "NEEDS-ACTION") "ATTENDEE;CN=\"Mori, Ken\";PARTSTAT=ACCEPTED:mailto:ken%40shiomi.example\r\n" TAIL,
      "meeting:01J|ken@shiomi.example|Mori, Ken|venue|ACCEPTED|-|-|-|-|2026-11-25" },
    /* Not ours. */
    { HEAD "BEGIN:VEVENT\r\nUID:040000008200E00074C5\r\n" HANA ("ACCEPTED") TAIL,
      "-|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|-|-|-" },
    /* The method was lost on the way; line feeds alone; names in small letters. */
    { "begin:vcalendar\nversion:2.0\nbegin:vevent\nuid:" UID "\nattendee;partstat=accepted:mailto:hana@shiomi.example\n"
      "end:vevent\nend:vcalendar\n",
      "meeting:01J|hana@shiomi.example|-|venue|ACCEPTED|-|-|-|-|-" },
    /* Zones: of Windows without a description, described, of paths, quoted, of nobody, UTC, none, a whole day. */
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;TZID=Tokyo Standard Time:20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD OUTLOOK_ZONE ("Somewhere Standard Time")
          EVENT HANA ("ACCEPTED") "DTSTART;TZID=Somewhere Standard Time:20261208T180000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA (
          "ACCEPTED") "DTSTART;TZID=\"/freeassociation.sourceforge.net/Asia/Tokyo\":20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;TZID=/citadel.org/20190914_1/Asia/Shanghai:20261208T180000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;TZID=\"(UTC+09:00) 大阪、札幌、東京\":20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;TZID=Customized Time Zone:20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;TZID=Eastern Standard Time:20260707T060000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-07-07|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART:20261208T153000Z\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-09|00:30|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART:20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART;VALUE=DATE:20261208\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|-|2026-11-25" },
    { HEAD EVENT HANA ("ACCEPTED") "DTSTART:99991399T999999\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|-|-|2026-11-25" },
    /* A zone whose rule would take for ever to expand. */
    { HEAD "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0900\r\n"
           "TZOFFSETTO:+0900\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT HANA (
               "ACCEPTED") "DTSTART;TZID=Odd:20261208T190000\r\n" TAIL,
      "meeting:01J|hana@shiomi.example|佐伯 ゆかり|venue|ACCEPTED|-|-|2026-12-08|19:00|2026-11-25" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (table[i].text, strlen (table[i].text));
    g_autoptr (RyCalendarReply) reply = ry_calendar_read_reply (bytes, REGION, &error);
    g_autofree char *found = NULL;

    g_assert_no_error (error);
#define OR_DASH(text) ((text) != NULL ? (text) : "-")
    found = g_strjoin ("|", OR_DASH (reply->meeting), OR_DASH (reply->mail), OR_DASH (reply->name),
                       OR_DASH (reply->status), reply->partstat, OR_DASH (reply->proxy), OR_DASH (reply->comment),
                       OR_DASH (reply->date), OR_DASH (reply->start), OR_DASH (reply->answered_on), NULL);
    g_test_message ("row %u", i);
    g_assert_cmpstr (found, ==, table[i].expected);
  }
}

static void
test_encodings (void)
{
  static const char *const encodings[] = { "UTF-8", "CP932", "ISO-2022-JP", "UTF-16" };
  static const char text[] = HEAD EVENT HANA ("ACCEPTED") TAIL;

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    g_autoptr (GError) error = NULL;
    gsize length;
    char *encoded = g_convert (text, -1, encodings[i], "UTF-8", NULL, &length, &error);
    g_autoptr (GBytes) bytes = g_bytes_new_take (encoded, length);
    g_autoptr (RyCalendarReply) reply = ry_calendar_read_reply (bytes, REGION, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (reply->name, ==, "佐伯 ゆかり");
  }
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *word;
  } table[] = {
    { "", "not a calendar file" },
    { "PK\003\004binary\001", "not a calendar file" },
    { "BEGIN:VCARD\r\nEND:VCARD\r\n", "not a calendar file" },
    { "From: a@b\r\nContent-Type: text/calendar\r\n\r\nQkVHSU4=\r\n", "whole mail" },
    { HEAD EVENT HANA ("ACCEPTED"), "cut short" },
    { "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" EVENT HANA ("NEEDS-ACTION") TAIL, "an invitation" },
    { "BEGIN:VCALENDAR\r\nMETHOD:COUNTER\r\n" EVENT HANA ("TENTATIVE") TAIL, "another time" },
    { "BEGIN:VCALENDAR\r\nMETHOD:REFRESH\r\n" EVENT HANA ("ACCEPTED") TAIL, "no answer" },
    { HEAD "END:VCALENDAR\r\n", "no event" },
    { HEAD "BEGIN:VEVENT\r\n" HANA ("ACCEPTED") TAIL, "no event" },
    { HEAD EVENT TAIL, "who answers" },
    { HEAD EVENT "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\r\nATTENDEE;PARTSTAT=DECLINED:mailto:c@d\r\n" TAIL, "several" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new_static (table[i].text, strlen (table[i].text));

    g_assert_null (ry_calendar_read_reply (bytes, REGION, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
    if (strstr (error->message, table[i].word) == NULL)
      g_error ("row %u: %s", i, error->message);
  }
}

static void
test_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (RY_CALENDAR_MAX_BYTES + 1), RY_CALENDAR_MAX_BYTES + 1);

  g_assert_null (ry_calendar_read_reply (bytes, REGION, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
}

/* What was sent, as a calendar that obeys the RFC answers it. */
static void
test_round (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sent =
      write_meeting (RY_CALENDAR_REQUEST, "", "kyogikai@shiomi.example", "hana@shiomi.example", "佐伯　ゆかり");
  g_auto (GStrv) parts = g_strsplit (sent, "METHOD:REQUEST", 2);
  g_autofree char *answered = g_strjoinv ("METHOD:REPLY", parts);
  g_auto (GStrv) states = g_strsplit (answered, "NEEDS-ACTION;RSVP=TRUE", 2);
  g_autofree char *reply_text = g_strjoinv ("DECLINED", states);
  g_autoptr (GBytes) bytes = g_bytes_new (reply_text, strlen (reply_text));
  g_autoptr (RyCalendarReply) reply = ry_calendar_read_reply (bytes, REGION, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reply->meeting, ==, "meeting:01J");
  g_assert_cmpstr (reply->status, ==, "absent");
  g_assert_cmpstr (reply->date, ==, "2026-12-08");
  g_assert_cmpstr (reply->start, ==, "19:00");
  g_assert_cmpint (reply->sequence, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/writing", test_writing);
  g_test_add_func ("/calendar/folding", test_folding);
  g_test_add_func ("/calendar/uid", test_uid);
  g_test_add_func ("/calendar/feed", test_feed);
  g_test_add_func ("/calendar/reading", test_reading);
  g_test_add_func ("/calendar/encodings", test_encodings);
  g_test_add_func ("/calendar/refused", test_refused);
  g_test_add_func ("/calendar/large", test_large);
  g_test_add_func ("/calendar/round", test_round);
  return g_test_run ();
}
