/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of the road, as a table: never "in sync" unless the server said so in this run and nothing
 * waits.
 */
#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-sync-words.h"

#define MINUTE (60 * G_USEC_PER_SEC)

typedef struct {
  const char *name;
  RySyncState state;
  gboolean answered;
  gint64 unsent, pending, since; /* since: minutes since the last sync, -1 never */
  int error;                     /* -1 none */
  const char *title, *detail, *note;
  gboolean bad;
} Case;

static const Case cases[] = {
  { "no server", RY_SYNC_OFF, FALSE, 0, -1, -1, -1, "この端末だけ", "サーバーにつないでいません", NULL, FALSE },
  { "before the first answer", RY_SYNC_UNKNOWN, FALSE, 0, -1, 10, -1, "未送信 0件", "最後の同期 11:50", NULL, FALSE },
  { "never in sync", RY_SYNC_UNKNOWN, FALSE, 2, -1, -1, -1, "未送信 2件", "まだ同期していません", NULL, FALSE },
  { "asking for the first time", RY_SYNC_BUSY, FALSE, 0, -1, 10, -1, "未送信 0件", "サーバーとやりとりしています", NULL,
    FALSE },
  { "the region comes", RY_SYNC_BUSY, FALSE, 0, 1200, -1, -1, "未送信 0件", "受け取っています・残り1200件", NULL,
    FALSE },
  { "in sync", RY_SYNC_SYNCED, TRUE, 0, -1, 1, -1, "同期済　11:59", "サーバーと同じ内容です", NULL, FALSE },
  { "asking again", RY_SYNC_BUSY, TRUE, 0, 0, 1, -1, "同期済　11:59", "サーバーと同じ内容です", NULL, FALSE },
  { "something typed since", RY_SYNC_SYNCED, TRUE, 3, -1, 1, -1, "未送信 3件", "つながり次第、自動で送ります", NULL,
    FALSE },
  { "sending", RY_SYNC_BUSY, TRUE, 3, -1, 1, -1, "未送信 3件", "サーバーとやりとりしています", NULL, FALSE },
  { "state synced without an answer", RY_SYNC_SYNCED, FALSE, 0, -1, 1, -1, "未送信 0件", "最後の同期 11:59", NULL,
    FALSE },
  { "no answer for long", RY_SYNC_UNKNOWN, TRUE, 0, -1, 5, -1, "未送信 0件", "最後の同期 11:55", NULL, FALSE },
  { "another server, not yet in sync", RY_SYNC_BUSY, FALSE, 0, -1, -1, -1, "未送信 0件", "サーバーとやりとりしています",
    NULL, FALSE },
  { "cable pulled", RY_SYNC_FAILED, TRUE, 3, -1, 20, RY_ERROR_UNREACHABLE, "接続できません",
    "サーバーに接続できません。", "未送信 3件・最後の同期 11:40", TRUE },
  { "wrong password", RY_SYNC_FAILED, FALSE, 0, -1, -1, RY_ERROR_UNAUTHORIZED, "接続できません",
    "名前またはパスワードが違います。", "未送信 0件・まだ同期していません", TRUE },
};

static gint64
noon (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 11, 24, 12, 0, 0);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = c->error >= 0 ? g_error_new_literal (RY_ERROR, c->error, "detail for the log") : NULL;
  const RySyncFacts facts = {
    .state = c->state,
    .answered = c->answered,
    .unsent = c->unsent,
    .pending = c->pending,
    .last_synced = c->since >= 0 ? noon () - c->since * MINUTE : 0,
    .now = noon (),
    .error = error,
  };
  g_autoptr (RySyncWords) words = ry_sync_words_new (&facts);

  g_assert_cmpstr (words->title, ==, c->title);
  g_assert_cmpstr (words->detail, ==, c->detail);
  g_assert_cmpstr (words->note, ==, c->note);
  g_assert_cmpint (words->bad, ==, c->bad);
  g_assert_nonnull (words->icon_name);
  g_assert_nonnull (words->action);
}

/* What was refused is not sent, so "the same" would be too much. */
static void
test_refused (void)
{
  const RySyncFacts facts = {
    .state = RY_SYNC_SYNCED, .answered = TRUE, .refused = 1, .pending = -1, .last_synced = noon (), .now = noon ()
  };
  g_autoptr (RySyncWords) words = ry_sync_words_new (&facts);

  g_assert_cmpstr (words->detail, ==, "拒否されたもののほかは、サーバーと同じ内容です");
}

/* What one should know stands below, and the clock before what was given back. */
static void
test_notes (void)
{
  static const struct {
    gint64 clock_minutes, given_back;
    const char *note;
  } notes[] = {
    { 0, 0, NULL },
    { 1, 0, NULL },
    { -1, 0, NULL },
    { 10, 0, "この端末の時計が10分進んでいます" },
    { -10, 3, "この端末の時計が10分遅れています" },
    { 0, 12, "サーバーが失っていた12件を戻しました" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++) {
    const RySyncFacts facts = { .state = RY_SYNC_SYNCED,
                                .answered = TRUE,
                                .given_back = notes[i].given_back,
                                .pending = -1,
                                .clock_ahead = notes[i].clock_minutes * MINUTE,
                                .last_synced = noon (),
                                .now = noon () };
    g_autoptr (RySyncWords) words = ry_sync_words_new (&facts);

    g_assert_cmpstr (words->title, ==, "同期済　12:00");
    g_assert_cmpstr (words->detail, ==, "サーバーと同じ内容です");
    g_assert_cmpstr (words->note, ==, notes[i].note);
  }
}

static void
test_times (void)
{
  static const struct {
    gint64 minutes;
    const char *words;
  } times[] = {
    { 0, "12:00" },           { 60, "11:00" },
    { 12 * 60, "0:00" },      { 12 * 60 + 1, "昨日 23:59" },
    { 36 * 60, "昨日 0:00" }, { 36 * 60 + 1, "11月22日（日） 23:59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *words = ry_sync_words_time (noon () - times[i].minutes * MINUTE, noon ());

    g_assert_cmpstr (words, ==, times[i].words);
  }
}

static void
test_next_try (void)
{
  static const struct {
    gint64 seconds;
    const char *words;
  } tries[] = { { -5, "まもなく" }, { 5, "まもなく" }, { 30, "30秒後" },
                { 59, "59秒後" },   { 60, "1分後" },   { 100, "2分後" } };
  g_autofree char *none = ry_sync_words_next_try (0, noon ());

  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++) {
    g_autofree char *words = ry_sync_words_next_try (noon () + tries[i].seconds * G_USEC_PER_SEC, noon ());

    g_assert_cmpstr (words, ==, tries[i].words);
  }
}

int
main (int argc, char **argv)
{
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/sync-words/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/sync-words/refused", test_refused);
  g_test_add_func ("/sync-words/notes", test_notes);
  g_test_add_func ("/sync-words/times", test_times);
  g_test_add_func ("/sync-words/next-try", test_next_try);
  return g_test_run ();
}
