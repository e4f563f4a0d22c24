/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may honestly be said about the road, in words. Pure: facts in, words out. The rule: the first line is exactly one
 * of "cannot connect", else "n unsent", else "in sync at"; in sync needs the server's answer in this run.
 */
#pragma once

#include "ry-replicator.h"

G_BEGIN_DECLS

/**
 * RySyncFacts:
 * @answered: whether both were the same in this run of the program
 * @given_back: how many documents the server had lost and has again, in this run
 * @clock_ahead: by how much this machine's clock is ahead of the server's, in µs
 * @refused: how many documents an end would not take
 * @pending: how many documents are still to come, -1 where unknown
 * @last_synced: µs since 1970, 0 never
 * @next_try: µs since 1970, 0 where none is planned
 * @now: µs since 1970
 */
typedef struct {
  RySyncState state;
  gboolean answered;
  gint64 unsent;
  gint64 refused;
  gint64 given_back;
  gint64 clock_ahead;
  gint64 pending;
  gint64 last_synced;
  gint64 next_try;
  gint64 now;
  const char *server;
  const GError *error;
} RySyncFacts;

/**
 * RySyncWords:
 * @title: the first line
 * @detail: below it
 * @note: (nullable): how old the copy is, where that matters, or what else one should know
 * @icon_name: an icon that helps
 * @bad: whether it takes the colour of what is broken
 * @button: (nullable): what can be done
 * @action: (nullable): the action of the button
 */
typedef struct {
  char *title;
  char *detail;
  char *note;
  const char *icon_name;
  gboolean bad;
  const char *button;
  const char *action;
} RySyncWords;

RySyncWords *ry_sync_words_new      (const RySyncFacts *facts);
void         ry_sync_words_free     (RySyncWords *self);
char        *ry_sync_words_time     (gint64 time, gint64 now);
char        *ry_sync_words_clock    (gint64 ahead);
char        *ry_sync_words_next_try (gint64 next_try, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySyncWords, ry_sync_words_free)

G_END_DECLS
