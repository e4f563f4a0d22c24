/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pages for browsers over HTTP: off until they are switched on, only for who is signed in, only from this server's
 * own forms, and what is stored is what a desktop stores. The clock stands at RYORIN_TODAY.
 */
#include <string.h>

#include "ry-accounts.h"
#include "ry-i18n.h"
#include "web-visitor.h"

#define REGION   "shiomi"
#define DATABASE "/" REGION "-council"
#define TODAY    "2026-11-24"
#define ROOT     "/_ryorin/pages"
#define MORNING  ROOT "/" REGION "/morning"
#define OWN      "?hospital=organisation%3Amine"

#define WARD(key, members)                                                                                             \
  "{\"_id\":\"ward:" key "\",\"kind\":\"ward\",\"organisation\":\"organisation:mine\"," members "}"
#define EVENT(key, date, more)                                                                                         \
  "{\"_id\":\"event:" key "\",\"kind\":\"event\",\"title\":\"行事" key                                                 \
  "\",\"council\":\"council:care\",\"date\":\"" date                                                                   \
  "\",\"start\":\"14:00\",\"end\":\"15:30\",\"place\":\"区民センター\",\"event_type\":\"forum\"" more "}"

static void
switch_pages (RyPagesOffer offer)
{
  g_autoptr (RyAccounts) accounts = ry_accounts_open (fixture_get ()->home, NULL);

  g_assert_true (ry_accounts_set_pages (accounts, offer, NULL));
  g_usleep (20 * 1000); /* the server looks at the accounts that often */
}

static void
prepare (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "PUT", DATABASE, NULL, 201, NULL },
    { AS_CLERK, "PUT", DATABASE "/region:main", "{\"kind\":\"region\",\"name\":\"北浜市汐見区\"}", 201, NULL },
    { AS_CLERK, "PUT", DATABASE "/council:care",
      "{\"kind\":\"council\",\"name\":\"汐見区地域ケア連絡協議会\",\"telephone\":\"000-555-0200\",\"fax\":\"000-555-"
      "0201\"}",
      201, NULL },
    { AS_CLERK, "PUT", DATABASE "/organisation:mine",
      "{\"kind\":\"organisation\",\"name\":\"波音<リハ>病院\",\"org_kind\":\"hospital\"}", 201, NULL },
    { AS_CLERK, "PUT", DATABASE "/organisation:other",
      "{\"kind\":\"organisation\",\"name\":\"海風病院\",\"org_kind\":\"hospital\"}", 201, NULL },
    { AS_CLERK, "POST", DATABASE, WARD ("a", "\"name\":\"3階東\",\"function\":\"recovery\",\"staffed\":30,\"order\":1"),
      201, NULL },
    { AS_CLERK, "POST", DATABASE, WARD ("b", "\"name\":\"3階西\",\"function\":\"recovery\",\"staffed\":28,\"order\":2"),
      201, NULL },
    { AS_CLERK, "POST", DATABASE, WARD ("old", "\"name\":\"旧館\",\"function\":\"acute\",\"to\":\"2024-03-31\""), 201,
      NULL },
    { AS_HOSPITAL, "POST", DATABASE,
      "{\"_id\":\"bed:a:20261123\",\"kind\":\"bed\",\"organisation\":\"organisation:mine\",\"ward\":\"ward:a\","
      "\"date\":\"2026-11-23\",\"at\":\"2026-11-22T23:52:00Z\",\"empty\":2,\"men\":0,\"women\":1,\"single\":0,"
      "\"either\":0,\"out\":2}",
      201, NULL },
    { AS_CLERK, "POST", DATABASE,
      EVENT ("1", "2026-12-05",
             ",\"public\":true,\"stage\":\"open\",\"apply_by\":\"2026-11-30\",\"audience\":[\"どなたでも\"],"
             "\"aim\":\"住み慣れた家で\",\"note\":\"内々の話\",\"report\":\"まだ\",\"capacity\":80,"
             "\"speakers\":[{\"key\":\"s\",\"name\":\"立花　啓介\",\"theme\":\"看取り\",\"fee\":30000}]"),
      201, NULL },
    { AS_CLERK, "POST", DATABASE, EVENT ("2", "2026-12-12", ",\"public\":false,\"stage\":\"open\""), 201, NULL },
    { AS_CLERK, "POST", DATABASE, EVENT ("3", "2026-11-01", ",\"public\":true,\"stage\":\"open\""), 201, NULL },
    { AS_CLERK, "POST", DATABASE, EVENT ("4", "2027-02-20", ",\"public\":true,\"stage\":\"cancelled\""), 201, NULL },
    { AS_CLERK, "POST", DATABASE, EVENT ("5", "2026-11-24", ",\"public\":true,\"stage\":\"held\""), 201, NULL },
    { AS_CLERK, "POST", DATABASE,
      EVENT ("6", "2026-12-01", ",\"public\":true,\"stage\":\"open\",\"apply_by\":\"2026-11-20\""), 201, NULL },
  };

  fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps));
}

/* Nobody is offered a page that nobody asked for, and none says that there could be one. */
static void
test_off (void)
{
  static const char *const paths[] = {
    ROOT,
    ROOT "/sign-in",
    ROOT "/style.css",
    MORNING,
    "/_ryorin/events",
    "/_ryorin/events/" REGION,
    "/_ryorin/events/" REGION ".ics",
  };
  static const WebBrowser browser = { .site = "same-origin" };
  g_autoptr (Reply) unknown = web_ask (&browser, "GET", "/_ryorin/nothing", NULL);
  g_autoptr (Reply) post = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (Reply) reply = web_ask (&browser, "GET", paths[i], NULL);

    g_assert_cmpuint (reply->status, ==, 404);
    g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Content-Type"), ==, "application/json");
  }
  post = web_ask (&browser, "POST", ROOT "/sign-in", "name=hospital&password=the+word+of+a+ward");
  g_assert_cmpuint (post->status, ==, 404);
  g_assert_null (soup_message_headers_get_one (post->headers, "Set-Cookie"));

  g_clear_pointer (&post, reply_free);
  post = web_ask (&browser, "GET", "/", NULL);
  g_assert_cmpuint (post->status, ==, 200);

  switch_pages (RY_PAGES_EVENTS);
  g_clear_pointer (&post, reply_free);
  post = web_ask (&browser, "GET", ROOT, NULL);
  g_assert_cmpuint (post->status, ==, 404);
  g_clear_pointer (&post, reply_free);
  post = web_ask (&browser, "GET", "/", NULL); /* who types the server's address is led to what there is */
  g_assert_cmpuint (post->status, ==, 303);
  g_assert_cmpstr (soup_message_headers_get_one (post->headers, "Location"), ==, "/_ryorin/events");
  fixture_expect (fixture_get (), AS_NOBODY, "GET", "/", NULL, 200, "{\"couchdb\":*"); /* a desktop is not */
  switch_pages (RY_PAGES_BEDS);
  g_clear_pointer (&post, reply_free);
  post = web_ask (&browser, "GET", "/_ryorin/events", NULL);
  g_assert_cmpuint (post->status, ==, 404);
}

static void
test_signing_in (void)
{
  static const WebBrowser browser = { .site = "same-origin" }, stranger = { .site = "cross-site" },
                          old = { .origin = "http://evil.example" }, silent = { NULL };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) wrong = NULL, forged = NULL, led = NULL, before = NULL, after = NULL, out = NULL, dialog = NULL;
  g_autoptr (SoupMessage) basic = NULL;
  g_autofree char *next = web_find_value (page, "next");
  g_autofree char *cookie = NULL, *token = NULL, *form = NULL;
  WebBrowser mine = { .site = "same-origin" };

  web_check_page (page, 200);
  g_assert_true (web_has (page, "<html lang=\"ja\">"));
  g_assert_true (web_has (page, "autocomplete=\"current-password\""));
  g_assert_cmpstr (next, ==, MORNING); /* back to where they wanted to go */

  wrong =
      web_ask (&browser, "POST", ROOT "/sign-in", "name=hospital&password=%3Cno%3E&next=https%3A%2F%2Fevil.example%2F");
  web_check_page (wrong, 403);
  g_assert_true (web_has (wrong, "value=\"hospital\""));
  g_assert_true (web_has (wrong, "role=\"alert\""));
  g_assert_false (web_has (wrong, "no&gt;")); /* a password never comes back */
  g_assert_false (web_has (wrong, "evil.example"));

  forged = web_ask (&stranger, "POST", ROOT "/sign-in", "name=hospital&password=the+word+of+a+ward");
  web_check_page (forged, 403);
  g_assert_null (soup_message_headers_get_one (forged->headers, "Set-Cookie"));
  g_clear_pointer (&forged, reply_free);
  forged = web_ask (&old, "POST", ROOT "/sign-in", "name=hospital&password=the+word+of+a+ward");
  web_check_page (forged, 403);
  g_clear_pointer (&forged, reply_free);
  forged = web_ask (&silent, "POST", ROOT "/sign-in", "name=hospital&password=the+word+of+a+ward");
  web_check_page (forged, 403);

  led = web_ask (&stranger, "GET", MORNING, NULL);
  web_check_page (led, 200);
  g_assert_true (web_has (led, "href=\"" MORNING "\"")); /* one step on this site, and the cookie comes along */

  basic = fixture_message (fixture_get (), AS_HOSPITAL, "GET", MORNING, NULL);
  dialog = fixture_send (fixture_get (), basic);
  web_check_page (dialog, 200);
  g_assert_true (
      web_has (dialog, "name=\"password\"")); /* a page takes no names and passwords from a browser's dialog */

  cookie = web_sign_in (AS_HOSPITAL);
  mine.cookie = cookie;
  before = web_ask (&mine, "GET", ROOT, NULL);
  web_check_page (before, 200);
  g_assert_cmpstr (soup_message_headers_get_one (before->headers, "Cache-Control"), ==, "no-store");
  g_assert_true (web_has (before, "href=\"" MORNING "\""));
  token = web_find_value (before, "token");
  out = web_ask (&mine, "POST", ROOT "/sign-out", "token=0000");
  web_check_page (out, 403);
  g_clear_pointer (&out, reply_free);
  form = soup_form_encode ("token", token, NULL);
  out = web_ask (&mine, "POST", ROOT "/sign-out", form);
  g_assert_cmpuint (out->status, ==, 303);
  g_assert_nonnull (strstr (soup_message_headers_get_one (out->headers, "Set-Cookie"), "Max-Age=0"));
  after = web_ask (&mine, "GET", MORNING, NULL);
  g_assert_true (web_has (after, "name=\"password\""));
}

/* A member who is no hospital's, and one whose region is another. */
static void
test_whose (void)
{
  g_autofree char *member = web_sign_in (AS_MEMBER), *hospital = web_sign_in (AS_HOSPITAL);
  WebBrowser browser = { .site = "same-origin", .cookie = member };
  g_autoptr (Reply) none = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) other = NULL, elsewhere = NULL, page = NULL, stolen = NULL;
  g_autofree char *form = NULL;
  static const char *const to_other[] = { "hospital", "organisation:other", NULL };

  web_check_page (none, 403);
  browser.cookie = hospital;
  other = web_ask (&browser, "GET", MORNING "?hospital=organisation%3Aother", NULL);
  web_check_page (other, 403);
  elsewhere = web_ask (&browser, "GET", ROOT "/elsewhere/morning", NULL);
  web_check_page (elsewhere, 404);
  page = web_ask (&browser, "GET", MORNING, NULL);
  form = web_fill_form (page, to_other);
  stolen = web_ask (&browser, "POST", MORNING, form);
  web_check_page (stolen, 403);
}

static void
expect_report (const char *ward, const char *pattern)
{
  g_autofree char *path = g_strdup_printf (DATABASE "/bed:%s:20261124", ward);

  fixture_expect (fixture_get (), AS_HOSPITAL, "GET", path, NULL, pattern != NULL ? 200 : 404, pattern);
}

static void
test_morning (void)
{
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *form = NULL, *second = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) sent = NULL, stored = NULL, again = NULL, without = NULL, forged = NULL;
  static const char *const changes[] = { "women.ward:a", "２", "empty.ward:b", "3", NULL };
  static const char *const no_token[] = { "token", "", NULL };
  WebBrowser stranger = browser;

  web_check_page (page, 200);
  g_assert_true (web_has (page, "波音&lt;リハ&gt;病院"));
  g_assert_false (web_has (page, "旧館"));
  g_assert_true (web_has (page, "name=\"women.ward:a\" value=\"1\"")); /* yesterday's */
  g_assert_true (web_has (page, "name=\"empty.ward:b\" value=\"\""));  /* silence is not zero */

  without = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, no_token));
  web_check_page (without, 403);
  g_free (form);
  form = web_fill_form (page, changes);
  stranger.site = "cross-site";
  forged = web_ask (&stranger, "POST", MORNING, form);
  web_check_page (forged, 403);
  stranger.site = NULL;
  g_clear_pointer (&forged, reply_free);
  forged = web_ask (&stranger, "POST", MORNING, form);
  web_check_page (forged, 403);
  expect_report ("a", NULL);

  sent = web_ask (&browser, "POST", MORNING, form);
  g_assert_cmpuint (sent->status, ==, 303);
  g_assert_cmpstr (soup_message_headers_get_one (sent->headers, "Location"), ==, MORNING "/stored" OWN);
  expect_report ("a", "*\"_rev\":\"1-*\"women\":2*");
  expect_report ("a", "*\"source\":\"self\"*");
  expect_report ("a", "*\"updated_on\":\"web\"*");
  expect_report ("b", "*\"empty\":3*");
  stored = web_ask (&browser, "GET", MORNING "/stored" OWN, NULL);
  web_check_page (stored, 200);
  g_assert_true (web_has (stored, "すべての病棟"));

  /* The same form once more, as a double tap or a page loaded again sends it. */
  again = web_ask (&browser, "POST", MORNING, form);
  g_assert_cmpuint (again->status, ==, 303);
  expect_report ("a", "*\"_rev\":\"1-*");
}

static void
test_unchanged (void)
{
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *form = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) sent = NULL;

  /* A later report of the same day, without a change, is news: its time is. */
  form = web_fill_form (page, NULL);
  sent = web_ask (&browser, "POST", MORNING, form);
  g_assert_cmpuint (sent->status, ==, 303);
  expect_report ("a", "*\"_rev\":\"2-*");
}

/* What was just sent is taken back: what stood there before stands again, and a second press changes nothing. */
static void
test_undo (void)
{
  static const char *const changes[] = { "women.ward:a", "1", NULL };
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *form = NULL, *undo = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) sent = NULL, stored = NULL, back = NULL, twice = NULL, forged = NULL;
  WebBrowser stranger = browser;

  form = web_fill_form (page, changes);
  sent = web_ask (&browser, "POST", MORNING, form);
  g_assert_cmpuint (sent->status, ==, 303);
  expect_report ("a", "*\"women\":1*");
  stored = web_ask (&browser, "GET", MORNING "/stored" OWN, NULL);
  g_assert_true (web_has (stored, "morning/undo"));
  undo = web_fill_form (stored, NULL);
  stranger.site = "cross-site";
  forged = web_ask (&stranger, "POST", MORNING "/undo", undo);
  web_check_page (forged, 403);
  back = web_ask (&browser, "POST", MORNING "/undo", undo);
  g_assert_cmpuint (back->status, ==, 303);
  expect_report ("a", "*\"women\":2*");
  twice = web_ask (&browser, "POST", MORNING "/undo", undo);
  g_assert_cmpuint (twice->status, ==, 303);
  expect_report ("a", "*\"women\":2*");
}

/* The secretariat enters what it was told: who and when stands in the report, and nothing is taken without. */
static void
test_on_behalf (void)
{
  static const char *const nobody[] = { "empty.ward:b", "4", NULL };
  static const char *const tomorrow[] = { "empty.ward:b", "4",      "informant", "連携室 小林", "clock",
                                          "23:59",        "source", "fax",       NULL };
  static const char *const told[] = { "empty.ward:b", "4",      "informant", "連携室 小林", "clock",
                                      "0:00",         "source", "fax",       NULL };
  g_autofree char *cookie = web_sign_in (AS_CLERK), *form = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING OWN, NULL);
  g_autoptr (Reply) without = NULL, late = NULL, sent = NULL;

  web_check_page (page, 200);
  g_assert_true (web_has (page, "name=\"informant\""));
  without = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, nobody));
  web_check_page (without, 422);
  g_assert_true (web_has (without, "href=\"#informant\""));
  g_free (form);
  late = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, tomorrow));
  web_check_page (late, 422);
  g_free (form);
  sent = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, told));
  g_assert_cmpuint (sent->status, ==, 303);
  expect_report ("b", "*\"at\":\"2026-11-23T15:00:00Z\"*");
  expect_report ("b", "*\"informant\":\"連携室 小林\"*");
  expect_report ("b", "*\"source\":\"fax\"*");
}

static void
test_impossible (void)
{
  static const char *const words[] = { "men.ward:a", "-1", "women.ward:a", "たくさん", "empty.ward:b", "7", NULL };
  static const char *const sums[] = { "empty.ward:a", "1", "women.ward:a", "2", "single.ward:a", "2", NULL };
  static const char *const other[] = { "single.ward:a", "3", NULL };
  static const char *const reason[] = { "reason.ward:a", "休憩室を<一時>使用", NULL };
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *form = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);
  g_autoptr (Reply) wrong = NULL, warned = NULL, more = NULL, sent = NULL;

  wrong = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, words));
  web_check_page (wrong, 422);
  g_assert_true (web_has (wrong, "value=\"たくさん\"")); /* what was entered comes back */
  g_assert_true (web_has (wrong, "name=\"empty.ward:b\" value=\"7\""));
  g_assert_true (web_has (wrong, "href=\"#men-1\""));
  g_assert_true (web_has (wrong, "id=\"men-1\""));
  g_assert_true (web_has (wrong, "aria-invalid=\"true\""));
  expect_report ("b", "*\"empty\":3*"); /* nothing of it is stored */

  g_free (form);
  warned = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, sums));
  web_check_page (warned, 422);
  g_assert_true (web_has (warned, "受入可能が4床ですが、空床は1床です。"));
  g_assert_true (web_has (warned, "name=\"single.ward:a\" value=\"2\""));
  /* Another sum that cannot be is asked about again. */
  g_free (form);
  more = web_ask (&browser, "POST", MORNING, form = web_fill_form (warned, other));
  web_check_page (more, 422);
  g_free (form);
  sent = web_ask (&browser, "POST", MORNING, form = web_fill_form (warned, reason));
  g_assert_cmpuint (sent->status, ==, 303);
  expect_report ("a", "*\"reason\":\"休憩室を<一時>使用\"*");
  expect_report ("a", "*\"single\":2*");
}

static void
test_days (void)
{
  static const char *const tomorrow[] = { "date", "2026-11-25", "empty.ward:b", "9", NULL };
  static const char *const yesterday[] = { "date", "2026-11-23", "empty.ward:b", "9", NULL };
  static const char *const none[] = { "date", "soon", NULL };
  static const char *const *const cases[] = { tomorrow, yesterday, none };
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL);
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *form = web_fill_form (page, cases[i]);
    g_autoptr (Reply) reply = web_ask (&browser, "POST", MORNING, form);
    g_autofree char *date = web_find_value (reply, "date");

    web_check_page (reply, 422);
    g_assert_true (web_has (reply, "role=\"alert\""));
    g_assert_cmpstr (date, ==, TODAY);
    if (i < 2)
      g_assert_true (web_has (reply, "name=\"empty.ward:b\" value=\"9\""));
  }
  expect_report ("b", "*\"empty\":3*");
  fixture_expect (fixture_get (), AS_HOSPITAL, "GET", DATABASE "/bed:b:20261125", NULL, 404, NULL);
}

/* Two opened the page; the second is shown what the first has sent, and asked. */
static void
test_two_at_once (void)
{
  static const char *const first[] = { "empty.ward:b", "5", NULL };
  static const char *const second[] = { "empty.ward:b", "6", "out.ward:b", "1", NULL };
  static const char *const mine[] = { "keep.ward:b", "mine", NULL };
  static const char *const theirs[] = { "keep.ward:b", "theirs", NULL };
  g_autofree char *one = web_sign_in (AS_HOSPITAL), *other = web_sign_in (AS_HOSPITAL), *form = NULL;
  const WebBrowser left = { .site = "same-origin", .cookie = one }, right = { .site = "same-origin", .cookie = other };
  g_autoptr (Reply) page = web_ask (&left, "GET", MORNING, NULL), seen = web_ask (&right, "GET", MORNING, NULL);
  g_autoptr (Reply) sent = NULL, asked = NULL, unchosen = NULL, kept = NULL, replaced = NULL;

  sent = web_ask (&left, "POST", MORNING, form = web_fill_form (page, first));
  g_assert_cmpuint (sent->status, ==, 303);
  g_free (form);
  asked = web_ask (&right, "POST", MORNING, form = web_fill_form (seen, second));
  web_check_page (asked, 422);
  g_assert_true (web_has (asked, "name=\"empty.ward:b\" value=\"6\""));
  g_assert_true (web_has (asked, "空床 5"));
  g_assert_true (web_has (asked, "hospital")); /* who */
  g_assert_true (web_has (asked, "name=\"keep.ward:b\" value=\"mine\""));
  expect_report ("b", "*\"empty\":5*");

  g_free (form);
  unchosen = web_ask (&right, "POST", MORNING, form = web_fill_form (asked, NULL));
  web_check_page (unchosen, 422);
  expect_report ("b", "*\"empty\":5*");
  g_free (form);
  kept = web_ask (&right, "POST", MORNING, form = web_fill_form (asked, theirs));
  g_assert_cmpuint (kept->status, ==, 303);
  expect_report ("b", "*\"empty\":5*");
  g_free (form);
  replaced = web_ask (&right, "POST", MORNING, form = web_fill_form (asked, mine));
  g_assert_cmpuint (replaced->status, ==, 303);
  expect_report ("b", "*\"empty\":6*");
}

/* A desktop's report arrives while the page is open; and one is taken back. */
static void
test_with_desktops (void)
{
  static const char *const first[] = { "empty.ward:d", "4", NULL };
  static const char *const emptied[] = { "empty.ward:d", "", NULL };
  static const Step ward[] = {
    { AS_CLERK, "POST", DATABASE, WARD ("d", "\"name\":\"5階\",\"function\":\"acute\",\"staffed\":30,\"order\":4"), 201,
      NULL },
  };
  static const Step desktop[] = {
    { AS_HOSPITAL, "POST", DATABASE,
      "{\"_id\":\"bed:d:20261124\",\"kind\":\"bed\",\"organisation\":\"organisation:mine\",\"ward\":\"ward:d\","
      "\"date\":\"2026-11-24\","
      "\"at\":\"2026-11-23T23:40:00Z\",\"empty\":4,\"source\":\"self\",\"updated_by\":\"person:one\",\"a_newer_field\":"
      "\"kept\"}",
      201, NULL },
  };
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *form = NULL;
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = NULL, same = NULL, fresh = NULL, back = NULL, report = NULL;

  fixture_run (fixture_get (), ward, G_N_ELEMENTS (ward));
  page = web_ask (&browser, "GET", MORNING, NULL);
  fixture_run (fixture_get (), desktop, G_N_ELEMENTS (desktop));
  /* Both say the same: there is nothing to ask, and nothing to write. */
  same = web_ask (&browser, "POST", MORNING, form = web_fill_form (page, first));
  g_assert_cmpuint (same->status, ==, 303);
  expect_report ("d", "*\"_rev\":\"1-*");
  /* What is taken back is unreported, not zero; and what this server does not know stays. */
  fresh = web_ask (&browser, "GET", MORNING, NULL);
  g_free (form);
  back = web_ask (&browser, "POST", MORNING, form = web_fill_form (fresh, emptied));
  g_assert_cmpuint (back->status, ==, 303);
  expect_report ("d", "*\"a_newer_field\":\"kept\"*");
  report = fixture_request (fixture_get (), AS_HOSPITAL, "GET", DATABASE "/bed:d:20261124", NULL);
  g_assert_false (web_has (report, "\"empty\""));
}

/* A member looks for a bed; what is kept in the server's memory follows what is written. */
static void
test_find (void)
{
  static const Step change[] = {
    { AS_HOSPITAL, "POST", DATABASE,
      "{\"_id\":\"bed:c:20261124\",\"kind\":\"bed\",\"organisation\":\"organisation:mine\",\"ward\":\"ward:c\","
      "\"date\":\"2026-11-24\","
      "\"at\":\"2026-11-23T23:40:00Z\",\"men\":4,\"source\":\"phone\"}",
      201, NULL },
  };
  static const Step ward[] = {
    { AS_CLERK, "PUT", DATABASE "/condition:dialysis",
      "{\"kind\":\"condition\",\"name\":\"人工透析\",\"short_name\":\"透析\",\"order\":1}", 201, NULL },
    { AS_CLERK, "POST", DATABASE, WARD ("c", "\"name\":\"4階\",\"function\":\"chronic\",\"staffed\":30,\"order\":3"),
      201, NULL },
  };
  g_autofree char *cookie = web_sign_in (AS_MEMBER);
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) less = NULL, form = NULL, none = NULL, found = NULL, odd = NULL, posted = NULL, nobody = NULL;
  static const WebBrowser stranger = { .site = "none" };

  fixture_run (fixture_get (), ward, G_N_ELEMENTS (ward));
  form = web_ask (&browser, "GET", ROOT "/" REGION "/beds", NULL);
  web_check_page (form, 200);
  g_assert_true (web_has (form, "name=\"with.condition:dialysis\""));
  g_assert_false (web_has (form, "id=\"found\"")); /* nothing was asked yet */
  none = web_ask (&browser, "GET", ROOT "/" REGION "/beds?stage=chronic&sex=man", NULL);
  web_check_page (none, 200);
  g_assert_true (web_has (none, "合う床はありません"));
  g_assert_true (web_has (none, "0床としては数えていません"));

  fixture_run (fixture_get (), change, G_N_ELEMENTS (change));
  found = web_ask (&browser, "GET", ROOT "/" REGION "/beds?stage=chronic&sex=man&with.condition%3Adialysis=1", NULL);
  web_check_page (found, 200);
  g_assert_true (web_has (found, "1病院に床があります"));
  g_assert_true (web_has (found, "<b>4</b>"));
  g_assert_true (web_has (found, "波音&lt;リハ&gt;病院"));
  g_assert_true (web_has (found, "透析 未回答")); /* silence is no answer, and no "no" */
  g_assert_true (web_has (found, "電話"));        /* how the report came */
  g_assert_true (web_has (found, "評価ではありません"));
  /* Which wish, given up, would find something. */
  less = web_ask (&browser, "GET", ROOT "/" REGION "/beds?stage=chronic&sex=man&single=1", NULL);
  web_check_page (less, 200);
  g_assert_true (web_has (less, "合う床はありません"));
  g_assert_true (web_has (less, "href=\"?stage=chronic&amp;sex=man#found\""));
  odd = web_ask (&browser, "GET", ROOT "/" REGION "/beds?stage=%3Cb%3E&sex=x&area=%22&with.condition%3Anone=1", NULL);
  web_check_page (odd, 200);
  g_assert_false (web_has (odd, "<b>\""));
  posted = web_ask (&browser, "POST", ROOT "/" REGION "/beds", "stage=any");
  g_assert_cmpuint (posted->status, ==, 404);
  nobody = web_ask (&stranger, "GET", ROOT "/" REGION "/beds?stage=any", NULL);
  web_check_page (nobody, 200);
  g_assert_true (web_has (nobody, "name=\"password\""));
  g_assert_false (web_has (nobody, "病院"));
}

static void
test_events (void)
{
  static const WebBrowser browser = { .site = "none" }, english = { .language = "en-GB,en;q=0.9,ja;q=0.3" };
  g_autoptr (Reply) list = NULL, alone = NULL, calendar = NULL, same = NULL, foreign = NULL;
  g_autoptr (SoupMessage) message = NULL;
  static const char *const missing[] = { "2", "3", "5", "nothing", "..%2F..%2Fbed:a" };

  switch_pages (RY_PAGES_BEDS | RY_PAGES_EVENTS);
  list = web_ask (&browser, "GET", "/_ryorin/events/" REGION, NULL);
  web_check_page (list, 200);
  g_assert_cmpstr (soup_message_headers_get_one (list->headers, "Cache-Control"), ==, "public, max-age=300");
  g_assert_true (web_has (list, "行事1") && web_has (list, "行事4") && web_has (list, "行事6"));
  g_assert_false (web_has (list, "行事2") || web_has (list, "行事3") || web_has (list, "行事5"));
  g_assert_true (strstr (list->body, "行事6") < strstr (list->body, "行事1"));
  g_assert_true (web_has (list, "href=\"tel:000-555-0200\""));
  g_assert_true (web_has (list, "市民フォーラム") && web_has (list, "どなたでも"));
  g_assert_false (web_has (list, "token"));

  alone = web_ask (&browser, "GET", "/_ryorin/events/" REGION "/1", NULL);
  web_check_page (alone, 200);
  g_assert_true (web_has (alone, "立花") && web_has (alone, "看取り")); /* a speaker is named */
  g_assert_false (web_has (alone, "内々") || web_has (alone, "30000"));
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++) {
    g_autofree char *path = g_strdup_printf ("/_ryorin/events/" REGION "/%s", missing[i]);
    g_autoptr (Reply) reply = web_ask (&browser, "GET", path, NULL);

    web_check_page (reply, 404);
  }

  calendar = web_ask (&browser, "GET", "/_ryorin/events/" REGION ".ics", NULL);
  g_assert_cmpuint (calendar->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (calendar->headers, "Content-Type"), ==,
                   "text/calendar; charset=utf-8");
  g_assert_true (web_has (calendar, "UID:event-1@" REGION ".ryorin") && web_has (calendar, "STATUS:CANCELLED"));
  g_assert_false (web_has (calendar, "event-2") || web_has (calendar, "内々") || web_has (calendar, "立花"));

  message = fixture_message (fixture_get (), AS_NOBODY, "GET", "/_ryorin/events/" REGION, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match",
                                soup_message_headers_get_one (list->headers, "ETag"));
  same = fixture_send (fixture_get (), message);
  g_assert_cmpuint (same->status, ==, 304);
  foreign = web_ask (&english, "GET", "/_ryorin/events/" REGION, NULL);
  web_check_page (foreign, 200);
  g_assert_true (web_has (foreign, "<html lang=\"en\">") && web_has (foreign, "Coming events"));
}

/* Too large, no form at all, torn, too often. */
static void
test_hostile (void)
{
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL), *large = g_strnfill (100 * 1024, 'a');
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) too_large = web_ask (&browser, "POST", MORNING, large);
  g_autoptr (Reply) torn = web_ask (&browser, "POST", MORNING, "token=%ff%fe&%00=1");
  g_autoptr (Reply) deep = web_ask (&browser, "GET", ROOT "/" REGION "/%3Cscript%3E", NULL);
  g_autoptr (Reply) json = fixture_request (fixture_get (), AS_HOSPITAL, "POST", MORNING, "{}");
  g_autoptr (Reply) last = NULL;

  g_assert_cmpuint (too_large->status, ==, 413);
  g_assert_cmpuint (torn->status, >=, 400);
  g_assert_cmpuint (torn->status, <, 500);
  web_check_page (deep, 404);
  g_assert_cmpuint (json->status, ==, 415);

  for (guint i = 0; i < 400 && (last == NULL || last->status != 429); i++) {
    g_clear_pointer (&last, reply_free);
    last = web_ask (&browser, "GET", ROOT, NULL);
  }
  web_check_page (last, 429);
  g_assert_nonnull (soup_message_headers_get_one (last->headers, "Retry-After"));
}

/* A reason may read "99999"; a figure may not. */
static void
check_figures (const char *report)
{
  static const char *const figures[] = { "empty", "men", "women", "single", "either", "out" };
  g_autoptr (JsonNode) node = json_from_string (report, NULL);
  JsonObject *object = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_assert_cmpint (json_object_get_int_member_with_default (object, figures[i], 0), >=, 0);
    g_assert_cmpint (json_object_get_int_member_with_default (object, figures[i], 0), <=,
                     json_object_get_int_member (object, "staffed"));
  }
}

/* Whatever stands in the fields: an answer in words, and never a document that a desktop would not write. */
static void
test_random (void)
{
  static const char *const fields[] = { "empty.ward:a",  "men.ward:a",     "rev.ward:a",      "seen.ward:a",
                                        "reason.ward:a", "keep.ward:a",    "asked.ward:a",    "date",
                                        "hospital",      "empty.ward:old", "men.ward:nothing" };
  static const char *const values[] = {
    "0",          "1",          "-1",  "9999", "99999",  "1e3", "<b>",  "\"",
    "2026-11-24", "2026-11-25", "1-x", "mine", "theirs", "３",  "null", "organisation:mine",
    "ward:a",     "\n",         " 2 ", "0x10", ""
  };
  g_autofree char *cookie = web_sign_in (AS_HOSPITAL);
  const WebBrowser browser = { .site = "same-origin", .cookie = cookie };
  g_autoptr (Reply) page = web_ask (&browser, "GET", MORNING, NULL), report = NULL;

  for (guint i = 0; i < 60; i++) {
    const char *changes[7] = { NULL };
    g_autofree char *form = NULL;
    g_autoptr (Reply) reply = NULL;

    for (guint j = 0; j < 6; j += 2) {
      changes[j] = fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
      changes[j + 1] = values[g_test_rand_int_range (0, G_N_ELEMENTS (values))];
    }
    form = web_fill_form (page, changes);
    reply = web_ask (&browser, "POST", MORNING, form);
    if (reply->status != 303)
      g_assert_true (reply->status == 422 || reply->status == 403);
    g_assert_false (web_has (reply, "<b>"));
  }
  report = fixture_request (fixture_get (), AS_HOSPITAL, "GET", DATABASE "/bed:a:20261124", NULL);
  g_assert_cmpuint (report->status, ==, 200);
  check_figures (report->body);
  fixture_expect (fixture_get (), AS_HOSPITAL, "GET", DATABASE "/bed:old:20261124", NULL, 404, NULL);
  fixture_expect (fixture_get (), AS_HOSPITAL, "GET", DATABASE "/bed:nothing:20261124", NULL, 404, NULL);
}

static void
test_style (void)
{
  static const WebBrowser browser = { .site = "same-origin" };
  g_autoptr (Reply) page = web_ask (&browser, "GET", ROOT, NULL);
  g_autofree char *start =
      strstr (page->body, ROOT "/style.css") != NULL ? g_strdup (strstr (page->body, ROOT "/style.css")) : NULL;
  g_autoptr (Reply) style = NULL;

  g_assert_nonnull (start);
  start[strcspn (start, "\"")] = '\0';
  style = web_ask (&browser, "GET", start, NULL);
  g_assert_cmpuint (style->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (style->headers, "Content-Type"), ==, "text/css; charset=utf-8");
  g_assert_true (web_has (style, "prefers-color-scheme: dark"));
  g_assert_false (web_has (style, "url(") || web_has (style, "@import")); /* nothing from elsewhere */
}

int
main (int argc, char *argv[])
{
  int result;

  g_setenv ("RYORIN_TODAY", TODAY, TRUE);
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  ry_i18n_init ();
  ry_i18n_offer ();
  g_test_init (&argc, &argv, NULL);
  prepare ();
  g_test_add_func ("/pages/off", test_off);
  g_test_add_func ("/pages/signing-in", test_signing_in);
  g_test_add_func ("/pages/whose", test_whose);
  g_test_add_func ("/pages/style", test_style);
  g_test_add_func ("/pages/morning", test_morning);
  g_test_add_func ("/pages/unchanged", test_unchanged);
  g_test_add_func ("/pages/undo", test_undo);
  g_test_add_func ("/pages/impossible", test_impossible);
  g_test_add_func ("/pages/days", test_days);
  g_test_add_func ("/pages/two-at-once", test_two_at_once);
  g_test_add_func ("/pages/with-desktops", test_with_desktops);
  g_test_add_func ("/pages/on-behalf", test_on_behalf);
  g_test_add_func ("/pages/find", test_find);
  g_test_add_func ("/pages/random", test_random);
  g_test_add_func ("/pages/events", test_events);
  g_test_add_func ("/pages/hostile", test_hostile);
  result = g_test_run ();
  fixture_free ();
  return result;
}
