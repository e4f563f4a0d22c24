/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the page of today says of a line: a verb phrase, the facts behind it, and the word on its button. No widget in it.
 */
#pragma once

#include "ry-today.h"

G_BEGIN_DECLS

/**
 * RyTodayWords:
 * @title: what is to be done
 * @facts: Pango markup: why, and by when; what is late is bold
 * @button: the word on the button
 * @spoken: what a screen reader says of the button
 * @icon_name: the row's icon
 * @late: whether the icon warns
 */
typedef struct {
  char *title;
  char *facts;
  const char *button;
  char *spoken;
  const char *icon_name;
  gboolean late;
} RyTodayWords;

void  ry_today_words_init      (RyTodayWords *self, const RyTodayLine *line);
void  ry_today_words_clear     (RyTodayWords *self);
char *ry_today_words_heading   (const char *today, const RyToday *day, char **detail);
char *ry_today_words_ahead     (const RyAhead *ahead, char **detail);
char *ry_today_words_next      (const RyToday *day);
char *ry_today_words_when      (const char *updated_at);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyTodayWords, ry_today_words_clear)

G_END_DECLS
