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
 * @answered: whether the server has answered in this run of the program
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
 * @age: (nullable): how old the copy is, where that matters
 * @icon_name: an icon that helps
 * @bad: whether it takes the colour of what is broken
 * @button: (nullable): what can be done
 * @action: (nullable): the action of the button
 */
typedef struct {
  char *title;
  char *detail;
  char *age;
  const char *icon_name;
  gboolean bad;
  const char *button;
  const char *action;
} RySyncWords;

RySyncWords *ry_sync_words_new      (const RySyncFacts *facts);
void         ry_sync_words_free     (RySyncWords *self);
char        *ry_sync_words_time     (gint64 time, gint64 now);
char        *ry_sync_words_next_try (gint64 next_try, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySyncWords, ry_sync_words_free)

G_END_DECLS
