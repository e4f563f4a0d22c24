/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is meant by the first letters that a clerk types from a paper reply. Kana, romaji and written names go; those who
 * have not answered come first. Pure over a list of seats.
 */
#pragma once

#include "ry-attendee.h"

G_BEGIN_DECLS

typedef struct _RyReplyFinder RyReplyFinder;

RyReplyFinder *ry_reply_finder_new    (GPtrArray *seats);
void           ry_reply_finder_free   (RyReplyFinder *self);
GPtrArray     *ry_reply_finder_find   (RyReplyFinder *self, const char *typed, guint limit);
int            ry_reply_finder_digit  (const char *character);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyReplyFinder, ry_reply_finder_free)

G_END_DECLS
