/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar of meetings: there only for whom it was asked for, at an address nobody can guess, and with nothing in
 * it that is not public.
 */
#include <string.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "server-fixture.h"
#include "ry-words.h"

#define MEETING(key, date, more)                                                                                       \
  "{\"_id\":\"meeting:" key "\",\"kind\":\"meeting\",\"title\":\"第182回例会\",\"council\":\"council:care\","      \
  "\"date\":\"" date                                                                                                   \
  "\",\"start\":\"19:00\",\"attendance\":[{\"key\":\"a\",\"name\":\"立花　啓介\",\"status\":\"absent\"}],"        \
  "\"note\":\"内々の話\"" more "}"

static char *
make_address (const char *name)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = ry_accounts_make_calendar (accounts, name, &error);

  g_assert_no_error (error);
  g_usleep (20 * 1000); /* the server looks at the accounts that often */
  return g_strdup_printf ("/_ryorin/calendar/%s.ics", token);
}

static void
test_feed (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", "/calendar-council", NULL, 201, NULL },
    { AS_ADMIN, "PUT", "/calendar-office", NULL, 201, NULL },
    { AS_CLERK, "PUT", "/calendar-council/council:care",
      "{\"kind\":\"council\",\"name\":\"汐見区地域ケア連絡協議会\",\"short_name\":\"連絡協\"}", 201, NULL },
    { AS_CLERK, "PUT", "/calendar-council/meeting:1", MEETING ("1", "2099-12-08", ""), 201, NULL },
    { AS_CLERK, "PUT", "/calendar-council/meeting:2", MEETING ("2", "2099-01-12", ",\"stage\":\"cancelled\""), 201,
      NULL },
    { AS_CLERK, "PUT", "/calendar-council/meeting:3", MEETING ("3", "2001-01-12", ""), 201, NULL },
    { AS_CLERK, "PUT", "/calendar-office/meeting:4", MEETING ("4", "2099-02-01", ""), 201, NULL },
  };
  g_autofree char *address = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (SoupMessage) message = NULL;

  fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps));
  address = make_address ("member");
  reply = fixture_request (fixture_get (), AS_NOBODY, "GET", address, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Content-Type"), ==, "text/calendar; charset=utf-8");
  g_assert_cmpuint (ry_words_count (reply->body, "BEGIN:VCALENDAR"), ==, 1);
  g_assert_cmpuint (ry_words_count (reply->body, "BEGIN:VEVENT"), ==, 2);
  g_assert_cmpuint (ry_words_count (reply->body, "STATUS:CANCELLED"), ==, 1);
  g_assert_nonnull (strstr (reply->body, "UID:meeting-1@calendar.ryorin\r\n"));
  g_assert_true (strstr (reply->body, "UID:meeting-2@") < strstr (reply->body, "UID:meeting-1@"));
  g_assert_null (strstr (reply->body, "立花"));
  g_assert_null (strstr (reply->body, "内々"));

  message = fixture_message (fixture_get (), AS_NOBODY, "GET", address, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match",
                                soup_message_headers_get_one (reply->headers, "ETag"));
  again = fixture_send (fixture_get (), message);
  g_assert_cmpuint (again->status, ==, 304);
  g_assert_cmpuint (again->length, ==, 0);
  fixture_expect (fixture_get (), AS_CLERK, "PUT", "/calendar-council/meeting:5", MEETING ("5", "2099-03-09", ""), 201,
                  NULL);
  g_clear_pointer (&again, reply_free);
  g_clear_object (&message);
  again = fixture_request (fixture_get (), AS_NOBODY, "HEAD", address, NULL);
  g_assert_cmpuint (again->status, ==, 200);
}

static void
test_strangers (void)
{
  g_autofree char *first = make_address ("hospital");
  g_autofree char *second = make_address ("hospital");
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);
  g_autoptr (GError) error = NULL;
  const Step steps[] = {
    { AS_NOBODY, "GET", "/_ryorin/calendar/.ics", NULL, 404, NULL },
    { AS_NOBODY, "GET", "/_ryorin/calendar/hospital.ics", NULL, 404, NULL },
    { AS_NOBODY, "GET", "/_ryorin/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", NULL, 404, NULL },
    { AS_NOBODY, "GET", "/_ryorin/calendar", NULL, 404, NULL },
    /* Nobody has one who did not ask; to be an administrator does not help. */
    { AS_ADMIN, "GET", "/_ryorin/calendar/admin.ics", NULL, 404, NULL },
    { AS_NOBODY, "PUT", second, "BEGIN:VCALENDAR", 405, NULL },
    { AS_NOBODY, "DELETE", second, NULL, 405, NULL },
    /* A new address ends the old one. */
    { AS_NOBODY, "GET", first, NULL, 404, NULL },
    { AS_NOBODY, "GET", second, NULL, 200, NULL },
    /* It opens the calendar alone. */
    { AS_NOBODY, "GET", "/_all_dbs", NULL, 401, NULL },
  };

  fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps));
  g_assert_true (ry_accounts_end_calendar (accounts, "hospital", &error));
  g_usleep (20 * 1000);
  fixture_expect (fixture_get (), AS_NOBODY, "GET", second, NULL, 404, NULL);
  g_assert_false (ry_accounts_end_calendar (accounts, "hospital", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ry_accounts_make_calendar (accounts, "nobody", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

/* With the account its address goes. */
static void
test_removed (void)
{
  static const char *const roles[] = { "member", NULL };
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);
  g_autofree char *address = NULL;

  g_assert_true (ry_accounts_add (accounts, "leaver", roles, "the word of a leaver", NULL));
  address = make_address ("leaver");
  fixture_expect (fixture_get (), AS_NOBODY, "GET", address, NULL, 200, NULL);
  g_assert_true (ry_accounts_remove (accounts, "leaver", NULL));
  g_assert_true (ry_accounts_add (accounts, "leaver", roles, "another's word by now", NULL));
  g_usleep (20 * 1000);
  fixture_expect (fixture_get (), AS_NOBODY, "GET", address, NULL, 404, NULL);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/feed", test_feed);
  g_test_add_func ("/calendar/strangers", test_strangers);
  g_test_add_func ("/calendar/removed", test_removed);
  result = g_test_run ();
  fixture_free ();
  return result;
}
