/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may honestly be said about the road.
 */
#include "ry-sync-words.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-error.h"

/* Times on records are for people to read: from here on they would mislead. */
#define CLOCK_MINUTES 2

static char *
describe_unsent (gint64 n)
{
  return g_strdup_printf (ngettext ("%d unsent", "%d unsent", (gulong) n), (int) n);
}

static char *
describe_age (const RySyncFacts *facts)
{
  g_autofree char *time = NULL;

  if (facts->last_synced <= 0)
    return g_strdup (_ ("Not yet in sync"));
  time = ry_sync_words_time (facts->last_synced, facts->now);
  return g_strdup_printf (_ ("Last in sync %s"), time);
}

/* What one should know of the road while it is open. */
static char *
describe_note (const RySyncFacts *facts)
{
  char *clock = ry_sync_words_clock (facts->clock_ahead);

  if (clock != NULL || facts->given_back == 0)
    return clock;
  return g_strdup_printf (ngettext ("The server had lost %d record; it has it again",
                                    "The server had lost %d records; it has them again", (gulong) facts->given_back),
                          (int) facts->given_back);
}

static void
say_off (RySyncWords *self, const RySyncFacts *facts)
{
  self->title = g_strdup (_ ("This computer only"));
  self->detail = g_strdup (_ ("Not connected to a server"));
  self->icon_name = "computer-symbolic";
  self->button = N_ ("Connect to a Server…");
  self->action = "win.server";
}

static void
say_failed (RySyncWords *self, const RySyncFacts *facts)
{
  const GError *error = facts->error;
  g_autofree char *unsent = describe_unsent (facts->unsent);
  g_autofree char *age = describe_age (facts);

  self->title = g_strdup (_ ("Cannot connect"));
  self->detail = g_strdup (error == NULL               ? _ ("The server does not answer.")
                           : error->domain == RY_ERROR ? ry_error_get_sentence (error->code)
                                                       : error->message);
  self->note = g_strdup_printf (_ ("%s · %s"), unsent, age);
  self->icon_name = "action-unavailable-symbolic";
  self->bad = TRUE;
  if (error != NULL && g_error_matches (error, RY_ERROR, RY_ERROR_UNAUTHORIZED)) {
    self->button = N_ ("Enter Name and Password…");
    self->action = "win.server";
  } else {
    self->button = N_ ("Connect Again");
    self->action = "win.sync-now";
  }
}

static void
say_unsent (RySyncWords *self, const RySyncFacts *facts)
{
  gboolean busy = facts->state == RY_SYNC_BUSY;

  self->title = describe_unsent (facts->unsent);
  self->note = describe_note (facts);
  self->icon_name = "pan-up-symbolic";
  self->button = N_ ("Send Now");
  self->action = "win.sync-now";
  if (busy && facts->pending > 0) {
    self->detail = g_strdup_printf (_ ("Receiving, %d to come"), (int) facts->pending);
    self->button = N_ ("Show How Far It Is");
    self->action = "win.first-sync";
  } else if (busy)
    self->detail = g_strdup (_ ("Talking with the server"));
  else if (!facts->answered || facts->unsent == 0)
    self->detail = describe_age (facts);
  else
    self->detail = g_strdup (_ ("Sent by itself as soon as possible"));
}

static void
say_synced (RySyncWords *self, const RySyncFacts *facts)
{
  g_autofree char *time = ry_sync_words_time (facts->last_synced, facts->now);

  self->title = g_strdup_printf (_ ("In sync %s"), time);
  self->note = describe_note (facts);
  self->detail = g_strdup (facts->refused > 0 ? _ ("The same as on the server, but for what was refused")
                                              : _ ("The same as on the server"));
  self->icon_name = "object-select-symbolic";
  self->button = N_ ("Check Now");
  self->action = "win.sync-now";
}

/**
 * ry_sync_words_new:
 * @facts: what is known
 *
 * Returns: (transfer full): what may be said
 */
RySyncWords *
ry_sync_words_new (const RySyncFacts *facts)
{
  RySyncWords *self = g_new0 (RySyncWords, 1);
  gboolean in_sync = facts->unsent == 0 && facts->answered && facts->pending <= 0 &&
                     (facts->state == RY_SYNC_SYNCED || facts->state == RY_SYNC_BUSY);

  if (facts->state == RY_SYNC_OFF)
    say_off (self, facts);
  else if (facts->state == RY_SYNC_FAILED)
    say_failed (self, facts);
  else if (in_sync)
    say_synced (self, facts);
  else
    say_unsent (self, facts);
  return self;
}

/**
 * ry_sync_words_free:
 * @self: (nullable): words
 */
void
ry_sync_words_free (RySyncWords *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->detail);
  g_free (self->note);
  g_free (self);
}

/**
 * ry_sync_words_time:
 * @time: µs since 1970
 * @now: µs since 1970
 *
 * Returns: (transfer full): the time as one says it: 9:41, yesterday 17:52, 11月20日（金） 17:52
 */
char *
ry_sync_words_time (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) present = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autofree char *clock = g_date_time_format (then, "%-H:%M");
  g_autofree char *day = g_date_time_format (then, "%F");
  g_autofree char *today = g_date_time_format (present, "%F");
  g_autofree char *words = NULL;
  int days = ry_date_days_between (day, today);

  if (days == 0)
    return g_steal_pointer (&clock);
  if (days == 1)
    return g_strdup_printf (_ ("yesterday %s"), clock);
  words = ry_date_format_iso (day, RY_DATE_MONTH_DAY);
  return g_strdup_printf ("%s %s", words, clock);
}

/**
 * ry_sync_words_clock:
 * @ahead: by how much this machine's clock is ahead of the server's, in µs
 *
 * Returns: (transfer full) (nullable): what is wrong with the clock; %NULL where it is near enough
 */
char *
ry_sync_words_clock (gint64 ahead)
{
  int minutes = (int) (ABS (ahead) / (60 * G_USEC_PER_SEC));

  if (minutes < CLOCK_MINUTES)
    return NULL;
  return g_strdup_printf (ahead > 0 ? ngettext ("This computer's clock is %d minute fast",
                                                "This computer's clock is %d minutes fast", (gulong) minutes)
                                    : ngettext ("This computer's clock is %d minute slow",
                                                "This computer's clock is %d minutes slow", (gulong) minutes),
                          minutes);
}

/**
 * ry_sync_words_next_try:
 * @next_try: µs since 1970, 0 where none is planned
 * @now: µs since 1970
 *
 * Returns: (transfer full) (nullable): when the server is asked again
 */
char *
ry_sync_words_next_try (gint64 next_try, gint64 now)
{
  int seconds = (int) ((next_try - now) / G_USEC_PER_SEC);

  if (next_try <= 0)
    return NULL;
  if (seconds < 10)
    return g_strdup (_ ("shortly"));
  if (seconds < 60)
    return g_strdup_printf (ngettext ("in %d second", "in %d seconds", (gulong) seconds), seconds);
  return g_strdup_printf (ngettext ("in %d minute", "in %d minutes", (gulong) (seconds + 30) / 60),
                          (seconds + 30) / 60);
}
